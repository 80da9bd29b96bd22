"""A Markdown file's characters by line, and the way from them back to its bytes."""

import re

from app.encoding import Decoded
from app.importing.text import Text
from domain.documents.text import BytePlace, How

_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACE = " \t"
NOWHERE = -1


class Source:
    """Lines end with LF, CR or CRLF, mixed at will. Places count characters of the file as it was decoded.

    `text` has U+FFFD for NUL, at the same places.
    """

    def __init__(self, decoded: Decoded) -> None:
        self._decoded = decoded
        self.text = decoded.text.replace("\0", "\ufffd")
        ends = list(_LINE_END.finditer(self.text))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(self.text)]
        self._last = (0, decoded.mark)

    def line(self, number: int) -> tuple[int, int]:
        """Where a line starts and ends, its line end not counted."""
        return self._starts[number], self._ends[number]

    def normal(self) -> str:
        """All lines, each but the last ending with LF."""
        return "\n".join(self.text[start:end] for start, end in zip(self._starts, self._ends, strict=True))

    def place(self, start: int, end: int) -> BytePlace:
        """The bytes of some characters. Quick as long as it is asked from left to right."""
        return BytePlace(start=self._byte(start), end=self._byte(end))

    def _byte(self, character: int) -> int:
        at, byte = self._last if self._last[0] <= character else (0, self._decoded.mark)
        byte += len(self._decoded.text[at:character].encode(self._decoded.encoding))
        self._last = character, byte
        return byte

    def add(self, into: Text, text: str, where: list[int]) -> None:
        """Add text whose characters stand at these places, in as few pieces as there are stretches."""
        start = 0
        while start < len(text):
            end = start + 1
            if where[start] == NOWHERE:
                while end < len(text) and where[end] == NOWHERE:
                    end += 1
                into.add(text[start:end], How.COMPUTED)
            elif text[start] == "\n":
                at = where[start]
                width = 2 if self.text.startswith("\r\n", at) else 1
                self.add_decoded(into, "\n", at, at + width)
            else:
                while end < len(text) and text[end] != "\n" and where[end] == where[end - 1] + 1:
                    end += 1
                self.add_decoded(into, text[start:end], where[start], where[end - 1] + 1)
            start = end

    def add_decoded(self, into: Text, text: str, start: int, end: int) -> None:
        """Add what these characters mean: verbatim where they are the text itself."""
        verbatim = self._decoded.text[start:end] == text
        into.add(text, How.VERBATIM if verbatim else How.DECODED, self.place(start, end))

    def locate(self, content: str, first_line: int, behind: str = "") -> list[int]:
        """Where each character of a block's content stands, given the line it starts in; NOWHERE for some.

        The parser takes away what stands before the content in a line (quote and list markers, indentation) and
        white space after it, so it is looked for at the end of the line; a heading's stands behind its marker.
        """
        where: list[int] = []
        for number, line in enumerate(content.split("\n"), first_line):
            if number >= len(self._starts):
                return where + [NOWHERE] * (len(content) - len(where))
            start, end = self.line(number)
            core = line.lstrip(_SPACE)
            if behind:
                marker = self.text.find(behind, start, end)
                at = self.text.find(core, marker + len(behind), end)
            else:
                at = self.text.rfind(core, start, end)
            lead = len(line) - len(core)
            if not core or at < 0:
                where += [NOWHERE] * len(line)
            else:
                where += self._indentation(line[:lead], at, start)
                where += range(at, at + len(core))
            where.append(end)
        return where[:-1]

    def _indentation(self, lead: str, before: int, floor: int) -> list[int]:
        """Places of the white space that ends before a character; none where a tab was taken apart."""
        at = before - len(lead)
        found = at >= floor and self.text[at:before] == lead
        return list(range(at, before)) if found else [NOWHERE] * len(lead)

    def locate_cells(self, line: int) -> list[list[int]]:
        r"""Where the characters between the pipes of a table's row stand, without the backslash of each \|."""
        start, end = self.line(line)
        cells: list[list[int]] = [[]]
        for at in range(start, end):
            if self.text[at] != "|":
                cells[-1].append(at)
            elif at > start and self.text[at - 1] == "\\":
                cells[-1][-1] = at
            else:
                cells.append([])
        return cells
