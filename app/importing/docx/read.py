"""Reads a Word file: its main text in blocks, its title, and what of it was not read."""

from pathlib import PurePath

from lxml import etree

from app.importing.docx.blocks import Blocks, Lines
from app.importing.docx.inline import Story
from app.importing.docx.numbering import Numbering
from app.importing.docx.styles import Styles
from app.importing.naming import block_ids, first_heading
from app.usecases.ports import ReadDocument, Refused
from app.wordml import Package, w
from domain.documents.text import BlockKind

READER = "docx 1"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SAYS_NOTHING = {"", "word document", "microsoft word document", "document", "untitled", "title"}


def read_docx(data: bytes, file_name: str) -> ReadDocument:
    """The blocks of a Word file; raises Refused."""
    package = Package(data)
    root = package.parse(package.main)
    body = root.find(w("body"))
    if body is None:
        raise Refused("The file is not a complete Word document: it has no body.")
    story = Story(root, package.main)
    styles = Styles(_related(package, "styles"))
    make = Blocks(styles, Numbering(_related(package, "numbering"), styles), story, package.main)
    titles, blocks = [], []
    for line, id in zip(Lines(story).of(body), block_ids(data, READER), strict=False):
        block = make.make(line, id)
        blocks.append(block)
        if block.kind is BlockKind.HEADING and make.is_title(line):
            titles.append(block)
    return ReadDocument(
        format="docx",
        title=_core_title(package) or first_heading((*titles, *blocks)) or PurePath(file_name).stem,
        blocks=tuple(blocks),
        reader=READER,
        notes=tuple(_notes(package, root)),
    )


def _related(package: Package, kind: str) -> etree._Element | None:
    part = next(iter(package.related(package.main, kind)), None)
    return package.parse(part) if part else None


def _core_title(package: Package) -> str:
    for part in package.related("", "core-properties"):
        title = " ".join((package.parse(part).findtext(_DC_TITLE) or "").split())
        return "" if title.lower() in _SAYS_NOTHING or title.startswith("Microsoft Word - ") else title
    return ""


def _notes(package: Package, root: etree._Element) -> list[str]:
    notes = []
    if "macroEnabled" in package.main_type:
        notes.append("The file can hold macros; they were ignored.")
    if package.is_strict():
        notes.append(
            "This is a “Strict Open XML” document: it can be reviewed, but no changes can be written into it. "
            "To export changes, save it as an ordinary Word document and import that."
        )
    unread = [
        name
        for name, there in (
            ("headers and footers", package.related(package.main, "header") + package.related(package.main, "footer")),
            ("footnotes", next(root.iter(w("footnoteReference")), None) is not None),
            ("endnotes", next(root.iter(w("endnoteReference")), None) is not None),
            ("text boxes", next(root.iter(w("txbxContent")), None) is not None),
            ("embedded documents", next(root.iter(w("altChunk")), None) is not None),
        )
        if there
    ]
    if unread:
        notes.append(f"Not read, and so not reviewed: {', '.join(unread)}.")
    return notes
