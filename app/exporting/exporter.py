"""The exporter: approved edits as a Word file."""

from collections.abc import Sequence
from typing import Literal

from app.usecases.ports.engines import ExportedFile
from domain.documents.changes import Edit
from domain.documents.export import AS_DECIDED, ExportOptions
from domain.documents.text import Block


class WordExporter:
    """Writes tracked changes into the author's own Word file, or into a new one made of a Markdown text."""

    name = "word 2"

    def export(
        self,
        kind: Literal["tracked", "clean"],
        format: Literal["docx", "markdown"],
        source: bytes,
        blocks: Sequence[Block],
        edits: Sequence[Edit],
        options: ExportOptions = AS_DECIDED,
    ) -> ExportedFile:
        """The Word file with these edits; raises Refused naming the finding whose edit cannot be written right."""
        from app.exporting.write import write  # lxml and all that reads Word files: not at every start

        return write(kind, format, source, blocks, edits, options)
