"""A list of cards, as of findings or requirements: some of all of them are listed, and one of those is picked."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole + 1
"""The role under which the model hands out what a card shows."""

_T = TypeVar("_T")


class CardModel(QAbstractListModel, Generic[_T]):
    """`key` tells one from another, `text` says it in words for Qt's roles of text."""

    def __init__(self, key: Callable[[_T], object], text: Callable[[_T, int], str | None]) -> None:
        super().__init__()
        self._key, self._text = key, text
        self.listed: tuple[_T, ...] = ()
        self.rows: dict[object, int] = {}

    def show(self, listed: Iterable[_T]) -> None:
        """List these; where only what is said of them changed, the lines stay where they are."""
        before, new = self.listed, tuple(listed)
        rows = {self._key(each): row for row, each in enumerate(new)}
        if list(rows) == list(self.rows):
            self.listed = new
            for row, (old, now) in enumerate(zip(before, new, strict=True)):
                if old is not now and old != now:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.listed, self.rows = new, rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's signature)
        return 0 if parent.isValid() else len(self.listed)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        each = self.listed[index.row()]
        return each if role == CARD else self._text(each, role)


class CardList(QListView, Generic[_T]):
    """`chosen` carries what the reviewer picks."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        key: Callable[[_T], object],
        text: Callable[[_T, int], str | None],
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._key = key
        self._model = CardModel[_T](key, text)
        self._all: tuple[_T, ...] = ()
        self._wanted: Callable[[_T], bool] = lambda _: True
        self.setModel(self._model)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumHeight(self.fontMetrics().height() * 2)  # Qt would want more than a small screen has
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_all(self, all: Sequence[_T]) -> None:
        """List those of these that are wanted."""
        self._all = tuple(all)
        self.filter(self._wanted)

    def filter(self, wanted: Callable[[_T], bool]) -> None:
        """List what is wanted; what is picked stays so where it is listed, or else it is the first one."""
        before = self.current()
        self._wanted = wanted
        selection = self.selectionModel()
        blocked = selection.blockSignals(True)
        self._model.show(each for each in self._all if wanted(each))
        selection.blockSignals(blocked)
        key = self._key(before) if before is not None else None
        self.pick(key if key in self._model.rows else next(iter(self._model.rows), None))

    def listed(self) -> tuple[_T, ...]:
        """What is listed."""
        return self._model.listed

    def current(self) -> _T | None:
        """What is picked."""
        found: _T | None = self.currentIndex().data(CARD)
        return found

    def pick(self, key: object) -> None:
        """Pick what has this key, without saying so; nothing where it is not listed."""
        selection, row = self.selectionModel(), self._model.rows.get(key)
        index = QModelIndex() if row is None else self._model.index(row, 0)
        blocked = selection.blockSignals(True)
        selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(blocked)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def step(self, by: int) -> None:
        """Pick the next one, or the one before."""
        row = min(max(self.currentIndex().row() + by, 0), self._model.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))

    def _on_current(self, index: QModelIndex) -> None:
        if (picked := index.data(CARD)) is not None:
            self.chosen.emit(picked)
