"""Tracked changes in small documents, case by case."""

import io
import zipfile
from collections.abc import Sequence

import pytest
from lxml import etree

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from app.usecases.ports.engines import ExportedFile
from domain.documents.changes import Comment, DeleteBlock, Edit, InsertAfter, Replace, approved_text
from domain.documents.text import Block, Span
from tests.builders.docx import build, paragraph, run
from tests.exporting.judges import W, complaints, looks, notation, texts
from tests.exporting.random_edits import edit

BOLD = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
THEIRS = '<w:ins w:id="7" w:author="Bea" w:date="2020-01-01T00:00:00Z">{}</w:ins>'
GONE = '<w:del w:id="8" w:author="Bea"><w:r><w:delText xml:space="preserve">{}</w:delText></w:r></w:del>'
LINK = '<w:hyperlink w:anchor="x">{}</w:hyperlink>'
CONTROL = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
LINK_FIELD = FIELD.replace("REF x", 'HYPERLINK "https://example.org"')
TAG = '<w:smartTag w:uri="u" w:element="e">{}</w:smartTag>'
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
SECTION = "<w:sectPr><w:pgSz w:w='1000' w:h='1000'/></w:sectPr>"
CELL = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"


def replace(blocks: Sequence[Block], quote: str, text: str, comment: str = "", block: int = 0) -> Edit:
    start = blocks[block].text.index(quote)
    span = Span.of(blocks[block], start, start + len(quote))
    return edit(f"replace {quote}", Replace(span=span, text=text), comment)


def insert(blocks: Sequence[Block], at: int, text: str, block: int = 0) -> Edit:
    return edit(f"insert at {at} {text}", Replace(span=Span.of(blocks[block], at, at), text=text))


def exported(body: str, *edits: tuple[str | int, str]) -> tuple[bytes, ExportedFile, tuple[Block, ...]]:
    """Replacements of quotes, or insertions at offsets, in the first paragraph."""
    source = build(body)
    blocks = read_docx(source, "a.docx").blocks
    made = [insert(blocks, q, t) if isinstance(q, int) else replace(blocks, q, t) for q, t in edits]
    return source, WordExporter().export("tracked", "docx", source, blocks, made), blocks


def nested_insertions(data: bytes) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return list(root.iterfind(f".//{W}ins//{W}ins"))


def judged(source: bytes, file: ExportedFile, approved: list[str]) -> None:
    assert texts(file.data, "accept") == approved
    assert looks(file.data, "reject") == looks(source, "reject")
    assert complaints(file.data, source) == []


