"""Tables: their captions and columns, and the sums in them that can be checked."""

from domain.semantics.segments import Segment
from domain.semantics.understanding import TableEntry


def tables_of(segments: tuple[Segment, ...]) -> tuple[TableEntry, ...]:
    """Every table, in document order."""
    return ()
