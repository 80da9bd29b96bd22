"""Which edits can be made in place, and what stands in the way of the others."""

from collections.abc import Iterator, Sequence

from app.exporting.characters import NOT_XML
from app.exporting.seams import Seams
from app.exporting.words import Change as Words
from app.exporting.words import changes, common
from domain.documents.changes import (
    Change,
    Comment,
    DeleteBlock,
    DeleteRow,
    InsertAfter,
    InsertRow,
    Replace,
    new_texts,
)
from domain.documents.text import ATOM, Block, DocxPlace, How

_ENTRY = "it holds a field that shows nothing, such as an entry of an index, which would be left behind"
_NOT_TEXT = "it would delete something that is not text, such as a formula, a note, a picture or a check box"


def fixed(block: Block) -> frozenset[int]:
    """The offsets of a block that show something Word computes or that is not text: nothing there can be edited."""
    return frozenset(
        offset
        for piece in block.pieces
        if piece.how is How.COMPUTED or not isinstance(piece.place, DocxPlace)
        for offset in range(piece.start, piece.end)
    )


def changed_words(block: Block, change: Replace, seams: Seams) -> Iterator[Words]:
    """The changes a replacement comes to, at offsets of the block."""
    start = change.span.start
    inside = {offset - start for offset in fixed(block) | seams.beside}
    for found in changes(change.span.quote, change.text, inside):
        yield _between_levels(Words(found.start + start, found.end + start, found.text), block, seams)


def _between_levels(change: Words, block: Block, seams: Seams) -> Words:
    """The change without a common beginning or end on another level: of P and its index t only P changes."""
    old, new = block.text[change.start : change.end], change.text
    ahead = common(zip(old, new, strict=False))
    first = max((at for at in seams.levels if change.start < at <= change.start + ahead), default=change.start)
    old, new = old[first - change.start :], new[first - change.start :]
    behind = common(zip(reversed(old), reversed(new), strict=False))
    last = min((at for at in seams.levels if change.end - behind <= at < change.end), default=change.end)
    return Words(first, last, new[: len(new) - (change.end - last)])


def obstacle(block: Block, change: Change, words: Sequence[Words], seams: Seams) -> str:
    """Why the text of a block does not let a change be made in place, of these `words` where it is replaced."""
    match change:
        case Comment():
            return ""
        case DeleteBlock() | DeleteRow():
            beside = (seams.without_letters and _NOT_TEXT) or (seams.unseen and _ENTRY) or ""
            return _untouchable(block, 0, len(block.text)) or beside
        case InsertAfter() | InsertRow():
            return next(filter(None, map(_unwritable, new_texts(change))), "")
        case Replace():
            found = (
                _unwritable(part.text)
                or _untouchable(block, part.start, part.end)
                or _between(block, part)
                or _across(part, seams)
                for part in words
            )
            return next(filter(None, found), "") or _levelled(block, words, seams)


def _unwritable(text: str) -> str:
    if ATOM in text:
        return "the new text would move or add something that is not text, such as a formula or a note"
    return "the new text holds a control character, which no Word file can hold" if NOT_XML.search(text) else ""


def _untouchable(block: Block, start: int, end: int) -> str:
    if ATOM in block.text[start:end]:
        return _NOT_TEXT
    if any(offset in fixed(block) for offset in range(start, end)):
        return "it changes text that Word computes, such as a number or a cross-reference, or shows with a reading"
    return ""


def _across(change: Words, seams: Seams) -> str:
    """What shows no letters is not left behind."""
    return _NOT_TEXT if any(change.start < at < change.end for at in seams.without_letters) else ""


def _levelled(block: Block, words: Sequence[Words], seams: Seams) -> str:
    """What is no plain character is not taken out to be written as one."""
    gone = {block.text[at] for at in seams.signs if any(part.start <= at < part.end for part in words)}
    if any(sign in part.text for part in words for sign in gone):
        return "it would make a plain character of a page break, an aligned tab or a symbol"
    return ""


def _between(block: Block, change: Words) -> str:
    """Text can be inserted beside text, and at either end of a paragraph."""
    at, untouchable = change.start, fixed(block)
    if change.end > at or at in (0, len(block.text)) or at not in untouchable or at - 1 not in untouchable:
        return ""
    return "it stands within what Word computes or between things that are not text"
