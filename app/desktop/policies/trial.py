"""The strip on which one requirement is tried on a document of the library; nothing is kept of it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from app.desktop.jobs import Job, Jobs
from app.desktop.messages import sentence
from app.desktop.policies.entries import Entry
from app.usecases.import_document import blocks_of
from app.usecases.ports.services import Services
from app.usecases.ports.store import DocumentEntry
from app.usecases.ports.tasks import TaskCancelled
from app.usecases.try_requirement import try_requirement
from domain.analysis.request import PolicyVerdict
from domain.documents.text import Block

Tried = tuple[Entry, PolicyVerdict, dict[str, Block]]


class Trial(QFrame):
    """`tried` carries the Entry, its PolicyVerdict and the blocks by their ids."""

    tried = Signal(object)

    def __init__(self, services: Services, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._services, self._jobs = services, jobs
        self._entry: Entry | None = None
        self._job: Job | None = None
        em = self.fontMetrics().height()
        self.documents = QComboBox()
        self.documents.setAccessibleName("Document to try the requirement on")
        self.documents.setToolTip("The document the requirement is tried on")
        self.documents.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button = QPushButton("Test")
        self.button.setToolTip("Test this requirement on the document; nothing is recorded")
        self.button.clicked.connect(self._try)
        self.says = QLabel()
        self.says.setObjectName("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(em, em // 2, em, em // 2)
        row.setSpacing(em // 2)
        row.addWidget(QLabel("Test on"))
        row.addWidget(self.documents, 1)
        row.addWidget(self.button)
        row.addWidget(self.says)
        self.says.hide()

    def show_documents(self, documents: Sequence[DocumentEntry], first: str | None) -> None:
        """Offer these documents, this one before the others; the one that is chosen stays so."""
        chosen = self.documents.currentData() or first
        self.documents.clear()
        for entry in sorted(documents, key=lambda entry: entry.document != first):
            self.documents.addItem(entry.title, entry.document)
        self.documents.setCurrentIndex(max(self.documents.findData(chosen), 0))
        self._update()

    def show_entry(self, entry: Entry | None) -> None:
        """Offer to try this requirement."""
        self._entry = entry
        self._update()

    def document(self) -> str:
        """The id of the document that is chosen."""
        return str(self.documents.currentData())

    def cancel(self) -> None:
        """Ask a trial to end."""
        if self._job:
            self._job.cancel()

    def _update(self) -> None:
        self.button.setEnabled(self._entry is not None and self.documents.count() > 0 and self._job is None)

    def _try(self) -> None:
        if (entry := self._entry) is None:
            return
        s, document = self._services, self.document()

        def work(job: Job) -> Tried:
            latest = next(each for each in s.store.views.documents() if each.document == document)
            blocks = blocks_of(s, document, latest.revision)
            verdict = try_requirement(
                s.engine, entry.pack, entry.requirement.id, latest.title, blocks, cancelled=job.cancelled
            )
            return entry, verdict, {block.id: block for block in blocks}

        self._say("Testing …")
        self._job = self._jobs.start("search", work)
        self._job.done.connect(self._on_tried)
        self._job.failed.connect(self._on_failed)
        self._update()

    def _on_tried(self, tried: Tried) -> None:
        self._end("")
        self.tried.emit(tried)

    def _on_failed(self, error: Exception) -> None:
        self._end("" if isinstance(error, TaskCancelled) else sentence(error))

    def _end(self, words: str) -> None:
        self._job = None
        self._say(words)
        self._update()

    def _say(self, words: str) -> None:
        self.says.setText(words)
        self.says.setVisible(bool(words))
