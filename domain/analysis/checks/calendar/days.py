"""Calendar: how long a month is, when it ends, and whose market decides which day is the next."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.dated import last_days, months_back, open_and_closed
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.months import IN_MONTHS, MONTH
from domain.semantics.names import MARKET
from domain.semantics.numbers import count_of
from domain.semantics.sections import Role

QUALIFIED = re.compile(
    r"\b(?:trading|business|calendar|working|exchange|index|settlement|market|week)[\s-]?(?:days?|sessions?)\b"
)

DAY_ITSELF = re.compile(
    r"^(?:an? )?['\"]days?['\"] (?:is|means|are|shall)\b"
    r"|\bdays? being (?:those|each|the days|days) on which\b"
    r"|^days (?:(?:here|below|throughout|everywhere|in this [a-z]+|in these rules|counted) )?(?:are|means?)"
    r" (?:always |all )?(?:calendar|trading|business|working|exchange|index)\b"
)

LEAST = re.compile(r"\b(?:at least|fewer than|less than|minimum(?: of)?) $")

_ISSUE = re.compile(
    r"\b(?:statement|report|edition|issue|file|list|notice|publication|release|bulletin)s? (?:of|for|from) $"
)
"""What comes out once a month, and is told by its month."""

_PERIOD_RETURN = re.compile(
    r"\b(?P<what>(?:\d{1,2}|one|two|three|six|nine|twelve)[- ](?P<unit>months?|weeks?|quarters?|years?)(?: (?:price"
    r"|total|log|cumulative|trailing|rolling))? (?:returns?|momentum|volatility|performance|change|high|low|moving"
    r" average|average return)|(?:(?<=returns of the last )|(?<=returns over the last )|(?<=returns measured over )"
    r"|(?<=momentum over )|(?<=volatility over )|(?<=return over )|(?<=performance over )|(?<=return of the"
    r" last ))(?:one|two|three|six|nine|twelve|\d{1,2}) (?P<unit2>months?|weeks?|quarters?|years?)|(?:\d{1,2}|one|two"
    r"|three|six|nine|twelve) (?P<unit3>months?|weeks?|quarters?|years?) of (?:[a-z]+ )?(?:data|returns?|prices"
    r"|observations|volume)|(?:(?<=over )|(?<=during )|(?<=of )|(?<=in )|(?<=from ))the (?:past|last|previous|preceding"
    r"|trailing|prior) (?P<unit4>week|month|quarter|half-year|year)(?= *[.,;)]|$| (?:and|is|are|in|with|by)\b))\b"
)

_EXPLAINED = re.compile(r"\b(?P<unit>month|week|quarter|year) (?:means|is|equals|has|consists|corresponds)\b")


def _period_returns(ir: DocumentIR) -> Iterator[Hit]:
    explained = {match["unit"] for segment in ir.prose.having(_EXPLAINED) for match in _EXPLAINED.finditer(segment.low)}
    for segment in ir.prose.having(_PERIOD_RETURN):
        for match in _PERIOD_RETURN.finditer(segment.low):
            if LEAST.search(segment.low, 0, match.start()) or _ISSUE.search(segment.low, 0, match.start()):
                continue
            if QUALIFIED.search(segment.low) or ir.meaning(match["what"]) or _unit(match) in explained:
                continue
            words = segment.text[match.start() : match.end()]
            period = words if match["unit4"] else " ".join(re.split(r"[\s-]", words)[:2])
            yield Hit(
                title=f"'{words}': the length of the period is ambiguous",
                why=f"“{period}” can be calendar months back to the same date, a count of trading days, or month-end to"
                " month-end; each takes another starting price.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(
                    segment, match.end(), f" (over {to_specify('number of trading days, or from which date to which')})"
                ),
                dated=None if match["unit4"] else months_back(_months(period)),
            )


def _unit(match: re.Match[str]) -> str:
    return (match["unit"] or match["unit2"] or match["unit3"] or match["unit4"]).rstrip("s")


def _months(period: str) -> int:
    """The months of "3-month" or "one year"; 0 for weeks."""
    count, unit = period.lower().split()
    return count_of(count) * IN_MONTHS.get(unit.rstrip("s"), 0)


_MONTH_END = re.compile(
    r"\b(?P<what>(?:the )?(?:last|first|final) (?P<kind>trading |business |working )?(?P<day>day|friday|monday"
    r"|session)? ?of (?:each|every|the|a) (?:calendar )?(?:month|quarter|year|week)|(?:the )?(?:last|first|final"
    r"|penultimate|last but one|(?:second|third)(?:[- ](?:to[- ])?last)?|fourth|fifth|tenth) (?:trading |business "
    r"|working |bank(?:ing)? )?(?:day|session) (?:of|in)"
    rf" (?:(?:each|every|the|a) (?:calendar )?(?:month|quarter|year|week)|(?:each |every )?{MONTH}(?:,?"
    rf" (?:and )?{MONTH})*)"
    r"|(?:at )?(?:month|quarter|year)[- ]ends?|end of (?:each|the|every) (?:month|quarter|year))\b"
)


def month_end(ir: DocumentIR) -> Iterator[Hit]:
    if has_calendar(ir):
        return
    for segment in ir.prose.having(_MONTH_END):
        match = _MONTH_END.search(segment.low)
        if (
            match
            and segment.section.role is Role.RULES
            and not re.match(r"month[- ]end(?:s)? falls", segment.low[match.start() :])
        ):
            start = match.start("what")
            words = segment.text[start : match.end()]
            yield Hit(
                title=f"'{words}': the market calendar is not specified",
                why="Whether that day is a trading day depends on the market; the text names none. Where one is open"
                " and another closed, two implementers act on different dates.",
                spans=(segment.span(start, match.end()),),
                suggestion=add_after(segment, match.end(), f" ({to_specify('trading calendar of which exchange')})"),
                dated=last_days(ir),
            )
            return


_OWN_CALENDAR = re.compile(
    r"\b(?:exchange|market|venue|segment)'s (?:own )?(?:trading )?calendar\b|\bcalendar "
    r"of the (?:exchange|market|venue)\b"
)


def has_calendar(ir: DocumentIR) -> bool:
    """Whether days are tied to a market, or trading days are defined."""
    if any(DAY_EXPLAINED.search(segment.low) for segment in ir.with_all(["day"])):
        return True
    if ir.prose.say(_OWN_CALENDAR) or ir.segments.say(DAY_ITSELF):
        return True
    return ir.day_of_market is not None or any(
        ir.meaning(day) for day in ("trading day", "business day", "index business day", "calculation day")
    )


_NEXT_DAY = re.compile(
    r"\b(?P<what>(?:next|following|previous|preceding|nearest|first|prior) "
    r"(?:available|business|trading|working|open|valid|eligible|market|good) "
    r"(?:trading |business )?(?:day|date|session))\b"
)


def _next_day(ir: DocumentIR) -> Iterator[Hit]:
    if has_calendar(ir):
        return
    for segment in ir.rules.having(_NEXT_DAY):
        for match in _NEXT_DAY.finditer(segment.low):
            if MARKET.search(segment.text) or (
                match.start() and segment.low[: match.start()].rstrip().endswith(("on the first", "first"))
            ):
                continue
            words = segment.text[match.start() : match.end()]
            yield Hit(
                title=f"'{words}': of which market?",
                why="Exchanges close on different holidays; the next day of one market is not that of another, and"
                " the text names none.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(segment, match.end(), f" {to_specify('of which exchange or calendar')}"),
                dated=open_and_closed(ir),
            )


DAY_EXPLAINED = re.compile(
    r"\b(?:trading|business) days?'?(?: notice)? \((?:[a-z]+ )?days? (?:on|when|that)\b|"
    r"\b(?:trading|business) days? \((?:that is, |i\.e\. |being )?(?:an?|any|each|every) [^)]*\bday"
    r"|\b(?:trading|business) days? of (?:the |its |their |that )?(?:listing|primary|home|relevant|respective|same"
    r"|that) (?:exchange|venue|market)\b"
    r"|\b[a-z]+ day (?:is|means|shall be|refers to) (?:an?|any|each|every) [a-z ]{0,20}day\b"
)


def _trading_day(ir: DocumentIR) -> Iterator[Hit]:
    """Trading days are counted and never defined: grave only where no market is named at all."""
    if any(ir.meaning(day) for day in ("trading day", "business day", "index business day", "calculation day")):
        return
    if any(re.search(r"\bholidays?\b", segment.low) for segment in ir.prose):
        return
    if any(DAY_EXPLAINED.search(segment.low) for segment in ir.with_all(["day"])):
        return
    market = any(MARKET.search(segment.text) for segment in ir.segments.having(MARKET))
    for segment in ir.rules:
        match = re.search(r"\b(?:\d+|each|every|any) (?:[a-z]+ )?(?P<what>(?:trading|business) days?)\b", segment.low)
        if match:
            words = segment.text[match.start() : match.end()]
            yield Hit(
                title=f"'{words}': trading days are not defined",
                why="The text counts them without saying how holidays, half-days and unscheduled closures are treated"
                + ("." if market else ", and names no market whose calendar decides."),
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(
                    segment, match.end(), f" ({to_specify('calendar, and treatment of holidays and half-days')})"
                ),
                severity=Severity.LOW if market else Severity.MEDIUM,
                dated=open_and_closed(ir),
            )
            return


CHECKS = (
    Check(
        id="DS-CAL-02",
        title="A period return of unknown length",
        matters="Months are 20 to 23 trading days; the starting price depends on the count.",
        fix="State the first and the last day of the period, or its length in days of one kind, and the price "
        "taken on each.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_period_returns,
        bad=("For each asset, calculate the 3-month return.",),
        good=(
            "For each asset, calculate the 3-month return (63 trading days).",
            "The amount is that of the statement of the preceding month.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CAL-03",
        title="Month-end without a calendar",
        matters="The last day of a month is a trading day in one market and a holiday in another.",
        fix="Name the calendar whose last day is meant, and say whether the day before or after is taken when it "
        "is a holiday.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.CRITICAL,
        find=month_end,
        bad=(
            "The portfolio is rebalanced on the last day of each month.",
            "The hedge date is the penultimate business day of March and September.",
        ),
        good=(
            "The portfolio is rebalanced on the last NYSE trading day of each month.",
            "A model day is a day on which three of the five exchanges settle. Losses are counted from the month-end.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CAL-04",
        title="The next day, and no market",
        matters="The next open day differs from market to market.",
        fix="Name the exchange or calendar on which the next day is looked for.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_next_day,
        bad=("If the date is a holiday, the review takes place on the next business day.",),
        good=(
            "If the date is a holiday, the review takes place on the next business day.\n\nA business day is a"
            " day on which Xetra is open.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CAL-05",
        title="Trading days are counted and not defined",
        matters="Holidays, half-days and closures have to be on somebody's list.",
        fix="Define the day: open on which exchanges, whether half-days count, and who keeps the list of holidays.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.LOW,
        find=_trading_day,
        bad=("The notice is given 10 trading days before.",),
        good=(
            "Volume is the mean of 20 trading days of the primary exchange.",
            "Margin is computed on every business day (a day on which the exchange is open) over 500 business days.",
            'The notice is given 10 trading days before.\n\n"Trading day" means a day on which the NYSE is open.',
            'The notice is given 10 business days before.\n\nIn it "Lot" means one contract; and "Business Day" means a'
            " day which is not a public holiday in England.",
        ),
    ),
)
