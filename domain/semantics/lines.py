"""Lines: passages with their equations and mathematical letters spelled plainly, each character knowing its place."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.documents.matching import plain
from domain.documents.text import AtomKind, Block
from domain.semantics.latex import Macros, linear

_BELOW = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789+-=()aehijklmnoprstuvx", strict=True))
_ABOVE = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁱⁿᵗ", "0123456789+-int", strict=True))
_MARKS = {"\u0302": "_hat", "\u0304": "_bar", "\u0305": "_bar", "\u0303": "_tilde"}
_COMMAND = re.compile(r"\\[A-Za-z]{2}")
_BRACED = r"\{(?:[^{}]|\{[^{}]*\})*\}"
_SYMBOL = re.compile(
    rf"(?<![\w\\])(?:[A-Za-z]{{1,2}}(?=[_^](?:\\|\{{[^{{}}]*\\))|\\[A-Za-z]{{2,}})(?:\s*{_BRACED}| [A-Za-z](?![\w]))*"
    rf"(?:[_^](?:{_BRACED}|\\?\w+))*"
)
"""A symbol in LaTeX within a sentence: "\\bar P", "\\sigma_{i,t}", "w_{\\max}"."""
_PROSE = re.compile(r"\b[a-z]{3,}\b")
_IN_A_SENTENCE = 6
"""So many words make a sentence with symbols in it of what would else be one equation."""
_DOLLARS = re.compile(r"\$\$?([^$]{1,600})\$\$?")
_MATHS = re.compile(r"[\\_^=]|^\s?[A-Za-z]{1,2}'?\s?$")
_SPECIAL = re.compile(r"[`\\$]")


@dataclass(frozen=True)
class Line:
    """`starts` and `ends` give for each character of the text which characters of the block it stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the block that start..end stand for."""
        return self.starts[start], self.ends[max(start, end - 1)]


def line_of(block: Block, start: int, end: int, macros: Macros) -> Line:
    """Characters start..end of a block with each equation as `linear` spells it."""
    text = plain(block.text[start:end])
    if text.isascii() and not _SPECIAL.search(text):
        return Line(text, range(start, end), range(start + 1, end + 1))
    out, starts, ends = list[str](), list[int](), list[int]()
    run, until = "", start
    equations = {first: (last, piece) for first, last, piece in _equations(block, start, text, macros)}
    for at, char in enumerate(text, start):
        if at < until:
            continue
        if at in equations:
            (until, piece), run = equations[at], ""
        else:
            piece, run = _spelled(char, run)
            until = at + 1
        out.append(piece)
        starts.extend([at] * len(piece))
        ends.extend([until] * len(piece))
    return Line("".join(out), starts, ends)


def _equations(block: Block, start: int, text: str, macros: Macros) -> Iterator[tuple[int, int, str]]:
    """Start, end and plain spelling of the equations: atoms, what stands in dollars, or a line of LaTeX."""
    for atom in block.atoms:
        if atom.kind is AtomKind.EQUATION and start <= atom.at < start + len(text):
            yield atom.at, atom.at + 1, f" {linear(atom.text, macros)} "
    outside = text
    for dollars in _DOLLARS.finditer(text):
        if _MATHS.search(dollars[1]):
            yield start + dollars.start(), start + dollars.end(), linear(dollars[1], macros)
            outside = outside.replace(dollars.group(), "")
    if not _COMMAND.search(outside):
        return
    if len(_PROSE.findall(_SYMBOL.sub(" ", outside))) < _IN_A_SENTENCE:
        yield start, start + len(text), linear(text, macros)
        return
    in_dollars = [match.span() for match in _DOLLARS.finditer(text)]
    for symbol in _SYMBOL.finditer(text):
        if not any(first <= symbol.start() < last for first, last in in_dollars):
            yield start + symbol.start(), start + symbol.end(), linear(symbol.group(), macros)


def _spelled(char: str, run: str) -> tuple[str, str]:
    """A character in plain letters; `run` is the mark of the raised or lowered characters before it."""
    if char < "\x80":
        return ("", run) if char == "`" else (char, "")
    for letters, mark in ((_BELOW, "_"), (_ABOVE, "^")):
        if char in letters:
            return (letters[char] if run == mark else mark + letters[char]), mark
    if char in _MARKS:
        return _MARKS[char], ""
    return unicodedata.normalize("NFKC", char), ""
