"""Clock and calendar words that name no moment: near the close, local time, when markets are open, on the 15th."""

import dataclasses
import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.dated import nth_weekday, open_and_closed
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.names import MARKET
from domain.semantics.words import content_words

_NEAR = re.compile(
    r"\b(?P<what>(?:near|around|towards?|close to|shortly (?:before|after)|just (?:before|after)|soon after|right"
    r" (?:before"
    r"|after)|a few minutes (?:before|after)) the (?:market |official |trading )?(?:close|open|opening|end of (?:the )?"
    r"(?:day|session|month)|fixing|auction)|in the (?:morning|afternoon|evening)|during (?:regular |normal |local |us"
    r" |european |asian )?(?:market|trading|business|office|banking) hours|overnight session|(?:at|by|before"
    r"|until) (?:the )?end of (?:the |each |every )?(?:trading )?(?:day|session)|early in the"
    r" (?:session|day|week|month))\b"
)
_CLOCK_GIVEN = re.compile(r"\d{1,2}:\d\d|\d ?[ap]\.?m\b|\b\d+ (?:minutes?|seconds?|hours?)\b|\(")
_HOST = re.compile(
    r"\b(?P<what>(?:the )?(?:local|system|server|host|machine|computer|device|client)(?:'s)? (?:time|clock)(?: zone)?"
    r"(?: of the (?:computer|server|machine|host|client|user|system|desk))?|time zone of the (?:computer|server|machine"
    r"|host|client|user))\b"
)
_ZONE = (
    r"(?:africa|america|antarctica|arctic|asia|atlantic|australia|europe|indian|pacific|us|etc)/[a-z_]+"
    r"|(?:european|eastern|central|mountain|pacific|japan|china|india|australian) (?:standard |summer |daylight )?time"
)
_PLACED = re.compile(
    rf"\butc\b|\bgmt\b|\b(?:{_ZONE}|new york|london|tokyo|frankfurt|chicago|hong kong|singapore|exchange)\b"
    r"|(?<=[a-z] )[A-Z][a-z]+ local time\b|\blocal time (?:in|at|of) (?:the )?[A-Z]"
)
"""A zone by its name, in whatever region, or the place whose time it is."""
_OPEN = re.compile(
    r"\b(?P<what>(?:(?:the |all )?(?:relevant|local|respective|underlying|applicable|home|main) (?:exchanges?"
    r"|markets?)(?! (?:makers?|data|price|value|cap))|(?<!\ba )(?<!\beach )(?<!\bthat )"
    r"(?:the |all |both )?(?:financial )?markets? (?:is|are) (?:open|closed)"
    r"|(?:market|exchange|public|bank) holidays?|holiday calendars?|(?<=before )(?:an?|each|the|every) holidays?"
    r"|(?<=after )(?:an?|each|the|every) holidays?|(?<=on )(?:an? |all )?holidays?|(?<=falls on )an? holiday))\b"
)
_CALENDAR_GIVEN = re.compile(
    r"\b(?:nyse|nasdaq|xetra|lse|euronext|target2?|tokyo|jpx|hkex|cme|eurex|london|new york|us|federal|german|uk|of"
    r" each constituent|primary listing|listed in|means|defined|around the clock"
    r"|(?:including|also on|even on|as well as on) (?:weekends|saturdays|sundays))\b|24/7"
    rf"|\bholidays? (?:in|of|at) (?:the )?[A-Z]|{MARKET.pattern}"
)
_WHICH_MARKETS = r"(?:relevant|respective|local|applicable|main|home|underlying)"
_DAYS_OF_A_MARKET = re.compile(
    r"\b(?:trading|business|calculation) day\"? means\b"
    rf"|\b(?:trading|business|calculation|index) days?\"? ?(?:=|:|is|are) (?!(?:[a-z' ]+ )?{_WHICH_MARKETS} )[^.;]*"
    r"\b(?:sessions?|open|calendar)\b"
    rf"|\"days?\"(?: is| are|:| =) (?:an? |all )?(?!{_WHICH_MARKETS} )[a-z]+ (?:trading|business|exchange) days?\b"
)
"""Which days count is said once, by the market they are days of."""
_DAY_OF_MONTH = re.compile(
    r"\bon (?:the )?(?P<what>\d{1,2}(?:st|nd|rd|th)(?: (?:calendar )?day)? (?:of|in) (?:each|every|the|a) (?:month"
    r"|quarter)|first (?:calendar )?day of (?:each|every|the) (?:month|quarter|year))\b"
)
_FIXED_WEEKDAY = re.compile(
    r"\b(?P<what>(?:each|every|on) (?:monday|tuesday|wednesday|thursday|friday)s?(?: of (?:each|the|every) [a-z]+)?"
    r"|(?:first|second|third|fourth|last) (?:monday|tuesday|wednesday|thursday|friday)(?: (?:of|in)"
    r" [a-z]+)?)\b"
)
_ROLLED = re.compile(
    r"\b(?:if (?:that|this|such|the|it|any)[^.;]{0,60} (?:is|falls)|(?:next|following|preceding|previous|prior"
    r"|immediately"
    r" \w+) (?:index |exchange )?(?:business|trading|calculation|working|nyse|open) ?(?:trading )?days?|not a (?:\w+ )?"
    r"(?:trading|business|calculation) day|non-trading day|modified following|holidays?)\b"
)
_NAMED_DATE = re.compile(
    r"\b(?:the|each|every|any|its) (?P<what>(?:effective|selection|review|reference|determination|record|announcement"
    r"|fixing|observation|snapshot|measurement|implementation|cut-?off|roll|reset|valuation|reconstitution|rebalancing"
    r"|adjustment|expiry|expiration) (?:date|day)s?)\b"
)
_DATED = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|(?:trading|business|calendar|calculation|working|last|first) day"
    r"|day|january|february|march|april|may|june|july|august|september|october|november|december|month|quarter|means"
    r"|\d{1,2} days?)\b|\d{4}-\d\d"
)


