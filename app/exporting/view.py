"""Reads the texts of a Word part as they are where some revisions are accepted and others rejected.

Nothing here shares code with what writes the marks. The rules are those of ECMA-376 part 1, 17.13.5.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from app.wordml import MC, M, chosen, contents, shown, w
from domain.documents.text import ATOM

Undone = Callable[[etree._Element], bool]
"""Whether what a revision stands for (a w:ins, w:del, w:pPrChange...) is not there in a view of the document."""

Stretch = tuple[str, etree._Element | None]
"""Some text and the run that shows it; None for a formula."""

CONTAINERS = [w(name) for name in ("body", "hdr", "ftr", "footnote", "endnote", "txbxContent")]
"""What holds paragraphs of a text of its own."""

_DELETIONS = {w("del"), w("moveFrom"), w("cellDel")}
_INSERTIONS = {w("ins"), w("moveTo"), w("cellIns")}
_NOTED = w("pPrChange")
_NOT_INLINE = {w(n) for n in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")}
_NOT_BLOCKS = {w(n) for n in ("r", "hyperlink", "sectPr", "tblPr", "tblGrid", "sdtPr", "tcPr")}
_OF_MARK = {*_DELETIONS, *_INSERTIONS, w("rPrChange")}
_NOT_PLAIN = re.compile(rb"<(?:[^\s<>/:]+:)?(?:ins|del|moveFrom|moveTo|pPrChange)[\s/>]")
"""What makes the text of a paragraph depend on the view."""


def accepted(revision: etree._Element) -> bool:
    """What is not there once all changes are accepted."""
    return revision.tag in _DELETIONS


def rejected(revision: etree._Element) -> bool:
    """What is not there once all changes are rejected."""
    return revision.tag in _INSERTIONS or revision.tag == _NOTED


class Paragraph:
    """A paragraph as a view shows it: its text, and how that looks, which is only worked out where it has to be.

    `unread` is what it was read from where that is one w:p: its bytes and the fields that were open before it.
    """

    def __init__(
        self,
        stretches: Sequence[Stretch],
        properties: Sequence[etree._Element],
        unread: tuple[bytes, tuple[bool, ...]] | None,
    ) -> None:
        self.text = "".join(text for text, _ in stretches)
        self.stretches = stretches
        self._properties = properties
        self._unread = unread

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Paragraph):
            return NotImplemented
        if self._unread and self._unread == other._unread:
            return True
        return self.text == other.text and self._looks() == other._looks()

    def _looks(self) -> object:
        looks: list[tuple[str, object]] = []
        for text, run in self.stretches:
            properties = None if run is None else run.find(w("rPr"))
            seen = () if properties is None else properties.iterchildren("*")
            look = tuple(_shape(child) for child in seen if child.tag != w("rPrChange"))
            if looks and looks[-1][1] == look:
                looks[-1] = looks[-1][0] + text, look
            else:
                looks.append((text, look))
        return looks, tuple(map(_shape, self._properties))


def _shape(element: etree._Element) -> object:
    """An element in a form that can be compared."""
    return element.tag, sorted(element.attrib.items()), [_shape(child) for child in element.iterchildren("*")]


class Reader:
    """Reads containers. What is the same in every view is read once, in whichever file it stands."""

    def __init__(self) -> None:
        self._bytes: dict[etree._Element, bytes] = {}
        self._known: dict[bytes, Paragraph] = {}

    def view(self, container: etree._Element, undone: Undone) -> list[Paragraph]:
        """The paragraphs of a container with its tables, but not those of the text boxes in it."""
        return list(_View(undone, self).paragraphs(container))

    def written(self, paragraph: etree._Element) -> bytes:
        """The bytes of a paragraph."""
        if paragraph not in self._bytes:
            self._bytes[paragraph] = etree.tostring(paragraph, with_tail=False)
        return self._bytes[paragraph]

    def known(self, data: bytes) -> Paragraph | None:
        """What a paragraph with these bytes was read as, where that is the same in every view."""
        return self._known.get(data)

    def learn(self, data: bytes, paragraph: Paragraph) -> None:
        """Keep what a paragraph with these bytes was read as, unless that depends on the view."""
        if not _NOT_PLAIN.search(data):
            self._known[data] = paragraph


@dataclass
class _View:
    """Reads a container in order, since fields may span paragraphs. `fields` holds for each open one if its result
    began.
    """

    undone: Undone
    reader: Reader
    fields: list[bool] = field(default_factory=list)

    def paragraphs(self, container: etree._Element, is_cell: bool = False) -> Iterator[Paragraph]:
        held: Paragraph | None = None
        is_empty = True
        for element in self._blocks(container):
            if element.tag == w("tbl"):
                if held and held.text:
                    yield held
                held, is_empty = None, False
                for cell in self._cells(element):
                    yield from self.paragraphs(cell, is_cell=True)
                continue
            read = self._paragraph(element)
            if held:
                read = Paragraph([*held.stretches, *read.stretches], self._properties(element), None)
            held = read if self._runs_on(element) else None
            if held is None:
                is_empty = False
                yield read
        if held and (held.text or (is_cell and is_empty)):
            yield held

    def _paragraph(self, paragraph: etree._Element) -> Paragraph:
        data = self.reader.written(paragraph)
        before = tuple(self.fields)
        known = None if before else self.reader.known(data)
        if known:
            return known
        read = Paragraph(list(self._inline(paragraph)), self._properties(paragraph), (data, before))
        if not before and not self.fields:
            self.reader.learn(data, read)
        return read

    def _properties(self, paragraph: etree._Element) -> list[etree._Element]:
        """The properties of a paragraph and of its mark."""
        properties = paragraph.find(w("pPr"))
        if properties is None:
            return []
        noted = properties.find(_NOTED)
        before = None if noted is None or not self.undone(noted) else noted.find(w("pPr"))
        of_mark = properties.find(w("rPr"))
        kept = properties if before is None else before
        seen = [e for e in kept.iterchildren("*") if e.tag not in (w("rPr"), w("sectPr"), _NOTED)]
        seen += [] if of_mark is None else [e for e in of_mark.iterchildren("*") if e.tag not in _OF_MARK]
        return [*seen, *properties.findall(w("sectPr"))]

    def _blocks(self, container: etree._Element) -> Iterator[etree._Element]:
        for element in container.iterchildren("*"):
            if element.tag in (w("p"), w("tbl")):
                yield element
            elif element.tag == f"{{{MC}}}AlternateContent":
                branch = chosen(element)
                if branch is not None:
                    yield from self._blocks(branch)
            elif element.tag not in _NOT_BLOCKS and not self.undone(element):
                yield from self._blocks(element)

    def _cells(self, table: etree._Element) -> Iterator[etree._Element]:
        for row in self._nested(table, w("tr")):
            if not self._is_gone(row, (w("trPr"),), "ins", "del"):
                for cell in self._nested(row, w("tc")):
                    if not self._is_gone(cell, (w("tcPr"),), "cellIns", "cellDel"):
                        yield cell

    def _nested(self, parent: etree._Element, tag: str) -> Iterator[etree._Element]:
        for element in parent.iterchildren("*"):
            if element.tag == tag:
                yield element
            elif element.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo")):
                yield from self._nested(element, tag)

    def _runs_on(self, paragraph: etree._Element) -> bool:
        return self._is_gone(paragraph, (w("pPr"), w("rPr")), "ins", "del", "moveFrom", "moveTo")

    def _is_gone(self, element: etree._Element, path: Sequence[str], *names: str) -> bool:
        for tag in path:
            for child in element.iterchildren(tag):
                element = child
                break
            else:
                return False
        return any(map(self.undone, element.iterchildren(*map(w, names))))

    def _inline(self, parent: etree._Element) -> Iterator[Stretch]:
        for element in parent.iterchildren("*"):
            tag = element.tag
            if tag in _NOT_INLINE or self.undone(element):
                continue
            if tag == w("r"):
                yield from self._run(element)
            elif tag == f"{{{M}}}oMath":
                if all(self.fields):
                    yield ATOM, None
            elif tag == f"{{{MC}}}AlternateContent":
                branch = chosen(element)
                if branch is not None:
                    yield from self._inline(branch)
            else:
                yield from self._inline(element)

    def _run(self, run: etree._Element) -> Iterator[Stretch]:
        for element in contents(run):
            if element.tag == w("fldChar"):
                self._field(element.get(w("fldCharType"), ""))
            elif element.tag == w("ruby"):
                for base in element.findall(w("rubyBase")):
                    yield from self._inline(base)
            elif all(self.fields) and (text := shown(element)):
                yield text, run

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()
