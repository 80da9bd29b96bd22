"""The text of Word paragraphs: what is in it, what is not, and where each character came from."""

import posixpath
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing.task import read
from app.usecases.ports.errors import Refused
from domain.documents.earlier import original
from domain.documents.text import ATOM, AtomKind, Block, How, Story
from tests.builders.docx import NAMESPACES, R, build, deleted, inserted, paragraph, run
from tests.importing.mutations import mutated
from tests.importing.origins import assert_in_word_file, verbatim_share
from tests.importing.resolver import FILES, resolved

CHOICE = (
    "<mc:AlternateContent><mc:Choice Requires='x'>{0}</mc:Choice><mc:Fallback>{1}</mc:Fallback></mc:AlternateContent>"
)
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
INSTRUCTION = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'


def blocks_of(body: str) -> tuple[Block, ...]:
    data = build(body)
    blocks = read(data, "a.docx").blocks
    assert_in_word_file(data, blocks)
    return blocks


def p(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def field(instruction: str, result: str) -> str:
    return (
        FIELD.format("begin")
        + INSTRUCTION.format(instruction)
        + FIELD.format("separate")
        + result
        + FIELD.format("end")
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("Limit is ") + deleted("5") + inserted("7") + run("%"), "Limit is 7%"),
        (run("Limit <!-- aside -->is<?odd?> 7%"), "Limit is 7%"),
        ("<w:moveFrom><w:r><w:t>old</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>new</w:t></w:r></w:moveTo>", "new"),
        (f"<w:del>{inserted('never')}</w:del>{run('kept')}", "kept"),
        ("<w:r><w:t> a </w:t><w:t xml:space='preserve'> b </w:t></w:r>", "a b "),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/></w:r>", "a\tb\nc\n"),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>", "a\u2011b\u00ad"),
        (
            "<w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:sym w:char='D800'/><w:sym w:char='zz'/></w:r>",
            "≥\ufffd\ufffd",
        ),
        ("<w:r><w:sym w:font='Symbol' w:char='0061'/><w:sym w:font='Wingdings' w:char='F0FC'/></w:r>", "α✓"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F021'/><w:sym w:font='Wingdings' w:char='F041'/></w:r>", "✏\uf041"),
        ("<w:r><w:sym w:font='Arial' w:char='2265'/><w:sym w:font='Odd' w:char='F0B3'/></w:r>", "≥\uf0b3"),
        (f"<w:bdo w:val='rtl'>{run('אבג 1')}</w:bdo><w:dir w:val='ltr'>{run(' abc')}</w:dir>", "אבג 1 abc"),
        ("<w:r><w:rPr><w:rtl/></w:rPr><w:t>שלום 12%</w:t></w:r>", "שלום 12%"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here.')}</w:sdtContent></w:sdt>",
            "Click here.",
        ),
        ("<w:r><w:t>a<w:t>never</w:t> b</w:t></w:r>", "a"),
        (f"<w:hyperlink r:id='rId9'>{run('click')}</w:hyperlink>", "click"),
        (f"<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{run('in')}</w:sdtContent></w:sdt>", "in"),
        (f"<w:smartTag>{run('a')}</w:smartTag><w:customXml>{run('b')}</w:customXml>", "ab"),
        (CHOICE.format(run("choice"), run("fallback")), "choice"),
        ("<w:r>" + CHOICE.format("<w:t>choice</w:t>", "<w:t>fallback</w:t>") + "</w:r>", "choice"),
        (field(" REF x \\h ", run("2.1")) + run(" applies"), "2.1 applies"),
        (FIELD.format("begin") + INSTRUCTION.format(" XE ") + run("hidden") + FIELD.format("end") + run("a"), "a"),
        (field(" REF a ", field(" REF b ", run("inner"))), "inner"),
        (f"<w:fldSimple w:instr=' INCLUDETEXT x '>{run('cached')}</w:fldSimple>", "cached"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>above</w:t></w:r></w:rt><w:rubyBase>"
            + run("base")
            + "</w:rubyBase></w:ruby></w:r>",
            "base",
        ),
        ("", ""),
    ],
)
def test_text_is_what_a_reader_sees_with_changes_accepted(content: str, text: str) -> None:
    assert [block.text for block in blocks_of(p(content))] == [text]


def test_an_instruction_is_hidden_even_where_another_field_gives_a_result_inside_it() -> None:
    outer = FIELD.format("begin") + INSTRUCTION.format("IF") + field("REF a", run("secret")) + FIELD.format("separate")
    assert blocks_of(p(outer + run("yes") + FIELD.format("end")))[0].text == "yes"


def test_a_field_may_span_paragraphs() -> None:
    first, second, third = blocks_of(
        p(FIELD.format("begin") + INSTRUCTION.format("TOC") + FIELD.format("separate") + run("1 Scope"))
        + p(run("2 Terms") + FIELD.format("end"))
        + paragraph("Scope")
    )
    assert [b.pieces[0].how for b in (first, second, third)] == [How.COMPUTED, How.COMPUTED, How.VERBATIM]


