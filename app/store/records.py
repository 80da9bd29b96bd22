"""Records: an event on its way into the log, and a row of the log on its way back to an event."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from app.store.sealing import seal, unseal
from app.store.upcasting import upcast
from domain.events import SCHEMAS, read_event
from domain.kernel import Envelope, Event, Value
from domain.kernel.events import split

CHUNK = 256 * 1024
"""The bytes of an attachment's stored form that one row holds."""


class Attachment(Value):
    """What the event says of the bytes kept beside it: `size` and `sha256` are of their stored form."""

    name: str
    size: int
    chunks: int
    sha256: str


_ATTACHMENTS = TypeAdapter(tuple[Attachment, ...])


@dataclass(frozen=True)
class Record:
    """An event at its place in a stream; attachments (which need a document) are in their stored form."""

    id: str
    stream: str
    version: int
    event: Event
    document: str | None
    attachments: Mapping[str, bytes]

    def columns(self) -> dict[str, Any]:
        """What the log keeps of it, apart from its position, its cause and its hashes."""
        kind = self.event.type
        payload, hidden = split(self.event)
        beside = [_described(name, stored) for name, stored in self.attachments.items()]
        return {
            "id": self.id,
            "stream": self.stream,
            "version": self.version,
            "type": kind,
            "schema_version": self.event.SCHEMA,
            "document": self.document,
            "payload": to_json(payload),
            "sealed": seal(to_json(hidden), self.document, self.stream, self.version, kind) if hidden else None,
            "attachments": to_json(beside) if beside else None,
        }

    def chunks(self) -> Iterator[dict[str, Any]]:
        """The rows its attachments are kept in."""
        for name, stored in self.attachments.items():
            for chunk, start in enumerate(range(0, len(stored), CHUNK)):
                yield {
                    "document": self.document,
                    "name": name,
                    "chunk": chunk,
                    "data": stored[start : start + CHUNK],
                }


def seal_attachment(data: bytes, document: str, name: str) -> bytes:
    """The stored form of an attachment."""
    return seal(data, document, name, 0, "attachment")


def unseal_attachment(stored: bytes, document: str, name: str) -> bytes:
    """An attachment as it was recorded; raises ValueError where it is damaged."""
    return unseal(stored, document, name, 0, "attachment")


def envelope(row: Mapping[str, Any]) -> Envelope:
    """The event in a row of the log; raises ValueError where it cannot be read."""
    try:
        return Envelope(
            position=row["position"],
            id=row["id"],
            context=row["context"],
            stream=row["stream"],
            version=row["version"],
            time=datetime.fromisoformat(row["time"]),
            actor=row["actor"],
            correlation=row["correlation"],
            causation=row["causation"],
            document=row["document"],
            event=_event(row),
            hash=row["hash"].hex(),
        )
    except (TypeError, AttributeError, LookupError) as error:  # a column that holds another kind of value
        raise ValueError("not an event") from error


def attachments(column: bytes | None) -> tuple[Attachment, ...]:
    """What a row's `attachments` column says; raises ValueError where it cannot be read."""
    return () if column is None else _ATTACHMENTS.validate_json(column)


def _event(row: Mapping[str, Any]) -> Event:
    kind, fields = row["type"], from_json(row["payload"])
    if row["sealed"] is not None:
        fields |= from_json(unseal(row["sealed"], row["document"], row["stream"], row["version"], kind))
    fields, version = upcast(kind, row["schema_version"], fields)
    if version != SCHEMAS.get(kind):
        raise ValueError("an event of another schema than is known here")
    return read_event(fields)


def _described(name: str, stored: bytes) -> Attachment:
    digest = hashlib.sha256(stored).hexdigest()
    return Attachment(name=name, size=len(stored), chunks=-(-len(stored) // CHUNK), sha256=digest)
