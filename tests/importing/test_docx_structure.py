"""Headings, lists, tables and titles of Word files."""

import pytest

from app.importing.docx.formats import written
from app.importing.task import read
from app.usecases.ports.engines import ReadDocument
from domain.documents.text import Block, BlockKind
from tests.builders.docx import MACROS, build, cell, paragraph, row, table


def blocks_of(body: str, styles: str = "", numbering: str = "") -> tuple[Block, ...]:
    return read(build(body, styles=styles, numbering=numbering), "a.docx").blocks


def style(id: str, name: str, based_on: str = "", properties: str = "", kind: str = "paragraph") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{id}"><w:name w:val="{name}"/>{base}<w:pPr>{properties}</w:pPr></w:style>'
    )


STYLES = (
    style("Heading1", "heading 1", properties='<w:outlineLvl w:val="0"/>')
    + style("berschrift2", "heading 2")
    + style("Clause", "Clause", "Heading1")
    + style("TOCHeading", "TOC Heading", "Heading1", '<w:outlineLvl w:val="9"/>')
    + style("Title", "Title")
    + style("Loop", "Loop", "Loop")
)


@pytest.mark.parametrize(
    ("body", "level"),
    [
        (paragraph("a", style="Heading1"), 1),
        (paragraph("a", style="berschrift2"), 2),
        (paragraph("a", style="Clause"), 1),
        (paragraph("a", style="Title"), 1),
        (paragraph("a", style="TOCHeading"), 0),
        (paragraph("a", style="Loop"), 0),
        (paragraph("a", style="Heading3"), 3),
        (paragraph("a", style="Unknown"), 0),
        (paragraph("a", properties='<w:outlineLvl w:val="2"/>'), 3),
        (paragraph("a", style="Heading1", properties='<w:outlineLvl w:val="9"/>'), 0),
        (paragraph("a", properties='<w:outlineLvl w:val="99999999999999"/>'), 0),
        (paragraph("", style="Heading1"), 0),
        (paragraph("a"), 0),
    ],
)
def test_a_heading_is_known_by_its_outline_level_or_style(body: str, level: int) -> None:
    block = blocks_of(body, STYLES)[0]
    assert block.level == level
    assert block.kind is (BlockKind.HEADING if level else BlockKind.PARAGRAPH)


