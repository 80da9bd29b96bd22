"""The numbers and bullets Word shows before paragraphs (ECMA-376 17.9), counted as the paragraphs go by."""

import re
from dataclasses import dataclass

from lxml import etree

from app.importing.docx.formats import written
from app.importing.docx.styles import NumberedBy, Styles, integer, numbered_by
from app.symbol_fonts import in_unicode, is_symbol_font
from app.wordml import MC, Properties, val, w

BULLET = "•"
_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    start: int
    format: str
    text: str
    font: str
    restarts_after: int
    """Levels below this one (counted from 0) restart it."""
    all_decimal: bool


@dataclass(frozen=True)
class _List:
    """A w:num: the definition whose counters it shares, its levels, and where it starts levels anew."""

    definition: str
    levels: dict[int, _Level]
    level_of_style: dict[str, int]
    starts_anew: dict[int, int]


class Numbering:
    """Knows a file's lists. `label` is asked once for each paragraph, in document order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions = _by_id(root, "abstractNum", "abstractNumId")
        self._numbers = _by_id(root, "num", "numId")
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, properties: Properties, style: str) -> tuple[str, int] | None:
        """What is shown before a paragraph ("" for nothing) and its level, 0 outermost; None where it is in no list."""
        own, inherited = numbered_by(properties), self._styles.numbering(style)
        number = own.number if own.number is not None else inherited.number
        if number is None or (listed := self._list(number)) is None:
            return None
        level = self._level(own, inherited, style, listed)
        if level not in listed.levels:
            return None
        counters = self._count(number, listed, level)
        return _shown(listed.levels, counters, level), level

    def _level(self, own: NumberedBy, inherited: NumberedBy, style: str, listed: _List) -> int:
        if own.level is not None:
            return own.level
        linked = (listed.level_of_style[s] for s in self._styles.chain(style) if s in listed.level_of_style)
        return next(linked, inherited.level or 0)

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            self._lists[number] = self._read_list(number)
        return self._lists[number]

    def _read_list(self, number: str) -> _List | None:
        found = self._numbers.get(number)
        if found is None:
            return None
        definition = self._definition(found)
        if definition not in self._definitions:
            return None
        described = _by_level(self._definitions[definition], "lvl")
        overrides = _by_level(found, "lvlOverride")
        redefined = {level: lvl for level, o in overrides.items() if (lvl := o.find(w("lvl"))) is not None}
        starts = {level: start for level, o in overrides.items() if (start := o.find(w("startOverride"))) is not None}
        return _List(
            definition,
            {level: _read_level(level, lvl) for level, lvl in (described | redefined).items()},
            {s: level for level, lvl in (described | redefined).items() if (s := val(lvl.find(w("pStyle"))))},
            {level: integer(val(start), 1) for level, start in starts.items()},
        )

    def _definition(self, number: etree._Element) -> str:
        """The id of a list's abstract definition; one that only names a list style leads to that style's list."""
        definition = val(number.find(w("abstractNumId"))) or ""
        found = self._definitions.get(definition)
        link = None if found is None else val(found.find(w("numStyleLink")))
        if link is None:
            return definition
        return next((id for id, d in self._definitions.items() if val(d.find(w("styleLink"))) == link), definition)

    def _count(self, number: str, listed: _List, level: int) -> dict[int, int]:
        counters = self._counters.setdefault(listed.definition, {})
        if (number, level) not in self._started:  # each level at its own first use: Word writes them all for any one
            self._started.add((number, level))
            if level in listed.starts_anew:
                counters.pop(level, None)
        start = listed.starts_anew.get(level, listed.levels[level].start)
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper, definition in listed.levels.items():
            if deeper > level and level < definition.restarts_after:
                counters.pop(deeper, None)
        return {n: counters.get(n, listed.starts_anew.get(n, d.start)) for n, d in listed.levels.items()}


def _by_id(root: etree._Element | None, name: str, id: str) -> dict[str, etree._Element]:
    return {} if root is None else {e.get(w(id), ""): e for e in root.iterchildren(w(name))}


def _by_level(element: etree._Element, name: str) -> dict[int, etree._Element]:
    found = {integer(e.get(w("ilvl")), -1): e for e in element.iterchildren(w(name))}
    return {level: found[level] for level in range(_LEVELS) if level in found}


def _read_level(level: int, element: etree._Element) -> _Level:
    restart = val(element.find(w("lvlRestart")))
    fonts = element.find(f"{w('rPr')}/{w('rFonts')}")
    return _Level(
        start=integer(val(element.find(w("start"))), 0),
        format=_read_format(element),
        text=val(element.find(w("lvlText"))) or "",
        font="" if fonts is None else fonts.get(w("ascii"), ""),
        restarts_after=level if restart is None else integer(restart, level),
        all_decimal=element.find(w("isLgl")) is not None,
    )


def _read_format(level: etree._Element) -> str:
    """The number format of a level; for one of its own the first number it lists, such as "001"."""
    found = level.find(w("numFmt"))
    if found is None:  # Word offers such a format as a choice, for programs that know it
        found = level.find(f"{{{MC}}}AlternateContent/{{{MC}}}Choice/{w('numFmt')}")
    format = val(found) or "decimal"
    if format == "custom" and found is not None:
        return found.get(w("format"), "").split(",")[0].strip()
    return format


def _shown(levels: dict[int, _Level], counters: dict[int, int], level: int) -> str:
    here = levels[level]
    if here.format == "bullet":
        return _bullet(here.text, here.font)

    def number(match: re.Match[str]) -> str:
        of = int(match[1]) - 1
        if of not in levels:
            return ""
        return written(counters[of], "decimal" if here.all_decimal else levels[of].format)

    return re.sub(rf"%([1-{_LEVELS}])", number, here.text)


def _bullet(text: str, font: str) -> str:
    shown = in_unicode(ord(text), font) if len(text) == 1 and is_symbol_font(font) else text
    return BULLET if not shown or "\ue000" <= shown[0] <= "\uf8ff" else shown
