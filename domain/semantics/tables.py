"""Tables: their captions and columns, and the sums in them that can be checked."""

import re

from domain.semantics.currencies import CODES
from domain.semantics.figures import is_nothing
from domain.semantics.grids import Grid, grids
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.sums import sums_of
from domain.semantics.understanding import TableEntry

_CAPTION = re.compile(
    r"(?:table|tab\.|exhibit|schedule)\s?[A-Z]?\d{0,3}(?:[.-]\d{1,3}){0,3}[a-z]?\s?[:.-]", re.IGNORECASE
)
_LONGEST_CAPTION = 160


def tables_of(segments: tuple[Segment, ...]) -> tuple[TableEntry, ...]:
    """Every table, in document order."""
    return tuple(_entry(grid) for grid in grids(segments))


def _entry(grid: Grid) -> TableEntry:
    caption, header = caption_of(grid), has_header(grid)
    return TableEntry(
        caption=caption,
        columns=grid.row(grid.rows[0]) if header else (),
        rows=len(grid.rows) - header,
        first=grid.first.span(),
        sums=sums_of(grid, caption, header),
    )


def caption_of(grid: Grid) -> str:
    """The line right above or below a table that names it, else ""."""
    for beside in (grid.before, grid.after):
        if beside and beside.kind is not SegmentKind.HEADING and len(beside.block.text) <= _LONGEST_CAPTION:
            line = " ".join(beside.block.printed.split())
            if _CAPTION.match(line):
                return line
    return ""


_TOTAL_COLUMN = re.compile(r"(?:row )?(?:totals?|sum)", re.IGNORECASE)
_YEAR = re.compile(rf"(?:(?!(?:{'|'.join(CODES)})\b)[a-z]{{3}} )?(?:19|20)\d\d", re.IGNORECASE)
"""A year, alone or behind a short word that is no currency: "2025", "Avg 2025"."""


def has_header(grid: Grid) -> bool:
    """Whether the first row names the columns: words over figures, or short words over longer ones."""
    if len(grid.rows) < 2:
        return False
    row = grid.rows[0]
    first = grid.row(row)
    if (
        not _TOTAL_COLUMN.fullmatch(first[-1].strip())
        and any(
            grid.figure(row, column) and not _YEAR.fullmatch(grid.text(row, column).strip()) for column in grid.columns
        )
    ) or sum(not is_nothing(text) for text in first) < 2:
        return False
    return all(len(text) <= 80 and not (text.rstrip().endswith(".") and " " in text) for text in first)
