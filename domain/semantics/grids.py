"""Grids: the cells of each table by row and column, with the passages they are made of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from domain.semantics.figures import Figure, figure
from domain.semantics.segments import Segment, SegmentKind


@dataclass(frozen=True, eq=False)
class Grid:
    """A table: the passages of each cell, by row and column; `before` and `after` are those next to the table."""

    cells: dict[tuple[int, int], tuple[Segment, ...]]
    before: Segment | None
    after: Segment | None

    @cached_property
    def rows(self) -> tuple[int, ...]:
        return tuple(sorted({row for row, _ in self.cells}))

    @cached_property
    def columns(self) -> tuple[int, ...]:
        return tuple(sorted({column for _, column in self.cells}))

    @property
    def first(self) -> Segment:
        return self.cells[min(self.cells)][0]

    def text(self, row: int, column: int) -> str:
        """What the cell says; "" where it is empty or joined with another."""
        return " ".join(segment.text for segment in self.cells.get((row, column), ()))

    def figure(self, row: int, column: int) -> Figure | None:
        """The number that the cell consists of, None where it is anything else."""
        return self._figures.get((row, column))

    def label(self, row: int, besides: int | None = None) -> str:
        """The first words of a row, `besides` those of the column at hand; "" where it has figures alone."""
        return next((words for column, words in self._words.get(row, ()) if column != besides), "")

    @cached_property
    def _words(self) -> dict[int, list[tuple[int, str]]]:
        """The first two cells of words of each row: one of them may be in the column at hand."""
        found = defaultdict[int, list[tuple[int, str]]](list)
        for row, column in sorted(self.cells):
            if len(found[row]) < 2 and self.figure(row, column) is None and (words := self.text(row, column).strip()):
                found[row].append((column, words))
        return found

    @cached_property
    def _figures(self) -> dict[tuple[int, int], Figure | None]:
        return {place: figure(" ".join(segment.low for segment in said)) for place, said in self.cells.items()}

    def row(self, row: int) -> tuple[str, ...]:
        return tuple(self.text(row, column) for column in self.columns)


def grids(segments: tuple[Segment, ...]) -> tuple[Grid, ...]:
    """Every table that says something, in the order they start in."""
    places = defaultdict[tuple[str, int], list[int]](list)
    for number, segment in enumerate(segments):
        if cell := segment.block.cell:
            places[segment.block.part, cell.table].append(number)
    return tuple(
        Grid(
            _cells(segments[number] for number in numbers),
            _beside(segments, numbers[0] - 1),
            _beside(segments, numbers[-1] + 1),
        )
        for numbers in places.values()
    )


def _beside(segments: tuple[Segment, ...], number: int) -> Segment | None:
    """The passage next to a table, if it is of the running text."""
    if not 0 <= number < len(segments):
        return None
    return segments[number] if segments[number].kind in (SegmentKind.SENTENCE, SegmentKind.HEADING) else None


def _cells(passages: Iterable[Segment]) -> dict[tuple[int, int], tuple[Segment, ...]]:
    found = defaultdict[tuple[int, int], list[Segment]](list)
    for segment in passages:
        if cell := segment.block.cell:
            found[cell.row, cell.column].append(segment)
    return {place: tuple(said) for place, said in found.items()}
