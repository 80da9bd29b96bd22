"""Open the review of a document: its text, what was found, and what was decided."""

from dataclasses import dataclass
from datetime import date

from app.usecases.import_document import Texts, blocks_of
from app.usecases.policies import today
from app.usecases.ports.services import Services
from app.usecases.ports.store import RunEntry
from domain.analysis.finding import Finding
from domain.analysis.request import EngineInfo, PolicyVerdict
from domain.analysis.rulings import RulingUsed
from domain.analysis.run import AnalysisRun, RunState
from domain.analysis.scores import Scores, scores_of
from domain.documents.changes import Comment, Edit
from domain.documents.document import Document, Format
from domain.documents.text import Block
from domain.feedback.events import VerdictJudged
from domain.feedback.session import FeedbackSession, ItemState, SessionState
from domain.kernel import Value, VersionNumber
from domain.policies.pack import Pack
from domain.policies.repository import THE_REPOSITORY, PolicyRepository


class ReviewedFinding(Value):
    """A finding and what was decided on it."""

    finding: Finding
    state: ItemState
    edit: Edit | None
    reason: str

    @property
    def is_mended(self) -> bool:
        """Whether the approved text will no longer have what was found."""
        return self.edit is not None and not self.edit.is_incomplete and not isinstance(self.edit.change, Comment)


@dataclass(frozen=True)
class Review:
    """All a reviewer looks at: the findings most serious first, then in the order of the text.

    `policies` are the verdicts of `verdicts_of`, the last completed run, by the very texts in `packs`; `assigned` names
    the packs chosen for the document, `unchecked` those of them whose present text that run did not use.
    """

    document: str
    title: str
    file_name: str
    format: Format
    sha256: str
    revision: str
    number: VersionNumber
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    findings: tuple[ReviewedFinding, ...]
    session: SessionState
    run: RunEntry | None
    engine: EngineInfo | None
    verdicts_of: str | None
    policies: tuple[PolicyVerdict, ...]
    packs: tuple[Pack, ...]
    assigned: tuple[str, ...]
    unchecked: tuple[str, ...]
    judgements: tuple[VerdictJudged, ...]
    refined_by: EngineInfo | None
    rulings: tuple[RulingUsed, ...]
    scores: Scores | None
    """Of the text as it stands; None before it is analysed, and where there is none. What is rejected costs nothing."""
    mended: Scores | None
    """The same with the edits that are accepted and leave nothing to be specified."""
    approved: VersionNumber | None

    @property
    def read(self) -> Texts:
        """Its text, by its revision, for who would else read it again."""
        return {self.revision: self.blocks}


def open_review(s: Services, document: str, *, revision: str | None = None, read: Texts | None = None) -> Review:
    """The review of a revision of the document: the latest unless named."""
    found = s.store.load(Document, document).must_exist()
    revised = found.revision(revision) if revision else found.latest
    session = s.store.load(FeedbackSession, FeedbackSession.id_of(revised.id))
    known = findings_in(s, session)
    blocks = blocks_of(s, document, revised.id, read)
    place = {block.id: i for i, block in enumerate(blocks)}
    runs = s.store.views.runs(revision=revised.id)
    completed = next((run for run in runs if run.state is RunState.COMPLETED), None)
    last = s.store.load(AnalysisRun, completed.run) if completed else None
    scored = last if any(block.text.strip() for block in blocks) else None
    house = s.store.load(PolicyRepository, THE_REPOSITORY)
    reviewed = tuple(
        sorted(
            (
                ReviewedFinding(
                    finding=known[item.finding].finding, state=item.state, edit=item.edit, reason=item.reason
                )
                for item in session.items.values()
            ),
            key=lambda r: (r.finding.severity.rank, *_where(r.finding, place)),
        )
    )
    return Review(
        document=document,
        title=revised.title,
        file_name=revised.file_name,
        format=revised.format,
        sha256=revised.sha256,
        revision=revised.id,
        number=revised.number,
        blocks=blocks,
        notes=revised.notes,
        findings=reviewed,
        session=session.state,
        run=runs[0] if runs else None,
        engine=last.engine if last else None,
        verdicts_of=completed.run if completed else None,
        policies=last.policies if last else (),
        packs=tuple(pack for used in (last.packs if last else ()) if (pack := house.text_of(used))),
        assigned=house.assigned_to(document),
        unchecked=_unchecked(house, document, last, today(s)),
        judgements=session.judgements,
        refined_by=last.refined_by if last else None,
        rulings=last.rulings if last else (),
        scores=_scores(scored, reviewed, mended=False) if scored else None,
        mended=_scores(scored, reviewed, mended=True) if scored else None,
        approved=revised.changes.number if revised.changes and session.state is SessionState.APPROVED else None,
    )


def _unchecked(house: PolicyRepository, document: str, run: AnalysisRun | None, day: date) -> tuple[str, ...]:
    used = run.packs if run else ()
    standing = {name: house.on(name, day) for name in house.assigned_to(document)}
    return tuple(name for name, now in standing.items() if now and now.pack and now.pack.used not in used)


class Reported(Value):
    """A finding and the run it is told in the words of (None: the reviewer's own)."""

    finding: Finding
    run: str | None


def _scores(run: AnalysisRun, reviewed: tuple[ReviewedFinding, ...], *, mended: bool) -> Scores:
    closed = {r.finding.id for r in reviewed if r.state is ItemState.REJECTED or (mended and r.is_mended)}
    return scores_of((r.finding for r in reviewed), run.policies, run.inventory, closed)


def findings_in(s: Services, session: FeedbackSession) -> dict[str, Reported]:
    """Every finding of a session by its id: a decided one as it read then, else in the words of the last run."""
    told = {run: {f.id: f for f in s.store.load(AnalysisRun, run).findings} for run in session.runs}
    latest = {id: run for run, findings in told.items() for id in findings}
    runs = {item.finding: item.run or latest.get(item.finding) for item in session.items.values()}
    found = {id: Reported(finding=told[run][id], run=run) for id, run in runs.items() if run}
    return found | {f.id: Reported(finding=f, run=None) for f in session.raised}


def _where(finding: Finding, place: dict[str, int]) -> tuple[int, int]:
    if finding.spans:
        return place.get(finding.spans[0].block, -1), finding.spans[0].start
    return place.get(finding.heading or "", -1), 0
