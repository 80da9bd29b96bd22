"""Coded: levels in the conditions of code, and amounts of its orders, that the text gives otherwise."""

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import chain

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import quantities
from domain.semantics.segments import Segment
from domain.semantics.tallies import in_figures

_ACTS = {
    "exit": (
        r"close\w*|exit\w*|unwind\w*|flatten\w*|liquidate\w*|leave\w*",
        r"(?:is|are|be)? ?(?:closed|unwound|exited|liquidated|flattened)|closes?|exits?|closing|unwind(?:s|ing)?",
    ),
    "entry": (
        r"open\w*|enter\w*|entry\w*",
        r"(?:is|are|be)? ?(?:opened|entered|put on)|opens?|enters?|entry|entries|opening",
    ),
    "rebalancing": (r"rebalance\w*|reset\w*", r"rebalanced|reset|rebalances?|rebalancing|resets?"),
    "hedging": (r"hedge\w*|rehedge\w*", r"hedged|re-?hedged|hedges?|hedging"),
}
_COMPARED = r"(?P<compared>[^\n:]{1,80}?(?:<|>)=? ?-?(?P<level>\d+(?:\.\d+)?)\b[^\n:]{0,60})"
_BRANCHES = {
    act: re.compile(rf"^[ \t]*(?:if|elif|else if|when|while)\b ?\(?{_COMPARED}\)?:?[ \t{{]*\n?[ \t]*(?:{code})\(", re.M)
    for act, (code, _) in _ACTS.items()
}
_SAID = {act: re.compile(rf"\b(?:{text})\b(?:[^.;:]|\.(?=\d)){{0,70}}") for act, (_, text) in _ACTS.items()}
_ZERO = re.compile(r"\b(?:zero|nought)\b")
_ENDS_CLAUSE = re.compile(r", (?:when|or|and|if)\b")


def _levels(ir: DocumentIR) -> Iterator[Hit]:
    """A level at which the code acts, and the text at another."""
    by_act = {
        act: [level for segment in ir.told.having(said) for level in _given(act, segment)] if ir.listings else []
        for act, said in _SAID.items()
    }
    for listing in ir.listings:
        for act, branch in _BRANCHES.items():
            coded, given = list(branch.finditer(listing.block.text)), by_act[act]
            values = {float(match["level"]) for match in coded}
            if not coded or not given or any(value in values for _, value, _, _ in given):
                continue
            match = coded[-1]
            segment, _, start, end = given[0]
            yield _hit(
                f"level of the {act}",
                segment,
                start,
                end,
                Span.of(listing.block, match.start("compared"), match.end("compared")),
            )


def _given(act: str, segment: Segment) -> Iterator[tuple[Segment, float, int, int]]:
    """The bare levels that a passage gives for an act: "closed when z comes back to zero"."""
    low = in_figures(_ZERO.sub(lambda match: "0".rjust(len(match.group())), segment.low))
    for match in _SAID[act].finditer(low):
        clause = _ENDS_CLAUSE.split(match.group())[0]
        figure = next((q for q in quantities(clause) if not q.unit), None)
        if figure and not re.match(
            r" (?:[a-z]+ ){0,2}(?:pairs|stocks|shares|contracts|positions|lots|names)", clause[figure.end :]
        ):
            yield segment, figure.value, match.start() + figure.start, match.start() + figure.end


_ORDER = r"(?:sell|buy|short|long|order|trade)\w*\( ?['\"]?\w+['\"]?, ?-?(?P<{0}>\d[\d_]*(?:\.\d+)?)\)"
_BOTH_LEGS = re.compile(rf"{_ORDER.format('one')}[ \t]*[;\n][ \t]*{_ORDER.format('other')}")
_IN_PROPORTION = re.compile(
    r"\b(?:legs?|sides?|second|hedge|short|long)\b[^.;]{0,50}\b(?:is|are|equals?"
    r"|amounts? to) (?P<what>(?:the )?(?:beta|hedge"
    r" ratio|ratio|slope|delta|coefficient|[a-z]+ ratio) (?:times|multiplied))"
    r"|\b(?:legs?|sides?)\b[^.;]{0,40}\b(?P<what2>(?:sized|weighted|scaled|set) (?:by|with|to|in proportion to) (?:the"
    r" )?(?:[a-z]+ )?(?:beta|hedge ratio|ratio|slope|volatilit(?:y|ies)|risk))"
)
_ALIKE = re.compile(
    r"\b(?:both )?(?:legs|sides)\b[^.;]{0,40}\b(?P<what>equal(?:ly)?(?: in)?(?: (?:amounts?|size|value"
    r"|dollar \w+))?|the"
    r" same (?:amount|size|value))|\b(?P<what2>equal (?:dollar |euro |cash )?(?:amounts|sizes|notionals)) (?:of|in"
    r"|on) (?:both"
    r"|each|the two)"
)


