"""Words are found in all documents of the library, and a passage opens in its document."""

from PySide6.QtCore import Qt
from reviewer_desk import REVIEWER, Desk

from app.usecases.import_document import import_document


def test_a_passage_is_found_and_opened(desk: Desk, document: str) -> None:
    import_document(desk.services, b"# Other\n\nNothing of the sort.", "o.md", "/specs/o.md", REVIEWER)
    search = desk.window.library.search
    desk.until(lambda: len(desk.window.library.entries()) == 2)
    desk.window.actions_["find"].trigger()
    assert search.words.hasFocus()
    desk.type("Suitable Number")
    desk.press(Qt.Key.Key_Return)
    desk.until(search.hits)
    assert [(hit.document, hit.span.quote if hit.span else "") for hit in search.hits()] == [
        (document, ""),
        (document, "suitable number"),
    ]
    assert "of a member is rounded to a suitable number of decimals" in search.hits()[1].words
    row = search.list.visualRect(search.list.model().index(1, 0)).center()
    desk.bot.mouseClick(search.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    desk.until(lambda: desk.window.workspace and desk.review.document.is_filled())
    marked = [selection.cursor.selectedText() for selection in desk.review.document.extraSelections()]
    assert "suitable number" in marked


def test_escape_leads_back_to_the_documents(desk: Desk, document: str) -> None:
    library = desk.window.library
    desk.until(library.entries)
    library.search.words.setFocus()
    desk.type("absent words")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: library.search.isVisible())
    assert library.search.hits() == ()
    desk.press(Qt.Key.Key_Escape, library.search.words)
    assert library.table.isVisible()
