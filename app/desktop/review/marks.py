"""The marks findings leave on the text: which passages, in which colours, and which finding a place belongs to."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from app.desktop.positions import Positions
from app.usecases.open_review import ReviewedFinding
from domain.analysis.finding import Severity
from domain.documents.text import Span
from domain.feedback.session import ItemState


@dataclass(frozen=True)
class Mark:
    """A passage of a finding."""

    finding: str
    title: str
    severity: Severity
    decided: bool
    span: Span


@dataclass(frozen=True)
class PlacedMark:
    """A mark and the positions of the QTextDocument it covers."""

    start: int
    end: int
    mark: Mark


def marks_of(findings: Iterable[ReviewedFinding]) -> tuple[Mark, ...]:
    """Every passage of every finding."""
    return tuple(
        Mark(r.finding.id, r.finding.title, r.finding.severity, r.state is not ItemState.PENDING, span)
        for r in findings
        for span in r.finding.spans
    )


class PlacedMarks:
    """The marks whose blocks are drawn, by where they stand."""

    def __init__(self, marks: Iterable[Mark], positions: Positions) -> None:
        placed = [PlacedMark(*found, mark) for mark in marks if (found := positions.range(mark.span))]
        self._marks = sorted(placed, key=lambda m: (m.start, m.end))
        self._starts = [m.start for m in self._marks]
        self._longest = max((m.end - m.start for m in self._marks), default=0)

    def between(self, start: int, end: int) -> list[PlacedMark]:
        """The marks that reach into these positions."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [m for m in self._marks[low:high] if m.end > start]

    def at(self, position: int, after: str | None = None) -> Mark | None:
        """The mark at a position, the shortest first; where several lie there, the one behind that of `after`."""
        here = sorted(self.between(position, position + 1), key=lambda m: m.end - m.start)
        ids = [m.mark.finding for m in here]
        if not here:
            return None
        return here[(ids.index(after) + 1) % len(here) if after in ids else 0].mark
