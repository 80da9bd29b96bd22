"""Approve the review of a document, or take the approval back."""

from collections.abc import Callable

from app.usecases.ports import Services, UnitOfWork
from app.usecases.unit import commit
from domain.documents.document import Document
from domain.feedback.session import FeedbackSession
from domain.kernel import Event, VersionNumber


def approve(s: Services, document: str, actor: str) -> VersionNumber:
    """Sign off the decisions on the latest revision; the answer is the number of its approved change set."""
    _record(s, document, actor, FeedbackSession.approve)
    latest = s.store.load(Document, document).latest
    return latest.changes.number if latest.changes else latest.number


def reopen(s: Services, document: str, actor: str) -> None:
    """Take the approval of the latest revision back; its decisions stay as they were."""
    _record(s, document, actor, FeedbackSession.reopen)


def _record(s: Services, document: str, actor: str, command: Callable[[FeedbackSession], tuple[Event, ...]]) -> None:
    id = FeedbackSession.id_of(s.store.load(Document, document).must_exist().latest.id)

    def step(unit: UnitOfWork) -> None:
        session = unit.load(FeedbackSession, id)
        unit.record(session, command(session), document=document)

    commit(s, FeedbackSession.CONTEXT, actor, step)
