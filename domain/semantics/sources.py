"""Data sources: who supplies data, which fields, and what replaces them."""

from domain.semantics.segments import Segment
from domain.semantics.understanding import DataSource


def sources_of(segments: tuple[Segment, ...]) -> tuple[DataSource, ...]:
    """Every data source, in document order."""
    return ()
