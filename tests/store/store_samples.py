"""Events for the tests of the store: one sample of every type, and the steps of a whole review."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from app.usecases.ports.keys import Purpose
from app.usecases.ports.store import Store
from domain.analysis.finding import Category, Finding, Severity
from domain.analysis.request import EngineInfo, PolicyVerdict, Verdict
from domain.analysis.rulings import CheckRuled, CheckRuledForDocument, RulingsTakenBack, RulingUsed
from domain.analysis.run import (
    AnalysisRun,
    RunCancelled,
    RunCompleted,
    RunFailed,
    RunInterrupted,
    RunQueued,
    RunStarted,
    VerdictsRefined,
)
from domain.documents.changes import DeleteBlock, Edit, InsertAfter, Replace
from domain.documents.document import Document
from domain.documents.events import ChangeSetApproved, DocumentForgotten, RevisionExported, RevisionImported
from domain.documents.text import Span
from domain.events import AnyEvent
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
    SetAside,
    VerdictJudged,
)
from domain.feedback.session import FeedbackSession
from domain.kernel import Event, VersionNumber, new_id
from domain.policies.pack import Level, Pack, PackUsed, Requirement
from domain.policies.repository import PackInstalled, PackRetired, PacksAssigned, PolicyRepository
from domain.semantics.understanding import SectionKind
from tests.builders import profile

NOON = datetime(2026, 11, 24, 12, 0, 0, 123456, tzinfo=UTC)


class FixedKeys:
    """Keys that are always the same, with a keyring that holds the head in memory where it is told to."""

    def __init__(self, secret: bytes = b"secret", *, keyring: bool = False) -> None:
        self._secret = secret
        self._keyring = keyring
        self._head: str | None = None

    def derive(self, purpose: Purpose) -> bytes:
        return hashlib.sha256(self._secret + purpose.encode()).digest()

    def noted_head(self) -> str | None:
        return self._head

    def note_head(self, head: str) -> None:
        if self._keyring:
            self._head = head


KEYS = FixedKeys()


def raw(path: Path, keys: FixedKeys = KEYS) -> Any:
    """A connection of the driver to a file of a profile, with its key: what somebody has who stole that."""
    return profile.raw(path, keys)


class Watch:
    """A clock that a test turns on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


ENGINE = EngineInfo(name="built-in", version="1.0")
SPAN = Span(block="b1", start=4, end=11, quote="𝑉𝑊𝐴𝑃 “x")
EDIT = Edit(
    finding="f1", change=Replace(span=SPAN, text="the VWAP"), anchor=SPAN, comment="unclear", author="Ada", at=NOON
)
FINDING = Finding(
    id="f1",
    section="2 Definitions",
    category=Category.UNDEFINED_PARAMETER,
    severity=Severity.HIGH,
    title="“x” is not defined",
    why="Two readers would choose differently.",
    spans=(SPAN,),
    rule="undefined-parameter",
    policy="rts6/6.1",
    confidence=0.75,
    suggestion=InsertAfter(block="b1", text="x means…"),
)
PACK = Pack(
    pack="rts6",
    title="RTS 6",
    pack_version="1.0",
    requirements=(Requirement(id="6.1", requirement="Name the kill switch.", level=Level.MUST),),
)
ONE = VersionNumber(major=1)

USED = PackUsed(pack="rts6", version="1.0", sha256="4c102ce0e511946bd1cd4afa4a2e90b26752a7032860b43202ccfa613cad1790")

ASIDE = SetAside(finding_id="f0", reason="Not so.", by="ada", at=EDIT.at)

RULED = RulingUsed(check="DS-CAL", severity=Severity.LOW, sections=(SectionKind.CALENDAR,))

