"""Links: where the address behind some words leads, within the document or out of it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import islice, takewhile

from domain.documents.text import Block, BlockKind, Span
from domain.semantics.segments import Segment

Linked = tuple[int, int, str, Span | None]
"""Start and end of the words in a segment, the address, and the place in this document it leads to."""
_GIVEN = re.compile(r"\{(?:[^{}]{0,80} )?#(?P<name>[\w:.-]{1,80})(?: [^{}]{0,80})?\}")
"""A name given to a heading, an equation or a table in its text: "## Caps {#caps}"."""
_COUNTED = re.compile(r"-\d{1,3}$")
"""What tells headings of the same title apart."""
_NOWHERE = ("", "#", "#top")
"""What leads to no passage, and does not pretend to."""
_NUMBER = re.compile(r"^[\d.]+\s*")
_MARKS = re.compile(r"[\W_]+")


def anchors_of(blocks: tuple[Block, ...]) -> Mapping[str, Span]:
    """What links can lead to: names that are given, and headings by their words, with their number or without.

    A name given between two paragraphs is that of the second. In a Word file only the names count, as they are spelled.
    Without any link none of them is looked for.
    """
    found, above = dict[str, Span](), tuple[str, ...]()
    for block in blocks if any(block.links for block in blocks) else ():
        names, above = (*above, *block.anchors), ()
        if not block.text.strip():
            above = names
            continue
        whole = Span.of(block, 0, len(block.text))
        for name in (*names, *(given["name"] for given in _GIVEN.finditer(block.text))):
            found.setdefault(name.casefold(), whole)
            if not block.part:
                found.setdefault(_bare(name), whole)
        if block.kind is BlockKind.HEADING and not block.part:
            title = _GIVEN.sub("", block.text)
            for name in (block.printed, title, _NUMBER.sub("", title)):
                found.setdefault(_bare(name), whole)
    return found


def _bare(name: str) -> str:
    """A name without the marks that programs put in the place of spaces, each in its own way."""
    return _MARKS.sub("", name).casefold()


def links(segment: Segment, anchors: Mapping[str, Span]) -> Iterator[Linked]:
    """Every link of a segment; one that begins before it belongs to the segment before."""
    all_links = segment.block.links
    first = bisect_left(all_links, segment.start, key=lambda link: link.start)
    for link in takewhile(lambda link: link.start < segment.end, islice(all_links, first, None)):
        if link.address not in _NOWHERE:
            name = link.address.removeprefix("#")
            guessed = () if segment.block.part else (_bare(name), _bare(_COUNTED.sub("", name)))
            inside = next((anchors[one] for one in (name.casefold(), *guessed) if one in anchors), None)
            target = inside if name != link.address else None
            yield link.start - segment.start, min(link.end, segment.end) - segment.start, link.address, target
