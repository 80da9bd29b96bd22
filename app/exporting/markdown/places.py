"""Where the text of a block stands in its Markdown file, by character and by line."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from app.encoding import Decoded
from domain.documents.text import Block, BytePlace, How, Piece

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = r"(?P<quote>>)|(?P<item>[-+*]|\d{1,9}[.)])(?=[ \t])|(?P<note>\[\^[^\]\s]+\]:)|(?P<meaning>:)(?=[ \t])"
_MARKS = re.compile(rf"[ \t]*(?:{_MARK})")
_NUMBER = re.compile(r"\d+")
_NOTE_INDENT = " " * 4


@dataclass(frozen=True)
class Place:
    """Characters start..end of a file, which show characters `of` to `to` of a block."""

    start: int
    end: int
    of: int
    to: int
    is_literal: bool

    def at(self, offset: int) -> int:
        """Where in the file a character of the block stands; only for literal text."""
        return self.start + offset - self.of


class Original:
    """A Markdown file as characters, each of which knows its bytes."""

    def __init__(self, data: bytes, decoded: Decoded) -> None:
        self.data, self.text, self._decoded = data, decoded.text, decoded
        ends = list(_LINE_END.finditer(self.text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(self.text)]
        self.line_end = ends[0][0] if ends else "\n"

    @cached_property
    def _bytes(self) -> list[int]:
        encoding = self._decoded.encoding
        widths = (len(character.encode(encoding)) for character in self.text)
        return list(accumulate(widths, initial=self._decoded.mark))

    def bytes_of(self, start: int, end: int) -> bytes:
        """The bytes of some characters as they are in the file."""
        return self.data[self._bytes[start] : self._bytes[end]]

    @property
    def mark(self) -> bytes:
        """The byte order mark."""
        return self.data[: self._decoded.mark]

    def encoded(self, text: str) -> bytes:
        """New characters as bytes; one that the file's encoding does not have is written as a reference to it."""
        return text.encode(self._decoded.encoding, "xmlcharrefreplace")

    def line_at(self, character: int) -> int:
        """The number of the line a character stands in."""
        return bisect_right(self._starts, character) - 1

    def line(self, number: int) -> tuple[int, int]:
        """Where a line starts and ends, its line end not counted."""
        return self._starts[number], self._ends[number]

    def is_blank(self, number: int) -> bool:
        """Whether a line is empty, but for the marks of quotes; so is one beyond the file."""
        if not 0 <= number < len(self._starts):
            return True
        return not self.text[slice(*self.line(number))].strip(" \t>")

    def after_line(self, number: int) -> int:
        """Where the line behind this one starts."""
        return self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)

    def has_line(self, number: int) -> bool:
        return 0 <= number < len(self._starts)

    def places(self, block: Block) -> list[Place]:
        """The pieces of a block that can be changed, in order."""
        return [
            Place(
                start=bisect_right(self._bytes, piece.place.start) - 1,
                end=bisect_right(self._bytes, piece.place.end) - 1,
                of=piece.start,
                to=piece.end,
                is_literal=piece.how is How.VERBATIM,
            )
            for piece in block.pieces
            if isinstance(piece.place, BytePlace) and _is_text(piece)
        ]


def _is_text(piece: Piece) -> bool:
    return piece.how is not How.COMPUTED


@dataclass(frozen=True)
class Margin:
    """What stands before the text of a line: marks of quotes, items and notes.

    `rest` stands before a further line of the same paragraph, `next` before a further item of the same list ("" where
    the line begins none).
    """

    width: int
    rest: str
    next: str


def margin(line: str) -> Margin:
    """The margin of a line."""
    at, rest, further, is_note = 0, "", "", False
    while found := _MARKS.match(line, at):
        lead = found[0][: len(found[0]) - len(found[0].lstrip(" \t"))]
        mark = found[0].strip(" \t")
        is_note = bool(found["note"])
        if found["quote"]:
            rest, further = f"{rest}{lead}>", ""
        elif found["note"]:
            rest, further = f"{rest}{_NOTE_INDENT}", ""
        else:
            rest, further = f"{rest}{lead}{' ' * len(mark)}", f"{rest}{lead}{_following(mark)}"
        at = found.end()
    lead = line[at : len(line) - len(line[at:].lstrip(" \t"))]
    return Margin(at + len(lead), rest if is_note else rest + lead, f"{further}{lead}" if further else "")


def _following(mark: str) -> str:
    """The mark of the item behind one."""
    return _NUMBER.sub(lambda number: str(int(number[0]) + 1), mark)
