"""WordprocessingML as the reader and the exporter both see it: the package, its parts, and how runs are numbered.

A w:p is named by its place among all w:p of its part in document order, a w:r by its place among the runs of its
paragraph, and a character by its place in the visible text of its run. What an author deleted keeps its numbers.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile
from typing import Any, NamedTuple, cast

from lxml import etree

from app.namespaces import renamed
from app.symbol_fonts import in_unicode
from app.usecases.ports.errors import Refused
from domain.documents.text import ATOM, AtomKind

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
SYMEX = "http://schemas.microsoft.com/office/word/2015/wordml/symex"
XML = "http://www.w3.org/XML/1998/namespace"

MAX_MEMBERS = 5_000
MAX_PART = 100 << 20
MAX_TOTAL = 400 << 20
"""Bytes of one part, and of all parts read, once inflated."""

STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = {
    STRICT + b"wordprocessingml/main": W.encode(),
    STRICT + b"officeDocument/relationships": R.encode(),
    STRICT + b"officeDocument/math": M.encode(),
    STRICT + b"drawingml/wordprocessingDrawing": WP.encode(),
}
"""The namespaces of strict files, and those they are read as."""


@cache
def w(name: str) -> str:
    """The name of an element or attribute of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def query(root: etree._Element, path: str) -> list[Any]:
    """The elements or attributes an XPath with the prefixes w and w14 leads to."""
    return list(cast(list[Any], root.xpath(path, namespaces={"w": W, "w14": W14})))


def val(element: etree._Element | None) -> str | None:
    """The w:val of an element that may be missing."""
    return None if element is None else element.get(w("val"))


Properties = Mapping[str, etree._Element]
"""What a w:pPr, w:trPr or the like holds, by the names of the elements; of several with one name the first."""


def properties_of(element: etree._Element, name: str = w("pPr")) -> Properties:
    """The properties that a paragraph, a row or the like states for itself, read once for all who ask for them."""
    found = next(element.iterchildren(name), None)
    return {} if found is None else {str(stated.tag): stated for stated in reversed(found)}


# --- the package -------------------------------------------------------------------------------------------------


class Target(NamedTuple):
    """A part another part refers to by an id. The kind is the last step of the relationship's type, as "styles"."""

    id: str
    kind: str
    part: str


