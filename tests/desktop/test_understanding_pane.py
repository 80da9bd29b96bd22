"""What is understood of a document, walked through in the window: entries, passages, the graph and the outline."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QListView
from reviewer_desk import REVIEWER, Desk

from app.desktop.understanding.pane import UnderstandingPane
from app.usecases.import_document import import_document
from app.usecases.ports.services import Services

RULES = """# Index rules

## 1 Definitions

"Net Level" means the level of the index after costs.

"Cap" means 10 %.

## 2 Calculation

The Net Level is rounded to two decimals. The Net Level is published as set out in Appendix Q.

Weight = min(Cap, Size / Total)

where:

Size is the market value of a member.

## 3 Notices

The Net Level is for information.
"""


@pytest.fixture
def pane(desk: Desk, services: Services) -> UnderstandingPane:
    document = import_document(services, RULES.encode(), "rules.md", "/specs/rules.md", REVIEWER).document
    desk.open(document)
    desk.window.actions_["understanding"].trigger()
    found = desk.review.tabs.understanding.made
    assert found
    desk.until(lambda: found.list.listed())
    return found


def marked(desk: Desk) -> list[str]:
    return [selection.cursor.selectedText() for selection in desk.review.document.extraSelections()]


def click(desk: Desk, listed: QListView, row: int) -> None:
    middle = listed.visualRect(listed.model().index(row, 0)).center()
    desk.bot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=middle)


def row_of(pane: UnderstandingPane, name: str) -> int:
    return next(i for i, entry in enumerate(pane.list.listed()) if entry.name == name)


def test_a_click_shows_the_passage_and_another_click_the_next_one(desk: Desk, pane: UnderstandingPane) -> None:
    desk.bot.mouseClick(pane.buttons.button(0), Qt.MouseButton.LeftButton)
    row = row_of(pane, "Net Level")
    entry = pane.list.listed()[row]
    click(desk, pane.list, 1 - row if row < 2 else 0)
    shown = []
    pane.passage_chosen.connect(shown.append)
    for _ in range(len(entry.passages) + 1):
        click(desk, pane.list, row)
    assert shown == [*entry.passages, entry.passages[0]]
    assert entry.passages[0].quote in marked(desk)
    desk.bot.mouseClick(pane.detail.next, Qt.MouseButton.LeftButton)
    assert shown[-1] == entry.passages[1]


def test_a_reference_that_leads_nowhere_is_said_in_words(desk: Desk, pane: UnderstandingPane) -> None:
    desk.bot.mouseClick(pane.buttons.button(3), Qt.MouseButton.LeftButton)
    assert "open" in pane.buttons.button(3).text()
    assert "Leads nowhere" in pane.detail.text.toPlainText()
    assert "Appendix Q" in pane.detail.text.toPlainText()


def test_the_filter_lists_what_says_the_words(desk: Desk, pane: UnderstandingPane) -> None:
    pane.show_page(0)
    pane.words.setFocus()
    desk.type("net level")
    assert {entry.name for entry in pane.list.listed()} == {"Net Level"}
    desk.type(" nonsense")
    assert not pane.list.isVisible()
    pane.words.clear()
    assert len(pane.list.listed()) > 1


def test_nobody_decides_on_a_finding_that_is_not_shown(desk: Desk, pane: UnderstandingPane) -> None:
    for name in ("accept", "reject", "edit"):
        assert not desk.window.actions_[name].isEnabled()
    desk.select("two decimals")
    desk.window.actions_["raise"].trigger()
    assert desk.review.raising.form.isVisible()
    assert not pane.isVisible()


def test_the_graph_is_walked_by_clicks_and_back(desk: Desk, pane: UnderstandingPane) -> None:
    desk.bot.mouseClick(pane.buttons.button(7), Qt.MouseButton.LeftButton)
    graph = pane.graph
    assert graph.isVisible()
    first = graph.node
    neighbours = graph.left.listed()
    assert first.startswith("formula")
    assert "Cap" in {entry.name for entry in neighbours}
    click(desk, graph.left, [entry.name for entry in neighbours].index("Cap"))
    cap = graph.node
    assert cap != first
    assert first in {entry.node for entry in graph.right.listed()}
    graph.which.setCurrentIndex(1)
    assert first in {entry.node for entry in graph.list.listed()}
    desk.bot.mouseClick(graph.back, Qt.MouseButton.LeftButton)
    assert graph.node == first
    assert not graph.back.isEnabled()


def test_the_outline_goes_to_a_heading_and_follows_the_text(desk: Desk, pane: UnderstandingPane) -> None:
    outline = desk.review.outline
    titles = [heading.title for heading in outline.model.headings]
    assert [title.split()[-1] for title in titles] == ["rules", "Definitions", "Calculation", "Notices"]
    assert all(heading.importance is not None for heading in outline.model.headings)
    index = outline.model.index_of(3)
    desk.bot.mouseClick(outline.tree.viewport(), Qt.MouseButton.LeftButton, pos=outline.tree.visualRect(index).center())
    assert outline.tree.currentIndex() == index
    desk.window.resize(900, 420)
    bar = desk.review.document.verticalScrollBar()
    desk.until(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    desk.until(lambda: outline.tree.currentIndex() == index)
    bar.setValue(0)
    desk.until(lambda: outline.tree.currentIndex() == outline.model.index_of(0))
    desk.window.actions_["outline"].trigger()
    assert not outline.isVisible()


def test_a_click_beside_the_entries_changes_nothing(desk: Desk, pane: UnderstandingPane) -> None:
    pane.show_page(3)
    before = pane.list.current()
    lowest = QPoint(5, pane.list.viewport().height() - 2)
    if not pane.list.indexAt(lowest).isValid():
        desk.bot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=lowest)
    assert pane.list.current() == before
