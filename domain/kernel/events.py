"""Events: what happened, in the past tense, and the envelope it is kept in."""

from functools import cache
from typing import ClassVar

from pydantic import AwareDatetime

from domain.kernel.value import Value


class _Sealed:
    """Marks the fields of an event that hold text from a document."""


Sealed = _Sealed()
"""Write `title: Annotated[str, Sealed]`: the store keeps such a field apart, sealed under its document's key."""


class Event(Value):
    """Something that happened. Each subclass has a `type` literal by which it is read back.

    `SCHEMA` rises when the fields change; older ones are then read through an upcaster.
    """

    SCHEMA: ClassVar[int] = 1
    type: str


class ForgottenEvent(Event):
    """What is left of an event with text from a document that was forgotten: its type. It changes no aggregate."""


class Envelope(Value):
    """An event as the log keeps it: where it stands, who caused it, and what it follows from."""

    position: int
    id: str
    context: str
    stream: str
    version: int
    time: AwareDatetime
    actor: str
    correlation: str
    causation: str | None
    document: str | None
    event: Event
    hash: str


@cache
def sealed_fields(kind: type[Event]) -> frozenset[str]:
    """The names of the fields of an event type that hold text from a document."""
    return frozenset(name for name, field in kind.model_fields.items() if Sealed in field.metadata)