class Package:
    """A Word file: its parts, read one by one and within the caps. Every method raises Refused in one sentence.

    `main` names the main part and `main_type` its content type ("" where the package does not say).
    """

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Refused(
                "The file is damaged or was cut off, as its list of contents cannot be read: get it anew."
            ) from error
        members = self.archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise Refused(f"The file has {len(members):,} parts; more than {MAX_MEMBERS:,} are not read.")
        if any(member.flag_bits & 1 for member in members):
            raise Refused("The file is password-protected: save it without a password.")
        if len({member.filename.lower() for member in members}) < len(members):
            raise Refused("The file holds two parts of one name, so programs disagree on its text: save it anew.")
        self._read: set[str] = set()
        self._size = 0
        self._stated: dict[str, list[etree._Element]] = {}
        self._targets: dict[str, list[Target]] = {}
        self._names = {member.filename.lower(): member.filename for member in members}
        self.main = next(iter(self.related("", "officeDocument")), "word/document.xml")
        self.main_type = self._content_type(self.main)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def read(self, part: str) -> bytes:
        """The bytes of a part."""
        try:
            member = self.archive.getinfo(self._names[part.lower()])
            self._size += 0 if member.filename in self._read else member.file_size
            self._read.add(member.filename)
            if member.file_size > MAX_PART or self._size > MAX_TOTAL:
                limit = MAX_PART if member.file_size > MAX_PART else MAX_TOTAL
                raise Refused(f"The file's part {part} is too large: more than {limit >> 20} MB are not read.")
            with self.archive.open(member) as stream:
                return stream.read(member.file_size)  # no more is inflated, whatever is really there
        except KeyError as error:
            raise Refused(f"The file is not a complete Word document: its part {part} is missing.") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
            raise Refused(f"The file is damaged, as its part {part} cannot be unpacked: get it anew.") from error

    def parse(self, part: str) -> etree._Element:
        """The root of a part. The namespaces of strict files are read as the transitional ones."""
        data = self.read(part)
        root = parse_xml(data, part)
        return parse_xml(renamed(data, TRANSITIONAL), part) if STRICT in data else root

    def related(self, part: str, kind: str) -> list[str]:
        """The parts inside the package that `part` ("" for the package) refers to with this kind of relationship."""
        return [target.part for target in self.targets(part) if target.kind == kind]

    def targets(self, part: str) -> list[Target]:
        """All parts inside the package that `part` ("" for the package) refers to."""
        if part not in self._targets:
            self._targets[part] = list(self._read_targets(part))
        return self._targets[part]

    def addresses(self, part: str) -> dict[str, str]:
        """What lies outside and `part` refers to, by the ids of the relationships; nothing of it is ever opened."""
        outside = (item for item in self._relationships(part) if item.get("TargetMode") == "External")
        return {item.get("Id", ""): item.get("Target", "") for item in outside}

    def _read_targets(self, part: str) -> Iterator[Target]:
        folder = posixpath.dirname(part)
        for item in self._relationships(part):
            if item.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, item.get("Target", ""))).lstrip("/")
                if target in self:
                    kind = item.get("Type", "").rsplit("/", 1)[-1]
                    yield Target(item.get("Id", ""), kind, self._names[target.lower()])

    def _relationships(self, part: str) -> list[etree._Element]:
        if part not in self._stated:
            folder, name = posixpath.split(part)
            relationships = posixpath.join(folder, "_rels", f"{name}.rels")
            self._stated[part] = list(self.parse(relationships).iterchildren("*")) if relationships in self else []
        return self._stated[part]

    def _content_type(self, part: str) -> str:
        if "[Content_Types].xml" not in self:
            return ""
        default = ""
        for item in self.parse("[Content_Types].xml").iterchildren("*"):
            if item.get("PartName", "").lstrip("/").lower() == part.lower():
                return item.get("ContentType", "")
            if part.lower().endswith("." + item.get("Extension", "/").lower()):
                default = item.get("ContentType", "")
        return default


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root of an XML part from its bytes; raises Refused naming the part.

    Nothing outside is loaded, no entity is replaced, a document type is refused and libxml2's own limit on nesting
    (256 levels) stays on, so that recursion over the tree is bounded.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            text = data.decode("utf-16")
            data = text[text.find("?>") + 2 if text.startswith("<?xml") else 0 :].encode()
        if b"<!DOCTYPE" in data:
            raise Refused(f"The file's part {part} declares a document type, as no Word file does: it is not read.")
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise Refused(f"The file's part {part} is nested too deeply to be read.") from error
        raise Refused(f"The file is damaged: its part {part} is not well-formed XML.") from error
    except UnicodeError as error:
        raise Refused(f"The file is damaged: its part {part} is not well-formed XML.") from error
    if root.getroottree().docinfo.internalDTD is not None:  # in an encoding in which it was not seen above
        raise Refused(f"The file's part {part} declares a document type, as no Word file does: it is not read.")
    return root


# --- paragraphs and runs -----------------------------------------------------------------------------------------

DELETED = (w("del"), w("moveFrom"))
"""What wraps content that is gone once an earlier author's changes are accepted."""

ATOMS = {
    w("footnoteReference"): AtomKind.NOTE,
    w("endnoteReference"): AtomKind.NOTE,
    w("drawing"): AtomKind.IMAGE,
    w("pict"): AtomKind.IMAGE,
    w("object"): AtomKind.IMAGE,
}
"""The elements of a run that show as one atom."""

