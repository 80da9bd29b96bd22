"""The window of Help > Checks: the checks by family, what each looks for, and the rulings on it."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from PySide6.QtCore import QModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from app.desktop.checks.form import RulingForm, Wish
from app.desktop.jobs import Jobs
from app.desktop.messages import sentence
from app.desktop.parts import push_button, text_label
from app.desktop.review.layout import split
from app.rulings_text import ruling_text, state
from app.usecases.checks import CheckEntry, ShownRuling, catalogue, restore, rule, rulings_shown
from app.usecases.ports.services import Services

_ID = Qt.ItemDataRole.UserRole
_Known = tuple[tuple[CheckEntry, ...], tuple[ShownRuling, ...]]


class Page(QTextBrowser):
    """What a check looks for; nothing is fetched."""

    def show_page(self, markdown: str) -> None:
        """Show a page; the lines of its examples are broken to the width."""
        self.setMarkdown(markdown)
        writer = QTextCursor(self.document())
        while not writer.atEnd():
            writer.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            format = writer.blockFormat()
            format.setNonBreakableLines(False)
            writer.setBlockFormat(format)
            writer.movePosition(QTextCursor.MoveOperation.NextBlock)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return None


class ChecksDialog(QDialog):
    """`ruled` carries a sentence once a ruling was made or taken back; `document` is the one that is open, if any."""

    ruled = Signal(str)

    def __init__(self, parent: QWidget, services: Services, jobs: Jobs, reviewer: str, document: str | None) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._reviewer, self._document = services, jobs, reviewer, document
        self._entries: dict[str, CheckEntry] = {}
        self._rulings: tuple[ShownRuling, ...] = ()
        self._wanted, self._ask = "", False
        self.setWindowTitle("Checks")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        em = self.fontMetrics().height()
        self.resize(em * 76, em * 44)
        self.words = QLineEdit()
        self.words.setAccessibleName("Filter the checks by words")
        self.words.setPlaceholderText("Filter by words")
        self.words.setToolTip("List only the checks that say these words")
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._filter)
        self.tree = QTreeWidget()
        self.tree.setObjectName("checks")
        self.tree.setAccessibleName("Checks by family")
        self.tree.setHeaderLabels(["Check", "Severity", "State"])
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.currentItemChanged.connect(self._show)
        self.nothing = text_label("muted")
        self.nothing.setText("No check says these words.")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self.page = Page()
        self.page.setAccessibleName("What the check looks for")
        self.page.document().setDocumentMargin(em)
        self.rulings = QLabel()
        self.rulings.setObjectName("hint")
        self.rulings.setTextFormat(Qt.TextFormat.PlainText)
        self.rulings.setWordWrap(True)
        self.form = RulingForm()
        self.form.hide()
        self.form.left.connect(self._leave_form)
        self.form.done.connect(self._rule)
        about = "Rule on this check: off or another severity, where, until when"
        self.switch = push_button("Switch off or grade…", about, self._begin)
        self.back = push_button("Restore", "Take back what is ruled on this check", self._restore)
        close = push_button("Close", "Close this window (Esc)", self.reject)
        self._lay_out(em, close)
        self.tree.setFocus()
        self._offer()
        self._look()

    def _lay_out(self, em: int, close: QPushButton) -> None:
        """The list at left; the page, the rulings and what can be done at right."""
        left, right = QWidget(), QWidget()
        listed = QVBoxLayout(left)
        listed.setContentsMargins(em, em, em // 2, em)
        listed.addWidget(self.words)
        listed.addWidget(self.tree, 1)
        listed.addWidget(self.nothing, 1)
        foot = QHBoxLayout()
        for button in (self.switch, self.back):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(close)
        shown = QVBoxLayout(right)
        shown.setContentsMargins(em // 2, em, em, em)
        shown.addWidget(self.page, 1)
        shown.addWidget(self.rulings)
        shown.addWidget(self.form)
        shown.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split(Qt.Orientation.Horizontal, {left: 40, right: 36}))

    def show_document(self, document: str | None) -> None:
        """Let rulings be for this document, where they are not for all."""
        if document != self._document:
            self._document = document
            self._look()

    def show_check(self, id: str, *, ask: bool = False) -> None:
        """Show a check once the list is there, and where asked to, the form that switches it off."""
        self._wanted, self._ask = id, ask
        self.words.clear()
        if self._entries:
            self._go()

    def _look(self) -> None:
        """Read how the checks stand, beside the window: the catalogue is heavy."""

        def work(_: object) -> _Known:
            return catalogue(), rulings_shown(self._services, self._document)

        job = self._jobs.start("upkeep", work)
        job.done.connect(self._on_known)
        job.failed.connect(self._on_failed)

    def _on_known(self, known: _Known) -> None:
        entries, self._rulings = known
        if not self._entries:
            self._entries = {entry.id: entry for entry in entries}
            self._list()
            self._filter()
        standing = [ruling for ruling in self._rulings if not ruling.ended]
        for item in self._items():
            if entry := self._entries.get(item.data(0, _ID)):
                item.setText(2, state(entry, standing))
        self._go()

    def _on_failed(self, error: Exception) -> None:
        self.form.say(sentence(error))
        self.form.show()

    def _list(self) -> None:
        for (family, title), entries in groupby(self._entries.values(), key=lambda e: (e.family, e.family_title)):
            top = QTreeWidgetItem([title])
            top.setData(0, _ID, family)
            self.tree.addTopLevelItem(top)
            for entry in entries:
                item = QTreeWidgetItem([f"{entry.id}  {entry.title}", entry.severity.capitalize(), ""])
                item.setData(0, _ID, entry.id)
                item.setToolTip(0, entry.title)
                top.addChild(item)
        self.tree.expandAll()

    def _items(self) -> Iterator[QTreeWidgetItem]:
        """Every line of the list, a family before its checks."""
        walk = QTreeWidgetItemIterator(self.tree)
        while item := walk.value():
            yield item
            walk += 1

    def _go(self) -> None:
        """To the check that is wanted, else to the one that is shown, else to the first that is listed."""
        items = [item for item in self._items() if not item.isHidden()]
        wanted = next((item for item in items if item.data(0, _ID) == self._wanted), None)
        shown = wanted or self.tree.currentItem() or next(iter(items), None)
        self._wanted = ""
        if shown and shown is not self.tree.currentItem():
            self.tree.setCurrentItem(shown)
        else:
            self._show(shown)
        if shown:
            self.tree.scrollToItem(shown, QAbstractItemView.ScrollHint.PositionAtCenter)
        if wanted and self._ask:
            self._ask = False
            self._begin()

    def _shown(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _ID)) if item else ""

    def _show(self, item: QTreeWidgetItem | None, _: QTreeWidgetItem | None = None) -> None:
        id = self._shown()
        if item and (entry := self._entries.get(id)):
            self.page.show_page(entry.page)
        elif item:
            members = [f"- {entry.id}: {entry.title}" for entry in self._entries.values() if entry.family == id]
            self.page.show_page("\n".join([f"### {item.text(0)} ({id})", "", *members]))
        else:
            self.page.clear()
        told = [f"{r.check}: {ruling_text(r)}" for r in self._rulings if r.check == id or r.names(id)]
        self.rulings.setText("\n".join(told))
        self.rulings.setVisible(bool(told))
        self.form.hide()
        self._offer()

    def _offer(self) -> None:
        self.switch.setEnabled(bool(self._shown()))
        self.back.setEnabled(any(ruling.check == self._shown() for ruling in self._rulings))

    def _filter(self) -> None:
        """List what says the words; what is not listed is not chosen either, so that nothing unseen is ruled on."""
        words = self.words.text().casefold()
        says = {id for id, entry in self._entries.items() if words in entry.page.casefold()}
        families = {self._entries[id].family for id in says}
        for item in list(self._items()):
            item.setHidden(item.data(0, _ID) not in says | families)
        self.tree.setVisible(bool(says))
        self.nothing.setVisible(not says)
        if not (shown := self.tree.currentItem()) or shown.isHidden():
            if first := next((item for item in self._items() if item.data(0, _ID) in says), None):
                self.tree.setCurrentItem(first)
            else:
                self.tree.setCurrentIndex(QModelIndex())

    # --- what is ruled -----------------------------------------------------------------------------------------

    def _begin(self) -> None:
        item = self.tree.currentItem()
        if item:
            self.form.begin(f"What becomes of “{item.text(0)}”?", document=self._document is not None)

    def _leave_form(self) -> None:
        self.form.hide()
        self.tree.setFocus()

    def _rule(self, wish: Wish) -> None:
        check = self._shown()
        self._do(
            partial(
                rule,
                self._services,
                check,
                wish.severity,
                self._reviewer,
                reason=wish.reason,
                document=self._document if wish.here else None,
                sections=(wish.section,) if wish.section else (),
                until=wish.until,
            ),
            f"{check} is {wish}.",
        )

    def _restore(self) -> None:
        """Take back what is ruled on the check, for this document and for all."""
        check = self._shown()
        scopes = dict.fromkeys(ruling.document for ruling in self._rulings if ruling.check == check)

        def act() -> None:
            for document in scopes:
                restore(self._services, check, self._reviewer, document=document)

        self._do(act, f"{check} is as it was made.")

    def _do(self, act: Callable[[], object], done: str) -> None:
        self.form.setEnabled(False)

        def work() -> str:
            act()
            return done

        job = self._jobs.ask(work)
        job.done.connect(self._on_ruled)
        job.failed.connect(self._on_refused)

    def _on_ruled(self, done: str) -> None:
        self.form.setEnabled(True)
        self._leave_form()
        self._look()
        self.ruled.emit(done)

    def _on_refused(self, error: Exception) -> None:
        self.form.setEnabled(True)
        self._on_failed(error)
