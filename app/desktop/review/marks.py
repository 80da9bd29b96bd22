"""The marks findings leave on the text: which passages, in which colours, and which finding a place belongs to."""

from collections import defaultdict
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


class Marks:
    """The marks of a review. Only those in sight are ever placed: there may be a thousand."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self.all = tuple(marks)
        self.findings = {mark.finding for mark in self.all}
        self._by_block: dict[str, list[Mark]] = defaultdict(list)
        for mark in self.all:
            self._by_block[mark.span.block].append(mark)

    def between(self, positions: Positions, start: int, end: int) -> list[PlacedMark]:
        """The marks that reach into these positions, in the order of the text."""
        placed = [
            PlacedMark(*found, mark)
            for block in positions.blocks_between(start, end)
            for mark in self._by_block.get(block.id, ())
            if (found := positions.range(mark.span)) and found[0] < end and found[1] > start
        ]
        return sorted(placed, key=lambda m: (m.start, m.end))

    def at(self, positions: Positions, position: int, after: str | None = None) -> Mark | None:
        """The mark at a position, the shortest first; where several lie there, the one behind that of `after`."""
        here = sorted(self.between(positions, position, position + 1), key=lambda m: m.end - m.start)
        ids = [m.mark.finding for m in here]
        if not here:
            return None
        return here[(ids.index(after) + 1) % len(here) if after in ids else 0].mark
