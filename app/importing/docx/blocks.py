"""The paragraphs of a Word file in reading order, and the block each of them is."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.importing.docx.inline import Story
from app.importing.docx.numbering import Numbering
from app.importing.docx.styles import Styles, integer, level_of_outline
from app.importing.text import Text
from app.wordml import DELETED, MC, cell_is_deleted, chosen, mark_is_deleted, row_is_deleted, val, w
from domain.documents.text import Block, BlockKind, Cell

_NO_PARAGRAPHS = {w("r"), w("hyperlink"), w("sectPr"), w("tblPr"), w("tblGrid"), w("sdtPr"), w("tcPr")}
_WRAPPERS = {w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo")}
MAX_COLUMNS = 63
"""As many as Word allows; a cell that claims to span more does not push its neighbours further."""


@dataclass(frozen=True)
class Line:
    """A paragraph of the accepted view: the w:p whose mark ends it, its text, and the cell it stands in."""

    paragraph: etree._Element
    text: Text
    cell: Cell | None


class Lines:
    """Walks a body. A paragraph whose mark is deleted runs into the next one of the same cell or body."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._tables = 0

    def of(self, container: etree._Element, cell: Cell | None = None) -> Iterator[Line]:
        """The lines of a body or a cell."""
        pending: Line | None = None
        empty = True
        for element in self._elements(container):
            if element.tag == w("tbl"):
                if pending and pending.text.length:
                    yield pending
                pending, empty = None, False
                yield from self._of_table(element)
                continue
            text = self._story.read(element)
            if pending:
                pending.text.append(text)
                text = pending.text
            line = Line(element, text, cell)
            pending = line if mark_is_deleted(element) else None
            if not pending:
                empty = False
                yield line
        if pending and (pending.text.length or (cell and empty)):
            yield pending

    def _elements(self, container: etree._Element) -> Iterator[etree._Element]:
        """The w:p and w:tbl of a container, through whatever wraps them."""
        for element in container.iterchildren("*"):
            if element.tag in (w("p"), w("tbl")):
                yield element
            elif element.tag == f"{{{MC}}}AlternateContent":
                branch = chosen(element)
                if branch is not None:
                    yield from self._elements(branch)
            elif element.tag not in DELETED and element.tag not in _NO_PARAGRAPHS:
                yield from self._elements(element)

    def _of_table(self, table: etree._Element) -> Iterator[Line]:
        number, self._tables = self._tables, self._tables + 1
        kept = (row for row in _unwrapped(table, w("tr")) if not row_is_deleted(row))
        for index, row in enumerate(kept):
            column = _grid_columns(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
            for cell in _unwrapped(row, w("tc")):
                if not cell_is_deleted(cell):
                    yield from self.of(cell, Cell(table=number, row=index, column=column))
                    span = _grid_columns(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1)
                    column = min(column + max(span, 1), MAX_COLUMNS)


def _unwrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for element in parent.iterchildren("*"):
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _unwrapped(element, tag)


def _grid_columns(element: etree._Element | None, default: int) -> int:
    return min(max(integer(val(element), default), 0), MAX_COLUMNS)


class Blocks:
    """Makes blocks of lines; asked once for each, in order, since numbers are counted."""

    def __init__(self, styles: Styles, numbering: Numbering, story: Story, part: str) -> None:
        self._styles = styles
        self._numbering = numbering
        self._story = story
        self._part = part

    def make(self, line: Line, id: str) -> Block:
        """The block of a line."""
        style = self._styles.style_of(line.paragraph)
        listed = self._numbering.label(line.paragraph, style)
        label, depth = (listed[0], listed[1] + 1) if listed else ("", 0)
        text = line.text.text
        outline = val(line.paragraph.find(f"{w('pPr')}/{w('outlineLvl')}"))
        level = self._styles.heading_level(style) if outline is None else level_of_outline(outline)
        if line.cell:
            kind, level = BlockKind.CELL, 0
        elif level and text.strip():  # Word's outline leaves empty headings out, too
            kind = BlockKind.HEADING
        else:
            kind, level = (BlockKind.LIST_ITEM, depth) if label else (BlockKind.PARAGRAPH, 0)
        return Block(
            id=id,
            kind=kind,
            text=text,
            atoms=tuple(line.text.atoms),
            level=level,
            label=label,
            cell=line.cell,
            pieces=line.text.all_pieces(),
            part=self._part,
            paragraph=self._story.number(line.paragraph),
        )

    def is_title(self, line: Line) -> bool:
        """Whether a line is set in the style of the document's title."""
        return self._styles.is_title(self._styles.style_of(line.paragraph))
