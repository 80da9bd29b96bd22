"""Sessions and days that a calendar has to tell: while trading is possible, before the close, the day after."""

import re
from collections.abc import Iterator

from domain.analysis.checks.calendar.days import has_calendar
from domain.analysis.checks.calendar.scheduled import part_of_day
from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.names import CALENDAR_DAY, CLOCK, MARKET, ZONE
from domain.semantics.numbers import SPELLED

_SESSION = Wording(
    re.compile(
        r"\b(?P<what>(?:while|when|as long as|only when|whenever|once) (?:trading|the session|the auction|dealing|the"
        r" venue|the book|quoting|continuous trading) (?:is|are) (?:possible|open|under way|in progress|running"
        r"|active|allowed|on)|(?:during|in|throughout|within|outside) (?:the )?(?:(?:main|day|normal|regular|core"
        r"|continuous|cash) )*(?:sessions?|trading hours|market hours|continuous trading)|(?:before|into|ahead of"
        r"|prior to|until|by|at) the (?:market |opening |closing |market's )?(?:close|open|opening|auction|bell)(?!"
        r" of)|(?:in|into|to|at) the (?:closing|opening) auction|(?:the )?(?:first|last|final|opening|closing)"
        r" (?:half[- ]hour|hour|(?:few |\d+ |[a-z]+ )?minutes) of (?:the )?(?:trading|session|day)|overlap of the"
        r" (?:[a-z]+ )?sessions|(?:before|over|ahead of|into|across) (?:the |a |each |every )?weekends?"
        r"|(?<!end of )(?<!start of )(?:each"
        r"|every) (?:full )?hour|hourly(?=[.,;]|$| (?:and|from|by)))\b(?! (?:prices?|levels?|values?))"
    ),
    "'{words}': of which exchange, and at what time, is not specified",
    "No exchange and no clock time stand anywhere in the document. Sessions differ by market, by day and by product.",
    "exchange, time and time zone",
    once=True,
)
_NAMED_SESSION = re.compile(
    r"\b(?:primary|listing|home|main|relevant|respective|local) (?:exchange|market|venue|listing)|\b24/7|around the"
    r" clock"
)


def _session(ir: DocumentIR) -> Iterator[Hit]:
    """A session of no stated exchange, in a document without an exchange and a clock."""
    market = any(MARKET.search(segment.text) for segment in ir.segments.having(MARKET))
    if not (market or ir.segments.say(CLOCK) or ir.segments.say(_NAMED_SESSION)):
        around_the_clock = ir.prose.say(_ROUND_THE_CLOCK)
        yield from (hit for hit in _SESSION(ir) if not (around_the_clock and "hour" in hit.title.split("'")[1]))


_DAY_AFTER = Wording(
    re.compile(
        r"\b(?P<what2>(?:takes?|become|becomes|comes? into) effect(?:ive)? (?:shortly )?(?:after|following|upon|once)"
        r" (?:the |each |every )?(?:review|announcement|rebalancing|decision|publication|meeting|event))\b"
        r"|\b(?:re-?set|adjust|chang|re-?hedg|restor|brought|plac|sent|made|done|fill"
        r"|execut|trad|settl|appl|effective|implement|us(?:e|ed)|enter|open|clos|publish|correct|rebalanc|hold|buy"
        r"|sell)\w*[^.;,]{0,30}? (?P<what>(?:on |at )?the (?:following|next|previous|preceding|same) day|the day"
        r" (?:after|before)|(?:one|a|two|three) days? (?:later|earlier|after|before)|(?:next|the following)"
        r" morning)(?= |[.,;]|$)"
    ),
    "'{words}': trading day of which calendar, and at what time, is not specified",
    "After a Friday or a holiday the day meant is another one for each calendar, and open and close of a day are other"
    " prices.",
    "trading day of which exchange, and at which price or time",
    settled=re.compile(r"\b(?:close|closing|open|opening|settlement|auction|fixing)\b|\d:\d\d"),
    once=True,
)


def _day_after(ir: DocumentIR) -> Iterator[Hit]:
    if not (has_calendar(ir) or ir.meaning("day") or any(CALENDAR_DAY.search(s.text) for s in ir.with_all(["day"]))):
        yield from _DAY_AFTER(ir)


_STARTS = Wording(
    re.compile(
        r"\b(?P<what>(?:start|begin|opening|entry)(?:ning|ing)?(?: time)?(?:,| and| or|/)(?: an?| the)? ?(?:end|finish"
        r"|stop|closing|exit)(?:ing)? times?|(?:start|begin|end|finish|stop)(?:ning|ing)? times?)\b(?! (?:is|are|=))"
    ),
    "'{words}': time zone and trading session are not specified",
    "A time without a zone is another moment in each place. The text does not say in which zone it is given, nor what"
    " holds for a time before the open, after the close, on a day with an early close or on a holiday.",
    "time zone, and what is done outside the trading session and on shortened days",
    settled_elsewhere=re.compile(
        rf"{ZONE.pattern}|\btime ?zones?\b|\b(?:local|exchange|london|new york|tokyo|paris|chicago) time\b"
        r"|\b(?:america|europe|asia|australia)/[a-z]"
    ),
    once=True,
)
_HOUR_HAND = Wording(
    re.compile(
        rf"(?<![\w:])(?P<what>(?:(?:\d{{1,2}}|{SPELLED})(?: and (?:\d{{1,2}}|{SPELLED}))? o'clock|half past"
        rf" (?:\d{{1,2}}|{SPELLED})))(?!\w)"
    ),
    "'{words}': of which place is not specified",
    "The same hour comes at other moments in London, New York and Tokyo, and moves when clocks change.",
    "time zone by city, such as London time",
    settled=re.compile(rf"{ZONE.pattern}|\b(?:london|new york|tokyo|frankfurt|local time at)\b"),
    settled_elsewhere=re.compile(r"\b(?:all )?times are\b"),
)

