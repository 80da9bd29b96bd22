"""A window on a profile of its own, with nothing faked; a test fails on any warning of Qt's that it does not expect.

What a child process computes for the window is computed in a thread of this one, except with `tasks_in_children`.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reviewer_desk import REVIEWER, TEXT, Desk

from app.bootstrap import open_services
from app.desktop.theme import Look
from app.desktop.window import MainWindow
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.ports.services import Services
from app.usecases.raise_finding import raise_finding
from domain.analysis.finding import Category, Severity
from domain.documents.text import Span

_EXPECTED = ("This plugin does not support propagateSizeHints", "This plugin does not support raise")


@pytest.fixture(autouse=True)
def no_warnings_of_qt() -> Iterator[None]:
    """Collect what Qt complains about, and fail on it."""
    said: list[str] = []

    def note(kind: QtMsgType, _context: object, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and not text.startswith(_EXPECTED):
            said.append(text)

    before = qInstallMessageHandler(note)
    yield
    qInstallMessageHandler(before)
    assert said == []


@pytest.fixture(autouse=True)
def _tasks_here(tasks_here: object) -> None:
    """A second saved each time."""


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told that the machine is slow, except where that is asked for."""
    monkeypatch.setattr("app.desktop.jobs.SLOW_MS", 60_000)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Iterator[Look]:
    """One for all, as in the program: to put it on again goes through every widget there is."""
    qapp.setStyle("Fusion")
    made = Look(qapp)
    yield made
    made.deleteLater()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "profile") as s:
        yield s


@pytest.fixture
def open_window(qtbot: QtBot, look: Look) -> Iterator[Callable[[Services], Desk]]:
    with ExitStack() as stack:

        def make(services: Services) -> Desk:
            window = MainWindow(services, REVIEWER, look)
            stack.callback(window.close)
            qtbot.addWidget(window)
            window.resize(1300, 900)
            with qtbot.waitActive(window):
                window.show()
                window.activateWindow()
            return Desk(window, services, qtbot)

        yield make


@pytest.fixture
def desk(open_window: Callable[[Services], Desk], services: Services) -> Desk:
    return open_window(services)


@pytest.fixture
def document(services: Services) -> str:
    """A document that was imported and not analysed."""
    return import_document(services, TEXT.encode(), "rules.md", "/specs/rules.md", REVIEWER).document


@pytest.fixture
def raise_on(services: Services, document: str) -> Callable[..., str]:
    """Raise a finding on the passage that reads like this; the answer is its id."""

    def make(quote: str, *, title: str = "Vague", replacement: str | None = None, severity: str = "high") -> str:
        for block in open_review(services, document).blocks:
            if (at := block.text.find(quote)) >= 0:
                return raise_finding(
                    services,
                    document,
                    Span.of(block, at, at + len(quote)),
                    title=title,
                    why="Two readers differ.",
                    severity=Severity(severity),
                    category=Category.AMBIGUOUS_METHODOLOGY,
                    replacement=replacement,
                    actor=REVIEWER,
                )
        raise AssertionError(quote)

    return make
