"""What happens to a document."""

from typing import Annotated, Literal

from domain.documents.changes import Edit
from domain.documents.export import ExportKind
from domain.kernel import Event, Sealed, VersionNumber


class RevisionImported(Event):
    """A file was read. Its bytes and its blocks are kept beside the event, named `source` and `blocks`."""

    type: Literal["RevisionImported"] = "RevisionImported"
    revision: str
    number: VersionNumber
    previous: str | None = None
    format: Literal["docx", "markdown"]
    size: int
    block_count: int
    reader: str
    title: Annotated[str, Sealed]
    file_name: Annotated[str, Sealed]
    file_path: Annotated[str, Sealed]
    sha256: Annotated[str, Sealed]
    notes: Annotated[tuple[str, ...], Sealed] = ()


class ChangeSetApproved(Event):
    """The approved edits over an imported revision, in the order they are made in."""

    type: Literal["ChangeSetApproved"] = "ChangeSetApproved"
    revision: str
    number: VersionNumber
    session: str
    edits: Annotated[tuple[Edit, ...], Sealed]


class RevisionExported(Event):
    """A file left DocSense; `sha256` is the digest of exactly what left.

    `as_comments` are the findings whose edits could not be made in the text; `author` is the name the changes left
    under ("": that of whoever decided each).
    """

    type: Literal["RevisionExported"] = "RevisionExported"
    revision: str
    number: VersionNumber
    kind: ExportKind
    exporter: str
    sha256: str
    size: int
    as_comments: tuple[str, ...] = ()
    author: str = ""
    file_name: Annotated[str, Sealed]


class DocumentForgotten(Event):
    """The document is to leave no text behind: its key is destroyed, and with it all that was sealed under it."""

    type: Literal["DocumentForgotten"] = "DocumentForgotten"
