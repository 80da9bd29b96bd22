"""The document as it is shown: all of it, marked where it should be, and nothing from elsewhere."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QTextCursor, QTextDocument, QTextTable
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reviewer_desk import Desk

from app.desktop.actions import make_actions
from app.desktop.formula_picture import formula_picture
from app.desktop.review.document_view import DocumentView
from app.desktop.review.formulas import FormulaLook
from app.desktop.review.marks import Mark
from app.desktop.theme import Look
from domain.analysis.finding import Severity
from domain.documents.text import ATOM, Atom, AtomKind, Block, BlockKind, Cell, Span

Show = Callable[[list[Block]], DocumentView]


@pytest.fixture
def show(qtbot: QtBot, look: Look) -> Show:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(800, 600)
    holder.show()

    def make(blocks: list[Block]) -> DocumentView:
        view = DocumentView(holder, look, make_actions(holder))
        view.resize(800, 600)
        view.show()
        view.show_blocks(blocks)
        return view

    return make


def paragraph(id: str, text: str) -> Block:
    return Block(id=id, kind=BlockKind.PARAGRAPH, text=text)


def many(count: int) -> list[Block]:
    return [paragraph(f"p{i}", f"Paragraph number {i} of many.") for i in range(count)]


def mark(block: Block, start: int, end: int, finding: str = "f") -> Mark:
    return Mark(finding, "Title", Severity.HIGH, decided=False, span=Span.of(block, start, end))


def marked(view: DocumentView) -> list[str]:
    return [selection.cursor.selectedText() for selection in view.extraSelections()]


def test_a_marked_text_is_drawn_anew_in_several_slices(
    show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.desktop.review.document_view._SLICE_MS", -1)
    blocks = many(8)  # no more than fit the view: nothing is scrolled
    view = show(blocks)
    qtbot.waitUntil(view.is_filled)
    view.show_marks([mark(blocks[0], 0, 9)])
    view.show_blocks(blocks)
    qtbot.waitUntil(view.is_filled)
    assert marked(view) == ["Paragraph"]


def test_a_long_document_is_filled_in_slices(show: Show, qtbot: QtBot) -> None:
    view = show(many(1500))
    assert not view.is_filled()
    assert "Paragraph number 0 of many." in view.toPlainText()
    qtbot.waitUntil(view.is_filled)
    assert view.toPlainText().splitlines() == [block.text for block in many(1500)]


def test_only_what_is_in_sight_is_marked(show: Show, qtbot: QtBot) -> None:
    blocks = many(1500)
    view = show(blocks)
    view.show_marks([mark(block, 0, 9, block.id) for block in blocks])
    qtbot.waitUntil(view.is_filled)
    assert 0 < len(marked(view)) < 100
    view.choose("p1400", Span.of(blocks[1400], 10, 16))
    assert 0 < len(marked(view)) < 100
    start, end = view.visible_range()
    assert start < view.document().find(blocks[1400].text).position() <= end


def test_a_finding_further_down_is_scrolled_to_once_it_is_drawn(show: Show, qtbot: QtBot) -> None:
    blocks = many(1500)
    view = show(blocks)
    view.show_marks([mark(blocks[1400], 0, 9)])
    view.choose("f", Span.of(blocks[1400], 0, 9))
    qtbot.waitUntil(view.is_filled)
    assert marked(view) == ["Paragraph"]


def test_the_chosen_finding_is_marked_strongly_and_a_decided_one_faintly(show: Show, look: Look) -> None:
    blocks = many(2)
    view = show(blocks)
    decided = Mark("d", "T", Severity.HIGH, decided=True, span=Span.of(blocks[1], 0, 9))
    view.show_marks([mark(blocks[0], 0, 9), decided])
    colours = [s.format.background().color().name() for s in view.extraSelections()]
    assert colours == [look.theme.severity[Severity.HIGH].mark, look.theme.decided]
    view.choose("f", Span.of(blocks[0], 0, 9))
    colours = {s.format.background().color().name() for s in view.extraSelections()}
    assert colours == {look.theme.severity[Severity.HIGH].strong, look.theme.decided}


def test_a_click_on_a_mark_chooses_its_finding(show: Show, qtbot: QtBot) -> None:
    block = paragraph("p", "𝑥 The level is vague here and vague there.")
    view = show([block])
    view.show_marks([mark(block, 17, 22, "narrow"), mark(block, 2, 31, "wide")])
    clicked: list[str] = []
    view.mark_clicked.connect(clicked.append)
    cursor = view.document().find("vague")
    middle = QTextCursor(view.document())
    middle.setPosition(cursor.selectionStart() + 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(middle).center())
    view.choose("narrow", None)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(middle).center())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(view.viewport().width() - 3, 300))
    assert clicked == ["narrow", "wide"]


def test_an_atom_is_selected_as_one_character(show: Show) -> None:
    atoms = (Atom(at=4, kind=AtomKind.EQUATION, text=r"\frac{a}{b}"),)
    view = show([Block(id="p", kind=BlockKind.PARAGRAPH, text=f"The {ATOM} is vague.", atoms=atoms)])
    assert r"The \frac{a}{b} is vague." in view.toPlainText()
    cursor = view.document().find("frac{a}{b} is")
    view.setTextCursor(cursor)
    span = view.selected_span()
    assert span
    assert (span.start, span.end, span.quote) == (4, 8, f"{ATOM} is")


def test_formulas_are_drawn_once_there_are_pictures_and_stay_one_character(show: Show, qtbot: QtBot) -> None:
    fraction = r"\frac{a}{b}"
    atoms = (Atom(at=4, kind=AtomKind.EQUATION, text=fraction), Atom(at=10, kind=AtomKind.EQUATION, text=r"\left("))
    block = Block(id="p", kind=BlockKind.PARAGRAPH, text=f"The {ATOM} and {ATOM} are vague.", atoms=atoms)
    view = show([*many(150), block])
    asked: list[tuple[tuple[str, ...], FormulaLook]] = []
    view.formulas_wanted.connect(lambda *wanted: asked.append(wanted))
    qtbot.waitUntil(view.is_filled)
    view.choose("f", Span.of(block, 0, 3))
    ((sources, look),) = asked
    assert sources == (fraction, r"\left(")
    picture = formula_picture(fraction, QColor(look.colour), look.size, look.ratio)
    assert picture
    view.show_formulas({fraction: picture})
    qtbot.waitUntil(view.is_filled)
    assert len(asked) == 1
    cursor = view.document().find(" are vague")
    start, end = view.visible_range()
    assert start < cursor.position() <= end  # where the reader was
    cursor.setPosition(cursor.position() - len(rf"{ATOM} and \left( are vague"))
    cursor.setPosition(cursor.position() + 1, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selected_span() == Span.of(block, 4, 5)
    assert view.createMimeDataFromSelection().text() == fraction
    view.show_marks([mark(block, 0, 10)])
    assert marked(view) == [f"The {ATOM} and "]


def test_a_wide_formula_is_fitted_to_the_page(show: Show) -> None:
    wide = "+".join(f"x_{{{i}}}" for i in range(60))
    block = Block(id="p", kind=BlockKind.PARAGRAPH, text=ATOM, atoms=(Atom(at=0, kind=AtomKind.EQUATION, text=wide),))
    view = show([block])
    picture = formula_picture(wide, QColor("black"), 20, 1)
    assert picture
    view.show_formulas({wide: picture})
    assert view.horizontalScrollBar().maximum() == 0 < picture.image.width() - view.viewport().width()


def test_a_table_is_a_table_and_a_long_one_several_of_the_same_columns(show: Show, qtbot: QtBot) -> None:
    blocks = [
        Block(id=f"{row}-{column}", kind=BlockKind.CELL, text=f"r{row}", cell=Cell(table=0, row=row, column=column))
        for row in range(60)
        for column in (0, 1, 2_000_000_000)
    ]
    view = show([*blocks, paragraph("p", "After.")])
    qtbot.waitUntil(view.is_filled)
    tables = [frame for frame in view.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert sum(table.rows() for table in tables) == 60
    assert {table.columns() for table in tables} == {3}
    widths = {tuple(round(c.rawValue(), 3) for c in table.format().columnWidthConstraints()) for table in tables}
    assert len(widths) == 1
    span = Span.of(blocks[-1], 0, 3)
    view.show_marks([Mark("f", "T", Severity.LOW, False, span)])
    view.choose("f", span)
    assert marked(view) == ["r59"]


def test_nothing_is_fetched(show: Show) -> None:
    view = show(many(1))
    for url in ("https://example.org/a.png", "file:///etc/passwd", "a.png"):
        for kind in QTextDocument.ResourceType:
            assert view.loadResource(kind.value, QUrl(url)) is None


def test_a_larger_text_keeps_the_place(show: Show, qtbot: QtBot) -> None:
    blocks = many(1500)
    view = show(blocks)
    qtbot.waitUntil(view.is_filled)
    view.choose("f", Span.of(blocks[700], 0, 9))
    before = view.font().pointSizeF()
    view.set_text_size(1.5)
    qtbot.waitUntil(view.is_filled)
    assert view.font().pointSizeF() > before
    start, end = view.visible_range()
    assert start <= view.document().find(blocks[700].text).position() <= end


def test_a_click_in_the_text_chooses_in_the_list(desk: Desk, document: str, raise_on: Callable[..., str]) -> None:
    raise_on("timely", severity="critical")
    second = raise_on("may", severity="low")
    desk.open(document)
    view = desk.review.document
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.document().find("may").selectionStart() + 1)
    desk.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cursorRect(cursor).center())
    assert desk.review.findings.chosen == second
    assert desk.review.findings.list.current() == second
