"""The texts beside the main text of a Word file: notes, headers, footers and text boxes, and the comments on it."""

from collections.abc import Mapping

import pytest

from app.importing.docx.read import read_docx
from domain.documents.text import ATOM, Block, Concealment, EarlierComment, Story
from tests.builders.docx import NAMESPACES, R, build, cell, deleted, paragraph, row, run, table

BODY, BOX = Story.BODY, Story.TEXT_BOX


def related(**parts: str) -> str:
    """Relationships of the main part, by id: kind and target in one string."""
    return "".join(
        f'<Relationship Id="{id}" Type="{R}/{said.split()[0]}" Target="{said.split()[1]}"/>'
        for id, said in parts.items()
    )


def part(name: str, content: str) -> str:
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"


def read(body: str, relationships: str = "", parts: Mapping[str, str] | None = None) -> tuple[Block, ...]:
    return read_docx(build(body, relationships=relationships, parts=parts), "a.docx").blocks


def told(blocks: tuple[Block, ...]) -> list[tuple[Story, str, str]]:
    return [(block.story, block.label, block.text) for block in blocks]


def box(*paragraphs: str, wrapped: str = "<w:drawing>{}</w:drawing>") -> str:
    inside = "".join(paragraphs)
    return f"<w:r>{wrapped.format(f'<w:txbxContent>{inside}</w:txbxContent>')}</w:r>"


CHOICE = (
    "<mc:AlternateContent><mc:Choice Requires='x'><w:drawing>{0}</w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    "</mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<w:p>{run('a')}{box(paragraph('b'))}</w:p>" + paragraph("c"), [(BODY, f"a{ATOM}"), (BOX, "b"), (BODY, "c")]),
        (f"<w:p>{box(paragraph('b'), wrapped=CHOICE)}</w:p>", [(BODY, ATOM), (BOX, "b")]),
        (
            f"<w:p>{box(paragraph('b'), wrapped='<w:pict><v:textbox>{}</v:textbox></w:pict>')}</w:p>",
            [(BODY, ATOM), (BOX, "b")],
        ),
        (
            table(row(cell(f"<w:p>{box(paragraph('in'))}</w:p>"), cell(paragraph("b")))) + paragraph("c"),
            [(BODY, ATOM), (BODY, "b"), (BOX, "in"), (BODY, "c")],
        ),
        (
            f"<w:p>{box('<w:p>' + box(paragraph('inner')) + '</w:p>', paragraph('outer'))}</w:p>",
            [(BODY, ATOM), (BOX, ATOM), (BOX, "inner"), (BOX, "outer")],
        ),
        (f"<w:p><w:del w:author='A'>{box(paragraph('gone'))}</w:del></w:p>", [(BODY, "")]),
        (
            f"<w:p><w:pPr><w:rPr><w:del w:author='A'/></w:rPr></w:pPr>{box(paragraph('b'))}</w:p>" + paragraph("a"),
            [(BODY, f"{ATOM}a"), (BOX, "b")],
        ),
    ],
)
def test_a_text_box_follows_what_it_is_anchored_in(body: str, expected: list[tuple[Story, str]]) -> None:
    assert [(block.story, block.text) for block in read(body)] == expected


def test_blocks_of_a_text_box_name_their_paragraphs() -> None:
    blocks = read(
        f"<w:p>{box(paragraph('b'), table(row(cell(paragraph('c')))))}</w:p>" + table(row(cell(paragraph("d"))))
    )
    assert [(b.part, b.paragraph) for b in blocks] == [("word/document.xml", n) for n in range(4)]
    assert [b.cell.table for b in blocks if b.cell] == [0, 1]


