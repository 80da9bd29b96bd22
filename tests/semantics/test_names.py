"""Names of the trade are told from the ordinary words that they are spelt like."""

import pytest

from domain.semantics.names import CALENDAR_DAY, DAY_OF_MARKET, MARKET, SOURCE, regions


@pytest.mark.parametrize(
    "text", ["NYSE", "nyse", "Deutsche Börse", "TARGET", "TARGET2", "the TARGET calendar", "Xetra"]
)
def test_a_market(text: str) -> None:
    assert MARKET.search(text)


@pytest.mark.parametrize("text", ["the target weight", "Target Allocation", "TARGET WEIGHTS", "TARGETS", "license"])
def test_no_market(text: str) -> None:
    assert not MARKET.search(text)


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        ("5 NYSE trading days", True),
        ("the trading calendar of Xetra", True),
        ("a TARGET business day", True),
        ("Business Days are days on which TARGET2 is open", True),
        ("The target exposure is recomputed on trading days", False),
        ("5 trading days", False),
    ],
)
def test_days_are_tied_to_a_market(text: str, tied: bool) -> None:
    assert (DAY_OF_MARKET.search(text) is not None) is tied


@pytest.mark.parametrize(
    "text",
    ["Bloomberg", "Moody's", "Moodys", "price oracles", "WM/Reuters", "WM/Refinitiv", "ISS", "Pyth", "FRED", "S&P's"],
)
def test_a_source(text: str) -> None:
    assert SOURCE.search(text)


@pytest.mark.parametrize("text", ["the issuer", "an issue", "Python", "Frederick", "The target price is 5.", "taquin"])
def test_no_source(text: str) -> None:
    assert not SOURCE.search(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("let us see Japan", {"jp"}),
        ("US and Japanese stocks", {"us", "jp"}),
        ("the U.S. and the U.K.", {"us", "uk"}),
        ("U.S.-listed stocks", {"us"}),
        ("Europe, China and Brazil", {"eu", "cn", "inr"}),
        ("the status of europium", set()),
    ],
)
def test_regions(text: str, expected: set[str]) -> None:
    assert regions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a London Business Day", "London"),
        ("a New York and London banking day", "New York and London"),
        ("a U.S. Government Securities Business Day", "U.S. Government Securities"),
        ("a London trading firm", None),
        ("a business day in London", None),
    ],
)
def test_a_day_of_a_place(text: str, expected: str | None) -> None:
    match = CALENDAR_DAY.search(text)
    assert (match["place"] if match else None) == expected
