"""Sought: the names that a document's text may have for the symbols of its formulas."""

import re
from collections.abc import Iterator, Mapping

from domain.semantics.formulas import Formula
from domain.semantics.operands import NAME
from domain.semantics.symbols import Symbol, run_together, symbol_of
from domain.semantics.words import word_set

Bare = tuple[str, tuple[str, ...]]
"""A symbol whatever its indices."""


class Sought(dict[str, Symbol | None]):
    """For each name the symbol it is, None where that is not wanted; each name is read once."""

    def __init__(self, wanted: frozenset[Bare], lowered: Mapping[str, Symbol]) -> None:
        super().__init__()
        self._wanted, self._lowered = wanted, lowered
        longest = sorted(lowered, key=lambda name: -len(name))
        spelled = "|".join(re.escape(name) for name in longest if "," in name)
        self._names = re.compile(rf"(?<!\w)(?:{spelled})(?!\w)|{NAME.pattern}" if spelled else NAME.pattern)

    def __missing__(self, name: str) -> Symbol | None:
        symbol = symbol_of(name)
        self[name] = symbol if symbol.bare in self._wanted else self._lowered.get(name)
        return self[name]

    def names(self, text: str) -> Iterator[re.Match[str]]:
        """All that may be one of them, in order."""
        return self._names.finditer(text)


_WORDS_OF_TWO = word_set("is it in at as an on or of by to be we he so no up us do go if my me am pm id st th")


def lowered_names(formulas: tuple[Formula, ...]) -> Mapping[str, Symbol]:
    """The names with an index as a text has them where it is only set lower, and that are no name or word besides."""
    names = dict.fromkeys(name for f in formulas for name in (f.left, *(operand.name for operand in f.operands)))
    spelled = ((run_together(name), symbol_of(name)) for name in names if "_" in name and NAME.fullmatch(name))
    return {name: symbol for name, symbol in spelled if name not in names and name.lower() not in _WORDS_OF_TWO}
