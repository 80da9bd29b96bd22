"""Long tasks: how they are told to end, and how they tell how far they have come."""

from collections.abc import Callable

from domain.analysis.request import Progress

Cancelled = Callable[[], bool]
"""Asked now and then by a long task; once it says yes, the task ends with `TaskCancelled`."""

Report = Callable[[Progress], None]
"""Told how far a long task has come."""


class TaskCancelled(Exception):
    """The reviewer cancelled a long task."""
