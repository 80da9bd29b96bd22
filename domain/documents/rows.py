"""Rows of tables, found among the blocks of a document."""

from collections.abc import Sequence

from domain.documents.text import Block, Cell


def row_of(block: Block, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The paragraphs of the table row a block stands in, in order; none where it stands in no row.

    Those of tables and text boxes within its cells are among them. A table within a cell starts after the one around
    it, so it has a higher number; a text box stands within the paragraph it is anchored in.
    """
    if block.cell is None:
        return ()
    table, row = block.cell.table, block.cell.row
    story = [other for other in blocks if (other.part, other.story) == (block.part, block.story)]
    own = [at for at, other in enumerate(story) if other.cell and (other.cell.table, other.cell.row) == (table, row)]
    first, end = own[0], own[-1] + 1
    while first and _is_within(story[first - 1].cell, table):
        first -= 1
    if block.paragraph < 0:
        return tuple(story[first:end])
    start = story[first].paragraph
    behind = [story[end].paragraph] if end < len(story) else []
    return tuple(
        b for b in blocks if b.part == block.part and start <= b.paragraph and all(b.paragraph < n for n in behind)
    )


def _is_within(cell: Cell | None, table: int) -> bool:
    return cell is not None and cell.table > table
