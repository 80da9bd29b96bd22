"""How soon a long document is seen, and how long the window ever stands still while it is analysed."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import open_services
from app.desktop.main import make_application
from app.desktop.review.document_view import DocumentView
from app.desktop.review.opened import Opened
from app.desktop.theme import Look
from app.desktop.window import MainWindow
from app.usecases.import_document import import_document
from app.usecases.policies import assign
from tests.builders.docx import build, paragraph

pytestmark = pytest.mark.benchmark

PAGES, PARAGRAPHS_PER_PAGE = 1000, 15
FIRST_PAINT_LIMIT, STALL_LIMIT = 0.2, 0.05
PROSE = (
    "The weight of each constituent is reviewed by the administrator against the closing prices of the primary "
    "exchange, and the result is published on the website in the evening."
)
RULE = "The turnover of the portfolio is limited to a reasonable level over the past 60 days."


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application()


def thousand_pages() -> bytes:
    body = []
    for number in range(PAGES * PARAGRAPHS_PER_PAGE):
        if number % 150 == 0:
            body.append(paragraph(f"{number // 150 + 1}. Chapter", properties='<w:outlineLvl w:val="0"/>'))
        else:
            body.append(paragraph(RULE if number % 40 == 0 else PROSE))
    return build("".join(body))


class Stopwatch(QObject):
    """Notes the longest times between two turns of the event loop, in seconds.

    `wall` is by the clock, `main` what the main thread computed in one turn, and `ours` what this process computed in
    one, but no more than the turn was long: what waited for other programs on a busy machine is not in it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._tick = QTimer(self)
        self._tick.setInterval(1)
        self._tick.timeout.connect(self.turn)
        self._tick.start()
        self.forget()

    def turn(self) -> None:
        before, self._last = self._last, _now()
        wall, process, main = (now - then for now, then in zip(self._last, before, strict=True))
        self.wall, self.main = max(self.wall, wall), max(self.main, main)
        self.ours = max(self.ours, min(wall, process))

    def forget(self) -> None:
        self.wall = self.ours = self.main = 0.0
        self._last = _now()

    def __str__(self) -> str:
        wall, ours, main = (round(each * 1000) for each in (self.wall, self.ours, self.main))
        return f"{wall} ms by the clock, {ours} ms of computing, {main} ms of it in the main thread"


def _now() -> tuple[float, float, float]:
    return time.perf_counter(), time.process_time(), time.thread_time()


def test_a_thousand_pages_are_seen_at_once_and_the_window_never_stands_still(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_services(tmp_path / "profile") as s:
        document = import_document(s, thousand_pages(), "long.docx", "/long.docx", "R").document
        assign(s, document, tuple(s.packs), "R")
        window = MainWindow(s, "R", Look(qapp))
        qtbot.addWidget(window)
        window.resize(1400, 900)
        window.show()
        read_at = painted = 0.0
        on_opened, on_paint = window._on_opened, DocumentView.paintEvent

        def opened(answer: Opened) -> None:
            nonlocal read_at
            read_at = time.perf_counter()
            on_opened(answer)

        def paint(view: DocumentView, event: QPaintEvent) -> None:
            nonlocal painted
            on_paint(view, event)
            if view.document().characterCount() > 1:
                painted = painted or time.perf_counter()

        monkeypatch.setattr(window, "_on_opened", opened)
        monkeypatch.setattr(DocumentView, "paintEvent", paint)
        watch = Stopwatch()
        window.open_document(document)
        qtbot.waitUntil(lambda: painted > 0, timeout=60_000)
        first_paint = painted - read_at
        qtbot.waitUntil(lambda: bool(window.workspace and window.workspace.document.is_filled()), timeout=60_000)
        opening, opening_ours = str(watch), watch.ours
        watch.forget()
        window.analysis.start(document, "Long")
        qtbot.waitUntil(lambda: bool(window.workspace and window.workspace.review.findings), timeout=300_000)
        assert window.workspace
        found = len(window.workspace.review.findings)
        print(
            f"\n{PAGES} pages, {found} findings: first paint {first_paint * 1000:.0f} ms after the blocks are read. "
            f"Longest standstill while opening: {opening}; while analysing: {watch}"
        )
        window.close()
    assert first_paint < FIRST_PAINT_LIMIT
    assert max(opening_ours, watch.ours) < STALL_LIMIT
