"""Feasible: equal weights and caps that cannot make a whole of so many members."""

import re
from collections.abc import Iterator
from itertools import chain

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.measured import OF_CLASS, claims
from domain.semantics.members import CLASS, class_of, may_be_one
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.quantities import Side
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.tallies import in_figures

_SO_MANY = re.compile(
    rf"(?:^ *|\b(?:has|have|holds?|consists? of|comprises?|contains?|composed of|made up of|invests? in|(?:split"
    rf"|divided)"
    rf" into|across|selects?"
    rf"|basket of|portfolio of|index of) (?:the |exactly |a total of )? *)(?P<count>\d{{1,4}}) (?:[a-z-]+"
    rf" ){{0,2}}?(?P<what>{CLASS})\b"
)
_A_WEIGHT = r"(?:(?:an?|the|same|equal|weights?|share|of|at) )*"
_EACH_OF = re.compile(
    rf"\b(?P<count>\d{{1,4}}) (?:[a-z-]+ ){{0,2}}?(?P<what>{CLASS})\b[^.;:\d]{{0,20}}\beach (?:with|has|have|having"
    rf"|of which has|gets?|receives?|at) {_A_WEIGHT}(?P<weight>\d{{1,3}}(?:\.\d{{1,4}})?) ?(?:%|per ?cent\b)"
    rf"|\beach of (?:the |its )? *(?P<count2>\d{{1,4}}) (?:[a-z-]+ ){{0,2}}?(?:{CLASS}) (?:has|gets|receives|carries"
    rf"|weighs) {_A_WEIGHT}"
    r"(?P<weight2>\d{1,3}(?:\.\d{1,4})?) ?(?:%|per ?cent\b)"
)
_FEW = re.compile(
    r"\b(?:if|when|where|at least|at most|up to|between|per|each|every|committee|board|members of the|replac\w+|fewer"
    r"|more than|long"
    r"|short|cash|leverag\w*|initially|until|example|may)\b"
)
_PARTLY = re.compile(
    r"\b(?:if|when|unless|initially|long|short|cash|leverag\w*|until|example|up to|within|inside"
    r"|sub-?index|exposure|risk)\b"
)
_TOLERANCE = 0.015


def _counts(ir: DocumentIR) -> Iterator[tuple[str, int, Segment, tuple[int, int]]]:
    for segment in ir.prose.having(GIVES_NUMBER):
        if segment.kind is SegmentKind.CELL or not GIVES_NUMBER.search(segment.low):
            continue
        for match in () if _FEW.search(segment.low) else _SO_MANY.finditer(in_figures(segment.low)):
            yield class_of(match["what"]), int(match["count"]), segment, match.span()


def _each_of(ir: DocumentIR) -> Iterator[Hit]:
    """So many members of one sentence with a weight each: "ten coins, each with a weight of 12%"."""
    for segment in ir.prose.having(_EACH_OF):
        match = _EACH_OF.search(in_figures(segment.low))
        if match and segment.kind is not SegmentKind.CELL and not _PARTLY.search(segment.low):
            count, percent = int(match["count"] or match["count2"]), float(match["weight"] or match["weight2"])
            if count > 1 and abs(count * percent / 100 - 1) > _TOLERANCE:
                words = segment.text[slice(*match.span())].strip()
                yield Hit(
                    title=f"The weights cannot make 100%: '{words}'",
                    why=f"{count} times {percent:g}% is {count * percent:g}%. One of the two figures is wrong, or the"
                    f" rest"
                    " is held in something that is not named.",
                    spans=(segment.span(*match.span()),),
                    suggestion=replace(segment, *match.span(), f"{words} {to_specify('weights that make 100%')}"),
                )
                return


def _cannot_be_whole(ir: DocumentIR) -> Iterator[Hit]:
    counts = list(_counts(ir))
    if not counts:
        return
    for segment in ir.prose.having(OF_CLASS):
        if segment.kind is SegmentKind.CELL or _PARTLY.search(segment.low):
            continue
        for claim in claims(segment.low):
            numbers = [said for said in counts if claim.of and (said[0] == claim.of or may_be_one(said[0], claim.of))]
            if claim.measure != "weight" or len({count for _, count, *_ in numbers}) != 1 or claim.side is Side.LEAST:
                continue
            _, count, other, at = numbers[0]
            made = count * claim.value
            if abs(made - 1) <= _TOLERANCE or (claim.side is Side.MOST and made > 1) or count < 2:
                continue
            what, words = segment.text[claim.start : claim.end], other.text[slice(*at)]
            capped = "at most " if claim.side is Side.MOST else ""
            yield Hit(
                title=f"The weights cannot make 100%: '{what}' and '{words}'",
                why=f"{count} times {claim.value * 100:g}% is {capped}{made * 100:g}%. One of the two figures is"
                f" wrong, or"
                " the rest is held in something that is not named.",
                spans=(segment.span(claim.start, claim.end), other.span(*at)),
                suggestion=replace(segment, claim.start, claim.end, f"{what} {to_specify('weights that make 100%')}"),
            )
            return


CHECKS = (
    Check(
        id="DS-CON-39",
        title="Equal weights or caps that cannot make a whole",
        matters="What cannot add up to 100% is resolved by each implementer in his own way.",
        fix="Correct the weight, the cap or the number of members, or say what the rest is held in.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_cannot_be_whole(ir), _each_of(ir)),
        bad=(
            "The basket has eight members.\n\nEach member has a weight of 15%.",
            "The index consists of 12 shares.\n\nNo share may weigh more than 5%.",
            "The index contains ten coins, each with a weight of 12%.",
            "Capital is split into four sleeves. Each sleeve has a weight of 20%.",
        ),
        good=(
            "The basket has eight members.\n\nEach member has a weight of 12.5%.",
            "The index consists of 12 shares.\n\nNo share may weigh more than 15%.",
            "Capital is split into three sleeves. Each sleeve has a weight of 33.3%.",
            "The index consists of 12 shares.\n\nNo sector may weigh more than 5%.",
            "The committee has five members.\n\nNo share may weigh more than 5%.",
        ),
    ),
)
