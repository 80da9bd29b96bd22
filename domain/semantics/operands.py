"""Operands: the quantities that a formula computes with, by the names they have in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.semantics.lines import Line
from domain.semantics.symbols import GREEK_NAMES
from domain.semantics.words import word_set


@dataclass(frozen=True)
class Operand:
    """A quantity a formula uses; start..end are its characters in the segment (an equation's one atom character).

    A symbol is a single name (z, std_dev, P_i, σ), as against words that say what they mean ("number of stocks").
    """

    name: str
    start: int
    end: int
    is_symbol: bool


_ARGUMENT = r"(?:[dhijkmnrstuτT]|0|base)(?:\s?[-+]\s?(?:\d{1,3}|[a-zA-Z])){0,2}"
_ARGUMENTS = rf"{_ARGUMENT}(?:,\s?{_ARGUMENT})?"
_IN_SQUARE = rf"(?:{_ARGUMENT}|[a-z])(?:,\s?(?:{_ARGUMENT}|[a-z](?:-\d)?))?"
NAME = re.compile(
    r"[A-Za-z\u0370-\u03ff][\w'.]*(?:_?\{[\w,;+\-.'*<>=()]{1,24}\}'?)*"
    rf"(?:(?<=_[a-z]),[ijkts](?:-\d)?(?![\w(]))?(?:(?<=_[ijkt])-\d(?!\w))?(?:\({_ARGUMENTS}\)|(?<!\bE)\[{_IN_SQUARE}\])?"
)
"""A word or a symbol with its indices and labels: P, P_i,t-1, P_{i,t}, P(t), Price[i], std_dev, P_BRK.B."""
_BOUND = re.compile(r"(?:sum|prod|[Σ∑∏])_?[\[{(]([a-z])(?=\s?[:;=,\]})]| in )", re.IGNORECASE)
"""The letter a sum runs over."""
_FUNCTIONS = word_set(
    "sum min max avg mean average log ln exp sqrt abs std stdev rank round floor ceil sign prod int lim sin cos tan"
    " sinh cosh tanh arg argmax argmin sup inf sgn mod percentile median product if then else and or of for all over"
    " from to in the a an each by where otherwise when per not number zero times i j k t d e"
)
"""Functions, indices and little words: nothing that needs a definition."""
_CALLED = word_set(
    "σ π var cov corr sd stddev variance clip indicator cdf count sumproduct e i n pr f norm rounddown roundup"
)
"""What is a function where brackets with more than an index follow it."""
_APPLIED = word_set("ln log exp max min sum prod sqrt sin cos tan lim sgn abs mod if and or then in all over where for")
"""What can stand before a symbol without being a word of its name."""
_LIBRARIES = word_set("np numpy pd pandas math scipy stats scipy.stats np.linalg statistics torch tf jnp")
_INDICES = word_set("i j k t e")
"""Letters that count or, as e, are a constant."""
_GREEK = frozenset(GREEK_NAMES.values())
_OVER = re.compile(r"(?<=\w)_(?:[a-z]|\{[^{}]*\})$")
"""What a maximum or a sum is taken over."""
_DIFFERENTIAL = re.compile(r"(?<![A-Za-z])d[A-Za-z](?![A-Za-z])")


def operands_in(line: Line, begin: int, end: int, shift: int) -> Iterator[Operand]:
    """The quantities in begin..end of a line, without the letters that sums run over; words in a row are one.

    `shift` is where the segment begins that their places are counted in.
    """
    ignored = set(_BOUND.findall(line.text, begin, end)) | _differentials(line.text[begin:end])
    row: list[re.Match[str]] = []
    for token in [*NAME.finditer(line.text, begin, end), None]:
        joined = token and row and not line.text[row[-1].end() : token.start()].strip(" ")
        if row and not joined:
            operand = _operand(_trimmed(row), line, shift)
            if operand and operand.name.split("_")[0] not in ignored:
                yield operand
            row = []
        if token:
            row.append(token)


def _differentials(text: str) -> set[str]:
    """dP and dy, of which one alone would be a name."""
    found = set(_DIFFERENTIAL.findall(text))
    return found if len(found) > 1 else set()


_SUMMED = re.compile(r"\s*[(|\[\d√]|[₌=]")
"""What stands behind the sign of a sum: what is summed, or where its index begins, set lower."""


def _trimmed(row: list[re.Match[str]]) -> list[re.Match[str]]:
    """Names in a row without the functions and conditions around them."""
    text = row[0].string
    if row[0].group()[0] in "ΣΠ" and (len(row) > 1 or _SUMMED.match(text, row[0].end())):
        row = row[1:]  # the sign of a sum, not a matrix of covariances
    while len(row) > 1 and row[-1].group().rstrip(".").lower() in (
        "if",
        "and",
        "or",
        "otherwise",
        "else",
        "when",
        "for",
    ):
        row = row[:-1]
    while (
        len(row) > 1
        and _applied(row[0].group()) in _APPLIED
        and is_symbol(row[1].group())
        and not _is_function(row[1].group())
    ):
        row = row[1:]
    return row


def _operand(row: list[re.Match[str]], line: Line, shift: int) -> Operand | None:
    if not row:
        return None
    text, start = line.text, row[0].start()
    name = text[start : row[-1].end()].rstrip(".")
    if len(name) > 2 and name[1] == "(" and name[2] == name[0]:
        name = name[0]  # n(n-1) is a product
    before, after = text[max(0, start - 3) : start], text[start + len(name) : start + len(name) + 1]
    if after == "(" and (before.endswith(".") or "." in name):  # a call: of a library, or of what stands before the dot
        name = name.rpartition(".")[0]
        if not name or name in _LIBRARIES:
            return None
    single = len(row) == 1
    if not (single and _is_variable(name)) and all(_is_function(word.group()) for word in row):
        return None
    if single and (name in ("π", "pi") or (after in ("(", "[") and name.lower() in _CALLED)):
        return None
    symbolic = single and is_symbol(name)
    if re.search(r"\d ?$", before) and (not symbolic or (name.isalpha() and len(name) > 1)):
        return None  # the unit of a figure
    first, last = line.place(start, start + len(name))
    return Operand(re.sub(r"[{}]", "", name), first - shift, last - shift, symbolic)


def _is_function(word: str) -> bool:
    """A function, an index or a little word. I is a level, i an index."""
    return word in _FUNCTIONS or (len(word) > 1 and _applied(word) in _FUNCTIONS)


def _applied(word: str) -> str:
    """A function's name without what it is taken over: max_{s<=t}."""
    name = _OVER.sub("", word).lower()
    return name if len(name) > 2 else word.lower()


def _is_variable(letter: str) -> bool:
    """A letter that stands for a quantity where it stands alone, though it may be a little word in a row of words."""
    return len(letter) == 1 and letter not in _INDICES


def is_symbol(name: str) -> bool:
    """Whether a name is a symbol and no word."""
    bare = re.sub(r"[(\[{].*", "", name)
    if bare in _GREEK:
        return True
    plain_word = bare.isalpha() and bare.isascii() and len(bare) > 3 and not bare.isupper()
    return not plain_word
