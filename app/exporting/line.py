"""The runs of one block of a Word document, cut where its edits begin and end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from lxml import etree

from app.exporting.feasible import fixed
from app.exporting.marks import Marks
from app.exporting.parts import Parts
from app.exporting.proof import Unfaithful
from app.exporting.runs import Cut, cut, is_on_the_line, is_readable, look_of_most, properties_like, text_run
from app.exporting.words import Change
from app.wordml import visible_text, w
from domain.documents.changes import Edit
from domain.documents.text import Block, DocxPlace, Link, Piece

Ranges = Sequence[tuple[int, int]]
"""Offsets start..end of a block."""


@dataclass(frozen=True)
class Segment:
    """A run that shows characters start..end of the block.

    `is_text` where they can be edited; `link` is what they lead somewhere with; `is_plain` where others see them,
    read them as they are, and find them on the line.
    """

    start: int
    end: int
    run: etree._Element
    is_text: bool
    link: etree._Element | Link | None
    is_plain: bool

    def outside(self, *, before: bool = False) -> etree._Element:
        """What is at the end, or at the beginning, of the link."""
        if not isinstance(self.link, Link):
            return self.run if self.link is None else self.link
        inside = 0
        for run in self.run.itersiblings(preceding=before):
            kinds = [sign.get(w("fldCharType")) for sign in run.iter(w("fldChar"))]
            inside += kinds.count("begin") - kinds.count("end")
            if inside == (1 if before else -1):
                return run
        return self.run


class Line:
    """Edits the runs of a block. Changes are to be made from its start to its end."""

    def __init__(self, block: Block, parts: Parts, ranges: Ranges, marks: Marks) -> None:
        self.block = block
        self.paragraph = parts.paragraph(block)
        self._marks = marks
        self._fixed = fixed(block)
        self.segments = [self._segment(*found) for found in _segments(block, parts, ranges, marks)]
        self._start = next(self.segments[0].run.iterancestors(w("p"))) if self.segments else self.paragraph
        self._last_after: dict[etree._Element, etree._Element] = {}

    def _segment(self, start: int, end: int, run: etree._Element) -> Segment:
        link: etree._Element | Link | None = next(run.iterancestors(w("hyperlink"), w("fldSimple")), None)
        if link is None:
            link = next((link for link in self.block.links if link.start <= start and end <= link.end), None)
        is_hidden = any(hidden.start <= start and end <= hidden.end for hidden in self.block.concealed)
        return Segment(
            start,
            end,
            run,
            is_text=all(offset not in self._fixed for offset in range(start, end)),
            link=link,
            is_plain=not is_hidden and is_readable(run) and is_on_the_line(run),
        )

    @property
    def text_runs(self) -> list[etree._Element]:
        """The runs of the text that can be edited."""
        return [segment.run for segment in self.segments if segment.is_text]

    def change(self, change: Change, edit: Edit) -> tuple[etree._Element, etree._Element]:
        """Mark a change; the answer is the first and the last of its marks."""
        if change.start == change.end:
            mark = self._insert(change.start, change.text, edit)
            return mark, mark
        gone = [s for s in self.segments if change.start <= s.start and s.end <= change.end]
        if not gone:
            raise Unfaithful
        beside, inserted = self._put_in_place(gone, change.text, edit) if change.text else (None, None)
        deleted = self._marks.delete([segment.run for segment in gone], edit)
        return deleted[0], inserted if inserted is not None and beside is gone[-1] else deleted[-1]

    def _put_in_place(self, gone: Sequence[Segment], text: str, edit: Edit) -> tuple[Segment, etree._Element]:
        """Place text behind a segment of those it replaces; outside of links unless all of it is one link's."""
        if all(segment.link is gone[0].link for segment in gone):
            rest = gone
        else:
            rest = list(dropwhile(lambda segment: segment.link is not None, gone))
            if not rest:
                look = self._look(gone[:1], is_link=False)
                return gone[0], self._put_after(gone[0].outside(), text, look, edit)
        parent = rest[0].run.getparent()
        same = list(takewhile(lambda s: s.run.getparent() is parent and s.link is rest[0].link, rest))
        look = properties_like(next((segment.run for segment in same if segment.is_plain), same[0].run))
        return same[-1], self._put_after(same[-1].run, text, look, edit)

    def delete(self, edit: Edit) -> None:
        """Mark all text as deleted."""
        self._marks.delete(self.text_runs, edit)

    @property
    def plain_run(self) -> etree._Element | None:
        """A run that looks as most of the text does that is no link's and is seen: more text is set like it."""
        plain = (s for s in self.segments if s.is_text and s.is_plain and s.link is None)
        return look_of_most((segment.run, segment.end - segment.start) for segment in plain)

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
        """Place text between characters; at the edge of a link outside of it."""
        before = next((s for s in self.segments if s.end == at and s.is_text), None)
        after = next((s for s in self.segments if s.start == at and s.is_text), None)
        beside = [segment for segment in (before, after) if segment is not None]
        is_within = len(beside) == 2 and beside[0].link is beside[1].link
        look = self._look(beside, is_link=is_within)
        if before is not None and (is_within or before.link is None):
            return self._put_after(before.run, text, look, edit)
        if before is not None and (after is None or after.link is not None):
            return self._put_after(before.outside(), text, look, edit)
        mark = self._marks.insert(text_run(text, look), edit)
        if after is not None:
            self._marks.put_before(after.run if after.link is None else after.outside(before=True), mark)
        elif at == len(self.block.text):
            self.paragraph.append(mark)
        else:
            self._put_first(mark)
        return mark

    def _look(self, beside: Sequence[Segment], *, is_link: bool) -> etree._Element | None:
        """The look of text beside one or two segments: that of the first one that is seen, or of most of the block.

        Between two that are not seen it is not seen either.
        """
        around = [segment for segment in beside if is_link or segment.link is None]
        like = next((segment.run for segment in around if segment.is_plain), None)
        if like is None and len(around) == 2:
            like = around[0].run
        like = self.plain_run if like is None else like
        if like is not None:
            return properties_like(like)
        others = beside or [segment for segment in self.segments if segment.is_text]
        return properties_like(others[0].run, is_link=is_link) if others else None

    def _put_after(self, element: etree._Element, text: str, look: etree._Element | None, edit: Edit) -> etree._Element:
        mark = self._marks.insert(text_run(text, look), edit)
        parent = element.getparent()
        if element in self._last_after:
            self._last_after[element].addnext(mark)
        elif parent is not None and parent.tag == w("del"):
            self._marks.put_after(parent, mark)
        else:
            self._marks.put_after(element, mark)
        self._last_after[element] = mark
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
