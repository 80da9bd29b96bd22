"""Dated examples: the day on which two readers of an open calendar rule would differ."""

from datetime import date

import pytest

from domain.analysis.checks import observe
from domain.analysis.checks.dated import (
    Closures,
    counted_back,
    last_days,
    months_back,
    nth_weekday,
    open_and_closed,
)
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

GOOD_FRIDAY, MEMORIAL_DAY = date(2027, 3, 26), date(2027, 5, 31)
CLOSURES = Closures(
    years=range(2027, 2028),
    days={
        "NYSE": {date(2026, 12, 25): "Christmas", GOOD_FRIDAY: "Good Friday", MEMORIAL_DAY: "Memorial Day"},
        "TARGET": {GOOD_FRIDAY: "Good Friday"},
        "the Tokyo Stock Exchange": {date(2027, 2, 11): "Foundation Day"},
    },
)


def ir(text: str):  # type: ignore[no-untyped-def]
    return build_ir("Rules", blocks_of(text))


@pytest.mark.parametrize(
    ("dated", "said"),
    [
        (
            open_and_closed(ir("Stocks of the world.")),
            "On Friday 2027-03-26 (Good Friday) NYSE and TARGET are closed, the Tokyo Stock Exchange is open.",
        ),
        (
            last_days(ir("Stocks of the world.")),
            "The last trading day of May 2027 is Friday 2027-05-28 for NYSE and Monday 2027-05-31 for TARGET and the"
            " Tokyo Stock Exchange.",
        ),
        (
            counted_back(60, ir("Stocks of the NYSE.")),
            "Counted back from Wednesday 2027-06-30, 60 trading days of NYSE reach Tuesday 2027-04-06 and 60 calendar"
            " days Saturday 2027-05-01.",
        ),
        (
            months_back(3),
            "Counted back from Monday 2027-05-31, 3 calendar months reach Sunday 2027-02-28 and 63 NYSE trading days"
            " reach Tuesday 2027-03-02.",
        ),
        (
            nth_weekday("last Friday of March", ir("x")),
            "Friday 2027-03-26 is such a day, and NYSE is closed (Good Friday).",
        ),
        (nth_weekday("second Tuesday of March", ir("x")), ""),
        (open_and_closed(ir("Stocks of London and Sydney.")), ""),
        (months_back(0), ""),
        (counted_back(1000, ir("x")), ""),
    ],
)
def test_an_example_names_the_days(dated, said: str) -> None:  # type: ignore[no-untyped-def]
    assert dated(CLOSURES) == said


def test_a_finding_carries_the_example_where_closures_are_known() -> None:
    text = ir("The portfolio is rebalanced on the last day of each month.")
    (with_days,) = (o for o in observe(text, closures=lambda: CLOSURES) if o.rule == "DS-CAL-03")
    (without,) = (o for o in observe(text) if o.rule == "DS-CAL-03")
    assert "2027-05-31" in with_days.why
    assert "2027" not in without.why
