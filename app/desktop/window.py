"""The main window: the library and one open review, what is imported, and what is going on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.desktop.actions import Name, make_actions
from app.desktop.analysis import AnalysisStrip
from app.desktop.backup import Backups
from app.desktop.dialogs import Dialogs
from app.desktop.garbage import IdleCollector
from app.desktop.health.watch import HealthWatch
from app.desktop.help import about, show_keys
from app.desktop.importing import Importer
from app.desktop.jobs import Jobs
from app.desktop.library.page import LibraryPage
from app.desktop.library.search import LibrarySearch
from app.desktop.menus import build_menus
from app.desktop.messages import Message, MessageBar, Offer, sentence
from app.desktop.news import News, NewsWatch
from app.desktop.review.opened import Opened, opened
from app.desktop.review.workspace import Workspace
from app.desktop.theme import Look
from app.usecases.import_document import Texts
from app.usecases.open_review import Review
from app.usecases.ports.services import Services
from app.usecases.ports.store import DocumentEntry
from app.usecases.recover_runs import InterruptedRun, recover
from domain.documents.text import Span

SPECIFICATIONS = "Specifications (*.docx *.md *.markdown *.mdx);;All files (*)"
_OF_THE_KEYS: tuple[Name, ...] = ("lock", "protect")
_SIZES = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


@dataclass(frozen=True)
class Place:
    """Where a reviewer is in a document, without a word of it: the finding looked at, a block in sight, text size."""

    document: str
    finding: str | None
    block: str | None
    size: float


class MainWindow(QMainWindow):
    """The window on one profile."""

    def __init__(self, services: Services, reviewer: str, look: Look) -> None:
        super().__init__()
        self.setWindowTitle("DocSense")
        self.setAcceptDrops(True)
        self._services, self._reviewer, self._look = services, reviewer, look
        self.jobs = Jobs()
        self._garbage = IdleCollector(self, self.jobs)
        self.actions_ = make_actions(self)
        self.messages = MessageBar()
        self.analysis = AnalysisStrip(services, self.jobs, reviewer, self._texts)
        self.health = HealthWatch(self)
        self.dialogs = Dialogs(self, services, self.jobs, reviewer, look, self._shown_document)
        self._news = NewsWatch(self, services, self.jobs, self._shown_review)
        self._backups = Backups(self, services, self.jobs)
        self.importer = Importer(self, services, self.jobs, reviewer)
        self.library = LibraryPage(look, self.actions_, LibrarySearch(services, self.jobs))
        self.workspace: Workspace | None = None
        self._entries: tuple[DocumentEntry, ...] = ()
        self._opening: str | None = None
        self._place: Place | None = None
        self._passage: Span | None = None
        self._size = 1.0
        self.stack = QStackedWidget()
        self.stack.addWidget(self.library)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.messages, self.analysis):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        build_menus(self, self.actions_, look)
        self._connect()
        for name in _OF_THE_KEYS:
            self.actions_[name].setVisible(False)
        self._at_library()
        self._news.start()
        job = self.jobs.ask(partial(recover, services))
        job.done.connect(self._on_recovered)
        job.failed.connect(self._on_failed)

    def _connect(self) -> None:
        self.library.chosen.connect(self.open_document)
        self.library.search.chosen.connect(self._open_at)
        self.analysis.started.connect(self._on_analysis_moved)
        self.analysis.ended.connect(self._on_analysis_moved)
        self.analysis.refined.connect(self._news.look)
        self.analysis.failed.connect(self._on_analysis_failed)
        self.importer.said.connect(self.messages.say)
        self.jobs.slow.connect(self._on_slow)
        self._backups.said.connect(self.messages.say)
        self.health.said.connect(self.messages.say)
        self.health.wanted.connect(self.dialogs.show_health)
        self.dialogs.passage_wanted.connect(self._open_at)
        self.dialogs.ruled.connect(self._on_ruled)
        self._news.arrived.connect(self._on_news)
        self._news.failed.connect(self._on_failed)
        self.importer.imported.connect(self._on_imported)
        commands: dict[Name, Callable[[], object]] = {
            "import": self.choose_files,
            "close": self.close_document,
            "find": self._find,
            "quit": self.close,
            "analyse": self._analyse_again,
            "zoom_in": partial(self._zoom, 1),
            "zoom_out": partial(self._zoom, -1),
            "zoom_reset": partial(self._zoom, 0),
            "keys": partial(show_keys, self),
            "packs": self.dialogs.show_packs,
            "checks": self.dialogs.show_checks,
            "health": self.dialogs.show_health,
            "about": partial(about, self),
        }
        for name, command in commands.items():
            self.actions_[name].triggered.connect(lambda _=False, command=command: command())

    # --- documents ---------------------------------------------------------------------------------------------

    def open_document(self, document: str) -> None:
        """Open the review of a document."""
        self._opening = document

        job = self.jobs.ask(partial(opened, self._services, document))
        job.done.connect(self._on_opened)
        job.failed.connect(self._on_failed)

    def _open_at(self, document: str, passage: Span | None) -> None:
        """Open the review of a document with this passage of it in sight, or show it there where it is open."""
        if passage and self.workspace and self.workspace.review.document == document:
            self.workspace.show_passage(passage)
            return
        self._passage = passage
        self.open_document(document)

    def _find(self) -> None:
        """In the library, find in all documents; a review finds in its own."""
        if self.workspace is None:
            self.library.search.words.setFocus()

    def place(self) -> Place | None:
        """Where the reviewer is; None in the library."""
        if (w := self.workspace) is None:
            return None
        return Place(w.review.document, w.findings.chosen, w.document.block_in_sight(), self._size)

    def go_to(self, place: Place) -> None:
        """Open the document and go where the reviewer was."""
        self._place, self._size = place, place.size
        self.open_document(place.document)

    def _on_opened(self, opened: Opened) -> None:
        review = opened.review
        if review.document != self._opening:
            return
        self._drop_workspace()
        made = Workspace(self.stack, self._services, self.jobs, self._reviewer, self._look, self.actions_, opened)
        self._garbage.set_aside()
        # In a turn of its own: making it takes as long as a turn may, and laying it out as long again.
        QTimer.singleShot(0, made, partial(self._show_workspace, made))

    def _show_workspace(self, made: Workspace) -> None:
        review = made.review
        if review.document != self._opening:
            made.leave()
            made.deleteLater()
            self._garbage.look_again()
            return
        self._opening = None
        self.workspace = made
        self.workspace.document.set_text_size(self._size)
        self.workspace.said.connect(self.messages.say)
        self.workspace.decided.connect(self.messages.settle)
        self.workspace.check_wanted.connect(self.dialogs.show_check)
        self.workspace.set_analysing(self.analysis.is_running(review.document))
        self.stack.addWidget(self.workspace)
        self.stack.setCurrentWidget(self.workspace)
        self.workspace.setFocus()
        self.workspace.show_text()
        self.setWindowTitle(f"{review.title} – DocSense")
        self.dialogs.follow()
        if self._place and self._place.document == review.document:
            self.workspace.go_to(self._place.finding, self._place.block)
        if self._passage:
            self.workspace.show_passage(self._passage)
        self._place = self._passage = None
        for note in review.notes:
            self.messages.say(Message("info", note))

    def close_document(self) -> None:
        """Go back to the library."""
        self._opening = self._passage = None
        self._drop_workspace()
        self.dialogs.follow()
        self.messages.clear()
        self._at_library()

    def _drop_workspace(self) -> None:
        if self.workspace:
            self.workspace.leave()
            self.messages.settle()  # what they offer is about the review that goes
            self.messages.unsay(self.workspace.review.notes)
            self.stack.removeWidget(self.workspace)
            self.workspace.deleteLater()
            self.workspace = None
            self._garbage.look_again()

    def _at_library(self) -> None:
        self.setWindowTitle("DocSense")
        self.stack.setCurrentWidget(self.library)
        for name, action in self.actions_.items():
            always: tuple[Name, ...] = (
                "import", "packs", "find", "lock", "protect", "quit", "zoom_in", "zoom_out", "zoom_reset", "keys",
                "checks",
                "health", "about",
            )  # fmt: skip
            action.setEnabled(name in always)
        self.library.table.setFocus()

    # --- news --------------------------------------------------------------------------------------------------

    def _on_news(self, news: News) -> None:
        self.health.look_at(news.health)
        if news.entries is not None:
            self._entries = news.entries
            self.library.show_entries(self._entries)
        if (review := news.review) is None or review.document != self._shown_document():
            return
        assert self.workspace
        if review.revision != self.workspace.review.revision:
            self.open_document(review.document)
        else:
            self.workspace.show_review(review)

    def _on_failed(self, error: Exception) -> None:
        self.messages.say(Message("error", sentence(error)))

    def _on_slow(self) -> None:
        self.messages.say(
            Message(
                "info",
                "This takes longer than usual: another program may be writing to the profile. What you did is kept as "
                "soon as it lets go.",
            )
        )

    def _on_ruled(self, what: str) -> None:
        """What was ruled holds from the next analysis on: that of the open review is made at once."""
        if self.workspace and self.actions_["analyse"].isEnabled():
            self._analyse_again()
            what += " The document is analysed again."
        self.messages.say(Message("info", what))

    def _shown_review(self) -> Review | None:
        return self.workspace.review if self.workspace else None

    def _texts(self) -> Texts:
        return self.workspace.review.read if self.workspace else {}

    def _shown_document(self) -> str | None:
        return self.workspace.review.document if self.workspace else None

    # --- import and analysis -----------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask which files to import."""
        names, _ = QFileDialog.getOpenFileNames(self, "Import documents", "", SPECIFICATIONS)
        self.importer.start([Path(name) for name in names], self._entries)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.importer.start(paths, self._entries)

    def _on_imported(self, document: str, title: str, analyse: bool, show: bool) -> None:
        if analyse:
            self.analysis.start(document, title)
        if show:
            self.open_document(document)
        self._news.look()

    def _analyse_again(self) -> None:
        if self.workspace:
            self.analysis.start(self.workspace.review.document, self.workspace.review.title)

    def _on_recovered(self, interrupted: tuple[InterruptedRun, ...]) -> None:
        self._backups.look()
        for run in interrupted:
            title = next((e.title for e in self._entries if e.document == run.document), "a document")
            self.analysis.start(run.document, title, run.packs)

    def _on_analysis_moved(self, document: str) -> None:
        if self.workspace and self.workspace.review.document == document:
            self.workspace.set_analysing(self.analysis.is_running(document))
        self._news.look()

    def _on_analysis_failed(self, document: str, error: Exception) -> None:
        self._on_analysis_moved(document)
        title = next((e.title for e in self._entries if e.document == document), "the document")
        again = Offer("Try again", partial(self.analysis.start, document, title))
        self.messages.say(Message("error", f"{title}: {sentence(error)}", offers=(again,)))

    # --- the window itself -------------------------------------------------------------------------------------

    def offer_keys(self, lock: Callable[[], object], protect: Callable[[], object]) -> None:
        """Offer what concerns the profile's keys; a window whose profile is thrown away does not."""
        commands: dict[Name, Callable[[], object]] = {"lock": lock, "protect": protect}
        for name, command in commands.items():
            self.actions_[name].setVisible(True)
            self.actions_[name].triggered.connect(lambda _=False, command=command: command())

    def _zoom(self, by: int) -> None:
        at = _SIZES.index(self._size) + by
        self._size = _SIZES[min(max(at, 0), len(_SIZES) - 1)] if by else 1.0
        if self.workspace:
            self.workspace.document.set_text_size(self._size)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Cancel what is running, and wait until what was acknowledged is kept."""
        self._news.stop()
        self._backups.stop()
        self.dialogs.close()
        if self.workspace:
            self.workspace.drafts.flush()
        self.hide()
        self.jobs.close()
        self._garbage.stop()
        super().closeEvent(event)
