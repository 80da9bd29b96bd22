"""The one module that opens database files: pragmas, transactions, and driver errors put into plain sentences."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ClauseElement, Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlcipher3 import dbapi2

from app.usecases.ports.errors import Conflict, StoreUnavailable

Values = Mapping[str, Any] | tuple[Any, ...]

_BEGIN = "begin"
_DIALECT = dialect(paramstyle="named")


class Damaged(StoreUnavailable):
    """The file is no database, or not one that can be read to its end."""


# By a part of SQLite's own message, which is the same from every driver built on it.
_UNAVAILABLE = {
    "database is locked": "Another program has been writing to the profile for too long. Close it and try again.",
    "disk is full": "The disk is full; this step was not saved. Free some space and try again.",
    "disk I/O error": "The disk refused to read or write; nothing was saved. Check the disk and its free space.",
    "readonly database": "The profile is read-only. Allow writing to its folder, or choose another profile.",
    "unable to open": "The profile's database cannot be opened. Check that its folder exists and can be written to.",
}
_DAMAGED = ("not a database", "malformed", "no such table", "no such column", "Could not decode to UTF-8")


def connect(
    path: Path,
    key: bytes | None,
    synchronous: Literal["FULL", "NORMAL"],
    *,
    busy_seconds: float,
    must_exist: bool = False,
) -> Engine:
    """An engine on an encrypted file, made at first use unless it must exist; a FULL commit survives a power cut.

    The key has 32 bytes; without one the file is plain, which only measures what encryption costs. A writer waits
    `busy_seconds` for another one. The driver opens no transactions of its own: SQLAlchemy begins every one, as
    `reading` and `writing` ask it to.
    """
    file = f"{path.absolute().as_uri()}?mode={'rw' if must_exist else 'rwc'}"

    def open_file() -> Any:
        if not must_exist:
            with suppress(OSError):  # which the driver says better
                path.touch(mode=0o600)  # what is made beside it has the same mode
        driver = dbapi2.connect(file, timeout=busy_seconds, uri=True, check_same_thread=False, isolation_level=None)
        driver.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
        if key:
            driver.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        driver.execute(f"PRAGMA synchronous = {synchronous}")
        driver.execute("PRAGMA foreign_keys = ON")
        driver.execute("PRAGMA secure_delete = ON")
        driver.execute("PRAGMA fullfsync = ON")  # on macOS a sync alone leaves the data in the drive's own memory
        return driver

    engine = create_engine("sqlite://", module=dbapi2, creator=open_file, poolclass=QueuePool, hide_parameters=True)

    @event.listens_for(engine, _BEGIN)
    def begin(connection: Connection) -> None:
        if statement := connection.get_execution_options().get(_BEGIN, "BEGIN"):
            connection.exec_driver_sql(statement)

    return engine


def rendered(statement: ClauseElement) -> str:
    """The statement as the driver takes it, for those that every decision runs: done once, not each time."""
    return str(statement.compile(dialect=_DIALECT))


def run(connection: Connection, statement: str, values: Values = ()) -> Any:
    """The driver's cursor of a rendered statement in the connection's transaction.

    Without SQLAlchemy in between, whose share counts in what every decision runs.
    """
    driver: Any = connection.connection.driver_connection
    return driver.execute(statement, values)


def run_many(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """The same for many rows."""
    driver: Any = connection.connection.driver_connection
    driver.executemany(statement, rows)


def look_up(engine: Engine, statement: str, values: Values = ()) -> list[tuple[Any, ...]]:
    """The rows of one rendered query that needs no transaction around it; raises StoreUnavailable."""
    with _plain_errors():
        pooled = engine.raw_connection()
        driver: Any = pooled.driver_connection
        try:
            return list(driver.execute(statement, values))
        finally:
            pooled.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the file; raises StoreUnavailable."""
    with _plain_errors(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The file's one writer, committed on leaving without an error; raises StoreUnavailable, Conflict."""
    with (
        _plain_errors(),
        engine.connect() as connection,
        connection.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}).begin(),
    ):
        yield connection


def use_wal(engine: Engine) -> None:
    """Let readers and the writer work side by side; the file remembers it. Raises StoreUnavailable."""
    with _plain_errors(), engine.execution_options(**{_BEGIN: ""}).connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def damaged_pages(engine: Engine) -> tuple[str, ...]:
    """What the cipher says of pages that are not as it wrote them; "page 1" is the file header.

    It looks at the file alone. A page that a cut off checkpoint left half written stands whole in the write-ahead log,
    from which it is brought in first. Raises StoreUnavailable where the file cannot be looked at.
    """
    try:
        with _plain_errors(), engine.execution_options(**{_BEGIN: ""}).connect() as connection:
            with suppress(DBAPIError):
                connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
            return tuple(connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars())
    except Damaged:  # not even a connection can be made without the first page
        return ("page 1",)


def copy_to(engine: Engine, path: Path) -> None:
    """Write a copy of the file as it is at this moment, under the same key, while it is in use."""
    with suppress(OSError):
        path.touch(mode=0o600)
    with _plain_errors(), engine.execution_options(**{_BEGIN: ""}).connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(path),))


def empty_wal(engine: Engine) -> None:
    """Bring all that was written into the file itself and empty what was beside it, as far as readers let go of it."""
    with _plain_errors(), engine.execution_options(**{_BEGIN: ""}).connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except (IntegrityError, dbapi2.IntegrityError) as error:
        raise Conflict("Somebody else changed this in the meantime.") from error
    except (DBAPIError, dbapi2.Error) as error:
        message = str(error.orig if isinstance(error, DBAPIError) else error)
        for part, sentence in _UNAVAILABLE.items():
            if part in message:
                raise StoreUnavailable(sentence) from error
        if any(part in message for part in _DAMAGED):
            raise Damaged("The profile's database is damaged. Put back a backup of the profile.") from error
        raise StoreUnavailable("The profile's database cannot be used. Check the disk and try again.") from error
    except (UnicodeError, OverflowError) as error:
        raise Damaged("The profile's database is damaged. Put back a backup of the profile.") from error
