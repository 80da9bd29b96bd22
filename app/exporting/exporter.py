"""The exporter: approved edits in a Word file or in the original Markdown, and the report on a review."""

from collections.abc import Callable, Sequence
from typing import Literal

from app.usecases.ports.engines import ExportedFile, ReportForm
from domain.documents.changes import Edit
from domain.documents.export import AS_DECIDED, ExportOptions
from domain.documents.text import Block
from domain.feedback.report import ReviewReport


class WordExporter:
    """Writes tracked changes into the author's own Word file, or into a new one made of a Markdown text; or the
    changes into that Markdown."""

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

    def patch(
        self,
        source: bytes,
        blocks: Sequence[Block],
        edits: Sequence[Edit],
        read: Callable[[bytes], Sequence[Block]],
    ) -> ExportedFile:
        """The Markdown file with these edits made in place, proved by reading it again; raises Refused."""
        from app.exporting.markdown.write import write

        return write(source, blocks, edits, read)

    def report(self, report: ReviewReport, form: ReportForm) -> bytes:
        """The report as a file."""
        match form:
            case "json":
                return report.model_dump_json(indent=2).encode() + b"\n"
            case "html":
                from app.exporting.report.page import page

                return page(report).encode()
            case "docx":
                from app.exporting.report.word import word_report

                return word_report(report)
