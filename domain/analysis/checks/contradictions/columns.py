"""Columns of a table against the text: rows beyond a bound that always holds, values outside their range."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.contradictions.opposites import contradiction
from domain.analysis.finding import Category, Severity
from domain.semantics.grids import Grid, grids
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import Quantity, Side, bounds, quantities
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.tallies import in_figures
from domain.semantics.words import content_words

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
_GENERIC = content_words("maximum max minimum min limit cap floor value level percent total market")


def _columns(ir: DocumentIR) -> Iterator[Hit]:
    """A bound that holds in every case, and rows of a table that are beyond it."""
    tables = grids(ir.segments)
    if not tables:
        return
    said = [(s, *found) for s in ir.rules if s.kind is not SegmentKind.CELL for found in _bounds(s)]
    for segment, side, quantity in said:
        of = content_words(segment.low) - _GENERIC
        for grid in tables:
            cell = _beyond(grid, of, side, quantity)
            if cell is not None:
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


def _beyond(grid: Grid, of: frozenset[str], side: Side, quantity: Quantity) -> Segment | None:
    """The first cell, below a head that names the same limit, whose figure is on the wrong side."""
    head, *body = grid.rows
    for column in grid.columns[1:]:
        title = grid.text(head, column).lower()
        names = (
            title if not _ONLY_LIMIT.fullmatch(title.strip()) else f"{title} {grid.text(head, grid.columns[0]).lower()}"
        )
        shared = (content_words(names) - _GENERIC) & of
        if not shared or not _HEADS_LIMIT.search(title) or len(body) < 2:
            continue
        if (re.search(r"\bmin", title) and side is Side.MOST) or (
            re.search(r"\bmax|\bcap", title) and side is Side.LEAST
        ):
            continue
        for row in body:
            cells, figure = grid.cells.get((row, column), ()), grid.figure(row, column)
            if figure is None or len(cells) != 1 or (quantity.unit == "%" and not figure.percent):
                continue
            value = float(figure.number)
            if (value > quantity.value) if side is Side.MOST else (value < quantity.value):
                return cells[0]
    return None


_HEADS_RANGE = re.compile(
    r"\b(?:range|bounds?|allowed|permitted|admissible|valid (?:range|values)|min(?:imum)?\s*(?:[-/]|to"
    r"|and)\s*max\w*)\b"
)
_RANGE = re.compile(
    r"(?P<low>-?[\d.]+) ?(?:%|bps?|[a-z]+)? ?(?:-|\u2013|to|\.\.\.?|and|;|,) ?(?P<high>-?[\d.]+) ?(?P<percent>%)?"
)
_SETS = re.compile(r"(?:\b(?:is|are|of|at|to|equals?|uses?|set|kept|fixed)\b|=)[^.;]{0,20}$")


def _ranges(ir: DocumentIR) -> Iterator[Hit]:
    """A value in the text outside the range that a table gives its parameter."""
    for grid in grids(ir.segments):
        head, *body = grid.rows
        column = next((c for c in grid.columns if _HEADS_RANGE.search(grid.text(head, c).lower())), None)
        if column is None:
            continue
        for row in body:
            cells = grid.cells.get((row, column), ())
            within = _RANGE.fullmatch(" ".join(s.low for s in cells).strip(" []()"))
            name = content_words(grid.text(row, grid.columns[0]).lower())
            if within is None or not name or len(cells) != 1:
                continue
            least, most = float(within["low"]), float(within["high"])
            unit = "%" if within["percent"] else ""
            for segment in ir.with_all(name):
                quantity = _value_of(segment, unit)
                if quantity and not least <= quantity.value <= most:
                    yield contradiction(
                        f"the range of {grid.text(row, grid.columns[0]).strip()}",
                        segment,
                        (quantity.start, quantity.end),
                        cells[0],
                        (0, len(cells[0].text)),
                        "The value of the text is not among those that the table allows.",
                    )
                    break


def _value_of(segment: Segment, unit: str) -> Quantity | None:
    """The one figure that a sentence sets."""
    low = in_figures(segment.low)
    is_bound = any(bound.side is not Side.EXACTLY for bound in bounds(low))
    if segment.kind in (SegmentKind.CELL, SegmentKind.HEADING) or is_bound or _IN_A_CASE.search(low):
        return None
    found = [q for q in quantities(low) if q.unit == unit]
    return found[0] if len(found) == 1 and _SETS.search(low[: found[0].start]) else None


_RATE = re.compile(
    r"\b(?P<of>(?:[a-z]+ )?(?:fees?|charges?|decrements?|costs?|commission|rebate"
    r"|interest))\b[^.;]{0,40}?(?P<rate>(?P<figure>\d+(?:\.\d+)?)"
    r" ?(?P<unit>%|bps?|basis points|per ?cent) ?(?:per|a|each|every|p\. ?|for (?:a|each|every|one) )? ?(?P<per>annum"
    r"|year|month|quarter|week|day"
    r"|annually|monthly|quarterly|yearly|daily|weekly|a\b))"
)
_TIMES = {"a": 1, "ann": 1, "yea": 1, "qua": 4, "mon": 12, "wee": 52, "day": 365, "dai": 365}


def _rates(ir: DocumentIR) -> Iterator[Hit]:
    """One charge at two rates, each per another period, that do not come to the same a year."""
    found = [(s, m) for s in ir.prose.having(_RATE) for m in _RATE.finditer(s.even) if s.even == s.low]
    for number, (one, first) in enumerate(found):
        for other, second in found[number + 1 :]:
            names = [match["of"].removesuffix("s").split()[-2:] for match in (first, second)]
            if one is other or first["per"][:3] == second["per"][:3] or names[0][-1] != names[1][-1]:
                continue
            a, b = (
                float(m["figure"]) * (0.01 if m["unit"][0] == "b" else 1) * _TIMES[m["per"][:3]]
                for m in (first, second)
            )
            if abs(a - b) > 0.05 * max(a, b) and not _IN_A_CASE.search(f"{one.low} {other.low}"):
                yield contradiction(
                    f"the {first['of'].strip()}",
                    one,
                    first.span("rate"),
                    other,
                    second.span("rate"),
                    f"A year, the one comes to {a:g}% and the other to {b:g}%.",
                )
                return


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
        ),
        good=(
            "| Parameter | Range | Default |\n| Participation rate | 5% to 15% | 10% |\n\nThe participation rate is"
            " 12%.",
            "| Parameter | Allowed |\n| Lookback | 10 - 60 |\n\nThe lookback of 30 days is the default.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-CON-84",
        title="One charge, per year and per month",
        matters="Between the two lies a factor of twelve.",
        fix="Give one rate and its period, with the day count by which it accrues.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_rates,
        bad=(
            "The management fee is 0.50% per year.\n\nThe level is reduced by the management fee of 0.50% per month.",
            "A fee of 60 bps per annum is charged.\n\nThe fee comes to 0.1% a month.",
        ),
        good=(
            "The management fee is 0.60% per year.\n\nThe level is reduced by the management fee of 0.05% per month.",
            "A fee of 60 bps per annum is charged.\n\nThe fee accrues daily.",
        ),
        confidence=0.8,
    ),
)
