"""The store: one profile's log, what is kept beside it, and the views and reactions that follow it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from app.store.backup import Backups
from app.store.connection import Damaged, connect
from app.store.document_keys import DocumentKeys
from app.store.drafts import SqlDrafts
from app.store.failures import Failures
from app.store.files import DESCRIPTION, HEAD, KEYS, LOG, remnants
from app.store.heads import Head, Sidecar, Signer
from app.store.leases import Leases
from app.store.log import Cause, Log
from app.store.pace import Pace
from app.store.reactions import Handler, Reaction
from app.store.schema import open_log
from app.store.subscriptions import Subscription, catch_up, lease_name
from app.store.unit import Unit, replay
from app.store.verification import verify
from app.store.view_files import ViewFiles
from app.store.view_maker import ViewMaker
from app.store.views import SqlViews
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import StoreKeys
from app.usecases.ports.store import Backup, Drafts, Failure, LogProblem, SubscriptionStatus, UnitOfWork, Views
from app.usecases.ports.tasks import Cancelled
from domain.kernel import Aggregate, Clock, Envelope, NotFound

A = TypeVar("A", bound=Aggregate)


def open_store(
    profile: Path, keys: StoreKeys, clock: Clock, pace: Pace | None = None, *, new: bool = True
) -> "SqlStore":
    """The store in this folder, made where there is none unless `new` is False; the keys must be unlocked.

    Raises StoreUnavailable and leaves what is there alone.
    """
    pace = pace or Pace()
    sidecar, log_file = Sidecar(profile / HEAD), profile / LOG
    is_made = _size(log_file) > 0 or _was_made(profile, keys, pace.busy_seconds)
    if is_made and not _size(log_file):
        raise Damaged(f"The profile's {LOG} is missing or empty. Put back a backup of the profile.")
    if not is_made and not new:
        raise StoreUnavailable(f"There is no profile in {profile}. Name the folder of one; reviewing a file makes it.")
    try:
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(
            f"The profile folder {profile} cannot be made. Choose a folder that can be written to."
        ) from error
    leases, signer = Leases(profile / "leases"), Signer(keys.derive("head signature"))
    engine = connect(log_file, keys.derive("log"), "FULL", busy_seconds=pace.busy_seconds, must_exist=is_made)
    document_keys = DocumentKeys(
        profile / KEYS, keys.derive("document keys"), busy_seconds=pace.busy_seconds, must_exist=is_made
    )
    try:
        if not is_made:
            document_keys.make_file()  # first, so that where there is a log there are keys
        open_log(engine, signer, leases, pace.busy_seconds)
        document_keys.check()
    except StoreUnavailable:
        engine.dispose()
        document_keys.close()
        raise
    log = Log(engine, document_keys, signer, sidecar, _noted(keys), clock)
    if sidecar.is_missing() and (head := log.signed_head()).position == 0:
        sidecar.make(head)  # also where a power cut took that of a profile in which nothing has happened yet
    leases.show_presence()
    return SqlStore(profile, keys, log, Failures(engine, clock, pace), leases, pace)


def _was_made(profile: Path, keys: StoreKeys, busy_seconds: float) -> bool:
    """Whether something tells of a log that is not there any more; it is not replaced by an empty one."""
    of_a_log = [path for path in remnants(profile) if path.name not in (DESCRIPTION, KEYS)]
    if of_a_log or keys.noted_head() is not None:
        return True
    if not (profile / KEYS).exists():
        return False
    with closing(DocumentKeys(profile / KEYS, keys.derive("document keys"), busy_seconds=busy_seconds)) as found:
        return not found.is_empty()


def _noted(keys: StoreKeys) -> Head | None:
    """The head in the keyring, if any; what is damaged there is for the verification to name."""
    with suppress(ValueError):
        return Head.parse(keys.noted_head() or "")
    return None


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


class SqlStore:
    """A profile on SQLite. Every method may be called from any thread, with other processes on the same profile."""

    views: Views
    drafts: Drafts

    def __init__(
        self, profile: Path, keys: StoreKeys, log: Log, failures: Failures, leases: Leases, pace: Pace
    ) -> None:
        self._profile = profile
        self._keys = keys
        self._log = log
        self._failures = failures
        self._leases = leases
        self._pace = pace
        self._files = ViewFiles(profile, keys.derive("views"), log, pace)
        self._maker = ViewMaker(self._files, log, failures, leases, pace)
        self._backups = Backups(profile, keys, log, leases, pace.busy_seconds)
        self._reactions: list[Reaction] = []
        self.views = SqlViews(self._files, self._maker, leases, pace)
        self.drafts = self._drafts = SqlDrafts(log.engine, log.keys)

    def subscribe(self, name: str, context: str, handler: Handler) -> None:
        """Let a reaction follow the log from now on, before anything is caught up; its name marks its checkpoint."""
        self._reactions.append(Reaction(name, context, handler, self._log, self._failures))

    @contextmanager
    def work(self, context: str, actor: str, correlation: str) -> Iterator[UnitOfWork]:
        """A unit of work in one context; leaving it raises Conflict, StoreUnavailable."""
        unit = Unit(self._log, Cause(context, actor, correlation))
        yield unit
        unit.commit()

    def load(self, kind: type[A], id: str) -> A:
        """An aggregate as it stands, for reading."""
        return replay(self._log, kind, id)

    def attachment(self, document: str, name: str) -> bytes:
        """The bytes kept under this name beside an event of the document; raises NotFound."""
        return self._log.attachment(document, name)

    def events(self, after: int = 0, stream: str | None = None) -> Iterator[Envelope]:
        """The log in order, from behind a position on."""
        return self._log.events(after, stream)

    def head(self) -> int:
        """The position of the last event; 0 in an empty log."""
        return self._log.head()

    def catch_up(self, correlation: str | None = None, timeout: float = 30.0) -> bool:
        """Run reactions and projections until they have passed the log, or the events under a correlation."""
        return catch_up(
            self._subscriptions(), self._failures, self._leases, lambda: self._log.head(correlation), timeout
        )

    def subscriptions(self) -> tuple[SubscriptionStatus, ...]:
        """How far each reaction and projection is, the reactions first."""
        head = self._log.head()
        return tuple(
            SubscriptionStatus(
                name=each.name,
                position=(position := each.position()),
                behind=max(0, head - position),
                failures=self._failures.of(each.name, position),
                rebuildable=each is self._maker,
            )
            for each in self._subscriptions()
        )

    def rebuild(self, name: str, cancelled: Cancelled = lambda: False) -> None:
        """Make the projection of this name anew beside the one in use; raises NotFound, TaskCancelled."""
        if name != self._maker.name:
            raise NotFound(f"There is no projection {name}.")
        self._maker.rebuild(cancelled)

    def try_again(self, name: str, position: int, cancelled: Cancelled = lambda: False) -> None:
        """Give the subscription the event it failed at once more; raises NotFound, TaskCancelled."""
        with self._failed(name, position) as (subscription, failure):
            if failure.due:
                self._failures.hurry(name)
            elif isinstance(subscription, Reaction):
                subscription.try_again(position)
        if not failure.due and subscription is self._maker:
            self._maker.rebuild(cancelled)

    def skip(self, name: str, position: int) -> None:
        """Let the subscription go on without the event it failed at, for good; raises NotFound."""
        with self._failed(name, position) as (subscription, _):
            subscription.skip(position)

    def lease(self, name: str, wait: float = 0.0) -> AbstractContextManager[bool]:
        """Hold a name (of ids only) for this process; False inside where another process holds it all the time."""
        return self._leases.hold(name, wait)

    def forget(self, document: str) -> None:
        """Destroy the key of a document, its drafts and its lines in the views; nothing where that was done before."""
        if document in self._log.keys.forgotten():
            return
        self._drafts.forget(document)
        with self._backups.without_key_copies():
            self._log.keys.forget(document, self._log.clock())
        with suppress(StoreUnavailable):  # its text is gone; a disk that is full keeps the views as they are for now
            self.catch_up()
            self._maker.rebuild(lambda: False)  # into a new file: nothing stays in the free pages of the old one

    def back_up(self, out: Path) -> Backup:
        """Write a backup to a new file, and prove it; raises Refused where it cannot be written."""
        return self._backups.write(out)

    def back_up_when_due(self) -> Backup | None:
        """Write the backup of the schedule into the profile, where it is time for one; raises Refused."""
        return self._backups.write_when_due()

    def signed_head(self) -> str:
        """Where the log ends, as a text to keep elsewhere: position and hash."""
        return self._log.signed_head().anchor

    def verify(self, anchor: str | None = None) -> Iterator[LogProblem]:
        """Walk the log and what is kept beside it, and name everything that is not as it was written.

        An anchor is a head that was noted elsewhere; raises ValueError where it is none.
        """
        return verify(self._profile, self._keys, noted=self._keys.noted_head(), anchor=anchor)

    def close(self) -> None:
        """Let go of the files."""
        with suppress(StoreUnavailable):
            self._note_head()
        self._files.close()
        self._log.keys.close()
        self._log.engine.dispose()
        self._leases.hide_presence()

    def _note_head(self) -> None:
        """Bring the keyring up to the log; a head there that is further shows that the log lost its end, and stays."""
        head, noted = self._log.signed_head(), _noted(self._keys)
        if noted is None or noted.position < head.position:
            self._keys.note_head(head.text)

    def _subscriptions(self) -> list[Subscription]:
        return [*self._reactions, self._maker]

    @contextmanager
    def _failed(self, name: str, position: int) -> Iterator[tuple[Subscription, Failure]]:
        """The subscription and its failure there, under its lease; raises NotFound, StoreUnavailable."""
        subscription = next((each for each in self._subscriptions() if each.name == name), None)
        if subscription is None:
            raise NotFound(f"Nothing called {name} follows the log.")
        with self._leases.hold(lease_name(name), self._pace.busy_seconds) as held:
            if not held:
                raise StoreUnavailable("Another DocSense is just at work on this. Try again in a moment.")
            failures = self._failures.of(name, subscription.position())
            failure = next((each for each in failures if each.position == position), None)
            if failure is None:
                raise NotFound(f"{name} has not failed at position {position}.")
            yield subscription, failure
