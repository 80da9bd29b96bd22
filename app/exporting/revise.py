"""Makes the planned changes in a Word document, as tracked changes."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import dropwhile, islice

from lxml import etree

from app.exporting.feasible import fixed
from app.exporting.line import Line
from app.exporting.marks import OF_CONTENT, OUTSIDE_PROPERTIES, Marks
from app.exporting.paragraphs import can_run_on, properties_of
from app.exporting.parts import Parts
from app.exporting.plan import Task
from app.exporting.rows import row_like, row_of
from app.exporting.runs import properties_like, text_run
from app.wordml import mark_is_deleted, paragraphs, w
from domain.documents.changes import DeleteBlock, DeleteRow, Edit, InsertAfter, InsertRow, Replace
from domain.documents.text import Block, BlockKind, Story

_OF_ONE_PARAGRAPH = (w("pageBreakBefore"), w("framePr"))

Place = tuple[etree._Element, etree._Element]
"""The first and the last element of a passage; a w:p stands for its start or its end."""


def revise(tasks: Sequence[Task], blocks: Mapping[str, Block], parts: Parts, marks: Marks) -> dict[Task, Place]:
    """Make the edits, which do not collide; the answer is where each was made, or would have been."""
    by_id = {**blocks} | {block.id: block for task in tasks for block in task.blocks}
    lines = {id: Line(by_id[id], parts, ranges, marks) for id, ranges in _places_to_cut(tasks, by_id).items()}
    of_line: dict[Line, list[Task]] = {line: [] for line in lines.values()}
    for task in tasks:
        for block in task.blocks if task.is_made else ():
            of_line[lines[block.id]].append(task)
    made: dict[Task, Place] = {}
    for line, own in of_line.items():
        made |= _replace(line, own)
    for task in tasks:
        if task.is_made and isinstance(task.edit.change, DeleteBlock | DeleteRow):
            made[task] = _delete(task, lines, parts, marks)
    for line, own in of_line.items():
        if any(isinstance(task.edit.change, InsertAfter) for task in own):
            made |= _add(line, own, _pattern(line, blocks.values(), parts, marks), marks)
    made |= _add_rows(tasks, parts, marks)
    return {task: place for task in tasks if (place := made.get(task) or _passage(task, lines))}


def _places_to_cut(tasks: Sequence[Task], blocks: Mapping[str, Block]) -> dict[str, list[tuple[int, int]]]:
    """The blocks that are touched, and the stretches of each at whose ends its runs have to be cut."""
    found: dict[str, list[tuple[int, int]]] = {block.id: [] for task in tasks for block in task.blocks}
    for task in tasks:
        passage = task.passage
        if task.is_made:
            for block in task.blocks:
                found[block.id] += [(word.start, word.end) for word in task.words]
        elif passage and passage.quote and passage.block in blocks:
            block = blocks[passage.block]
            if block.story is Story.BODY and fixed(block).isdisjoint(range(passage.start, passage.end)):
                found.setdefault(passage.block, []).append((passage.start, passage.end))
    return found


def _replace(line: Line, tasks: Sequence[Task]) -> dict[Task, Place]:
    replaced = [(task.edit.change.span, task) for task in tasks if isinstance(task.edit.change, Replace)]
    made: dict[Task, Place] = {}
    for _, task in sorted(replaced, key=lambda item: (item[0].start, item[0].end)):
        marks = [line.change(word, task.edit) for word in task.words]
        if marks:
            made[task] = marks[0][0], marks[-1][1]
    return made


def _delete(task: Task, lines: Mapping[str, Line], parts: Parts, marks: Marks) -> Place:
    """Take paragraphs out, one by itself or all of a row."""
    touched = [lines[block.id] for block in task.blocks]
    for line in touched:
        line.delete(task.edit)
    if task.lost is not None:
        marks.mark_paragraph(properties_of(task.lost), "del", task.edit)
        if task.lost is not touched[0].paragraph:
            _look_like(touched[0].paragraph, task.lost, task.edit, marks)
    if isinstance(task.edit.change, DeleteRow) and (row := row_of(task.blocks, parts)) is not None:
        marks.mark_row(row, "del", task.edit)
    return touched[0].whole[0], touched[-1].whole[1]


def _look_like(paragraph: etree._Element, other: etree._Element, edit: Edit, marks: Marks) -> None:
    """Set a paragraph like the one before that runs into it."""
    wanted = [deepcopy(child) for child in properties_of(other) if child.tag not in OUTSIDE_PROPERTIES]
    marks.change_properties(properties_of(paragraph), wanted, edit)


@dataclass(frozen=True)
class _Pattern:
    """What an added paragraph looks like: its w:pPr (None: those of the paragraph before), and a run to look like."""

    properties: list[etree._Element] | None
    run: etree._Element | None


def _pattern(line: Line, blocks: Iterable[Block], parts: Parts, marks: Marks) -> _Pattern:
    """The paragraph before; for one after a heading or a letter in a frame, the text that follows it."""
    is_framed = line.paragraph.find(f"{w('pPr')}/{w('framePr')}") is not None
    if line.block.kind is not BlockKind.HEADING and not is_framed:
        return _Pattern(None, line.plain_run)
    following = islice(dropwhile(lambda block: block.id != line.block.id, blocks), 1, None)
    text = next((block for block in following if block.kind is BlockKind.PARAGRAPH and block.text.strip()), None)
    if text is None or text.story is not Story.BODY:
        return _Pattern([], None)
    properties = parts.paragraph(text).find(w("pPr"))
    return _Pattern(
        [child for child in (() if properties is None else properties) if child.tag not in OUTSIDE_PROPERTIES],
        Line(text, parts, (), marks).plain_run,
    )


def _add(line: Line, tasks: Sequence[Task], pattern: _Pattern, marks: Marks) -> dict[Task, Place]:
    """Add the paragraphs that come after a block; the first one takes a deleted one's place."""
    added = [(task.edit.change.text, task) for task in tasks if isinstance(task.edit.change, InsertAfter)]
    is_taken = not any(isinstance(task.edit.change, DeleteBlock) for task in tasks)
    paragraph = line.paragraph
    made: dict[Task, Place] = {}
    for text, task in added:
        if is_taken and _holds_revisions(paragraph) and can_run_on(paragraph) and not mark_is_deleted(paragraph):
            paragraph = _paragraph_between(paragraph, pattern, task.edit, marks)
        else:
            if is_taken:
                paragraph = _paragraph_after(paragraph, task.edit, marks)
            marks.change_properties(properties_of(paragraph), _wanted(paragraph, pattern), task.edit)
        is_taken = True
        mark = marks.insert(text_run(text, properties_like(pattern.run)), task.edit)
        paragraph.append(mark)
        made[task] = mark, mark
    return made


