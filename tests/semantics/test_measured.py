"""Measured quantities: what a sentence bounds, of what, on which side, in whatever words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.semantics.listings import is_listing
from domain.semantics.measured import claims
from domain.semantics.members import class_of, may_be_one
from domain.semantics.quantities import Side
from tests.analysis.notation import blocks_of

MOST, LEAST, EXACTLY = Side.MOST, Side.LEAST, Side.EXACTLY
MATURITY, MEMBERS, NET = "remaining maturity", "number of members", "net exposure"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no issuer may weigh more than 4%", [("weight", "issuer", MOST, 0.04)]),
        ("the issuer limit is 5%", [("weight", "issuer", MOST, 0.05)]),
        ("maximum weight per country: 20%", [("weight", "country", MOST, 0.2)]),
        ("single-name weights are capped at 8%", [("weight", "member", MOST, 0.08)]),
        ("each member has a weight of 12.5%", [("weight", "member", EXACTLY, 0.125)]),
        ("if a country has more than 25% of the index, its weight is cut to 25%", [("weight", "country", MOST, 0.25)]),
        ("no order exceeds 10% of the open interest", []),
        ("gross exposure must never be above 150%", [("gross exposure", "", MOST, 1.5)]),
        ("leverage is restricted to 1.5 times net assets", [("leverage", "", MOST, 1.5)]),
        ("an index fee of 50 bps is deducted", [("fee", "index fee", EXACTLY, 0.005)]),
        ("issues of gbp 250 million or more", []),
        ("amount outstanding of gbp 250 million or more", [("amount outstanding", "", LEAST, 2.5e8)]),
        ("no bond with an amount outstanding below gbp 250 million", [("amount outstanding", "", LEAST, 2.5e8)]),
        (
            "remaining maturity: 1 to 10 years",
            [(MATURITY, "", LEAST, 12), (MATURITY, "", MOST, 120)],
        ),
        (
            "the ladder runs from 1 to 11 years",
            [(MATURITY, "", LEAST, 12), (MATURITY, "", MOST, 132)],
        ),
        ("the yield curve runs from 1 to 30 years", []),
        (
            "net exposure stays between -20% and 20%",
            [(NET, "", LEAST, -0.2), (NET, "", MOST, 0.2)],
        ),
        ("a drawdown of 10% halves the positions", []),
        ("the maximum drawdown is 15%", [("drawdown", "", MOST, 0.15)]),
        ("var (99%, one day) must stay below 2%", [("value at risk", "", MOST, 0.02)]),
        ("orders of at most 1,000 shares", [("order size", "", MOST, 1000)]),
        ("no more than 50 orders per second", []),
        ("the index consists of the thirty shares", [(MEMBERS, "share", EXACTLY, 30)]),
        (
            "it holds between 25 and 35 shares",
            [(MEMBERS, "share", LEAST, 25), (MEMBERS, "share", MOST, 35)],
        ),
        ("shares are selected from the 500 members", []),
        ("at most 15 pairs are held", [(MEMBERS, "pair", MOST, 15)]),
        ("the committee has five members", [(MEMBERS, "committee", EXACTLY, 5)]),
        ("index levels are rounded to two decimals", [("number of decimals", "level shown", EXACTLY, 2)]),
    ],
)
def test_a_sentence_claims_something_of_a_quantity(text: str, expected: list[tuple[str, str, Side, float]]) -> None:
    found = [(c.measure, c.of, c.side, c.value) for c in claims(text)]
    assert found == [(measure, of, side, pytest.approx(value)) for measure, of, side, value in expected]


def test_what_has_to_go_turns_a_bound_round() -> None:
    (claim,) = claims("a bond whose amount outstanding is under gbp 300 million is removed")
    assert claim.side is LEAST
    assert claim.stays
    (entry,) = claims("bonds with a duration above 6 years are excluded")
    assert entry.side is MOST
    assert not entry.stays


@given(st.text(alphabet="0123456789%.,-() abcdeghilmnoprstuwxy", max_size=120))
def test_a_claim_lies_in_its_text(text: str) -> None:
    for claim in claims(text):
        assert 0 <= claim.start < claim.end <= len(text)


@pytest.mark.parametrize(
    ("name", "kind"), [("gilts", "bond"), ("companies", "share"), ("rungs", "sleeve"), ("days", "")]
)
def test_a_name_is_of_a_kind(name: str, kind: str) -> None:
    assert class_of(name) == kind


def test_a_constituent_may_be_a_share_and_a_share_is_no_issuer() -> None:
    assert may_be_one("member", "share")
    assert may_be_one("bond", "bond")
    assert not may_be_one("share", "issuer")
    assert not may_be_one("member", "sector")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~ENTRY = 2.0", True),
        ("def signal(z):\n    return 1", True),
        ("vol = r.rolling(60).std()", True),
        ("Orders return to the queue: they wait.", False),
        ("w_i = 1 / N", False),
    ],
)
def test_a_program_is_known_in_whatever_style_it_is_set(text: str, expected: bool) -> None:
    (block,) = blocks_of(text)
    assert is_listing(block) is expected
