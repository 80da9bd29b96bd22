"""Suggested and approved changes to a revision: what they are, when two collide, and the text they lead to."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from domain.documents.text import Block, Span
from domain.kernel import Value

TO_BE_SPECIFIED = "[to be specified"
"""How a place begins that only the author or the reviewer can fill in; it ends with a closing bracket."""


class Replace(Value):
    """Put `text` where the span is; an empty span inserts, an empty text deletes."""

    kind: Literal["replace"] = "replace"
    span: Span
    text: str


class InsertAfter(Value):
    """A new paragraph after a block."""

    kind: Literal["insert_after"] = "insert_after"
    block: str
    text: str


class DeleteBlock(Value):
    """Take a paragraph out."""

    kind: Literal["delete_block"] = "delete_block"
    block: str


class Comment(Value):
    """Say something to the author without changing the text."""

    kind: Literal["comment"] = "comment"
    text: str


class DeleteRow(Value):
    """Take a row out of a table; `blocks` are all the paragraphs in it, in order."""

    kind: Literal["delete_row"] = "delete_row"
    blocks: tuple[str, ...] = Field(min_length=1)


class InsertRow(Value):
    """A new row after the one whose last paragraph is `block`, with one paragraph in each of its cells."""

    kind: Literal["insert_row"] = "insert_row"
    block: str
    cells: tuple[str, ...]


Suggestion = Annotated[Replace | InsertAfter | DeleteBlock | Comment, Field(discriminator="kind")]

Change = Annotated[Replace | InsertAfter | DeleteBlock | Comment | DeleteRow | InsertRow, Field(discriminator="kind")]
"""What an edit does: what a finding may suggest, and what is done to the rows of a table."""


class Edit(Value):
    """A change a reviewer decided on.

    `anchor` is the passage its comment hangs on (None: the start of the document); `comment` is the reason that
    travels with it into the Word file; `author` and `at` (UTC) are shown there too.
    """

    finding: str
    change: Change
    anchor: Span | None
    comment: str
    author: str
    at: AwareDatetime

    @property
    def is_incomplete(self) -> bool:
        """Whether its text still leaves a place for somebody to fill in."""
        return any(TO_BE_SPECIFIED in text for text in new_texts(self.change))


class ApprovedParagraph(Value):
    """A paragraph of the text after the changes; `block` is None for one that was inserted."""

    block: str | None
    text: str


def new_texts(change: Change) -> tuple[str, ...]:
    """The paragraphs, or the parts of one, that a change writes."""
    match change:
        case Replace(text=text) | InsertAfter(text=text):
            return (text,)
        case InsertRow(cells=cells):
            return cells
        case Comment() | DeleteBlock() | DeleteRow():
            return ()


def deleted_blocks(change: Change) -> tuple[str, ...]:
    """The paragraphs a change takes out whole."""
    match change:
        case DeleteBlock(block=block):
            return (block,)
        case DeleteRow(blocks=blocks):
            return blocks
        case _:
            return ()


def collide(one: Change, other: Change) -> bool:
    """Whether two changes cannot both be made: they replace common text, or one deletes the other's paragraph.

    Insertions at one point do not collide (they keep the order of their findings), nor does an insertion at the edge
    of replaced text, nor a paragraph inserted after one that is deleted, unless that goes with its row. Comments
    collide with nothing.
    """
    gone = deleted_blocks(one)
    if deleted_blocks(other) and not gone:
        return collide(other, one)
    if gone:
        touched = set(deleted_blocks(other))
        if isinstance(other, Replace):
            touched.add(other.span.block)
        if isinstance(one, DeleteRow) and isinstance(other, InsertAfter):
            touched.add(other.block)
        return not touched.isdisjoint(gone)
    if isinstance(one, Replace) and isinstance(other, Replace) and one.span.block == other.span.block:
        a, b = one.span, other.span
        if a.start == a.end or b.start == b.end:
            point, around = (a, b) if a.start == a.end else (b, a)
            return around.start < point.start < around.end
        return a.start < b.end and b.start < a.end
    return False


def approved_text(blocks: Iterable[Block], edits: Sequence[Edit]) -> tuple[ApprovedParagraph, ...]:
    """The paragraphs after these edits (which do not collide), computed from the blocks alone.

    Edits at one point are made in the order given.
    """
    replaced: dict[str, list[Replace]] = {}
    inserted: dict[str, list[str]] = {}
    rows: dict[str, list[str]] = {}
    deleted: set[str] = set()
    for edit in edits:
        match edit.change:
            case Replace() as change:
                replaced.setdefault(change.span.block, []).append(change)
            case InsertAfter() as change:
                inserted.setdefault(change.block, []).append(change.text)
            case InsertRow() as change:
                rows.setdefault(change.block, []).extend(change.cells)
            case DeleteBlock() | DeleteRow() as change:
                deleted.update(deleted_blocks(change))
    paragraphs = []
    for block in blocks:
        if block.id not in deleted:
            paragraphs.append(
                ApprovedParagraph(block=block.id, text=replace_all(block.text, replaced.get(block.id, ())))
            )
        added = (*inserted.get(block.id, ()), *rows.get(block.id, ()))
        paragraphs += [ApprovedParagraph(block=None, text=text) for text in added]
    return tuple(paragraphs)


def in_order(changes: Iterable[Replace]) -> list[Replace]:
    """Replacements in the order of their places; at one place as given, insertions before what is replaced there."""
    return sorted(changes, key=lambda change: (change.span.start, change.span.end))


def replace_all(text: str, changes: Iterable[Replace]) -> str:
    """The text with these replacements made, none of which collide."""
    out, last = [], 0
    for change in in_order(changes):
        out += [text[last : change.span.start], change.text]
        last = change.span.end
    return "".join([*out, text[last:]])
