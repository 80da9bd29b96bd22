"""Day counts: so many days, of which kind."""

import re
from collections.abc import Iterator

from domain.analysis.checks.calendar.days import DAY_ITSELF, LEAST, QUALIFIED
from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.dated import counted_back
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED, count_of
from domain.semantics.quantities import Quantity, quantities

_WINDOW_BEFORE = re.compile(
    r"\b(?:past|previous|last|prior|trailing|preceding|rolling|next|following|within|inside|every) (?:the )?$"
)

_WINDOW = re.compile(
    r"\b(?:past|previous|last|prior|trailing|preceding|rolling|over|within|inside|after|before|in advance|average"
    r"|moving|look-?back|window|history|returns?|volatility|volume|following|next|lag|ago|every)\b"
)

_PROCEDURE = re.compile(
    r"\b(?:notice|comments?|consultation|retention|retained|kept|response|respond|announc\w+|notif\w+|inform\w*)\b"
)
"""Days of a procedure, which move no number."""

_TENOR = re.compile(
    r" (?:or (?:less|more|fewer) )?(?:to (?:run|expiry|expiration|maturity|go)|remaining)\b|"
    r" (?:(?:u\.?s\.?|us|uk|euro) )?(?:treasury|t-bills?|bills?|(?:commercial )?paper|certificates?|deposits?|repo)\b"
)
"""The length of a paper, which its terms say."""

_A_DAY = re.compile(r"days?\b")

_SPELLED_DAYS = re.compile(
    rf"\b(?P<count>{SPELLED}) (?:(?P<kind>consecutive|full|whole|trading|business|calendar|working|exchange|index"
    r"|settlement|banking|bank) )?days?\b"
)


def _counts_of_days(low: str) -> Iterator[Quantity]:
    """The quantities of a text, and its days that are counted in words: "two days"."""
    yield from quantities(low)
    for days in _SPELLED_DAYS.finditer(low):
        yield Quantity(count_of(days["count"]), "day", days["kind"] or "", days.start(), days.end())


def _days(ir: DocumentIR) -> Iterator[Hit]:
    if ir.meaning("day") or _is_always_open(ir) or ir.segments.say(DAY_ITSELF):
        return
    kind, said, listed = _only_kind_of_day(ir), _days_of_a_kind(ir), set[tuple[str, float]]()
    for segment in ir.rules.having(_A_DAY):
        for days in _counts_of_days(segment.low):
            if days.unit != "day" or days.qualifier or days.value < 2:
                continue
            around = segment.low[max(0, days.start - 40) : days.end + 40]
            if _PROCEDURE.search(around) or not _WINDOW.search(around):
                continue
            if QUALIFIED.search(segment.low[max(0, days.start - 12) : days.end + 25]) or days.value in said:
                continue
            if (segment.block.id, days.value) in listed:  # one rule that counts the same days twice
                continue
            if days.value % _WEEK == 0 and _SAME.search(segment.low):
                continue
            if _TENOR.match(segment.low, days.end) or _is_of_these(segment.low, days.start):
                continue
            listed.add((segment.block.id, days.value))
            words = segment.text[days.start : days.end]
            window = _WINDOW_BEFORE.search(segment.low, max(0, days.start - 20), days.start)
            number_end = days.end - len(re.split(r"[\s-]", words)[-1])
            yield Hit(
                title=f"'{words}': trading days or calendar days?",
                why=f"One reader counts {days.value:g} trading days, the next {days.value:g} calendar days, which"
                f" hold about {days.value * 5 / 7:.0f} trading days; their windows begin on different dates.",
                spans=(segment.span(window.start() if window else days.start, days.end),),
                suggestion=add_after(
                    segment, number_end, (kind or to_specify("trading or calendar")) + segment.text[number_end - 1]
                ),
                dated=counted_back(int(days.value), ir),
            )


_WEEK = 7
_SAME = re.compile(r"\bsame (?:clock )?(?:hour|half-hour|quarter-hour|weekday|day of the week|time of day)\b")
"""Whole weeks back to the same hour are counted by the calendar."""


def _is_of_these(low: str, at: int) -> bool:
    """Whether the days are some of those counted before: "the last 30 trading days, of which at least 20 days"."""
    kinds = (q for q in quantities(low) if q.unit == "day" and q.qualifier and q.end < at)
    return LEAST.search(low, 0, at) is not None and any(kinds)


