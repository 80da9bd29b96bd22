"""Contrary rules: two caps on one class, in here and out there."""

import re
from collections.abc import Iterator
from itertools import combinations

from domain.analysis.checks.cases import IN_A_CASE, kinds_apart
from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import Side, bounds
from domain.semantics.segments import Segment
from domain.semantics.words import content_words, word_set

_MOST = 40
"""Passages of one kind that are compared with one another."""


def _pair(one: Segment, other: Segment) -> str:
    here, there = one.section.printed or "one passage", other.section.printed or "another"
    return here if here == there else f"{here} and {there}"


_CLASS = (
    "issuer|sector|country|industry|region|constituent|stock|security|bond|company|asset|position|contract|commodity"
    "|currency"
    "|counterparty|client|order|venue|portfolio|fund|name|borrower|token|coin"
)
_DETERMINER = (
    r"(?:each|any|every|no|one|single|per|an?|individual|the|of|which|that|this|other|and|or|in|by|for|to|than|cap"
    r"|limit)"
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
_NARROWED = re.compile(
    rf"\b(?:{_CLASS})(?:s|ies)? (?:[a-z]{{3,}}ed|with|that|which|whose|from|outside|on)\b"
    r"|\b(?:sleeve|segment|sub-?index|sub-?portfolio|book|leg|tier|bucket|tranche|desk)s?\b"
)
"""What says that only a part of the class is capped: "a bond rated BB", "in the core sleeve"."""
_QUALIFIED = re.compile(rf"\b(?P<word>(?!{_DETERMINER}\b)[a-z]+(?:-[a-z]+)*) (?:{_CLASS})(?:s|ies)?\b")
_BASE = re.compile(r"(?:%|per ?cent) of (?:the |its |an? )?(?P<base>[a-z]+(?:[ -][a-z]+)?)")


def _share_caps(ir: DocumentIR) -> Iterator[tuple[str, Segment, int, int, float]]:
    """What has at most which share of the whole: the class, and where the figure stands."""
    for segment in ir.rules.having(_SHARE):
        said = _AT_REVIEW.sub("", segment.low)
        if (
            not _SHARE.search(segment.low)
            or IN_A_CASE.search(said)
            or _GROUPED.search(segment.low)
            or _NARROWED.search(segment.low)
        ):
            continue
        most = [b for b in bounds(segment.low) if b.side is Side.MOST and b.quantity.unit == "%"]
        classes = {match["what"] for match in _OF_CLASS.finditer(segment.low)} - {"portfolio", "fund"}
        if len(most) == 1 and len(classes) == 1:
            bound = most[0]
            yield classes.pop(), segment, bound.start, bound.end, bound.quantity.value


def _scope(segment: Segment) -> frozenset[str]:
    """The words that say of which of a class, or of what else than the whole, a share is meant."""
    kinds = (match["word"] for match in _QUALIFIED.finditer(segment.low))
    bases = (match["base"] for match in _BASE.finditer(segment.low))
    return content_words(" ".join((*kinds, *bases))) - _OF_THE_WHOLE


_OF_THE_WHOLE = content_words("weight total whole index portfolio basket fund value net assets market capitalisation")


def _two_caps(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for first, second in combinations(list(_share_caps(ir))[:_MOST], 2):
        what, one, start, end, value = first
        other_what, other, other_start, other_end, other_value = second
        if what != other_what or value == other_value or one is other or what in told:
            continue
        if kinds_apart(content_words(one.low), content_words(other.low)) or _scope(one) != _scope(other):
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


_OUT = re.compile(
    r"\b(?:excluding|excludes?|(?:does|do) not include|not including"
    r"|other than) (?P<what>[a-z][\w+ -]{1,50}?)(?=[.,;:)\n]|$| and\b| or\b| from\b| at\b| which\b| that\b)"
    r"|(?:^|- )(?P<what2>[a-z][\w+ -]{2,40}?) (?:is|are) (?:always |also )?(?:excluded|not eligible|ineligible|not"
    r" (?:permitted|allowed|included|accepted|considered|admitted)|prohibited)(?=[.,;]|$| from\b)"
)
_IN = re.compile(
    r"\b(?:including|includes?|comprises?|consists? of|contains?|may (?:also )?(?:hold|include|contain|use|trade)"
    r"|eligible[a-z ]{0,12} are) (?P<what>[a-z][\w+ ,-]{2,80}?)(?=[.;:)\n]|$)"
    r"|(?:^|- )(?P<what2>[a-z][\w+ -]{2,40}?) (?:is|are) (?:always |also )?(?:eligible|included|permitted|allowed"
    r"|accepted|admitted|considered)(?=[.,;]|$| for\b| in\b)"
)
_GRADES = re.compile(r"(?<![\w+-])(?:aaa|aa|bbb|bb|ccc|cc|baa|ba|caa|ca)(?:[+-]|\d)?(?![\w-])")
_END = rf"(?:{_GRADES.pattern}|(?<![\w+-])[abc][+-]?(?![\w-]))"
_RANGE = re.compile(rf"\bbetween (?P<one>{_END}) and (?P<other>{_END})")
_OF_A_FIGURE = re.compile(
    r"\b(?:returns?|version|variant|prices?|priced|quoted|rates?|interest|volumes?|dividends?|calculations?|computed"
    r"|series|costs?|fees?|tax(?:es)?|hours?|averages?|counts?|counted|hedg\w+|window|reports?|definition|term)\b"
)
"""What is taken in and left out there are parts of a figure."""
_NOT_A_THING = word_set("company stock security bond asset constituent instrument data value day date case")


def _figures(segment: Segment) -> frozenset[str]:
    """The figures that a passage is of: what is a part of one may not be one of the next."""
    return content_words(" ".join(match.group() for match in _OF_A_FIGURE.finditer(segment.low)))


def _things(match: re.Match[str]) -> Iterator[frozenset[str]]:
    said = match["what"] or match["what2"] or ""
    for part in re.split(r",| and | or ", said):
        yield content_words(part) | frozenset(g.group() for g in _GRADES.finditer(part))


def _in_and_out(ir: DocumentIR) -> Iterator[Hit]:
    outs = [
        (segment, match, thing)
        for segment in ir.prose.having(_OUT)
        if not IN_A_CASE.search(segment.low)
        for match in _OUT.finditer(segment.low)
        for thing in _things(match)
    ]
    if not outs:
        return
    ins = [
        (segment, match.span(), thing)
        for segment in ir.prose.having(_IN)
        if not IN_A_CASE.search(segment.low)
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
        if _figures(out) != _figures(within):
            continue
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
            "The weight of a bond rated B is limited to 1%.\n\nThe weight of a bond rated BB is limited to 3%.",
            "Each security has a weight of at most 5% in the core sleeve.\n\nEach security has a weight of at most 2%"
            " in the satellite sleeve.",
            "One order may represent at most 10% of the open interest.\n\nOne order may represent at most 25% of the"
            " depth.",
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
            "Market volume includes off-book trades.\n\nMarket volume does not include off-book trades.",
            "Preferred shares are eligible.\n\nThe universe is all equities, excluding preferred shares.",
            "Issuers are rated between A and BB.\n\nIssuers are rated A or lower, excluding BB.",
            "The basket may hold depositary receipts.\n\nDepositary receipts are excluded.",
        ),
        good=(
            "Preferred shares are eligible.\n\nThe universe is all equities, excluding closed-end funds.",
            "Coupons are included in the gross variant.\n\nCoupons are excluded from the clean price.",
            "Tax lots are included in the hedge.\n\nThe list has all lots, excluding tax lots.",
            "Preferred shares are eligible if they are listed.\n\nPreferred shares are excluded.",
            "Issuers are rated between A and BB.\n\nIssuers are rated A or lower, excluding CCC.",
        ),
    ),
)
