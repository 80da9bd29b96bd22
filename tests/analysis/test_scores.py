"""Scores: what costs points, that it is named, and that closing a finding never lowers a score."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.finding import Category, Finding, Severity
from domain.analysis.inventory import inventory_of
from domain.analysis.request import Inventory, PolicyVerdict, Verdict
from domain.analysis.scores import RUBRIC, Part, Score, Scores, counts, scores_of
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

FULL = """# 1. Calculation

The lookback window is 20 trading days. The leverage cap is 150%.

V = s * 16

where s is the standard deviation of the returns.

# 2. Data

Closing prices are taken from Bloomberg (PX_LAST). If a price is not available, the last available price is used.

The index is rebalanced monthly, on the NYSE calendar, at 16:00 New York time.

# 3. Worked example

For s = 2, V = 2 * 16 = 32.
"""


def found(
    id: str,
    category: Category = Category.UNDEFINED_PARAMETER,
    severity: Severity = Severity.HIGH,
    confidence: float = 1.0,
    policy: str | None = None,
    rule: str = "DS-PAR-01",
) -> Finding:
    return Finding(
        id=id,
        category=category,
        severity=severity,
        title=f"Title {id}",
        why="w",
        rule=rule,
        policy=policy,
        confidence=confidence,
    )


def verdict(requirement: str, status: Verdict, pack: str = "p") -> PolicyVerdict:
    return PolicyVerdict(pack=pack, requirement=requirement, status=status, searched=3)


def inventory(text: str) -> Inventory:
    return inventory_of(build_ir("Index", blocks_of(text)))


EVERYTHING, NOTHING = inventory(FULL), inventory("")


def points(scores: Scores) -> list[float]:
    parts = scores.implementability or {}
    return [s.points for s in (scores.self_containment, *parts.values(), *scores.compliance.values())]


def test_a_document_with_everything_and_no_finding_has_all_points() -> None:
    scores = scores_of((), (verdict("r", Verdict.COMPLIANT),), EVERYTHING)
    assert points(scores) == [100, *RUBRIC.values(), 100]
    assert scores.implementable == sum(RUBRIC.values()) == 100


def test_what_the_document_lacks_is_named_and_costs_its_part() -> None:
    scores = scores_of((), (), NOTHING)
    assert scores.implementability
    assert scores.implementable == 0
    assert scores.self_containment.points == 100, "it says nothing that somebody would have to ask about"
    assert [loss.why for loss in scores.implementability[Part.EXAMPLES].losses] == ["There is no worked example."]


@pytest.mark.parametrize(
    ("without", "part", "lost", "why"),
    [
        (
            "If a price is not available, the last available price is used.",
            Part.DATA,
            5,
            "No source says what is used when it has no value.",
        ),
        (" New York time", Part.TIME, 5, "1 of 1 times of day has no time zone."),
        ("monthly", Part.TIME, 5, "Nothing says how often anything happens."),
        ("V = 2 * 16 = ", Part.EXAMPLES, 10, "No example writes out a computation, as in “2 × 16 = 32”."),
        ("For s = 2, V = 2 * 16 = 32.", Part.EXAMPLES, 20, "There is no worked example."),
    ],
)
def test_a_thing_that_is_taken_out_costs_its_points(without: str, part: Part, lost: float, why: str) -> None:
    scores = scores_of((), (), inventory(FULL.replace(without, "")))
    assert scores.implementability
    score = scores.implementability[part]
    assert score.of - score.points == lost
    assert [loss.why for loss in score.losses] == [why]


def test_a_limit_is_a_value_of_a_parameter() -> None:
    has = inventory("The participation rate must not exceed 20%. The alert threshold is set by the desk.")
    assert has.valued == has.parameters > 0


def test_an_example_that_a_clause_tells_is_one() -> None:
    text = "The slippage is in basis points. Example: a price of 50.06 against 50.00 has a slippage of 12 basis points."
    assert inventory(text).example_sections == 1


@pytest.mark.parametrize(
    ("category", "rule", "part"),
    [
        (Category.INCOMPLETE_FORMULA, "DS-FOR-01", Part.FORMULAS),
        (Category.AMBIGUOUS_METHODOLOGY, "DS-MET-04", Part.FORMULAS),
        (Category.UNDEFINED_PARAMETER, "DS-PAR-01", Part.PARAMETERS),
        (Category.INCONSISTENT_CONTENT, "DS-CON-09", Part.PARAMETERS),
        (Category.INCONSISTENT_CONTENT, "DS-FOR-09", Part.EXAMPLES),
        (Category.MISSING_REFERENCE, "DS-REF-01", Part.DATA),
        (Category.MARKET_CALENDAR, "DS-CAL-01", Part.TIME),
        (Category.MISSING_GOVERNANCE, "DS-GOV-01", None),
    ],
)
def test_a_finding_costs_the_part_it_is_about(category: Category, rule: str, part: Part | None) -> None:
    scores = scores_of((found("a", category, rule=rule),), (), EVERYTHING)
    assert scores.implementability
    hit = {part for part, score in scores.implementability.items() if score.losses}
    assert hit == ({part} if part else set())


def test_graver_and_surer_findings_cost_more() -> None:
    def left(severity: Severity, confidence: float) -> float:
        return scores_of((found("a", severity=severity, confidence=confidence),), (), None).self_containment.points

    by_severity = [left(severity, 1.0) for severity in Severity]
    assert by_severity == sorted(by_severity)
    assert by_severity[-1] == 100
    assert left(Severity.HIGH, 0.5) > left(Severity.HIGH, 0.9)


def test_compliance_counts_what_is_met_of_what_is_for_this_document() -> None:
    verdicts = (
        verdict("a", Verdict.COMPLIANT),
        verdict("b", Verdict.PARTIAL),
        verdict("c", Verdict.MISSING),
        verdict("d", Verdict.CONTRADICTED),
        verdict("e", Verdict.NOT_THIS_DOCUMENT),
        verdict("a", Verdict.COMPLIANT, pack="q"),
    )
    scores = scores_of((found("f", Category.COMPLIANCE_GAP, policy="p/c"),), verdicts, None)
    assert {pack: score.points for pack, score in scores.compliance.items()} == {"p": 37.5, "q": 100}
    assert [(loss.why, loss.points, loss.findings) for loss in scores.compliance["p"].losses] == [
        ("c is missing.", 25, ("f",)),
        ("d is contradicted.", 25, ()),
        ("b is partial.", 12.5, ()),
    ]
    assert scores.gains["f"].compliance == {"p": 25}
    rejected = scores_of((found("f", Category.COMPLIANCE_GAP, policy="p/c"),), verdicts, None, {"f"})
    assert rejected.compliance["p"].points == 62.5


def test_counts_are_of_findings_by_severity_and_of_verdicts_by_pack() -> None:
    counted = counts((found("a"), found("b")), (verdict("r", Verdict.PARTIAL),))
    assert counted["findings"] == {"critical": 0, "high": 2, "medium": 0, "low": 0, "info": 0}
    assert counted["policies"] == {"p": {"partial": 1}}


findings = st.lists(
    st.builds(
        found,
        st.sampled_from([f"f{n}" for n in range(9)]),
        st.sampled_from(Category),
        st.sampled_from(Severity),
        st.floats(0, 1),
        st.none() | st.sampled_from(["p/a", "p/b"]),
        st.sampled_from(["DS-PAR-01", "DS-FOR-09"]),
    ),
    max_size=9,
    unique_by=lambda finding: finding.id,
).map(tuple)
verdicts = st.lists(st.builds(verdict, st.sampled_from("ab"), st.sampled_from(Verdict)), max_size=2).map(tuple)
inventories = st.sampled_from([EVERYTHING, NOTHING, inventory("The cap is 5%. The floor is set out below.")])
closed = st.sets(st.sampled_from([f"f{n}" for n in range(9)]))


@given(findings, verdicts, inventories, closed)
def test_closing_a_finding_never_lowers_a_score_and_adds_what_was_promised(
    found: tuple[Finding, ...], verdicts: tuple[PolicyVerdict, ...], has: Inventory, closed: set[str]
) -> None:
    before = scores_of(found, verdicts, has, closed)
    for finding in found:
        after = scores_of(found, verdicts, has, closed | {finding.id})
        assert all(new >= old - 1e-9 for new, old in zip(points(after), points(before), strict=True))
        if gain := before.gains.get(finding.id):
            assert math.isclose(after.self_containment.points - before.self_containment.points,
                                gain.self_containment, abs_tol=1e-9)  # fmt: skip
            assert math.isclose((after.implementable or 0) - (before.implementable or 0), gain.implementability,
                                abs_tol=1e-9)  # fmt: skip
            for pack, score in after.compliance.items():
                risen = score.points - before.compliance[pack].points
                assert math.isclose(risen, gain.compliance.get(pack, 0), abs_tol=1e-9)


@given(findings, verdicts, inventories, closed)
def test_every_lost_point_is_told_and_none_of_them_by_a_closed_finding(
    found: tuple[Finding, ...], verdicts: tuple[PolicyVerdict, ...], has: Inventory, closed: set[str]
) -> None:
    scores = scores_of(found, verdicts, has, closed)
    told: list[Score] = [scores.self_containment, *(scores.implementability or {}).values()]
    for score in (*told, *scores.compliance.values()):
        assert 0 <= score.points <= score.of
        assert math.isclose(score.points + sum(loss.points for loss in score.losses), score.of, abs_tol=1e-9)
        assert all(loss.points > 0 and loss.why and not closed & set(loss.findings) for loss in score.losses)
