"""Restated: weights and limits of tables that are above those which the text allows."""

import re
from collections.abc import Iterator
from itertools import chain

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.grids import grids
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import Side, bounds, quantities
from domain.semantics.segments import SegmentKind
from domain.semantics.words import content_words

_EACH = re.compile(
    r"\b(?:no|any|each|every|single|individual|one)(?: (?!sector|country|group|issuer|region|industry"
    r"|class)[a-z-]+){1,2}\b"
)
_WEIGHS = re.compile(r"\b(?:weights?|weighting|represents?|account(?:s|ed)? for|share|proportion|allocation)\b")
_UPPER = re.compile(r"\b(?:exceed|more than|above|over|maximum|capped|at most|greater than|cap)\b")


_LIMIT_COLUMN = re.compile(r"\b(?:limits?|caps?|max\w*|weights?|share|allocation|ceiling)\b")


def _above_limit_of_row(ir: DocumentIR) -> Iterator[Hit]:
    """A limit in a table that is above the one which a sentence puts on what the row is about."""
    limits = [
        (s, b) for s in ir.rules.having(_UPPER) for b in bounds(s.low) if b.side is Side.MOST and b.quantity.unit == "%"
    ]
    for grid in grids(ir.segments) if limits else ():
        head, *rows = grid.rows
        for row, column in ((row, column) for row in rows for column in grid.columns[1:]):
            key = grid.text(row, grid.columns[0]).split(",")[0]
            about = content_words(key)
            figure = next((q for q in quantities(grid.text(row, column).lower()) if q.unit == "%"), None)
            if figure is None or len(about) < 2 or not _LIMIT_COLUMN.search(grid.text(head, column).lower()):
                continue
            for segment, bound in limits:
                value, cell = bound.quantity, grid.cells[row, column][0]
                if (
                    segment.kind is SegmentKind.CELL
                    or not about <= content_words(segment.low)
                    or figure.value <= value.value
                ):
                    continue
                yield Hit(
                    title=f"Two limits for {key}: {figure.value:g}% in the table and {value.value:g}% in the text",
                    why=f"“{segment.text[:120]}” does not allow the {figure.value:g}% that the table gives {key} under"
                    f" “{grid.text(head, column)}”. A case between them is in for one reader and out for the other.",
                    spans=(segment.span(bound.start, bound.end), cell.span()),
                    suggestion=replace(
                        segment, value.start, value.end, to_specify(f"{value.value:g}% or {figure.value:g}%")
                    ),
                )
                return


def _above_cap(ir: DocumentIR) -> Iterator[Hit]:
    """A weight listed in a table that is above the cap on each weight."""
    caps = [
        (segment, quantity)
        for segment in ir.rules.having(_UPPER)
        if _WEIGHS.search(segment.low) and _EACH.search(segment.low) and _UPPER.search(segment.low)
        for quantity in quantities(segment.low)
        if quantity.unit == "%"
    ]
    if len(caps) != 1:
        return
    segment, cap = caps[0]
    for grid in grids(ir.segments):
        head, *rows = grid.rows
        for column in grid.columns:
            if not re.search(r"\bweight", grid.text(head, column).lower()):
                continue
            listed = [(row, q) for row in rows for q in quantities(grid.text(row, column).lower()) if q.unit == "%"]
            above = [(row, q) for row, q in listed if cap.value < q.value < 100]
            if above and len(above) < len(listed):
                row, figure = above[0]
                cell = grid.cells[row, column][0]
                yield Hit(
                    title=f"A weight of {figure.value:g}% is above the cap of {cap.value:g}%",
                    why=f"“{segment.text[:120]}” rules out the weight of {figure.value:g}% that the table gives"
                    f" {grid.text(row, grid.columns[0])}. One reader caps it, another takes the table.",
                    spans=(segment.span(cap.start, cap.end), cell.span()),
                    suggestion=replace(segment, cap.start, cap.end, to_specify(f"{cap.value:g}%, or other weights")),
                    severity=Severity.CRITICAL,
                )
                return


CHECKS = (
    Check(
        id="DS-CON-20",
        title="A listed weight above the cap on weights",
        matters="Either the table or the cap is wrong.",
        fix="Raise the cap, or lower the weight in the table and say where the rest goes.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_above_cap(ir), _above_limit_of_row(ir)),
        bad=(
            "| Class | Limit |\n| Czech bonds, short | 60% |\n| Gold | 10% |\n\nNot more than 30% may be covered"
            " with Czech bonds.",
            "| Commodity | Weight |\n| Oil | 45% |\n| Gas | 30% |\n| Gold | 25% |\n\nNo commodity may represent more"
            " than 40% of the index.",
        ),
        good=(
            "| Commodity | Weight |\n| Oil | 40% |\n| Gas | 35% |\n| Gold | 25% |\n\nNo commodity may represent more"
            " than 40% of the index.",
        ),
    ),
)
