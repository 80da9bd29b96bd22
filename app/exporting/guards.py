"""What keeps a text from being changed though it can be read: signatures, protection, locked content controls."""

from collections.abc import Iterator

from lxml import etree

from app.exporting.parts import Parts
from app.wordml import W14, Package, val, w
from domain.documents.text import Block, DocxPlace

_OFF = (None, "0", "false", "off")
_ALLOW_TRACKING = ("trackedChanges", "none")
_LOCKED = ("contentLocked", "sdtContentLocked")
_CHOSEN = (w("dropDownList"), f"{{{W14}}}checkbox")
"""Controls in which nothing is typed."""


def protection(package: Package) -> str:
    """Why nothing in a file may be changed in place; "" where nothing forbids it."""
    if package.related("", "origin"):
        return "the file is signed, and any change of the text would break the signature"
    for part in package.related(package.main, "settings"):
        for protected in package.parse(part).findall(w("documentProtection")):
            if protected.get(w("enforcement")) not in _OFF and protected.get(w("edit"), "none") not in _ALLOW_TRACKING:
                return "the author protected the document against changes"
    return ""


def lock(block: Block, start: int, end: int, parts: Parts) -> str:
    """Why characters start..end of a block may not be changed, or nothing inserted there; "" where they may."""
    for element in _touched(block, start, end, parts):
        for control in element.iterancestors(w("sdt")):
            if reason := _lock_of(control):
                return reason
    return ""


def _touched(block: Block, start: int, end: int, parts: Parts) -> Iterator[etree._Element]:
    """The runs of these characters, or the one beside which text is inserted; and the paragraph."""
    yield parts.paragraph(block)
    text = [(piece, piece.place) for piece in block.pieces if isinstance(piece.place, DocxPlace)]
    if start == end:
        beside = [found for found in text if found[0].end == end] or [found for found in text if found[0].start == end]
    else:
        beside = []
    for piece, place in text:
        if (piece.start < end and piece.end > start) or (piece, place) in beside[:1]:
            yield parts.runs(block.part, place.paragraph)[place.run]


def _lock_of(control: etree._Element) -> str:
    properties = control.find(w("sdtPr"))
    if properties is None:
        return ""
    if val(properties.find(w("lock"))) in _LOCKED or properties.find(w("group")) is not None:
        return "it stands in a content control that is locked"
    if properties.find(w("dataBinding")) is not None:
        return "it stands in a content control that Word fills from data, which would overwrite it"
    if any(properties.find(name) is not None for name in _CHOSEN):
        return "it stands in a content control whose text is chosen and not written"
    return ""
