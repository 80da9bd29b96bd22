"""The tables of the log file, and the check that a file is a log."""

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
)

from app.store.connection import BUSY_SECONDS, Damaged, reading, use_wal, writing
from app.store.leases import Leases
from app.usecases.ports import StoreUnavailable

_APPLICATION = 0x444F4353  # "DOCS", SQLite's mark for whose file it is
_VERSION = 1

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

_REFUSALS = [
    f"CREATE TRIGGER events_no_{verb.lower()} BEFORE {verb} ON events "
    "BEGIN SELECT RAISE(ABORT, 'what happened is never changed'); END"
    for verb in ("UPDATE", "DELETE")
]


def open_log(engine: Engine, leases: Leases) -> None:
    """Bring an empty file to the present schema, in one transaction; a log is left as it is.

    Raises StoreUnavailable for any other file, which is left as it is too.
    """
    try:
        with reading(engine) as connection:
            is_new = _is_new(connection)
    except Damaged as error:
        raise StoreUnavailable("The profile's log.db is damaged, or no DocSense log. Put back a backup.") from error
    with leases.hold("opening", BUSY_SECONDS) as held:
        if not held:
            raise StoreUnavailable("Another DocSense is still opening this profile. Wait a moment and try again.")
        use_wal(engine)
        if not is_new:
            return
        with writing(engine) as connection:
            if _is_new(connection):  # still, now that nobody else is opening it
                _log.create_all(connection)
                for trigger in _REFUSALS:
                    connection.exec_driver_sql(trigger)
                connection.exec_driver_sql(f"PRAGMA application_id = {_APPLICATION}")
                connection.exec_driver_sql(f"PRAGMA user_version = {_VERSION}")


def _is_new(connection: Connection) -> bool:
    application, version, tables = (
        connection.exec_driver_sql(query).scalar_one()
        for query in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
    )
    if (application, version, tables) == (0, 0, 0):
        return True
    if application != _APPLICATION:
        raise StoreUnavailable("The profile's log.db belongs to another program. Choose another profile folder.")
    if version != _VERSION:
        raise StoreUnavailable("The profile was written by a newer DocSense. Update DocSense to open it.")
    return False