SAMPLES: tuple[Event, ...] = (
    RevisionImported(
        revision="r1",
        number=ONE,
        format="docx",
        size=12,
        block_count=3,
        reader="docx 1",
        title="Index",
        file_name="index.docx",
        file_path="/home/ada/index.docx",
        sha256="ab" * 32,
        notes=("A note.",),
    ),
    ChangeSetApproved(revision="r1", number=VersionNumber(major=1, minor=1), session="s1", edits=(EDIT,)),
    RevisionExported(
        revision="r1",
        number=VersionNumber(major=1, minor=1),
        kind="tracked",
        exporter="word 1",
        sha256="cd" * 32,
        size=7,
        file_name="a.docx",
    ),
    DocumentForgotten(),
    PackInstalled(pack=PACK),
    PackRetired(pack="rts6"),
    RunQueued(document="d1", revision="r1", engine=ENGINE, packs=(USED,)),
    RunStarted(),
    RunCompleted(
        document="d1",
        revision="r1",
        findings=(FINDING,),
        policies=(PolicyVerdict(pack="rts6", requirement="6.1", status=Verdict.PARTIAL, evidence=(SPAN,), searched=9),),
    ),
    RunFailed(reason="The engine ran out of time."),
    RunCancelled(),
    RunInterrupted(),
    SessionOpened(document="d1", revision="r1", set_aside=(ASIDE,)),
    FindingsReceived(run="n1", finding_ids=("f1", "f2")),
    FindingRaised(finding=FINDING.model_copy(update={"id": "f3"})),
    FindingAccepted(finding_id="f1", run="n1", edit=EDIT, reason="right"),
    FindingModified(finding_id="f2", run="n1", edit=EDIT.model_copy(update={"change": DeleteBlock(block="b2")})),
    FindingRejected(finding_id="f3", run=None, reason="Not so.", by="ada", at=ASIDE.at),
    FindingSetAside(finding_id="f0", rejection=ASIDE),
    FindingReopened(finding_id="f1"),
    SessionApproved(document="d1", revision="r1", edits=(EDIT,)),
    SessionReopened(document="d1", revision="r1", reason="Not so."),
    VerdictsRefined(
        by=ENGINE,
        policies=(
            PolicyVerdict(pack="rts6", requirement="6.1", status=Verdict.MISSING, lacking=("kill",), searched=9),
        ),
    ),
    FindingsWithdrawn(run="n2", finding_ids=("f2",)),
    CheckRuled(ruling=RULED, until=date(2027, 3, 31), reason="The house calendar holds."),
    CheckRuledForDocument(ruling=RULED, until=None, reason="Not so."),
    RulingsTakenBack(check="DS-CAL"),
    PackInstalled(pack=PACK, effective=NOON.date()),
    PackRetired(pack="rts6", effective=NOON.date()),
    PacksAssigned(document="d1", packs=("rts6",)),
    VerdictJudged(
        run="n1",
        pack="rts6",
        requirement="6.1",
        verdict=Verdict.PARTIAL,
        judgement=Judgement.DISAGREE,
        instead=Verdict.MISSING,
        reason="Not so.",
    ),
    VerdictJudged(
        run="n1",
        pack="rts6",
        requirement="6.1",
        verdict=Verdict.PARTIAL,
        judgement=Judgement.AGREE,
        evidence=SPAN,
    ),
)

EVENT_TYPES: tuple[type[Event], ...] = get_args(get_args(AnyEvent)[0])


def import_revision(
    store: Store,
    document: str,
    *,
    path: str = "/a.docx",
    sha256: str = "00",
    attachments: dict[str, bytes] | None = None,
) -> str:
    """Import a revision of a document; answers with its id."""
    revision = new_id()
    with store.work("documents", "ada", revision) as unit:
        state = unit.load(Document, document)
        events = state.import_revision(
            id=revision,
            format="docx",
            title=f"Title of {sha256}",
            file_name=path.rpartition("/")[2],
            file_path=path,
            sha256=sha256,
            size=1,
            block_count=1,
            reader="test 1",
        )
        unit.record(state, events, document=document, attachments=attachments)
    return revision


def queue_run(store: Store, document: str, revision: str, *, start: bool = False, correlation: str = "run") -> str:
    """Queue a run, and start it where asked to; answers with its id."""
    run = new_id()
    with store.work("analysis", "ada", correlation) as unit:
        state = unit.load(AnalysisRun, run)
        state = unit.record(state, state.queue(document, revision, ENGINE, ()))
        if start:
            unit.record(state, state.start())
    return run


def open_session(store: Store, document: str, revision: str, findings: tuple[str, ...]) -> str:
    """Open the session of a revision with these findings; answers with its id."""
    session = FeedbackSession.id_of(revision)
    with store.work("feedback", "ada", "session") as unit:
        state = unit.load(FeedbackSession, session)
        state = unit.record(state, state.open(document, revision), document=document)
        unit.record(state, state.receive("run", findings))
    return session


def decide(store: Store, session: str, document: str, *events: Event) -> None:
    """Record decisions, whatever the rules of the session say."""
    with store.work("feedback", "ada", "decisions") as unit:
        unit.record(unit.load(FeedbackSession, session), events, document=document)


def install(store: Store, title: str, *, repository: str = "house", correlation: str = "pack") -> None:
    """Install a pack with this title."""
    with store.work("policies", "ada", correlation) as unit:
        state = unit.load(PolicyRepository, repository)
        unit.record(state, state.install(PACK.model_copy(update={"title": title}), NOON.date(), NOON.date()))


def views_in_use(profile: Path) -> Path:
    """The file the views are read from."""
    return max(profile.glob("views-*.db"), key=lambda path: int(path.stem.removeprefix("views-")))
