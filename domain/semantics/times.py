"""Times: which days, calendars, rolls, offsets, cut-offs and frequencies the rules speak of."""

import re
from collections.abc import Iterable, Iterator

from domain.semantics.clocks import IN_WORDS, OF_ALL, ZONE_FIRST, by_the_clock, in_words, zone_of_all, zones_in_tables
from domain.semantics.names import CALENDAR_DAY, CLOCK, MARKET, REGION, region_names
from domain.semantics.offsets import (
    DISTANCES,
    INDEX_IS_A_DAY,
    INDEXED,
    NUMBER,
    PLACES,
    PLURAL_NUMBER,
    SHIFTS,
    distances,
    figure,
    indexed,
    places,
    shifts,
)
from domain.semantics.passages import Finder, Passages
from domain.semantics.segments import Segment
from domain.semantics.statements import states
from domain.semantics.understanding import TimeKind, TimeRule
from domain.semantics.words import word_set

NO_KIND = "day of no named kind"
"""What is said of days that are counted without saying which days count."""


def times_of(segments: Passages) -> tuple[TimeRule, ...]:
    """Every passage about time, in document order: of each kind of statement the same words once a segment."""
    stating = segments.only(states)
    zone = next(filter(None, map(zone_of_all, stating.having(OF_ALL, ZONE_FIRST))), "")
    tables = zones_in_tables(segments)
    counts_days = any(INDEX_IS_A_DAY.search(segment.text) for segment in segments.having(INDEX_IS_A_DAY))
    finders = (*_FINDERS, ((INDEXED,), indexed)) if counts_days else _FINDERS
    return tuple(
        _zoned(rule, tables.get(rule.span.block, zone))
        for rules in stating.gather(finders).values()
        for rule in sorted(_once(rules), key=lambda rule: (rule.span.start, -rule.span.end))
    )


def _once(rules: list[TimeRule]) -> Iterable[TimeRule]:
    first = dict[tuple[TimeKind, str, str], TimeRule]()
    for rule in rules:
        first.setdefault((rule.kind, rule.what.lower(), rule.zone), rule)
    return first.values()


def _zoned(rule: TimeRule, zone: str) -> TimeRule:
    needs = zone and rule.kind is TimeKind.CUT_OFF and not rule.zone
    return rule.model_copy(update={"zone": zone}) if needs else rule


_KIND_OF_DAY = (
    r"(?:(?:index|exchange|fund|common|scheduled|eligible|u\.?s\.? government securities) )?"
    r"(?:trading|business|calendar|working|exchange|index|settlement|bank(?:ing)?|market|calculation)"
)
_NAMED_DAYS = re.compile(rf"\b(?P<kind>{_KIND_OF_DAY})[ -](?P<days>days?|sessions?)\b")
_BARE_DAYS = re.compile(rf"(?<![\w.,$-])(?P<number>{PLURAL_NUMBER})(?: consecutive| full)?[ -]days?\b")
_KIND_NEAR = re.compile(r"\b(?:trading|business|calendar|working|settlement|banking|week) ?(?:days?\b|\))|\(calendar\b")


def _days(segment: Segment) -> Iterator[TimeRule]:
    for match in _NAMED_DAYS.finditer(segment.low):
        what = f"{match['kind']} {match['days'].rstrip('s')}"
        yield TimeRule(kind=TimeKind.DAYS, what=what, span=segment.span(match.start(), match.end()))
    for match in _BARE_DAYS.finditer(segment.low):
        if not _KIND_NEAR.search(segment.low, match.end(), match.end() + 30):
            yield TimeRule(kind=TimeKind.DAYS, what=NO_KIND, span=segment.span(match.start(), match.end()))


_ABOUT_DAYS = re.compile(
    r"\b(?:calendars?|holidays?|(?:trading|business|exchange|settlement|bank|banking) (?:days?|sessions?)"
    r"|(?:is|are|be) (?:\w+ )?(?:open|closed)|opens? for|scheduled to (?:be open|open|trade))\b"
)
_CALENDAR = re.compile(
    r"\b(?i:holiday |trading |business day )?(?i:calendars?) (?:of|for|published by) (?:the )?"
    r"(?P<owner>[A-Z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,4})"
    r"|(?<![\w-])(?!(?:The|An?|Each|Any|This|Its) [Cc]alendar)(?:The )?"
    r"(?P<name>[A-Z][\w.&/'-]*(?: [A-Z][\w.&'-]*){0,3}) (?:(?:[Hh]oliday|[Tt]rading) )?[Cc]alendar\b"
    r"(?! (?:[Dd]ays?|[Mm]onths?|[Yy]ears?|[Qq]uarters?|[Ww]eeks?))"
)
_GENERIC = word_set("the a an each every any this these its trading holiday business all rebalancing event economic")


