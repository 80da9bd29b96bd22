"""Parts of a session, seasons and the time around an event: late in the day, near expiry, in the wet season."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.months import MONTH
from domain.semantics.numbers import GIVES_NUMBER

_SPOKEN_OF = r"(?:the |each |every )?(?:trading |cash |local )?(?:day|session|morning|afternoon)"
_INSIDE = rf"(?:early|later?|midway|deep|halfway|partway) (?:in|into|through|during) {_SPOKEN_OF}"
_MIDDAY = (
    r"(?:at|around|over|during|through|across) (?:the )?(?:midday|lunch(?:time| ?break| ?hour| pause)?)"
    r"|mid-?(?:session|morning|afternoon)|between (?:the |both )?sessions"
)
_BELL = r"(?:after|before|at|on|until) the (?:opening |closing )?bell"
_EDGE = (
    r"(?:towards?|near) the (?:very )?end(?=[.,;]|$)|(?:towards?|near) the (?:start|end|beginning|close|open) of"
    r" (?:the |each |every )?(?:trading )?(?:day|session|window)"
)
_FIRST_MINUTES = (
    r"(?:the )?(?:first|last|opening|closing|final|early) (?:few )?(?:seconds|minutes|hours|moments)"
    r" (?:of|after|before|following|to) (?:the )?(?:trading|session|day|open|opening|close|auction|halt|start)"
)
_OVERNIGHT = r"(?:rests?|left|parked|done|run|sent|worked) overnight"
_SESSION_PART = Wording(
    re.compile(
        rf"\b(?P<what>{_INSIDE}|{_MIDDAY}|{_BELL}|{_EDGE}|{_FIRST_MINUTES}|{_OVERNIGHT})\b"
        r"(?! (?:price|rate|level|value|position|index|swap|funding)s?\b)"
    ),
    "'{words}': from which clock time to which is not specified",
    "“{words}” is another time on each exchange and on each shortened day, and the text gives neither clock nor zone.",
    "from and to as clock times with their zone, and what holds on shortened days",
    settled_beside=GIVES_NUMBER,
    settled_elsewhere=re.compile(r"\b(?:lunch|overnight|bell|midday)\b[^.;]{0,60}\d{1,2}[:.]\d\d"),
)

_DATED_EVENT = (
    r"(?:earnings(?: season| dates?| reports?)?|results|expir(?:y|ies|ation)|maturit(?:y|ies)|first notice(?: day)?"
    r"|last trading day|delivery|settlement|ex-(?:dividend )?dates?|(?:index |the )?(?:review|rebalanc(?:e|ing)"
    r"|reconstitution)s?|rolls?|roll (?:date|period|window)s?|fixings?|auctions?|holidays?|christmas|new year"
    r"|year[- ]end"
    r"|quarter[- ]end|month[- ]end|elections?|votes?|central bank meetings?|launch(?:es)?|listings?|dividends?|the"
    r" close|close|announcements?|data releases?)"
)
_APPROACH = (
    r"(?:near(?:ing)?|around|approaching|ahead of|close to|towards?|in the run-up to|in the approach to|leading up to"
    r"|in the lead-up to|going into|heading into|on approach to|surrounding|either side of|in the aftermath of)"
)
_NEARS = r"(?:approaches|nears|looms|(?:draws|comes) (?:near(?:er)?|closer))"
_FIRST_DAYS = (
    r"the (?:first|last|early|final) (?:few )?(?:days|weeks|months|hours) (?:of|after|before|following) (?:the |an? "
    r"|its )?[a-z]+"
)
_OF_IT = (
    r"(?: (?:dates?|days?|periods?|windows?|events?|times?|auctions?|meetings?|(?:re)?starts|resumes|(?:re)?opens"
    r"|begins|ends|closes|stops))"
)
_SHORTLY = rf"(?:shortly|some time|a while|well) (?:before|after) (?:the |an? |each |its )?[a-z-]+{_OF_IT}?"
_CRISIS = r"(?:before|since|after) the (?:crisis|pandemic|crash|reform|war|turmoil|shock)"
_UNREST = (
    r"(?:during|amid|in times? of) (?:the |an? )?(?:[a-z]+ )?(?:unrest|turmoil|panic|upheaval|turbulence|crisis"
    r"|crises|distress|tension|hostilities|stress)(?=[.,;]|$)"
)
_SOME_DAYS = (
    r"(?:over|across|in|during|within) (?:the |its )?(?:last|final|first|following|next|coming|preceding|closing)"
    r" (?:few |trading |business )*(?:seconds|minutes|hours|days|weeks|months|sessions)"
    r"(?: (?:before|to|of|after|until) (?:the )?[a-z]+)?"
)
_AROUND_EVENT = re.compile(
    rf"\b(?P<what>{_APPROACH} (?:the |its |their |each |any |an? )?{_DATED_EVENT})\b"
    r"(?! (?:prices?|rates?|levels?|values?|volumes?|imbalances?)\b)"
    rf"|\b(?P<what2>as (?:the )?(?:[a-z]+ )?(?:{_DATED_EVENT}|date|day|deadline|end) {_NEARS})\b"
    rf"|\b(?P<what3>{_FIRST_DAYS}|{_SHORTLY}|{_CRISIS}|{_UNREST})\b"
    rf"|\b(?P<what4>{_SOME_DAYS})(?=[ .,;]|$)"
)
_NATURE = (
    r"cold|warm|hot|cool|wet|dry|rainy|heating|cooling|driving|planting|growing|harvest(?:ing)?|irrigation|crushing"
    r"|hurricane|monsoon|fishing|breeding|injection|withdrawal|maintenance|shopping|holiday|festive|vacation|travel"
    r"|dividend|earnings|reporting|results|tax|proxy|summer|winter|peak|off-peak|high|low|busy|quiet|slack|thin|slow"
    r"|rush|flu|hunting|election"
)
_IN_SEASON = (
    r"(?:in|during|over|through|throughout|outside|for|into|within) (?:the |an? |each |every )?(?:[a-z]+ )?"
    rf"(?:(?:{_NATURE}) (?:season|months|weeks|period|time|hours|spell|days)|seasons?(?: of [a-z]+)?)"
)
_AT_HARVEST = (
    r"(?:at|around|by) (?:harvest|planting|sowing|tax|holiday|christmas|peak|quiet|busy|lambing|shearing|high|low)[- ]"
    r"(?:time|season|water)"
)
_IN_TIMES = (
    r"(?:in|during|at) times of (?:low|high|peak|heavy|strong|weak) [a-z]+|during the monsoon|in flood|in the new year"
)
_BREAK = (
    r"(?:before|after|over|during) the (?:summer|winter|christmas|easter|holiday) (?:break|lull|recess|pause|holidays)"
)
_CORE_HOURS = r"(?:in|during|outside|over) (?:the )?(?:dead|small|core|busy|busiest|quiet|active|thin|main) hours"
_SEASON = re.compile(rf"\b(?P<what>{_IN_SEASON}|{_AT_HARVEST}|{_IN_TIMES}|{_BREAK}|{_CORE_HOURS})\b")
_IN_MAY = r"(?:in|of|from|to|until|till|by|since|through|during|early|late|mid|before|after)[ -]may|may(?= \d)"
"""The month, and not the verb."""
_ORDINAL = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_DATES = re.compile(
    rf"\b(?:(?!may\b){MONTH}|{_IN_MAY}|{_ORDINAL} (?:(?!notice )[a-z]+ ){{0,2}}?(?:[a-z]+day|day|session|week|month"
    r"|quarter|year))\b|\d"
)


def _phases(ir: DocumentIR) -> Iterator[Hit]:
    """Seasons and the time around an event, where neither the sentence nor another on it gives dates or a length."""
    told = set[str]()
    for segment in ir.rules.having(_AROUND_EVENT, _SEASON):
        if _DATES.search(segment.low) or GIVES_NUMBER.search(segment.low):
            continue
        match = _AROUND_EVENT.search(segment.low) or _SEASON.search(segment.low)
        if not match:
            continue
        start, end = match.span(next(name for name in match.re.groupindex if match[name]))
        words = segment.text[start:end]
        season = words.split()[-2:]
        elsewhere = (other for other in ir.with_all(word.lower() for word in season) if other is not segment)
        if words.lower() in told or any(_DATES.search(other.low) for other in elsewhere):
            continue
        told.add(words.lower())
        yield Hit(
            title=f"'{words}': from when to when is not specified",
            why=f"“{words}” has no first and no last moment. One implementer begins before the other, at other prices.",
            spans=(segment.span(start, end),),
            suggestion=add_after(segment, end, f" ({to_specify('first and last day by rule, or how long before it')})"),
        )


_OFF = (
    r"(?:cannot be used|(?:does|do) not (?:work|suit|exist)|is (?:shut|disrupted|unsuitable|impossible)"
    r"|is (?:not (?:an? )?(?:[a-z]+ )*(?:day|open|available|suitable|usable)|unusable|unavailable"
    r"|(?:an? )?(?:[a-z]+ )*(?:holiday|weekend|day off)|closed|no (?:[a-z]+ )*day)|falls? on (?:an? )?(?:[a-z-]+"
    r" )*(?:holiday|weekend|saturday|sunday|day off|non-[a-z]+ day)|on (?:an? )(?:[a-z]+ )*(?:holiday|weekend))"
)
_GOES = (
    r"(?:moves?|slips?|shifts?|rolls?|slides?|changes?|is (?:then )?(?:moved|shifted|adjusted|rolled|pushed|put off"
    r"|displaced|changed|replaced|rearranged|rescheduled|brought|substituted|treated as usual)|are (?:then |both"
    r" )?(?:moved|shifted|adjusted|rolled|pushed|rescheduled|changed)|another (?:day |one )?is (?:taken|used|chosen"
    r"|set)|the date is (?:moved|adjusted|changed)|a (?:different|substitute|replacement|new) (?:day|date) is [a-z]+|a"
    r" neighbou?ring [a-z]+ is [a-z]+)"
)
_SOMEHOW = "(?: accordingly| as usual| as necessary| a little| elsewhere)?"
_MOVES_SOMEWHERE = Wording(
    re.compile(
        rf"\b{_OFF},? (?:then )?(?:the [a-z]+ |it |both |they |that |[a-z]+ )?(?:[a-z]+ )?(?P<what>{_GOES})"
        rf"{_SOMEHOW}(?=[.,;]|$)"
        rf"|\b(?P<what2>{_GOES}) (?:if|when|where) (?:it|that day|the (?:day|date)|they|this) {_OFF}"
    ),
    "'{words}': to which day is not specified",
    "To the day before, the day after, or the day after within the month: each gives other prices, and the text names"
    " neither the direction nor the calendar.",
    "to the next or the previous trading day of which calendar, and what if that is in another month",
    settled=re.compile(
        r"\b(?:nothing|next|following|preceding|previous|prior|first|last|forwards?|backwards?|earlier|later|nearest"
        r"|convention|succeeding|preceded)\b|\d"
    ),
    settled_next=re.compile(r"\b(?:next|following|preceding|previous|forwards?|backwards?|nearest)\b"),
)

CHECKS = (
    Check(
        id="DS-CAL-74",
        title="Late in the day, over lunch: no clock",
        matters="Late is an hour to one trader and five minutes to another.",
        fix="Give the clock times with their zone, and say what holds on shortened days.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_SESSION_PART,
        bad=(
            "Nothing is sent over lunch.",
            "Late in the day the remainder is sent.",
            "The level is taken mid-session.",
            "The first minutes after the open are skipped.",
            "Orders are parked overnight.",
            "After the bell the book is reset.",
        ),
        good=(
            "Nothing is sent over lunch (11:30 to 12:30).",
            "The first 5 minutes after the open are skipped.",
            "The overnight rate is that of the day before.",
            "Late in the day, from 16:00 on, the remainder is sent.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-75",
        title="Near expiry, in the cold season: from when to when",
        matters="A phase without a first and a last day begins when somebody thinks of it.",
        fix="Give the first and the last day by rule and calendar, or how many days before the event it begins.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_phases,
        bad=(
            "Ahead of first notice day the inventory is run down.",
            "Near expiry the position is rolled.",
            "In the cold season a correction is added.",
            "At harvest time the hedge is doubled.",
            "As expiry approaches, limits are cut.",
            "The weights migrate over the last days before expiry.",
            "Near expiry the desk may roll the position.",
            "Near expiry the first leg is rolled.",
        ),
        good=(
            "Ahead of first notice day, from the fifth business day before it, the inventory is run down.",
            "In the cold season a correction is added. The cold season is November to March.",
            "The hedge matches the settlement price near the strike.",
            "In the wet season a correction may be added. The wet season lasts from November to May.",
            "Near expiry, on the third business day before it, the position is rolled.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-76",
        title="A day that moves, in no direction",
        matters="Forward and backward are two days with two prices.",
        fix="Say to which day it moves, on which calendar, and what happens when that day is in the next month.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_MOVES_SOMEWHERE,
        bad=(
            "If that day cannot be used, it moves.",
            "If the date is not a trading day, another is taken.",
            "If the review falls on a holiday, it is shifted.",
            "The fixing is moved if the day is a holiday.",
            "When the roll date is a holiday, it is shifted.",
            "If an observation falls on a weekend, the observation is adjusted accordingly.",
        ),
        good=(
            "If that day cannot be used, it moves to the next trading day.",
            "If the review falls on a holiday, it is shifted. The following business day takes its place.",
            "If the exchange is closed, nothing changes.",
            "If the price moves, the order is adjusted.",
        ),
        confidence=0.8,
    ),
)
