"""The list of entries: name, what is wrong in words, and a line that filters it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop.theme import Look, scaled
from app.desktop.understanding.entries import Entry
from domain.analysis.finding import Severity

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole + 1


class EntryModel(QAbstractListModel):
    """Entries in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return " ".join((f"{entry.name}:", *entry.problems, entry.says))
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((entry.name, *entry.problems))
            case _ if role == ENTRY:
                return entry
        return None


class EntryList(QListView):
    """`chosen` carries the Entry the reviewer picks, `again` says that it was clicked or entered once more."""

    chosen = Signal(object)
    again = Signal()

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = EntryModel()
        self._all: tuple[Entry, ...] = ()
        self.setModel(self._model)
        self.setItemDelegate(_EntryCard(look, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setMinimumHeight(self.fontMetrics().height() * 2)  # Qt would want more than a small screen has
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(lambda _: self.again.emit())
        look.changed.connect(self.viewport().update)

    def show_entries(self, entries: Sequence[Entry], words: str) -> None:
        """List the entries that say all these words; the first one is picked, without saying so."""
        self._all = tuple(entries)
        self.filter(words)

    def filter(self, words: str) -> None:
        """List only the entries that say all these words; the one that is picked stays so where it is listed."""
        wanted, before = words.casefold().split(), self.current()
        self._model.show([entry for entry in self._all if all(word in entry.words for word in wanted)])
        listed = self._model.entries
        self.pick(before if before in listed else next(iter(listed), None))

    def listed(self) -> tuple[Entry, ...]:
        """The entries as listed."""
        return self._model.entries

    def current(self) -> Entry | None:
        """The entry that is picked."""
        entry: Entry | None = self.currentIndex().data(ENTRY)
        return entry

    def pick(self, entry: Entry | None) -> None:
        """Pick an entry without saying so."""
        selection = self.selectionModel()
        blocked = selection.blockSignals(True)
        index = self._model.index(self.listed().index(entry), 0) if entry in self.listed() else QModelIndex()
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(blocked)
        self.scrollTo(index)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.currentIndex()
        super().mousePressEvent(event)
        if before.isValid() and self.indexAt(event.position().toPoint()) == before:
            self.again.emit()

    def _on_current(self, index: QModelIndex) -> None:
        if entry := index.data(ENTRY):
            self.chosen.emit(entry)


class _EntryCard(QStyledItemDelegate):
    """Two lines: the name, and below what is wrong, or else the gist."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, int(QFontMetrics(option.font).height() * 3.1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
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
