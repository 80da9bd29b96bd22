"""Sums of tables: totals and subtotals of columns, sums of rows, and weights that make a whole."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from domain.semantics.figures import Figure, adds_up, is_nothing, total
from domain.semantics.grids import Grid
from domain.semantics.understanding import Sum

_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall|column|row|index|portfolio|fund)[\s-]?)?(?:totals?|sums?|aggregate)"
    r"(?: (?:of )?(?:the |all )?(?:weights?|weightings?|allocations?|portfolio|index|fund|amount|exposures?|notional"
    r"|units|shares|score|constituents?|components?|factors?|sleeves?|column|above|check))*(?: ?\([^()]{0,30}\))?\s?:?",
    re.IGNORECASE,
)
_SUBTOTAL = re.compile(r"sub[\s-]?total", re.IGNORECASE)
_PART_TOTAL = re.compile(r"(?:sub[\s-]?)?totals?\b.{0,40}|.{1,40}\b(?:sub[\s-]?)?totals?\s?:?", re.IGNORECASE)
_NO_TOTAL = re.compile(r"\btotal (?:returns?|expense|market|shareholder|cost of|number)\b", re.IGNORECASE)
_DEDUCTED = re.compile(r"(?:less|minus|deduct)\b", re.IGNORECASE)
_NOT_ADDED_WORDS = (
    "average avg mean median price prices yield yields ratio ratios rate rates return returns volatility vol beta"
    " correlation sharpe score scores rank ranking year years date dates month no nr number id code duration maturity"
    " max maximum min minimum cap floor limit range lower upper bound bounds threshold change growth yoy cumulative"
    " level tolerance deviation isin ticker p/e rating version item step row line age per fy vintage period"
)
_NOT_ADDED = re.compile(rf"\b(?:{'|'.join(_NOT_ADDED_WORDS.split())})\b|^\s?#|^\s?n[o°]\.?\s?$", re.IGNORECASE)
_ADDED = re.compile(
    r"\b(?:contribution|weights?|allocations?|(?:number|no\.|nr\.?|count) of|counts?)(?!\w)", re.IGNORECASE
)
_AMOUNTS = re.compile(r"\blimits?\b.{0,20}(?:\b(?:USD|EUR|GBP|JPY|CHF|CNY|HKD|AUD|CAD)\b|[$€£¥])", re.IGNORECASE)
"""Limits in money add up where a total of them is about their sum; that of the whole may as well be a lower one."""
_WEIGHTS = re.compile(
    r"^targets?(?: \(%\))?$|\b(?:weights?|weightings?|allocations?|composition|(?:risk|capital|weight) (?:budgets?"
    r"|contributions?|shares?"
    r"|quotas?|split)"
    r"|(?:target|asset|strategic|portfolio|base) mix|budget share|share of|(?:%|percentage|proportion|portion) of"
    r" (?:the )?(?:index"
    r"|portfolio|fund|total|risk|capital|basket))\b",
    re.I,
)
_BOUNDS = re.compile(
    r"\b(?:max|maximum|min|minimum|cap|caps|capped|floor|limits?|range|lower|upper|bounds?|thresholds?|change"
    r"|initial(?! (?:weight|allocation|composition))|tolerance|deviation|example|factor)\b",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"\b(?:sum(?:s|ming)?|add(?:s|ing)?|total(?:s|l?ing)?|equals?)\b[^.;]{0,30}?(?<![\w.])(?:100(?:\.0{1,4})? ?(?:%"
    r"|per ?cent\b)|1(?:\.0{1,6})?(?![\d.%]*[\d%])|one\b|unity\b)|\b(?:sum|add) up\b|\bfully invested\b",
    re.IGNORECASE,
)
"""Says that something makes a whole: "the weights sum to 1", "adding up to 100%"."""


@dataclass(frozen=True)
class _Entry:
    """The figure at a place of the column or row that is added."""

    place: tuple[int, int]
    label: str
    figure: Figure | None


def sums_of(grid: Grid, caption: str, has_header: bool) -> tuple[Sum, ...]:
    """Every sum that the table states or implies."""
    rows = grid.rows[1:] if has_header else grid.rows
    names = {column: grid.text(grid.rows[0], column) if has_header else "" for column in grid.columns}
    added = [column for column in grid.columns if not _is_numbering(grid, rows, column)]
    found: list[Sum] = []
    for column in added:
        entries = _entries(grid, rows, column)
        if len(entries) >= 2:
            found += _totals(grid, names[column], entries) or _whole(grid, names[column], caption, entries)
    return (*found, *(_row_sums(grid, rows, added, names) if has_header else ()))


_YEARS = range(1900, 2101)


def _is_numbering(grid: Grid, rows: tuple[int, ...], column: int) -> bool:
    """Whether a column counts its rows or gives their years."""
    figures = [found for row in rows if (found := grid.figure(row, column)) and not found.percent]
    if len(figures) < 2 or any(found.step != 1 for found in figures):
        return False
    numbers = [int(found.number) for found in figures]
    is_first = column == grid.columns[0]
    counts = is_first and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return counts or (all(number in _YEARS for number in numbers) and numbers[0] != numbers[-1])


def _entries(grid: Grid, rows: tuple[int, ...], column: int) -> list[_Entry]:
    """The column's figures; none where it holds words."""
    found = []
    for row in rows:
        text, label, number = grid.text(row, column), grid.label(row, column), grid.figure(row, column)
        if number is None and not is_nothing(text) and not (label == "" or text == label):
            return []
        found.append(_Entry((row, column), label, _signed(number, label)))
    return found


