"""Arithmetic: figures and what is computed with them, read from text and computed again."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from domain.semantics.numbers import NUMBER, SCALES, number_of

FIGURE = rf"(?<![\w.]){NUMBER}(?![\d.]*\d)"
_SCALES = {word: scale for word, scale in SCALES.items() if word != "b"}  # which is rather a variable
_PERCENT = {"%": 1e-2, "percent": 1e-2, "‰": 1e-3, "bps": 1e-4, "bp": 1e-4}
_FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "sqrt": math.sqrt,
    "√": math.sqrt,
    "ln": math.log,
    "log": math.log,
    "exp": math.exp,
    "abs": abs,
    "min": min,
    "max": max,
    "round": round,
    "sum": lambda *terms: sum(terms),
    "average": lambda *terms: sum(terms) / len(terms),
    "avg": lambda *terms: sum(terms) / len(terms),
}
_SIGNS = {"×": "*", "·": "*", "∙": "*", "⋅": "*", "x": "*", "÷": "/", "**": "^", "of": "*", "[": "(", "]": ")"}
_DEEPEST = 40
_TOKEN = re.compile(
    rf"(?P<currency>(?:US|HK|A|C)?[$€£¥](?=\s?\d)|\b(?:USD|EUR|GBP|JPY|CHF)\b)|(?P<number>{FIGURE})"
    r"|(?P<equals>={1,3}|≈|→|\bequals\b)|(?P<sign>\*\*|[-+*/×÷·∙⋅^()\[\],%‰√])|(?P<word>[^\W\d_][\w'-]*)|(?P<other>\S)"
)


@dataclass(frozen=True)
class Token:
    """A figure, a sign or a word at start..end of a text; `value` is a figure's, `step` that of its last digit."""

    kind: str
    text: str
    start: int
    end: int
    value: float = 0.0
    step: float = 0.0


def tokens_of(text: str) -> list[Token]:
    """The text in figures, signs and words; currencies are left out, which change no figure."""
    found = []
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup or "", match.group()
        if kind == "number":
            if re.match(r"0\d", word):
                kind = "other"
            step = 10.0 ** -len(word.partition(".")[2])
            found.append(Token(kind, word, match.start(), match.end(), number_of(word), step))
        elif kind != "currency":
            found.append(Token(kind, word, match.start(), match.end()))
    return found


class NoArithmeticError(ValueError):
    """The tokens are no complete expression, or it has no value."""


def evaluate(tokens: list[Token], values: Mapping[str, float] | None = None) -> float:
    """The value of an expression; raises NoArithmeticError where it is none. "5 % of 200" is a product.

    A word behind a figure is its scale (million) or its unit, which is passed over; other words need a value.
    """
    parser = _Parser(tokens, values or {})
    try:
        value = parser.sum()
    except (ArithmeticError, ValueError, TypeError) as error:
        raise NoArithmeticError from error
    if not parser.is_done() or isinstance(value, complex) or not math.isfinite(value):
        raise NoArithmeticError
    return value


