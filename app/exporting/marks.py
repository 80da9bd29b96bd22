"""Revision marks: what was inserted and deleted, by whom and when; and taking our own away again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC
from itertools import count

from lxml import etree

from app.exporting.characters import NOT_XML
from app.exporting.paragraphs import RANGES, join_with_next, properties_of
from app.exporting.proof import Unfaithful
from app.exporting.runs import set_text, shell_of
from app.wordml import paragraphs, query, shown, w
from domain.documents.changes import Edit

INSERTED = (w("ins"), w("moveTo"))
OF_CONTENT = (*INSERTED, w("del"), w("moveFrom"))
"""The revisions of runs and of paragraph marks."""
OUTSIDE_PROPERTIES = (w("rPr"), w("sectPr"), w("pPrChange"))
"""Children of a w:pPr that a w:pPrChange does not keep."""
_PARTED = (*INSERTED, w("smartTag"), w("customXml"), w("dir"), w("bdo"))
"""What is written twice, around what stands before and what stands behind an insertion."""
_PROPERTIES = (w("smartTagPr"), w("customXmlPr"), w("sdtPr"), w("sdtEndPr"))


class Marks:
    """Writes the marks of one export. `ours` holds the ids of the marks it wrote."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        taken = {id for root in roots for id in query(root, "//@w:id")}
        self._fresh: Iterator[str] = (id for n in count(1) if (id := str(n)) not in taken)
        self.ours: set[str] = set()

    def mark(self, name: str, edit: Edit) -> etree._Element:
        """A new w:ins, w:del or w:pPrChange for an edit. Ids are one sequence through all parts."""
        id = next(self._fresh)
        self.ours.add(id)
        element = etree.Element(w(name))
        element.set(w("id"), id)
        element.set(w("author"), word_name(edit.author))
        element.set(w("date"), word_time(edit))
        return element

    def renumber(self, copy: etree._Element) -> None:
        """Give copied revisions ids of their own; a copy of one of ours is ours."""
        for element in copy.iter(*OF_CONTENT, w("rPrChange"), w("pPrChange"), w("numberingChange")):
            id = next(self._fresh)
            if element.get(w("id")) in self.ours:
                self.ours.add(id)
            element.set(w("id"), id)

    def delete(self, runs: Iterable[etree._Element], edit: Edit) -> list[etree._Element]:
        """Mark runs as deleted, those that stand side by side together; the answer is the w:del."""
        marks: list[etree._Element] = []
        for run in runs:
            between = _signs_before(run)
            if marks and (between[-1] if between else run).getprevious() is marks[-1]:
                marks[-1].extend(reversed(between))
            else:
                marks.append(self.mark("del", edit))
                run.addprevious(marks[-1])
            marks[-1].append(run)
            for text in [each for each in run.iter(w("t")) if next(each.iterancestors(w("r"))) is run]:
                set_text(text, shown(text))
                text.tag = w("delText")
        return marks

    def insert(self, run: etree._Element, edit: Edit) -> etree._Element:
        """A w:ins around a new run, not yet placed."""
        mark = self.mark("ins", edit)
        mark.append(run)
        return mark

    def put_after(self, element: etree._Element, mark: etree._Element) -> None:
        """Place a mark after a run, or after one placed before. An earlier author's insertion is parted for it.

        Raises Unfaithful where a content control would have to be parted.
        """
        around = _insertion_around(element)
        while around is not None and element is not around:
            parent = element.getparent()
            assert parent is not None
            if rest := list(element.itersiblings()):
                if parent.tag not in _PARTED:
                    raise Unfaithful
                second = shell_of(parent)
                self.renumber(second)
                second.extend(rest)
                parent.addnext(second)
            element = parent
        element.addnext(mark)

    def put_before(self, element: etree._Element, mark: etree._Element) -> None:
        """Place a mark before a run, as `put_after` does after one."""
        around = _insertion_around(element)
        while around is not None and element is not around:
            previous, parent = element.getprevious(), element.getparent()
            assert parent is not None
            if previous is not None and previous.tag not in _PROPERTIES:
                self.put_after(previous, mark)
                return
            element = parent
        element.addprevious(mark)

    def mark_paragraph(self, properties: etree._Element, name: str, edit: Edit) -> etree._Element:
        """Mark the end of the paragraph with these w:pPr as inserted or deleted."""
        of_mark = properties.find(w("rPr"))
        if of_mark is None:
            of_mark = etree.Element(w("rPr"))
            behind = [child for child in properties if child.tag in OUTSIDE_PROPERTIES]
            if behind:
                behind[0].addprevious(of_mark)
            else:
                properties.append(of_mark)
        mark = self.mark(name, edit)
        of_mark.insert(0 if name == "ins" else len(of_mark.findall(w("ins"))), mark)
        return mark

    def change_properties(self, properties: etree._Element, wanted: Sequence[etree._Element], edit: Edit) -> None:
        """Put these w:pPr in place of those there, which are noted; an earlier author's note is not overwritten."""
        before = [child for child in properties if child.tag not in OUTSIDE_PROPERTIES]
        if properties.find(w("pPrChange")) is not None or list(map(_written, before)) == list(map(_written, wanted)):
            return
        for child in before:
            properties.remove(child)
        for child in wanted:
            etree.strip_elements(child, *OF_CONTENT, with_tail=False)  # the number they inserted is noted
        for child in reversed(wanted):
            properties.insert(0, child)
        change = self.mark("pPrChange", edit)
        etree.SubElement(change, w("pPr")).extend(before)
        properties.append(change)

    def mark_row(self, row: etree._Element, name: str, edit: Edit) -> None:
        """Mark a row of a table as inserted or deleted, and with it the marks of its paragraphs, as Word does."""
        for each in [row, *row.iterdescendants(w("tr"))]:
            properties = each.find(w("trPr"))
            if properties is None:
                properties = etree.Element(w("trPr"))
                exceptions = each.find(w("tblPrEx"))
                each.insert(0 if exceptions is None else each.index(exceptions) + 1, properties)
            if properties.find(w(name)) is None:
                mark = self.mark(name, edit)
                change = properties.find(w("trPrChange"))
                properties.insert(len(properties) if change is None else properties.index(change), mark)
        for paragraph in paragraphs(row):
            of_mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
            if of_mark is None or of_mark.find(w(name)) is None:
                self.mark_paragraph(properties_of(paragraph), name, edit)

    def is_on_row(self, row: etree._Element) -> bool:
        """Whether a row comes or goes with one of our marks."""
        return any(self._is_ours(row.find(f"{w('trPr')}/{w(name)}")) for name in ("ins", "del"))

    def accept(self, root: etree._Element) -> None:
        """Make the changes our marks stand for and take the marks away, leaving those of others."""
        for row in [tr for tr in root.iter(w("tr")) if self._is_ours(tr.find(f"{w('trPr')}/{w('del')}"))]:
            _take_out(row)
        for mark in [e for e in root.iter(w("ins"), w("del"), w("pPrChange")) if self._is_ours(e)]:
            parent = mark.getparent()
            assert parent is not None
            if mark.tag == w("ins"):
                for run in list(mark):
                    mark.addprevious(run)
                parent.remove(mark)
            elif parent.tag == w("rPr") and mark.tag == w("del"):
                join_with_next(next(mark.iterancestors(w("p"))))
            else:
                parent.remove(mark)
                around = parent.getparent()
                if parent.tag in INSERTED and not len(parent) and around is not None:
                    around.remove(parent)  # all of an earlier author's insertion is gone

    def _is_ours(self, mark: etree._Element | None) -> bool:
        return mark is not None and mark.get(w("id")) in self.ours


