"""The unit of work: what one decision writes, in one transaction or not at all."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from app.store.log import Cause, Checkpoint, Log
from app.store.records import Record
from app.usecases.ports.errors import Conflict
from domain.kernel import Aggregate, Event
from domain.kernel.events import sealed_fields

A = TypeVar("A", bound=Aggregate)


def replay(log: Log, kind: type[A], id: str) -> A:
    """The aggregate as it stands, with version 0 where it does not exist."""
    return kind(id=id).apply(log.history(kind.stream(id)))


class Unit:
    """A unit of work in the context of its cause; `commit` writes its `records`."""

    def __init__(self, log: Log, cause: Cause) -> None:
        self._log = log
        self._cause = cause
        self.records: list[Record] = []
        self.looked = False
        """Whether an aggregate was loaded: what the unit then writes, or does not, was decided on its state."""
        self._versions: dict[str, int] = {}

    def load(self, kind: type[A], id: str) -> A:
        """The aggregate as it stands in the log; raises ValueError for one of another context."""
        self._must_be_of_context(kind)
        self.looked = True
        return replay(self._log, kind, id)

    def record(
        self,
        aggregate: A,
        events: Sequence[Event],
        *,
        document: str | None = None,
        attachments: Mapping[str, bytes] | None = None,
    ) -> A:
        """Keep the events for the commit; raises ValueError where they are not fit to be kept.

        They must be of this unit's context, and texts of a document and attachments need the document they are of.
        """
        kind = type(aggregate)
        self._must_be_of_context(kind)
        if attachments and not (events and document):
            raise ValueError("attachments need an event and a document")
        if document is None and any(sealed_fields(type(event)) for event in events):
            raise ValueError("an event with text from a document needs the id of the document")
        stream = kind.stream(aggregate.id)
        if self._versions.setdefault(stream, aggregate.version) != aggregate.version:
            raise Conflict(f"{stream} was already recorded in a later state.")
        for number, event in enumerate(events):
            beside = attachments if attachments and number == 0 else {}
            record = Record(
                id=self._cause.id_of(len(self.records)),
                stream=stream,
                version=aggregate.version + number + 1,
                event=event,
                document=document,
                attachments=beside,
            )
            self.records.append(record)
        self._versions[stream] += len(events)
        return aggregate.apply(events)

    def commit(self, checkpoint: Checkpoint | None = None) -> None:
        """Write what was recorded, and with it how far a subscription has come; raises Conflict, StoreUnavailable."""
        if self.records:
            self._log.append(self.records, self._cause, checkpoint)

    def _must_be_of_context(self, kind: type[Aggregate]) -> None:
        if self._cause.context != kind.CONTEXT:
            raise ValueError(f"a unit of work in {self._cause.context} cannot touch {kind.CONTEXT}")
