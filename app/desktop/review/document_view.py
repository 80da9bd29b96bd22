"""The text under review, read-only: filled in slices, marked where findings are, and nothing fetched from anywhere."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QMimeData, QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QMenu, QTextBrowser, QTextEdit, QToolTip, QWidget

from app.desktop.actions import Actions
from app.desktop.formula_picture import FormulaPicture
from app.desktop.review.fill import Filler
from app.desktop.review.formulas import FormulaLook, selected_text, sources_of
from app.desktop.review.marks import Mark, Marks, PlacedMark
from app.desktop.theme import Look
from domain.documents.text import Block, Span

_SLICE_BLOCKS = 100
_SLICE_MS = 12
_LINE_CHARACTERS = 84
"""The width of the text on the page, in average characters."""
_MARGIN = 2.6
"""The margin of the page around the text, in lines."""
_EYE = 0.3
"""How far down the view the passage is that is looked at."""
_TEXT_SIZE = 1.1
"""The document's text against the application's: it is read for hours."""


class DocumentView(QTextBrowser):
    """Shows blocks.

    `mark_clicked` names the finding of a passage, `filled` says that all of the text is drawn, `formulas_wanted`
    carries the LaTeX and the FormulaLook of those that `show_formulas` is to be given pictures of.
    """

    mark_clicked = Signal(str)
    filled = Signal()
    formulas_wanted = Signal(object, object)

    def __init__(self, parent: QWidget, look: Look, actions: Actions) -> None:
        super().__init__(parent)
        self.setObjectName("document")
        self.setAccessibleName("Document text")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.viewport().setMouseTracking(True)
        self._look = look
        self._actions = actions
        self.setFont(_text_font(1.0))
        self._blocks: tuple[Block, ...] = ()
        self._page: QTextDocument | None = None
        self._pictures: Mapping[str, FormulaPicture] = {}
        self._pictured_as: FormulaLook | None = None
        self._filler = self._filler_of(self.document())
        self._rest: Iterator[int] = iter(())
        self._marks = Marks()
        self._chosen: tuple[str | None, Span | None] = (None, None)
        self._wanted: tuple[str, int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fill_slice)
        self.verticalScrollBar().valueChanged.connect(self._mark_visible)
        look.changed.connect(self._on_look)

    # --- the text ----------------------------------------------------------------------------------------------

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Draw these blocks, the first screen at once and the rest in slices."""
        self._blocks = tuple(blocks)
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(QFontMetricsF(self.font()).height() * _MARGIN)
        document.setDefaultTextOption(QTextOption(self.document().defaultTextOption()))
        self._filler = self._filler_of(document)
        self.setExtraSelections([])  # Qt looks at those of a document that is gone when it is given the next ones
        self.setDocument(document)
        if self._page:
            self._page.deleteLater()
        self._page = document
        self._rest = self._filler.write(self._blocks)
        self._timer.start()
        wanted, self._wanted = self._wanted, None
        self._fill_slice()
        self.moveCursor(QTextCursor.MoveOperation.Start)  # what is written at the cursor pushes it along
        self._wanted = wanted
        self._scroll_to_wanted()

    def _filler_of(self, document: QTextDocument) -> Filler:
        return Filler(document, self._look.theme, self._pictures, _line_width(self.font()))

    def show_formulas(self, pictures: Mapping[str, FormulaPicture]) -> None:
        """Draw the text anew with these pictures of its formulas by their LaTeX."""
        if pictures:
            self._pictures = pictures
            self._redraw()

    def _want_formulas(self) -> None:
        """Ask for the pictures once for each look: the text is there before them, with the formulas' source."""
        look = FormulaLook.among(self.font(), self._look.theme.text, self.devicePixelRatioF())
        if look != self._pictured_as and (sources := sources_of(self._blocks)):
            self._pictured_as = look
            self.formulas_wanted.emit(sources, look)

    def is_filled(self) -> bool:
        """Whether all of the text is drawn."""
        return self._page is not None and not self._timer.isActive()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied is text, a formula as its LaTeX: a picture could be pasted nowhere."""
        data = QMimeData()
        data.setText(selected_text(self.textCursor()))
        return data

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Nothing: a document under review fetches nothing, neither from the network nor from the disk."""
        return None

    def _fill_slice(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        writer = QTextCursor(self.document())
        writer.beginEditBlock()
        drawn = 0
        for count in self._rest:
            drawn += count
            if drawn >= _SLICE_BLOCKS or clock.elapsed() > _SLICE_MS:
                break
        else:
            self._timer.stop()
        writer.endEditBlock()
        if self._wanted or self.is_filled():
            self._scroll_to_wanted()
            self._mark_visible()
        if self.is_filled():
            self._want_formulas()
            self.filled.emit()

    def _on_look(self) -> None:
        self._pictures = {}
        self._redraw()

    def _redraw(self) -> None:
        if self._blocks:
            self._wanted = self._reading()
            self.show_blocks(self._blocks)

    def block_in_sight(self) -> str | None:
        """The block at the height to which `go_to` brings it again."""
        point = QPoint(0, int(self.viewport().height() * _EYE))
        found = self._filler.positions.block_at(self.cursorForPosition(point).position())
        return found[0].id if found else None

    def go_to(self, block: str) -> None:
        """Bring a block into sight, as soon as it is drawn."""
        self._wanted = (block, 0)
        self._scroll_to_wanted()

    def _reading(self) -> tuple[str, int] | None:
        block = self.block_in_sight()
        return (block, 0) if block else None

    # --- marks -------------------------------------------------------------------------------------------------

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these passages."""
        if self._marks.all != tuple(marks):
            self._marks = Marks(marks)
            self._mark_visible()

    def choose(self, finding: str | None, place: Span | None) -> None:
        """Mark the passages of this finding strongly and bring its place into sight, as soon as it is drawn."""
        self._chosen = (finding, place)
        self._wanted = (place.block, place.start) if place else None
        self._scroll_to_wanted()
        self._mark_visible()

    def mark_chosen(self, finding: str) -> None:
        """Mark the passages of this finding strongly, wherever the text is."""
        self._chosen = (finding, None)
        self._mark_visible()

    def _scroll_to_wanted(self) -> None:
        if self._wanted is None or (position := self._filler.positions.place(*self._wanted)) is None:
            return
        self._wanted = None
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        rect, height = self.cursorRect(cursor), self.viewport().height()
        if rect.top() < height * 0.08 or rect.bottom() > height * 0.8:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + rect.top() - int(height * _EYE))

    def visible_range(self) -> tuple[int, int]:
        """The positions of the text that is in sight."""
        corner = QPoint(self.viewport().width(), self.viewport().height())
        return self.cursorForPosition(QPoint(0, 0)).position(), self.cursorForPosition(corner).position() + 1

    def _mark_visible(self) -> None:
        shown = self._marks.between(self._filler.positions, *self.visible_range())
        finding, place = self._chosen
        shown.sort(key=lambda m: m.mark.finding == finding)
        selections = [self._selection(m.start, m.end, self._format(m)) for m in shown]
        if place and finding not in self._marks.findings:
            selections += self._anchor(place)
        self.setExtraSelections(selections)

    def _format(self, placed: PlacedMark) -> QTextCharFormat:
        theme, mark = self._look.theme, placed.mark
        shade = theme.severity[mark.severity]
        format = QTextCharFormat()
        if mark.finding == self._chosen[0]:
            format.setBackground(QColor(shade.strong))
        elif mark.decided:
            format.setBackground(QColor(theme.decided))
        else:
            format.setBackground(QColor(shade.mark))
        return format

    def _anchor(self, place: Span) -> list[QTextEdit.ExtraSelection]:
        """A place that is no passage of a finding: the heading one hangs on, or what is understood there."""
        if (found := self._filler.positions.range(place)) is None:
            return []
        format = QTextCharFormat()
        format.setBackground(QColor(self._look.theme.selection))
        format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        format.setUnderlineColor(QColor(self._look.theme.accent))
        return [self._selection(*found, format)]

    def _selection(self, start: int, end: int, format: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        selection.cursor, selection.format = cursor, format
        return selection

    # --- the reviewer's hand -----------------------------------------------------------------------------------

    def selected_span(self) -> Span | None:
        """The selected passage, cut at the end of its first paragraph; None where nothing is selected."""
        cursor = self.textCursor()
        return self._filler.positions.span(cursor.selectionStart(), cursor.selectionEnd())

    def selection_is_cut(self) -> bool:
        """Whether the selection goes on behind the paragraph of `selected_span`."""
        cursor = self.textCursor()
        span, last = self.selected_span(), self._filler.positions.block_at(cursor.selectionEnd() - 1)
        return span is not None and last is not None and last[0].id != span.block

    def mark_under(self, point: QPoint) -> Mark | None:
        """The mark at a point of the viewport."""
        position = self.cursorForPosition(point).position()
        return self._marks.at(self._filler.positions, position, after=self._chosen[0])

    def _said_at(self, point: QPoint) -> Iterator[str]:
        """The title of the finding at a point, and why a reader of the page does not see the text there."""
        if mark := self.mark_under(point):
            yield mark.title
        cursor = self.cursorForPosition(point)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        if concealed := cursor.charFormat().toolTip():
            yield concealed

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        mark = self.mark_under(event.position().toPoint())
        if mark and not self.textCursor().hasSelection():
            self.mark_clicked.emit(mark.finding)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), "\n".join(self._said_at(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        for name in ("raise", "copy", "find"):
            menu.addAction(self._actions[name])
        menu.exec(event.globalPos())
        menu.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._centre_page()  # first, for the text to be laid out to the page's width
        super().resizeEvent(event)
        self._mark_visible()

    def _centre_page(self) -> None:
        metrics = QFontMetricsF(self.font())
        page = int(_line_width(self.font()) + 2 * metrics.height() * _MARGIN)
        free = max(0, self.width() - page - self.verticalScrollBar().width())
        if (side := free // 2) != self.viewportMargins().left():
            self.setViewportMargins(side, 0, side, 0)

    # --- size --------------------------------------------------------------------------------------------------

    def set_text_size(self, factor: float) -> None:
        """Show the text at a multiple of the application's size."""
        font = _text_font(factor)
        if font == self.font():
            return
        reading = self._reading()
        self.setFont(font)
        self._centre_page()
        self._pictures = {}
        self._wanted = reading
        self.show_blocks(self._blocks)


def _line_width(font: QFont) -> float:
    return QFontMetricsF(font).averageCharWidth() * _LINE_CHARACTERS


def _text_font(factor: float) -> QFont:
    font = QGuiApplication.font()
    font.setPointSizeF(font.pointSizeF() * factor * _TEXT_SIZE)
    return font
