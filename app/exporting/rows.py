"""Rows of a Word table: the one some paragraphs stand in, and a new one like it."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import dropwhile, islice, takewhile

from lxml import etree

from app.exporting.guards import lock_on
from app.exporting.marks import OF_CONTENT, Marks
from app.exporting.parts import Parts
from app.exporting.runs import properties_like, text_run
from app.wordml import paragraphs, runs, val, w
from domain.documents.changes import DeleteRow, Edit, InsertRow
from domain.documents.text import Block

_NOT_OF_A_NEW_ROW = (w("tblHeader"), w("ins"), w("del"), w("trPrChange"))
_NOT_OF_A_NEW_CELL = (w("vMerge"), w("cellIns"), w("cellDel"), w("cellMerge"), w("tcPrChange"))
_WRAPPERS = (w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo"))


def row_of(blocks: Sequence[Block], parts: Parts) -> etree._Element | None:
    """The row that these blocks stand in, the first as well as the last; None where they stand in none."""
    last = set(parts.paragraph(blocks[-1]).iterancestors(w("tr")))
    return next((row for row in parts.paragraph(blocks[0]).iterancestors(w("tr")) if row in last), None)


def row_obstacle(change: DeleteRow | InsertRow, blocks: Sequence[Block], others: Iterable[Block], parts: Parts) -> str:
    """Why the row of these blocks cannot be deleted, or one be added after it; "" where it can.

    `others` are all the blocks there are.
    """
    row = row_of(blocks, parts)
    if row is None:
        return "it stands in no table"
    if isinstance(change, DeleteRow):
        numbers = [parts.number(blocks[0].part, paragraph) for paragraph in paragraphs(row)]
        inside = {b.id for b in others if b.part == blocks[0].part and numbers[0] <= b.paragraph <= numbers[-1]}
        if inside != set(change.blocks):
            return "the row holds other paragraphs than those that were approved"
        around = [control.find(f"{w('sdtPr')}/{w('lock')}") for control in _controls_of(row)]
        if "sdtLocked" in map(val, [*row.iter(w("lock")), *around]):
            return "a content control in it must not be deleted"
        is_head = not _spans(row).isdisjoint((column, True) for column, begins in _spans_below(row) if not begins)
        return "a cell in it goes on in the row below" if is_head else ""
    if paragraphs(row)[-1] is not parts.paragraph(blocks[0]):
        return "it does not stand at the end of a row"
    if len(cells(row)) != len(change.cells):
        return f"the row before it has {len(cells(row))} cells, and the new one {len(change.cells)}"
    is_within = any(not begins for _, begins in _spans_below(row))
    return "a cell beside it spans several rows" if is_within else ""


def _controls_of(row: etree._Element) -> list[etree._Element]:
    """The content controls that hold the row and not its whole table."""
    return [e for e in takewhile(lambda element: element.tag != w("tbl"), row.iterancestors()) if e.tag == w("sdt")]


def _spans_below(row: etree._Element) -> set[tuple[int, bool]]:
    """The spans of the next row, and of those behind it as far as they are deleted already."""
    table = next(row.iterancestors(w("tbl")))
    behind = dropwhile(lambda each: each is not row, _unwrapped(table, w("tr")))
    found: set[tuple[int, bool]] = set()
    for following in islice(behind, 1, None):
        found |= _spans(following)
        if following.find(f"{w('trPr')}/{w('del')}") is None:
            break
    return found


def _spans(row: etree._Element) -> set[tuple[int, bool]]:
    """The columns whose cells in this row span several rows, and whether they begin to here."""
    found: set[tuple[int, bool]] = set()
    column = _number(row.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
    for cell in cells(row):
        span = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        if span is not None:
            found.add((column, val(span) == "restart"))
        column += _number(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1)
    return found


def _number(element: etree._Element | None, otherwise: int) -> int:
    digits = val(element) or ""
    return int(digits) if digits.isascii() and digits.isdecimal() else otherwise


def paragraph_behind(row: etree._Element) -> etree._Element | None:
    """The first paragraph behind a row that is not locked and stands in none that comes or goes itself."""
    around = [row, *row.iterancestors()]
    behind = (p for each in around for element in each.itersiblings("*") for p in element.iter(w("p")))
    return next((p for p in behind if not in_passing_row(p) and not lock_on(p)), None)


def in_passing_row(paragraph: etree._Element) -> bool:
    """Whether it stands in a row that comes or goes, and goes with that."""
    return any(map(_comes_or_goes, paragraph.iterancestors(w("tr"))))


def _comes_or_goes(row: etree._Element) -> bool:
    return any(row.find(f"{w('trPr')}/{w(name)}") is not None for name in ("ins", "del"))


def cells(row: etree._Element) -> list[etree._Element]:
    """The cells of a row that no author deleted."""
    return [cell for cell in _unwrapped(row, w("tc")) if cell.find(f"{w('tcPr')}/{w('cellDel')}") is None]


def row_like(row: etree._Element, texts: Sequence[str], edit: Edit, marks: Marks) -> etree._Element:
    """A new row, marked as inserted, that looks like this one."""
    new = etree.Element(w("tr"))
    new.extend(_kept(row, "tblPrEx", (w("tblPrExChange"),)))
    new.extend(_kept(row, "trPr", _NOT_OF_A_NEW_ROW))
    for cell, text in zip(cells(row), texts, strict=True):
        made = etree.SubElement(new, w("tc"))
        made.extend(_kept(cell, "tcPr", _NOT_OF_A_NEW_CELL))
        paragraph = etree.SubElement(made, w("p"))
        for like in paragraphs(cell)[:1]:
            for properties in _kept(like, "pPr", (w("sectPr"), w("pPrChange"))):
                etree.strip_elements(properties, *OF_CONTENT, w("rPrChange"), w("numberingChange"), with_tail=False)
                paragraph.append(properties)
        look = next((run for like in paragraphs(cell) for run in runs(like)), None)
        if text:
            paragraph.append(marks.insert(text_run(text, properties_like(look)), edit))
    marks.mark_row(new, "ins", edit)
    return new


def _kept(element: etree._Element, name: str, unwanted: Sequence[str]) -> Iterator[etree._Element]:
    for properties in deepcopy(element.findall(w(name))):
        for child in [child for child in properties if child.tag in unwanted]:
            properties.remove(child)
        properties.tail = None
        yield properties


def _unwrapped(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    for element in parent.iterchildren("*"):
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _unwrapped(element, tag)
