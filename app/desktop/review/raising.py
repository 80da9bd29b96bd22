"""Findings of the reviewer's own: the form, the one that is half written, and what is raised."""

from collections.abc import Callable
from functools import cached_property, partial

from PySide6.QtCore import QObject, Signal

from app.desktop.jobs import Jobs
from app.desktop.messages import Message, Offer
from app.desktop.review.document_view import DocumentView
from app.desktop.review.drafts import DraftKeeper
from app.desktop.review.own_finding import OwnFinding, OwnFindingForm
from app.desktop.review.words import shortened
from app.usecases.open_review import Review
from app.usecases.ports.services import Services
from app.usecases.raise_finding import raise_finding
from domain.documents.text import Block, Span

_DRAFT = "own"


class Raising(QObject):
    """`opened` and `left` follow the form, `raised` carries the finding and the Review, `refused` the exception."""

    said = Signal(object)
    opened = Signal()
    left = Signal()
    raised = Signal(str, object)
    refused = Signal(object)

    def __init__(
        self,
        document: DocumentView,
        services: Services,
        jobs: Jobs,
        reviewer: str,
        review: Review,
        drafts: DraftKeeper,
        block_of: Callable[[str], Block | None],
        read: Callable[[], Review],
    ) -> None:
        super().__init__(document)
        self._document, self._services, self._jobs, self._reviewer = document, services, jobs, reviewer
        self._id, self._revision, self._drafts, self._read = review.document, review.revision, drafts, read
        self._block_of = block_of

    @cached_property
    def form(self) -> OwnFindingForm:
        """The form, built when it is first needed."""
        form = OwnFindingForm(self._block_of)
        form.typed.connect(self._on_typed)
        form.focus_lost.connect(self._drafts.flush)
        form.left.connect(self._leave)
        form.done.connect(self._raise)
        return form

    def resume(self) -> None:
        """Open the form again where it was open with something typed in it."""
        if self._drafts.is_open(_DRAFT) and (kept := self._kept()):
            self._continue(kept)

    def begin(self) -> None:
        """Open the form on the selected text, or on what was typed before; never one over the other unasked."""
        span, kept = self._document.selected_span(), self._kept()
        if kept and (span is None or span == kept.span):
            self._continue(kept)
        elif span is None:
            self.said.emit(Message("info", "Select the passage in the document first, then press N."))
        elif kept:
            text = f"You were writing a finding on “{shortened(kept.span.quote, 60)}”."
            go_on = Offer("Continue it", partial(self._continue, kept))
            discard = Offer("Discard it and begin another", partial(self._discard, span))
            self.said.emit(Message("warning", text, (go_on, discard)))
        else:
            self._open(span)

    def _kept(self) -> OwnFinding | None:
        draft = self._drafts.text(_DRAFT)
        try:
            return OwnFinding.model_validate_json(draft) if draft else None
        except ValueError:
            return None

    def _continue(self, kept: OwnFinding) -> None:
        self.opened.emit()
        self.form.restore(kept)

    def _discard(self, span: Span) -> None:
        self._drafts.use(_DRAFT)
        self._open(span)

    def _open(self, span: Span) -> None:
        self.opened.emit()
        self.form.begin(span)
        if self._document.selection_is_cut():
            text = "The selection reaches over more than one paragraph: the finding is on what lies in the first."
            self.said.emit(Message("info", text))

    def _on_typed(self, draft: str) -> None:
        self._drafts.type(_DRAFT, draft)

    def _leave(self) -> None:
        self._drafts.leave(_DRAFT)
        self.left.emit()

    def _raise(self, own: OwnFinding) -> None:
        def work() -> tuple[str, Review]:
            finding = raise_finding(
                self._services,
                self._id,
                own.span,
                title=own.title,
                why=own.why,
                severity=own.severity,
                category=own.category,
                replacement=own.replacement,
                actor=self._reviewer,
                revision=self._revision,
            )
            return finding, self._read()

        job = self._jobs.ask(work)
        job.done.connect(self._on_raised)
        job.failed.connect(self.refused)

    def _on_raised(self, answer: tuple[str, Review]) -> None:
        self._drafts.use(_DRAFT)
        self.left.emit()
        self.raised.emit(*answer)
