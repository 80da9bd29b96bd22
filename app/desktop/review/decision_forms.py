"""The forms of a decision: why a finding is rejected, and the reviewer's own text for an edit."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.desktop.forms import Form, TextField

READY_REASONS = (
    "Defined elsewhere in the contract",
    "Intended: this is at the sponsor's discretion",
    "Not relevant for this document",
    "The text is right; the finding is mistaken",
)
"""What reviewers most often say when they set a finding aside."""


class _DecisionForm(Form):
    """A text and a button. `typed` follows the text, `done` gives it away."""

    typed = Signal(str)
    done = Signal(str)
    focus_lost = Signal()

    def __init__(self, parent: QWidget, heading: str, field: str, lines: int, button: str) -> None:
        super().__init__(parent)
        self.setObjectName("form")
        em = self.fontMetrics().height()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(em, em * 3 // 4, em, em * 3 // 4)
        self.column.setSpacing(em // 2)
        self.heading = QLabel(heading)
        self.heading.setWordWrap(True)
        self.column.addWidget(self.heading)
        self.text = TextField(field, lines)
        self.column.addWidget(self.text)
        hint = QLabel("Shift+Enter begins a new line")
        hint.setObjectName("muted")
        row = QHBoxLayout()
        row.setSpacing(em // 2)
        row.addWidget(hint, 1)
        leave = QPushButton("Cancel (Esc)")
        leave.setToolTip("Leave; what is typed is kept (Esc)")
        leave.clicked.connect(self.left)
        row.addWidget(leave)
        self.done_button = QPushButton(f"{button} (Enter)")
        self.done_button.setProperty("role", "main")
        self.done_button.setToolTip(f"{button} (Enter)")
        row.addWidget(self.done_button)
        self.column.addLayout(row)
        self.text.textChanged.connect(lambda: self.typed.emit(self.text.text()))
        self.text.entered.connect(self._finish)
        self.text.focus_lost.connect(self.focus_lost)
        self.done_button.clicked.connect(self._finish)

    def begin(self, text: str) -> None:
        """Start with this text, ready to type at its end."""
        blocked = self.text.blockSignals(True)
        self.text.setPlainText(text)
        self.text.blockSignals(blocked)
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.show()
        self.text.setFocus()

    def _finish(self) -> None:
        self.done.emit(self.text.text())


class RejectForm(_DecisionForm):
    """Why the finding is set aside: a ready reason by its digit, or the reviewer's own words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Why is this finding set aside?", "Reason for the rejection", 2, "Reject")
        self.text.setPlaceholderText("Press 1 to 4 for a reason above, or type your own")
        for i, reason in enumerate(READY_REASONS):
            button = QPushButton(f"{i + 1}   {reason}")
            button.setProperty("role", "choice")
            button.setAccessibleName(reason)
            button.setToolTip(f"Reject with this reason ({i + 1})")
            button.clicked.connect(lambda _=False, reason=reason: self.done.emit(reason))
            self.column.insertWidget(1 + i, button)
        self.problem = QLabel("Say why: press the digit of a reason, or type your own.")
        self.problem.setObjectName("hint")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.text.textChanged.connect(self.problem.hide)
        self.column.insertWidget(self.column.count() - 1, self.problem)
        self.text.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit typed into the empty field picks the ready reason of that number."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not self.text.text():
            digit = event.text()
            if digit.isdecimal() and 1 <= int(digit) <= len(READY_REASONS):
                self.done.emit(READY_REASONS[int(digit) - 1])
                return True
        return super().eventFilter(watched, event)

    def _finish(self) -> None:
        if self.text.text().strip():
            super()._finish()
        else:
            self.problem.show()
            self.text.setFocus()

    def begin(self, text: str) -> None:
        self.problem.hide()
        super().begin(text)


class EditForm(_DecisionForm):
    """The text that is to stand there instead of the suggested one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Your text", "Your text for this passage", 4, "Save edit")

    def begin_at(self, heading: str, text: str) -> None:
        """Start with the suggested text."""
        self.heading.setText(heading)
        self.begin(text)
