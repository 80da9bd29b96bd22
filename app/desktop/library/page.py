"""The list of documents, and what to do where there is none yet."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from app.desktop.actions import Actions, action_button
from app.desktop.library.search import LibrarySearch
from app.desktop.theme import Look, icon, scaled
from app.usecases.ports.store import DocumentEntry
from domain.analysis.run import RunState
from domain.feedback.session import SessionState

Index = QModelIndex | QPersistentModelIndex

COLUMNS = ("Title", "File", "Version", "Undecided", "State", "Imported")


def state_of(entry: DocumentEntry) -> str:
    """Where a review stands, in a word or two."""
    if entry.session is SessionState.APPROVED:
        return "Approved"
    match entry.run_state:
        case RunState.QUEUED | RunState.RUNNING:
            return "Analysing"
        case RunState.FAILED:
            return "Analysis failed"
        case RunState.INTERRUPTED:
            return "Interrupted"
        case RunState.CANCELLED | None:
            return "Not analysed"
    if entry.pending == 0:
        return "Ready to approve"
    return "In review" if entry.pending < entry.findings else "To review"


def undecided_of(entry: DocumentEntry) -> str:
    """How much is left to decide."""
    return f"{entry.pending} of {entry.findings}" if entry.findings else "–"


class LibraryModel(QAbstractTableModel):
    """The documents, the one imported last first."""

    def __init__(self) -> None:
        super().__init__()
        self.entries: tuple[DocumentEntry, ...] = ()

    def show(self, entries: Sequence[DocumentEntry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.file_path if index.column() == 1 else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        when = f"{entry.imported_at.astimezone():%d %b %Y, %H:%M}"
        return (entry.title, entry.file_name, entry.number, undecided_of(entry), state_of(entry), when)[index.column()]


class LibraryPage(QWidget):
    """`chosen` carries the id of the document to open."""

    chosen = Signal(str)

    def __init__(self, look: Look, actions: Actions, search: LibrarySearch) -> None:
        super().__init__()
        self._look, self.search = look, search
        em = self.fontMetrics().height()
        heading = QLabel("Library")
        heading.setFont(scaled(self.font(), 1.6, QFont.Weight.DemiBold))
        band = QFrame()
        band.setObjectName("band")
        row = QHBoxLayout(band)
        row.setContentsMargins(em * 2, em, em * 2, em)
        row.setSpacing(em)
        row.addWidget(heading, 1)
        row.addWidget(search.words)
        self._import = action_button(actions["import"], "main")
        row.addWidget(self._import)
        self._model = LibraryModel()
        self.table = QTreeView()
        self.table.setAccessibleName("Documents")
        self.table.setToolTip("Enter opens the document")
        self.table.setModel(self._model)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for column in range(len(COLUMNS)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.activated.connect(self._open)
        listing = QFrame()
        listing.setObjectName("pane")
        around = QVBoxLayout(listing)
        around.setContentsMargins(em * 3 // 2, em // 2, em * 3 // 2, em)
        around.addWidget(self.table)
        self._stack = QStackedWidget()
        self.empty = self._empty_state(actions, em)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(listing)
        self._stack.addWidget(search)
        search.words.returnPressed.connect(self._show_search)
        search.left.connect(self._show_list)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(0)
        column_.addWidget(band)
        column_.addWidget(self._stack, 1)
        look.changed.connect(self._paint)
        self._paint()

    def show_entries(self, entries: Sequence[DocumentEntry]) -> None:
        """List these documents; the chosen one stays chosen."""
        row = self.table.currentIndex().row()
        before = self._model.entries[row].document if 0 <= row < len(self._model.entries) else None
        if tuple(entries) != self._model.entries:
            self._model.show(entries)
            ids = [entry.document for entry in entries]
            if ids:
                self.table.setCurrentIndex(self._model.index(ids.index(before) if before in ids else 0, 0))
        if not entries or self._stack.currentWidget() is not self.search:
            self._show_list()
        self._import.setVisible(bool(entries))
        self.search.words.setVisible(bool(entries))

    def _show_list(self) -> None:
        self._stack.setCurrentIndex(1 if self._model.entries else 0)

    def _show_search(self) -> None:
        if self.search.words.text().strip():
            self._stack.setCurrentWidget(self.search)

    def entries(self) -> tuple[DocumentEntry, ...]:
        """The documents that are listed."""
        return self._model.entries

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.entries[index.row()].document)

    def _empty_state(self, actions: Actions, em: int) -> QWidget:
        page = QFrame()
        page.setObjectName("pane")
        self._picture = QLabel()
        heading = QLabel("Nothing to review yet")
        heading.setFont(scaled(self.font(), 1.4, QFont.Weight.DemiBold))
        text = QLabel(
            "Drop a Word or Markdown specification here, or import one. "
            "DocSense reads it on this computer, shows what two readers would implement differently, "
            "and asks you to decide on each point."
        )
        text.setObjectName("muted")
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card = QWidget()
        card.setFixedWidth(em * 26)
        column = QVBoxLayout(card)
        column.setSpacing(em * 3 // 4)
        column.addStretch(2)
        for part in (self._picture, heading):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(text)
        column.addSpacing(em // 2)
        column.addWidget(action_button(actions["import"], "main"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        around = QVBoxLayout(page)
        around.addWidget(card, 1, Qt.AlignmentFlag.AlignHCenter)
        return page

    def _paint(self) -> None:
        side = self.fontMetrics().height() * 5
        self._picture.setPixmap(icon("document", self._look.theme.muted).pixmap(side, side))
