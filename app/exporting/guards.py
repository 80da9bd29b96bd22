"""What keeps a text from being changed though it can be read: signatures, protection, locked content controls."""

from collections.abc import Sequence

from lxml import etree

from app.exporting.parts import Parts
from app.wordml import W14, Package, val, w
from domain.documents.changes import Change, InsertAfter, Replace
from domain.documents.text import Block, DocxPlace, Piece

_OFF = (None, "0", "false", "off")
_ALLOW_TRACKING = ("trackedChanges", "none")
_LOCKED = ("contentLocked", "sdtContentLocked")
_CHOSEN = (w("dropDownList"), f"{{{W14}}}checkbox")
"""Controls in which nothing is typed."""


class Guards:
    """What the author of a file allows."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._is_signed = bool(parts.package.related("", "origin"))
        self._is_protected = _is_protected(parts.package)
        self._open: dict[str, set[etree._Element]] = {}
        self._in_fields: dict[str, set[etree._Element]] = {}

    def objection(self, change: Change, block: Block, stretches: Sequence[tuple[int, int]]) -> str:
        """Why a change may not be made in a block, which touches these stretches of its text; "" where it may."""
        if self._is_signed:
            return (
                "the file is signed, and its text stays as it was signed; comments, too, end the signature of the copy"
            )
        paragraph = self._parts.paragraph(block)
        touched = [run for start, end in stretches for run in self._runs(block, start, end)]
        if not isinstance(change, Replace) or not touched:
            touched.append(paragraph)
        if self._is_protected and not self._opened(block.part).issuperset(touched):
            return "the author protected the document against changes"
        if isinstance(change, InsertAfter) and paragraph in self._ending_in_fields(block.part):
            return "it would stand within what Word computes, such as a table of contents"
        for element in [paragraph, *touched]:
            for control in element.iterancestors(w("sdt")):
                if reason := _lock_of(control, isinstance(change, InsertAfter)):
                    return reason
        return ""

    def _runs(self, block: Block, start: int, end: int) -> list[etree._Element]:
        """The runs of these characters, or the one beside which text is inserted."""
        text = [(piece, piece.place) for piece in block.pieces if isinstance(piece.place, DocxPlace)]
        found = [place for piece, place in text if piece.start < end and piece.end > start]
        if start == end:
            beside = _ending(text, end) or [place for piece, place in text if piece.start == end]
            found = beside[:1]
        return [self._parts.runs(block.part, place.paragraph)[place.run] for place in found]

    def _ending_in_fields(self, part: str) -> set[etree._Element]:
        """The paragraphs at whose end a field is open: what is added there goes when it is computed again."""
        if part not in self._in_fields:
            found: set[etree._Element] = set()
            last, depth = None, 0
            for element in self._parts.root(part).iter(w("p"), w("fldChar")):
                kind = element.get(w("fldCharType"))
                if element.tag == w("p"):
                    found.update({last} if depth > 0 and last is not None else ())
                    last = element
                elif kind in ("begin", "end"):
                    depth += 1 if kind == "begin" else -1
            self._in_fields[part] = found
        return self._in_fields[part]

    def _opened(self, part: str) -> set[etree._Element]:
        """The paragraphs and runs that begin where a protected document may be edited by everyone."""
        if part not in self._open:
            granted: set[str] = set()
            self._open[part] = set()
            for element in self._parts.root(part).iter(w("permStart"), w("permEnd"), w("p"), w("r")):
                id = element.get(w("id"), "")
                if element.tag == w("permEnd"):
                    granted.discard(id)
                elif element.tag == w("permStart"):
                    granted.update({id} if element.get(w("edGrp")) == "everyone" else ())
                elif granted:
                    self._open[part].add(element)
        return self._open[part]


def _ending(text: Sequence[tuple[Piece, DocxPlace]], at: int) -> list[DocxPlace]:
    return [place for piece, place in text if piece.end == at]


def _is_protected(package: Package) -> bool:
    settings = (package.parse(part) for part in package.related(package.main, "settings"))
    return any(
        protected.get(w("enforcement")) not in _OFF and protected.get(w("edit"), "none") not in _ALLOW_TRACKING
        for root in settings
        for protected in root.findall(w("documentProtection"))
    )


def _lock_of(control: etree._Element, adds_paragraph: bool) -> str:
    properties = control.find(w("sdtPr"))
    if properties is None:
        return ""
    if val(properties.find(w("lock"))) in _LOCKED or properties.find(w("group")) is not None:
        return "it stands in a content control that is locked"
    if properties.find(w("dataBinding")) is not None:
        return "it stands in a content control that Word fills from data, which would overwrite it"
    if any(properties.find(name) is not None for name in _CHOSEN):
        return "it stands in a content control whose text is chosen and not written"
    if adds_paragraph and properties.find(w("text")) is not None:
        return "it stands in a content control that takes one paragraph"
    return ""
