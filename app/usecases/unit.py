"""One unit of work as every use case does it: decide on what is there, again if somebody was faster, then catch up."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from app.usecases.ports.errors import Conflict, StoreUnavailable
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from domain.kernel import new_id

T = TypeVar("T")

_TRIES = 5


def commit(
    s: Services, context: str, actor: str, step: Callable[[UnitOfWork], T], *, correlation: str | None = None
) -> T:
    """What `step` answers, once what it recorded is committed and what follows from it has run.

    On a conflict the step decides again on the newer state; it never overwrites.
    """
    correlation = correlation or new_id()
    for _ in range(_TRIES):
        try:
            with s.store.work(context, actor, correlation) as unit:
                answer = step(unit)
        except Conflict:
            continue
        # It is kept; what follows from it runs later where it cannot run now.
        with suppress(StoreUnavailable):
            s.store.catch_up(correlation)
        return answer
    raise StoreUnavailable("The profile is being written to by another program all the time; try again in a moment.")