_OF_A_CHANGE = ("effective date", "implementation date")
_OF_EACH_CHANGE = re.compile(
    r"\b(?:days?|weeks?|months?)'?(?: notice)? (?:before|prior to|ahead of|in advance of) $"
    r"|\b(?:if|when|where) (?:an?|the) (?:exchange|issuer|company|provider|vendor|publisher) [a-z]+s [^.;]*$"
)
"""The date of whichever change there is: a notice is counted from it, and what others change has a date of theirs."""


def _happens_on(ir: DocumentIR, event: str, name: str) -> bool:
    """Whether the event is said to take place on another day: "the call that expires on the next roll date"."""
    happens = re.compile(rf"\b{re.escape(event[:5])}\w*s on (?:the|an?|each) (?!{re.escape(name)})")
    return any(happens.search(segment.low) for segment in ir.prose)


def _date_name(ir: DocumentIR) -> Iterator[Hit]:
    """A date that is only a name: no passage says on which day it falls."""
    told = set[str]()
    for segment in ir.rules.having(_NAMED_DATE):
        for match in _NAMED_DATE.finditer(segment.low):
            name = match["what"].removesuffix("s")
            if name in _OF_A_CHANGE and _OF_EACH_CHANGE.search(segment.low, 0, match.start()):
                continue
            event = content_words(name) - content_words("date day")
            if (
                name in told
                or ir.meaning(name)
                or (name == "valuation date" and "accrued" in segment.low)  # the day that interest is asked of
                or any(_DATED.search(s.low.replace(name, "")) for s in ir.with_all(event))
                or any(_happens_on(ir, word, name) for word in event)
            ):
                continue
            told.add(name)
            yield Hit(
                title=f"On which day the {name} falls is not specified",
                why=f"The rules hang on the {name}, and no passage gives the day, the calendar or the rule that finds"
                " it. Prices and members taken on two different days are two different results.",
                spans=(segment.span(*match.span("what")),),
                suggestion=add_after(
                    segment,
                    match.end(),
                    f" ({to_specify('which day, by which calendar, and what if it is a holiday')})",
                ),
            )


_EST = re.compile(r"\b(?P<what>(?:est|pst|cst|cet|gmt))\b(?! ?[/(])")
_SUMMER = re.compile(r"\b(?:daylight|summer time|edt|pdt|cdt|cest|bst|dst|winter|all year)\b")

_BEFORE = re.compile(
    r"(?<!days )(?<!day )(?<!hours )(?<!hour )(?<!weeks )(?<!week )(?<!minutes )(?<!lead )(?<!leads"
    r" )(?<!contract )(?<!contracts )\b(?P<what>(?:shortly |some time )?(?:prior to|before"
    r"|ahead of) (?:its |their |the )?(?:expiry|expiration"
    r"|maturity|delivery|first notice(?: day)?|roll|rebalancing|review|implementation))\b(?! (?:date of|on the))"
)
_ROLLS = re.compile(r"\b(?:roll\w*|clos\w+|announc\w+|sold|exit\w*|unw\w+|replac\w+|switch\w*)\b")

