"""A document's passages, made ready to be searched for what a requirement asks."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from domain.analysis.compliance.asked import Asked
from domain.analysis.compliance.passages import Bm25
from domain.analysis.compliance.vocabulary import words_of
from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind

_TERM = 1.0
"""What a word of the evidence terms counts beside one of the requirement's text."""
_CONTEXT = 0.5
"""What the words count that a passage stands under and does not repeat."""
_LITTLE = 4
"""Words below which a table's cell says nothing without its row."""

Row = tuple[str, int, int]
"""A row of a table: the part of the file, the table, the row."""


class Text:
    """A document's passages, made ready to be searched."""

    def __init__(self, ir: DocumentIR) -> None:
        self.ir = ir
        self.passages = tuple(segment for segment in ir.segments if segment.kind is not SegmentKind.HEADING)
        self.bodies = [words_of(segment.low) for segment in self.passages]
        self._rows = defaultdict[Row | None, list[int]](list)
        for number, segment in enumerate(self.passages):
            if row := _row(segment):
                self._rows[row].append(number)
        self.index = Bm25([self._weighted(number) for number in range(len(self.passages))])

    def _weighted(self, number: int) -> Mapping[str, float]:
        body, segment = self.bodies[number], self.passages[number]
        context = words_of(f"{segment.section.name} {segment.lead.lower()}")
        context.update(word for other in self._rows.get(_row(segment), ()) for word in self.bodies[other])
        return {**dict.fromkeys(context, _CONTEXT), **body}

    def whole(self, span: Span) -> Span:
        """The passage that a span is a part of: its words alone would be no evidence to a reader."""
        inside = self._in_block.get(span.block, ())
        number = next((n for n in inside if self.passages[n].start <= span.start < self.passages[n].end), -1)
        return span if number < 0 else self.quote(number)

    def quote(self, number: int) -> Span:
        """A passage as it is quoted: of a table's row the cell that says most, where it says little itself."""
        row = self._rows.get(self.row(number), [number])
        if sum(self.bodies[number].values()) < _LITTLE:
            number = max(row, key=lambda other: sum(self.bodies[other].values()))
        return self.passages[number].span()

    @cached_property
    def _in_block(self) -> Mapping[str, list[int]]:
        found = defaultdict[str, list[int]](list)
        for number, passage in enumerate(self.passages):
            found[passage.block.id].append(number)
        return found

    def row(self, number: int) -> Row | None:
        """The table row that a passage stands in."""
        return _row(self.passages[number])

    def words(self, number: int) -> frozenset[str]:
        """The roots of a passage's words: a row of a table is read as one."""
        return frozenset(word for other in self._rows.get(self.row(number), [number]) for word in self.bodies[other])

    def scores(self, asked: Asked) -> dict[int, float]:
        """What each passage is worth as evidence, 1 at most."""
        return self.index.scores(self.query(asked))

    def query(self, asked: Asked) -> dict[str, float]:
        query = dict[str, float](asked.topic)
        for facet in asked.facets:
            for word in facet.words:
                for member in self.index.family(word):
                    query[member] = max(query.get(member, 0.0), _TERM)
        return query


def _row(segment: Segment) -> Row | None:
    cell = segment.block.cell
    return (segment.block.part, cell.table, cell.row) if cell else None
