"""The door of a profile: it asks for what opens it, stands in the window's place while it is locked, and locks it."""

import gc
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.desktop.jobs import Jobs
from app.desktop.keys.asking import KeepingPages, PassphrasePage, RecoveryPage
from app.desktop.keys.code import CodePage
from app.desktop.keys.idle import IdleWatch
from app.desktop.keys.page import Page
from app.desktop.keys.protect import ProtectDialog
from app.desktop.messages import Message, Offer, sentence
from app.desktop.theme import Look
from app.desktop.window import MainWindow, Place
from app.usecases.ports.keys import Keeping, MissingKey, ProfileKeys, WrongKey
from app.usecases.ports.services import Services


class Door(QWidget):
    """Owns the keys of one profile, and the window on it while it is open.

    `open_profile` opens it once its keys are unlocked. After so many idle minutes it is locked; 0 for never.
    """

    def __init__(
        self,
        keys: ProfileKeys,
        open_profile: Callable[[], AbstractContextManager[Services]],
        reviewer: str,
        look: Look,
        lock_after_minutes: int,
    ) -> None:
        super().__init__()
        self.setWindowTitle("DocSense")
        self._keys, self._open_profile, self._reviewer, self._look = keys, open_profile, reviewer, look
        self._jobs = Jobs()
        self._opened = ExitStack()
        self.window_: MainWindow | None = None
        self.page: Page | KeepingPages | None = None
        self._place: Place | None = None
        self._locks_when_done = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)
        if lock_after_minutes:
            self.idle = IdleWatch(self, lock_after_minutes)
            self.idle.idle.connect(self._on_idle)

    def open(self) -> None:
        """Open the profile, or make one; nothing is asked where the key is at hand."""
        self._do(self._found, self._on_found, self._on_unusable)

    def leave(self) -> None:
        """Close the profile at the end of the program; raises StoreUnavailable where that fails."""
        self._jobs.close()
        self._close_profile()

    # --- what stands in the window's place ---------------------------------------------------------------------

    def _show(self, page: Page | KeepingPages) -> None:
        self._drop_page()
        self.page = page
        self._column.addWidget(page)
        self.show()

    def _drop_page(self) -> None:
        if self.page:
            self._column.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None

    def _do(
        self, work: Callable[[], object], then: Callable[..., object], failed: Callable[[Exception], object]
    ) -> None:
        """Do what takes a moment beside the window; the page that asked for it waits."""
        if self.page:
            self.page.wait()
        job = self._jobs.ask(work)
        job.done.connect(then)
        job.failed.connect(failed)

    def _on_refused(self, error: Exception) -> None:
        if self.page:
            self.page.refuse(sentence(error))

    def _on_no_key(self, error: Exception) -> None:
        if isinstance(error, MissingKey | WrongKey):
            self._ask_code(sentence(error))
        else:
            self._on_unusable(error)

    def _on_unusable(self, error: Exception) -> None:
        page = Page("This profile cannot be opened", sentence(error))
        page.offer("Try again", "Look at the profile again", self.open)
        page.offer("Quit", "Leave DocSense", self.close)
        self._show(page)

    # --- opening -----------------------------------------------------------------------------------------------

    def _found(self) -> Keeping | None:
        return self._keys.keeping() if self._keys.exists() else None

    def _on_found(self, keeping: Keeping | None) -> None:
        match keeping:
            case None:
                self._do(self._keys.keyring, self._ask_how_to_make, self._on_unusable)
            case Keeping.PASSPHRASE:
                self._ask_passphrase()
            case _:
                self._enter(self._keys.unlock, self._on_no_key)

    def _ask_how_to_make(self, keyring: str | None) -> None:
        page = KeepingPages(
            "Welcome to DocSense",
            "DocSense keeps your documents and decisions in a profile on this computer, and all of it is encrypted.",
            "Create profile",
            keyring,
        )
        page.chosen.connect(
            lambda keeping, passphrase: self._do(
                lambda: self._keys.make(keeping, passphrase), self._show_code, self._on_refused
            )
        )
        self._show(page)

    def _show_code(self, code: str) -> None:
        page = CodePage(code)
        page.kept.connect(lambda: self._enter(lambda: None, self._on_refused))
        self._show(page)

    def _ask_passphrase(self) -> None:
        page = PassphrasePage()
        page.given.connect(lambda passphrase: self._enter(lambda: self._keys.unlock(passphrase), self._on_refused))
        page.code_wanted.connect(lambda: self._ask_code(""))
        self._show(page)

    def _ask_code(self, why: str) -> None:
        page = RecoveryPage(why)
        page.given.connect(self._recover)
        page.offer("Back", "Try to open the profile as before", self.open)
        self._show(page)

    def _recover(self, code: str) -> None:
        def work() -> str | None:
            self._keys.recover(code)
            return self._keys.keyring()

        self._do(work, self._ask_how_to_keep, self._on_refused)

    def _ask_how_to_keep(self, keyring: str | None) -> None:
        page = KeepingPages(
            "Keep the key anew",
            "The recovery code is right, and it stays valid. Choose how this profile is opened from now on.",
            "Open profile",
            keyring,
        )
        page.chosen.connect(
            lambda keeping, passphrase: self._enter(lambda: self._keys.keep(keeping, passphrase), self._on_refused)
        )
        self._show(page)

    def _enter(self, unlock: Callable[[], object], failed: Callable[[Exception], object]) -> None:
        """Unlock the keys and open the window; `failed` is told where they cannot be unlocked."""
        self._do(unlock, lambda _: self._do(self._open_services, self._on_open, self._on_unusable), failed)

    def _open_services(self) -> tuple[Services, Keeping]:
        try:
            return self._opened.enter_context(self._open_profile()), self._keys.keeping()
        except Exception:
            self._close_profile()
            raise

    def _on_open(self, answer: tuple[Services, Keeping]) -> None:
        services, keeping = answer
        self.window_ = window = MainWindow(services, self._reviewer, self._look)
        window.offer_keys(self.lock, self.protect)
        window.jobs.rested.connect(self._on_rested)
        if self.isVisible():
            window.restoreGeometry(self.saveGeometry())
        else:
            window.resize(self.size())  # and the system finds a place for it
        window.show()
        self.hide()
        self._drop_page()
        if self._place:
            window.go_to(self._place)
        if keeping is Keeping.FILE:
            protect = Offer("Protect…", self.protect)
            window.messages.say(Message("info", "The key of this profile lies unprotected in a file.", (protect,)))

    # --- locking -----------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Lock; where something is at work, first ask what is to become of it."""
        if self.window_ and self.window_.jobs.at_work():
            offers = (Offer("Lock when it is done", self._lock_when_done), Offer("Stop it and lock", self.lock_now))
            self.window_.messages.say(Message("warning", "An import or an analysis is running.", offers))
        else:
            self.lock_now()

    def lock_now(self) -> None:
        """Cancel what is at work, close the window, and wipe the keys."""
        QTimer.singleShot(0, self, self._lock_window)  # behind whatever signal of the window brought this about

    def _lock_window(self) -> None:
        if is_open := QApplication.activePopupWidget() or QApplication.activeModalWidget():
            is_open.close()
            self.lock_now()  # once the one who waits for the dialog has gone on
        elif window := self.window_:
            self.window_ = None
            self._locks_when_done = False
            self._place = window.place()
            self.restoreGeometry(window.saveGeometry())
            self._show(Page("Locking…"))
            window.close()
            window.deleteLater()
            self._do(self._lock, self._on_locked, self._on_unusable)

    def _lock_when_done(self) -> None:
        if self.window_:
            self._locks_when_done = True
            self.window_.messages.say(Message("info", "DocSense locks itself as soon as that is done."))
            self._on_rested()

    def _on_rested(self) -> None:
        if self._locks_when_done and self.window_ and not self.window_.jobs.at_work():
            self.lock_now()

    def _on_idle(self) -> None:
        if self.window_ and not self.window_.jobs.at_work():
            self.lock_now()

    def _lock(self) -> Keeping | None:
        self._close_profile()
        return self._found()

    def _close_profile(self) -> None:
        try:
            self._opened.close()
        finally:
            self._keys.lock()

    def _on_locked(self, keeping: Keeping | None) -> None:
        gc.collect()  # the window is gone, and with this the text it showed
        if keeping in (Keeping.KEYRING, Keeping.FILE):
            page = Page("DocSense is locked", "Everything is kept. Unlock to go on where you were.")
            page.offer("Unlock", "Open the profile again", lambda: self._enter(self._keys.unlock, self._on_no_key))
            self._show(page)
        else:
            self._on_found(keeping)

    # --- protecting --------------------------------------------------------------------------------------------

    def protect(self) -> None:
        """Open File > Protect profile."""
        if self.window_:
            ProtectDialog(self.window_, self._keys, self._jobs).open()
