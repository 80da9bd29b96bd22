"""Files into the library, one after the other, with a word about each that needs one."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.desktop.jobs import Job, Jobs
from app.desktop.messages import Message, Offer, sentence
from app.usecases.files import load_file
from app.usecases.import_document import ImportedDocument, import_document
from app.usecases.ports.services import Services
from app.usecases.ports.store import DocumentEntry


class Importer(QObject):
    """`imported`: document, title, whether it is to be analysed, whether it is to be opened."""

    imported = Signal(str, str, bool, bool)
    said = Signal(object)

    def __init__(self, parent: QObject, services: Services, jobs: Jobs, reviewer: str) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._reviewer = services, jobs, reviewer

    def start(self, paths: Sequence[Path], entries: Sequence[DocumentEntry]) -> None:
        """Import these files; one that changed since it was imported is asked about first. A single one is opened."""
        alone = len(paths) == 1
        for path in paths:
            earlier = next((e for e in entries if e.file_path == str(path.absolute())), None)
            if earlier is None:
                self._import(path, None, alone)
            else:
                self._ask(path, earlier, alone)

    def _ask(self, path: Path, earlier: DocumentEntry, show: bool) -> None:
        def work(_: Job) -> tuple[Path, DocumentEntry, bool, bool]:
            same = hashlib.sha256(load_file(path)).hexdigest() == earlier.sha256
            return path, earlier, same, show

        job = self._jobs.start("import", work)
        job.done.connect(self._on_compared)
        job.failed.connect(partial(self._on_failed, path.name))

    def _on_compared(self, answer: tuple[Path, DocumentEntry, bool, bool]) -> None:
        path, earlier, same, show = answer
        if same:
            self._import(path, None, show)
            return
        self.said.emit(
            Message(
                "warning",
                f"{path.name} has changed since it was imported as version {earlier.number}.",
                offers=(
                    Offer("Import as the next version", partial(self._import, path, earlier.document, show)),
                    Offer("Import as another document", partial(self._import, path, None, show)),
                ),
            )
        )

    def _import(self, path: Path, revises: str | None, show: bool) -> None:
        def work(job: Job) -> tuple[str, bool, ImportedDocument]:
            data = load_file(path)
            name, full = path.name, str(path.absolute())
            done = import_document(
                self._services, data, name, full, self._reviewer, revises=revises, cancelled=job.cancelled
            )
            return name, show, done

        job = self._jobs.start("import", work)
        job.done.connect(self._on_imported)
        job.failed.connect(partial(self._on_failed, path.name))

    def _on_imported(self, answer: tuple[str, bool, ImportedDocument]) -> None:
        name, show, done = answer
        if done.known:
            self.said.emit(Message("info", f"{name} is already in the library."))
        self.imported.emit(done.document, name, not done.known, show)

    def _on_failed(self, name: str, error: Exception) -> None:
        text = sentence(error)
        self.said.emit(Message("error", text if name in text else f"{name}: {text}"))