def note(kind: str, id: int, more: str = "", text: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{id}"{more}/>{text}</w:r>'


def notes(kind: str, **texts: str) -> dict[str, str]:
    separator = f'<w:{kind} w:id="0" w:type="separator">{paragraph("---")}</w:{kind}>'
    inside = "".join(f'<w:{kind} w:id="{id[1:]}">{text}</w:{kind}>' for id, text in texts.items())
    return {f"word/{kind}s.xml": part(f"{kind}s", separator + inside)}


FOOT = related(f="footnotes footnotes.xml")
END = related(e="endnotes endnotes.xml")


def test_notes_come_in_the_order_they_are_referred_to_and_are_labelled_as_printed() -> None:
    body = f"<w:p>{run('a')}{note('footnote', 3)}{note('footnote', 2)}{note('endnote', 1)}</w:p>"
    foot = notes("footnote", n2=paragraph("two"), n3=paragraph("three") + paragraph("more"), n4=paragraph("unused"))
    blocks = read(body, FOOT + END, foot | notes("endnote", n1=paragraph("end")))
    assert told(blocks) == [
        (BODY, "", f"a{ATOM * 3}"),
        (Story.FOOTNOTE, "1", "three"),
        (Story.FOOTNOTE, "", "more"),
        (Story.FOOTNOTE, "2", "two"),
        (Story.FOOTNOTE, "", "unused"),
        (Story.ENDNOTE, "i", "end"),
    ]
    assert [atom.text for atom in blocks[0].atoms] == ["1", "2", "i"]
    assert [block.concealed[0].how for block in blocks if block.concealed] == [Concealment.HIDDEN]
    assert {block.part for block in blocks[1:5]} == {"word/footnotes.xml"}


SECTION = "<w:sectPr><w:footnotePr>{}</w:footnotePr></w:sectPr>"
ANEW = '<w:numRestart w:val="eachSect"/>'


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("<w:p>{0}{0}</w:p>" + SECTION.format('<w:numFmt w:val="upperRoman"/><w:numStart w:val="4"/>'), ["IV", "V"]),
        ("<w:p>{0}{0}{0}{0}{0}</w:p>" + SECTION.format('<w:numFmt w:val="chicago"/>'), ["*", "†", "‡", "§", "**"]),
        (
            "<w:p><w:pPr>" + SECTION.format(ANEW) + "</w:pPr>{0}{0}</w:p><w:p>{0}</w:p>" + SECTION.format(ANEW),
            ["1", "2", "1"],
        ),
        (
            "<w:p><w:pPr>" + SECTION.format("") + "</w:pPr>{0}{0}</w:p><w:p>{0}</w:p>" + SECTION.format(""),
            ["1", "2", "3"],
        ),
        ("<w:p>{0}" + note("footnote", 1, ' w:customMarkFollows="1"', "<w:t>‡</w:t>") + "{0}</w:p>", ["1", "‡", "2"]),
        ("<w:p><w:del w:author='A'>{0}</w:del>{0}</w:p>", ["1"]),
    ],
)
def test_the_marks_of_notes_are_those_word_prints(body: str, marks: list[str]) -> None:
    blocks = read(body.replace("{0}", note("footnote", 2)))
    assert [atom.text for block in blocks for atom in block.atoms] == marks


def header(reference: str, kind: str = "default", story: str = "header") -> str:
    return f'<w:{story}Reference w:type="{kind}" r:id="{reference}"/>'


def test_headers_and_footers_come_last_each_once() -> None:
    section = f"<w:sectPr>{header('h2')}{header('f', story='footer')}</w:sectPr>"
    body = f"<w:p><w:pPr>{section}</w:pPr>{run('a')}</w:p><w:sectPr>{header('h1')}{header('h2', 'even')}</w:sectPr>"
    parts = {
        "word/one.xml": part("hdr", paragraph("one")),
        "word/two.xml": part("hdr", f"<w:p>{run('two')}{box(paragraph('boxed'))}</w:p>"),
        "word/three.xml": part("ftr", table(row(cell(paragraph("three"))))),
        "word/four.xml": part("hdr", paragraph("on no page")),
    }
    targets = related(h1="header one.xml", h2="header two.xml", f="footer three.xml", x="header four.xml")
    blocks = read(body, targets, parts)
    assert [(b.story, b.text, b.part, b.paragraph) for b in blocks] == [
        (BODY, "a", "word/document.xml", 0),
        (Story.HEADER, f"two{ATOM}", "word/two.xml", 0),
        (BOX, "boxed", "word/two.xml", 1),
        (Story.HEADER, "one", "word/one.xml", 0),
        (Story.HEADER, "on no page", "word/four.xml", 0),
        (Story.FOOTER, "three", "word/three.xml", 0),
    ]
    assert [block.text for block in blocks if block.concealed] == ["on no page"]


