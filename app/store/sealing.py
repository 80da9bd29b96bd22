"""Sealing: the form in which text from a document is stored, which only that document's key opens.

What is stored is one byte for its format (1: as it was; 2: compressed by zlib), a nonce of 12 bytes and the output of
AES-256-GCM. The place it was sealed for is authenticated with it, so that nothing can be moved to another place.
"""

import os
import zlib
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_AS_IT_WAS, _COMPRESSED = b"\1", b"\2"
_NONCE_BYTES = 12
_WORTH_COMPRESSING = 2048
"""Bytes below which compression costs more time than it saves space."""


class Place(NamedTuple):
    """Where sealed data belongs: an event stands in its stream; an attachment or draft has its name and version 0."""

    document: str
    stream: str
    version: int
    type: str

    def encoded(self) -> bytes:
        """The place as bytes, no two places alike."""
        document, stream, version, type = self
        return f"{len(document)}:{document}{len(stream)}:{stream}{version}:{type}".encode()


def seal(plain: bytes, key: AESGCM, place: Place) -> bytes:
    """The stored form of `plain`."""
    small = len(plain) < _WORTH_COMPRESSING
    format, data = (_AS_IT_WAS, plain) if small else (_COMPRESSED, zlib.compress(plain))
    nonce = os.urandom(_NONCE_BYTES)
    return format + nonce + key.encrypt(nonce, data, format + place.encoded())


def unseal(stored: bytes, key: AESGCM, place: Place) -> bytes:
    """What was sealed for this place; raises ValueError where it is damaged, or the key or the place is another."""
    format, nonce, sealed = stored[:1], stored[1 : 1 + _NONCE_BYTES], stored[1 + _NONCE_BYTES :]
    if format not in (_AS_IT_WAS, _COMPRESSED):
        raise ValueError("unknown format of sealed data")
    try:
        data = key.decrypt(nonce, sealed, format + place.encoded())
        return zlib.decompress(data) if format == _COMPRESSED else data
    except (InvalidTag, zlib.error) as error:
        raise ValueError("damaged sealed data") from error
