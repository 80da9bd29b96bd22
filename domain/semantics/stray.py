"""Stray entries: what the legend of a formula explains and no formula has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.documents.text import Span
from domain.semantics.formulas import Formula, document_macros
from domain.semantics.glossary import SAYS, spellings
from domain.semantics.latex import Macros
from domain.semantics.lines import line_of
from domain.semantics.operands import NAME, is_symbol
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.sought import lowered_names
from domain.semantics.symbols import symbol_of
from domain.semantics.words import word_set

_LONGEST = 60
"""Passages of a legend."""


@dataclass(frozen=True)
class _Entry:
    """An entry of a legend: a name, and the whole passage that explains it."""

    name: str
    text: str
    span: Span


_HEAD = re.compile(r"\s*(?:symbols?|variables?|notations?|quantit(?:y|ies)|terms?)\s*$")
"""The head of the column of symbols in a table that is a legend."""
_WHERE = re.compile(
    r"[\s,;.]*(?:and\s+)?(?:where(?:in)?|in (?:which|the formula|this formula|the above)|with|let|legend|notation"
    r"|variables|definitions|symbols)\b(?:\s+(?:the (?:symbols|variables|terms) (?:are|mean)[^:]{0,40}))?\s*:?\s*",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    rf"(?:^\s*|[,;]\s+(?:and\s+)?|\band\s+)(?:the\s+)?(?!i\.e|e\.g)(?P<name>{NAME.pattern})"
    rf"(?:\s*(?:(?P<says>{SAYS})|=|:|\s-\s)|(?P<bare>\s+(?=(?:the|an?|its)\s)))\s*(?=\S)"
)
_WORDS_ENTRY = re.compile(
    r"^(?!(?:On|Then|If|When|At|For|Where|So|Hence|Let|In|With|Otherwise|Here|Thus|By|From|Until|After|Before|As)"
    r" )(?P<name>[A-Z][\w'-]*(?: [\w'-]+){0,5})(?P<bare>)\s*=\s*(?=[A-Za-z])"
)


def _entries(segment: Segment, start: int, macros: Macros) -> Iterator[_Entry]:
    """The entries in a passage of a legend: several in a sentence, one in an item, names in words only before "="."""
    line = line_of(segment.block, segment.start + start, segment.end, macros)
    text = line.text
    if segment.block.cell:
        if segment.block.cell.column == 0 and (alone := NAME.fullmatch(text.strip())) and _is_short(alone.group()):
            yield _Entry(alone.group(), "", segment.span())
        return
    found = [*_ENTRY.finditer(text)]
    if not found and (words := _WORDS_ENTRY.match(text)):
        found = [words]
    for number, entry in enumerate(found):
        name = entry["name"].rstrip(".'")
        if _NO_SYMBOL.match(name) or not _is_name(name, text, entry):
            continue
        begin, end = entry.start("name"), found[number + 1].start() if number + 1 < len(found) else len(text)
        first, last = line.place(begin, begin + len(text[begin:end].rstrip(" ,;.")))
        yield _Entry(name, text[entry.end() : end], segment.span(first - segment.start, last - segment.start))


_NO_SYMBOL = re.compile(
    r"(?:On|At|In|If|For|When|Where|Then|Thus|Hence|Therefore|So|so|As|By|To|From|With|Let|Once|Until|Otherwise|Else)"
    r"(?: |$)"
)
"""What begins a sentence with a symbol in it: "On d = n it equals S(n)"."""
_NO_NAMES = word_set("it all the any day we and for a this they so ln log exp max min then but or sum")


def _is_name(name: str, text: str, entry: re.Match[str]) -> bool:
    """A symbol, or a word before an equals sign; no word of the sentence ("and prices are closing prices").

    Without a verb only what cannot be a word is a symbol: "and θ the decay", but not "and in the index".
    """
    if entry["bare"]:
        return is_symbol(name) and not re.fullmatch("[a-z]{2,}|[aI]|If|In|On|At|As|Of|By|To|For|So|When|Where", name)
    if _is_short(name):
        return name.lower() not in _NO_NAMES
    return name[0].isupper() and text[entry.end("name") :].lstrip().startswith("=")


def _is_short(name: str) -> bool:
    """Whether a name is a symbol rather than a word."""
    symbol = symbol_of(name)
    return len(name) <= 3 or bool(symbol.labels or symbol.indices) or not name.isascii()


def _mentions(text: str, name: str) -> bool:
    return (
        re.search(rf"(?<!\w){re.escape(name.split('(')[0])}(?!\w)", text, re.IGNORECASE if len(name) > 2 else 0)
        is not None
    )


class StrayEntries:
    """Finds the entries of a formula's own legend that neither a formula of the document nor another entry uses."""

    def __init__(self, segments: tuple[Segment, ...], formulas: tuple[Formula, ...]) -> None:
        self._segments = segments
        self._macros = document_macros(segments)
        self._numbers = {segment: number for number, segment in enumerate(segments)}
        self._in_formula = {formula.segment for formula in formulas}
        self._used = frozenset(bare for formula in formulas for bare in spellings(formula))
        self._lowered = frozenset(part for name in lowered_names(formulas) for part in (name, name.split(",")[0]))
        self._heads = frozenset(head for head, _ in self._used)
        self._texts = " ".join(f"{formula.left} {formula.right}" for formula in formulas).lower()

    def __call__(self, formula: Formula) -> tuple[Span, ...]:
        entries = tuple(self._legend(formula))
        return tuple(
            entry.span
            for entry in entries
            if not self._is_used(entry, formula)
            and not any(_mentions(other.text, entry.name) for other in entries if other is not entry)
        )

    def _is_used(self, entry: _Entry, formula: Formula) -> bool:
        head, labels = symbol_of(entry.name).bare
        behind = formula.segment.text[formula.end :]  # "i = 1, ..., N" is part of the formula, its legend is not
        where = _WHERE.search(behind)
        shown = f"{formula.left} {formula.right} {behind[: where.start()] if where else behind}"
        is_index = len(entry.name) == 1 and entry.name in re.findall(r"[^\W\d_]+", shown)
        in_words = len(entry.name) > 2 and entry.name.lower() in self._texts
        return (
            is_index
            or in_words
            or entry.name in self._lowered
            or (head, labels) in self._used
            or (not labels and head in self._heads)
        )

    def _legend(self, formula: Formula) -> Iterator[_Entry]:
        """The entries of the legend that follows a formula; of several formulas in a row, the last."""
        number, rest = self._numbers[formula.segment], formula.segment.text[formula.end :]
        is_open = False
        if where := _WHERE.search(rest):
            yield from _entries(formula.segment, formula.end + where.end(), self._macros)
            if rest.rstrip().endswith("."):
                return
            is_open = True
        for segment in self._segments[number + 1 : number + _LONGEST]:
            opening = _WHERE.match(segment.text)
            is_item = segment.kind is SegmentKind.ITEM
            is_formula = segment in self._in_formula and not (opening or is_item)
            if segment.kind is SegmentKind.HEADING or is_formula:
                return
            is_open = (
                is_open or opening is not None or (segment.block.cell is not None and bool(_HEAD.match(segment.low)))
            )
            found = tuple(_entries(segment, opening.end() if opening else 0, self._macros))
            goes_on = bool(found or opening) or segment.kind is not SegmentKind.SENTENCE
            if not (is_open and goes_on) and not (is_item and found):
                return
            is_open = True
            yield from found
