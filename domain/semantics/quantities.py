"""Quantities: numbers with their units, windows of time, and the bounds a rule puts on a quantity."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from domain.semantics.currencies import CODE, MARK, are_money, currency_of
from domain.semantics.months import IN_MONTHS
from domain.semantics.numbers import NUMBER, SCALES, number_of

_SHARE = r"\s?(?P<percent>%|per ?cent\b|percentage points?\b)|\s?(?P<bps>bps?\b|basis points?\b)"
_KIND_OF_DAY = r"(?:consecutive|full|whole|fiscal|financial|trading|business|calendar|working|exchange)"
_TIME = r"(?:trading days?|milliseconds?|ms(?!\w)|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?)"
_QUANTITY = re.compile(
    rf"(?<![\w.,])(?P<currency>{MARK}\s?)?(?P<number>(?>{NUMBER})(?!,\d))(?P<scale>\s?(?:{'|'.join(SCALES)})\b)?"
    rf"(?:{_SHARE}|[\s-]?(?P<qualifier>{_KIND_OF_DAY}[\s-])?(?P<time>{_TIME})\b|\s?(?P<code>{CODE})|(?P<multiple>x)\b)?"
)


@dataclass(frozen=True)
class Quantity:
    """A number at start..end of a text.

    `unit` is a currency ("money" where a scale alone tells that it is an amount), %, bps, x for a multiple, a time word
    in the singular, or "" without one.
    """

    value: float
    unit: str
    qualifier: str
    start: int
    end: int


def quantities(low: str) -> Iterator[Quantity]:
    """The quantities of a text in small letters."""
    return iter(_quantities(low))


@lru_cache(maxsize=1 << 13)  # many checks ask it of the same passages
def _quantities(low: str) -> tuple[Quantity, ...]:
    return tuple(_read(low))


def _read(low: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(low):
        value = number_of(match["number"]) * SCALES.get((match["scale"] or "").strip(), 1)
        if match["percent"]:
            unit = "%"
        elif match["bps"]:
            unit = "bps"
        elif match["time"]:
            unit = "millisecond" if match["time"] == "ms" else match["time"].split()[-1].rstrip("s")
        elif mark := match["currency"] or match["code"]:
            unit = currency_of(mark)
        elif match["multiple"]:
            unit = "x"
        elif match["scale"]:
            unit = "money"
        else:
            unit = ""
        qualifier = (match["qualifier"] or "").strip(" -")
        yield Quantity(value, unit, qualifier, match.start(), match.end())


class Side(StrEnum):
    LEAST = "least"
    MOST = "most"
    EXACTLY = "exactly"


@dataclass(frozen=True)
class Bound:
    """A quantity must be at least, at most, or exactly this; `start`..`end` are the words that say so."""

    side: Side
    quantity: Quantity
    start: int
    end: int


_BETWEEN = re.compile(r"\b(?:between|from)\s+$")
_LEAST = re.compile(
    r"(?:\b(?:at least|minimum(?: of| is|:)?|no less than|not less than|no fewer than|not fewer than|greater than"
    r"(?: or equal to)?|more than|above|over|exceeds?|exceeding|higher than|not below)|>=?|≥)\s*(?:a |an )?$"
)
_MOST = re.compile(
    r"(?:\b(?:at most|maximum(?: of| is|:)?|no more than|not more than|not exceed|below|less than(?: or equal to)?"
    r"|under|up to|capped at|lower than|fewer than|limited to|not above|cap of|limit of|maximum [a-z]{1,20}"
    r"(?: [a-z]{1,20})? (?:of|is))|<=?|≤)\s*(?:a |an )?$"
)
_EXACTLY = re.compile(r"\b(?:is|are|equals?|set (?:at|to)|fixed at)\s*$")
_NONE_MORE = re.compile(
    r"\b(?:no|none|neither|never|nor)\b[^.,;:]{0,40}\b(?:exceeds?|above|over|more than|greater than|higher than)\s*$"
)
_UPPER = re.compile(r"\b(?:maximum|max|cap|limit|ceiling|upper|at most)\b")
_LOWER = re.compile(r"\b(?:minimum|min|floor|lower|at least)\b")
_AND = re.compile(r"\s*(?:and|to|-)\s*$")


def bounds(low: str) -> Iterator[Bound]:
    """The bounds a text in small letters sets: "between 2% and 6%" is one of each side."""
    return iter(_bounds(low))


@lru_cache(maxsize=1 << 13)  # as of quantities
def _bounds(low: str) -> tuple[Bound, ...]:
    return tuple(_bounds_in(low))


def _bounds_in(low: str) -> Iterator[Bound]:
    lower_end: Quantity | None = None
    for found in quantities(low):
        before = low[max(0, found.start - 60) : found.start]
        if lower_end and _AND.search(before) and found.start - lower_end.end <= 6:
            yield Bound(Side.LEAST, lower_end, lower_end.start, lower_end.end)
            yield Bound(Side.MOST, found, found.start, found.end)
            lower_end = None
            continue
        lower_end = found if _BETWEEN.search(before) else None
        if said := _side(before):
            side, start = said
            yield Bound(side, found, found.start - (len(before) - start), found.end)


def _side(before: str) -> tuple[Side, int] | None:
    """Which side the words before a figure put it on, and where those words begin."""
    if none_more := _NONE_MORE.search(before):
        return Side.MOST, none_more.start()
    # "not exceed" says at most, so this side is asked first
    for side, words in ((Side.MOST, _MOST), (Side.LEAST, _LEAST), (Side.EXACTLY, _EXACTLY)):
        if match := words.search(before):
            if side is Side.EXACTLY:
                side = Side.MOST if _UPPER.search(before) else Side.LEAST if _LOWER.search(before) else side
            return side, match.start()
    return None


_TIMES = {"millisecond": 0.001, "second": 1, "minute": 60, "hour": 3600, "day": 86_400}
_SHARES = {"%": 0.01, "bps": 0.0001, "": 1}


def differ(one: tuple[float, str], other: tuple[float, str]) -> bool:
    """Whether two figures with their units are plainly not the same: 5% is 500 bps and 0.05, an hour is 60 minutes.

    Amounts in two currencies differ. What cannot be compared (20 trading days and 4 weeks), or may be one figure with
    its unit left out (5 and 5%), is not plainly different.
    """
    (number, unit), (number2, unit2) = one, other
    if unit.endswith("day") and unit2.endswith("day"):
        kinds = {unit.removesuffix("day"), unit2.removesuffix("day")} - {""}
        return number != number2 or len(kinds) > 1
    if number == number2 and "" in (unit, unit2):
        return False
    if are_money(unit, unit2):
        return number != number2 or (unit != unit2 and "money" not in (unit, unit2))
    for scale in (_TIMES, IN_MONTHS, _SHARES):
        if unit in scale and unit2 in scale:
            first, second = number * scale[unit], number2 * scale[unit2]
            return abs(first - second) > 1e-9 * max(abs(first), abs(second))
    return unit == unit2 and number != number2