@pytest.mark.parametrize(
    ("inline", "edits", "expected"),
    [
        (run("The cap is high."), [("high", "5%")], "The cap is [-high-][+5%+]."),
        (run("The cap is high."), [("The cap is high.", "The cap is low.")], "The cap is [-high-][+low+]."),
        (run("ab") + BOLD.format("cd"), [("bc", "x")], "a[-bc-][+x+]d"),
        (run("a") + LINK.format(run("bc")) + run("d"), [("ab", "x")], "[-a-][+x+]<[-b-]c>d"),
        (run("a") + LINK.format(run("bc")) + run("d"), [("cd", "x")], "a<b[-c-]>[-d-][+x+]"),
        (run("a") + LINK.format(run("bc")), [(3, "x"), (3, "y")], "a<bc>[+x+][+y+]"),
        (LINK.format(run("bc")) + run("d"), [(0, "x"), (0, "y")], "[+x+][+y+]<bc>d"),
        (run("a") + LINK.format(run("bc")) + run("d"), [(1, "x"), (2, "y"), (3, "z")], "a[+x+]<b[+y+]c>[+z+]d"),
        (LINK.format(run("ab")) + LINK.format(run("cd")), [(2, "x")], "<ab>[+x+]<cd>"),
        (LINK.format(run("ab")) + LINK.format(run("cd")), [("bc", "x")], "<a[-b-]>[+x+]<[-c-]d>"),
        (LINK.format(run("a link")) + run(" end"), [("link end", "x y")], "<a [-link-][+x+]> [-end-][+y+]"),
        (LINK_FIELD.format(run("bc")) + run("d"), [(0, "x"), (2, "y")], "[+x+]bc[+y+]d"),
        (LINK_FIELD.format(run("bc")), [(2, "y")], "bc[+y+]"),
        (run("a") + CONTROL.format(run("bc")) + run("d"), [("bcd", "x")], "a[-bc-][+x+][-d-]"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", [("a\tb\nc", "")], "[-a\tb\nc-]"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", [("\t", "\n")], "a[-\t-][+\n+]b"),
        (run("a "), [("a ", "a\tb")], "a[- -][+\tb+]"),
        (run("𝛼 is 𝛽!"), [("𝛽", "𝛾")], "𝛼 is [-𝛽-][+𝛾+]!"),
        ("", [(0, "x"), (0, "y")], "[+x+][+y+]"),
        (run("ab"), [(0, "x"), (0, "y")], "[+x+][+y+]ab"),
        (run("ab"), [(1, "x"), (1, "y")], "a[+x+][+y+]b"),
        (run("ab"), [(2, "x"), (2, "y")], "ab[+x+][+y+]"),
        (run("ab"), [("a", "x"), ("b", "y")], "[-a-][+x+][-b-][+y+]"),
        (run("ab"), [("a", "x"), (1, "z"), ("b", "y")], "[-a-][+x+][+z+][-b-][+y+]"),
        (run("ab"), [("a", ""), (1, "z"), ("b", "")], "[-a-][+z+][-b-]"),
        (run("ab"), [("b", ""), (2, "y"), ("a", ""), (0, "x")], "[+x+][-a-][-b-][+y+]"),
        (THEIRS.format(run("abc")), [("b", "x")], "[+a[-b-]+][+x+][+c+]"),
        (THEIRS.format(run("abc")), [("b", "")], "[+a[-b-]c+]"),
        (THEIRS.format(run("abc")), [(1, "x")], "[+a+][+x+][+bc+]"),
        (THEIRS.format(run("abc")), [(0, "x"), (0, "y")], "[+x+][+y+][+abc+]"),
        (THEIRS.format(TAG.format(run("abc"))), [("b", "x")], "[+a[-b-]+][+x+][+c+]"),
        (THEIRS.format(TAG.format(f"<w:smartTagPr/>{run('abc')}")), [(0, "x")], "[+x+][+abc+]"),
        (THEIRS.format(TAG.format(run("abc"))), [("c", "x")], "[+ab[-c-]+][+x+]"),
        (THEIRS.format(TAG.format(run("abc")) + run("d")), [(0, "x"), (3, "y")], "[+x+][+abc+][+y+][+d+]"),
        (THEIRS.format(CONTROL.format(run("ab")) + run("c")), [("bc", "x")], "[+a[-b-]+][+x+][+[-c-]+]"),
        (run("a") + THEIRS.format(run("bc")) + run("d"), [("abcd", "x")], "[-a-][+x+][+[-bc-]+][-d-]"),
        (run("a") + GONE.format("zz") + run("b"), [("ab", "x")], "[-a-][-zz-][-b-][+x+]"),
        (run("see ") + FIELD.format(run("4")) + run(" now"), [("see ", "in ")], "[-see-][+in+] 4 now"),
        (run("see") + FIELD.format(run("4")), [(4, "x")], "see4[+x+]"),
        (run("see") + NOTE + run(" now"), [(4, "x")], "see[+x+] now"),
        ("<w:r><w:lastRenderedPageBreak/><w:t>ab</w:t></w:r>", [("a", "")], "[-a-]b"),
        ("<w:r><w:t>ab</w:t><w:commentReference w:id='1'/><w:t>cd</w:t></w:r>", [("bc", "")], "a[-b-][-c-]d"),
    ],
)
def test_replacements(inline: str, edits: list[tuple[str | int, str]], expected: str) -> None:
    source, file, blocks = exported(f"<w:p>{inline}</w:p>", *edits)
    assert notation(file.data) == [expected]
    assert file.commented == {}
    assert not nested_insertions(file.data)
    made = [insert(blocks, q, t) if isinstance(q, int) else replace(blocks, q, t) for q, t in edits]
    if "\ufffc" not in blocks[0].text:
        judged(source, file, [p.text for p in approved_text(blocks, made)])


