"""A Markdown text leaves as a new Word file, with the same tracked changes made in it."""

from collections.abc import Sequence

from app.exporting.exporter import WordExporter
from app.exporting.fresh import word_file
from app.importing.docx.read import read_docx
from app.importing.markdown.read import read_markdown
from domain.documents.changes import Comment, DeleteBlock, InsertAfter, Replace, approved_text
from domain.documents.text import Block, BlockKind, DocxPlace, Span
from tests.exporting.judges import complaints, notation, texts
from tests.exporting.random_edits import edit, random_edits

TEXT = """# Index Guide

## 1. Cap

The weight of each **constituent** $w_i$ is limited to a reasonable level.

3. third item
4. fourth item

- a bullet
  - nested `code`

1. restarted
2. second

| Asset | Weight |
|-------|--------|
| A     | 5.0%   |
| B     | 7.5%   |

```
x = 1
	y = 2
```

![a chart](x.png) and \x0btext<br>in two lines.
"""
BLOCKS = read_markdown(TEXT.encode(), "a.md").blocks


def described(blocks: Sequence[Block]) -> list[tuple[str, int, str, str]]:
    return [(b.kind.value, b.level, b.label, b.text) for b in blocks]


def places(block: Block) -> dict[int, tuple[int, int, int]]:
    """The paragraph, the run and the offset each character of a block stands at."""
    return {
        at: (piece.place.paragraph, piece.place.run, piece.place.start + at - piece.start)
        for piece in block.pieces
        if isinstance(piece.place, DocxPlace)
        for at in range(piece.start, piece.end)
    }


def as_word_says_it(block: Block) -> Block:
    """Word knows no code paragraphs and no vertical tabs, and each of its list styles is a list of its own."""
    kind = BlockKind.PARAGRAPH if block.kind is BlockKind.CODE else block.kind
    level = 1 if kind is BlockKind.LIST_ITEM else block.level
    return block.model_copy(update={"kind": kind, "level": level, "text": block.text.replace("\x0b", "\ufffd")})


def test_the_new_file_reads_as_the_text_did_with_its_headings_lists_numbers_and_cells() -> None:
    data, placed = word_file(BLOCKS)
    read = read_docx(data, "a.docx").blocks
    expected = [as_word_says_it(block) for block in BLOCKS]
    assert described(read) == described(expected)
    assert [b.cell for b in read] == [b.cell for b in BLOCKS]
    assert [places(b) for b in placed] == [places(b) for b in read]
    assert [(b.part, b.paragraph) for b in placed] == [(b.part, b.paragraph) for b in read]
    assert [atom.text for b in read for atom in b.atoms] == [r"w\_i", r"\text{a chart}"]


def test_what_is_hidden_in_the_source_stays_hidden() -> None:
    blocks = read_markdown(b"Seen <!-- not seen --> and $x$ seen.\n", "a.md").blocks
    data, placed = word_file(blocks)
    (read,) = read_docx(data, "a.docx").blocks
    assert read.text == blocks[0].text
    (concealed,) = read.concealed
    assert read.text[concealed.start : concealed.end].strip() == "not seen"
    assert places(placed[0]) == places(read)


def test_notes_become_a_list_under_their_numbers_and_can_be_changed() -> None:
    text = b"The cap[^c] and the floor[^f].\n\n[^c]: It is high.\n\n    It may move.\n[^f]: It is low.\n"
    blocks = read_markdown(text, "a.md").blocks
    note = blocks[1]
    change = edit("f", Replace(span=Span.of(note, 6, 10), text="5%"))
    file = WordExporter().export("tracked", "markdown", text, blocks, [change])
    assert file.commented == {}
    read = read_docx(file.data, "a.docx").blocks
    assert [(b.kind, b.label, b.text) for b in read[1:]] == [
        (BlockKind.LIST_ITEM, "1.", "It is 5%."),
        (BlockKind.PARAGRAPH, "", "It may move."),
        (BlockKind.LIST_ITEM, "2.", "It is low."),
    ]
    assert complaints(file.data, word_file(blocks)[0]) == []


def test_the_changes_are_tracked_in_it() -> None:
    cap = next(b for b in BLOCKS if "reasonable" in b.text)
    start = cap.text.index("a reasonable")
    edits = [
        edit("f1", Replace(span=Span.of(cap, start, len(cap.text) - 1), text="10%"), "Too vague."),
        edit("f2", InsertAfter(block=cap.id, text="New."), "Missing."),
        edit("f3", DeleteBlock(block=BLOCKS[0].id), ""),
        edit("f4", Comment(text="Why?"), "", None),
    ]
    file = WordExporter().export("tracked", "markdown", TEXT.encode(), BLOCKS, edits)
    assert "The weight of each constituent  is limited to {[-a reasonable level-][+10%+]}.#" in notation(file.data)
    plain = word_file(BLOCKS)[0]
    assert texts(file.data, "reject") == texts(plain, "accept")
    assert "Index Guide" not in texts(file.data, "accept")
    assert complaints(file.data, plain) == []
    clean = WordExporter().export("clean", "markdown", TEXT.encode(), BLOCKS, edits)
    approved = [paragraph.text.replace("\x0b", "\ufffd") for paragraph in approved_text(BLOCKS, edits)]
    assert [b.text for b in read_docx(clean.data, "a.docx").blocks] == approved


def test_the_same_text_and_edits_give_the_same_bytes() -> None:
    edits = random_edits(BLOCKS[:-1], 3, 10)
    one, two = (WordExporter().export("tracked", "markdown", b"", BLOCKS, edits) for _ in range(2))
    assert one == two
