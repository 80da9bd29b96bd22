"""Rulings on the checks: which are switched off or graded differently, where, why, and until when. The one place."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from domain.analysis.families import family_of
from domain.analysis.finding import Finding, Severity
from domain.kernel import Aggregate, DomainError, Event, NotFound, Sealed, Value
from domain.semantics.understanding import SectionKind

ALL_DOCUMENTS = "house"
"""The id of the rulings that hold for all documents; those for one document have its id."""


class RulingUsed(Value):
    """What a run is told: the findings of a check, or of a family ("DS-CAL"), get this severity; None is off.

    With `sections` it holds for what is found in sections of these kinds, without for all that is found.
    """

    check: str
    severity: Severity | None
    sections: tuple[SectionKind, ...] = ()

    def names(self, check: str) -> bool:
        """Whether it is on this check, or on the family of it."""
        return self.check in (check, family_of(check))

    def holds(self, check: str, section: SectionKind | None) -> bool:
        """Whether it is on what this check finds in a section of this kind; None: in the document as a whole."""
        return self.names(check) and (not self.sections or section in self.sections)


class Ruling(RulingUsed):
    """A ruling as it stands: why, and the last day it holds on, if it ends by itself."""

    reason: str
    until: date | None = None

    @property
    def used(self) -> RulingUsed:
        return RulingUsed(check=self.check, severity=self.severity, sections=self.sections)

    def has_ended(self, today: date) -> bool:
        return self.until is not None and self.until < today


def graded(rulings: Iterable[RulingUsed], check: str, section: SectionKind | None, own: Severity) -> Severity | None:
    """How severe these rulings make what a check finds, which is `own` without any; None where it is not raised.

    Of several that hold the last one decides.
    """
    severity: Severity | None = own
    for ruling in rulings:
        if ruling.holds(check, section):
            severity = ruling.severity
    return severity


def is_off(rulings: Iterable[RulingUsed], check: str) -> bool:
    """Whether nothing that a check finds is raised under these rulings, wherever it is found."""
    off = False
    for ruling in rulings:
        if ruling.names(check):
            off = ruling.severity is None if not ruling.sections else off and ruling.severity is None
    return off


def withdrawn(rulings: Iterable[RulingUsed], before: Iterable[Finding], now: Iterable[Finding]) -> tuple[str, ...]:
    """The ids of what was found before and is not any more, where rulings leave out what its check finds."""
    off = [ruling for ruling in rulings if ruling.severity is None]
    found = {finding.id for finding in now}
    return tuple(f.id for f in before if f.id not in found and any(ruling.names(f.rule) for ruling in off))


class ReasonMissing(DomainError):
    """A ruling must say why."""


class AlreadyOver(DomainError):
    """A ruling must hold for a day at least."""


class CheckRuled(Event):
    """A check is switched off or graded differently for all documents."""

    type: Literal["CheckRuled"] = "CheckRuled"
    ruling: RulingUsed
    until: date | None
    reason: str


class CheckRuledForDocument(Event):
    """The same for one document, whose words the reason may quote."""

    type: Literal["CheckRuledForDocument"] = "CheckRuledForDocument"
    ruling: RulingUsed
    until: date | None
    reason: Annotated[str, Sealed]


class RulingsTakenBack(Event):
    """What was ruled on a check, or on a family as such, holds no more."""

    type: Literal["RulingsTakenBack"] = "RulingsTakenBack"
    check: str


class Rulings(Aggregate):
    """The rulings for all documents, or those for one: then its id is that of the document."""

    CONTEXT: ClassVar[str] = "analysis"
    STREAM: ClassVar[str] = "rulings"

    standing: tuple[Ruling, ...] = ()

    def rule(self, ruling: Ruling, today: date) -> tuple[Event, ...]:
        """Let a ruling hold, in the place of an earlier one on the same check and sections.

        Raises ReasonMissing, AlreadyOver.
        """
        if not ruling.reason.strip():
            raise ReasonMissing(f"Say why {ruling.check} is to be {_done(ruling)}.")
        if ruling.has_ended(today):
            raise AlreadyOver(f"The last day of the ruling on {ruling.check} is over: give a day to come.")
        kind = CheckRuled if self.id == ALL_DOCUMENTS else CheckRuledForDocument
        return (kind(ruling=ruling.used, until=ruling.until, reason=ruling.reason.strip()),)

    def take_back(self, check: str) -> tuple[Event, ...]:
        """Let the check, or the family, be as it was made; raises NotFound where nothing was ruled on it."""
        if not any(ruling.check == check for ruling in self.standing):
            raise NotFound(f"Nothing is ruled on {check} {_where(self.id)}.")
        return (RulingsTakenBack(check=check),)

    def evolve(self, event: Event) -> Self:
        match event:
            case CheckRuled() | CheckRuledForDocument():
                new = Ruling(**dict(event.ruling), until=event.until, reason=event.reason)
                others = (r for r in self.standing if (r.check, r.sections) != (new.check, new.sections))
                return self.model_copy(update={"standing": (*others, new)})
            case RulingsTakenBack(check=check):
                return self.model_copy(update={"standing": tuple(r for r in self.standing if r.check != check)})
            case _:
                return self


def in_force(house: Rulings, document: Rulings, today: date) -> tuple[RulingUsed, ...]:
    """What a run over a document is told today, the more particular behind the more general.

    A ruling for the document is more particular than one for all, then one on a check than one on its family, then one
    on some sections than one on all.
    """
    both = [(r, of is document) for of in (house, document) for r in of.standing if not r.has_ended(today)]
    both.sort(key=lambda pair: (pair[1], pair[0].check.count("-"), bool(pair[0].sections)))
    return tuple(ruling.used for ruling, _ in both)


def _done(ruling: RulingUsed) -> str:
    return "switched off" if ruling.severity is None else f"graded {ruling.severity}"


def _where(id: str) -> str:
    return "for all documents" if id == ALL_DOCUMENTS else "for this document"
