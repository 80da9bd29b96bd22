"""Edits outside the main text: they travel as comments, and nothing but the main text is ever changed."""

import pytest

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from domain.documents.changes import Comment, DeleteBlock, InsertAfter, Replace, Suggestion
from domain.documents.text import Block, Span, Story
from tests.builders.docx import NAMESPACES, R, build, paragraph, run
from tests.exporting.judges import complaints, looks, notation
from tests.exporting.random_edits import edit

BOX = f"<w:r><w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict></w:r>"
SOURCE = build(
    paragraph("first")
    + f"<w:p>{run('box')}{BOX}</w:p><w:p>{run('note')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>",
    relationships=f'<Relationship Id="h" Type="{R}/header" Target="h.xml"/>'
    f'<Relationship Id="n" Type="{R}/footnotes" Target="n.xml"/>',
    parts={
        "word/h.xml": f"<w:hdr {NAMESPACES}>{paragraph('head')}</w:hdr>",
        "word/n.xml": f"<w:footnotes {NAMESPACES}><w:footnote w:id='1'>{paragraph('noted')}{paragraph('more')}"
        "</w:footnote></w:footnotes>",
    },
)
BLOCKS = read_docx(SOURCE, "a.docx").blocks


def suggestions(block: Block) -> list[Suggestion]:
    return [
        Replace(span=Span.of(block, 0, 2), text="xy"),
        InsertAfter(block=block.id, text="new"),
        DeleteBlock(block=block.id),
    ]


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ("boxed", 1, "a text box"),
        ("noted", 3, "a footnote"),
        ("more", 3, "a footnote"),
        ("head", 0, "a header"),
    ],
)
@pytest.mark.parametrize("number", range(3))
def test_an_edit_beside_the_main_text_travels_as_a_comment(text: str, where: int, words: str, number: int) -> None:
    block = next(block for block in BLOCKS if block.text == text)
    made = edit("f1", suggestions(block)[number])
    file = WordExporter().export("tracked", "docx", SOURCE, BLOCKS, [made])
    assert words in file.commented["f1"]
    assert looks(file.data, "accept") == looks(SOURCE, "accept")
    assert complaints(file.data, SOURCE) == []
    assert [n for n, shown in enumerate(notation(file.data)) if shown.startswith("{")] == [where]
    clean = WordExporter().export("clean", "docx", SOURCE, BLOCKS, [made])
    assert looks(clean.data, "accept") == looks(SOURCE, "accept")


def test_a_comment_on_a_note_hangs_on_its_reference() -> None:
    block = next(block for block in BLOCKS if block.story is Story.FOOTNOTE)
    made = edit("f1", Comment(text="Which?"), anchor=Span.of(block, 0, 5))
    file = WordExporter().export("tracked", "docx", SOURCE, BLOCKS, [made])
    assert file.commented == {}
    assert [n for n, shown in enumerate(notation(file.data)) if shown.startswith("{")] == [3]
