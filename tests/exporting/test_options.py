"""What the reviewer chooses about a file that leaves."""

import io
import zipfile

import pytest
from lxml import etree

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from domain.documents.changes import Comment, Replace
from domain.documents.export import ExportOptions
from domain.documents.text import Span
from tests.builders.docx import NAMESPACES, R, build, inserted, paragraph
from tests.exporting.judges import W, complaints
from tests.exporting.random_edits import edit

PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
KINDS = "http://schemas.openxmlformats.org"
PROPERTIES = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{KINDS}/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Index Guide</dc:title><dc:creator>Bea</dc:creator>'
    "<cp:lastModifiedBy>Cy</cp:lastModifiedBy></cp:coreProperties>",
    "docProps/app.xml": f'<Properties xmlns="{KINDS}/officeDocument/2006/extended-properties">'
    "<Template>C:\\bea.dotm</Template><Company>Firm</Company><Pages>3</Pages></Properties>",
    "docProps/custom.xml": f'<Properties xmlns="{KINDS}/officeDocument/2006/custom-properties" '
    f'xmlns:vt="{KINDS}/officeDocument/2006/docPropsVTypes"><property fmtid="{{D}}" pid="2" name="Client">'
    "<vt:lpwstr>Secret</vt:lpwstr></property></Properties>",
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
    f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{KINDS}/package/2006/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{R}/extended-properties" Target="docProps/app.xml"/>'
    f'<Relationship Id="rId4" Type="{R}/custom-properties" Target="docProps/custom.xml"/></Relationships>',
}
SOURCE = build(paragraph("The cap is high.") + f"<w:p>{inserted('Theirs.')}</w:p>", parts=PROPERTIES)
BLOCKS = read_docx(SOURCE, "a.docx").blocks
EDITS = [
    edit("f1", Replace(span=Span.of(BLOCKS[0], 0, 3), text="A"), "Why one."),
    edit("f2", Replace(span=Span.of(BLOCKS[0], 11, 15), text="5%"), "Why two."),
    edit("f3", Comment(text="Which?"), "", Span.of(BLOCKS[0], 4, 7)),
]


def leaves(options: ExportOptions, source: bytes = SOURCE) -> dict[str, etree._Element]:
    file = WordExporter().export("tracked", "docx", source, BLOCKS, EDITS, options)
    assert complaints(file.data, source) == []
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


def test_the_changes_leave_under_the_name_that_was_chosen_and_others_keep_theirs() -> None:
    parts = leaves(ExportOptions(author="DocSense Review", initials="dr"))
    comments = list(parts["word/comments.xml"])
    assert {(c.get(f"{W}author"), c.get(f"{W}initials")) for c in comments} == {("DocSense Review", "dr")}
    authors = [mark.get(f"{W}author") for mark in parts["word/document.xml"].iter(f"{W}ins", f"{W}del")]
    assert sorted(set(map(str, authors))) == ["A", "DocSense Review"]


def test_a_name_that_word_cannot_hold_is_mended() -> None:
    comment = leaves(ExportOptions(author=" A\x01da \ufffe"))["word/comments.xml"][0]
    assert (comment.get(f"{W}author"), comment.get(f"{W}initials")) == ("Ada", "A")
    assert leaves(ExportOptions(author="\x01"))["word/comments.xml"][0].get(f"{W}author") == "DocSense"


def test_only_the_chosen_reasons_travel_and_remarks_always_do() -> None:
    def said(options: ExportOptions) -> list[str]:
        return ["".join(comment.itertext()) for comment in leaves(options)["word/comments.xml"]]

    assert said(ExportOptions()) == ["Why one.", "Why two.", "Which?"]
    assert said(ExportOptions(reasons=frozenset({"f2"}))) == ["Why two.", "Which?"]
    assert said(ExportOptions(reasons=frozenset())) == ["Which?"]


def test_what_names_people_and_firms_is_emptied() -> None:
    parts = leaves(ExportOptions(strip_metadata=True))
    assert ["".join(p.text or "" for p in parts[f"docProps/{name}.xml"]) for name in ("core", "app")] == [
        "Index Guide",
        "3",
    ]
    assert "".join(parts["docProps/custom.xml"].itertext()) == ""
    assert "Bea" in "".join(leaves(ExportOptions())["docProps/core.xml"].itertext())


def test_the_path_of_the_template_is_not_told() -> None:
    path = "file:///C:\\Users\\bea\\Firm.dotm"
    source = build(
        paragraph("The cap is high.") + f"<w:p>{inserted('Theirs.')}</w:p>",
        relationships=f'<Relationship Id="s" Type="{R}/settings" Target="settings.xml"/>',
        parts={
            "word/settings.xml": f'<w:settings {NAMESPACES}><w:attachedTemplate r:id="t"/></w:settings>',
            "word/_rels/settings.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="t" '
            f'Type="{R}/attachedTemplate" Target="{path}" TargetMode="External"/></Relationships>',
        },
    )
    stripped, whole = (
        leaves(ExportOptions(strip_metadata=strip, track_changes=True), source)["word/_rels/settings.xml.rels"][0]
        for strip in (True, False)
    )
    assert (stripped.get("Target"), stripped.get("TargetMode")) == ("Normal.dotm", "External")
    assert whole.get("Target") == path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ["trackRevisions"]),
        ("", ["trackRevisions"]),
        ("<w:zoom w:percent='90'/><w:defaultTabStop w:val='5'/>", ["zoom", "trackRevisions", "defaultTabStop"]),
        ("<w:trackRevisions w:val='0'/><w:defaultTabStop w:val='5'/>", ["trackRevisions", "defaultTabStop"]),
    ],
)
def test_word_tracks_what_the_recipient_changes(before: str | None, after: list[str]) -> None:
    source = SOURCE
    if before is not None:
        source = build(
            paragraph("The cap is high.") + f"<w:p>{inserted('Theirs.')}</w:p>",
            relationships=f'<Relationship Id="s" Type="{R}/settings" Target="settings.xml"/>',
            parts={"word/settings.xml": f"<w:settings {NAMESPACES}>{before}</w:settings>"},
        )
    settings = leaves(ExportOptions(track_changes=True), source)["word/settings.xml"]
    assert [etree.QName(child).localname for child in settings] == after
    assert dict(settings[after.index("trackRevisions")].attrib) == {}
