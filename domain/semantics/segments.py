"""Segments: a block's lines, sentences and list items, the passages that checks read one at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from domain.documents.matching import plain
from domain.documents.text import Block, BlockKind, Span
from domain.semantics.numbers import has_decimal_comma, plain_numbers
from domain.semantics.sections import Section
from domain.semantics.words import word_set


class SegmentKind(StrEnum):
    SENTENCE = "sentence"
    ITEM = "item"
    CELL = "cell"
    HEADING = "heading"
    CODE = "code"


LONGEST = 1_000
"""Characters of a segment: what runs on for longer is cut, so that no pattern meets unbounded text."""


@dataclass(frozen=True, eq=False)
class Segment:
    """Characters start..end of a block.

    `text` is what they say in plain quotes, hyphens and spaces, character for character. `lead` is what introduces
    it: the sentence before a list, the first cell of a table row. `decimal_comma` is how the document writes decimals.
    """

    block: Block
    start: int
    end: int
    text: str
    kind: SegmentKind
    section: Section
    lead: str = ""
    decimal_comma: bool = False

    @cached_property
    def low(self) -> str:
        """The text in small letters, with its numbers in plain notation, character for character."""
        low = self.text.lower()
        if len(low) != len(self.text):
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in self.text)
        return low if self.kind is SegmentKind.CODE else plain_numbers(low, decimal_comma=self.decimal_comma)

    @cached_property
    def even(self) -> str:
        """`low` with single spaces, as a line that was wrapped behind a space reads."""
        return _GAP.sub(" ", self.low)

    @cached_property
    def line(self) -> str:
        """The text with single spaces, in which a character stands where it does in `even`."""
        return _GAP.sub(" ", self.text)

    def place(self, at: int) -> int:
        """Where a character of `even` stands in the segment."""
        for gap in _GAP.finditer(self.low) if len(self.even) < len(self.low) else ():
            if gap.start() >= at:
                break
            at += len(gap.group()) - 1
        return at

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.low))

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The span of these characters of the segment."""
        return Span.of(self.block, self.start + start, self.end if end is None else self.start + end)


_GAP = re.compile(r" {2,}")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+")
_ITEM = re.compile(r"\s*(?:[-*•‣◦▪·●○■□✓]|\(?\d{1,2}[.)]|\(?[a-zA-Z][.)]|\([ivx]{1,5}\))\s+")
_CLAUSE_NUMBER = re.compile(r"\s*(?P<first>\d{1,3})(?:\.\d{1,3}){1,4}[.)]?\s+(?=\S)")
"""The printed number of a paragraph: "4.2 The roll takes five days"; it is no figure of the rule."""
_END = re.compile(r"(?<![.!?])[.!?]+[\"')\]]*\s+")
_ABBREVIATIONS = word_set(
    "e.g i.e etc vs cf approx no nos inc ltd corp co plc dr mr mrs ms st fig figs eq eqs sec art para p pp dept est "
    "u.s u.k u.n u.s.a e.u jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m min max avg incl excl resp ca"
)
_PLACE = re.compile(
    r"(?!(?:The|An?|All|Any|Each|This|It|In|On|At|If) )"
    r"(?:[A-Z]{1,5}\b|(?:[A-Z]\w+[ /]){1,3}[Tt]ime\b|London|New York|Tokyo|Frankfurt|Zurich|Paris|Hong Kong)"
)
"""What follows "p.m." within a sentence: a time zone or a place."""


