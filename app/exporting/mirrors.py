"""Text boxes are written twice, for newer and for older programs: what is changed in one is changed in the other."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, pairwise

from lxml import etree

from app.exporting.parts import Parts
from app.wordml import MC, boxes, runs, visible_text, w
from domain.documents.changes import Change, Comment, DeleteBlock, DeleteRow, InsertAfter, InsertRow, Replace
from domain.documents.text import Block, DocxPlace, Piece, Story

_ALTERNATIVES, _CHOICE, _FALLBACK = (f"{{{MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))


class NoMirror(Exception):
    """The two forms of a text box do not say the same."""


def mirror(block: Block, parts: Parts) -> Block | None:
    """The block as it stands in the other form of its text box; None where there is only one. Raises NoMirror."""
    if block.story is Story.BODY:
        return None
    paragraph = parts.paragraph(block)
    twice = [
        (choice, fallback)
        for choice in paragraph.iterancestors(_CHOICE)
        if (around := choice.getparent()) is not None
        and (fallback := around.find(_FALLBACK)) is not None
        and next(fallback.iter(w("txbxContent")), None) is not None
    ]
    if not twice:
        return None
    if len(twice) > 1:
        raise NoMirror
    choice, fallback = twice[0]
    there = dict(zip(_in_boxes(choice), _in_boxes(fallback), strict=False))
    moved: dict[int, int] = {}
    for index in {block.paragraph, *(p.place.paragraph for p in block.pieces if isinstance(p.place, DocxPlace))}:
        here = parts.paragraphs(block.part)[index]
        other = there.get(here)
        if other is None or "".join(_words(other)) != "".join(_words(here)):
            raise NoMirror
        moved[index] = parts.number(block.part, other)
    pieces = tuple(each for piece in block.pieces for each in _moved(piece, block.part, moved, parts))
    update = {"id": mirror_id(block.id), "pieces": pieces, "paragraph": moved[block.paragraph]}
    return block.model_copy(update=update)


def _moved(piece: Piece, part: str, moved: Mapping[int, int], parts: Parts) -> Iterator[Piece]:
    """A piece as it stands in the other form, whose runs may part the same words elsewhere."""
    place = piece.place
    if not isinstance(place, DocxPlace):
        yield piece
        return
    here, there = (_words(parts.paragraphs(part)[index]) for index in (place.paragraph, moved[place.paragraph]))
    first = sum(map(len, here[: place.run])) + place.start
    last = first + place.end - place.start
    for number, (begin, stop) in enumerate(pairwise(accumulate(map(len, there), initial=0))):
        start, end = max(first, begin), min(last, stop)
        if start < end:
            runs_on = {"paragraph": moved[place.paragraph], "run": number, "start": start - begin, "end": end - begin}
            yield piece.model_copy(
                update={
                    "start": piece.start + start - first,
                    "end": piece.start + end - first,
                    "place": place.model_copy(update=runs_on),
                }
            )


def mirrored(change: Change) -> Change:
    """The same change of the blocks in the other form of their text box."""
    match change:
        case Replace(span=span):
            return change.model_copy(update={"span": span.model_copy(update={"block": mirror_id(span.block)})})
        case InsertAfter(block=block) | DeleteBlock(block=block) | InsertRow(block=block):
            return change.model_copy(update={"block": mirror_id(block)})
        case DeleteRow(blocks=blocks):
            return change.model_copy(update={"blocks": tuple(map(mirror_id, blocks))})
        case Comment():
            return change


def mirror_id(block: str) -> str:
    """The id of a block's mirror."""
    return f"{block}/fallback"


def _in_boxes(form: etree._Element) -> Iterable[etree._Element]:
    return [paragraph for box in boxes(form) for paragraph in box.iter(w("p"))]


def _words(paragraph: etree._Element) -> list[str]:
    return [visible_text(run) for run in runs(paragraph)]