def _calendars(segment: Segment) -> Iterator[TimeRule]:
    text = segment.text
    for market in MARKET.finditer(text) if _ABOUT_DAYS.search(segment.low) else ():
        if _ABOUT_DAYS.search(segment.low, max(0, market.start() - 60), market.end() + 60):
            yield _calendar(segment, market.start(), market.end(), market.group())
    for place in CALENDAR_DAY.finditer(text):
        yield _calendar(segment, place.start(), place.end(), place["place"])
    for match in _CALENDAR.finditer(text):
        name = match["owner"] or match["name"]
        if name.lower() in _GENERIC or MARKET.search(name) or name.endswith(("Trading", "Holiday")):
            continue
        start = match.start() if match["owner"] else match.start("name")
        yield _calendar(segment, start, match.end(), match["owner"] or text[start : match.end()])


def _calendar(segment: Segment, start: int, end: int, what: str) -> TimeRule:
    return TimeRule(kind=TimeKind.CALENDAR, what=what, span=segment.span(start, end))


_CONVENTION = re.compile(
    r"\b(?P<way>modified following|modified preceding|following|preceding)(?: (?:business|trading) day)? "
    r"(?:convention|adjustment|roll)\b|\b(?P<modified>modified following|modified preceding)\b"
)
_OFF = re.compile(
    r"\b(?:(?:is|are|be|falls? on|lands? on|not) (?:an? )?(?:\w+ )?(?:holidays?|weekends?)"
    r"|(?:is|are|be) not an? [a-z ]{0,25}(?:day|date)|non-?(?: )?(?:trading|business|working)(?: day)?"
    r"|(?:is|are) closed|not open)\b"
)
_WAY = re.compile(
    r"\b(?:(?P<following>next|following|succeeding|subsequent)|(?P<preceding>preceding|previous|prior)"
    r"|(?P<nearest>nearest))(?: (?:available|eligible|valid|open|good|scheduled|relevant|index|exchange|such|common))?"
    r" (?:[a-z]+ )?(?:days?|dates?|sessions?)\b"
    r"|\b(?:rolls?|rolled|moved?|moves|shifted|postponed|deferred) (?P<forward>forwards?|to the next)\b"
    r"|\b(?:rolls?|rolled|moved?|moves|shifted|brought) (?P<back>back|backwards?|forward to the p)\b"
)


def _rolls(segment: Segment) -> Iterator[TimeRule]:
    low = segment.low
    if match := _CONVENTION.search(low):
        what = match["way"] or match["modified"]
        yield TimeRule(kind=TimeKind.ROLL, what=what, span=segment.span(match.start(), match.end()))
        return
    off = _OFF.search(low)
    if off is None:
        return
    way = _WAY.search(low, off.end()) or _WAY.search(low, 0, off.start())
    if way is None or way.lastgroup is None:
        return
    what = {"forward": "following", "back": "preceding"}.get(way.lastgroup, way.lastgroup)
    start, end = min(off.start(), way.start()), max(off.end(), way.end())
    yield TimeRule(kind=TimeKind.ROLL, what=what, span=segment.span(start, end))


