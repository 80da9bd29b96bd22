"""Time: clock times without a zone, days without a time, recurring events without a date."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from domain.analysis.checks.check import Check, Hit, add_after, add_behind, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.months import MONTH
from domain.semantics.names import CLOCK
from domain.semantics.understanding import TimeKind, TimeRule

_FEW = 3
"""Times without a zone that are raised one by one; of more, whoever states the zone states it of all."""


def _zone(ir: DocumentIR) -> Iterator[Hit]:
    clocks = [rule for rule in ir.understanding.times if rule.kind is TimeKind.CUT_OFF and CLOCK.search(rule.what)]
    # a reader takes the zone of all the others
    zones = [rule.zone.lower().removesuffix(" time") for rule in clocks if rule.zone]
    severity = Severity.LOW if len(zones) > 2 and len(set(zones)) == 1 else None
    spans = tuple(_zoneless(ir, clocks))
    why = " comes at different moments in New York, London and Tokyo, and moves with daylight saving time."
    if len(spans) > _FEW:
        first = next(s for s in ir.segments if s.block.id == spans[0].block and s.start <= spans[0].start < s.end)
        yield Hit(
            title=f"'{spans[0].quote}' and {len(spans) - 1} other times have no time zone",
            why=spans[0].quote + why,
            spans=spans,
            suggestion=add_sentence(first, f"All times are those of {to_specify('a place, or UTC')}."),
            severity=severity,
        )
        return
    for span in spans:
        yield Hit(
            title=f"'{span.quote}' has no time zone",
            why=span.quote + why,
            spans=(span,),
            suggestion=add_behind(span, f" {to_specify('time zone, such as a place')}"),
            severity=severity,
        )


def _zoneless(ir: DocumentIR, clocks: Sequence[TimeRule]) -> Iterator[Span]:
    zoned = any(rule.zone for rule in clocks)
    blocks = {block.id: block for block in ir.blocks}
    texts = {name: block.text for name, block in blocks.items()}
    begins = {one.span for one, other in pairwise(clocks) if _spans_to(texts[one.span.block], one.span, other.span)}
    told = {rule.span.block for rule in clocks if rule.zone}  # another time of the same paragraph has a zone
    placed = {rule.what for rule in clocks if rule.span.block in told}
    rows = set[tuple[str, int, int]]()
    for rule in clocks:
        cell = blocks[rule.span.block].cell
        row = cell and (blocks[rule.span.block].part, cell.table, cell.row)
        if rule.span.block in told or rule.what in placed or row in rows:
            continue
        if rule.zone or (zoned and "close" in ir.around(rule.span)):
            continue
        if rule.span in begins:  # "from 10:00 to 17:00" lacks one zone
            continue
        if row:
            rows.add(row)
        yield rule.span


_TO = re.compile(r"\s?(?:to|and|until|till|-|–)\s?")


def _spans_to(text: str, start: Span, end: Span) -> bool:
    """Whether two times in a text are the two ends of one period."""
    return start.block == end.block and _TO.fullmatch(text, start.end, end.start) is not None


_AT_DAY = re.compile(
    r"\b(?:rebalanc\w+|reconstitut\w+|executed|traded?s?)\b[^.;]{0,40}?\b(?:on|at) "
    r"(?:the )?(?:last|first|third|second|final|month|quarter|\d)[^.;]{0,30}|\b"
    r"(?:data |order )?cut-?off time\b[^.;]{0,30}|\b(?:at|is) (?:the )?end of (?:the )?day\b"
)
_MOMENT = re.compile(
    r"\b(?:clos(?:e|ing)|open(?:ing)?|auction|vwap|twap|effective (?:after|prior|before|at)|end[- ]of[- ]day price"
    r"|after the market|before the market)\b"
)


def _moment(ir: DocumentIR) -> Iterator[Hit]:
    if ir.segments.say(CLOCK):
        return
    for segment in ir.prose.having(_AT_DAY):
        match = _AT_DAY.search(segment.low)
        if not match or _MOMENT.search(segment.low) or any(_MOMENT.search(s.low) for s in ir.with_all(["rebalanc"])):
            continue
        words = segment.text[match.start() : match.end()].strip()
        yield Hit(
            title=f"Time of day and time zone are not specified for '{words}'",
            why="The day is given but not the moment: at the open in Tokyo and at the close in New York prices differ"
            " by a day's trading.",
            spans=(segment.span(match.start(), match.start() + len(words.split()[0])),),
            suggestion=add_sentence(
                segment,
                f"This takes place at {to_specify('time, time zone and the price used, such as a closing price')}.",
            ),
        )
        return


YEARLY = re.compile(
    r"\b(?P<event>rebalanc\w*|reconstitut\w*|review\w*|reweight\w*|reset\w*"
    r"|roll\w*)\b[^.;]{0,40}?\b(?P<often>annual(?:ly)?|yearly|semi-?annual(?:ly)?|half-?yearly|quarterly|monthly"
    r"|twice a year|once a year|every (?:\w+ )?(?:months?|quarters?|years?)|weekly|fortnightly|(?:each|every|once an?"
    r"|(?:two|three|four) times an?) (?:week|month|quarter|half-?year|year))\b|\b(?P<often2>annual(?:ly)?|yearly"
    r"|semi-?annual(?:ly)?|half-?yearly|quarterly|monthly|weekly|fortnightly) (?P<event2>rebalanc\w*|reconstitut\w*"
    r"|review\w*|reweight\w*|resets?|rolls?)\b"
)
_DATE = re.compile(
    r"\b(?:(?:last|first|second|third|fourth|final) "
    r"(?:(?:trading|business|calendar|nyse|index) )?(?:\w+ )?(?:monday|tuesday|wednesday|thursday|friday|day|weekday"
    r"|session)|\d{1,2}(?:st|nd|rd|th)?(?: of)? "
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"(?:january|february|march|april|june|july|august|september|october|november|december) \d{1,2}|"
    r"(?:month|quarter|year)[- ]ends?|third friday|schedule:|following (?:schedule|dates)|effective dates?|rebalanc"
    r"(?:e|ing) dates?|business day of|trading day of|\d(?:st|nd|rd|th) (?:trading|business|calendar) day"
    r"|monday after|(?:each|every|on|the|of) (?:mon|tues|wednes|thurs|fri)days?)(?!\w)"
)


_OF_RULES = re.compile(
    r"\b(?:methodology|polic(?:y|ies)|procedures?|document|model|governance)\b"
    r"|\blists? of (?:exchanges|venues|brokers|suppliers|providers|counterparties)\b"
    r"|\b(?:committee|board|officer|compliance|auditors?|desk|team) (?:also )?reviews (?:them|it|these|the|all) ?"
    r"(?:results|figures|reports|logs|costs|exceptions|outcomes)?(?= (?:each|every|once|quarterly|monthly|annually))"
)
"""What is reviewed without moving a number."""
_MONTH = re.compile(rf"\b{MONTH}\b")
_EVENTS = {"rebala": "rebalancing", "recons": "reconstitution", "review": "review"}
_KIN = ("rebalanc", "reconstitut", "reconstitution", "review")
"""Events that usually fall on one date: if one of them has it, the others are taken to have it too."""


def _date(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    dated = {segment.section for segment in ir.rules.having(_DATE) if _DATE.search(segment.low)}
    kin_dated = any(_DATE.search(f"{s.low} {s.lead.lower()}") for stem in _KIN for s in ir.with_all([stem]))
    for segment in ir.rules.having(YEARLY):
        match = YEARLY.search(segment.low)
        if not match or "at least" in segment.low or segment.section in dated or _OF_RULES.search(segment.low):
            continue
        event = (match["event"] or match["event2"])[:6]
        if event in told or (kin_dated and event in _EVENTS):
            continue
        told.add(event)
        words = segment.text[match.start() : match.end()]
        which = "which day of these months" if _MONTH.search(segment.low) else "day and months"
        yield Hit(
            title=f"'{words}': the date is not specified",
            why=f"“{match['often'] or match['often2']}” does not say on which day. A {_EVENTS.get(event, 'date')} in"
            " the first week of a month and one in its last week work with different prices and members.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(segment, match.end(), f" on {to_specify(f'{which}, and by which calendar')}"),
        )


CHECKS = (
    Check(
        id="DS-CAL-08",
        title="A time of day without a time zone",
        matters="The same clock time comes at three moments a day.",
        fix="Add the time zone by city, as in “16:00 London time”, so that daylight saving follows it.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_zone,
        bad=(
            "The level is fixed at 16:00.",
            "Orders are taken until 09:30.\n\nThe level is fixed at 16:00.\n\nIt is out at 17:00, or by 18:00 if late.",
        ),
        good=(
            "The level is fixed at 16:00 New York time.",
            "The ratio is 1:20.",
            "The level is fixed at 16:00 New York time. Where it is not published by 18:00, it follows the next day.",
            "A day is one on which the exchange is open, and times are Mountain Time.\n\nThe file is read at 5:45 a.m.",
            "Unless stated otherwise, times are Eastern European (summer) time.\n\nLists are out at 10:20.",
            "All times are Helsinki.\n\nLists are out at 10:20.",
            "| Item | Value |\n| Time zone | Asia/Tokyo |\n\nThe level is published at 18:10.",
            "Bids are taken at 11:15 London time.\n\n| Bids at 11:15 | What is done |\n| none | repeat |",
            "| Item | Value |\n| Time | London time (Europe/London) |\n\nThe level is published at 17:30.",
            "| Item | Value |\n| Time zone | All times are New York time |\n\nThe level is published by 8:00 p.m.",
            "| Parameter | Unit | Value |\n| Start | hh:mm:ss, Europe/Paris | 09:05:00 |",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-CAL-09",
        title="A day without a time",
        matters="Open and close of one day are different prices.",
        fix="Add the time or the session: at the open, at the close, in the closing auction.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.HIGH,
        find=_moment,
        bad=("The portfolio is rebalanced on the last day of each month.", "The data cutoff time is end of day."),
        good=("The portfolio is rebalanced at the close on the last day of each month.",),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-10",
        title="A recurring event without a date",
        matters="Annually is not a day.",
        fix="Give the month and the rule for the day, for instance “the third Friday of March, or the next "
        "trading day”.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_date,
        bad=("The index is reviewed annually.", "Weights are reset each week."),
        good=(
            "The index is reviewed annually on the third Friday of March.",
            "The list of exchanges is reviewed each year.",
        ),
        confidence=0.8,
    ),
)
