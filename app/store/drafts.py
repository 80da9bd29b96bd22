"""Drafts: half-typed text, sealed beside the log."""

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.store.connection import reading, writing
from app.store.document_keys import DocumentKeys
from app.store.schema import drafts
from app.store.sealing import Place, seal, unseal
from app.usecases.ports.errors import StoreUnavailable


class SqlDrafts:
    """The drafts in the log's file."""

    def __init__(self, engine: Engine, keys: DocumentKeys) -> None:
        self._engine = engine
        self._keys = keys

    def keep(self, document: str, name: str, text: str) -> None:
        """Keep the text under this name; an empty one is thrown away."""
        row: dict[str, object] = {}
        if text:
            key = self._keys.make([document])[document]
            row = {"document": document, "name": name, "data": seal(text.encode(), key, _place(document, name))}
        with writing(self._engine) as connection:
            if row:
                connection.execute(insert(drafts).values(row).on_conflict_do_update(set_=row))
            else:
                connection.execute(delete(drafts).where(drafts.c.document == document, drafts.c.name == name))

    def forget(self, document: str) -> None:
        """Throw away all drafts of a document."""
        with writing(self._engine) as connection:
            connection.execute(delete(drafts).where(drafts.c.document == document))

    def all(self, document: str) -> dict[str, str]:
        """The drafts of a document by name; raises StoreUnavailable where one is damaged."""
        query = select(drafts.c.name, drafts.c.data).where(drafts.c.document == document).order_by(drafts.c.name)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        if not (key := self._keys.of([document]).get(document)):
            return {}
        try:
            return {name: unseal(data, key, _place(document, name)).decode() for name, data in rows}
        except ValueError as error:
            raise StoreUnavailable("A draft of this document is damaged. Put back a backup of the profile.") from error


def _place(document: str, name: str) -> Place:
    return Place(document, name, 0, "draft")
