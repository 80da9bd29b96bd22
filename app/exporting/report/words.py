"""What both forms of the report say, and in which words."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Literal

from app.exporting.words import changes
from domain.analysis.finding import Severity
from domain.analysis.request import Verdict
from domain.documents.changes import Comment, DeleteBlock, DeleteRow, InsertAfter, InsertRow, Replace
from domain.feedback.report import Deed, ReportedChange, ReportedFinding, ReportedRequirement, ReviewReport
from domain.feedback.session import ItemState

Stretch = tuple[Literal["same", "gone", "new"], str]
"""Words of a change, and what becomes of them."""

DECISIONS = {
    ItemState.ACCEPTED: "Accepted",
    ItemState.MODIFIED: "Accepted with other words",
    ItemState.REJECTED: "Rejected",
    ItemState.PENDING: "Undecided",
}
VERDICTS = {
    Verdict.COMPLIANT: "Met",
    Verdict.PARTIAL: "Met in part",
    Verdict.MISSING: "Not found",
    Verdict.CONTRADICTED: "Contradicted",
    Verdict.NOT_THIS_DOCUMENT: "Not for this document",
}
KINDS = {"tracked": "Tracked changes", "clean": "Changes made", "source": "Original patched", "report": "Report"}
CHECK = (
    "Every step named here is an event in a tamper-evident log; the numbers are their positions in it. Whether the log "
    "still says so is checked with: docsense log verify --head, followed by where the log ends."
)
AROUND = 60
"""As many characters beside a change, or more, may begin or end within a word."""
LIMITS = (
    "Verdicts follow from the words a requirement asks for and the passages they were found in; they are a help for "
    "the eye and no legal opinion."
)


def moment(at: datetime) -> str:
    """A time, the same on every machine."""
    return at.astimezone(UTC).strftime("%d %B %Y, %H:%M UTC").lstrip("0")


def deed(done: Deed) -> str:
    """Who, when, and where the log says so."""
    return f"{done.by}, {moment(done.at)} (log {done.position})"


def facts(report: ReviewReport) -> list[tuple[str, str]]:
    """What the report is about, as a table of two columns."""
    engine = f"{report.engine.name} {report.engine.version}" if report.engine else ""
    return [
        ("Document", report.file_name),
        ("SHA-256", report.sha256),
        ("Version", f"{report.version}; with the approved changes {report.approved_version}"),
        ("Imported", deed(report.imported)),
        ("Analysed", f"{engine}; {deed(report.analysed)}" if report.analysed else "not by an engine"),
        ("Approved", deed(report.approved)),
        ("Log ends at", report.head),
    ]


def summary(report: ReviewReport) -> str:
    """The outcome in a sentence."""
    found = len(report.findings)
    if not found:
        return "Nothing was found."
    parts = [
        f"{count} {word}"
        for state, word in (
            (ItemState.ACCEPTED, "accepted"),
            (ItemState.MODIFIED, "accepted with other words"),
            (ItemState.REJECTED, "rejected"),
            (ItemState.PENDING, "left undecided"),
        )
        if (count := report.count(state))
    ]
    return f"{found} finding{'s' if found > 1 else ''}: {', '.join(parts)}."


def counts(report: ReviewReport) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of the table of severities and decisions."""
    rows = []
    for severity in Severity:
        of_it = [finding.decision for finding in report.findings if finding.severity is severity]
        if of_it:
            rows.append([severity.capitalize(), *(str(of_it.count(state)) for state in DECISIONS), str(len(of_it))])
    return ["Severity", *DECISIONS.values(), "All"], rows


def about(finding: ReportedFinding) -> str:
    """Severity, kind, place and rule of a finding in a line."""
    kind = finding.category.value.replace("_", " ").capitalize()
    parts = (finding.severity.capitalize(), kind, finding.section, finding.source)
    return "  ·  ".join(part for part in parts if part)


def decision(finding: ReportedFinding) -> str:
    """What was decided, by whom and when."""
    word = DECISIONS[finding.decision]
    return f"{word} by {deed(finding.decided)}" if finding.decided else f"{word} at the approval"


def found(finding: ReportedFinding) -> str:
    """Who brought the finding up, and its id."""
    how = "Found in the analysis by" if finding.source else "Raised by"
    return f"{how} {deed(finding.found)}  ·  id {finding.id}"


def change_title(change: ReportedChange) -> str:
    """What kind of change it is."""
    match change.change:
        case Replace():
            return "Change"
        case InsertAfter():
            return "New paragraph"
        case InsertRow():
            return "New row"
        case DeleteBlock():
            return "Paragraph deleted"
        case DeleteRow():
            return "Row deleted"
        case Comment():
            return "Comment to the author"


def stretches(change: ReportedChange) -> Iterator[Stretch]:
    """The change word by word."""
    if change.comment:
        yield "same", change.comment
        return
    if change.before:
        yield "same", _cut(change.before, at_start=True)
    last = 0
    for part in changes(change.old, change.new):
        for what, text in (
            ("same", change.old[last : part.start]),
            ("gone", change.old[part.start : part.end]),
            ("new", part.text),
        ):
            if text:
                yield what, text  # type: ignore[misc]
        last = part.end
    if rest := change.old[last:] + _cut(change.after, at_start=False):
        yield "same", rest


def _cut(text: str, *, at_start: bool) -> str:
    """The words beside a change, with an ellipsis where the first or last of them may be cut."""
    if len(text) < AROUND:
        return text
    head, _, tail = text.partition(" ") if at_start else text.rpartition(" ")
    return f"… {tail}" if at_start else f"{head} …"


def obstacle(change: ReportedChange) -> str:
    """Why the change goes as a comment; "" where it is made in the text."""
    return f"Put to the author as a comment, not made in the text: {change.obstacle}." if change.obstacle else ""


def packs(report: ReviewReport) -> list[tuple[str, list[ReportedRequirement]]]:
    """The requirements by the titles of their packs."""
    return [(pack, list(each)) for pack, each in groupby(report.requirements, key=lambda r: r.pack_title)]
