"""Code points of a block against UTF-16 positions of the document it is drawn in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from app.desktop.positions import Positions, drawn, from_units, placeholder, prefix, to_units, units
from app.desktop.review.fill import Filler
from app.desktop.theme import load_theme
from domain.documents.text import ATOM, Atom, AtomKind, Block, BlockKind, Span

pytestmark = pytest.mark.usefixtures("qapp")

_CHARACTERS = st.sampled_from(["a", " ", "é", "\n", "\t", "𝑥", "🙂", "\u0301", "\u2029", "\ufdd0", ATOM])


@st.composite
def blocks(draw: st.DrawFn, id: str = "b") -> Block:
    text = "".join(draw(st.lists(_CHARACTERS, max_size=20)))
    words = st.text(alphabet="x𝑦\n", max_size=4)
    atoms = tuple(
        Atom(at=i, kind=draw(st.sampled_from(list(AtomKind))), text=draw(words))
        for i, c in enumerate(text)
        if c == ATOM
    )
    label = draw(st.sampled_from(["", "1.2", "•", "𝟏."]))
    return Block(id=id, kind=BlockKind.PARAGRAPH, text=text, atoms=atoms, label=label)


@given(blocks(), st.data())
def test_an_offset_comes_back(block: Block, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(block.text)))
    assert from_units(block, to_units(block, offset)) == offset


@given(blocks())
def test_the_end_is_the_length_of_what_is_drawn(block: Block) -> None:
    assert to_units(block, len(block.text)) == units(prefix(block)) + sum(units(text) for text, _ in drawn(block))


@given(blocks(), st.integers(0, 60))
def test_a_place_inside_of_a_character_belongs_to_it(block: Block, place: int) -> None:
    low, high = from_units(block, place), from_units(block, place, up=True)
    assert 0 <= high - low <= 1
    if units(prefix(block)) < place < to_units(block, len(block.text)):
        assert to_units(block, low) <= place <= to_units(block, high)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.data())
def test_what_is_drawn_stands_where_it_is_said_to(kinds: list[int], data: st.DataObject) -> None:
    written = [data.draw(blocks(str(i))) for i in range(len(kinds))]
    document = QTextDocument()
    filler = Filler(document, load_theme("light"), {}, 500)
    list(filler.write(written))
    for block in written:
        start = data.draw(st.integers(0, len(block.text)))
        end = data.draw(st.integers(start, len(block.text)))
        span = Span.of(block, start, end)
        placed = filler.positions.range(span)
        assert placed is not None
        cursor = QTextCursor(document)
        cursor.setPosition(placed[0])
        cursor.setPosition(placed[1], QTextCursor.MoveMode.KeepAnchor)
        atoms = {atom.at: placeholder(atom) for atom in block.atoms}
        shown = "".join(atoms.get(i, block.text[i]) for i in range(start, end))
        for broken in "\n\u2029":
            shown = shown.replace(broken, "\u2028")
        assert cursor.selectedText() == shown.replace("\ufdd0", "\ufffd")
        if start < end:
            assert filler.positions.span(*placed) == span


def test_a_selection_over_two_paragraphs_is_cut_at_the_first() -> None:
    document = QTextDocument()
    filler = Filler(document, load_theme("light"), {}, 500)
    list(filler.write([Block(id=i, kind=BlockKind.PARAGRAPH, text=f"Paragraph {i}.") for i in ("one", "two")]))
    span = filler.positions.span(10, 25)
    assert span
    assert (span.block, span.quote) == ("one", "one.")


def test_before_anything_is_drawn_there_is_no_place() -> None:
    positions = Positions(())
    assert positions.place("x", 0) is None
    assert positions.block_at(0) is None
    assert positions.span(0, 1) is None
