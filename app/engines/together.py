"""Child processes that work on one document side by side: where one fails, the others are of no use and end as well."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from app.child import ChildCancelled
from app.usecases.ports.tasks import Cancelled

Work = Callable[[Cancelled], list[bytes]]
"""What runs one of the children, until it is cancelled."""


def together(works: Sequence[Work], cancelled: Cancelled) -> list[list[bytes]]:
    """Their answers, in their order; raises what the first of them that failed raised, else ChildCancelled."""
    failures, failed = dict[int, Exception](), Event()

    def done(number: int, work: Work) -> list[bytes]:
        try:
            return work(lambda: failed.is_set() or cancelled())
        except ChildCancelled:
            raise
        except Exception as failure:
            failures[number] = failure
            failed.set()
            raise

    with ThreadPoolExecutor(len(works)) as threads:
        answers = [threads.submit(done, number, work) for number, work in enumerate(works)]
    if failures:
        raise failures[min(failures)]  # what waits for another's answer is named behind that one
    return [answer.result() for answer in answers]


class Handover:
    """What one child hands to another, which waits for it."""

    def __init__(self) -> None:
        self._data = Future[bytes]()

    def give(self, data: bytes) -> None:
        self._data.set_result(data)

    def wait(self) -> bytes:
        return self._data.result()

    @contextmanager
    def ending(self) -> Iterator[None]:
        """While the one that gives runs: where it ends without, the other gets nothing and waits no longer."""
        try:
            yield
        finally:
            if not self._data.done():
                self.give(b"")
