"""The list of entries: name, what is wrong in words, and a line that filters it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop.card_list import CARD, CardList, Index
from app.desktop.theme import Look, scaled
from app.desktop.understanding.entries import Entry
from domain.analysis.finding import Severity


class EntryList(CardList[Entry]):
    """Entries in their order; `again` says that the one that is picked was clicked or entered once more."""

    again = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(None, name, lambda entry: entry, _text)
        self.setItemDelegate(_EntryCard(look, self))
        self.setUniformItemSizes(True)
        self.activated.connect(lambda _: self.again.emit())
        look.changed.connect(self.viewport().update)

    def show_entries(self, entries: Sequence[Entry], words: str) -> None:
        """List the entries that say all these words."""
        self._all = tuple(entries)
        self.filter_words(words)

    def filter_words(self, words: str) -> None:
        """List only the entries that say all these words."""
        wanted = words.casefold().split()
        self.filter(lambda entry: all(word in entry.words for word in wanted))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.currentIndex()
        super().mousePressEvent(event)
        if before.isValid() and self.indexAt(event.position().toPoint()) == before:
            self.again.emit()


def _text(entry: Entry, role: int) -> str | None:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return entry.name
        case Qt.ItemDataRole.AccessibleTextRole:
            return " ".join((f"{entry.name}:", *entry.problems, entry.says))
        case Qt.ItemDataRole.ToolTipRole:
            return "\n".join((entry.name, *entry.problems))
        case _:
            return None


class _EntryCard(QStyledItemDelegate):
    """Two lines: the name, and below what is wrong, or else the gist."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, int(QFontMetrics(option.font).height() * 3.1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(CARD)
        theme, rect, state = self._look.theme, option.rect, option.state
        em = QFontMetrics(option.font).height()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.fillRect(rect, QColor(theme.selection if chosen else theme.hover if hover else theme.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.border))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), max(3, em // 5), rect.height()), QColor(theme.accent))
        width = rect.width() - 2 * em
        title, small = scaled(option.font, 1.0, QFont.Weight.Medium), scaled(option.font, 0.88)
        lines = (
            (entry.name, title, theme.text),
            (entry.problems[0], small, theme.severity[Severity.HIGH].ink)
            if entry.problems
            else (entry.says, small, theme.muted),
        )
        y = rect.top() + em * 0.5
        for text, font, colour in lines:
            metrics = QFontMetrics(font)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QPointF(rect.left() + em, y + metrics.ascent()), shown)
            y += metrics.height() * 1.05
        painter.restore()
