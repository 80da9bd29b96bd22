"""The form for a finding of the reviewer's own, on a selected passage."""

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from app.desktop.forms import Form, TextField, plain_text, scrolled
from app.desktop.positions import spelled_quote
from app.desktop.review.words import CATEGORY_WORDS, SEVERITY_WORDS, shortened
from app.desktop.theme import scaled
from domain.analysis.finding import Category, Severity
from domain.documents.text import Block, Span
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

    def __init__(self, block_of: Callable[[str], Block | None]) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._block_of = block_of
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
        foot = QFrame()
        foot.setObjectName("foot")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(em, em // 2, em, em // 2)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        body = QFrame()
        body.setObjectName("pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(em * 3 // 4)
        for part in (heading, self._quote):
            column.addWidget(part)
        column.addLayout(fields)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(body, "The new finding"), 1)
        outer.addWidget(foot)
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
        self.restore(
            OwnFinding(
                span=span,
                title="",
                why="",
                severity=Severity.MEDIUM,
                category=Category.AMBIGUOUS_METHODOLOGY,
                replacement=None,
            )
        )

    def restore(self, own: OwnFinding) -> None:
        """Start with what was typed before."""
        blocked = self.blockSignals(True)
        self._span = own.span
        self._quote.setText(shortened(spelled_quote(own.span, self._block_of(own.span.block)), 300))
        self.title.setText(own.title)
        self.why.setPlainText(own.why)
        self.severity.setCurrentIndex(self.severity.findData(own.severity.value))
        self.category.setCurrentIndex(self.category.findData(own.category.value))
        self.replacement.setPlainText(own.span.quote if own.replacement is None else own.replacement)
        self.blockSignals(blocked)
        self.save.setEnabled(bool(own.title.strip()))
        self.title.setFocus()

    def _own(self) -> dict[str, Any]:
        text = self.replacement.text()
        return {
            "span": self._span.model_dump() if self._span else None,
            "title": self.title.text(),
            "why": self.why.text(),
            "severity": self.severity.currentData(),
            "category": self.category.currentData(),
            "replacement": None if self._span and text == plain_text(self._span.quote) else text,
        }

    def _on_typed(self) -> None:
        self.save.setEnabled(bool(self.title.text().strip()))
        own = self._own()
        empty = not own["title"] and not own["why"] and own["replacement"] is None
        self.typed.emit("" if empty else json.dumps(own, ensure_ascii=False))

    def _finish(self) -> None:
        if self._span and self.title.text().strip():
            self.done.emit(OwnFinding.model_validate(self._own(), strict=False))
