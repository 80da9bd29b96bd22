"""What the styles of a Word file say about its paragraphs: which are headings, and which are numbered."""

import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from app.wordml import Properties, properties_of, val, w

_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
BODY_TEXT = 9
"""The outline level (0 to 8 for headings) that says a paragraph is none."""


def integer(text: str | None, default: int) -> int:
    """A whole number written in a file that may say anything."""
    try:
        return int(text) if text and len(text) < 12 else default
    except ValueError:
        return default


@dataclass(frozen=True)
class NumberedBy:
    """The w:numId and w:ilvl a paragraph or a style states; None for what it leaves open."""

    number: str | None
    level: int | None


_UNNUMBERED = NumberedBy(None, None)


def numbered_by(properties: Properties) -> NumberedBy:
    """What properties say about numbering."""
    numbering = properties.get(w("numPr"))
    if numbering is None:
        return _UNNUMBERED
    level = val(numbering.find(w("ilvl")))
    return NumberedBy(val(numbering.find(w("numId"))), None if level is None else min(max(integer(level, 0), 0), 8))


class Styles:
    """The paragraph styles of a file, each with what it inherits; a file without them has headings by style id."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else list(root.iterchildren(w("style")))
        self._every = {s.get(w("styleId"), ""): s for s in found}
        self._styles = {id: s for id, s in self._every.items() if s.get(w("type"), "paragraph") == "paragraph"}
        defaults = None if root is None else root.find(w("docDefaults"))
        self.default_run_properties = None if defaults is None else defaults.find(f"{w('rPrDefault')}/{w('rPr')}")
        """The w:rPr of text no style says anything about."""
        self._chains: dict[str, list[str]] = {}
        self._headings: dict[str, int] = {}
        self._numbering: dict[str, NumberedBy] = {}

    @cached_property
    def default(self) -> str:
        """The id of the style of paragraphs that name none."""
        return next((id for id, s in self._styles.items() if s.get(w("default")) in ("1", "true", "on")), "")

    def style_of(self, properties: Properties) -> str:
        """The id of the style of a paragraph with these properties."""
        return val(properties.get(w("pStyle"))) or self.default

    def heading_level(self, style: str) -> int:
        """The level of a heading in this style, 1 outermost; 0 where the style is no heading's."""
        if style not in self._headings:
            levels = (self._own_heading_level(id) for id in self.chain(style))
            self._headings[style] = next((level for level in levels if level is not None), 0)
        return self._headings[style]

    def is_title(self, style: str) -> bool:
        """Whether a style is that of the document's title."""
        return "title" in (style.lower(), self._name(style))

    def numbering(self, style: str) -> NumberedBy:
        """The numbering of paragraphs in this style."""
        if style not in self._numbering:
            stated = [numbered_by(self._properties(id)) for id in self.chain(style)]
            number = next((n.number for n in stated if n.number is not None), None)
            level = next((n.level for n in stated if n.level is not None), None)
            self._numbering[style] = NumberedBy(number, level)
        return self._numbering[style]

    def chain(self, style: str) -> list[str]:
        """A style and what it is based on, nearest first; a circle ends where it closes."""
        if style not in self._chains:
            chain, based_on = list[str](), style
            while based_on and based_on not in chain and len(chain) < 50:
                chain.append(based_on)
                found = self._every.get(based_on)
                based_on = "" if found is None else val(found.find(w("basedOn"))) or ""
            self._chains[style] = chain
        return self._chains[style]

    def all_of(self, style: str) -> list[etree._Element]:
        """A style of any type and what it is based on, nearest first."""
        return [found for id in self.chain(style) if (found := self._every.get(id)) is not None]

    def run_properties(self, style: str) -> list[etree._Element]:
        """The w:rPr of a style and of what it is based on, nearest first."""
        return [found for s in self.all_of(style) if (found := s.find(w("rPr"))) is not None]

    def paragraph_properties(self, style: str) -> list[Properties]:
        """What a style and what it is based on say of paragraphs, nearest first."""
        return [properties_of(found) for found in self.all_of(style)]

    def _own_heading_level(self, style: str) -> int | None:
        outline = val(self._properties(style).get(w("outlineLvl")))
        if outline is not None:
            return level_of_outline(outline)
        if self.is_title(style):
            return 1
        match = _HEADING.fullmatch(self._name(style)) or _HEADING.fullmatch(style)
        return int(match[1]) if match else None

    def _name(self, style: str) -> str:
        found = self._styles.get(style)
        return "" if found is None else (val(found.find(w("name"))) or "").lower()

    def _properties(self, style: str) -> Properties:
        found = self._styles.get(style)
        return {} if found is None else properties_of(found)


def level_of_outline(outline: str) -> int:
    """The level of a heading with this outline level: 1 to 9; 0 where it is body text."""
    level = integer(outline, BODY_TEXT)
    return level + 1 if 0 <= level < BODY_TEXT else 0
