"""Failures: the events a subscription could not pass, when each is tried again, and which were set aside."""

import logging
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Engine, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from app.store.connection import reading, writing
from app.store.log import Unreadable
from app.store.pace import TRIES, Pace, is_due
from app.store.schema import failures
from app.usecases.ports.store import Failure
from domain.kernel import Clock, Envelope

_logger = logging.getLogger(__name__)


class Failures:
    """What is kept of them with the log."""

    def __init__(self, engine: Engine, clock: Clock, pace: Pace) -> None:
        self._engine = engine
        self._clock = clock
        self._pace = pace

    def of(self, subscription: str, passed: int) -> tuple[Failure, ...]:
        """The failures of a subscription that has passed this position, in the order of the log."""
        # One it has passed since is over, though a crash may have kept it from being cleared.
        stand = or_(failures.c.due.is_(None), failures.c.position > passed)
        columns = (column for column in failures.c if column is not failures.c.subscription)
        query = select(*columns).where(failures.c.subscription == subscription, stand).order_by(failures.c.position)
        with reading(self._engine) as connection:
            return tuple(Failure.model_validate(row._asdict()) for row in connection.execute(query))

    def rests(self, subscription: str, passed: int) -> bool:
        """Whether the subscription waits for the time of its next try."""
        now = self._clock()
        return any(failure.due and not is_due(failure.due, now) for failure in self.of(subscription, passed))

    def note(self, subscription: str, entry: Envelope | Unreadable, error: Exception) -> bool:
        """Keep that the subscription failed at an event; False after the last try: the event is now set aside."""
        key = (failures.c.subscription == subscription) & (failures.c.position == entry.position)
        with writing(self._engine) as connection:
            tries = 1 + (connection.execute(select(failures.c.tries).where(key)).scalar() or 0)
            due = self._clock() + self._pace.pause(tries) if tries < TRIES else None
            row = self._row(subscription, entry, error, tries, due)
            connection.execute(insert(failures).values(row).on_conflict_do_update(set_=row))
        # An error's text may quote a document: its type alone is kept.
        _logger.warning("Subscription %s failed at position %d: %s", subscription, entry.position, row["kind"])
        return due is not None

    def clear(self, subscription: str, position: int) -> None:
        """Forget the failure at this position."""
        with writing(self._engine) as connection:
            connection.execute(
                delete(failures).where(failures.c.subscription == subscription, failures.c.position == position)
            )

    def replace(self, subscription: str, found: Iterable[tuple[Envelope | Unreadable, Exception]]) -> None:
        """Let these be the dead letters of the subscription, and nothing else its failures."""
        rows = [self._row(subscription, entry, error, 1, None) for entry, error in found]
        with writing(self._engine) as connection:
            connection.execute(delete(failures).where(failures.c.subscription == subscription))
            if rows:
                connection.execute(insert(failures), rows)

    def hurry(self, subscription: str) -> None:
        """Let what waits for its next try be due now."""
        due = update(failures).where(failures.c.subscription == subscription, failures.c.due.is_not(None))
        with writing(self._engine) as connection:
            connection.execute(due.values(due=self._clock().isoformat()))

    def _row(
        self, subscription: str, entry: Envelope | Unreadable, error: Exception, tries: int, due: datetime | None
    ) -> dict[str, object]:
        return {
            "subscription": subscription,
            "position": entry.position,
            "event": entry.id,
            "kind": type(error).__name__,
            "tries": tries,
            "failed_at": self._clock().isoformat(),
            "due": due.isoformat() if due else None,
        }
