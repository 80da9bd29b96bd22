"""Leases: names held by one process (and one thread of it) at a time, through locks that end with the process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from app.usecases.ports.errors import StoreUnavailable

_PRESENCE = "open-"


class Leases:
    """Lock files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._presence = FileLock(folder / f"{_PRESENCE}{uuid4().hex}.lock", thread_local=False)

    def show_presence(self) -> None:
        """Let it be seen that the profile is open, until `hide_presence` or the end of the process."""
        self._presence.acquire()

    def hide_presence(self) -> None:
        """Let go of the profile."""
        self._presence.release()
        Path(self._presence.lock_file).unlink(missing_ok=True)

    def somebody_is_present(self) -> bool:
        """Whether a process has the profile open; what one left that has ended is removed."""
        for path in self._folder.glob(f"{_PRESENCE}*.lock"):
            lock = FileLock(path, thread_local=False)
            try:
                lock.acquire(timeout=0)
            except Timeout:
                return True
            lock.release()
            path.unlink(missing_ok=True)
        return False

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
