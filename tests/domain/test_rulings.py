"""Rulings on checks: which of several decides, when they end, and what a run leaves out for them."""

from datetime import date

import pytest

from domain.analysis.finding import Category, Finding, Severity
from domain.analysis.rulings import (
    ALL_DOCUMENTS,
    AlreadyOver,
    CheckRuled,
    CheckRuledForDocument,
    ReasonMissing,
    Ruling,
    Rulings,
    RulingUsed,
    graded,
    in_force,
    is_off,
    withdrawn,
)
from domain.kernel import NotFound
from domain.semantics.understanding import SectionKind

TODAY = date(2026, 11, 24)
EXAMPLE, RISK = SectionKind.EXAMPLE, SectionKind.RISK


def ruled(id: str, *rulings: Ruling) -> Rulings:
    state = Rulings(id=id)
    for ruling in rulings:
        state = state.apply(state.rule(ruling, TODAY))
    return state


def on(check: str, severity: str | None = None, *sections: SectionKind, until: date | None = None) -> Ruling:
    return Ruling(
        check=check,
        severity=Severity(severity) if severity else None,
        sections=sections,
        reason="House style.",
        until=until,
    )


def told(house: tuple[Ruling, ...], document: tuple[Ruling, ...] = (), day: date = TODAY) -> tuple[RulingUsed, ...]:
    return in_force(ruled(ALL_DOCUMENTS, *house), ruled("d", *document), day)


@pytest.mark.parametrize(
    ("house", "document", "section", "severity"),
    [
        ((), (), None, "high"),
        ((on("DS-CAL-03"),), (), None, None),
        ((on("DS-CAL"),), (), None, None),
        ((on("DS-CA"), on("DS-CAL-0"), on("DS-CAL-02"), on("DS")), (), None, "high"),
        ((on("DS-CAL-03", "low"), on("DS-CAL")), (), None, "low"),
        ((on("DS-CAL-03"),), (on("DS-CAL", "info"),), None, "info"),
        ((on("DS-CAL-03", "low"), on("DS-CAL-03")), (), None, None),
        ((on("DS-CAL-03", None, EXAMPLE),), (), EXAMPLE, None),
        ((on("DS-CAL-03", None, EXAMPLE),), (), RISK, "high"),
        ((on("DS-CAL-03", None, EXAMPLE),), (), None, "high"),
        ((on("DS-CAL-03", "low", RISK), on("DS-CAL-03")), (), RISK, "low"),
        ((on("DS-CAL-03", "low", RISK), on("DS-CAL-03", "info", EXAMPLE)), (), RISK, "low"),
    ],
)
def test_the_more_particular_ruling_decides_and_of_equals_the_later_one(
    house: tuple[Ruling, ...], document: tuple[Ruling, ...], section: SectionKind | None, severity: str | None
) -> None:
    assert graded(told(house, document), "DS-CAL-03", section, Severity.HIGH) == severity


@pytest.mark.parametrize(
    ("rulings", "off"),
    [
        ((), False),
        ((on("DS-CAL"),), True),
        ((on("DS-CAL"), on("DS-CAL-03", "low", RISK)), False),
        ((on("DS-CAL"), on("DS-CAL-03", None, RISK)), True),
        ((on("DS-CAL-03", None, RISK),), False),
    ],
)
def test_a_check_is_not_even_run_where_nothing_it_finds_would_be_raised(rulings: tuple[Ruling, ...], off: bool) -> None:
    assert is_off(told(rulings), "DS-CAL-03") is off


def test_a_ruling_holds_until_the_end_of_its_last_day() -> None:
    rulings = (on("DS-CAL", until=TODAY),)
    assert len(told(rulings)) == 1
    assert told(rulings, day=date(2026, 11, 25)) == ()


def test_a_ruling_needs_a_reason_and_a_day_to_come() -> None:
    with pytest.raises(ReasonMissing):
        ruled(ALL_DOCUMENTS, on("DS-CAL").model_copy(update={"reason": " "}))
    with pytest.raises(AlreadyOver):
        ruled(ALL_DOCUMENTS, on("DS-CAL", until=date(2026, 11, 23)))


def test_only_what_is_said_of_one_document_is_kept_as_its_text() -> None:
    events = [Rulings(id=id).rule(on("DS-CAL"), TODAY) for id in (ALL_DOCUMENTS, "d")]
    assert [[type(event) for event in each] for each in events] == [[CheckRuled], [CheckRuledForDocument]]


def test_what_is_taken_back_holds_no_more_and_the_rest_does() -> None:
    state = ruled("d", on("DS-CAL"), on("DS-CAL-03", "low"), on("DS-CAL-03", None, RISK))
    state = state.apply(state.take_back("DS-CAL-03"))
    assert [ruling.check for ruling in state.standing] == ["DS-CAL"]
    with pytest.raises(NotFound):
        state.take_back("DS-CAL-03")


def test_what_is_not_found_again_is_withdrawn_only_where_its_check_is_off() -> None:
    def finding(id: str, rule: str) -> Finding:
        return Finding(
            id=id,
            rule=rule,
            category=Category.MARKET_CALENDAR,
            severity=Severity.HIGH,
            title="t",
            why="w",
            confidence=0.5,
        )

    before = (
        finding("a", "DS-CAL-01"),
        finding("b", "DS-CAL-02"),
        finding("c", "DS-REF-01"),
        finding("d", "DS-PAR-01"),
    )
    rulings = told((on("DS-CAL"), on("DS-PAR", "low")))
    assert withdrawn(rulings, before, before[1:2]) == ("a",)
