"""Rows of a table deleted and added, as tracked changes."""

import io
import zipfile

import pytest
from lxml import etree

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from domain.documents.changes import Change, Comment, DeleteRow, Edit, InsertAfter, InsertRow, Replace, approved_text
from domain.documents.text import Block, Span
from tests.builders.docx import build, cell, paragraph, row, run, table
from tests.exporting.judges import W, complaints, looks, texts
from tests.exporting.random_edits import edit

GRID = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
THEIRS = '<w:ins w:id="9" w:author="Bea" w:date="2020-01-01T00:00:00Z"/>'
HEADER = "<w:tblHeader/>"
BOLD = '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r></w:p>'
LOCKED = (
    f'<w:sdt><w:sdtPr><w:lock w:val="sdtLocked"/></w:sdtPr><w:sdtContent>{paragraph("a")}</w:sdtContent></w:sdt><w:p/>'
)
ROW_CONTROL = '<w:sdt><w:sdtPr><w:lock w:val="sdtLocked"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
MERGED = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def grid(*rows: str) -> str:
    return table(*rows).replace("<w:tblGrid/>", GRID)


def two(one: str, other: str, properties: str = "") -> str:
    return row(cell(paragraph(one)), cell(paragraph(other)), properties=properties)


def exported(source: bytes, *changes: Change, remarks: tuple[Edit, ...] = ()) -> bytes:
    """What the judges say of it is checked on the way."""
    blocks = read_docx(source, "a.docx").blocks
    edits = [*(edit(f"f{n}", change, "Why.") for n, change in enumerate(changes)), *remarks]
    file = WordExporter().export("tracked", "docx", source, blocks, edits)
    assert file.commented == {}
    assert looks(file.data, "reject") == looks(source, "reject")
    assert texts(file.data, "accept") == [p.text for p in approved_text(blocks, edits)]
    assert complaints(file.data, source) == []
    clean = WordExporter().export("clean", "docx", source, blocks, edits)
    assert texts(clean.data, "accept") == texts(file.data, "accept")
    assert complaints(clean.data, source) == []
    return file.data


def ids(blocks: tuple[Block, ...], *words: str) -> tuple[str, ...]:
    return tuple(block.id for block in blocks if block.text in words)


SOURCE = build(grid(two("a", "b", HEADER), two("c", "d"), two("e", "f", THEIRS)) + paragraph("end"))
BLOCKS = read_docx(SOURCE, "a.docx").blocks


def test_comments_on_a_row_end_behind_it_where_no_row_comes_or_goes() -> None:
    changes = [DeleteRow(blocks=ids(BLOCKS, *words)) for words in ("ab", "cd", "ef")]
    anchors = (Span.of(BLOCKS[2], 0, 1), None)  # a passage, and the document
    remarks = tuple(edit(f"r{anchor}", Comment(text="Why?"), anchor=anchor) for anchor in anchors)
    with zipfile.ZipFile(io.BytesIO(exported(SOURCE, *changes, remarks=remarks))) as archive:
        main = etree.fromstring(archive.read("word/document.xml"))
    gone = [e for row in main.iter(f"{W}tr") if row.find(f"{W}trPr/{W}del") is not None for e in row.iter()]
    assert len([e for e in gone if e.tag == f"{W}commentRangeStart"]) == 4
    assert not [e for e in gone if e.tag in (f"{W}commentRangeEnd", f"{W}commentReference")]


@pytest.mark.parametrize("words", ["ab", "cd", "ef"])
def test_a_row_is_deleted(words: str) -> None:
    data = exported(SOURCE, DeleteRow(blocks=ids(BLOCKS, *words)))
    assert texts(data, "accept") == [letter for letter in "abcdef" if letter not in words] + ["end"]


def test_all_rows_of_a_table_are_deleted() -> None:
    data = exported(SOURCE, *(DeleteRow(blocks=ids(BLOCKS, *words)) for words in ("ab", "cd", "ef")))
    assert texts(data, "accept") == ["end"]


def test_a_table_within_a_deleted_row_goes_with_it() -> None:
    inner = grid(two("x", "y"))
    source = build(
        grid(row(cell(paragraph("a") + inner + paragraph("b")), cell(paragraph("c"))), two("d", "e")) + "<w:p/>"
    )
    blocks = read_docx(source, "a.docx").blocks
    assert texts(exported(source, DeleteRow(blocks=ids(blocks, *"abcxy"))), "accept") == ["d", "e", ""]
    assert texts(exported(source, DeleteRow(blocks=ids(blocks, *"xy"))), "accept") == ["a", "b", "c", "d", "e", ""]


@pytest.mark.parametrize(("after", "place"), [("b", 2), ("d", 4), ("f", 6)])
def test_rows_are_added_after_one(after: str, place: int) -> None:
    (block,) = ids(BLOCKS, after)
    rows = (InsertRow(block=block, cells=("new", "one")), InsertRow(block=block, cells=("", "two")))
    expected = [*"abcdef", "end"]
    expected[place:place] = ["new", "one", "", "two"]
    assert texts(exported(SOURCE, *rows), "accept") == expected


def test_a_row_takes_the_place_of_a_deleted_one() -> None:
    (block,) = ids(BLOCKS, "d")
    changes = (DeleteRow(blocks=ids(BLOCKS, "c", "d")), InsertRow(block=block, cells=("n", "o")))
    assert texts(exported(SOURCE, *changes), "accept") == [*"abnoef", "end"]


