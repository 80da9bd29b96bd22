"""Clocks: the times of day at which something is observed or closes, and their zones."""

import re
from collections.abc import Iterator, Mapping

from domain.semantics.names import CLOCK, ZONE
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import TimeKind, TimeRule

IN_WORDS = re.compile(
    r"\b(?:close of (?:business|trading|the market|markets?)|market close|c\.o\.b(?=\.)|"
    r"end of (?:the |each |every )?(?:(?:business|trading) )?day)\b|\bend-of-day(?! (?:\w+ )?(?:prices?|values?|levels?"
    r"|data|quotes?|index|nav|rates?))"
)
_CITY = re.compile(
    r"\.?,? ?\(?(?:london|new york|tokyo|hong kong|frankfurt|paris|zurich|singapore|sydney|chicago|toronto|mumbai)\b"
    r"(?! (?:stock|metal|bullion|mercantile|securities|exchange|board|futures))"
)
"""A city right behind a clock, whose time is meant: "4 p.m. London"."""
_PLACE_TIME = re.compile(r"\.?,? ?\(?(?P<zone>[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:local |standard )?[Tt]ime)\b")
"""The time of any other place: "18:00 Prague time"."""
_BETWEEN = re.compile(r"[;\n]")


def by_the_clock(segment: Segment) -> Iterator[TimeRule]:
    """Every time of day of a passage that is told by the clock: "16:00"."""
    shifts = [zone.span() for zone in ZONE.finditer(segment.low) if zone.group().startswith(("utc", "gmt"))]
    for match in CLOCK.finditer(segment.low):
        if not any(start < match.start() < end for start, end in shifts):  # of "UTC-05:30"
            yield _cut_off(segment, match, _by_24_hours(match.group()))


def in_words(segment: Segment) -> Iterator[TimeRule]:
    """Every time of day of a passage that is told in words: "close of business"."""
    for match in IN_WORDS.finditer(segment.low):
        yield _cut_off(segment, match, segment.text[match.start() : match.end()])


def _cut_off(segment: Segment, match: re.Match[str], what: str) -> TimeRule:
    abbreviated = match.group().endswith(".m") and segment.low.startswith(".", match.end())
    span = segment.span(match.start(), match.end() + abbreviated)
    return TimeRule(kind=TimeKind.CUT_OFF, what=what, span=span, zone=_zone(segment, match))


def _zone(segment: Segment, clock: re.Match[str]) -> str:
    """The next zone behind the clock, else the last one before it, in the same part of the sentence.

    A zone beside another clock is that one's, unless the two are the ends of one statement: "from 9:00 to 17:30 CET".
    """
    low = segment.low
    # the clock's last digit may be that of "16:00Z"
    after = ZONE.search(low, clock.end() - 1, min(len(low), clock.end() + 40))
    if after and not _is_apart(low[clock.end() : after.start()]):
        return segment.text[after.start() : after.end()].lstrip("0123456789 ")
    if place := _PLACE_TIME.match(segment.text, clock.end()):
        return place["zone"]
    if city := _CITY.match(low, clock.end()):
        return segment.text[city.start() : city.end()].lstrip(".,( ")
    before = list(ZONE.finditer(low, max(0, clock.start() - 40), clock.start()))
    if before and not _is_apart(low[before[-1].end() : clock.start()]):
        return segment.text[before[-1].start() : before[-1].end()]
    return ""


def _is_apart(between: str) -> bool:
    """Whether what stands between a clock and a zone belongs to another statement."""
    other = CLOCK.search(between)
    return _BETWEEN.search(between) is not None or (
        other is not None and not _JOINT.fullmatch(between, 0, other.start())
    )


_JOINT = re.compile(r"\s*\(?\s*(?:,|-|/|,? ?(?:to|and|or|until|till))?\s*(?:at |by |until |from )?")
OF_ALL = re.compile(
    r"\b(?:(?:all|any|every|the)(?: references? to)?(?: the)? (?:clock )?times?(?: of (?:the )?day)?\b"
    r"|(?:(?:clock )?times|hours)(?: of (?:the )?day)?(?= (?:are|refer|mean)\b)|time[- ]?zone(?= is\b|:)|^(?:times?"
    r"|clock)(?=:)|^everything(?= (?:is |runs )?in\b))"
)

_OF_A_PLACE = re.compile(
    r"(?:[^.;]{0,40}?\b(?:in|are|is|to|mean)|:) (?:the )?(?:local )?"
    r"(?P<zone>[A-Z]\w+(?: [A-Z]\w+)*(?:(?: \([a-z]+\))? (?:(?:summer|standard|local) )?[Tt]ime\b|(?=[.;,]|$)))"
)
"""Of any place, with or without its summer: "Central European (summer) time"."""


