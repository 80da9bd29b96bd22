"""Reads Markdown (CommonMark, tables, dollar math, front matter): blocks whose text knows its bytes."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from app.importing.encoding import decode
from app.importing.markdown.html import words
from app.importing.markdown.inline import read_inline
from app.importing.markdown.source import NOWHERE, Source
from app.importing.naming import block_ids, first_heading
from app.importing.text import Text
from app.usecases.ports import ReadDocument, Refused
from domain.documents.text import AtomKind, Block, BlockKind, Cell, How

READER = "markdown 1"
MAX_NESTING = 100
"""Quotes and lists within each other, two levels for a list: enough for people, and a bound for recursion."""

BULLET = "•"
_TITLE = re.compile(r"^title:[ \t]*(['\"]?)(.+?)\1[ \t]*$", re.MULTILINE)
_MDX_CODE = re.compile(r"(?:import|export)\s|\{/\*.*\*/\}\s*\Z", re.DOTALL)


def read_markdown(data: bytes, file_name: str) -> ReadDocument:
    """The blocks of a Markdown file; raises Refused."""
    decoded = decode(data)
    if decoded is None:
        raise Refused("This is not a text.")
    source = Source(decoded)
    reading = _Reading(data, source, file_name.lower().endswith(".mdx"))
    reading.read_all()
    notes = list(decoded.notes)
    if "\0" in decoded.text:
        notes.append("The file holds NUL characters; they are shown as \ufffd.")
    return ReadDocument(
        format="markdown",
        title=reading.title or first_heading(reading.blocks) or PurePath(file_name).stem,
        blocks=tuple(reading.blocks),
        reader=READER,
        notes=(*notes, *reading.notes),
    )


def _parser() -> MarkdownIt:
    """Finds the blocks; what is inside them is read here, with its places."""
    md = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    md.use(front_matter_plugin).use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    md.core.ruler.disable(["inline", "text_join"])
    md.inline.ruler2.disable("fragments_join")
    return md


@dataclass
class _Table:
    """The row that is being read: what its cells hold, and how many cells of it were read already."""

    number: int
    row: int = -1
    column: int = -1
    raw: tuple[list[int], ...] = ()
    raw_read: int = 0


class _Reading:
    """Goes through the block tokens once, in order."""

    def __init__(self, data: bytes, source: Source, mdx: bool) -> None:
        self.blocks: list[Block] = []
        self.notes: list[str] = []
        self.title = ""
        self._ids = block_ids(data, READER)
        self._source = source
        self._mdx = mdx
        self._md = _parser()
        self._env: dict[str, Any] = {}
        self._numbers: list[int | None] = []  # of the open lists, outermost first: the next number; None for bullets
        self._label = ""
        self._heading: Token | None = None
        self._table: _Table | None = None
        self._tables = 0

    def read_all(self) -> None:
        """Fill `blocks`, `notes` and `title`."""
        deepest = 0
        for token in self._md.parse(self._source.normal(), self._env):
            self._read(token)
            deepest = max(deepest, token.level)
        if deepest >= MAX_NESTING - 1:
            self.notes.append(f"What is nested more than {MAX_NESTING} levels deep was left out.")

    def _read(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._heading = token
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                start = token.attrGet("start")
                self._numbers.append(1 if start is None else int(start))
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
            case "list_item_open":
                self._label = self._next_label(token.markup)
            case "list_item_close":
                self._label = ""
            case "table_open":
                self._table, self._tables = _Table(self._tables), self._tables + 1
            case "table_close":
                self._table = None
            case "tr_open" if self._table and token.map:
                cells = self._source.locate_cells(token.map[0])
                self._table = _Table(self._table.number, self._table.row + 1, raw=tuple(cells))
            case "inline":
                self._read_inline(token)
                self._heading = None
            case "fence" | "code_block":
                self._read_code(token)
            case "math_block" | "math_block_label":
                text = Text()
                text.add_atom(AtomKind.EQUATION, " ".join(token.content.split()))
                text.add(f" ({token.info})" if token.info else "", How.COMPUTED)
                self._emit(BlockKind.PARAGRAPH, text)
            case "html_block":
                text = Text()
                text.add(words(token.content), How.COMPUTED)
                if text.length:
                    self._emit(BlockKind.PARAGRAPH, text)
            case "front_matter":
                match = _TITLE.search(token.content)
                self.title = match[2].strip() if match else ""
                self.notes.append("The front matter at the start of the file is not part of the text under review.")

    def _next_label(self, markup: str) -> str:
        number = self._numbers[-1]
        if number is None:
            return BULLET
        self._numbers[-1] = number + 1
        return f"{number}{markup}"

    def _read_inline(self, token: Token) -> None:
        content = token.content
        line = token.map[0] if token.map else 0
        if self._table:
            where = self._locate_in_row(self._table, content)
        elif self._heading and self._heading.markup.startswith("#"):
            where = self._source.locate(content, line, behind=self._heading.markup)
        else:
            where = self._source.locate(content, line)
        if self._mdx and token.level == 1 and not self._heading and _MDX_CODE.match(content):
            return
        text = read_inline(self._md, content, where, self._source, self._env)
        if self._table:
            self._table.column += 1
            cell = Cell(table=self._table.number, row=self._table.row, column=self._table.column)
            self._emit(BlockKind.CELL, text, cell=cell)
        elif self._heading:
            self._emit(BlockKind.HEADING, text, level=int(self._heading.tag[1]))
        elif self._label:
            self._emit(BlockKind.LIST_ITEM, text, level=len(self._numbers))
        else:
            self._emit(BlockKind.PARAGRAPH, text)

    def _locate_in_row(self, table: _Table, content: str) -> list[int]:
        """A cell's content stands at the end of what is between two pipes; quote markers may stand before it."""
        for index in range(table.raw_read, len(table.raw) if content else 0):
            raw = table.raw[index]
            text = "".join(self._source.text[at] for at in raw).rstrip()
            if text.endswith(content):
                table.raw_read = index + 1
                return raw[len(text) - len(content) : len(text)]
        return [NOWHERE] * len(content)

    def _read_code(self, token: Token) -> None:
        first = (token.map[0] if token.map else 0) + (token.type == "fence")
        content = token.content.removesuffix("\n")
        text = Text()
        self._source.add(text, content, self._source.locate(content, first))
        self._emit(BlockKind.CODE, text)

    def _emit(self, kind: BlockKind, text: Text, *, level: int = 0, cell: Cell | None = None) -> None:
        self.blocks.append(
            Block(
                id=next(self._ids),
                kind=kind,
                text=text.text,
                atoms=tuple(text.atoms),
                level=level,
                label=self._label,
                cell=cell,
                pieces=text.all_pieces(),
            )
        )
        self._label = ""
