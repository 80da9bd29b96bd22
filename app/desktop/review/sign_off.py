"""How a review ends: it is approved, reopened, and its approved changes leave as a file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.jobs import Jobs
from app.desktop.messages import Message, Offer, sentence
from app.desktop.review.export_dialog import Chosen, ExportDialog
from app.usecases import approve_session
from app.usecases.export_document import Exported, export
from app.usecases.open_review import Review
from app.usecases.ports.services import Services
from domain.documents.export import AS_DECIDED, ExportKind, ExportOptions
from domain.feedback.session import ItemState

_NAMES: dict[ExportKind, str] = {
    "tracked": "reviewed",
    "clean": "with changes made",
    "source": "reviewed",
    "report": "review report",
}
"""What is added to the name of the original."""


class SignOff(QObject):
    """`said` carries a Message, `show` the id of a finding to look at, `read` the review as it stands afterwards."""

    said = Signal(object)
    show = Signal(str)
    read = Signal(object)

    def __init__(
        self, window: QWidget, services: Services, jobs: Jobs, reviewer: str, read: Callable[[], Review]
    ) -> None:
        super().__init__(window)
        self._window, self._services, self._jobs, self._reviewer = window, services, jobs, reviewer
        self._read = read
        self.review: Review | None = None
        self._silent: set[str] = set()

    def approve(self) -> None:
        """Sign off; where something is left to do, first say what."""
        if self.review is None:
            return
        if not (doubts := _doubts(self.review)):
            self.approve_now()
            return
        first = _incomplete(self.review)[:1]
        offers = [Offer("Show the first", partial(self.show.emit, finding)) for finding in first]
        offers.append(Offer("Approve anyway", self.approve_now))
        self.said.emit(Message("warning", " ".join(doubts), tuple(offers)))

    def approve_now(self) -> None:
        """Sign off what is decided."""
        self._run(approve_session.approve)

    def reopen(self) -> None:
        """Take the approval back."""
        self._run(approve_session.reopen)

    def _run(self, command: Callable[..., object]) -> None:
        assert self.review
        document, revision = self.review.document, self.review.revision

        def work() -> Review:
            command(self._services, document, self._reviewer, revision=revision)
            return self._read()

        job = self._jobs.ask(work)
        job.done.connect(self.read)
        job.failed.connect(self._on_failed)

    def export(self) -> None:
        """Ask what is to leave and how."""
        assert self.review
        dialog = ExportDialog(self._window, self.review, self._silent)
        dialog.chosen.connect(self._ask_where)
        dialog.open()

    def _ask_where(self, chosen: Chosen) -> None:
        assert self.review
        all_of_them = {r.finding.id for r in self.review.findings}
        self._silent = all_of_them - (all_of_them if chosen.options.reasons is None else chosen.options.reasons)
        proposed = f"{Path(self.review.file_name).stem} – {_NAMES[chosen.kind]}{chosen.suffix}"
        name, _ = QFileDialog.getSaveFileName(self._window, "Export", proposed, chosen.filter)
        if name:
            out = Path(name)
            was_asked = bool(out.suffix)  # the dialog asks before it answers with the name of a file that is there
            out = out if was_asked else out.with_suffix(chosen.suffix)
            self.export_to(out, chosen.kind, chosen.options, replaces=was_asked)

    def export_to(
        self, out: Path, kind: ExportKind, options: ExportOptions = AS_DECIDED, *, replaces: bool = False
    ) -> None:
        """Write the file."""
        assert self.review
        review = self.review
        job = self._jobs.ask(
            partial(
                export,
                self._services,
                review.document,
                kind,
                out,
                self._reviewer,
                meant=review.revision,
                options=options,
                replaces=replaces,
            )
        )
        job.done.connect(self._on_exported)
        job.failed.connect(self._on_failed)

    def _on_exported(self, exported: Exported) -> None:
        assert self.review
        titles = {r.finding.id: r.finding.title for r in self.review.findings}
        commented = tuple(f"{titles.get(id, id)}: {why}" for id, why in exported.commented.items())
        text = f"Saved as {exported.path}."
        if commented:
            text += (
                " These changes could not be made in the text and travel as comments:"
                if exported.kind == "tracked"
                else " These changes could not be made in the text and are not in the file:"
            )
        folder = QUrl.fromLocalFile(str(Path(exported.path).parent))
        show = Offer("Show in folder", partial(QDesktopServices.openUrl, folder))
        self.said.emit(Message("info", text, offers=(show,), details=commented))

    def _on_failed(self, error: Exception) -> None:
        self.said.emit(Message("error", sentence(error)))


def _incomplete(review: Review) -> list[str]:
    """The findings whose accepted text still leaves a place to be specified."""
    return [r.finding.id for r in review.findings if r.edit and r.edit.is_incomplete]


def _doubts(review: Review) -> list[str]:
    """What speaks against signing off now, a sentence each."""
    doubts = [] if review.engine else ["This document is not analysed."]
    undecided = sum(r.state is ItemState.PENDING for r in review.findings)
    if undecided == 1:
        doubts.append("1 finding is undecided and stays out of the approved text.")
    elif undecided:
        doubts.append(f"{undecided} findings are undecided and stay out of the approved text.")
    incomplete = len(_incomplete(review))
    if incomplete == 1:
        doubts.append("1 accepted text still leaves a place to be specified.")
    elif incomplete:
        doubts.append(f"{incomplete} accepted texts still leave a place to be specified.")
    return doubts
