"""Drafts: half-typed text, sealed beside the log."""

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.store.connection import reading, writing
from app.store.schema import drafts
from app.store.sealing import seal, unseal
from app.usecases.ports import StoreUnavailable

_KIND = "draft"


class SqlDrafts:
    """The drafts in the log's file."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, document: str, name: str, text: str) -> None:
        """Keep the text under this name; an empty one is thrown away."""
        with writing(self._engine) as connection:
            if text:
                row = {"document": document, "name": name, "data": seal(text.encode(), document, name, 0, _KIND)}
                connection.execute(insert(drafts).values(row).on_conflict_do_update(set_=row))
            else:
                connection.execute(delete(drafts).where(drafts.c.document == document, drafts.c.name == name))

    def all(self, document: str) -> dict[str, str]:
        """The drafts of a document by name; raises StoreUnavailable where one is damaged."""
        query = select(drafts.c.name, drafts.c.data).where(drafts.c.document == document).order_by(drafts.c.name)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        try:
            return {name: unseal(data, document, name, 0, _KIND).decode() for name, data in rows}
        except ValueError as error:
            raise StoreUnavailable("A draft of this document is damaged. Put back a backup of the profile.") from error
