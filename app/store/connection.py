"""The one module that opens database files: pragmas, transactions, and driver errors put into plain sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.usecases.ports import Conflict, StoreUnavailable

_BEGIN = "begin"


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
    path: Path, synchronous: Literal["FULL", "NORMAL"], *, busy_seconds: float, must_exist: bool = False
) -> Engine:
    """An engine on a database file, made at first use unless it must exist; a FULL commit survives a power cut.

    A writer waits `busy_seconds` for another one. The driver opens no transactions of its own: SQLAlchemy begins every
    one, as `reading` and `writing` ask it to.
    """
    file = f"{path.absolute().as_uri()}?mode={'rw' if must_exist else 'rwc'}"
    url = URL.create("sqlite", database=file, query={"uri": "true"})
    engine = create_engine(url, connect_args={"timeout": busy_seconds}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def configure(driver: Any, _record: object) -> None:
        driver.isolation_level = None
        driver.execute(f"PRAGMA synchronous = {synchronous}")
        driver.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, _BEGIN)
    def begin(connection: Connection) -> None:
        if statement := connection.get_execution_options().get(_BEGIN, "BEGIN"):
            connection.exec_driver_sql(statement)

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the file; raises StoreUnavailable."""
    with _plain_errors(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The file's one writer, committed on leaving without an error; raises StoreUnavailable, Conflict."""
    with _plain_errors(), engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}).begin() as connection:
        yield connection


def use_wal(engine: Engine) -> None:
    """Let readers and the writer work side by side; the file remembers it. Raises StoreUnavailable."""
    with _plain_errors(), engine.execution_options(**{_BEGIN: ""}).connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise Conflict("Somebody else changed this in the meantime.") from error
    except DBAPIError as error:
        message = str(error.orig)
        for part, sentence in _UNAVAILABLE.items():
            if part in message:
                raise StoreUnavailable(sentence) from error
        if any(part in message for part in _DAMAGED):
            raise Damaged("The profile's database is damaged. Put back a backup of the profile.") from error
        raise StoreUnavailable("The profile's database cannot be used. Check the disk and try again.") from error
    except (UnicodeError, OverflowError) as error:
        raise Damaged("The profile's database is damaged. Put back a backup of the profile.") from error
