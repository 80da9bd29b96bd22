"""The texts of a Word file one after the other: its body, its notes, its headers and footers."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.importing.docx.blocks import Blocks
from app.importing.docx.colours import UNKNOWN, Colours
from app.importing.docx.comments import Comments
from app.importing.docx.inline import Inline, Part
from app.importing.docx.lines import Line, Lines, Tables
from app.importing.docx.looks import Looks, has_picture_behind, page_colour
from app.importing.docx.notes import Notes, sections
from app.importing.docx.numbering import Numbering
from app.importing.docx.styles import Styles
from app.wordml import Package, R, val, w
from domain.documents.text import Block, BlockKind, Story

_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")
_OFF = ("0", "false", "off")


@dataclass(frozen=True)
class _Margin:
    """A part with a header or a footer, and whether any page shows it."""

    part: str
    story: Story
    is_shown: bool


class Texts:
    """Makes the blocks of a file, once; `titles` are those in the style of the document's title."""

    def __init__(self, package: Package, root: etree._Element, body: etree._Element) -> None:
        self._package = package
        self._root = root
        self._body = body
        self._settings = self._related("settings")
        self._styles = Styles(self._related("styles"))
        self._definitions = self._related("numbering")
        self._looks = Looks(
            self._styles, Colours(self._related("theme"), self._settings), page_colour(root, self._settings)
        )
        self._notes = Notes(root, self._settings)
        self._comments = Comments(self._related("comments"))
        self.titles: list[Block] = []

    def blocks(self, ids: Iterator[str]) -> Iterator[Block]:
        """The blocks in reading order."""
        main = Part(self._package, self._package.main, self._root)
        lines = self._lines(main, self._body, Story.BODY, Tables(), self._notes)
        make, boxed = self._maker(main), self._maker(main)
        for line in lines:
            block = (make if line.story is Story.BODY else boxed).make(line, next(ids))
            if block.kind is BlockKind.HEADING and make.is_title(line):
                self.titles.append(block)
            yield block
        for story in (Story.FOOTNOTE, Story.ENDNOTE):
            for name in self._package.related(self._package.main, f"{story}s")[:1]:
                yield from self._of_notes(Part(self._package, name), story, ids)
        for margin in self._margins():
            part = Part(self._package, margin.part)
            make = self._maker(part)
            for line in self._lines(part, part.root, margin.story, Tables()):
                yield make.make(line, next(ids), is_shown=margin.is_shown)

    def _of_notes(self, part: Part, story: Story, ids: Iterator[str]) -> Iterator[Block]:
        """The notes in the order they are referred to; those nothing refers to are last, and no page shows them."""
        tables, make = Tables(), self._maker(part)
        marks = {id: mark for (kind, id), mark in self._notes.order.items() if kind == story}
        order = {id: place for place, id in enumerate(marks)}
        notes = [n for n in part.root.iterchildren(w(story)) if n.get(w("type")) not in _SEPARATORS]
        for note in sorted(notes, key=lambda note: order.get(note.get(w("id"), ""), len(order))):
            id = note.get(w("id"), "")
            for number, line in enumerate(self._lines(part, note, story, tables)):
                yield make.make(line, next(ids), "" if number else marks.get(id, ""), is_shown=id in marks)

    def _lines(
        self, part: Part, container: etree._Element, story: Story, tables: Tables, notes: Notes | None = None
    ) -> list[Line]:
        inline = Inline(part, self._looks, self._comments, notes)
        behind = UNKNOWN if has_picture_behind(part.root) else None
        return Lines(inline, self._styles, tables, story).of(container, behind)

    def _maker(self, part: Part) -> Blocks:
        return Blocks(part, self._styles, Numbering(self._definitions, self._styles))

    def _margins(self) -> Iterator[_Margin]:
        """The headers and then the footers, each once, in the order of the sections."""
        targets = {target.id: target.part for target in self._package.targets(self._package.main)}
        for story in (Story.HEADER, Story.FOOTER):
            shown: dict[str, bool] = {}
            for section in sections(self._root):
                for reference in section.iterchildren(w(f"{story}Reference")):
                    part = targets.get(reference.get(f"{{{R}}}id", ""))
                    if part:
                        shown[part] = shown.get(part, False) or self._is_used(reference.get(w("type")), section)
            parts = self._package.related(self._package.main, story)
            for part in dict.fromkeys([*(part for part in shown if part in parts), *parts]):
                yield _Margin(part, story, shown.get(part, False))

    def _is_used(self, kind: str | None, section: etree._Element) -> bool:
        """Whether a section, or the document, has first or even pages that differ."""
        match kind:
            case "first":
                return _is_on(section.find(w("titlePg")))
            case "even":
                return self._settings is not None and _is_on(self._settings.find(w("evenAndOddHeaders")))
            case _:
                return True

    def _related(self, kind: str) -> etree._Element | None:
        part = next(iter(self._package.related(self._package.main, kind)), None)
        return self._package.parse(part) if part else None


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and val(element) not in _OFF
