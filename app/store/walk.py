"""The walk: one pass over the log and what is kept beside it, which reads whatever stands there."""

import hashlib
from collections.abc import Generator, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Engine, LargeBinary, cast, func, select

from app.store.chain import COLUMNS, GENESIS, Cell, cell, digest
from app.store.connection import Damaged, reading
from app.store.document_keys import DocumentKeys, Keys
from app.store.heads import Head
from app.store.log import PAGE
from app.store.records import Attachment, attachments, envelope
from app.store.schema import events, heads, sources
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.store import LogProblem
from domain.documents.events import DocumentForgotten
from domain.kernel import Envelope
from domain.kernel.events import ForgottenEvent

_Row = dict[str, Cell]


class Walk:
    """One pass over the log, and what is remembered from event to event."""

    position: int
    """Of the last event that was read."""
    head: Head | None
    """The head in the log, once the pass is over; None where it is missing."""
    is_complete: bool
    """Whether what is kept beside the events, the head among it, could be read."""

    def __init__(self, engine: Engine, keys: DocumentKeys) -> None:
        self._engine = engine
        self._keys = keys
        self.position = 0
        self.head = None
        self.is_complete = False
        self._hash: Cell | None = cell(GENESIS)
        self._versions: dict[Cell, int] = {}
        self._attached: set[tuple[Cell, Cell]] = set()
        self._forgotten: dict[Cell, int] = {}
        self._keyless: dict[Cell, int] = {}

    def problems(self) -> Iterator[LogProblem]:
        """Name what is not as it was written; raises StoreUnavailable where the file cannot be read at all."""
        yield from self._of_structure()
        is_over = False
        while not is_over:
            rows, rest = list[_Row](), list[LogProblem]()
            try:
                with reading(self._engine) as connection:
                    rows = _rows_behind(connection, self.position)
                    is_over = not rows
                    if is_over:  # at one moment with the last page: the log may be in use
                        rest = list(self._of_the_rest(connection))
            except Damaged:
                if is_over:
                    rest = [LogProblem(position=0, problem="What is kept beside the events cannot be read to its end.")]
                else:
                    rows = yield from self._of_damaged_page()
                    is_over = not rows
            keys = self._keys_of(rows)
            for row in rows:
                yield from self._of_event(row, keys)
            yield from rest

    def hash_at(self, position: int) -> bytes | None:
        """The hash of the event at a position, as stored; that before the first one at 0."""
        query = select(events.c.hash).where(events.c.position == position)
        try:
            with reading(self._engine) as connection:
                hash: bytes | None = connection.execute(query).scalar()
        except Damaged:
            return None
        return hash if position else GENESIS

    def _of_structure(self) -> Iterator[LogProblem]:
        try:
            with reading(self._engine) as connection:
                answers = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        except Damaged:  # the cipher has named the pages
            return
        yield from (LogProblem(position=0, problem=f"The file is damaged: {each}.") for each in answers if each != "ok")

    def _of_damaged_page(self) -> Generator[LogProblem, None, list[_Row]]:
        """The rows up to the next that can be read, one by one; those in between are named."""
        first = self.position + 1
        for position in range(first, first + self._remaining()):
            try:
                with reading(self._engine) as connection:
                    rows = _rows_behind(connection, position - 1, 1)
            except Damaged:
                self.position, self._hash = position, None
                yield LogProblem(position=position, problem="It cannot be read: the page it stands on is damaged.")
            else:
                return rows
        return []

    def _remaining(self) -> int:
        """How many events there should be behind the last one that was read."""
        try:
            with reading(self._engine) as connection:
                return max(0, (connection.execute(select(func.max(heads.c.position))).scalar() or 0) - self.position)
        except Damaged:
            return 0

    def _keys_of(self, rows: list[_Row]) -> Keys:
        """The keys of what is sealed in these rows; none where the key file cannot be read."""
        documents = (row["document"].data.decode(errors="replace") for row in rows if row["sealed"].storage != "null")
        try:
            return self._keys.of(documents)
        except StoreUnavailable:
            return {}

    def _of_event(self, row: _Row, keys: Keys) -> Iterator[LogProblem]:
        position = int(row["position"].data)
        for problem in [*self._of_place(position, row), *self._of_content(row, keys)]:
            yield LogProblem(position=position, problem=problem)
        self.position, self._hash = position, row["hash"]

    def _of_place(self, position: int, row: _Row) -> Iterator[str]:
        if position != self.position + 1:
            yield "Events before it are missing."
        if self._hash and row["prev_hash"] != self._hash:
            yield "It does not follow the event that stands before it."
        stream, version = row["stream"], self._versions.get(row["stream"], 0) + 1
        if row["version"] != cell(version):
            yield "Its version is not the next one of its stream."
        self._versions[stream] = int(row["version"].data) if row["version"].storage == "integer" else version

    def _of_content(self, row: _Row, keys: Keys) -> Iterator[str]:
        if row["hash"] != cell(digest(row)):
            yield "It was changed after it was written."
        try:
            values = {name: _value(each) for name, each in row.items()}
            beside = attachments(values["attachments"])
        except ValueError:
            yield "It cannot be read."
            return
        try:
            self._note_forgetting(row["document"], envelope(values, keys))
        except ValueError:
            yield "It cannot be read."
        for attachment in beside:
            self._attached.add((row["document"], cell(attachment.name)))
            if not self._is_whole(values["document"], attachment):
                yield f"What is kept beside it as {attachment.name} is missing or was changed."

    def _note_forgetting(self, document: Cell, read: Envelope) -> None:
        if isinstance(read.event, DocumentForgotten):
            self._forgotten[document] = read.position
        elif isinstance(read.event, ForgottenEvent):
            self._keyless.setdefault(document, read.position)

    def of_forgetting(self) -> Iterator[LogProblem]:
        """Whether exactly the keys of the forgotten documents were destroyed; asked once the pass is over."""
        try:
            keys = self._keys.of(document.data.decode(errors="replace") for document in self._forgotten)
        except StoreUnavailable:  # the key file was named
            return
        for document, position in self._forgotten.items():
            if keys.get(document.data.decode(errors="replace")) is not None:
                yield LogProblem(position=position, problem="The document was forgotten, but its key is there.")
        for document, position in self._keyless.items():
            if document not in self._forgotten:
                yield LogProblem(position=position, problem="Its key was destroyed, but the document not forgotten.")

    def _is_whole(self, document: str, attachment: Attachment) -> bool:
        try:
            with reading(self._engine) as connection:
                return _is_whole(connection, document, attachment)
        except Damaged:
            return False

    def _of_the_rest(self, connection: Connection) -> Iterator[LogProblem]:
        """What shows only at the end: a tail that is gone, and chunks no event speaks of."""
        owners = select(*_as_stored(sources.c.document), *_as_stored(sources.c.name)).distinct()
        last = connection.exec_driver_sql("SELECT max(seq) FROM sqlite_sequence WHERE name = 'events'").scalar()
        head = connection.exec_driver_sql("SELECT position, hash, signature FROM heads").all()
        self.head = Head.of(head[0]) if len(head) == 1 else None
        self.is_complete = True
        if (last or 0) != self.position:
            yield LogProblem(position=self.position, problem="Events after it are missing.")
        for document_storage, document, name_storage, name in connection.execute(owners):
            if (Cell(document_storage, document), Cell(name_storage, name)) not in self._attached:
                yield LogProblem(position=0, problem="Something is kept beside the log that no event speaks of.")


def _rows_behind(connection: Connection, position: int, count: int = PAGE) -> list[_Row]:
    columns = [each for name in (*COLUMNS, "hash") for each in _as_stored(events.c[name])]
    query = select(*columns).where(events.c.position > position).order_by(events.c.position).limit(count)
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
