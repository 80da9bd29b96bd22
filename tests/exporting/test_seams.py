"""What shows no letters, or is no plain character, is neither left behind by a deletion nor written anew."""

import io
import zipfile

import pytest
from lxml import etree

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from domain.documents.changes import DeleteBlock, Replace, approved_text
from domain.documents.text import Span
from tests.builders.docx import build, paragraph, run
from tests.exporting.judges import W, complaints, looks, notation, texts
from tests.exporting.random_edits import edit


def field(instruction: str, begin: str = "") -> str:
    char = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    return char.format("begin", begin) + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" + char.format("end", "")


SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
BOX = field(" FORMCHECKBOX ", "<w:ffData><w:checkBox><w:sizeAuto/></w:checkBox></w:ffData>")
RUBY = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('kana')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"
PAGE = "<w:r><w:pgNum/></w:r>"
ALTERNATIVES = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="w16se">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
SYMEX = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
EMOJI = f'<w16se:symEx xmlns:w16se="{SYMEX}" w16se:font="Segoe UI Emoji" w16se:char="1F603"/>'
LOOK = ALTERNATIVES.format("", "<w:rPr><w:b/></w:rPr>")
SMILE = f"<w:r>{LOOK}{ALTERNATIVES.format(EMOJI, '<w:t>😃</w:t>')}</w:r>"
SEAL = '<x:seal xmlns:x="urn:x"/>'
UNKNOWN = f"<w:r>{ALTERNATIVES.format(SEAL, '')}</w:r>"


@pytest.mark.parametrize(
    ("inline", "reason"),
    [
        (BOX + run(" Option A"), "check box"),
        (run("On ") + PAGE + run(" day"), "check box"),
        ("<w:r><w:t>On</w:t><w:pgNum/><w:t>day</w:t></w:r>", "check box"),
        (run("On ") + UNKNOWN + run(" day"), "check box"),
        (run("On ") + field(" FORMDROPDOWN ") + run(" day"), "check box"),
        (run("On ") + "<w:fldSimple w:instr='PAGE'/>" + run(" day"), "check box"),
        (run("a ") + RUBY + run(" z"), "reading"),
        (run("On ") + "<w:r><w:lastRenderedPageBreak/></w:r>" + run(" day"), ""),
        (run("On ") + SMILE + run(" day"), ""),
        (run("On ") + f'<w:del w:id="1" w:author="Bea">{PAGE}</w:del>' + run(" day"), ""),
    ],
)
@pytest.mark.parametrize("is_block", [True, False])
def test_what_shows_no_letters_is_not_left_behind(inline: str, reason: str, is_block: bool) -> None:
    source = build(paragraph("Intro") + f"<w:p>{run('x')}{inline}</w:p>" + paragraph("Next"))
    blocks = read_docx(source, "a.docx").blocks
    all_of_it = Replace(span=Span.of(blocks[1], 0, len(blocks[1].text)), text="y")
    change = DeleteBlock(block=blocks[1].id) if is_block else all_of_it
    file = WordExporter().export("tracked", "docx", source, blocks, [edit("f", change)])
    assert reason in file.commented.get("f", "")
    assert bool(reason) == bool(file.commented)
    assert looks(file.data, "reject") == looks(source, "reject")
    assert complaints(file.data, source) == []


@pytest.mark.parametrize("name", ["XE", "xe", "TC"])
def test_an_entry_of_an_index_stays_with_changed_words_and_is_not_left_behind_by_a_paragraph(name: str) -> None:
    entry = field(f' {name} "day" ')
    source = build(paragraph("Intro") + f"<w:p>{run('On ')}{entry}{run(' day')}</w:p>" + paragraph("Next"))
    blocks = read_docx(source, "a.docx").blocks
    words = Replace(span=Span.of(blocks[1], 0, len(blocks[1].text)), text="By night")
    assert WordExporter().export("tracked", "docx", source, blocks, [edit("f", words)]).commented == {}
    file = WordExporter().export("tracked", "docx", source, blocks, [edit("f", DeleteBlock(block=blocks[1].id))])
    assert "index" in file.commented["f"]


def test_words_beside_what_shows_no_letters_are_changed() -> None:
    source = build(f"<w:p>{run('one ')}{BOX}{run(' two ')}{PAGE}</w:p>")
    blocks = read_docx(source, "a.docx").blocks
    change = Replace(span=Span.of(blocks[0], 0, 8), text="1  2")
    file = WordExporter().export("tracked", "docx", source, blocks, [edit("f", change)])
    assert file.commented == {}
    assert notation(file.data) == ["[-one-][+1+]  [-two-][+2+] "]


