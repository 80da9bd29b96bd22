"""Write edits that were asked for in a list into a Word file as tracked changes; no profile is touched."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from app.usecases.ports.engines import Exporter
from app.usecases.ports.errors import EditRefused
from domain.documents.changes import Change, Comment, DeleteBlock, DeleteRow, Edit, InsertAfter, Replace, collide
from domain.documents.rows import row_of
from domain.documents.text import Block, Span
from domain.kernel import DomainError, Value

Strict = ConfigDict(strict=True, extra="forbid")


class AskedReplacement(Value):
    """Text in place of characters start..end of a block."""

    model_config = Strict
    block: str
    start: int
    end: int
    replacement: str
    comment: str | None = None


class AskedParagraph(Value):
    """A new paragraph after a block."""

    model_config = Strict
    insert_after: str
    text: str
    comment: str | None = None


class AskedDeletion(Value):
    """A block taken out."""

    model_config = Strict
    delete: str
    comment: str | None = None


class AskedRowDeletion(Value):
    """The row of a table taken out that a block stands in."""

    model_config = Strict
    delete_row: str
    comment: str | None = None


class AskedComment(Value):
    """A remark on characters start..end of a block."""

    model_config = Strict
    comment_on: str
    start: int
    end: int
    comment: str = Field(min_length=1)


_FORMS = {
    "block": "replacement",
    "insert_after": "paragraph",
    "delete": "deletion",
    "delete_row": "row deletion",
    "comment_on": "comment",
}
"""The key that tells the form of an edit."""


def _form(asked: Any) -> str | None:
    keys = asked if isinstance(asked, dict) else ()
    return next((form for key, form in _FORMS.items() if key in keys), None)


AskedEdit = Annotated[
    Annotated[AskedReplacement, Tag("replacement")]
    | Annotated[AskedParagraph, Tag("paragraph")]
    | Annotated[AskedDeletion, Tag("deletion")]
    | Annotated[AskedRowDeletion, Tag("row deletion")]
    | Annotated[AskedComment, Tag("comment")],
    Discriminator(
        _form,
        custom_error_type="form",
        custom_error_message=f"an edit has one of the keys {', '.join(_FORMS)}",
    ),
]


class Outcome(Value):
    """What became of one of the edits, by its place in the list; `reason` says why it was not simply applied."""

    index: int
    status: Literal["applied", "commented", "refused"]
    reason: str = ""


class Redlined(Value):
    """The Word file, and what became of each edit."""

    data: bytes
    outcomes: tuple[Outcome, ...]


class _IllFitting(DomainError):
    """The edit does not fit the text, or another edit of the list."""


def redline(
    exporter: Exporter, source: bytes, blocks: Sequence[Block], asked: Sequence[AskedEdit], author: str, at: datetime
) -> Redlined:
    """Make all edits that can be made, each in place or as a comment; the others are refused one by one.

    Of two that change the same text the later is refused. Raises Refused where the file as a whole cannot be written.
    """
    by_id = {block.id: block for block in blocks}
    refused: dict[int, str] = {}
    edits: dict[int, Edit] = {}
    for index, each in enumerate(asked):
        try:
            edit = _edit(str(index), each, by_id, blocks, author, at)
            _must_not_collide(edit, edits)
            edits[index] = edit
        except _IllFitting as misfit:
            refused[index] = str(misfit)
    while True:
        try:
            file = exporter.export("tracked", "docx", source, blocks, list(edits.values()))
            break
        except EditRefused as fault:
            edits.pop(int(fault.finding))
            refused[int(fault.finding)] = "The Word file could not be written exactly as asked with this edit."
    commented = {int(finding): reason for finding, reason in file.commented.items()}
    outcomes = (
        Outcome(index=index, status="refused", reason=refused[index])
        if index in refused
        else Outcome(index=index, status="commented", reason=_sentence(commented[index]))
        if index in commented
        else Outcome(index=index, status="applied")
        for index in range(len(asked))
    )
    return Redlined(data=file.data, outcomes=tuple(outcomes))


def _edit(
    finding: str, asked: AskedEdit, by_id: dict[str, Block], blocks: Sequence[Block], author: str, at: datetime
) -> Edit:
    change: Change
    anchor, comment = None, _lines(asked.comment or "")
    match asked:
        case AskedReplacement():
            anchor = _span(_block(asked.block, by_id), asked.start, asked.end)
            change = Replace(span=anchor, text=_lines(asked.replacement))
        case AskedParagraph():
            change = InsertAfter(block=_block(asked.insert_after, by_id).id, text=_lines(asked.text))
        case AskedDeletion():
            change = DeleteBlock(block=_block(asked.delete, by_id).id)
        case AskedRowDeletion():
            row = row_of(_block(asked.delete_row, by_id), blocks)
            if not row:
                raise _IllFitting(f"The block {asked.delete_row} stands in no row of a table.")
            change = DeleteRow(blocks=tuple(block.id for block in row))
        case AskedComment():
            anchor = _span(_block(asked.comment_on, by_id), asked.start, asked.end)
            if not any(letter.isprintable() and not letter.isspace() for letter in asked.comment):
                raise _IllFitting("Its comment says nothing.")
            change, comment = Comment(text=_lines(asked.comment)), ""
    return Edit(finding=finding, change=change, anchor=anchor, comment=comment, author=author, at=at)


def _lines(text: str) -> str:
    """Text with the line ends of a block, whichever system it was written on."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _block(id: str, by_id: dict[str, Block]) -> Block:
    if id not in by_id:
        raise _IllFitting(f"The file has no block {id}.")
    return by_id[id]


def _span(block: Block, start: int, end: int) -> Span:
    if not 0 <= start <= end <= len(block.text):
        raise _IllFitting(f"Characters {start} to {end} do not lie within the {len(block.text)} of block {block.id}.")
    return Span.of(block, start, end)


def _must_not_collide(edit: Edit, taken: dict[int, Edit]) -> None:
    other = next((index for index, each in taken.items() if collide(edit.change, each.change)), None)
    if other is not None:
        raise _IllFitting(f"It changes the same text as edit {other}.")


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}." if reason and not reason.endswith(".") else reason
