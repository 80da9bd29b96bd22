"""Listings: the blocks that are a program, whatever style they are set in."""

import re
from collections.abc import Iterable

from domain.documents.text import Block, BlockKind
from domain.semantics.segments import Segment

_LINE = re.compile(
    r"^[ \t]*(?:(?:async )?def \w+ ?\(|class \w+ ?[:(]|import \w[\w.]*(?: as \w+)?$|from [\w.]+ import \w|return"
    r" [\w(\[-]|function \w+ ?\("
    r"|(?:el)?if [^\n]{1,120}:[ \t]*(?:#[^\n]*)?$|for \w+(?:, ?\w+)? in [^\n]{1,120}:|while [^\n]{1,120}:[ \t]*$|\w+"
    r" = [\w.\[\]]+\.\w+\([^\n]{0,120}\)[ \t]*$)",
    re.MULTILINE,
)


def is_listing(block: Block) -> bool:
    """Whether a block is set as code, or as a paragraph whose lines are those of a program."""
    if block.kind is BlockKind.CODE:
        return True
    return block.kind is BlockKind.PARAGRAPH and block.cell is None and _LINE.search(block.text) is not None


def listings(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The first segment of every block that is a listing."""
    first = dict[str, Segment]()
    for segment in segments:
        first.setdefault(segment.block.id, segment)
    return tuple(segment for segment in first.values() if is_listing(segment.block))
