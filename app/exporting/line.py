"""The runs of one block of a Word document, cut where its edits begin and end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from app.exporting.feasible import fixed
from app.exporting.marks import Marks
from app.exporting.parts import Parts
from app.exporting.proof import Unfaithful
from app.exporting.runs import Cut, cut, properties_like, text_run
from app.exporting.words import Change
from app.wordml import visible_text, w
from domain.documents.changes import Edit
from domain.documents.text import Block, DocxPlace, Piece

Ranges = Sequence[tuple[int, int]]
"""Offsets start..end of a block."""


@dataclass(frozen=True)
class Segment:
    """A run that shows characters start..end of the block; `is_text` where they can be edited."""

    start: int
    end: int
    run: etree._Element
    is_text: bool


class Line:
    """Edits the runs of a block. Changes are to be made from its start to its end."""

    def __init__(self, block: Block, parts: Parts, ranges: Ranges, marks: Marks) -> None:
        self.block = block
        self.paragraph = parts.paragraph(block)
        self._marks = marks
        self._fixed = fixed(block)
        self.segments = [
            Segment(start, end, run, all(offset not in self._fixed for offset in range(start, end)))
            for start, end, run in _segments(block, parts, ranges, marks)
        ]
        self._start = next(self.segments[0].run.iterancestors(w("p"))) if self.segments else self.paragraph
        self._last_after: dict[etree._Element, etree._Element] = {}

    @property
    def text_runs(self) -> list[etree._Element]:
        """The runs of the text that can be edited."""
        return [segment.run for segment in self.segments if segment.is_text]

    def change(self, change: Change, edit: Edit) -> tuple[etree._Element, etree._Element]:
        """Mark a change; the answer is the first and the last of its marks."""
        if change.start == change.end:
            mark = self._insert(change.start, change.text, edit)
            return mark, mark
        gone = [s.run for s in self.segments if change.start <= s.start and s.end <= change.end]
        if not gone:
            raise Unfaithful
        parent = gone[0].getparent()
        beside = list(takewhile(lambda run: run.getparent() is parent, gone))[-1]
        inserted = self._put_after(beside, change.text, gone[0], edit) if change.text else None
        deleted = self._marks.delete(gone, edit)
        return deleted[0], inserted if inserted is not None and beside is gone[-1] else deleted[-1]

    def delete(self, edit: Edit) -> None:
        """Mark all text as deleted."""
        self._marks.delete(self.text_runs, edit)

    @property
    def plain_run(self) -> etree._Element | None:
        """The first run of text that is no link's, by whose look more text is set."""
        return next((run for run in self.text_runs if next(run.iterancestors(w("hyperlink")), None) is None), None)

    @property
    def whole(self) -> tuple[etree._Element, etree._Element]:
        """The paragraphs the block begins and ends in."""
        return self._start, self.paragraph

    def around(self, start: int, end: int) -> tuple[etree._Element, etree._Element]:
        """The runs a comment on these characters starts before and ends after; w:p for the ends of the paragraph."""
        text = [segment for segment in self.segments if segment.is_text]
        first = next((s.run for s in reversed(text) if s.start <= start), self._start)
        last = next((s.run for s in text if s.end >= end), self.paragraph)
        return first, last

    def _insert(self, at: int, text: str, edit: Edit) -> etree._Element:
        before = next((s.run for s in self.segments if s.end == at and at - 1 not in self._fixed), None)
        if before is not None:
            return self._put_after(before, text, before, edit)
        after = next((s.run for s in self.segments if s.start == at and at not in self._fixed), None)
        like = after if after is not None else next(iter(self.text_runs), None)
        mark = self._marks.insert(text_run(text, properties_like(like)), edit)
        if after is not None:
            self._marks.put_before(after, mark)
        elif at == len(self.block.text):
            self.paragraph.append(mark)
        else:
            self._put_first(mark)
        return mark

    def _put_after(self, run: etree._Element, text: str, like: etree._Element, edit: Edit) -> etree._Element:
        mark = self._marks.insert(text_run(text, properties_like(like)), edit)
        parent = run.getparent()
        if run in self._last_after:
            self._last_after[run].addnext(mark)
        elif parent is not None and parent.tag == w("del"):
            self._marks.put_after(parent, mark)
        else:
            self._marks.put_after(run, mark)
        self._last_after[run] = mark
        return mark

    def _put_first(self, mark: etree._Element) -> None:
        if self._start in self._last_after:
            self._last_after[self._start].addnext(mark)
        else:
            self._start.insert(0 if self._start.find(w("pPr")) is None else 1, mark)
        self._last_after[self._start] = mark


def _segments(block: Block, parts: Parts, ranges: Ranges, marks: Marks) -> Iterator[tuple[int, int, etree._Element]]:
    """The runs of a block with the offsets they show; those that an edit touches are cut at its ends."""
    by_run = _by_run(block)
    for (paragraph, number), pieces in by_run.items():
        run = parts.runs(block.part, paragraph)[number]
        touching = [(a, b) for a, b in ranges if any(a <= piece.end and piece.start <= b for piece, _ in pieces)]
        edges = {edge for range_ in touching for edge in range_}
        at = {
            place.start + edge - piece.start
            for piece, place in pieces
            for edge in edges
            if piece.start <= edge <= piece.end
        }
        for part in cut(run, at, marks.renumber) if touching else [Cut(0, len(visible_text(run)), run)]:
            found = next(
                (piece.start - place.start for piece, place in pieces if place.start <= part.start < place.end), None
            )
            if found is not None:
                yield part.start + found, part.end + found, part.run


def _by_run(block: Block) -> Mapping[tuple[int, int], list[tuple[Piece, DocxPlace]]]:
    found: dict[tuple[int, int], list[tuple[Piece, DocxPlace]]] = {}
    for piece in block.pieces:
        if isinstance(piece.place, DocxPlace):
            found.setdefault((piece.place.paragraph, piece.place.run), []).append((piece, piece.place))
    return found
