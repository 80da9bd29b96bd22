"""What is to be done for each approved edit, before anything is touched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from app.exporting.feasible import changed_words, obstacle
from app.exporting.guards import Guards
from app.exporting.mirrors import NoMirror, mirror, mirrored
from app.exporting.paragraphs import can_run_on, can_vanish, first_of, mark_before
from app.exporting.parts import Parts
from app.exporting.rows import row_obstacle
from app.exporting.seams import Seams, seams
from app.exporting.words import Change as Words
from app.wordml import mark_is_deleted
from domain.documents.changes import Change, Comment, DeleteBlock, DeleteRow, Edit, InsertAfter, InsertRow, Replace
from domain.documents.text import ATOM, Block, Span


class Stray(Exception):
    """An edit that does not fit the blocks."""

    def __init__(self, edit: Edit) -> None:
        super().__init__(edit.finding)
        self.edit = edit


@dataclass(frozen=True, eq=False)
class Task:
    """An edit with the blocks it changes, and the words to change.

    Where there is a `reason`, the edit is not made in place but travels as a comment. `lost` is the paragraph that
    loses its mark when a block is taken out. A mirror is the same edit in the other form of a text box.
    """

    edit: Edit
    blocks: tuple[Block, ...] = ()
    words: tuple[Words, ...] = ()
    reason: str = ""
    lost: etree._Element | None = None
    is_mirror: bool = False

    @property
    def is_made(self) -> bool:
        """Whether the edit is made in the text."""
        return not self.reason and not isinstance(self.edit.change, Comment)

    @property
    def block(self) -> Block | None:
        """The block that is changed, or the first of a row; for a comment the one it hangs on, None for no place."""
        return self.blocks[0] if self.blocks else None

    @property
    def passage(self) -> Span | None:
        """The passage the comment hangs on where no change is made; None for the block, or for the document."""
        match self.edit.change:
            case Replace(span=span):
                return span
            case Comment():
                return self.edit.anchor
            case _:
                return None

    @property
    def comment(self) -> str:
        """What the comment of the edit says; "" where there is nothing to say."""
        lines = [self.edit.comment]
        if isinstance(self.edit.change, Comment):
            lines.insert(0, self.edit.change.text)
        if self.reason:
            lines += [_suggested(self.edit), f"Not changed in place: {self.reason}."]
        return "" if self.is_mirror else "\n".join(filter(None, lines))


def plan(edits: Sequence[Edit], blocks: Mapping[str, Block], parts: Parts, kept: Mapping[str, str]) -> list[Task]:
    """A task for each edit, and one for each of its mirrors; raises Stray.

    `kept` says why the edits of some findings are not to be made. A block that cannot be taken out whole is emptied
    instead: its task's edit is the replacement it became. Not so where a paragraph is added after it, which then takes
    its place.
    """
    guards = Guards(parts)
    planner = _Planner(blocks, parts, guards)
    tasks = [task for edit in edits for task in planner.tasks(edit, kept.get(edit.finding, ""))]
    planned = _without_marks(tasks, parts)
    if against := _objections(planned, guards, parts):
        return plan(edits, blocks, parts, {**kept, **against})
    return planned


def _objections(tasks: Sequence[Task], guards: Guards, parts: Parts) -> dict[str, str]:
    """Why some deletions, by their findings, cannot be made: another paragraph would lose its mark, which stays."""
    lost = ((task, task.blocks[0], task.lost) for task in tasks if task.is_made and task.lost is not None)
    others = ((task, block.part, other) for task, block, other in lost if other is not parts.paragraph(block))
    found = ((task.edit.finding, guards.objection_to_joining(part, other)) for task, part, other in others)
    return {finding: reason for finding, reason in found if reason}


@dataclass(frozen=True)
class _Planner:
    blocks: Mapping[str, Block]
    parts: Parts
    guards: Guards

    def tasks(self, edit: Edit, reason: str) -> Iterator[Task]:
        """The task of an edit, which is not to be made where there is a reason, and that of its mirror."""
        change = edit.change
        if isinstance(change, Comment):
            commented = self.blocks.get(edit.anchor.block) if edit.anchor else None
            yield Task(edit, (commented,) if commented else ())
            return
        named = _named(change)
        touched = tuple(self.blocks[id] for id in named if id in self.blocks)
        if len(touched) < len(named) or (isinstance(change, Replace) and not change.span.fits(touched[0])):
            raise Stray(edit)
        within = [seams(block, self.parts) for block in touched]
        words = tuple(changed_words(touched[0], change, within[0])) if isinstance(change, Replace) else ()
        others: tuple[Block, ...] = ()
        try:
            reason = reason or self._hindrance(change, touched, within, words)
            others = tuple(filter(None, (mirror(block, self.parts) for block in touched)))
        except NoMirror:
            reason = "the file has its text box twice, for newer and for older programs, and the two differ"
        yield Task(edit, touched, words, reason)
        if not reason and others:
            yield Task(edit.model_copy(update={"change": mirrored(change)}), others, words, is_mirror=True)

    def _hindrance(
        self, change: Change, touched: Sequence[Block], within: Sequence[Seams], words: Sequence[Words]
    ) -> str:
        """Why a change cannot be made in place; "" where it can."""
        for block, inside in zip(touched, within, strict=True):
            stretches = [(0, len(block.text))]
            if isinstance(change, Replace):
                stretches = [(word.start, word.end) for word in words]
            elif isinstance(change, InsertAfter):
                stretches = [(len(block.text), len(block.text))]
            objection = self.guards.objection(change, block, stretches)
            if reason := objection or obstacle(block, change, words, inside):
                return reason
        if isinstance(change, DeleteRow | InsertRow):
            return row_obstacle(change, touched, self.blocks.values(), self.parts)
        return ""


def _named(change: Change) -> tuple[str, ...]:
    match change:
        case Replace(span=span):
            return (span.block,)
        case InsertAfter(block=block) | DeleteBlock(block=block) | InsertRow(block=block):
            return (block,)
        case DeleteRow(blocks=ids):
            return ids
        case Comment():
            return ()


def _without_marks(tasks: Sequence[Task], parts: Parts) -> list[Task]:
    """The tasks, each deletion of a block with the paragraph that loses its mark, or turned into an emptying.

    A mark that an earlier author deleted, with nothing to run into, is lost already.
    """
    made = [task for task in tasks if task.is_made]
    followed = {block.id for task in made if isinstance(task.edit.change, InsertAfter) for block in task.blocks}
    going = [t for t in made if isinstance(t.edit.change, DeleteBlock) and t.blocks[0].id not in followed]
    gone = {t for t in going if not t.blocks[0].cell and mark_is_deleted(parts.paragraph(t.blocks[0]))}
    going = [task for task in going if task not in gone]
    lost = {t: p for t in going if can_run_on(p := parts.paragraph(t.blocks[0]))}
    for task in going:
        if task not in lost and (paragraph := _in_its_stead(task.blocks[0], list(lost.values()), parts)) is not None:
            lost[task] = paragraph
    stays = set(going) - set(lost)
    return [_emptying(task) if task in stays else replace(task, lost=lost.get(task)) for task in tasks]


def _in_its_stead(block: Block, gone: Sequence[etree._Element], parts: Parts) -> etree._Element | None:
    """The paragraph that loses its mark so that one that cannot run on is gone; itself only before a table, with no
    paragraph before it, since LibreOffice keeps it there."""
    paragraph = parts.paragraph(block)
    before = mark_before(first_of(paragraph), gone)
    return paragraph if before is None and can_vanish(paragraph, block) else before


def _emptying(task: Task) -> Task:
    block = task.blocks[0]
    change = Replace(span=Span.of(block, 0, len(block.text)), text="")
    edit = task.edit.model_copy(update={"change": change})
    return replace(task, edit=edit, words=tuple(changed_words(block, change, Seams())))


def _suggested(edit: Edit) -> str:
    match edit.change:
        case Replace(span=span, text=text):
            old, new = _quoted(span.quote), _quoted(text)
            if not span.quote:
                return f"Suggested: insert {new}."
            return f"Suggested: {new} in place of {old}." if text else f"Suggested: delete {old}."
        case InsertAfter(text=text):
            return f"Suggested, as a new paragraph: {_quoted(text)}."
        case DeleteBlock():
            return "Suggested: delete this paragraph."
        case DeleteRow():
            return "Suggested: delete this row."
        case InsertRow(cells=cells):
            return f"Suggested, as a new row: {' | '.join(map(_quoted, cells))}."
        case Comment():
            return ""


def _quoted(text: str) -> str:
    return f"“{text.replace(ATOM, '[…]')}”"
