"""How long the store waits and when it tries again: the numbers in one place, with the timer and the dice they need."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

TRIES = 10
"""How often an event is given to a subscription before it is set aside as a dead letter: about two minutes."""
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 300.0
"""Seconds between two tries at the most; the first pause doubles up to it."""

BATCH_SECONDS = 0.02
"""How long a batch of events is written to the views before it is committed; a batch then stays well below 50 ms."""

MOST_UNSAVED = 100
"""How many events a reaction may pass without noting it; after a restart no more than these are read again."""


@dataclass(frozen=True)
class Pace:
    """What a test replaces to have no need to wait. `dice` answers with a number from 0 to 1."""

    timer: Callable[[], float] = time.monotonic
    dice: Callable[[], float] = random.random
    busy_seconds: float = 30.0
    """How long a writer waits for another one, and whoever opens the profile for another who does."""

    def pause(self, tries: int) -> timedelta:
        """The wait after so many tries: exponential with full jitter, so that two processes do not keep step."""
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1))
        return timedelta(seconds=self.dice() * longest)


def is_due(due: datetime, now: datetime) -> bool:
    """Whether it is time; a moment further ahead than any pause says that the clock was set back meanwhile."""
    return not now < due <= now + timedelta(seconds=LONGEST_PAUSE)
