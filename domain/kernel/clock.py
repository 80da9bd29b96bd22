"""The clock the domain is given, so that time is an argument and not a surprise."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment, with its time zone (UTC)."""
    return datetime.now(UTC)
