"""Restated: values of tables, limits and days that the text gives another way elsewhere."""

import re
from collections.abc import Iterator
from itertools import chain, combinations

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.grids import grids
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED, count_of
from domain.semantics.quantities import Side, bounds, quantities
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_LITTLE = re.compile(r"(?:value|price|rate|level|weight|amount|date|time|limit|size|fee|number|currency|total)s?")
_GIVES = (
    r"(?:,? (?:which )?(?:is|are|of|at|equals|stands at|set at|being)(?: set (?:at|to)| fixed at| equal to)? |: ?| \()"
)


def _restated(ir: DocumentIR) -> Iterator[Hit]:
    """The name of a row that the text gives another figure right behind it: "the Coupon Barrier of 65%"."""
    for grid in grids(ir.segments):
        if len(grid.columns) != 2:
            continue
        for row in grid.rows:
            name = grid.text(row, grid.columns[0]).strip(" :").lower()
            stated = next(quantities(grid.text(row, grid.columns[1]).lower()), None)
            if (
                stated is None
                or stated.start > 0
                or not stated.unit
                or not 2 <= len(name.split()) <= 5
                or _LITTLE.fullmatch(name)
            ):
                continue
            says = re.compile(rf"(?<![\w-]){re.escape(name)}{_GIVES}(?=[\d$€£])")
            for segment in ir.with_all(content_words(name)):
                match = says.search(segment.low) if segment.kind is not SegmentKind.CELL else None
                other = next(quantities(segment.low[match.end() :]), None) if match else None
                if (
                    match is None
                    or other is None
                    or other.start > 0
                    or other.unit != stated.unit
                    or other.value == stated.value
                ):
                    continue
                start, end = match.end(), match.end() + other.end
                cell = grid.cells[row, grid.columns[1]][0]
                figure, given = segment.text[start:end], cell.text[: stated.end]
                yield Hit(
                    title=f"Two values for {grid.text(row, grid.columns[0])}: '{given}' in the table and '{figure}'"
                    f" in the text",
                    why=f"The table gives {given}, the text {figure}. What depends on it comes out differently for two"
                    " readers.",
                    spans=(segment.span(match.start(), end), cell.span()),
                    suggestion=replace(segment, start, end, to_specify(f"{given} or {figure}, in both places")),
                )
                break


_DAYS = "monday|tuesday|wednesday|thursday|friday"
_NTH = re.compile(rf"\b(?P<nth>first|second|third|fourth|last) (?P<day>{_DAYS})\b")
_TAKES_EFFECT = re.compile(r"\b(?:effective|take[s]? effect|with effect|in effect|implemented|come[s]? into force)\b")


def _two_days(ir: DocumentIR) -> Iterator[Hit]:
    """Two weekdays on which the same takes effect."""
    said = list[tuple[Segment, re.Match[str]]]()
    for segment in ir.prose.having(_NTH):
        days = list(_NTH.finditer(segment.low))
        if len(days) == 1 and _TAKES_EFFECT.search(segment.low):
            said.append((segment, days[0]))
    for (one, first), (other, second) in combinations(said[:20], 2):
        same_section = one.section is other.section
        if same_section and one is not other and first.group() != second.group():
            words = [s.text[m.start() : m.end()] for s, m in ((one, first), (other, second))]
            yield Hit(
                title=f"Two days on which it takes effect: '{words[0]}' and '{words[1]}'",
                why=f"“{one.text[:100]}” and “{other.text[:100]}” name different days. Weights and prices are taken on"
                " both.",
                spans=(one.span(*first.span()), other.span(*second.span())),
                suggestion=replace(other, *second.span(), to_specify(f"{words[0]} or {words[1]}")),
            )
            return


_OFFSET = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{SPELLED}) (?P<kind>[a-z]+ )?days? (?P<side>before|prior to|after"
    rf"|following) (?:the|each|every)"
    r" (?P<anchor>[a-z-]+(?: [a-z-]+)? (?:date|day))\b"
)


def _two_offsets(ir: DocumentIR) -> Iterator[Hit]:
    """Two numbers of days from one date for what is done in the same words: "determined two days before"."""
    said = [(segment, match) for segment in ir.rules.having(_OFFSET) for match in _OFFSET.finditer(segment.low)]
    for (one, first), (other, second) in combinations(said[:40], 2):
        alike = all(first[part] == second[part] for part in ("kind", "side", "anchor"))
        if one is other or not alike or count_of(first["count"]) == count_of(second["count"]):
            continue
        anchor = content_words(f"{first['anchor']} {first['kind']} day days")
        if len((content_words(one.low) & content_words(other.low)) - anchor) < 2:
            continue
        words = [s.text[m.start() : m.end()] for s, m in ((one, first), (other, second))]
        yield Hit(
            title=f"Two days for one step: '{words[0]}' and '{words[1]}'",
            why=f"“{one.text[:100]}” and “{other.text[:100]}” put the same on different days.",
            spans=(one.span(*first.span()), other.span(*second.span())),
            suggestion=replace(other, *second.span(), to_specify(f"{words[0]}, or {words[1]}")),
        )
        return


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
    Check(
        id="DS-CON-21",
        title="A value of a table that the text gives differently",
        matters="Whoever implements it takes one of the two.",
        fix="Make the table the one place for the value, and let the text refer to it by name.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_restated,
        bad=(
            "| Term | Content |\n| Coupon Barrier | 70% of the Initial Level |\n\nIf the performance is at or above"
            " the Coupon Barrier of 65%, a coupon is paid.",
        ),
        good=(
            "| Term | Content |\n| Coupon Barrier | 70% of the Initial Level |\n\nIf the performance is at or above"
            " the Coupon Barrier of 70%, a coupon is paid.",
        ),
    ),
    Check(
        id="DS-CON-22",
        title="Two days for one change",
        matters="Two implementers change on two days.",
        fix="Name the day once, and refer to it by a defined term.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_two_days(ir), _two_offsets(ir)),
        bad=(
            "Changes are effective after the close of the third Friday of March.\n\nChanges become effective on the"
            " second Friday.",
            "Amounts are determined two business days before the roll date.\n\nAmounts sold are determined one business"
            " day before the roll date.",
        ),
        good=(
            "Changes are effective after the close of the third Friday of March.\n\nChanges are announced on the second"
            " Friday.",
        ),
    ),
)
