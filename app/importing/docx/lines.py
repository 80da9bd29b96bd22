"""The paragraphs of a text of a Word file in reading order, with earlier authors' changes accepted."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.importing.docx.colours import UNKNOWN
from app.importing.docx.comments import ANCHORS
from app.importing.docx.inline import BOOKMARK, Inline, made_by
from app.importing.docx.looks import is_away, is_flat_row
from app.importing.docx.styles import Styles, integer
from app.importing.text import PARAGRAPH_MARK, By, Text
from app.wordml import DELETED, MC, Properties, chosen, properties_of, val, w
from domain.documents.text import Cell, Concealment, Earlier, EarlierChange, Story

_NO_PARAGRAPHS = {w("r"), w("hyperlink"), w("sectPr"), w("tblPr"), w("tblGrid"), w("sdtPr"), w("tcPr")}
_WRAPPERS = {w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo")}
_INSERTED = (w("ins"), w("moveTo"))
_ALTERNATIVES = f"{{{MC}}}AlternateContent"
_P, _TBL, _TR, _TC = w("p"), w("tbl"), w("tr"), w("tc")
_MARK, _OF_TABLE, _OF_ROW, _OF_CELL = w("rPr"), w("tblPr"), w("trPr"), w("tcPr")
_ROW_DELETED, _CELL_DELETED = w("del"), w("cellDel")
_ROW_INSERTED, _CELL_INSERTED = w("ins"), w("cellIns")
MAX_COLUMNS = 63
"""As many as Word allows; a cell that claims to span more does not push its neighbours further."""


@dataclass
class Line:
    """A paragraph of the accepted view: the w:p whose mark ends it, its properties and text, and where it stands.

    `was_ended` where a mark within it was deleted.
    """

    paragraph: etree._Element
    properties: Properties
    style: str
    text: Text
    cell: Cell | None
    story: Story
    was_ended: bool = False


@dataclass(frozen=True)
class _Place:
    """What is around the paragraphs of a container: its cell, the colour behind them, who inserted it whole.

    `unseen` is how it conceals them.
    """

    cell: Cell | None = None
    behind: str | None = None
    new: By | None = None
    unseen: Concealment | None = None


@dataclass
class Tables:
    """Numbers the tables of a part in the order they start in."""

    count: int = 0

    def next(self) -> int:
        """The number of a table that starts."""
        self.count += 1
        return self.count - 1


class Lines:
    """Walks a text. A paragraph whose mark is deleted runs into the next one of the same cell or body.

    What was deleted as a whole (rows, and paragraphs with their marks) stands at the start of the line that follows.
    """

    def __init__(self, inline: Inline, styles: Styles, tables: Tables, story: Story) -> None:
        self._inline = inline
        self._styles = styles
        self._tables = tables
        self._story = story
        self._carried: list[tuple[str, By]] = []
        self._bookmarks: list[str] = []  # between paragraphs: they name what follows

    def of(self, container: etree._Element, behind: str | None = None) -> list[Line]:
        """The lines of a body, a note, a header or a text box with what is anchored in it; raises nothing."""
        lines: list[Line] = []
        last: Line | None = None
        for line in self._of(container, _Place(behind=behind)):
            if line is None:
                lines += self._of_boxes()
            else:
                lines.append(line)
                last = line
        if self._carried and last:
            words, by = self._carried.pop()
            for text, author in [(PARAGRAPH_MARK, by), *self._carried, (words.removesuffix(PARAGRAPH_MARK), by)]:
                _add_deletion(last.text, text, author)
        return [*lines, *self._of_boxes()]

    def _of_boxes(self) -> list[Line]:
        """The lines of the text boxes anchored in what was read last, each with those within it behind it."""
        boxes, self._inline.boxes = self._inline.boxes, []
        inline = self._inline
        lines: list[Line] = []
        for box in boxes:
            beside = Inline(inline.part, inline.looks, inline.comments, inline.notes)
            lines += Lines(beside, self._styles, self._tables, Story.TEXT_BOX).of(box, UNKNOWN)
        return lines

    def _of(self, container: etree._Element, place: _Place) -> Iterator[Line | None]:
        """The lines of a container; None where what is anchored in the last paragraph or table follows."""
        pending: tuple[Line, By] | None = None
        last: Line | None = None
        empty = True
        for element, new in self._elements(container, place.new):
            if element.tag == _TBL:
                if pending:
                    yield from self._left_over(pending, last, new)
                pending, last, empty = None, None, False
                yield from self._of_table(element, place, new)
                yield None
                continue
            line = self._line(element, place, new, pending)
            gone = _mark_of(line.properties, DELETED)
            if gone is not None:
                pending = line, gone
                continue
            pending, last, empty = None, line, False
            self._end(line, new)
            yield line
            yield None
        if pending and place.cell and empty:
            self._end(pending[0], place.new)
            yield pending[0]
        elif pending:
            yield from self._left_over(pending, last, place.new)

    def _line(self, paragraph: etree._Element, place: _Place, new: By | None, pending: tuple[Line, By] | None) -> Line:
        """The line a paragraph begins, or goes on with."""
        properties = properties_of(paragraph)
        style = self._styles.style_of(properties)
        was_ended = False
        if pending:
            text = pending[0].text
            was_ended = pending[0].was_ended
            if not text.length:
                text.anchors.clear()  # they named what is deleted
            if not new and _mark_of(pending[0].properties, _INSERTED) is None:
                text.delete(PARAGRAPH_MARK, pending[1])
                was_ended = True
        else:
            text = Text()
            for words, by in self._carried:
                _add_deletion(text, words, by)
            self._carried.clear()
        text.anchors += self._bookmarks
        self._bookmarks.clear()
        setting = self._inline.looks.setting(properties, style, place.behind, place.unseen)
        self._inline.read(paragraph, text, setting, new)
        return Line(paragraph, properties, style, text, place.cell, self._story, was_ended)

    def _end(self, line: Line, new: By | None) -> None:
        by = new or _mark_of(line.properties, _INSERTED)
        if by:
            line.text.insert_mark(by)
        self._inline.comments.end(line.text)

    def _left_over(self, pending: tuple[Line, By], last: Line | None, new: By | None) -> Iterator[Line]:
        """A paragraph that has nothing to run into; where it is empty, only what was deleted in it is left.

        That once went on in the `last` paragraph, where its mark was inserted.
        """
        line, by = pending
        if line.text.length:
            self._end(line, new)
            yield line
            return
        is_new = new is not None or _mark_of(line.properties, _INSERTED) is not None
        words = [(change.text, By(change.author, change.date)) for change in line.text.earlier]
        if last and _has_inserted_mark(last):
            mark = last.text.earlier.pop()
            for text, author in words:
                _add_deletion(last.text, text, author)
            last.text.earlier += [mark] if is_new else []
        else:
            self._carried += words
            if not is_new or (words and not words[-1][0].endswith(PARAGRAPH_MARK)):
                self._carried.append((PARAGRAPH_MARK, by))

    def _bookmark(self, element: etree._Element) -> None:
        self._bookmarks.append(element.get(w("name"), ""))

    def _elements(self, container: etree._Element, new: By | None) -> Iterator[tuple[etree._Element, By | None]]:
        """The w:p and w:tbl of a container, through whatever wraps them, each with who inserted it whole."""
        for element in container:
            tag = element.tag
            if tag in (_P, _TBL):
                yield element, new
            elif tag == _ALTERNATIVES:
                branch = chosen(element)
                if branch is not None:
                    yield from self._elements(branch, new)
            elif tag in ANCHORS:
                self._inline.comments.see_between(element)
            elif tag == BOOKMARK:
                self._bookmark(element)
            elif tag in DELETED:
                if not new:
                    self._carry(element, made_by(element))
            elif tag not in _NO_PARAGRAPHS:
                yield from self._elements(element, made_by(element) if tag in _INSERTED else new)

    def _of_table(self, table: etree._Element, place: _Place, new: By | None) -> Iterator[Line]:
        number = self._tables.next()
        for element in (table, *table.iterchildren(_TR)):
            for bookmark in element.iterchildren(BOOKMARK):
                self._bookmark(bookmark)
        stated = properties_of(table, _OF_TABLE)
        style = val(stated.get(w("tblStyle")))
        behind = UNKNOWN if style and self._inline.looks.shades(style) else place.behind
        is_off = is_away(stated.get(w("tblpPr")), "tblpX", "tblpY")
        index = 0
        for row, wrapped in _unwrapped(table, _TR, new):
            of_row = properties_of(row, _OF_ROW)
            inserted = _change(of_row, _ROW_INSERTED) or wrapped
            if deleted := _change(of_row, _ROW_DELETED):
                if not inserted:
                    self._carry_cells([cell for cell, new in _unwrapped(row, _TC, None) if not new], deleted)
                continue
            low = Concealment.TINY if is_flat_row(of_row) else None
            unseen = place.unseen or (Concealment.HIDDEN if is_off else low)
            column = _grid_columns(of_row.get(w("gridBefore")), 0)
            for cell, around in _unwrapped(row, _TC, inserted):
                of_cell = properties_of(cell, _OF_CELL)
                added = _change(of_cell, _CELL_INSERTED) or around
                if deleted := _change(of_cell, _CELL_DELETED):
                    if not around:
                        self._carry_cells([cell], deleted)
                    continue
                shaded = self._inline.looks.colours.shade(of_cell.get(w("shd")))
                at = Cell(table=number, row=index, column=column)
                yield from self._of_cell(cell, _Place(at, shaded or behind, added, unseen))
                span = _grid_columns(of_cell.get(w("gridSpan")), 1)
                column = min(column + max(span, 1), MAX_COLUMNS)
            index += 1

    def _of_cell(self, cell: etree._Element, place: _Place) -> Iterator[Line]:
        lines = [line for line in self._of(cell, place) if line]
        if not place.new and lines and all(_has_inserted_mark(line) and not line.was_ended for line in lines):
            lines[-1].text.earlier.pop()  # a cell that was there always ended in a mark that was there
        yield from lines

    # --- what was deleted as a whole ---

    def _carry(self, wrapper: etree._Element, by: By) -> None:
        for words in self._gone(wrapper, by):
            self._carried += (words, by), (PARAGRAPH_MARK, by)

    def _carry_cells(self, cells: list[etree._Element], by: By) -> None:
        """Cells in a row, with tabs between them; a tab within one is a space."""
        gone = [self._gone(cell, by) or [""] for cell in cells if not _is_new_cell(cell)]
        words = "\t".join(PARAGRAPH_MARK.join(line.replace("\t", " ") for line in cell) for cell in gone)
        if gone:
            self._carried.append((words + PARAGRAPH_MARK, by))

    def _gone(self, container: etree._Element, by: By) -> list[str]:
        """The paragraphs of what was deleted as a whole, as they were before all changes."""
        found: list[str] = []
        held: str | None = None
        for element in container.iterchildren("*"):
            tag = element.tag
            if tag == _P:
                properties = properties_of(element)
                setting = self._inline.looks.setting(properties, "", None)
                words = (held or "") + self._inline.deleted(element, setting, by)
                held = None if _mark_of(properties, _INSERTED) is None else words
                found += [] if held is not None else [words]
            elif tag == _TR:
                found += [] if _change(properties_of(element, _OF_ROW), _ROW_INSERTED) else self._gone(element, by)
            elif tag == _TC:
                found += [] if _is_new_cell(element) else self._gone(element, by) or [""]
            elif tag not in _INSERTED and tag not in _NO_PARAGRAPHS:
                found += self._gone(element, by)
        return [*found, held] if held else found


def _mark_of(paragraph: Properties, tags: tuple[str, ...]) -> By | None:
    """Who inserted or deleted the mark of a paragraph with these properties."""
    mark = paragraph.get(_MARK)
    found = None if mark is None else next(mark.iterchildren(*tags), None)
    return None if found is None else made_by(found)


def _change(properties: Properties, change: str) -> By | None:
    """Who changed a row or a cell with these properties."""
    found = properties.get(change)
    return None if found is None else made_by(found)


def _is_new_cell(cell: etree._Element) -> bool:
    return _CELL_INSERTED in properties_of(cell, _OF_CELL)


def _has_inserted_mark(line: Line) -> bool:
    return bool(line.text.earlier) and line.text.earlier[-1].mark


def _add_deletion(text: Text, words: str, by: By) -> None:
    at = text.length
    if words:
        change = EarlierChange(what=Earlier.DELETED, start=at, end=at, text=words, author=by.author, date=by.date)
        text.earlier.append(change)


def _unwrapped(parent: etree._Element, tag: str, new: By | None) -> Iterator[tuple[etree._Element, By | None]]:
    """The rows of a table or the cells of a row, each with who inserted it."""
    for element in parent.iterchildren("*"):
        if element.tag == tag:
            yield element, new
        elif element.tag in _WRAPPERS:
            yield from _unwrapped(element, tag, made_by(element) if element.tag in _INSERTED else new)


def _grid_columns(element: etree._Element | None, default: int) -> int:
    return min(max(integer(val(element), default), 0), MAX_COLUMNS)
