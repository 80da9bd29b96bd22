"""The checks: what each looks for, and the rulings that switch one off, grade it differently or limit it to a scope."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.unit import commit
from domain.analysis.finding import Category, Severity
from domain.analysis.rulings import ALL_DOCUMENTS, Ruling, Rulings, RulingUsed, in_force
from domain.kernel import NotFound, Value
from domain.semantics.understanding import SectionKind


class CheckEntry(Value):
    """A check of the catalogue; `page` explains it in Markdown, `family` begins the ids of those beside it."""

    id: str
    family: str
    family_title: str
    title: str
    category: Category
    severity: Severity
    page: str


class ShownRuling(Ruling):
    """A ruling, the document it is for (None: all), and whether its last day is over."""

    document: str | None
    ended: bool


@cache
def catalogue() -> tuple[CheckEntry, ...]:
    """Every check, by family and number."""
    from app.check_pages import page  # heavy, with all the patterns of the checks
    from domain.analysis.checks import CHECKS

    return tuple(
        CheckEntry(
            id=check.id,
            family=check.family,
            family_title=check.family_title,
            title=check.title,
            category=check.category,
            severity=check.severity,
            page=page(check),
        )
        for check in sorted(CHECKS, key=lambda check: check.id)
    )


def find_check(name: str) -> CheckEntry:
    """The check with this id, in whatever letters; raises NotFound."""
    found = next((entry for entry in catalogue() if entry.id == name.upper()), None)
    if found is None:
        raise NotFound(f"There is no check {name}: `docsense checks` lists those there are.")
    return found


def rule(
    s: Services,
    check: str,
    severity: Severity | None,
    actor: str,
    *,
    reason: str,
    document: str | None = None,
    sections: Iterable[SectionKind] = (),
    until: date | None = None,
) -> None:
    """Let a check or a family have this severity, or switch it off (None), for all documents or one, from now on.

    Raises NotFound, ReasonMissing, AlreadyOver.
    """
    ruling = Ruling(
        check=_ruled(check), severity=severity, sections=tuple(sorted(set(sections))), reason=reason, until=until
    )

    def step(unit: UnitOfWork) -> None:
        rulings = unit.load(Rulings, document or ALL_DOCUMENTS)
        unit.record(rulings, rulings.rule(ruling, _today(s)), document=document)

    commit(s, Rulings.CONTEXT, actor, step)


def restore(s: Services, check: str, actor: str, *, document: str | None = None) -> None:
    """Take back what was ruled on a check or a family, for all documents or for one; raises NotFound."""

    def step(unit: UnitOfWork) -> None:
        rulings = unit.load(Rulings, document or ALL_DOCUMENTS)
        unit.record(rulings, rulings.take_back(_ruled(check)), document=document)

    commit(s, Rulings.CONTEXT, actor, step)


def rulings_for(s: Services, document: str) -> tuple[RulingUsed, ...]:
    """What a run over this document is told today."""
    return in_force(s.store.load(Rulings, ALL_DOCUMENTS), s.store.load(Rulings, document), _today(s))


def rulings_shown(s: Services, document: str | None = None) -> tuple[ShownRuling, ...]:
    """The rulings for all documents, and those for this one."""
    scopes = (None,) if document is None else (None, document)
    return tuple(
        ShownRuling(**dict(ruling), document=scope, ended=ruling.has_ended(_today(s)))
        for scope in scopes
        for ruling in s.store.load(Rulings, scope or ALL_DOCUMENTS).standing
    )


def _ruled(name: str) -> str:
    """The id of a check, or what the ids of a family begin with."""
    wanted = name.upper().rstrip("-")
    if any(entry.family == wanted for entry in catalogue()):
        return wanted
    return find_check(name).id


def _today(s: Services) -> date:
    return s.clock().astimezone().date()
