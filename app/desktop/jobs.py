"""Work beside the window: use cases run in threads of their own and their answers come back to the main thread."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Literal, get_args

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from domain.analysis.request import Progress

Lane = Literal["store", "import", "analysis", "understanding", "drawing", "refining", "search", "upkeep"]
"""Each lane is one thread, so that what is asked of the store is done in the order it was asked."""


class Job(QObject):
    """One piece of work; `done` (its answer), `failed` (its exception) and `progressed` arrive on the main thread.

    Connect methods of QObjects: what arrives late for an object that is gone is dropped with the object.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    _answered = Signal(object, object)
    _reported = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self.progressed, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to end; it then fails with TaskCancelled."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Whether the work should end. Called by the worker."""
        return self._cancelled.is_set()

    def pause(self, seconds: float) -> None:
        """Stand back for so long, unless it is cancelled. Called by the worker."""
        self._cancelled.wait(seconds)

    def report(self, progress: Progress) -> None:
        """How far the work has come. Called by the worker."""
        self._reported.emit(progress)

    def run(self, work: Callable[["Job"], object]) -> None:
        """Do the work and send the answer home. Called by the worker."""
        try:
            answer = work(self)
        except Exception as error:
            self._answered.emit(None, error)
        else:
            self._answered.emit(answer, None)

    def _deliver(self, answer: object, error: Exception | None) -> None:
        if error is None:
            self.done.emit(answer)
        else:
            self.failed.emit(error)
        self.ended.emit(self)


UNTIL_DRAWN = 0.1
"""Seconds for which work that takes long stands back, for the window to draw what begins with it."""
SLOW_MS = 3000
"""How long something asked of the store may take before the reviewer is told."""


class Jobs(QObject):
    """The lanes and what runs in them.

    `rested` says that no import or analysis runs or waits any more, `slow` that the store lets somebody wait.
    """

    rested = Signal()
    slow = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lanes = {lane: ThreadPoolExecutor(1, thread_name_prefix=lane) for lane in get_args(Lane)}
        self._running: dict[Job, Lane] = {}
        self._is_closed = False

    def ask(self, work: Callable[[], object]) -> Job:
        """Run a short use case on the store's lane."""
        job = self.start("store", lambda _: work())
        QTimer.singleShot(SLOW_MS, job, self.slow.emit)  # unless the job is gone by then
        return job

    def start(self, lane: Lane, work: Callable[[Job], object]) -> Job:
        """Run work that reports to its job and looks whether it was cancelled; once all is closed none begins."""
        job = Job(self)
        if self._is_closed:
            return job
        self._running[job] = lane
        job.ended.connect(self._end)
        self._lanes[lane].submit(job.run, work)
        return job

    def idle(self) -> bool:
        """Whether nothing runs or waits."""
        return not self._running

    def at_work(self) -> bool:
        """Whether an import or an analysis runs or waits."""
        return not {"import", "analysis"}.isdisjoint(self._running.values())

    def close(self) -> None:
        """Cancel what can be cancelled and wait for the rest; answers that are still under way reach nobody."""
        self._is_closed = True
        for job in self._running:
            job.cancel()
        for lane in (*(lane for lane in self._lanes if lane != "store"), "store"):
            self._lanes[lane].shutdown(wait=True)
        for job in self._running:
            job.blockSignals(True)

    def _end(self, job: Job) -> None:
        lane = self._running.pop(job)
        job.deleteLater()
        if lane in ("import", "analysis") and not self.at_work():
            self.rested.emit()
