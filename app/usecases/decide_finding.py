"""Decide on findings: accept, modify, reject with a reason, or take a decision back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from app.usecases.open_review import Reported, findings_in
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.unit import commit
from domain.documents.document import Document
from domain.feedback.decisions import accepted_edit, modified_edit
from domain.feedback.session import FeedbackSession
from domain.kernel import DomainError, Event, NotFound, Value


class TextRequired(DomainError):
    """A modification must say the text that is to stand there."""


class TextRefused(DomainError):
    """A decision that is no modification came with a text, which would be lost."""


class Decision(Value):
    """What a reviewer decides on one finding. `text` is for modify alone; `reason` is required for reject."""

    finding: str
    decision: Literal["accept", "modify", "reject", "reopen"]
    text: str | None = None
    reason: str | None = None


def decide(
    s: Services, document: str, decisions: Sequence[Decision], actor: str, *, revision: str | None = None
) -> None:
    """Take these decisions on the latest revision, in order, all of them or none.

    `revision` is the one the reviewer looks at, where that is known: Superseded is raised where it is not the latest.
    Raises the session's errors (OverlappingEdit, AlreadyDecided, ReasonRequired, SessionNotOpen, NotFound),
    TextRequired and TextRefused.
    """
    current = s.store.load(Document, document).must_exist().current(revision)

    def step(unit: UnitOfWork) -> None:
        session = unit.load(FeedbackSession, FeedbackSession.id_of(current.id))
        known = findings_in(s, session)
        for decision in decisions:
            if decision.finding not in known:
                raise NotFound(f"There is no finding {decision.finding} in this review.")
            events = _events(session, decision, known[decision.finding], actor, s.clock())
            session = unit.record(session, events, document=document)

    commit(s, FeedbackSession.CONTEXT, actor, step)


def _events(session: FeedbackSession, decision: Decision, on: Reported, actor: str, at: datetime) -> tuple[Event, ...]:
    reason = (decision.reason or "").strip()
    if decision.text is not None and decision.decision != "modify":
        raise TextRefused(f"A text is for modify alone; for finding {decision.finding} it says {decision.decision}.")
    match decision.decision:
        case "accept":
            return session.accept(accepted_edit(on.finding, author=actor, at=at, reason=reason), on.run, reason)
        case "modify":
            if decision.text is None:
                raise TextRequired(f"To modify finding {decision.finding}, give the text that is to stand there.")
            modified = modified_edit(on.finding, decision.text, author=actor, at=at, reason=reason)
            return session.modify(modified, on.run, reason)
        case "reject":
            return session.reject(decision.finding, on.run, reason, by=actor, at=at)
        case "reopen":
            return session.reopen_finding(decision.finding)
