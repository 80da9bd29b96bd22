"""The window of the policy packs: read them, write your own, and try a requirement on a document."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.desktop.jobs import Job, Jobs
from app.desktop.messages import sentence
from app.desktop.parts import push_button, text_label
from app.desktop.policies.entries import Entry, entries_in
from app.desktop.policies.pack_head import PackHead
from app.desktop.policies.pack_keeper import PackKeeper
from app.desktop.policies.pack_text import PackText
from app.desktop.policies.requirement_detail import RequirementDetail
from app.desktop.policies.requirement_list import RequirementList
from app.desktop.policies.shelf import NEW, Shelf, Written, draft_of, first_text, written
from app.desktop.policies.trial import Trial, Tried
from app.desktop.review.drafts import DraftKeeper
from app.desktop.review.layout import split
from app.desktop.theme import Look
from app.packs import pack_text
from app.policy_words import standing
from app.usecases.policies import PackEntry
from app.usecases.ports.services import Services
from domain.documents.text import Block, Span
from domain.policies.pack import Pack

_QUIET_MS = 300
"""How long nothing must be typed before the text is checked."""


class PacksDialog(QDialog):
    """`passage_wanted` carries the id of a document and a Span in it."""

    passage_wanted = Signal(str, object)

    def __init__(
        self, parent: QWidget, services: Services, jobs: Jobs, reviewer: str, look: Look, document: str | None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._document = jobs, document
        self._shelf: Shelf | None = None
        self._names: list[str] = []
        self._name: str | None = None
        self._select_next: str | None = None
        self._saved = ""
        self._blocks: dict[str, Block] = {}
        self._keeper = PackKeeper(self, services, jobs, reviewer)
        self.drafts = DraftKeeper(self, self._keeper.keep_draft, {})
        self.setWindowTitle("Policy packs")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        em = self.fontMetrics().height()
        self.resize(em * 82, em * 52)
        self.list = QListWidget()
        self.list.setObjectName("hits")
        self.list.setAccessibleName("Policy packs")
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._on_row)
        self.head = PackHead()
        self.requirements = RequirementList(look, "Requirements of the pack")
        self.detail = RequirementDetail(look, lambda id: self._blocks.get(id), judges=False)
        self.trial = Trial(services, jobs)
        self.text = PackText(look)
        self._panes = split(Qt.Orientation.Vertical, {self.requirements: 16, self.detail: 20})
        self.nothing = text_label("muted")
        self.nothing.setText("The requirements are listed here once the text has no problem.")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self.answer = text_label()
        self.tabs = QTabWidget()
        self._lay_out(em)
        self.head.copied.connect(self._copy)
        self.head.retired.connect(self._retire)
        self.head.restored.connect(self._restore)
        self.requirements.chosen.connect(self._show_requirement)
        self.detail.passage_chosen.connect(self._on_passage)
        self.trial.tried.connect(self._on_tried)
        self.text.typed.connect(self._on_typed)
        self.text.saved.connect(self._save)
        self.text.discarded.connect(self._discard)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._check)
        self._keeper.read.connect(self._on_first)
        self._keeper.changed.connect(self._on_changed)
        self._keeper.failed.connect(self._on_failed)
        self._keeper.start()

    def _lay_out(self, em: int) -> None:
        left = QFrame()
        left.setObjectName("pane")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        new = push_button("New", "Begin a pack of your own", partial(self._begin, None))
        install = push_button("Install file…", "Put a pack in force that is written in a YAML file", self._choose_file)
        column.addWidget(_strip(em, (new, install)))
        listing = QFrame()
        listing.setObjectName("pane")
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._panes, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.trial)
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName("The pack")
        self.tabs.addTab(listing, "Requirements")
        self.tabs.addTab(self.text, "Text")
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.tabs, 1)
        panes = split(Qt.Orientation.Horizontal, {left: 28, right: 54})
        panes.setStretchFactor(1, 1)
        close = push_button("Close", "Close this window; what is typed is kept", self.close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(panes, 1)
        outer.addWidget(_strip(em, (self.answer, close)))

    # --- what is there -----------------------------------------------------------------------------------------

    def _on_first(self, shelf: Shelf) -> None:
        self.drafts = DraftKeeper(self, self._keeper.keep_draft, shelf.drafts)
        self._on_shelf(shelf)

    def _on_shelf(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.trial.show_documents(shelf.documents, self._document)
        self._list()

    def _list(self) -> None:
        """List the packs; the one that is looked at stays so where it is still there."""
        assert self._shelf
        wanted = self._name if self._select_next is None else self._select_next
        self._select_next = None
        blocked = self.list.blockSignals(True)
        self.list.clear()
        self._names = []
        if self.drafts.text(draft_of(NEW)) is not None:
            self._names.append(NEW)
            self.list.addItem("New pack\nnot saved yet")
        for entry in self._shelf.entries:
            edited = "  ·  being edited" if self.drafts.text(draft_of(entry.name)) is not None else ""
            self._names.append(entry.name)
            self.list.addItem(f"{entry.pack.title}\n{entry.pack.pack_version}  ·  {standing(entry)}{edited}")
            self.list.item(self.list.count() - 1).setToolTip(entry.pack.title)
        self.list.blockSignals(blocked)
        self.list.setCurrentRow(self._names.index(wanted) if wanted in self._names else 0)

    def _entry(self) -> PackEntry | None:
        """The pack that is looked at; None for one that is not saved yet."""
        entries = self._shelf.entries if self._shelf else ()
        return next((entry for entry in entries if entry.name == self._name), None)

    def _on_row(self, row: int) -> None:
        """Look at the pack of a line."""
        if row < 0:
            return
        self._quiet.stop()
        self.drafts.flush()
        self._name = self._names[row]
        entry, draft = self._entry(), self.drafts.text(draft_of(self._name))
        pack = entry.pack if entry else None
        name = self._name

        def work(_: Job) -> tuple[str, str, Written]:
            saved = pack_text(pack) if pack else ""
            return name, saved, written(saved if draft is None else draft)

        job = self._jobs.start("search", work)
        job.done.connect(self._on_prepared)
        job.failed.connect(self._on_failed)

    def _on_prepared(self, answer: tuple[str, str, Written]) -> None:
        name, self._saved, now = answer
        if name != self._name:
            return
        entry = self._entry()
        self.text.begin(now.text, read_only=entry is not None and entry.builtin)
        self.head.show_entry(entry)
        self._list_requirements(entry.pack if entry else None)
        self._show_written(now)
        if entry is None or now.pack is None:
            self.tabs.setCurrentWidget(self.text)

    def _show_written(self, now: Written) -> None:
        """Show what the text amounts to: its problems, or its requirements, else those of the last sound text stay."""
        self.text.show_written(now, changed=now.text != self._saved)
        if now.pack:
            self._list_requirements(now.pack)

    def _list_requirements(self, pack: Pack | None) -> None:
        self.requirements.show_all(entries_in(pack) if pack else ())
        self._panes.setVisible(pack is not None)
        self.nothing.setVisible(pack is None)
        self._show_requirement(self.requirements.current())

    def _show_requirement(self, entry: Entry | None) -> None:
        self.detail.show_entry(entry)
        self.trial.show_entry(entry)

    # --- writing -----------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        if self._name is not None:
            text = self.text.field.text()
            self.drafts.type(draft_of(self._name), "" if text == self._saved else text)
            self._quiet.start()

    def _check(self) -> None:
        text = self.text.field.text()
        job = self._jobs.start("search", lambda _: written(text))
        job.done.connect(self._on_checked)

    def _on_checked(self, now: Written) -> None:
        if now.text == self.text.field.text():
            self._show_written(now)

    def _begin(self, copied: Pack | None) -> None:
        """Begin a new pack; one at a time, so that none is lost."""
        if self.drafts.text(draft_of(NEW)) is not None:
            self._say("A new pack is being written: save or discard that one first.")
        else:
            self.drafts.type(draft_of(NEW), first_text(copied))
        self._select_next = NEW
        self._list()

    def _copy(self) -> None:
        if entry := self._entry():
            self._begin(entry.pack)

    def _discard(self) -> None:
        if self._name is not None:
            self.drafts.use(draft_of(self._name))
            self._list()

    def _save(self, pack: Pack, since: date) -> None:
        taken = {entry.name for entry in self._shelf.entries} if self._shelf else set()
        if pack.pack != self._name and pack.pack in taken:
            self._say(f"There is a pack {pack.pack} already: give this one another name.")
        else:
            self._keeper.install(pack, since, draft_of(self._name or NEW))

    def _retire(self) -> None:
        if entry := self._entry():
            self._keeper.retire(entry.name)

    def _restore(self) -> None:
        if entry := self._entry():
            self._keeper.install(entry.pack)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Install a policy pack", "", "Policy packs (*.yaml *.yml)")
        if name:
            self.install_file(Path(name))

    def install_file(self, path: Path) -> None:
        """Put the pack in force that a file states."""
        self._keeper.install_file(path)

    def _on_changed(self, shelf: Shelf, said: str, select: str, draft: str | None) -> None:
        if draft is not None:
            self.drafts.use(draft)
        self._select_next = select
        self._say(said)
        self._on_shelf(shelf)

    # --- trying ------------------------------------------------------------------------------------------------

    def _on_tried(self, tried: Tried) -> None:
        entry, verdict, self._blocks = tried
        if (shown := self.requirements.current()) and shown.key == entry.key:
            self.detail.show_entry(Entry(entry.pack, entry.requirement, verdict))

    def _on_passage(self, span: Span) -> None:
        self.passage_wanted.emit(self.trial.document(), span)

    # --- the window itself -------------------------------------------------------------------------------------

    def _on_failed(self, error: Exception) -> None:
        self._say(sentence(error))

    def _say(self, words: str) -> None:
        self.answer.setText(words)

    def done(self, result: int) -> None:
        """Keep what is typed, and end what runs for nobody."""
        self._quiet.stop()
        self.drafts.flush()
        self.trial.cancel()
        super().done(result)


def _strip(em: int, parts: tuple[QWidget, ...]) -> QFrame:
    """A bar below a pane; a text in it has the room that is left."""
    foot = QFrame()
    foot.setObjectName("foot")
    row = QHBoxLayout(foot)
    row.setContentsMargins(em, em // 2, em, em // 2)
    row.setSpacing(em // 2)
    for part in parts:
        row.addWidget(part, 1 if isinstance(part, QLabel) else 0)
    if not isinstance(parts[0], QLabel):
        row.addStretch(1)
    return foot
