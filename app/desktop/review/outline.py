"""The headings of the document beside its text: where one is, what decides the number, and where findings are open."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.desktop.review.document_view import DocumentView
from app.desktop.theme import Look, scaled
from app.usecases.open_review import ReviewedFinding
from domain.documents.text import Block, BlockKind
from domain.feedback.session import ItemState
from domain.semantics.understanding import SectionEntry

Index = QModelIndex | QPersistentModelIndex
_FOLLOW_MS = 80
"""How long after the last move of the text the outline follows it."""


@dataclass(frozen=True)
class Heading:
    """A heading and, once it is known, how much its section matters to the number, 0 to 100."""

    block: str
    title: str
    level: int
    importance: int | None = None


def headings_of(blocks: Iterable[Block]) -> tuple[Heading, ...]:
    """The headings as the document has them, before anything is understood of it."""
    return tuple(
        Heading(block.id, " ".join(block.printed.split()), block.level)
        for block in blocks
        if block.kind is BlockKind.HEADING and block.text.strip()
    )


def weighed(sections: Iterable[SectionEntry]) -> tuple[Heading, ...]:
    """The headings with what is understood of their sections."""
    return tuple(
        Heading(section.heading, f"{section.number}  {section.title}".strip(), section.level, section.importance)
        for section in sections
        if section.heading is not None
    )


class HeadingModel(QAbstractItemModel):
    """Headings as a tree: each stands below the last one before it that is of an outer level.

    An index carries the number of its heading, from 0 in the order of the text.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.headings: tuple[Heading, ...] = ()
        self.undecided: tuple[int, ...] = ()
        self._above: list[int] = []
        self._below: dict[int, list[int]] = {-1: []}
        self._row: list[int] = []

    def show(self, headings: Sequence[Heading]) -> None:
        self.beginResetModel()
        self.headings, self.undecided = tuple(headings), (0,) * len(headings)
        self._above, self._below, self._row = [], {-1: []}, []
        path: list[int] = []
        for number, heading in enumerate(self.headings):
            while path and self.headings[path[-1]].level >= heading.level:
                path.pop()
            above = path[-1] if path else -1
            self._above.append(above)
            self._row.append(len(self._below[above]))
            self._below[above].append(number)
            self._below[number] = []
            path.append(number)
        self.endResetModel()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 (Qt's signature)
        below = self._below[parent.internalId() if parent.isValid() else -1]
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) and column == 0 else QModelIndex()

    def index_of(self, number: int) -> QModelIndex:
        """The index of a heading; none for a negative number."""
        return self.createIndex(self._row[number], 0, number) if 0 <= number < len(self._row) else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        return self.index_of(self._above[index.internalId()]) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return len(self._below[parent.internalId() if parent.isValid() else -1])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        number = index.internalId()
        heading, undecided = self.headings[number], self.undecided[number]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading.title
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return ". ".join(said_of(heading, undecided))
        return None


def said_of(heading: Heading, undecided: int) -> list[str]:
    """A heading, how much it matters and how much is left to decide below it, in words."""
    said = [heading.title]
    if heading.importance is not None:
        said.append(f"Decides the number: {heading.importance} of 100")
    if undecided:
        said.append(f"{undecided} undecided finding{'s' * (undecided > 1)}")
    return said


class Outline(QFrame):
    """The panel; a click or Enter goes to the heading, and scrolling the text moves the chosen line."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        document: DocumentView,
        places: Mapping[str, int],
        headings: Sequence[Heading],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._document = document
        self._places = places
        self._starts: list[int] = []
        self.model = HeadingModel(self)
        self.tree = QTreeView()
        self.tree.setObjectName("outline")
        self.tree.setAccessibleName("Outline")
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_HeadingLine(look, self.model, self.tree))
        self.tree.setIndentation(self.fontMetrics().height() * 2 // 3)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setMouseTracking(True)
        self.tree.clicked.connect(self._go)
        self.tree.activated.connect(self._go)
        self._nothing = QLabel("The document has no headings.")
        self._nothing.setObjectName("muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        em = self.fontMetrics().height()
        self._nothing.setContentsMargins(em, 0, em, 0)
        column.setContentsMargins(0, em // 2, 0, em // 2)
        column.addWidget(self.tree, 1)
        column.addWidget(self._nothing, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_FOLLOW_MS)
        self._timer.timeout.connect(self._follow)
        document.verticalScrollBar().valueChanged.connect(lambda _: self._timer.start())
        look.changed.connect(self.tree.viewport().update)
        self.show_headings(headings)

    def show_headings(self, headings: Sequence[Heading]) -> None:
        """Show these headings, in the order of the text."""
        shown = [heading for heading in headings if heading.block in self._places]
        self.model.show(shown)
        self._starts = [self._places[heading.block] for heading in shown]
        self.tree.expandAll()
        self.tree.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        self._timer.start()

    def show_findings(self, findings: Iterable[ReviewedFinding]) -> None:
        """Count the undecided findings of each section."""
        counts = [0] * len(self._starts)
        for reviewed in findings:
            finding = reviewed.finding
            block = finding.spans[0].block if finding.spans else finding.heading
            if reviewed.state is ItemState.PENDING and (at := self._section_of(block)) >= 0:
                counts[at] += 1
        self.model.undecided = tuple(counts)
        self.tree.viewport().update()

    def _section_of(self, block: str | None) -> int:
        """The number of the last heading at or before a block; -1 before the first."""
        return bisect_right(self._starts, self._places.get(block or "", -1)) - 1

    def _go(self, index: QModelIndex) -> None:
        self._document.go_to(self.model.headings[index.internalId()].block)
        self._timer.stop()  # the heading that was picked stays so, however far down the text could be moved

    def _follow(self) -> None:
        index = self.model.index_of(self._section_of(self._document.block_in_sight()))
        if index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _HeadingLine(QStyledItemDelegate):
    """The title, how many findings are undecided, and a short bar for how much the section matters."""

    def __init__(self, look: Look, model: HeadingModel, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, int(QFontMetrics(option.font).height() * 1.8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        heading, undecided = self._model.headings[index.internalId()], self._model.undecided[index.internalId()]
        theme, rect = self._look.theme, option.rect
        em = QFontMetrics(option.font).height()
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(theme.selection if chosen else theme.hover if hover else theme.surface))
        inner = rect.adjusted(em // 4, 0, -em // 2, 0)
        if heading.importance is not None:
            bar = QRectF(inner.right() - em * 1.2, inner.center().y() - em * 0.08, em * 1.2, em * 0.22)
            painter.fillRect(bar, QColor(theme.border))
            bar.setWidth(bar.width() * heading.importance / 100)
            painter.fillRect(bar, QColor(theme.accent))
            inner.setRight(int(inner.right() - em * 1.6))
        if undecided:
            small = scaled(option.font, 0.85)
            painter.setFont(small)
            painter.setPen(QColor(theme.muted))
            painter.drawText(inner, _RIGHT, str(undecided))
            inner.setRight(inner.right() - QFontMetrics(small).horizontalAdvance(f"{undecided}  "))
        font = scaled(option.font, 0.95, QFont.Weight.Medium if heading.level <= 1 else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted if heading.importance == 0 else theme.text))
        title = QFontMetrics(font).elidedText(heading.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QRect(inner), _LEFT, title)
        painter.restore()
