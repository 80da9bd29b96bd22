"""The two windows of the Help menu."""

from importlib.metadata import version

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QMessageBox, QVBoxLayout, QWidget

from app.desktop.actions import COMMANDS, shown_key
from app.desktop.theme import scaled


def show_keys(parent: QWidget) -> None:
    """Every key, from the list of commands."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("Keyboard shortcuts")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    em = dialog.fontMetrics().height()
    grid = QGridLayout()
    grid.setHorizontalSpacing(em * 2)
    grid.setVerticalSpacing(em // 3)
    keyed = [command for command in COMMANDS if command.key]
    half = (len(keyed) + 1) // 2
    for i, command in enumerate(keyed):
        key = QLabel(shown_key(command))
        key.setFont(scaled(dialog.font(), 1.0, QFont.Weight.DemiBold))
        grid.addWidget(key, i % half, 2 * (i // half))
        grid.addWidget(QLabel(command.tip), i % half, 2 * (i // half) + 1)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(em * 3 // 2, em * 3 // 2, em * 3 // 2, em)
    column.setSpacing(em)
    column.addLayout(grid)
    column.addWidget(buttons)
    dialog.open()


def about(parent: QWidget) -> None:
    """What DocSense is."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("About DocSense")
    box.setText(f"DocSense {version('docsense')}")
    box.setInformativeText(
        "Finds what two readers of a specification would implement differently, and sends your decisions back to its "
        "author as tracked changes. Documents stay on this computer."
    )
    box.open()
