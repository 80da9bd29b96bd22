"""Blocks as JSON, some to a line: decoding a line never holds the interpreter for long, and the window stays alive."""

from collections.abc import Iterable, Iterator, Sequence

from pydantic import TypeAdapter

from domain.documents.text import Block

_BLOCKS: TypeAdapter[tuple[Block, ...]] = TypeAdapter(tuple[Block, ...])
_PER_LINE = 100
"""About 2 ms of decoding; all of a 1,000-page document at once took 220 ms, in which no window was redrawn."""


def to_lines(blocks: Sequence[Block], *, origins: bool = True) -> Iterator[bytes]:
    """Lines of JSON, without their ends; engines need no `origins`: half of a block, and most of its decoding."""
    left_out = None if origins else {"__all__": {"pieces"}}
    for start in range(0, len(blocks), _PER_LINE):
        yield _BLOCKS.dump_json(tuple(blocks[start : start + _PER_LINE]), exclude=left_out)


def from_lines(lines: Iterable[bytes]) -> tuple[Block, ...]:
    """The blocks of such lines; raises ValueError for other ones."""
    return tuple(block for line in lines for block in _BLOCKS.validate_json(line))
