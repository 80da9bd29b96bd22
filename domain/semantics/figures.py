"""Figures of tables and lists: exact decimals with the rounding they show, and whether some of them add up."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.semantics.numbers import NUMBER, SCALES, plain_numbers

_CURRENCY = r"(?:(?:[a-z]{1,2})?[$€£¥]|[a-z]{3}(?= ?[-(]?\d))"
_DIGITS = rf"(?P<digits>{NUMBER}|\.\d{{1,12}})"
_SCALE = rf"(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})"
_FIGURE = re.compile(
    rf"(?P<minus>[-(]{{0,2}})\s?\+?(?:{_CURRENCY}\s?)?(?P<inner>[-(]?)\s?{_DIGITS}\s?(?P<percent>%)?"
    rf"(?:\s?{_SCALE}\b)?(?:\s?(?:bps?|[a-z]{{3}}|[$€£¥]))?\)?\s?(?P<after>%)?[*†‡]{{0,3}}"
)
_SPACE_IN = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_NOTHING = frozenset(("", "-", "--", "n/a", "na", "n.a.", "nil", "none"))


@dataclass(frozen=True)
class Figure:
    """A number as it is shown; `percent` where it has the sign."""

    number: Decimal
    percent: bool = False

    @property
    def step(self) -> Decimal:
        """One unit of the last decimal shown."""
        exponent = self.number.as_tuple().exponent
        return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def figure(low: str) -> Figure | None:
    """The number that a cell in small letters is, None where it is anything else; brackets make it negative."""
    match = _FIGURE.fullmatch(plain_numbers(_SPACE_IN.sub(",", low.strip())))
    if not match:
        return None
    number = Decimal(match["digits"].replace(",", ""))
    if match["scale"]:
        number = number.scaleb(round(math.log10(SCALES[match["scale"]])))
    is_negative = bool(match["minus"] or match["inner"])
    return Figure(-number if is_negative else number, bool(match["percent"] or match["after"]))


def is_nothing(text: str) -> bool:
    """Whether a cell stands for no amount."""
    return text.strip().lower() in _NOTHING


def total(figures: Sequence[Figure]) -> Decimal:
    return sum((figure.number for figure in figures), Decimal(0))


_MOST = Decimal("0.02")
"""The largest share of a total that is put down to rounding."""


def adds_up(figures: Sequence[Figure], stated: Decimal, step: Decimal, *, counts: bool = False) -> bool:
    """Whether figures make `stated`, shown in steps of `step`, when the rounding they show is allowed for.

    Figures that count things are not rounded; nor are those that are round already (40, 35), for rounding leaves no
    such traces: one odd figure among round ones is what they were completed with.
    """
    off = abs(total(figures) - stated)
    if off == 0:
        return True
    if counts or _are_exact(figures):
        return off <= step / 2 if step > max(figure.step for figure in figures) else False
    allowed = sum((figure.step for figure in figures if figure.number), step) / 2
    return off <= min(allowed, _MOST * max(abs(stated), step))


def _are_exact(figures: Sequence[Figure]) -> bool:
    """Whether nothing can have been rounded away."""
    shown = [figure for figure in figures if figure.number]
    if len({figure.step for figure in shown}) > 1:
        return True
    return sum(figure.number.as_tuple().digits[-1] % 5 != 0 for figure in shown) <= 1