_NEVER_CLOSES = re.compile(
    r"\b(?:perpetual (?:swaps?|futures?|contracts?)|funding rates?|crypto\w*|on-chain|tokens?)\b"
)

_EVERY_DAY = re.compile(
    r"\b(?:every|each|all) days? of the (?:year|week)\b|\b(?:calculated|computed|published"
    r"|determined) (?:on )?(?:every|each|all) calendar days?\b"
)


def _is_always_open(ir: DocumentIR) -> bool:
    """Whether the rules are about markets without holidays, and count days of no other kind."""
    if ir.segments.say(_EVERY_DAY):
        return True
    return ir.segments.say(_NEVER_CLOSES) and not ir.segments.say(QUALIFIED)


def _only_kind_of_day(ir: DocumentIR) -> str:
    """The kind of day the document counts in wherever it says so, if there is only one."""
    kinds = {q.qualifier for segment in ir.rules for q in quantities(segment.low) if q.unit == "day" and q.qualifier}
    return kinds.pop() if len(kinds) == 1 else ""


_ADJECTIVE = re.compile(
    r"\b(?P<count>\d{1,4}) (?:[a-z-]+ (?:trading|business|calendar) days|daily (?:[a-z-]+ )?(?:returns|changes"
    r"|closes|prices))\b"
)
"""Days of a kind with a word between, "20 full trading days", or those that have a price: "100 daily returns"."""

_NAMED_DAY = re.compile(
    r"\ban? \"?(?P<name>[a-z-]+) day\"? (?:is|means) (?:an?|any|each) (?:[a-z]+ )?(?:trading|business|calendar"
    r"|calculation"
    r"|working|exchange|index) day\b"
)
"""A name of the document's own for days of a kind: "A good day is a trading day with data"."""


def _days_of_a_kind(ir: DocumentIR) -> frozenset[float]:
    """The numbers of days that some passage says are trading, business or calendar days."""
    return frozenset(
        q.value
        for segment in ir.with_all(["day"])
        for q in _counts_of_days(segment.low)
        if q.unit == "day" and q.qualifier in ("trading", "business", "calendar")
    ) | {
        float(m["count"])
        for pattern in _kinds(ir)
        for s in ir.segments.having(pattern)
        for m in pattern.finditer(s.low)
    }


def _kinds(ir: DocumentIR) -> Iterator[re.Pattern[str]]:
    yield _ADJECTIVE
    for segment in ir.segments.having(_NAMED_DAY):
        for match in _NAMED_DAY.finditer(segment.low):
            yield re.compile(rf"\b(?P<count>\d{{1,4}}) (?:[a-z]+ )?{re.escape(match['name'])} days\b")


CHECKS = (
    Check(
        id="DS-CAL-01",
        title="Days of an unknown kind",
        matters="A window of trading days reaches 40% further back than one of calendar days.",
        fix="Write trading, business or calendar days, and name the exchange or calendar they are counted on.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_days,
        bad=("Volatility is calculated over the past 60 days.", "Levels found wrong within three days are corrected."),
        good=(
            "The 30 last usable days are taken. A usable day is a trading day without a halt. The mean over the 30"
            " days is the estimate.",
            "A venue is left out until 5 days after it has reopened. Days here are calendar days.",
            "# 1. Volume\n\nThe mean of the last 20 full trading days is taken. If one of the 20 days before "
            "has no volume, it is left out.",
            "The level is calculated every calendar day, at weekends too. Volume is averaged over 90 days.",
            "Volatility is calculated over the past 60 trading days.",
            "Volatility is calculated as a 60-day average.\n\nAll averages are taken over the past 60 trading days.",
            "The fee is 2 days of interest.",
            "Spreads are averaged over the preceding 40 business days; at least 25 days need a quote.",
            "Cash earns the last auction rate of 182-day Treasury bills.",
            "The funding rate is averaged over the last 90 days.",
            "Two averages are taken, over the last 20 days and 60 days, days being those on which CME publishes"
            " prices.",
            "If a price is missing, the price of the same hour seven days before is used.",
        ),
        confidence=0.85,
    ),
)