_ROUND_THE_CLOCK = re.compile(
    r"\b(?:crypto\w*|digital assets?|bitcoin|ether(?:eum)?|tokens?|stable-?coins?|perpetuals?|spot fx|currency pairs?"
    r"|foreign exchange spot)\b"
)
_NEVER_CLOSES = Wording(
    re.compile(
        r"(?<!\bno )(?<!\bno \")\b(?P<what>(?:daily )?clos(?:e|es|ing)(?: prices?| levels?| values?)?"
        r"|end[- ]of[- ]day (?:prices?|values?"
        r"|rates?)|daily (?:prices?|returns?|candles?|bars?|highs?|lows?|volumes?|open)|(?:at the )?end of (?:the"
        r"|each) day)(?![\w-])"
    ),
    "'{words}': at which time, in a market that does not close, is not specified",
    "These markets trade around the clock. Midnight UTC and five in the afternoon in New York are both used as the"
    " end of a day, and give other prices.",
    "time and time zone at which the day ends",
    needs=re.compile(
        r"\b(?:prices?|returns?|clos(?:e|es|ing)|end of (?:the|each) day|daily|candles?|bars?|volumes?|level)\b"
    ),
    once=True,
)


def _never_closes(ir: DocumentIR) -> Iterator[Hit]:
    """A close of what trades around the clock, in a document without a clock."""
    told = ir.segments.say(CLOCK) or ir.segments.say(_ZONED) or any(MARKET.search(s.text) for s in ir.segments)
    if not told and (_ROUND_THE_CLOCK.search(ir.title.lower()) or ir.prose.say(_ROUND_THE_CLOCK)):
        asked = {hit.spans[0].block for hit in part_of_day(ir)}
        for hit in _NEVER_CLOSES(ir):
            if hit.spans[0].block not in asked and not _CLOSED_OUT.search(hit.spans[0].quote.lower()):
                yield hit


_ZONED = re.compile(r"\butc\b|\bmidnight\b")
_CLOSED_OUT = re.compile(r"^closes?$")

CHECKS = (
    Check(
        id="DS-CAL-70",
        title="Start and end, in no time zone",
        matters="An order that starts an hour late trades at other prices.",
        fix="Say in which time zone start and end are given, and what holds outside the session.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_STARTS,
        bad=(
            "- Inputs: side, size, start time and end time",
            "The order carries a begin time and a finish time. It is spread evenly between both.",
        ),
        good=(
            "The order carries a start time and an end time in the time zone of the exchange.",
            "Start and end times are given in UTC.",
        ),
    ),
    Check(
        id="DS-CAL-33",
        title="The close of a market that never closes",
        matters="A day without a close ends when somebody says so.",
        fix="Give the time with its zone at which a day begins and ends, and the price taken then.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_never_closes,
        bad=("Tokens are weighted with closing prices.", "Bitcoin is held while its daily returns are positive."),
        good=(
            "Bitcoin trades around the clock, so there is no closing price.",
            "Tokens are weighted with closing prices of 00:00 UTC.",
            "A position in a token is closed after a loss of 5%.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-CAL-32",
        title="An hour of no stated place",
        matters="The same hour comes three times a day.",
        fix="Write the time in hours and minutes with its zone by city.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_HOUR_HAND,
        bad=("Between 8 and 9 o'clock no orders are sent.",),
        good=("At 9 o'clock London time quoting begins.",),
        confidence=0.85,
    ),
    Check(
        id="DS-CAL-27",
        title="A session of no stated exchange",
        matters="Every market opens and closes at its own time.",
        fix="Name the exchange and its session, or the clock times with their zone.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_session,
        bad=(
            "Quotes are sent only while trading is possible.",
            "What is left before the close is sent to the closing auction.",
        ),
        good=(
            "What is left before the close of Xetra is sent to the closing auction.",
            "What is left at 17:20 Frankfurt time is sent to the closing auction.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-CAL-28",
        title="The day after, by no calendar",
        matters="After a Friday that is Saturday or Monday.",
        fix="Write the trading day and its calendar, and the price or time at which it is done.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.MEDIUM,
        find=_day_after,
        bad=("Orders are filled the following day.", "New weights are applied one day later."),
        good=(
            "Orders are filled at the open of the following day.",
            "Orders are filled the following NYSE trading day.",
            'Orders are filled the day after. "Day" means one on which CREST settles.',
        ),
        confidence=0.7,
    ),
)
