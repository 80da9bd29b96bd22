"""The tabs beside the document. What is behind one is built when it is first looked at: a document opens sooner."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from app.desktop.actions import Actions
from app.desktop.policies.pane import PoliciesPane
from app.desktop.review.drafts import DraftKeeper
from app.desktop.review.findings_pane import FindingsPane
from app.desktop.review.layout import Later, stack
from app.desktop.review.score_pane import ScorePane
from app.desktop.theme import Look
from app.desktop.understanding.entries import Page
from app.desktop.understanding.graph import Graph
from app.desktop.understanding.pane import UnderstandingPane
from app.usecases.open_review import Review
from domain.documents.text import Block

FINDINGS, UNDERSTANDING, POLICIES, SCORES = 0, 1, 2, 3


class Beside(QTabWidget):
    """`passage_chosen` carries a Span, `finding_chosen` an id, `judged` what PoliciesPane says of a verdict."""

    passage_chosen = Signal(object)
    finding_chosen = Signal(str)
    judged = Signal(object, object, object, object, str)

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        actions: Actions,
        drafts: DraftKeeper,
        block_of: Callable[[str], Block | None],
        review: Review,
        *,
        refines: bool,
    ) -> None:
        super().__init__(parent)
        self._look, self._actions, self._block_of, self._refines = look, actions, block_of, refines
        self._review, self._analysing = review, False
        self._behind = {POLICIES, SCORES}
        self._understood: tuple[tuple[Page, ...], Graph] | None = None
        self._not_understood = ""
        self.understanding = Later(self._make_understanding)
        self.policies = Later(self._make_policies)
        self.scores = Later(self._make_scores)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)  # the header above ends in a line already
        self.setAccessibleName("Beside the document")
        findings = QWidget()
        self.addTab(findings, "Findings")
        self.findings = FindingsPane(findings, look, actions, drafts, block_of)
        stack(findings, {self.findings: 1})
        self.addTab(self.understanding, "Understanding")
        self.addTab(self.policies, "Policies")
        self.addTab(self.scores, "Scores")
        self.currentChanged.connect(self._catch_up)

    def open(self, tab: int) -> None:
        """Bring a tab to the front, with the keyboard in it."""
        self.setCurrentIndex(tab)
        self.currentWidget().setFocus()

    def show_review(self, review: Review, *, analysing: bool) -> None:
        """Show how the review stands; what is behind another tab follows when it is looked at."""
        self._review, self._analysing = review, analysing
        self._behind = {POLICIES, SCORES}
        self._catch_up()

    def _catch_up(self) -> None:
        tab = self.currentIndex()
        if tab == POLICIES and tab in self._behind and self.policies.made:
            self.policies.made.show_review(self._review, analysing=self._analysing)
        if tab == SCORES and tab in self._behind and self.scores.made:
            self.scores.made.show_review(self._review)
        self._behind.discard(tab)

    def show_pages(self, pages: tuple[Page, ...], graph: Graph) -> None:
        """Show what is understood of the document."""
        self._understood = pages, graph
        if pane := self.understanding.made:
            pane.show_pages(pages, graph)

    def say_not_understood(self, why: str) -> None:
        """Say why nothing is."""
        self._not_understood = why
        if pane := self.understanding.made:
            pane.say(why)

    def _make_understanding(self) -> UnderstandingPane:
        pane = UnderstandingPane(self._look)
        pane.passage_chosen.connect(self.passage_chosen)
        if self._understood:
            pane.show_pages(*self._understood)
        elif self._not_understood:
            pane.say(self._not_understood)
        return pane

    def _make_policies(self) -> PoliciesPane:
        pane = PoliciesPane(self._look, self._actions, self._block_of, refines=self._refines)
        pane.passage_chosen.connect(self.passage_chosen)
        pane.judged.connect(self.judged)
        return pane

    def _make_scores(self) -> ScorePane:
        pane = ScorePane(self._look)
        pane.finding_chosen.connect(self.finding_chosen)
        return pane
