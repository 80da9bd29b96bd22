"""The health of the profile: how far what follows the log is behind it, what failed, and what can be done about it."""

from collections.abc import Callable

from app.sandbox import left_open
from app.usecases.ports.services import Services
from app.usecases.ports.store import Failure, SubscriptionStatus
from app.usecases.ports.tasks import Cancelled
from domain.kernel import NotFound, Value


class Trouble(Value):
    """A failure, and the subscription it is one of."""

    subscription: str
    failure: Failure


class Health(Value):
    """The subscriptions as they stand, and in `unguarded` what this system leaves open to what reads files, if any."""

    subscriptions: tuple[SubscriptionStatus, ...]
    unguarded: str = ""

    @property
    def behind(self) -> int:
        """How many events the one furthest behind has still to pass."""
        return max((each.behind for each in self.subscriptions), default=0)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What failed, in the order of the log."""
        found = (Trouble(subscription=s.name, failure=failure) for s in self.subscriptions for failure in s.failures)
        return tuple(sorted(found, key=lambda trouble: trouble.failure.position))


def health(s: Services) -> Health:
    """The health of the profile as it is now; nothing is run for it."""
    return Health(subscriptions=s.store.subscriptions(), unguarded=left_open())


def rebuild(s: Services, name: str | None = None, *, cancelled: Cancelled = lambda: False) -> tuple[str, ...]:
    """Make a projection anew from the log, or all of them; answers with their names.

    Raises NotFound for the name of no projection, TaskCancelled.
    """
    names = (name,) if name else tuple(each.name for each in s.store.subscriptions() if each.rebuildable)
    for each in names:
        s.store.rebuild(each, cancelled)
    return names


def try_again(s: Services, position: int | None = None, *, cancelled: Cancelled = lambda: False) -> Health:
    """Try again what failed, at this position or anywhere; answers with the health after it.

    Raises NotFound where nothing failed at the position, TaskCancelled.
    """
    return _for_each(s, position, lambda name, position: s.store.try_again(name, position, cancelled))


def skip(s: Services, position: int) -> Health:
    """Go on without the event at this position, for good; raises NotFound where nothing failed there."""
    return _for_each(s, position, s.store.skip)


def _for_each(s: Services, position: int | None, act: Callable[[str, int], None]) -> Health:
    chosen = [t for t in health(s).troubles if position is None or t.failure.position == position]
    if position is not None and not chosen:
        raise NotFound(f"Nothing has failed at position {position}.")
    for trouble in chosen:
        # One may have settled another: a projection made anew has taken in all it can.
        if trouble.failure in (
            each.failure for each in health(s).troubles if each.subscription == trouble.subscription
        ):
            act(trouble.subscription, trouble.failure.position)
    s.store.catch_up()
    return health(s)
