"""The tables of the views, and what each event changes in them."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from app.store.connection import rendered
from domain.analysis.run import (
    STATE_AFTER,
    AnalysisRun,
    RunCancelled,
    RunCompleted,
    RunFailed,
    RunInterrupted,
    RunQueued,
    RunStarted,
    RunState,
)
from domain.documents.document import Document
from domain.documents.events import ChangeSetApproved, DocumentForgotten, RevisionImported
from domain.feedback.events import (
    FindingAccepted,
    FindingModified,
    FindingRaised,
    FindingRejected,
    FindingReopened,
    FindingSetAside,
    FindingsReceived,
    FindingsWithdrawn,
    SessionApproved,
    SessionOpened,
    SessionReopened,
)
from domain.feedback.session import SessionState
from domain.kernel import Aggregate, Envelope

SCHEMA_VERSION = 3
"""Rises with every change to the tables or to what is written in them; the views are then made anew."""

tables = MetaData()

revisions = Table(
    "revisions",
    tables,
    Column("revision", String, primary_key=True),
    Column("document", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("number", String, nullable=False),
    Column("format", String, nullable=False),
    Column("title", String, nullable=False),
    Column("file_name", String, nullable=False),
    Column("file_path", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("imported_at", String, nullable=False),
)
Index("revisions_document", revisions.c.document, revisions.c.position)

runs = Table(
    "runs",
    tables,
    Column("run", String, primary_key=True),
    Column("document", String, nullable=False),
    Column("revision", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("queued_at", String, nullable=False),
)
Index("runs_revision", runs.c.revision, runs.c.position)

sessions = Table(
    "sessions",
    tables,
    Column("stream", String, primary_key=True),
    Column("revision", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
)

items = Table(
    "items",
    tables,
    Column("session", String, nullable=False),
    Column("finding", String, nullable=False),
    Column("pending", Boolean, nullable=False),
    PrimaryKeyConstraint("session", "finding"),
)

forgotten = Table("forgotten", tables, Column("document", String, primary_key=True))

understandings = Table(
    "understandings",
    tables,
    Column("revision", String, primary_key=True),
    Column("document", String, nullable=False),
    Column("builder", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""What was understood of a revision; kept here by whoever built it, and gone with the file when that is made anew."""

progress = Table(
    "progress",
    tables,
    Column("position", Integer, nullable=False),
    Column("hash", LargeBinary),
)
"""One row: the position the views have passed, and the hash of the event there, by which they know their log."""

_ADD_ITEM = rendered(insert(items))
_SET_ITEM = rendered(
    update(items)
    .where(items.c.session == bindparam("of_session"), items.c.finding == bindparam("of_finding"))
    .values(pending=bindparam("pending"))
)
_DROP_ITEM = rendered(
    delete(items).where(items.c.session == bindparam("of_session"), items.c.finding == bindparam("of_finding"))
)


def project(connection: Connection, envelope: Envelope) -> None:
    """Bring the tables from before an event to after it."""
    stream, event, time = envelope.stream, envelope.event, envelope.time.isoformat()
    match event:
        case RevisionImported():
            row: dict[str, Any] = {
                "revision": event.revision,
                "document": _id(envelope, Document),
                "position": envelope.position,
                "number": str(event.number),
                "imported_at": time,
            }
            row |= event.model_dump(include={"format", "title", "file_name", "file_path", "sha256"})
            connection.execute(insert(revisions).values(row))
        case ChangeSetApproved():
            approved = {"number": str(event.number)}
            connection.execute(update(revisions).where(revisions.c.revision == event.revision).values(approved))
        case DocumentForgotten():
            document = _id(envelope, Document)
            connection.execute(insert(forgotten).values(document=document))
            _drop(connection, document)
        case RunQueued():
            row = {"run": _id(envelope, AnalysisRun), "document": event.document, "revision": event.revision}
            row |= {"position": envelope.position, "state": RunState.QUEUED, "queued_at": time}
            connection.execute(insert(runs).values(row))
        case RunStarted() | RunCompleted() | RunFailed() | RunCancelled() | RunInterrupted():
            run = _id(envelope, AnalysisRun)
            connection.execute(update(runs).where(runs.c.run == run).values(state=STATE_AFTER[type(event)]))
        case SessionOpened():
            row = {"stream": stream, "revision": event.revision, "state": SessionState.OPEN}
            connection.execute(insert(sessions).values(row))
        case FindingsReceived(finding_ids=ids) if ids:
            connection.exec_driver_sql(_ADD_ITEM, [{"session": stream, "finding": id, "pending": True} for id in ids])
        case FindingsWithdrawn(finding_ids=ids):
            connection.exec_driver_sql(_DROP_ITEM, [{"of_session": stream, "of_finding": id} for id in ids])
        case FindingRaised(finding=finding):
            connection.execute(insert(items).values(session=stream, finding=finding.id, pending=True))
        case FindingAccepted() | FindingModified() | FindingRejected() | FindingSetAside() | FindingReopened():
            pending = isinstance(event, FindingReopened)
            item = {"of_session": stream, "of_finding": event.finding_id, "pending": pending}
            connection.exec_driver_sql(_SET_ITEM, item)
        case SessionApproved() | SessionReopened():
            state = SessionState.APPROVED if isinstance(event, SessionApproved) else SessionState.OPEN
            connection.execute(update(sessions).where(sessions.c.stream == stream).values(state=state))


def _drop(connection: Connection, document: str) -> None:
    """Take out all that is known of a document; what stands in its log may only be read without its text."""
    of_document = select(revisions.c.revision).where(revisions.c.document == document)
    of_sessions = select(sessions.c.stream).where(sessions.c.revision.in_(of_document))
    connection.execute(delete(items).where(items.c.session.in_(of_sessions)))
    connection.execute(delete(sessions).where(sessions.c.revision.in_(of_document)))
    connection.execute(delete(runs).where(runs.c.document == document))
    connection.execute(delete(understandings).where(understandings.c.document == document))
    connection.execute(delete(revisions).where(revisions.c.document == document))


def keep_understanding(connection: Connection, revision: str, builder: str, data: bytes) -> None:
    """Keep what was understood of a revision in the place of what an older builder made; not of a forgotten one."""
    document = connection.execute(select(revisions.c.document).where(revisions.c.revision == revision)).scalar()
    if document is not None:
        connection.execute(delete(understandings).where(understandings.c.revision == revision))
        row = {"revision": revision, "document": document, "builder": builder, "data": data}
        connection.execute(insert(understandings).values(row))


def _id(envelope: Envelope, kind: type[Aggregate]) -> str:
    return kind.id_in(envelope.stream)
