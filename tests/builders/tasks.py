"""The tasks of the child process done in this process, which spares a test the second that a child takes to start."""

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from typing import Any

from app.child import TASKS, ChildCancelled, ChildRefused, Limits
from domain.kernel import DomainError

CALLERS = ("app.importing.reader", "app.engines.builtin", "app.engines.understander", "app.engines.refiner")
"""The modules that start children."""


def run_here(
    task: str,
    data: bytes,
    limits: Limits,
    report: Callable[[dict[str, Any]], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    rest: Callable[[], bytes] = bytes,
    answered: Callable[[bytes], None] = lambda _: None,
) -> list[bytes]:
    """As `run_child`, without the limits; what was computed from the same input before is not computed again."""
    if cancelled():
        raise ChildCancelled
    told, answer = _done(task, data + rest())
    for progress in told:
        report(progress)
        if cancelled():
            raise ChildCancelled
    for line in answer:
        answered(line)
    return answer


@lru_cache(64)
def _done(task: str, data: bytes) -> tuple[list[dict[str, Any]], list[bytes]]:
    told: list[dict[str, Any]] = []
    try:
        return told, list(import_module(TASKS[task]).run(BytesIO(data), told.append))
    except DomainError as refusal:
        raise ChildRefused(str(refusal)) from refusal
