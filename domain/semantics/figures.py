"""Figures of tables and lists: exact decimals with the rounding they show, and whether some of them add up."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

_FIGURE = re.compile(
    r"(?:[$€£¥]|[A-Za-z]{3} )?\s?(?P<minus>[-(]?)\s?(?:[$€£¥]\s?)?(?P<digits>\d[\d,' ]{0,20}(?:\.\d{1,12})?|\.\d{1,12})"
    r"\)?\s?(?P<percent>%)?(?:\s?(?:bps?|[A-Z]{3}|m|bn|k))?[*†‡]{0,3}"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?")
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


def figure(text: str) -> Figure | None:
    """The number a cell consists of, None where it is anything else; "12,5" is twelve and a half."""
    match = _FIGURE.fullmatch(text.strip())
    if not match:
        return None
    digits = match["digits"].strip()
    if not re.fullmatch(r"\d*\.?\d*", digits):
        if _THOUSANDS.fullmatch(digits) and not digits.startswith("0"):
            digits = re.sub(r"[,' ]", "", digits)
        elif re.fullmatch(r"\d+,\d+", digits):
            digits = digits.replace(",", ".")
        else:
            return None
    number = Decimal(digits)
    return Figure(-number if match["minus"] else number, match["percent"] is not None)


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
    return sum(figure.number / figure.step % 5 != 0 for figure in shown) <= 1
