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

from app.store.connection import Damaged, reading, use_wal, writing
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


def must_be_log(engine: Engine) -> None:
    """Refuse, without changing it, a file that is neither a log nor empty; raises StoreUnavailable."""
    try:
        with reading(engine) as connection:
            _is_new(connection)
    except Damaged as error:
        raise StoreUnavailable("The profile's log is damaged or no DocSense log. Put back a backup of it.") from error


def make_log(engine: Engine) -> None:
    """Bring an empty file to the present schema, in one transaction; a log is left as it is."""
    use_wal(engine)
    with writing(engine) as connection:
        if _is_new(connection):
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
