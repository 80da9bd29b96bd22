"""Numbers: digits in every notation, words, and the notation of a whole document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.semantics.ir import build_ir
from domain.semantics.numbers import GIVES_NUMBER, gives_value, has_decimal_comma, plain_numbers, spelled
from domain.semantics.parameters import parameters_of
from tests.analysis.notation import blocks_of


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1,5%", "1.5%"),
        ("2,25 bps", "2.25 bps"),
        ("0,10 %", "0.10 %"),
        ("0,500", "0.500"),
        ("(0,10 %)", "(0.10 %)"),
        ("1,5-2,0%", "1.5-2.0%"),
        ("$0,5m", "$0.5m"),
        ("12,5", "12.5"),
        ("1.200,50", "1,200.50"),
        ("eur 1.200,50", "eur 1,200.50"),
        ("1.000.000", "1,000,000"),
        ("1'000'000", "1,000,000"),
        ("1'000'000.50", "1,000,000.50"),
        ("1'000,50", "1,000.50"),
        ("1 000 000", "1,000,000"),
        ("1 000 000,50", "1,000,000.50"),
        ("eur 10 000", "eur 10,000"),
        ("10 000 eur", "10,000 eur"),
    ],
)
def test_what_can_be_read_in_one_way_only(text: str, plain: str) -> None:
    assert plain_numbers(text) == plain_numbers(text, decimal_comma=True) == plain


@pytest.mark.parametrize(
    "text",
    [
        "1,234.56",
        "1.5%",
        "0.125",
        "version 3.1.2",
        "on 01.02.2020",
        "[0,1]",
        "max(1,5)",
        "w_1,2",
        "top 20 500 shares",
        "in 2020 500 shares",
        "t+1,t+2",
        "16:30,17:30",
        "1,2,3",
    ],
)
def test_what_is_plain_or_no_number_stays(text: str) -> None:
    assert plain_numbers(text) == plain_numbers(text, decimal_comma=True) == text


@pytest.mark.parametrize(
    ("text", "with_point", "with_comma"),
    [
        ("1,500", "1,500", "1.500"),
        ("1.500", "1.500", "1,500"),
        ("a limit of 2,5", "a limit of 2,5", "a limit of 2.5"),
        ("windows of 5,10 and 20 days", "windows of 5,10 and 20 days", "windows of 5.10 and 20 days"),
    ],
)
def test_the_document_decides_what_can_be_read_both_ways(text: str, with_point: str, with_comma: str) -> None:
    assert (plain_numbers(text), plain_numbers(text, decimal_comma=True)) == (with_point, with_comma)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["The fee is 1,5%.", "The limit is 1.500."], True),
        (["The fee is 1.5%.", "The limit is 1,500."], False),
        (["EUR 1.200,50"], True),
        (["Sections 4,5 and 6,7"], False),
        (["x in [0,1]"], False),
        (["The fee is 1,5%, the cap 2.5% and the floor 0.5%."], False),
        ([], False),
    ],
)
def test_the_decimal_sign_of_a_document(texts: list[str], expected: bool) -> None:
    assert has_decimal_comma(texts) is expected


@pytest.mark.parametrize(
    ("words", "number"),
    [("zero", 0), ("seven", 7), ("fourteen", 14), ("forty", 40), ("twenty-five", 25), ("two hundred", 200)],
)
def test_numbers_in_words(words: str, number: int) -> None:
    assert spelled(words) == number
    assert GIVES_NUMBER.search(f"within {words} days")


@pytest.mark.parametrize("words", ["any one country", "the next one", "one of the venues", "one side is full"])
def test_one_is_no_figure_where_it_only_points(words: str) -> None:
    assert not GIVES_NUMBER.search(words)


@pytest.mark.parametrize(
    ("text", "value", "number", "unit"),
    [
        ("The order limit is 1,5%.", "1,5%", 1.5, "%"),
        ("The order limit is 0,10 %.", "0,10 %", 0.1, "%"),
        ("The order limit is EUR 1.200,50.", "EUR 1.200,50", 1200.5, "EUR"),
        ("The order limit is CHF 1'000'000.", "CHF 1'000'000", 1e6, "CHF"),
        ("The order limit is CHF 1’000’000.", "CHF 1'000'000", 1e6, "CHF"),
        ("The order fee is 2,5%. The order limit is EUR 1.500.", "EUR 1.500", 1500, "EUR"),
        ("The order fee is 2,5%.\n\nThe order limit is 1,500 bps.", "1,500 bps", 1.5, "bps"),
        ("The order fee is 2.5%. The order limit is EUR 1,500.", "EUR 1,500", 1500, "EUR"),
        ("The order limit is twenty-five days.", "twenty-five days", 25, "day"),
        ("| Parameter | Value |\n| Order limit | 1,5% |", "1,5%", 1.5, "%"),
        ("| Parameter | Value (EUR m) |\n| Order limit | 2,5 |", "2,5", 2.5e6, "EUR"),
        ("| Parameter | Value | Unit |\n| Order limit | 1'000 | CHF |", "1'000", 1000, "CHF"),
    ],
)
def test_a_document_is_read_in_its_own_notation(text: str, value: str, number: float, unit: str) -> None:
    found = parameters_of(build_ir("Text", blocks_of(text)).segments)
    (said,) = next(parameter for parameter in found if "limit" in parameter.names[0]).statements
    assert (said.value, said.number, said.unit) == (value, pytest.approx(number), unit)


@given(st.text(st.sampled_from("0123456789.,' %$()[]-a")), st.booleans())
def test_a_text_keeps_its_length_and_all_but_separators(text: str, decimal_comma: bool) -> None:
    plain = plain_numbers(text, decimal_comma=decimal_comma)
    assert len(plain) == len(text)
    assert all(one == other or (one in ",.' " and other in ",.") for one, other in zip(text, plain, strict=True))


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("of book 4", False),
        ("for tiers 1 and 2", False),
        ("of book 4 of 3%", True),
        ("at level 2.5", True),
        ("of class 5%", True),
        ("for tier 2 days", True),
        ("of ten ranks", True),
    ],
)
def test_the_number_of_something_is_no_value(clause: str, expected: bool) -> None:
    assert gives_value(clause) is expected
