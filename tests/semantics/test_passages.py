"""Where a pattern may match is looked up by words: nothing that it matches may be missed."""

import re
from collections.abc import Iterable

import pytest

from domain.analysis.checks import CHECKS
from domain.documents.text import Span
from domain.semantics import passages
from domain.semantics.ir import build_ir
from domain.semantics.passages import Passages
from domain.semantics.pattern_words import ANYTHING, AllOf, Condition, OneOf, condition
from domain.semantics.segments import Segment
from tests.analysis.notation import blocks_of


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\bholidays?\b", "holiday"),
        (r"[Tt]he (?:index|basket)", AllOf(("the", OneOf(("index", "basket"))))),
        (r"re-?balanc(?:e|ing)", AllOf(("balanc", OneOf(("balance", "balancing"))))),
        (r"min(?:imum)?|max(?:imum)?", OneOf(("min", "max"))),
        (r"(?:sub[\s-]?)?totals?", "total"),
        (r"\d{1,3} days?", AllOf(("0", "day"))),
        (r"[0-9]%", AllOf(("0", "%"))),
        (r"=|≡", OneOf(("=", "≡"))),
        (r"[=≈\d]", OneOf(("=", "≈", "0"))),
        (r"(?<=before )close(?! of)", AllOf(("before", "close"))),
        (r"(?i:NYSE)\b", "nyse"),
        (r"close|\w+", ANYTHING),
        (r"[^a]bc", ANYTHING),
        (r"is|at", ANYTHING),
        (r"1,000\.5", "0"),
    ],
)
def test_what_a_pattern_needs(pattern: str, expected: Condition) -> None:
    assert condition(re.compile(pattern)) == expected


TEXT = """# Caps

The weight of a Constituent is capped at 5%. It holds on each Trading Day.

The Café index is rebalanced quarterly.

| Parameter | Value |
| Cap | 5% |
"""


def all_passages(text: str) -> Passages:
    return build_ir("Index", blocks_of(text)).segments


@pytest.mark.parametrize("few", [0, 1_000])
def test_looking_up(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "_FEW", few)
    segments = all_passages(TEXT)

    def texts(found: Iterable[Segment], pattern: str) -> list[str]:
        return [segment.text for segment in found if re.search(pattern, segment.low)]

    capped = re.compile(r"\bcap(?:s|ped)?\b")
    assert texts(segments.having(capped), capped.pattern) == [
        "Caps",
        "The weight of a Constituent is capped at 5%.",
        "Cap",
    ]
    assert segments.say(re.compile(r"caf. index"))
    assert not segments.say(re.compile("monthly"))
    prose = segments.only(lambda segment: segment.block.cell is None)
    figures = prose.only(lambda segment: "%" in segment.text or "day" in segment.low)
    assert texts(figures.having(re.compile("%"), re.compile(r"(?i)TRADING day")), "") == [
        "The weight of a Constituent is capped at 5%.",
        "It holds on each Trading Day.",
    ]
    odd = all_passages("# Odd\n\nThe cloſe counts.\n\nThe Lİmit holds.")
    assert [s.text for s in odd.having(re.compile("(?i)close"), re.compile("(?i)limit"))][-2:] == [
        "The cloſe counts.",
        "The Lİmit holds.",
    ]
    found = prose.gather(
        [((re.compile("quarterly"),), lambda s: ["often"]), ((re.compile("cap|rebalanced"),), lambda s: [s.text[:3]])]
    )
    assert [said for segment, said in found.items() if re.search("quarterly|capped", segment.low)] == [
        ["often", "The"] if few else ["The"],
        ["often", "The"],
    ]


def test_no_check_misses_what_its_patterns_match(monkeypatch: pytest.MonkeyPatch) -> None:
    missed = dict[str, str]()
    looked_up = Passages.having

    def having(self: Passages, *patterns: re.Pattern[str]) -> list[Segment]:
        found = list(looked_up(self, *patterns))
        for segment in set(self).difference(found):
            missed.update(
                (p.pattern, segment.text) for p in patterns if p.search(segment.low) or p.search(segment.text)
            )
        return found

    monkeypatch.setattr(Passages, "having", having)
    ir = build_ir("Index", blocks_of("\n\n".join(text for check in CHECKS for text in check.bad)))
    assert len(ir.rules) > 300, "long enough to be looked up"
    assert len(list(ir.rules.having(re.compile("rebalanc")))) < len(ir.rules) / 2
    for check in CHECKS:
        list(check.find(ir))
    assert ir.understanding
    assert not missed


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("max_w2", ["The limit MAX_W2 is 5%.", "3%"]),
        ("λ", ["It is Λ, not λ_0."]),
        ("MAX", ["The limit MAX_W2 is 5%.", "3%"]),
        ("max_q", []),
        ("---", []),
    ],
)
def test_passages_that_have_a_name(name: str, expected: list[str]) -> None:
    ir = build_ir("Index", blocks_of("The limit MAX_W2 is 5%. It is Λ, not λ_0.\n\n| Name | Value |\n| max_w2 | 3% |"))
    assert [segment.text for segment in ir.naming(name) if segment.text != "max_w2"] == expected


def test_the_passage_that_a_span_begins_in() -> None:
    ir = build_ir("Index", blocks_of("One day. Two days.\n\nThree days."))
    assert [ir.holding(segment.span(2)) for segment in ir.segments] == list(ir.segments)
    assert ir.holding(Span(block="nowhere", start=0, end=1, quote="x")) is None


def test_what_is_told_beside_tables_and_listings() -> None:
    ir = build_ir("Index", blocks_of("Sell at 5.\n\n| Level | 4 |\n\n~sell(3)\n\ndef f(x):\n    return x"))
    assert [segment.text for segment in ir.told] == ["Sell at 5."]
