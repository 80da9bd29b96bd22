"""Earlier authors' changes and comments, and text beside the main one or hidden in the file, as they are shown."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reviewer_desk import Desk

from app.desktop.actions import make_actions
from app.desktop.review.document_view import DocumentView
from app.desktop.review.earlier import EarlierDialog
from app.desktop.review.find_bar import FindBar
from app.desktop.theme import Look
from domain.documents.text import (
    Block,
    BlockKind,
    Concealed,
    Concealment,
    Earlier,
    EarlierChange,
    EarlierComment,
    Span,
    Story,
)

CHANGED = Block(
    id="a",
    kind=BlockKind.PARAGRAPH,
    text="The cap is 12 %.",
    earlier=(
        EarlierChange(what=Earlier.DELETED, start=11, end=11, text="10", author="Ann"),
        EarlierChange(what=Earlier.INSERTED, start=11, end=13, author="Bob"),
    ),
    comments=(EarlierComment(start=4, end=7, text="Why so high?", author="Cy", date="2025-03-04T10:00:00Z"),),
)


def format_at(dialog: EarlierDialog, words: str) -> tuple[bool, bool, str]:
    cursor = dialog.text.document().find(words)
    assert not cursor.isNull()
    format = cursor.charFormat()
    return format.fontUnderline(), format.fontStrikeOut(), format.toolTip()


def test_marks_and_comments_are_shown_and_the_text_as_it_was(qtbot: QtBot, look: Look) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    dialog = EarlierDialog(holder, look, (CHANGED,))
    assert dialog.text.toPlainText().splitlines() == ["The cap is 1012 %.", "Cy (2025-03-04) on “cap”: Why so high?"]
    assert format_at(dialog, "10") == (False, True, "Deleted by Ann")
    assert format_at(dialog, "12") == (True, False, "Inserted by Bob")
    dialog.view.setCurrentIndex(1)
    assert dialog.text.toPlainText() == "The cap is 10 %."


def test_without_earlier_changes_there_is_nothing_to_open(desk: Desk, document: str) -> None:
    desk.open(document)
    assert not desk.window.actions_["earlier"].isEnabled()


@pytest.fixture
def show(qtbot: QtBot, look: Look) -> Callable[[list[Block]], DocumentView]:
    holder = QWidget()
    qtbot.addWidget(holder)

    def make(blocks: list[Block]) -> DocumentView:
        view = DocumentView(holder, look, make_actions(holder))
        qtbot.addWidget(view)
        view.show_blocks(blocks)
        return view

    return make


def test_text_beside_the_main_one_has_a_caption_and_keeps_its_places(
    show: Callable[[list[Block]], DocumentView],
) -> None:
    stories = (Story.BODY, Story.TEXT_BOX, Story.BODY, Story.FOOTNOTE, Story.FOOTNOTE, Story.HEADER, Story.FOOTER)
    blocks = [
        Block(id=f"b{i}", kind=BlockKind.PARAGRAPH, text=f"text {i}", story=story) for i, story in enumerate(stories)
    ]
    view = show(blocks)
    assert view.toPlainText().splitlines() == [
        "text 0", "Text box", "text 1", "text 2", "Footnotes", "text 3", "text 4", "Headers", "text 5", "Footers",
        "text 6",
    ]  # fmt: skip
    for block in blocks:
        view.setTextCursor(QTextCursor(view.document().find(block.text)))
        assert view.selected_span() == Span.of(block, 0, len(block.text))


def test_find_reaches_notes_and_headers(show: Callable[[list[Block]], DocumentView], qtbot: QtBot) -> None:
    view = show(
        [
            Block(id="b", kind=BlockKind.PARAGRAPH, text="Body."),
            Block(id="n", kind=BlockKind.PARAGRAPH, text="As amended.", story=Story.FOOTNOTE, label="1"),
            Block(id="h", kind=BlockKind.PARAGRAPH, text="Confidential", story=Story.HEADER),
        ]
    )
    bar = FindBar(view, view)
    qtbot.addWidget(bar)
    for words, block in (("amended", "n"), ("confidential", "h")):
        bar.words.setText(words)
        span = view.selected_span()
        assert span
        assert (span.block, span.quote.lower()) == (block, words)


def test_find_finds_what_the_library_finds(show: Callable[[list[Block]], DocumentView], qtbot: QtBot) -> None:
    texts = ("The 𝑥 “closing\u00a0price” of Société Générale", "a re\u00adbalancing, a Rebalancing")
    view = show([Block(id=f"b{n}", kind=BlockKind.PARAGRAPH, text=text) for n, text in enumerate(texts)])
    bar = FindBar(view, view)
    qtbot.addWidget(bar)

    def selected() -> str:
        span = view.selected_span()
        assert span
        return span.quote

    for words, quote in (('"closing price"', "“closing\u00a0price”"), ("societe generale", "Société Générale")):
        bar.words.setText(words)
        assert selected() == quote
    bar.words.setText("rebalancing")
    assert selected() == "re\u00adbalancing"
    for back, quote in ((False, "Rebalancing"), (False, "re\u00adbalancing"), (True, "Rebalancing")):
        bar.find_next(back=back)
        assert selected() == quote


def test_hidden_text_says_so(show: Callable[[list[Block]], DocumentView]) -> None:
    block = Block(
        id="b",
        kind=BlockKind.PARAGRAPH,
        text="Plain 𝑥 secret words.",
        concealed=(Concealed(start=8, end=14, how=Concealment.HIDDEN),),
    )
    view = show([block])
    hidden = view.document().find("secret")
    assert "Hidden in the file" in hidden.charFormat().toolTip()
    for words in ("Plain", "words"):
        assert not view.document().find(words).charFormat().toolTip()
