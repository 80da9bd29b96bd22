"""Random edits in random documents: whatever leaves is what was approved, and comes back when rejected."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from tests.builders.docx import NAMESPACES, R, build
from tests.exporting.judges import complaints
from tests.exporting.random_edits import random_edits
from tests.exporting.verdict import faults, parts_of, stories

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
CELL = st.lists(PARAGRAPH, min_size=1, max_size=2).map(lambda inside: f"<w:tc>{''.join(inside)}</w:tc>")
ROW = st.lists(CELL, min_size=2, max_size=2).map(lambda cells: f"<w:tr>{''.join(cells)}</w:tr>")
TABLE = st.lists(ROW, min_size=1, max_size=3).map(
    lambda rows: f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"
)
BESIDE = st.lists(PARAGRAPH, min_size=1, max_size=2).map("".join)
REFERENCE = '<w:p><w:r><w:t>noted</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'


def document(parts: list[str], header: str, note: str, box: str) -> bytes:
    """A file with a text box, a header and a footnote."""
    boxed = (
        f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent>{box}</w:txbxContent>'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{box}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    return build(
        "".join(parts) + boxed + REFERENCE,
        relationships=f'<Relationship Id="h" Type="{R}/header" Target="h.xml"/>'
        f'<Relationship Id="n" Type="{R}/footnotes" Target="n.xml"/>',
        parts={
            "word/h.xml": f"<w:hdr {NAMESPACES}>{header}</w:hdr>",
            "word/n.xml": f'<w:footnotes {NAMESPACES}><w:footnote w:id="1">{note}</w:footnote></w:footnotes>',
        },
    )


DOCUMENT = st.builds(document, st.lists(st.one_of(PARAGRAPH, PARAGRAPH, TABLE), max_size=4), BESIDE, BESIDE, BESIDE)


@settings(max_examples=30, deadline=None)
@given(source=DOCUMENT, seed=st.integers(0, 1_000_000))
def test_random_documents(source: bytes, seed: int) -> None:
    blocks = read_docx(source, "a.docx").blocks
    edits = random_edits(blocks, seed, 8)
    file = WordExporter().export("tracked", "docx", source, blocks, edits)
    made = [edit for edit in edits if edit.finding not in file.commented]
    assert list(faults(source, file.data, blocks, made)) == []
    clean = WordExporter().export("clean", "docx", source, blocks, edits)
    assert stories(clean.data, "accept").texts == stories(file.data, "accept").texts
    assert b"Ada Reviewer" not in b"".join(parts_of(clean.data).values())
    assert [c for c in complaints(clean.data, source) if c[0] != "W-rev-nodate"] == []
