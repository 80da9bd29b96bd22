"""The labels and buttons that panes are made of."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton


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
