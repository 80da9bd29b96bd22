"""The Document: its imported revisions and the change set approved over each."""

from typing import ClassVar, Literal, Self

from domain.documents.changes import Edit
from domain.documents.events import ChangeSetApproved, DocumentForgotten, RevisionExported, RevisionImported
from domain.documents.export import ExportKind
from domain.kernel import Aggregate, Event, IllegalTransition, NotFound, Value, VersionNumber

Format = Literal["docx", "markdown"]


class SameText(IllegalTransition):
    """The bytes are those of the revision that is already there."""


class Superseded(IllegalTransition):
    """The revision that is meant is not the latest one any more."""


class ChangeSet(Value):
    """The approved edits over a revision."""

    number: VersionNumber
    session: str
    edits: tuple[Edit, ...]


class Revision(Value):
    """An imported text. Findings and decisions refer to it; it never changes."""

    id: str
    number: VersionNumber
    format: Format
    title: str
    file_name: str
    file_path: str
    sha256: str
    size: int
    block_count: int
    notes: tuple[str, ...] = ()
    changes: ChangeSet | None = None


class Document(Aggregate):
    """A specification under review, through all the revisions of it that were imported."""

    CONTEXT: ClassVar[str] = "documents"
    STREAM: ClassVar[str] = "document"

    revisions: tuple[Revision, ...] = ()
    forgotten: bool = False

    @property
    def latest(self) -> Revision:
        """The revision imported last; raises NotFound."""
        if self.forgotten:
            raise NotFound("This document was forgotten.")
        if not self.revisions:
            raise NotFound(f"There is no document with the id {self.id}.")
        return self.revisions[-1]

    def current(self, revision: str | None) -> Revision:
        """The latest revision, where that is the one meant (None: whichever); raises Superseded."""
        if revision is not None and revision != self.latest.id:
            raise Superseded(
                f"There is a newer text of this document, version {self.latest.number}: the review goes on there."
            )
        return self.latest

    def revision(self, id: str) -> Revision:
        """The revision with this id; raises NotFound."""
        for revision in self.revisions:
            if revision.id == id:
                return revision
        raise NotFound(f"The document has no revision {id}.")

    def import_revision(
        self,
        *,
        id: str,
        format: Format,
        title: str,
        file_name: str,
        file_path: str,
        sha256: str,
        size: int,
        block_count: int,
        reader: str,
        notes: tuple[str, ...] = (),
    ) -> tuple[Event, ...]:
        """A new text of this document; raises SameText where it is the one that is there."""
        if self.revisions and self.latest.sha256 == sha256:
            raise SameText("This is the text that is already under review; there is nothing to revise.")
        number = VersionNumber(major=len(self.revisions) + 1)
        return (
            RevisionImported(
                revision=id,
                number=number,
                previous=self.latest.id if self.revisions else None,
                format=format,
                size=size,
                block_count=block_count,
                reader=reader,
                title=title,
                file_name=file_name,
                file_path=file_path,
                sha256=sha256,
                notes=notes,
            ),
        )

    def approve_changes(self, revision: str, session: str, edits: tuple[Edit, ...]) -> tuple[Event, ...]:
        """The edits a session approved; approved again they replace the set and raise its patch number."""
        base = self.revision(revision)
        before = base.changes.number if base.changes else None
        number = (
            VersionNumber(major=base.number.major, minor=before.minor, patch=before.patch + 1)
            if before
            else VersionNumber(major=base.number.major, minor=1)
        )
        return (ChangeSetApproved(revision=revision, number=number, session=session, edits=edits),)

    def record_export(
        self,
        revision: str,
        *,
        number: VersionNumber,
        kind: ExportKind,
        exporter: str,
        sha256: str,
        size: int,
        file_name: str,
        as_comments: tuple[str, ...] = (),
        author: str = "",
    ) -> tuple[Event, ...]:
        """A file with the change set of this number left; raises IllegalTransition where that is not approved."""
        changes = self.revision(revision).changes
        if changes is None or changes.number != number:
            raise IllegalTransition("The approved changes are others by now: export again.")
        return (
            RevisionExported(
                revision=revision,
                number=number,
                kind=kind,
                exporter=exporter,
                sha256=sha256,
                size=size,
                file_name=file_name,
                as_comments=as_comments,
                author=author,
            ),
        )

    def forget(self) -> tuple[Event, ...]:
        """Leave no text of it behind; nothing where that was decided before. Raises NotFound."""
        return () if self.must_exist().forgotten else (DocumentForgotten(),)

    def evolve(self, event: Event) -> Self:
        match event:
            case RevisionImported():
                revision = Revision(
                    id=event.revision,
                    number=event.number,
                    format=event.format,
                    title=event.title,
                    file_name=event.file_name,
                    file_path=event.file_path,
                    sha256=event.sha256,
                    size=event.size,
                    block_count=event.block_count,
                    notes=event.notes,
                )
                return self.model_copy(update={"revisions": (*self.revisions, revision)})
            case ChangeSetApproved():
                changes = ChangeSet(number=event.number, session=event.session, edits=event.edits)
                revisions = tuple(
                    r.model_copy(update={"changes": changes}) if r.id == event.revision else r for r in self.revisions
                )
                return self.model_copy(update={"revisions": revisions})
            case DocumentForgotten():
                return self.model_copy(update={"revisions": (), "forgotten": True})
            case _:
                return self
