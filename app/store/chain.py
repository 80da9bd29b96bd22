"""The hash chain: what makes a change to the log visible.

Each event's `hash` is the SHA-256 of its stored columns in the order of `COLUMNS`, the hash of the event before it
(`prev_hash`; `GENESIS` before the first) among them. A column enters it as

    one byte for SQLite's storage class (n null, i integer, r real, t text, b blob)
    the length of what follows, in decimal digits, and a colon
    its bytes: an integer in decimal digits, a text in UTF-8, a blob as it is, nothing for null

so that no two rows share an encoding. The sealed columns enter as stored, and the attachments by their digests:
the chain can be checked without any key, and after a document's key is gone. It proves that nothing was changed in
between; somebody who can write the file can still compute a whole new chain, which only a hash noted elsewhere shows.
"""

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

COLUMNS = (
    "position",
    "id",
    "context",
    "stream",
    "version",
    "type",
    "schema_version",
    "time",
    "actor",
    "correlation",
    "causation",
    "document",
    "payload",
    "sealed",
    "attachments",
    "prev_hash",
)
GENESIS = bytes(32)


class Cell(NamedTuple):
    """A stored value: SQLite's storage class (as its `typeof` says it), and the value cast to a blob."""

    storage: str
    data: bytes

    @property
    def encoded(self) -> bytes:
        """What enters the hash."""
        return b"%b%d:%b" % (self.storage[0].encode(), len(self.data), self.data)


def cell(value: int | str | bytes | None) -> Cell:
    """The cell SQLite makes of a value."""
    match value:
        case None:
            return Cell("null", b"")
        case int():
            return Cell("integer", b"%d" % value)
        case str():
            return Cell("text", value.encode())
        case _:
            return Cell("blob", value)


def digest(row: Mapping[str, Cell]) -> bytes:
    """The hash of an event."""
    return digest_of({name: row[name].encoded for name in COLUMNS})


def digest_of(encoded: Mapping[str, bytes]) -> bytes:
    """The hash of an event, of its columns as they enter it."""
    return hashlib.sha256(b"".join([encoded[name] for name in COLUMNS])).digest()


def encode(value: int | str | bytes | None) -> bytes:
    """`cell(value).encoded`, without the cell: this runs for every column that is written."""
    if isinstance(value, str):
        data = value.encode()
        return b"t%d:%b" % (len(data), data)
    if isinstance(value, bytes):
        return b"b%d:%b" % (len(value), value)
    if value is None:
        return b"n0:"
    digits = b"%d" % value
    return b"i%d:%b" % (len(digits), digits)
