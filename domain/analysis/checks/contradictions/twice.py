"""Twice: days, offsets, prices and periods that two passages give one act differently."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, combinations, islice

from domain.analysis.checks.cases import IN_A_CASE, kinds_apart
from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED, count_of
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words, root

_MOST = 40
"""Passages of one kind that are compared with one another."""
Said = tuple[Segment, re.Match[str]]
"""A passage, and the words in it that may be at odds with those of another."""


def _at_odds(said: Iterable[Said], what: Callable[[Said, Said], str], why: str) -> Iterator[Hit]:
    """The first two passages of which `what` says what they are at odds about."""
    for (one, first), (other, second) in combinations(islice(said, _MOST), 2):
        if one is other or not (about := what((one, first), (other, second))):
            continue
        here, there = one.text[first.start() : first.end()], other.text[second.start() : second.end()]
        yield Hit(
            title=f"{about}: '{here}' and '{there}'",
            why=f"“{one.text[:100]}” and “{other.text[:100]}” {why}",
            spans=(one.span(*first.span()), other.span(*second.span())),
            suggestion=replace(other, *second.span(), to_specify(f"{here}, or {there}")),
        )
        return


_DAYS = "monday|tuesday|wednesday|thursday|friday"
_NTH = re.compile(rf"\b(?P<nth>first|second|third|fourth|last) (?P<day>{_DAYS})\b")
_NTH_DAY = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|penultimate"
_TAKES_EFFECT = re.compile(r"\b(?:effective|take[s]? effect|with effect|in effect|implemented|come[s]? into force)\b")


def _days(ir: DocumentIR) -> Iterator[Hit]:
    """Two weekdays on which the same takes effect."""

    def effective() -> Iterator[Said]:
        for segment in ir.prose.having(_NTH):
            days = list(_NTH.finditer(segment.low))
            if len(days) == 1 and _TAKES_EFFECT.search(segment.low):
                yield segment, days[0]

    def what(one: Said, other: Said) -> str:
        differ = one[0].section is other[0].section and one[1].group() != other[1].group()
        return "Two days on which it takes effect" if differ else ""

    return _at_odds(effective(), what, "name different days. Weights and prices are taken on both.")


_STARTS = re.compile(
    rf"\b(?P<what>start|begin|end)(?:s|ning|ting|ing)? on the (?P<nth>{_NTH_DAY}) (?:[a-z]+ )?day of (?:the|each|every)"
    r" (?P<unit>month|quarter|week)\b"
)


def _starts(ir: DocumentIR) -> Iterator[Hit]:
    """Two days on which one step of a section begins: the fifth and the sixth business day of the month."""

    def what(one: Said, other: Said) -> str:
        first, second = one[1], other[1]
        same = one[0].section is other[0].section and first["unit"] == second["unit"]
        ends = "end" in (first["what"], second["what"])
        if not same or ends or first["nth"] == second["nth"] or not _shared_root(one[0].low, other[0].low):
            return ""
        return "Two days on which it begins"

    said = (
        (segment, match)
        for segment in ir.prose.having(_STARTS)
        for match in _STARTS.finditer(segment.low)
        if not IN_A_CASE.search(segment.low[: match.start()])
    )
    return _at_odds(said, what, "name different days; what happens on the first is at other prices for one of them.")


def _shared_root(one: str, other: str) -> bool:
    """Whether two passages are of one step: rolling, the roll period."""
    return bool({root(word) for word in content_words(one)} & {root(word) for word in content_words(other)} - _OF_DAYS)


_OF_DAYS = {
    root(word) for word in content_words("day days month week quarter business trading start begin each period")
}

_OFFSET = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{SPELLED}) (?P<kind>[a-z]+ )?days? (?P<side>before|prior to|after|following)"
    r" (?:the|each|every) (?P<anchor>[a-z-]+(?: [a-z-]+)? (?:date|day))\b"
)


def _offsets(ir: DocumentIR) -> Iterator[Hit]:
    """Two numbers of days from one date for what is done in the same words: "determined two days before"."""

    def what(one: Said, other: Said) -> str:
        first, second = one[1], other[1]
        if not _alike(first, second, "kind", "side", "anchor"):
            return ""
        anchor = content_words(f"{first['anchor']} {first['kind']} day days")
        shared = (content_words(one[0].low) & content_words(other[0].low)) - anchor
        return "Two days for one step" if len(shared) >= 2 else ""

    said = ((segment, match) for segment in ir.rules.having(_OFFSET) for match in _OFFSET.finditer(segment.low))
    return _at_odds(said, what, "put the same on different days.")


def _alike(first: re.Match[str], second: re.Match[str], *parts: str) -> bool:
    """Whether two counts differ and are of the same kind otherwise."""
    return all(first[part] == second[part] for part in parts) and count_of(first["count"]) != count_of(second["count"])


_PRICED = re.compile(
    r"\b(?:priced|valued|marked|valuations?|prices|pric(?:e|ing)|fixings?|quotes?|snapshots?|levels?)\b"
)
_PRICE_SIDE = re.compile(
    r"\b(?P<side>bid|ask|offer|mid|opening|closing|settlement|last traded|vwap|twap)(?:[- ](?:side|prices?|quotes?"
    r"|levels?))\b"
)
_CLOCK = re.compile(r"(?<![\d:])(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?= ?(?:[ap]\.?m|[a-z]{2,}|[.,;)]|$))")
_PREDICATE = re.compile(r"\b(?:is|are|uses?|using|used|based on|taken|calculated|published)\b")
_OF_PRICES = re.compile(r"\b(?:pric\w*|valu\w*|fixing|mark(?:ing)?[- ]to[- ]market|snapshot|quotes?)\b")
_USES = content_words(  # as the stems that it is compared with
    "entering leaving new existing buy sell long short added removed purchase sale real-time equity future option fx"
)
_WHOLE = content_words(
    "all portfolio portfolios basket index holdings holding positions position constituents constituent components"
    " component members prices price valuation valuations value level assets instruments"
)
"""Subjects whose price is that of whatever they hold."""


def _prices(ir: DocumentIR) -> Iterator[Hit]:
    """In a section on prices, two sides or two clock times for the price that is used."""

    def used() -> Iterator[Said]:
        for segment in ir.rules.having(_PRICE_SIDE):
            sides = list(_PRICE_SIDE.finditer(segment.low))
            if (
                len(sides) == 1
                and segment.kind is SegmentKind.SENTENCE
                and _OF_PRICES.search(segment.section.title.lower())
                and _PRICED.search(segment.low)
                and _PREDICATE.search(segment.low)
                and not IN_A_CASE.search(segment.low)
            ):
                yield segment, sides[0]

    def what(one: Said, other: Said) -> str:
        apart = content_words(one[0].low) ^ content_words(other[0].low)
        if one[0].section is not other[0].section or one[1]["side"] == other[1]["side"] or apart & _USES:
            return ""
        subjects = [content_words(_PREDICATE.split(segment.low, 1)[0]) for segment, _ in (one, other)]
        if subjects[0] ^ subjects[1] and not any(subject <= _WHOLE for subject in subjects):
            return ""
        here, there = (
            {(clock["hour"].lstrip("0"), clock["minute"]) for clock in _CLOCK.finditer(segment.low)}
            for segment, _ in (one, other)
        )
        return f"Contradictory prices{' and times' if here and there and here != there else ''}"

    why = "take two prices for one valuation; the two are apart by the spread or by what happens between them."
    return _at_odds(used(), what, why)


_WITHIN = re.compile(
    rf"\b(?P<lead>within|at least|no later than|not later than|for) (?P<count>\d{{1,3}}|{SPELLED}) "
    r"(?P<kind>(?:business|trading|calendar|working|index|exchange) )?(?P<unit>minute|hour|day|week|month)s?\b"
)


_BESIDES = content_words("section received receives receipt users user clients always also firm every last date")
"""Words that make no other act of it."""


def _periods(ir: DocumentIR) -> Iterator[Hit]:
    """One act that is to be done within two periods: "reported within two business days", then "within three"."""

    def what(one: Said, other: Said) -> str:
        if not _alike(one[1], other[1], "lead", "kind", "unit"):
            return ""
        mine, theirs = (content_words(segment.low) - content_words(match.group()) for segment, match in (one, other))
        shared = mine & theirs
        if len(shared) < max(2, 0.6 * min(len(mine), len(theirs))) or kinds_apart(mine, theirs):
            return ""
        # to the one body and to the other, answered and acknowledged: two acts
        two_acts = mine - shared - _BESIDES and theirs - shared - _BESIDES
        return "" if two_acts else "Two periods for one act"

    said = (
        (segment, match)
        for segment in ir.prose.having(_WITHIN)
        for match in _WITHIN.finditer(segment.low)
        if segment.kind is not SegmentKind.CELL and not IN_A_CASE.search(segment.low)
    )
    why = "give the same act two periods; between them it is late for one reader and in time for another."
    return _at_odds(said, what, why)


CHECKS = (
    Check(
        id="DS-CON-22",
        title="Two days for one change",
        matters="Two implementers change on two days.",
        fix="Name the day once, and refer to it by a defined term.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_days(ir), _offsets(ir), _starts(ir)),
        bad=(
            "Changes are effective after the close of the third Friday of March.\n\nChanges become effective on the"
            " second Friday.",
            "Positions are rolled over five days, starting on the fifth business day of the"
            " month.\n\nThe roll begins"
            " on the sixth business day of each month.",
            "Amounts are determined two business days before the roll date.\n\nAmounts sold are determined one business"
            " day before the roll date.",
        ),
        good=(
            "The roll begins on the sixth business day of each month.\n\nThe averaging of yields begins on the second"
            " business day of each month.",
            "Changes are effective after the close of the third Friday of March.\n\nChanges are announced on the second"
            " Friday.",
        ),
    ),
    Check(
        id="DS-CON-25",
        title="Two prices for one valuation",
        matters="Two prices are two values.",
        fix="Say which side, at which time, and for what each other price is used.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_prices,
        bad=("# 3. Valuation\n\nShares are valued at closing prices. The portfolio is valued using opening prices.",),
        good=(
            "# 3. Valuation\n\nShares are valued at closing prices. The portfolio is valued using closing prices.",
            "# 3. Valuation\n\nLoans are valued at bid prices. The comparison group uses mid prices.",
            "# 3. Valuation\n\nShares are valued at closing prices. If none is published, bid prices are used.",
            "# 3. Valuation\n\nNew shares are priced at the ask price. Existing shares are priced at the bid price.",
        ),
    ),
    Check(
        id="DS-CON-26",
        title="Two periods for one act",
        matters="In between it is late for one reader and in time for the other.",
        fix="Give the period once, and refer to it from the other place.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_periods,
        bad=(
            "The administrator reports errors to users within two business days.\n\nErrors are reported to users within"
            " three business days.",
            "Quotes stay valid for 5 minutes.\n\nAll quotes stay valid for 10 minutes.",
        ),
        good=(
            "The administrator reports errors to users within two business days.\n\nErrors are reported to users within"
            " two business days.",
            "Losses are reported to the board within one hour.\n\nLosses are reported to the auditor within 24 hours.",
            "Errors are reported to users within two business days.\n\nComplaints are answered within ten business"
            " days.",
        ),
    ),
)