def test_an_emoji_of_word_is_read_and_deleted_in_all_its_forms() -> None:
    source = build(f"<w:p>{run('Good ')}{SMILE}{run(' day')}</w:p>" + paragraph("Next"))
    blocks = read_docx(source, "a.docx").blocks
    assert blocks[0].text == "Good \U0001f603 day"
    file = WordExporter().export("tracked", "docx", source, blocks, [edit("f", DeleteBlock(block=blocks[0].id))])
    assert notation(file.data) == ["[-Good \U0001f603 day-]~", "Next"]
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    assert [t.text for t in root.iter(f"{W}t")] == ["Next"]
    assert len(list(root.iterfind(f".//{W}del//{{{SYMEX}}}symEx"))) == 1
    change = Replace(span=Span.of(blocks[0], 5, 5), text="very ")
    apart = WordExporter().export("tracked", "docx", source, blocks, [edit("f", change)])
    with zipfile.ZipFile(io.BytesIO(apart.data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    emoji = next(root.iter(f"{{{SYMEX}}}symEx"))
    assert len(next(emoji.iterancestors(f"{W}r"))) == 2  # how older programs show it still goes before it


PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
ALIGNED_TAB = '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>'
ARROW = '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'


@pytest.mark.parametrize(
    ("inline", "text", "expected"),
    [
        (run("a") + PAGE_BREAK + run("b"), "x\ny", "[-a-][+x+]\n[-b-][+y+]"),
        (run("a ") + PAGE_BREAK + run(" b"), "x\ny", "[-a -][+x+]\n[- b-][+y+]"),
        (run("a") + ALIGNED_TAB + run("b"), "x\ty", "[-a-][+x+][-b-][+y+]"),
        (run("a ") + ARROW + run(" b"), "x \u2192 y", "[-a-][+x+]  [-b-][+y+]"),
        (run("a") + PAGE_BREAK + run("b"), "x", "[-a\nb-][+x+]"),
        (run("a") + PAGE_BREAK + run("b"), "b\na", None),
        (run("a b ") + ARROW, "\u2192 a b", None),
    ],
)
def test_a_page_break_or_a_symbol_is_never_written_as_a_plain_character(
    inline: str, text: str, expected: str | None
) -> None:
    source = build(f"<w:p>{inline}</w:p>")
    blocks = read_docx(source, "a.docx").blocks
    change = edit("f", Replace(span=Span.of(blocks[0], 0, len(blocks[0].text)), text=text))
    file = WordExporter().export("tracked", "docx", source, blocks, [change])
    if expected is None:
        assert "plain character" in file.commented["f"]
        assert texts(file.data, "accept") == texts(source, "accept")
    else:
        assert notation(file.data) == [expected]
        assert file.commented == {}
        if ARROW not in inline:
            assert texts(file.data, "accept") == [p.text for p in approved_text(blocks, [change])]
    assert looks(file.data, "reject") == looks(source, "reject")
    assert complaints(file.data, source) == []


def test_a_line_end_of_two_characters_is_one_break() -> None:
    source = build(paragraph("one two"))
    blocks = read_docx(source, "a.docx").blocks
    change = edit("f", Replace(span=Span.of(blocks[0], 4, 7), text="2\r\n3"), "a\r\nb")
    data = WordExporter().export("tracked", "docx", source, blocks, [change]).data
    assert notation(data) == ["one {[-two-][+2\n3+]}"]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        written = archive.read("word/document.xml") + archive.read("word/comments.xml")
    assert b"&#13;" not in written


@pytest.mark.parametrize("name", ["HYPERLINK", "hyperlink"])
def test_the_words_of_a_link_are_text_however_its_field_is_written(name: str) -> None:
    begun, instruction, ended = "</w:instrText></w:r>", field(f' {name} "http://a.example" '), f"{SEPARATE}{run('old')}"
    link = instruction.replace(begun, begun + ended)
    source = build(f"<w:p>{run('See ')}{link}{run('.')}</w:p>")
    (block,) = read_docx(source, "a.docx").blocks
    change = Replace(span=Span.of(block, 4, 7), text="new")
    file = WordExporter().export("tracked", "docx", source, (block,), [edit("f", change)])
    assert file.commented == {}
    assert notation(file.data) == ["See [-old-][+new+]."]
