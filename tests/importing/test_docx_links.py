"""Where the links and cross-references of a Word file lead, and what they make of the references."""

import pytest

from app.importing.task import read
from domain.documents.text import Block
from domain.semantics.ir import build_ir
from domain.semantics.understanding import Resolution
from tests.builders.docx import R, build, deleted, paragraph, run
from tests.importing.test_docx_text import FIELD, INSTRUCTION, field, p

SITE = f'<Relationship Id="site" Type="{R}/hyperlink" Target="https://x.example/guide" TargetMode="External"/>'
SITE += f'<Relationship Id="script" Type="{R}/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>'


def blocks_of(body: str) -> tuple[Block, ...]:
    return read(build(body, relationships=SITE), "a.docx").blocks


def mark(name: str, id: int = 1) -> str:
    return f'<w:bookmarkStart w:id="{id}" w:name="{name}"/><w:bookmarkEnd w:id="{id}"/>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"<w:hyperlink r:id='site'>{run('Guide')}</w:hyperlink>", [("Guide", "https://x.example/guide")]),
        (
            f"<w:hyperlink r:id='site' w:anchor='p2'>{run('Guide')}</w:hyperlink>",
            [("Guide", "https://x.example/guide#p2")],
        ),
        (f"<w:hyperlink w:anchor='caps'>{run('the ') + run('caps')}</w:hyperlink>", [("the caps", "#caps")]),
        (f"<w:hyperlink w:anchor='_Toc1'>{run('Caps 3')}</w:hyperlink>", []),
        (f"<w:hyperlink w:anchor='caps'>{deleted('gone')}</w:hyperlink>", []),
        (f"<w:hyperlink r:id='script'>{run('start')}</w:hyperlink>", []),
        (field(' HYPERLINK "file:///c:/x.exe" ', run("start")), []),
        (f"<w:hyperlink r:id='none'>{run('plain')}</w:hyperlink>", []),
        (field(' HYPERLINK "http://a.example" ', run("link")), [("link", "http://a.example")]),
        (field(' HYPERLINK \\l "caps" \\o "To the caps" ', run("caps")), [("caps", "#caps")]),
        (field(" HYPERLINK http://a.example \\l caps", run("caps")), [("caps", "http://a.example#caps")]),
        (field(" REF _Ref12 \\r \\h ", run("3.2")), [("3.2", "#_Ref12")]),
        (field(" NOTEREF _Ref12 \\f \\h ", run("3")), [("3", "#_Ref12")]),
        (f"<w:fldSimple w:instr='NOTEREF _Ref12'>{run('3')}</w:fldSimple>", [("3", "#_Ref12")]),
        (field(" PAGEREF _Ref12 \\h ", run("7")), []),
        (field(" ", run("7")), []),
        (f"<w:fldSimple w:instr=' REF _Ref12 \\h '>{run('3.2')}</w:fldSimple>", [("3.2", "#_Ref12")]),
        (
            field(" REF _Ref1 ", run("A")) + run(" and ") + field(" REF _Ref2 ", run("B")),
            [("A", "#_Ref1"), ("B", "#_Ref2")],
        ),
    ],
)
def test_links(content: str, expected: list[tuple[str, str]]) -> None:
    (block,) = blocks_of(p(run("See ") + content))
    assert [(block.text[link.start : link.end], link.address) for link in block.links] == expected


def opened(instruction: str) -> str:
    return FIELD.format("begin") + INSTRUCTION.format(instruction) + FIELD.format("separate")


END = FIELD.format("end")


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            [
                run("See ") + opened(" HYPERLINK \\l caps ") + run("the caps"),
                run("of weights"),
                run("and floors") + END + run("."),
            ],
            [("the caps", "#caps"), ("of weights", "#caps"), ("and floors", "#caps")],
        ),
        (
            [opened(" HYPERLINK \\l a ") + run("one"), field(" HYPERLINK \\l b ", run("two")), run("three") + END],
            [("one", "#a"), ("two", "#b"), ("two", "#a"), ("three", "#a")],
        ),
        ([opened(" HYPERLINK \\l a ") + run("one"), run("two")], []),
        ([opened(" TOC \\o ") + run("Caps 3"), run("Floors 4") + END], []),
        ([opened(" HYPERLINK \\l a "), run("one") + END, run("two")], [("one", "#a")]),
    ],
)
def test_a_link_goes_on_over_several_paragraphs(paragraphs: list[str], expected: list[tuple[str, str]]) -> None:
    blocks = blocks_of("".join(map(p, paragraphs)))
    assert [(b.text[link.start : link.end], link.address) for b in blocks for link in b.links] == expected