@pytest.mark.parametrize(
    ("kind", "section", "settings", "is_shown"),
    [
        ("default", "", "", True),
        ("first", "", "", False),
        ("first", "<w:titlePg/>", "", True),
        ("first", '<w:titlePg w:val="0"/>', "", False),
        ("even", "", "", False),
        ("even", "", "<w:evenAndOddHeaders/>", True),
    ],
)
def test_a_header_no_page_shows_is_hidden_text(kind: str, section: str, settings: str, is_shown: bool) -> None:
    parts = {"word/h.xml": part("hdr", paragraph("h")), "word/s.xml": part("settings", settings)}
    body = f"<w:sectPr>{header('h', kind)}{section}</w:sectPr>"
    (block,) = read(body, related(h="header h.xml", s="settings s.xml"), parts)
    assert bool(block.concealed) is not is_shown


def comment(id: int, text: str, author: str = "Bea") -> str:
    return f'<w:comment w:id="{id}" w:author="{author}" w:date="2024-01-02T03:04:05Z">{text}</w:comment>'


def start(id: int) -> str:
    return f'<w:commentRangeStart w:id="{id}"/>'


def end(id: int) -> str:
    return f'<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>'


@pytest.mark.parametrize(
    ("body", "placed"),
    [
        (f"<w:p>{run('the ')}{start(1)}{run('cap')}{end(1)}{run(' is')}</w:p>", [(0, 4, 7, "why?")]),
        (f"<w:p>{start(1)}{start(2)}{run('cap')}{end(1)}{end(2)}</w:p>", [(0, 0, 3, "why?"), (0, 0, 3, "so\nthat")]),
        (f"<w:p>{run('a')}{start(1)}{run('b')}</w:p><w:p>{run('c')}{end(1)}</w:p>", [(0, 1, 2, "why?")]),
        (f"{start(1)}<w:p>{run('ab')}</w:p>{end(1)}<w:p>{run('c')}</w:p>", [(0, 0, 2, "why?")]),
        (f"<w:p>{run('a')}<w:r><w:commentReference w:id='1'/></w:r>{run('b')}</w:p>", [(0, 1, 1, "why?")]),
        (f"<w:p>{run('a')}{start(9)}{run('b')}{end(9)}</w:p>", []),
        (f"<w:p>{start(1)}{deleted('gone')}{end(1)}{run('b')}</w:p>", [(0, 0, 0, "why?")]),
    ],
)
def test_comments_hang_on_the_block_they_begin_in(body: str, placed: list[tuple[int, int, int, str]]) -> None:
    comments = comment(1, f"<w:p>{run('why?')}{deleted('no')}</w:p>") + comment(2, paragraph("so") + paragraph("that"))
    blocks = read(body, related(c="comments comments.xml"), {"word/comments.xml": part("comments", comments)})
    found = [(n, c) for n, block in enumerate(blocks) for c in block.comments]
    assert [(n, c.start, c.end, c.text) for n, c in found] == placed
    assert all(
        isinstance(c, EarlierComment) and (c.author, c.date) == ("Bea", "2024-01-02T03:04:05Z") for _, c in found
    )


@pytest.mark.parametrize(
    ("body", "relationships", "words"),
    [
        ("<w:altChunk/>", "", "embedded documents"),
        ("", related(c="chart c.xml"), "charts"),
        ("", related(d="diagramData d.xml"), "diagrams"),
    ],
)
def test_what_is_still_not_read_is_said(body: str, relationships: str, words: str) -> None:
    document = read_docx(
        build(body, relationships=relationships, parts={"word/c.xml": "<c/>", "word/d.xml": "<d/>"}), "a"
    )
    assert document.notes == (f"Not read, and so not reviewed: {words}.",)
