"""The text of a pack while it is written: the YAML, its problems by line, and from when on it is to be in force."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QFrame, QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout

from app.desktop.policies.shelf import Written
from app.desktop.policies.yaml_field import YamlField
from app.desktop.theme import Look
from app.packs import PackProblem
from domain.policies.pack import Pack


class PackText(QFrame):
    """`typed` says that the text changed, `saved` carries the Pack and the day from which it is to be in force."""

    typed = Signal()
    saved = Signal(object, object)
    discarded = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._pack: Pack | None = None
        self._problems: tuple[PackProblem, ...] = ()
        em = self.fontMetrics().height()
        self.field = YamlField(look)
        self.field.textChanged.connect(self._on_typed)
        self.hint = QLabel("This pack comes with DocSense and stays as it is. Copy makes one of your own of it.")
        self.hint.setObjectName("hint")
        self.hint.setWordWrap(True)
        self.problems = QListWidget()
        self.problems.setObjectName("hits")
        self.problems.setAccessibleName("Problems in the text")
        self.problems.setToolTip("Enter goes to the line")
        self.problems.setWordWrap(True)
        self.problems.setMaximumHeight(em * 8)
        self.problems.itemClicked.connect(self._go_to)
        self.problems.itemActivated.connect(self._go_to)
        self.sound = QLabel()
        self.sound.setObjectName("muted")
        self.since = QDateEdit()
        self.since.setAccessibleName("In force from")
        self.since.setToolTip("The day from which this version is in force")
        self.since.setDisplayFormat("yyyy-MM-dd")
        self.since.setCalendarPopup(True)
        self.save = QPushButton("Save version")
        self.save.setProperty("role", "main")
        self.save.setAutoDefault(False)
        self.save.setToolTip("Keep this text as a version that is in force from the day at left on")
        self.save.clicked.connect(self._save)
        self.discard = QPushButton("Discard changes")
        self.discard.setAutoDefault(False)
        self.discard.setToolTip("Go back to the text that is saved")
        self.discard.clicked.connect(self.discarded)
        self.foot = QFrame()
        self.foot.setObjectName("foot")
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(em, em // 2, em, em // 2)
        row.setSpacing(em // 2)
        row.addWidget(self.sound, 1)
        row.addWidget(QLabel("In force from"))
        row.addWidget(self.since)
        row.addWidget(self.discard)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.hint)
        column.addWidget(self.field, 1)
        column.addWidget(self.problems)
        column.addWidget(self.foot)

    def begin(self, text: str, *, read_only: bool) -> None:
        """Show a text, to be written on unless it is `read_only`."""
        blocked = self.field.blockSignals(True)
        self.field.setPlainText(text)
        self.field.blockSignals(blocked)
        self.field.setReadOnly(read_only)
        self.field.setTextInteractionFlags(
            self.field.textInteractionFlags() | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.hint.setVisible(read_only)
        self.foot.setVisible(not read_only)
        self.since.setDate(QDate.currentDate())

    def show_written(self, now: Written, *, changed: bool) -> None:
        """Say what is wrong with the text, in place; it can be saved where nothing is."""
        self._pack, self._problems = now.pack, now.problems
        self.problems.clear()
        for problem in now.problems:
            self.problems.addItem(f"Line {problem.line}: {problem.what}")
        self.problems.setVisible(bool(now.problems))
        self.field.mark([problem.line for problem in now.problems])
        count = len(now.problems)
        sound = "The text is sound." if changed else "Nothing is changed."
        self.sound.setText(f"{count} problem{'' if count == 1 else 's'} to mend." if count else sound)
        self.save.setEnabled(now.pack is not None and changed)
        self.discard.setEnabled(changed)

    def _on_typed(self) -> None:
        self.save.setEnabled(False)  # until the text is checked
        self.typed.emit()

    def _go_to(self) -> None:
        self.field.go_to(self._problems[self.problems.currentRow()].line)

    def _save(self) -> None:
        if self._pack:
            chosen = self.since.date()
            self.saved.emit(self._pack, date(chosen.year(), chosen.month(), chosen.day()))
