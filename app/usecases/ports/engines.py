"""Readers, engines and the exporter, as the use cases need them."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from app.usecases.ports.tasks import Cancelled, Report
from domain.analysis.finding import Observation
from domain.analysis.request import AnalysisRequest, AnalysisResult, EngineInfo, PolicyVerdict
from domain.documents.changes import Edit
from domain.documents.export import AS_DECIDED, ExportOptions
from domain.documents.text import Block
from domain.feedback.report import ReviewReport
from domain.kernel import Value


class ReadDocument(Value):
    """What a reader made of a file. `reader` is its name and version; `notes` are sentences for the reviewer."""

    format: Literal["docx", "markdown"]
    title: str
    blocks: tuple[Block, ...]
    reader: str
    notes: tuple[str, ...] = ()


class Reader(Protocol):
    def read(self, data: bytes, file_name: str, cancelled: Cancelled) -> ReadDocument:
        """Blocks with origins, by the content of the file; raises Refused, TaskCancelled."""
        ...


class Engine(Protocol):
    info: EngineInfo

    def analyse(self, request: AnalysisRequest, report: Report, cancelled: Cancelled) -> AnalysisResult:
        """What it noticed, in the words of the revision, though it was given the readable ones (see asking.ask).

        Raises EngineFailed, TaskCancelled.
        """
        ...


class Refiner(Protocol):
    """Looks at the verdicts of an analysis again by the meaning of sentences; `available` where it can here."""

    info: EngineInfo

    @property
    def available(self) -> bool: ...

    def refine(
        self, request: AnalysisRequest, noticed: tuple[Observation, ...], report: Report, cancelled: Cancelled
    ) -> tuple[PolicyVerdict, ...]:
        """The verdicts anew, in the words of the revision; `noticed` is what the analysis found.

        Raises EngineFailed, TaskCancelled.
        """
        ...


_LONG = 200_000
"""Characters, of about 80 pages."""


def is_long(blocks: Sequence[Block]) -> bool:
    """Whether a text takes so long to understand that it is worth a second process."""
    return sum(len(block.text) for block in blocks) > _LONG


class Understander(Protocol):
    def understand(self, title: str, blocks: tuple[Block, ...], cancelled: Cancelled) -> bytes:
        """The Understanding of a text as JSON; raises EngineFailed, TaskCancelled."""
        ...


class ExportedFile(Value):
    """A file, and the edits that could not be made in its text with the reason why (by finding): in a Word file with
    tracked changes they travel as comments."""

    data: bytes
    commented: dict[str, str] = {}


ReportForm = Literal["docx", "html", "json"]


class Exporter(Protocol):
    name: str
    """Its name and version."""

    def export(
        self,
        kind: Literal["tracked", "clean"],
        format: Literal["docx", "markdown"],
        source: bytes,
        blocks: Sequence[Block],
        edits: Sequence[Edit],
        options: ExportOptions = AS_DECIDED,
    ) -> ExportedFile:
        """The Word file with these edits, proved before it is handed over; raises Refused naming the edit at fault."""
        ...

    def patch(
        self,
        source: bytes,
        blocks: Sequence[Block],
        edits: Sequence[Edit],
        read: Callable[[bytes], Sequence[Block]],
    ) -> ExportedFile:
        """The Markdown file with these edits made in place, proved by reading it again; raises Refused."""
        ...

    def report(self, report: ReviewReport, form: ReportForm) -> bytes:
        """The report as a file."""
        ...
