"""Writes the scheduled backup while the window is open."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.jobs import Jobs
from app.desktop.messages import Message, sentence
from app.usecases.ports.services import Services

_LOOK_EVERY_MS = 3_600_000
"""How often it looks whether the backup of the schedule is due."""


class Backups(QObject):
    """`said` carries the Message that a backup was not made."""

    said = Signal(object)

    def __init__(self, parent: QObject, services: Services, jobs: Jobs) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Write the backup if it is due."""
        job = self._jobs.start("upkeep", lambda _: self._services.store.back_up_when_due())
        job.failed.connect(self._on_failed)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _on_failed(self, error: Exception) -> None:
        self.said.emit(Message("error", f"The scheduled backup was not made: {sentence(error)}"))
