"""The text under review: blocks, atoms, spans, and where each piece of text came from."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from domain.kernel import Value

ATOM = "\ufffc"
"""The one character that stands in a block's text for each thing that is not text."""


class AtomKind(StrEnum):
    EQUATION = "equation"
    NOTE = "note"
    IMAGE = "image"
    FIELD = "field"
    OTHER = "other"


class Atom(Value):
    """Something in a block that is not text. `text` is its LaTeX or alternative text; `at` its offset in the block."""

    at: int = Field(ge=0)
    kind: AtomKind
    text: str = ""


class How(StrEnum):
    """How a piece of a block's text came from its source; only the first two can be edited in place."""

    VERBATIM = "verbatim"
    DECODED = "decoded"
    COMPUTED = "computed"


class DocxPlace(Value):
    """Characters start..end of the visible text of a run.

    `paragraph` counts the w:p elements of the part, `run` the w:r elements below that paragraph (not below a
    paragraph nested in it), both in document order from 0. A run's visible text has one character for a tab or a break.
    """

    kind: Literal["docx"] = "docx"
    part: str
    paragraph: int
    run: int
    start: int
    end: int


class BytePlace(Value):
    """Bytes start..end of the source as imported."""

    kind: Literal["bytes"] = "bytes"
    start: int
    end: int


class Piece(Value):
    """Characters start..end of a block's text, and where they came from."""

    start: int
    end: int
    how: How
    place: Annotated[DocxPlace | BytePlace, Field(discriminator="kind")] | None = None


class Cell(Value):
    """The table cell a block stands in, all counted from 0 (tables in the order they start in)."""

    table: int
    row: int
    column: int


class Story(StrEnum):
    """Which text of a document a block belongs to: its main text, or one that stands beside it."""

    BODY = "body"
    TEXT_BOX = "text_box"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    HEADER = "header"
    FOOTER = "footer"


class Concealment(StrEnum):
    """Why a reader of the page does not see some text that is there."""

    HIDDEN = "hidden"
    """Formatted as hidden, or markup that is not shown."""
    INVISIBLE = "invisible"
    """In the colour of what is behind it."""
    TINY = "tiny"
    """In a size nobody can read."""


class Concealed(Value):
    """Characters start..end of a block's text that a reader of the page does not see."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    how: Concealment


class Link(Value):
    """Characters start..end of a block's text that lead to an address; "#caps" to what is named so in this document."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    address: str


class Earlier(StrEnum):
    """What an author did to the text before the review, in changes that are still marked as such."""

    INSERTED = "inserted"
    DELETED = "deleted"


class EarlierChange(Value):
    """An earlier author's marked change in a block, in the coordinates of its text, which is the accepted one.

    An insertion covers start..end. A deletion stands at start (== end) and `text` is what was there; a line end in it
    is the mark of a deleted paragraph, U+2028 a line break. The mark of one paragraph is a change of its own; a deleted
    row or cell is one change that ends in a line end, with tabs between its cells. An insertion with `mark` is that of
    the paragraph mark behind the block. Changes come in the order of their places.
    """

    what: Earlier
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str = ""
    mark: bool = False
    author: str = ""
    date: str = ""


class EarlierComment(Value):
    """A comment that came with the document, on characters start..end of the block it begins in."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    author: str = ""
    date: str = ""


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CELL = "cell"
    CODE = "code"


class Block(Value):
    """One paragraph as a reader sees it.

    `level` is the heading's level (1 outermost) or the list item's depth (1 outermost). `label` is the number or
    bullet shown before the text by the word processor; it is not part of `text`. `pieces` cover `text` from 0 to its
    end without gaps. `paragraph` and `part` name the w:p element a Word block was read from. Blocks come in reading
    order: a text box after the paragraph or table it is anchored in, then the notes (each labelled with its printed
    mark), then headers and footers. `anchors` are names given to it that links can lead to.
    """

    id: str
    kind: BlockKind
    text: str
    atoms: tuple[Atom, ...] = ()
    level: int = 0
    label: str = ""
    cell: Cell | None = None
    pieces: tuple[Piece, ...] = ()
    part: str = ""
    paragraph: int = -1
    story: Story = Story.BODY
    concealed: tuple[Concealed, ...] = ()
    earlier: tuple[EarlierChange, ...] = ()
    comments: tuple[EarlierComment, ...] = ()
    links: tuple[Link, ...] = ()
    anchors: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _atoms_stand_where_they_say(self) -> Self:
        places = [i for i, c in enumerate(self.text) if c == ATOM] if ATOM in self.text else []
        if [a.at for a in self.atoms] != places:
            raise ValueError("a block's atoms and the atom characters of its text differ")
        return self

    @property
    def printed(self) -> str:
        """The text with its number, as on the page, without the blank lines around it."""
        return f"{self.label} {self.text}".strip() if self.label else self.text.strip()


def spelled(block: Block, start: int, end: int) -> str:
    """Characters start..end of a block with each atom spelled out: its LaTeX or alternative text, else its kind.

    The mark of a note stands apart, or it would be read as a digit of the number before it.
    """
    atoms = {a.at: a.text or f"[{a.kind}]" if a.kind is not AtomKind.NOTE else f"[note {a.text}]" for a in block.atoms}
    return "".join(atoms.get(at, block.text[at]) for at in range(start, end))


class Span(Value):
    """Characters start..end of a block (code points, half-open), and the quote they are."""

    block: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError("a span must be as long as its quote")
        return self

    @classmethod
    def of(cls, block: Block, start: int, end: int) -> Self:
        """The span of these characters of a block; raises ValueError where the block has no such characters."""
        if not 0 <= start <= end <= len(block.text):
            raise ValueError("a span must lie within its block")
        return cls(block=block.id, start=start, end=end, quote=block.text[start:end])

    def fits(self, block: Block) -> bool:
        """Whether this block really says the quote at this place."""
        return self.block == block.id and block.text[self.start : self.end] == self.quote