def test_inserted_text_looks_like_what_it_replaces_and_formatting_comes_back() -> None:
    source, file, _ = exported(f"<w:p>{run('plain ')}{BOLD.format('bold words')}</w:p>", ("bold", "fat"), (0, "x "))
    accepted = looks(file.data, "accept")[0]
    assert [text for text, _ in accepted] == ["x plain ", "fat words"]
    assert looks(file.data, "reject") == looks(source, "reject")


@pytest.mark.parametrize(
    ("body", "deleted", "inserted", "expected"),
    [
        (paragraph("a") + paragraph("b"), [], [(0, "x")], ["a#", "[+x+]", "b"]),
        (paragraph("a"), [], [(0, "x"), (0, "y")], ["a#", "[+x+]#", "[+y+]"]),
        (paragraph("a") + SECTION, [], [(0, "x\ty")], ["a#", "[+x\ty+]"]),
        (CELL.format(paragraph("a")) + paragraph("z"), [], [(0, "x")], ["a#", "[+x+]", "z"]),
        (paragraph("a", properties=SECTION) + paragraph("b"), [], [(0, "x")], ["a#", "[+x+]", "b"]),
        (paragraph("a") + paragraph("b"), [0], [], ["[-a-]~", "b"]),
        (paragraph("a") + paragraph("b"), [1], [], ["a~", "[-b-]"]),
        (paragraph("a") + paragraph("b") + paragraph("c"), [1, 2], [], ["a~", "[-b-]~", "[-c-]"]),
        (paragraph("a") + paragraph("b"), [0, 1], [], ["[-a-]~", "[-b-]"]),
        (CELL.format(paragraph("a") + paragraph("b")) + paragraph("z"), [1], [], ["a~", "[-b-]", "z"]),
        (paragraph("a") + paragraph("b"), [1], [(0, "x")], ["a#", "[+x+]~", "[-b-]"]),
        (paragraph("a") + paragraph("b", properties=SECTION) + paragraph("c"), [1], [], ["a~", "[-b-]", "c"]),
        (paragraph("a") + paragraph("b") + paragraph("c"), [0, 1], [], ["[-a-]~", "[-b-]~", "c"]),
        (CELL.format(paragraph("a")) + paragraph("z"), [0], [], ["[-a-]", "z"]),
        (paragraph("a", properties=SECTION) + paragraph("b"), [0], [], ["[-a-]", "b"]),
        (paragraph("a") + CELL.format(paragraph("b")) + paragraph("c"), [0], [], ["[-a-]~", "b", "c"]),
        (paragraph("z") + paragraph("a") + CELL.format(paragraph("b")) + paragraph("c"), [1], [],
         ["z~", "[-a-]", "b", "c"]),
        (paragraph("z") + paragraph("a") + CELL.format(paragraph("b")) + paragraph("c"), [0, 1], [],
         ["[-z-]~", "[-a-]~", "b", "c"]),
        (paragraph("z") + paragraph("a") + CELL.format(paragraph("b")) + paragraph("c"), [1], [(0, "x")],
         ["z#", "[+x+]~", "[-a-]", "b", "c"]),
        (paragraph("z", properties=SECTION) + paragraph("a") + CELL.format(paragraph("b")) + paragraph("c"), [1], [],
         ["z", "[-a-]~", "b", "c"]),
        (CELL.format(paragraph("a")) + paragraph("b") + CELL.format(paragraph("c")) + paragraph("d"), [1], [],
         ["a", "[-b-]", "c", "d"]),
        (paragraph("a") + paragraph("b"), [0], [(0, "x")], ["[-a-][+x+]", "b"]),
        (CELL.format(paragraph("a")) + paragraph("z"), [0], [(0, "x"), (0, "y")], ["[-a-][+x+]#", "[+y+]", "z"]),
        (paragraph("a", properties='<w:rPr><w:del w:id="3" w:author="Bea"/></w:rPr>') + paragraph("b") + paragraph("c"),
         [0], [], ["[-a-]~", "[-b-]~", "c"]),
        (paragraph("a", properties='<w:rPr><w:del w:id="3" w:author="Bea"/></w:rPr>') + paragraph("b"),
         [], [(0, "x")], ["a~", "b#", "[+x+]"]),
        (paragraph("a") + paragraph("b", properties='<w:rPr><w:del w:id="3" w:author="Bea"/></w:rPr>'),
         [1], [], ["a", "[-b-]~"]),
        (paragraph("a", properties='<w:rPr><w:ins w:id="3" w:author="Bea"/></w:rPr>') + paragraph("b"),
         [], [(0, "x")], ["a#", "[+x+]#", "b"]),
    ],
)  # fmt: skip
def test_paragraphs(body: str, deleted: list[int], inserted: list[tuple[int, str]], expected: list[str]) -> None:
    source = build(body)
    blocks = read_docx(source, "a.docx").blocks
    edits = [edit(f"d{n}", DeleteBlock(block=blocks[n].id)) for n in deleted]
    edits += [edit(f"i{text}", InsertAfter(block=blocks[n].id, text=text)) for n, text in inserted]
    file = WordExporter().export("tracked", "docx", source, blocks, edits)
    assert notation(file.data) == expected
    approved = [p.text for p in approved_text(blocks, edits)]
    accepted = texts(file.data, "accept")
    assert [text for text in accepted if text] == approved
    judged(source, file, accepted)


