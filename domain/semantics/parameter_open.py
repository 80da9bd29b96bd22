"""Parameters that are named and left open: "the Threshold (to be determined)", "a configurable look-back window"."""

import re
from collections.abc import Iterator

from domain.semantics.parameter_names import (
    HEADS,
    IDENTIFIER,
    SYMBOL,
    head,
    is_code,
    names_a_number,
    phrase,
    reads_as_name,
    unit_of_name,
)
from domain.semantics.parameter_text import Mention
from domain.semantics.parameter_values import source_of
from domain.semantics.passages import Finder
from domain.semantics.segments import Segment
from domain.semantics.understanding import Statement
from domain.semantics.words import word_set

_LATER = re.compile(
    r"\b(?:tb[dac]\b|t\.b\.[dac]\.|to be (?:determined|defined|agreed|confirmed|specified|decided|set|announced"
    r"|advised|calibrated))"
)
_BE = re.compile(r"\s(?:is|are|remains?)(?: (?:still|yet|currently))?\s?$")
_OPEN = re.compile(
    r"\b(?:configurable|user-defined|user-specified|adjustable|tunable|pre-?defined|pre-?determined|pre-?set"
    r"|client-specified|parameterised|parameterized|customizable|customisable) (?P<name>(?:[a-z][\w-]{0,20}"
    r" ){0,4}?[a-z][\w-]{1,20})(?=[.,;:)]|$| \(|"
    r" (?:of|for|and|or|is|are|to|in|that|which|by|on|before|after|from|with|at|over|when|if|must|shall|will|may"
    r"|can)\b)"
)
_ANY_BOUND = word_set("minimum maximum limit limits threshold thresholds level levels")
_SET_BY = re.compile(
    r"\b(?:is|are|will be|shall be|may be|can be) (?:set|determined|specified|chosen|decided|agreed|fixed|published"
    r"|provided|supplied"
    r"|configured|calibrated)(?: \w+ly| from time to time)? (?:by|with) (?!\w+ing\b)|\b(?:is|are) at the (?:sole"
    r" )?discretion of "
)
_LEGEND = re.compile(r"(?P<name>[A-Za-z][\w /&-]{2,60}?)\s?(?::|=| - )\s?(?P<symbol>\S{1,20}?)[.;,]?$")

_PUBLISHED = re.compile(
    r"\b(?:is|are|means?|equals?|denotes?) (?:the |an? )?[^.;,\d][^.;,]{1,60}? (?:as )?(?:published|provided|supplied"
    r"|disseminated|quoted|reported) by\b"
)
_CALLED = re.compile(r"(?<![\w-])(?P<before>[\w-]{3,60}) parameter\b|\bparameter (?P<after>[\w-]{3,60})")
_BOUNDS = word_set("max min maximum minimum limit threshold cap floor tolerance timeout cutoff collar")
_COMPARED_WITH = re.compile(
    r"\b(?:than|exceeds?|exceeding|above|below|beyond|at least|at most|reaches|within) (?:the )?[`\"']?"
    r"(?P<before>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?![\w.(\[])"
)
"""A name of code that is a bound: "if the spread is larger than max_spread_bps"."""


def _compared(segment: Segment) -> Iterator[Mention]:
    for match in _COMPARED_WITH.finditer(segment.text):
        if unit_of_name(match["before"]) or _BOUNDS.intersection(match["before"].split("_")):
            yield _open(segment, match.start("before"), match.end("before"), match["before"])


def _in_legend(segment: Segment) -> Iterator[Mention]:
    legend = _LEGEND.fullmatch(segment.text)
    if legend and _is_symbol(legend["symbol"]) and head(legend["name"]) in HEADS:
        yield Mention((legend["name"], legend["symbol"]), Statement(span=segment.span(0, legend.end("symbol"))))


def _settled_later(segment: Segment) -> Iterator[Mention]:
    text, low = segment.text, segment.low
    for later in _LATER.finditer(low):
        end = len(text[: later.start()].rstrip(" (["))
        if be := _BE.search(low, max(0, end - 24), end + 1):
            end = be.start()
        label = re.match(r"([^:=]{2,60}?)\s?[:=]\s?\[?$", text[: later.start()])
        start, name = (0, label[1].strip()) if label else phrase(text, end)
        if names_a_number(name) or (label and reads_as_name(name)):
            yield _open(segment, start, later.end(), name)


def _configured(segment: Segment) -> Iterator[Mention]:
    for match in _OPEN.finditer(segment.low):
        name = segment.text[match.start("name") : match.end("name")]
        if names_a_number(name) and not set(name.lower().split()) <= _ANY_BOUND:
            yield _open(segment, match.start(), match.end(), name)


def _set_elsewhere(segment: Segment) -> Iterator[Mention]:
    for match in (*_SET_BY.finditer(segment.low), *_PUBLISHED.finditer(segment.low)):
        start, name = phrase(segment.text, match.start())
        if names_a_number(name) and not is_code(name):
            yield _supplied(segment, match, start, name)


def _called_one(segment: Segment) -> Iterator[Mention]:
    for match in _CALLED.finditer(segment.text):
        name = match["before"] or match["after"]
        if IDENTIFIER.fullmatch(name):
            yield _open(segment, match.start(), match.end(), name)


LEFT_OPEN: tuple[Finder[Mention], ...] = (
    ((_COMPARED_WITH,), _compared),
    ((_LEGEND,), _in_legend),
    ((_LATER,), _settled_later),
    ((_OPEN,), _configured),
    ((_SET_BY, _PUBLISHED), _set_elsewhere),
    ((_CALLED,), _called_one),
)
"""What finds the parameters that a passage names without giving them a value."""


def _supplied(segment: Segment, match: re.Match[str], start: int, name: str) -> Mention:
    text, at = segment.text, match.start()
    who = source_of(segment.low[at:], text[at:]) or _who(text[match.end() :])
    return _open(segment, start, max(match.end(), text.find(who, at) + len(who)), name, who)


def _who(rest: str) -> str:
    match = re.match(r"(?:the |our |its )?((?:[A-Za-z][\w&-]*\s?){1,5})", rest)
    return match[1].strip() if match else ""


def _is_symbol(word: str) -> bool:
    return (SYMBOL.fullmatch(word) is not None and (len(word) == 1 or "_" in word or not word.isascii())) or (
        IDENTIFIER.fullmatch(word) is not None
    )


def _open(segment: Segment, start: int, end: int, name: str, source: str = "") -> Mention:
    return Mention((name,), Statement(span=segment.span(start, end), source=source))
