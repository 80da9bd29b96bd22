"""Documents whose mathematics in dollars are equation objects, from the short notation for blocks."""

import re

from domain.documents.text import ATOM, Atom, AtomKind, Block
from domain.semantics.ir import DocumentIR, build_ir
from tests.analysis.notation import blocks_of

_DOLLARS = re.compile(r"\$([^$]+)\$")


def document(text: str) -> DocumentIR:
    """The IR of a short text; what stands in dollars is an equation."""
    return build_ir("Text", tuple(_with_equations(block) for block in blocks_of(text)))


def _with_equations(block: Block) -> Block:
    latex = [found[1] for found in _DOLLARS.finditer(block.text)]
    text = _DOLLARS.sub(ATOM, block.text)
    places = [at for at, char in enumerate(text) if char == ATOM]
    atoms = tuple(Atom(at=at, kind=AtomKind.EQUATION, text=source) for at, source in zip(places, latex, strict=True))
    return block.model_copy(update={"text": text, "atoms": atoms})
