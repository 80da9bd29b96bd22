"""The strip that shows an analysis under way, and the queue behind it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from app.desktop.jobs import UNTIL_DRAWN, Job, Jobs
from app.usecases.analyse_document import analyse
from app.usecases.import_document import Texts
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import TaskCancelled
from app.usecases.refine_verdicts import refine_verdicts
from domain.analysis.request import Progress

_UNTIL_SHOWN = 0.3
"""Seconds: what is longer in coming than what was found, and is not to be in its way while that is drawn."""


class AnalysisStrip(QFrame):
    """`started` and `ended` carry the id of a document, `failed` also the exception; cancelling is not a failure.

    `shown` gives the texts that the window holds. Where a sentence model is installed, it looks at the verdicts behind
    the findings, and `refined` follows.
    """

    started = Signal(str)
    ended = Signal(str)
    refined = Signal(str)
    failed = Signal(str, object)

    def __init__(self, services: Services, jobs: Jobs, reviewer: str, shown: Callable[[], Texts]) -> None:
        super().__init__()
        self._shown = shown
        self.setObjectName("band")
        self._services, self._jobs, self._reviewer = services, jobs, reviewer
        self._running: dict[str, tuple[str, Job]] = {}
        em = self.fontMetrics().height()
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the analysis")
        self._bar.setFixedWidth(em * 14)
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setToolTip("End this analysis; the document stays in the library")
        self.cancel_button.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(em, em // 3, em, em // 3)
        row.setSpacing(em)
        row.addWidget(self._bar)
        row.addWidget(self._text, 1)
        row.addWidget(self.cancel_button)
        self.hide()

    def start(self, document: str, title: str, packs: tuple[str, ...] = ()) -> None:
        """Analyse the latest revision of a document, after those that are waiting."""
        if document in self._running:
            return
        read = self._shown()

        def work(job: Job) -> tuple[str, str]:
            run = ""
            job.pause(UNTIL_DRAWN)
            try:
                run = analyse(
                    self._services,
                    document,
                    self._reviewer,
                    packs=packs,
                    read=read,
                    report=job.report,
                    cancelled=job.cancelled,
                )
            except TaskCancelled:
                pass
            except Exception as error:
                raise _Failed(document) from error
            return document, run

        job = self._jobs.start("analysis", work)
        self._running[document] = title, job
        job.progressed.connect(partial(self._on_progress, document))
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        self._show(Progress(done=0, total=0, step="Starting"))
        self.started.emit(document)

    def is_running(self, document: str) -> bool:
        """Whether this document is analysed or waits for it."""
        return document in self._running

    def _first(self) -> str:
        return next(iter(self._running))

    def _cancel(self) -> None:
        if self._running:
            self._running[self._first()][1].cancel()
            self._text.setText("Cancelling …")

    def _on_progress(self, document: str, progress: Progress) -> None:
        if self._running and document == self._first():
            self._show(progress)

    def _show(self, progress: Progress) -> None:
        self.setVisible(bool(self._running))
        if not self._running:
            return
        title, _ = self._running[self._first()]
        self._bar.setMaximum(progress.total)
        self._bar.setValue(progress.done)
        self._text.setText(how_far(title, progress, len(self._running) - 1))

    def _on_done(self, analysed: tuple[str, str]) -> None:
        document, run = analysed
        self._end(document)
        self.ended.emit(document)
        if run and self._services.refiner.available:
            # Behind what was asked of the store just now: the findings are read and shown first, with no work beside.
            self._jobs.ask(lambda: None).done.connect(lambda _: self._refine(document, run))

    def _refine(self, document: str, run: str) -> None:
        """Should it fail, the verdicts stand as they are."""
        read = self._shown()

        def work(job: Job) -> str:
            job.pause(_UNTIL_SHOWN)
            refine_verdicts(self._services, run, self._reviewer, read=read, cancelled=job.cancelled)
            return document

        job = self._jobs.start("refining", work)
        job.done.connect(self.refined.emit)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, _Failed):
            self._end(error.document)
            self.failed.emit(error.document, error.__cause__)

    def _end(self, document: str) -> None:
        self._running.pop(document, None)
        self._show(Progress(done=0, total=0, step="Starting"))


def how_far(title: str, progress: Progress, waiting: int) -> str:
    """How far an analysis is: what it is about now, and in numbers."""
    step = f": {progress.step}, step {progress.done} of {progress.total}" if progress.done else " …"
    return f"Analysing {title}{step}{f'  ({waiting} waiting)' if waiting else ''}"


class _Failed(Exception):
    """Carries which document's analysis failed; the cause says why."""

    def __init__(self, document: str) -> None:
        super().__init__(document)
        self.document = document
