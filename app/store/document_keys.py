"""The keys of the documents, in a file of their own beside the log: without its key a document's text is gone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Column, LargeBinary, MetaData, String, Table, bindparam, inspect, select
from sqlalchemy.dialects.sqlite import insert

from app.store.connection import connect, empty_wal, look_up, reading, rendered, use_wal, writing
from app.usecases.ports.keys import MissingKey
from domain.kernel import NotFound

Keys = Mapping[str, AESGCM | None]
"""Key by document, ready for use; None for one that was forgotten. One that is not there was lost."""

_tables = MetaData()

document_keys = Table(
    "document_keys",
    _tables,
    Column("document", String, primary_key=True),
    Column("key", LargeBinary),
    Column("forgotten_at", String),
)

_KEY = rendered(
    select(document_keys.c.document, document_keys.c.key).where(document_keys.c.document == bindparam("document"))
)


class DocumentKeys:
    """The key file."""

    def __init__(self, path: Path, key: bytes, *, busy_seconds: float, must_exist: bool = True) -> None:
        self.path = path
        # FULL: no event may be sealed under a key that a power cut takes back.
        self.engine = connect(path, key, "FULL", busy_seconds=busy_seconds, must_exist=must_exist)

    def make_file(self) -> None:
        """Make the file of a new profile; one that is there is left as it is. Raises StoreUnavailable."""
        use_wal(self.engine)
        with writing(self.engine) as connection:
            _tables.create_all(connection)

    def check(self) -> None:
        """Look whether the file is there and can be read; raises MissingKey, Damaged, StoreUnavailable."""
        if not self.path.exists():
            raise MissingKey(f"The profile's {self.path.name} is missing. Put back a backup of the profile.")
        self.of(["none"])

    def of(self, documents: Iterable[str]) -> Keys:
        """The keys of these documents."""
        wanted = frozenset(documents)
        if not wanted:
            return {}
        found = [row for each in wanted for row in look_up(self.engine, _KEY, {"document": each})]
        # Where something else stands in the place of a key, it was lost.
        return {document: AESGCM(key) if key else None for document, key in found if _is_sound(key)}

    def make(self, documents: Iterable[str]) -> dict[str, AESGCM]:
        """The keys of these documents, made where there are none; raises NotFound for one that was forgotten."""
        wanted = frozenset(documents)
        found = dict(self.of(wanted))
        if new := wanted - found.keys():
            with writing(self.engine) as connection:
                rows = [{"document": document, "key": AESGCM.generate_key(256)} for document in new]
                connection.execute(insert(document_keys).on_conflict_do_nothing(), rows)
            found |= self.of(new)
        return {document: _not_forgotten(key) for document, key in found.items()}

    def forget(self, document: str, at: datetime) -> None:
        """Destroy the key of a document for good; nothing of it stays in the file."""
        row = {"document": document, "key": None, "forgotten_at": at.isoformat()}
        with writing(self.engine) as connection:
            connection.execute(insert(document_keys).values(row).on_conflict_do_update(set_=row))
        empty_wal(self.engine)  # freed places in the file are overwritten (secure_delete)

    def forgotten(self) -> dict[str, str]:
        """The documents that were forgotten, and when, as ISO times."""
        query = select(document_keys.c.document, document_keys.c.forgotten_at)
        with reading(self.engine) as connection:
            rows = connection.execute(query.where(document_keys.c.key.is_(None))).all()
        return {row.document: row.forgotten_at for row in rows}

    def is_empty(self) -> bool:
        """Whether no document ever had a key."""
        with reading(self.engine) as connection:
            if not inspect(connection).has_table(document_keys.name):
                return True  # its making was cut off
            return connection.execute(select(document_keys.c.document).limit(1)).first() is None

    def close(self) -> None:
        self.engine.dispose()


def _is_sound(key: object) -> bool:
    return key is None or (isinstance(key, bytes) and len(key) == 32)


def _not_forgotten(key: AESGCM | None) -> AESGCM:
    if key is None:
        raise NotFound("This document was forgotten.")
    return key
