"""Where the characters of a block stand on the screen: code points of `Block.text` against Qt's UTF-16 positions."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator

from domain.documents.text import ATOM, Atom, AtomKind, Block, Span

_ONE_FOR_ONE = str.maketrans(
    {"\n": "\u2028", "\r": "\u2028", "\u2029": "\u2028", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd", "\0": "\ufffd"}
)
"""Characters by which Qt would break a paragraph or a frame, each drawn as one other of the same width."""


def prefix(block: Block) -> str:
    """What is drawn before a block's text: its number or bullet."""
    return f"{block.label}\t" if block.label else ""


Pictured = Container[str]
"""The LaTeX of the formulas that are drawn as pictures, each of which is one character, U+FFFC, to Qt too."""


def placeholder(atom: Atom, pictured: Pictured = ()) -> str:
    """What is drawn for something that is not text."""
    match atom.kind:
        case AtomKind.EQUATION if atom.text in pictured:
            return ATOM
        case AtomKind.EQUATION:
            shown = atom.text or "equation"
        case AtomKind.IMAGE:
            shown = f"[image: {atom.text}]" if atom.text else "[image]"
        case AtomKind.NOTE:
            shown = f"[note {atom.text}]" if atom.text else "[note]"
        case _:
            shown = f"[{atom.text or atom.kind.value}]"
    return shown.replace(ATOM, "").translate(_ONE_FOR_ONE)


def drawn(block: Block, pictured: Pictured = ()) -> Iterator[tuple[str, Atom | None]]:
    """The text of a block as it is drawn, piece by piece, and which atom a piece stands for."""
    last = 0
    for atom in block.atoms:
        if atom.at > last:
            yield block.text[last : atom.at].translate(_ONE_FOR_ONE), None
        yield placeholder(atom, pictured), atom
        last = atom.at + 1
    if last < len(block.text):
        yield block.text[last:].translate(_ONE_FOR_ONE), None


def atoms_in(block: Block | None, start: int, end: int) -> list[str]:
    """What is drawn for each atom among these characters of a block."""
    return [placeholder(atom) for atom in block.atoms if start <= atom.at < end] if block else []


def spelled(text: str, atoms: Iterator[str]) -> str:
    """A text with the next of these words for each atom in it."""
    return "".join(next(atoms, "▫") if character == ATOM else character for character in text)


def spelled_quote(span: Span, block: Block | None) -> str:
    """A quote as it is drawn in its block."""
    return spelled(span.quote, iter(atoms_in(block, span.start, span.end)))


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def to_units(block: Block, offset: int, pictured: Pictured = ()) -> int:
    """How far behind the start of a drawn block, in UTF-16 units, the character at this offset stands."""
    atoms = sum(units(placeholder(atom, pictured)) - 1 for atom in block.atoms if atom.at < offset)
    return units(prefix(block)) + units(block.text[:offset]) + atoms


def from_units(block: Block, place: int, pictured: Pictured = (), *, up: bool = False) -> int:
    """The offset of the character drawn at this place; the next one with `up`, where the place is inside of one."""
    left = place - units(prefix(block))
    if left <= 0:
        return 0
    atoms = {atom.at: units(placeholder(atom, pictured)) for atom in block.atoms}
    for offset, character in enumerate(block.text):
        width = atoms[offset] if offset in atoms else 1 + (ord(character) > 0xFFFF)
        if left < width:
            return offset + (up and left > 0)
        left -= width
    return len(block.text)


class Positions:
    """Which block stands where in a QTextDocument that is filled from the top."""

    def __init__(self, pictured: Pictured) -> None:
        self._pictured = pictured
        self._starts: list[int] = []
        self._blocks: list[Block] = []
        self._index: dict[str, int] = {}

    def add(self, block: Block, start: int) -> None:
        """The block was drawn at the end of the document, its prefix at position `start`."""
        self._index[block.id] = len(self._blocks)
        self._blocks.append(block)
        self._starts.append(start)

    def place(self, block: str, offset: int) -> int | None:
        """The position of the character at this offset; None while its block is not drawn."""
        if (i := self._index.get(block)) is None:
            return None
        return self._starts[i] + to_units(self._blocks[i], offset, self._pictured)

    def range(self, span: Span) -> tuple[int, int] | None:
        """The positions a span covers; None while its block is not drawn."""
        start, end = self.place(span.block, span.start), self.place(span.block, span.end)
        return None if start is None or end is None else (start, end)

    def block_at(self, position: int) -> tuple[Block, int] | None:
        """The block drawn at a position and where it starts; None before the first."""
        i = bisect_right(self._starts, position) - 1
        return (self._blocks[i], self._starts[i]) if i >= 0 else None

    def blocks_between(self, start: int, end: int) -> list[Block]:
        """The blocks drawn at these positions."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        return self._blocks[first : bisect_left(self._starts, end)]

    def span(self, start: int, end: int) -> Span | None:
        """The span that is drawn between two positions, cut at the end of its block; None where no text is."""
        if (found := self.block_at(start)) is None:
            return None
        block, at = found
        first = from_units(block, start - at, self._pictured)
        last = from_units(block, end - at, self._pictured, up=True)
        return Span.of(block, first, last) if first < last else None
