"""Builds small Word files: a minimal package around the XML of a body."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": R,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def build(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    title: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    relationships: str = "",
    main_type: str = MAIN,
) -> bytes:
    """A Word file with this XML inside w:body (prefixes w, r, m, mc, wp, v), w:styles and w:numbering.

    `parts` adds or replaces whole parts by name; `relationships` is XML for those of the main part.
    """
    related = relationships + "".join(
        f'<Relationship Id="rId{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>'
        for kind, there in (("styles", styles), ("numbering", numbering))
        if there
    )
    core = (
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>{core if title else ""}'
        "</Relationships>",
        "word/document.xml": f"{_HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{related}</Relationships>",
    }
    if styles:
        members["word/styles.xml"] = f"{_HEAD}<w:styles {NAMESPACES}>{styles}</w:styles>"
    if numbering:
        members["word/numbering.xml"] = f"{_HEAD}<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
    if title:
        members["docProps/core.xml"] = (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in (members | dict(parts or {})).items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def run(text: str) -> str:
    """A w:r with this text, already escaped."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str = "", *, style: str = "", properties: str = "") -> str:
    """A w:p with one run of this text, already escaped, or with no run."""
    if style:
        properties = f'<w:pStyle w:val="{style}"/>{properties}'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run(text) if text else ''}</w:p>"


def deleted(text: str) -> str:
    """A w:del with one run of this text."""
    return f'<w:del w:id="1" w:author="A"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text: str) -> str:
    """A w:ins with one run of this text."""
    return f'<w:ins w:id="2" w:author="A">{run(text)}</w:ins>'


def cell(content: str, properties: str = "") -> str:
    """A w:tc with this XML in it."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A w:tr of these cells."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A w:tbl of these rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"
