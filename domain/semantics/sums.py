"""Sums of tables: totals and subtotals of columns, sums of rows, and weights that make a whole."""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.semantics.figures import Figure, adds_up, figure, is_nothing, total
from domain.semantics.grids import Grid
from domain.semantics.understanding import Sum

_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|column|row|index|portfolio|fund)[\s-]?)?(?:totals?|sums?|aggregate)"
    r"(?: (?:of )?(?:the |all )?(?:weights?|weightings?|allocations?|portfolio|index|fund|amount|exposures?|notional"
    r"|units|shares|score|constituents?|components?|factors?|sleeves?|column|above|check))*"
    r"(?: ?\([^()]{0,30}\))?\s?:?",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(r"sub[\s-]?total", re.IGNORECASE)
_NOT_ADDED = re.compile(
    r"\b(?:average|avg|mean|median|prices?|yields?|ratios?|rates?|returns?|volatility|vol|beta|correlation|sharpe"
    r"|scores?"
    r"|rank|year|dates?|no|number|id|code|duration|max|maximum|min|minimum|cap|floor|limit|range|lower|upper"
    r"|bounds?|threshold|change|cumulative|level|tolerance|deviation|isin|ticker|p/e|rating)\b",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\b(?:contribution|weights?|allocations?)\b", re.IGNORECASE)
_WEIGHTS = re.compile(
    r"\b(?:weights?|weightings?|allocations?|composition|share of|% of (?:index|portfolio|fund|total))\b", re.I
)
_BOUNDS = re.compile(
    r"\b(?:max|maximum|min|minimum|cap|caps|capped|floor|limits?|range|lower|upper|bounds?|thresholds?|change|initial"
    r"|tolerance|deviation|example|factor)\b",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(?:sum(?:s|ming)?|add(?:s|ing)?|total(?:s|l?ing)?|equals?)\b[^.;]{0,30}?(?<![\w.])(?:100(?:\.0{1,4})? ?(?:%"
    r"|per ?cent\b)"
    r"|1(?:\.0{1,6})?(?![\d.%]*[\d%])|one\b|unity\b)|\b(?:sum|add) up\b|\bfully invested\b",
    re.IGNORECASE,
)
"""Says that something makes a whole: "the weights sum to 1", "adding up to 100%"."""


@dataclass(frozen=True)
class _Entry:
    """The figure of a row in the column at hand."""

    row: int
    label: str
    figure: Figure | None


def sums_of(grid: Grid, caption: str, has_header: bool) -> tuple[Sum, ...]:
    """Every sum that the table states or implies."""
    rows = grid.rows[1:] if has_header else grid.rows
    names = {column: grid.text(grid.rows[0], column) if has_header else "" for column in grid.columns}
    found: list[Sum] = []
    for column in grid.columns:
        entries = _entries(grid, rows, column)
        if len(entries) >= 2:
            found += _totals(grid, column, names[column], entries) or _whole(
                grid, column, names[column], caption, entries
            )
    return (*found, *_row_sums(grid, rows, names))


def _label(grid: Grid, row: int, column: int) -> str:
    """The first words of a row besides the column at hand."""
    cells = ((other, grid.text(row, other).strip()) for other in grid.columns)
    return next((text for other, text in cells if other != column and text and figure(text) is None), "")


def _entries(grid: Grid, rows: tuple[int, ...], column: int) -> list[_Entry]:
    """The column's figures; none where it holds words."""
    found = []
    for row in rows:
        text, label = grid.text(row, column), _label(grid, row, column)
        number = figure(text)
        if number is None and not is_nothing(text) and not (label == "" or text == label):
            return []
        found.append(_Entry(row, label, number))
    return found


def _is_total(entry: _Entry, is_last: bool) -> bool:
    return _TOTAL.fullmatch(entry.label) is not None or (is_last and entry.label == "")


def _totals(grid: Grid, column: int, name: str, entries: list[_Entry]) -> list[Sum]:
    """The totals of a column; of one whose figures are not usually added only a total that states a whole."""
    found = _stated_totals(grid, column, name, entries)
    if _NOT_ADDED.search(name) and not _ADDED.search(name):
        return [said for said in found if said.stated in (1, 100)]
    return found


def _stated_totals(grid: Grid, column: int, name: str, entries: list[_Entry]) -> list[Sum]:
    found: list[Sum] = []
    if _TOTAL.fullmatch(entries[0].label) and entries[0].figure and len(entries) > 2:
        parts = [entry.figure for entry in entries[1:] if entry.figure]
        return [_sum(grid, column, name, entries[0], [parts])]
    since: list[Figure] = []
    plain: list[Figure] = []
    subtotals: list[Figure] = []
    for entry in entries:
        if not _is_total(entry, entry is entries[-1]):
            if entry.figure:
                since.append(entry.figure)
                plain.append(entry.figure)
            continue
        if entry.figure and len(plain) > 1:
            readings = [since, plain] if _SUBTOTAL.match(entry.label) else [plain, since, subtotals]
            said = _sum(grid, column, name, entry, [parts for parts in readings if parts])
            if entry.label or said.holds or _is_near(said):
                found.append(said)
        if entry.figure:
            subtotals.append(entry.figure)
        since = []
    return found


def _is_near(said: Sum) -> bool:
    """Whether a last row without a label may be a total that is wrong."""
    return abs(said.computed - said.stated) <= 0.1 * abs(said.stated)


def _sum(grid: Grid, column: int, name: str, entry: _Entry, readings: list[list[Figure]]) -> Sum:
    """The sum of an entry; it holds if one reading of what it adds makes it."""
    stated = entry.figure or Figure(Decimal(0))
    counts = "." not in grid.text(entry.row, column) and not stated.percent and stated.number < 1_000
    holds = [parts for parts in readings if adds_up(parts, stated.number, stated.step, counts=counts)]
    parts = (holds or readings)[0]
    span = grid.cells[entry.row, column][0].span()
    what = f"{entry.label.rstrip(' :') or 'total'} of {name}" if name else entry.label.rstrip(" :") or "total"
    return Sum(what=what, span=span, stated=float(stated.number), computed=float(total(parts)), holds=bool(holds))


def _whole(grid: Grid, column: int, name: str, caption: str, entries: list[_Entry]) -> list[Sum]:
    """The whole that a column of weights makes though no total says so."""
    around = " ".join(segment.text for segment in (grid.before, grid.after) if segment)
    is_weights = _WEIGHTS.search(name) or (_WEIGHTS.search(caption) and not name)
    if not is_weights or _BOUNDS.search(name) or any(entry.figure is None for entry in entries):
        return []
    parts = [entry.figure for entry in entries if entry.figure]
    whole = whole_of(parts, in_percent="%" in name)
    if whole is None or not (WHOLE.search(f"{caption} {around}") or is_close(total(parts), whole)):
        return []
    last = grid.cells[entries[-1].row, column][0].span()
    return [
        Sum(
            what=f"sum of {name or caption}",
            span=last,
            stated=float(whole),
            computed=float(total(parts)),
            holds=adds_up(parts, whole, max(part.step for part in parts)),
        )
    ]


def whole_of(parts: list[Figure], *, in_percent: bool) -> Decimal | None:
    """What these weights should make: 100 for percentages, 1 for fractions, None where they are neither."""
    if in_percent or all(part.percent for part in parts):
        return Decimal(100)
    fractions = not any(part.percent or part.number > 1 for part in parts) and any(part.step < 1 for part in parts)
    return Decimal(1) if fractions else None


def is_close(made: Decimal, whole: Decimal) -> bool:
    """Whether weights are so near to the whole that they are meant to make it."""
    return abs(made - whole) <= whole * Decimal("0.02")


def _row_sums(grid: Grid, rows: tuple[int, ...], names: dict[int, str]) -> list[Sum]:
    """Each row's figure in a last column of totals; only where most rows show that it is one."""
    *parts, last = grid.columns
    if not _TOTAL.fullmatch(names[last].strip()) or len(parts) < 2:
        return []
    found = []
    for row in rows:
        said, label = figure(grid.text(row, last)), _label(grid, row, last)
        figures = [number for column in parts if (number := figure(grid.text(row, column)))]
        if said and len(figures) > 1 and len({number.percent for number in (*figures, said)}) == 1:
            entry = _Entry(row, label, said)
            found.append(
                _sum(grid, last, "", entry, [figures]).model_copy(update={"what": f"{names[last]} of {label}"})
            )
    holding = sum(said.holds for said in found)
    return found if holding or len(found) <= 2 else []