@pytest.mark.parametrize(
    ("content", "how"),
    [
        (run("a"), How.VERBATIM),
        ("<w:r><w:tab/></w:r>", How.DECODED),
        ("<w:r><w:sym w:char='2264'/></w:r>", How.DECODED),
        (field(" PAGE ", run("3")), How.COMPUTED),
        (field(' HYPERLINK "http://a.example" ', run("link")), How.VERBATIM),
        (f"<w:fldSimple w:instr='PAGE'>{run('3')}</w:fldSimple>", How.COMPUTED),
        (f"<w:fldSimple w:instr='HYPERLINK x'>{run('a')}</w:fldSimple>", How.VERBATIM),
        (field(" PAGEREF x ", run("3")), How.COMPUTED),
        (field(" FORMTEXT ", run("filled in")), How.VERBATIM),
        (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>", How.COMPUTED),
        (f"<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>", How.COMPUTED),
        (f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('a')}</w:sdtContent></w:sdt>", How.VERBATIM),
    ],
)
def test_only_what_an_author_wrote_can_be_edited_in_place(content: str, how: How) -> None:
    assert [piece.how for piece in blocks_of(p(content))[0].pieces] == [how]


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        ("<w:r><w:footnoteReference w:id='2'/></w:r>", AtomKind.NOTE, "1"),
        ("<w:r><w:endnoteReference w:id='2'/></w:r>", AtomKind.NOTE, "i"),
        (
            "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='n' descr='A chart'/></wp:inline></w:drawing></w:r>",
            AtomKind.IMAGE,
            "A chart",
        ),
        ("<w:r><w:pict><v:shape alt='A logo'/></w:pict></w:r>", AtomKind.IMAGE, "A logo"),
        ("<w:r><w:object/></w:r>", AtomKind.IMAGE, ""),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", AtomKind.EQUATION, "x=1"),
        ("<m:oMathPara><m:oMath><m:r><m:t>y</m:t></m:r></m:oMath></m:oMathPara>", AtomKind.EQUATION, "y"),
        (run(ATOM), AtomKind.OTHER, ""),
    ],
)
def test_what_is_not_text_is_an_atom(content: str, kind: AtomKind, text: str) -> None:
    block = blocks_of(p(run("a") + content + run("b")))[0]
    assert block.text == f"a{ATOM}b"
    assert [(atom.at, atom.kind, atom.text) for atom in block.atoms] == [(1, kind, text)]


def test_deleted_atoms_are_gone() -> None:
    assert blocks_of(p("<w:del><w:r><w:footnoteReference w:id='2'/></w:r></w:del>" + run("a")))[0].text == "a"


GONE = "<w:rPr><w:del w:id='1' w:author='A'/></w:rPr>"


def test_a_paragraph_whose_mark_is_deleted_runs_into_the_next() -> None:
    blocks = blocks_of(paragraph("one ", properties=GONE) + paragraph("two") + paragraph("three"))
    assert [(b.text, b.paragraph) for b in blocks] == [("one two", 1), ("three", 2)]
    assert [piece.place.paragraph for piece in blocks[0].pieces if piece.place and piece.place.kind == "docx"] == [0, 1]


def test_a_deleted_mark_before_a_table_or_the_end_keeps_its_text() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    body = paragraph("before", properties=GONE) + table + paragraph("", properties=GONE)
    assert [b.text for b in blocks_of(body)] == ["before", "cell"]


def test_runs_are_numbered_with_deleted_ones_and_without_those_of_text_boxes() -> None:
    box = f"<w:r><w:pict><v:shape><w:txbxContent>{paragraph('boxed')}</w:txbxContent></v:shape></w:pict></w:r>"
    blocks = blocks_of(p(deleted("gone") + run("a") + box + run("b")) + paragraph("next"))
    assert [b.paragraph for b in blocks] == [0, 1, 2]
    assert [piece.place.run for piece in blocks[0].pieces if piece.place and piece.place.kind == "docx"] == [1, 2, 3]


runs_of_text = st.lists(
    st.tuples(
        st.sampled_from(["plain", "deleted", "inserted", "tab", "note", "link"]),
        st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=6),
    ),
    max_size=8,
)


