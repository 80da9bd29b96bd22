"""What the row of a table says besides a value: its unit, its limit, the field that it is about."""

import re

from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import gives_value
from domain.semantics.segments import Segment
from domain.semantics.words import content_words


def is_of_row(ir: DocumentIR, segment: Segment, name: frozenset[str]) -> bool:
    """Whether a cell speaks of the limit that its own row gives: "when under the limit", beside "Level: 10%"."""
    own = segment.block.cell
    beside = [
        block.text.lower()
        for block in ir.blocks
        if own
        and (cell := block.cell)
        and (block.part, cell.table) == (segment.block.part, own.table)
        and cell.row in (0, own.row)
        and block.id != segment.block.id
    ]
    return any(name <= content_words(text) for text in beside) and any(map(gives_value, beside))


def is_field(ir: DocumentIR, name: str) -> bool:
    """Whether a table has a row of this name, such as a field that an order comes with."""
    return any(
        (cell := block.cell) and not cell.column and cell.row and block.text.strip("` ") == name for block in ir.blocks
    )


_UNIT_OF_TIME = re.compile(
    r"\b(?:days?|hours?|minutes?|seconds?|weeks?|months?|years?|ms|s|min|observations?|bars?|sessions?|periods?|blocks?)\b"
)


def row_says_unit(ir: DocumentIR, span: Span) -> bool:
    """Whether another cell of its row counts something: "LAG | 2 | Index Days between signal and trade"."""
    own = next((block for block in ir.blocks if block.id == span.block), None)
    if own is None or own.cell is None:
        return False
    place = own.part, own.cell.table, own.cell.row
    return any(
        (block.part, block.cell.table, block.cell.row) == place and _UNIT_OF_TIME.search(block.text.lower())
        for block in ir.blocks
        if block.cell
    )
