"""Approved edits written into a Word file, which is handed over only once it is proved right."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

from app.exporting.comments import Comments
from app.exporting.fresh import word_file
from app.exporting.marks import Marks
from app.exporting.package import repacked, serialised
from app.exporting.proof import Unfaithful, prove, says
from app.exporting.revise import revise
from app.usecases.ports.engines import ExportedFile
from app.usecases.ports.errors import Refused
from app.wordml import Package
from domain.documents.changes import Edit
from domain.documents.text import Block

Kind = Literal["tracked", "clean"]

_STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
"""The parts, beside the main one, whose revisions have numbers too."""


def write(
    kind: Kind, format: Literal["docx", "markdown"], source: bytes, blocks: Sequence[Block], edits: Sequence[Edit]
) -> ExportedFile:
    """The Word file with these edits; raises Refused naming the finding whose edit cannot be written right."""
    if format == "markdown":
        source, blocks = word_file(blocks)
    if not says(source, blocks):
        raise Refused("The file's text is not the text that was reviewed: import it again.")
    try:
        return _proved(kind, source, blocks, edits)
    except Unfaithful as error:
        raise Refused(
            f"The change of finding {_at_fault(kind, source, blocks, edits).finding} cannot be written into the "
            "Word file exactly as approved: reopen the review and reject it, or change its text."
        ) from error


def _proved(kind: Kind, source: bytes, blocks: Sequence[Block], edits: Sequence[Edit]) -> ExportedFile:
    package = Package(source)
    if package.is_strict():
        raise Refused("The file is a “Strict Open XML” document: save it as an ordinary Word document and import that.")
    root = package.parse(package.main)
    stories = [package.parse(part) for story in _STORIES for part in package.related(package.main, story)]
    marks = Marks([root, *stories])
    places = revise(root, blocks, edits, marks)
    added = {}
    if kind == "clean":
        marks.accept(root)
    else:
        comments = Comments(package)
        for task, (first, last) in places.items():
            if task.comment:
                comments.hang(task.comment, task.edit, first, last)
        added = comments.changed_parts()
    main = {package.main: serialised(root, package.read(package.main))} if edits else {}
    data = repacked(package, main | added)
    made = [task.edit for task in places if task.changes]
    prove(source, data, blocks, made, marks.ours if kind == "tracked" else frozenset())
    return ExportedFile(data=data, commented={task.edit.finding: task.reason for task in places if task.reason})


def _at_fault(kind: Kind, source: bytes, blocks: Sequence[Block], edits: Sequence[Edit]) -> Edit:
    """The first edit with which the file cannot be written right."""

    def fails(number: int) -> bool:
        try:
            _proved(kind, source, blocks, edits[:number])
        except Unfaithful:
            return True
        return False

    return edits[bisect_left(range(1, len(edits)), True, key=fails)]
