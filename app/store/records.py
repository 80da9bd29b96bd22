"""Records: an event on its way into the log, and a row of the log on its way back to an event."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from app.store.document_keys import Keys
from app.store.sealing import Place, seal, unseal
from app.store.upcasting import upcast
from domain.events import SCHEMAS, read_event
from domain.kernel import Envelope, Event, Value
from domain.kernel.events import ForgottenEvent, sealed_fields

CHUNK = 256 * 1024
"""The bytes of an attachment's stored form that one row holds."""


class Attachment(Value):
    """What the event says of the bytes kept beside it: `size` and `sha256` are of their stored form."""

    name: str
    size: int
    chunks: int
    sha256: str


_ATTACHMENTS = TypeAdapter(tuple[Attachment, ...])


class Record(NamedTuple):
    """An event at its place in a stream, and what is kept beside it; where they hold text they need a document."""

    id: str
    stream: str
    version: int
    event: Event
    document: str | None
    attachments: Mapping[str, bytes]

    @property
    def is_sealed(self) -> bool:
        """Whether it needs the key of its document."""
        return bool(self.attachments or sealed_fields(type(self.event)))

    def rows(self, keys: Mapping[str, AESGCM]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """What the log keeps of it, apart from its position, its cause and its hashes; and its attachments' chunks."""
        kind, hidden = self.event.type, sealed_fields(type(self.event))
        row: dict[str, Any] = {
            "id": self.id,
            "stream": self.stream,
            "version": self.version,
            "type": kind,
            "schema_version": self.event.SCHEMA,
            "document": self.document,
            "payload": to_json(self.event, exclude=set(hidden)),
            "sealed": None,
            "attachments": None,
        }
        if not self.is_sealed:
            return row, []
        document = self.document or ""
        key, beside, chunks = keys[document], [], list[dict[str, Any]]()
        if hidden:
            place = Place(document, self.stream, self.version, kind)
            row["sealed"] = seal(to_json(self.event, include=set(hidden)), key, place)
        for name, data in self.attachments.items():
            stored = seal(data, key, _place_of_attachment(document, name))
            beside.append(_described(name, stored))
            chunks += _chunks(document, name, stored)
        if beside:
            row["attachments"] = to_json(beside)
        return row, chunks


class Stored(NamedTuple):
    """The columns an event is read from."""

    type: str
    schema_version: int
    document: str | None
    stream: str
    version: int
    payload: bytes
    sealed: bytes | None

    def event(self, keys: Keys) -> Event:
        """The event, or what is left of it; raises ValueError where it cannot be read."""
        try:
            fields = self.payload
            if self.sealed is not None:
                document = self.document or ""
                key = keys[document]
                if key is None:
                    return ForgottenEvent(type=self.type)
                hidden = unseal(self.sealed, key, Place(document, self.stream, self.version, self.type))
                fields = fields[:-1] + b"," + hidden[1:]  # two JSON objects with fields, made one
            return read_event(self._in_present_schema(fields))
        except (TypeError, AttributeError, LookupError) as error:  # a column that holds another kind of value
            raise ValueError("not an event") from error

    def _in_present_schema(self, fields: bytes) -> bytes:
        present = SCHEMAS.get(self.type)
        if self.schema_version == present:
            return fields
        upcasted, version = upcast(self.type, self.schema_version, from_json(fields))
        if version != present:
            raise ValueError("an event of another schema than is known here")
        return to_json(upcasted)


def unseal_attachment(stored: bytes, key: AESGCM, document: str, name: str) -> bytes:
    """An attachment as it was recorded; raises ValueError where it is damaged."""
    return unseal(stored, key, _place_of_attachment(document, name))


def envelope(row: Mapping[str, Any], keys: Keys) -> Envelope:
    """The event in a row of the log, or what is left of it; raises ValueError where it cannot be read."""
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
            event=Stored(*(row[name] for name in Stored._fields)).event(keys),
            hash=row["hash"].hex(),
        )
    except (TypeError, AttributeError, LookupError) as error:  # a column that holds another kind of value
        raise ValueError("not an event") from error


def attachments(column: bytes | None) -> tuple[Attachment, ...]:
    """What a row's `attachments` column says; raises ValueError where it cannot be read."""
    return () if column is None else _ATTACHMENTS.validate_json(column)


def _place_of_attachment(document: str, name: str) -> Place:
    return Place(document, name, 0, "attachment")


def _chunks(document: str, name: str, stored: bytes) -> Iterator[dict[str, Any]]:
    for chunk, start in enumerate(range(0, len(stored), CHUNK)):
        yield {"document": document, "name": name, "chunk": chunk, "data": stored[start : start + CHUNK]}


def _described(name: str, stored: bytes) -> Attachment:
    digest = hashlib.sha256(stored).hexdigest()
    return Attachment(name=name, size=len(stored), chunks=-(-len(stored) // CHUNK), sha256=digest)
