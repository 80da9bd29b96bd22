"""The tables of the log file, the steps that bring an older file to them, and the check that a file is a log."""

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    insert,
)

from app.store.chain import GENESIS
from app.store.connection import Damaged, reading, use_wal, writing
from app.store.heads import Signer
from app.store.leases import Leases
from app.usecases.ports.errors import StoreUnavailable

_APPLICATION = 0x444F4353  # "DOCS", SQLite's mark for whose file it is

_log = MetaData()

events = Table(
    "events",
    _log,
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("context", String, nullable=False),
    Column("stream", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("type", String, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("time", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("correlation", String, nullable=False),
    Column("causation", String),
    Column("document", String),
    Column("payload", LargeBinary, nullable=False),
    Column("sealed", LargeBinary),
    Column("attachments", LargeBinary),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    UniqueConstraint("stream", "version"),
    sqlite_autoincrement=True,  # keeps the highest position ever given, by which a lost tail is noticed
)
Index("events_correlation", events.c.correlation)

sources = Table(
    "sources",
    _log,
    Column("document", String, nullable=False),
    Column("name", String, nullable=False),
    Column("chunk", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("document", "name", "chunk"),
)

drafts = Table(
    "drafts",
    _log,
    Column("document", String, nullable=False),
    Column("name", String, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("document", "name"),
)

checkpoints = Table(
    "checkpoints",
    _log,
    Column("subscription", String, primary_key=True),
    Column("position", Integer, nullable=False),
)

failures = Table(
    "failures",
    _log,
    Column("subscription", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("event", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("failed_at", String, nullable=False),
    Column("due", String),
    PrimaryKeyConstraint("subscription", "position"),
)
"""The events a subscription could not pass; those without a due time are dead letters."""

heads = Table(
    "heads",
    _log,
    Column("position", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)
"""One row: the signed head."""

_REFUSALS = [
    f"CREATE TRIGGER events_no_{verb.lower()} BEFORE {verb} ON events "
    "BEGIN SELECT RAISE(ABORT, 'what happened is never changed'); END"
    for verb in ("UPDATE", "DELETE")
]
# REPLACE deletes without asking the trigger on DELETE.
_REFUSALS.append(
    "CREATE TRIGGER events_no_replace BEFORE INSERT ON events WHEN EXISTS (SELECT 1 FROM events WHERE "
    "position = new.position OR id = new.id OR (stream = new.stream AND version = new.version)) "
    "BEGIN SELECT RAISE(ABORT, 'what happened is never changed'); END"
)


def _make_log(connection: Connection, signer: Signer) -> None:
    _log.create_all(connection, checkfirst=False)
    for trigger in _REFUSALS:
        connection.exec_driver_sql(trigger)
    connection.execute(insert(heads).values(signer.sign(0, GENESIS)._asdict()))
    connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")


_MIGRATIONS: tuple[Callable[[Connection, Signer], None], ...] = (_make_log,)
"""The step from each version to the next: an empty file has version 0. A released step is never changed."""


def open_log(engine: Engine, signer: Signer, leases: Leases, busy_seconds: float) -> None:
    """Bring an older log to the present schema, or an empty file, in one transaction.

    Raises StoreUnavailable for any other file, which is left as it is.
    """
    try:
        with reading(engine) as connection:
            version = _version(connection)
    except Damaged as error:
        raise Damaged(
            "The profile's log.db is damaged; `docsense log verify` names the place. Put back a backup of the profile."
        ) from error
    with leases.hold("opening", busy_seconds) as held:
        if not held:
            raise StoreUnavailable("Another DocSense is still opening this profile. Wait a moment and try again.")
        use_wal(engine)
        if version == len(_MIGRATIONS):
            return
        with writing(engine) as connection:
            for migrate in _MIGRATIONS[_version(connection) :]:  # asked again, now that nobody else is opening it
                migrate(connection, signer)
            connection.exec_driver_sql(f"PRAGMA user_version = {len(_MIGRATIONS)}")


def _version(connection: Connection) -> int:
    application, version, tables = (
        connection.exec_driver_sql(query).scalar_one()
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if (application, version, tables) == (0, 0, 0):
        return 0
    if application != _APPLICATION:
        raise StoreUnavailable("The profile's log.db belongs to another program. Choose another profile folder.")
    if version > len(_MIGRATIONS):
        raise StoreUnavailable("The profile was written by a newer DocSense. Update DocSense to open it.")
    return int(version)
