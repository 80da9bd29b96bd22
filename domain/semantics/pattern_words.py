"""What every text has that a pattern matches, read off the pattern: pieces of words and signs, all or some of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from re import _constants, _parser  # type: ignore[attr-defined]  # Python's own reading of a pattern; there is no other
from typing import Any, Final


@dataclass(frozen=True)
class AllOf:
    """Each of these parts stands in the text; of no parts, nothing is asked of it."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class OneOf:
    """At least one of these parts stands in the text."""

    parts: tuple["Condition", ...]


Condition = str | AllOf | OneOf
"""Latin letters that stand side by side, in small ones; DIGIT; a sign; or parts that are."""
DIGIT: Final = "0"
"""Stands for any digit."""
ANYTHING: Final = AllOf(())
_SHORTEST = 3
"""Letters; what is shorter is in most texts, and tells nothing."""
_OF_NUMBERS = ".,'"
"""Signs that are written in another way where numbers are put into plain notation."""


@cache
def condition(pattern: re.Pattern[str]) -> Condition:
    """What stands in every text that the pattern matches, what it looks at ahead and behind included."""
    return _sequence(_parser.parse(pattern.pattern, pattern.flags))


def is_sign(char: str) -> bool:
    """Whether a condition can ask for this character."""
    return not (char.isalnum() or char.isspace() or char in _OF_NUMBERS or char.lower() != char.upper())


Item = tuple[Any, Any]
"""A piece of a pattern as Python parses it: what kind it is, and what of that kind."""


def _sequence(items: Iterable[Item]) -> Condition:
    return _all_of(_asked_by(items))


def _asked_by(items: Iterable[Item]) -> Iterator[Condition]:
    """What the items of a sequence ask for; letters side by side are one piece, and begin the choices behind them."""
    piece = list[Item]()
    for item in (*_opened(items), (_constants.AT, None)):
        if _letter(item):
            piece.append(item)
            continue
        if len(piece) >= _SHORTEST:
            yield "".join(map(_letter, piece))
        if item[0] is _constants.BRANCH:
            yield _one_of(_sequence((*piece, *branch)) for branch in item[1][1])
        else:
            yield _asked(*item)
        piece.clear()


def _opened(items: Iterable[Item]) -> Iterator[Item]:
    """The items with those of groups in place of the groups."""
    for kind, value in items:
        if kind is _constants.SUBPATTERN:
            yield from _opened(value[3])
        else:
            yield kind, value


def _letter(item: Item) -> str:
    """The Latin letter an item stands for, large or small; "" where it stands for something else."""
    match item:
        case (_constants.LITERAL, code):
            letter = chr(code).lower()
            return letter if "a" <= letter <= "z" else ""
        case (_constants.IN, choices):
            letters = {_letter(choice) for choice in choices}
            return letters.pop() if len(letters) == 1 else ""
    return ""


def _asked(kind: Any, value: Any) -> Condition:
    match kind:
        case _constants.LITERAL:
            char = chr(value)
            return DIGIT if char in "0123456789" else char if is_sign(char) else ANYTHING
        case _constants.RANGE:
            return DIGIT if ord("0") <= value[0] <= value[1] <= ord("9") else ANYTHING
        case _constants.CATEGORY:
            return DIGIT if value is _constants.CATEGORY_DIGIT else ANYTHING
        case _constants.IN:
            return _one_of(_asked(*choice) for choice in value)
        case _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.POSSESSIVE_REPEAT if value[0]:
            return _sequence(value[2])
        case _constants.ATOMIC_GROUP:
            return _sequence(value)
        case _constants.ASSERT:
            return _sequence(value[1])
    return ANYTHING


def _all_of(parts: Iterable[Condition]) -> Condition:
    asked = tuple(dict.fromkeys(part for part in parts if part != ANYTHING))
    return asked[0] if len(asked) == 1 else AllOf(asked)


def _one_of(parts: Iterable[Condition]) -> Condition:
    choices = tuple(dict.fromkeys(parts))
    if ANYTHING in choices:
        return ANYTHING
    return choices[0] if len(choices) == 1 else OneOf(choices)
