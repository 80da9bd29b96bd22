"""Find words in all documents: a line to type them in, and the documents and passages that have them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout

from app.desktop.jobs import Job, Jobs
from app.desktop.messages import sentence
from app.desktop.theme import scaled
from app.usecases.find_text import Found, find_in_library
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import TaskCancelled
from domain.documents.text import Span

Index = QModelIndex | QPersistentModelIndex
HIT = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Hit:
    """A line of the results: a document, or with a span a passage of it."""

    document: str
    words: str
    span: Span | None = None


def hits_of(found: Sequence[Found]) -> tuple[Hit, ...]:
    """Each document and below it its passages."""
    return tuple(hit for each in found for hit in (_document(each), *_passages(each)))


def _document(found: Found) -> Hit:
    listed = f", the first {len(found.spans)} are listed" if found.count > len(found.spans) else ""
    return Hit(found.document, f"{found.title}  ({found.count} passage{'s' * (found.count > 1)}{listed})")


def _passages(found: Found) -> list[Hit]:
    return [Hit(found.document, words, span) for span, words in zip(found.spans, found.around, strict=True)]


def summary(words: str, found: Sequence[Found]) -> str:
    """How often and where the words were found."""
    if not found:
        return f"No document says “{words}”."
    count = sum(each.count for each in found)
    where = f"{len(found)} documents" if len(found) > 1 else "1 document"
    return f"“{words}”: {count} passage{'s' * (count > 1)} in {where}."


class HitModel(QAbstractListModel):
    """Documents and their passages, set in below them."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[Hit, ...] = ()

    def show(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self.hits = tuple(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self.hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"      {hit.words}" if hit.span else hit.words
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return hit.words
            case Qt.ItemDataRole.FontRole if hit.span is None:
                return scaled(QFont(), 1.0, QFont.Weight.DemiBold)
            case _ if role == HIT:
                return hit
        return None


class LibrarySearch(QFrame):
    """`chosen` carries a document's id and the Span to show in it, or None."""

    chosen = Signal(str, object)
    left = Signal()

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._services, self._jobs = services, jobs
        self._job: Job | None = None
        em = self.fontMetrics().height()
        self.words = _SearchLine()
        self.words.setMinimumWidth(em * 18)
        self._says = QLabel()
        self._says.setObjectName("muted")
        self._says.setWordWrap(True)
        self._model = HitModel()
        self.list = QListView()
        self.list.setObjectName("hits")
        self.list.setAccessibleName("Passages found")
        self.list.setToolTip("Click a passage to see it in its document")
        self.list.setModel(self._model)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(em * 2, em, em * 2, em)
        column.setSpacing(em // 2)
        column.addWidget(self._says)
        column.addWidget(self.list, 1)
        self.words.returnPressed.connect(self._search)
        self.words.textChanged.connect(self._on_typed)

    def hits(self) -> tuple[Hit, ...]:
        """What is listed."""
        return self._model.hits

    def _search(self) -> None:
        words = self.words.text().strip()
        if not words:
            return
        self._cancel()
        self._model.show(())
        self._says.setText("Looking through all documents …")
        self.show()
        services = self._services
        self._job = self._jobs.start("search", lambda job: (words, find_in_library(services, words, job.cancelled)))
        self._job.done.connect(self._on_found)
        self._job.failed.connect(self._on_failed)

    def _on_found(self, answer: tuple[str, tuple[Found, ...]]) -> None:
        words, found = answer
        if words != self.words.text().strip():
            return
        self._model.show(hits_of(found))
        self._says.setText(summary(words, found))
        if found:
            self.list.setCurrentIndex(self._model.index(0))
            self.list.setFocus()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, TaskCancelled):
            self._says.setText(sentence(error))

    def _on_typed(self, words: str) -> None:
        if not words.strip():
            self._cancel()
            self.left.emit()

    def _cancel(self) -> None:
        if self._job:
            self._job.cancel()
            self._job = None

    def _open(self, index: QModelIndex) -> None:
        hit: Hit = index.data(HIT)
        self.chosen.emit(hit.document, hit.span)


class _SearchLine(QLineEdit):
    """Enter looks for the words, Esc empties the line."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Find in all documents")
        self.setPlaceholderText("Find in all documents")
        self.setToolTip("Enter looks for these words in the text of every document (Ctrl+F)")
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)
