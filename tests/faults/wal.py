"""SQLite's write-ahead log as bytes: its frames, and how its tail can be torn (see sqlite.org/walformat.html).

The cipher encrypts the pages in it and leaves the headers as they are.
"""

from random import Random
from typing import NamedTuple

_HEADER = 32
_FRAME_HEADER = 24
_SALTS = slice(16, 24)
_SALTS_OF_FRAME = slice(8, 16)
_PAGES_AFTER_COMMIT = slice(4, 8)

_GARBLED = 512
"""Bytes of a sector."""


class Frames(NamedTuple):
    """The frames that are in use: where each one starts and ends, and whether it ends a transaction."""

    starts: tuple[int, ...]
    size: int
    commits: tuple[bool, ...]

    def commits_before(self, offset: int) -> int:
        """How many transactions end in whole frames before this byte."""
        return sum(
            commit and start + self.size <= offset for start, commit in zip(self.starts, self.commits, strict=True)
        )


def frames(wal: bytes) -> Frames:
    """The frames in use; behind them may stand what is left of an earlier use of the file."""
    size = _FRAME_HEADER + int.from_bytes(wal[8:12], "big")
    starts, commits = list[int](), list[bool]()
    for start in range(_HEADER, len(wal) - size + 1, size):
        frame = wal[start : start + size]
        if frame[_SALTS_OF_FRAME] != wal[_SALTS]:
            break
        starts.append(start)
        commits.append(any(frame[_PAGES_AFTER_COMMIT]))
    return Frames(tuple(starts), size, tuple(commits))


def tear(wal: bytes, rng: Random) -> tuple[bytes, int]:
    """The file cut or garbled in one of the last forty frames of its transactions, and the byte where that begins."""
    used = frames(wal)
    last = max(number for number, commit in enumerate(used.commits) if commit)
    offset = used.starts[rng.randint(max(0, last - 39), last)] + rng.randrange(used.size - _GARBLED)
    if rng.random() < 0.5:
        return wal[:offset], offset
    return wal[:offset] + rng.randbytes(_GARBLED) + wal[offset + _GARBLED :], offset
