"""Scores and combinations: what is scored, on which scale, and how inputs are put together."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_SCORED = re.compile(
    r"\b(?P<how>scored|rated|graded|evaluated|assessed|screened|ranked|classified|selected|chosen) "
    r"(?:on|by|using|based on|for|according to|against|in terms of|with regard to) "
    r"(?:the |their |its |a |an |various |several |multiple |certain |relevant |key )*(?P<what>[^.;:]{0,70}?\b"
    r"(?:factors|criteria|characteristics|metrics|measures|considerations|dimensions|attributes|fundamentals|pillars"
    r"|quality|sustainability|attractiveness|performance|suitability|indicators))\b"
)


_BASED_ON = re.compile(r"^.*\b(?:based on|according to|on the basis of) (?:the |its )?", re.IGNORECASE)
"""Who scores stands before it: "chosen by the router based on historical fill quality"."""


def _scored(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_SCORED):
        match = _SCORED.search(segment.low)
        if not match or re.search(
            r":\s*$|\d|\b(?:section|appendix|table) [\da-z]\b|\bfollowing\b|\bbelow\b|\babove\b",
            segment.low[match.start("what") :],
        ):
            continue
        what = _BASED_ON.sub("", segment.text[match.start("what") : match.end("what")])
        if any("score" in formula.left.lower() for formula in ir.formulas) or _is_explained(ir, segment, match.end()):
            continue
        yield Hit(
            title=f"{capital(what)}: the scoring methodology is not defined",
            why=f"“{segment.text[match.start() : match.end()]}” gives neither the factors one by one, nor their data,"
            " scale and weights. Two providers' scores for one company routinely disagree.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('each factor, its data source, scale and weight')})"
            ),
        )


_SCORE_NAME = re.compile(r" (?:scores?|ratings?|ranks?|index)\b")
_MADE_OF = re.compile(r"\bscore\b[^.;:]{0,40} (?:is|are|equals|means)\b|[=×]")


def _is_explained(ir: DocumentIR, segment: Segment, end: int) -> bool:
    """Whether what is scored is a score ("ranked by Quality Score") that another passage says what it is."""
    score = _SCORE_NAME.match(segment.low, end)
    if not score:
        return False
    words = content_words(segment.low[:end].split()[-1] + score.group())
    return any(other is not segment and _MADE_OF.search(other.low) for other in ir.with_all(words))


_RANGE = re.compile(
    r"\bhigher (?P<what>[a-z-]*\s?(?:scores?|ratings?|values?)) "
    r"(?:indicates?|mean|means|reflects?|represents?|signif\w+|denotes?|correspond\w*)\b"
)


def _scale(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.prose.having(_RANGE):
        match = _RANGE.search(segment.low)
        if not match or re.search(r"\d", segment.low):
            continue
        if any(re.search(r"\bscale\b|\branges? from\b|\bbetween \d", other.low) for other in ir.with_all(["scor"])):
            continue
        yield Hit(
            title=f"'{capital(segment.text[match.start() : match.end('what')])}': scale and threshold of the scores"
            " are not defined",
            why="The direction of the score is given but neither its range nor the value from which on a score counts"
            " as high; AAA to CCC and 0 to 100 do not sort alike.",
            spans=(segment.span(match.start(), match.end("what")),),
            suggestion=add_after(
                segment,
                match.end("what"),
                f" ({to_specify('range of the score and the value from which on it is high')})",
            ),
        )


_COMBINED = re.compile(
    r"\b(?:signals?|scores?|composite[\w ]{0,20}|model|indicator|allocation|view|ranking|forecast"
    r"|rating)\b[^.;:]{0,40}\b(?:derived from|based on|combin\w+|made up of|composed of|built from|constructed from"
    r"|incorporat\w+|blend\w*|aggregat\w*|uses?)\b[^.;:]{0,12} "
    r"(?P<list>[^.;:,]{3,50}(?:, [^.;:,]{3,50}){0,5},? and [^.;:,]{3,50})"
)
_WEIGHED = re.compile(
    r"\b(?:equal(?:ly)?[- ]weight\w*|average|sum of|weights? of|product|multipl\w+|median|majority)\b|%|="
)


def _combined(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_COMBINED):
        match = _COMBINED.search(segment.low)
        if (
            not match
            or _WEIGHED.search(segment.low)
            or any(_WEIGHED.search(s.low) and s is not segment for s in ir.with_all(["signal", "weight"]))
        ):
            continue
        if any(re.search(r"signal|score|composite", formula.left.lower()) for formula in ir.formulas):
            continue
        yield Hit(
            title="How the signals are combined is not specified",
            why=f"Several inputs ({match['list']}) go into one result, and no formula or weights say how. With one"
            " half each and with a majority vote the result points in different directions.",
            spans=(segment.span(match.start("list"), match.end("list")),),
            suggestion=add_sentence(
                segment,
                "The inputs are combined as follows:"
                f" {to_specify('formula with a weight for each input, and what happens when one is missing')}.",
            ),
        )


CHECKS = (
    Check(
        id="DS-SIG-02",
        title="Scored on factors that are not given",
        matters="A score is its factors, data, scale and weights.",
        fix="List the factors with their data, their scale and their weights, and the formula that makes one "
        "score of them.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.CRITICAL,
        find=_scored,
        bad=("Companies are scored on governance factors.",),
        good=(
            "Stocks are ranked by Quality Score.\n\nThe Quality Score is the mean of the z-scores of return"
            " on equity and of margin.",
            "Companies are scored on the following criteria:\n- Dividend yield (60% weight)\n- Payout ratio (40%"
            " weight)",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-SIG-03",
        title="A score without its scale",
        matters="High means nothing on an unknown scale.",
        fix="State the scale: its lowest and highest value, whether high is good, and how raw values are put on it.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_scale,
        bad=("Higher scores indicate better governance.",),
        good=("Scores range from 0 to 10. Higher scores indicate better governance.",),
    ),
    Check(
        id="DS-SIG-04",
        title="Inputs are combined and nobody says how",
        matters="The combination is the formula of the strategy.",
        fix="Give the formula of the combination with its weights, and say what is done when one of the inputs is "
        "missing.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_combined,
        bad=("Signals are derived from the yield curve, the price trend, and fund flows.",),
        good=(
            "Signals are the equally weighted average of signals derived from the yield curve, the price trend,"
            " and fund flows.",
        ),
    ),
)
