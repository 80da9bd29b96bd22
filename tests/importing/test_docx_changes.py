"""Earlier authors' changes: kept as data beside the accepted text, so that the text before them can be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.importing.docx.read import read_docx
from domain.documents.earlier import Stretch, marked_up, original
from domain.documents.text import ATOM, Block, Earlier, EarlierChange, Story
from tests.builders.docx import build, cell, deleted, inserted, paragraph, row, run, table
from tests.importing.resolver import resolved

INS, DEL = Earlier.INSERTED, Earlier.DELETED
NEW = '<w:ins w:id="5" w:author="B" w:date="2024-05-06T00:00:00Z"/>'
GONE = '<w:del w:id="6" w:author="C"/>'


def mark(*signs: str) -> str:
    return f"<w:rPr>{''.join(signs)}</w:rPr>"


def blocks_of(body: str) -> tuple[Block, ...]:
    return read_docx(build(body), "a.docx").blocks


def short(change: EarlierChange) -> tuple[Earlier, int, int, str, str]:
    return change.what, change.start, change.end, "¶" if change.mark else change.text, change.author


@pytest.mark.parametrize(
    ("body", "texts", "changes", "before"),
    [
        (
            f"<w:p>{run('cap ')}{deleted('5')}{inserted('7')}{run('%')}</w:p>",
            ["cap 7%"],
            [(DEL, 4, 4, "5", "A"), (INS, 4, 5, "", "A")],
            ["cap 5%"],
        ),
        (
            f"<w:p>{deleted('a')}{deleted('b')}{inserted('c')}{inserted('d')}</w:p>",
            ["cd"],
            [(DEL, 0, 0, "ab", "A"), (INS, 0, 2, "", "A")],
            ["ab"],
        ),
        (
            "<w:p><w:moveFrom w:author='M'><w:r><w:t>old</w:t></w:r></w:moveFrom>"
            "<w:moveTo w:author='M'><w:r><w:t>new</w:t></w:r></w:moveTo></w:p>",
            ["new"],
            [(DEL, 0, 0, "old", "M"), (INS, 0, 3, "", "M")],
            ["old"],
        ),
        (f"<w:p>{run('a')}<w:ins w:author='A'>{deleted('never')}</w:ins></w:p>", ["a"], [], ["a"]),
        (
            "<w:p><w:del w:author='A'><w:r><w:delText>a</w:delText><w:tab/><w:br/></w:r></w:del></w:p>",
            [""],
            [(DEL, 0, 0, "a\t\u2028", "A")],
            ["a\t\n"],
        ),
        (
            paragraph("one", properties=mark(GONE)) + paragraph("two"),
            ["onetwo"],
            [(DEL, 3, 3, "\n", "C")],
            ["one", "two"],
        ),
        (
            paragraph("one", properties=mark(NEW)) + paragraph("two"),
            ["one", "two"],
            [(INS, 3, 3, "¶", "B")],
            ["onetwo"],
        ),
        (paragraph("one", properties=mark(NEW, GONE)) + paragraph("two"), ["onetwo"], [], ["onetwo"]),
        (
            f"<w:p><w:pPr>{mark(GONE)}</w:pPr>{deleted('gone')}</w:p>" + paragraph("kept"),
            ["kept"],
            [(DEL, 0, 0, "gone", "A"), (DEL, 0, 0, "\n", "C")],
            ["gone", "kept"],
        ),
        (
            paragraph("kept") + f"<w:p><w:pPr>{mark(GONE)}</w:pPr>{deleted('gone')}</w:p>",
            ["kept"],
            [(DEL, 4, 4, "\n", "C"), (DEL, 4, 4, "gone", "A")],
            ["kept", "gone"],
        ),
        (
            table(
                row(cell(paragraph("a")), cell(paragraph("b") + paragraph("c")), properties=GONE),
                row(cell(paragraph("d"))),
            )
            + paragraph("end"),
            ["d", "end"],
            [(DEL, 0, 0, "a\tb\nc\n", "C")],
            ["a", "b", "c", "d", "end"],
        ),
        (
            table(row(cell(paragraph("a")), properties=NEW), row(cell(paragraph("b")))) + paragraph("end"),
            ["a", "b", "end"],
            [(INS, 0, 1, "", "B"), (INS, 1, 1, "¶", "B")],
            ["b", "end"],
        ),
        (
            table(row(cell(paragraph("a"), '<w:cellDel w:author="D"/>'), cell(paragraph("b")))) + paragraph("end"),
            ["b", "end"],
            [(DEL, 0, 0, "a\n", "D")],
            ["a", "b", "end"],
        ),
        (
            table(row(cell(f"<w:p><w:pPr>{mark(NEW)}</w:pPr>{inserted('x')}</w:p>"))) + paragraph("end"),
            ["x", "end"],
            [(INS, 0, 1, "", "A")],
            ["", "end"],
        ),
    ],
)
def test_changes_are_kept_where_they_were_made(
    body: str, texts: list[str], changes: list[tuple[Earlier, int, int, str, str]], before: list[str]
) -> None:
    blocks = blocks_of(body)
    assert [block.text for block in blocks] == texts
    assert [short(change) for block in blocks for change in block.earlier] == changes
    assert list(original(blocks)) == before


def test_a_change_is_dated() -> None:
    assert blocks_of(paragraph("a", properties=mark(NEW)))[0].earlier[0].date == "2024-05-06T00:00:00Z"


def test_a_field_that_came_or_went_changes_what_is_text() -> None:
    began, ended = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    gone = f"<w:del w:author='A'>{began}</w:del>{run('IF a ')}<w:del w:author='A'>{ended}</w:del>"
    came = f"<w:ins w:author='A'>{began}</w:ins>{run('IF a ')}<w:ins w:author='A'>{ended}</w:ins>"
    first, second = blocks_of(f"<w:p>{gone}</w:p><w:p>{came}</w:p>")
    assert (first.text, second.text) == ("IF a ", "")
    assert original([first, second]) == ("", "IF a ")


def test_marked_up_text_shows_what_was_deleted_in_its_place() -> None:
    block = blocks_of(f"<w:p>{run('cap ')}{deleted('5')}{inserted('7')}{run('%')}</w:p>")[0]
    assert marked_up(block) == (
        Stretch(text="cap "),
        Stretch(text="5", what=DEL, author="A"),
        Stretch(text="7", what=INS, author="A"),
        Stretch(text="%"),
    )
    assert "".join(s.text for s in marked_up(block) if s.what is not DEL) == block.text


def test_only_the_main_text_is_told_as_it_was() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('boxed')}</w:txbxContent></w:pict></w:r>"
    blocks = blocks_of(f"<w:p>{run('a')}{box}</w:p>")
    assert [block.story for block in blocks] == [Story.BODY, Story.TEXT_BOX]
    assert original(blocks) == (f"a{ATOM}",)


words = st.text("ab ", min_size=1, max_size=3)
stretch = st.one_of(
    words.map(run),
    words.map(inserted),
    words.map(deleted),
    words.map(lambda text: f"<w:ins w:author='A'>{deleted(text)}</w:ins>"),
)
marks = st.sampled_from(["", "", mark(NEW), mark(GONE), mark(NEW, GONE)])
any_paragraph = st.builds(
    lambda mark, inline: f"<w:p><w:pPr>{mark}</w:pPr>{''.join(inline)}</w:p>", marks, st.lists(stretch, max_size=3)
)


def cells(last: st.SearchStrategy[str], changes: list[str]) -> st.SearchStrategy[str]:
    inside = st.tuples(st.one_of(st.just(""), any_paragraph), last).map("".join)
    return st.builds(cell, inside, st.sampled_from(changes))


def rows(content: st.SearchStrategy[str], changes: list[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda cells, change: row(*cells, properties=change),
        st.lists(content, min_size=1, max_size=3),
        st.sampled_from(changes),
    )


any_cell = cells(any_paragraph, ["", '<w:cellIns w:author="A"/>'])
# An empty row or cell that was deleted looks like an empty paragraph that was.
full_cell = cells(words.map(paragraph), ["", '<w:cellIns w:author="A"/>', '<w:cellDel w:author="A"/>'])
any_row = st.one_of(
    rows(st.one_of(any_cell, full_cell), [""]),
    rows(any_cell, [NEW]),
    rows(cells(words.map(paragraph), [""]), [GONE]),
)
any_table = st.lists(any_row, min_size=1, max_size=3).map(lambda rows: table(*rows))
bodies = st.lists(st.one_of(any_paragraph, any_paragraph, any_table), max_size=5)


@given(st.tuples(bodies, any_paragraph))
def test_the_text_before_all_changes_is_what_an_independent_resolver_finds(parts: tuple[list[str], str]) -> None:
    data = build("".join(parts[0]) + parts[1] + paragraph("end") + "<w:sectPr/>")
    blocks = read_docx(data, "a.docx").blocks
    assert [block.text for block in blocks] == resolved(data, "accept")["body"]
    assert list(original(blocks)) == resolved(data, "reject")["body"]
