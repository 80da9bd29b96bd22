"""Draws blocks into a QTextDocument, group by group, so that a long document appears without a pause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableCellFormat,
    QTextTableFormat,
)

from app.desktop.formula_picture import FormulaPicture
from app.desktop.positions import Positions, drawn, prefix
from app.desktop.review.formulas import insert_formula
from app.desktop.theme import Theme
from domain.documents.text import ATOM, Atom, AtomKind, Block, BlockKind, Concealed, Concealment, Story

_CELLS_AT_ONCE = 60
"""A table is drawn as several of equal columns, because Qt lays each one out as a whole."""
_BOX_INDENT = 2
"""How far a text box is set in, in lines."""
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value

_CAPTIONS = {
    Story.TEXT_BOX: "Text box",
    Story.FOOTNOTE: "Footnotes",
    Story.ENDNOTE: "Endnotes",
    Story.HEADER: "Headers",
    Story.FOOTER: "Footers",
}
CONCEALED = {
    Concealment.HIDDEN: "Hidden in the file: a reader of the page does not see this.",
    Concealment.INVISIBLE: "In the colour of its background: a reader of the page does not see this.",
    Concealment.TINY: "Too small to be read on the page.",
}
"""What is said of text that only the file shows."""


@dataclass(frozen=True)
class _Group:
    """A paragraph, or rows of a table with the width of each column in percent; `ends` with the table's last row."""

    blocks: list[Block]
    columns: dict[int, float] = field(default_factory=dict)
    ends: bool = True


