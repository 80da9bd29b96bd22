"""Export the approved changes of a document, or the report on its review."""

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from app.usecases.files import must_be_free, write_file
from app.usecases.import_document import blocks_of
from app.usecases.ports.engines import ExportedFile, ReportForm
from app.usecases.ports.errors import Refused
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.report_review import report_on
from app.usecases.unit import commit
from domain.documents.changes import Edit
from domain.documents.document import Document, Revision
from domain.documents.export import AS_DECIDED, LONGEST_INITIALS, ExportKind, ExportOptions, signs, word_suffix
from domain.documents.text import Block
from domain.feedback.session import FeedbackSession, SessionState
from domain.kernel import IllegalTransition, Value

_SUFFIXES: dict[ExportKind, tuple[str, ...]] = {
    "tracked": (".docx",),
    "clean": (".docx",),
    "source": (".md", ".markdown", ".mdx"),
    "report": (".docx", ".html", ".json"),
}


class Exported(Value):
    """What left, the edits that could not be made in its text with the reason why (by finding), and the findings whose
    text still leaves a place to be specified."""

    kind: ExportKind
    path: str
    sha256: str
    size: int
    commented: dict[str, str]
    incomplete: tuple[str, ...]


def export(
    s: Services,
    document: str,
    kind: ExportKind,
    out: Path,
    actor: str,
    *,
    meant: str | None = None,
    options: ExportOptions = AS_DECIDED,
    replaces: bool = False,
) -> Exported:
    """Write the file and record that it left; nothing is written where it cannot be proved right.

    `meant` is the revision the reviewer looks at, where that is known: Superseded is raised where it is not the latest.
    `replaces` says that another file of that name goes, as the reviewer was asked; an imported one never does.
    Raises IllegalTransition where the review is not approved, and Refused.
    """
    revision = s.store.load(Document, document).must_exist().current(meant)
    session = s.store.load(FeedbackSession, FeedbackSession.id_of(revision.id))
    if revision.changes is None or session.state is not SessionState.APPROVED:
        again = " again" if revision.changes else ""
        raise IllegalTransition(f"Nothing is exported before the review is approved{again}.")
    _must_fit(out, kind, revision)
    _must_not_be_an_original(s, out)
    must_be_free(out, replaces=replaces)
    if options.author and not signs(options.author):
        raise Refused("The author needs a name of 1 to 200 letters, without control characters.")
    if len(options.initials) > LONGEST_INITIALS or not options.initials.isprintable():
        raise Refused(f"The initials are up to {LONGEST_INITIALS} letters, without control characters.")
    if unknown := (options.reasons or frozenset()) - session.items.keys():
        raise Refused(f"The review has no finding {min(unknown)}, whose reason was to travel.")
    changes = revision.changes
    file = _made(s, document, revision, changes.edits, kind, out, options)
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
    write_file(out, file.data, tell=lambda: commit(s, Document.CONTEXT, actor, record), replaces=replaces)
    incomplete = tuple(edit.finding for edit in changes.edits if edit.is_incomplete)
    return Exported(
        kind=kind, path=str(out), sha256=sha256, size=len(file.data), commented=file.commented, incomplete=incomplete
    )


def _made(
    s: Services,
    document: str,
    revision: Revision,
    edits: Sequence[Edit],
    kind: ExportKind,
    out: Path,
    options: ExportOptions,
) -> ExportedFile:
    if kind == "report":
        form = cast(ReportForm, out.suffix.lower().removeprefix("."))
        return ExportedFile(data=s.exporter.report(report_on(s, document, revision.id, options), form))
    source, blocks = s.store.attachment(document, f"source/{revision.id}"), blocks_of(s, document, revision.id)
    if kind != "source":
        return s.exporter.export(kind, revision.format, source, blocks, edits, options)

    def read(data: bytes) -> Sequence[Block]:
        return s.reader.read(data, revision.file_name, lambda: False).blocks

    return s.exporter.patch(source, blocks, edits, read)


def _must_fit(out: Path, kind: ExportKind, revision: Revision) -> None:
    if kind == "source" and revision.format != "markdown":
        raise Refused("The original is a Word file: it is changed in place by the format tracked or clean.")
    is_word_file = kind in ("tracked", "clean") and revision.format == "docx"
    fitting = (word_suffix(revision.file_name),) if is_word_file else _SUFFIXES[kind]
    if out.suffix.lower() not in fitting:
        allowed = " or ".join(fitting)
        raise Refused(f"{out.name} does not say what is written: give it a name that ends in {allowed}.")


def _must_not_be_an_original(s: Services, out: Path) -> None:
    """An imported file is known by its bytes, and by its place also once its author went on writing."""
    if not out.is_file():
        return
    s.store.catch_up()
    views = s.store.views
    names_one = any(views.documents_with(path=str(path)) for path in (out.absolute(), out.resolve()))
    is_one = names_one or any(_are_same(Path(entry.file_path), out) for entry in views.documents())
    with contextlib.suppress(OSError):
        is_one = is_one or bool(views.documents_with(sha256=hashlib.sha256(out.read_bytes()).hexdigest()))
    if is_one:
        raise Refused(f"{out} is an original: choose another name, an imported file is never overwritten.")


def _are_same(one: Path, other: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return os.path.samefile(one, other)
    return False