def _legs(ir: DocumentIR) -> Iterator[Hit]:
    """Two orders of one amount where the text sizes one leg by the other, or the other way round."""
    listed = {listing.block.id for listing in ir.listings}
    for listing in ir.listings:
        match = _BOTH_LEGS.search(listing.block.text)
        if match is None:
            continue
        alike = match["one"] == match["other"]
        pattern = _IN_PROPORTION if alike else _ALIKE
        for segment in ir.prose.having(pattern):
            said = pattern.search(segment.low)
            if said and segment.block.id not in listed:
                start, end = said.span("what") if said["what"] else said.span("what2")
                yield _hit("size of the legs", segment, start, end, Span.of(listing.block, match.start(), match.end()))
                return


_MULTIPLE = re.compile(r"(?<![\w.])(?P<n>\d+(?:\.\d+)?) ?\* ?(?P<name>[A-Za-z]+)(?![\w(.\[])")
_WRITTEN = {
    "std": r"standard deviations?",
    "stdev": r"standard deviations?",
    "sigma": r"standard deviations?|sigmas?",
    "sd": r"standard deviations?",
    "atr": r"atrs?|average true ranges?",
    "vol": r"volatilit(?:y|ies)",
    "adv": r"adv|average daily volumes?",
}


def _multiples(ir: DocumentIR) -> Iterator[Hit]:
    """So many of something in the code, and another number of them in the text: 3 * atr, "2 ATR"."""
    given_for = cache(partial(_given_multiples, ir))
    for listing in ir.listings:
        for match in _MULTIPLE.finditer(listing.block.text):
            name = match["name"].lower()
            given = given_for(name)
            if given and all(float(found["n"]) != float(match["n"]) for _, found in given):
                segment, found = given[0]
                yield _hit(
                    f"multiple of {name}", segment, *found.span(), Span.of(listing.block, match.start(), match.end())
                )


def _given_multiples(ir: DocumentIR, name: str) -> list[tuple[Segment, re.Match[str]]]:
    """Where the text speaks of so many of something."""
    written = _WRITTEN.get(name, f"{name}s?")
    words = re.compile(rf"(?<![\w.,])(?P<n>\d+(?:\.\d+)?) ?(?:x |times (?:the |its )?)?(?:{written})\b")
    return [
        (segment, found)
        for segment in ir.told.having(re.compile(written))
        for found in words.finditer(in_figures(segment.low))
    ]


def _hit(topic: str, segment: Segment, start: int, end: int, code: Span) -> Hit:
    words = segment.text[start:end].strip()
    return Hit(
        title=f"The {topic} of the code is not that of the text: '{words}' and '{code.quote.strip()}'",
        why=f"“{segment.text[:120]}” says {words}, the code has “{code.quote.strip()}”. Whoever runs it and whoever"
        " follows the text get different results.",
        spans=(segment.span(start, end), code),
        suggestion=replace(segment, start, end, to_specify(f"{words}, or as in the code, in both places")),
    )


CHECKS = (
    Check(
        id="DS-CON-72",
        title="Code that acts at another level, or on other amounts, than the text",
        matters="The code and the text are two specifications, and only one can be right.",
        fix="Use one level and one size in text and code, and let one of them refer to the other.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_levels(ir), _legs(ir), _multiples(ir)),
        bad=(
            "A pair is closed when z comes back to zero.\n\n~if abs(z) < 0.5:\n~    close(pair)",
            "A stop sits 2 ATR below the entry.\n\n~if price < entry - 3 * atr:\n~    stop()",
            "A trade is opened above 2.5.\n\n~if z > 2.0:\n~    open_trade(pair)",
            "The short leg is beta times the long leg.\n\n~buy(A, 50000); sell(B, 50000)",
        ),
        good=(
            "A pair is closed when z is below 0.5.\n\n~if abs(z) < 0.5:\n~    close(pair)",
            "A pair is closed after 20 days.\n\n~if abs(z) < 0.5:\n~    close(pair)",
            "The two legs are equal amounts.\n\n~buy(A, 50000); sell(B, 50000)",
        ),
    ),
)
