"""The library: which documents there are, and how to name one."""

import hashlib
from pathlib import Path

from app.usecases.files import load_file
from app.usecases.ports.services import Services
from app.usecases.ports.store import DocumentEntry
from domain.documents.document import Document, Superseded
from domain.kernel import DomainError, NotFound


class AmbiguousDocument(DomainError):
    """The name fits several documents."""


def library(s: Services) -> tuple[DocumentEntry, ...]:
    """The documents, the one imported last first."""
    return s.store.views.documents()


def find_document(s: Services, name: str) -> str:
    """The id of the document with this id, unique beginning of an id, or path of an imported file."""
    s.store.catch_up()
    begin_so = [entry.document for entry in library(s) if entry.document.startswith(name.lower())] if name else []
    if len(begin_so) == 1 or name in begin_so:
        return name if name in begin_so else begin_so[0]
    if by_path := _imported_from(s, Path(name)):
        return by_path
    if begin_so:
        raise AmbiguousDocument(f"{name} is the beginning of {len(begin_so)} document ids: give more of it.")
    raise NotFound(f"No document matches {name}: give the id that review printed, or the path of an imported file.")


def _imported_from(s: Services, path: Path) -> str | None:
    """The document whose latest text the file holds now; else the one last imported from that path."""
    try:
        sha256 = hashlib.sha256(load_file(path)).hexdigest() if path.is_file() else ""
    except (OSError, ValueError):  # no name a file can have
        return None
    documents = s.store.views.documents_with(sha256=sha256) if sha256 else ()
    for document in documents[:1]:
        latest = s.store.load(Document, document).latest
        if latest.sha256 != sha256:
            raise Superseded(
                f"{path} is an earlier text of document {document}, which is at version {latest.number} now: name the "
                "document by its id."
            )
    documents = documents or s.store.views.documents_with(path=str(path.absolute()))
    return documents[0] if documents else None
