"""Export the approved changes of a document as a Word file."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import Literal

from app.usecases.import_document import blocks_of
from app.usecases.ports import Refused, Services, UnitOfWork
from app.usecases.unit import commit
from domain.documents.document import Document
from domain.feedback.session import FeedbackSession, SessionState
from domain.kernel import IllegalTransition, Value


class Exported(Value):
    """What left, and the edits that had to travel as comments with the reason why (by finding)."""

    path: str
    sha256: str
    size: int
    commented: dict[str, str]


def export(s: Services, document: str, kind: Literal["tracked", "clean"], out: Path, actor: str) -> Exported:
    """Write the Word file and record that it left; nothing is written where it cannot be proved right.

    Raises IllegalTransition where the review is not approved, and Refused.
    """
    found = s.store.load(Document, document).must_exist()
    revision = found.latest
    session = s.store.load(FeedbackSession, FeedbackSession.id_of(revision.id))
    if revision.changes is None or session.state is not SessionState.APPROVED:
        again = " again" if revision.changes else ""
        raise IllegalTransition(f"Nothing is exported before the review is approved{again}.")
    _must_not_be_an_original(out, found)
    source = s.store.attachment(document, f"source/{revision.id}")
    file = s.exporter.export(kind, revision.format, source, blocks_of(s, document, revision.id), revision.changes.edits)
    sha256 = hashlib.sha256(file.data).hexdigest()

    def record(unit: UnitOfWork) -> None:
        state = unit.load(Document, document)
        events = state.record_export(revision.id, format=kind, sha256=sha256, size=len(file.data), file_name=out.name)
        unit.record(state, events, document=document)

    try:
        descriptor, waiting = tempfile.mkstemp(prefix=".docsense-", suffix=".part", dir=out.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(file.data)
                stream.flush()
                os.fsync(stream.fileno())
            # The log is told first: a file that left without a trace would be worse than a trace without a file.
            commit(s, Document.CONTEXT, actor, record)
            os.replace(waiting, out)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(waiting)
    except OSError as error:
        raise Refused(f"{out} could not be written: {error.strerror or type(error).__name__}.") from error
    return Exported(path=str(out), sha256=sha256, size=len(file.data), commented=file.commented)


def _must_not_be_an_original(out: Path, document: Document) -> None:
    if out.suffix.lower() != ".docx":
        raise Refused("The export is a Word file: give it a name that ends in .docx.")
    originals = {revision.sha256 for revision in document.revisions}
    with contextlib.suppress(OSError):
        if hashlib.sha256(out.read_bytes()).hexdigest() in originals:
            raise Refused(f"{out} is the original: choose another name, the original is never overwritten.")
