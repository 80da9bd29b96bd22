"""Sealing: the form in which text from a document is stored.

What is stored begins with one byte for its format. 0: no key, zlib-compressed.
"""

import zlib

_NO_KEY = b"\0"


def seal(plain: bytes, document: str | None, stream: str, version: int, type: str) -> bytes:
    """The stored form of `plain`, which belongs to this document and stands at this one place.

    An event stands in its stream; an attachment or a draft has its name for a stream, and version 0.
    """
    return _NO_KEY + zlib.compress(plain)


def unseal(stored: bytes, document: str | None, stream: str, version: int, type: str) -> bytes:
    """What was sealed for this place; raises ValueError where it is damaged or of an unknown format."""
    if stored[:1] != _NO_KEY:
        raise ValueError("unknown format of sealed data")
    try:
        return zlib.decompress(stored[1:])
    except zlib.error as error:
        raise ValueError("damaged sealed data") from error
