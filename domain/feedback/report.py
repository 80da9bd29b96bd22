"""The report of a review: what was found, decided, by whom, when, why and on which evidence."""

from datetime import datetime

from domain.analysis.finding import Category, Severity
from domain.analysis.request import EngineInfo, Verdict
from domain.documents.changes import Change
from domain.documents.export import ExportKind
from domain.feedback.session import ItemState
from domain.kernel import Value


class Deed(Value):
    """Who did something, when, and the position at which the log says so."""

    by: str
    at: datetime
    position: int


class ReportedChange(Value):
    """The change that was decided on: the words that go, those that come, and those around them.

    `obstacle` says why it was not made in the text but put to the author as a comment.
    """

    change: Change
    before: str = ""
    old: str = ""
    new: str = ""
    after: str = ""
    comment: str = ""
    obstacle: str = ""


class ReportedFinding(Value):
    """A finding with its evidence, and the decision on it; `source` is the rule or the requirement it follows from."""

    id: str
    severity: Severity
    category: Category
    title: str
    why: str
    source: str
    section: str
    confidence: float
    evidence: tuple[str, ...]
    found: Deed
    decision: ItemState
    decided: Deed | None
    reason: str
    change: ReportedChange | None


class ReportedRequirement(Value):
    """How a requirement of a policy pack stands, and the passages that say so."""

    pack: str
    pack_title: str
    requirement: str
    citation: str
    text: str
    status: Verdict
    evidence: tuple[str, ...]


class ReportedExport(Deed):
    """A file that left before."""

    kind: ExportKind
    file_name: str
    sha256: str


class ReviewReport(Value):
    """One review from its import to its approval. `head` is where the log ended when it was written."""

    title: str
    file_name: str
    sha256: str
    version: str
    approved_version: str
    imported: Deed
    engine: EngineInfo | None
    analysed: Deed | None
    approved: Deed
    findings: tuple[ReportedFinding, ...]
    requirements: tuple[ReportedRequirement, ...]
    exports: tuple[ReportedExport, ...]
    notes: tuple[str, ...]
    written: datetime
    head: str

    def count(self, decision: ItemState) -> int:
        """How many findings were decided like this."""
        return sum(finding.decision is decision for finding in self.findings)
