"""Subscriptions: what follows the log, each from its own checkpoint and under a lease, so that one process runs it."""

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from app.store.leases import Leases
from app.store.log import Cause, Checkpoint, Log
from app.store.unit import Unit
from app.usecases.ports import Conflict, UnitOfWork
from domain.kernel import Envelope, derived_id

_logger = logging.getLogger(__name__)

_ATTEMPTS = 5
_POLL_SECONDS = 0.02

Handler = Callable[[Envelope, UnitOfWork], None]
"""Runs the next step an event leads to, if any, in a unit of work of its own; it may be run again after a Conflict."""


def lease_name(subscription: str) -> str:
    """The name under which a subscription is leased while it runs."""
    return f"subscription-{subscription}"


class Subscription(Protocol):
    """Something that follows the log."""

    @property
    def name(self) -> str: ...

    def position(self) -> int:
        """The last position it has passed."""
        ...

    def advance(self, deadline: float) -> None:
        """Follow the log to its end, or until the deadline (of time.monotonic)."""
        ...


@dataclass(frozen=True)
class Reaction:
    """Runs the next step in another context; what that writes and the checkpoint are committed together."""

    name: str
    context: str
    handler: Handler
    log: Log

    def position(self) -> int:
        return self.log.checkpoint(self.name)

    def advance(self, deadline: float) -> None:
        saved = passed = self.position()
        try:
            for envelope in self.log.events(after=saved):
                wrote = self._react(envelope)
                passed = envelope.position
                saved = passed if wrote else saved
                if time.monotonic() > deadline:
                    return
        finally:
            if passed > saved:
                self.log.save(Checkpoint(self.name, passed))

    def _react(self, envelope: Envelope) -> bool:
        for _ in range(_ATTEMPTS - 1):
            with suppress(Conflict):
                return self._attempt(envelope)
        return self._attempt(envelope)

    def _attempt(self, envelope: Envelope) -> bool:
        """Whether the step wrote something; one that was taken before is not taken again."""

        def id_of(number: int) -> str:
            return derived_id(envelope.id, f"{self.name}/{number}")

        if self.log.holds(id_of(0)):
            return False
        unit = Unit(self.log, Cause(self.context, envelope.actor, envelope.correlation, envelope.id, id_of))
        self.handler(envelope, unit)
        unit.commit(Checkpoint(self.name, envelope.position))
        return bool(unit.records)


def catch_up(subscriptions: Sequence[Subscription], leases: Leases, target: Callable[[], int], timeout: float) -> bool:
    """Run the subscriptions until all have passed the target, which moves on as reactions write.

    One whose lease is held elsewhere is waited for. One that fails is logged and left where it stands. False where
    time (seconds) ran out or one failed short of the target.
    """
    deadline = time.monotonic() + timeout
    failed: set[str] = set()
    while True:
        goal = target()
        behind = [s for s in subscriptions if s.position() < goal]
        running = [s for s in behind if s.name not in failed]
        if not running:
            return not behind
        if time.monotonic() > deadline:
            return False
        waiting = True
        for subscription in running:
            with leases.hold(lease_name(subscription.name)) as held:
                if held:
                    waiting = False
                    failed |= _failed(subscription, deadline)
        if waiting:
            time.sleep(_POLL_SECONDS)


def _failed(subscription: Subscription, deadline: float) -> set[str]:
    """Advance the subscription; its name where that failed."""
    try:
        subscription.advance(deadline)
    except Exception as error:  # whatever a handler raises: the reviewer's work goes on without it
        # An error's text may quote a document: its type alone is logged.
        kind, position = type(error).__name__, subscription.position()
        _logger.warning("Subscription %s failed behind position %d: %s", subscription.name, position, kind)
        return {subscription.name}
    return set()
