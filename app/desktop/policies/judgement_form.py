"""The form in which a reviewer says why a verdict is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.desktop.forms import Form, TextField
from app.desktop.policies.entries import VERDICT_WORDS
from domain.analysis.request import Verdict


class JudgementForm(Form):
    """`done` carries the verdict the reviewer would give (None: not said) and the reason."""

    done = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form")
        em = self.fontMetrics().height()
        self.instead = QComboBox()
        self.instead.setAccessibleName("Your verdict")
        self.instead.setToolTip("The verdict you would give")
        self.reason = TextField("Reason for disagreeing", 2)
        self.reason.setPlaceholderText("Why, if you like to say")
        leave = QPushButton("Cancel (Esc)")
        leave.setToolTip("Leave without disagreeing (Esc)")
        leave.clicked.connect(self.left)
        keep = QPushButton("Disagree (Enter)")
        keep.setProperty("role", "main")
        keep.setToolTip("Record that you disagree (Enter)")
        keep.clicked.connect(self._finish)
        self.reason.entered.connect(self._finish)
        row = QHBoxLayout()
        row.setSpacing(em // 2)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em * 3 // 4, em, em * 3 // 4)
        column.setSpacing(em // 2)
        for part in (QLabel("What is your verdict?"), self.instead, self.reason):
            column.addWidget(part)
        column.addLayout(row)

    def begin(self, verdict: Verdict) -> None:
        """Ask on this verdict."""
        self.instead.clear()
        self.instead.addItem("Not this one", None)
        for other in Verdict:
            if other is not verdict:
                self.instead.addItem(VERDICT_WORDS[other], other.value)
        self.reason.clear()
        self.show()
        self.instead.setFocus()

    def _finish(self) -> None:
        chosen = self.instead.currentData()
        self.done.emit(Verdict(chosen) if chosen else None, self.reason.text())