_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_AND = "(?:, and |, or |, | and | or | & |/)"
_MONTHS = rf"(?: (?:in|every|each) {_MONTH}(?:{_AND}{_MONTH}){{0,11}}\b)?"
_OF_NO_YEAR = rf"\b(?!{_AND}{_MONTH}\b|,? (?:of )?\d)"
_SEVERAL_MONTHS = rf"{_MONTH}(?:{_AND}{_MONTH}){{1,11}}{_OF_NO_YEAR}"
_PLACE = (
    r"(?:first|second|third|fourth|last|final|penultimate|\d{1,2}(?:st|nd|rd|th)) (?:[a-z]+ ){0,2}?(?:day|[a-z]+day)"
)
_IN_MONTHS = re.compile(
    rf"\b(?:(?:on the {_PLACE} (?:of|in)|in|each|every)(?: each of)?(?: the months of)? (?:each |every )?"
    rf"{_SEVERAL_MONTHS}|(?:each|every) (?!may\b){_MONTH}{_OF_NO_YEAR})"
)
"""Months of every year, of which one alone is only told by "each" or "every"."""
_EVENT = (
    r"(?:re-?balanc\w+|reconstitution|reviews?|reweighting|resets?|rolls?|calculation|publication|fixing|observation"
    r"|updates?|basis|frequency|schedule|monitoring|report(?:s|ing)?|recalibration|settlement|valuation|checks?|index"
    r" (?:review|rebalancing|calculation))"
)
_OFTEN = re.compile(
    r"\b(?:(?:semi|bi|half)-?(?:annually|yearly|monthly|weekly)|annually|fortnightly|continuously|intra-?day(?= basis)"
    r"|in real[- ]time|real-time(?= (?:basis|calculation|publication|dissemination))"
    rf"|(?:(?:semi|bi)-?annual|annual|yearly)(?= {_EVENT})"
    rf"|(?:hourly|daily|weekly|monthly|quarterly|yearly)(?={_MONTHS}\s*(?:$|[.,;:)\"]|{_EVENT}\b|(?:on|in|at|by|from"
    r"|and|or|to|using|with|after|before|for|as|if|when|during|under|based|according|every|each|unless|until"
    rf"|following|through|via|over|throughout)\b| {_EVENT}\b))"
    rf"|(?:once|twice|(?:one|two|three|four) times) (?:a|per|each|every) (?:{_KIND_OF_DAY} )?"
    r"(?:minute|hour|day|week|month|quarter|year)"
    rf"|every (?:(?:{NUMBER}|other|few)[ -])?(?:{_KIND_OF_DAY} )?"
    r"(?:milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|blocks?)"
    rf"|each (?:{_KIND_OF_DAY} )?(?:day|week|month|quarter|year|hour|minute|block))\b"
    + _MONTHS
    + rf"(?:(?<=ly) on the {_PLACE}\b(?: (?:of|in) (?:(?:each |every )?{_SEVERAL_MONTHS}"
    r"|(?:the|each|every) (?:month|quarter|half-year|year)\b))?)?"
)
_OF_EACH = re.compile(r"\b(?:of|in|for|during|before|after|until) $")


def _frequencies(segment: Segment) -> Iterator[TimeRule]:
    low = segment.low
    for match in _OFTEN.finditer(low):
        # "the end of each month" is a date; whatever recurs with it is told by its own words
        if match.group().startswith(("each", "every")) and _OF_EACH.search(
            low, max(0, match.start() - 8), match.start()
        ):
            continue
        words = segment.text[match.start() : match.end()]
        what = re.sub(rf"\b{NUMBER}\b", lambda number: figure(number.group()), words, flags=re.IGNORECASE)
        yield _frequency(segment, match, what)
    told = [match.span() for match in _OFTEN.finditer(low)]
    for match in _IN_MONTHS.finditer(low):
        if not any(start < match.end() and match.start() < end for start, end in told):
            yield _frequency(segment, match, segment.text[match.start() : match.end()])


def _frequency(segment: Segment, match: re.Match[str], what: str) -> TimeRule:
    span = segment.span(match.start(), match.end())
    return TimeRule(kind=TimeKind.FREQUENCY, what=what[0].lower() + what[1:], span=span)


def _markets(segment: Segment) -> Iterator[TimeRule]:
    names = region_names(segment.text)
    if len(names) > 1:
        start, end = min(match.start() for match in names), max(match.end() for match in names)
        what = ", ".join(match.group() for match in names)
        yield TimeRule(kind=TimeKind.MARKETS, what=what, span=segment.span(start, end))


_FINDERS: tuple[Finder[TimeRule], ...] = (
    ((_NAMED_DAYS, _BARE_DAYS), _days),
    ((_ABOUT_DAYS, CALENDAR_DAY, _CALENDAR), _calendars),
    ((_CONVENTION, _OFF), _rolls),
    ((_OFTEN, _IN_MONTHS), _frequencies),
    ((REGION,), _markets),
    ((SHIFTS,), shifts),
    (DISTANCES, distances),
    ((PLACES,), places),
    ((CLOCK,), by_the_clock),
    ((IN_WORDS,), in_words),
)