def _paragraph_after(paragraph: etree._Element, edit: Edit, marks: Marks) -> etree._Element:
    """A new empty paragraph behind this one.

    It takes over the mark the paragraph ended with, and the paragraph gets a new mark, which is the inserted one: so
    does Word when Enter is pressed, and it holds wherever the paragraph stands, at the end of a cell or a section too.
    """
    new = etree.Element(w("p"))
    paragraph.addnext(new)
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        copy = deepcopy(properties)
        new.append(properties)
        etree.strip_elements(copy, w("sectPr"), with_tail=False)
        for of_mark in copy.findall(w("rPr")):
            etree.strip_elements(of_mark, *OF_CONTENT, with_tail=False)
        marks.renumber(copy)
        paragraph.insert(0, copy)
    marks.mark_paragraph(properties_of(paragraph), "ins", edit)
    return new


def _holds_revisions(paragraph: etree._Element) -> bool:
    """Whether an earlier author changed how a paragraph is set: a second paragraph would tell of that as well."""
    changed = (w("pPrChange"), f"{w('numPr')}/{w('ins')}")
    return any(paragraph.find(f"{w('pPr')}/{path}") is not None for path in changed)


def _paragraph_between(paragraph: etree._Element, pattern: _Pattern, edit: Edit, marks: Marks) -> etree._Element:
    """A new empty paragraph behind this one, which stays as it is; the next one takes it in when it is rejected."""
    new = etree.Element(w("p"))
    properties = properties_of(new)
    properties.extend(_wanted(paragraph, pattern))
    for copy in deepcopy(paragraph.findall(f"{w('pPr')}/{w('rPr')}")):
        properties.append(copy)
    etree.strip_elements(properties, *OF_CONTENT, w("rPrChange"), with_tail=False)
    paragraph.addnext(new)
    marks.mark_paragraph(properties, "ins", edit)
    return new


def _wanted(paragraph: etree._Element, pattern: _Pattern) -> list[etree._Element]:
    """How a paragraph is to be set that has the properties of the one before: it starts no page and has no frame."""
    wanted = pattern.properties
    if wanted is None:
        wanted = [child for child in properties_of(paragraph) if child.tag not in OUTSIDE_PROPERTIES]
    return [deepcopy(child) for child in wanted if child.tag not in _OF_ONE_PARAGRAPH]


def _add_rows(tasks: Sequence[Task], parts: Parts, marks: Marks) -> dict[Task, Place]:
    made: dict[Task, Place] = {}
    last: dict[etree._Element, etree._Element] = {}
    for task in tasks:
        change = task.edit.change
        if task.is_made and isinstance(change, InsertRow) and (row := row_of(task.blocks, parts)) is not None:
            new = row_like(row, change.cells, task.edit, marks)
            last.get(row, row).addnext(new)
            last[row] = new
            inside = paragraphs(new)
            made[task] = inside[0], inside[-1]
    return made


def _passage(task: Task, lines: Mapping[str, Line]) -> Place | None:
    """What the comment of an edit belongs to that left no marks: its passage or its block; None for no place."""
    passage = task.passage
    if passage and passage.block in lines:
        line = lines[passage.block]
        return line.around(passage.start, passage.end) if passage.quote else line.whole
    return lines[task.block.id].whole if task.block else None
