"""Import a file: as a new document, as the next revision of one, or, with the same bytes, as the one it is."""

import hashlib
from collections.abc import Mapping

from app.block_lines import from_lines, to_lines
from app.usecases.ports.errors import Refused
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.ports.tasks import Cancelled
from app.usecases.unit import commit
from domain.documents.document import Document
from domain.documents.text import Block
from domain.kernel import Value, new_id

_LONGEST_WAIT = 30.0
"""Seconds; what is waited for is a moment's writing by another process."""


class ImportedDocument(Value):
    """Where the text now is; `known` when these bytes had been imported before."""

    document: str
    revision: str
    known: bool


def import_document(
    s: Services,
    data: bytes,
    file_name: str,
    file_path: str,
    actor: str,
    *,
    revises: str | None = None,
    cancelled: Cancelled = lambda: False,
) -> ImportedDocument:
    """Read the file and keep its bytes and blocks; raises Refused, TaskCancelled and leaves nothing behind then.

    `revises` is the id of the document whose next revision this is.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if revises is None and data and (known := _known(s, sha256)):  # no bytes are nobody's bytes
        return known
    if revises is not None:
        s.store.load(Document, revises).must_exist()
    read = s.reader.read(data, file_name, cancelled)
    if read.format == "docx" and not any(block.text.strip() for block in read.blocks):
        raise Refused(f"{file_name} holds no text to review.")
    document_id, revision_id = revises or new_id(), new_id()

    def step(unit: UnitOfWork) -> None:
        document = unit.load(Document, document_id)
        events = document.import_revision(
            id=revision_id,
            format=read.format,
            title=read.title,
            file_name=file_name,
            file_path=file_path,
            sha256=sha256,
            size=len(data),
            block_count=len(read.blocks),
            reader=read.reader,
            notes=read.notes,
        )
        unit.record(
            document,
            events,
            document=document_id,
            attachments={f"source/{revision_id}": data, f"blocks/{revision_id}": b"\n".join(to_lines(read.blocks))},
        )

    # One at a time looks and writes: the same file imported twice at once is still one document.
    with s.store.lease("import", wait=_LONGEST_WAIT):
        if revises is None and data and (known := _known(s, sha256)):
            return known
        commit(s, Document.CONTEXT, actor, step)
    return ImportedDocument(document=document_id, revision=revision_id, known=False)


def _known(s: Services, sha256: str) -> ImportedDocument | None:
    """The document and its revision with these bytes."""
    s.store.catch_up()
    for id in s.store.views.documents_with(sha256=sha256):
        document = s.store.load(Document, id)
        revision = next(r for r in reversed(document.revisions) if r.sha256 == sha256)
        return ImportedDocument(document=id, revision=revision.id, known=True)
    return None


Texts = Mapping[str, tuple[Block, ...]]
"""The blocks of revisions, by their ids, that the caller has read before: it spares a long document's decoding."""


def blocks_of(s: Services, document: str, revision: str, read: Texts | None = None) -> tuple[Block, ...]:
    """The blocks of an imported revision."""
    if read and revision in read:
        return read[revision]
    return from_lines(s.store.attachment(document, f"blocks/{revision}").splitlines())
