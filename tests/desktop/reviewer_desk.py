"""A reviewer at a window: keys, drops, and waiting for what they bring about."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.review.workspace import Workspace
from app.desktop.window import MainWindow
from app.usecases.open_review import open_review
from app.usecases.ports.services import Services

REVIEWER = "A. Reviewer"

TEXT = """# Index rules

## 1 Publication

The level is published in a timely manner on each day.

The sponsor may change the weights after notice.

## 2 Weights

The weight $w$ of a member is rounded to a suitable number of decimals 𝑥.

| Name | Value |
|---|---|
| cap | 10 % |
"""


class Desk:
    """A reviewer at a window."""

    def __init__(self, window: MainWindow, services: Services, qtbot: QtBot) -> None:
        self.window, self.services, self.bot = window, services, qtbot

    @property
    def review(self) -> Workspace:
        assert self.window.workspace
        return self.window.workspace

    def until(self, holds: Callable[[], object]) -> None:
        self.bot.waitUntil(lambda: bool(holds()), timeout=60_000)

    def press(self, key: Qt.Key, where: QWidget | None = None) -> None:
        """Press a key where the focus is, as a keyboard does."""
        target = where or self.window.focusWidget() or self.window
        self.bot.keyClick(target, key)

    def type(self, text: str) -> None:
        self.bot.keyClicks(self.window.focusWidget(), text)

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.window.dropEvent(
            QDropEvent(
                QPointF(QPoint(50, 50)),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )

    def open(self, document: str) -> None:
        self.window.open_document(document)
        self.until(lambda: self.window.workspace and self.window.workspace.review.document == document)
        self.until(self.review.document.is_filled)

    def select(self, quote: str) -> None:
        """Select these words in the document."""
        found = self.review.document.document().find(quote)
        assert not found.isNull()
        self.review.document.setTextCursor(QTextCursor(found))

    def offer(self, text: str) -> None:
        """Press the button of a message."""

        def buttons() -> list[QPushButton]:
            found = self.window.messages.findChildren(QPushButton)
            return [button for button in found if button.text() == text and button.isVisible()]

        self.until(buttons)
        self.bot.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)

    def said(self, words: str) -> bool:
        """Whether a message with these words is shown."""
        return any(words in text for text in self.window.messages.texts())

    def sees(self, words: str) -> bool:
        """Whether a label in sight of the review says these words."""
        return any(words in label.text() for label in self.review.findChildren(QLabel) if label.isVisible())

    def state(self, finding: str) -> str:
        """What the profile says was decided on a finding."""
        review = open_review(self.services, self.review.review.document)
        return next(r.state.value for r in review.findings if r.finding.id == finding)
