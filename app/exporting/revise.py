"""Makes the planned changes in a Word document, as tracked changes."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree

from app.exporting.line import Line
from app.exporting.marks import OF_CONTENT, Marks
from app.exporting.paragraphs import can_go, properties_of
from app.exporting.plan import Task, places_to_cut, plan
from app.exporting.proof import Unfaithful
from app.exporting.runs import properties_like, text_run
from app.wordml import paragraphs, w
from domain.documents.changes import DeleteBlock, Edit, InsertAfter, Replace
from domain.documents.text import Block, BlockKind

Place = tuple[etree._Element, etree._Element]
"""What a comment hangs on: the first and the last element; a w:p stands for its start or its end."""

_KEPT_BY_BODY_TEXT = (w("rPr"), w("sectPr"), w("pPrChange"))


def revise(root: etree._Element, blocks: Sequence[Block], edits: Sequence[Edit], marks: Marks) -> dict[Task, Place]:
    """Make the edits, which do not collide; the answer is what was done for each, and where its comment belongs.

    Raises Unfaithful where an edit does not fit the document.
    """
    every_paragraph = paragraphs(root)
    by_id = {block.id: block for block in blocks}
    tasks = plan(edits, by_id, lambda block: can_go(every_paragraph[block.paragraph], block))
    lines = {id: Line(by_id[id], every_paragraph, ranges, marks) for id, ranges in places_to_cut(tasks, by_id).items()}
    made: dict[Task, Place] = {}
    for line in lines.values():
        of_block = [task for task in tasks if task.changes is line.block]
        made |= _replace(line, of_block) | _delete_and_add(line, of_block, marks)
    return {task: made.get(task) or _passage(task, lines, every_paragraph) for task in tasks}


def _replace(line: Line, tasks: Sequence[Task]) -> dict[Task, Place]:
    replaced = [(task.edit.change.span, task) for task in tasks if isinstance(task.edit.change, Replace)]
    made: dict[Task, Place] = {}
    for _, task in sorted(replaced, key=lambda item: (item[0].start, item[0].end)):
        marks = [line.change(word, task.edit) for word in task.words]
        if marks:
            made[task] = marks[0][0], marks[-1][1]
    return made


def _delete_and_add(line: Line, tasks: Sequence[Task], marks: Marks) -> dict[Task, Place]:
    """Take the paragraph out, and add those that come after it; the first added one takes a deleted one's place."""
    deletion = next((task.edit for task in tasks if isinstance(task.edit.change, DeleteBlock)), None)
    added = [(task.edit.change.text, task) for task in tasks if isinstance(task.edit.change, InsertAfter)]
    if deletion:
        line.delete(deletion)
        if not added:
            marks.mark_paragraph(properties_of(line.paragraph), "del", deletion)
    is_heading = line.block.kind is BlockKind.HEADING
    like = None if is_heading else line.plain_run
    paragraph, is_taken = line.paragraph, deletion is None
    made: dict[Task, Place] = {}
    for text, task in added:
        if is_taken:
            paragraph = _paragraph_after(paragraph, task.edit, marks)
        is_taken = True
        _set_as_body_text(paragraph, is_heading, task.edit, marks)
        mark = marks.insert(text_run(text, properties_like(like)), task.edit)
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
        etree.strip_elements(copy, w("sectPr"), *OF_CONTENT, with_tail=False)
        marks.renumber(copy)
        paragraph.insert(0, copy)
    marks.mark_paragraph(properties_of(paragraph), "ins", edit)
    return new


def _set_as_body_text(paragraph: etree._Element, is_heading: bool, edit: Edit, marks: Marks) -> None:
    """Let a paragraph that took a heading's properties over look like text, and no paragraph start a page again."""
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        unwanted = [
            child
            for child in properties
            if child.tag not in _KEPT_BY_BODY_TEXT and (is_heading or child.tag == w("pageBreakBefore"))
        ]
        marks.change_properties(properties, unwanted, edit)


def _passage(task: Task, lines: Mapping[str, Line], every_paragraph: Sequence[etree._Element]) -> Place:
    """What the comment of an edit hangs on that left no marks: its passage, its block, or the document's beginning."""
    passage = task.passage
    if passage and passage.block in lines:
        line = lines[passage.block]
        return line.around(passage.start, passage.end) if passage.quote else line.whole
    if task.block:
        return lines[task.block.id].whole
    if not every_paragraph:
        raise Unfaithful
    return every_paragraph[0], every_paragraph[0]
