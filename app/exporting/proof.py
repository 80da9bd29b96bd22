"""The proof of a written file: read again from its bytes, it says what was reviewed and what was approved.

Nothing here shares code with what writes the marks. The rules are those of ECMA-376 part 1, 17.13.5.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from app.usecases.ports.errors import Refused
from app.wordml import MC, M, Package, chosen, contents, shown, w
from domain.documents.changes import Edit, approved_text
from domain.documents.text import ATOM, Block, Story

Gone = Callable[[etree._Element], bool]
"""Whether the content a revision stands for (a w:ins, w:del, w:cellIns...) is gone in a view of the document."""

Paragraph = list[tuple[str, str]]
"""Stretches of text, each with its look."""

_REVISIONS = [w(name) for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")]
_DELETIONS = {w("del"), w("moveFrom"), w("cellDel")}
_INSERTIONS = {w("ins"), w("moveTo"), w("cellIns")}
_NOT_INLINE = {w(n) for n in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")}
_NOT_BLOCKS = {w(n) for n in ("r", "hyperlink", "sectPr", "tblPr", "tblGrid", "sdtPr", "tcPr")}


class Unfaithful(Exception):
    """The written file would not say what was reviewed or what was approved."""


def says(data: bytes, blocks: Sequence[Block]) -> bool:
    """Whether a Word file's main text reads as these blocks do, once the changes of its authors are accepted."""
    return _texts(view(_body(data), accepted)) == [block.text for block in _main(blocks)]


def prove(source: bytes, written: bytes, blocks: Sequence[Block], made: Sequence[Edit], ours: Collection[str]) -> None:
    """Raise Unfaithful unless the written file is right, given a source that says these blocks.

    `made` are the edits made in place, `ours` the ids of the revisions they were marked with (none in a clean file).
    """
    before, after = _body(source), _body(written)
    approved = [paragraph.text for paragraph in approved_text(_main(blocks), made)]

    def undone(revision: etree._Element) -> bool:
        return (revision.tag in _INSERTIONS) if revision.get(w("id")) in ours else accepted(revision)

    proved = (
        _texts(view(after, accepted)) == approved
        and (not ours or view(after, undone) == view(before, accepted))
        and (not ours or view(after, rejected) == view(before, rejected))
        and _repeated(after) <= _repeated(before)
    )
    if not proved:
        raise Unfaithful


def accepted(revision: etree._Element) -> bool:
    """What is gone once all changes are accepted."""
    return revision.tag in _DELETIONS


def rejected(revision: etree._Element) -> bool:
    """What is gone once all changes are rejected."""
    return revision.tag in _INSERTIONS


def view(body: etree._Element, gone: Gone) -> list[Paragraph]:
    """The paragraphs of a body with its tables, as they read where these revisions' content is gone."""
    return list(_View(gone).paragraphs(body))


def _body(data: bytes) -> etree._Element:
    package = Package(data)
    body = package.parse(package.main).find(w("body"))
    if body is None:
        raise Refused("The file is not a complete Word document: it has no body.")
    return body


def _main(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of the main text: what stands beside it is never changed."""
    return [block for block in blocks if block.story is Story.BODY]


def _texts(paragraphs: Sequence[Paragraph]) -> list[str]:
    return ["".join(text for text, _ in paragraph) for paragraph in paragraphs]


def _repeated(body: etree._Element) -> Counter[str]:
    ids = Counter(revision.get(w("id"), "") for revision in body.iter(*_REVISIONS))
    return Counter({id: number for id, number in ids.items() if number > 1})


@dataclass
class _View:
    """Reads a body in order, since fields may span paragraphs. `fields` holds for each open one if its result began."""

    gone: Gone
    fields: list[bool] = field(default_factory=list)

    def paragraphs(self, container: etree._Element, is_cell: bool = False) -> Iterator[Paragraph]:
        held: Paragraph | None = None
        is_empty = True
        for element in self._blocks(container):
            if element.tag == w("tbl"):
                if held:
                    yield held
                held, is_empty = None, False
                for cell in self._cells(element):
                    yield from self.paragraphs(cell, is_cell=True)
                continue
            read = _merged([*(held or []), *self._inline(element)])
            held = read if self._runs_on(element) else None
            if held is None:
                is_empty = False
                yield read
        if held or (held is not None and is_cell and is_empty):
            yield held

    def _blocks(self, container: etree._Element) -> Iterator[etree._Element]:
        for element in container.iterchildren("*"):
            if element.tag in (w("p"), w("tbl")):
                yield element
            elif element.tag == f"{{{MC}}}AlternateContent":
                branch = chosen(element)
                if branch is not None:
                    yield from self._blocks(branch)
            elif element.tag not in _NOT_BLOCKS and not self.gone(element):
                yield from self._blocks(element)

    def _cells(self, table: etree._Element) -> Iterator[etree._Element]:
        for row in self._nested(table, w("tr")):
            if not self._is_gone(row, w("trPr"), "ins", "del"):
                for cell in self._nested(row, w("tc")):
                    if not self._is_gone(cell, w("tcPr"), "cellIns", "cellDel"):
                        yield cell

    def _nested(self, parent: etree._Element, tag: str) -> Iterator[etree._Element]:
        for element in parent.iterchildren("*"):
            if element.tag == tag:
                yield element
            elif element.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo")):
                yield from self._nested(element, tag)

    def _runs_on(self, paragraph: etree._Element) -> bool:
        return self._is_gone(paragraph, f"{w('pPr')}/{w('rPr')}", "ins", "del", "moveFrom", "moveTo")

    def _is_gone(self, element: etree._Element, properties: str, *names: str) -> bool:
        return any(self.gone(mark) for name in names for mark in element.findall(f"{properties}/{w(name)}"))

    def _inline(self, parent: etree._Element) -> Iterator[tuple[str, str]]:
        for element in parent.iterchildren("*"):
            tag = element.tag
            if tag in _NOT_INLINE or self.gone(element):
                continue
            if tag == w("r"):
                yield from self._run(element)
            elif tag == f"{{{M}}}oMath":
                if all(self.fields):
                    yield ATOM, "formula"
            elif tag == f"{{{MC}}}AlternateContent":
                branch = chosen(element)
                if branch is not None:
                    yield from self._inline(branch)
            else:
                yield from self._inline(element)

    def _run(self, run: etree._Element) -> Iterator[tuple[str, str]]:
        look = _look(run)
        for element in contents(run):
            if element.tag == w("fldChar"):
                self._field(element.get(w("fldCharType"), ""))
            elif element.tag == w("ruby"):
                for base in element.findall(w("rubyBase")):
                    yield from self._inline(base)
            elif all(self.fields) and (text := shown(element)):
                yield text, look

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()


def _look(run: etree._Element) -> str:
    """A run's properties in a form that can be compared, without the record of earlier ones."""
    properties = run.find(w("rPr"))
    if properties is None:
        return ""
    kept = (child for child in properties.iterchildren("*") if child.tag != w("rPrChange"))
    return "".join(etree.tostring(child, method="c14n", exclusive=True, with_tail=False).decode() for child in kept)


def _merged(paragraph: Paragraph) -> Paragraph:
    merged: Paragraph = []
    for text, look in paragraph:
        if merged and merged[-1][1] == look:
            merged[-1] = merged[-1][0] + text, look
        else:
            merged.append((text, look))
    return merged
