"""Worked examples: figures a document computes before the eyes of its reader, computed again."""

import re
from collections.abc import Iterator
from itertools import pairwise

from domain.semantics.arithmetic import (
    NoArithmeticError,
    Token,
    evaluate,
    figure,
    in_unit_of,
    rounds_to,
    tokens_of,
)
from domain.semantics.formulas import Formula, document_macros
from domain.semantics.lines import Line, line_of
from domain.semantics.numbers import SCALES, plain_numbers
from domain.semantics.segments import Segment
from domain.semantics.substitution import substituted
from domain.semantics.understanding import Sum

_COMPUTES = re.compile(r"\d[^=≈→]{0,300}(?:[=≈→]|\bequals\b)")
_ROUGHLY = re.compile(r"≈|\b(?:approx\w*|about|around|roughly|circa|rounded)\b|~", re.IGNORECASE)
_CURRENCY = re.compile(r"[$€£¥]|\b(?:USD|EUR|GBP|JPY|CHF)\b")
_SIGNS = frozenset("+-*/×÷·∙⋅^")


def examples_of(segments: tuple[Segment, ...], formulas: tuple[Formula, ...]) -> tuple[Sum, ...]:
    """Every worked example that can be computed again, in document order.

    These are figures behind the expression they result from ("0.4 × 1.2 + 0.6 × 0.8 = 0.96"; of a = b = c each figure
    is held against the expression before it), and in a section of examples the results of the document's formulas
    whose quantities all have a figure there. What is not certain to be one is left out.
    """
    macros = document_macros(segments)
    found = [
        (number, example)
        for number, segment in enumerate(segments)
        if "=" in segment.text or _COMPUTES.search(segment.text) or "\ufffc" in segment.text
        for example in _chains(segment, line_of(segment.block, segment.start, segment.end, macros))
    ]
    found += substituted(segments, formulas, macros)
    return tuple(dict.fromkeys(example for _, example in sorted(found, key=lambda pair: pair[0])))


def _chains(segment: Segment, line: Line) -> Iterator[Sum]:
    """The figures of chains of equations, each with the expression before it."""
    if not _COMPUTES.search(line.text):
        return
    for run in _runs(tokens_of(plain_numbers(line.text[:1_000], decimal_comma=segment.decimal_comma))):
        parts = _parts(run)
        expression: list[Token] = []
        for before, part in pairwise(parts):
            expression = before if _is_expression(before) else expression
            stated = figure(part)
            if not expression or not stated:
                continue
            try:
                computed = evaluate(expression)
            except NoArithmeticError:
                continue
            between = line.text[expression[-1].end : part[0].start]
            value = in_unit_of(stated, computed)
            holds = rounds_to(value, stated, roughly=_ROUGHLY.search(between) is not None)
            printed = line.text[max(0, expression[0].start - 4) : part[-1].end + 4]
            if not holds and (_is_doubtful(expression, part) or len(set(_CURRENCY.findall(printed))) > 1):
                continue
            first, last = line.place(part[0].start, max(t.end for t in part if t.kind != "word" or t.text in SCALES))
            yield Sum(
                what=line.text[expression[0].start : expression[-1].end].strip(),
                span=segment.span(first - segment.start, last - segment.start),
                stated=stated.value,
                computed=round(value, 10),
                holds=holds,
            )


def _runs(tokens: list[Token]) -> Iterator[list[Token]]:
    """Figures, signs and equals signs in a row, and the words that can be the units of figures."""
    run: list[Token] = []
    broken = False
    for number, token in enumerate(tokens):
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        if _belongs(token, run, following, tokens[number - 1] if number else None):
            if not run and broken and token.text in _SIGNS | {")", "]", "%"}:
                continue
            if not run and token.text in ("(", "[") and number and tokens[number - 1].end == token.start:
                token = Token("other", token.text, token.start, token.end)  # a function that is not known
                yield run
                run, broken = [token], True
                continue
            run.append(token)
        else:
            yield run
            run, broken = [], True
    yield run


def _belongs(token: Token, run: list[Token], following: Token | None, previous: Token | None) -> bool:
    if token.kind in ("number", "sign", "equals"):
        return not (token.text == "," and _open(run) == 0)
    if token.kind != "word":
        return False
    word = token.text.lower()
    if word in ("and", "or", "but", "so", "then"):
        return False
    if word in ("sqrt", "ln", "log", "exp", "min", "max", "round", "abs"):
        return following is not None and following.text == "("
    if word in ("x", "of"):
        return bool(run) and following is not None and (following.kind == "number" or following.text == "(")
    is_behind_figure = bool(run) and previous is run[-1] and (run[-1].kind == "number" or run[-1].text == "%")
    ends = following is None or following.kind in ("sign", "equals") or following.kind == "other"
    is_scale = word in ("percent", "bps") or (word in SCALES and len(word) > 1)
    return is_behind_figure and (is_scale or ends or word.islower())


def _open(run: list[Token]) -> int:
    return sum((token.text in ("(", "[")) - (token.text in (")", "]")) for token in run)


def _parts(run: list[Token]) -> list[list[Token]]:
    """What stands between the equals signs; a last part that goes on in words ends where its figure does."""
    parts: list[list[Token]] = [[]]
    for token in run:
        if token.kind == "equals":
            parts.append([])
        else:
            parts[-1].append(token)
    parts[-1] = _figure_before_words(parts[-1])
    return parts


def _figure_before_words(part: list[Token]) -> list[Token]:
    while part and (part[-1].text in (")", "]", ",", "-") and _open(part) <= 0):
        part = part[:-1]
    return part


def _is_expression(part: list[Token]) -> bool:
    """Something that is computed; "1-2" may be a range."""
    signs = [token for token in part if token.text in _SIGNS or token.text.lower() in ("of", "x", "sqrt", "√", "ln")]
    if [token.text for token in signs] == ["-"] and len(part) <= 3:
        return len(part) == 3 and part[0].end < part[1].start and part[1].end < part[2].start
    return any(part.index(sign) > 0 or sign.text.isalpha() or sign.text == "√" for sign in signs)


def _is_doubtful(expression: list[Token], part: list[Token]) -> bool:
    """Whether units could explain the difference: 3 × 20 minutes = 1 hour."""
    units = [
        {token.text.lower() for token in tokens if token.kind == "word"} - {"of", "x"} for tokens in (expression, part)
    ]
    return bool(units[0] and units[1] and units[0] != units[1]) or bool((units[0] | units[1]) & SCALES.keys())
