"""Reads a Word file: its texts in blocks, its title, and what of it was not read."""

from pathlib import PurePath

from lxml import etree

from app.importing.docx.lines import MAX_COLUMNS
from app.importing.docx.stories import Texts
from app.importing.docx.styles import integer
from app.importing.naming import block_ids, first_heading
from app.usecases.ports.engines import ReadDocument
from app.usecases.ports.errors import Refused
from app.wordml import Package, val, w

READER = "docx 4"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SAYS_NOTHING = {"", "word document", "microsoft word document", "document", "untitled", "title"}
_UNREAD = {"chart": "charts", "diagramData": "diagrams", "oleObject": "embedded objects", "package": "embedded objects"}
"""What the parts with text are called that are not read, by the kind of their relationship."""

_DEEP = 20
"""Tables within each other, which no author draws."""


def read_docx(data: bytes, file_name: str) -> ReadDocument:
    """The blocks of a Word file; raises Refused."""
    package = Package(data)
    root = package.parse(package.main)
    body = root.find(w("body"))
    if body is None:
        raise Refused("The file is not a complete Word document: it has no body.")
    texts = Texts(package, root, body)
    blocks = tuple(texts.blocks(block_ids(data, READER)))
    return ReadDocument(
        format="docx",
        title=_core_title(package) or first_heading((*texts.titles, *blocks)) or PurePath(file_name).stem,
        blocks=blocks,
        reader=READER,
        notes=tuple(_notes(package, root)),
    )


def _core_title(package: Package) -> str:
    for part in package.related("", "core-properties"):
        title = " ".join((package.parse(part).findtext(_DC_TITLE) or "").split())
        return "" if title.lower() in _SAYS_NOTHING or title.startswith("Microsoft Word - ") else title
    return ""


def _notes(package: Package, root: etree._Element) -> list[str]:
    notes = []
    if "macroEnabled" in package.main_type:
        notes.append("The file can hold macros; they were ignored.")
    unread = {_UNREAD[target.kind]: None for target in package.targets(package.main) if target.kind in _UNREAD}
    if next(root.iter(w("altChunk"), w("subDoc")), None) is not None:
        unread["embedded documents"] = None
    if unread:
        notes.append(f"Not read, and so not reviewed: {', '.join(unread)}.")
    if (deepest := _depth_of_tables(root)) > _DEEP:
        notes.append(f"Tables stand within each other {deepest} deep; their text was read in the order of the file.")
    widest = max((integer(val(span), 1) for span in root.iter(w("gridSpan"))), default=1)
    if widest > MAX_COLUMNS:
        notes.append(f"A cell claims to span {widest:,} columns; it was read as spanning {MAX_COLUMNS}.")
    return notes


def _depth_of_tables(root: etree._Element) -> int:
    """How many tables stand within each other at most."""
    depths: dict[etree._Element | None, int] = {None: 0}
    for table in root.iter(w("tbl")):
        depths[table] = depths[next(table.iterancestors(w("tbl")), None)] + 1
    return max(depths.values())
