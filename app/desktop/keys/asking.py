"""The pages that ask for a key: to open a profile with, or to keep it with from now on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from app.desktop.keys.page import Page
from app.usecases.ports.keys import Keeping

_FORGOTTEN = (
    "DocSense asks for it at each start and after each lock. Where it is forgotten, nothing but the recovery code "
    "opens the profile."
)


class PassphrasePage(Page):
    """Asks for the passphrase of a profile. `given` carries it; `code_wanted` says that it is forgotten."""

    given = Signal(str)
    code_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("DocSense is locked", "Type the passphrase of this profile to open it.")
        self.field = self.add_field("Passphrase")
        self.offer("Unlock", "Open the profile (Enter)", lambda: self.given.emit(self.field.text()))
        self.offer("Use the recovery code…", "Open the profile without its passphrase", self.code_wanted.emit)


class RecoveryPage(Page):
    """Asks for the recovery code, saying why. `given` carries it."""

    given = Signal(str)

    def __init__(self, why: str) -> None:
        super().__init__(
            "Open with the recovery code",
            *([why] if why else []),
            "Type the code that was shown when the profile was made. Small letters, spaces and dashes do not matter.",
        )
        self.field = self.add_field("Recovery code", secret=False)
        self.offer("Open", "Open the profile with this code (Enter)", lambda: self.given.emit(self.field.text()))


class NewPassphrasePage(Page):
    """Asks for a new passphrase, twice. `chosen` carries it."""

    chosen = Signal(str)

    def __init__(self, button: str, *sentences: str) -> None:
        super().__init__("Choose a passphrase", *sentences, _FORGOTTEN)
        self.first = self.add_field("Passphrase, at least 8 characters")
        self.second = self.add_field("The same once more")
        self.offer(button, f"{button} (Enter)", self._choose)

    def _choose(self) -> None:
        if self.first.text() == self.second.text():
            self.chosen.emit(self.first.text())
        else:
            self.refuse("The two are not the same. Type the passphrase again.")


class KeepingPages(QStackedWidget):
    """Asks how the key of a profile is to be kept. `chosen` carries a Keeping and a passphrase or None.

    Without the name of a usable keyring only a passphrase is asked for.
    """

    chosen = Signal(object, object)

    def __init__(self, heading: str, sentence: str, button: str, keyring: str | None) -> None:
        super().__init__()
        if keyring is None:
            self._passphrase = NewPassphrasePage(button, sentence)
        else:
            self._passphrase = NewPassphrasePage(button)
            first = Page(
                heading,
                sentence,
                f"Its key will be in this computer's keyring ({keyring}), which opens when you log in.",
            )
            first.offer(button, "Keep the key in the keyring", lambda: self.chosen.emit(Keeping.KEYRING, None))
            first.offer("Use a passphrase instead…", "Keep the key under a passphrase of your own", self._ask)
            self._passphrase.offer("Back", "Keep the key in the keyring after all", self._go_back)
            self.addWidget(first)
        self.addWidget(self._passphrase)
        self._passphrase.chosen.connect(lambda passphrase: self.chosen.emit(Keeping.PASSPHRASE, passphrase))

    def wait(self) -> None:
        """Let nothing be pressed or typed while what was chosen is done."""
        self._page().wait()

    def refuse(self, words: str) -> None:
        """Say what is wrong, and let it be tried again."""
        self._page().refuse(words)

    def _page(self) -> Page:
        page = self.currentWidget()
        assert isinstance(page, Page)
        return page

    def _ask(self) -> None:
        self.setCurrentWidget(self._passphrase)

    def _go_back(self) -> None:
        self.setCurrentIndex(0)
