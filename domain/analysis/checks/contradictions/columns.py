"""Columns of a table against the text: rows beyond a bound that always holds, values outside their range."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product, takewhile

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.contradictions.opposites import contradiction
from domain.analysis.finding import Category, Severity
from domain.semantics.grids import Grid, grids
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import NUMBER, number_of
from domain.semantics.quantities import Quantity, Side, bounds, quantities
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.tallies import in_figures
from domain.semantics.words import STOP, content_words, stem, word_set

_STAYS = re.compile(
    r"\b(?:stays?|kept|keeps?|remains?|held|holds?|is|are|must be|lies?|never|not|no [a-z]+ [a-z]+) (?:[a-z]+"
    r" )?(?P<side>under|below|above|over)"
    r" (?P<figure>[\d.,]+ ?(?:%|per ?cent))"
)
"""What the grammar of bounds leaves: "volume stays under 12%"."""
_ALWAYS = re.compile(
    r"\b(?:whatever|regardless|irrespective|independent(?:ly)? of|always|never|at (?:all times|any time|most)|in"
    r" (?:no|all|any|every)"
    r" cases?|under (?:no|all|any) circumstances|no [a-z]+|every|each|all|any|stays?|throughout|without exception"
    r"|maximum|cap(?:ped)?"
    r"|limit(?:ed)?|minimum|at least)\b"
)
_IN_A_CASE = re.compile(
    r"\b(?:if|when|where|unless|except|until|after|once|during|otherwise|before|initially|average|total|sum|together"
    r"|combined|aggregate|auction|warn\w*|alert\w*|see|table|section)\b"
)
_HEADS_LIMIT = re.compile(
    r"\b(?:max(?:imum)?|limits?|caps?|min(?:imum)?|floor|share|rate|size|participation|exposure|weights?|leverage"
    r"|spread|band)\b"
)
_ONLY_LIMIT = re.compile(r"(?:max(?:imum)?\.? )?(?:weights?|shares?|limits?|caps?|allocations?)|max(?:imum)?")
"""A head that names no quantity: that of the first column does."""
_OF_OTHER_SIDE = {Side.MOST: re.compile(r"\bmin"), Side.LEAST: re.compile(r"\bmax|\bcap")}
"""Heads of columns that hold bounds of the other side."""
_GENERIC = content_words("maximum max minimum min limit cap floor value level percent total market")
_SHARE = content_words("share weight allocation")
"""In the head of a column the part of a whole; in the text the securities as well."""


def _columns(ir: DocumentIR) -> Iterator[Hit]:
    """A bound that holds in every case, and rows of a table that are beyond it."""
    furthest = _furthest(grids(ir.segments))
    said = [(s, *found) for s in ir.rules if s.kind is not SegmentKind.CELL for found in _bounds(s)] if furthest else []
    for segment, side, quantity in said:
        for word in sorted(content_words(segment.low) - _GENERIC):
            value, cell = furthest.get((word, side, quantity.unit), (quantity.value, None))
            if cell and (value > quantity.value if side is Side.MOST else value < quantity.value):
                yield contradiction(
                    f"the {'maximum' if side is Side.MOST else 'minimum'}",
                    segment,
                    (quantity.start, quantity.end),
                    cell,
                    (0, len(cell.text)),
                    "The table allows in some of its rows what the text rules out in all cases.",
                )
                return


def _bounds(segment: Segment) -> Iterator[tuple[Side, Quantity]]:
    low = in_figures(segment.low)
    if _IN_A_CASE.search(low) or not _ALWAYS.search(low):
        return
    found: list[tuple[Side, Quantity]] = [(b.side, b.quantity) for b in bounds(low) if b.side is not Side.EXACTLY]
    for match in _STAYS.finditer(low):
        side = Side.MOST if match["side"] in ("under", "below") else Side.LEAST
        found += [(side, q) for q in quantities(low) if q.start == match.start("figure")]
    yield from ((side, q) for side, q in found[:1] if q.unit in ("%", "bps"))


def _furthest(tables: tuple[Grid, ...]) -> dict[tuple[str, Side, str], tuple[float, Segment]]:
    """By each word of what a column limits, the cell that is the first to be beyond a bound on that side."""
    found = dict[tuple[str, Side, str], tuple[float, Segment]]()
    for grid in tables:
        head, *body = grid.rows
        for column in grid.columns[1:] if len(body) > 1 else ():
            title = grid.text(head, column).lower()
            if not _HEADS_LIMIT.search(title):
                continue
            is_bare = _ONLY_LIMIT.fullmatch(title.strip()) is not None
            words = content_words(grid.text(head, grid.columns[0])) if is_bare else content_words(title) - _SHARE
            sides = [side for side, of_other in _OF_OTHER_SIDE.items() if not of_other.search(title)]
            for row in body:
                cells, figure = grid.cells.get((row, column), ()), grid.figure(row, column)
                if figure is None or len(cells) != 1:
                    continue
                value, units = float(figure.number), ("%", "bps") if figure.percent else ("bps",)
                for key in product(words - _GENERIC, sides, units):
                    known = found.get(key)
                    if known is None or (value > known[0] if key[1] is Side.MOST else value < known[0]):
                        found[key] = value, cells[0]
    return found


_ASIDE = re.compile(r"\([^()]*\)")
_HEADS_RANGE = re.compile(
    r"\b(?:range|bounds?|allowed|permitted|admissible|valid (?:range|values)|min(?:imum)?\s*(?:[-/]|to"
    r"|and)\s*max\w*)\b"
)
_END = rf"-?(?!0\d|[1-9]\d{{0,2}}\.\d{{3}}\b){NUMBER}"
"""An end of a range: no part of a date, and not "1.000", which is one or a thousand."""
_RANGE = re.compile(rf"(?P<low>{_END}) ?%? ?(?:-|\u2013|to|\.\.\.?|and|;|,) ?(?P<high>{_END}) ?(?P<percent>%)?")
_SET = re.compile(r"(?:\b(?:is|are|equals?|of)\b|=)(?: (?:always|now|set|fixed|kept|held|equal|to|at))* *(?=\d)")
_ENDS = re.compile(r" *(?:$|[.;,)](?!\d)|(?:of|and|for|in|per|by|as|throughout)\b)")
"""What may follow the figure that a name is set to: no operator, and no date on which alone it holds."""
_BEFORE_NAME = STOP | word_set("then default chosen parameter setting while where but so our here it")


def _ranges(ir: DocumentIR) -> Iterator[Hit]:
    """A value in the text outside the range that a table gives its parameter."""
    rows = list(_rows_with_range(grids(ir.segments)))
    values = _values(ir) if rows else {}
    for name, unit, least, most, cell in rows:
        for segment, quantity in values.get((_key(_ASIDE.sub(" ", name)), unit), ()):
            if not least <= quantity.value <= most:
                yield contradiction(
                    f"the range of {name}",
                    segment,
                    (quantity.start, quantity.end),
                    cell,
                    (0, len(cell.text)),
                    "The value of the text is not among those that the table allows.",
                )
                break


def _rows_with_range(tables: tuple[Grid, ...]) -> Iterator[tuple[str, str, float, float, Segment]]:
    """The name, the unit, the least and the most of every row that gives a range, and the cell that does."""
    for grid in tables:
        head, *body = grid.rows
        column = next((c for c in grid.columns if _HEADS_RANGE.search(grid.text(head, c).lower())), -1)
        for row in body:
            cells = grid.cells.get((row, column), ())
            within = _RANGE.fullmatch(cells[0].low.strip(" []()")) if len(cells) == 1 else None
            if within:
                least, most = (-number_of(end[1:]) if end[0] == "-" else number_of(end) for end in within.group(1, 2))
                yield grid.text(row, grid.columns[0]).strip(), "%" if within["percent"] else "", least, most, cells[0]


def _values(ir: DocumentIR) -> dict[tuple[tuple[str, ...], str], list[tuple[Segment, Quantity]]]:
    """By name and unit, the passages that set the lowest and the highest value."""
    found = defaultdict[tuple[tuple[str, ...], str], list[tuple[Segment, Quantity]]](list)
    for segment in ir.prose.having(_SET):
        low = in_figures(segment.low)
        if segment.kind is SegmentKind.CELL or _IN_A_CASE.search(low):
            continue
        if any(bound.side is not Side.EXACTLY for bound in bounds(low)):
            continue
        by_start = {quantity.start: quantity for quantity in quantities(low)}
        for match in _SET.finditer(low):
            quantity = by_start.get(match.end())
            if quantity and _ENDS.match(low, quantity.end) and (name := _key(low[: match.start()])):
                found[name, quantity.unit].append((segment, quantity))
    return {name: [f(said, key=lambda one: one[1].value) for f in (min, max)] for name, said in found.items()}


def _key(text: str) -> tuple[str, ...]:
    """The stems of the words that a text ends in, behind the last word that is none of a name."""
    words = re.findall(r"\w[\w-]*|[^\s\w]", text.lower()[-100:])
    name = takewhile(lambda word: word not in _BEFORE_NAME and (word[0].isalnum() or word[0] == "_"), reversed(words))
    return tuple(stem(word) for word in name)


CHECKS = (
    Check(
        id="DS-CON-81",
        title="A bound in every case, and rows of a table beyond it",
        matters="For some rows the two rules order different things.",
        fix="Lower the rows that are beyond it, or say that the bound holds for the other rows alone.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_columns,
        bad=(
            "Executed volume stays under 12% of market volume whatever the urgency.\n\n| Urgency | Maximum share of"
            " volume |"
            "\n| 1 | 5% |\n| 2 | 12% |\n| 3 | 15% |",
            "Every leg is capped at 25% at all times.\n\n| Leg | Weight |\n| Gold | 30% |\n| Oil | 20% |",
            "No order takes more than 10% of the volume.\n\n| Urgency | Volume share |\n| low | 5% |\n| high | 20% |",
        ),
        good=(
            "Executed volume stays under 20% of market volume whatever the urgency.\n\n| Urgency | Maximum share of"
            " volume |"
            "\n| 1 | 5% |\n| 2 | 12% |\n| 3 | 15% |",
            "The fee is at most 1%.\n\n| Urgency | Volume share |\n| low | 5% |\n| high | 20% |",
            "No share may exceed 8%.\n\n| Sector | Share |\n| Banks | 20% |\n| Oil | 5% |",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-CON-83",
        title="A value of the text outside the range of the table",
        matters="The table forbids what the text sets.",
        fix="Change the range or the value.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_ranges,
        bad=(
            "| Parameter | Range | Default |\n| Participation rate | 5% to 15% | 10% |\n\nThe participation rate is"
            " 20%.",
            "| Parameter | Allowed |\n| Lookback | 10 - 60 |\n\nThe lookback is set to 90.",
            "| Parameter | Range |\n| TargetRate | 1 to 30 |\n\nTargetRate = 45",
        ),
        good=(
            "| Parameter | Range | Default |\n| Participation rate | 5% to 15% | 10% |\n\nThe participation rate is"
            " 12%.",
            "| Parameter | Allowed |\n| Lookback | 10 - 60 |\n\nThe lookback of 30 days is the default.",
            "| Parameter | Range |\n| TargetRate | 1 to 30 |\n\nDef = TargetRate / 100 x V",
            "| Parameter | Range |\n| Size | 1 to 30 |\n| Level | 1 - 5 |\n\nThe tick size is 0.5. The index level is"
            " 1000 on the base date.",
            "| Parameter | Range |\n| Participation rate | 1 to 30 |\n\nThe participation rate is multiplied by 100.",
            "| Parameter | Range |\n| Lot | 1.000 - 5.000 |\n\nThe lot is 2000.",
            "| Parameter | Range |\n| Term | 01.01.2025 to 31.12.2025 |\n| Firmware | 1.0.0 - 2.0.0 |"
            "\n| Window | ... to 10 |\n| Level | . - .. |\n\nThe term is 5. The firmware is 3."
            " The window is 20. The level is 9.",
        ),
        confidence=0.8,
    ),
)
