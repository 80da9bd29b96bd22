"""Reads Markdown (CommonMark, tables, notes, formulas, front matter): blocks whose text knows its bytes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref
from mdit_py_plugins.front_matter import front_matter_plugin

from app.encoding import decode
from app.importing.markdown.html import Hiding, Words
from app.importing.markdown.inline import Inline, note_mark
from app.importing.markdown.math import bracket_math_plugin
from app.importing.markdown.source import NOWHERE, Source
from app.importing.naming import block_ids, first_heading
from app.importing.text import Text
from app.usecases.ports.engines import ReadDocument
from app.usecases.ports.errors import Refused
from domain.documents.text import AtomKind, Block, BlockKind, Cell, How, Story

READER = "markdown 2"
MAX_NESTING = 100
"""Quotes and lists within each other, two levels for a list: enough for people, and a bound for recursion."""

BULLET = "•"
_BOXES = {"[ ] ": "☐", "[x] ": "☑", "[X] ": "☑"}
_DEEP_MARKS = "> \t-*+"
_LONGEST_MARK = 100
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
    md.use(bracket_math_plugin).use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False)
    md.inline.ruler.at("footnote_ref", _note_reference)
    md.core.ruler.disable(["inline", "text_join"])
    md.inline.ruler2.disable("fragments_join")
    return md


def _note_reference(state: StateInline, silent: bool) -> bool:
    """The plug-in's rule, which looks for the end of a mark throughout the text, where that end is near."""
    return state.src.find("]", state.pos, state.pos + _LONGEST_MARK) > 0 and footnote_ref(state, silent)


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
        self._env: dict[str, Any] = {}
        self._inline = Inline(_parser(), source, self._env)
        self._hiding = Hiding()
        self._body: list[dict[str, Any]] = []
        self._noted: dict[str, list[dict[str, Any]]] = {}
        self._into = self._body
        self._numbers: list[int | None] = []  # of the open lists, outermost first: the next number; None for bullets
        self._label = ""
        self._anchors: list[str] = []  # of tags without words: they name what follows
        self._defines = False
        self._heading: Token | None = None
        self._table: _Table | None = None
        self._tables = 0

    def read_all(self) -> None:
        """Fill `blocks`, `notes` and `title`."""
        deepest, before = 0, None
        for token in self._inline.md.parse(self._source.normal(), self._env):
            if before and token.nesting < 0 < before.nesting and before.level >= MAX_NESTING - 3 and before.map:
                self._read_plain(*before.map)
            self._read(token)
            before, deepest = token, max(deepest, token.level)
        self.blocks = [Block(id=next(self._ids), **block) for block in (*self._body, *self._in_notes())]
        if self._inline.active:
            self.notes.append("Scripts and other active parts of the HTML in the file were left out.")
        if deepest >= MAX_NESTING - 1:
            self.notes.append(f"What is nested more than {MAX_NESTING} levels deep was read as plain lines.")

    def _in_notes(self) -> Iterator[dict[str, Any]]:
        """The blocks of all notes in the order of their marks, and then of those nothing refers to."""
        ids = {label: self._env["footnotes"]["refs"][f":{label}"] for label in self._noted}
        for label in sorted(ids, key=lambda label: (ids[label] < 0, ids[label])):
            mark = note_mark(ids[label]) if ids[label] >= 0 else label
            for block in self._noted[label]:
                yield block | {"story": Story.FOOTNOTE, "label": block["label"] or mark}

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
            case "footnote_reference_open":
                self._into = self._noted.setdefault(token.meta["label"], [])
            case "footnote_reference_close":
                self._into = self._body
            case "dd_open":
                self._defines = True
            case "dd_close":
                self._defines = False
            case "fence" if token.info.split()[:1] == ["math"]:
                self._read_formula(token)
            case "fence" | "code_block":
                self._read_code(token.content, (token.map[0] if token.map else 0) + (token.type == "fence"))
            case "math_block" | "math_block_label":
                self._read_formula(token)
            case "html_block":
                words = Words(self._hiding)
                words.feed(token.content)
                words.close()
                self._inline.active |= words.active
                if words.text.length:
                    self._emit(BlockKind.PARAGRAPH, words.text)
                else:
                    self._anchors += words.text.anchors
            case "front_matter":
                match = _TITLE.search(token.content)
                self.title = match[2].strip() if match else ""
                self.notes.append("The front matter at the start of the file was read as plain text.")
                self._read_code(token.content, 1)

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
        if self._label == BULLET and (box := _BOXES.get(content[:4])):
            self._label, content, where = box, content[4:], where[4:]
        text = self._inline.read(content, where, self._hiding)
        if self._table:
            self._table.column += 1
            cell = Cell(table=self._table.number, row=self._table.row, column=self._table.column)
            self._emit(BlockKind.CELL, text, cell=cell)
        elif self._heading:
            self._emit(BlockKind.HEADING, text, level=int(self._heading.tag[1]))
        elif self._label or self._defines:
            self._emit(BlockKind.LIST_ITEM, text, level=max(1, len(self._numbers)))
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

    def _read_code(self, content: str, line: int) -> None:
        content = content.removesuffix("\n")
        text = Text()
        self._source.add(text, content, self._source.locate(content, line))
        self._emit(BlockKind.CODE, text)

    def _read_plain(self, first: int, last: int) -> None:
        """Lines that the parser gave up on, without the marks of quotes and lists before them."""
        text = Text()
        for line in range(first, last):
            start, end = self._source.line(line)
            words = self._source.text[start:end].lstrip(_DEEP_MARKS)
            if words and text.length:
                text.add("\n", How.COMPUTED)
            self._source.add(text, words, list(range(end - len(words), end)))
        self._emit(BlockKind.PARAGRAPH, text)

    def _read_formula(self, token: Token) -> None:
        text = Text()
        text.add_atom(AtomKind.EQUATION, " ".join(token.content.split()))
        if token.type == "math_block_label":
            text.add(f" ({token.info})", How.COMPUTED)
        self._emit(BlockKind.PARAGRAPH, text)

    def _emit(self, kind: BlockKind, text: Text, *, level: int = 0, cell: Cell | None = None) -> None:
        if self._hiding.how and text.length:
            text.concealed.clear()
            text.conceal(0, self._hiding.how)
        self._into.append(
            {
                "kind": kind,
                "text": text.text,
                "atoms": tuple(text.atoms),
                "level": level,
                "label": self._label,
                "cell": cell,
                "pieces": text.all_pieces(),
                "concealed": tuple(text.concealed),
                "links": tuple(text.links),
                "anchors": (*self._anchors, *text.anchors),
            }
        )
        self._label, self._anchors = "", []
