"""The finding in full: every passage of it, and what its edit form says the text is for."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.actions import make_actions
from app.desktop.review.document_view import DocumentView
from app.desktop.review.drafts import DraftKeeper
from app.desktop.review.finding_detail import FindingDetail
from app.desktop.review.marks import marks_of
from app.desktop.theme import Look
from app.usecases.open_review import ReviewedFinding
from domain.analysis.finding import Category, Finding, Severity
from domain.documents.changes import Comment, Edit, InsertAfter, Replace, Suggestion
from domain.documents.text import ATOM, Atom, AtomKind, Block, BlockKind, Span
from domain.feedback.session import ItemState

FIRST = Block(id="1", kind=BlockKind.PARAGRAPH, text="The cap is 10 % of the level.")
SECOND = Block(
    id="2",
    kind=BlockKind.PARAGRAPH,
    text=f"The cap is {ATOM} here.",
    atoms=(Atom(at=11, kind=AtomKind.EQUATION, text="c_{max}"),),
)
BLOCKS = {block.id: block for block in (FIRST, SECOND)}


def reviewed(suggestion: Suggestion | None = None, *spans: Span, edit: Edit | None = None) -> ReviewedFinding:
    finding = Finding(
        id="f",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        title="Two caps",
        why="Two readers differ.",
        spans=spans,
        rule="r",
        confidence=1,
        suggestion=suggestion,
    )
    return ReviewedFinding(
        finding=finding, state=ItemState.ACCEPTED if edit else ItemState.PENDING, edit=edit, reason=""
    )


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What actions and drafts belong to."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def detail(qtbot: QtBot, look: Look, window: QWidget) -> FindingDetail:
    made = FindingDetail(
        window, look, make_actions(window), DraftKeeper(QObject(window), lambda *_: None, {}), BLOCKS.get
    )
    qtbot.addWidget(made)
    return made


def labels(detail: FindingDetail) -> str:
    return "\n".join(label.text() for label in detail.findChildren(QLabel) if not label.isHidden())


@pytest.mark.parametrize(
    ("suggestion", "says"),
    [
        (Replace(span=Span.of(FIRST, 11, 15), text="12 %"), "The text that is to stand in place of “10 %”"),
        (Replace(span=Span.of(SECOND, 8, 12), text="is 1"), "The text that is to stand in place of “is c_{max}”"),
        (Replace(span=Span.of(FIRST, 15, 15), text=" or less"), "The text to insert after “The cap is 10 %”"),
        (Replace(span=Span.of(FIRST, 0, 0), text="Today "), "The text to insert at the start of the paragraph"),
        (Replace(span=Span.of(SECOND, 12, 12), text=" now"), "The text to insert after “The cap is c_{max}”"),
        (InsertAfter(block="1", text="New."), "The paragraph to insert after “The cap is 10 % of the level.”"),
        (Comment(text="Which?"), "The comment to the author"),
        (None, "The comment to the author"),
    ],
)
def test_the_edit_form_says_where_its_text_goes(detail: FindingDetail, suggestion: Suggestion, says: str) -> None:
    detail.show_finding(reviewed(suggestion), locked=False)
    detail.open_edit()
    assert says in detail.edit_form.heading.text()


def test_every_passage_is_quoted_and_leads_to_its_place(detail: FindingDetail) -> None:
    spans = Span.of(FIRST, 0, 15), Span.of(SECOND, 0, 12)
    detail.show_finding(reviewed(Replace(span=spans[0], text="The cap is 12 %"), *spans), locked=False)
    assert "The cap is 10 %" in labels(detail)
    assert "The cap is c_{max}" in labels(detail)
    went: list[tuple[str, Span]] = []
    detail.passage_chosen.connect(lambda finding, span: went.append((finding, span)))
    quotes = next(label for label in detail.findChildren(QLabel) if 'href="1"' in label.text())
    quotes.linkActivated.emit("1")
    assert went == [("f", spans[1])]


@pytest.mark.parametrize(("locked", "asks"), [(False, True), (True, False)])
def test_an_open_place_is_asked_for_while_it_can_be_filled(detail: FindingDetail, locked: bool, asks: bool) -> None:
    change = Replace(span=Span.of(FIRST, 11, 15), text="[to be specified: how much]")
    edit = Edit(finding="f", change=change, anchor=None, comment="", author="A", at=datetime(2026, 1, 1, tzinfo=UTC))
    for finding in (reviewed(change, change.span), reviewed(change, change.span, edit=edit)):
        detail.show_finding(finding, locked=locked)
        assert ("Press E to fill it in" in labels(detail)) is asks


def test_every_passage_of_the_chosen_finding_is_marked_strongly(qtbot: QtBot, look: Look, window: QWidget) -> None:
    view = DocumentView(window, look, make_actions(window))
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    view.show_blocks(tuple(BLOCKS.values()))
    spans = Span.of(FIRST, 0, 15), Span.of(SECOND, 0, 12)
    view.show_marks(marks_of([reviewed(None, *spans)]))
    view.choose("f", spans[0])
    strong = QColor(look.theme.severity[Severity.HIGH].strong)
    grounds = [selection.format.background().color() for selection in view.extraSelections()]
    assert grounds == [strong, strong]
