"""Approve the review of a document, or take the approval back."""

from collections.abc import Callable

from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.unit import commit
from domain.documents.document import ChangeSet, Document
from domain.feedback.session import FeedbackSession
from domain.kernel import Event


def approve(s: Services, document: str, actor: str, *, revision: str | None = None) -> ChangeSet:
    """Sign off the decisions on the latest revision; the answer is its approved change set.

    `revision` is the one the reviewer looks at, where that is known: Superseded is raised where it is not the latest.
    """
    before = s.store.load(Document, document).must_exist().current(revision)
    _record(s, before.id, document, actor, FeedbackSession.approve)
    after = s.store.load(Document, document).revision(before.id).changes
    if after is None or after == before.changes:
        raise StoreUnavailable("The approval is kept, but its change set is not made yet: look again in a moment.")
    return after


def reopen(s: Services, document: str, actor: str, *, revision: str | None = None, reason: str = "") -> None:
    """Take the approval of the latest revision back; its decisions stay as they were."""
    current = s.store.load(Document, document).must_exist().current(revision)
    _record(s, current.id, document, actor, lambda session: session.reopen(reason))


def _record(
    s: Services, revision: str, document: str, actor: str, command: Callable[[FeedbackSession], tuple[Event, ...]]
) -> None:
    def step(unit: UnitOfWork) -> None:
        session = unit.load(FeedbackSession, FeedbackSession.id_of(revision))
        unit.record(session, command(session), document=document)

    commit(s, FeedbackSession.CONTEXT, actor, step)