def test_links_without_end_are_followed_in_one_pass() -> None:
    blocks = blocks_of(p(opened(" HYPERLINK \\l a ") + run("x")) * 5_000)  # hours, if each went on with all before it
    assert len(blocks) == 5_000


def test_a_note_referred_to_again_is_found_at_its_mark() -> None:
    blocks = blocks_of(
        paragraph("The cap is 5%.")
        + p(run("It is set yearly.") + mark("_Ref5"))
        + p(run("It is set as said in footnote ") + field(" NOTEREF _Ref5 \\h ", run("3")) + run("."))
    )
    (found,) = build_ir("Index", blocks).understanding.references
    assert (found.resolution, found.target and found.target.quote) == (Resolution.RESOLVED, "It is set yearly.")


@pytest.mark.parametrize(
    "body",
    [
        p(mark("caps") + run("Caps")),
        mark("caps") + p(run("Caps")),
        f"<w:tbl>{mark('caps')}<w:tr><w:tc>{p(run('Caps'))}</w:tc></w:tr></w:tbl>",
        f"<w:tbl><w:tr>{mark('caps')}<w:tc>{p(run('Caps'))}</w:tc></w:tr></w:tbl>",
        f"<w:sdt><w:sdtContent>{mark('caps')}{p(run('Caps'))}</w:sdtContent></w:sdt>",
    ],
)
def test_bookmarks_name_the_paragraph_they_stand_in_or_before(body: str) -> None:
    (block,) = blocks_of(body)
    assert block.anchors == ("caps",)


def test_a_cross_reference_leads_where_word_leads_it() -> None:
    heading = f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{mark("_Ref1")}{run("Weight caps")}</w:p>'
    blocks = blocks_of(
        heading
        + paragraph("The cap is 5%.")
        + p(run("Caps are set out in Section ") + field(" REF _Ref1 \\r \\h ", run("4.2")) + run("."))
        + p(
            run("Caps are in ") + field(" REF _Ref9 \\h ", run("Error! Reference source not found.")) + run(" as well.")
        )
        + p(run("The rules of the ") + f"<w:hyperlink r:id='site'>{run('house pages')}</w:hyperlink>" + run(" apply."))
    )
    found = build_ir("Index", blocks).understanding.references
    assert [(r.kind, r.label, r.span.quote, r.resolution, r.target and r.target.quote) for r in found] == [
        ("section", "4.2", "Section 4.2", Resolution.RESOLVED, "Weight caps"),
        ("section", "Error!", "Error!", Resolution.DANGLING, None),
        ("url", "https://x.example/guide", "house pages", Resolution.EXTERNAL, None),
    ]


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (p(mark("sec_11") + run("Rounding")), "sec_1_1"),
        (f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{run("Limits")}</w:p>', "Limits"),
        (
            f"<w:p><w:del w:id='7' w:author='A'>{mark('gone')}<w:r><w:delText>old</w:delText></w:r></w:del>"
            f"{run('new')}</w:p>",
            "gone",
        ),
        (
            f"<w:p><w:pPr><w:rPr><w:del w:id='7' w:author='A'/></w:rPr></w:pPr>{mark('gone')}{deleted('old')}</w:p>"
            + paragraph("What follows."),
            "gone",
        ),
        (f'<w:p><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{run("2 Caps")}</w:p>', "_Ref2"),
    ],
)
def test_a_bookmark_that_is_not_there_leads_nowhere(target: str, name: str) -> None:
    blocks = blocks_of(target + p(run("See Section ") + field(f" REF {name} \\h ", run("2")) + run(".")))
    (found,) = build_ir("Index", blocks).understanding.references
    assert (found.span.quote, found.resolution) == ("Section 2", Resolution.DANGLING)
