"""Leases: names held by one process (and one thread of it) at a time, through locks that end with the process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from app.usecases.ports import StoreUnavailable


class Leases:
    """Lock files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def hold(self, name: str, seconds: float = 0.0) -> Iterator[bool]:
        """Hold a name, waiting this long for it; False inside where another holds it. Raises StoreUnavailable."""
        # A lock object of its own for each holder: threads exclude one another as processes do.
        lock = FileLock(self._folder / f"{name}.lock", thread_local=False)
        try:
            lock.acquire(timeout=seconds)
            held = True
        except Timeout:
            held = False
        except OSError as error:
            raise StoreUnavailable("The profile's folder cannot be written to. Check its permissions.") from error
        try:
            yield held
        finally:
            if held:
                lock.release()
