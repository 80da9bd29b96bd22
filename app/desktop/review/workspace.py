"""The review of one document: text and findings linked both ways, and the decisions on them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from app.desktop.actions import Actions, Name
from app.desktop.jobs import Jobs
from app.desktop.messages import Message, Offer, sentence
from app.desktop.policies.judging import Judging
from app.desktop.review.allowed import allowed
from app.desktop.review.beside import FINDINGS, POLICIES, SCORES, UNDERSTANDING, Beside
from app.desktop.review.deciding import Deciding, next_undecided
from app.desktop.review.document_view import DocumentView
from app.desktop.review.drafts import DraftKeeper
from app.desktop.review.earlier import EarlierDialog
from app.desktop.review.find_bar import FindBar
from app.desktop.review.formulas import Formulas
from app.desktop.review.header import Header
from app.desktop.review.layout import share, stack
from app.desktop.review.marks import marks_of
from app.desktop.review.opened import Opened
from app.desktop.review.outline import Outline, weighed
from app.desktop.review.raising import Raising
from app.desktop.review.sign_off import SignOff
from app.desktop.theme import Look
from app.desktop.understanding.building import Building, Understood
from app.usecases.decide_finding import Decision
from app.usecases.drafts import keep_draft
from app.usecases.open_review import Review, ReviewedFinding, open_review
from app.usecases.ports.services import Services
from domain.documents.text import Span
from domain.feedback.session import OverlappingEdit


class Workspace(QWidget):
    """`said` carries a Message for the window's bar; `decided` makes earlier warnings stale.

    `check_wanted` carries the id of a check, and whether it is to be switched off.
    """

    said = Signal(object)
    decided = Signal()
    check_wanted = Signal(str, bool)

    def __init__(
        self,
        parent: QWidget,
        services: Services,
        jobs: Jobs,
        reviewer: str,
        look: Look,
        actions: Actions,
        opened: Opened,
    ) -> None:
        super().__init__(parent)
        self.review = review = opened.review
        self._opened = opened
        self._services, self._jobs, self._reviewer = services, jobs, reviewer
        self._look, self._actions = look, actions
        self._findings: dict[str, ReviewedFinding] = {}
        self._analysing = False
        self.drafts = DraftKeeper(self, self._keep_draft, opened.drafts)
        # Each pane is made in its place: with another parent, all of it would be styled anew.
        self.header = Header(self, actions)
        self._panes = QSplitter(self)
        text = QWidget(self._panes)
        self.document = DocumentView(text, look, actions)
        self.find_bar = FindBar(text, self.document)
        self.outline = Outline(self._panes, look, self.document, opened.places, opened.headings)
        refines = services.refiner.available
        self.tabs = Beside(self._panes, look, actions, self.drafts, opened.block, review, refines=refines)
        self.findings = self.tabs.findings
        self.raising = Raising(self.document, services, jobs, reviewer, review, self.drafts, opened.block, self._read)
        self._deciding = Deciding(self, services, jobs, reviewer, review, self._read)
        self.sign_off = SignOff(self, services, jobs, reviewer, self._read)
        self._building = Building(self, services, jobs)
        self._formulas = Formulas(self, jobs)
        self._judging = Judging(self, services, jobs, reviewer, self._read)
        self._marking = QTimer(self, singleShot=True, interval=0)
        self._lay_out(text)
        self._connect()
        self.show_review(review)
        self.raising.resume()
        self.setFocusProxy(self.document)

    def show_text(self) -> None:
        """Show it in the next turn of the event loop, when its place has the width that its lines are broken to."""
        QTimer.singleShot(0, self, partial(self.document.show_blocks, self.review.blocks))

    def _lay_out(self, text: QWidget) -> None:
        stack(text, {self.find_bar: 0, self.document: 1})
        share(self._panes, {self.outline: 14, text: 46, self.tabs: 30})
        self._panes.setOpaqueResize(False)  # a long document is laid out anew once, not at each move of the mouse
        self._panes.setStretchFactor(1, 1)
        self.outline.setVisible(self._actions["outline"].isChecked())
        stack(self, {self.header: 0, self._panes: 1})

    def _connect(self) -> None:
        self._marking.timeout.connect(self._mark)
        self._building.built.connect(self._on_understood)
        self.document.filled.connect(self._understand, Qt.ConnectionType.SingleShotConnection)
        self._building.failed.connect(self.tabs.say_not_understood)
        self.document.formulas_wanted.connect(self._formulas.make)
        self._formulas.made.connect(self.document.show_formulas)
        self.tabs.passage_chosen.connect(self.show_passage)
        self.tabs.finding_chosen.connect(self.look_at)
        self.tabs.judged.connect(self._judging.judge)
        self._judging.read.connect(self.show_review)
        self._judging.chosen.connect(self._on_packs_chosen)
        self._judging.refused.connect(self._on_refused)
        self.tabs.currentChanged.connect(self._on_tab)
        self.document.mark_clicked.connect(self.look_at)
        self.findings.chosen_another.connect(self._on_chosen)
        detail = self.findings.detail
        detail.rejected.connect(self._reject)
        detail.edited.connect(self._modify)
        detail.passage_chosen.connect(self.document.choose)
        detail.check_wanted.connect(self.check_wanted)
        self.raising.said.connect(self.said)
        self.raising.opened.connect(self._on_own_opened)
        self.raising.left.connect(self._on_own_left)
        self.raising.raised.connect(self._on_raised)
        self.raising.refused.connect(self._on_refused)
        self._deciding.decided.connect(self._on_decided)
        self._deciding.refused.connect(self._on_refused)
        self.sign_off.said.connect(self.said)
        self.sign_off.show.connect(self.look_at)
        self.sign_off.read.connect(self.show_review)
        self.sign_off.read.connect(self.decided)
        commands: dict[Name, Callable[[], object]] = {
            "accept": self.accept,
            "reject": detail.open_reject,
            "edit": detail.open_edit,
            "reopen_finding": self.undecide,
            "undo": self.undo,
            "next": self.go_next,
            "previous": self.go_previous,
            "raise": self.raising.begin,
            "find": self.find_bar.begin,
            "find_next": self.find_bar.find_next,
            "copy": self.document.copy,
            "approve": self.sign_off.approve,
            "reopen": self.sign_off.reopen,
            "export": self.sign_off.export,
            "outline": self._show_outline,
            "findings": self._show_findings,
            "understanding": self._show_understanding,
            "policies": self._show_policies,
            "choose_packs": self._judging.choose_packs,
            "scores": self._show_scores,
            "about_check": self._about_check,
            "silence": self._silence,
            "earlier": self._show_earlier,
        }
        for name, command in commands.items():
            self._actions[name].triggered.connect(command)

    def _understand(self) -> None:
        """Once the text is there: it is what the reviewer waits for."""
        self._building.start(self.review, self._opened.block)

    # --- what is shown -----------------------------------------------------------------------------------------

    def show_review(self, review: Review) -> None:
        """Show how the review stands; of the same revision, with other findings or decisions."""
        self.review = review
        self._findings = {r.finding.id: r for r in review.findings}
        self.header.show_review(review)
        self.tabs.show_review(review, analysing=self._analysing)
        self.sign_off.review = self._judging.review = review
        self.findings.show_review(review, analysing=self._analysing)
        self._marking.start()
        self._update_actions()

    def _mark(self) -> None:
        """Show the findings in the text and the outline, in a turn of its own: there may be a thousand."""
        self.document.show_marks(marks_of(self.review.findings))
        self.outline.show_findings(self.review.findings)

    def set_analysing(self, analysing: bool) -> None:
        """Whether the checks are running on this document."""
        if analysing != self._analysing:
            self._analysing = analysing
            self.show_review(self.review)

    def _on_chosen(self, finding: str | None, place: Span | None) -> None:
        self.document.choose(finding, place)
        self._update_actions()

    def look_at(self, finding: str) -> None:
        """Choose a finding and bring the findings to the front."""
        self.tabs.setCurrentIndex(FINDINGS)
        self.findings.choose(finding)

    def show_passage(self, span: Span) -> None:
        """Show a passage in the document; the finding that is looked at stays the same."""
        self.document.choose(None, span)

    def go_to(self, finding: str | None, block: str | None) -> None:
        """Look at a finding, if it is still there, with this block of the document in sight."""
        if finding in self._findings:
            self.findings.choose(finding)
        if block:
            self.document.go_to(block)

    def go_next(self) -> None:
        """Look at the next listed finding."""
        self._step(1)

    def go_previous(self) -> None:
        """Look at the previous listed finding."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if finding := self.findings.neighbour(by):
            self.look_at(finding)

    def _update_actions(self) -> None:
        in_sight = self._findings.get(self.findings.chosen or "") if self.tabs.currentIndex() == FINDINGS else None
        may = allowed(
            self.review,
            in_sight,
            analysing=self._analysing,
            can_undo=self._deciding.last(self._findings) is not None,
            has_earlier=self._opened.has_earlier,
        )
        for name, yes in may.items():
            self._actions[name].setEnabled(yes)

    # --- decisions ---------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Take the suggestion of the finding that is looked at."""
        if self.findings.chosen:
            self._decide(Decision(finding=self.findings.chosen, decision="accept"))

    def undecide(self) -> None:
        """Take back the decision on the finding that is looked at."""
        if self.findings.chosen:
            self._decide(Decision(finding=self.findings.chosen, decision="reopen"))

    def undo(self) -> None:
        """Take back the decision made last in this window, and look at its finding."""
        if finding := self._deciding.last(self._findings):
            self._decide(Decision(finding=finding, decision="reopen"))

    def _reject(self, finding: str, reason: str) -> None:
        self._decide(Decision(finding=finding, decision="reject", reason=reason))

    def _modify(self, finding: str, text: str) -> None:
        self._decide(Decision(finding=finding, decision="modify", text=text))

    def _decide(self, decision: Decision) -> None:
        self._deciding.decide(decision, self._findings[decision.finding])

    def _on_decided(self, decision: Decision, review: Review) -> None:
        finding = decision.finding
        match decision.decision:
            case "reject":
                self.drafts.use(f"reject:{finding}")
            case "modify":
                self.drafts.use(f"edit:{finding}")
        self.decided.emit()
        if decision.decision == "reopen":
            self.show_review(review)
            self.look_at(finding)
        else:
            self.findings.detail.close_forms()
            self.show_review(review)
            self.findings.choose(next_undecided(self._findings, self.findings.list.listed(), finding))

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, OverlappingEdit) or error.other not in self._findings:
            self.said.emit(Message("error", sentence(error)))
            return
        self.look_at(error.finding)
        title = self._findings[error.other].finding.title.rstrip(".")
        text = f"An accepted finding already changes this text: {title}. Take that back, or edit this one to fit."
        show = Offer("Show that finding", partial(self.look_at, error.other))
        self.said.emit(Message("warning", text, (show,)))

    # --- the reviewer's own finding ----------------------------------------------------------------------------

    def _on_own_opened(self) -> None:
        self.tabs.setCurrentIndex(FINDINGS)
        self.findings.show_own(self.raising.form)

    def _on_own_left(self) -> None:
        self.findings.show_detail()
        self.document.setFocus()

    def _on_raised(self, finding: str, review: Review) -> None:
        self.show_review(review)
        self.look_at(finding)

    # --- what is understood ------------------------------------------------------------------------------------

    def _on_understood(self, understood: Understood) -> None:
        sections, pages, graph = understood
        self.tabs.show_pages(pages, graph)
        if headings := weighed(sections):
            self.outline.show_headings(headings)
            self.outline.show_findings(self.review.findings)

    def _on_tab(self, tab: int) -> None:
        if tab == FINDINGS and self.findings.chosen in self._findings:
            self.document.mark_chosen(self.findings.chosen)
        self._update_actions()

    def _show_outline(self) -> None:
        self.outline.setVisible(self._actions["outline"].isChecked())

    def _show_findings(self) -> None:
        self.tabs.setCurrentIndex(FINDINGS)

    def _show_understanding(self) -> None:
        self.tabs.open(UNDERSTANDING)

    def _show_policies(self) -> None:
        self.tabs.open(POLICIES)

    def _on_packs_chosen(self) -> None:
        """Check against other packs at once; an approved review is analysed when it is reopened."""
        self._actions["analyse"].trigger()

    def _show_scores(self) -> None:
        self.tabs.open(SCORES)

    def _about_check(self) -> None:
        if self.findings.chosen:
            self.check_wanted.emit(self._findings[self.findings.chosen].finding.rule, False)

    def _silence(self) -> None:
        if self.findings.chosen:
            self.check_wanted.emit(self._findings[self.findings.chosen].finding.rule, True)

    def _show_earlier(self) -> None:
        dialog = EarlierDialog(self, self._look, self.review.blocks)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def leave(self) -> None:
        """Keep what is typed, and end what is being built for nobody."""
        self.drafts.flush()
        self._building.cancel()
        self._formulas.cancel()

    def _read(self) -> Review:
        """The review as it stands now. Called on the store's lane; the text of a revision never changes."""
        return open_review(self._services, self.review.document, revision=self.review.revision, read=self.review.read)

    def _keep_draft(self, name: str, text: str) -> None:
        job = self._jobs.ask(partial(keep_draft, self._services, self.review.document, name, text))
        job.failed.connect(self._on_refused)
