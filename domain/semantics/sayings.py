"""Sayings: every passage that says something of a name, in whatever words, and thereby leaves it not wholly open.

They are far more than the passages that define a term, and are asked where a check would call a name unexplained.
"""

import re
from collections.abc import Iterator

from domain.semantics.meanings import GLOSSED, Passage, quoted_names
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.term_names import in_glossary

_MEANS = re.compile(
    r"^(?:the term |an? |the )?[\"']?(?P<name>[^\"',;:.()]{1,60}?)[\"']?,? "
    r"(?:means?|is defined as|are defined as|shall mean|refers to|denotes?|stands? for"
    r"|has the meaning)\b:? ?(?P<meaning>.*)",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(
    r"(?P<meaning>[^.;]{3,200}?)\((?:the |each,? an? |an? |collectively,? (?:the )?|together,? (?:the )?)?\""
    r"(?P<name>[^\"]{1,60})\"\)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^[\"']?(?P<name>[^:=.;?\"]{1,60}?)[\"']?\s*(?::=?|=|≡| - )\s*(?P<meaning>\S.*)$")
_SYMBOL = re.compile(
    r"(?=[,;wal])(?:\bwhere|,|;|\band|\blet)\s+(?P<name>[A-Za-z\u0370-\u03ff][\w{}]*(?:\([a-z](?:-1)?\))?)\s+(?:is|are|be"
    r"|denotes?|represents?|=|equals?)\s+(?P<meaning>[^,;.]+)"
)
_IS = re.compile(
    r"^(?:[Tt]he )?(?P<name>[\w /&()-]{2,60}?) (?:is|are|equals?) "
    r"(?P<meaning>(?:(?:the|an?|any|each|one|those|all|defined|measured|equal) |"
    r"(?:calculated|computed|determined|given|taken|expressed) (?:as|by|from|over|using|with) |[\d$€£\"']|[A-Z]{2,}"
    r"|[A-Z]\w+ [A-Z0-9]).+)"
)


def sayings_of(segments: tuple[Segment, ...]) -> Iterator[Passage]:
    """Everything that says something of a name: sentences with "means", ("the X"), labels, legends, table rows."""
    for segment in segments:
        if segment.kind is not SegmentKind.HEADING:
            for match in _sayings(segment):
                yield Passage(segment, match.start(), match["name"].strip(" *_`"), match["meaning"].strip())
    for segment in segments:
        if segment.kind is SegmentKind.CELL and segment.lead:
            yield Passage(segment, 0, segment.lead, segment.text)


def _sayings(segment: Segment) -> Iterator[re.Match[str]]:
    if match := _MEANS.match(segment.text):
        yield match
    elif '"' in segment.text:
        yield from (match for match, _ in quoted_names(segment.text))
    if (match := GLOSSED.match(segment.text)) and in_glossary(segment.section.path):
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
