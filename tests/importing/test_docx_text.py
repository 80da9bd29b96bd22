"""The text of Word paragraphs: what is in it, what is not, and where each character came from."""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing.task import read
from domain.documents.text import ATOM, AtomKind, Block, How
from tests.builders.docx import build, deleted, inserted, paragraph, run
from tests.importing.origins import assert_in_word_file

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FILES = sorted(SHARED.glob("corpus/docx/*.docx")) + sorted(SHARED.glob("benchmark/specs/*.docx"))
RESOLVER = SHARED / "tools" / "docx_resolve.py"

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
            "\uf0b3\ufffd\ufffd",
        ),
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
    ],
)
def test_only_what_an_author_wrote_can_be_edited_in_place(content: str, how: How) -> None:
    assert [piece.how for piece in blocks_of(p(content))[0].pieces] == [how]


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        ("<w:r><w:footnoteReference w:id='2'/></w:r>", AtomKind.NOTE, ""),
        ("<w:r><w:endnoteReference w:id='2'/></w:r>", AtomKind.NOTE, ""),
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
    assert [b.paragraph for b in blocks] == [0, 2]
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


@pytest.mark.skipif(not (FILES and RESOLVER.exists()), reason="the shared corpus of Word files is not here")
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem[-40:])
def test_real_files_read_as_an_independent_resolver_reads_them(file: Path) -> None:
    data = file.read_bytes()
    blocks = read(data, file.name).blocks
    assert_in_word_file(data, blocks)
    expected = resolved(file)
    assert len(blocks) == len(expected)
    for block, text in zip(blocks, expected, strict=True):
        ours = block.text.replace(ATOM, "")
        if any(atom.kind is AtomKind.EQUATION for atom in block.atoms):  # it spells formulas out in the text
            letters = iter(text)
            assert all(letter in letters for letter in ours)
        else:
            assert ours == text


def resolved(file: Path) -> list[str]:
    sys.path.insert(0, str(RESOLVER.parent))
    try:
        import docx_resolve
    finally:
        sys.path.pop(0)
    texts: list[str] = docx_resolve.resolve(file, "accept")["body"]
    return texts
