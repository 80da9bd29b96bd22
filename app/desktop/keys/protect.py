"""File > Protect profile: how its key is kept, and a new recovery code."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.desktop.jobs import Jobs
from app.desktop.keys.asking import NewPassphrasePage
from app.desktop.keys.code import CodePage
from app.desktop.keys.page import Page, push_button
from app.desktop.messages import sentence
from app.usecases.ports.keys import Keeping, ProfileKeys


class ProtectDialog(QDialog):
    """Says how the key is kept, and keeps it in another way."""

    def __init__(self, parent: QWidget, keys: ProfileKeys, jobs: Jobs) -> None:
        super().__init__(parent)
        self._keys, self._jobs = keys, jobs
        self.setWindowTitle("Protect profile")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)  # as large as the page in it
        self.page = Page("Protect profile", "Looking…")
        self._column.addWidget(self.page)
        self._look()

    def _show(self, page: Page) -> None:
        self._column.replaceWidget(self.page, page)
        self.page.hide()
        self.page.deleteLater()
        self.page = page

    def _do(self, work: Callable[[], object], then: Callable[..., object]) -> None:
        self.page.wait()
        job = self._jobs.ask(work)
        job.done.connect(then)
        job.failed.connect(self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self.page.refuse(sentence(error))

    def _look(self) -> None:
        self._do(self._found, self._show_keeping)

    def _show_keeping(self, found: tuple[Keeping, str | None]) -> None:
        keeping, keyring = found
        page = Page("Protect profile", kept(keeping, keyring))
        if keyring and keeping is not Keeping.KEYRING:
            tip = "Ask for nothing while you are logged in"
            page.add(push_button("Keep the key in the keyring", tip, self._keep_in_keyring))
        words = "Change the passphrase…" if keeping is Keeping.PASSPHRASE else "Use a passphrase…"
        page.add(push_button(words, "Ask for a passphrase at each start and after each lock", self._ask_passphrase))
        page.add(push_button("New recovery code…", "The code before it opens nothing any more", self._make_code))
        page.offer("Close", "Leave everything as it is (Esc)", self.reject)
        self._show(page)

    def _ask_passphrase(self) -> None:
        page = NewPassphrasePage("Use this passphrase")
        page.chosen.connect(lambda passphrase: self._keep(Keeping.PASSPHRASE, passphrase))
        page.offer("Back", "Leave everything as it is", self._look)
        self._show(page)

    def _keep_in_keyring(self) -> None:
        self._keep(Keeping.KEYRING, None)

    def _keep(self, keeping: Keeping, passphrase: str | None) -> None:
        def work() -> tuple[Keeping, str | None]:
            self._keys.keep(keeping, passphrase)
            return self._found()

        self._do(work, self._show_keeping)

    def _found(self) -> tuple[Keeping, str | None]:
        return self._keys.keeping(), self._keys.keyring()

    def _make_code(self) -> None:
        self._do(self._keys.new_recovery_code, self._show_code)

    def _show_code(self, code: str) -> None:
        page = CodePage(code)
        page.kept.connect(self._look)
        self._show(page)


def kept(keeping: Keeping, keyring: str | None) -> str:
    """How the key is kept, in a sentence."""
    match keeping:
        case Keeping.KEYRING:
            return f"The key of this profile is in this computer's keyring{f' ({keyring})' if keyring else ''}."
        case Keeping.PASSPHRASE:
            return "The key of this profile is kept under a passphrase."
        case Keeping.FILE:
            return "The key of this profile lies unprotected in a file: whoever can read your files can open it."