def segments_of(blocks: tuple[Block, ...], sections: tuple[Section, ...]) -> tuple[Segment, ...]:
    """All segments in document order; `sections` has one section for each block."""
    found: list[Segment] = []
    decimal_comma = has_decimal_comma(block.text for block in blocks if block.kind is not BlockKind.CODE)
    lead, row, section_before = "", (("", -1, -1), ""), None
    for block, section in zip(blocks, sections, strict=True):
        if section is not section_before:
            lead, section_before = "", section
        first_cell = ""
        if block.cell:
            place = (block.part, block.cell.table, block.cell.row)
            if row[0] != place:
                row = (place, "" if block.cell.column else block.text.strip())
            first_cell = row[1] if block.cell.column else ""
        behind_number = 0 if section.heading is block else _behind_number(block, section)
        for start, end, is_item in _passages(block):
            start = max(start, behind_number)
            if start >= end:
                continue
            kind = _kind(block, section, is_item)
            text = plain(block.text[start:end])
            intro = first_cell if kind is SegmentKind.CELL else lead if kind is SegmentKind.ITEM else ""
            found.append(Segment(block, start, end, text, kind, section, intro, decimal_comma))
            if kind is SegmentKind.SENTENCE:
                lead = text if text.rstrip().endswith(":") else ""
    return tuple(found)


def _kind(block: Block, section: Section, is_item: bool) -> SegmentKind:
    if section.heading is block:
        return SegmentKind.HEADING
    match block.kind:
        case BlockKind.CODE:
            return SegmentKind.CODE
        case BlockKind.CELL:
            return SegmentKind.CELL
        case BlockKind.LIST_ITEM:
            return SegmentKind.ITEM
        case _:
            return SegmentKind.ITEM if is_item else SegmentKind.SENTENCE


def _behind_number(block: Block, section: Section) -> int:
    """Where the text of a numbered paragraph begins: behind a number that belongs to the section's."""
    if block.kind in (BlockKind.CELL, BlockKind.CODE):
        return 0
    number = _CLAUSE_NUMBER.match(block.text)
    of_section = number and number["first"] == section.number.partition(".")[0]
    return number.end() if number and (of_section or block.text[number.end()].isupper()) else 0


def _passages(block: Block) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether it is a list item typed by hand, of every sentence of every line."""
    for start, end in _lines(block.text, wrapped=block.kind is not BlockKind.CODE):
        marker = _ITEM.match(block.text, start, end)
        text_start = marker.end() if marker else start
        for first, last in sentences(block.text, text_start, end):
            yield from ((cut, stop, marker is not None) for cut, stop in _cut(block.text, first, last))


def _lines(text: str, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    """Lines; one that was only wrapped at the margin goes on in the next."""
    start = 0
    for at in (end.start() for end in re.finditer("\n", text)):
        if not (wrapped and _goes_on(text[start:at], text[at + 1 : at + 80])):
            yield start, at
            start = at + 1
    yield start, len(text)


def _goes_on(line: str, after: str) -> bool:
    line, after_line = line.rstrip(), after.split("\n", 1)[0].strip()
    if not line or not after_line or line[-1] in ".:;!?" or _ITEM.match(after):
        return False
    return after_line[0].islower() or len(line.rsplit("\n", 1)[-1]) >= 60


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of text[start:end], without the spaces around it."""
    first = start
    for stop in _END.finditer(text, start, end):
        if _ends_sentence(text, stop):
            yield from _trimmed(text, first, stop.end())
            first = stop.end()
    yield from _trimmed(text, first, end)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    after = text[stop.end() : stop.end() + 1]
    if after.islower() or not stop.group().startswith("."):
        return not after.islower()
    before = text[max(0, stop.start() - 12) : stop.start()].split()
    last = before[-1].lstrip("(\"'[").lower() if before else ""
    if last in ("no", "nos", "p", "min", "max"):
        return not after.isdigit()
    if last in ("a.m", "p.m"):
        return after.isupper() and not _PLACE.match(text, stop.end())
    if len(last) == 1 and last.isalpha() and after.isupper():
        return len(before) > 1 and before[-2][-1].isdigit()  # a unit, "60 s.", and no initial
    return last not in _ABBREVIATIONS


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inner = text[start:end]
    if stripped := inner.strip():
        begin = start + inner.index(stripped[0])
        yield begin, begin + len(stripped)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end
