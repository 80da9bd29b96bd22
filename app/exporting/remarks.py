"""Where the comment of each edit hangs: on its passage, or on what stands for that in the main text."""

from collections.abc import Mapping, Sequence

from app.exporting.comments import Comments
from app.exporting.marks import Marks
from app.exporting.paragraphs import properties_of
from app.exporting.parts import Parts
from app.exporting.plan import Task
from app.exporting.revise import Place
from app.exporting.rows import in_passing_row, paragraph_behind
from app.usecases.ports.errors import EditRefused
from app.wordml import w
from domain.documents.text import Block, Story

_NOTES = {w("footnote"): w("footnoteReference"), w("endnote"): w("endnoteReference")}
_WHERE = {
    Story.TEXT_BOX: "the text box",
    Story.FOOTNOTE: "the footnote",
    Story.ENDNOTE: "the endnote",
    Story.HEADER: "the header",
    Story.FOOTER: "the footer",
}
_SHOWN = 60
"""So many characters of a header say which one is meant."""


def hang(tasks: Sequence[Task], places: Mapping[Task, Place], parts: Parts, comments: Comments, marks: Marks) -> None:
    """Add the comments of the tasks.

    Word shows none outside the main text: that of a text box hangs on the paragraph the box is anchored in, that of a
    note on its reference, and those of headers and footers are gathered in one, for each author, at the beginning.
    Raises EditRefused where there is no paragraph for one.
    """
    commented = [task for task in tasks if task.comment]
    paragraphs = list(parts.main.iter(w("p")))
    beginning = next((p for p in paragraphs if not in_passing_row(p)), next(iter(paragraphs), None))
    if beginning is None:
        for task in commented:
            raise EditRefused(
                f"The file's main text has no paragraph that the comment of finding {task.edit.finding} could hang on: "
                "let its reason stay here, or reopen the review and reject it.",
                task.edit.finding,
            )
        return
    gathered: dict[str, list[Task]] = {}
    for task in commented:
        place = places.get(task)
        found = _in_main_text(place, parts) if place else (beginning, beginning)
        if found:
            comments.hang(_said(task), task.edit, *_beyond_rows(found, marks))
        else:
            gathered.setdefault(task.edit.author, []).append(task)
    for beside in gathered.values():
        comments.hang("\n".join(map(_said, beside)), beside[-1].edit, *_beyond_rows((beginning, beginning), marks))


def _in_main_text(place: Place, parts: Parts) -> Place | None:
    first = place[0]
    if first.getroottree().getroot() is parts.main:
        return place
    for note in first.iterancestors(*_NOTES):
        for reference in parts.main.iter(_NOTES[str(note.tag)]):
            if reference.get(w("id")) == note.get(w("id")) and next(reference.iterancestors(w("p")), None) is not None:
                run = next(reference.iterancestors(w("r")), reference)
                return run, run
    return None


def _beyond_rows(place: Place, marks: Marks) -> Place:
    """A place that ends behind the row it is in where that comes or goes: with a comment's end in it, LibreOffice keeps
    a row that is to go."""
    row = next((row for row in place[1].iterancestors(w("tr")) if marks.is_on_row(row)), None)
    following = None if row is None else paragraph_behind(row)
    return place if following is None else (place[0], properties_of(following))


def _said(task: Task) -> str:
    block = task.block
    if block is None or block.story not in _WHERE:
        return task.comment
    return f"In {_WHERE[block.story]} “{_beginning(block)}”:\n{task.comment}"


def _beginning(block: Block) -> str:
    words = " ".join(block.text.split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
