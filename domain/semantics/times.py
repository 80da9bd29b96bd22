"""Times: which days, calendars, rolls, offsets, cut-offs and frequencies the rules speak of."""

from domain.semantics.segments import Segment
from domain.semantics.understanding import TimeRule


def times_of(segments: tuple[Segment, ...]) -> tuple[TimeRule, ...]:
    """Every passage about time, in document order."""
    return ()
