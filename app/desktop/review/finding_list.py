"""The list of findings: what is serious first, with a filter and a text search."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from app.desktop.actions import Actions, action_button
from app.desktop.card_list import CardList
from app.desktop.forms import TypingFrame
from app.desktop.review.finding_card import FindingCard
from app.desktop.review.words import STATE_WORDS
from app.desktop.theme import Look
from app.usecases.open_review import ReviewedFinding
from domain.feedback.session import ItemState

_CARDS_AT_ONCE = 100


class FindingList(QFrame):
    """The findings and their filter; `chosen` names the one that is picked, `filtered` says that others are listed."""

    chosen = Signal(str)
    filtered = Signal()

    def __init__(self, parent: QWidget, look: Look, actions: Actions) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self._findings: Sequence[ReviewedFinding] = ()
        self._none_at_all = ""
        self.state = QComboBox()
        self.state.setAccessibleName("Which findings are listed")
        self.state.addItems(["All", "Undecided"])
        self.state.setToolTip("List all findings, or only the undecided ones")
        self.words = QLineEdit()
        self.words.setAccessibleName("Filter the findings by words")
        self.words.setPlaceholderText("Filter by words")
        self.words.setToolTip("List only the findings that say these words")
        self.words.setClearButtonEnabled(True)
        self.list = CardList[ReviewedFinding](self, "Findings", lambda reviewed: reviewed.finding.id, _text)
        self.list.setItemDelegate(FindingCard(look, self.list))
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # a thousand cards at once would stop the window
        self.list.setBatchSize(_CARDS_AT_ONCE)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self._nothing = QLabel()
        self._nothing.setObjectName("muted")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        em = self.fontMetrics().height()
        filters = TypingFrame(self)
        row = QHBoxLayout(filters)
        row.setContentsMargins(em, em * 2 // 3, em, em * 2 // 3)
        row.setSpacing(em // 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.state)
        row.addWidget(action_button(actions["raise"]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(filters)
        column.addWidget(self._nothing, 1)
        column.addWidget(self.list, 1)
        self.state.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.list.chosen.connect(lambda reviewed: self.chosen.emit(reviewed.finding.id))
        look.changed.connect(self.list.viewport().update)

    def show_findings(self, findings: Sequence[ReviewedFinding], nothing: str) -> None:
        """List these findings; `nothing` is said where there are none."""
        self._findings, self._none_at_all = findings, nothing
        self.list.show_all(findings)
        self._say_if_empty()

    def current(self) -> str | None:
        """The id of the finding that is picked."""
        reviewed = self.list.current()
        return reviewed.finding.id if reviewed else None

    def select(self, finding: str | None) -> None:
        """Pick this finding without saying so; nothing is picked where the filter hides it."""
        self.list.pick(finding)

    def listed(self) -> list[str]:
        """The ids of the findings as listed."""
        return [reviewed.finding.id for reviewed in self.list.listed()]

    def _filter(self) -> None:
        undecided, words = self.state.currentIndex() == 1, self.words.text().casefold().split()

        def wanted(reviewed: ReviewedFinding) -> bool:
            if undecided and reviewed.state is not ItemState.PENDING:
                return False
            return not words or _says(reviewed, words)

        self.list.filter(wanted)
        self._say_if_empty()
        self.filtered.emit()

    def _say_if_empty(self) -> None:
        empty = not self.list.listed()
        self.list.setVisible(not empty)
        self._nothing.setVisible(empty)
        if self._findings:
            undecided = self.state.currentIndex() == 1 and not self.words.text()
            self._nothing.setText("Every finding is decided." if undecided else "No finding says these words.")
        else:
            self._nothing.setText(self._none_at_all)


def _says(reviewed: ReviewedFinding, words: Sequence[str]) -> bool:
    finding = reviewed.finding
    said = " ".join((finding.title, finding.why, finding.section, *(s.quote for s in finding.spans))).casefold()
    return all(word in said for word in words)


def _text(reviewed: ReviewedFinding, role: int) -> str | None:
    finding = reviewed.finding
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return finding.title
        case Qt.ItemDataRole.AccessibleTextRole:
            return f"{finding.severity}: {finding.title}. {finding.section}. {STATE_WORDS[reviewed.state]}."
        case _:
            return None
