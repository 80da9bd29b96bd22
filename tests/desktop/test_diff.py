"""The inline diff shows exactly the two texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.desktop.review.diff import change_html, word_diff
from app.desktop.theme import load_theme
from domain.documents.changes import Comment, DeleteBlock, InsertAfter, Replace
from domain.documents.text import ATOM, Atom, AtomKind, Block, BlockKind, Span

_TEXT = st.text(alphabet="ab ,.\n𝑥", max_size=40)
BLOCK = Block(id="b", kind=BlockKind.PARAGRAPH, text="The <b>sponsor</b> may change it.")


@given(_TEXT, _TEXT)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(text for kind, text in pieces if kind != "inserted") == before
    assert "".join(text for kind, text in pieces if kind != "deleted") == after


def test_a_word_is_replaced_as_a_word() -> None:
    assert word_diff("it may change", "it shall change") == [
        ("same", "it "),
        ("deleted", "may"),
        ("inserted", "shall"),
        ("same", " change"),
    ]


def test_a_rewrite_is_one_change() -> None:
    assert word_diff("in a timely manner", "to be by noon") == [
        ("deleted", "in a timely manner"),
        ("inserted", "to be by noon"),
    ]


@pytest.mark.parametrize(
    ("common", "stands"),
    [(" ", False), (" day ", False), (" each day ", True), (f" {ATOM} ", True)],
)
def test_common_text_between_two_changes_stands_from_two_words_on(common: str, stands: bool) -> None:
    pieces = word_diff(f"alpha{common}beta", f"gamma{common}delta")
    assert (("same", common) in pieces) is stands


def test_a_formula_is_shown_as_its_source() -> None:
    text = f"The {ATOM} may be {ATOM} or {ATOM}."
    sources = ("w_i", "x_i", "y_i")
    places = [i for i, c in enumerate(text) if c == ATOM]
    atoms = tuple(Atom(at=at, kind=AtomKind.EQUATION, text=source) for at, source in zip(places, sources, strict=True))
    block = Block(id="f", kind=BlockKind.PARAGRAPH, text=text, atoms=atoms)
    change = Replace(span=Span.of(block, 6, 16), text=f"shall be {ATOM}")
    _, html = change_html(change, {"f": block}.get, load_theme("light"))
    assert ATOM not in html
    assert [html.count(source) for source in sources] == [1, 1, 1]


def test_a_very_long_passage_is_shown_as_replaced() -> None:
    before, after = "a " * 3000, "b " * 3000
    assert word_diff(before, after) == [("deleted", before), ("inserted", after)]


@pytest.mark.parametrize(
    ("change", "heading", "holds"),
    [
        (Replace(span=Span.of(BLOCK, 23, 26), text="shall"), "Replace", "shall"),
        (Replace(span=Span.of(BLOCK, 23, 26), text=""), "Delete", "line-through"),
        (Replace(span=Span.of(BLOCK, 23, 23), text="always "), "Insert", "always"),
        (InsertAfter(block="b", text="A new one."), "Insert a paragraph", "A new one."),
        (DeleteBlock(block="b"), "Delete the paragraph", "line-through"),
        (Comment(text="Which?"), "Comment to the author", "Which?"),
    ],
)
def test_each_kind_of_change_is_named_and_shown(change: object, heading: str, holds: str) -> None:
    said, html = change_html(change, {"b": BLOCK}.get, load_theme("light"))  # type: ignore[arg-type]
    assert said == heading
    assert holds in html
    assert "<b>" not in html
