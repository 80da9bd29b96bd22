"""Random edits that do not collide, for any blocks."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime

from domain.documents.changes import (
    Change,
    Comment,
    DeleteBlock,
    DeleteRow,
    Edit,
    InsertAfter,
    InsertRow,
    Replace,
    collide,
)
from domain.documents.rows import row_of
from domain.documents.text import Block, Span

AT = datetime(2026, 11, 24, 9, 30, 0, tzinfo=UTC)
WORDS = ("index", "level", "𝛼-weight", "5.25%", "Berlin", "the", "close\tof", "line\nbreak", "é", "—", "(a)", "")


def edit(finding: str, change: Change, comment: str = "", anchor: Span | None = None) -> Edit:
    """An approved edit of the test's reviewer."""
    if isinstance(change, Replace):
        anchor = change.span
    return Edit(finding=finding, change=change, anchor=anchor, comment=comment, author="Ada Reviewer", at=AT)


def random_edits(blocks: Sequence[Block], seed: int, number: int) -> list[Edit]:
    """Up to this many edits of all kinds, the same for the same seed."""
    chance = random.Random(seed)
    edits: list[Edit] = []
    for ordinal in range(number if blocks else 0):
        change = _random_change(chance, chance.choice(blocks), blocks)
        if not any(collide(change, other.change) for other in edits):
            comment = chance.choice(("", "Why it matters.\n[rule]"))
            block = chance.choice(blocks)
            start, end = sorted(chance.randint(0, len(block.text)) for _ in range(2))
            anchor = chance.choice((None, Span.of(block, start, end), Span.of(block, 0, 0)))
            edits.append(edit(f"f{ordinal}", change, comment, anchor))
    return edits


def _random_change(chance: random.Random, block: Block, blocks: Sequence[Block]) -> Change:
    kind = chance.random()
    new = " ".join(chance.choices(WORDS, k=chance.randint(0, 6)))
    if block.cell and chance.random() < 0.2:
        row = row_of(block, blocks)
        if chance.random() < 0.5:
            return DeleteRow(blocks=tuple(b.id for b in row))
        columns = {b.cell.column for b in row if b.cell and b.cell.table == block.cell.table}
        return InsertRow(block=row[-1].id, cells=tuple(chance.choice(WORDS) for _ in columns))
    if kind < 0.7:
        start, end = sorted(chance.randint(0, len(block.text)) for _ in range(2))
        if chance.random() < 0.3:
            end = start
        span = Span.of(block, start, min(end, start + 60))
        if chance.random() < 0.5:  # mostly the old words
            kept = [word for word in span.quote.split(" ") if chance.random() < 0.8]
            new = " ".join([*kept, chance.choice(WORDS)])
        return Replace(span=span, text=new)
    if kind < 0.85:
        return InsertAfter(block=block.id, text=new or "New.")
    if kind < 0.95:
        return DeleteBlock(block=block.id)
    return Comment(text=new or "Please say.")
