"""The labels and buttons that the panes on policies are made of."""

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


def text_label(name: str = "") -> QLabel:
    """Plain text that can be copied; `name` is its role in the theme."""
    made = QLabel()
    made.setObjectName(name)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
