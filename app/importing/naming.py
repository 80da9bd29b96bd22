"""The ids of blocks, and the title a text gives itself."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count

from domain.documents.text import ATOM, Block, BlockKind


def block_ids(data: bytes, reader: str) -> Iterator[str]:
    """The ids of a file's blocks, in order: the same bytes read by the same reader give the same ids."""
    digest = hashlib.sha256(data + reader.encode()).hexdigest()[:8]
    return (f"b{ordinal:05d}-{digest}" for ordinal in count())


def first_heading(blocks: Iterable[Block]) -> str:
    """The words of the first heading of the outermost level; "" where there is none."""
    headings = (b.text for b in blocks if b.kind is BlockKind.HEADING and b.level == 1)
    return next((title for text in headings if (title := " ".join(text.replace(ATOM, " ").split()))), "")