class Filler:
    """Writes blocks at the end of a document and notes in `positions` where they stand.

    Formulas of which there are no pictures are written as their LaTeX; none is drawn wider than `width` pixels.
    """

    def __init__(
        self, document: QTextDocument, theme: Theme, pictures: Mapping[str, FormulaPicture], width: float
    ) -> None:
        self.positions = Positions(pictures)
        self._pictures = pictures
        self._width = width
        self._cursor = QTextCursor(document)
        self._em = QFontMetricsF(document.defaultFont()).height()
        self._fresh = True
        self._text = QTextCharFormat()
        self._muted = QTextCharFormat()
        self._muted.setForeground(QColor(theme.muted))
        self._code = QTextCharFormat()
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._code.setFontFamilies(mono.families() or [mono.family()])
        self._formula = QTextCharFormat(self._code)
        self._formula.setFontItalic(True)
        self._formula.setBackground(QColor(theme.code))
        self._ground = QColor(theme.code)
        self._line = QColor(theme.border)

    def write(self, blocks: Sequence[Block]) -> Iterator[int]:
        """Draw the blocks; after each group the number of blocks it held."""
        story = Story.BODY
        for group in _groups(blocks):
            if (now := group.blocks[0].story) is not story:
                story = now
                self._caption(story)
            if group.columns:
                self._table(group)
            else:
                self._paragraph(group.blocks[0])
            yield len(group.blocks)

    def _caption(self, story: Story) -> None:
        """Say which text beside the main one begins, over a thin line; the main text goes on without a word."""
        if words := _CAPTIONS.get(story):
            format = QTextBlockFormat()
            format.setTopMargin(self._em * 1.2)
            format.setBottomMargin(self._em * 0.4)
            width = QTextLength(QTextLength.Type.PercentageLength, 100)
            format.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth, width)
            format.setLeftMargin(self._em * _BOX_INDENT if story is Story.TEXT_BOX else 0)
            self._begin_block(format)
            self._cursor.insertText(words, self._muted)

    def _paragraph(self, block: Block) -> None:
        self._begin_block(self._block_format(block))
        self._text_of(block)

    def _begin_block(self, format: QTextBlockFormat) -> None:
        if self._fresh:
            self._cursor.setBlockFormat(format)
        else:
            self._cursor.insertBlock(format, self._text)
        self._fresh = False

    def _text_of(self, block: Block, share: float = 1.0) -> None:
        """Write the text of a block, which has this share of the page's width."""
        self.positions.add(block, self._cursor.position())
        if before := prefix(block):
            self._cursor.insertText(before, self._char_format(block) if _is_heading(block) else self._muted)
        for text, atom in drawn(block, self._pictures):
            if atom and text == ATOM:
                picture = self._pictures[atom.text]
                insert_formula(self._cursor, atom.text, picture, self._char_format(block), self._width * share)
            else:
                self._cursor.insertText(text, self._atom_format(atom) if atom else self._char_format(block))
        for concealed in block.concealed:
            self._conceal(block, concealed)

    def _conceal(self, block: Block, concealed: Concealed) -> None:
        """Show that these characters are not seen on the page."""
        format = QTextCharFormat()
        format.setForeground(self._muted.foreground())
        format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
        format.setToolTip(CONCEALED[concealed.how])
        hidden = QTextCursor(self._cursor.document())
        for offset, move in (
            (concealed.start, QTextCursor.MoveMode.MoveAnchor),
            (concealed.end, QTextCursor.MoveMode.KeepAnchor),
        ):
            if (position := self.positions.place(block.id, offset)) is not None:
                hidden.setPosition(position, move)
        hidden.mergeCharFormat(format)

    def _table(self, group: _Group) -> None:
        cells, columns = group.blocks, group.columns
        rows = sorted({c.cell.row for c in cells if c.cell})
        order = sorted(columns)
        format = QTextTableFormat()
        format.setBorder(1)
        format.setBorderBrush(self._line)
        format.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        format.setBorderCollapse(True)
        format.setCellPadding(self._em * 0.3)
        format.setCellSpacing(0)
        format.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        format.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, columns[c]) for c in order])
        format.setBottomMargin(self._em * 0.8 if group.ends else 0)
        self._begin_block(self._gap())
        table = self._cursor.insertTable(len(rows), len(order), format)
        for place, in_cell in groupby(cells, key=lambda c: c.cell):
            if place is None:
                continue
            cell = table.cellAt(rows.index(place.row), order.index(place.column))
            if place.row == 0:
                head = QTextTableCellFormat()
                head.setBackground(self._ground)
                cell.setFormat(head)
            self._cursor = cell.firstCursorPosition()
            for i, block in enumerate(in_cell):
                if i:
                    self._cursor.insertBlock(QTextBlockFormat(), self._text)
                self._text_of(block, columns[place.column] / 100)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(self._gap())
        self._fresh = True

    def _gap(self) -> QTextBlockFormat:
        """The paragraph Qt wants before and after a table, too thin to be seen."""
        format = QTextBlockFormat()
        format.setLineHeight(1, _FIXED)
        return format

    def _char_format(self, block: Block) -> QTextCharFormat:
        if block.kind is BlockKind.CODE:
            return self._code
        if not _is_heading(block):
            return self._text
        format = QTextCharFormat()
        format.setProperty(QTextCharFormat.Property.FontSizeAdjustment, max(1, 4 - max(block.level, 1)))
        format.setFontWeight(QFont.Weight.DemiBold)
        return format

    def _atom_format(self, atom: Atom) -> QTextCharFormat:
        return self._formula if atom.kind is AtomKind.EQUATION else self._muted

    def _block_format(self, block: Block) -> QTextBlockFormat:
        format = QTextBlockFormat()
        format.setLineHeight(135, _PROPORTIONAL)
        format.setBottomMargin(self._em * 0.55)
        match block.kind:
            case BlockKind.HEADING:
                format.setTopMargin(self._em * (1.4 if block.level <= 1 else 1.0))
                format.setBottomMargin(self._em * 0.45)
                format.setHeadingLevel(min(max(block.level, 1), 6))
                format.setLineHeight(115, _PROPORTIONAL)
                self._hang(
                    format, self._em * (0 if not block.label else 1.7 + 0.5 * block.label.rstrip(".").count("."))
                )
            case BlockKind.LIST_ITEM:
                self._hang(format, self._em * 1.5, outer=self._em * 1.5 * (max(block.level, 1) - 1))
                format.setBottomMargin(self._em * 0.3)
            case BlockKind.CODE:
                format.setBackground(self._ground)
                format.setLineHeight(120, _PROPORTIONAL)
            case _:
                self._hang(format, self._em * 1.5 if block.label else 0)
        if block.story is Story.TEXT_BOX:
            format.setBackground(self._ground)
            format.setLeftMargin(format.leftMargin() + self._em * _BOX_INDENT)
        return format

    def _hang(self, format: QTextBlockFormat, width: float, outer: float = 0) -> None:
        """Let the number stand out to the left of the text."""
        if width:
            format.setLeftMargin(outer + width)
            format.setTextIndent(-width)
            format.setTabPositions([QTextOption.Tab(width, QTextOption.TabType.LeftTab)])


def _is_heading(block: Block) -> bool:
    return block.kind is BlockKind.HEADING


def _groups(blocks: Sequence[Block]) -> Iterator[_Group]:
    """Single paragraphs, and tables in pieces of whole rows."""
    for table, run in groupby(blocks, key=lambda b: b.cell.table if b.cell else None):
        if table is None:
            yield from (_Group([block]) for block in run)
            continue
        cells = list(run)
        columns = _column_widths(cells)
        piece: list[Block] = []
        for _, row in groupby(cells, key=lambda b: b.cell.row if b.cell else 0):
            next_row = list(row)
            if piece and len(piece) + len(next_row) > _CELLS_AT_ONCE:
                yield _Group(piece, columns, ends=False)
                piece = []
            piece += next_row
        yield _Group(piece, columns)


def _column_widths(cells: Sequence[Block]) -> dict[int, float]:
    """Percent of the width for each column, by the most text in a cell of it, within reason."""
    longest: dict[int, int] = {}
    for block in cells:
        if block.cell:
            longest[block.cell.column] = max(longest.get(block.cell.column, 0), len(block.text))
    weights = {column: min(max(length, 6), 60) ** 0.7 for column, length in longest.items()}
    return {column: 100 * weight / sum(weights.values()) for column, weight in weights.items()}
