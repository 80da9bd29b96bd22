"""Whether a window can be opened here."""

import os
import subprocess
import sys


def has_display() -> bool:
    """Tried in a process of its own, because Qt ends the one in which it fails."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    probe = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
    tried = subprocess.run([sys.executable, "-c", probe], capture_output=True, timeout=30, check=False)
    return tried.returncode == 0
