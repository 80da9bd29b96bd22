"""Times: every way of saying when, told in its normal form."""

import pytest

from domain.semantics.ir import build_ir
from domain.semantics.times import NO_KIND
from domain.semantics.understanding import TimeKind, TimeRule
from tests.analysis.notation import blocks_of


def times(text: str) -> tuple[TimeRule, ...]:
    return build_ir("Text", blocks_of(text)).understanding.times


def whats(text: str, kind: TimeKind) -> list[str]:
    return [rule.what for rule in times(text) if rule.kind is kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Volatility is taken over the past 60 trading days.", ["trading day"]),
        ("Notice is given ten Index Business Days ahead.", ["index business day"]),
        ("Interest accrues on calendar days.", ["calendar day"]),
        ("Settlement days are those of the exchange; banking days are not.", ["settlement day", "banking day"]),
        ("Trading days count. Each trading day counts.", ["trading day", "trading day"]),
        ("Two trading days and three trading days.", ["trading day"]),
        ("Volatility is taken over the past 60 days.", [NO_KIND]),
        ("The average of twenty days is used.", [NO_KIND]),
        ("A 30-day average is used.", [NO_KIND]),
        ("The 30-day (trading days) average is used.", ["trading day"]),
        ("The auction lasts 1 day.", []),
        ("These days it is used.", []),
    ],
)
def test_days(text: str, expected: list[str]) -> None:
    assert whats(text, TimeKind.DAYS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dates follow NYSE trading days.", ["NYSE"]),
        ("A day on which TARGET is open counts.", ["TARGET"]),
        ("SIFMA holidays are skipped.", ["SIFMA"]),
        ("The holiday calendar of the London Stock Exchange applies.", ["London Stock Exchange"]),
        ("The Exchange Calendar applies.", ["Exchange Calendar"]),
        ("The calendar of the Calculation Agent applies.", ["Calculation Agent"]),
        ("It is fixed on each London and New York Business Day.", ["London and New York"]),
        ("The closing price on the NYSE is used.", []),
        ("The target is met on each trading day.", []),
        ("A Calendar Day is any day.", []),
    ],
)
def test_calendars(text: str, expected: list[str]) -> None:
    assert whats(text, TimeKind.CALENDAR) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Modified Following Business Day Convention applies.", ["modified following"]),
        ("Dates follow the preceding business day convention.", ["preceding"]),
        ("If that day falls on a holiday, the review takes place on the next business day.", ["following"]),
        ("If such date is not an Index Business Day, the immediately preceding one day is used.", ["preceding"]),
        ("Where the date is a holiday, it rolls forward.", ["following"]),
        ("The next business day is used if the exchange is closed.", ["following"]),
        ("The next business day is the settlement date.", []),
        ("No level is calculated on a holiday.", []),
    ],
)
def test_rolls(text: str, expected: list[str]) -> None:
    assert whats(text, TimeKind.ROLL) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trades settle on T+2.", ["T+2"]),
        ("Data of T - 5 are used.", ["T-5"]),
        ("It is known two business days before the Rebalancing Date.", ["2 business days before Rebalancing Date"]),
        ("It is known five trading days prior to the effective date.", ["5 trading days before effective date"]),
        ("Members are fixed five trading days prior.", ["5 trading days before"]),
        ("It is paid 3 months after the end of the quarter.", ["3 months after end of the quarter"]),
        ("The third Friday of March is the date.", ["third Friday of March"]),
        ("It takes effect on the last trading day of each month.", ["last trading day of each month"]),
        ("A lag of two days is applied.", ["lag of 2 days"]),
        ("Index(T-1) * P(T+1)", []),
        ("R = T-1", []),
        ("The first days were quiet.", []),
        ("The average of 5 trading days is used.", []),
    ],
)
def test_offsets(text: str, expected: list[str]) -> None:
    assert whats(text, TimeKind.OFFSET) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is fixed at 16:00 London time.", [("16:00", "London time", "16:00")]),
        ("It is fixed at 4:00 p.m. ET.", [("16:00", "ET", "4:00 p.m.")]),
        ("It is fixed at 12 am (UTC).", [("00:00", "UTC", "12 am")]),
        ("It is fixed at 21:00 UTC and 17:30 CET.", [("21:00", "UTC", "21:00"), ("17:30", "CET", "17:30")]),
        ("It is fixed at 16:00.", [("16:00", "", "16:00")]),
        ("Orders come by the Close of Business.", [("Close of Business", "", "Close of Business")]),
        ("The cutoff is end of day.", [("end of day", "", "end of day")]),
        ("The end-of-day price is used.", []),
        ("The ratio is 1:20.", []),
        ("It is fixed at 16:00 UTC+1.", [("16:00", "UTC+1", "16:00")]),
        ("It is fixed at 16:00 (GMT -05:30).", [("16:00", "GMT -05:30", "16:00")]),
        ("It is fixed at 15h30 CET.", [("15:30", "CET", "15h30")]),
        ("It is fixed at 16:00 CET/CEST.", [("16:00", "CET/CEST", "16:00")]),
        (
            "It runs from 09:00 to 17:30 CET.",
            [("09:00", "CET", "09:00"), ("17:30", "CET", "17:30")],
        ),
        (
            "It opens at 09:00, and the fixing is at 16:00 London time.",
            [("09:00", "", "09:00"), ("16:00", "London time", "16:00")],
        ),
        ("It is fixed at 4 p.m. The London time of the close is late.", [("16:00", "", "4 p.m.")]),
        (
            "| Name | Default | Unit |\n| end_time | 17:30 | CET |\n| start_time | 09:00 | ~ |",
            [("17:30", "CET", "17:30"), ("09:00", "", "09:00")],
        ),
        ("| Fixing | Time (CET) |\n| First | 11:00 |", [("11:00", "CET", "11:00")]),
        ("It is fixed at 4 p.m. London.", [("16:00", "London", "4 p.m.")]),
        ("It is the 4:00 p.m. New York price.", [("16:00", "New York", "4:00 p.m.")]),
        ("It is fixed at 4 p.m. London Stock Exchange prices count.", [("16:00", "", "4 p.m.")]),
        ("It is fixed at 4 p.m. New York time.", [("16:00", "New York time", "4 p.m.")]),
        ("It is fixed at 18:00 Prague time.", [("18:00", "Prague time", "18:00")]),
        ("It is fixed at 4 p.m. ET on Fridays.", [("16:00", "ET", "4 p.m.")]),
        ("It is fixed at 16:00.\n\nAll times in this document are in CET.", [("16:00", "CET", "16:00")]),
        (
            "| Time | America/New_York throughout |\n\nIt is fixed at 16:00.",
            [("16:00", "America/New_York throughout", "16:00")],
        ),
        ("| Time zone | All times are Oslo time |\n\nIt is fixed at 16:00.", [("16:00", "Oslo time", "16:00")]),
        ("Time zone: Europe/Berlin throughout.\n\nIt is fixed at 16:00.", [("16:00", "Europe/Berlin", "16:00")]),
        (
            "Zone: America/New_York. Day t is a day on which NYSE trades.\n\nIt is fixed at 16:00.",
            [("16:00", "America/New_York", "16:00")],
        ),
        ("Hours are those of London (Europe/London).\n\nIt is fixed at 16:00.", [("16:00", "Europe/London", "16:00")]),
        (
            "- Europe/London: 08:00\n\nIt is fixed at 16:00.",
            [("08:00", "Europe/London", "08:00"), ("16:00", "", "16:00")],
        ),
        ("Time: Europe/London, from the server.\n\nIt is fixed at 16:00.", [("16:00", "Europe/London", "16:00")]),
        (
            "All references to times of day are to London time. It is at 9:00 UTC, then at 12:30.",
            [
                ("09:00", "UTC", "9:00"),
                ("12:30", "UTC", "12:30"),
            ],
        ),
    ],
)
def test_cut_offs(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(rule.what, rule.zone, rule.span.quote) for rule in times(text) if rule.kind is TimeKind.CUT_OFF]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is calculated daily.", ["daily"]),
        ("Quarterly reviews are held.", ["quarterly"]),
        ("It is reviewed semi-annually in March and September.", ["semi-annually in March and September"]),
        ("It is calculated every five minutes.", ["every 5 minutes"]),
        ("It is published in real time.", ["in real time"]),
        ("It is rebalanced monthly on the last business day.", ["monthly on the last business day"]),
        ("It is published on each Index Business Day.", ["each Index Business Day"]),
        ("It is rebalanced in March and September.", ["in March and September"]),
        (
            "It is rebalanced in each of March, June, September, and December.",
            ["in each of March, June, September, and December"],
        ),
        ("Reviews take place each January and July.", ["each January and July"]),
        ("Fees are reset every April.", ["every April"]),
        (
            "It is reviewed on the third Friday of March, June, September and December.",
            ["on the third Friday of March, June, September and December"],
        ),
        (
            "It is rebalanced quarterly on the third Friday of March, June, September and December.",
            ["quarterly on the third Friday of March, June, September and December"],
        ),
        ("It is reset monthly on the first Monday of each month.", ["monthly on the first Monday of each month"]),
        ("It was reset in March and June 2024.", []),
        ("It was reset in March, April and June, 2024.", []),
        ("It was launched in March.", []),
        ("The fee each may charge is capped.", []),
        ("| Rebalancing | Quarterly |", ["quarterly"]),
        ("Daily returns and quarterly earnings are used.", []),
        ("The average daily trading volume is used.", []),
        ("It takes place at the end of each month.", []),
    ],
)
def test_frequencies(text: str, expected: list[str]) -> None:
    assert whats(text, TimeKind.FREQUENCY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On each Index Business Day t the prices of t-2 are used.", ["t-2"]),
        ("Weights of Trading Day t are set with closes as of t \u2212 5 (and not t-1).", ["t-5", "t-1"]),
        ("The fixing of t-2 is used.\n\nHere t denotes an Index Business Day.", ["t-2"]),
        ("The fixing of t-2 is used.", []),
        ("Sample t-2 precedes sample t.", []),
        ("On day t it is P(t-2), and w_{t-1} is x*t-2.", []),
        ("On day t the level = t-2 + 1.", []),
    ],
)
def test_days_before_the_day_t_are_offsets_where_t_is_a_day(text: str, expected: list[str]) -> None:
    assert whats(text, TimeKind.OFFSET) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It holds US and Japanese stocks.", ["US, Japanese"]),
        ("It holds European stocks.", []),
        ("It lets us hold European stocks.", []),
        ("All times are in Europe/London.", []),
    ],
)
def test_markets(text: str, expected: list[str]) -> None:
    assert whats(text, TimeKind.MARKETS) == expected


def test_headings_and_notices_say_nothing_of_time() -> None:
    assert times("# 1. Daily Calculation\n\nText.\n\n# 2. Disclaimer\n\nLevels are published daily at 16:00.") == ()


def test_entries_come_in_document_order() -> None:
    found = times("It is rebalanced monthly at 16:00, two days before the month ends.\n\nFees accrue daily.")
    assert [rule.kind for rule in found] == [
        TimeKind.FREQUENCY,
        TimeKind.CUT_OFF,
        TimeKind.OFFSET,
        TimeKind.DAYS,
        TimeKind.FREQUENCY,
    ]


def test_a_clause_that_is_set_as_a_heading_counts() -> None:
    (rule,) = times("# 1.1 The fee is paid on T+2 to the agent by the sponsor.")
    assert rule.what == "T+2"
