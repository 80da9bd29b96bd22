"""Export the approved changes of a document as a Word file."""

import contextlib
import hashlib
from pathlib import Path
from typing import Literal

from app.usecases.files import write_file
from app.usecases.import_document import blocks_of
from app.usecases.ports import Refused, Services, UnitOfWork
from app.usecases.unit import commit
from domain.documents.document import Document
from domain.documents.export import AS_DECIDED, ExportOptions
from domain.feedback.session import FeedbackSession, SessionState
from domain.kernel import IllegalTransition, Value


class Exported(Value):
    """What left, the edits that had to travel as comments with the reason why (by finding), and the findings whose
    text still leaves a place to be specified."""

    path: str
    sha256: str
    size: int
    commented: dict[str, str]
    incomplete: tuple[str, ...]


def export(
    s: Services,
    document: str,
    kind: Literal["tracked", "clean"],
    out: Path,
    actor: str,
    *,
    meant: str | None = None,
    options: ExportOptions = AS_DECIDED,
) -> Exported:
    """Write the Word file and record that it left; nothing is written where it cannot be proved right.

    `meant` is the revision the reviewer looks at, where that is known: Superseded is raised where it is not the latest.
    Raises IllegalTransition where the review is not approved, and Refused.
    """
    revision = s.store.load(Document, document).must_exist().current(meant)
    session = s.store.load(FeedbackSession, FeedbackSession.id_of(revision.id))
    if revision.changes is None or session.state is not SessionState.APPROVED:
        again = " again" if revision.changes else ""
        raise IllegalTransition(f"Nothing is exported before the review is approved{again}.")
    _must_not_be_an_original(s, out)
    if unknown := (options.reasons or frozenset()) - session.items.keys():
        raise Refused(f"The review has no finding {min(unknown)}, whose reason was to travel.")
    source = s.store.attachment(document, f"source/{revision.id}")
    changes = revision.changes
    file = s.exporter.export(kind, revision.format, source, blocks_of(s, document, revision.id), changes.edits, options)
    sha256 = hashlib.sha256(file.data).hexdigest()

    def record(unit: UnitOfWork) -> None:
        state = unit.load(Document, document)
        events = state.record_export(
            revision.id,
            number=changes.number,
            kind=kind,
            exporter=s.exporter.name,
            sha256=sha256,
            size=len(file.data),
            file_name=out.name,
            as_comments=tuple(file.commented),
            author=options.author,
        )
        unit.record(state, events, document=document)

    # The log is told first: a file that left without a trace would be worse than a trace without a file.
    write_file(out, file.data, tell=lambda: commit(s, Document.CONTEXT, actor, record))
    incomplete = tuple(edit.finding for edit in changes.edits if edit.is_incomplete)
    return Exported(path=str(out), sha256=sha256, size=len(file.data), commented=file.commented, incomplete=incomplete)


def _must_not_be_an_original(s: Services, out: Path) -> None:
    if out.suffix.lower() != ".docx":
        raise Refused("The export is a Word file: give it a name that ends in .docx.")
    with contextlib.suppress(OSError):
        if s.store.views.documents_with(sha256=hashlib.sha256(out.read_bytes()).hexdigest()):
            raise Refused(f"{out} is an original: choose another name, an imported file is never overwritten.")
