"""The store: one profile's log, what is kept beside it, and the views and reactions that follow it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from app.store.connection import connect
from app.store.drafts import SqlDrafts
from app.store.failures import Failures
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
from app.usecases.ports import (
    Cancelled,
    Drafts,
    Failure,
    LogProblem,
    StoreUnavailable,
    SubscriptionStatus,
    UnitOfWork,
    Views,
)
from domain.kernel import Aggregate, Clock, Envelope, NotFound

A = TypeVar("A", bound=Aggregate)


def open_store(profile: Path, clock: Clock, pace: Pace | None = None, *, new: bool = True) -> "SqlStore":
    """The store in this folder, made where there is none; raises StoreUnavailable and leaves what is there alone.

    Without `new` there must be one.
    """
    if not new and not (profile / "log.db").exists():
        raise StoreUnavailable(f"There is no profile in {profile}. Name the folder of one; reviewing a file makes it.")
    try:
        profile.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(
            f"The profile folder {profile} cannot be made. Choose a folder that can be written to."
        ) from error
    pace = pace or Pace()
    engine = connect(profile / "log.db", "FULL", busy_seconds=pace.busy_seconds)
    leases = Leases(profile / "leases")
    try:
        open_log(engine, leases, pace.busy_seconds)
    except StoreUnavailable:
        engine.dispose()
        raise
    return SqlStore(profile, Log(engine, clock), Failures(engine, clock, pace), leases, pace)


class SqlStore:
    """A profile on SQLite. Every method may be called from any thread, with other processes on the same profile."""

    views: Views
    drafts: Drafts

    def __init__(self, profile: Path, log: Log, failures: Failures, leases: Leases, pace: Pace) -> None:
        self._log = log
        self._failures = failures
        self._leases = leases
        self._pace = pace
        self._files = ViewFiles(profile, log, pace)
        self._maker = ViewMaker(self._files, log, failures, leases, pace)
        self._reactions: list[Reaction] = []
        self.views = SqlViews(self._files, self._maker, leases, pace)
        self.drafts = SqlDrafts(log.engine)

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

    def verify(self) -> Iterator[LogProblem]:
        """Walk the log and what is kept beside it, and name everything that is not as it was written."""
        return verify(self._log.engine)

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()
        self._log.engine.dispose()

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
