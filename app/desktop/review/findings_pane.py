"""The findings beside the document: their list, the one that is looked at in full, and the form for one's own."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from app.desktop.actions import Actions
from app.desktop.review.drafts import DraftKeeper
from app.desktop.review.finding_detail import FindingDetail
from app.desktop.review.finding_list import FindingList
from app.desktop.review.layout import share, stack
from app.desktop.review.own_finding import OwnFindingForm
from app.desktop.review.score_words import gain_line
from app.desktop.theme import Look
from app.usecases.open_review import Review, ReviewedFinding
from domain.documents.text import Block, Span
from domain.feedback.session import ItemState, SessionState


class FindingsPane(QWidget):
    """`chosen_another` carries the id of the finding that is looked at now, or None, and its place in the text."""

    chosen_another = Signal(object, object)

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        actions: Actions,
        drafts: DraftKeeper,
        block_of: Callable[[str], Block | None],
    ) -> None:
        super().__init__(parent)
        self._block_of = block_of
        self._review: Review | None = None
        self._findings: dict[str, ReviewedFinding] = {}
        self.chosen: str | None = None
        """The id of the finding that is looked at."""
        panes = QSplitter(Qt.Orientation.Vertical, self)
        self.list = FindingList(panes, look, actions)
        self._panel = QStackedWidget(panes)
        self.detail = FindingDetail(self._panel, look, actions, drafts, block_of)
        self._panel.addWidget(self.detail)
        share(panes, {self.list: 20, self._panel: 28})
        stack(self, {panes: 1})
        self.list.chosen.connect(self.choose)
        self.list.filtered.connect(self._on_filtered)

    def show_review(self, review: Review, *, analysing: bool) -> None:
        """Show the findings of a review; what is looked at stays so while it is there."""
        self._review = review
        self._findings = {r.finding.id: r for r in review.findings}
        self.list.show_findings(review.findings, _nothing(review, analysing=analysing))
        self.choose(self.chosen if self.chosen in self._findings else self._first())

    def choose(self, finding: str | None) -> None:
        """Look at a finding, in the list and in full."""
        another = finding != self.chosen
        self.chosen = finding
        self.list.select(finding)
        if finding is None or self._review is None:
            self.detail.show_nothing()
        else:
            scores = self._review.scores
            gain = gain_line(scores.gains.get(finding)) if scores else ""
            locked = self._review.session is not SessionState.OPEN
            self.detail.show_finding(self._findings[finding], locked=locked, gain=gain)
        if another:
            self.show_detail()
            self.chosen_another.emit(finding, self._place_of(finding) if finding else None)

    def show_detail(self) -> None:
        """Show the finding that is looked at in place of the form for one's own."""
        self._panel.setCurrentWidget(self.detail)

    def show_own(self, form: OwnFindingForm) -> None:
        """Show the form for a finding of one's own."""
        if self._panel.indexOf(form) < 0:
            self._panel.addWidget(form)
        self._panel.setCurrentWidget(form)

    def neighbour(self, by: int) -> str | None:
        """The listed finding so many lines below the one that is looked at; the first one where that is not listed."""
        listed = self.list.listed()
        if self.chosen in listed:
            return listed[min(max(listed.index(self.chosen) + by, 0), len(listed) - 1)]
        return next(iter(listed), None)

    def _on_filtered(self) -> None:
        """What is looked at is listed; the keyboard stays with the filter, whatever form a finding opens."""
        listed, focus = self.list.listed(), self.window().focusWidget()
        if self.chosen not in listed:
            self.choose(next(iter(listed), None))
        if focus:
            focus.setFocus()

    def _first(self) -> str | None:
        """Where to begin: at the gravest listed finding that is undecided."""
        listed = self.list.listed()
        undecided = [id for id in listed if self._findings[id].state is ItemState.PENDING]
        return next(iter([*undecided, *listed]), None)

    def _place_of(self, id: str) -> Span | None:
        finding = self._findings[id].finding
        if finding.spans:
            return finding.spans[0]
        block = self._block_of(finding.heading or "")
        return Span.of(block, 0, len(block.text)) if block else None


def _nothing(review: Review, *, analysing: bool) -> str:
    """Why there is no finding."""
    if analysing:
        return "The checks are running. You can read the document meanwhile."
    if review.engine is None:
        return "This document is not analysed yet. Choose Review, Analyse."
    return "Nothing was found. You can raise findings of your own on selected text."
