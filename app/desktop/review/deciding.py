"""Takes decisions one at a time, keeps the order they were made in, and says what came of them."""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QObject, Signal

from app.desktop.jobs import Jobs
from app.usecases.decide_finding import Decision, decide
from app.usecases.open_review import Review, ReviewedFinding
from app.usecases.ports.services import Services
from domain.feedback.session import ItemState


class Deciding(QObject):
    """`decided` carries the Decision and the Review as it stands then; `refused` the exception."""

    decided = Signal(object, object)
    refused = Signal(object)

    def __init__(
        self, parent: QObject, services: Services, jobs: Jobs, reviewer: str, review: Review, read: Callable[[], Review]
    ) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._reviewer = services, jobs, reviewer
        self._document, self._revision, self._read = review.document, review.revision, read
        self._busy = False
        self._order: list[str] = []

    def decide(self, decision: Decision, now: ReviewedFinding) -> None:
        """Decide, taking back what was decided before; a key that comes while one is being kept is for nobody."""
        if self._busy:
            return
        self._busy = True
        decisions = [decision]
        if decision.decision != "reopen" and now.state is not ItemState.PENDING:
            decisions.insert(0, Decision(finding=decision.finding, decision="reopen"))

        def work() -> tuple[Decision, Review]:
            decide(self._services, self._document, decisions, self._reviewer, revision=self._revision)
            return decision, self._read()

        job = self._jobs.ask(work)
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)

    def last(self, findings: Mapping[str, ReviewedFinding]) -> str | None:
        """The finding decided last in this window whose decision still stands."""
        standing = (id for id in reversed(self._order) if id in findings)
        return next((id for id in standing if findings[id].state is not ItemState.PENDING), None)

    def _on_done(self, answer: tuple[Decision, Review]) -> None:
        decision, review = answer
        self._busy = False
        self._order = [id for id in self._order if id != decision.finding]
        if decision.decision != "reopen":
            self._order.append(decision.finding)
        self.decided.emit(decision, review)

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        self.refused.emit(error)


def next_undecided(findings: Mapping[str, ReviewedFinding], listed: Collection[str], after: str) -> str:
    """The next listed undecided finding behind this one, from the top again at the end; itself where there is none."""
    ids = list(findings)
    at = ids.index(after)
    others = (id for id in [*ids[at + 1 :], *ids[:at]] if id in listed and findings[id].state is ItemState.PENDING)
    return next(others, after)
