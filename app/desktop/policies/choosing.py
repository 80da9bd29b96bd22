"""The dialog in which the packs of a document are chosen."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFrame, QLabel, QVBoxLayout, QWidget

from app.desktop.forms import scrolled
from app.desktop.theme import scaled
from app.policy_words import standing
from app.usecases.policies import PackEntry


class ChoosePacks(QDialog):
    """`chosen` carries the names of the packs, where the reviewer does not leave it as it was."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, entries: Sequence[PackEntry], assigned: Collection[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Policy packs of this document")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        em = self.fontMetrics().height()
        self.resize(em * 62, em * 42)
        heading = QLabel("Which rules does this document have to comply with?")
        heading.setFont(scaled(self.font(), 1.2))
        note = QLabel("The packs apply whenever the document is analysed. They paraphrase their sources.")
        note.setObjectName("muted")
        body = QFrame()
        body.setObjectName("pane")
        column = QVBoxLayout(body)
        column.setContentsMargins(em, em, em, em)
        column.setSpacing(em // 4)
        self.boxes: dict[str, QCheckBox] = {}
        for entry in entries:
            if not entry.in_force and entry.name not in assigned:
                continue  # it would not be applied
            box = self.boxes[entry.name] = QCheckBox(self._short(entry.pack.title))
            box.setChecked(entry.name in assigned)
            box.setToolTip(entry.pack.title)
            box.setAccessibleName(entry.pack.title)
            about = QLabel(_about(entry))
            about.setObjectName("muted")
            about.setWordWrap(True)
            about.setIndent(em * 2)
            column.addWidget(box)
            column.addWidget(about)
            column.addSpacing(em // 2)
        column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Use these packs")
        buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("role", "main")
        for button in buttons.buttons():
            button.setToolTip(button.text().replace("&", ""))
        buttons.accepted.connect(self._finish)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(em * 3 // 2, em * 3 // 2, em * 3 // 2, em)
        outer.setSpacing(em)
        outer.addWidget(heading)
        outer.addWidget(note)
        outer.addWidget(scrolled(body, "Policy packs"), 1)
        outer.addWidget(buttons)

    def _short(self, title: str) -> str:
        """A title that fits; Qt does not break the words of a box."""
        metrics = self.fontMetrics()
        return metrics.elidedText(title, Qt.TextElideMode.ElideRight, metrics.height() * 54)

    def _finish(self) -> None:
        self.chosen.emit(tuple(name for name, box in self.boxes.items() if box.isChecked()))
        self.accept()


def _about(entry: PackEntry) -> str:
    pack = entry.pack
    parts = (
        pack.jurisdiction,
        f"{len(pack.requirements)} requirements",
        f"version {pack.pack_version}",
        standing(entry),
    )
    return "\n".join(filter(None, ("  ·  ".join(filter(None, parts)), pack.status)))