def lvl(level: int, text: str, format: str = "decimal", start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(id: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{more}{"".join(levels)}</w:abstractNum>'


def num(id: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(number: int, level: int = 0, text: str = "a") -> str:
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


OUTLINE = definition(1, lvl(0, "%1."), lvl(1, "%1.%2"), lvl(2, "(%3)", "lowerRoman"))
AGAIN = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


@pytest.mark.parametrize(
    ("numbering", "items", "labels"),
    [
        (
            OUTLINE + num(1, 1),
            [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)],
            ["1.", "1.1", "1.2", "(i)", "2.", "2.1"],
        ),
        (OUTLINE + num(1, 1), [(1, 1), (1, 1)], ["1.1", "1.2"]),
        (OUTLINE + num(1, 1) + num(2, 1), [(1, 0), (2, 0), (1, 0)], ["1.", "2.", "3."]),
        (OUTLINE + num(1, 1) + num(2, 1, AGAIN), [(1, 0), (1, 0), (2, 0), (2, 0)], ["1.", "2.", "1.", "2."]),
        # Word overrides all levels to start one anew; the outer ones go on
        (
            OUTLINE + num(1, 1) + num(2, 1, AGAIN + AGAIN.replace('"0"', '"1"') + AGAIN.replace('"0"', '"2"')),
            [(1, 0), (1, 1), (1, 2), (1, 1), (2, 2), (2, 2), (1, 1)],
            ["1.", "1.1", "(i)", "1.2", "(i)", "(ii)", "1.3"],
        ),
        (definition(1, lvl(0, "Art. %1", "upperRoman", 4)) + num(1, 1), [(1, 0), (1, 0)], ["Art. IV", "Art. V"]),
        (definition(1, lvl(0, "%1)", "lowerLetter", 26)) + num(1, 1), [(1, 0), (1, 0)], ["z)", "aa)"]),
        (definition(1, lvl(0, "\uf0b7", "bullet")) + num(1, 1), [(1, 0)], ["•"]),
        (definition(1, lvl(0, "-", "bullet")) + num(1, 1), [(1, 0)], ["-"]),
        (
            definition(1, lvl(0, "%1", "upperRoman"), lvl(1, "%1.%2", more="<w:isLgl/>")) + num(1, 1),
            [(1, 0), (1, 1)],
            ["I", "1.1"],
        ),
        (
            definition(1, lvl(0, "%1"), lvl(1, "%2", more='<w:lvlRestart w:val="0"/>')) + num(1, 1),
            [(1, 0), (1, 1), (1, 0), (1, 1)],
            ["1", "1", "2", "2"],
        ),
        (
            definition(1, more='<w:styleLink w:val="S"/>').replace(
                "</w:abstractNum>", lvl(0, "%1#") + "</w:abstractNum>"
            )
            + definition(2, more='<w:numStyleLink w:val="S"/>')
            + num(1, 2),
            [(1, 0)],
            ["1#"],
        ),
        (OUTLINE + num(1, 1), [(0, 0), (7, 0), (1, 5)], ["", "", ""]),
        (definition(1, lvl(0, "%1", "lowerLetter", 2_000_000_000)) + num(1, 1), [(1, 0)], ["2000000000"]),
    ],
)
def test_numbers_are_those_word_shows(numbering: str, items: list[tuple[int, int]], labels: list[str]) -> None:
    blocks = blocks_of("".join(item(*i) for i in items), numbering=numbering)
    assert [b.label for b in blocks] == labels
    for block, (_, level) in zip(blocks, items, strict=True):
        assert (block.kind, block.level) == (
            (BlockKind.LIST_ITEM, level + 1) if block.label else (BlockKind.PARAGRAPH, 0)
        )


def test_a_numbered_heading_stays_a_heading() -> None:
    styles = style("Heading1", "heading 1", properties='<w:numPr><w:numId w:val="1"/></w:numPr>') + style(
        "Heading2", "heading 2", properties='<w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    numbering = definition(
        1,
        lvl(0, "%1", more='<w:pStyle w:val="Heading1"/>'),
        lvl(1, "%1.%2", more='<w:pStyle w:val="Heading2"/>'),
    ) + num(1, 1)
    body = paragraph("Scope", style="Heading1") + paragraph("Terms", style="Heading2")
    blocks = blocks_of(body, styles, numbering)
    assert [(b.kind, b.level, b.label) for b in blocks] == [(BlockKind.HEADING, 1, "1"), (BlockKind.HEADING, 2, "1.1")]
    assert blocks[1].printed == "1.1 Terms"


def test_number_zero_takes_a_style_out_of_its_list() -> None:
    styles = style("Listed", "Listed", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    off = paragraph("a", style="Listed", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    blocks = blocks_of(paragraph("a", style="Listed") + off, styles, OUTLINE + num(1, 1))
    assert [b.label for b in blocks] == ["1.", ""]


@pytest.mark.parametrize(
    ("number", "format", "shown"),
    [
        (5, "decimalZero", "05"),
        (12, "decimalZero", "12"),
        (1, "ordinal", "1st"),
        (12, "ordinal", "12th"),
        (22, "ordinal", "22nd"),
        (1994, "upperRoman", "MCMXCIV"),
        (0, "lowerRoman", "0"),
        (28, "upperLetter", "BB"),
        (3, "none", ""),
        (3, "thaiCounting", "3"),
        (3, "decimalEnclosedCircle", "3"),
        (6, "chicago", "††"),
        (3, "numberInDash", "- 3 -"),
        (31, "hex", "1F"),
        (7, "001", "007"),
        (1, "cardinalText", "One"),
        (342, "cardinalText", "Three hundred forty-two"),
        (12, "ordinalText", "Twelfth"),
        (20, "ordinalText", "Twentieth"),
        (21, "ordinalText", "Twenty-first"),
        (100, "ordinalText", "One hundredth"),
        (5000, "ordinalText", "5000"),
        (-1, "ordinal", "-1"),
    ],
)
def test_number_formats(number: int, format: str, shown: str) -> None:
    assert written(number, format) == shown


def cells_of(body: str) -> list[tuple[str, int, int, int]]:
    return [(b.text, b.cell.table, b.cell.row, b.cell.column) for b in blocks_of(body) if b.cell]


def test_cells_know_their_table_row_and_column() -> None:
    inner = table(row(cell(paragraph("inner"))))
    body = table(
        row(cell(paragraph("a"), '<w:gridSpan w:val="2"/>'), cell(paragraph("b") + paragraph("c"))),
        row(cell(inner + paragraph("after"))),
    ) + table(row(cell(paragraph("second")), properties='<w:gridBefore w:val="1"/>'))
    assert cells_of(body) == [
        ("a", 0, 0, 0),
        ("b", 0, 0, 2),
        ("c", 0, 0, 2),
        ("inner", 1, 0, 0),
        ("after", 0, 1, 0),
        ("second", 2, 0, 1),
    ]


def test_deleted_rows_and_cells_are_gone() -> None:
    body = table(
        row(cell(paragraph("gone")), properties='<w:del w:id="1"/>'),
        row(cell(paragraph("gone"), '<w:cellDel w:id="1"/>'), cell(paragraph("kept"))),
    )
    assert cells_of(body) == [("kept", 0, 0, 0)]


def test_a_cell_of_one_empty_paragraph_with_a_deleted_mark_is_still_a_cell() -> None:
    gone = paragraph(properties="<w:rPr><w:del w:id='1' w:author='A'/></w:rPr>")
    assert cells_of(table(row(cell(gone), cell(paragraph("a"))))) == [("", 0, 0, 0), ("a", 0, 0, 1)]


def test_a_cell_that_claims_a_huge_span_does_not_push_its_neighbour_away() -> None:
    assert cells_of(table(row(cell(paragraph("a"), '<w:gridSpan w:val="2000000000"/>'), cell(paragraph("b"))))) == [
        ("a", 0, 0, 0),
        ("b", 0, 0, 63),
    ]


def test_content_controls_around_paragraphs_rows_and_cells_are_seen_through() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = control(paragraph("a")) + table(control(row(control(cell(paragraph("b"))))))
    assert [b.text for b in blocks_of(body)] == ["a", "b"]


def document(body: str, **more: str) -> ReadDocument:
    return read(build(body, styles=STYLES, **more), "folder name.spec.docx")


@pytest.mark.parametrize(
    ("core", "body", "title"),
    [
        ("Index  Rules", paragraph("Heading", style="Heading1"), "Index Rules"),
        ("Word Document", paragraph("Heading", style="Heading1"), "Heading"),
        ("", paragraph("One", style="Heading1") + paragraph("The Title", style="Title"), "The Title"),
        ("", paragraph("a") + paragraph("Sub", style="berschrift2"), "folder name.spec"),
    ],
)
def test_the_title(core: str, body: str, title: str) -> None:
    assert document(body, title=core).title == title


@pytest.mark.parametrize(
    ("body", "more", "words"),
    [
        (paragraph("a"), {"main_type": MACROS}, "macros"),
        (paragraph("limit \u202e005\u202c"), {}, "direction"),
    ],
)
def test_what_was_left_out_or_may_deceive_is_said(body: str, more: dict[str, str], words: str) -> None:
    assert any(words in note for note in document(body, **more).notes)
    assert not document(paragraph("a")).notes


def test_a_strict_file_reads_like_a_transitional_one() -> None:
    data = build(paragraph("a", style="Heading1"), styles=STYLES)
    strict = {
        name: content.replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in parts_of(data).items()
    }
    assert [b.text for b in read(build("", parts=strict), "a.docx").blocks] == ["a"]
    assert read(build("", parts=strict), "a.docx").blocks[0].kind is BlockKind.HEADING


def parts_of(data: bytes) -> dict[str, str]:
    from app.wordml import Package

    package = Package(data)
    return {name: package.read(name).decode() for name in package.archive.namelist()}