def _signed(number: Figure | None, label: str) -> Figure | None:
    """What is deducted counts against the rest: "Less: fees"."""
    is_deducted = number and number.number > 0 and _DEDUCTED.match(label)
    return replace(number, number=-number.number) if number and is_deducted else number


def _is_total(entry: _Entry, is_last: bool) -> bool:
    return _TOTAL.fullmatch(entry.label) is not None or (is_last and entry.label.lower() in ("", "all"))


def _totals(grid: Grid, name: str, entries: list[_Entry]) -> list[Sum]:
    """The totals of a column; of one whose figures are not usually added only a total that states a whole."""
    found = _stated_totals(grid, name, entries)
    if _ADDED.search(name):
        return found
    if _AMOUNTS.search(name):
        return [said for said in found if said.holds or _is_near(said)]
    if _NOT_ADDED.search(name):
        return [said for said in found if said.stated in (1, 100)]
    if all(entry.figure.percent for entry in entries if entry.figure):
        return [said for said in found if said.holds or said.stated == 100 or _is_near(said)]
    return found


def _stated_totals(grid: Grid, name: str, entries: list[_Entry]) -> list[Sum]:
    found: list[Sum] = []
    if _TOTAL.fullmatch(entries[0].label) and entries[0].figure and len(entries) > 2:
        parts = [entry.figure for entry in entries[1:] if entry.figure]
        return [_sum(grid, name, entries[0], [parts, _without_parents(parts)])]
    since: list[Figure] = []
    plain: list[Figure] = []
    subtotals: list[Figure] = []
    for entry in entries:
        if not entry.figure:
            since = [] if _is_total(entry, entry is entries[-1]) else since
            continue
        is_total = _is_total(entry, entry is entries[-1])
        if not is_total and not _adds_part(grid, name, entry, since):
            since.append(entry.figure)
            plain.append(entry.figure)
            continue
        if len(plain) > 1 and (is_total or len(since) > 1):
            readings = [since, plain] if _SUBTOTAL.match(entry.label) or not is_total else [plain, since, subtotals]
            readings.append(_without_parents(plain))
            said = _sum(grid, name, entry, [parts for parts in readings if parts])
            if entry.label or said.holds or _is_near(said):
                found.append(said)
        subtotals.append(entry.figure)
        since = []
    return found


def _adds_part(grid: Grid, name: str, entry: _Entry, since: list[Figure]) -> bool:
    """Whether an entry is the total of those since the last one, told from its label and its figure: "Total bonds"."""
    if not since or not _PART_TOTAL.fullmatch(entry.label) or _NO_TOTAL.search(entry.label):
        return False
    said = _sum(grid, name, entry, [since])
    return said.holds or (len(since) > 1 and _is_near(said))


def _without_parents(figures: list[Figure]) -> list[Figure]:
    """The figures without those that are the sum of two or more right below them."""
    running = list(accumulate((figure.number for figure in figures), initial=Decimal(0)))
    last = {made: count for count, made in enumerate(running)}
    return [
        figure for number, figure in enumerate(figures) if last.get(running[number + 1] + figure.number, 0) < number + 3
    ]


