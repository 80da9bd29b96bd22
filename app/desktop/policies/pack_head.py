"""What a pack is, above its requirements and its text: what it says of itself, how it stands, and what can be done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.desktop.theme import scaled
from app.policy_words import facts, standing, versions
from app.usecases.policies import PackEntry


class PackHead(QFrame):
    """`copied`, `retired` and `restored` say which of its buttons was pressed."""

    copied = Signal()
    retired = Signal()
    restored = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("band")
        em = self.fontMetrics().height()
        self.title, self.about = QLabel(), QLabel()
        self.title.setFont(scaled(self.font(), 1.3, QFont.Weight.DemiBold))
        self.about.setObjectName("muted")
        names = QVBoxLayout()
        names.setSpacing(em // 4)
        for label in (self.title, self.about):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            names.addWidget(label)
        self.copy, self.retire, self.restore = QPushButton("Copy"), QPushButton("Retire"), QPushButton("Put in force")
        self.copy.setToolTip("Begin a pack of your own with the text of this one")
        self.retire.setToolTip("Take this pack out of force from today on")
        self.restore.setToolTip("Put this pack back in force from today on")
        self.copy.clicked.connect(self.copied)
        self.retire.clicked.connect(self.retired)
        self.restore.clicked.connect(self.restored)
        row = QHBoxLayout(self)
        row.setContentsMargins(em, em * 2 // 3, em, em * 2 // 3)
        row.setSpacing(em // 2)
        row.addLayout(names, 1)
        for button in (self.copy, self.retire, self.restore):
            button.setAutoDefault(False)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def show_entry(self, entry: PackEntry | None) -> None:
        """Show a pack; None is one that is not saved yet."""
        self.title.setText(entry.pack.title if entry else "New pack")
        if entry:
            lines = [f"{entry.name} {entry.pack.pack_version}  ·  {standing(entry)}"]
            lines += versions(entry) if len(entry.history) > 1 else []
            lines += [f"{word}: {text}" for word, text in facts(entry.pack)]
            self.about.setText("\n".join(lines))
        else:
            self.about.setText("Write it below; it is in force once it is saved.")
        self.copy.setEnabled(entry is not None)
        self.retire.setVisible(entry is not None and entry.in_force)
        self.restore.setVisible(entry is not None and entry.retired)
