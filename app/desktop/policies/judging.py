"""Keeps what the reviewer thinks of verdicts, and the packs that are chosen for a document."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.jobs import Jobs
from app.desktop.policies.choosing import ChoosePacks
from app.usecases.judge_verdict import judge
from app.usecases.open_review import Review
from app.usecases.policies import PackEntry, assign, known_packs
from app.usecases.ports.services import Services
from domain.analysis.request import PolicyVerdict, Verdict
from domain.documents.text import Span
from domain.feedback.events import Judgement


class Judging(QObject):
    """`read` carries the Review as it stands then, `chosen` says that other packs apply, `refused` the exception."""

    read = Signal(object)
    chosen = Signal()
    refused = Signal(object)

    def __init__(
        self, parent: QWidget, services: Services, jobs: Jobs, reviewer: str, read: Callable[[], Review]
    ) -> None:
        super().__init__(parent)
        self._window, self._services, self._jobs, self._reviewer, self._read = parent, services, jobs, reviewer, read
        self.review: Review | None = None

    def judge(
        self,
        verdict: PolicyVerdict,
        judgement: Judgement,
        evidence: Span | None,
        instead: Verdict | None,
        reason: str,
    ) -> None:
        """Keep a judgement on a verdict of the review."""
        if self.review is None or self.review.verdicts_of is None:
            return
        document, run = self.review.document, self.review.verdicts_of

        def work() -> Review:
            judge(
                self._services,
                document,
                run,
                verdict,
                judgement,
                self._reviewer,
                evidence=evidence,
                instead=instead,
                reason=reason,
            )
            return self._read()

        job = self._jobs.ask(work)
        job.done.connect(self.read)
        job.failed.connect(self.refused)

    def choose_packs(self) -> None:
        """Ask which packs the document is checked against."""
        job = self._jobs.ask(lambda: known_packs(self._services))
        job.done.connect(self._ask)
        job.failed.connect(self.refused)

    def _ask(self, entries: tuple[PackEntry, ...]) -> None:
        if self.review:
            dialog = ChoosePacks(self._window, entries, self.review.assigned)
            dialog.chosen.connect(self._assign)
            dialog.open()

    def _assign(self, names: tuple[str, ...]) -> None:
        if self.review is None:
            return
        document = self.review.document

        def work() -> Review:
            assign(self._services, document, names, self._reviewer)
            return self._read()

        job = self._jobs.ask(work)
        job.done.connect(self._on_assigned)
        job.failed.connect(self.refused)

    def _on_assigned(self, review: Review) -> None:
        self.read.emit(review)
        self.chosen.emit()
