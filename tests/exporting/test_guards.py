"""What keeps a text from being changed though it can be read."""

import pytest

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from app.wordml import W14, W15
from domain.documents.changes import Change, DeleteBlock, DeleteRow, InsertAfter, InsertRow, Replace
from domain.documents.text import Block, Span
from tests.builders.docx import NAMESPACES, R, build, cell, paragraph, row, run, table
from tests.exporting.judges import complaints, texts
from tests.exporting.random_edits import edit

CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
ORIGIN = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"


def protected(settings: str, body: str = paragraph("The cap is high.")) -> bytes:
    return build(
        body,
        relationships=f'<Relationship Id="s" Type="{R}/settings" Target="s.xml"/>',
        parts={"word/s.xml": f"<w:settings {NAMESPACES}>{settings}</w:settings>"},
    )


def outcome(source: bytes, *changes: Change) -> list[str]:
    """Why each of the changes was not made; "" where it was."""
    blocks = read_docx(source, "a.docx").blocks
    edits = [edit(f"f{n}", change) for n, change in enumerate(changes)]
    file = WordExporter().export("tracked", "docx", source, blocks, edits)
    assert complaints(file.data, source) == []
    if len(file.commented) == len(edits):
        assert texts(file.data, "accept") == texts(source, "accept")
    return [file.commented.get(each.finding, "") for each in edits]


def first_word(source: bytes, number: int = 0) -> Replace:
    block: Block = read_docx(source, "a.docx").blocks[number]
    return Replace(span=Span.of(block, 0, 3), text="xyz")


@pytest.mark.parametrize(
    ("settings", "is_forbidden"),
    [
        ('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>', True),
        ('<w:documentProtection w:edit="comments" w:enforcement="1"/>', True),
        ('<w:documentProtection w:edit="forms" w:enforcement="true"/>', True),
        ('<w:documentProtection w:edit="trackedChanges" w:enforcement="1"/>', False),
        ('<w:documentProtection w:edit="readOnly" w:enforcement="0"/>', False),
        ('<w:documentProtection w:edit="readOnly"/>', False),
        ("", False),
    ],
)
def test_a_protected_document_is_not_changed(settings: str, is_forbidden: bool) -> None:
    source = protected(settings)
    (reason,) = outcome(source, first_word(source))
    assert ("protected" in reason) is is_forbidden


@pytest.mark.parametrize(
    ("permission", "is_forbidden"), [('w:edGrp="everyone"', False), ('w:ed="someone@example.org"', True)]
)
def test_what_a_protected_document_leaves_open_to_all_is_changed(permission: str, is_forbidden: bool) -> None:
    source = protected(
        '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>',
        paragraph("The closed text.")
        + f"<w:permStart w:id='1' {permission}/>{paragraph('The open text.')}<w:permEnd w:id='1'/>"
        + f"<w:p>{run('The half ')}<w:permStart w:id='2' {permission}/>{run('open text.')}<w:permEnd w:id='2'/></w:p>",
    )
    blocks = read_docx(source, "a.docx").blocks
    reasons = outcome(
        source,
        first_word(source),
        first_word(source, 1),
        first_word(source, 2),
        Replace(span=Span.of(blocks[2], 9, 13), text="shut"),
        DeleteBlock(block=blocks[2].id),
    )
    expected = [True, is_forbidden, True, is_forbidden, True]
    assert ["protected" in reason for reason in reasons[:4]] + [True] == expected


def test_a_signed_file_is_not_changed() -> None:
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId9" Type="{ORIGIN}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    )
    source = build(
        paragraph("The cap is high."), parts={"_rels/.rels": relationships, "_xmlsignatures/origin.sigs": ""}
    )
    blocks = read_docx(source, "a.docx").blocks
    file = WordExporter().export("tracked", "docx", source, blocks, [edit("f", first_word(source))])
    assert "signed; comments, too, end the signature" in file.commented["f"]
    assert texts(file.data, "accept") == ["The cap is high."]


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        ('<w:lock w:val="contentLocked"/>', "locked"),
        ('<w:lock w:val="sdtContentLocked"/>', "locked"),
        ("<w:group/>", "locked"),
        ('<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/>', "fills from data"),
        (f'<w15:dataBinding xmlns:w15="{W15}" w:xpath="/a" w:storeItemID="{{1}}"/>', "fills from data"),
        ("<w:dropDownList/>", "chosen"),
        (f'<w14:checkbox xmlns:w14="{W14}"/>', "chosen"),
        ("<w:citation/>", "list of sources"),
        ("<w:bibliography/>", "list of sources"),
        ('<w:lock w:val="sdtLocked"/>', ""),
        ("<w:text/>", ""),
        ("<w:date/>", ""),
    ],
)
@pytest.mark.parametrize("is_block", [True, False])
def test_a_locked_control_is_not_changed_and_what_is_beside_it_is(properties: str, reason: str, is_block: bool) -> None:
    inside = paragraph("The cap") if is_block else run("The cap")
    control = CONTROL.format(properties, inside)
    source = build((control if is_block else f"<w:p>{control}{run(' is high.')}</w:p>") + paragraph("The end."))
    within, beside = outcome(source, first_word(source), first_word(source, 1))
    assert reason in within if reason else not within
    assert beside == ""


