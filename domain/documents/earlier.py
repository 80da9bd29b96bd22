"""The views of a text that other authors had changed before the review: as it was, and with their marks."""

from collections.abc import Iterable, Iterator

from domain.documents.text import Block, Earlier, EarlierChange, Story
from domain.kernel import Value

_LINE_BREAK = "\u2028"


class Stretch(Value):
    """Some text in a row, and what was done to all of it; None where it was always there."""

    text: str
    what: Earlier | None = None
    author: str = ""


def original(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The paragraphs of the main text as they were before the earlier changes."""
    paragraphs: list[str] = []
    held: str | None = None
    before: Block | None = None
    for block in blocks:
        if block.story is not Story.BODY:
            continue
        lines = _lines(block)
        if held is not None:
            if before and before.cell == block.cell and not _follows_a_row(block):
                lines[0] = held + lines[0]
            elif held:
                paragraphs.append(held)
        held = lines.pop() if any(change.mark for change in block.earlier) else None
        paragraphs += lines
        before = block
    return (*paragraphs, held) if held else tuple(paragraphs)


def marked_up(block: Block) -> tuple[Stretch, ...]:
    """The text of a block in stretches, with what was inserted and what was deleted where it stood."""
    return tuple(stretch for stretch in _stretches(block) if stretch.text)


def _stretches(block: Block) -> Iterator[Stretch]:
    at = 0
    for change in block.earlier:
        yield Stretch(text=block.text[at : change.start])
        is_deleted = change.what is Earlier.DELETED
        text = change.text.replace(_LINE_BREAK, "\n") if is_deleted else block.text[change.start : change.end]
        yield Stretch(text=text, what=change.what, author=change.author)
        at = change.end
    yield Stretch(text=block.text[at:])


def _lines(block: Block) -> list[str]:
    """What stood in the place of a block, paragraph by paragraph; the last one goes on where its mark does."""
    lines, at = [""], 0
    for change in block.earlier:
        lines[-1] += block.text[at : change.start]
        at = change.end
        if change.what is Earlier.DELETED:
            text = change.text.replace("\t", "\n") if _is_row(change) else change.text
            first, *others = text.split("\n")
            lines[-1] += first.replace(_LINE_BREAK, "\n")
            lines += (line.replace(_LINE_BREAK, "\n") for line in others)
    lines[-1] += block.text[at:]
    return lines


def _is_row(change: EarlierChange) -> bool:
    return "\n" in change.text and change.text != "\n"


def _follows_a_row(block: Block) -> bool:
    return bool(block.earlier) and block.earlier[0].start == 0 and _is_row(block.earlier[0])
