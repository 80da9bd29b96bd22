"""The form of a ruling: switch a check off or grade it, where, until when, and why."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from app.desktop.forms import Form, TextField
from domain.analysis.finding import Severity
from domain.semantics.understanding import SectionKind


@dataclass(frozen=True)
class Wish:
    """What the reviewer wants ruled; `severity` None is off, `section` None is everywhere."""

    severity: Severity | None
    here: bool
    section: SectionKind | None
    until: date | None
    reason: str

    def __str__(self) -> str:
        """What becomes of a check, behind "is"."""
        what = f"graded {self.severity}" if self.severity else "switched off"
        where = f" in sections on {self.section}" if self.section else ""
        return f"{what}{where}{f' until {self.until:%d %b %Y}' if self.until else ''}"


class RulingForm(Form):
    """`done` carries the Wish."""

    done = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form")
        em = self.fontMetrics().height()
        self.heading = QLabel()
        self.heading.setWordWrap(True)
        self.what = _choices("What becomes of it")
        self.what.addItem("Switch off", None)
        for severity in Severity:
            self.what.addItem(f"Grade {severity}", severity)
        self.scope = _choices("For which documents")
        self.section = _choices("In which sections")
        self.section.addItem("in all sections", None)
        for kind in SectionKind:
            self.section.addItem(f"in sections on {kind}", kind)
        self.until = QLineEdit()
        self.until.setAccessibleName("The last day it holds on")
        self.until.setPlaceholderText("no end")
        self.until.setToolTip("The last day it holds on, as 2027-03-31; empty for no end")
        self.reason = TextField("Reason for the ruling", 2)
        self.reason.setPlaceholderText("Why; it is kept in the log")
        self.problem = QLabel()
        self.problem.setObjectName("hint")
        self.problem.setWordWrap(True)
        grid = QGridLayout()
        grid.setSpacing(em // 2)
        for at, (words, field) in enumerate(
            (("What", self.what), ("For", self.scope), ("Where", self.section), ("Until", self.until))
        ):
            label = QLabel(words)
            label.setBuddy(field)
            grid.addWidget(label, at // 2, at % 2 * 2)
            grid.addWidget(field, at // 2, at % 2 * 2 + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        leave = QPushButton("Cancel (Esc)")
        leave.setToolTip("Leave everything as it is (Esc)")
        leave.clicked.connect(self.left)
        leave.setAutoDefault(False)
        self.done_button = QPushButton("Rule (Enter)")
        self.done_button.setProperty("role", "main")
        self.done_button.setToolTip("Let this hold from the next analysis on (Enter)")
        self.done_button.setAutoDefault(False)
        self.done_button.clicked.connect(self._finish)
        row = QHBoxLayout()
        row.setSpacing(em // 2)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em * 3 // 4, em, em * 3 // 4)
        column.setSpacing(em // 2)
        column.addWidget(self.heading)
        column.addLayout(grid)
        column.addWidget(self.reason)
        column.addWidget(self.problem)
        column.addLayout(row)
        self.reason.entered.connect(self._finish)
        self.until.returnPressed.connect(self._finish)

    def begin(self, heading: str, *, document: bool) -> None:
        """Ask anew; `document` says whether one is open that the ruling may be for."""
        self.heading.setText(heading)
        self.scope.clear()
        if document:
            self.scope.addItem("this document", True)
        self.scope.addItem("all documents", False)
        self.what.setCurrentIndex(0)
        self.section.setCurrentIndex(0)
        self.until.clear()
        self.reason.clear()
        self.problem.hide()
        self.show()
        self.reason.setFocus()

    def say(self, sentence: str) -> None:
        """Say why it cannot be so."""
        self.problem.setText(sentence)
        self.problem.show()

    def _finish(self) -> None:
        reason, last = self.reason.text().strip(), self.until.text().strip()
        if not reason:
            self.say("Say why: the reason is kept in the log.")
            self.reason.setFocus()
            return
        try:
            until = date.fromisoformat(last) if last else None
        except ValueError:
            self.say("Write the last day like 2027-03-31, or leave it empty.")
            self.until.setFocus()
            return
        self.done.emit(
            Wish(self.what.currentData(), self.scope.currentData(), self.section.currentData(), until, reason)
        )


def _choices(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
