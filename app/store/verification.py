"""Verification: walks the log and what is kept beside it, whatever was done to the stored bytes."""

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Engine, LargeBinary, cast, func, select

from app.store.chain import COLUMNS, GENESIS, Cell, cell, digest
from app.store.connection import reading
from app.store.log import PAGE
from app.store.records import Attachment, attachments, envelope
from app.store.schema import events, sources
from app.usecases.ports import LogProblem, StoreUnavailable

_Row = dict[str, Cell]


def verify(engine: Engine) -> Iterator[LogProblem]:
    """Name everything that is not as it was written; no damage makes it raise."""
    try:
        yield from _Walk(engine).problems()
    except StoreUnavailable as error:
        yield LogProblem(position=0, problem=f"The log could not be read to its end. {error}")


class _Walk:
    """One pass over the log, and what is remembered from event to event."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._position = 0
        self._hash = cell(GENESIS)
        self._versions: dict[Cell, int] = {}
        self._attached: set[tuple[Cell, Cell]] = set()

    def problems(self) -> Iterator[LogProblem]:
        with reading(self._engine) as connection:
            answers = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        yield from (LogProblem(position=0, problem=f"The file is damaged: {each}.") for each in answers if each != "ok")
        rows = [_Row()]
        while rows:
            with reading(self._engine) as connection:
                rows = _rows_behind(connection, self._position)
                found = [problem for row in rows for problem in self._of_event(connection, row)]
                if not rows:
                    found += self._of_the_rest(connection)
            yield from found

    def _of_event(self, connection: Connection, row: _Row) -> Iterator[LogProblem]:
        position = int(row["position"].data)
        for problem in [
            *self._of_place(position, row),
            *self._of_content(connection, row),
        ]:
            yield LogProblem(position=position, problem=problem)
        self._position, self._hash = position, row["hash"]

    def _of_place(self, position: int, row: _Row) -> Iterator[str]:
        if position != self._position + 1:
            yield "Events before it are missing."
        if row["prev_hash"] != self._hash:
            yield "It does not follow the event that stands before it."
        stream, version = row["stream"], self._versions.get(row["stream"], 0) + 1
        if row["version"] != cell(version):
            yield "Its version is not the next one of its stream."
        self._versions[stream] = int(row["version"].data) if row["version"].storage == "integer" else version

    def _of_content(self, connection: Connection, row: _Row) -> Iterator[str]:
        if row["hash"] != cell(digest(row)):
            yield "It was changed after it was written."
        try:
            values = {name: _value(each) for name, each in row.items()}
            envelope(values)
            beside = attachments(values["attachments"])
        except ValueError:
            yield "It cannot be read."
            return
        for attachment in beside:
            self._attached.add((row["document"], cell(attachment.name)))
            if not _is_whole(connection, values["document"], attachment):
                yield f"What is kept beside it as {attachment.name} is missing or was changed."

    def _of_the_rest(self, connection: Connection) -> Iterator[LogProblem]:
        """What shows only at the end: a tail that is gone, and chunks no event speaks of."""
        last = connection.exec_driver_sql("SELECT max(seq) FROM sqlite_sequence WHERE name = 'events'").scalar()
        if (last or 0) != self._position:
            yield LogProblem(position=self._position, problem="Events after it are missing.")
        owners = select(*_as_stored(sources.c.document), *_as_stored(sources.c.name)).distinct()
        for document_storage, document, name_storage, name in connection.execute(owners):
            if (Cell(document_storage, document), Cell(name_storage, name)) not in self._attached:
                yield LogProblem(position=0, problem="Something is kept beside the log that no event speaks of.")


def _rows_behind(connection: Connection, position: int) -> list[_Row]:
    columns = [each for name in (*COLUMNS, "hash") for each in _as_stored(events.c[name])]
    query = select(*columns).where(events.c.position > position).order_by(events.c.position).limit(PAGE)
    return [_cells(tuple(row)) for row in connection.execute(query)]


def _as_stored(column: Column[Any]) -> tuple[Any, Any]:
    """Storage class and bytes of a column, which can be read whatever stands there."""
    return func.typeof(column), cast(column, LargeBinary)


def _cells(row: tuple[Any, ...]) -> _Row:
    pairs = zip(row[::2], row[1::2], strict=True)
    return {name: Cell(storage, data or b"") for name, (storage, data) in zip((*COLUMNS, "hash"), pairs, strict=True)}


def _value(stored: Cell) -> Any:
    match stored.storage:
        case "null":
            return None
        case "integer":
            return int(stored.data)
        case "text":
            return stored.data.decode()
        case _:
            return stored.data


def _is_whole(connection: Connection, document: str, attachment: Attachment) -> bool:
    """Whether exactly the chunks are there that the event speaks of."""
    query = (
        select(*_as_stored(sources.c.chunk), *_as_stored(sources.c.data))
        .where(sources.c.document == document, sources.c.name == attachment.name)
        .order_by(sources.c.chunk)
    )
    hasher, size, chunks = hashlib.sha256(), 0, 0
    for number_storage, number, storage, data in connection.execute(query):
        if Cell(number_storage, number) != cell(chunks) or storage != "blob":
            return False
        hasher.update(data)
        size, chunks = size + len(data), chunks + 1
    return (chunks, size, hasher.hexdigest()) == (attachment.chunks, attachment.size, attachment.sha256)
