"""Which edits can be made in place, and what stands in the way of the others."""

from collections.abc import Iterator

from app.exporting.comments import NOT_XML
from app.exporting.words import Change, changes
from domain.documents.changes import Comment, DeleteBlock, InsertAfter, Replace, Suggestion
from domain.documents.text import ATOM, Block, DocxPlace, How, Story

_ELSEWHERE = {
    Story.TEXT_BOX: "a text box",
    Story.FOOTNOTE: "a footnote",
    Story.ENDNOTE: "an endnote",
    Story.HEADER: "a header",
    Story.FOOTER: "a footer",
}


def fixed(block: Block) -> frozenset[int]:
    """The offsets of a block that show something Word computes or that is not text: nothing there can be edited."""
    return frozenset(
        offset
        for piece in block.pieces
        if piece.how is How.COMPUTED or not isinstance(piece.place, DocxPlace)
        for offset in range(piece.start, piece.end)
    )


def changed_words(block: Block, change: Replace) -> Iterator[Change]:
    """The changes a replacement comes to, at offsets of the block."""
    start = change.span.start
    inside = {offset - start for offset in fixed(block)}
    for found in changes(change.span.quote, change.text, inside):
        yield Change(found.start + start, found.end + start, found.text)


def obstacle(block: Block, change: Suggestion) -> str:
    """Why a change cannot be made in place; "" where it can."""
    match change:
        case Comment():
            return ""
        case _ if block.story in _ELSEWHERE:
            return f"it stands in {_ELSEWHERE[block.story]}, and only the main text is changed"
        case DeleteBlock():
            return _untouchable(block, 0, len(block.text))
        case InsertAfter():
            return _unwritable(change.text)
        case Replace():
            found = [
                _unwritable(part.text) or _untouchable(block, part.start, part.end) or _between(block, part)
                for part in changed_words(block, change)
            ]
            return next(filter(None, found), "")


def _unwritable(text: str) -> str:
    if ATOM in text:
        return "the new text would move or add something that is not text, such as a formula or a note"
    return "the new text holds a control character, which no Word file can hold" if NOT_XML.search(text) else ""


def _untouchable(block: Block, start: int, end: int) -> str:
    if ATOM in block.text[start:end]:
        return "it would delete something that is not text, such as a formula, a note or a picture"
    if any(offset in fixed(block) for offset in range(start, end)):
        return "it changes text that Word computes, such as a number or a cross-reference"
    return ""


def _between(block: Block, change: Change) -> str:
    """Text can be inserted beside text, and at either end of a paragraph."""
    at, untouchable = change.start, fixed(block)
    if change.end > at or at in (0, len(block.text)) or at not in untouchable or at - 1 not in untouchable:
        return ""
    return "it stands within what Word computes or between things that are not text"
