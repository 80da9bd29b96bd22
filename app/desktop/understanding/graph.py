"""The lineage to walk: one node in the middle, what it depends on at its left, what depends on it at its right."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.desktop.card_list import CARD
from app.desktop.theme import Look, scaled
from app.desktop.understanding.entries import Entry
from app.desktop.understanding.entry_list import EntryList
from domain.semantics.lineage import affected_by
from domain.semantics.understanding import Lineage, Node, NodeKind

_KIND_WORDS = {
    NodeKind.TERM: "Term",
    NodeKind.PARAMETER: "Parameter",
    NodeKind.FORMULA: "Formula",
    NodeKind.TABLE: "Table",
}
_LISTS = ("Calculation order", "What changes if this changes", "Circles")


class Graph:
    """A lineage with a way from each node to its neighbours."""

    def __init__(self, lineage: Lineage = Lineage()) -> None:  # noqa: B008 (a frozen value)
        self.lineage = lineage
        self.nodes: dict[str, Node] = {node.id: node for node in lineage.nodes}
        self._sources = defaultdict[str, list[str]](list)
        self._targets = defaultdict[str, list[str]](list)
        for link in lineage.links:
            self._sources[link.target].append(link.source)
            self._targets[link.source].append(link.target)
        self._circle = {id: cycle for cycle in lineage.cycles for id in cycle}
        self.order = self._in_order()

    def depends_on(self, id: str) -> tuple[Entry, ...]:
        """What a node needs."""
        return self.entries(self._sources[id])

    def needed_by(self, id: str) -> tuple[Entry, ...]:
        """What needs a node."""
        return self.entries(self._targets[id])

    def affected(self, id: str) -> tuple[Entry, ...]:
        """What can change when a node changes, nearest first."""
        return self.entries(affected_by(self.lineage, id))

    def _in_order(self) -> tuple[Entry, ...]:
        """The nodes as they can be computed one after the other, then those that cannot."""
        order = self.lineage.order
        numbered = (replace(e, name=f"{i}.  {e.name}") for i, e in enumerate(self.entries(order), 1))
        ordered = frozenset(order)
        return (*numbered, *self.entries([id for id in self.nodes if id not in ordered]))

    def circles(self) -> tuple[Entry, ...]:
        """The nodes of each circle, circle by circle."""
        return self.entries([id for cycle in self.lineage.cycles for id in cycle])

    def entries(self, ids: Sequence[str]) -> tuple[Entry, ...]:
        """Nodes as entries of a list."""
        return tuple(self._entry(self.nodes[id]) for id in ids if id in self.nodes)

    def _entry(self, node: Node) -> Entry:
        return Entry(
            name=node.name,
            says=_KIND_WORDS[node.kind],
            problems=(self._around(node.id),) if node.id in self._circle else (),
            passages=(node.span,),
            node=node.id,
        )

    def _around(self, id: str) -> str:
        cycle = self._circle[id]
        names = [self.nodes[each].name for each in (*cycle, cycle[0]) if each in self.nodes]
        return f"Depends on itself: {' → '.join(names)}."


class GraphPage(QSplitter):
    """Walks a Graph; `passage_chosen` carries the Span of the node that is gone to."""

    passage_chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._look = look
        self._graph = Graph()
        self._words = ""
        self._walked: list[str] = []
        self.node = ""
        em = self.fontMetrics().height()
        self.left, self.right = EntryList(look, "What it depends on"), EntryList(look, "What depends on it")
        self.list = EntryList(look, "Nodes")
        self._kind, self._name, self._circle = QLabel(), QLabel(), QLabel()
        self._needs, self._needed = QLabel(), QLabel()
        self._kind.setObjectName("muted")
        self._name.setFont(scaled(self.font(), 1.1, QFont.Weight.DemiBold))
        for label in (self._name, self._circle):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.back = QPushButton("‹  Back")
        self.back.setToolTip("Go back to what was in the middle before")
        self.back.clicked.connect(self.go_back)
        self.which = QComboBox()
        self.which.setAccessibleName("Which nodes are listed")
        self.which.setToolTip("List all in the order of calculation, what a change reaches, or what depends on itself")
        self.which.addItems(_LISTS)
        self.which.currentIndexChanged.connect(self._fill)
        self.addWidget(self._walk(em))
        self.addWidget(self._lists(em))
        self.setChildrenCollapsible(False)
        for listed in (self.left, self.right, self.list):
            listed.setToolTip("A click or Enter brings it into the middle")
            listed.clicked.connect(self._on_index)  # not `chosen`: the arrows walk a list, not the graph
            listed.activated.connect(self._on_index)

    def _walk(self, em: int) -> QWidget:
        """The node and its neighbours."""
        middle = QFrame()
        middle.setObjectName("change")
        column = QVBoxLayout(middle)
        column.setContentsMargins(em // 2, em // 2, em // 2, em // 2)
        column.addStretch(1)
        for label in (self._kind, self._name, self._circle):
            column.addWidget(label)
        column.addStretch(1)
        walk = QFrame()
        walk.setObjectName("pane")
        grid = QGridLayout(walk)
        grid.setContentsMargins(em // 2, 0, em // 2, em // 2)
        grid.setSpacing(em // 3)
        for at, heading in ((0, self._needs), (4, self._needed)):
            heading.setObjectName("muted")
            grid.addWidget(heading, 0, at)
        grid.addWidget(self.back, 0, 2, Qt.AlignmentFlag.AlignHCenter)
        for at, widget in ((0, self.left), (1, QLabel("→")), (2, middle), (3, QLabel("→")), (4, self.right)):
            grid.addWidget(widget, 1, at)
        for at in (0, 2, 4):
            grid.setColumnStretch(at, 1)
        grid.setRowStretch(1, 1)
        return walk

    def _lists(self, em: int) -> QWidget:
        below = QFrame()
        below.setObjectName("pane")
        column = QVBoxLayout(below)
        column.setContentsMargins(0, em // 2, 0, 0)
        column.setSpacing(em // 2)
        row = QHBoxLayout()
        row.setContentsMargins(em, 0, em, 0)
        row.addWidget(self.which, 1)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        return below

    def show_graph(self, graph: Graph) -> None:
        """Begin with the last formula of the calculation, which the others lead to."""
        self._graph, self._walked = graph, []
        for at, words in enumerate(
            (f"Calculation order ({len(graph.nodes)})", _LISTS[1], f"Circles ({len(graph.circles())})")
        ):
            self.which.setItemText(at, words)
        formulas = [id for id in graph.lineage.order if graph.nodes[id].kind is NodeKind.FORMULA]
        self._enter(next(iter([*formulas[-1:], *graph.nodes]), ""))

    def filter(self, words: str) -> None:
        """List only the nodes that say all these words."""
        self._words = words
        self.list.filter_words(words)

    def go_to(self, node: str) -> None:
        """Bring a node into the middle and its passage into sight."""
        if node in self._graph.nodes:
            if self.node and self.node != node:
                self._walked.append(self.node)
            self._enter(node)
            self.passage_chosen.emit(self._graph.nodes[node].span)

    def go_back(self) -> None:
        """Bring the node before into the middle again."""
        if self._walked:
            self._enter(self._walked.pop())
            self.passage_chosen.emit(self._graph.nodes[self.node].span)

    def _enter(self, node: str) -> None:
        self.node = node
        found = self._graph.nodes.get(node)
        shown = self._graph.entries([node])
        self._kind.setText(_KIND_WORDS[found.kind] if found else "")
        self._name.setText(found.name if found else "Nothing depends on anything here.")
        self._name.setToolTip(found.name if found else "")
        problems = shown[0].problems if shown else ()
        self._circle.setText("\n".join(problems))
        self._circle.setVisible(bool(problems))
        self.left.show_entries(self._graph.depends_on(node), "")
        self.right.show_entries(self._graph.needed_by(node), "")
        for neighbours in (self.left, self.right):
            neighbours.pick(None)
        self._needs.setText("It depends on" if self.left.listed() else "Depends on nothing")
        self._needed.setText("Depends on it" if self.right.listed() else "Nothing depends on it")
        self.back.setEnabled(bool(self._walked))
        self._fill()

    def _fill(self) -> None:
        match self.which.currentIndex():
            case 0:
                entries = self._graph.order
            case 1:
                entries = self._graph.affected(self.node)
            case _:
                entries = self._graph.circles()
        self.list.show_entries(entries, self._words)
        self.list.pick(next((e for e in self.list.listed() if e.node == self.node), None))

    def _on_index(self, index: QModelIndex) -> None:
        entry: Entry | None = index.data(CARD)
        if entry:
            self.go_to(entry.node)
