"""How panes stand beside and above one another."""

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

_Pane = TypeVar("_Pane", bound=QWidget)


class Later(QWidget, Generic[_Pane]):
    """The place of a pane that is built when it is first looked at; `made` is None until then."""

    def __init__(self, make: Callable[[], _Pane]) -> None:
        super().__init__()
        self._make = make
        self.made: _Pane | None = None

    def showEvent(self, event: QShowEvent) -> None:
        if self.made is None:
            self.made = self._make()
            stack(self, {self.made: 1})
            self.made.show()  # now, for what is not shown takes no focus
            self.setFocusProxy(self.made)


def split(orientation: Qt.Orientation, parts: Mapping[QWidget, int]) -> QSplitter:
    """Panes with a line between them to drag; of each how many lines of text it is to be long at first."""
    made = QSplitter(orientation)
    share(made, parts)
    return made


def share(splitter: QSplitter, parts: Mapping[QWidget, int]) -> None:
    """The same in a splitter that is there."""
    for part in parts:
        splitter.addWidget(part)
    splitter.setChildrenCollapsible(False)
    splitter.setSizes([splitter.fontMetrics().height() * size for size in parts.values()])


def stack(place: QWidget, parts: Mapping[QWidget, int]) -> None:
    """Fill a place with panes one below the other, without gaps; of each its share of the room that is left."""
    column = QVBoxLayout(place)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part, room in parts.items():
        column.addWidget(part, room)
