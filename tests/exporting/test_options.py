"""What the reviewer chooses about a file that leaves."""

import io
import zipfile

import pytest
from lxml import etree

from app.exporting.exporter import WordExporter
from app.importing.docx.read import read_docx
from domain.documents.changes import Comment, Replace
from domain.documents.export import ExportOptions, signs
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


def test_initials_are_no_longer_than_word_shows() -> None:
    comment = leaves(ExportOptions(author="a b c d e f g h i j k l"))["word/comments.xml"][0]
    assert comment.get(f"{W}initials") == "ABCDEFGHI"


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


MICROSOFT = "http://schemas.microsoft.com/office/2020"
TRANSITIONAL_NAMES = R, "extended-properties", "custom-properties", f"{KINDS}/officeDocument/2006"
STRICT_NAMES = (
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "extendedProperties",
    "customProperties",
    "http://purl.oclc.org/ooxml/officeDocument",
)


@pytest.mark.parametrize(("of_office", "extended", "custom", "namespace"), [TRANSITIONAL_NAMES, STRICT_NAMES])
def test_whatever_names_people_firms_and_places_leaves_no_trace(
    of_office: str, extended: str, custom: str, namespace: str
) -> None:
    secrets = [f"secret{n:02}" for n in range(16)]
    told = iter(secrets)
    kinds = {extended: "docProps/app.xml", custom: "docProps/custom.xml", "officeDocument": "word/document.xml"}
    outside = '<Relationship Id="{0}" Type="{1}/{0}" Target="file:///C:/{2}" TargetMode="External"/>'
    parts = {
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{KINDS}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Index Guide</dc:title>'
        f"<dc:creator>{next(told)}</dc:creator><cp:lastModifiedBy>{next(told)}</cp:lastModifiedBy>"
        f"<cp:keywords>{next(told)}</cp:keywords><dc:description>{next(told)}</dc:description>"
        f"<cp:category>{next(told)}</cp:category></cp:coreProperties>",
        "docProps/app.xml": f'<Properties xmlns="{namespace}/{extended}">'
        + "".join(f"<{n}>{next(told)}</{n}>" for n in ("Template", "Company", "Manager", "HyperlinkBase"))
        + "<Pages>3</Pages></Properties>",
        "docProps/custom.xml": f'<Properties xmlns="{namespace}/{custom}" xmlns:vt="{namespace}/docPropsVTypes">'
        f'<property name="Client"><vt:bstr>{next(told)}</vt:bstr></property></Properties>',
        "docMetadata/LabelInfo.xml": f'<l:labelList xmlns:l="{MICROSOFT}/mipLabelMetadata">'
        f'<l:label id="x" siteId="{next(told)}"/></l:labelList>',
        "word/recipients.xml": f"<w:recipients {NAMESPACES}><w:recipientData><w:uniqueTag w:val='{next(told)}'/>"
        "</w:recipientData></w:recipients>",
        "word/settings.xml": f"<w:settings {NAMESPACES}><w:mailMerge><w:connectString w:val='{next(told)}'/>"
        "<w:dataSource r:id='mailMergeSource'/></w:mailMerge><w:defaultTabStop w:val='5'/>"
        f"<w:docVars><w:docVar w:name='a' w:val='{next(told)}'/></w:docVars></w:settings>",
        "word/_rels/settings.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        + "".join(outside.format(kind, of_office, next(told)) for kind in ("mailMergeSource", "attachedTemplate"))
        + f'<Relationship Id="d" Type="{of_office}/recipientData" Target="recipients.xml"/></Relationships>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        + "".join(f'<Relationship Id="{k}" Type="{of_office}/{k}" Target="{part}"/>' for k, part in kinds.items())
        + f'<Relationship Id="c" Type="{PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="l" Type="{MICROSOFT}/02/relationships/classificationlabels" '
        'Target="docMetadata/LabelInfo.xml"/></Relationships>',
    }
    assert not list(told)
    source = build(
        paragraph("The cap is high.") + f"<w:p>{inserted('Theirs.')}</w:p>",
        relationships=f'<Relationship Id="s" Type="{R}/settings" Target="settings.xml"/>',
        parts=parts,
    )

    def there(options: ExportOptions) -> list[str]:
        said = b"".join(map(etree.tostring, leaves(options, source).values())).decode()
        return [secret for secret in secrets if secret in said]

    assert there(ExportOptions()) == secrets
    assert there(ExportOptions(strip_metadata=True)) == []
    parts_left = leaves(ExportOptions(strip_metadata=True, track_changes=True), source)
    settings = [etree.QName(child).localname for child in parts_left["word/settings.xml"]]
    assert settings == ["trackRevisions", "defaultTabStop"]
    assert "Index Guide" in "".join(parts_left["docProps/core.xml"].itertext())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "<w:mailMerge/><w:revisionView/><w:documentProtection w:edit='none'/>",
            ["mailMerge", "revisionView", "trackRevisions", "documentProtection"],
        ),
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


@pytest.mark.parametrize(
    ("name", "can"),
    [
        ("Ada Reviewer", True),
        ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", True),
        ("Ada\u202eb", False),
        ("\u200c", False),
        (" ", False),
    ],
)
def test_names_that_changes_can_be_signed_with(name: str, can: bool) -> None:
    assert signs(name) is can
