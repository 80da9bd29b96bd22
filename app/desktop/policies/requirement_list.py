"""The list of requirements: verdict in sign, colour and word, what is required, and by which rule."""

from collections.abc import Callable, Sequence
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
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop.policies.entries import VERDICT_SIGNS, VERDICT_WORDS, Entry, opinion_words, verdict_ink
from app.desktop.review.finding_card import lines_of
from app.desktop.theme import Look, scaled

Index = QModelIndex | QPersistentModelIndex
ENTRY = Qt.ItemDataRole.UserRole + 1


class RequirementModel(QAbstractListModel):
    """Requirements in the order of their packs."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """List these; where only what is said of them changed, the lines stay where they are."""
        new = tuple(entries)
        if [entry.key for entry in new] == [entry.key for entry in self.entries]:
            before, self.entries = self.entries, new
            for row, (old, now) in enumerate(zip(before, new, strict=True)):
                if old != now:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.entries = new
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.requirement.requirement
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(entry)
            case _ if role == ENTRY:
                return entry
        return None


class RequirementList(QListView):
    """`chosen` carries the Entry the reviewer picks."""

    chosen = Signal(object)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._model = RequirementModel()
        self._all: tuple[Entry, ...] = ()
        self._wanted: Callable[[Entry], bool] = lambda _: True
        self.setModel(self._model)
        self.setItemDelegate(_RequirementCard(look, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setMinimumHeight(self.fontMetrics().height() * 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current)
        look.changed.connect(self.viewport().update)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List those of these that are wanted; the one that is picked stays so where it is listed."""
        self._all = tuple(entries)
        self.filter(self._wanted)

    def filter(self, wanted: Callable[[Entry], bool]) -> None:
        """List what is wanted."""
        before = self.current()
        self._wanted = wanted
        selection = self.selectionModel()
        blocked = selection.blockSignals(True)
        self._model.show([entry for entry in self._all if wanted(entry)])
        rows = {entry.key: row for row, entry in enumerate(self._model.entries)}
        row = rows.get(before.key, 0) if before else 0
        index = self._model.index(row, 0) if rows else QModelIndex()
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(blocked)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def listed(self) -> tuple[Entry, ...]:
        """The requirements as listed."""
        return self._model.entries

    def current(self) -> Entry | None:
        """The requirement that is picked."""
        entry: Entry | None = self.currentIndex().data(ENTRY)
        return entry

    def step(self, by: int) -> None:
        """Pick the next one, or the one before."""
        row = min(max(self.currentIndex().row() + by, 0), self._model.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))

    def _on_current(self, index: QModelIndex) -> None:
        if entry := index.data(ENTRY):
            self.chosen.emit(entry)


def _spoken(entry: Entry) -> str:
    r = entry.requirement
    verdict = f"{VERDICT_WORDS[entry.verdict.status]}: " if entry.verdict else ""
    opinion = f" {opinion_words(entry.opinion)}." if entry.opinion else ""
    check = " To be verified." if r.verify else ""
    return f"{verdict}{r.requirement} {r.level}. {r.citation or r.id}.{check}{opinion}"


class _RequirementCard(QStyledItemDelegate):
    """Four lines: verdict and level, what is required in two lines, the citation."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, int(QFontMetrics(option.font).height() * 5.2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ENTRY)
        theme, rect, state, font = self._look.theme, option.rect, option.state, option.font
        em = QFontMetrics(font).height()
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(theme.selection if chosen else theme.hover if hover else theme.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.border))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), max(3, em // 5), rect.height()), QColor(theme.accent))
        inner = rect.adjusted(em, int(em * 0.55), -em, 0)
        small, strong = scaled(font, 0.88), scaled(font, 0.88, QFont.Weight.DemiBold)
        line = QFontMetrics(small).height()
        top = QRect(inner.left(), inner.top(), inner.width(), line)
        if entry.verdict:
            painter.setPen(QColor(verdict_ink(entry.verdict.status, theme)))
            painter.setFont(strong)
            said = f"{VERDICT_SIGNS[entry.verdict.status]}  {VERDICT_WORDS[entry.verdict.status]}"
            painter.drawText(top, Qt.AlignmentFlag.AlignLeft, said)
        else:
            painter.setPen(QColor(theme.muted))
            painter.setFont(strong)
            painter.drawText(top, Qt.AlignmentFlag.AlignLeft, entry.requirement.id)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        mark = f"{opinion_words(entry.opinion).split(':')[0]}   " if entry.opinion else ""
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, f"{mark}{entry.requirement.level}")
        title = scaled(font, 1.0, QFont.Weight.Medium)
        painter.setPen(QColor(theme.text))
        painter.setFont(title)
        y = inner.top() + line + em * 0.15
        for text in lines_of(entry.requirement.requirement, title, inner.width()):
            painter.drawText(QPointF(inner.left(), y + QFontMetrics(title).ascent()), text)
            y += QFontMetrics(title).height()
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        check = "to be verified  ·  " if entry.requirement.verify else ""
        foot = f"{check}{entry.requirement.citation or entry.pack.title}"
        shown = QFontMetrics(small).elidedText(foot, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QPointF(inner.left(), y + em * 0.1 + QFontMetrics(small).ascent()), shown)
        painter.restore()