def test_no_paragraph_is_added_to_a_control_that_takes_one() -> None:
    source = build(CONTROL.format("<w:text/>", paragraph("The cap")) + paragraph("The end."))
    blocks = read_docx(source, "a.docx").blocks
    within, beside = outcome(
        source, InsertAfter(block=blocks[0].id, text="New."), InsertAfter(block=blocks[1].id, text="New.")
    )
    assert "one paragraph" in within
    assert beside == ""


def test_no_paragraph_is_added_within_a_table_of_contents() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = char.format("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + char.format("separate")
    source = build(
        f"<w:p>{begin}{run('One 1')}</w:p><w:p>{run('Two 2')}</w:p><w:p>{run('Three 3')}{char.format('end')}</w:p>"
        + paragraph("The end.")
    )
    blocks = read_docx(source, "a.docx").blocks
    reasons = outcome(source, *(InsertAfter(block=block.id, text="New.") for block in blocks))
    assert ["table of contents" in reason for reason in reasons] == [True, True, False, False]


READ_ONLY = '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'
CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
BEGIN = CHAR.format("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + CHAR.format("separate")
END = CHAR.format("end")


def test_a_permission_for_columns_opens_their_cells_alone() -> None:
    start = '<w:permStart w:id="1" w:edGrp="everyone" w:colFirst="1" w:colLast="1"/>'
    rows = row(cell(f"<w:p>{start}{run('aaa')}</w:p>"), cell(paragraph("bbb"))) + row(
        cell(paragraph("ccc")), cell(paragraph("ddd"))
    )
    source = protected(READ_ONLY, table(rows) + f'<w:p>{run("eee")}<w:permEnd w:id="1"/></w:p>')
    reasons = outcome(source, *(first_word(source, number) for number in range(5)))
    assert ["protected" in reason for reason in reasons] == [True, False, True, False, True]


LOCKED = CONTROL.format('<w:lock w:val="sdtContentLocked"/>', run("closed"))


@pytest.mark.parametrize(
    ("settings", "before", "reason"),
    [
        (READ_ONLY, paragraph("closed"), "author protected"),
        ("", f"<w:p>{LOCKED}</w:p>", "locked"),
        ("", f"<w:p>{CONTROL.format('<w:dropDownList/>', run('chosen'))}</w:p>", ""),
        ("", paragraph("open"), ""),
    ],
)
def test_what_may_not_be_changed_keeps_its_mark_where_what_follows_it_is_deleted(
    settings: str, before: str, reason: str
) -> None:
    opened = f'<w:permStart w:id="1" w:edGrp="everyone"/>{paragraph("open")}<w:permEnd w:id="1"/>'
    source = protected(settings, before + opened + table(row(cell(paragraph("t")))) + paragraph("end"))
    (why,) = outcome(source, DeleteBlock(block=read_docx(source, "a.docx").blocks[1].id))
    assert reason in why if reason else not why


def test_nothing_goes_into_a_field_that_spans_paragraphs_nor_out_of_it() -> None:
    source = build(
        f"<w:p>{BEGIN}{run('One 1')}</w:p><w:p/><w:p>{run('Two 2')}</w:p><w:p>{run('Three 3')}{END}</w:p>"
        + paragraph("The end.")
        + f"<w:p>{BEGIN}{run('Four 4')}</w:p><w:p>{END}</w:p>"
    )
    blocks = read_docx(source, "a.docx").blocks
    assert len(blocks) == 7

    def beside(number: int, at: int) -> Replace:
        return Replace(span=Span.of(blocks[number], at, at), text="new")

    inside = [
        beside(0, 5),
        beside(1, 0),
        beside(2, 0),
        beside(2, 5),
        beside(3, 0),
        *(DeleteBlock(block=blocks[number].id) for number in (1, 6)),
    ]
    for change in inside:
        assert "table of contents" in outcome(source, change)[0], change
    outside = [beside(0, 0), beside(3, 7), beside(4, 0), beside(4, 8), DeleteBlock(block=blocks[4].id)]
    for change in outside:
        assert outcome(source, change) == [""], change


def test_a_field_that_never_ends_goes_on_for_ever() -> None:
    source = build(paragraph("Before.") + f"<w:p>{BEGIN}{run('One')}</w:p>" + paragraph("Two"))
    reasons = outcome(
        source, *(InsertAfter(block=block.id, text="New.") for block in read_docx(source, "a.docx").blocks)
    )
    assert ["table of contents" in reason for reason in reasons] == [False, True, True]


def test_no_row_goes_or_comes_where_a_field_would_be_cut() -> None:
    source = build(
        table(row(cell(paragraph("a"))), row(cell(f"<w:p>{run('b')}{BEGIN}</w:p>")))
        + f"<w:p>{run('result')}{END}</w:p>"
        + paragraph("The end.")
    )
    a, b, *_ = read_docx(source, "a.docx").blocks
    ending = build(f"<w:p>{BEGIN}{run('a')}</w:p>" + table(row(cell(f"<w:p>{END}{run('b')}</w:p>"))) + "<w:p/>")
    assert outcome(ending, InsertRow(block=read_docx(ending, "a.docx").blocks[1].id, cells=("x",))) == [""]
    reasons = [
        outcome(source, change)[0]
        for change in (DeleteRow(blocks=(b.id,)), InsertRow(block=b.id, cells=("x",)), DeleteRow(blocks=(a.id,)))
    ]
    assert ["table of contents" in reason for reason in reasons] == [True, True, False]
