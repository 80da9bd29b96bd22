"""The files of the views: each time they are made anew there is a new file beside the old one; the newest is in use.

Whoever reads or writes looks first which one is the newest, so that all processes on a profile change over together.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.store.connection import Damaged, connect, reading, use_wal, writing
from app.store.log import Log, Unreadable
from app.store.pace import BATCH_SECONDS, Pace
from app.store.projections import SCHEMA_VERSION, keep_understanding, progress, project, tables
from app.usecases.ports.errors import StoreUnavailable
from domain.kernel import Envelope

_NAME = re.compile(r"views-(\d+)\.db")


class Poisoned(Exception):
    """The views cannot take in an event."""

    def __init__(self, number: int, error: Exception) -> None:
        super().__init__()
        self.number, self.error = number, error


class ViewFile:
    """One file of the views, of one log."""

    def __init__(self, path: Path, key: bytes, log: Log, pace: Pace, *, must_exist: bool = True) -> None:
        self.path = path
        self._log = log
        self._timer = pace.timer
        self._engine: Engine = connect(path, key, "NORMAL", busy_seconds=pace.busy_seconds, must_exist=must_exist)

    def make(self) -> None:
        """Make the empty tables, before the first event."""
        use_wal(self._engine)
        with writing(self._engine) as connection:
            tables.create_all(connection)
            connection.execute(insert(progress).values(position=0, hash=None))
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def passed(self) -> int:
        """The last position passed; raises Damaged where these are no views of this log in the present schema."""
        row: tuple[int, bytes | None] | None = None
        with reading(self._engine) as connection:
            if connection.exec_driver_sql("PRAGMA user_version").scalar() == SCHEMA_VERSION:
                row = connection.execute(select(progress.c.position, progress.c.hash)).first()
        if row is None or self._log.hash_at(row[0]) != row[1]:
            raise Damaged("The views do not fit the log.")
        return row[0]

    def rows(self, query: Select[Any]) -> list[dict[str, Any]]:
        """What the query finds; raises as `passed` does."""
        self.passed()
        with reading(self._engine) as connection:
            return [row._asdict() for row in connection.execute(query)]

    def write(self, entries: Sequence[Envelope | Unreadable]) -> int:
        """Bring the views past the first of these events, as many as a batch's time allows; answers with their number.

        Raises Poisoned where it is the first that they cannot take in.
        """
        try:
            with writing(self._engine) as connection:
                began = self._timer()
                for number, entry in enumerate(entries):
                    last = _take_in(connection, number, entry)
                    if self._timer() - began > BATCH_SECONDS:
                        break
                passed = {"position": last.position, "hash": bytes.fromhex(last.hash)}
                connection.execute(update(progress).values(passed))
                return number + 1
        except Poisoned as poisoned:
            if poisoned.number == 0:
                raise
            return self.write(entries[: poisoned.number])

    def keep_understanding(self, revision: str, builder: str, data: bytes) -> None:
        """Keep what was understood of a revision."""
        with writing(self._engine) as connection:
            keep_understanding(connection, revision, builder, data)

    def skip(self, position: int) -> None:
        """Let the views pass an event without taking it in."""
        with writing(self._engine) as connection:
            connection.execute(update(progress).values(position=position, hash=self._log.hash_at(position)))

    def close(self) -> None:
        self._engine.dispose()


class ViewFiles:
    """The files in a profile's folder. Making one, and putting it into use, is for who holds the lease."""

    def __init__(self, folder: Path, key: bytes, log: Log, pace: Pace) -> None:
        self._folder = folder
        self._key = key
        self._log = log
        self._pace = pace
        self._newest: ViewFile | None = None

    def newest(self) -> ViewFile:
        """The file in use; raises Damaged where there is none."""
        number, before = self._number(), self._newest
        if not number:
            raise Damaged("There are no views.")
        if before and before.path == self._path(number):
            return before
        self._newest = file = ViewFile(self._path(number), self._key, self._log, self._pace)
        if before:
            before.close()
        return file

    def read(self, query: Select[Any]) -> list[dict[str, Any]]:
        """What the query finds in the file in use; raises Damaged where that has to be made anew."""
        file = self.newest()
        try:
            return file.rows(query)
        except StoreUnavailable:
            if file.path.exists():
                raise
            return self.read(query)  # another one was put in its place meanwhile

    def begin(self, name: str) -> ViewFile:
        """A new empty file under a passing name."""
        path = self._folder / name
        _delete(path)
        file = ViewFile(path, self._key, self._log, self._pace, must_exist=False)
        file.make()
        return file

    def use(self, file: ViewFile) -> None:
        """Put a file into use, and delete those that were before it as far as this system lets it."""
        file.close()  # which leaves nothing beside it: whatever was written is in the one file
        number = self._number() + 1
        file.path.rename(self._path(number))
        self.close()
        for path in self._folder.glob("views*.db*"):
            if not path.name.startswith(self._path(number).name):
                with suppress(OSError):  # Windows keeps a file that another process reads; the next one deletes it
                    path.unlink()

    def discard(self, file: ViewFile) -> None:
        """Throw away a file that was begun."""
        file.close()
        _delete(file.path)

    def close(self) -> None:
        """Let go of the file in use."""
        if self._newest:
            self._newest.close()
            self._newest = None

    def _number(self) -> int:
        names = (_NAME.fullmatch(path.name) for path in self._folder.iterdir())
        return max((int(name[1]) for name in names if name), default=0)

    def _path(self, number: int) -> Path:
        return self._folder / f"views-{number}.db"


def _take_in(connection: Connection, number: int, entry: Envelope | Unreadable) -> Envelope:
    """Raises Poisoned, unless it is the file that is at fault."""
    try:
        if isinstance(entry, Unreadable):
            raise entry
        project(connection, entry)
    except Exception as error:
        if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
            raise
        raise Poisoned(number, error) from None
    return entry


def _delete(path: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
