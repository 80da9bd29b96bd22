"""A field for YAML: its lines are numbered, and those with a problem are marked."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontDatabase, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from app.desktop.forms import plain_text
from app.desktop.theme import Look


class YamlField(QPlainTextEdit):
    """Text in a fixed width, never wrapped."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lines: tuple[int, ...] = ()
        self.setAccessibleName("The YAML of the pack")
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)  # YAML knows no tabs
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._on_update)
        look.changed.connect(self._paint)
        self._make_room()

    def text(self) -> str:
        """What is typed."""
        return plain_text(self.document().toRawText())

    def mark(self, lines: Sequence[int]) -> None:
        """Mark these lines, counted from 1, as those with a problem."""
        self._lines = tuple(lines)
        self._paint()

    def go_to(self, line: int) -> None:
        """Put the cursor at the start of a line."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line - 1)))
        self.centerCursor()
        self.setFocus()

    def numbers_width(self) -> int:
        """How wide the numbers are."""
        digits = max(3, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("0") * (digits + 2)

    def paint_numbers(self, painter: QPainter, rect: QRect) -> None:
        """Draw the numbers of the lines in sight."""
        theme = self._look.theme
        painter.fillRect(rect, QColor(theme.code))
        painter.setFont(self.font())
        block, height = self.firstVisibleBlock(), self.fontMetrics().height()
        width = self.numbers_width() - self.fontMetrics().horizontalAdvance("0")
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > rect.bottom():
                break
            wrong = block.blockNumber() + 1 in self._lines
            painter.setPen(QColor(theme.deleted if wrong else theme.muted))
            line = QRect(0, int(place.top()), width, height)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        page = self.viewport().geometry()
        width = self.numbers_width()
        self._numbers.setGeometry(QRect(page.left() - width, page.top(), width, page.height()))

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _on_update(self, rect: QRect, by: int) -> None:
        if by:
            self._numbers.scroll(0, by)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())

    def _paint(self) -> None:
        ground = QColor(self._look.theme.error_ground)
        marks = []
        for line in self._lines:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
            mark.format.setBackground(ground)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()


class _Numbers(QWidget):
    def __init__(self, field: YamlField) -> None:
        super().__init__(field)
        self._field = field

    def sizeHint(self) -> QSize:
        return QSize(self._field.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._field.paint_numbers(painter, event.rect())
        painter.end()
