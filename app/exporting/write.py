"""Approved edits written into a Word file, which is handed over only once it is proved right."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.exporting import metadata
from app.exporting.characters import with_line_ends
from app.exporting.comments import Comments
from app.exporting.fresh import word_file
from app.exporting.marks import Marks
from app.exporting.package import NewParts, repacked
from app.exporting.parts import Parts
from app.exporting.plan import Stray, plan
from app.exporting.proof import Proof, Unfaithful
from app.exporting.remarks import hang
from app.exporting.revise import revise
from app.usecases.ports.engines import ExportedFile
from app.usecases.ports.errors import EditRefused, Refused
from app.wordml import Package
from domain.documents.changes import Edit
from domain.documents.export import ExportOptions
from domain.documents.text import Block

Kind = Literal["tracked", "clean"]

_UNPROVED = "the Word file could not be proved to say exactly what was approved"
_MOST_UNPROVED = 20
"""Where more edits than this go wrong, something is wrong with the file."""


def write(
    kind: Kind,
    format: Literal["docx", "markdown"],
    source: bytes,
    blocks: Sequence[Block],
    edits: Sequence[Edit],
    options: ExportOptions,
) -> ExportedFile:
    """The Word file with these edits; raises EditRefused for one that is not of this text.

    An edit with which the file cannot be proved right is not made in place.
    """
    if format == "markdown":
        source, blocks = word_file(blocks)
    proof = Proof(source, blocks)
    if not proof.says_what_was_reviewed():
        raise Refused("The file's text is not the text that was reviewed: import it again.")
    writer = _Writer(kind, source, blocks, options, proof)
    edits = [with_line_ends(options.leaving(edit)) for edit in edits]
    kept: dict[str, str] = {}
    while True:
        try:
            return writer.written(edits, kept)
        except Stray as stray:
            raise EditRefused(
                f"The change of finding {stray.edit.finding} is not one of this text: reopen the review and reject it.",
                stray.edit.finding,
            ) from stray
        except Unfaithful as error:
            fault = writer.first_fault(edits, kept).finding
            if fault in kept or len(kept) == _MOST_UNPROVED:
                raise EditRefused(
                    f"The change of finding {fault} cannot be written into the Word file exactly as approved: "
                    "reopen the review and reject it, or change its text.",
                    fault,
                ) from error
            kept[fault] = _UNPROVED


@dataclass(frozen=True)
class _Writer:
    kind: Kind
    source: bytes
    blocks: Sequence[Block]
    options: ExportOptions
    proof: Proof

    def written(self, edits: Sequence[Edit], kept: Mapping[str, str]) -> ExportedFile:
        """The proved file; `kept` says why the edits of some findings are not made. Raises Stray and Unfaithful."""
        package = Package(self.source)
        parts, new = Parts(package), NewParts(package)
        marks = Marks(parts.stories())
        by_id = {block.id: block for block in self.blocks}
        tasks = plan(edits, by_id, parts, kept)
        places = revise(tasks, by_id, parts, marks)
        changed = {block.part for task in tasks if task.is_made for block in task.blocks}
        others = metadata.changed_parts(package, self.options, new)
        if self.kind == "clean":
            for part in changed:
                marks.accept(parts.root(part))
        else:
            comments = Comments(parts, self.options.initials)
            hang(tasks, places, parts, comments, marks)
            others |= comments.changed_parts(new)
            changed |= {package.main} if comments.are_added else set()
        data = repacked(package, parts.written(sorted(changed)) | others | new.changed_parts())
        made = [task.edit for task in tasks if task.is_made and not task.is_mirror]
        self.proof.check(data, changed, made, marks.ours if self.kind == "tracked" else frozenset())
        return ExportedFile(data=data, commented={task.edit.finding: task.reason for task in tasks if task.reason})

    def first_fault(self, edits: Sequence[Edit], kept: Mapping[str, str]) -> Edit:
        """The first edit with which the file cannot be written right."""

        def fails(number: int) -> bool:
            try:
                self.written(edits[:number], kept)
            except Unfaithful:
                return True
            return False

        return edits[bisect_left(range(1, len(edits)), True, key=fails)]
