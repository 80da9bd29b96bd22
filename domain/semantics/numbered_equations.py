"""Numbered equations: the number that stands in, behind, before, beside or below an equation."""

import re
from collections.abc import Iterator, Sequence

from domain.documents.text import ATOM, AtomKind, Block, Span

_TAG = r"[A-Z]?\.?\d{1,4}(?:[.-]\d{1,3}){0,2}[a-z]?'?"
_IN_BRACKETS = rf"[\(\[]\s?(?:[Ee]q(?:uatio)?n?s?\.? |[Ff]ormula )?(?P<tag>{_TAG})\s?[)\]]"
_NAMED = rf"[Ee]q(?:uation|n?\.) (?P<named>{_TAG})"
_NUMBER = rf"(?:{_IN_BRACKETS}|{_NAMED})"
_LITTLE = ("as", "by", "in", "from", "see", "using", "and", "to", "of", "with")
_POINTS = ("quation", r"Eq\.", "ormula", *(rf"\b{word}" for word in _LITTLE))
_NO_POINTER = "".join(f"(?<!{word})" for word in _POINTS)
"""Not behind a word that points to the number of another equation: "as in (2)"."""
_LATEX_TAG = re.compile(r"\\(?:tag\*?|eqno|leqno)\s?\{?\s?\(?(?P<tag>[\w.'-]+)\)?\}?")
_SPACED = re.compile(
    r"\\(?:q?quad|hfill|hspace\*?\{[^{}]{1,20}\}|[;,: ])\s*(?:\\(?:text|mathrm|textrm|rm|mbox)\s?\{?\s*)?"
    rf"{_NUMBER}\s*\}}?\s*(?:\$\$?|\\\]|\\end\{{\w+\*?\}})?\s*$"
)
"""A number set apart from the LaTeX of an equation by space: "x = y \\quad (1)"."""
_AT_END = re.compile(rf"(?:(?:^|{_NO_POINTER}[\s{ATOM}$.,;]){_IN_BRACKETS}|(?:\t|\s\s){_NAMED})[.,;]?\s*$")
_AT_START = re.compile(rf"\s*{_NUMBER}[:.]?\s")
_ALONE = re.compile(rf"\s*{_NUMBER}\s*[.,]?\s*")
_FORMULA = re.compile(r"[=≤≥≈∝≔≡]|\\[a-z]{2}")
_REACH = 40
"""Characters at the end of a line in which its number stands."""


def numbered_equations(blocks: Sequence[Block]) -> Iterator[tuple[str, Span]]:
    """The number of each equation that has one, and where the equation is."""
    row: list[Block] = []
    before: Block | None = None
    for block in blocks:
        yield from _in_block(block)
        alone = _ALONE.fullmatch(block.text) if len(block.text) <= _REACH else None
        if block.cell is None:
            if alone and before is not None and _is_formula(before):
                yield alone["tag"] or alone["named"], Span.of(before, 0, len(before.text))
            before, row = block, []
            continue
        if row and _row(row[0]) != _row(block):
            row = []
        if alone and (beside := next((cell for cell in reversed(row) if _is_formula(cell)), None)):
            yield alone["tag"] or alone["named"], Span.of(beside, 0, len(beside.text))
        elif _is_formula(block) and (number := next(filter(None, (_number(cell) for cell in row)), "")):
            yield number, Span.of(block, 0, len(block.text))
        row.append(block)
        before = None


def _in_block(block: Block) -> Iterator[tuple[str, Span]]:
    for atom in block.atoms:
        if atom.kind is AtomKind.EQUATION:
            tags = [*_LATEX_TAG.finditer(atom.text)] if "tag" in atom.text or "eqno" in atom.text else []
            spaced = _SPACED.search(atom.text, max(0, len(atom.text) - 3 * _REACH))
            for tag in tags:
                yield tag["tag"], Span.of(block, atom.at, atom.at + 1)
            if spaced:
                yield spaced["tag"] or spaced["named"], Span.of(block, atom.at, atom.at + 1)
    for start, line in _lines(block.text):
        if "(" not in line and "[" not in line and "\\" not in line and "q" not in line:
            continue
        if not (_FORMULA.search(line) or _has_equation(block, start, start + len(line))):
            continue
        near = max(0, len(line) - _REACH)
        match = (
            _LATEX_TAG.search(line) or _SPACED.search(line, near) or _AT_END.search(line, near) or _AT_START.match(line)
        )
        if match:
            yield match["tag"] or match["named"], Span.of(block, start, start + len(line))


def _has_equation(block: Block, start: int, end: int) -> bool:
    return any(atom.kind is AtomKind.EQUATION and start <= atom.at < end for atom in block.atoms)


def _number(cell: Block) -> str:
    alone = _ALONE.fullmatch(cell.text) if len(cell.text) <= _REACH else None
    return (alone["tag"] or alone["named"]) if alone else ""


def _row(block: Block) -> tuple[str, int, int] | None:
    return (block.part, block.cell.table, block.cell.row) if block.cell else None


def _is_formula(block: Block) -> bool:
    return _FORMULA.search(block.text) is not None or _has_equation(block, 0, len(block.text))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
