"""Everything that is understood of a document, page by page, and what it leaves open; built beside the window."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.forms import TypingFrame
from app.desktop.theme import Look
from app.desktop.understanding.entries import Entry, Page
from app.desktop.understanding.entry_detail import EntryDetail
from app.desktop.understanding.entry_list import EntryList
from app.desktop.understanding.graph import Graph, GraphPage

_PAGES = ("Terms", "Parameters", "Formulas", "References", "Tables, sums", "Time", "Data", "Graph")
_GRAPH = len(_PAGES) - 1


class UnderstandingPane(QFrame):
    """`passage_chosen` carries the Span that is to be seen in the document."""

    passage_chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._pages: tuple[Page, ...] = ()
        em = self.fontMetrics().height()
        self.buttons = QButtonGroup(self)
        tiles = QFrame()
        grid = QGridLayout(tiles)
        grid.setContentsMargins(em, em * 2 // 3, em, 0)
        grid.setSpacing(em // 3)
        for at, words in enumerate(_PAGES):
            tile = QToolButton()
            tile.setCheckable(True)
            tile.setProperty("role", "tile")
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            tile.setText(words)
            tile.setToolTip(words)
            self.buttons.addButton(tile, at)
            grid.addWidget(tile, at // 4, at % 4)
        self.buttons.idClicked.connect(self.show_page)
        self.words = QLineEdit()
        self.words.setAccessibleName("Filter the entries by words")
        self.words.setPlaceholderText("Filter by words")
        self.words.setToolTip("List only the entries that say these words")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._filter)
        filters = TypingFrame()
        row = QVBoxLayout(filters)
        row.setContentsMargins(em, em // 2, em, em * 2 // 3)
        row.addWidget(self.words)
        self.list, self.detail, self.graph = EntryList(look, "Entries"), EntryDetail(look), GraphPage(look)
        self.list.chosen.connect(self._on_chosen)
        self.list.again.connect(partial(self.detail.step, 1))
        self.detail.passage_chosen.connect(self.passage_chosen)
        self.detail.node_wanted.connect(self._on_node)
        self.graph.passage_chosen.connect(self.passage_chosen)
        self._nothing = QLabel()
        self._nothing.setObjectName("muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMargin(em * 2)
        entries = QSplitter(Qt.Orientation.Vertical)
        entries.addWidget(self.list)
        entries.addWidget(self.detail)
        entries.setChildrenCollapsible(False)
        entries.setSizes([em * 20, em * 22])
        self._stack = QStackedWidget()
        for part in (self._nothing, entries, self.graph):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(tiles)
        column.addWidget(filters)
        column.addWidget(self._stack, 1)
        self._controls: tuple[QWidget, ...] = (tiles, filters)
        self.setFocusProxy(self.words)
        self.say("The document is being read for its terms, parameters and formulas …")

    def say(self, sentence: str) -> None:
        """Show no entries, and why."""
        self._nothing.setText(sentence)
        self._stack.setCurrentWidget(self._nothing)
        for part in self._controls:
            part.setEnabled(False)

    def show_pages(self, pages: tuple[Page, ...], graph: Graph) -> None:
        """Show what is understood, beginning with the first page that has an entry."""
        self._pages = pages
        for part in self._controls:
            part.setEnabled(True)
        for at, page in enumerate(pages):
            self._label(at, page.title, len(page.entries), page.open)
        self._label(_GRAPH, "Graph", len(graph.nodes), len(graph.lineage.cycles), "in circles")
        self.graph.show_graph(graph)
        self.show_page(next((at for at, page in enumerate(pages) if page.entries), 0))

    def _label(self, at: int, title: str, count: int, open: int, words: str = "open") -> None:
        tile = self.buttons.button(at)
        tile.setText(f"{title}\n{count}{f'  ·  {open} {words}' if open else ''}")
        tile.setToolTip(f"{title}: {count}, {open} {words}")
        tile.setAccessibleName(tile.toolTip())

    def show_page(self, at: int) -> None:
        """Show a page with all its entries."""
        self.buttons.button(at).setChecked(True)
        blocked = self.words.blockSignals(True)
        self.words.clear()
        self.words.blockSignals(blocked)
        if at == _GRAPH:
            self.graph.filter("")
        else:
            self.list.show_entries(self._pages[at].entries, "")
        self._refresh()

    def _filter(self, words: str) -> None:
        if self.buttons.checkedId() == _GRAPH:
            self.graph.filter(words)
        else:
            self.list.filter_words(words)
            self._refresh()

    def _refresh(self) -> None:
        if self.buttons.checkedId() == _GRAPH:
            self._stack.setCurrentWidget(self.graph)
            return
        self.detail.show_entry(self.list.current())
        self._nothing.setText("No entry says these words." if self.words.text() else "The document has none of these.")
        self._stack.setCurrentIndex(1 if self.list.listed() else 0)

    def _on_chosen(self, entry: Entry) -> None:
        self.detail.show_entry(entry)
        self.detail.go()

    def _on_node(self, node: str) -> None:
        self.show_page(_GRAPH)
        self.graph.go_to(node)
