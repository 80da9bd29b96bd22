"""The text of a Word paragraph with earlier authors' changes accepted, and what is to be known about it."""

from lxml import etree

from app.importing.docx.comments import ANCHORS, Comments
from app.importing.docx.fields import Fields, address_in, joined
from app.importing.docx.looks import Looks, Setting
from app.importing.docx.notes import Notes
from app.importing.docx.omml import latex
from app.importing.text import By, Text
from app.wordml import (
    ATOMS,
    DATA_BINDINGS,
    MC,
    TEXT,
    WP,
    M,
    Package,
    R,
    boxes,
    chosen,
    contents,
    paragraphs,
    runs,
    shown,
    w,
)
from domain.documents.text import ATOM, AtomKind, DocxPlace, How

_PROPERTIES = {w(n) for n in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")}
_INSERTED, _DELETED = {w("ins"), w("moveTo")}, {w("del"), w("moveFrom")}
_MATH, _ALTERNATIVES = f"{{{M}}}oMath", f"{{{MC}}}AlternateContent"
_RPR = w("rPr")
BOOKMARK, _HYPERLINK = w("bookmarkStart"), w("hyperlink")
_R, _P, _RUBY, _CONTROL, _SIMPLE = w("r"), w("p"), w("ruby"), w("sdt"), w("fldSimple")
_FILLED_BY_WORD = (w("showingPlcHdr"), *DATA_BINDINGS)
"""A content control of this kind shows a prompt that goes with the first key, or what another part of the file says."""
_OF_FIELDS = {w("fldChar"), w("instrText"), w("delInstrText")}
_SHAPES = {w("drawing"), w("pict"), w("object")}
_LINE_BREAK = "\u2028"
"""What a deleted line break is in the text of an earlier change, in which a line end is a paragraph mark."""


NOBODY = By("", "")
"""The author of a change that is not signed: text that shows because a field around it was changed."""


class Part:
    """An XML part with text: its name, its root, its paragraphs as they are numbered, and where its links lead."""

    def __init__(self, package: Package, name: str, root: etree._Element | None = None) -> None:
        self.name = name
        self.root = package.parse(name) if root is None else root
        self.addresses = package.addresses(name)
        self._numbers = {paragraph: number for number, paragraph in enumerate(paragraphs(self.root))}

    def number(self, paragraph: etree._Element) -> int:
        """The number of a paragraph in its part."""
        return self._numbers[paragraph]


class Inline:
    """Reads the paragraphs of one text in order, since fields may span them.

    Two views of the fields are followed: that of the accepted text, and that of the text before earlier changes.
    `boxes` gathers the text boxes anchored in what was read.
    """

    def __init__(self, part: Part, looks: Looks, comments: Comments, notes: Notes | None) -> None:
        self.part = part
        self.looks = looks
        self.comments = comments
        self.notes = notes
        self.boxes: list[etree._Element] = []
        self._accepted = Fields()
        self._original = Fields()

    def read(self, paragraph: etree._Element, text: Text, setting: Setting, new: By | None = None) -> None:
        """Add the text of a paragraph; `new` inserted all of it."""
        self.comments.begin(text)
        self._accepted.go_on(text)
        _Reading(self, text, setting).paragraph(paragraph, new, None)

    def deleted(self, paragraph: etree._Element, setting: Setting, by: By) -> str:
        """The text of a paragraph that an earlier author deleted as a whole."""
        text = Text()
        _Reading(self, text, setting).paragraph(paragraph, None, by)
        return "".join(change.text for change in text.earlier)


class _Reading:
    """Reads into one text. A paragraph wrongly nested in another is read in its place, under its own number.

    `new` and `gone` say who inserted and who deleted what is being read; `_fixed` how many things are open whose text
    Word fills in, or shows under a reading of its own.
    """

    def __init__(self, inline: Inline, text: Text, setting: Setting) -> None:
        self._inline = inline
        self._accepted, self._original = inline._accepted, inline._original
        self._text = text
        self._setting = setting
        self._places: dict[etree._Element, tuple[int, int]] = {}
        self._fixed = 0

    def paragraph(self, paragraph: etree._Element, new: By | None, gone: By | None) -> None:
        number = self._inline.part.number(paragraph)
        self._places |= {run: (number, index) for index, run in enumerate(runs(paragraph))}
        self._inside(paragraph, new, gone)

    def _inside(self, parent: etree._Element, new: By | None, gone: By | None) -> None:
        for element in parent:
            tag = element.tag
            if tag == _R:
                self._run(element, new, gone)
            elif tag in _PROPERTIES:
                continue
            elif tag in _INSERTED:
                self._inside(element, made_by(element), gone)
            elif tag in _DELETED:
                self._inside(element, new, made_by(element))
            elif tag == _MATH:
                self._formula(element, new, gone)
            elif tag == _ALTERNATIVES:
                branch = chosen(element)
                if branch is not None:
                    self._inside(branch, new, gone)
            elif tag in ANCHORS:
                self._inline.comments.see(element, self._text)
            elif tag == BOOKMARK and not gone:
                self._text.anchors.append(element.get(w("name"), ""))
            elif tag == _HYPERLINK:
                self._hyperlink(element, new, gone)
            elif tag == _SIMPLE:
                self._simple_field(element, new, gone)
            elif tag == _CONTROL:
                self._content_control(element, new, gone)
            elif tag == _P:
                self.paragraph(element, new, gone)
            else:
                self._inside(element, new, gone)

    def _hyperlink(self, element: etree._Element, new: By | None, gone: By | None) -> None:
        start, place = self._text.length, element.get(w("anchor"), "")
        address = self._inline.part.addresses.get(element.get(f"{{{R}}}id", ""), "")
        self._inside(element, new, gone)
        self._text.link(start, joined(address, place))

    def _simple_field(self, element: etree._Element, new: By | None, gone: By | None) -> None:
        instruction, start = element.get(w("instr"), ""), self._text.length
        self._accepted.enter_simple(instruction)
        self._inside(element, new, gone)
        self._accepted.leave_simple(instruction)
        self._text.link(start, address_in(instruction))

    def _content_control(self, element: etree._Element, new: By | None, gone: By | None) -> None:
        properties = element.find(w("sdtPr"))
        is_filled_by_word = properties is not None and any(properties.find(tag) is not None for tag in _FILLED_BY_WORD)
        self._fixed += is_filled_by_word
        self._inside(element, new, gone)
        self._fixed -= is_filled_by_word

    def _formula(self, element: etree._Element, new: By | None, gone: By | None) -> None:
        start = self._text.length
        if not gone and not self._accepted.hidden:
            self._text.add_atom(AtomKind.EQUATION, latex(element))
        self._mark(ATOM, start, new, gone)

    def _run(self, run: etree._Element, new: By | None, gone: By | None) -> None:
        text = self._text
        paragraph, index = self._places[run]
        begin, offset = text.length, 0
        properties = None
        for element in contents(run):
            tag = element.tag
            if tag == _RPR:
                properties = element
            elif tag in _OF_FIELDS:
                if not gone:
                    self._accepted.see(element, text)
                if not new:
                    self._original.see(element)
            elif tag in ANCHORS:
                self._inline.comments.see(element, text)
            elif tag == _RUBY:
                self._fixed += 1
                for base in element.findall(w("rubyBase")):
                    self._inside(base, new, gone)
                self._fixed -= 1
            elif words := shown(element):
                start, end = text.length, offset + len(words)
                if not gone and not self._accepted.hidden:
                    place = DocxPlace(
                        part=self._inline.part.name, paragraph=paragraph, run=index, start=offset, end=end
                    )
                    if tag in ATOMS:
                        text.add_atom(ATOMS[str(tag)], self._said(element, run), place)
                    else:
                        text.add(words, self._how(element), place)
                if new or gone or self._original.hidden != self._accepted.hidden:
                    self._mark(words.replace("\n", _LINE_BREAK), start, new, gone)
                offset = end
                if tag in _SHAPES and not gone:
                    self._inline.boxes += boxes(element)
        if text.length > begin and (how := self._inline.looks.concealment(properties, self._setting)):
            text.conceal(begin, how)

    def _mark(self, words: str, start: int, new: By | None, gone: By | None) -> None:
        """Say what an earlier author did to what stands from `start` on, or to the words that do not stand there."""
        was_there = not new and not self._original.hidden
        if self._text.length > start:
            if not was_there:
                self._text.insert(start, new or NOBODY)
        elif was_there:
            self._text.delete(words, gone or NOBODY)

    def _how(self, element: etree._Element) -> How:
        if self._accepted.computed or self._fixed:
            return How.COMPUTED
        return How.VERBATIM if element.tag in TEXT else How.DECODED

    def _said(self, element: etree._Element, run: etree._Element) -> str:
        if element.tag in _SHAPES:
            return _alternative_text(element)
        return self._inline.notes.mark(element, run) if self._inline.notes else ""


def made_by(element: etree._Element) -> By:
    """The author of a w:ins, a w:del and their like."""
    return By(element.get(w("author"), ""), element.get(w("date"), ""))


def _alternative_text(element: etree._Element) -> str:
    """What the author wrote for readers who do not see the picture."""
    for properties in element.iter(f"{{{WP}}}docPr"):
        return properties.get("descr") or properties.get("title") or ""
    return next((shape.get("alt", "") for shape in element.iter() if shape.get("alt")), "")
