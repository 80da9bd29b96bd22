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
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self.made)
            self.made.show()  # now, for what is not shown takes no focus
            self.setFocusProxy(self.made)


def split(orientation: Qt.Orientation, parts: Mapping[QWidget, int]) -> QSplitter:
    """Panes with a line between them to drag; of each how many lines of text it is to be long at first."""
    made = QSplitter(orientation)
    for part in parts:
        made.addWidget(part)
    made.setChildrenCollapsible(False)
    made.setSizes([made.fontMetrics().height() * size for size in parts.values()])
    return made


def stacked(above: QWidget, below: QWidget) -> QWidget:
    """Two panes without a gap, the lower one with all the room that is left."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(above)
    column.addWidget(below, 1)
    return made
