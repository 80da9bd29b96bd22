"""The base of the aggregates: frozen state, commands that answer with events, and their replay."""

from collections.abc import Iterable
from typing import ClassVar, Self

from domain.kernel.errors import NotFound
from domain.kernel.events import Event
from domain.kernel.value import Value


class Aggregate(Value):
    """State built from the events of one stream.

    A command is a method that checks its rules and answers with events; it changes nothing.
    `apply` answers with the next state. `version` counts the events applied; 0 means it does not exist yet.
    """

    CONTEXT: ClassVar[str]
    STREAM: ClassVar[str]

    id: str
    version: int = 0

    @classmethod
    def stream(cls, id: str) -> str:
        """The name of the stream of the aggregate with this id."""
        return f"{cls.STREAM}-{id}"

    @classmethod
    def id_in(cls, stream: str) -> str:
        """The id of the aggregate whose stream has this name."""
        return stream.removeprefix(cls.stream(""))

    def evolve(self, event: Event) -> Self:
        """The state after one event of this stream; the version is counted by `apply`."""
        raise NotImplementedError

    def apply(self, events: Iterable[Event]) -> Self:
        """The state after these events, in order."""
        state, version = self, self.version
        for event in events:
            state = state.evolve(event)
            version += 1
        return state.model_copy(update={"version": version})

    def must_exist(self) -> Self:
        """Itself; raises NotFound where no event of it was ever recorded."""
        if self.version == 0:
            raise NotFound(f"There is no {self.STREAM} with the id {self.id}.")
        return self