def _insertion_around(element: etree._Element) -> etree._Element | None:
    """The outermost insertion a run of a paragraph stands in."""
    found = None
    for around in element.iterancestors():
        if around.tag == w("p"):
            break
        if around.tag in INSERTED:
            found = around
    return found


def _signs_before(run: etree._Element) -> list[etree._Element]:
    """What the spelling checker noted right before a run, nearest first: it parts no change."""
    signs: list[etree._Element] = []
    for element in run.itersiblings(preceding=True):
        if element.tag != w("proofErr"):
            break
        signs.append(element)
    return signs


def _take_out(row: etree._Element) -> None:
    """Remove a row, and its table where that was the only one. Ranges that begin or end elsewhere still do."""
    table = next(row.iterancestors(w("tbl")))
    is_only = sum(1 for _ in table.iterdescendants(w("tr"))) == sum(1 for _ in row.iter(w("tr")))
    gone = table if is_only else row
    for edge in list(row.iter(*RANGES)):
        gone.addprevious(edge)
    parent = gone.getparent()
    assert parent is not None
    parent.remove(gone)


def _written(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def word_name(author: str) -> str:
    """A name as Word can hold it; it does without one nowhere."""
    return NOT_XML.sub("", author).strip() or "DocSense"


def word_time(edit: Edit) -> str:
    """When an edit was made, as Word writes it: UTC to the second."""
    return edit.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
