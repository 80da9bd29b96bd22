"""Identifying passages: who or what a capitalised name stands for, said in passing, by apposition or by a formula."""

import re
from collections.abc import Iterator

from domain.documents.text import ATOM
from domain.semantics.bracketed import said_before
from domain.semantics.meanings import Passage
from domain.semantics.placing import is_title
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.term_names import is_name
from domain.semantics.usage import DETERMINERS

_WORD = r"[A-Z][\w&/'-]*"
_ONE = rf"{_WORD}(?:(?: (?:of|and|for))? {_WORD}){{0,5}}"
_TWO = rf"{_WORD}(?:(?: (?:of|and|for))? {_WORD}){{1,5}}"
_FIRM = r"(?:Ltd|Limited|Inc|LLC|LLP|PLC|plc|AG|SA|S\.A|GmbH|NV|N\.V|SE|BV|B\.V|AB|ASA|Oy|Corp|Corporation|Company)"
_SOMEBODY = r"[A-Z][\w&.'-]*(?: (?:of |and |for |& )?[A-Z0-9][\w&.'-]*){0,6}"
_BE = r"(?:is|are|shall be|will be)"

_IS = re.compile(
    rf"^(?:(?:The|Our) (?P<one>{_ONE})|(?P<two>{_TWO})) "
    rf"(?:{_BE} (?P<meaning>(?:the |an? )?[A-Z].*)|(?P<members>(?:consists? of|comprises?|{_BE} composed of) .*))"
)
"""The Index Administrator is Example Index Services Ltd."""
_APPOSED = re.compile(
    rf"\b(?:[Tt]he|[Oo]ur|[Aa]n?) (?P<name>{_TWO}), "
    rf"(?P<meaning>{_SOMEBODY}? {_FIRM}\b|{_SOMEBODY}(?=, (?!(?:and|or)\b)[a-z]|[.;]?$))"
)
"""The Index Administrator, ACME Ltd, decides."""
_OFFICE = re.compile(
    rf"(?P<meaning>{_SOMEBODY})(?:,? (?:acting |serving )?(?:as|in its (?:capacity|role) as)|,| (?:acts?|serves?) as"
    rf"| (?:{_BE}|has been|was) appointed(?: as)?| (?:will|shall) (?:act|serve) as| {_BE}) (?:the|our) "
    rf"(?P<name>{_TWO})(?=[,.;:)]|$| (?:of|for|and|in|under) (?:the|this)\b)"
)
"""ACME Ltd acts as the Index Administrator."""
_IN_BRACKETS = re.compile(
    rf"(?P<meaning>[^().;]{{3,120}}?) \((?:the|each,? an?|an?|together,? the|collectively,? the) (?P<name>{_ONE})\)"
)
"""ACME Ltd (the Administrator)."""
_NAMELY = re.compile(
    rf"\b(?:[Tt]he|[Ee]ach|[Aa]ny|[Aa]n?) (?P<name>{_TWO})(?:,| \() ?(?:i\.e\.,?|that is,?|namely,?|being) "
    r"(?P<meaning>[^.;]{3,200})"
)
_BY_FORMULA = re.compile(
    rf"^(?:(?:For|On|At|In|If|As of) [^:;=]{{1,80}}, )?(?:(?:[Tt]he|[Ee]ach|[Aa]n?) (?P<one>{_ONE})|(?P<two>{_TWO}))"
    rf"(?: \([^()]{{1,20}}\)| [A-Za-z](?:_\w+)?)?"
    rf"(?:,? (?:on|of|for|at|as of|as at|in|with respect to)\b[^.;:={ATOM}]{{0,100}}?)?,? "
    rf"(?:{_BE}|equals?)\b[^.;:={ATOM}$]{{0,100}}?(?::\s*$|[{ATOM}$]| \w{{1,12}} ?=|\b(?:formulae?|equation|follows)\b)"
)
"""The Index Level on each Business Day t is: ..."""


_IN_PASSING = {
    _APPOSED: re.compile(", "),
    _OFFICE: re.compile("(?: as| is| are| be| been| appointed|,) (?:the|our) [A-Z]"),
    _NAMELY: re.compile("i\\.e\\.|that is|namely|being "),
}
"""Patterns for anywhere in a sentence, each with what it cannot do without, which is looked for quickly."""


def identified(segments: tuple[Segment, ...]) -> Iterator[Passage]:
    """Every passage that tells whom or what a name in capitals means without defining it in so many words."""
    for segment in segments:
        if segment.kind in (SegmentKind.CODE, SegmentKind.CELL) or is_title(segment):
            continue
        yield from _in(segment)


def _in(segment: Segment) -> Iterator[Passage]:
    text = segment.text
    match = _BY_FORMULA.match(text) or _IS.match(text)
    if match and is_name(name := match["one"] or match["two"]):
        told = match.groupdict()
        yield Passage(segment, 0, name, told.get("meaning") or told.get("members") or text)
    for pattern, hint in _IN_PASSING.items():
        for match in pattern.finditer(text) if hint.search(text) else ():
            nobody = pattern is _OFFICE and match["meaning"].split()[0].lower() in DETERMINERS
            if is_name(match["name"]) and not nobody:
                yield Passage(segment, match.start(), match["name"], match["meaning"], end=match.end())
    for match in _IN_BRACKETS.finditer(text) if "(" in text else ():
        if is_name(match["name"]):
            meaning = said_before(match["meaning"].rstrip(" ,"))
            yield Passage(segment, match.start(), match["name"], meaning, end=match.end())
