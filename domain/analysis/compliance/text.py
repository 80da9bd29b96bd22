"""A document's passages, made ready to be searched for what a requirement asks."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from domain.analysis.compliance.asked import Asked
from domain.analysis.compliance.passages import Bm25
from domain.analysis.compliance.vocabulary import words_of
from domain.documents.text import Span
from domain.semantics.grids import Grid, grids
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind

_TERM = 1.0
"""What a word of the evidence terms counts beside one of the requirement's text."""
_CONTEXT = 0.5
"""What the words count that a passage stands under and does not repeat."""
_LITTLE = 4
"""Words below which a table's cell says nothing without its row."""

Table = tuple[str, int]
"""The part of the file, and the table."""
Row = tuple[str, int, int]
"""A row of a table: the part of the file, the table, the row."""


class Text:
    """A document's passages, made ready to be searched."""

    def __init__(self, ir: DocumentIR) -> None:
        self.ir = ir
        heads = _heads(ir)
        self.passages = tuple(s for s in ir.segments if s.kind is not SegmentKind.HEADING and s not in heads)
        self._columns = defaultdict[Table | None, set[str]](set)
        for head in heads:
            self._columns[_table(head)].update(words_of(head.low))
        limits = frozenset(_table(head) for head in heads if LIMITS.fullmatch(head.low.strip()))
        self.bodies = [words_of(_said(segment, ir, limits)) for segment in self.passages]
        self._rows = defaultdict[Row | None, list[int]](list)
        for number, segment in enumerate(self.passages):
            if row := _row(segment):
                self._rows[row].append(number)
        self.index = Bm25([self._weighted(number) for number in range(len(self.passages))])

    def _weighted(self, number: int) -> Mapping[str, float]:
        body, segment = self.bodies[number], self.passages[number]
        context = words_of(f"{segment.section.name} {segment.lead.lower()}")
        context.update(word for other in self._rows.get(_row(segment), ()) for word in self.bodies[other])
        context.update(self._columns.get(_table(segment), ()))
        return {**dict.fromkeys(context, _CONTEXT), **body}

    def whole(self, span: Span) -> Span:
        """The passage that a span is a part of: its words alone would be no evidence to a reader."""
        inside = self._in_block.get(span.block, ())
        number = next((n for n in inside if self.passages[n].start <= span.start < self.passages[n].end), -1)
        return span if number < 0 else self.quote(number)

    def quote(self, number: int) -> Span:
        """A passage as it is quoted: of a table's row the cell that says most, where it says little itself."""
        row = self.beside(number)
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
        """The roots of a passage's words: a row of a table is read as one, with the names of its columns."""
        said = frozenset(word for other in self.beside(number) for word in self.bodies[other])
        return said.union(self._columns.get(_table(self.passages[number]), ()))

    def beside(self, number: int) -> list[int]:
        """The passages of its row in a table; else it alone."""
        return self._rows.get(self.row(number), [number])

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


_NAMES_A_COLUMN = re.compile(
    r"(?:values?|limits?|descriptions?|meanings?|actions?|definitions?|settings?|sources?|sections?|names?|defaults?|units?"
    r"|details?|comments?|rules?|notes?|responses?|thresholds?)"
)
"""What heads the second column of a table of two: without it the first row may say something itself."""


def _heads(ir: DocumentIR) -> frozenset[Segment]:
    """The cells that name the columns of tables: they say nothing themselves."""
    return frozenset(segment for grid in grids(ir.segments) if _is_headed(grid) for segment in _first_row(grid))


def _is_headed(grid: Grid) -> bool:
    names = [segment.low.strip() for segment in _first_row(grid)]
    if len(grid.rows) < 2 or len(names) < 2 or any(char.isdigit() for name in names for char in name):
        return False
    return len(names) > 2 or _NAMES_A_COLUMN.fullmatch(names[1]) is not None


def _first_row(grid: Grid) -> list[Segment]:
    return [segment for column in grid.columns for segment in grid.cells.get((grid.rows[0], column), ())]


LIMITS = re.compile(r"(?:(?:hard |soft )?limits?|caps?|thresholds?|max(?:imum)?)(?: values?)?")
"""What heads the column of a table that sets limits."""
_LABEL = re.compile(r"[a-z]+(?=:| v?\d)")
_LAST_OF_SENTENCE = (".", "!", "?", ":", ";")


def _said(segment: Segment, ir: DocumentIR, limits: frozenset[Table | None]) -> str:
    """What a passage says: the first cell of a row in a table of limits, that it has one.

    A line of the cover says no more than what it is labelled with ("version 1.4, owner: the desk").
    """
    if segment.block.cell and segment.block.cell.column == 0 and _table(segment) in limits:
        return f"{segment.low} limit"
    if segment.kind is SegmentKind.SENTENCE and _is_on_cover(segment, ir):
        return " ".join(_LABEL.findall(segment.low))
    return segment.low


def _is_on_cover(segment: Segment, ir: DocumentIR) -> bool:
    """Whether it stands under the title, before the first section, and is no sentence."""
    title = ir.sections[0]
    return (
        segment.section is title
        and not title.number
        and len(ir.sections) > 1
        and not segment.block.text.rstrip().endswith(_LAST_OF_SENTENCE)
    )


def _table(segment: Segment) -> Table | None:
    cell = segment.block.cell
    return (segment.block.part, cell.table) if cell else None


def _row(segment: Segment) -> Row | None:
    cell = segment.block.cell
    return (segment.block.part, cell.table, cell.row) if cell else None
