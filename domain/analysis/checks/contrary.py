"""Contrary rules: two caps on one class, in here and out there, two prices or times for one valuation, two periods."""

import re
from collections.abc import Iterator
from itertools import combinations

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED, count_of
from domain.semantics.quantities import Side, bounds
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words, word_set

_MOST = 40
"""Passages of one kind that are compared with one another."""
_CASE = re.compile(
    r"\b(?:if|when|where|unless|otherwise|fallback|instead|except|initial\w*|first|then|after|before|until|between"
    r"|intraday|soft|hard|warning|temporar\w+|provisional\w*|preliminary|final|previous\w*|former\w*|for (?:the )?"
    r"(?:purposes?|example))\b"
)
"""What says that a rule holds in one case, so that another may hold in the next."""


def _pair(one: Segment, other: Segment) -> str:
    here, there = one.section.printed or "one passage", other.section.printed or "another"
    return here if here == there else f"{here} and {there}"


_CLASS = (
    "issuer|sector|country|industry|region|constituent|stock|security|bond|company|asset|position|contract|commodity|currency"
    "|counterparty|client|order|venue|portfolio|fund|name|borrower|token|coin"
)
_OF_CLASS = re.compile(
    rf"\b(?:each|any|every|no|one|single|per|an?|individual|the|of)? ?(?P<what>{_CLASS})(?:'s)?(?P<plural>s|ies)?\b"
)
_SHARE = re.compile(
    r"\b(?:exposures?|weights?|weighting|represents?|account(?:s|ed)? for|share|allocations?|concentration)\b"
)
_AT_REVIEW = re.compile(r"\b(?:at|after|on|before) (?:each |every |any |the )?(?:rebalancing|review|reconstitution)\b")
"""A cap is meant there where nothing else is said."""
_GROUPED = re.compile(
    r"\b(?:top|largest|sum|total|aggregate|combined|together|all|group|five|ten|each of|among|within)\b"
)


def _share_caps(ir: DocumentIR) -> Iterator[tuple[str, Segment, int, int, float]]:
    """What has at most which share of the whole: the class, and where the figure stands."""
    for segment in ir.rules.having(_SHARE):
        said = _AT_REVIEW.sub("", segment.low)
        if not _SHARE.search(segment.low) or _CASE.search(said) or _GROUPED.search(segment.low):
            continue
        most = [b for b in bounds(segment.low) if b.side is Side.MOST and b.quantity.unit == "%"]
        classes = {match["what"] for match in _OF_CLASS.finditer(segment.low)} - {"portfolio", "fund"}
        if len(most) == 1 and len(classes) == 1:
            bound = most[0]
            yield classes.pop(), segment, bound.start, bound.end, bound.quantity.value


