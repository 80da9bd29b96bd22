"""The PolicyRepository: which text of each pack is in force from which day, and which packs apply to which document."""

from datetime import date
from typing import ClassVar, Literal, Self

from domain.kernel import Aggregate, Event, IllegalTransition, NotFound, Value
from domain.policies.pack import Pack, PackUsed

THE_REPOSITORY = "house"
"""The id of the one repository of a profile."""


class PackInstalled(Event):
    """This text of a pack is in force from a day on (None: since ever)."""

    type: Literal["PackInstalled"] = "PackInstalled"
    pack: Pack
    effective: date | None = None


class PackRetired(Event):
    """From a day on (None: since ever) no text of a pack is in force."""

    type: Literal["PackRetired"] = "PackRetired"
    pack: str
    effective: date | None = None


class PacksAssigned(Event):
    """These packs apply whenever the document is analysed, in the place of those assigned before."""

    type: Literal["PacksAssigned"] = "PacksAssigned"
    document: str
    packs: tuple[str, ...]


class Standing(Value):
    """What holds from a day on: this text of a pack, or none."""

    since: date
    pack: Pack | None


class PolicyRepository(Aggregate):
    """The packs of the house through time, and their documents. A later day's text replaces the one before it."""

    CONTEXT: ClassVar[str] = "policies"
    STREAM: ClassVar[str] = "policies"

    history: dict[str, tuple[Standing, ...]] = {}
    """By name of the pack, in the order of their days; of the same day the one recorded last."""
    assigned: dict[str, tuple[str, ...]] = {}
    """The names of the packs of each document that has some."""

    def on(self, name: str, day: date) -> Standing | None:
        """What holds for a pack on a day; None where nothing does yet."""
        return next((s for s in reversed(self.history.get(name, ())) if s.since <= day), None)

    def in_force(self, name: str, day: date) -> Pack:
        """The text of a pack on a day; raises NotFound for an unknown one, IllegalTransition where none is in force."""
        if name not in self.history:
            raise NotFound(f"There is no policy pack {name}.")
        standing = self.on(name, day)
        if standing is None:
            raise IllegalTransition(f"The policy pack {name} is in force from {self.history[name][0].since} on.")
        if standing.pack is None:
            raise IllegalTransition(f"The policy pack {name} is retired since {standing.since}.")
        return standing.pack

    def text_of(self, used: PackUsed) -> Pack | None:
        """The very text that was used, where it was ever installed."""
        texts = (s.pack for s in self.history.get(used.pack, ()) if s.pack)
        return next((pack for pack in texts if pack.used == used), None)

    def assigned_to(self, document: str) -> tuple[str, ...]:
        """The names of the packs that apply to a document."""
        return self.assigned.get(document, ())

    def install(self, pack: Pack, since: date, today: date) -> tuple[Event, ...]:
        """Put a text in force from a day on; nothing happens where this very text is in force that day.

        Only what is new to the house may begin in the past: what documents were checked against stays what it was.
        """
        before = self.on(pack.pack, since)
        if before and before.pack == pack:
            return ()
        self._must_not_rewrite(pack.pack, since, today)
        return (PackInstalled(pack=pack, effective=since),)

    def retire(self, name: str, since: date, today: date) -> tuple[Event, ...]:
        """Take a pack out of force from a day on; raises NotFound, IllegalTransition where it is not in force then."""
        self.in_force(name, since)
        self._must_not_rewrite(name, since, today)
        return (PackRetired(pack=name, effective=since),)

    def assign(self, document: str, packs: tuple[str, ...]) -> tuple[Event, ...]:
        """Let these packs, and no others, apply to a document; raises NotFound for one nobody installed."""
        packs = tuple(dict.fromkeys(packs))
        for name in packs:
            if name not in self.history:
                raise NotFound(f"There is no policy pack {name}.")
        return () if packs == self.assigned_to(document) else (PacksAssigned(document=document, packs=packs),)

    def _must_not_rewrite(self, name: str, since: date, today: date) -> None:
        if name in self.history and since < today:
            raise IllegalTransition(
                f"What was in force before today stays as it was: let the change of {name} begin on {today} or later."
            )

    def evolve(self, event: Event) -> Self:
        match event:
            case PackInstalled(pack=pack):
                return self._standing(pack.pack, Standing(since=event.effective or date.min, pack=pack))
            case PackRetired(pack=name):
                return self._standing(name, Standing(since=event.effective or date.min, pack=None))
            case PacksAssigned():
                return self.model_copy(update={"assigned": {**self.assigned, event.document: event.packs}})
            case _:
                return self

    def _standing(self, name: str, new: Standing) -> Self:
        standings = sorted((*self.history.get(name, ()), new), key=lambda standing: standing.since)
        return self.model_copy(update={"history": {**self.history, name: tuple(standings)}})