def test_the_cells_of_a_new_row_look_like_those_above() -> None:
    source = build(grid(row(cell(BOLD.format("a")), cell(paragraph("b")), properties=HEADER)) + "<w:p/>")
    block = read_docx(source, "a.docx").blocks[1]
    data = exported(source, InsertRow(block=block.id, cells=("new", "one")))
    above, _, new, plain, _ = looks(data, "accept")
    assert new[0][1] == above[0][1] != plain[0][1]


def test_words_beside_a_deleted_row_change_too() -> None:
    first, last = BLOCKS[0], BLOCKS[4]
    changes = (
        DeleteRow(blocks=ids(BLOCKS, "c", "d")),
        Replace(span=Span.of(first, 0, 1), text="A"),
        InsertAfter(block=last.id, text="below"),
    )
    assert texts(exported(SOURCE, *changes), "accept") == ["A", "b", "e", "below", "f", "end"]


def test_ranges_that_end_elsewhere_outlive_a_deleted_row() -> None:
    mark = "<w:p><w:bookmarkStart w:id='5' w:name='x'/><w:r><w:t>c</w:t></w:r></w:p>"
    source = build(
        grid(two("a", "b"), row(cell(mark), cell(paragraph("d")))) + f"<w:p>{run('end')}<w:bookmarkEnd w:id='5'/></w:p>"
    )
    exported(source, DeleteRow(blocks=ids(read_docx(source, "a.docx").blocks, "c", "d")))


@pytest.mark.parametrize(
    ("body", "change", "reason"),
    [
        (paragraph("a"), lambda b: DeleteRow(blocks=(b[0].id,)), "no table"),
        (grid(two("a", "b")) + "<w:p/>", lambda b: DeleteRow(blocks=(b[0].id,)), "other paragraphs"),
        (grid(two("a", "b")) + "<w:p/>", lambda b: InsertRow(block=b[0].id, cells=("x", "y")), "the end of a row"),
        (grid(two("a", "b")) + "<w:p/>", lambda b: InsertRow(block=b[1].id, cells=("x",)), "2 cells"),
        (grid(two("a", "b")) + "<w:p/>", lambda b: InsertRow(block=b[1].id, cells=("x", "\ufffc")), "not text"),
        (
            grid(*(row(cell(paragraph("a"), merge), cell(paragraph("b"))) for merge in MERGED)) + "<w:p/>",
            lambda b: InsertRow(block=b[1].id, cells=("x", "y")),
            "spans several rows",
        ),
        (
            grid(*(row(cell(paragraph("a"), merge), cell(paragraph("b"))) for merge in MERGED)) + "<w:p/>",
            lambda b: DeleteRow(blocks=(b[0].id, b[1].id)),
            "goes on in the row below",
        ),
        (
            grid(
                row(cell(paragraph("a"), '<w:gridSpan w:val="2"/>'), cell(paragraph("b"), MERGED[0])),
                row(cell(paragraph("c")), cell(paragraph("d")), cell(paragraph("e"), MERGED[1])),
            )
            + "<w:p/>",
            lambda b: DeleteRow(blocks=(b[0].id, b[1].id)),
            "goes on in the row below",
        ),
        (
            grid(ROW_CONTROL.format(two("a", "b")), two("c", "d")) + "<w:p/>",
            lambda b: DeleteRow(blocks=(b[0].id, b[1].id)),
            "must not be deleted",
        ),
        (
            grid(row(cell(LOCKED), cell(paragraph("b")))) + "<w:p/>",
            lambda b: DeleteRow(blocks=tuple(each.id for each in b[:3])),
            "must not be deleted",
        ),
        (
            grid(row(cell("<w:p><m:oMath/></w:p>"), cell(paragraph("b")))) + "<w:p/>",
            lambda b: DeleteRow(blocks=(b[0].id, b[1].id)),
            "not text",
        ),
    ],
)
def test_what_cannot_be_done_to_a_row_becomes_a_comment(body: str, change: object, reason: str) -> None:
    source = build(body)
    blocks = read_docx(source, "a.docx").blocks
    assert callable(change)
    file = WordExporter().export("tracked", "docx", source, blocks, [edit("f", change(blocks))])
    assert reason in file.commented["f"]
    assert texts(file.data, "accept") == texts(source, "accept")
    assert complaints(file.data, source) == []


def test_the_last_row_of_a_cell_that_spans_several_goes_and_so_does_one_between_two_such_cells() -> None:
    spans = [MERGED[0], MERGED[1], "", MERGED[0], MERGED[1]]
    rows = [row(cell(paragraph(f"a{n}"), span), cell(paragraph(f"b{n}"))) for n, span in enumerate(spans)]
    source = build(grid(*rows) + paragraph("end"))
    blocks = read_docx(source, "a.docx").blocks
    for number in (1, 2, 4):
        out = exported(source, DeleteRow(blocks=ids(blocks, f"a{number}", f"b{number}")))
        assert f"b{number}" not in texts(out, "accept")


def test_the_comment_of_a_row_does_not_end_in_what_is_locked() -> None:
    locked = ROW_CONTROL.format(paragraph("closed")).replace("sdtLocked", "sdtContentLocked")
    source = build(grid(two("a", "b")) + locked + paragraph("end"))
    blocks = read_docx(source, "a.docx").blocks
    out = exported(source, DeleteRow(blocks=ids(blocks, "a", "b")))
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    (end,) = root.iter(f"{W}commentRangeEnd")
    assert "".join(next(end.iterancestors(f"{W}p")).itertext()) == "end"
