"""Statements: the passages that may say when something happens or where data come from."""

from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind

_SHORTEST_CLAUSE = 30


def states(segment: Segment) -> bool:
    """Not a title, code or a notice; a clause that is only set as a heading counts."""
    if segment.section.role is Role.NOTICE or segment.kind is SegmentKind.CODE:
        return False
    if segment.kind is SegmentKind.HEADING:
        return len(segment.text) > _SHORTEST_CLAUSE and segment.text.endswith((".", ";"))
    return True
