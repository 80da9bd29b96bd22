"""What keeps a text from being changed though it can be read: signatures, protection, locked content controls."""

from collections.abc import Iterable, Sequence

from lxml import etree

from app.exporting.paragraphs import first_of
from app.exporting.parts import Parts
from app.exporting.view import CONTAINERS
from app.wordml import DATA_BINDINGS, W14, Package, val, w
from domain.documents.changes import Change, InsertAfter, InsertRow, Replace
from domain.documents.text import Block, DocxPlace, Piece

_OFF = (None, "0", "false", "off")
_ALLOW_TRACKING = ("trackedChanges", "none")
_LOCKED = ("contentLocked", "sdtContentLocked")
_CHOSEN = (w("dropDownList"), f"{{{W14}}}checkbox")
"""Controls in which nothing is typed."""
_COMPUTED = (w("citation"), w("bibliography"))
"""Controls whose text Word makes from the list of sources."""
_IN_FIELD = "it stands within what Word computes, such as a table of contents"


class Guards:
    """What the author of a file allows."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._is_signed = bool(parts.package.related("", "origin"))
        self._is_protected = _is_protected(parts.package)
        self._open: dict[str, set[etree._Element]] = {}
        self._in_fields: dict[str, tuple[set[etree._Element], set[etree._Element]]] = {}

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
        if self._is_in_field(change, block, stretches):
            return _IN_FIELD
        for element in [paragraph, *touched]:
            if reason := lock_on(element, isinstance(change, InsertAfter)):
                return reason
        return ""

    def objection_to_joining(self, part: str, paragraph: etree._Element) -> str:
        """Why a paragraph may not lose its mark, though its text stays; "" where it may."""
        if self._is_protected and paragraph not in self._opened(part):
            return "the paragraph before it would be changed, which the author protected"
        is_locked = lock_on(paragraph) or any(map(_is_locked, paragraph.iter(w("sdtPr"))))
        return "the paragraph before it would be changed, which is locked" if is_locked else ""

    def _is_in_field(self, change: Change, block: Block, stretches: Iterable[tuple[int, int]]) -> bool:
        """Whether a change would put something into a field that spans paragraphs, or cut one."""
        within, ending = self._in_fields_of(block.part)
        paragraph = self._parts.paragraph(block)
        begins, ends = first_of(paragraph) in within, paragraph in ending
        match change:
            case InsertAfter() | InsertRow():
                return ends
            case Replace():
                at = {start for start, end in stretches if start == end}
                return (begins and 0 in at) or (ends and len(block.text) in at)
            case _:
                return begins or ends

    def _runs(self, block: Block, start: int, end: int) -> list[etree._Element]:
        """The runs of these characters, or the one beside which text is inserted."""
        text = [(piece, piece.place) for piece in block.pieces if isinstance(piece.place, DocxPlace)]
        found = [place for piece, place in text if piece.start < end and piece.end > start]
        if start == end:
            beside = _ending(text, end) or [place for piece, place in text if piece.start == end]
            found = beside[:1]
        return [self._parts.runs(block.part, place.paragraph)[place.run] for place in found]

    def _in_fields_of(self, part: str) -> tuple[set[etree._Element], set[etree._Element]]:
        """The paragraphs that begin within a field, and those that end in one: what is there goes once it is computed
        again."""
        if part not in self._in_fields:
            within: set[etree._Element] = set()
            ending: set[etree._Element] = set()
            every = self._parts.paragraphs(part)
            begun: dict[etree._Element, list[int]] = {}
            for char in self._parts.root(part).iter(w("fldChar")):
                paragraph = next(char.iterancestors(w("p")), None)
                if paragraph is None:
                    continue
                fields = begun.setdefault(next(paragraph.iterancestors(*CONTAINERS), paragraph), [])
                number, kind = self._parts.number(part, paragraph), char.get(w("fldCharType"))
                if kind == "begin":
                    fields.append(number)
                elif kind == "end" and fields:
                    first = fields.pop()
                    within.update(every[first + 1 : number + 1])
                    ending.update(every[first:number])
            for container, fields in begun.items():
                for first in fields[:1]:  # it never ends, and is read as if it went on for ever
                    rest = [p for p in every[first:] if container in p.iterancestors(*CONTAINERS)]
                    within.update(rest[1:])
                    ending.update(rest)
            self._in_fields[part] = within, ending
        return self._in_fields[part]

    def _opened(self, part: str) -> set[etree._Element]:
        """The paragraphs and runs that begin where a protected document may be edited by everyone."""
        if part not in self._open:
            granted: dict[str, etree._Element] = {}
            self._open[part] = set()
            for element in self._parts.root(part).iter(w("permStart"), w("permEnd"), w("p"), w("r")):
                id = element.get(w("id"), "")
                if element.tag == w("permEnd"):
                    granted.pop(id, None)
                elif element.tag == w("permStart"):
                    granted.update({id: element} if element.get(w("edGrp")) == "everyone" else {})
                elif any(_covers(permission, element) for permission in granted.values()):
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


def _covers(permission: etree._Element, element: etree._Element) -> bool:
    """Whether what stands in the range of a permission has it: one for columns holds in their cells alone."""
    first, last = permission.get(w("colFirst")), permission.get(w("colLast"))
    if first is None or last is None:
        return True
    around = list(element.iterancestors(w("tc")))
    numbers = [sum(1 for _ in cell.itersiblings(w("tc"), preceding=True)) for cell in around]
    return bool(numbers) and all(number in range(_number(first), _number(last) + 1) for number in numbers)


def _number(digits: str) -> int:
    return int(digits) if digits.isascii() and digits.isdecimal() else -1


def lock_on(element: etree._Element, adds_paragraph: bool = False) -> str:
    """Why the content controls around an element do not let it be changed; "" where they do."""
    locks = (_lock_of(control, adds_paragraph) for control in element.iterancestors(w("sdt")))
    return next(filter(None, locks), "")


def _lock_of(control: etree._Element, adds_paragraph: bool) -> str:
    properties = control.find(w("sdtPr"))
    if properties is None:
        return ""
    if _is_locked(properties):
        return "it stands in a content control that is locked"
    if any(properties.find(name) is not None for name in DATA_BINDINGS):
        return "it stands in a content control that Word fills from data, which would overwrite it"
    if any(properties.find(name) is not None for name in _COMPUTED):
        return "it stands in a content control that Word computes from the list of sources"
    if any(properties.find(name) is not None for name in _CHOSEN):
        return "it stands in a content control whose text is chosen and not written"
    if adds_paragraph and properties.find(w("text")) is not None:
        return "it stands in a content control that takes one paragraph"
    return ""


def _is_locked(properties: etree._Element) -> bool:
    return val(properties.find(w("lock"))) in _LOCKED or properties.find(w("group")) is not None
