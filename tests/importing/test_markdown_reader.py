"""Markdown: blocks, the words in them, and the bytes each of them came from."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing.task import read
from app.usecases.ports.errors import Refused
from domain.documents.text import ATOM, AtomKind, Block, BlockKind, BytePlace, Concealment, How, Story
from tests.importing.origins import assert_in_bytes


def blocks_of(text: str, name: str = "a.md") -> tuple[Block, ...]:
    data = text.encode()
    blocks = read(data, name).blocks
    assert_in_bytes(data, blocks)
    return blocks


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a **bold** and *slanted* _word_", "a bold and slanted word"),
        ("a * b and 2*3*4", "a * b and 234"),
        ("see [the *link*](http://a.example 'title') now", "see the link now"),
        ("see [a](b)b", "see ab"),
        ("[ref] and [text][ref]\n\n[ref]: http://a.example", "ref and text"),
        ("<http://a.example/x>", "http://a.example/x"),
        ("run `x = 1` or `` a`b ``", "run x = 1 or a`b"),
        ("a &amp; b &#8804; c &nope;", "a & b ≤ c &nope;"),
        (r"a \[b and \( c", "a [b and ( c"),
        (r"5\* and \# and \d", r"5* and # and \d"),
        ("one\n   two", "one\ntwo"),
        ("one  \ntwo\\\nthree", "one\ntwo\nthree"),
        ("a<br/>b <b>c</b> e", "a\nb c e"),
        ("x<sub>i</sub> and 10<sup>6</sup>, the 1<sup>st</sup>", "x_i and 10^6, the 1st"),
        ("P<sub>t-1</sub> of <sub>*a*</sub>", "P_{t-1} of _a"),
        ("a <script>alert(1)</script> b", "a  b"),
        ("costs $5 or $6", "costs $5 or $6"),
        ("> quoted\n> text", "quoted\ntext"),
        ("[[not a link]", "[[not a link]"),
        ("𝛼 is \U0001f4c8 up", "𝛼 is \U0001f4c8 up"),
    ],
)
def test_text_is_what_a_reader_sees(source: str, text: str) -> None:
    assert [b.text for b in blocks_of(source)] == [text]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("see [the *link*](http://a.example 'title') now", [("the link", "http://a.example")]),
        ("[ref] and [text][ref]\n\n[ref]: #a", [("ref", "#a"), ("text", "#a")]),
        ("<http://a.example/x>", [("http://a.example/x", "http://a.example/x")]),
        ("[](#a) and ![x](y.png)", []),
        ("[![x](y.png)](#a)", [(ATOM, "#a")]),
        ("[x](javascript:alert)", []),
        ("| [a](#b) |\n|---|", [("a", "#b")]),
    ],
)
def test_links_keep_their_addresses(source: str, expected: list[tuple[str, str]]) -> None:
    (block,) = blocks_of(source)
    assert [(block.text[link.start : link.end], link.address) for link in block.links] == expected


def test_names_that_tags_give() -> None:
    blocks = blocks_of('<div id="d"></div>\n\nOne <a name="a"></a>\n\n<p id="p">Two</p>')
    assert [(block.text, block.anchors) for block in blocks] == [("One ", ("d", "a")), ("Two", ("p",))]


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        ("level $L_t$ now", AtomKind.EQUATION, "L_t"),
        ("level $$L_t$$ now", AtomKind.EQUATION, "L_t"),
        ("![A *chart*](x.png)", AtomKind.IMAGE, "A chart"),
        ("$$\nL = \\frac{a}{b}\n$$", AtomKind.EQUATION, r"L = \frac{a}{b}"),
        ("$$\nL = a\n$$ (eq1)", AtomKind.EQUATION, "L = a"),
        (r"level \(L_t\) now", AtomKind.EQUATION, "L_t"),
        (r"level \[L_t\] now", AtomKind.EQUATION, "L_t"),
        ("\\[\nL = a\n- b\n\n= c\n\\].", AtomKind.EQUATION, "L = a - b = c"),
        ("```math\nL = a\n```", AtomKind.EQUATION, "L = a"),
        ("level $`L_t`$ now", AtomKind.EQUATION, "L_t"),
        ('a <img src="http://x.invalid/p.png" alt="A chart">', AtomKind.IMAGE, "A chart"),
        (f"a {ATOM} b", AtomKind.OTHER, ""),
        ("a &#xfffc; b", AtomKind.OTHER, ""),
    ],
)
def test_what_is_not_text_is_an_atom(source: str, kind: AtomKind, text: str) -> None:
    (block,) = blocks_of(source)
    assert [(atom.kind, atom.text) for atom in block.atoms] == [(kind, text)]


BLOCKS = """# One `x` ##

