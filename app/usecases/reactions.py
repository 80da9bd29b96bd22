"""What crosses from one context to another: the next step after an event, taken once however often it is repeated."""

from collections.abc import Callable

from app.usecases.ports.store import UnitOfWork
from domain.analysis.run import AnalysisRun, RunCompleted
from domain.documents.document import Document
from domain.documents.events import RevisionImported
from domain.feedback.events import SessionApproved
from domain.feedback.session import FeedbackSession
from domain.kernel import Envelope

Reaction = Callable[[Envelope, UnitOfWork], None]
"""It loads what it decides on: where it loads nothing, the event is none of its business and costs nothing.

An event it failed at for good may be given to it again after later ones.
"""


def follow_in_feedback(cause: Envelope, unit: UnitOfWork) -> None:
    """An imported revision gets its session; a completed run contributes its findings to it."""
    match cause.event:
        case RevisionImported(revision=revision, previous=before) if cause.document:
            session = unit.load(FeedbackSession, FeedbackSession.id_of(revision))
            previous = unit.load(FeedbackSession, FeedbackSession.id_of(before)) if before else None
            if not session.version:
                unit.record(session, session.open(cause.document, revision, previous), document=cause.document)
        case RunCompleted() as run:
            # The session may be missing where an earlier step failed: this one then waits for it.
            session = unit.load(FeedbackSession, FeedbackSession.id_of(run.revision)).must_exist()
            found = tuple(finding.id for finding in run.findings)
            events = session.receive(AnalysisRun.id_in(cause.stream), found, run.withdrawn)
            unit.record(session, events, document=run.document)


def follow_in_documents(cause: Envelope, unit: UnitOfWork) -> None:
    """An approved session becomes the change set over its revision."""
    match cause.event:
        case SessionApproved() as approved:
            document = unit.load(Document, approved.document)
            session = FeedbackSession.id_in(cause.stream)
            events = document.approve_changes(approved.revision, session, approved.edits)
            unit.record(document, events, document=approved.document)


REACTIONS: dict[str, tuple[str, Reaction]] = {
    "feedback-follows": (FeedbackSession.CONTEXT, follow_in_feedback),
    "documents-follow": (Document.CONTEXT, follow_in_documents),
}
"""Name of the subscription: the context it writes in, and what it does."""