ZONE_FIRST = re.compile(
    r"\W*(?:(?i:(?:time_?[- ]?)?zone|tz|times?|hours|clock)\W{1,12})?[\"']?"
    r"(?P<zone>(?:America|Europe|Asia|Australia|Africa)/[A-Z]\w+)(?![\w:/])"
)
"""It begins a passage and belongs to no clock: "Zone: America/New_York. Day t: ..."."""
_LIKEWISE = re.compile(r"(?: [a-z]+){0,3}? (?:likewise|too|also|as well|the same|in (?:it|this zone|that zone))\b")
"""The zone named before holds for all: "calendar day, Europe/Copenhagen; all times below likewise"."""


_PLACE_ALONE = re.compile(
    r"(?:times?:? )?(?P<zone>(?:[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:local )?[Tt]ime|UTC|GMT|CET))(?: throughout)?\.?",
    re.IGNORECASE,
)
_NO_PLACE = re.compile(
    r"(?:cut|response|delivery|settlement|run|lead|waiting|start|end|effective|trading|opening|closing|holding)",
    re.IGNORECASE,
)


_ZONE_ROW = re.compile(r"(?:the )?(?:time[- ]?zone|zone|clock)(?: of (?:all )?times)?|all times|times?")
"""The row of a table of facts that names it: "Time zone | America/New_York"."""
_ZONE_ALONE = re.compile(
    rf"(?:{ZONE.pattern})(?: \([^()]*\))?(?:,? (?:throughout|everywhere|in all cases|at all times|unless [^.;]*))?"
)


def zone_of_all(segment: Segment) -> str:
    """The zone of every clock that has none of its own: "All times are in CET.", or "Stockholm time." alone."""
    alone = _PLACE_ALONE.fullmatch(segment.text.strip()) if len(segment.text) <= _LONGEST_HEAD else None
    if (
        alone
        and segment.kind is not SegmentKind.CELL
        and alone["zone"][:1].isupper()
        and not _NO_PLACE.match(alone["zone"])
    ):
        return alone["zone"]
    in_row = segment.kind is SegmentKind.CELL and _ZONE_ROW.fullmatch(segment.lead.lower().strip(" :"))
    if in_row and _ZONE_ALONE.fullmatch(segment.low.strip(" .")):
        return segment.text.strip(" .")
    first = ZONE_FIRST.match(segment.text)
    if first and segment.kind is not SegmentKind.CELL and not CLOCK.match(segment.low, first.end() + 1):
        return first["zone"]
    general = OF_ALL.search(segment.low)
    if general is None or CLOCK.search(segment.low):
        return ""
    zone = ZONE.search(segment.low, general.end(), general.end() + 80)
    if zone is None and _LIKEWISE.match(segment.low, general.end()):
        zone = ZONE.search(segment.low, 0, general.start())
    if zone:
        return segment.text[zone.start() : zone.end()]
    place = _OF_A_PLACE.match(segment.text, general.end())
    return place["zone"] if place else ""


def zones_in_tables(segments: tuple[Segment, ...]) -> Mapping[str, str]:
    """For each cell, by its block, the zone that the head of its column or a cell of its row names."""
    heads, rows = dict[tuple[str, int, int], str](), dict[tuple[str, int, int], str]()
    cells = [(segment, segment.block.cell) for segment in segments if segment.block.cell]
    for segment, cell in cells:
        zone = ZONE.search(segment.low) if len(segment.low) <= _LONGEST_HEAD else None
        if zone and cell.row == 0:
            heads[segment.block.part, cell.table, cell.column] = segment.text[zone.start() : zone.end()]
        elif zone and _FORMAT.fullmatch(segment.low[: zone.start()]) and not segment.low[zone.end() :].strip(" )"):
            rows[segment.block.part, cell.table, cell.row] = segment.text[zone.start() : zone.end()]
    found = {
        segment.block.id: rows.get((segment.block.part, cell.table, cell.row))
        or heads.get((segment.block.part, cell.table, cell.column), "")
        for segment, cell in (cells if heads or rows else ())
    }
    return {block: zone for block, zone in found.items() if zone}


_FORMAT = re.compile(r"\s*(?:(?:hh?:mm(?::ss)?|hhmm|clock time|time(?: of day)?|local time)?[,;]?(?: in)? \(?)?")
"""What may stand before the zone in a cell of units: "hh:mm:ss, Europe/Paris"."""
_LONGEST_HEAD = 60
"""Characters of the head of a column."""
_PARTS = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?\s?(?P<half>[ap])?")


def _by_24_hours(clock: str) -> str:
    """ "4:00 p.m" is 16:00; words stay as they are."""
    parts = _PARTS.match(clock)
    if not parts:
        return clock
    hour = int(parts["hour"])
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"] == "p" else 0)
    return f"{hour:02}:{parts['minute'] or '00'}"
