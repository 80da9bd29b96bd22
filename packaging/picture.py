"""Makes the README's picture: the real window on the bundled sample, after its analysis. `picture.py OUT.png`"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "2")

from PySide6.QtCore import QEventLoop, QSettings, QTimer

from app.bootstrap import open_services
from app.demo import REVIEWER, import_sample
from app.desktop.main import make_application
from app.desktop.theme import Look
from app.desktop.window import MainWindow
from app.keys.throw_away import throw_away_keys


def wait_until(holds: Callable[[], bool]) -> None:
    """Let the window work until this holds."""
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: holds() and loop.quit())
    timer.start(20)
    loop.exec()


def main(out: Path) -> None:
    app = make_application()
    with tempfile.TemporaryDirectory(prefix="docsense-picture-") as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        with open_services(Path(folder) / "profile", keys=throw_away_keys()) as services:
            document = import_sample(services)
            look = Look(app)
            look.choose("light")
            window = MainWindow(services, REVIEWER, look)
            window.resize(1440, 900)
            window.show()
            window.open_document(document)
            wait_until(lambda: window.workspace is not None and window.workspace.document.is_filled())
            if window.workspace:
                window.workspace.go_next()
            QTimer.singleShot(1500, app.quit)
            app.exec()
            out.parent.mkdir(parents=True, exist_ok=True)
            window.grab().save(str(out))
            window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
