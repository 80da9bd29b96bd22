"""The log: appending events in one transaction, and reading them, their attachments and the checkpoints back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects.sqlite import insert

from app.store.chain import COLUMNS, GENESIS, cell, digest
from app.store.connection import reading, writing
from app.store.records import Record, envelope, unseal_attachment
from app.store.schema import checkpoints, events, sources
from app.usecases.ports import Conflict, StoreUnavailable
from domain.kernel import Clock, Envelope, NotFound, new_id

PAGE = 100
"""Events read at a time."""


@dataclass(frozen=True)
class Cause:
    """Who does something in which context, under which correlation and because of which event."""

    context: str
    actor: str
    correlation: str
    causation: str | None = None
    id_of: Callable[[int], str] = lambda _: new_id()
    """The id of the event with this number among those the cause leads to."""


class Unreadable(StoreUnavailable):
    """An event of the log that cannot be read; it takes the event's place where the log is followed."""

    def __init__(self, position: int, id: str) -> None:
        super().__init__(
            f"The event at position {position} of the log cannot be read. "
            "It is damaged, or was written by a newer DocSense."
        )
        self.position, self.id = position, id


@dataclass(frozen=True)
class Checkpoint:
    """How far a subscription has come."""

    subscription: str
    position: int


class Log:
    """The events of a profile, in one order."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine = engine
        self._clock = clock

    def append(self, records: Sequence[Record], cause: Cause, checkpoint: Checkpoint | None = None) -> None:
        """Write the records, their attachments and the checkpoint, or nothing; raises Conflict, StoreUnavailable."""
        rows = [record.columns() for record in records]
        chunks = [chunk for record in records for chunk in record.chunks()]
        with writing(self.engine) as connection:
            _must_continue(connection, records)
            last, before = _tip(connection)
            common = {
                "context": cause.context,
                "actor": cause.actor,
                "correlation": cause.correlation,
                "causation": cause.causation,
                "time": self._clock().astimezone(UTC).isoformat(timespec="microseconds"),
            }
            for position, row in enumerate(rows, start=last + 1):
                row |= common | {"position": position, "prev_hash": before}
                row["hash"] = before = digest({name: cell(row[name]) for name in COLUMNS})
            connection.execute(insert(events), rows)
            if chunks:
                connection.execute(insert(sources), chunks)
            if checkpoint:
                _save(connection, checkpoint)

    def events(self, after: int = 0, stream: str | None = None) -> Iterator[Envelope]:
        """The events behind a position; raises StoreUnavailable at one that cannot be read."""
        for entry in self.read(after, stream):
            if isinstance(entry, Unreadable):
                raise entry
            yield entry

    def read(self, after: int = 0, stream: str | None = None) -> Iterator[Envelope | Unreadable]:
        """The events behind a position, a page at a time; raises StoreUnavailable."""
        query = select(events).order_by(events.c.position).limit(PAGE)
        if stream is not None:
            query = query.where(events.c.stream == stream)
        while True:
            with reading(self.engine) as connection:
                rows = [row._asdict() for row in connection.execute(query.where(events.c.position > after))]
            for row in rows:
                after = row["position"]
                try:
                    entry: Envelope | Unreadable = envelope(row)
                except ValueError:
                    entry = Unreadable(after, str(row["id"]))
                yield entry
            if len(rows) < PAGE:
                return

    def head(self, correlation: str | None = None) -> int:
        """The last position, or the last one under a correlation; 0 where there is none."""
        query = select(func.max(events.c.position))
        if correlation is not None:
            query = query.where(events.c.correlation == correlation)
        return self._one(query) or 0

    def hash_at(self, position: int) -> bytes | None:
        """The hash of the event at a position; None where there is none."""
        hash: bytes | None = self._one(select(events.c.hash).where(events.c.position == position))
        return hash

    def holds(self, id: str) -> bool:
        """Whether an event with this id was written."""
        return self._one(select(events.c.position).where(events.c.id == id)) is not None

    def answered_later(self, cause: Envelope, streams: Sequence[str]) -> bool:
        """Whether one of the streams holds the answer to a later event of the cause's stream."""
        answers = select(events.c.causation).where(events.c.stream.in_(streams))
        later = (events.c.stream == cause.stream) & (events.c.version > cause.version) & events.c.id.in_(answers)
        return self._one(select(events.c.position).where(later).limit(1)) is not None

    def attachment(self, document: str, name: str) -> bytes:
        """The bytes recorded under this name for the document; raises NotFound, StoreUnavailable."""
        query = select(sources.c.data).where(sources.c.document == document, sources.c.name == name)
        with reading(self.engine) as connection:
            stored = b"".join(connection.execute(query.order_by(sources.c.chunk)).scalars())
        if not stored:
            raise NotFound(f"Nothing is kept under the name {name} for this document.")
        try:
            return unseal_attachment(stored, document, name)
        except ValueError as error:
            raise StoreUnavailable(f"What is kept under the name {name} is damaged. Put back a backup.") from error

    def checkpoint(self, subscription: str) -> int:
        """How far a subscription has come."""
        return self._one(select(checkpoints.c.position).where(checkpoints.c.subscription == subscription)) or 0

    def save(self, checkpoint: Checkpoint) -> None:
        """Note how far a subscription has come."""
        with writing(self.engine) as connection:
            _save(connection, checkpoint)

    def _one(self, query: Any) -> Any:
        with reading(self.engine) as connection:
            return connection.execute(query).scalar()


def _must_continue(connection: Connection, records: Sequence[Record]) -> None:
    """Raises Conflict where a stream has moved on since its records were made."""
    firsts = {record.stream: record.version for record in reversed(records)}
    query = select(events.c.stream, func.max(events.c.version)).where(events.c.stream.in_(firsts))
    stored = dict(connection.execute(query.group_by(events.c.stream)).all())
    for stream, version in firsts.items():
        if stored.get(stream, 0) != version - 1:
            raise Conflict(f"{stream} was changed by somebody else in the meantime.")


def _tip(connection: Connection) -> tuple[int, bytes]:
    """Position and hash of the last event."""
    query = select(events.c.position, events.c.hash).order_by(events.c.position.desc()).limit(1)
    last = connection.execute(query).first()
    return last or (0, GENESIS)


def _save(connection: Connection, checkpoint: Checkpoint) -> None:
    values = {"subscription": checkpoint.subscription, "position": checkpoint.position}
    connection.execute(insert(checkpoints).values(values).on_conflict_do_update(set_=values))
