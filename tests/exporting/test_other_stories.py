"""Edits beside the main text: made where they stand, with their reasons where Word shows comments."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from lxml import etree

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from app.usecases.ports.errors import EditRefused
from domain.documents.changes import Comment, DeleteBlock, InsertAfter, Replace, Suggestion
from domain.documents.text import Block, Span, Story
from tests.builders.docx import NAMESPACES, R, build, paragraph, run
from tests.exporting.judges import W, complaints, notation
from tests.exporting.judges import checker as judge
from tests.exporting.random_edits import edit

INSIDE = paragraph("boxed") + paragraph("below")
BOX = (
    "<w:r><mc:AlternateContent>"
    f'<mc:Choice Requires="wps"><w:drawing><w:txbxContent>{INSIDE}</w:txbxContent></w:drawing></mc:Choice>'
    f"<mc:Fallback><w:pict><w:txbxContent>{{}}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def source(fallback: str = INSIDE) -> bytes:
    """A paragraph, one with a text box, one with a footnote; and a header."""
    return build(
        paragraph("first") + f"<w:p>{run('box')}{BOX.format(fallback)}</w:p>"
        f"<w:p>{run('note')}<w:r><w:footnoteReference w:id='1'/></w:r>{run('.')}</w:p>",
        relationships=f'<Relationship Id="h" Type="{R}/header" Target="h.xml"/>'
        f'<Relationship Id="n" Type="{R}/footnotes" Target="n.xml"/>',
        parts={
            "word/h.xml": f"<w:hdr {NAMESPACES}>{paragraph('head')}{paragraph('line')}</w:hdr>",
            "word/n.xml": f"<w:footnotes {NAMESPACES}><w:footnote w:id='1'>{paragraph('noted')}{paragraph('more')}"
            "</w:footnote></w:footnotes>",
        },
    )


SOURCE = source()
BLOCKS = read_docx(SOURCE, "a.docx").blocks


def suggestions(block: Block) -> list[Suggestion]:
    return [
        Replace(span=Span.of(block, 0, 2), text="xy"),
        InsertAfter(block=block.id, text="new"),
        DeleteBlock(block=block.id),
    ]


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def stories(data: bytes, mode: str) -> Mapping[str, object]:
    """The texts of each story but the comments, with their looks."""
    found: dict[str, object] = judge("docx_resolve").fmt(io.BytesIO(data), mode)
    return {name: texts for name, texts in found.items() if name != "comments"}


@pytest.mark.parametrize(
    ("text", "story", "name", "expected"),
    [
        ("boxed", "textbox", "word/document.xml", (["xyxed", "below"], ["boxed", "new", "below"], ["below"])),
        ("below", "textbox", "word/document.xml", (["boxed", "xylow"], ["boxed", "below", "new"], ["boxed"])),
        ("noted", "footnotes", "word/n.xml", (["xyted", "more"], ["noted", "new", "more"], ["more"])),
        ("more", "footnotes", "word/n.xml", (["noted", "xyre"], ["noted", "more", "new"], ["noted"])),
        ("head", "header:h.xml", "word/h.xml", (["xyad", "line"], ["head", "new", "line"], ["line"])),
        ("line", "header:h.xml", "word/h.xml", (["head", "xyne"], ["head", "line", "new"], ["head"])),
    ],
)
@pytest.mark.parametrize("number", range(3))
def test_an_edit_beside_the_main_text_is_made_there(
    text: str, story: str, name: str, expected: tuple[list[str], ...], number: int
) -> None:
    block = next(block for block in BLOCKS if block.text == text)
    file = WordExporter().export("tracked", "docx", SOURCE, BLOCKS, [edit("f1", suggestions(block)[number])])
    assert file.commented == {}
    accepted = judge("docx_resolve").resolve(io.BytesIO(file.data), "accept")
    assert accepted[story] == expected[number]
    assert stories(file.data, "reject") == stories(SOURCE, "reject")
    assert complaints(file.data, SOURCE) == []
    clean = WordExporter().export("clean", "docx", SOURCE, BLOCKS, [edit("f1", suggestions(block)[number])])
    assert stories(clean.data, "accept") == stories(file.data, "accept")
    for other in {"word/document.xml", "word/n.xml", "word/h.xml"} - {name}:
        assert etree.tostring(part(file.data, other)) == etree.tostring(part(SOURCE, other))


@pytest.mark.parametrize("number", range(3))
def test_both_forms_of_a_text_box_are_changed_alike(number: int) -> None:
    block = next(block for block in BLOCKS if block.text == "below")
    file = WordExporter().export("tracked", "docx", SOURCE, BLOCKS, [edit("f1", suggestions(block)[number])])
    one, two = part(file.data, "word/document.xml").iter(f"{W}txbxContent")
    assert len(list(one.iter(f"{W}ins", f"{W}del"))) > 0
    for box in (one, two):
        for mark in box.iter(f"{W}ins", f"{W}del"):
            del mark.attrib[f"{W}id"]
    assert etree.tostring(one) == etree.tostring(two)


def test_a_text_box_whose_forms_differ_is_not_changed() -> None:
    differing = source(paragraph("boxed") + paragraph("under"))
    blocks = read_docx(differing, "a.docx").blocks
    block = next(block for block in blocks if block.text == "below")
    file = WordExporter().export("tracked", "docx", differing, blocks, [edit("f1", suggestions(block)[0])])
    assert "the two differ" in file.commented["f1"]
    assert stories(file.data, "accept") == stories(differing, "accept")


@pytest.mark.parametrize(
    ("text", "where", "said"),
    [
        ("boxed", ["first", "box{}", "boxed", "below", "boxed", "below", "note."], "In the text box “boxed”:\nWhy."),
        ("noted", ["first", "box", "boxed", "below", "boxed", "below", "note{}."], "In the footnote “noted”:\nWhy."),
        ("head", ["{first}", "box", "boxed", "below", "boxed", "below", "note."], "In the header “head”:\nWhy."),
    ],
)
def test_the_reason_hangs_on_what_stands_for_the_passage_in_the_main_text(
    text: str, where: list[str], said: str
) -> None:
    block = next(block for block in BLOCKS if block.text == text)
    made = edit("f1", Comment(text="Why."), anchor=Span.of(block, 0, 2))
    file = WordExporter().export("tracked", "docx", SOURCE, BLOCKS, [made])
    assert file.commented == {}
    assert [line.replace("boxedbelowboxedbelow", "") for line in notation(file.data)] == where
    (comment,) = part(file.data, "word/comments.xml")
    assert "\n".join("".join(p.itertext()) for p in comment) == said
    assert complaints(file.data, SOURCE) == []


def test_the_reasons_in_headers_and_footers_travel_in_one_comment() -> None:
    margins = [block for block in BLOCKS if block.story is Story.HEADER]
    edits = [
        edit(f"f{n}", Replace(span=Span.of(block, 0, 2), text="xy"), f"Why {n}.") for n, block in enumerate(margins)
    ]
    file = WordExporter().export("tracked", "docx", SOURCE, BLOCKS, edits)
    (comment,) = part(file.data, "word/comments.xml")
    assert ["".join(p.itertext()) for p in comment] == [
        "In the header “head”:",
        "Why 0.",
        "In the header “line”:",
        "Why 1.",
    ]


def test_the_two_forms_of_a_text_box_may_part_the_same_words_otherwise() -> None:
    parted = f"<w:p>{run('bo')}{run('xe')}{run('d')}</w:p>{paragraph('below')}"
    data = source(parted)
    blocks = read_docx(data, "a.docx").blocks
    box = next(block for block in blocks if block.text == "boxed")
    edits = [
        edit("f1", Replace(span=Span.of(box, 0, 5), text="crated")),
        edit("f2", InsertAfter(block=box.id, text="!")),
    ]
    file = WordExporter().export("tracked", "docx", data, blocks, edits)
    assert file.commented == {}
    assert complaints(file.data, data) == []
    clean = WordExporter().export("clean", "docx", data, blocks, edits).data
    inside = [
        ["".join(p.itertext()) for p in box.iter(f"{W}p")]
        for box in part(clean, "word/document.xml").iter(f"{W}txbxContent")
    ]
    assert inside == [["crated", "!", "below"]] * 2


def test_where_the_main_text_has_no_paragraph_a_reason_is_not_lost_in_silence() -> None:
    data = build(
        "<w:sectPr/>",
        relationships=f'<Relationship Id="h" Type="{R}/header" Target="h.xml"/>',
        parts={"word/h.xml": f"<w:hdr {NAMESPACES}>{paragraph('The head')}</w:hdr>"},
    )
    blocks = read_docx(data, "a.docx").blocks
    change = Replace(span=Span.of(blocks[0], 0, 3), text="A")
    with pytest.raises(EditRefused, match="no paragraph"):
        WordExporter().export("tracked", "docx", data, blocks, [edit("f", change, "Why.")])
    assert WordExporter().export("tracked", "docx", data, blocks, [edit("f", change, "")]).commented == {}


def test_a_note_may_be_referred_to_from_outside_of_a_run() -> None:
    data = build(
        f"<w:p>{run('note')}<w:footnoteReference w:id='1'/></w:p>",
        relationships=f'<Relationship Id="n" Type="{R}/footnotes" Target="n.xml"/>',
        parts={
            "word/n.xml": f"<w:footnotes {NAMESPACES}><w:footnote w:id='1'>{paragraph('The note')}</w:footnote>"
            "</w:footnotes>"
        },
    )
    blocks = read_docx(data, "a.docx").blocks
    noted = next(block for block in blocks if block.text == "The note")
    change = Replace(span=Span.of(noted, 0, 3), text="A")
    file = WordExporter().export("tracked", "docx", data, blocks, [edit("f", change, "Why.")])
    assert notation(file.data) == ["note{}"]


def test_the_reasons_of_headers_do_not_go_with_a_row_that_another_author_deleted() -> None:
    gone = '<w:trPr><w:del w:id="7" w:author="Bea" w:date="2020-01-01T00:00:00Z"/></w:trPr>'
    rows = (f"<w:tr>{kept}<w:tc>{paragraph('cell')}</w:tc></w:tr>" for kept in (gone, ""))
    table = f"<w:tbl>{''.join(rows)}</w:tbl>"
    data = build(
        table + paragraph("last"),
        relationships=f'<Relationship Id="h" Type="{R}/header" Target="h.xml"/>',
        parts={"word/h.xml": f"<w:hdr {NAMESPACES}>{paragraph('head')}</w:hdr>"},
    )
    blocks = read_docx(data, "a.docx").blocks
    head = next(block for block in blocks if block.story is Story.HEADER)
    file = WordExporter().export(
        "tracked", "docx", data, blocks, [edit("f", Replace(span=Span.of(head, 0, 2), text="xy"), "Why.")]
    )
    (reference,) = part(file.data, "word/document.xml").iter(f"{W}commentReference")
    assert not any(row.find(f"{W}trPr/{W}del") is not None for row in reference.iterancestors(f"{W}tr"))
