"""Subscriptions: what follows the log, each from its own checkpoint and under a lease, so that one process runs it.

An event is given to a subscription at least once. One it fails at is tried again after a pause, by whoever catches up
next; after the last try it is set aside as a dead letter and the subscription goes on with the next event.
"""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from app.store.failures import Failures
from app.store.leases import Leases

_logger = logging.getLogger(__name__)

_POLL_SECONDS = 0.02


def lease_name(subscription: str) -> str:
    """The name under which a subscription is leased while it runs."""
    return f"subscription-{subscription}"


class Subscription(Protocol):
    """Something that follows the log; all but its position is asked under its lease."""

    @property
    def name(self) -> str: ...

    def position(self) -> int:
        """The last position it has passed."""
        ...

    def advance(self, deadline: float) -> None:
        """Follow the log to its end, to an event that fails, or until the deadline (of time.monotonic)."""
        ...

    def skip(self, position: int) -> None:
        """Pass the event at this position without an answer."""
        ...


def catch_up(
    subscriptions: Sequence[Subscription],
    failures: Failures,
    leases: Leases,
    target: Callable[[], int],
    timeout: float,
) -> bool:
    """Run the subscriptions until all have passed the target, which moves on as reactions write.

    One whose lease is held elsewhere is waited for. One that failed is not: False where time (seconds) ran out or one
    is left short of the target.
    """
    deadline = time.monotonic() + timeout
    broken: set[str] = set()
    while True:
        goal = target()
        behind = [s for s in subscriptions if s.position() < goal]
        running = [s for s in behind if s.name not in broken and not failures.rests(s.name, s.position())]
        if not running:
            return not behind
        if time.monotonic() > deadline:
            return False
        waiting = True
        for subscription in running:
            with leases.hold(lease_name(subscription.name)) as held:
                if held:
                    waiting = False
                    if _broke(subscription, deadline):
                        broken.add(subscription.name)
        if waiting:
            time.sleep(_POLL_SECONDS)


def _broke(subscription: Subscription, deadline: float) -> bool:
    """Advance the subscription; whether something else than an event stopped it, as a full disk does."""
    try:
        subscription.advance(deadline)
    except Exception as error:  # whatever it is, the reviewer's work goes on without the subscription
        # An error's text may quote a document: its type alone is logged.
        _logger.warning("Subscription %s stopped: %s", subscription.name, type(error).__name__)
        return True
    return False
