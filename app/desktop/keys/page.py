"""What a page before the window looks like: a heading, sentences, what is asked, and buttons, in one narrow column."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.desktop.theme import scaled

_WIDTH = 32
"""The column's width in lines of text."""

W = TypeVar("W", bound=QWidget)


class Page(QFrame):
    """A page. The button offered first is its main one: Enter in the last field presses it."""

    def __init__(self, heading: str, *sentences: str) -> None:
        super().__init__()
        self.setObjectName("pane")
        em = self.fontMetrics().height()
        title = plain_label(heading)
        title.setFont(scaled(self.font(), 1.6, QFont.Weight.DemiBold))
        self._refusal = plain_label("")
        self._refusal.setObjectName("hint")
        self._refusal.hide()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(em * 2 // 3)
        self._buttons.addStretch(1)
        self.main: QPushButton | None = None
        self._fields: list[QLineEdit] = []
        self._asks = QVBoxLayout()
        self._asks.setSpacing(em // 3)
        self._card = QWidget()
        self._card.setFixedWidth(em * _WIDTH)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(em, em * 3 // 2, em, em * 3 // 2)
        column.setSpacing(em * 3 // 4)
        column.addStretch(2)
        for part in (title, *map(plain_label, sentences)):
            column.addWidget(part)
        column.addSpacing(em // 3)
        column.addLayout(self._asks)
        column.addWidget(self._refusal)
        column.addSpacing(em // 3)
        column.addLayout(self._buttons)
        column.addStretch(3)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._card, 1, Qt.AlignmentFlag.AlignHCenter)

    def add(self, widget: W) -> W:
        """Ask or show something below the sentences."""
        self._asks.addWidget(widget)
        return widget

    def add_field(self, label: str, *, secret: bool = True) -> QLineEdit:
        """Ask for a line of text; what is secret is not shown."""
        field = QLineEdit()
        field.setAccessibleName(label)
        if secret:
            field.setEchoMode(QLineEdit.EchoMode.Password)
        if self._fields:
            self._asks.addSpacing(self.fontMetrics().height() // 2)
        name = self.add(plain_label(label))
        name.setBuddy(field)
        self._fields.append(field)
        field.returnPressed.connect(partial(self._go_on, len(self._fields)))
        return self.add(field)

    def offer(self, text: str, tip: str, do: Callable[[], object]) -> QPushButton:
        """A button behind the ones offered before."""
        button = push_button(text, tip, do)
        if self.main is None:
            button.setProperty("role", "main")
            self.main = button
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def wait(self) -> None:
        """Let nothing be pressed or typed while what was asked for is done."""
        self._refusal.hide()
        self._card.setEnabled(False)

    def refuse(self, words: str) -> None:
        """Say what is wrong, and let it be tried again."""
        self._card.setEnabled(True)
        self._refusal.setText(words)
        self._refusal.show()
        self.begin()

    def begin(self) -> None:
        """Put the keyboard where it is needed, what stands there selected."""
        if self._fields:
            self._fields[0].setFocus()
            self._fields[0].selectAll()
        elif self.main:
            self.main.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if event.spontaneous():
            return  # it was there before, and so was the keyboard
        QTimer.singleShot(0, self, self.begin)

    def _go_on(self, to: int) -> None:
        """Go to the field of this number; behind the last is the main button, which is pressed."""
        if to < len(self._fields):
            self._fields[to].setFocus()
        elif self.main:
            self.main.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field has done its work already; a dialog around the page must not press a button for it."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def push_button(text: str, tip: str, do: Callable[[], object]) -> QPushButton:
    """A button that Enter presses, too."""
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAutoDefault(True)
    button.clicked.connect(lambda: do())
    return button


def plain_label(words: str) -> QLabel:
    """Words that are shown as they are, on as many lines as they need."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
