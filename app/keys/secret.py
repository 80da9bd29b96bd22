"""The one secret of a profile, from which every key of it is derived."""

import os

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.usecases.ports.keys import Locked, Purpose

SIZE = 32


def locked() -> Locked:
    return Locked("The profile is locked. Unlock it first.")


class Secret:
    """32 random bytes in memory that can be overwritten; what was derived from them is the caller's to forget."""

    def __init__(self, value: bytes) -> None:
        if len(value) != SIZE:
            raise ValueError(f"a secret has {SIZE} bytes")
        self._value = bytearray(value)
        self._wiped = False

    @classmethod
    def new(cls) -> "Secret":
        return cls(os.urandom(SIZE))

    def __repr__(self) -> str:
        return "Secret(...)"

    def exposed(self) -> bytearray:
        """The bytes themselves and no copy of them, for where the secret is kept; raises Locked."""
        if self._wiped:
            raise locked()
        return self._value

    def derive(self, purpose: Purpose) -> bytes:
        """32 bytes by HKDF-SHA256 (RFC 5869), others for every purpose; raises Locked."""
        return HKDF(SHA256(), SIZE, salt=None, info=b"docsense " + purpose.encode()).derive(self.exposed())

    def wipe(self) -> None:
        """Overwrite the bytes; from now on the secret is locked."""
        self._value[:] = bytes(len(self._value))
        self._wiped = True
