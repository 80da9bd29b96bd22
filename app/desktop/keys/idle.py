"""Notices that nobody has touched DocSense for a while."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_LOOK_EVERY_MS = 10_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)


class IdleWatch(QObject):
    """Says `idle`, again and again, while no window was touched for so many minutes.

    The clock counts seconds, also those the computer slept: the first touch after them comes too late.
    """

    idle = Signal()

    def __init__(self, parent: QObject, minutes: int, clock: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._seconds, self._clock = minutes * 60, clock
        self._touched = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        application = QCoreApplication.instance()
        assert application
        application.installEventFilter(self)

    def look(self) -> None:
        """Say so where it has been too long."""
        if self._clock() - self._touched >= self._seconds:
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.look()
            self._touched = self._clock()
        return False
