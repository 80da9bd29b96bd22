"""Calendar: which days count, how long a month is, and whose market decides."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.dated import counted_back, last_days, months_back, open_and_closed
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.names import MARKET
from domain.semantics.numbers import SPELLED, count_of
from domain.semantics.quantities import Quantity, quantities
from domain.semantics.sections import Role

_QUALIFIED = re.compile(
    r"\b(?:trading|business|calendar|working|exchange|index|settlement|market|week)[\s-]?(?:days?|sessions?)\b"
)
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

_DAY_ITSELF = re.compile(
    r"^(?:an? )?['\"]days?['\"] (?:is|means|are|shall)\b"
    r"|^days (?:(?:here|below|throughout|everywhere|in this [a-z]+|in these rules|counted) )?(?:are|means?)"
    r" (?:always |all )?(?:calendar|trading|business|working|exchange|index)\b"
)
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
    if ir.meaning("day") or _is_always_open(ir) or ir.segments.say(_DAY_ITSELF):
        return
    kind, said, listed = _only_kind_of_day(ir), _days_of_a_kind(ir), set[tuple[str, float]]()
    for segment in ir.rules.having(_A_DAY):
        for days in _counts_of_days(segment.low):
            if days.unit != "day" or days.qualifier or days.value < 2:
                continue
            around = segment.low[max(0, days.start - 40) : days.end + 40]
            if _PROCEDURE.search(around) or not _WINDOW.search(around):
                continue
            if _QUALIFIED.search(segment.low[max(0, days.start - 12) : days.end + 25]) or days.value in said:
                continue
            if (segment.block.id, days.value) in listed:  # one rule that counts the same days twice
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


_LEAST = re.compile(r"\b(?:at least|fewer than|less than|minimum(?: of)?) $")


def _is_of_these(low: str, at: int) -> bool:
    """Whether the days are some of those counted before: "the last 30 trading days, of which at least 20 days"."""
    kinds = (q for q in quantities(low) if q.unit == "day" and q.qualifier and q.end < at)
    return _LEAST.search(low, 0, at) is not None and any(kinds)


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
    return ir.segments.say(_NEVER_CLOSES) and not ir.segments.say(_QUALIFIED)


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
            if _LEAST.search(segment.low, 0, match.start()):
                continue
            if _QUALIFIED.search(segment.low) or ir.meaning(match["what"]) or _unit(match) in explained:
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


_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def _months(period: str) -> int:
    """The months of "3-month" or "one year"; 0 for weeks."""
    count, unit = period.lower().split()
    return count_of(count) * _MONTHS.get(unit.rstrip("s"), 0)


_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_MONTH_END = re.compile(
    r"\b(?P<what>(?:the )?(?:last|first|final) (?P<kind>trading |business |working )?(?P<day>day|friday|monday"
    r"|session)? ?of (?:each|every|the|a) (?:calendar )?(?:month|quarter|year|week)|(?:the )?(?:last|first|final"
    r"|penultimate|last but one|(?:second|third)(?:[- ](?:to[- ])?last)?|fourth|fifth|tenth) (?:trading |business "
    r"|working |bank(?:ing)? )?(?:day|session) (?:of|in)"
    rf" (?:(?:each|every|the|a) (?:calendar )?(?:month|quarter|year|week)|(?:each |every )?{_MONTH}(?:,?"
    rf" (?:and )?{_MONTH})*)"
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
    if ir.prose.say(_OWN_CALENDAR) or ir.segments.say(_DAY_ITSELF):
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
        ),
        confidence=0.85,
    ),
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
        good=("For each asset, calculate the 3-month return (63 trading days).",),
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