def test_a_file_whose_elements_have_no_prefix_is_changed_like_any_other() -> None:
    uri = W.strip("{}")
    inserted = '<ins w:id="1" w:author="Bea"><r><t>new </t></r></ins>'
    document = (
        f'<document xmlns="{uri}" xmlns:w="{uri}"><body><p>{inserted}<r><t>cap</t></r></p>'
        f'<p><r><t xml:space="preserve">The cap is </t></r>{inserted}<r><t>high.</t></r></p></body></document>'
    )
    source = build("", parts={"word/document.xml": document})
    blocks = read_docx(source, "a.docx").blocks
    made = [replace(blocks, "high", "5%", block=1)]
    file = WordExporter().export("tracked", "docx", source, blocks, made)
    assert notation(file.data) == ["[+new +]cap", "The cap is [+new +][-high-][+5%+]."]
    judged(source, file, [p.text for p in approved_text(blocks, made)])


def test_a_paragraph_after_a_heading_is_body_text_and_the_heading_comes_back() -> None:
    heading = paragraph("Title", properties='<w:pageBreakBefore/><w:outlineLvl w:val="0"/>')
    source = build(heading)
    blocks = read_docx(source, "a.docx").blocks
    change = edit("f", InsertAfter(block=blocks[0].id, text="Body."))
    data = WordExporter().export("tracked", "docx", source, blocks, [change]).data
    after = read_docx(data, "a.docx").blocks
    assert [(b.kind.value, b.text) for b in after] == [("heading", "Title"), ("paragraph", "Body.")]
    taken, kept = properties_of_paragraphs(data)
    assert taken == ["pageBreakBefore", "outlineLvl", "rPr"]
    assert kept == ["pPrChange", "pageBreakBefore", "outlineLvl"]
    clean = WordExporter().export("clean", "docx", source, blocks, [change]).data
    assert [(b.kind.value, b.text) for b in read_docx(clean, "a.docx").blocks] == [
        (b.kind.value, b.text) for b in after
    ]


