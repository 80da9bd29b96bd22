"""How inserted words look: as the words around them that are seen and read, and as most of a paragraph does."""

import io
import zipfile

import pytest
from lxml import etree

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from domain.documents.changes import DeleteBlock, Edit, InsertAfter, Replace, approved_text
from domain.documents.text import Span
from tests.builders.docx import build, paragraph, run
from tests.exporting.judges import W, complaints, looks, texts
from tests.exporting.random_edits import edit


def styled(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def hidden(text: str) -> str:
    return styled(text, "<w:vanish/>")


def bold(text: str) -> str:
    return styled(text, "<w:b/>")


WINGDINGS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
LINK = '<w:hyperlink w:anchor="x">{}</w:hyperlink>'
THEIRS = 'w:id="7" w:author="Bea" w:date="2020-01-01T00:00:00Z"'


def exported(source: bytes, *edits: Edit) -> bytes:
    """The tracked file, judged."""
    blocks = read_docx(source, "a.docx").blocks
    file = WordExporter().export("tracked", "docx", source, blocks, list(edits))
    assert file.commented == {}
    assert texts(file.data, "accept") == [p.text for p in approved_text(blocks, edits)]
    assert texts(file.data, "reject") == texts(source, "reject")
    assert looks(file.data, "reject") == looks(source, "reject")
    assert complaints(file.data, source) == []
    return file.data


def inserted(data: bytes) -> list[tuple[str, list[str]]]:
    """Our new runs: their text, and the names of their properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    runs = root.iterfind(f".//{W}ins[@{W}author='Ada Reviewer']/{W}r")
    return [("".join(r.itertext()), [etree.QName(e).localname for e in r.iterfind(f"{W}rPr/*")]) for r in runs]


def properties(data: bytes) -> list[list[str]]:
    """The names of what each paragraph is set with."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [[etree.QName(e).localname for e in p.iterfind(f"{W}pPr/*")] for p in root.iter(f"{W}p")]


@pytest.mark.parametrize(
    ("inline", "start", "end", "expected"),
    [
        (run("The cap") + hidden(" (ask Bob)"), 17, 17, []),
        (hidden("[draft] ") + bold("The cap"), 8, 8, ["b"]),
        (hidden("[draft] ") + bold("The cap"), 0, 0, ["b"]),
        (hidden("[draft] ") + bold("The cap"), 0, 12, ["b"]),
        (hidden("All of it") + run(" rest"), 3, 3, ["vanish"]),
        (hidden("ask Bob") + run(" rest"), 4, 7, ["vanish"]),
        (hidden("Nothing is seen"), 15, 15, ["vanish"]),
        (bold("Cap: ") + styled("o", WINGDINGS) + run(" rest"), 6, 6, []),
        (styled("o", WINGDINGS + "<w:b/>"), 1, 1, ["b"]),
        (styled("o", WINGDINGS) + run(" rest"), 0, 1, []),
        (bold("The ") + LINK.format(styled("rules", '<w:rStyle w:val="Hyperlink"/>')), 9, 9, ["b"]),
        (LINK.format(styled("rules", '<w:rStyle w:val="Hyperlink"/><w:b/><w:u w:val="single"/>')), 5, 5, ["b"]),
        (LINK.format(styled("rules", '<w:rStyle w:val="Hyperlink"/><w:b/>')), 2, 2, ["rStyle", "b"]),
        (styled("rules", f"<w:b/><w:rPrChange {THEIRS}><w:rPr/></w:rPrChange>"), 2, 2, ["b"]),
    ],
)
def test_words_are_inserted_as_those_beside_them_that_are_seen(
    inline: str, start: int, end: int, expected: list[str]
) -> None:
    source = build(f"<w:p>{inline}</w:p>")
    block = read_docx(source, "a.docx").blocks[0]
    data = exported(source, edit("f", Replace(span=Span.of(block, start, end), text="new")))
    assert inserted(data) == [("new", expected)]


@pytest.mark.parametrize(
    ("inline", "expected"),
    [
        (bold("Cap.") + run(" The cap is 10 %."), []),
        (run("Cap: ") + bold("the cap is 10 %") + run(" now"), ["b"]),
        (styled("1", '<w:vertAlign w:val="superscript"/>') + run(" As of the close."), []),
        (styled("o", WINGDINGS) + run(" Daily"), []),
        (hidden("[a long hidden draft] ") + bold("The cap"), ["b"]),
        (hidden("Nothing is seen"), []),
        (LINK.format(styled("The rule book", '<w:rStyle w:val="Hyperlink"/>')) + bold(" rules"), ["b"]),
    ],
)
def test_a_new_paragraph_looks_as_most_of_the_one_before(inline: str, expected: list[str]) -> None:
    source = build(f"<w:p>{inline}</w:p>" + paragraph("End."))
    block = read_docx(source, "a.docx").blocks[0]
    data = exported(source, edit("f", InsertAfter(block=block.id, text="New.")))
    assert inserted(data) == [("New.", expected)]


def test_a_paragraph_after_a_letter_in_a_frame_is_set_like_the_text_that_follows() -> None:
    frame = '<w:keepNext/><w:framePr w:dropCap="drop" w:lines="3"/>'
    source = build(
        f"<w:p><w:pPr>{frame}</w:pPr>{styled('T', '<w:caps/>')}</w:p>"
        f'<w:p><w:pPr><w:jc w:val="both"/></w:pPr>{bold("he rule")}</w:p>'
    )
    block = read_docx(source, "a.docx").blocks[0]
    data = exported(source, edit("f", InsertAfter(block=block.id, text="New.")))
    assert inserted(data) == [("New.", ["b"])]
    assert properties(data) == [["keepNext", "framePr", "rPr"], ["jc", "pPrChange"], ["jc"]]


HEADING = f'<w:outlineLvl w:val="0"/><w:pPrChange {THEIRS}><w:pPr/></w:pPrChange>'
NUMBERED = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {THEIRS}/></w:numPr>'


@pytest.mark.parametrize(
    ("first", "rest", "expected"),
    [
        (HEADING, paragraph("b"), [["outlineLvl", "pPrChange"], ["rPr"], []]),
        (NUMBERED, paragraph("b"), [["numPr"], ["numPr", "rPr"], []]),
        (NUMBERED, "", [["numPr", "rPr"], ["numPr"]]),
        (f"<w:pageBreakBefore/>{NUMBERED}", "", [["pageBreakBefore", "numPr", "rPr"], ["numPr", "pPrChange"]]),
    ],
)
def test_how_an_earlier_author_set_a_paragraph_stays_with_it(first: str, rest: str, expected: list[list[str]]) -> None:
    source = build(paragraph("a", properties=first) + rest)
    block = read_docx(source, "a.docx").blocks[0]
    data = exported(source, edit("f", InsertAfter(block=block.id, text="New.")))
    assert properties(data) == expected
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    theirs = next(root.iter(f"{W}p")).find(f".//{W}pPr//*[@{W}author='Bea']")
    assert theirs is not None
    assert len({e.get(f"{W}id") for e in root.iter() if e.get(f"{W}id")}) == len(
        [e for e in root.iter() if e.get(f"{W}id")]
    )


def test_a_paragraph_between_goes_with_what_is_deleted_beside_it() -> None:
    source = build(paragraph("a", properties=NUMBERED) + paragraph("b") + paragraph("c"))
    blocks = read_docx(source, "a.docx").blocks
    added = [edit(f"i{n}", InsertAfter(block=blocks[0].id, text=f"New {n}.")) for n in (1, 2)]
    exported(source, *added, edit("d", DeleteBlock(block=blocks[1].id)))
    exported(source, edit("d", DeleteBlock(block=blocks[0].id)), *added)


RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


@pytest.mark.parametrize(
    ("inline", "old", "new", "expected"),
    [
        (run("Let P") + styled("t", LOWERED) + run(" be."), "Pt", "Qt", [("Q", [])]),
        (run("Let P") + styled("t", '<w:position w:val="-6"/>') + run(" be."), "Pt", "Qt", [("Q", [])]),
        (styled("a", RAISED) + run("Based on it."), "aBased", "aDerived", [("Derived", [])]),
        (run("CO") + styled("2", LOWERED) + run("."), "CO2.", "CO2 and more.", [(" and more", [])]),
        (run("m") + styled("2", RAISED), "m2", "m2 a day", [(" a day", [])]),
        (run("x") + styled("ij", LOWERED) + run("."), "xij.", "xik.", [("ik", ["vertAlign"])]),
        (run("x") + styled("t-1", LOWERED) + run(" ends"), "t-1", "t-2", [("2", ["vertAlign"])]),
    ],
)
def test_indices_stay_below_the_line_and_words_on_it(
    inline: str, old: str, new: str, expected: list[tuple[str, list[str]]]
) -> None:
    source = build(f"<w:p>{inline}</w:p>")
    block = read_docx(source, "a.docx").blocks[0]
    at = block.text.index(old)
    file = exported(source, edit("f", Replace(span=Span.of(block, at, at + len(old)), text=new)))
    assert inserted(file) == expected
