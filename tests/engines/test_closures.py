"""The holidays of exchanges, as the dated examples of findings use them."""

from datetime import date

import pytest

from app.engines.closures import closures


@pytest.mark.parametrize(
    ("market", "day", "is_open"),
    [
        ("NYSE", date(2027, 3, 26), False),  # Good Friday
        ("TARGET", date(2027, 3, 26), False),
        ("the Tokyo Stock Exchange", date(2027, 3, 26), True),
        ("NYSE", date(2027, 3, 29), True),  # Easter Monday
        ("the London Stock Exchange", date(2027, 3, 29), False),
        ("NYSE", date(2027, 5, 31), False),  # Memorial Day
        ("Xetra", date(2027, 5, 31), True),
        ("the Tokyo Stock Exchange", date(2027, 12, 31), False),
        ("NYSE", date(2027, 5, 29), False),  # a Saturday
    ],
)
def test_markets_are_closed_on_their_holidays_and_at_weekends(market: str, day: date, *, is_open: bool) -> None:
    assert closures().is_open(market, day) is is_open