def _is_near(said: Sum) -> bool:
    """Whether a last row without a label may be a total that is wrong."""
    return abs(said.computed - said.stated) <= 0.1 * abs(said.stated)


def _sum(grid: Grid, name: str, entry: _Entry, readings: list[list[Figure]]) -> Sum:
    """The sum of an entry; it holds if one reading of what it adds makes it."""
    stated = entry.figure or Figure(Decimal(0))
    counts = stated.step >= 1 and not stated.percent and abs(stated.number) < 1_000
    holds = [parts for parts in readings if adds_up(parts, stated.number, stated.step, counts=counts)]
    parts = (holds or readings)[0]
    label = entry.label.rstrip(" :") or "total"
    return Sum(
        what=f"{label} of {name}" if name else label,
        span=grid.cells[entry.place][0].span(),
        stated=float(stated.number),
        computed=float(total(parts)),
        holds=bool(holds),
    )


def _whole(grid: Grid, name: str, caption: str, entries: list[_Entry]) -> list[Sum]:
    """The whole that a column of weights makes though no total says so."""
    around = " ".join(segment.text for segment in (grid.before, grid.after) if segment)
    is_weights = _WEIGHTS.search(name) or (_WEIGHTS.search(caption) and not name)
    if not is_weights or _BOUNDS.search(name) or any(entry.figure is None for entry in entries):
        return []
    parts = [entry.figure for entry in entries if entry.figure]
    whole = whole_of(parts, in_percent="%" in name)
    is_plain = _PLAIN_WEIGHTS.fullmatch(name.strip()) is not None and (
        whole == 1 or all(part.percent for part in parts)
    )
    tolerance = NEAR_PLAIN if is_plain else NEAR
    if whole is None or not (WHOLE.search(f"{caption} {around}") or is_close(total(parts), whole, tolerance)):
        return []
    last = grid.cells[entries[-1].place][0].span()
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


_PLAIN_WEIGHTS = re.compile(
    r"(?:[a-z-]+ ){0,2}(?:weights?|allocations?|budgets?|mix|quotas?|split|shares?|targets?)(?: (?:in|of|on) (?:the"
    r" )?[a-z ]{1,20})?(?: \(%\))?|(?:share|proportion"
    r"|portion"
    r"|percentage) of .{1,20}",
    re.IGNORECASE,
)
NEAR, NEAR_PLAIN = Decimal("0.02"), Decimal("0.15")


def is_close(made: Decimal, whole: Decimal, tolerance: Decimal = NEAR) -> bool:
    """Whether weights are so near to the whole that they are meant to make it."""
    return abs(made - whole) <= whole * tolerance


def _row_sums(grid: Grid, rows: tuple[int, ...], added: list[int], names: dict[int, str]) -> list[Sum]:
    """The totals of rows, only where a row shows that its figures are added; and rows of weights."""
    if not any(_TOTAL.fullmatch(names[column].strip()) for column in added):
        return [said for row in rows for said in _whole_row(grid, row, added, names)]
    columns = [column for column in added if not _NOT_ADDED.search(names[column])]
    found = []
    for row in rows:
        label = grid.label(row) or grid.text(row, grid.columns[0])
        entries = [
            _Entry((row, column), names[column].strip(), _signed(number, names[column]))
            for column in columns
            if (number := grid.figure(row, column))
        ]
        in_percent = {entry.figure.percent for entry in entries if entry.figure and _TOTAL.fullmatch(entry.label)}
        alike = [entry for entry in entries if entry.figure and {entry.figure.percent} == in_percent]
        if len(alike) > 2 and not _NOT_ADDED.search(label):
            found += _stated_totals(grid, label, alike)
    return found if len(found) == 1 or any(said.holds for said in found) else []


def _whole_row(grid: Grid, row: int, added: list[int], names: dict[int, str]) -> list[Sum]:
    """The whole that a row of weights makes in a table on its side."""
    label = grid.text(row, grid.columns[0])
    if grid.figure(row, grid.columns[0]) or len(added) < 3:
        return []
    entries = [_Entry((row, column), names[column], grid.figure(row, column)) for column in added[1:]]
    return _whole(grid, label, "", entries)
