"""The ports of the use cases: what they need from the store, the readers, the engines and the exporter."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from domain.analysis.request import AnalysisRequest, AnalysisResult, EngineInfo, Progress
from domain.analysis.run import RunState
from domain.documents.changes import Edit
from domain.documents.export import AS_DECIDED, ExportOptions
from domain.documents.text import Block
from domain.feedback.report import ReviewReport
from domain.feedback.session import SessionState
from domain.kernel import Aggregate, Clock, DomainError, Envelope, Event, Value
from domain.policies.pack import Pack

A = TypeVar("A", bound=Aggregate)

Cancelled = Callable[[], bool]
"""Asked now and then by a long task; once it says yes, the task ends with `TaskCancelled`."""

Report = Callable[[Progress], None]
"""Told how far a long task has come."""


class Refused(DomainError):
    """A file cannot be read or written; the sentence says what is wrong and what to do."""


class EditRefused(Refused):
    """One edit stands in the way of writing a file right; `finding` is the one it belongs to."""

    def __init__(self, sentence: str, finding: str) -> None:
        super().__init__(sentence)
        self.finding = finding


class TaskCancelled(Exception):
    """The reviewer cancelled a long task."""


class EngineFailed(Exception):
    """An engine gave no answer; the sentence says why, without document text."""


class Conflict(Exception):
    """Somebody else wrote to the stream in the meantime; decide again on what is there now."""


class StoreUnavailable(Exception):
    """The profile cannot be opened, read or written; the sentence says why and what to do. Nothing was changed."""


# --- the keys ----------------------------------------------------------------------------------------------------


class WrongKey(StoreUnavailable):
    """The passphrase, code or keyring entry belongs to another profile or was mistyped."""


class MissingKey(StoreUnavailable):
    """The key is not where it is kept."""


class PlainFile(StoreUnavailable):
    """The profile's database is not encrypted, so DocSense did not write it."""


class DamagedFile(StoreUnavailable):
    """The description of the profile's keys is damaged."""


class PassphraseNeeded(StoreUnavailable):
    """The profile opens with a passphrase, and none was given."""


class Locked(StoreUnavailable):
    """The keys were wiped from memory."""


class Keeping(StrEnum):
    """How a profile's secret is kept: in the system's keyring, under a passphrase, or open in a file of the user's."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"
    FILE = "file"


Purpose = Literal["log", "views", "document keys", "head signature", "check", "profile"]
"""What a key is derived for."""


class StoreKeys(Protocol):
    """What the store needs of the keys."""

    def derive(self, purpose: Purpose) -> bytes:
        """32 bytes; raises Locked."""
        ...

    def noted_head(self) -> str | None:
        """The log's signed head as it was last noted in the keyring; None where nothing is kept there."""
        ...

    def note_head(self, head: str) -> None:
        """Note the log's signed head in the keyring, where the secret is kept there."""
        ...


class ProfileKeys(StoreKeys, Protocol):
    """The keys of one profile, all derived from its one secret; locked or unlocked."""

    def exists(self) -> bool:
        """Whether the folder holds a profile."""
        ...

    def keeping(self) -> Keeping:
        """How the secret of the profile is kept; raises MissingKey, PlainFile, DamagedFile."""
        ...

    def keyring(self) -> str | None:
        """The name of this machine's usable keyring; None where there is none."""
        ...

    def make(self, keeping: Keeping, passphrase: str | None = None) -> str:
        """Make the keys of a new profile, and unlock them; the answer is the recovery code."""
        ...

    def unlock(self, passphrase: str | None = None) -> None:
        """Raises WrongKey, MissingKey, PlainFile, DamagedFile, PassphraseNeeded."""
        ...

    def recover(self, code: str) -> None:
        """Unlock with the recovery code; raises WrongKey."""
        ...

    def keep(self, keeping: Keeping, passphrase: str | None = None) -> None:
        """Keep the secret in another way, and not in the old one any more."""
        ...

    def new_recovery_code(self) -> str:
        """A recovery code; the one before it opens nothing any more."""
        ...

    def lock(self) -> None:
        """Wipe the keys from memory."""
        ...


# --- the store ---------------------------------------------------------------------------------------------------


class UnitOfWork(Protocol):
    """One transaction in one context. Leaving it without an error commits; nothing is seen before."""

    def load(self, kind: type[A], id: str) -> A:
        """The aggregate as it stands, with version 0 where it does not exist."""
        ...

    def record(
        self,
        aggregate: A,
        events: Sequence[Event],
        *,
        document: str | None = None,
        attachments: Mapping[str, bytes] | None = None,
    ) -> A:
        """Append the events to the aggregate's stream and answer with its next state.

        `document` is the id of the document whose text the events hold, if any. Attachments are kept beside the
        first event under that document, by name, and their digests are part of the hash chain.
        Raises Conflict (here or at the commit) where the stream has moved on since the aggregate was loaded.
        """
        ...


class DocumentEntry(Value):
    """A line of the library: a document, its latest revision and how far its review is.

    `number` is that of the approved change set, once there is one.
    """

    document: str
    title: str
    file_name: str
    file_path: str
    format: str
    revision: str
    number: str
    sha256: str
    imported_at: datetime
    findings: int
    pending: int
    session: SessionState | None
    run: str | None
    run_state: RunState | None


class RunEntry(Value):
    """A run of a revision and its state, as last seen."""

    run: str
    document: str
    revision: str
    state: RunState
    queued_at: datetime