def _two_caps(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for first, second in combinations(list(_share_caps(ir))[:_MOST], 2):
        what, one, start, end, value = first
        other_what, other, other_start, other_end, other_value = second
        if what != other_what or value == other_value or one is other or what in told:
            continue
        if (content_words(one.low) ^ content_words(other.low)) & _PARTS:
            continue
        told.add(what)
        words = [one.text[start:end].strip(), other.text[other_start:other_end].strip()]
        yield Hit(
            title=f"Contradictory caps for one {what}: '{words[0]}' and '{words[1]}'",
            why=f"In {_pair(one, other)} the share of one {what} is limited to {value:g}% and to {other_value:g}%. A"
            " weight between the two is cut by one reader and kept by another.",
            spans=(one.span(start, end), other.span(other_start, other_end)),
            suggestion=replace(other, other_start, other_end, to_specify(f"{words[0]} or {words[1]}")),
        )


_PARTS = word_set(
    "new existing gross net long short large small emerging developed government corporate daily annual buffer"
    " europe asia america turnover volume spread cash"
)

_OUT = re.compile(
    r"\b(?:excluding|excludes?|not including|other than) (?P<what>[a-z][\w+ -]{1,50}?)(?=[.,;:)\n]|$| and\b| or\b|"
    r" from\b| at\b"
    r"| which\b| that\b)"
    r"|(?:^|- )(?P<what2>[a-z][\w+ -]{2,40}?) (?:is|are) (?:always |also )?(?:excluded|not eligible|ineligible|not"
    r" (?:permitted"
    r"|allowed|included|accepted|considered|admitted)|prohibited)(?=[.,;]|$| from\b)"
)
_IN = re.compile(
    r"\b(?:including|includes?|comprises?|consists? of|contains?|may (?:also )?(?:hold|include|contain|use|trade)"
    r"|eligible"
    r"[a-z ]{0,12} are) (?P<what>[a-z][\w+ ,-]{2,80}?)(?=[.;:)\n]|$)"
    r"|(?:^|- )(?P<what2>[a-z][\w+ -]{2,40}?) (?:is|are) (?:always |also )?(?:eligible|included|permitted|allowed"
    r"|accepted"
    r"|admitted|considered)(?=[.,;]|$| for\b| in\b)"
)
_GRADES = re.compile(r"(?<![\w+-])(?:aaa|aa|bbb|bb|ccc|cc|baa|ba|caa|ca)(?:[+-]|\d)?(?![\w-])")
_END = rf"(?:{_GRADES.pattern}|(?<![\w+-])[abc][+-]?(?![\w-]))"
_RANGE = re.compile(rf"\bbetween (?P<one>{_END}) and (?P<other>{_END})")
_NOT_A_THING = word_set("company stock security bond asset constituent instrument data value day date case")


def _things(match: re.Match[str]) -> Iterator[frozenset[str]]:
    said = match["what"] or match["what2"] or ""
    for part in re.split(r",| and | or ", said):
        yield content_words(part) | frozenset(g.group() for g in _GRADES.finditer(part))


def _in_and_out(ir: DocumentIR) -> Iterator[Hit]:
    outs = [
        (segment, match, thing)
        for segment in ir.prose.having(_OUT)
        if not _CASE.search(segment.low)
        for match in _OUT.finditer(segment.low)
        for thing in _things(match)
    ]
    if not outs:
        return
    ins = [
        (segment, match.span(), thing)
        for segment in ir.prose.having(_IN)
        if not _CASE.search(segment.low)
        for match in _IN.finditer(segment.low)
        if not _OUT.search(segment.low)
        for thing in _things(match)
    ]
    ins += [
        (segment, match.span(), frozenset((match[end],)))
        for segment in ir.prose.having(_RANGE)
        for match in _RANGE.finditer(segment.low)
        for end in ("one", "other")
    ]
    for (out, match, not_in), (within, at, is_in) in (
        (a, b) for a in outs[:_MOST] for b in ins[:_MOST] if a[0] is not b[0]
    ):
        grades = {thing for thing in not_in if _GRADES.fullmatch(thing)}
        same = bool(grades & is_in) if grades else not_in == is_in and not not_in <= _NOT_A_THING
        if same:
            words = [within.text[slice(*at)].strip(), out.text[match.start() : match.end()].strip(" -")]
            yield Hit(
                title=f"Contradictory: in by '{words[0]}', out by '{words[1]}'",
                why=f"In {_pair(within, out)} the same is both taken in and left out. Each reader follows the sentence"
                " that was read last.",
                spans=(within.span(*at), out.span(*match.span())),
                suggestion=replace(out, *match.span(), to_specify(f"whether “{words[0]}” or “{words[1]}” holds")),
            )
            return


_PRICED = re.compile(
    r"\b(?:priced|valued|marked|valuations?|prices|pric(?:e|ing)|fixings?|quotes?|snapshots?|levels?)\b"
)
_PRICE_SIDE = re.compile(
    r"\b(?P<side>bid|ask|offer|mid|opening|closing|settlement|last traded|vwap|twap)(?:[- ](?:side|prices?|quotes?"
    r"|levels?))\b"
)
_CLOCK = re.compile(r"(?<![\d:])(?P<hour>\d{1,2})[:.](?P<minute>[0-5]\d)(?= ?(?:[ap]\.?m|[a-z]{2,}|[.,;)]|$))")
_FOR_USE = re.compile(r"\b(?:is|are|uses?|using|used|based on|taken|calculated|published)\b")
_OF_PRICES = re.compile(r"\b(?:pric\w*|valu\w*|fixing|mark(?:ing)?[- ]to[- ]market|snapshot|quotes?)\b")


def _two_prices(ir: DocumentIR) -> Iterator[Hit]:
    """In a section on prices, two sides or two clock times for the price that is used."""
    said = [
        segment
        for segment in ir.rules.having(_PRICE_SIDE)
        if _OF_PRICES.search(segment.section.title.lower())
        and segment.kind is SegmentKind.SENTENCE
        and _PRICED.search(segment.low)
        and _FOR_USE.search(segment.low)
        and not _CASE.search(segment.low)
    ]
    for one, other in combinations(said[:_MOST], 2):
        sides = [list(_PRICE_SIDE.finditer(s.low)) for s in (one, other)]
        if one.section is not other.section or any(len(found) != 1 for found in sides):
            continue
        (first,), (second,) = sides
        clocks = [{(m["hour"].lstrip("0"), m["minute"]) for m in _CLOCK.finditer(s.low)} for s in (one, other)]
        apart = content_words(one.low) ^ content_words(other.low)
        if first["side"] == second["side"] or apart & _USES:
            continue
        times = clocks[0] and clocks[1] and clocks[0] != clocks[1]
        words = [s.text[m.start() : m.end()] for s, m in ((one, first), (other, second))]
        yield Hit(
            title=f"Contradictory prices{' and times' if times else ''}: '{words[0]}' and '{words[1]}'",
            why=f"“{one.text[:100]}” and “{other.text[:100]}” take two prices for one valuation; the two are apart by"
            " the spread or by what happens between them.",
            spans=(one.span(*first.span()), other.span(*second.span())),
            suggestion=replace(other, *second.span(), to_specify(f"{words[0]}, or {words[1]}")),
        )
        return


_USES = word_set(
    "entering leaving new existing buy sell long short added removed purchase sale real-time equity future option fx"
)

_WITHIN = re.compile(
    rf"\b(?P<lead>within|at least|no later than|not later than|for) (?P<count>\d{{1,3}}|{SPELLED}) "
    r"(?P<kind>(?:business|trading|calendar|working|index|exchange) )?(?P<unit>minute|hour|day|week|month)s?\b"
)


def _two_periods(ir: DocumentIR) -> Iterator[Hit]:
    """One act that is to be done within two periods: "reported within two business days", then "within three"."""
    said = [
        (segment, match)
        for segment in ir.prose.having(_WITHIN)
        for match in _WITHIN.finditer(segment.low)
        if segment.kind is not SegmentKind.CELL and not _CASE.search(segment.low)
    ]
    for (one, first), (other, second) in combinations(said[:_MOST], 2):
        alike = all(first[part] == second[part] for part in ("lead", "kind", "unit"))
        if one is other or not alike or count_of(first["count"]) == count_of(second["count"]):
            continue
        mine, theirs = (content_words(s.low) - content_words(m.group()) for s, m in ((one, first), (other, second)))
        if len(mine & theirs) < max(2, 0.6 * min(len(mine), len(theirs))) or (mine ^ theirs) & _PARTS:
            continue
        words = [s.text[m.start() : m.end()] for s, m in ((one, first), (other, second))]
        yield Hit(
            title=f"Two periods for one act: '{words[0]}' and '{words[1]}'",
            why=f"“{one.text[:100]}” and “{other.text[:100]}” give the same act two periods; between them it is late"
            " for one reader and in time for another.",
            spans=(one.span(*first.span()), other.span(*second.span())),
            suggestion=replace(other, *second.span(), to_specify(f"{words[0]}, or {words[1]}")),
        )
        return


CHECKS = (
    Check(
        id="DS-CON-23",
        title="Two caps on the share of one class",
        matters="Between the two caps one reader cuts and another does not.",
        fix="Keep one cap, or say for which case, time or group each of the two is.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_two_caps,
        bad=(
            "The weight of a country is capped at 20%.\n\nEach country may account for at most 25%.",
            "No sector may represent more than 30% of the value.\n\nSector weights are limited to 35%.",
        ),
        good=(
            "The weight of a country is capped at 20%.\n\nEach country may account for at most 20%.",
            "The weight of a country is capped at 20%.\n\nEach sector may account for at most 25%.",
            "The weight of a country is capped at 20%.\n\nAfter a drift a country may account for at most 25%.",
            "The weight of a stock is capped at 10%.\n\nThe five largest stocks together have a weight of at most 40%.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CON-24",
        title="Taken in by one rule, left out by another",
        matters="Membership is decided by the sentence that was read last.",
        fix="Decide which of the two holds, or say in which case each does.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_in_and_out,
        bad=(
            "Preferred shares are eligible.\n\nThe universe is all equities, excluding preferred shares.",
            "Issuers are rated between A and BB.\n\nIssuers are rated A or lower, excluding BB.",
            "The basket may hold depositary receipts.\n\nDepositary receipts are excluded.",
        ),
        good=(
            "Preferred shares are eligible.\n\nThe universe is all equities, excluding closed-end funds.",
            "Preferred shares are eligible if they are listed.\n\nPreferred shares are excluded.",
            "Issuers are rated between A and BB.\n\nIssuers are rated A or lower, excluding CCC.",
        ),
    ),
    Check(
        id="DS-CON-25",
        title="Two prices for one valuation",
        matters="Two prices are two values.",
        fix="Say which side, at which time, and for what each other price is used.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_two_prices,
        bad=("# 3. Valuation\n\nShares are valued at closing prices. The portfolio is valued using opening prices.",),
        good=(
            "# 3. Valuation\n\nShares are valued at closing prices. The portfolio is valued using closing prices.",
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
        find=_two_periods,
        bad=(
            "The administrator reports errors to users within two business days.\n\nErrors are reported to users within"
            " three business days.",
            "Quotes stay valid for 5 minutes.\n\nAll quotes stay valid for 10 minutes.",
        ),
        good=(
            "The administrator reports errors to users within two business days.\n\nErrors are reported to users within"
            " two business days.",
            "Errors are reported to users within two business days.\n\nComplaints are answered within ten business"
            " days.",
        ),
    ),
)
