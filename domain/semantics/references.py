"""References: where a document points to a part of itself, to another document or to an address."""

import re
from collections import Counter
from collections.abc import Iterable

from domain.documents.text import Block
from domain.semantics.passages import Passages
from domain.semantics.placing import is_title, places_of
from domain.semantics.pointing import Found, finders
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import Reference, Resolution
from domain.semantics.words import word_set

PARTS = word_set("section table figure equation appendix annex schedule exhibit attachment step rule item")
"""The kinds of references to parts of a document; the others are notes, other documents and addresses."""
_ONE_WORD = re.compile(r"[A-Z][a-z]{2,15}")


def references_of(blocks: tuple[Block, ...], segments: Passages, title: str) -> tuple[Reference, ...]:
    """Every passage that points elsewhere, in document order, with what it leads to."""
    places, lost = places_of(blocks, segments, title), _lost_links(segments)
    pointing = segments.only(lambda segment: segment.kind is not SegmentKind.CODE and not is_title(segment))
    found = pointing.gather(finders(places))
    return tuple(
        reference
        for segment in pointing
        for reference in ([_lost(segment)] if segment in lost else _apart(found.get(segment, ())))
    )


def _lost_links(segments: tuple[Segment, ...]) -> frozenset[Segment]:
    """The texts of links that lost their addresses: the same single word behind the sentences of several items."""
    behind = [s for s in segments if s.kind is SegmentKind.ITEM and s.start and _ONE_WORD.fullmatch(s.text)]
    counts = Counter(segment.text for segment in behind)
    return frozenset(segment for segment in behind if counts[segment.text] > 1 and _is_last(segment))


def _is_last(segment: Segment) -> bool:
    return not segment.block.text[segment.end :].partition("\n")[0].strip()


def _lost(segment: Segment) -> Reference:
    return Reference(kind="url", label=segment.text, span=segment.span(), resolution=Resolution.DANGLING)


def _apart(found: Iterable[Found]) -> list[Reference]:
    """Those that do not overlap one before them, by their places."""
    kept: list[Found] = []
    for start, end, reference in found:
        if all(end <= before or after <= start for before, after, _ in kept):
            kept.append((start, end, reference))
    return [reference for *_, reference in sorted(kept, key=lambda one: one[0])]
