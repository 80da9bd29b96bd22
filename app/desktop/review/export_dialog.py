"""What leaves and how: the format, the name the changes carry, and which reasons travel with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.usecases.open_review import Review, ReviewedFinding
from domain.documents.changes import Comment
from domain.documents.export import LONGEST_INITIALS, LONGEST_NAME, ExportKind, ExportOptions, word_suffix
from domain.kernel import Value


@dataclass(frozen=True)
class Form:
    """A form of file that can leave: its words, what it is good for, and the filter of the dialog that asks where."""

    kind: ExportKind
    suffix: str
    words: str
    about: str
    filter: str


FORMS = (
    Form("tracked", ".docx", "Word file with tracked changes", "The author accepts or rejects each change.", "Word"),
    Form("clean", ".docx", "Word file with the changes made", "As if the author had accepted every change.", "Word"),
    Form(
        "source",
        ".md",
        "Original Markdown with the changes made",
        "Lines without a change stay as they are.",
        "Markdown",
    ),
    Form("report", ".docx", "Report as a Word file", "What was found and decided, by whom, when and why.", "Word"),
    Form("report", ".html", "Report as a web page", "The same, in one file for any browser.", "Web page"),
    Form("report", ".json", "Report as data", "The same, for another program.", "JSON"),
)


class Chosen(Value):
    """What the reviewer chose."""

    kind: ExportKind
    suffix: str
    filter: str
    options: ExportOptions


class ExportDialog(QDialog):
    """`chosen` carries a Chosen. `silent` are the findings whose reason stays here unless the reviewer says otherwise.

    Names and switches are remembered for the next export, the form is not: the next file is for another reader.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, review: Review, silent: Collection[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._forms = [form for form in FORMS if form.kind != "source" or review.format == "markdown"]
        self._file_name, self._format = review.file_name, review.format
        self._settings = QSettings()
        em = self.fontMetrics().height()
        self.form = QComboBox()
        self.form.setAccessibleName("What to export")
        self.form.addItems([form.words for form in self._forms])
        self._about = _muted("")
        self.author = self._field("author", "Author of the changes", "Whoever decided each change", LONGEST_NAME)
        self.initials = self._field("initials", "Initials of the comments", "Those of the name", LONGEST_INITIALS)
        self.strip = self._switch("strip", "Take names, firm and template out of the file's properties")
        self.track = self._switch("track", "Have Word track what the recipient changes")
        self.reasons = _Reasons([r for r in review.findings if r.edit], silent)
        self._names = self._named()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)  # as large as what is asked
        body = QFrame()
        body.setObjectName("pane")
        body.setFixedWidth(em * 34)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(em, em, em, em)
        inside.setSpacing(em * 2 // 3)
        for part in (self.form, self._about, self._names, self.reasons, self.track, self.strip):
            inside.addWidget(part)
        column.addWidget(body)
        column.addWidget(self._foot())
        self.form.currentIndexChanged.connect(self._show_form)
        self._show_form(0)

    def _field(self, name: str, accessible: str, placeholder: str, longest: int) -> QLineEdit:
        field = QLineEdit(str(self._settings.value(f"export/{name}", "")))
        field.setAccessibleName(accessible)
        field.setPlaceholderText(placeholder)
        field.setMaxLength(longest)
        return field

    def _switch(self, name: str, words: str) -> QCheckBox:
        switch = QCheckBox(words)
        switch.setChecked(self._settings.value(f"export/{name}", False, type=bool) is True)
        return switch

    def _named(self) -> QWidget:
        names = QWidget()
        rows = QFormLayout(names)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.addRow("&Author of the changes", self.author)
        rows.addRow("&Initials of the comments", self.initials)
        return names

    def _foot(self) -> QWidget:
        em = self.fontMetrics().height()
        foot = QFrame()
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(em, em // 2, em, em // 2)
        row.addStretch(1)
        cancel, self.go = QPushButton("Cancel"), QPushButton("Choose a place…")
        cancel.setToolTip("Export nothing (Esc)")
        cancel.setAutoDefault(False)
        self.go.setToolTip("Choose where to save the file (Enter)")
        self.go.setProperty("role", "main")
        self.go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._choose)
        row.addWidget(cancel)
        row.addWidget(self.go)
        return foot

    def _show_form(self, index: int) -> None:
        """Show what can be chosen for this form, and nothing else."""
        form = self._forms[index]
        self._about.setText(form.about)
        is_tracked, is_word_text = form.kind == "tracked", form.kind in ("tracked", "clean")
        self._names.setVisible(is_tracked)
        self.reasons.setVisible(is_tracked and self.reasons.count() > 0)
        self.track.setVisible(is_word_text)
        self.strip.setVisible(is_word_text)

    def _choose(self) -> None:
        form = self._forms[self.form.currentIndex()]
        values = {
            "author": self.author.text().strip(),
            "initials": self.initials.text().strip(),
            "strip": self.strip.isChecked(),
            "track": self.track.isChecked(),
        }
        for name, value in values.items():
            self._settings.setValue(f"export/{name}", value)
        options = ExportOptions(
            author=self.author.text().strip(),
            initials=self.initials.text().strip(),
            strip_metadata=self.strip.isChecked(),
            track_changes=self.track.isChecked(),
            reasons=self.reasons.travelling(),
        )
        self.accept()
        suffix = self._suffix(form)
        self.chosen.emit(Chosen(kind=form.kind, suffix=suffix, filter=f"{form.filter} (*{suffix})", options=options))

    def _suffix(self, form: Form) -> str:
        """The ending of the file's name; what is made of the original keeps the original's."""
        if form.kind == "source":
            return Path(self._file_name).suffix
        is_word_file = form.kind in ("tracked", "clean") and self._format == "docx"
        return word_suffix(self._file_name) if is_word_file else form.suffix


class _Reasons(QWidget):
    """The decided findings, each with a box: whether its reason travels as a comment."""

    def __init__(self, findings: Sequence[ReviewedFinding], silent: Collection[str]) -> None:
        super().__init__()
        em = self.fontMetrics().height()
        self.list = QListWidget()
        self.list.setAccessibleName("Findings whose reason travels as a comment")
        self.list.setFixedHeight(em * 11)
        self.list.setObjectName("reasons")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._always = {r.finding.id for r in findings if r.edit and isinstance(r.edit.change, Comment)}
        for reviewed in findings:
            if reviewed.finding.id not in self._always:
                item = QListWidgetItem(reviewed.finding.title, self.list)
                item.setData(Qt.ItemDataRole.UserRole, reviewed.finding.id)
                item.setToolTip(reviewed.finding.why)
                is_silent = reviewed.finding.id in silent
                item.setCheckState(Qt.CheckState.Unchecked if is_silent else Qt.CheckState.Checked)
        head = QHBoxLayout()
        head.addWidget(QLabel("Reasons that travel as comments"), 1)
        for words, state in (("All", Qt.CheckState.Checked), ("None", Qt.CheckState.Unchecked)):
            button = QPushButton(words)
            button.setProperty("role", "plain")
            button.setAutoDefault(False)
            button.setToolTip(f"{words} of them")
            button.clicked.connect(lambda _=False, state=state: self.set_all(state))
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(em // 3)
        column.addLayout(head)
        column.addWidget(self.list)

    def count(self) -> int:
        """How many findings there are to choose from."""
        return self.list.count()

    def set_all(self, state: Qt.CheckState) -> None:
        """Tick all boxes, or none."""
        for row in range(self.list.count()):
            self.list.item(row).setCheckState(state)

    def travelling(self) -> frozenset[str] | None:
        """The findings whose reason travels; None for all of them, also those that say nothing else."""
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = {item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked}
        return None if len(ticked) == len(items) else frozenset(ticked | self._always)


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    label.setWordWrap(True)
    return label
