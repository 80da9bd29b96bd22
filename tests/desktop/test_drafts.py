"""Drafts are kept a moment after the last key and on leaving, and only when they changed."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.desktop.review.drafts import DraftKeeper


def test_typing_is_kept_once_it_rests(qtbot: QtBot) -> None:
    parent, kept = QObject(), []
    keeper = DraftKeeper(parent, lambda name, text: kept.append((name, text)), {})
    for text in ("a", "ab", "abc"):
        keeper.type("reject:1", text)
    assert kept == []
    qtbot.waitUntil(lambda: kept == [("reject:1", "abc")])


def test_leaving_keeps_at_once_and_closes() -> None:
    parent, kept = QObject(), []
    keeper = DraftKeeper(parent, lambda name, text: kept.append((name, text)), {"edit:1": "old"})
    assert keeper.is_open("edit:1")
    keeper.type("edit:1", "new")
    keeper.leave("edit:1")
    assert kept == [("edit:1", "new")]
    assert not keeper.is_open("edit:1")
    assert keeper.text("edit:1") == "new"


def test_what_is_used_is_thrown_away() -> None:
    parent, kept = QObject(), []
    keeper = DraftKeeper(parent, lambda name, text: kept.append((name, text)), {"edit:1": "old"})
    keeper.use("edit:1")
    keeper.use("edit:2")
    assert kept == [("edit:1", "")]
    assert keeper.text("edit:1") is None
