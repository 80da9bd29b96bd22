"""What is to be done for each approved edit, before anything is touched."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.exporting.feasible import changed_words, obstacle
from app.exporting.proof import Unfaithful
from app.exporting.words import Change
from domain.documents.changes import Comment, DeleteBlock, Edit, InsertAfter, Replace
from domain.documents.text import ATOM, AtomKind, Block, Span, Story


@dataclass(frozen=True, eq=False)
class Task:
    """An edit with the block of the main text it changes, the words to change in it, and what prevents that.

    Where there is a `reason`, the edit is not made in place but travels as a comment; where its passage stands beside
    the main text, that hangs on the block next to it (None for the document). So does the edit that is a comment.
    """

    edit: Edit
    block: Block | None = None
    words: tuple[Change, ...] = ()
    reason: str = ""

    @property
    def changes(self) -> Block | None:
        """The block whose text or whose neighbours change."""
        return None if self.reason or isinstance(self.edit.change, Comment) else self.block

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
        return "\n".join(filter(None, lines))


def plan(edits: Sequence[Edit], blocks: Mapping[str, Block], can_go: Callable[[Block], bool]) -> list[Task]:
    """A task for each edit; raises Unfaithful where one does not fit the blocks.

    A block that cannot be taken out whole is emptied instead: its task's edit is the replacement it became. Not so
    where a paragraph is added after it, which then takes its place.
    """
    tasks = [_planned(edit, blocks) for edit in edits]
    followed = {task.changes.id for task in tasks if task.changes and isinstance(task.edit.change, InsertAfter)}

    def stays(task: Task) -> bool:
        is_deleted = task.changes and isinstance(task.edit.change, DeleteBlock)
        return bool(is_deleted and task.changes and task.changes.id not in followed and not can_go(task.changes))

    return [_emptying(task.edit, task.block) if task.block and stays(task) else task for task in tasks]


def places_to_cut(tasks: Sequence[Task], blocks: Mapping[str, Block]) -> dict[str, list[tuple[int, int]]]:
    """The blocks that are touched, and the stretches of each at whose ends its runs have to be cut."""
    found: dict[str, list[tuple[int, int]]] = {task.block.id: [] for task in tasks if task.block}
    for task in tasks:
        passage = task.passage
        if task.changes:
            found[task.changes.id] += [(word.start, word.end) for word in task.words]
            if isinstance(task.edit.change, DeleteBlock):
                found[task.changes.id].append((0, len(task.changes.text)))
        elif passage and passage.block in blocks and blocks[passage.block].story is Story.BODY:
            found.setdefault(passage.block, []).extend([(passage.start, passage.end)] if passage.quote else [])
    return found


def _planned(edit: Edit, blocks: Mapping[str, Block]) -> Task:
    change = edit.change
    if isinstance(change, Comment):
        commented = blocks.get(edit.anchor.block) if edit.anchor else None
        return Task(edit, _beside(commented, blocks) if commented else None)
    block = blocks.get(change.span.block if isinstance(change, Replace) else change.block)
    if block is None or (isinstance(change, Replace) and not change.span.fits(block)):
        raise Unfaithful
    if block.story is not Story.BODY:
        return Task(edit, _beside(block, blocks), reason=obstacle(block, change))
    words = tuple(changed_words(block, change)) if isinstance(change, Replace) else ()
    return Task(edit, block, words, obstacle(block, change))


def _beside(block: Block, blocks: Mapping[str, Block]) -> Block | None:
    """The block of the main text that a text box is anchored in or a note is referred to from; None for a header."""
    if block.story is Story.BODY:
        return block
    before = list(takewhile(lambda other: other is not block, blocks.values()))
    main = [other for other in blocks.values() if other.story is Story.BODY]
    if block.story is Story.TEXT_BOX:
        return next((b for b in reversed(before) if b.story is Story.BODY and b.part == block.part), None)
    note = [b for b in (*before, block) if b.story is block.story and b.label]
    return next((b for b in main if note and _refers(b, note[-1].label)), None)


def _refers(block: Block, mark: str) -> bool:
    return any(atom.kind is AtomKind.NOTE and atom.text == mark for atom in block.atoms)


def _emptying(edit: Edit, block: Block) -> Task:
    change = Replace(span=Span.of(block, 0, len(block.text)), text="")
    return Task(edit.model_copy(update={"change": change}), block, tuple(changed_words(block, change)))


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
        case Comment():
            return ""


def _quoted(text: str) -> str:
    return f"“{text.replace(ATOM, '[…]')}”"
