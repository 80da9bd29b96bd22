"""The page that shows a recovery code, once."""

import os
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QWidget

from app.desktop.keys.page import Page, plain_label, push_button
from app.desktop.theme import scaled


class CodePage(Page):
    """Shows the code until the reviewer says that it is kept; then `kept` is emitted."""

    kept = Signal()

    def __init__(self, code: str) -> None:
        super().__init__(
            "Your recovery code",
            "It opens this profile when the keyring is lost or the passphrase forgotten, and is shown only now. "
            "Keep it away from this computer, on paper or in a password manager.",
        )
        self._code = code
        em = self.fontMetrics().height()
        shown = plain_label(code)
        shown.setObjectName("quote")
        shown.setAccessibleName("Recovery code")
        shown.setFont(scaled(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont), 1.25, QFont.Weight.DemiBold))
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.add(shown)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, em // 3, 0, em // 3)
        row.setSpacing(em * 2 // 3)
        row.addWidget(push_button("Copy", "Copy the code", self._copy))
        row.addWidget(push_button("Save to a file…", "Write the code into a text file", self._ask_where))
        self._answer = plain_label("")
        self._answer.setObjectName("muted")
        row.addWidget(self._answer, 1)
        self.add(tools)
        box = self.add(QCheckBox("I have kept the code in a safe place"))
        box.setToolTip("The code is not shown again")
        go_on = self.offer("Continue", "Go on; the code is not shown again", self.kept.emit)
        go_on.setEnabled(False)
        box.toggled.connect(go_on.setEnabled)

    def save_to(self, path: Path) -> None:
        """Write the code into a file that only its owner can read."""
        try:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(f"Recovery code of a DocSense profile\n\n{self._code}\n")
        except OSError as error:
            self._answer.setText(f"That file cannot be written: {error.strerror or type(error).__name__}.")
        else:
            self._answer.setText(f"Saved as {path.name}.")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._answer.setText("Copied.")

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the recovery code", "DocSense recovery code.txt", "Text (*.txt)"
        )
        if name:
            self.save_to(Path(name))
