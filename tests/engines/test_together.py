"""Two pieces of work on one document: where one fails the other ends, and the first of them is named."""

from threading import Event

import pytest

from app.child import ChildCancelled, ChildFailed
from app.engines.together import Handover, together
from app.usecases.ports.tasks import Cancelled


def test_whatever_ends_one_ends_the_other() -> None:
    told = Event()

    def runs_on(cancelled: Cancelled) -> list[bytes]:
        for _ in range(500):
            if cancelled():
                told.set()
                raise ChildCancelled
            told.wait(0.01)
        return []

    def refuses(cancelled: Cancelled) -> list[bytes]:
        raise PermissionError

    with pytest.raises(PermissionError):
        together([runs_on, refuses], lambda: False)
    assert told.is_set()


def test_of_two_that_fail_the_one_that_the_other_waits_for_is_named() -> None:
    handed = Handover()

    def gives(cancelled: Cancelled) -> list[bytes]:
        with handed.ending():
            raise ChildFailed("memory")

    def waits(cancelled: Cancelled) -> list[bytes]:
        raise ChildFailed("crash" if handed.wait() == b"" else "time")

    with pytest.raises(ChildFailed) as failure:
        together([gives, waits], lambda: False)
    assert failure.value.why == "memory"
