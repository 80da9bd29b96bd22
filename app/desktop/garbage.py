"""Cyclic garbage is collected on the main thread while nothing else goes on.

A collection looks at every object there is: with a 1,000-page document open it stops all threads for a tenth of a
second. And one that starts in a worker would destroy Qt's objects there, which only the main thread may.
"""

import gc

from PySide6.QtCore import QObject, QTimer

from app.desktop.jobs import Jobs

_EVERY_MS = 2000


class IdleCollector(QObject):
    """Takes the place of Python's own timing until it is stopped."""

    def __init__(self, parent: QObject, jobs: Jobs) -> None:
        super().__init__(parent)
        self._jobs = jobs
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def set_aside(self) -> None:
        """What is there now stays for long: do not look at it again."""
        gc.freeze()

    def look_again(self) -> None:
        """What was set aside may have become garbage."""
        gc.unfreeze()

    def stop(self) -> None:
        """Give the timing back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        if self._jobs.idle():
            gc.collect()
