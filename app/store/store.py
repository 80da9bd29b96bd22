"""The store: one profile's log, what is kept beside it, and the views and reactions that follow it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from app.store.connection import connect
from app.store.drafts import SqlDrafts
from app.store.leases import Leases
from app.store.log import Cause, Log
from app.store.schema import open_log
from app.store.subscriptions import Handler, Reaction, Subscription, catch_up
from app.store.unit import Unit, replay
from app.store.verification import verify
from app.store.views import SqlViews
from app.usecases.ports import Drafts, LogProblem, StoreUnavailable, UnitOfWork, Views
from domain.kernel import Aggregate, Clock, Envelope

A = TypeVar("A", bound=Aggregate)


def open_store(profile: Path, clock: Clock, *, new: bool = True) -> "SqlStore":
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
    engine = connect(profile / "log.db", "FULL")
    leases = Leases(profile / "leases")
    try:
        open_log(engine, leases)
    except StoreUnavailable:
        engine.dispose()
        raise
    log = Log(engine, clock)
    return SqlStore(log, leases, SqlViews(profile / "views.db", log, leases))


class SqlStore:
    """A profile on SQLite. Every method may be called from any thread, with other processes on the same profile."""

    views: Views
    drafts: Drafts

    def __init__(self, log: Log, leases: Leases, views: SqlViews) -> None:
        self._log = log
        self._leases = leases
        self._projection = self.views = views
        self._reactions: list[Reaction] = []
        self.drafts = SqlDrafts(log.engine)

    def subscribe(self, name: str, context: str, handler: Handler) -> None:
        """Let a reaction follow the log from now on, before anything is caught up; its name marks its checkpoint."""
        self._reactions.append(Reaction(name, context, handler, self._log))

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
        subscriptions: list[Subscription] = [*self._reactions, self._projection]
        return catch_up(subscriptions, self._leases, lambda: self._log.head(correlation), timeout)

    def lease(self, name: str, wait: float = 0.0) -> AbstractContextManager[bool]:
        """Hold a name (of ids only) for this process; False inside where another process holds it all the time."""
        return self._leases.hold(name, wait)

    def verify(self) -> Iterator[LogProblem]:
        """Walk the log and what is kept beside it, and name everything that is not as it was written."""
        return verify(self._log.engine)

    def close(self) -> None:
        """Let go of the files."""
        self._projection.close()
        self._log.engine.dispose()
