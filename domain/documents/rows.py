"""Rows of tables, found among the blocks of a document."""

from collections.abc import Sequence

from domain.documents.text import Block, Cell


def row_of(block: Block, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The paragraphs of the table row a block stands in, those of tables within its cells too, in order; none outside.

    A table within a cell starts after the one around it, so it has a higher number.
    """
    if block.cell is None:
        return ()
    table, row = block.cell.table, block.cell.row
    story = [other for other in blocks if (other.part, other.story) == (block.part, block.story)]
    own = [at for at, other in enumerate(story) if other.cell and (other.cell.table, other.cell.row) == (table, row)]
    first, last = own[0], own[-1]
    while first and _is_within(story[first - 1].cell, table):
        first -= 1
    return tuple(story[first : last + 1])


def _is_within(cell: Cell | None, table: int) -> bool:
    return cell is not None and cell.table > table
