"""How panes stand beside and above one another."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget


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
