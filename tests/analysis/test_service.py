"""The service: identity, place, order and fit of findings."""

import pytest

from domain.analysis import service
from domain.analysis.checks import observe
from domain.analysis.finding import Category, Finding, Observation, Severity, fingerprint
from domain.analysis.request import AnalysisResult
from domain.analysis.service import findings_of, identify
from domain.documents.changes import InsertAfter, Replace, collide
from domain.documents.text import ATOM, Block, BlockKind, Span
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

BLOCKS = blocks_of("# 2. Stock Selection\n\nBig and big.\n\n# 3. Weights\n\nBig.")
SENTENCE = BLOCKS[1]


def seen(start: int, end: int, **others: object) -> Observation:
    values: dict[str, object] = {
        "category": Category.UNDEFINED_PARAMETER,
        "severity": Severity.HIGH,
        "title": "t",
        "why": "w",
        "rule": "R-1",
        "confidence": 0.5,
        "spans": (Span.of(SENTENCE, start, end),),
    }
    return Observation.model_validate(values | others)


def findings(*observations: Observation) -> tuple[Finding, ...]:
    return findings_of(BLOCKS, AnalysisResult(observations=observations))


def test_a_finding_stands_under_its_printed_heading() -> None:
    assert [f.section for f in findings(seen(0, 3))] == ["2. Stock Selection"]


def test_what_is_missing_stands_at_its_heading_or_nowhere() -> None:
    at_heading, nowhere = seen(0, 0, spans=(), heading=BLOCKS[2].id, title="a"), seen(0, 0, spans=(), title="b")
    assert [f.section for f in findings(at_heading, nowhere)] == ["", "3. Weights"]


def test_the_same_words_twice_are_two_findings_and_the_same_observation_is_one() -> None:
    first, second = seen(0, 3), seen(8, 11)
    found = findings(first, second, first)
    assert len(found) == 2
    assert len({f.id for f in found}) == 2


def test_ids_do_not_depend_on_typography_or_on_the_rest_of_the_document() -> None:
    other = blocks_of("# 1. New\n\nA new section.\n\n# 2. Stock Selection\n\nBIG and big.")
    moved = identify(other, (seen(0, 3, spans=(Span.of(other[3], 0, 3),)),))
    assert moved[0].id == findings(seen(0, 3))[0].id


def test_an_id_that_is_taken_is_not_given_again() -> None:
    first = identify(BLOCKS, (seen(0, 3),))[0]
    second = identify(BLOCKS, (seen(0, 3),), taken=frozenset({first.id}))[0]
    assert second.id != first.id


def test_the_most_serious_come_first_and_then_as_they_stand() -> None:
    late = seen(0, 3, spans=(Span.of(BLOCKS[3], 0, 3),), title="late")
    found = findings(late, seen(4, 7, title="early"), seen(8, 11, severity=Severity.CRITICAL, title="grave"))
    assert [f.title for f in found] == ["grave", "early", "late"]


@pytest.mark.parametrize(
    "broken",
    [
        {"spans": (Span(block="nowhere", start=0, end=1, quote="x"),)},
        {"spans": (Span(block="b1", start=0, end=3, quote="Wig"),)},
        {"spans": (), "heading": "nowhere"},
        {"suggestion": InsertAfter(block="nowhere", text="x")},
        {"suggestion": Replace(span=Span(block="b1", start=0, end=3, quote="Wig"), text="x")},
    ],
)
def test_what_does_not_fit_the_text_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="R-1"):
        findings(seen(0, 3, **broken))


DEFECTS = """# Managed Volatility Strategy

# 1. Rules

Stocks must have a turnover above the threshold. The volatility is computed over the past 60 days.
The portfolio is rebalanced periodically, and costs are considered.

* Companies with significant debt are excluded.

* The score is set out in Appendix A.

z = (price - mean_price) / std_dev
"""


