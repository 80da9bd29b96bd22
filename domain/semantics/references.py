"""References: where a document points to a part of itself, to another document or to an address."""

from collections.abc import Iterable

from domain.documents.text import Block
from domain.semantics.places import is_title, places_of
from domain.semantics.pointing import Found, pointing
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import Reference
from domain.semantics.words import word_set

PARTS = word_set("section table figure equation appendix annex schedule exhibit attachment")
"""The kinds of references to parts of a document; the others are notes, other documents and addresses."""


def references_of(blocks: tuple[Block, ...], segments: tuple[Segment, ...], title: str) -> tuple[Reference, ...]:
    """Every passage that points elsewhere, in document order, with what it leads to."""
    places = places_of(blocks, segments)
    return tuple(
        reference
        for segment in segments
        if segment.kind is not SegmentKind.CODE and not is_title(segment)
        for reference in _apart(pointing(segment, places, title))
    )


def _apart(found: Iterable[Found]) -> list[Reference]:
    """Those that do not overlap one before them, by their places."""
    kept: list[Found] = []
    for start, end, reference in found:
        if all(end <= before or after <= start for before, after, _ in kept):
            kept.append((start, end, reference))
    return [reference for *_, reference in sorted(kept, key=lambda one: one[0])]
