"""Has the document understood beside the window, and hands the pages to the pane and the sections to the outline."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.desktop.jobs import UNTIL_DRAWN, Job, Jobs
from app.desktop.messages import sentence
from app.desktop.positions import spelled_quote
from app.desktop.understanding.entries import Page, pages_of
from app.desktop.understanding.graph import Graph
from app.usecases.open_review import Review
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import TaskCancelled
from app.usecases.understand_document import understanding_of
from domain.documents.text import Block
from domain.semantics.understanding import SectionEntry

Understood = tuple[tuple[SectionEntry, ...], tuple[Page, ...], Graph]


class Building(QObject):
    """`built` carries what is Understood, `failed` a sentence."""

    built = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject, services: Services, jobs: Jobs) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._job: Job | None = None

    def start(self, review: Review, block_of: Callable[[str], Block | None]) -> None:
        """Begin with the revision of a review, which has these blocks by their ids."""

        def work(job: Job) -> Understood:
            job.pause(UNTIL_DRAWN)
            understanding = understanding_of(
                self._services, review.document, review.revision, read=review.read, cancelled=job.cancelled
            )
            pages = pages_of(understanding, lambda span: spelled_quote(span, block_of(span.block)))
            return understanding.sections, pages, Graph(understanding.lineage)

        self._job = self._jobs.start("understanding", work)
        self._job.done.connect(self.built)
        self._job.failed.connect(self._on_failed)

    def cancel(self) -> None:
        """Ask it to end."""
        if self._job:
            self._job.cancel()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, TaskCancelled):
            self.failed.emit(f"The document could not be read for its terms and formulas. {sentence(error)}")
