"""Approved edits written into the original Markdown, handed over only once it is read again and proved right."""

from collections.abc import Callable, Sequence
from itertools import groupby

from app.encoding import decode
from app.exporting.markdown.patch import WAYS, NotInPlace, Patcher, Splice, Way
from app.exporting.markdown.places import Original
from app.usecases.ports.engines import ExportedFile
from app.usecases.ports.errors import Refused
from domain.documents.changes import DeleteBlock, Edit, InsertAfter, Replace, approved_text
from domain.documents.text import Block, BlockKind, Span

Read = Callable[[bytes], Sequence[Block]]
"""The reader of Markdown files."""


def write(source: bytes, blocks: Sequence[Block], edits: Sequence[Edit], read: Read) -> ExportedFile:
    """The file with the edits that can be made in it, and why the others cannot; raises Refused."""
    decoded = decode(source)
    if decoded is None or _shown(read(source)) != _shown(blocks):
        raise Refused("The file's text is not the text that was reviewed: import it again.")
    return _Writing(Original(source, decoded), blocks, edits, read).written()


class _Writing:
    """Tries the edits all at once, and where that goes wrong finds the one at fault and tries it in another way."""

    def __init__(self, original: Original, blocks: Sequence[Block], edits: Sequence[Edit], read: Read) -> None:
        self._original, self._blocks, self._read = original, blocks, read
        self._patcher = Patcher(original, blocks)
        self._deleted = {edit.change.block for edit in edits if isinstance(edit.change, DeleteBlock)}
        self._edits = list(edits)
        self._ways: dict[str, Way] = {edit.finding: WAYS[0] for edit in edits}
        self._unmade: dict[str, str] = {}

    def written(self) -> ExportedFile:
        """The proved file."""
        while True:
            self._set_impossible_aside()
            if (data := self._proved(self._edits)) is not None:
                return ExportedFile(data=data, commented=self._unmade)
            fault = self._at_fault()
            later = WAYS[WAYS.index(self._ways[fault.finding]) + 1 :]
            if later:
                self._ways[fault.finding] = later[0]
            else:
                self._set_aside(fault, "Markdown would read the text around it otherwise")

    def _set_impossible_aside(self) -> None:
        for edit in tuple(self._edits):
            try:
                self._splices(edit)
            except NotInPlace as obstacle:
                self._set_aside(edit, str(obstacle))
                self._set_impossible_aside()  # a deletion may have counted on the paragraph in its place
                return

    def _set_aside(self, edit: Edit, reason: str) -> None:
        self._edits.remove(edit)
        self._unmade[edit.finding] = reason
        if isinstance(edit.change, DeleteBlock):
            self._deleted.discard(edit.change.block)

    def _splices(self, edit: Edit) -> list[Splice]:
        change = edit.change
        takes_place = isinstance(change, InsertAfter) and change.block in self._deleted and self._is_first(edit)
        if isinstance(change, DeleteBlock) and self._first_added(change.block):
            return []  # the first paragraph that is added takes its place
        return self._patcher.splices(change, self._ways[edit.finding], takes_place)

    def _first_added(self, block: str) -> Edit | None:
        added = (e for e in self._edits if isinstance(e.change, InsertAfter) and e.change.block == block)
        return next(added, None)

    def _is_first(self, edit: Edit) -> bool:
        return isinstance(edit.change, InsertAfter) and self._first_added(edit.change.block) is edit

    def _proved(self, edits: Sequence[Edit]) -> bytes | None:
        """The file with these edits; None where it would not read as approved."""
        splices = [splice for edit in edits for splice in self._splices(edit)]
        data = _spliced(self._original, splices)
        if data is None:
            return None
        try:
            after = self._read(data)
        except Refused:
            return None
        return data if _is_right(self._blocks, after, edits) else None

    def _at_fault(self) -> Edit:
        """The first edit with which the file is not right, though it is with those before it."""
        right, wrong = 0, len(self._edits)
        while wrong - right > 1:
            middle = (right + wrong) // 2
            if self._proved(self._edits[:middle]) is None:
                wrong = middle
            else:
                right = middle
        return self._edits[wrong - 1]


def _spliced(original: Original, splices: Sequence[Splice]) -> bytes | None:
    """The bytes with these stretches written anew; None where two of them overlap."""
    out, last = [original.mark], 0
    ordered = sorted(splices, key=lambda splice: (splice.start, splice.end, splice.is_lines))
    for _, group in groupby(ordered, key=lambda splice: (splice.start, splice.end)):
        here = list(group)
        start, end = here[0].start, here[0].end
        if start < last or (start < end and len(here) > 1):
            return None
        out += [original.bytes_of(last, start), *(original.encoded(splice.text) for splice in here)]
        out.append(original.encoded(here[-1].closing))
        last = end
    return b"".join([*out, original.bytes_of(last, len(original.text))])


def _is_right(before: Sequence[Block], after: Sequence[Block], edits: Sequence[Edit]) -> bool:
    """Whether a file reads as approved, with every block that stayed of the kind it was."""
    edits = [_emptying(edit, before) for edit in edits]
    approved = approved_text(before, edits)
    if [_words(paragraph.text) for paragraph in approved] != [_words(block.text) for block in after]:
        return False
    known = {block.id: block for block in before}
    kept = [(known[p.block], block) for p, block in zip(approved, after, strict=True) if p.block]
    added = [block for p, block in zip(approved, after, strict=True) if p.block is None]
    return all(_kind(old) == _kind(new) for old, new in kept) and all(
        block.kind not in (BlockKind.HEADING, BlockKind.CODE) for block in added
    )


def _words(text: str) -> str:
    """A text without the spaces around its lines, which Markdown does not keep."""
    return "\n".join(line.strip(" \t") for line in text.split("\n"))


def _emptying(edit: Edit, blocks: Sequence[Block]) -> Edit:
    """A cell is emptied where it is deleted: a row of Markdown has all its cells."""
    change = edit.change
    if not isinstance(change, DeleteBlock):
        return edit
    block = next(block for block in blocks if block.id == change.block)
    if block.cell is None:
        return edit
    emptied = Replace(span=Span.of(block, 0, len(block.text)), text="")
    return edit.model_copy(update={"change": emptied})


def _kind(block: Block) -> tuple[object, ...]:
    return block.kind, block.level, block.story, tuple((atom.kind, atom.text) for atom in block.atoms)


def _shown(blocks: Sequence[Block]) -> list[tuple[str, tuple[object, ...]]]:
    return [(block.text, _kind(block)) for block in blocks]
