"""Places: the numbered and titled parts of a document that its own text can point to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.documents.matching import plain
from domain.documents.text import AtomKind, Block, Span, Story
from domain.semantics.sections import Section
from domain.semantics.segments import Segment, SegmentKind

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,5}[a-z]?"
_PART = re.compile(
    rf"(?P<kind>appendix|annex(?:ure)?|schedule|exhibit|attachment|section|chapter|article|clause|part"
    rf"|table|figure|fig\."
    rf"|equation|eq\.|formula)\s+\(?(?P<label>{_NUMBER}|[a-z](?:[.-]?\d{{1,3}}){{0,3}}|[ivxl]{{1,6}})(?!\w)"
)
_NUMBERED = re.compile(
    rf"\s*§?\s*(?P<label>{_NUMBER}|[a-z]\.\d{{1,3}}(?:\.\d{{1,3}})*|[ivxl]{{1,6}}(?=[.)])|[a-z](?=[.)]))[.)]?(?:\s|$)",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\s*(?:\((?P<in>[a-z]|[ivx]{1,5}|\d{1,2})\)|(?P<with>[a-z]|[ivx]{1,5}|\d{1,2})[.)])(?:\s|$)", re.IGNORECASE
)
_INLINE_ITEM = re.compile(r"(?<![\w)])\((?P<label>[a-z]|[ivx]{1,5})\)\s")
_TAG = re.compile(r"\\tag\*?\{\(?(?P<tag>[\w.]+)\)?\}")
_AT_END = re.compile(r"\(\s?(?P<tag>\d{1,3}(?:\.\d{1,3})?[a-z]?|[A-Z]\.?\d{1,2})\s?\)[.,]?\s*$")
_AT_START = re.compile(r"\s*\((?P<tag>\d{1,3}[a-z]?)\)\s")
_BODY = 100
"""The depth of what is no heading: below every heading."""
_KINDS = {
    "annexure": "annex",
    "chapter": "section",
    "clause": "section",
    "article": "section",
    "part": "section",
    "fig.": "figure",
    "eq.": "equation",
    "formula": "equation",
}


def canonical(label: str) -> str:
    """A label in small letters, Roman numbers in digits, without marks at its end: "II." and "2" are one."""
    low = label.lower().strip(" .()").replace("-", ".")
    return str(_roman(low)) if len(low) > 1 and re.fullmatch("[ivxl]+", low) else low


def _roman(low: str) -> int:
    values = [_ROMAN[letter] for letter in low]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


@dataclass
class Places:
    """Where each part is: by kind and label ("section", "4.2.b"), the items by section and label, headings by title."""

    parts: dict[tuple[str, str], Span] = field(default_factory=dict)
    items: dict[tuple[Section, str], Span] = field(default_factory=dict)
    titles: dict[str, Span] = field(default_factory=dict)
    has_articles: bool = False

    def part(self, kind: str, label: str) -> Span | None:
        """The part of this kind; a one-letter Roman number stands for its digit as well."""
        wanted = canonical(label)
        also = str(_roman(wanted)) if wanted in ("i", "v", "x") else {"1": "i", "5": "v", "10": "x"}.get(wanted, wanted)
        return self.parts.get((kind, wanted)) or self.parts.get((kind, also))

    def add(self, kind: str, label: str, span: Span) -> None:
        self.parts.setdefault((kind, canonical(label)), span)


def is_title(segment: Segment) -> bool:
    """Whether a heading is one: some agreements set whole numbered clauses in heading styles."""
    text = segment.block.text.rstrip()
    return segment.kind is SegmentKind.HEADING and len(text) <= 120 and not text.endswith((".", ";", ","))


def places_of(blocks: tuple[Block, ...], segments: tuple[Segment, ...]) -> Places:
    """Everything that can be pointed to; of two parts with one label the first."""
    places = Places()
    above: list[tuple[int, str]] = []
    before = ""
    for segment in segments:
        block = segment.block
        if block.id != before and block.cell is None:
            before = block.id
            _numbered(places, segment, above)
        line = block.text.rfind("\n", 0, segment.start) + 1
        typed = _ITEM.fullmatch(block.text, line, segment.start) if line < segment.start else None
        inline = list(_INLINE_ITEM.finditer(segment.text)) if "(" in segment.text else []
        if typed or inline:
            outer = next((path for depth, path in reversed(above) if depth < _BODY + block.level), "")
            if typed:
                _item(places, segment, outer, typed["in"] or typed["with"], segment.span())
            for match in inline:
                for path in {outer, above[-1][1] if above else ""}:
                    _item(places, segment, path, match["label"], segment.span(match.start()))
        if segment.kind is not SegmentKind.HEADING or not is_title(segment):
            _caption(places, segment)
    _equations(places, blocks)
    for block in blocks:
        if block.story in (Story.FOOTNOTE, Story.ENDNOTE) and block.label:
            places.add("note", block.label, Span.of(block, 0, len(block.text)))
    return places


def _numbered(places: Places, segment: Segment, above: list[tuple[int, str]]) -> None:
    """A heading, or a paragraph or list item with a number of its own, shown by the word processor or typed.

    `above` has the depth and the full number of each part that this one may stand in.
    """
    block, section, heading = segment.block, segment.section, segment.kind is SegmentKind.HEADING
    printed = " ".join(plain(block.printed[:200]).lower().split())
    depth = (block.level or 1) if heading else _BODY + block.level
    while above and above[-1][0] >= depth:
        above.pop()
    item, label = _ITEM.match(printed), _label(segment, printed)
    if not (heading or item or label):
        return
    whole = Span.of(block, 0, len(block.text)) if heading else segment.span()
    if heading:
        _named(places, section, printed, whole)
    if item and "." not in label and not (heading and section.number.isdigit()):
        above.append((depth, _item(places, segment, above[-1][1] if above else "", item["in"] or item["with"], whole)))
    elif label and (heading or label[0].isdigit()):
        steps = canonical(label).split(".")
        for count in range(len(steps), 0, -1):
            places.add("section", ".".join(steps[:count]), whole)
        above.append((depth, canonical(label)))
    elif heading:
        above.append((depth, ""))


def _label(segment: Segment, printed: str) -> str:
    """The number of a heading, or of a paragraph that has one of a section: "4.2.1", not "1." of a list."""
    if segment.kind is SegmentKind.HEADING and segment.section.number:
        return segment.section.number
    number = _NUMBERED.match(printed)
    return number["label"] if number and ("." in number["label"] or segment.block.label) else ""


def _named(places: Places, section: Section, printed: str, whole: Span) -> None:
    """What a heading can be called by: its title, and its kind and number if it is an appendix or the like."""
    title = " ".join(section.title.lower().split()).strip(" .:")
    if 2 < len(title) <= 120:
        places.titles.setdefault(title, whole)
    part = _PART.match(printed)
    if part and part["kind"] not in ("table", "figure"):
        places.has_articles |= part["kind"] == "article"
        places.add(_KINDS.get(part["kind"], part["kind"]), part["label"], whole)
    above = " ".join(section.path[:-1]).lower() if section.number.isalpha() else ""
    for kind in ("appendix", "annex", "schedule", "exhibit") if section.number else ():
        if kind in printed or kind in above:
            places.add(kind, section.number, whole)


def _item(places: Places, segment: Segment, path: str, label: str, span: Span) -> str:
    """Notes an item such as (b), and says its full number."""
    label = label.lower()
    places.items.setdefault((segment.section, label), span)
    if path:
        places.parts.setdefault(("section", f"{path}.{label}"), span)
    return f"{path}.{label}" if path else ""


def _caption(places: Places, segment: Segment) -> None:
    low = segment.low
    for atom in segment.block.atoms:
        if (
            atom.kind is AtomKind.IMAGE
            and segment.start <= atom.at < segment.end
            and (part := _PART.match(plain(atom.text).lower()))
        ):
            at = atom.at - segment.start
            places.add(_KINDS.get(part["kind"], part["kind"]), part["label"], segment.span(at, at + 1))
    part = _PART.match(low)
    if part and (len(low) <= 90 or low[part.end() : part.end() + 1] in (":", ".", "-", "|")):
        after = low[part.end() :].lstrip(" )")
        if not after or after[0] in ":.-|" or segment.text[len(low) - len(after) :][:1].isupper() or after[0] == "(":
            places.add(_KINDS.get(part["kind"], part["kind"]), part["label"], segment.span())


def _equations(places: Places, blocks: tuple[Block, ...]) -> None:
    row: list[Block] = []
    for block in blocks:
        for atom in block.atoms:
            for tag in _TAG.finditer(atom.text) if "\\tag" in atom.text else ():
                places.add("equation", tag["tag"], Span.of(block, atom.at, atom.at + 1))
        for start, line in _lines(block.text):
            formula = "=" in line or any(
                a.kind is AtomKind.EQUATION and start <= a.at < start + len(line) for a in block.atoms
            )
            if formula and (match := _TAG.search(line) or _AT_END.search(line[-20:]) or _AT_START.match(line)):
                places.add("equation", match["tag"], Span.of(block, start, start + len(line)))
        if block.cell is None:
            continue
        if row and _row(row[0]) != _row(block):
            row = []
        row.append(block)
        number = _AT_END.fullmatch(block.text.strip())
        if number and (beside := next((cell for cell in row if _is_formula(cell)), None)):
            places.add("equation", number["tag"], Span.of(beside, 0, len(beside.text)))


def _row(block: Block) -> tuple[str, int, int] | None:
    return (block.part, block.cell.table, block.cell.row) if block.cell else None


def _is_formula(block: Block) -> bool:
    return "=" in block.text or any(atom.kind is AtomKind.EQUATION for atom in block.atoms)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
