"""Legends: what the symbols of a formula stand for, as the document says it."""

from domain.semantics.formulas import Formula
from domain.semantics.segments import Segment
from domain.semantics.understanding import FormulaEntry


def formula_entries(segments: tuple[Segment, ...], formulas: tuple[Formula, ...]) -> tuple[FormulaEntry, ...]:
    """Each formula with its variables bound to the passages that say what they are."""
    return ()