def test_a_paragraph_after_a_heading_looks_like_the_text_that_follows() -> None:
    heading = paragraph("Title", properties='<w:outlineLvl w:val="0"/>')
    source = build(
        heading + paragraph("") + f'<w:p><w:pPr><w:jc w:val="both"/></w:pPr>{BOLD.format("Text.")}</w:p><w:p/>'
    )
    blocks = read_docx(source, "a.docx").blocks
    change = edit("f", InsertAfter(block=blocks[0].id, text="Body."))
    data = WordExporter().export("clean", "docx", source, blocks, [change]).data
    _, new, _, text, _ = looks(data, "accept")
    assert new[0][1] == text[0][1] != ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    assert len(list(root.iter(f"{W}jc"))) == 2
    judged(
        source, WordExporter().export("tracked", "docx", source, blocks, [change]), ["Title", "Body.", "", "Text.", ""]
    )


@pytest.mark.parametrize(
    ("inline", "quote", "text", "reason"),
    [
        (run("see ") + FIELD.format(run("4")), "see 4", "see 5", "computes"),
        (run("see ") + FIELD.format(run("45")), "4", "4x", "computes"),
        (run("note") + NOTE, "note\ufffc", "none", "not text"),
        (run("note"), "note", "no\ufffcte", "not text"),
        (run("note"), "note", "no\x0bte", "control character"),
        (NOTE + NOTE, 1, "x", "between"),
        ("<m:oMath/>" + NOTE, 1, "x", "between"),
    ],
)
def test_what_cannot_be_changed_in_place_becomes_a_comment(
    inline: str, quote: str | int, text: str, reason: str
) -> None:
    source, file, _ = exported(f"<w:p>{inline}</w:p>", (quote, text))
    assert reason in next(iter(file.commented.values()))
    assert texts(file.data, "accept") == texts(source, "accept") == texts(file.data, "reject")
    assert complaints(file.data, source) == []
    assert "{" in notation(file.data)[0]
    comment = comments_of(file.data)[0]
    assert "Suggested" in comment
    assert reason in comment


def test_words_within_a_control_that_an_earlier_author_inserted_become_a_comment() -> None:
    source, file, _ = exported(f"<w:p>{THEIRS.format(CONTROL.format(run('The cap')))}</w:p>", ("The", "A"))
    assert "proved" in file.commented["replace The"]
    assert texts(file.data, "accept") == ["The cap"]
    assert looks(file.data, "reject") == looks(source, "reject")


def properties_of_paragraphs(data: bytes) -> list[list[str]]:
    """The w:pPr of each paragraph, and those noted within as they were before."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    names = ("pageBreakBefore", "outlineLvl", "rPr", "pPrChange")
    return [[name for e in p.iter() if (name := etree.QName(e).localname) in names] for p in root.iter(f"{W}p")]


def comments_of(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/comments.xml"))
    return ["\n".join("".join(p.itertext()) for p in comment) for comment in root]


def test_every_change_carries_its_reason_and_remarks_hang_on_their_passages() -> None:
    source = build(paragraph("The cap is high.") + paragraph("Second one.") + paragraph("Third."))
    blocks = read_docx(source, "a.docx").blocks
    edits = [
        replace(blocks, "high", "5%", "Too vague.\n[rule]"),
        edit("c", Comment(text="Which cap?"), "Why.", Span.of(blocks[0], 4, 7)),
        edit("d", DeleteBlock(block=blocks[1].id), "Not needed."),
        edit("i", InsertAfter(block=blocks[2].id, text="Fourth."), "Missing."),
        edit("w", Comment(text="Whole paragraph."), "", Span.of(blocks[2], 0, 0)),
        edit("n", Comment(text="Document \x01."), "", None),
    ]
    file = WordExporter().export("tracked", "docx", source, blocks, edits)
    assert notation(file.data) == [
        "{The {cap} is {[-high-][+5%+]}.}",
        "{[-Second one.-]}~",
        "{Third.}#",
        "{[+Fourth.+]}",
    ]
    assert comments_of(file.data) == [
        "Too vague.\n[rule]",
        "Which cap?\nWhy.",
        "Not needed.",
        "Missing.",
        "Whole paragraph.",
        "Document .",
    ]
    assert file.commented == {}
    assert complaints(file.data, source) == []
