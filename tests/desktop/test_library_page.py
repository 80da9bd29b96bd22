"""The library says where each review stands."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from reviewer_desk import Desk

from app.desktop.library.page import state_of, undecided_of
from app.usecases.ports.store import DocumentEntry
from domain.analysis.run import RunState
from domain.feedback.session import SessionState


def _entry(**fields: object) -> DocumentEntry:
    plain = {
        "document": "d", "title": "T", "file_name": "t.md", "file_path": "/t.md", "format": "markdown", "revision": "r",
        "number": "1.0.0", "sha256": "0", "imported_at": datetime(2026, 1, 2, tzinfo=UTC), "findings": 4, "pending": 4,
        "session": SessionState.OPEN, "run": "x", "run_state": RunState.COMPLETED,
    }  # fmt: skip
    return DocumentEntry.model_validate(plain | fields)


@pytest.mark.parametrize(
    ("fields", "state", "undecided"),
    [
        ({}, "To review", "4 of 4"),
        ({"pending": 1}, "In review", "1 of 4"),
        ({"pending": 0}, "Ready to approve", "0 of 4"),
        ({"findings": 0, "pending": 0}, "Ready to approve", "–"),
        ({"session": SessionState.APPROVED, "pending": 0}, "Approved", "0 of 4"),
        ({"run_state": RunState.RUNNING}, "Analysing", "4 of 4"),
        ({"run_state": RunState.FAILED, "findings": 0, "pending": 0}, "Analysis failed", "–"),
        ({"run_state": RunState.INTERRUPTED, "findings": 0, "pending": 0}, "Interrupted", "–"),
        ({"run_state": RunState.CANCELLED, "findings": 0, "pending": 0}, "Not analysed", "–"),
        ({"run_state": None, "findings": 0, "pending": 0}, "Not analysed", "–"),
    ],
)
def test_a_state_in_words(fields: dict[str, object], state: str, undecided: str) -> None:
    entry = _entry(**fields)
    assert (state_of(entry), undecided_of(entry)) == (state, undecided)


def test_an_empty_library_says_what_to_do(desk: Desk) -> None:
    desk.until(lambda: desk.window.library.empty.isVisible())
    assert not desk.window.library.table.isVisible()


def test_enter_opens_a_document(desk: Desk, document: str) -> None:
    table = desk.window.library.table
    desk.until(lambda: table.isVisible() and table.currentIndex().isValid())
    desk.press(Qt.Key.Key_Return, table)
    desk.until(lambda: desk.window.workspace)
    assert desk.review.review.document == document
