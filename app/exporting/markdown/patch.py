"""One approved edit as stretches of a Markdown file that are written anew."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from app.exporting.markdown.escaping import Care, escaped
from app.exporting.markdown.places import Original, Place, margin
from app.exporting.words import changes
from domain.documents.changes import Change, Comment, DeleteBlock, DeleteRow, InsertAfter, InsertRow, Replace
from domain.documents.rows import row_of
from domain.documents.text import ATOM, Block, BlockKind, Span

Way = Literal["few escapes", "all escapes", "no escapes", "with marks"]
"""How a change is tried; the last takes the marks of emphasis around the old text away with it."""

WAYS: tuple[Way, ...] = get_args(Way)

_UNDERLINE = re.compile(r"[ \t>]*(?:=+|-+)[ \t]*$")
_FENCE = re.compile(r"[ \t>]*(?:`{3,}|~{3,}|-{3,}|\.{3,})[ \t]*$")
_OPENING = re.compile(r"[ \t>]*(?:`{3,}|~{3,}|-{3,})")
_CODE_INDENT = " " * 4
_DELIMITER = re.compile(r"[ \t>]*[|:\-][ \t|:\-]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_MARKS = "*_~"


class NotInPlace(Exception):
    """The edit cannot be made in the file; says why."""


@dataclass(frozen=True)
class Splice:
    """Characters start..end of the file become `text`; whole lines stand behind words at one point."""

    start: int
    end: int
    text: str
    is_lines: bool = False
    closing: str = ""
    """What stands behind the last of the lines that are added at one point."""


class Patcher:
    """Turns edits of blocks into splices of the file they were read from; raises NotInPlace."""

    def __init__(self, original: Original, blocks: Sequence[Block]) -> None:
        self._original = original
        self._blocks: Mapping[str, Block] = {block.id: block for block in blocks}
        self._next = {
            one.id: other for one, other in pairwise(blocks) if one.story is other.story and one.part == other.part
        }

    def splices(self, change: Change, way: Way, is_deleted: bool) -> list[Splice]:
        """What a change comes to; `is_deleted` where the block it adds a paragraph after is taken out itself."""
        match change:
            case Replace():
                return self._replace(change, way)
            case InsertAfter():
                return [self._insert(self._block(change.block), change.text, way, is_deleted)]
            case DeleteBlock():
                block = self._block(change.block)
                if block.cell:
                    return self._replace(Replace(span=Span.of(block, 0, len(block.text)), text=""), way)
                return [self._delete(*self._lines(block))]
            case DeleteRow():
                return [self._delete_row([self._block(block) for block in change.blocks])]
            case InsertRow():
                return [self._insert_row(self._block(change.block), change.cells, way)]
            case Comment():
                raise NotInPlace("a Markdown file holds no comments: tell its author, or send the report")

    def _block(self, id: str) -> Block:
        return self._blocks[id]

    # --- words -------------------------------------------------------------------------------------------------

    def _replace(self, change: Replace, way: Way) -> list[Splice]:
        block, start = self._block(change.span.block), change.span.start
        places = self._original.places(block)
        placed = {offset for place in places for offset in range(place.of, place.to)}
        fixed = {offset - start for offset in range(start, change.span.end) if offset not in placed}
        found: list[Splice] = []
        for part in changes(change.span.quote, change.text, fixed):
            if ATOM in part.text:
                raise NotInPlace("the new text would move or add something that is not text, such as a formula")
            a, b = part.start + start, part.end + start
            if any(offset not in placed for offset in range(a, b)):
                raise NotInPlace("it would change something that is not plain text, such as a formula or a picture")
            found += (
                self._change(block, places, a, b, part.text, way)
                if a < b
                else [self._insertion(block, places, a, part.text, way)]
            )
        return found

    def _change(self, block: Block, places: Sequence[Place], start: int, end: int, text: str, way: Way) -> list[Splice]:
        touched = [place for place in places if place.of < end and start < place.to]
        whole = [place for place in touched if not place.is_literal]
        first, last = touched[0], touched[-1]
        before = block.text[first.of : start] if first in whole else ""
        after = block.text[end : last.to] if last in whole else ""
        written = self._written(before + text + after, block, way, starts_line=start == 0)
        stretches = [
            (
                place.at(max(start, place.of)) if place.is_literal else place.start,
                place.at(min(end, place.to)) if place.is_literal else place.end,
            )
            for place in touched
        ]
        following = next((place for place in places if place.of == end), None)
        if block.text[end - 1] == "\n" and following:  # the margin of the next line goes with the end of this one
            stretches[-1] = stretches[-1][0], following.start
        if way == "with marks":
            stretches = [self._with_marks(*stretch) for stretch in stretches]
        (a, b), *others = stretches
        return [Splice(a, b, written), *(Splice(x, y, "") for x, y in others)]

    def _with_marks(self, start: int, end: int) -> tuple[int, int]:
        """The stretch with the marks of emphasis that stand on both sides of it."""
        text = self._original.text
        while start and end < len(text) and text[start - 1] in _MARKS and text[end] == text[start - 1]:
            start, end = start - 1, end + 1
        return start, end

    def _insertion(self, block: Block, places: Sequence[Place], at: int, text: str, way: Way) -> Splice:
        written = self._written(text, block, way, starts_line=at == 0)
        for place in places:
            if place.of < at <= place.to and (place.is_literal or at == place.to):
                where = place.at(at) if place.is_literal else place.end
                return Splice(where, where, written)
        following = next((place for place in places if place.of == at), None)
        if following:
            return Splice(following.start, following.start, written)
        if at == len(block.text) and places and not block.cell:
            start, end = self._original.line(self._lines(block)[1])
            where = start + len(self._original.text[start:end].rstrip())
            return Splice(where, where, written)
        if block.cell and not block.text:
            return Splice(*self._empty_cell(block), f" {written} ")
        raise NotInPlace("it stands beside something that is not plain text, such as a formula, or in an empty place")

    def _empty_cell(self, block: Block) -> tuple[int, int]:
        """Where the blanks of an empty cell start and end, between the pipes of its row."""
        line = self._row_line(row_of(block, tuple(self._blocks.values())))
        start, end = self._original.line(line)
        start += margin(self._text(line)).width
        pipes = [found.start() for found in _PIPE.finditer(self._original.text, start, end)]
        walls = pipes if self._original.text[start] == "|" else [start - 1, *pipes]
        column = block.cell.column if block.cell else 0
        if column + 1 >= len(walls):
            raise NotInPlace("its row has no such cell in the file")
        return walls[column] + 1, walls[column + 1]

    def _written(self, text: str, block: Block, way: Way, *, starts_line: bool) -> str:
        """New text as it stands in the lines of a block."""
        if block.kind is BlockKind.CODE:
            return self._broken(text, self._margin(block))
        written = escaped(text, _care(way), starts_line=starts_line)
        if block.cell:
            return _PIPE.sub(r"\\|", written).replace("\n", "<br>")
        if "\n" in text and block.kind is BlockKind.HEADING:
            raise NotInPlace("a heading of Markdown is one line")
        return self._broken(written, self._margin(block))

    def _broken(self, text: str, before_lines: str) -> str:
        return text.replace("\n", self._original.line_end + before_lines)

    # --- lines -------------------------------------------------------------------------------------------------

    def _lines(self, block: Block) -> tuple[int, int]:
        """The first and the last line of a block, with the lines that mark it as what it is."""
        places = self._original.places(block)
        if not places:
            raise NotInPlace("its place in the file is not known")
        first, last = (self._original.line_at(at) for at in (places[0].start, max(places[-1].end - 1, 0)))
        if block.text[places[-1].of : places[-1].to].endswith("\n") and places[-1].to < len(block.text):
            last += 1  # ends with a line of something that is not text
        if block.kind is BlockKind.CODE and self._line_is(first - 1, _OPENING):
            first -= 1
            last += self._line_is(last + 1, _FENCE)
        elif block.kind is BlockKind.HEADING:
            last += self._line_is(last + 1, _UNDERLINE) and not self._text(last).lstrip(" \t>").startswith("#")
        return first, last

    def _text(self, line: int) -> str:
        return self._original.text[slice(*self._original.line(line))]

    def _line_is(self, line: int, pattern: re.Pattern[str]) -> bool:
        return self._original.has_line(line) and bool(pattern.match(self._text(line)))

    def _margin(self, block: Block) -> str:
        return margin(self._text(self._lines(block)[0])).rest if self._original.places(block) else ""

    def _insert(self, block: Block, text: str, way: Way, is_deleted: bool) -> Splice:
        if ATOM in text:
            raise NotInPlace("the new text would add something that is not text, such as a formula")
        following = self._next.get(block.id)
        if block.cell and following and following.cell and following.cell.table == block.cell.table:
            raise NotInPlace("a cell of a Markdown table holds one paragraph")
        first, last = self._lines(block)
        left, eol = margin(self._text(first)), self._original.line_end
        is_indented_code = block.kind is BlockKind.CODE and not self._line_is(first, _OPENING)
        rest = left.rest.removesuffix(_CODE_INDENT) if is_indented_code else left.rest
        written = self._broken(escaped(text.strip(), _care(way), starts_line=True), rest)
        end = self._original.line(last)[1]
        if is_deleted:
            return Splice(self._original.line(first)[0] + left.width, end, written, is_lines=True)
        blank = left.rest.rstrip() if ">" in left.rest else ""
        if left.next and block.kind is BlockKind.LIST_ITEM and not self._has_more(block, following):
            is_loose = following and following.kind is BlockKind.LIST_ITEM and self._original.is_blank(last + 1)
            gap = f"{eol}{blank}" if is_loose else ""
            return Splice(end, end, f"{gap}{eol}{left.next}{written}", is_lines=True)
        closing = "" if self._original.is_blank(last + 1) else f"{eol}{blank}"
        return Splice(end, end, f"{eol}{blank}{eol}{rest}{written}", is_lines=True, closing=closing)

    def _has_more(self, block: Block, following: Block | None) -> bool:
        """Whether an item goes on behind its first paragraph: with an inner list, or a paragraph set in."""
        if following is None or not self._original.places(following):
            return following is not None
        if following.kind is BlockKind.LIST_ITEM:
            return following.level > block.level
        line = self._text(self._lines(following)[0])
        return line[:1] in (" ", "\t")

    def _delete(self, first: int, last: int) -> Splice:
        """Take lines out, and the blank ones behind them where there are some before them too."""
        original = self._original
        behind = last
        while original.has_line(behind + 1) and original.is_blank(behind + 1):
            behind += 1
        if behind > last and original.is_blank(first - 1):
            last = behind
            if original.after_line(last) == len(original.text):  # the end of the file stays as it was
                while original.has_line(first - 1) and original.is_blank(first - 1):
                    first -= 1
        return Splice(original.line(first)[0], original.after_line(last), "")

    def _delete_row(self, cells: Sequence[Block]) -> Splice:
        if any(cell.cell is None or cell.cell.row == 0 for cell in cells):
            raise NotInPlace("a Markdown table cannot be without its first row")
        line = self._row_line(cells)
        return Splice(self._original.line(line)[0], self._original.after_line(line), "")

    def _insert_row(self, block: Block, cells: Sequence[str], way: Way) -> Splice:
        line = self._row_line([block])
        before = margin(self._text(line))
        if self._line_is(line + 1, _DELIMITER) and block.cell and block.cell.row == 0:
            line += 1
        written = [self._written(cell, block, way, starts_line=False) for cell in cells]
        end = self._original.line(line)[1]
        return Splice(end, end, f"{self._original.line_end}{before.rest}| {' | '.join(written)} |", is_lines=True)

    def _row_line(self, cells: Sequence[Block]) -> int:
        for cell in cells:
            if places := self._original.places(cell):
                return self._original.line_at(places[0].start)
        raise NotInPlace("the place of an empty row in the file is not known")


def _care(way: Way) -> Care:
    match way:
        case "all escapes":
            return "much"
        case "no escapes":
            return "none"
        case _:
            return "little"
