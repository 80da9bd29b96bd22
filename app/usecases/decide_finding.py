"""Decide on findings: accept, modify, reject with a reason, or take a decision back."""

from collections.abc import Sequence
from typing import Literal

from app.usecases.open_review import findings_in
from app.usecases.ports import Services, UnitOfWork
from app.usecases.unit import commit
from domain.analysis.finding import Finding
from domain.documents.document import Document
from domain.feedback.decisions import accepted_edit, modified_edit
from domain.feedback.session import FeedbackSession
from domain.kernel import DomainError, Event, NotFound, Value


class TextRequired(DomainError):
    """A modification must say the text that is to stand there."""


class Decision(Value):
    """What a reviewer decides on one finding. `text` is for modify alone; `reason` is required for reject."""

    finding: str
    decision: Literal["accept", "modify", "reject", "reopen"]
    text: str | None = None
    reason: str | None = None


def decide(s: Services, document: str, decisions: Sequence[Decision], actor: str) -> None:
    """Take these decisions on the latest revision, in order, all of them or none.

    Raises the session's errors (OverlappingEdit, AlreadyDecided, ReasonRequired, SessionNotOpen, NotFound) and
    TextRequired.
    """
    revision = s.store.load(Document, document).must_exist().latest

    def step(unit: UnitOfWork) -> None:
        session = unit.load(FeedbackSession, FeedbackSession.id_of(revision.id))
        known = findings_in(s, session)
        for decision in decisions:
            if decision.finding not in known:
                raise NotFound(f"There is no finding {decision.finding} in this review.")
            events = _events(s, session, decision, known[decision.finding], actor)
            session = unit.record(session, events, document=document)

    commit(s, FeedbackSession.CONTEXT, actor, step)


def _events(
    s: Services, session: FeedbackSession, decision: Decision, finding: Finding, actor: str
) -> tuple[Event, ...]:
    at, reason = s.clock(), (decision.reason or "").strip()
    match decision.decision:
        case "accept":
            edit = accepted_edit(finding, author=actor, at=at, reason=reason)
            return session.accept(finding.id, edit, reason)
        case "modify":
            if decision.text is None:
                raise TextRequired(f"To modify finding {finding.id}, give the text that is to stand there.")
            modified = modified_edit(finding, decision.text, author=actor, at=at, reason=reason)
            return session.modify(finding.id, modified, reason)
        case "reject":
            return session.reject(finding.id, reason)
        case "reopen":
            return session.reopen_finding(finding.id)
