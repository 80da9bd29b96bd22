"""Opens the window on a profile and runs it until it is closed."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager

from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.keys.door import Door
from app.desktop.theme import Look, icon
from app.desktop.window import MainWindow
from app.usecases.ports.keys import ProfileKeys
from app.usecases.ports.services import Services

_SWITCH_SECONDS = 0.0001


def run(
    keys: ProfileKeys,
    open_profile: Callable[[], AbstractContextManager[Services]],
    *,
    reviewer: str,
    lock_after_minutes: int,
) -> int:
    """Open the profile, asking for its key where needed, and show the window; the answer is the exit status."""
    app = make_application()
    door = Door(keys, open_profile, reviewer, Look(app), lock_after_minutes)
    resize_to_screen(door)
    door.open()
    status = app.exec()
    door.leave()
    return status


def run_opened(services: Services, *, reviewer: str, document: str) -> int:
    """Show the window on this document of a profile that is open; the answer is the exit status."""
    app = make_application()
    window = MainWindow(services, reviewer, Look(app))
    resize_to_screen(window)
    window.show()
    window.open_document(document)
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


def resize_to_screen(window: QWidget) -> None:
    """Take most of the screen, but no more than a page and its findings need."""
    room, em = window.screen().availableSize(), window.fontMetrics().height()
    window.resize(min(room.width() * 9 // 10, em * 95), min(room.height() * 9 // 10, em * 60))