class Views(Protocol):
    """Read models; they follow the log at a short distance."""

    def documents(self) -> tuple[DocumentEntry, ...]:
        """The library, the document imported last first."""
        ...

    def documents_with(self, *, sha256: str | None = None, path: str | None = None) -> tuple[str, ...]:
        """Ids of the documents one of whose revisions has these bytes, or was imported from this absolute path.

        The one that was imported last comes first.
        """
        ...

    def forgotten(self) -> frozenset[str]:
        """Ids of the documents that are to leave no text behind."""
        ...

    def runs(self, *, revision: str | None = None, unfinished: bool = False) -> tuple[RunEntry, ...]:
        """Runs, the one queued last first: of one revision, or only those queued or running."""
        ...

    def understanding(self, revision: str, builder: str) -> bytes | None:
        """What this builder understood of a revision; None where that is not kept."""
        ...

    def keep_understanding(self, revision: str, builder: str, data: bytes) -> None:
        """Keep what was understood of a revision, in the place of what an older builder made."""
        ...


class Drafts(Protocol):
    """Half-typed text, kept per document beside the log until it is used or thrown away."""

    def keep(self, document: str, name: str, text: str) -> None:
        """Keep the text under this name; an empty one is thrown away."""
        ...

    def all(self, document: str) -> dict[str, str]:
        """The drafts of a document by name."""
        ...


class LogProblem(Value):
    """Something in the log is not as it was written: at which position (0: not at one), and what."""

    position: int
    problem: str


class Failure(Value):
    """An event a subscription could not pass: where it stands, its id, and the kind of the error, never its text.

    `due` is when it is tried again; None for a dead letter, which was set aside after `tries` tries.
    """

    position: int
    event: str
    kind: str
    tries: int
    failed_at: datetime
    due: datetime | None


class SubscriptionStatus(Value):
    """How far a reaction or a projection has followed the log, how many events lie before it, and its failures."""

    name: str
    position: int
    behind: int
    failures: tuple[Failure, ...]
    rebuildable: bool
    """Whether it is a projection, which can be made anew."""


class Backup(Value):
    """A backup that was written and proved: where, where its log ends (position and hash), and its size in bytes."""

    path: str
    head: str
    size: int


class Store(Protocol):
    """The profile's log and what is kept with it."""

    views: Views
    drafts: Drafts

    def work(self, context: str, actor: str, correlation: str) -> AbstractContextManager[UnitOfWork]:
        """A unit of work in one context."""
        ...

    def load(self, kind: type[A], id: str) -> A:
        """An aggregate as it stands, for reading."""
        ...

    def attachment(self, document: str, name: str) -> bytes:
        """The bytes kept under this name beside an event of the document; raises NotFound."""
        ...

    def events(self, after: int = 0, stream: str | None = None) -> Iterator[Envelope]:
        """The log in order, from behind a position on."""
        ...

    def head(self) -> int:
        """The position of the last event; 0 in an empty log. Cheap: the window asks twice a second."""
        ...

    def catch_up(self, correlation: str | None = None, timeout: float = 30.0) -> bool:
        """Run what follows: reactions and projections, until they are up to date.

        With a correlation it is enough that they have passed the events caused under it. False when time ran out,
        as when another process holds their leases and is slow, or where one of them failed: it is not waited for,
        but tried again by the first call after its due time.
        """
        ...

    def subscriptions(self) -> tuple[SubscriptionStatus, ...]:
        """How far each reaction and projection is, the reactions first."""
        ...

    def rebuild(self, name: str, cancelled: Cancelled = lambda: False) -> None:
        """Make the projection of this name anew beside the one in use, and put it in its place once it is whole.

        Raises NotFound for the name of no projection, TaskCancelled.
        """
        ...

    def try_again(self, name: str, position: int, cancelled: Cancelled = lambda: False) -> None:
        """Let the event a subscription failed at be due now; a dead letter is answered at once, out of order.

        It is answered at most once, is dropped where a later event of its stream was answered in the same place, and
        stays a dead letter where it fails again. A projection is made anew for it. Raises NotFound where nothing
        failed there, TaskCancelled.
        """
        ...

    def skip(self, name: str, position: int) -> None:
        """Let the subscription go on without the event it failed at, for good; raises NotFound."""
        ...

    def lease(self, name: str, wait: float = 0.0) -> AbstractContextManager[bool]:
        """Hold a name for this process, waiting so many seconds for it; it ends with the process.

        False inside where another process holds it all the time.
        """
        ...

    def forget(self, document: str) -> None:
        """Destroy the key of a document, its drafts and its lines in the views; nothing where that was done before.

        After that what its events held in text reads as ForgottenEvent. The log itself stays as it was written.
        """
        ...

    def back_up(self, out: Path) -> Backup:
        """Write a backup to a new file, and prove it; raises Refused where it cannot be written."""
        ...

    def back_up_when_due(self) -> Backup | None:
        """Write the backup of the schedule into the profile, where it is time for one; raises Refused."""
        ...

    def signed_head(self) -> str:
        """Where the log ends, as a text to keep elsewhere: position and hash."""
        ...

    def verify(self, anchor: str | None = None) -> Iterator[LogProblem]:
        """Walk the log and what is kept beside it, and name everything that is not as it was written.

        An anchor is a head noted elsewhere; raises ValueError where it is none.
        """
        ...

    def close(self) -> None: ...


# --- readers, engines, exporter ----------------------------------------------------------------------------------


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


@dataclass(frozen=True)
class Services:
    """All that a use case is given."""

    store: Store
    reader: Reader
    engine: Engine
    understander: Understander
    exporter: Exporter
    packs: Callable[[str], Pack]
    """The bundled policy pack of this name; raises NotFound."""
    clock: Clock