def test_suggestions_can_all_be_made_and_touch_no_line_end_and_no_atom() -> None:
    blocks = blocks_of(DEFECTS)
    found = findings_of(blocks, AnalysisResult(observations=observe(build_ir("T", blocks))))
    changes = [finding.suggestion for finding in found if finding.suggestion]
    assert len(changes) == len(found) > 7
    assert not [(a, b) for n, a in enumerate(changes) for b in changes[:n] if collide(a, b)]
    for change in changes:
        if isinstance(change, Replace):
            assert "\n" not in change.span.quote + change.text
            assert ATOM not in change.span.quote
        assert "to be specified" in change.model_dump_json()


def test_a_quote_is_the_clause() -> None:
    blocks = blocks_of(DEFECTS)
    quotes = {o.rule: o.spans[0].quote for o in observe(build_ir("T", blocks)) if o.spans}
    assert quotes["DS-PAR-01"] == "Stocks must have a turnover above the threshold"
    assert quotes["DS-MET-04"] == "and costs are considered"
    assert quotes["DS-FOR-03"] == "price"


def test_where_the_document_counts_one_kind_of_day_the_suggestion_takes_it() -> None:
    text = "Notice is given 5 trading days before.\n\nVolatility is computed over the past 60 days."
    (hit,) = [o for o in observe(build_ir("T", blocks_of(text))) if o.rule == "DS-CAL-01"]
    assert isinstance(hit.suggestion, Replace)
    assert hit.suggestion.text == "trading "


def test_one_defect_is_one_finding() -> None:
    observations = observe(build_ir("T", blocks_of(DEFECTS)))
    told = [(o.category, o.spans[:1], o.title) for o in observations]
    assert len(told) == len(set(told))


def test_ids_of_many_equal_passages_cost_no_more_each(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = blocks_of("\n\n".join(["A big one."] * 500))
    asked: list[int] = []

    def counting(rule: str, quote: str, path: tuple[str, ...], ordinal: int) -> str:
        asked.append(ordinal)
        return fingerprint(rule, quote, path, ordinal)

    monkeypatch.setattr(service, "fingerprint", counting)
    found = identify(blocks, (seen(0, 0, spans=(Span.of(block, 2, 5),)) for block in blocks))
    assert len({finding.id for finding in found}) == 500
    assert len(asked) <= 2 * 500


def told(*sections: tuple[str, ...]) -> tuple[tuple[Block, ...], tuple[Observation, ...]]:
    """A text of these headings with their clauses, and what is noticed of each of the clauses."""
    blocks = blocks_of("\n\n".join(f"# {heading}\n\n" + "\n\n".join(clauses) for heading, *clauses in sections))
    clauses = [block for block in blocks if block.kind is not BlockKind.HEADING]
    return blocks, tuple(seen(0, 0, spans=(Span.of(block, 0, len(block.text)),)) for block in clauses)


ONCE = (("5 Risk", "5.1 Orders are slow.", "5.2 Fills are large."),)
TWICE = (("1. Weights", "Caps are set."), ("2. Costs", "Caps are set."))
KEPT = [
    (ONCE, (("6 Limits", "6.1 Orders are slow.", "(a) Fills are large."),), [0, 1]),
    (ONCE, (("5 Risk", "5.1 Orders are very slow.", "5.3 Fills are large."),), [None, 1]),
    (TWICE, (("1. Costs", "Caps are set."),), [1]),
    (TWICE, (("1. Data", "Caps are set."), ("2. Weights", "Caps are set."), *TWICE[1:]), [None, 0, 1]),
    (TWICE, (("1. Shares", "Caps are set."), ("2. Fees", "Caps are set.")), [0, 1]),
    (TWICE, (("1. Shares", "Caps are set."),), [None]),
    ((("1 Size", "2.5 million shares."),), (("1 Size", "3.5 million shares."),), [None]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "kept"), KEPT)
def test_what_is_found_again_keeps_its_id_under_other_numbers_and_headings(
    before: tuple[tuple[str, ...], ...], after: tuple[tuple[str, ...], ...], kept: list[int | None]
) -> None:
    known = identify(*told(*before))
    now = identify(*told(*after), known=known)
    ids = [finding.id for finding in known]
    assert [ids.index(finding.id) if finding.id in ids else None for finding in now] == kept
    assert len({finding.id for finding in now}) == len(now)
