"""Random edits in random and in real documents: whatever leaves is what was approved, and comes back when rejected."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from app.usecases.ports.errors import Refused
from domain.documents.changes import approved_text
from tests.builders.docx import build
from tests.exporting.judges import SHARED, complaints, looks, texts
from tests.exporting.random_edits import random_edits

CORPUS = sorted((SHARED / "corpus" / "docx").glob("*.docx"))

TEXT = st.text(alphabet="ab 5.\u00e9𝛼", min_size=1, max_size=8)
LOOK = st.sampled_from(
    [
        "",
        "<w:rPr><w:b/></w:rPr>",
        '<w:rPr><w:i/><w:sz w:val="30"/></w:rPr>',
        '<w:rPr><w:b/><w:rPrChange w:id="95" w:author="Bea"><w:rPr/></w:rPrChange></w:rPr>',
    ]
)
RUN = st.builds(
    lambda look, parts: f"<w:r>{look}{''.join(parts)}</w:r>",
    LOOK,
    st.lists(
        st.one_of(
            TEXT.map(lambda text: f'<w:t xml:space="preserve">{text}</w:t>'),
            st.sampled_from(["<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>", "<w:lastRenderedPageBreak/>"]),
        ),
        max_size=3,
    ),
)
WRAPPED = st.builds(
    lambda form, runs: form.format("".join(runs)),
    st.sampled_from(
        [
            "{}",
            '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
            "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            '<w:ins w:id="91" w:author="Bea">{}</w:ins>',
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            '<w:bookmarkStart w:id="92" w:name="x"/>{}<w:bookmarkEnd w:id="92"/>',
            '{}<w:del w:id="93" w:author="Bea"><w:r><w:delText>gone</w:delText></w:r></w:del>',
        ]
    ),
    st.lists(RUN, max_size=3),
)
PARAGRAPH = st.builds(
    lambda properties, inline: f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inline)}</w:p>",
    st.sampled_from(
        [
            "",
            '<w:outlineLvl w:val="0"/>',
            "<w:rPr><w:b/></w:rPr>",
            '<w:rPr><w:ins w:id="94" w:author="Bea"/></w:rPr>',
            "<w:pageBreakBefore/>",
        ]
    ),
    st.lists(WRAPPED, max_size=4),
)
TABLE = st.lists(PARAGRAPH, min_size=1, max_size=2).map(
    lambda inside: (
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{''.join(inside)}</w:tc></w:tr></w:tbl>"
    )
)
DOCUMENT = st.lists(st.one_of(PARAGRAPH, PARAGRAPH, TABLE), max_size=4).map(
    lambda parts: build("".join(parts) + "<w:p/>")
)


def check(source: bytes, seed: int, number: int) -> None:
    blocks = read_docx(source, "a.docx").blocks
    edits = random_edits(blocks, seed, number)
    file = WordExporter().export("tracked", "docx", source, blocks, edits)
    assert looks(file.data, "reject") == looks(source, "reject")
    assert complaints_but_dates(file.data, source) == []
    if texts(source, "accept") == [block.text for block in blocks]:  # the judge knows no formulas and notes
        made = [edit for edit in edits if edit.finding not in file.commented]
        approved = [paragraph.text for paragraph in approved_text(blocks, made)]
        # a paragraph that has to stay is emptied, so blank ones are not compared
        assert [text for text in texts(file.data, "accept") if text] == [text for text in approved if text]
    clean = WordExporter().export("clean", "docx", source, blocks, edits)
    assert texts(clean.data, "accept") == texts(file.data, "accept")
    assert b"Ada Reviewer" not in b"".join(parts(clean.data).values())
    assert complaints_but_dates(clean.data, source) == []
    before, after = parts(source), parts(file.data)
    touched = {name for name in after if after[name] != before.get(name)}
    assert touched <= {
        "word/document.xml",
        "word/comments.xml",
        "[Content_Types].xml",
        "word/_rels/document.xml.rels",
    } or any("comments" in name for name in touched)
    assert list(after)[: len(before)] == list(before)


def complaints_but_dates(data: bytes, source: bytes) -> list[object]:
    """An insertion its author did not date stays undated when it is parted."""
    return [complaint for complaint in complaints(data, source) if complaint[0] != "W-rev-nodate"]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@given(source=DOCUMENT, seed=st.integers(0, 1_000_000))
def test_random_documents(source: bytes, seed: int) -> None:
    check(source, seed, 8)


@pytest.mark.parametrize("path", CORPUS[::4], ids=lambda path: path.stem[-40:])
def test_real_documents(path: Path) -> None:
    source = path.read_bytes()
    try:
        blocks = read_docx(source, path.name).blocks
    except Refused:
        pytest.skip("this file is not read")
    check(source, random.Random(path.name).randrange(1000), min(12, 2 * len(blocks)))


def test_there_are_real_documents() -> None:
    if not CORPUS:
        pytest.skip("the collection of real Word files is not beside this checkout")
