"""The list of findings: what is serious first, with a filter and a text search."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.desktop.actions import Actions, action_button
from app.desktop.forms import TypingFrame
from app.desktop.review.finding_card import FINDING, FindingCard
from app.desktop.review.words import STATE_WORDS
from app.desktop.theme import Look
from app.usecases.open_review import ReviewedFinding
from domain.feedback.session import ItemState

Index = QModelIndex | QPersistentModelIndex


_CARDS_AT_ONCE = 100


class FindingModel(QAbstractListModel):
    """The findings of a review, in its order."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: tuple[ReviewedFinding, ...] = ()

    def show(self, findings: Sequence[ReviewedFinding]) -> None:
        """Take these findings; where only decisions changed the lines stay where they are."""
        new = tuple(findings)
        if [r.finding.id for r in new] == [r.finding.id for r in self._findings]:
            before, self._findings = self._findings, new
            for i, (old, now) in enumerate(zip(before, new, strict=True)):
                if old != now:
                    self.dataChanged.emit(self.index(i), self.index(i))
            return
        self.beginResetModel()
        self._findings = new
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self._findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        reviewed = self._findings[index.row()]
        finding = reviewed.finding
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return finding.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{finding.severity}: {finding.title}. {finding.section}. {STATE_WORDS[reviewed.state]}."
            case _ if role == FINDING:
                return reviewed
        return None


class FindingFilter(QSortFilterProxyModel):
    """Only what is undecided, if so chosen, and only what says the words."""

    def __init__(self) -> None:
        super().__init__()
        self._undecided = False
        self._words: list[str] = []

    def choose(self, *, undecided: bool, words: str) -> None:
        """Show what fits."""
        self.beginFilterChange()
        self._undecided, self._words = undecided, words.casefold().split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        reviewed: ReviewedFinding = self.sourceModel().index(row, 0, parent).data(FINDING)
        if self._undecided and reviewed.state is not ItemState.PENDING:
            return False
        if not self._words:
            return True
        finding = reviewed.finding
        said = " ".join((finding.title, finding.why, finding.section, *(s.quote for s in finding.spans))).casefold()
        return all(word in said for word in self._words)


class FindingList(QFrame):
    """The findings and their filter; `chosen` names the one that is picked, `filtered` says that others are listed."""

    chosen = Signal(str)
    filtered = Signal()

    def __init__(self, parent: QWidget, look: Look, actions: Actions) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._model, self._shown = FindingModel(), FindingFilter()
        self._rows: dict[str, int] = {}
        self._shown.setSourceModel(self._model)
        self.state = QComboBox()
        self.state.setAccessibleName("Which findings are listed")
        self.state.addItems(["All", "Undecided"])
        self.state.setToolTip("List all findings, or only the undecided ones")
        self.words = QLineEdit()
        self.words.setAccessibleName("Filter the findings by words")
        self.words.setPlaceholderText("Filter by words")
        self.words.setToolTip("List only the findings that say these words")
        self.words.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setAccessibleName("Findings")
        self.list.setModel(self._shown)
        self.list.setItemDelegate(FindingCard(look, self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # a thousand cards at once would stop the window
        self.list.setBatchSize(_CARDS_AT_ONCE)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = QLabel()
        self._nothing.setObjectName("muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        em = self.fontMetrics().height()
        filters = TypingFrame(self)
        row = QHBoxLayout(filters)
        row.setContentsMargins(em, em * 2 // 3, em, em * 2 // 3)
        row.setSpacing(em // 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.state)
        row.addWidget(action_button(actions["raise"]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(filters)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.list, 1)
        self.state.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        look.changed.connect(self.list.viewport().update)

    def show_findings(self, findings: Sequence[ReviewedFinding], nothing: str) -> None:
        """List these findings; `nothing` is said where there are none."""
        self._none_at_all = nothing
        with self._keeping_current():
            self._model.show(findings)
        self._say_if_empty()

    def current(self) -> str | None:
        """The id of the finding that is picked."""
        reviewed: ReviewedFinding | None = self.list.currentIndex().data(FINDING)
        return reviewed.finding.id if reviewed else None

    def select(self, finding: str | None) -> None:
        """Pick this finding without saying so; nothing is picked where the filter hides it."""
        selection = self.list.selectionModel()
        blocked = selection.blockSignals(True)
        index = self._index_of(finding)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(blocked)
        if index.isValid():
            self.list.scrollTo(index)
        self.list.viewport().update()

    def listed(self) -> list[str]:
        """The ids of the findings as listed."""
        return list(self._rows)

    def _index_of(self, finding: str | None) -> QModelIndex:
        return self._shown.index(self._rows[finding], 0) if finding in self._rows else QModelIndex()

    def _on_current(self, index: QModelIndex) -> None:
        reviewed: ReviewedFinding | None = index.data(FINDING)
        if reviewed:
            self.chosen.emit(reviewed.finding.id)

    def _filter(self) -> None:
        with self._keeping_current():
            self._shown.choose(undecided=self.state.currentIndex() == 1, words=self.words.text())
        self._say_if_empty()
        self.filtered.emit()

    @contextmanager
    def _keeping_current(self) -> Iterator[None]:
        """Pick the same finding as before; Qt would pick a neighbour of one that is no longer listed."""
        current = self.current()
        selection = self.list.selectionModel()
        blocked = selection.blockSignals(True)
        yield
        selection.blockSignals(blocked)
        rows = range(self._shown.rowCount())
        self._rows = {self._shown.index(row, 0).data(FINDING).finding.id: row for row in rows}
        self.select(current)

    def _say_if_empty(self) -> None:
        empty = not self._shown.rowCount()
        self.list.setVisible(not empty)
        self._nothing.setVisible(empty)
        if self._model.rowCount():
            undecided = self.state.currentIndex() == 1 and not self.words.text()
            self._nothing.setText("Every finding is decided." if undecided else "No finding says these words.")
        else:
            self._nothing.setText(self._none_at_all)
