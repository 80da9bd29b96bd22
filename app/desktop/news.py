"""Looks whether the log has grown, by this window or another program, and reads again what is shown."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from app.desktop.jobs import Jobs
from app.usecases.health import Health, health
from app.usecases.library import library
from app.usecases.open_review import Review, open_review
from app.usecases.ports.services import Services
from app.usecases.ports.store import DocumentEntry

_LOOK_EVERY_MS = 1000


@dataclass(frozen=True)
class News:
    """What is new behind an event of the log; without entries no more than how it stands with what failed."""

    head: int
    settled: bool
    health: Health
    entries: tuple[DocumentEntry, ...] | None = None
    review: Review | None = None


class NewsWatch(QObject):
    """`arrived` carries News, `failed` the exception; `shown` says which review is open."""

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject, services: Services, jobs: Jobs, shown: Callable[[], Review | None]) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._shown = services, jobs, shown
        self._head = -1
        self._settled = True
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look now, and then again and again."""
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Ask what is new, and let go on what waits to be tried again; one question at a time."""
        if self._looking:
            return
        self._looking = True
        shown, head, settled = self._shown(), self._head, self._settled
        s = self._services

        def work() -> News | None:
            now = s.store.head()
            if now == head and settled:
                return None
            caught_up = s.store.catch_up()
            if now == head and not caught_up:
                return News(now, caught_up, health(s))
            review = open_review(s, shown.document, read=shown.read) if shown else None
            return News(now, caught_up, health(s), library(s), review)

        job = self._jobs.ask(work)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)

    def _on_done(self, news: News | None) -> None:
        self._looking = False
        if news:
            self._head, self._settled = news.head, news.settled
            self.arrived.emit(news)

    def _on_failed(self, error: Exception) -> None:
        self._looking = False
        self.failed.emit(error)
