"""The labels and buttons that panes are made of."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy


class ElidedLabel(QLabel):
    """One line of plain text that ends in an ellipsis where it has too little room, and asks for none."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def elided(self) -> str:
        """What of the text is in sight."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.contentsRect(), self.alignment(), self.palette(), True, self.elided(), self.foregroundRole()
        )
        painter.end()


def push_button(words: str, tip: str, do: Callable[[], object]) -> QPushButton:
    """A button that Enter in a field beside it does not press."""
    made = QPushButton(words)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(lambda _=False: do())
    return made


def text_label(name: str = "", *, rich: bool = False) -> QLabel:
    """Text that can be copied, plain unless it is `rich`; `name` is its role in the theme."""
    made = QLabel()
    made.setObjectName(name)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def say(label: QLabel, text: str) -> None:
    """Show a text; a label that says nothing takes no room."""
    label.setText(text)
    label.setVisible(bool(text))
