"""Gather the report of an approved review: from the review as it stands, and from the log who did what when."""

from collections.abc import Mapping

from app.usecases.log_show import Mark, PastDocument, ShownFinding, show
from app.usecases.open_review import Review, ReviewedFinding, open_review
from app.usecases.ports.errors import Refused
from app.usecases.ports.services import Services
from domain.analysis.request import PolicyVerdict
from domain.analysis.run import RunState
from domain.documents.changes import Comment, Edit, Replace, deleted_blocks, new_texts
from domain.documents.document import Document, Revision
from domain.documents.export import ExportOptions
from domain.documents.text import Span, spelled
from domain.feedback.decisions import OWN_RULE
from domain.feedback.report import (
    Deed,
    ReportedChange,
    ReportedExport,
    ReportedFinding,
    ReportedRequirement,
    ReviewReport,
)
from domain.feedback.session import ItemState
from domain.kernel import IllegalTransition

_AROUND = 60
"""Characters shown on either side of a change."""


def report_on(s: Services, document: str, revision: str, options: ExportOptions) -> ReviewReport:
    """The report on a revision whose review is approved; raises IllegalTransition where it is not."""
    review, past = open_review(s, document, revision=revision), show(s, document)
    approval = next((a for a in reversed(past.approvals) if a.revision == revision and a.reopened is None), None)
    if approval is None or review.approved is None:
        raise IllegalTransition("A report is written once the review is approved.")
    imported = next(each for each in past.revisions if each.revision == revision)
    completed = [r for r in past.runs if r.revision == revision and r.state is RunState.COMPLETED]
    gathered = _Gathering(s, document, review, past, options)
    return ReviewReport(
        title=review.title,
        file_name=review.file_name,
        sha256=review.sha256,
        version=str(review.number),
        approved_version=str(review.approved),
        imported=_deed(imported),
        engine=review.engine,
        analysed=_deed(completed[-1]) if completed else None,
        approved=_deed(approval),
        findings=tuple(map(gathered.finding, review.findings)),
        requirements=tuple(map(gathered.requirement, review.policies)),
        exports=tuple(
            ReportedExport(by=e.by, at=e.at, position=e.position, kind=e.kind, file_name=e.file_name, sha256=e.sha256)
            for e in past.exports
            if e.revision == revision
        ),
        notes=review.notes,
        written=s.clock(),
        head=s.store.signed_head(),
    )


def _deed(mark: Mark) -> Deed:
    return Deed(by=mark.by, at=mark.at, position=mark.position)


class _Gathering:
    """What is looked up once for all findings."""

    def __init__(self, s: Services, document: str, review: Review, past: PastDocument, options: ExportOptions) -> None:
        self._blocks = {block.id: block for block in review.blocks}
        self._shown: Mapping[str, ShownFinding] = {f.finding: f for f in past.findings if f.revision == review.revision}
        self._packs = {pack.pack: pack for pack in review.packs}
        stored = s.store.load(Document, document).revision(review.revision)
        self._obstacles = _obstacles(s, document, stored, review, options)

    def finding(self, reviewed: ReviewedFinding) -> ReportedFinding:
        finding, shown = reviewed.finding, self._shown[reviewed.finding.id]
        return ReportedFinding(
            id=finding.id,
            severity=finding.severity,
            category=finding.category,
            title=finding.title,
            why=finding.why,
            source=finding.policy or ("" if finding.rule == OWN_RULE else finding.rule),
            section=finding.section,
            confidence=finding.confidence,
            evidence=tuple(filter(None, map(self._quote, finding.spans))),
            found=_deed(shown.found),
            decision=reviewed.state,
            decided=None if reviewed.state is ItemState.PENDING else _deed(shown),
            reason=reviewed.reason,
            change=self._change(reviewed.edit) if reviewed.edit else None,
        )

    def requirement(self, verdict: PolicyVerdict) -> ReportedRequirement:
        pack = self._packs[verdict.pack]
        known = next((each for each in pack.requirements if each.id == verdict.requirement), None)
        return ReportedRequirement(
            pack=verdict.pack,
            pack_title=pack.title,
            requirement=verdict.requirement,
            citation=known.citation if known else "",
            text=known.requirement if known else "",
            status=verdict.status,
            evidence=tuple(filter(None, map(self._quote, verdict.evidence))),
        )

    def _change(self, edit: Edit) -> ReportedChange:
        change = edit.change
        if isinstance(change, Comment):
            return ReportedChange(change=change, comment=change.text)
        gone = [self._blocks[id] for id in deleted_blocks(change)]
        before, old, after = "", "\n".join(spelled(block, 0, len(block.text)) for block in gone), ""
        if isinstance(change, Replace):
            span, block = change.span, self._blocks[change.span.block]
            old = self._quote(span)
            before = spelled(block, max(0, span.start - _AROUND), span.start)
            after = spelled(block, span.end, min(len(block.text), span.end + _AROUND))
        return ReportedChange(
            change=change,
            before=before,
            old=old,
            new="\n".join(new_texts(change)),
            after=after,
            obstacle=self._obstacles.get(edit.finding, ""),
        )

    def _quote(self, span: Span) -> str:
        block = self._blocks.get(span.block)
        return spelled(block, span.start, span.end) if block else span.quote


def _obstacles(
    s: Services, document: str, revision: Revision, review: Review, options: ExportOptions
) -> Mapping[str, str]:
    """Why changes are not made in the text of a Word file; none for other files, and where none can be written."""
    if revision.format != "docx" or revision.changes is None:
        return {}
    source = s.store.attachment(document, f"source/{revision.id}")
    try:
        file = s.exporter.export("tracked", "docx", source, review.blocks, revision.changes.edits, options)
    except Refused as refusal:
        return {edit.finding: str(refusal) for edit in revision.changes.edits}
    return file.commented
