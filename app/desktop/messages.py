"""Messages above the page: one sentence each, never in the way, with what can be done about it."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.usecases.ports.errors import EngineFailed, StoreUnavailable
from app.usecases.ports.tasks import TaskCancelled
from domain.kernel import DomainError

_MOST = 2
_LEAST_LINES, _MOST_LINES = 3, 8
"""How high the bar is, in lines; what is longer is scrolled."""
_INFO_FOR_MS = 12_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Offer:
    """Something to do about a message: the words of its button, and what it does."""

    text: str
    do: Callable[[], object]


@dataclass(frozen=True)
class Message:
    """A sentence for the reviewer. An info without an offer goes by itself; the others stay until they are closed."""

    kind: Literal["info", "warning", "error"]
    text: str
    offers: tuple[Offer, ...] = ()
    details: tuple[str, ...] = ()


def sentence(error: Exception) -> str:
    """What to tell a reviewer about an error; one that nobody foresaw goes to the log without its text."""
    if isinstance(error, DomainError | StoreUnavailable | EngineFailed):
        return str(error)
    if isinstance(error, TaskCancelled):
        return "Cancelled."
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    place = f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}" if at else "?"
    log.error("unforeseen %s at %s", type(error).__name__, place)
    return f"That did not work ({type(error).__name__}). What was decided before is kept; please try again."


class MessageBar(QScrollArea):
    """The messages that are still to be read, the newest at the bottom; never so high that the page has no room."""

    def __init__(self) -> None:
        super().__init__()
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._strips: list[_Strip] = []
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("Messages")
        self.hide()

    def say(self, message: Message) -> None:
        """Show a message; the oldest goes where there are too many, and the same one is not said twice."""
        for strip in [s for s in self._strips if s.message.text == message.text]:
            self._remove(strip)
        while len(self._strips) >= _MOST:
            self._remove(self._strips[0])
        strip = _Strip(message)
        strip.closed.connect(self._remove)
        self._strips.append(strip)
        self._column.addWidget(strip)
        self._fit()
        QTimer.singleShot(0, strip, lambda: self.ensureWidgetVisible(strip))
        if message.kind == "info" and not message.offers and not message.details:
            QTimer.singleShot(_INFO_FOR_MS, strip, strip.close_it)

    def clear(self) -> None:
        """Take all messages away."""
        for strip in tuple(self._strips):
            self._remove(strip)

    def unsay(self, texts: Collection[str]) -> None:
        """Take these sentences away: what they were about is no longer shown."""
        for strip in [s for s in self._strips if s.message.text in texts]:
            self._remove(strip)

    def settle(self) -> None:
        """Take the warnings away: what they were about has changed."""
        for strip in [s for s in self._strips if s.message.kind == "warning"]:
            self._remove(strip)

    def texts(self) -> list[str]:
        """The sentences that are shown."""
        return [strip.message.text for strip in self._strips]

    def _remove(self, strip: "_Strip") -> None:
        if strip in self._strips:
            self._strips.remove(strip)
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
            self._fit()

    def sizeHint(self) -> QSize:
        width = self.viewport().width()
        return QSize(width, min(self._column.heightForWidth(width), self.fontMetrics().height() * _MOST_LINES))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), self.fontMetrics().height() * _LEAST_LINES))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()  # another width breaks the sentences into other lines

    def _fit(self) -> None:
        self.setVisible(bool(self._strips))
        self.updateGeometry()


class _Strip(QFrame):
    closed = Signal(object)

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message
        self.setObjectName("message")
        self.setProperty("kind", message.kind)
        em = self.fontMetrics().height()
        text = QLabel("\n".join([message.text, *(f"•  {line}" for line in message.details)]))
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(em, em // 3, em // 2, em // 3)
        row.setSpacing(em // 2)
        row.addWidget(text, 1)
        for offer in message.offers:
            row.addWidget(self._button(offer.text, offer.do))
        close = self._button("✕", lambda: None)
        close.setProperty("role", "plain")
        close.setAccessibleName("Close this message")
        close.setToolTip("Close this message")
        row.addWidget(close)

    def close_it(self) -> None:
        self.closed.emit(self)

    def _button(self, text: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(text)

        def pressed() -> None:
            self.close_it()
            do()

        button.clicked.connect(pressed)
        return button
