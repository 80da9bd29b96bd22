"""Worked examples: figures a document computes before the eyes of its reader, computed again."""

from domain.semantics.formulas import Formula
from domain.semantics.segments import Segment
from domain.semantics.understanding import Sum


def examples_of(segments: tuple[Segment, ...], formulas: tuple[Formula, ...]) -> tuple[Sum, ...]:
    """Every worked example that can be computed again, in document order."""
    return ()