Setext
======

para

- first
  - second

  more of the first
3) third

| a | b \\| c |
|---|---|
| `d` | |

```py
if x:
\ty
```

    indented

<div>Plain <b>words</b><script>no</script></div>

***
"""


def test_blocks() -> None:
    blocks = blocks_of(BLOCKS)
    assert [(b.kind.value, b.level, b.label, b.text) for b in blocks] == [
        ("heading", 1, "", "One x"),
        ("heading", 1, "", "Setext"),
        ("paragraph", 0, "", "para"),
        ("list_item", 1, "•", "first"),
        ("list_item", 2, "•", "second"),
        ("paragraph", 0, "", "more of the first"),
        ("list_item", 1, "3)", "third"),
        ("cell", 0, "", "a"),
        ("cell", 0, "", "b | c"),
        ("cell", 0, "", "d"),
        ("cell", 0, "", ""),
        ("code", 0, "", "if x:\n\ty"),
        ("code", 0, "", "indented"),
        ("paragraph", 0, "", "Plain words"),
    ]
    assert [(b.cell.row, b.cell.column) for b in blocks if b.cell] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_items_are_numbered_on_from_the_first() -> None:
    assert [b.label for b in blocks_of("7. a\n7. b\n1. c")] == ["7.", "8.", "9."]


@pytest.mark.parametrize(
    ("source", "text", "how", "raw"),
    [
        ("a **b** c", "b", How.VERBATIM, "b"),
        ("see [a](b)b", "b", How.VERBATIM, "b"),
        ("x &le; y", "≤", How.DECODED, "&le;"),
        (r"x \* y", "*", How.DECODED, r"\*"),
        ("x<br>y", "\n", How.DECODED, "<br>"),
        ("| a | b |\n|---|---|\n| x | x y |", "x y", How.VERBATIM, "x y"),
        ("> | a |\n> |---|\n> | b |", "b", How.VERBATIM, "b"),
        ("> ```\n> code\n> ```", "code", How.VERBATIM, "code"),
        ("`a\nb`", "a b", How.COMPUTED, None),
        ("<p>words</p>", "words", How.COMPUTED, None),
    ],
)
def test_pieces_say_how_they_came_from_which_bytes(source: str, text: str, how: How, raw: str | None) -> None:
    found = [
        (piece.how, source.encode()[piece.place.start : piece.place.end].decode() if piece.place else None)
        for block in blocks_of(source)
        for piece in block.pieces
        if block.text[piece.start : piece.end] == text and (piece.place is None or isinstance(piece.place, BytePlace))
    ]
    assert (how, raw) in found


def test_equal_words_have_different_places() -> None:
    (block,) = blocks_of("*x* [x](x) `x` x")
    starts = [p.place.start for p in block.pieces if isinstance(p.place, BytePlace)]
    assert all(a < b for a, b in pairwise(starts))
    assert [p.place for p in block.pieces if block.text[p.start : p.end] == "x"][1] == BytePlace(start=5, end=6)


def test_a_heading_of_marks_is_not_taken_for_its_closing_mark() -> None:
    assert [piece.place for piece in blocks_of("# # #")[0].pieces] == [BytePlace(start=2, end=3)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_marks_keep_raw_offsets(end: str, mark: bytes) -> None:
    data = mark + "# Titre é\n\none\ntwo 𝛼\n\n- x\n".replace("\n", end).encode()
    blocks = read(data, "a.md").blocks
    assert_in_bytes(data, blocks)
    assert [b.text for b in blocks] == ["Titre é", "one\ntwo 𝛼", "x"]
    places = [p.place for p in blocks[1].pieces if isinstance(p.place, BytePlace)]
    assert all(a.end == b.start for a, b in pairwise(places))
    assert data[places[0].start : places[-1].end].decode() == f"one{end}two 𝛼"


@pytest.mark.parametrize(
    ("data", "encoding", "text", "note"),
    [
        (b"\xff\xfe" + "# Stop ≤ 2%".encode("utf-16-le"), "utf-16-le", "Stop ≤ 2%", ""),
        (("word " * 40).encode("utf-16-be"), "utf-16-be", ("word " * 40).strip(), "UTF-16"),
        ("# Größe über café, naïve façade: 5 € für Händler".encode("cp1252"), "", "", "guess"),
        (b"Ti\0tle", "utf-8", "Ti\ufffdtle", "NUL"),
    ],
)
def test_encodings(data: bytes, encoding: str, text: str, note: str) -> None:
    document = read(data, "a.md")
    assert bool(note) == bool(document.notes)
    assert note in " ".join(document.notes)
    if encoding:
        assert [b.text for b in document.blocks] == [text]
        assert_in_bytes(data, document.blocks, encoding)


def test_a_file_that_is_not_what_its_mark_says_is_refused() -> None:
    with pytest.raises(Refused, match="byte 1"):
        read(b"\xef\xbb\xbfa\xff", "a.md")


def test_front_matter_is_kept_as_it_stands_and_may_give_the_title() -> None:
    data = b'---\ntitle: "The Index"\nx: &a [y]\nz: *a\n---\n\n# Other\n\ntext\n'
    document = read(data, "a.md")
    front, *others = document.blocks
    assert (document.title, [b.text for b in others]) == ("The Index", ["Other", "text"])
    assert (front.kind, front.text) == (BlockKind.CODE, 'title: "The Index"\nx: &a [y]\nz: *a')
    assert all(piece.how is How.VERBATIM for piece in front.pieces)
    assert "front matter" in document.notes[0]


NOTES = """Cap[^b] and floor[^a], cap again[^b].

