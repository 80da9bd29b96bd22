"""Terms: what a document defines, and where."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import Term


@dataclass(frozen=True)
class Definition:
    """A defined name and what it is said to be, as far as that stands in the same passage."""

    name: str
    definition: str
    segment: Segment


_MEANS = re.compile(
    r"^(?:the term |an? |the )?[\"']?(?P<name>[^\"',;:.()]{1,60}?)[\"']?,? "
    r"(?:means?|is defined as|are defined as|shall mean|refers to|denotes?|stands? for"
    r"|has the meaning)\b:? ?(?P<definition>.*)",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(
    r"(?P<definition>[^.;]{3,200}?)\((?:the |each,? an? |an? |collectively,? (?:the )?|together,? (?:the )?)?\""
    r"(?P<name>[^\"]{1,60})\"\)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^[\"']?(?P<name>[^:=.;?\"]{1,60}?)[\"']?\s*(?::=?|=|≡| - )\s*(?P<definition>\S.*)$")
_SYMBOL = re.compile(
    r"(?:\bwhere|,|;|\band|\blet)\s+(?P<name>[A-Za-z\u0370-\u03ff][\w{}]*(?:\([a-z](?:-1)?\))?)\s+(?:is|are|be"
    r"|denotes?|represents?|=|equals?)\s+(?P<definition>[^,;.]+)"
)
_IS = re.compile(
    r"^(?:[Tt]he )?(?P<name>[\w /&()-]{2,60}?) (?:is|are|equals?) "
    r"(?P<definition>(?:(?:the|an?|any|each|one|those|all|defined|measured|equal) |"
    r"(?:calculated|computed|determined|given|taken|expressed) (?:as|by|from|over|using|with) |[\d$€£\"']|[A-Z]{2,}"
    r"|[A-Z]\w+ [A-Z0-9]).+)"
)


def definitions_of(segments: tuple[Segment, ...]) -> tuple[Definition, ...]:
    """Every definition, in document order: sentences with "means", ("the X"), labels, legends, table rows."""
    return tuple(
        Definition(match["name"].strip(" *_`"), match["definition"].strip(), segment)
        for segment in segments
        if segment.kind is not SegmentKind.HEADING
        for match in _definitions(segment)
    ) + tuple(
        Definition(segment.lead, segment.text, segment)
        for segment in segments
        if segment.kind is SegmentKind.CELL and segment.lead
    )


def _definitions(segment: Segment) -> Iterator[re.Match[str]]:
    if match := _MEANS.match(segment.text):
        yield match
    yield from _PARENTHESIS.finditer(segment.text) if '("' in segment.text or ' "' in segment.text else ()
    if match := _LABELLED.match(segment.text):
        yield match
    yield from (match for match in _SYMBOL.finditer(segment.text) if _looks_like_symbol(match["name"]))
    if match := _IS.match(segment.text):
        yield match


def _looks_like_symbol(name: str) -> bool:
    """Not a word of the sentence: "and costs are considered"."""
    return len(name) <= 3 or "_" in name or not name.islower()


def key(name: str) -> str:
    """What two spellings of a name have in common: no case, no index, no brackets, no plural."""
    bare = re.sub(
        r"(?:_\{?[a-z](?:,?[a-z])?(?:-1)?\}?|\([a-z](?:-1)?\)|\[[a-z](?:-1)?\])$", "", name.strip(" *`$\\\"'")
    )
    low = re.sub(r"[\s_{}\\-]+", " ", bare).strip().lower().removeprefix("the ")
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def terms_of(segments: tuple[Segment, ...]) -> tuple[Term, ...]:
    """Every defined term, and every phrase that is used as one without being defined, as they first come."""
    return ()
