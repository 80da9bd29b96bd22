"""Edits made in the original Markdown: the lines they touch read as approved, and no other byte changes."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exporting.markdown.write import write
from app.importing.markdown.read import read_markdown
from app.usecases.ports.engines import ExportedFile
from app.usecases.ports.errors import Refused
from domain.documents.changes import (
    Comment,
    DeleteBlock,
    DeleteRow,
    Edit,
    InsertAfter,
    InsertRow,
    Replace,
    approved_text,
)
from domain.documents.rows import row_of
from domain.documents.text import Block, Span
from tests.exporting.random_edits import edit, random_edits

Asked = Callable[[Sequence[Block]], Edit]


def read(data: bytes) -> tuple[Block, ...]:
    return read_markdown(data, "rules.md").blocks


def words(text: str) -> list[str]:
    """Its words by lines: Markdown keeps no spaces around a line."""
    return [line.strip(" \t") for line in text.split("\n") if line.strip(" \t")]


def block_with(blocks: Sequence[Block], words: str) -> Block:
    return next(block for block in blocks if words in block.text)


def replace(quote: str, text: str) -> Asked:
    def made(blocks: Sequence[Block]) -> Edit:
        block = block_with(blocks, quote)
        start = block.text.index(quote)
        return edit(f"replace {quote}", Replace(span=Span.of(block, start, start + len(quote)), text=text))

    return made


def insert(words: str, text: str) -> Asked:
    """New text behind these words."""

    def made(blocks: Sequence[Block]) -> Edit:
        block = block_with(blocks, words)
        at = block.text.index(words) + len(words)
        return edit(f"insert {words}", Replace(span=Span.of(block, at, at), text=text))

    return made


def add(words: str, text: str) -> Asked:
    return lambda blocks: edit(f"add {text}", InsertAfter(block=block_with(blocks, words).id, text=text))


def delete(words: str) -> Asked:
    return lambda blocks: edit(f"delete {words}", DeleteBlock(block=block_with(blocks, words).id))


def delete_row(words: str) -> Asked:
    def made(blocks: Sequence[Block]) -> Edit:
        row = row_of(block_with(blocks, words), blocks)
        return edit(f"row {words}", DeleteRow(blocks=tuple(block.id for block in row)))

    return made


def fill(words: str) -> Asked:
    """The second cell of the row that begins so, which is empty."""

    def asked(blocks: Sequence[Block]) -> Edit:
        first = next(block for block in blocks if block.text == words)
        empty = next(b for b in blocks if first.cell and b.cell == first.cell.model_copy(update={"column": 1}))
        return edit("fill", Replace(span=Span.of(empty, 0, 0), text="5"))

    return asked


def add_row(words: str, *cells: str) -> Asked:
    return lambda blocks: edit("row", InsertRow(block=block_with(blocks, words).id, cells=cells))


def patched(source: bytes, *asked: Asked) -> ExportedFile:
    blocks = read(source)
    edits = [make(blocks) for make in asked]
    file = write(source, blocks, edits, read)
    made = [each for each in edits if each.finding not in file.commented]
    assert [b.text for b in read(file.data) if b.text] == [p.text for p in approved_text(blocks, made) if p.text]
    return file


BLANK = "| Name | Value | At |\n|---|---|---|\n| a | 1 | x |\n| b | | y |\n| c || z |\n"
TABLE = "| Name | Value |\n|:--|--:|\n| cap  |  10 % |\n| floor | 0 \\| none |\n"


@pytest.mark.parametrize(
    ("source", "asked", "expected"),
    [
        ("The cap is high.\n", [replace("high", "5%")], "The cap is 5%.\n"),
        ("# The cap\n\nText", [replace("cap", "floor")], "# The floor\n\nText"),
        ("The cap\n=======\n\nText", [replace("cap", "floor")], "The floor\n=======\n\nText"),
        ("a **high** cap", [replace("high", "low")], "a **low** cap"),
        ("a **high** cap", [replace("high ", "")], "a cap"),
        ("a **very high** cap", [replace("very high", "low")], "a **low** cap"),
        ("see [the cap](x.md) now", [replace("cap", "floor")], "see [the floor](x.md) now"),
        ("> The cap\n> is high.\n", [replace("cap\nis", "cap is")], "> The cap is high.\n"),
        ("> The cap\n> is high.\n", [replace("cap", "cap\nhere")], "> The cap\n> here\n> is high.\n"),
        ("a &amp; b\\* c", [replace("& b* c", "& d")], "a &amp; d"),
        ("a &le;&amp; b", [replace("&", "and")], "a ≤and b"),
        ("use `x = 1` now", [replace("1", "2*3*4")], "use `x = 2*3*4` now"),
        ("the weight", [replace("weight", "P_t * 2 of *all*")], "the P_t * 2 of \\*all\\*"),
        ("the weight", [replace("the", "1. the")], "1\\. the weight"),
        ("- one\n- two\n", [replace("two", "# 2")], "- one\n- \\# 2\n"),
        ("costs $L_t$ or 5", [replace("5", "$5 $")], "costs $L_t$ or $5 $"),
        ("level $L_t$", [insert("level \ufffc", " is set")], "level $L_t$ is set"),
        ("$L_t$ level", [replace("level", "it")], "$L_t$ it"),
        (TABLE, [replace("10 %", "a|b\nc")], TABLE.replace("10 %", "a\\|b<br>c")),
        (TABLE, [replace("0 | none", "1 | none")], TABLE.replace("0 \\| none", "1 \\| none")),
        (BLANK, [fill("b")], BLANK.replace("| b | |", "| b | 5 |")),
        (BLANK, [fill("c")], BLANK.replace("| c ||", "| c | 5 |")),
        (TABLE, [delete("cap")], TABLE.replace("cap", "")),
        (TABLE, [delete_row("cap")], TABLE.replace("| cap  |  10 % |\n", "")),
        (TABLE, [add_row("Value", "a", "b|")], TABLE.replace("| cap", "| a | b\\| |\n| cap")),
        (TABLE, [add_row("none", "a", "b")], TABLE + "| a | b |\n"),
        (TABLE, [add("none", "After.")], TABLE + "\nAfter.\n"),
        ("one\n\ntwo\n", [add("one", "new")], "one\n\nnew\n\ntwo\n"),
        ("one\n# two\n", [add("one", "new"), add("one", "more")], "one\n\nnew\n\nmore\n\n# two\n"),
        ("one\n\ntwo", [add("two", "- new")], "one\n\ntwo\n\n\\- new"),
        ("one\n===\ntwo\n", [add("one", "new")], "one\n===\n\nnew\n\ntwo\n"),
        ("- one\n- two\n\nthree\n", [add("one", "new")], "- one\n- new\n- two\n\nthree\n"),
        ("- one\n- two\n\nthree\n", [add("two", "new")], "- one\n- two\n- new\n\nthree\n"),
        ("1. one\n\n2. two\n", [add("one", "new")], "1. one\n\n2. new\n\n2. two\n"),
        ("- one\n  - inner\n- two\n", [add("one", "new")], "- one\n\n  new\n\n  - inner\n- two\n"),
        ("> one\n\ntwo\n", [add("one", "new")], "> one\n>\n> new\n\ntwo\n"),
        ("```py\nx = 1\n```\ntwo\n", [add("x = 1", "new")], "```py\nx = 1\n```\n\nnew\n\ntwo\n"),
        ("a[^1]\n\n[^1]: note\n", [add("note", "more")], "a[^1]\n\n[^1]: note\n\n    more\n"),
        ("one\n\ntwo\n\nthree\n", [delete("two")], "one\n\nthree\n"),
        ("one\n\ntwo\n\n\nthree", [delete("one")], "two\n\n\nthree"),
        ("one\n\ntwo\n", [delete("two")], "one\n"),
        ("- one\n- two\n- three\n", [delete("two")], "- one\n- three\n"),
        ("one\n\ntwo\n\nthree\n", [delete("two"), add("two", "new")], "one\n\nnew\n\nthree\n"),
        ("one\n\ntwo", [add("one", "new"), insert("one", " more")], "one more\n\nnew\n\ntwo"),
        ("```py\nif x:\n    y\n```\n", [replace("y", "*z*")], "```py\nif x:\n    *z*\n```\n"),
        ("---\ntitle: Rules\n---\n\ntext\n", [replace("text", "words")], "---\ntitle: Rules\n---\n\nwords\n"),
    ],
)
def test_an_edit_changes_its_words_alone(source: str, asked: list[Asked], expected: str) -> None:
    file = patched(source.encode(), *asked)
    assert file.data.decode() == expected
    assert file.commented == {}


@pytest.mark.parametrize(
    ("source", "asked", "reason"),
    [
        ("level $L_t$ now", replace("\ufffc now", "x"), "not plain text"),
        ("level now", replace("level", "\ufffc"), "not text"),
        ("# One", replace("One", "One\nTwo"), "one line"),
        (TABLE, add("10 %", "new"), "one paragraph"),
        (TABLE, delete_row("Name"), "first row"),
        ("<p>words</p>", replace("words", "w"), "not plain text"),
        ("use `x`", replace("x", "a`b"), "read the text around it otherwise"),
        ("word", lambda _: edit("c", Comment(text="Which?")), "no comments"),
    ],
)
def test_what_cannot_be_done_in_place_is_said_and_the_rest_is_done(source: str, asked: Asked, reason: str) -> None:
    file = patched(f"The cap is high.\n\n{source}".encode(), replace("high", "low"), asked)
    assert file.data == f"The cap is low.\n\n{source}".encode()
    assert reason in next(iter(file.commented.values()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_mark_and_line_ends_survive(encoding: str, end: str) -> None:
    text = "# Règles – “Größe”\n\nThe niveau is “élevé”, très élevé à Zürich; ça reste.\n\n- un\n- déjà vu\n"
    source = text.replace("\n", end).encode(encoding)
    file = patched(source, replace("reste", "va 𝛼"), add("un", "nouveau"), add("Zürich", "Fin."))
    wanted = text.replace("reste", "va 𝛼").replace("- un\n", "- un\n- nouveau\n").replace("va 𝛼.", "va 𝛼.\n\nFin.")
    if encoding == "cp1252":
        wanted = wanted.replace("𝛼", "&#120572;")
    assert file.data == wanted.replace("\n", end).encode(encoding)


def test_a_text_that_was_not_reviewed_is_left_alone() -> None:
    with pytest.raises(Refused, match="import it again"):
        write(b"other", read(b"one"), [], read)


LINE = st.sampled_from(
    [
        "The **cap** is high &amp; mighty.", "# Title", "- item *one*", "  - inner", "1. first", "> quoted text",
        "| a | b |\n|---|---|\n| c \\| d | $x$ |", "```\ncode *x*\n```", "$$\nL = 1\n$$", "", "see [x](y) `z`",
        "\ttabbed",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINE, max_size=8), seed=st.integers(0, 10_000), end=st.sampled_from(["\n", "\r\n"]))
def test_any_edits_in_any_text(lines: list[str], seed: int, end: str) -> None:
    source = "\n".join(lines).replace("\n", end).encode()
    blocks = read(source)
    edits = random_edits(blocks, seed, 5)
    file = write(source, blocks, edits, read)
    made = [each for each in edits if each.finding not in file.commented]
    after = [words(block.text) for block in read(file.data)]
    approved = [words(paragraph.text) for paragraph in approved_text(blocks, made)]
    assert [text for text in after if text] == [text for text in approved if text]
    if not made:
        assert file.data == source