[^a]: The floor.

    - in a list
[^b]: The *cap*[^a].
[^c]: Nobody asks.

After [^x].
"""


def test_notes_come_last_with_the_marks_that_are_printed() -> None:
    blocks = blocks_of(NOTES)
    assert [(b.story, b.label, b.text) for b in blocks] == [
        (Story.BODY, "", f"Cap{ATOM} and floor{ATOM}, cap again{ATOM}."),
        (Story.BODY, "", "After [^x]."),
        (Story.FOOTNOTE, "1", f"The cap{ATOM}."),
        (Story.FOOTNOTE, "2", "The floor."),
        (Story.FOOTNOTE, "•", "in a list"),
        (Story.FOOTNOTE, "c", "Nobody asks."),
    ]
    assert [(a.kind, a.text) for a in blocks[0].atoms] == [(AtomKind.NOTE, mark) for mark in "121"]
    assert [a.text for a in blocks[2].atoms] == ["2"]


def test_tasks_and_definitions() -> None:
    blocks = blocks_of("- [ ] open\n- [x] *done*\n- [y] z\n\nCap\n: The most of it.\n\n[ ] no")
    assert [(b.kind.value, b.label, b.text) for b in blocks] == [
        ("list_item", "☐", "open"),
        ("list_item", "☑", "done"),
        ("list_item", "•", "[y] z"),
        ("paragraph", "", "Cap"),
        ("list_item", "", "The most of it."),
        ("paragraph", "", "[ ] no"),
    ]


@pytest.mark.parametrize(
    ("source", "seen", "hidden"),
    [
        ("a <!-- b *c* -->d", "a d", [(" b *c* ", Concealment.HIDDEN)]),
        ("<!-- one\ntwo -->\n\nthree", "three", [("one two", Concealment.HIDDEN)]),
        ("a <span hidden>b *c*</span> d", "a  d", [("b c", Concealment.HIDDEN)]),
        ("a <span style='Display: None'>b<span>c</span>d</span> e", "a  e", [("bcd", Concealment.HIDDEN)]),
        ('a <i style="font-size:0px">b</i>', "a ", [("b", Concealment.TINY)]),
        ('a <i style="color:#FFF">b</i>', "a ", [("b", Concealment.INVISIBLE)]),
        ('a <i style="background-color:white; font-size:10px; opacity: 0.5">b</i>', "a b", []),
        ("<p>a <b hidden>b</b><i>c</i></p>", "a c", [("b", Concealment.HIDDEN)]),
        ("<div hidden>\n\n# One\n\n</div>\n\ntwo", "two", [("One", Concealment.HIDDEN)]),
        ("<br hidden>a", "\na", []),
    ],
)  # fmt: skip
def test_what_a_reader_does_not_see_is_concealed(source: str, seen: str, hidden: list[tuple[str, Concealment]]) -> None:
    blocks = blocks_of(source)
    assert [(b.text[c.start : c.end], c.how) for b in blocks for c in b.concealed] == hidden
    shown = [
        [char for at, char in enumerate(b.text) if not any(c.start <= at < c.end for c in b.concealed)] for b in blocks
    ]
    assert " ".join("".join(shown_of) for shown_of in shown).strip(" ") == seen.strip(" ")


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<script>a()</script>\n\nb", ["b"]),
        ("a <script>x()</script> b", ["a  b"]),
        ("<style>\np {}\n</style>\n\na", ["a"]),
        ('<p>a</p><iframe src="http://x.invalid">b</iframe>', ["a"]),
    ],
)
def test_active_parts_of_html_are_left_out_and_that_is_said(source: str, texts: list[str]) -> None:
    document = read(source.encode(), "a.md")
    assert [b.text for b in document.blocks] == texts
    assert "active parts" in document.notes[0]


def test_a_table_in_html_is_read_row_by_row() -> None:
    (block,) = blocks_of('<table><tr><th>a</th><th>b</th></tr>\n<tr><td></td><td>c <img alt="d"></td></tr></table>')
    assert block.text == f"a\tb\nc {ATOM}"
    assert [(a.kind, a.text) for a in block.atoms] == [(AtomKind.IMAGE, "d")]


@pytest.mark.parametrize(
    ("source", "title"),
    [("## Sub\n\n# Main *x*\n", "Main x"), ("## Sub\n", "my spec"), ("text", "my spec")],
)
def test_the_title(source: str, title: str) -> None:
    assert read(source.encode(), "my spec.md").title == title


def test_mdx_code_is_no_text() -> None:
    source = (
        "import X from 'x'\n\nexport const a = 1\n\n<Note kind={1}>\nWords\n</Note>\n\n{/* no */}\n\nimport duties\n"
    )
    assert [b.text for b in blocks_of(source, "a.mdx")] == ["Words"]
    assert "import duties" in [b.text for b in blocks_of(source)]


@pytest.mark.parametrize("source", [">" * 20_000 + " deep\n> er\n", "- " * 300 + "deep\n  er\n"])
def test_what_is_nested_too_deeply_is_read_as_lines_and_that_is_said(source: str) -> None:
    assert [b.text for b in blocks_of(source)] == ["deep\ner"]
    assert "plain lines" in read(source.encode(), "a.md").notes[0]
    assert not read(b"> > > > > > > > > > - - - deep\n", "a.md").notes


def test_an_empty_document_is_one_without_blocks() -> None:
    document = read(b"", "a.md")
    assert document.blocks == ()
    assert "empty document" in document.notes[0]


words = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1, max_size=12)
MARKERS = [
    "[^1]",
    "\n[^1]: ",
    "\\(",
    "\\)",
    "\n\\[",
    "\\]",
    "<!--",
    "-->",
    "<b hidden>",
    "</b>",
    "<sub>",
    "*",
    "**",
    "_",
    "`",
    "``",
    "[",
    "](x)",
    "![",
    "\\",
    "&amp;",
    "&",
    "<br>",
    "<b>",
    "$",
    "$$",
    "| ",
]
LINES = [
    "\n",
    "\n\n",
    "  \n",
    "\r\n",
    "\r",
    "\n- ",
    "\n- [ ] ",
    "\n: ",
    "\n---\n",
    "\n1. ",
    "\n> ",
    "\n# ",
    "\n\t",
    "\n    ",
    "\n|---|---|\n",
    "\n```\n",
]
markup = st.sampled_from(MARKERS) | st.sampled_from(LINES)


@given(st.lists(words | markup, max_size=30).map("".join))
def test_whatever_is_written_verbatim_pieces_are_its_bytes(source: str) -> None:
    data = source.encode()
    if data.startswith(b"PK\x03\x04"):
        return
    try:
        blocks = read(data, "a.md").blocks
    except Refused:
        return
    assert_in_bytes(data, blocks)


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1), min_size=1, max_size=6))
def test_plain_paragraphs_are_verbatim_throughout(paragraphs: list[str]) -> None:
    blocks = blocks_of("\n\n".join(paragraphs))
    assert [b.text for b in blocks] == paragraphs
    assert all(piece.how is How.VERBATIM for b in blocks for piece in b.pieces)


def test_bytes_between_pieces_of_a_paragraph_are_only_markup() -> None:
    source = "The **cap** is [5%](x) of `ADV`, &ge; 1 \\* unit."
    (block,) = blocks_of(source)
    kept = re.sub(r"[^A-Za-z0-9%.,]", "", "".join(block.text[p.start : p.end] for p in block.pieces))
    assert kept == "Thecapis5%ofADV,1unit."
    assert block.kind is BlockKind.PARAGRAPH
