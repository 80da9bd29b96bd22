"""Quantities, bounds and phrases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.semantics.phrases import is_purpose, is_rule, phrase_before, phrase_end
from domain.semantics.quantities import Side, bounds, differ, quantities
from domain.semantics.sections import sections_of
from domain.semantics.segments import segments_of
from tests.analysis.notation import blocks_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5%", [(5, "%", "")]),
        ("25 basis points", [(25, "bps", "")]),
        ("$5 billion usd", [(5e9, "USD", "")]),
        ("usd 1,000,000", [(1e6, "USD", "")]),
        ("eur 200 million", [(2e8, "EUR", "")]),
        ("€ 5 m", [(5e6, "EUR", "")]),
        ("5 million euros", [(5e6, "EUR", "")]),
        ("hk$ 5", [(5, "HKD", "")]),
        ("5 million", [(5e6, "money", "")]),
        ("5,10 and 20", [(20, "", "")]),
        ("60 trading days", [(60, "day", "trading")]),
        ("90-day average", [(90, "day", "")]),
        ("5 consecutive years", [(5, "year", "consecutive")]),
        ("2% and 6%", [(2, "%", ""), (6, "%", "")]),
        ("version 3.1.2", [(3.1, "", "")]),
        ("h.15 and p500", []),
        ("3, or 500 milliseconds", [(3, "", ""), (500, "millisecond", "")]),
        ("no figure", []),
    ],
)
def test_quantities(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(q.value, q.unit, q.qualifier) for q in quantities(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 5%", [(Side.LEAST, 5)]),
        ("must not exceed 60%", [(Side.MOST, 60)]),
        ("between 2% and 6%", [(Side.LEAST, 2), (Side.MOST, 6)]),
        ("minimum 10 years", [(Side.LEAST, 10)]),
        ("capped at 5%", [(Side.MOST, 5)]),
        ("greater than $5 billion", [(Side.LEAST, 5e9)]),
        ("the fee is 0.5%", [(Side.EXACTLY, 0.5)]),
        ("the maximum weight is 5%", [(Side.MOST, 5)]),
        ("the minimum weight is 1%", [(Side.LEAST, 1)]),
        ("5% in june", []),
    ],
)
def test_bounds(text: str, expected: list[tuple[Side, float]]) -> None:
    assert [(bound.side, bound.quantity.value) for bound in bounds(text)] == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((5, "%"), (500, "bps"), False),
        ((5, "%"), (0.05, ""), False),
        ((5, "%"), (5, ""), False),
        ((5, "%"), (7, "%"), True),
        ((1, "hour"), (60, "minute"), False),
        ((1, "day"), (86_400, "second"), False),
        ((1, "year"), (6, "month"), True),
        ((20, "trading day"), (4, "week"), False),
        ((20, "trading day"), (20, "business day"), True),
        ((20, "trading day"), (20, "day"), False),
        ((20, "trading day"), (30, "day"), True),
        ((5, "stock"), (6, "stock"), True),
        ((5, "stock"), (6, "USD"), False),
        ((5e6, "USD"), (5e6, "EUR"), True),
        ((5e6, "USD"), (5e6, "money"), False),
        ((5e6, "USD"), (6e6, "money"), True),
    ],
)
def test_figures_that_differ(one: tuple[float, str], other: tuple[float, str], expected: bool) -> None:
    assert differ(one, other) is differ(other, one) is expected


@given(st.text(st.sampled_from("0123456789.,% $abdy between and least at most")))
def test_quantities_are_where_they_say(text: str) -> None:
    for quantity in quantities(text):
        assert text[quantity.start : quantity.end].strip()
    for bound in bounds(text):
        assert 0 <= bound.start <= bound.quantity.start < bound.end <= len(text)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("Volatility is below the threshold", "below", "Volatility"),
        ("Buy when z-score drops below it", "below", "z-score"),
        ("The index is rebalanced periodically", "periodically", "index"),
        ("If the loss exceeds it", "exceeds", "loss"),
        ("is below it", "below", ""),
    ],
)
def test_phrase_before(text: str, at: str, expected: str) -> None:
    assert phrase_before(text, text.index(at)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("strong ESG scores from the index", "strong ESG scores"),
        ("complex trades.", "complex trades"),
        ("significant fossil fuel exposure, or", "significant fossil fuel exposure"),
    ],
)
def test_phrase_end(text: str, expected: str) -> None:
    assert text[: phrase_end(text, 0)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Select companies with high scores.", True),
        ("The weights must add up.", True),
        ("Scores are updated in May.", True),
        ("For example, a stock may be sold.", False),
        ("Markets move fast these days.", False),
        ("# Risk disclosures\n\nCapital must not be invested lightly.", False),
        ("# Exclusion criteria\n\nTobacco companies.", True),
    ],
)
def test_is_rule(text: str, expected: bool) -> None:
    blocks = blocks_of(text)
    assert is_rule(segments_of(blocks, sections_of(blocks))[-1]) is expected


def test_is_purpose() -> None:
    text = "a minimum is enforced to maintain meaningful exposure"
    assert is_purpose(text, text.index("meaningful"))
    assert not is_purpose(text, text.index("enforced"))
