"""Small forms that open in place: keys typed in them are text, Esc leaves, Enter is done."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QWidget

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)

_LINE_ENDS = str.maketrans("\r\u2028\u2029", "\n\n\n")


class TypingFrame(QFrame):
    """A frame in which a key without a modifier is never a command of the window, whatever field has the focus."""

    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.ShortcutOverride
            and event.modifiers() in _PLAIN
            and event.text().isprintable()
            and event.text()
        ):
            event.accept()
            return True
        return super().event(event)


class Form(TypingFrame):
    """A frame that says when the reviewer leaves it with Esc."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def scrolled(body: QWidget, name: str) -> QScrollArea:
    """What may be higher than its place, with a bar to scroll it by."""
    area = QScrollArea(body.parentWidget())
    area.setWidget(body)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    return area


def plain_text(raw: str) -> str:
    """A text as Qt holds it, with its paragraphs and lines ended by \\n and every other character as it is."""
    return raw.translate(_LINE_ENDS)


class TextField(QPlainTextEdit):
    """A field of a few lines. Enter says `entered`, Shift+Enter begins a line, Tab goes on to the next field."""

    entered = Signal()
    focus_lost = Signal()

    def __init__(self, name: str, lines: int) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(int(self.fontMetrics().lineSpacing() * (lines + 1.2)))

    def text(self) -> str:
        """What is typed; unlike `toPlainText`, it leaves no-break spaces as they are."""
        return plain_text(self.document().toRawText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_lost.emit()
