"""Says in the message bar, once for each, that something failed, and that all is well again."""

from PySide6.QtCore import QObject, Signal

from app.desktop.health.words import notice
from app.desktop.messages import Message, Offer
from app.usecases.health import Health


class HealthWatch(QObject):
    """`said` carries a Message; `wanted` says that the reviewer asks to see the health."""

    said = Signal(object)
    wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._told: set[str] = set()

    def look_at(self, health: Health) -> None:
        """Say what has changed since the last look."""
        notices = {notice(trouble) for trouble in health.troubles}
        for text in sorted(notices - self._told):
            self.said.emit(Message("warning", text, offers=(Offer("Show health", self.wanted.emit),)))
        if self._told and not notices:
            self.said.emit(Message("info", "Everything is up to date again."))
        self._told = notices
