"""Substitution: the document's formulas computed with the figures that its examples give by name."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from string import ascii_lowercase

from domain.semantics.arithmetic import (
    FIGURE,
    NoArithmeticError,
    Token,
    evaluate,
    figure,
    in_unit_of,
    rounds_to,
    tokens_of,
)
from domain.semantics.formulas import Formula
from domain.semantics.latex import Macros
from domain.semantics.lines import line_of
from domain.semantics.numbers import plain_numbers
from domain.semantics.operands import NAME, is_symbol
from domain.semantics.sections import Section
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.symbols import symbol_of
from domain.semantics.understanding import Sum

_EXAMPLE = re.compile(r"\b(?:examples?|illustrat\w*|worked|sample calculation)\b", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:for example|for instance|worked example|suppose|assume that|to illustrate)\b|example:")
_BEGIN_WORDS = frozenset(("example", "instance", "suppose", "assume", "illustrate"))
_GIVEN = re.compile(
    rf"(?P<name>{NAME.pattern}(?: [A-Za-z][\w'()-]*){{0,4}})\s*(?:=|:|\bis\b|\bof\b)\s*"
    rf"(?P<figure>-?\s?(?:[A-Z]{{0,3}}[$€£¥])?\s?{FIGURE}(?:\s?%|\s(?:million|billion))?)"
    r"(?=\s*(?:[,.](?!\d)|[;)(]|$|and\b|✓)|\s[a-z])"
)


@dataclass(frozen=True)
class _Given:
    """A figure that an example gives, at start..end of a segment."""

    number: int
    segment: Segment
    start: int
    end: int
    tokens: list[Token]


def substituted(
    segments: tuple[Segment, ...], formulas: tuple[Formula, ...], macros: Macros
) -> Iterator[tuple[int, Sum]]:
    """In each example the results of formulas all of whose quantities have one figure there.

    Each comes with the number of its segment. A name with two formulas or two figures has no one result.
    """
    by_left = defaultdict[str, list[Formula]](list)
    for formula in formulas:
        by_left[_spelling(formula.left)].append(formula)
    for passages in _examples(segments):
        given = defaultdict[str, list[_Given]](list)
        for number, segment in passages:
            for name, found in _figures(number, segment, macros):
                given[name].append(found)
        for name in [name for name in given if len(given[name]) == len(by_left.get(name, ())) == 1]:
            (formula,), (stated,) = by_left[name], given[name]
            example = _result(formula, stated, given)
            if example and all(formula.segment is not segment for _, segment in passages):
                yield stated.number, example


def _examples(segments: tuple[Segment, ...]) -> Iterator[list[tuple[int, Segment]]]:
    """The passages of each example: a section of them, or in another what follows "for example" in its paragraph and
    the list below it."""
    found = defaultdict[Section | str, list[tuple[int, Segment]]](list)
    begun = ""
    for number, segment in enumerate(segments):
        if segment.kind is SegmentKind.HEADING:
            begun = ""
        elif _EXAMPLE.search(segment.section.title):
            found[segment.section].append((number, segment))
        else:
            if not segment.words.isdisjoint(_BEGIN_WORDS) and _BEGINS.search(segment.low):
                begun = segment.block.id
            elif segment.block.id != begun and segment.kind is not SegmentKind.ITEM:
                begun = ""
            if begun:
                found[begun].append((number, segment))
    yield from found.values()


def _figures(number: int, segment: Segment, macros: Macros) -> Iterator[tuple[str, _Given]]:
    line = line_of(segment.block, segment.start, segment.end, macros)
    for match in _GIVEN.finditer(plain_numbers(line.text, decimal_comma=segment.decimal_comma)):
        name, last_word = match["name"], match["name"].split(" ")[-1]
        start, end = line.place(*match.span("figure"))
        found = _Given(number, segment, start - segment.start, end - segment.start, tokens_of(match["figure"]))
        yield _spelling(last_word if is_symbol(last_word) else name), found


def _spelling(name: str) -> str:
    bare = re.sub(r"[\s{}]", "", name)
    return bare if len(bare) < 3 else bare.lower()


def _result(formula: Formula, stated: _Given, given: Mapping[str, list[_Given]]) -> Sum | None:
    """The formula's value for the given figures beside the stated one; None where a figure is missing or in doubt."""
    names = sorted({operand.name for operand in formula.operands}, key=len, reverse=True)
    stand_ins = {
        name: f"given{one}{two}" for name, (one, two) in zip(names, product(ascii_lowercase, repeat=2), strict=False)
    }
    values = dict[str, float]()
    for name, stand_in in stand_ins.items():
        member = symbol_of(name).name.partition("_")[2]
        figures = given.get(_spelling(name)) or given.get(_spelling(member)) or []
        value = figure(figures[0].tokens) if len(figures) == 1 else None
        if not value:
            return None
        values[stand_in] = value.value * value.factor
    any_name = "|".join(map(re.escape, names))
    plain_right = re.sub(r"[{}]", "", formula.right)
    right = re.sub(rf"(?<!\w)(?:{any_name})(?!\w)", lambda name: f" {stand_ins[name.group()]} ", plain_right)
    result = figure(stated.tokens)
    if not result or not values or len(values) < len(names):
        return None
    try:
        computed = evaluate(tokens_of(right), values)
    except NoArithmeticError:
        return None
    value_in_unit = in_unit_of(result, computed)
    return Sum(
        what=f"{formula.left} = {formula.right}",
        span=stated.segment.span(stated.start, stated.end),
        stated=result.value,
        computed=round(value_in_unit, 10),
        holds=rounds_to(value_in_unit, result),
    )
