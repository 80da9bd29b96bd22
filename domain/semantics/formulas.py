"""Formulas: what stands left of the equals sign, and the quantities on its right, from plain text and from LaTeX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.documents.text import AtomKind
from domain.semantics.segments import Segment, SegmentKind
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


@dataclass(frozen=True)
class Formula:
    """Characters start..end of a segment are a formula."""

    segment: Segment
    start: int
    end: int
    left: str
    right: str
    operands: tuple[Operand, ...]


_EQUATION = re.compile(r"^(?:[^=]{1,200}:\s+)?(?P<left>[^=<>:?!]{1,60}?)\s*(?<![<>=!:])=(?!=)\s*(?P<right>[^=].*)$")
_OPERATOR = re.compile(
    r"\s[-+*/×÷·∙⋅^]\s|[×÷∑Σ√∏·]|\w[/^*]\w|[)\]]\s?[-+*/^]\s?[(\w]|\d\s?[-+]\s?\w|\b"
    r"(?:sum|min|max|avg|mean|log|ln|exp|sqrt|abs|std|stdev|average|rank|round)\s?\("
)
_NAME = re.compile(
    r"[A-Za-z\u0370-\u03ff][\w\u0370-\u03ff'.]*(?:\{[\w,+-]{1,12}\})?(?:\([a-z](?:\s?-\s?\d)?\)|\[[a-z](?:-\d)?\])?"
)
_FUNCTIONS = word_set(
    "sum min max avg mean average log ln exp sqrt abs std stdev rank round floor ceil sign if then else and or of"
    " for all"
    " over from to in the a an each by where i j k t d n-1 frac text mathrm mathbf cdot times left right sum_i prod"
    " percentile median product number zero max_i min_i e otherwise when per"
)
_INDICES = word_set("i j k t e")
"""Letters that count or, as e, are a constant."""
_LATEX_NOISE = re.compile(
    r"\\(?:left|right|big+|Big+|quad|qquad|displaystyle|,|;|!|:)(?![a-zA-Z])|\\(?:tag|label)\{[^{}]{0,40}\}|[&$]|\\\\"
)
_LATEX_WORDS = re.compile(r"\\(?:text|mathrm|mathbf|mathit|operatorname|textit|textrm|mathsf)\{([^{}]{0,80})\}")
_LATEX_COMMAND = re.compile(r"\\([a-zA-Z]+)")
_GREEK = word_set(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi rho sigma tau phi varphi chi"
    " psi omega"
    " Gamma Delta Theta Lambda Phi Psi Omega Sigma Pi pi"
)


def formulas_of(segments: tuple[Segment, ...]) -> tuple[Formula, ...]:
    return tuple(formula for segment in segments for formula in _formulas(segment))


def _formulas(segment: Segment) -> Iterator[Formula]:
    if segment.kind is SegmentKind.HEADING:
        return
    for atom in segment.block.atoms:
        if atom.kind is AtomKind.EQUATION and segment.start <= atom.at < segment.end and "=" in atom.text:
            at = atom.at - segment.start
            yield from _from_latex(segment, atom.text, at, at + 1)
    for dollars in re.finditer(r"\$\$?([^$=]{1,300}=[^$]{1,300})\$\$?", segment.text):
        yield from _from_latex(segment, dollars[1], dollars.start(), dollars.end())
    if "$" in segment.text and "\\" in segment.text:
        return
    text = segment.text.strip("`")
    shift = segment.text.index(text) if text else 0
    if match := _EQUATION.match(text):
        right = match["right"]
        if _OPERATOR.search(right) and _reads_as_name(match["left"]):
            begin = shift + match.start("right")
            yield Formula(
                segment, shift, shift + len(text), match["left"].strip(" `"), right, tuple(_operands(right, begin))
            )


def _reads_as_name(left: str) -> bool:
    return len(left.split()) <= 7 and not re.search(r"[.;]\s", left)


def _operands(right: str, shift: int) -> Iterator[Operand]:
    """Names between operators; words in a row are one operand."""
    words: list[re.Match[str]] = []
    tokens = [*_NAME.finditer(right), None]
    for token in tokens:
        joined = token and words and not right[words[-1].end() : token.start()].strip(" ")
        if words and not joined:
            yield from _operand(words, shift)
            words = []
        if token:
            words.append(token)


def _operand(words: list[re.Match[str]], shift: int) -> Iterator[Operand]:
    alone = len(words) == 1 and _is_variable(words[0].group())
    if not alone and all(_is_function(word.group()) for word in words):
        return
    text = words[0].string[words[0].start() : words[-1].end()].rstrip(".")
    start = shift + words[0].start()
    yield Operand(text, start, start + len(text), is_symbol=len(words) == 1 and _is_symbol(text))


def _is_function(word: str) -> bool:
    """A function, an index or a little word: nothing that needs a definition. I is a level, i an index."""
    return word in _FUNCTIONS or (len(word) > 1 and word.lower() in _FUNCTIONS)


def _is_variable(letter: str) -> bool:
    """A letter that stands for a quantity where it stands alone, though it may be a little word in a row of words."""
    return len(letter) == 1 and letter not in _INDICES


def _is_symbol(name: str) -> bool:
    bare = re.sub(r"[(\[].*", "", name)
    if bare in _GREEK:
        return True
    plain_word = bare.isalpha() and bare.isascii() and len(bare) > 3 and not bare.isupper()
    return not plain_word or (bare.islower() and "_" in bare)


def _from_latex(segment: Segment, source: str, start: int, end: int) -> Iterator[Formula]:
    left, _, right = _LATEX_NOISE.sub(" ", source).partition("=")
    if not right.strip() or not re.search(
        r"[-+*/^]|\\(?:frac|sum|prod|times|cdot|sqrt|dfrac|tfrac|bar|hat|max|min)|\d", right
    ):
        return
    operands = tuple(
        Operand(name, start, end, is_symbol=_is_symbol(name)) for name in dict.fromkeys(_latex_names(right))
    )
    yield Formula(segment, start, end, " ".join(_latex_names(left)) or left.strip(), right, operands)


def _latex_names(source: str) -> Iterator[str]:
    for words in _LATEX_WORDS.finditer(source):
        if words[1].strip() and not _is_function(words[1].strip()):
            yield words[1].strip()
    rest = _LATEX_WORDS.sub(" ", source)
    rest = re.sub(r"\\(?:sum|prod|max|min)(?:_(?:\{[^{}]{0,40}\}|\w))?(?:\^(?:\{[^{}]{0,40}\}|\w))?", " ", rest)
    rest = re.sub(r"_(?:\{[^{}]{0,40}\}|\w)|\^(?:\{[^{}]{0,40}\}|\w)", " ", rest)
    rest = _LATEX_COMMAND.sub(lambda command: f" {command[1]} " if command[1] in _GREEK else " ", rest)
    for name in re.finditer(r"[A-Za-z\u0370-\u03ff]+", rest):
        letters = name.group()
        if letters in _GREEK or not letters.isascii():
            yield letters
        else:
            yield from (letter for letter in letters if _is_variable(letter))
