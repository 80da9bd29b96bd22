"""The form for a finding of the reviewer's own, on a selected passage."""

import json
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from app.desktop.forms import Form, TextField
from app.desktop.review.words import CATEGORY_WORDS, SEVERITY_WORDS
from app.desktop.theme import scaled
from domain.analysis.finding import Category, Severity
from domain.documents.text import Span
from domain.kernel import Value


class OwnFinding(Value):
    """What the form says; without a change to the passage `replacement` is None."""

    span: Span
    title: str
    why: str
    severity: Severity
    category: Category
    replacement: str | None


class OwnFindingForm(Form):
    """`typed` follows what is in the form, as text to keep; `done` gives the finding away."""

    typed = Signal(str)
    done = Signal(object)
    focus_lost = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._span: Span | None = None
        em = self.fontMetrics().height()
        heading = QLabel("New finding")
        heading.setFont(scaled(self.font(), 1.25))
        self._quote = QLabel()
        self._quote.setObjectName("quote")
        self._quote.setWordWrap(True)
        self.title = QLineEdit()
        self.title.setAccessibleName("Title of the finding")
        self.title.setPlaceholderText("What is wrong, in a few words")
        self.why = TextField("Why it matters", 3)
        self.why.setPlaceholderText("What two readers would do differently")
        self.severity, self.category = QComboBox(), QComboBox()
        self.severity.setAccessibleName("Severity")
        self.category.setAccessibleName("Category")
        for severity, word in SEVERITY_WORDS.items():
            self.severity.addItem(word, severity.value)
        for category, word in CATEGORY_WORDS.items():
            self.category.addItem(word, category.value)
        self.replacement = TextField("Text to suggest for the passage", 4)
        fields = QFormLayout()
        fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields.setVerticalSpacing(em // 2)
        for label, field in (("&Title", self.title), ("&Why it matters", self.why)):
            fields.addRow(label, field)
        pair = QHBoxLayout()
        pair.setSpacing(em // 2)
        pair.addWidget(self.severity)
        pair.addWidget(self.category, 1)
        fields.addRow("Severity and category", pair)
        fields.addRow("Suggested te&xt (leave as it is to suggest none)", self.replacement)
        cancel = QPushButton("Cancel (Esc)")
        cancel.setToolTip("Leave; what is typed is kept (Esc)")
        self.save = QPushButton("Add finding (Enter)")
        self.save.setProperty("role", "main")
        self.save.setToolTip("Add the finding to the review (Enter)")
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(em * 3 // 4)
        for part in (heading, self._quote):
            column.addWidget(part)
        column.addLayout(fields)
        column.addLayout(buttons)
        column.addStretch(1)
        self.title.textChanged.connect(self._on_typed)
        self.title.returnPressed.connect(self._finish)
        self.title.editingFinished.connect(self.focus_lost)
        for field in (self.why, self.replacement):
            field.textChanged.connect(self._on_typed)
            field.entered.connect(self._finish)
            field.focus_lost.connect(self.focus_lost)
        for choice in (self.severity, self.category):
            choice.currentIndexChanged.connect(self._on_typed)
        cancel.clicked.connect(self.left)
        self.save.clicked.connect(self._finish)

    def begin(self, span: Span) -> None:
        """Start on this passage."""
        self._fill(
            OwnFinding(
                span=span,
                title="",
                why="",
                severity=Severity.MEDIUM,
                category=Category.AMBIGUOUS_METHODOLOGY,
                replacement=None,
            )
        )

    def restore(self, draft: str) -> bool:
        """Start with what was typed before; False where the draft cannot be read."""
        try:
            self._fill(OwnFinding.model_validate_json(draft))
        except ValueError:
            return False
        return True

    def _fill(self, own: OwnFinding) -> None:
        blocked = self.blockSignals(True)
        self._span = own.span
        quote = own.span.quote.replace("\ufffc", "▫")
        self._quote.setText(quote if len(quote) <= 300 else f"{quote[:300]} …")
        self.title.setText(own.title)
        self.why.setPlainText(own.why)
        self.severity.setCurrentIndex(self.severity.findData(own.severity.value))
        self.category.setCurrentIndex(self.category.findData(own.category.value))
        self.replacement.setPlainText(own.span.quote if own.replacement is None else own.replacement)
        self.blockSignals(blocked)
        self.save.setEnabled(bool(own.title.strip()))
        self.title.setFocus()

    def _own(self) -> dict[str, Any]:
        text = self.replacement.toPlainText()
        return {
            "span": self._span.model_dump() if self._span else None,
            "title": self.title.text(),
            "why": self.why.toPlainText(),
            "severity": self.severity.currentData(),
            "category": self.category.currentData(),
            "replacement": None if self._span and text == self._span.quote else text,
        }

    def _on_typed(self) -> None:
        self.save.setEnabled(bool(self.title.text().strip()))
        self.typed.emit(json.dumps(self._own(), ensure_ascii=False))

    def _finish(self) -> None:
        if self._span and self.title.text().strip():
            self.done.emit(OwnFinding.model_validate(self._own(), strict=False))
