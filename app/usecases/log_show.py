"""Show what the log says of a document at a past moment: its revisions, runs, decisions, approvals and exports."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from app.usecases.ports.services import Services
from domain.analysis.finding import Finding, Severity
from domain.analysis.request import Verdict
from domain.analysis.run import (
    STATE_AFTER,
    AnalysisRun,
    RunCancelled,
    RunCompleted,
    RunFailed,
    RunInterrupted,
    RunQueued,
    RunStarted,
    RunState,
)
from domain.documents.events import ChangeSetApproved, RevisionExported, RevisionImported
from domain.documents.export import ExportKind
from domain.documents.text import Span
from domain.feedback.events import (
    FindingAccepted,
    FindingModified,
    FindingRaised,
    FindingRejected,
    FindingReopened,
    FindingSetAside,
    FindingsReceived,
    FindingsWithdrawn,
    Judgement,
    SessionApproved,
    SessionOpened,
    SessionReopened,
    VerdictJudged,
)
from domain.feedback.session import ItemState
from domain.kernel import Envelope, Event, NotFound, Value
from domain.policies.pack import PackUsed


class Mark(Value):
    """Who did something, when, and at which position of the log it stands."""

    by: str
    at: datetime
    position: int

    @classmethod
    def of(cls, envelope: Envelope) -> Self:
        return cls(by=envelope.actor, at=envelope.time, position=envelope.position)


class ShownRevision(Mark):
    revision: str
    number: str
    title: str
    sha256: str


class ShownRun(Mark):
    """A run; the mark is that of its last step."""

    run: str
    revision: str
    engine: str
    packs: tuple[PackUsed, ...] = ()
    state: RunState
    findings: int | None = None


class ShownFinding(Mark):
    """A finding in the review of a revision; the mark is that of its state, `reason` is that of the decision.

    `found` is when it came into the review.
    """

    revision: str
    finding: str
    title: str = ""
    severity: Severity | None = None
    state: ItemState
    reason: str = ""
    found: Mark


class ShownJudgement(Mark):
    """What the reviewer thought of a verdict or, with `evidence`, of that passage."""

    run: str
    pack: str
    requirement: str
    verdict: Verdict
    judgement: Judgement
    instead: Verdict | None
    evidence: Span | None
    reason: str


class ShownApproval(Mark):
    """A sign-off, and the number of the change set it made; `reopened` where it was taken back."""

    revision: str
    number: str | None = None
    edits: int
    reopened: Mark | None = None


class ShownExport(Mark):
    number: str
    revision: str
    kind: ExportKind
    file_name: str
    sha256: str


class PastDocument(Value):
    """A document as it stood behind the event at `position`."""

    document: str
    position: int
    at: datetime
    revisions: tuple[ShownRevision, ...]
    runs: tuple[ShownRun, ...]
    findings: tuple[ShownFinding, ...]
    judgements: tuple[ShownJudgement, ...]
    approvals: tuple[ShownApproval, ...]
    exports: tuple[ShownExport, ...]


def show(s: Services, document: str, at: datetime | None = None) -> PastDocument:
    """The document as it stood at a moment, or as it stands; raises NotFound where it was not there yet."""
    events = [envelope for envelope in s.store.events() if envelope.document == document]
    # The last one that is not later, not all that are not: a clock that was set back must tear no gap.
    until = max((i for i, envelope in enumerate(events, 1) if at is None or envelope.time <= at), default=0)
    if not until:
        raise NotFound("The document was not in the profile at that time.")
    past = _Past()
    for envelope in events[:until]:
        past.take_in(envelope)
    return PastDocument(
        document=document,
        position=events[until - 1].position,
        at=at or events[until - 1].time,
        revisions=tuple(past.revisions),
        runs=tuple(past.runs.values()),
        findings=tuple(past.findings.values()),
        judgements=tuple(past.judgements),
        approvals=tuple(past.approvals.values()),
        exports=tuple(past.exports),
    )


_DECISIONS: dict[type[Event], ItemState] = {
    FindingAccepted: ItemState.ACCEPTED,
    FindingModified: ItemState.MODIFIED,
    FindingRejected: ItemState.REJECTED,
    FindingReopened: ItemState.PENDING,
}


class _Past:
    """What the events so far amount to."""

    def __init__(self) -> None:
        self.revisions: list[ShownRevision] = []
        self.runs: dict[str, ShownRun] = {}
        self.findings: dict[tuple[str, str], ShownFinding] = {}
        self.judgements: list[ShownJudgement] = []
        self.approvals: dict[str, ShownApproval] = {}
        self.exports: list[ShownExport] = []
        self._known: dict[str, Finding] = {}
        self._revision_of: dict[str, str] = {}
        self._approval_of: dict[str, str] = {}

    def take_in(self, envelope: Envelope) -> None:
        mark = dict(Mark.of(envelope))
        match envelope.event:
            case RevisionImported() as event:
                fields = event.model_dump(include={"revision", "title", "sha256"})
                self.revisions.append(ShownRevision(**fields, number=str(event.number), **mark))
            case RunQueued() as event:
                run = AnalysisRun.id_in(envelope.stream)
                engine = f"{event.engine.name} {event.engine.version}"
                self.runs[envelope.stream] = ShownRun(
                    run=run,
                    revision=event.revision,
                    engine=engine,
                    packs=event.packs,
                    state=RunState.QUEUED,
                    **mark,
                )
            case RunStarted() | RunCompleted() | RunFailed() | RunCancelled() | RunInterrupted() as event:
                found = event.findings if isinstance(event, RunCompleted) else ()
                self._known |= {finding.id: finding for finding in found}
                count = len(found) if isinstance(event, RunCompleted) else None
                step = {"state": STATE_AFTER[type(event)], "findings": count}
                self.runs[envelope.stream] = self.runs[envelope.stream].model_copy(update=mark | step)
            case SessionOpened() as event:
                self._revision_of[envelope.stream] = event.revision
            case FindingsReceived() as event:
                self._set(envelope, event.finding_ids, ItemState.PENDING)
            case FindingSetAside(finding_id=id, rejection=rejection):
                self._set(envelope, (id,), ItemState.REJECTED, rejection.reason)
            case FindingsWithdrawn() as event:
                for id in event.finding_ids:
                    self.findings.pop((self._revision_of[envelope.stream], id), None)
            case FindingRaised() as event:
                self._known[event.finding.id] = event.finding
                self._set(envelope, (event.finding.id,), ItemState.PENDING)
            case FindingAccepted() | FindingModified() | FindingRejected() | FindingReopened() as event:
                reason = "" if isinstance(event, FindingReopened) else event.reason
                self._set(envelope, (event.finding_id,), _DECISIONS[type(event)], reason)
            case VerdictJudged() as event:
                self.judgements.append(ShownJudgement(**event.model_dump(exclude={"type"}), **mark))
            case SessionApproved() as event:
                self._approval_of[envelope.stream] = envelope.id
                self.approvals[envelope.id] = ShownApproval(revision=event.revision, edits=len(event.edits), **mark)
            case ChangeSetApproved() as event if envelope.causation in self.approvals:
                self._amend(envelope.causation, number=str(event.number))
            case SessionReopened():
                self._amend(self._approval_of[envelope.stream], reopened=Mark.of(envelope))
            case RevisionExported() as event:
                fields = event.model_dump(include={"revision", "kind", "file_name", "sha256"})
                self.exports.append(ShownExport(**fields, number=str(event.number), **mark))

    def _amend(self, approval: str, **update: object) -> None:
        self.approvals[approval] = self.approvals[approval].model_copy(update=update)

    def _set(self, envelope: Envelope, findings: Iterable[str], state: ItemState, reason: str = "") -> None:
        revision = self._revision_of[envelope.stream]
        for id in findings:
            before = self.findings.get((revision, id))
            known = self._known.get(id)
            self.findings[revision, id] = ShownFinding(
                revision=revision,
                finding=id,
                title=known.title if known else "",
                severity=known.severity if known else None,
                state=state,
                reason=reason,
                found=before.found if before else Mark.of(envelope),
                **dict(Mark.of(envelope)),
            )