_LOCAL = Wording(
    re.compile(r"\b(?<!exchange )(?P<what>(?:in )?local (?:time|hours))\b(?! (?:of|at|in|for)\b)"),
    "'{words}': of which place is not specified",
    "“{words}” is that of the exchange, of the server or of the reader; between London and Tokyo that is another day.",
    "the place whose time is meant",
    settled=re.compile(
        r"\b(?:exchange|venue|market|exchange's|venue's)\b|\([A-Z]|\b[A-Z][a-z]+ local (?:time|hours)\b"
    ),
)

_WEEKDAY = Wording(
    _FIXED_WEEKDAY,
    "'{words}': what holds when that day is a holiday is not specified",
    "The day named here is a holiday in some years and some markets, and the text does not say whether the"
    " event moves forward, back, or is left out.",
    "the preceding or the following trading day, and by which calendar",
    settled_elsewhere=_ROLLED,
    once=True,
    dated=nth_weekday,
)


def _weekly(hit: Hit) -> Hit:
    """Graver where the day comes every week: each year several of them are holidays."""
    weekly = hit.title.lower().startswith(("'each ", "'every "))
    return dataclasses.replace(hit, severity=Severity.MEDIUM) if weekly else hit


CHECKS = (
    Check(
        id="DS-CAL-22",
        title="Local time of no stated place",
        matters="Between London and Tokyo that is another day.",
        fix="Name the place whose clock counts, or use UTC.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.MEDIUM,
        find=_LOCAL,
        bad=("Orders are stamped in local time.",),
        good=("Orders are stamped in local time of the listing venue.", "Orders are stamped in exchange local time."),
    ),
    Check(
        id="DS-CAL-18",
        title="Before something, and nobody says how long",
        matters="A day before and a month before are other prices.",
        fix="Say how long before: a number of days with their calendar, or a time on a named clock.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.MEDIUM,
        find=Wording(
            _BEFORE,
            "'{words}': how long before is not specified",
            "“{words}” holds for the day before as for the month before; the prices of the two differ.",
            "number of trading days before, by which calendar",
            settled=re.compile(
                r"\d|\b(?:one|two|three|five|ten) |\b(?:first|last|third|second) (?:[a-z]+ )?(?:day|friday|monday)"
            ),
            needs=_ROLLS,
        ),
        bad=("Forward contracts are rolled prior to expiry.",),
        good=(
            "| Contract | Roll days before expiry |\n| Gold | 10 |",
            "Forward contracts are rolled 5 trading days prior to expiry.",
            "The amount is set from the levels of the day before the roll. The roll is on the last day of a month.",
            "The lead contract before the roll is sold.",
        ),
    ),
    Check(
        id="DS-CAL-17",
        title="A date that only has a name",
        matters="Prices and members are taken on that day.",
        fix="Define the named date by a rule that gives a day: which weekday or offset, of which month, on which "
        "calendar, rolled which way.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_date_name,
        bad=("Changes become effective on the Effective Date.", "Bonds must be rated at the selection date."),
        good=(
            "Before the expiry day the call is marked at mid. The call expires on the next third Friday.",
            "Bonds must be rated at the selection date. The selection date is the last trading day of May.",
            "Weights hold from the rebalancing date. The index is rebalanced on the third Friday of May.",
            "Amendments are posted on the website four weeks ahead of the effective date.",
            "When a provider changes its scheme, the codes are mapped on the effective date.",
            "Interest is accrued from the last coupon date to the valuation date itself.",
        ),
    ),
    Check(
        id="DS-CAL-11",
        title="A time that only has a name",
        matters="Prices move most around the open and the close.",
        fix="Give the time in hours and minutes with its zone, or name the exchange whose session and auction it is.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=Wording(
            _NEAR,
            "'{words}' names no moment",
            "“{words}” is a stretch of time: a price taken ten minutes before the close and one taken at the close"
            " differ, and an order sent then meets another book.",
            "clock time with time zone, or minutes before or after a named event",
            settled=re.compile(rf"{_CLOCK_GIVEN.pattern}|\b(?:settlement|closing|official) prices?\b"),
        ),
        bad=("The strategy trades near the close.", "Orders are sent during market hours."),
        good=(
            "Positions are marked at the end of the day at the settlement prices of Eurex.",
            "The strategy trades 10 minutes before the close, near the close of the NYSE.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CAL-12",
        title="The time of whatever machine runs it",
        matters="Two machines trade at different hours.",
        fix="Name the time zone that holds for every time in the document, UTC or a place, whatever machine runs it.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=Wording(
            _HOST,
            "'{words}': which time zone that is depends on the machine",
            "Two machines with different settings act at different hours, and on the days on which clocks change one of"
            " them skips an hour or runs it twice.",
            "a named time zone, such as a place, and what happens when clocks change",
            settled=_PLACED,
        ),
        bad=("The start and end are given in the local time of the computer.",),
        good=(
            "The start and end are given in the local time of the exchange in New York.",
            "All times are in Europe/Berlin local time.",
            "The start and end are given in Zurich local time.",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-CAL-13",
        title="Markets and holidays that are not named",
        matters="Markets close on different days.",
        fix="List the markets by name, and say whose calendar counts and what happens when only some of them are open.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=Wording(
            _OPEN,
            "'{words}': of which market is not specified",
            "“{words}” can be read for every market; on a day when only some of them are closed, one reader"
            " calculates and another waits.",
            "which exchange or calendar, and who publishes it",
            settled=_CALENDAR_GIVEN,
            settled_elsewhere=_DAYS_OF_A_MARKET,
            dated=lambda words, ir: open_and_closed(ir),
        ),
        bad=(
            "The index is calculated on each day on which markets are open.",
            "Settlement prices of the relevant exchange are used.",
        ),
        good=(
            "The index is calculated on each day on which the markets are open in London.",
            "While a market is closed, its position stays as it is.",
            "Trading day: one on which Xetra holds a full session. On holidays orders are refused.",
            'A "day" is a Eurex trading day. If the market is closed, the order waits for the next open.',
            "A Business Day is a weekday that is not a public holiday in Sydney.",
            "Prices are taken on each day on which COMEX is open under its published holiday calendar.",
            "A rate is published on every calendar day, including weekends and public holidays.",
        ),
    ),
    Check(
        id="DS-CAL-14",
        title="A fixed date that can fall on a day off",
        matters="One year in three it does.",
        fix="Say what happens when the date is no business day: the next one, the one before, and on which calendar.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.MEDIUM,
        find=Wording(
            _DAY_OF_MONTH,
            "'{words}': what holds when that is not a trading day is not specified",
            "Several times a year that date is a weekend or a holiday. Going back and going forward give different"
            " prices, and at the end of a month different months.",
            "the preceding or the following trading day, and by which calendar",
            settled_elsewhere=_ROLLED,
        ),
        bad=("Fees are fixed on the 15th of each month.",),
        good=("Fees are fixed on the 15th of each month or, if that is a holiday, on the following trading day.",),
    ),
    Check(
        id="DS-CAL-15",
        title="A weekday that can be a holiday",
        matters="Good Friday and the days between the years are weekdays too.",
        fix="Say what happens when that weekday is a holiday: the next business day or the one before, and of "
        "which market.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.LOW,
        find=lambda ir: (_weekly(hit) for hit in _WEEKDAY(ir)),
        bad=(
            "The index is rebalanced on the third Friday of March.",
            "Each Monday the shares are ranked anew.",
        ),
        good=(
            "The index is rebalanced on the third Friday of March or, if that is not a trading day, on the next trading"
            " day.",
        ),
    ),
    Check(
        id="DS-CAL-16",
        title="Winter time in summer",
        matters="For half of the year the clock time means another hour.",
        fix="Name the place (“London time”) or UTC instead of a winter-time abbreviation, so that the clock "
        "change is settled.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.LOW,
        find=Wording(
            _EST,
            "'{Words}' in summer: whether clocks move is not specified",
            "Read to the letter this is winter time all year; read as the time of the place it moves by an hour in"
            " summer. For half of the year the two are an hour apart.",
            "the time of a place, such as New York time, or winter time all year",
            settled_elsewhere=_SUMMER,
            once=True,
        ),
        bad=("The level is fixed at 16:00 EST.",),
        good=("The level is fixed at 16:00 New York time.",),
    ),
)