class _Parser:
    """Descends from sums to products to powers to figures."""

    def __init__(self, tokens: list[Token], values: Mapping[str, float]) -> None:
        self._tokens, self._values = tokens, values
        self._at = self._depth = 0

    def is_done(self) -> bool:
        return self._at == len(self._tokens)

    def _sign(self, ahead: int = 0) -> str:
        if self._at + ahead >= len(self._tokens):
            return ""
        token = self._tokens[self._at + ahead]
        text = token.text.lower()
        return _SIGNS.get(text, text) if token.kind in ("sign", "word") else ""

    def _takes(self, *signs: str) -> str:
        sign = self._sign()
        if sign and sign in signs:
            self._at += 1
            return sign
        return ""

    def sum(self) -> float:
        value = self._product()
        while sign := self._takes("+", "-"):
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> float:
        value = self._signed()
        while sign := self._takes("*", "/"):
            other = self._signed()
            value = value * other if sign == "*" else value / other
        return value

    def _signed(self) -> float:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NoArithmeticError
        value = -self._signed() if self._takes("-") else self._signed() if self._takes("+") else self._power()
        self._depth -= 1
        return value

    def _power(self) -> float:
        value = self._postfixed()
        if self._takes("^"):
            exponent = self._signed()
            if abs(exponent) > 10_000:
                raise NoArithmeticError
            return float(value**exponent)
        return value

    def _postfixed(self) -> float:
        value = self._primary()
        if part := self._takes(*_PERCENT, *_SCALES):
            value *= _PERCENT.get(part, 0) or _SCALES[part]
        is_unit = self._at < len(self._tokens) and self._tokens[self._at].kind == "word" and self._sign() != "*"
        if is_unit and self._tokens[self._at - 1].kind != "word":
            self._at += 1
        return value

    def _primary(self) -> float:
        if self.is_done():
            raise NoArithmeticError
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "number":
            return token.value
        if token.kind == "sign" and token.text in ("(", "["):
            value = self.sum()
            self._closes()
            return value
        if token.text.lower() in _FUNCTIONS:
            return self._call(_FUNCTIONS[token.text.lower()], token.text == "√")
        if token.kind == "word" and token.text in self._values:
            return self._values[token.text]
        raise NoArithmeticError

    def _call(self, function: Callable[..., float], is_root: bool) -> float:
        if not self._takes("("):
            if not is_root:
                raise NoArithmeticError
            return function(self._primary())
        arguments = [self.sum()]
        while self._takes(","):
            arguments.append(self.sum())
        self._closes()
        if function is round and len(arguments) == 2:
            return round(arguments[0], int(arguments[1]))
        return float(function(*arguments) if len(arguments) > 1 or function not in (min, max) else arguments[0])

    def _closes(self) -> None:
        if not self._takes(")"):
            raise NoArithmeticError


@dataclass(frozen=True)
class Figure:
    """A single figure as it is printed: 12 and its part of one for "12 %", whose last digit is worth `step`."""

    value: float
    factor: float
    step: float
    unit: str


def figure(tokens: list[Token]) -> Figure | None:
    """The figure that the tokens are, if they are nothing else."""
    negative = bool(tokens) and tokens[0].text == "-"
    numbers = tokens[negative:]
    if not numbers or numbers[0].kind != "number" or len(numbers) > 3:
        return None
    factor, unit = 1.0, ""
    for token in numbers[1:]:
        word = token.text.lower()
        if word in _PERCENT and factor == 1:
            factor = _PERCENT[word]
        elif word in _SCALES and factor == 1:
            factor = _SCALES[word]
        elif token.kind == "word":
            unit = word
        else:
            return None
    return Figure(-numbers[0].value if negative else numbers[0].value, factor, numbers[0].step, unit)


def in_unit_of(stated: Figure, computed: float) -> float:
    """The computed value in the unit of the stated one.

    A percentage or a number of basis points may be stated of a number that is one already, (105 / 100 - 1) × 100 =
    5 %, and of percentages without the sign, 50 % + 50 % = 100; the nearest of these readings is the one that is meant.
    """
    readings = [computed / stated.factor]
    if stated.factor in _PERCENT.values():
        readings.append(computed)
    elif stated.factor == 1:
        readings.append(computed * 100)
    nearest = min(readings, key=lambda value: abs(value - stated.value))
    return nearest if nearest == readings[0] or rounds_to(nearest, stated) else readings[0]


def rounds_to(value: float, stated: Figure, *, roughly: bool = False) -> bool:
    """Whether the figure is the value, rounded or cut off where the figure ends, or about it."""
    difference = abs(value) - abs(stated.value)
    slack = 1e-9 * max(1.0, abs(value))
    if value * stated.value < 0 and abs(value) > stated.step:
        return False
    if roughly and abs(difference) <= 0.01 * abs(value):
        return True
    return abs(difference) <= stated.step / 2 + slack or 0 <= difference < stated.step - slack
