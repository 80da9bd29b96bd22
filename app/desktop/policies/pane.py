"""How a document stands by its packs: each requirement with its verdict, filtered by verdict, pack and words."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.desktop.actions import Actions, action_button
from app.desktop.forms import TypingFrame
from app.desktop.policies.entries import VERDICT_SIGNS, VERDICT_WORDS, Entry, counts_of, entries_of
from app.desktop.policies.requirement_detail import RequirementDetail
from app.desktop.policies.requirement_list import RequirementList
from app.desktop.review.layout import split
from app.desktop.theme import Look
from app.usecases.open_review import Review
from domain.analysis.request import Verdict
from domain.documents.text import Block

_VERDICTS = tuple(Verdict)
_ALL = len(_VERDICTS)


class PoliciesPane(QFrame):
    """`passage_chosen` carries a Span; `judged` the verdict and what RequirementDetail says of it.

    `refines` says whether a sentence model is installed by which verdicts are refined.
    """

    passage_chosen = Signal(object)
    judged = Signal(object, object, object, object, str)

    def __init__(self, look: Look, actions: Actions, block_of: Callable[[str], Block | None], *, refines: bool) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._entries: tuple[Entry, ...] = ()
        em = self.fontMetrics().height()
        self.packs = QComboBox()
        self.packs.setAccessibleName("Which pack is listed")
        self.packs.setToolTip("List all packs, or only one")
        self.packs.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.words = QLineEdit()
        self.words.setAccessibleName("Filter the requirements by words")
        self.words.setPlaceholderText("Filter by words")
        self.words.setToolTip("List only the requirements that say these words")
        self.words.setClearButtonEnabled(True)
        self.buttons = QButtonGroup(self)
        self._controls = TypingFrame()
        column = QVBoxLayout(self._controls)
        column.setContentsMargins(em, em * 2 // 3, em, em * 2 // 3)
        column.setSpacing(em // 2)
        for row in (
            (self.packs, action_button(actions["choose_packs"])),
            (self._tiles(em),),
            (self.words, self._progress(em)),
        ):
            column.addLayout(_side_by_side(row, em))
        self.list = RequirementList(look, "Requirements")
        self.detail = RequirementDetail(look, block_of, judges=True)
        self._hint = _muted("hint", em // 2)
        self._by_words = QLabel("No sentence model is installed (make embeddings): evidence is found by words alone.")
        self._by_words.setObjectName("muted")
        self._by_words.setWordWrap(True)
        self._by_words.setVisible(not refines)
        column.addWidget(self._by_words)
        self._nothing = _muted("muted", em * 2)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._choose = action_button(actions["choose_packs"], "main")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty(em))
        self._stack.addWidget(split(Qt.Orientation.Vertical, {self.list: 14, self.detail: 30}))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (self._hint, self._controls):
            outer.addWidget(part)
        outer.addWidget(self._stack, 1)
        self.packs.currentIndexChanged.connect(self._filter)
        self.words.textChanged.connect(self._filter)
        self.buttons.idClicked.connect(self._filter)
        self.list.chosen.connect(self._on_chosen)
        self.detail.passage_chosen.connect(self.passage_chosen)
        self.detail.judged.connect(self._on_judged)
        self.detail.stepped.connect(self.list.step)
        self.setFocusProxy(self.list)

    def _tiles(self, em: int) -> QWidget:
        """A tile for each verdict and one for all, which count and filter."""
        tiles = QWidget()
        grid = QGridLayout(tiles)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(em // 3)
        for at in range(_ALL + 1):
            tile = QToolButton()
            tile.setCheckable(True)
            tile.setChecked(at == _ALL)
            tile.setProperty("role", "tile")
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.buttons.addButton(tile, at)
            self._label(at, 0)
            place = (at + 1) % (_ALL + 1)  # the one for all comes first
            grid.addWidget(tile, place // 3, place % 3)
        return tiles

    def _progress(self, em: int) -> QWidget:
        """How many verdicts the reviewer has judged."""
        self._judged, self._bar = QLabel(), QProgressBar()
        self._judged.setObjectName("muted")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Verdicts judged")
        self._bar.setFixedWidth(em * 5)
        made = QWidget()
        made.setLayout(_side_by_side((self._judged, self._bar), em))
        return made

    def _empty(self, em: int) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(self._nothing)
        column.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _label(self, at: int, count: int) -> None:
        words = VERDICT_WORDS[_VERDICTS[at]] if at < _ALL else "All"
        sign = f"{VERDICT_SIGNS[_VERDICTS[at]]} " if at < _ALL else ""
        tile = self.buttons.button(at)
        tile.setText(f"{words}\n{sign}{count}")
        tile.setToolTip(f"{words}: {count}")
        tile.setAccessibleName(tile.toolTip())

    # --- what is shown -----------------------------------------------------------------------------------------

    def show_review(self, review: Review, *, analysing: bool) -> None:
        """Show how the document stands by the last analysis."""
        self._entries = entries_of(review)
        packs = {pack.pack: pack.title for pack in review.packs}
        if list(packs) != [self.packs.itemData(at) for at in range(1, self.packs.count())]:
            self._list_packs(packs)
        self._say_hint(review, analysing=analysing)
        self._nothing.setText(_nothing(review, analysing=analysing))
        self._choose.setVisible(not review.assigned)
        self._controls.setVisible(bool(self._entries))
        judged = sum(entry.opinion is not None for entry in self._entries)
        self._judged.setText(f"{judged} of {len(self._entries)} judged")
        self._bar.setMaximum(max(len(self._entries), 1))
        self._bar.setValue(judged)
        self.list.show_all(self._entries)
        self._filter()

    def _list_packs(self, packs: dict[str, str]) -> None:
        blocked = self.packs.blockSignals(True)
        self.packs.clear()
        self.packs.addItem("All packs", None)
        for name, title in packs.items():
            self.packs.addItem(title, name)
        self.packs.blockSignals(blocked)

    def _say_hint(self, review: Review, *, analysing: bool) -> None:
        said = ""
        if self._entries and analysing:
            said = "The checks are running; these verdicts are those of the analysis before."
        elif self._entries and review.unchecked:
            said = "Packs of this document were chosen or changed since the analysis: choose Review, Analyse."
        self._hint.setText(said)
        self._hint.setVisible(bool(said))

    def _filter(self) -> None:
        pack, words = self.packs.currentData(), self.words.text().casefold().split()
        of_pack = [entry for entry in self._entries if pack in (None, entry.pack.pack)]
        counts = counts_of(of_pack)
        for at, verdict in enumerate(_VERDICTS):
            self._label(at, counts[verdict])
        self._label(_ALL, len(of_pack))
        chosen = self.buttons.checkedId()

        def wanted(entry: Entry) -> bool:
            if pack not in (None, entry.pack.pack):
                return False
            if chosen != _ALL and entry.verdict and entry.verdict.status is not _VERDICTS[chosen]:
                return False
            return all(word in entry.words for word in words)

        self.list.filter(wanted)
        if self._entries:
            self._nothing.setText("No requirement is listed by this filter.")
        self._stack.setCurrentIndex(1 if self.list.listed() else 0)
        self.detail.show_entry(self.list.current())

    def _on_chosen(self, entry: Entry) -> None:
        self.detail.show_entry(entry)
        if entry.verdict and entry.verdict.evidence:
            self.passage_chosen.emit(entry.verdict.evidence[0])

    def _on_judged(self, *said: object) -> None:
        if (entry := self.list.current()) and entry.verdict:
            self.judged.emit(entry.verdict, *said)


def _nothing(review: Review, *, analysing: bool) -> str:
    """Why there is no verdict."""
    if analysing:
        return "The checks are running. The verdicts come with the findings."
    if not review.assigned:
        return "No policy pack is chosen for this document. Choose the rules it has to comply with."
    if review.unchecked:
        return "The packs of this document were not checked yet: choose Review, Analyse."
    return "None of the packs of this document is in force."


def _side_by_side(parts: Iterable[QWidget], em: int) -> QHBoxLayout:
    """Parts in a row; the first one has the room that is left."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(em // 2)
    for number, part in enumerate(parts):
        row.addWidget(part, 0 if number else 1)
    return row


def _muted(name: str, margin: int) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setMargin(margin)
    return label
