"""What a definition says beyond its own sentence: in the list below it, in the table it points to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from domain.documents.text import Span
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import Reference, Resolution, TableEntry


@dataclass(frozen=True)
class Further:
    """By block, from which character on a list follows, with its items; and where a table is pointed to, by number."""

    lists: Mapping[str, tuple[int, list[str]]] = field(default_factory=dict)
    pointers: Mapping[str, list[tuple[int, int]]] = field(default_factory=dict)

    def listed(self, span: Span) -> Iterable[str]:
        """The items of the list that what the span says goes on in."""
        start, items = self.lists.get(span.block, (0, []))
        return items if span.end > start else ()

    def tables(self, span: Span) -> Iterator[int]:
        """The numbers of the tables that the span points to."""
        return (table for at, table in self.pointers.get(span.block, ()) if span.start <= at < span.end)


def further(
    segments: tuple[Segment, ...], references: tuple[Reference, ...], tables: tuple[TableEntry, ...]
) -> Further:
    over, lists = dict[str, int](), dict[str, tuple[int, list[str]]]()
    numbers = {table.first.block: number for number, table in enumerate(tables, 1)}
    before, items = "", list[str]()
    for segment in segments:
        if segment.kind is SegmentKind.ITEM:
            items.append(segment.text)
        elif segment.kind is SegmentKind.SENTENCE:
            items = []
            if segment.text.endswith(":"):
                lists[segment.block.id] = segment.start, items
        if segment.block.cell and (number := numbers.get(segment.block.id)):
            heading = segment.section.heading
            for above in (before, heading.id if heading else ""):
                over.setdefault(above, number)
        before = segment.block.id
    pointers = defaultdict[str, list[tuple[int, int]]](list)
    for reference in references:
        if reference.resolution is Resolution.RESOLVED and reference.target and reference.target.block in over:
            pointers[reference.span.block].append((reference.span.start, over[reference.target.block]))
    return Further(lists, pointers)
