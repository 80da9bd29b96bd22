"""The log: appending events in one transaction, and reading them, their attachments and the checkpoints back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from app.store.chain import GENESIS, digest_of, encode
from app.store.connection import Damaged, connect, look_up, reading, rendered, run, run_many, writing
from app.store.document_keys import DocumentKeys
from app.store.heads import Head, Sidecar, Signer
from app.store.records import Record, Stored, envelope, unseal_attachment
from app.store.schema import checkpoints, events, heads, sources
from app.usecases.ports.errors import Conflict, StoreUnavailable
from domain.kernel import Clock, Envelope, Event, NotFound, new_id

PAGE = 100
"""Events read at a time."""

_LAST_VERSION = rendered(
    select(func.coalesce(func.max(events.c.version), text("0"))).where(events.c.stream == bindparam("stream"))
)
_TIP = rendered(
    select(events.c.position, events.c.hash).where(
        events.c.position == select(func.max(events.c.position)).scalar_subquery()
    )
)
_HEAD = rendered(select(heads.c.position, heads.c.hash, heads.c.signature))
_HISTORY = rendered(
    select(events.c.position, events.c.id, *(events.c[name] for name in Stored._fields))
    .where(events.c.stream == bindparam("stream"))
    .order_by(events.c.version)
)
_COLUMNS = tuple(events.columns.keys())
_VALUES = itemgetter(*_COLUMNS)
_INSERT = f"INSERT INTO events ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_UPDATE_HEAD = rendered(update(heads))


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

    def __init__(
        self, engine: Engine, keys: DocumentKeys, signer: Signer, sidecar: Sidecar, noted: Head | None, clock: Clock
    ) -> None:
        self.engine = engine
        self.keys = keys
        self._signer = signer
        self._sidecar = sidecar
        self._noted = noted
        self.clock = clock
        self._seen: Head | None = None

    def append(self, records: Sequence[Record], cause: Cause, checkpoint: Checkpoint | None = None) -> None:
        """Write the records, their attachments and the checkpoint, or nothing.

        Raises Conflict, StoreUnavailable, and NotFound where one belongs to a document that was forgotten.
        """
        keys = self.keys.make(record.document for record in records if record.document and record.is_sealed)
        sealed = [record.rows(keys) for record in records]
        rows, chunks = [row for row, _ in sealed], [chunk for _, beside in sealed for chunk in beside]
        with writing(self.engine) as connection:
            _must_continue(connection, records)
            last, before = self._end(connection)
            common = {
                "context": cause.context,
                "actor": cause.actor,
                "correlation": cause.correlation,
                "causation": cause.causation,
                "time": self.clock().astimezone(UTC).isoformat(timespec="microseconds"),
            }
            same = {name: encode(value) for name, value in common.items()}
            for position, row in enumerate(rows, start=last + 1):
                row |= {"position": position, "prev_hash": before}
                before = digest_of(same | {name: encode(value) for name, value in row.items()})
                row |= common
                row["hash"] = before
            run_many(connection, _INSERT, list(map(_VALUES, rows)))
            if chunks:
                connection.execute(insert(sources), chunks)
            if checkpoint:
                _save(connection, checkpoint)
            head = self._signer.sign(last + len(rows), before)
            run(connection, _UPDATE_HEAD, head._asdict())
        self._sidecar.write(head)
        self._seen = head

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
            keys = self.keys.of(row["document"] for row in rows if row["sealed"] is not None)
            for row in rows:
                after = row["position"]
                try:
                    entry: Envelope | Unreadable = envelope(row, keys)
                except ValueError:
                    entry = Unreadable(after, str(row["id"]))
                yield entry
            if len(rows) < PAGE:
                return

    def history(self, stream: str) -> Iterator[Event]:
        """The events of a stream, without what is kept around them; raises StoreUnavailable."""
        rows = look_up(self.engine, _HISTORY, {"stream": stream})
        kept = [(position, id, Stored(*columns)) for position, id, *columns in rows]
        keys = self.keys.of(stored.document for _, _, stored in kept if stored.document and stored.sealed is not None)
        for position, id, stored in kept:
            try:
                event = stored.event(keys)
            except ValueError as error:
                raise Unreadable(position, id) from error
            yield event

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
        if not (key := self.keys.of([document]).get(document)):
            raise NotFound("This document was forgotten, or its key was lost.")
        try:
            return unseal_attachment(stored, key, document, name)
        except ValueError as error:
            raise StoreUnavailable(f"What is kept under the name {name} is damaged. Put back a backup.") from error

    def checkpoint(self, subscription: str) -> int:
        """How far a subscription has come."""
        return self._one(select(checkpoints.c.position).where(checkpoints.c.subscription == subscription)) or 0

    def save(self, checkpoint: Checkpoint) -> None:
        """Note how far a subscription has come."""
        with writing(self.engine) as connection:
            _save(connection, checkpoint)

    def began(self) -> datetime | None:
        """The time of the first event."""
        time = self._one(select(events.c.time).order_by(events.c.position).limit(1))
        return datetime.fromisoformat(time) if time else None

    def signed_head(self) -> Head:
        """The head as it was signed last; raises StoreUnavailable."""
        with reading(self.engine) as connection:
            return _head(connection)

    def _end(self, connection: Connection) -> tuple[int, bytes]:
        """Position and hash of the last event; raises Damaged where that is not where the signed head says.

        Nothing is written behind a log that lost its end: the next head would hide the loss.
        """
        end, head = _tip(connection), _head(connection)
        if end != head[:2] or (head != self._seen and not self._signer.knows(head)) or self._is_behind(head):
            raise Damaged(
                "The log does not end where it was signed, so nothing more is written to it; "
                "`docsense log verify` says what is missing. Put back a backup of the profile."
            )
        return end

    def _is_behind(self, head: Head) -> bool:
        """Whether one of the heads kept elsewhere is further."""
        try:
            beside = self._sidecar.read()
        except ValueError:
            beside = None
        return any(
            other and other.position > head.position and self._signer.knows(other) for other in (beside, self._noted)
        )

    def _one(self, query: Any) -> Any:
        with reading(self.engine) as connection:
            return connection.execute(query).scalar()


def head_in(path: Path, key: bytes) -> Head:
    """The signed head in a log file that nobody uses."""
    engine = connect(path, key, "FULL", busy_seconds=0, must_exist=True)
    try:
        with reading(engine) as connection:
            return _head(connection)
    finally:
        engine.dispose()


def forgotten_in(path: Path, key: bytes) -> set[str]:
    """The documents that were forgotten according to a log file; raises StoreUnavailable."""
    engine = connect(path, key, "FULL", busy_seconds=0, must_exist=True)
    try:
        with reading(engine) as connection:
            query = select(events.c.document).where(events.c.type == "DocumentForgotten")
            return set(connection.execute(query).scalars())
    finally:
        engine.dispose()


def _must_continue(connection: Connection, records: Sequence[Record]) -> None:
    """Raises Conflict where a stream has moved on since its records were made."""
    firsts = {record.stream: record.version for record in reversed(records)}
    for stream, version in firsts.items():
        if run(connection, _LAST_VERSION, {"stream": stream}).fetchone() != (version - 1,):
            raise Conflict(f"{stream} was changed by somebody else in the meantime.")


def _tip(connection: Connection) -> tuple[int, bytes]:
    """Position and hash of the last event."""
    return run(connection, _TIP).fetchone() or (0, GENESIS)


def _head(connection: Connection) -> Head:
    """The signed head in the log; one that nobody signed where it is gone."""
    return Head.of(run(connection, _HEAD).fetchone()) or Head(0, b"", b"")


def _save(connection: Connection, checkpoint: Checkpoint) -> None:
    values = {"subscription": checkpoint.subscription, "position": checkpoint.position}
    connection.execute(insert(checkpoints).values(values).on_conflict_do_update(set_=values))
