"""The PolicyRepository: which packs are installed, in which version."""

from typing import ClassVar, Literal, Self

from domain.kernel import Aggregate, Event, IllegalTransition, NotFound
from domain.policies.pack import Pack

THE_REPOSITORY = "house"
"""The id of the one repository of a profile."""


class PackInstalled(Event):
    """A pack, or a new version of it, is in force from now on."""

    type: Literal["PackInstalled"] = "PackInstalled"
    pack: Pack


class PackRetired(Event):
    """A pack no longer applies to new runs."""

    type: Literal["PackRetired"] = "PackRetired"
    pack: str


class PolicyRepository(Aggregate):
    """The packs a reviewer can check a document against."""

    CONTEXT: ClassVar[str] = "policies"
    STREAM: ClassVar[str] = "policies"

    packs: dict[str, Pack] = {}

    def install(self, pack: Pack) -> tuple[Event, ...]:
        """Put a pack in force; nothing happens where this very text of it already is."""
        return () if self.packs.get(pack.pack) == pack else (PackInstalled(pack=pack),)

    def retire(self, pack: str) -> tuple[Event, ...]:
        """Take a pack out of force; raises IllegalTransition where it is not in force."""
        if pack not in self.packs:
            raise IllegalTransition(f"The policy pack {pack} is not installed.")
        return (PackRetired(pack=pack),)

    def find(self, pack: str) -> Pack:
        """The pack in force under this name; raises NotFound."""
        if pack not in self.packs:
            raise NotFound(f"The policy pack {pack} is not installed.")
        return self.packs[pack]

    def evolve(self, event: Event) -> Self:
        match event:
            case PackInstalled(pack=pack):
                return self.model_copy(update={"packs": {**self.packs, pack.pack: pack}})
            case PackRetired(pack=name):
                return self.model_copy(update={"packs": {k: v for k, v in self.packs.items() if k != name}})
            case _:
                return self
