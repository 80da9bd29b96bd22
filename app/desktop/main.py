"""Opens the window on a profile and runs it until it is closed."""

import sys

from PySide6.QtWidgets import QApplication

from app.desktop.theme import Look, icon
from app.desktop.window import MainWindow
from app.usecases.ports import Services

_SWITCH_SECONDS = 0.0005


def run(services: Services, *, reviewer: str, open_document: str | None = None) -> int:
    """Show the window, on this document if one is named; the answer is the exit status."""
    app = make_application()
    window = MainWindow(services, reviewer, Look(app))
    window.resize_to_screen()
    window.show()
    if open_document:
        window.open_document(open_document)
    return app.exec()


def make_application() -> QApplication:
    """The one QApplication, in the style the themes are made for."""
    # Each call into Qt gives the interpreter away and waits for it again: with Python's own 5 ms a busy worker makes
    # a slice of drawing take a tenth of a second.
    sys.setswitchinterval(_SWITCH_SECONDS)
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    app.setApplicationName("DocSense")
    app.setOrganizationName("DocSense")
    app.setDesktopFileName("docsense")
    app.setWindowIcon(icon("docsense", ""))
    return app
