"""Reactions: subscriptions that run the next step in another context."""

import time
from collections.abc import Callable
from contextlib import suppress

from app.store.failures import Failures
from app.store.log import Cause, Checkpoint, Log, Unreadable
from app.store.pace import MOST_UNSAVED
from app.store.unit import Unit
from app.usecases.ports.errors import Conflict, StoreUnavailable
from app.usecases.ports.store import UnitOfWork
from domain.kernel import Envelope, derived_id

_CONFLICTS = 5

Handler = Callable[[Envelope, UnitOfWork], None]
"""Runs the next step an event leads to, if any, in a unit of work of its own; it may be run again after a Conflict.

It must load what it decides on: a run that loads nothing says that the event is none of its business.
"""


class Reaction:
    """What it writes and its checkpoint are committed together.

    An event that is none of its business costs no write: that it was passed is remembered here, and kept with the next
    write or after `MOST_UNSAVED` events.
    """

    def __init__(self, name: str, context: str, handler: Handler, log: Log, failures: Failures) -> None:
        self.name = name
        self._context = context
        self._handler = handler
        self._log = log
        self._failures = failures
        self._passed = 0

    def position(self) -> int:
        """The last position passed, by this process or another one."""
        return max(self._passed, self._log.checkpoint(self.name))

    def advance(self, deadline: float) -> None:
        """Follow the log to its end, to an event that fails, or until the deadline (of time.monotonic)."""
        saved = self._log.checkpoint(self.name)
        self._passed = max(self._passed, saved)
        failed = {failure.position for failure in self._failures.of(self.name, self._passed)}
        for entry in self._log.read(after=self._passed):
            checkpoint = Checkpoint(self.name, entry.position)
            try:
                unit = self._react(entry, checkpoint)
            except Exception as error:
                if _is_of_the_store(error):
                    raise
                if self._failures.note(self.name, entry, error):
                    return
                self._log.save(checkpoint)
                saved = entry.position
            else:
                if unit.records:
                    saved = entry.position
                elif unit.looked or entry.position - saved >= MOST_UNSAVED:
                    self._log.save(checkpoint)
                    saved = entry.position
                if entry.position in failed:
                    self._failures.clear(self.name, entry.position)
            self._passed = entry.position
            if time.monotonic() > deadline:
                return

    def try_again(self, position: int) -> None:
        """Answer a dead letter now; it stays one where that fails."""
        entry = next(self._log.read(after=position - 1))
        try:
            self._react(entry, None)
        except Exception as error:
            if _is_of_the_store(error):
                raise
            self._failures.note(self.name, entry, error)
        else:
            self._failures.clear(self.name, position)

    def skip(self, position: int) -> None:
        """Let the event go without an answer."""
        if position > self.position():
            self._log.save(Checkpoint(self.name, position))
        self._failures.clear(self.name, position)

    def _react(self, entry: Envelope | Unreadable, checkpoint: Checkpoint | None) -> Unit:
        """The unit of work of the step, committed; without a checkpoint other events were answered before this one."""
        if isinstance(entry, Unreadable):
            raise entry
        for _ in range(_CONFLICTS - 1):
            with suppress(Conflict):
                return self._attempt(entry, checkpoint)
        return self._attempt(entry, checkpoint)

    def _attempt(self, envelope: Envelope, checkpoint: Checkpoint | None) -> Unit:
        def id_of(number: int) -> str:
            return derived_id(envelope.id, f"{self.name}/{number}")

        unit = Unit(self._log, Cause(self._context, envelope.actor, envelope.correlation, envelope.id, id_of))
        if not self._log.holds(id_of(0)):  # a step that was taken before is not taken again
            self._handler(envelope, unit)
            streams = [record.stream for record in unit.records]
            if checkpoint or not self._log.answered_later(envelope, streams):
                unit.commit(checkpoint)
        return unit


def _is_of_the_store(error: Exception) -> bool:
    """Whether the log could not be read or written, for which the event cannot help."""
    return isinstance(error, StoreUnavailable) and not isinstance(error, Unreadable)
