"""How a review ends: it is approved, reopened, and its approved changes leave as a Word file."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.desktop.jobs import Jobs
from app.desktop.messages import Message, Offer, sentence
from app.usecases import approve_session
from app.usecases.export_document import Exported, export
from app.usecases.open_review import Review
from app.usecases.ports import Services
from domain.feedback.session import ItemState

_TRACKED = "Word with tracked changes (*.docx)"
_CLEAN = "Word with the changes made (*.docx)"


class SignOff(QObject):
    """`said` carries a Message, `read` the review as it stands afterwards."""

    said = Signal(object)
    read = Signal(object)

    def __init__(
        self, window: QWidget, services: Services, jobs: Jobs, reviewer: str, read: Callable[[], Review]
    ) -> None:
        super().__init__(window)
        self._window, self._services, self._jobs, self._reviewer = window, services, jobs, reviewer
        self._read = read
        self.review: Review | None = None

    def approve(self) -> None:
        """Sign off; where findings are undecided, first say how many stay out."""
        if self.review is None:
            return
        undecided = sum(r.state is ItemState.PENDING for r in self.review.findings)
        if not undecided:
            self.approve_now()
            return
        what = "1 finding is undecided and stays" if undecided == 1 else f"{undecided} findings are undecided and stay"
        self.said.emit(
            Message(
                "warning",
                f"{what} out of the approved text.",
                offers=(Offer("Approve anyway", self.approve_now),),
            )
        )

    def approve_now(self) -> None:
        """Sign off what is decided."""
        self._run(approve_session.approve)

    def reopen(self) -> None:
        """Take the approval back."""
        self._run(approve_session.reopen)

    def _run(self, command: Callable[[Services, str, str], object]) -> None:
        assert self.review
        document = self.review.document

        def work() -> Review:
            command(self._services, document, self._reviewer)
            return self._read()

        job = self._jobs.ask(work)
        job.done.connect(self.read)
        job.failed.connect(self._on_failed)

    def export(self) -> None:
        """Ask where to, and write the Word file there."""
        assert self.review
        stem = Path(self.review.file_name).stem
        name, kind = QFileDialog.getSaveFileName(
            self._window, "Export the approved changes", f"{stem} – reviewed.docx", f"{_TRACKED};;{_CLEAN}", _TRACKED
        )
        if name:
            self.export_to(Path(name), "clean" if kind == _CLEAN else "tracked")

    def export_to(self, out: Path, kind: Literal["tracked", "clean"]) -> None:
        """Write the Word file."""
        assert self.review
        out = out if out.suffix else out.with_suffix(".docx")
        job = self._jobs.ask(partial(export, self._services, self.review.document, kind, out, self._reviewer))
        job.done.connect(self._on_exported)
        job.failed.connect(self._on_failed)

    def _on_exported(self, exported: Exported) -> None:
        assert self.review
        titles = {r.finding.id: r.finding.title for r in self.review.findings}
        commented = tuple(f"{titles.get(id, id)}: {why}" for id, why in exported.commented.items())
        text = f"Saved as {exported.path}."
        if commented:
            text += " These changes could not be made in the text and travel as comments:"
        folder = QUrl.fromLocalFile(str(Path(exported.path).parent))
        show = Offer("Show in folder", partial(QDesktopServices.openUrl, folder))
        self.said.emit(Message("info", text, offers=(show,), details=commented))

    def _on_failed(self, error: Exception) -> None:
        self.said.emit(Message("error", sentence(error)))
