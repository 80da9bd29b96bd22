"""Blanks: cells left empty in a column of values."""

import re
from collections.abc import Iterator, Mapping

from domain.analysis.checks.check import Check, Hit, add_behind, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.changes import Suggestion
from domain.documents.text import Block, Cell, Span
from domain.semantics.grids import Grid, grids
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role
from domain.semantics.segments import Segment

_OF_VALUES = re.compile(
    r"\b(?:values?|defaults?|limits?|thresholds?|amounts?|levels?|caps?|floors?|weights?|rates?|fees?|settings?|ranges?"
    r"|minimum|maximum|min|max|target|requirement)\b"
)
_IS_VALUE = re.compile(r"[<>=\u2264\u2265~$\u20ac\u00a3 ]{0,4}[-+]?\d[\d,. ]*(?:%|[a-z]{1,12}\b)?")
_REMARKS = re.compile(r"\b(?:notes?|comments?|remarks?|fallback|description|meaning|reference|source|time|date)\b")


def _blank(ir: DocumentIR) -> Iterator[Hit]:
    cells = {(block.part, block.cell): block for block in ir.blocks if block.cell}
    for grid in grids(ir.segments):
        if grid.first.section.role is not Role.RULES or len(grid.rows) < 4:
            continue
        head, *rows = grid.rows
        last = max(grid.columns)
        for column in range(min(grid.columns) + 1, last + 1):
            title = grid.text(head, column).lower()
            filled = [row for row in rows if grid.text(row, column).strip()]
            has = frozenset(filled)
            empty = [row for row in rows if row not in has and len(_said(grid, row)) > 1]
            if (
                not empty
                or _REMARKS.search(title)
                or len(filled) < 2 * len(empty)
                or not _holds_values(grid, title, column, filled)
            ):
                continue
            for row in empty:
                name = grid.text(row, grid.columns[0]) or "this row"
                said = _said(grid, row)
                yield Hit(
                    title=f"{name}: {grid.text(head, column) or 'the value'} is left empty",
                    why=f"The other rows of the table give a value under “{grid.text(head, column)}”, the one of {name}"
                    " gives none, nor that none is meant. An empty cell can be zero, no limit, or forgotten.",
                    spans=tuple(segment.span() for segment in said[:6]),
                    suggestion=_fill(cells, said[0], column, to_specify(f"{grid.text(head, column)} of {name}")),
                )


def _fill(cells: Mapping[tuple[str, Cell], Block], beside: Segment, column: int, text: str) -> Suggestion:
    """The text in the empty cell of a row; behind the first of the row where the file has no such cell."""
    cell = beside.block.cell
    empty = cells.get((beside.block.part, cell.model_copy(update={"column": column}))) if cell else None
    return add_behind(Span.of(empty, 0, 0), text) if empty else add_behind(beside.span(), f" {text}")


def _said(grid: Grid, row: int) -> list[Segment]:
    return [segment for column in grid.columns for segment in grid.cells.get((row, column), ())]


def _holds_values(grid: Grid, title: str, column: int, filled: list[int]) -> bool:
    if _OF_VALUES.search(title):
        return True
    figures = sum(_IS_VALUE.match(grid.text(row, column).lower()) is not None for row in filled)
    return figures == len(filled)


_A_RANGE = re.compile(r"(?P<low>\d[\d.]*)\s?%?\s?(?:to|-|\u2013)\s?(?P<high>\d[\d.]*)\s?(?:%|bps?|x)")
_BOUNDED = re.compile(r"\b(?:range|bounds?|interval|allowed|validation|bucket|band|from|tenor|maturity|year|between)\b")


def _range(ir: DocumentIR) -> Iterator[Hit]:
    """A range where every other row of the column has one figure."""
    for grid in grids(ir.segments):
        if grid.first.section.role is not Role.RULES or len(grid.rows) < 4:
            continue
        head, *rows = grid.rows
        for column in grid.columns[1:]:
            ranges = [row for row in rows if _A_RANGE.fullmatch(grid.text(row, column).strip().lower())]
            single = [row for row in rows if grid.figure(row, column)]
            if _BOUNDED.search(grid.text(head, column).lower()) or not ranges or len(single) < 3 * len(ranges):
                continue
            for row in ranges:
                name, cell = grid.text(row, grid.columns[0]), grid.cells[row, column][0]
                yield Hit(
                    title=f"{name}: '{cell.text}' is a range, and nothing says which value of it holds",
                    why=f"The other rows of “{grid.text(head, column)}” give one value. Two readers take the two"
                    f" ends of “{cell.text}”.",
                    spans=(*(s.span() for s in grid.cells[row, grid.columns[0]][:1]), cell.span()),
                    suggestion=add_behind(cell.span(), f" {to_specify('the value, or the rule that gives it')}"),
                )


CHECKS = (
    Check(
        id="DS-SET-07",
        title="A range where one value is needed",
        matters="Two readers take the two ends.",
        fix="Give one value, or the rule by which a value of the range is found.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_range,
        bad=("| Class | Haircut |\n| Cash | 0% |\n| Gold | 12% |\n| Bonds | 2% to 5% |\n| Shares | 25% |",),
        good=("| Class | Allowed range |\n| Cash | 0% |\n| Gold | 12% |\n| Bonds | 2% to 5% |\n| Shares | 25% |",),
    ),
    Check(
        id="DS-SET-06",
        title="A value left empty in a table of values",
        matters="An empty cell can be zero, no limit, or forgotten.",
        fix="Fill in the value with its unit, or write that none applies.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.CRITICAL,
        find=_blank,
        bad=("| Parameter | BTC | ETH |\n| half spread | 0.5 | 0.05 |\n| gamma | 0.4 | |\n| levels | 3 | 3 |",),
        good=(
            "| Class | Source | Fallback |\n| Price | ICE | last price |\n| Interest | computed | |\n| Rating | S&P "
            "| last rating |",
            "| Parameter | BTC | ETH |\n| half spread | 0.5 | 0.05 |\n| gamma | 0.4 | 0.3 |\n| levels | 3 | 3 |",
            "| Parameter | Value | Note |\n| half spread | 0.5 | |\n| gamma | 0.4 | in USD |\n| levels | 3 | |",
        ),
        confidence=0.85,
    ),
)
