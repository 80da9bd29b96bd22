"""The subscription that keeps the views up with the log, and makes them anew."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from app.store.connection import Damaged
from app.store.failures import Failures
from app.store.leases import Leases
from app.store.log import PAGE, Log, Unreadable
from app.store.pace import Pace
from app.store.subscriptions import lease_name
from app.store.view_files import Poisoned, ViewFile, ViewFiles
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.tasks import Cancelled, TaskCancelled
from domain.kernel import Envelope

_logger = logging.getLogger(__name__)

_Dead = list[tuple[Envelope | Unreadable, Exception]]


class ViewMaker:
    """The views' checkpoint is in their own file, written with them."""

    name = "views"

    def __init__(self, files: ViewFiles, log: Log, failures: Failures, leases: Leases, pace: Pace) -> None:
        self._files = files
        self._log = log
        self._failures = failures
        self._leases = leases
        self._pace = pace

    def position(self) -> int:
        """The last position the views have passed; 0 where they have to be made anew."""
        try:
            return self._files.newest().passed()
        except StoreUnavailable:
            return 0

    def advance(self, deadline: float) -> None:
        """Follow the log to its end, to an event that fails, or until the deadline (of time.monotonic).

        Views that are missing, damaged, of another schema or of another log are made anew.
        """
        try:
            file = self._files.newest()
            passed = file.passed()
        except Damaged:
            file, passed = self.make_anew(), 0
        failed = {failure.position for failure in self._failures.of(self.name, passed)}
        entries = self._log.read(after=passed)
        page: list[Envelope | Unreadable] = []
        while page := page or list(islice(entries, PAGE)):
            try:
                written = file.write(page)
            except Poisoned as poisoned:
                if self._failures.note(self.name, page[0], poisoned.error):
                    return
                file.skip(page[0].position)
                written = 1
            except Damaged:
                self.make_anew()
                return
            else:
                for entry in page[:written]:
                    if entry.position in failed:
                        self._failures.clear(self.name, entry.position)
            page = page[written:]
            if time.monotonic() > deadline:
                return

    def rebuild(self, cancelled: Cancelled) -> None:
        """Make the views anew beside those in use, which are read and kept up until then; raises TaskCancelled.

        What they cannot take in is set aside at once: those in use have tried often enough.
        """
        with self._held(f"rebuild-{self.name}", 0.0):
            file, dead = self._files.begin("views.part"), _Dead()
            try:
                self._fill(file, dead, cancelled)
                with self._held(lease_name(self.name), self._pace.busy_seconds):
                    self._fill(file, dead, cancelled)
                    self._files.use(file)
                    self._failures.replace(self.name, dead)
            except BaseException:
                self._files.discard(file)
                raise

    def skip(self, position: int) -> None:
        """Let the views pass an event without taking it in."""
        if position > self.position():
            self._files.newest().skip(position)
        self._failures.clear(self.name, position)

    def make_anew(self) -> ViewFile:
        """Put empty views into use where there are none that could be read; the lease must be held."""
        _logger.info("The views are made anew from the log.")
        self._files.use(self._files.begin("views.new"))
        return self._files.newest()

    def _fill(self, file: ViewFile, dead: _Dead, cancelled: Cancelled) -> None:
        entries = self._log.read(after=file.passed())
        page: list[Envelope | Unreadable] = []
        while page := page or list(islice(entries, PAGE)):
            if cancelled():
                raise TaskCancelled
            try:
                written = file.write(page)
            except Poisoned as poisoned:
                dead.append((page[0], poisoned.error))
                file.skip(page[0].position)
                written = 1
            page = page[written:]

    @contextmanager
    def _held(self, name: str, seconds: float) -> Iterator[None]:
        with self._leases.hold(name, seconds) as held:
            if not held:
                raise StoreUnavailable("Another DocSense is at work on the views of this profile. Try again later.")
            yield
