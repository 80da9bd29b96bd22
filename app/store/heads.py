"""Heads: where the log ends, signed, so that nobody without the profile's secret can write another history.

The head is signed at each commit (Ed25519 over position and hash) and kept in three places: in the log with the commit,
in a file beside it, and in the keyring where the profile has one. Who holds the database's key alone can sign nothing;
a log that was cut ends before the head beside it. An older copy of the whole profile, put back with everything that
belongs to it, is whole in itself: only a head noted elsewhere shows it.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.folders import sync_folder

_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
"""A link in the head's place leads to a file of somebody else's; Windows has no such flag."""
_MARK = b"DocSense head\0"


class Head(NamedTuple):
    """Position and hash of the last event, and the signature of both."""

    position: int
    hash: bytes
    signature: bytes

    @classmethod
    def of(cls, row: Sequence[object] | None) -> Self | None:
        """The head in a row of the log; None where there is none, or something else stands there."""
        match row:
            case (int(position), bytes(hash), bytes(signature)):
                return cls(position, hash, signature)
            case _:
                return None

    @property
    def text(self) -> str:
        """A line of fixed length, so that a newer head overwrites an older one in place."""
        return f"{self.position:020d} {self.hash.hex()} {self.signature.hex()}\n"

    @property
    def anchor(self) -> str:
        """What is printed to be noted elsewhere; the signature adds nothing to it there."""
        return f"{self.position}:{self.hash.hex()}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The head in a text; raises ValueError."""
        position, hash, signature = text.split()
        return cls(int(position), bytes.fromhex(hash), bytes.fromhex(signature))


class Signer:
    """Signs heads, and knows its own signature."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._key.public_key()

    def sign(self, position: int, hash: bytes) -> Head:
        """The signed head of a log that ends there."""
        return Head(position, hash, self._key.sign(_signed(position, hash)))

    def knows(self, head: Head) -> bool:
        """Whether the signature is its own."""
        try:
            self._public.verify(head.signature, _signed(head.position, head.hash))
        except (InvalidSignature, OverflowError):  # no position is negative
            return False
        return True


class Sidecar:
    """The file beside the log that holds the head once more; it may be behind the log, never ahead of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Head | None:
        """The head in the file; None where there is none; raises ValueError where the file holds something else."""
        try:
            text = self.path.read_text("ascii")
            return Head.parse(text) if text else None  # empty where a power cut came just when it was made
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ValueError("unreadable") from error

    def is_missing(self) -> bool:
        """Whether there is no head in the file, not even a damaged one."""
        try:
            return self.read() is None
        except ValueError:
            return False

    def make(self, head: Head) -> None:
        """Make the file of a new profile; it is on the disk when this returns, as far as the disk can be trusted."""
        self.write(head)
        with suppress(OSError):
            with self.path.open("rb+") as file:
                os.fsync(file.fileno())
            sync_folder(self.path.parent)

    def write(self, head: Head) -> None:
        """Put the head into the file, in place and unsynced: after a power cut it may be an older one."""
        with suppress(OSError):  # what was committed is kept; the next commit brings the file up to it
            file = os.open(self.path, os.O_WRONLY | os.O_CREAT | _NOFOLLOW, 0o600)
            try:
                os.write(file, head.text.encode())
                if os.fstat(file).st_size > len(head.text):
                    os.ftruncate(file, len(head.text))
            finally:
                os.close(file)


def _signed(position: int, hash: bytes) -> bytes:
    return _MARK + position.to_bytes(8, "big") + hash