TEXT = (w("t"), w("delText"))

DATA_BINDINGS = (w("dataBinding"), f"{{{W15}}}dataBinding")
"""What fills a content control from another part of the file; Word's own does so for formatted text."""

SYMBOLS = {w("sym"): W, f"{{{SYMEX}}}symEx": SYMEX}
"""The elements that show one character of a font, each with the namespace of its attributes."""

_CHARACTERS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_PRESERVED = f"{{{XML}}}space"
_SPACE = " \t\r\n"
_P, _R = w("p"), w("r")
_ALTERNATIVES, _CHOICE, _FALLBACK = (f"{{{MC}}}{name}" for name in ("AlternateContent", "Choice", "Fallback"))
_BOX = w("txbxContent")


def paragraphs(root: etree._Element) -> list[etree._Element]:
    """All w:p of a part, in the order by which they are numbered."""
    return list(root.iter(w("p")))


def runs(paragraph: etree._Element) -> list[etree._Element]:
    """The w:r of a paragraph, deleted ones too, in the order by which they are numbered."""
    _, *found = paragraph.iter(_P, _R)
    if all(element.tag == _R for element in found):
        return found
    return [run for run in found if run.tag == _R and next(run.iterancestors(_P)) is paragraph]


def mark_is_deleted(paragraph: etree._Element) -> bool:
    """Whether a paragraph's mark is deleted: accepted, it runs into the next paragraph."""
    properties = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return properties is not None and any(properties.find(tag) is not None for tag in DELETED)


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """The branch of an mc:AlternateContent that is read: its first choice, or the fallback where it has none."""
    choice = alternatives.find(_CHOICE)
    return choice if choice is not None else alternatives.find(_FALLBACK)


def contents(run: etree._Element) -> Iterator[etree._Element]:
    """The elements of a run in order, the branch that is read in place of each mc:AlternateContent."""
    for element in run:
        if element.tag == _ALTERNATIVES:
            branch = chosen(element)
            if branch is not None:
                yield from contents(branch)
        else:
            yield element


def boxes(shape: etree._Element) -> Iterator[etree._Element]:
    """The w:txbxContent of a drawing, but those within another one or in a fallback that is not read."""
    for box in shape.iterdescendants(_BOX):
        around = list(takewhile(lambda element: element is not shape, box.iterancestors()))
        if not any(e.tag == _BOX or (e.tag == _FALLBACK and e.getprevious() is not None) for e in around):
            yield box


def shown(element: etree._Element) -> str:
    """The characters an element of a run shows: one atom character for an atom, none for what is not seen."""
    tag = element.tag
    if tag in TEXT:
        text = element.text or ""
        if len(element):  # a comment or a processing instruction parts the text; what follows it is text as well
            text = "".join([text, *(child.tail or "" for child in element if not isinstance(child.tag, str))])
        stripped = text.strip(_SPACE)
        return text if stripped == text or _keeps_space(element) else stripped
    if tag in ATOMS:
        return ATOM
    if tag in SYMBOLS:
        names = SYMBOLS[str(tag)]
        return _symbol(element.get(f"{{{names}}}char", ""), element.get(f"{{{names}}}font", ""))
    return _CHARACTERS.get(tag, "")


def visible_text(run: etree._Element) -> str:
    """The text of a run by which its characters are numbered, whether or not the run was deleted."""
    return "".join(map(shown, contents(run)))


def _keeps_space(element: etree._Element) -> bool:
    while (space := element.get(_PRESERVED)) is None:
        parent = element.getparent()
        if parent is None:
            return False
        element = parent
    return space == "preserve"


def _symbol(code: str, font: str) -> str:
    try:
        character = in_unicode(int(code, 16), font)
    except (ValueError, OverflowError):
        return "\ufffd"
    return "\ufffd" if character == ATOM or "\ud800" <= character <= "\udfff" or character < " " else character
