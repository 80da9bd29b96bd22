"""What is typed and not yet used: kept a moment after each key, so that a crash loses none of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_QUIET_MS = 400


class DraftKeeper(QObject):
    """The drafts of one document. Those found at the start are opened again when their place is looked at."""

    def __init__(self, parent: QObject, keep: Callable[[str, str], None], found: dict[str, str]) -> None:
        super().__init__(parent)
        self._keep = keep
        self._texts = dict(found)
        self._open = set(found)
        self._unsaved: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.flush)

    def text(self, name: str) -> str | None:
        """The draft under this name."""
        return self._texts.get(name)

    def is_open(self, name: str) -> bool:
        """Whether the reviewer was at work on this draft and did not leave it."""
        return name in self._open and name in self._texts

    def type(self, name: str, text: str) -> None:
        """The draft reads like this now; an empty text is no draft."""
        if text == self._texts.get(name, ""):
            return
        if text:
            self._texts[name] = text
            self._open.add(name)
        else:
            self._texts.pop(name, None)
        self._unsaved.add(name)
        self._timer.start()

    def leave(self, name: str) -> None:
        """The reviewer put the draft aside; its text waits until it is asked for."""
        self._open.discard(name)
        self.flush()

    def use(self, name: str) -> None:
        """The draft was used; nothing of it is kept."""
        self.type(name, "")
        self.leave(name)

    def flush(self) -> None:
        """Keep what is not kept yet."""
        self._timer.stop()
        for name in sorted(self._unsaved):
            self._keep(name, self._texts.get(name, ""))
        self._unsaved.clear()