def written(kind: str, text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {
        "plain": run(escaped),
        "deleted": deleted(escaped),
        "inserted": inserted(escaped),
        "tab": f"<w:r><w:tab/><w:t xml:space='preserve'>{escaped}</w:t></w:r>",
        "note": f"<w:r><w:t xml:space='preserve'>{escaped}</w:t><w:footnoteReference w:id='1'/></w:r>",
        "link": f"<w:hyperlink>{run(escaped)}</w:hyperlink>",
    }[kind]


def seen(kind: str, text: str) -> str:
    return {"deleted": "", "tab": f"\t{text}", "note": f"{text}{ATOM}"}.get(kind, text)


@given(st.lists(st.tuples(runs_of_text, st.booleans()), max_size=5))
def test_every_character_is_found_again_in_its_run(paragraphs: list[tuple[list[tuple[str, str]], bool]]) -> None:
    body = "".join(
        f"<w:p>{f'<w:pPr>{GONE}</w:pPr>' if gone else ''}{''.join(written(*r) for r in runs)}</w:p>"
        for runs, gone in paragraphs
    )
    blocks = blocks_of(body)
    assert "".join(b.text for b in blocks) == "".join(seen(*r) for runs, _ in paragraphs for r in runs)


def test_ids_follow_from_the_bytes() -> None:
    data, other = build(paragraph("a") + paragraph("b")), build(paragraph("a") + paragraph("c"))
    first, again, changed = (read(d, "a.docx").blocks for d in (data, data, other))
    assert [b.id for b in first] == [b.id for b in again]
    assert not {b.id for b in first} & {b.id for b in changed}


HEADERS = (
    f'<Relationship Id="h" Type="{R}/header" Target="h.xml"/><Relationship Id="n" Type="{R}/footnotes" Target="n.xml"/>'
)
plain = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=12)
prose = st.lists(
    st.tuples(st.sampled_from(["plain", "plain", "deleted", "inserted", "link"]), plain), min_size=1, max_size=6
).map(lambda runs: f"<w:p>{''.join(written(*r) for r in runs)}</w:p>")


@given(prose, prose, prose, prose)
def test_prose_can_be_edited_in_every_text(body: str, boxed: str, header: str, note: str) -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{boxed}</w:txbxContent></w:pict></w:r></w:p>"
    parts = {
        "word/h.xml": f"<w:hdr {NAMESPACES}>{header}</w:hdr>",
        "word/n.xml": f"<w:footnotes {NAMESPACES}><w:footnote w:id='1'>{note}</w:footnote></w:footnotes>",
    }
    data = build(body + box, parts=parts, relationships=HEADERS)
    blocks = read(data, "a.docx").blocks
    assert_in_word_file(data, blocks)
    assert {block.story for block in blocks} == {Story.BODY, Story.TEXT_BOX, Story.HEADER, Story.FOOTNOTE}
    assert verbatim_share(tuple(block for block in blocks if ATOM not in block.text)) == 1


def as_told(text: str) -> str:
    """Text that can be compared: without what is not text."""
    return text.replace(ATOM, "")


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem[-40:])
def test_real_files_read_as_an_independent_resolver_reads_them(file: Path) -> None:
    data = file.read_bytes()
    blocks = read(data, file.name).blocks
    assert_in_word_file(data, blocks)
    accepted, rejected = resolved(data, "accept"), resolved(data, "reject")
    accepted.pop("comments", None)
    for story, texts in accepted.items():
        same_text([block for block in blocks if is_told_as(block, story)], texts, in_order=story != "textbox")
    if not any(atom.kind is AtomKind.EQUATION for block in blocks for atom in block.atoms):
        assert [as_told(text) for text in original(blocks)] == rejected["body"]


def is_told_as(block: Block, story: str) -> bool:
    """Whether the resolver gives a block in this of its texts; it gives no text boxes within notes."""
    match story.split(":"):
        case ["body"]:
            return block.story is Story.BODY
        case ["textbox"]:
            return block.story is Story.TEXT_BOX and "notes" not in block.part
        case ["footnotes" | "endnotes"]:
            return f"{block.story}s" == story
        case [kind, part]:
            return block.story == kind and posixpath.basename(block.part) == part
    return False


def same_text(blocks: list[Block], texts: list[str], in_order: bool) -> None:
    ours = [as_told(block.text) for block in blocks]
    if any(atom.kind is AtomKind.EQUATION for block in blocks for atom in block.atoms):
        letters = iter("".join(texts))  # the resolver spells formulas out in the text
        assert all(letter in letters for letter in "".join(ours))
    else:
        assert ours == texts if in_order else sorted(ours) == sorted(texts)


def test_what_real_files_say_can_be_edited() -> None:
    read_files = (read(file.read_bytes(), file.name).blocks for file in FILES)
    long = [blocks for blocks in read_files if sum(len(block.text) for block in blocks) > 300]
    if not long:
        pytest.skip("the collection of real Word files is not beside this checkout")
    assert min(map(verbatim_share, long)) >= 0.95


@pytest.mark.parametrize("seed", range(60))
def test_files_that_make_no_sense_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    small = [file for file in FILES if file.stat().st_size < 60_000]
    if not small:
        pytest.skip("the collection of real Word files is not beside this checkout")
    data = mutated(chance.choice(small).read_bytes(), chance)
    try:
        blocks = read(data, "a.docx").blocks
    except Refused:
        return
    assert_in_word_file(data, blocks)
    original(blocks)
