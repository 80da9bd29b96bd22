"""The proof says no to every file that does not say what was approved."""

import pytest

from app.exporting.exporter import WordExporter
from app.exporting.proof import Proof, Unfaithful
from app.importing.docx.read import read_docx
from app.usecases.ports.errors import Refused
from domain.documents.changes import Replace
from domain.documents.text import Span
from tests.builders.docx import build, run
from tests.exporting.random_edits import edit

SOURCE = build(
    f"<w:p>{run('The cap is ')}<w:r><w:rPr><w:b/></w:rPr><w:t>high</w:t></w:r>"
    f'<w:ins w:id="1" w:author="Bea">{run(" now")}</w:ins></w:p><w:p>{run("End.")}</w:p>'
)
BLOCKS = read_docx(SOURCE, "a.docx").blocks
EDIT = edit("f1", Replace(span=Span.of(BLOCKS[0], 11, 15), text="5%"))
OURS, THEIRS = f'<w:ins w:id="3" w:author="A">{run("5%")}</w:ins>', '<w:ins w:id="1" w:author="Bea">'
RIGHT = (
    f"<w:p>{run('The cap is ')}"
    '<w:del w:id="2" w:author="A"><w:r><w:rPr><w:b/></w:rPr><w:delText>high</w:delText></w:r></w:del>'
    f'<w:ins w:id="3" w:author="A">{run("5%")}</w:ins><w:ins w:id="1" w:author="Bea">{run(" now")}</w:ins></w:p>'
    f"<w:p>{run('End.')}</w:p>"
)


def check(written: bytes) -> None:
    Proof(SOURCE, BLOCKS).check(written, ["word/document.xml"], [EDIT], {"2", "3"})


def test_a_right_file_is_proved() -> None:
    check(build(RIGHT))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5%", "6%"),
        ("The cap", "The  cap"),
        (">high<", ">hihg<"),
        ("<w:rPr><w:b/></w:rPr>", ""),
        ('<w:del w:id="2"', '<w:del w:id="3"'),
        (f'<w:ins w:id="1" w:author="Bea">{run(" now")}</w:ins>', run(" now")),
        (f"<w:p>{run('End.')}</w:p>", ""),
        ("</w:p><w:p>", ""),
        (run("End."), f'<w:del w:id="4" w:author="A">{run("End.")}</w:del>'),
        ("<w:p>", '<w:p><w:pPr><w:rPr><w:del w:id="2" w:author="A"/></w:rPr></w:pPr>'),
        ("<w:p>", '<w:p><w:pPr><w:rPr><w:ins w:id="5" w:author="A"/></w:rPr></w:pPr>'),
    ],
)
def test_anything_else_is_not(old: str, new: str) -> None:
    assert old in RIGHT
    with pytest.raises(Unfaithful):
        check(build(RIGHT.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('w:id="3" w:author="A"', 'w:id="2" w:author="A"'),
        ('<w:ins w:id="1" w:author="Bea">', '<w:ins w:id="1" w:author="Ada">'),
        ('<w:ins w:id="1" w:author="Bea">', '<w:ins w:id="7" w:author="Bea">'),
        ("<w:delText>high</w:delText>", "<w:t>high</w:t>"),
        ("<w:p>", '<w:p><w:commentRangeStart w:id="0"/>'),
        ("<w:p>", '<w:p><w:r><w:commentReference w:id="0"/></w:r>'),
        ("<w:r><w:rPr><w:b/></w:rPr><w:delText>high</w:delText></w:r>",
         "<w:r><w:delText>high</w:delText><w:rPr><w:b/></w:rPr></w:r>"),
        ("<w:p>", '<w:p><w:pPr><w:jc w:val="right"/></w:pPr>'),
        (run("5%"), f"<w:r>{run('5%')}</w:r>"),
        (f'<w:ins w:id="3" w:author="A">{run("5%")}</w:ins>',
         f'<w:ins w:id="3" w:author="A"><w:ins w:id="2" w:author="A">{run("5%")}</w:ins></w:ins>'),
        (f'{OURS}{THEIRS}{run(" now")}', f'{THEIRS}<w:smartTag w:element="e">{OURS}</w:smartTag>{run(" now")}'),
    ],
)  # fmt: skip
def test_the_right_text_in_a_wrong_structure_is_not_proved(old: str, new: str) -> None:
    assert old in RIGHT
    with pytest.raises(Unfaithful):
        check(build(RIGHT.replace(old, new, 1)))


def test_a_text_that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(Refused, match="well-formed"):
        check(build(RIGHT + "<w:p>"))


BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
    "</w:r></w:p>"
)


@pytest.mark.parametrize(
    ("choice", "fallback", "is_right"),
    [("5%", "5%", True), ("5%", "high", False), ("5%", "6%", False), ("high", "5%", False)],
)
def test_both_forms_of_a_text_box_have_to_say_what_was_approved(choice: str, fallback: str, is_right: bool) -> None:
    def written(text: str) -> str:
        deleted = '<w:del w:id="{}" w:author="A"><w:r><w:delText>high</w:delText></w:r></w:del>'
        added = '<w:ins w:id="{}" w:author="A">' + run(text) + "</w:ins>"
        ids.extend((len(ids) + 1, len(ids) + 2))
        return f"<w:p>{(deleted + added).format(*ids[-2:]) if text != 'high' else run('high')}</w:p>"

    ids: list[int] = []
    source = build(BOX.format(f"<w:p>{run('high')}</w:p>", f"<w:p>{run('high')}</w:p>"))
    blocks = read_docx(source, "a.docx").blocks
    made = edit("f", Replace(span=Span.of(blocks[1], 0, 4), text="5%"))
    out = build(BOX.format(written(choice), written(fallback)))
    proof = Proof(source, blocks)
    if is_right:
        proof.check(out, ["word/document.xml"], [made], set(map(str, ids)))
        return
    with pytest.raises(Unfaithful):
        proof.check(out, ["word/document.xml"], [made], set(map(str, ids)))


def test_nothing_leaves_when_the_file_is_not_the_reviewed_one() -> None:
    other = build(f"<w:p>{run('The cap is high now')}</w:p><w:p>{run('Something else.')}</w:p>")
    with pytest.raises(Refused, match="not the text that was reviewed"):
        WordExporter().export("tracked", "docx", other, BLOCKS, [EDIT])


def test_the_edit_at_fault_is_named() -> None:
    astray = edit("f2", Replace(span=Span(block=BLOCKS[1].id, start=0, end=3, quote="Not"), text="x"))
    with pytest.raises(Refused, match="finding f2 "):
        WordExporter().export("tracked", "docx", SOURCE, BLOCKS, [EDIT, astray])
    assert WordExporter().export("tracked", "docx", SOURCE, BLOCKS, [EDIT]).data
