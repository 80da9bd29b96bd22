"""Placing: finds the numbered and titled parts of a document that its own text can point to."""

import re
from collections.abc import Iterator

from domain.documents.matching import plain
from domain.documents.text import AtomKind, Block, Span, Story
from domain.semantics.links import anchors_of
from domain.semantics.numbered_equations import numbered_equations
from domain.semantics.places import Places, canonical
from domain.semantics.pointers import pointers
from domain.semantics.sections import Section
from domain.semantics.segments import Segment, SegmentKind

_NUMBER = r"\d{1,5}(?:\.\d{1,4}){0,5}[a-z]?"
_PART = re.compile(
    r"(?P<kind>appendix|annex(?:ure)?|schedule|exhibit|attachment|section|chapter|article|clause|part"
    r"|table|figure|fig\.|equation|eq\.|formula|step|rule)"
    rf"\s+\(?(?P<label>{_NUMBER}|[a-z](?:[.-]?\d{{1,3}}){{0,3}}|[ivxl]{{1,6}})(?!\w)"
)
_NUMBERED = re.compile(
    rf"\s*§?\s*(?P<label>{_NUMBER}|[a-z]\.\d{{1,3}}(?:\.\d{{1,3}})*|[ivxl]{{1,6}}(?=[.)])|[a-z](?=[.)]))[.)]?(?:\s|$)",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\s*(?:\((?P<in>[a-z]|[ivx]{1,5}|\d{1,3})\)|(?P<with>[a-z]|[ivx]{1,5}|\d{1,5})[.)])(?:\s|$)", re.IGNORECASE
)
_INLINE_ITEM = re.compile(r"(?<![\w)])\((?P<label>[a-z]|[ivx]{1,5})\)\s")
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
_DOCUMENTS = (
    r"(?:guide|guidelines?|methodology|document|specification|rule ?book|rules|manual|policy|agreement|handbook)"
)
_THIS = re.compile(rf"\b(?:this|these|our) (?P<name>(?:[\w&-]+ ){{0,3}}{_DOCUMENTS})\b")


def is_title(segment: Segment) -> bool:
    """Whether a heading is one: some agreements set whole numbered clauses in heading styles."""
    text = segment.block.text.rstrip()
    return segment.kind is SegmentKind.HEADING and len(text) <= 120 and not text.endswith((".", ";", ","))


def is_entry_of_row(segment: Segment) -> bool:
    """Whether a passage is what a row of a table says of its first cell: "Annex C" in a column of sources."""
    cell = segment.block.cell
    return (
        cell is not None and cell.row > 0 and cell.column > 0 and _PART.fullmatch(segment.low.strip(" .")) is not None
    )


def places_of(blocks: tuple[Block, ...], segments: tuple[Segment, ...], title: str) -> Places:
    """Everything that can be pointed to; of two parts with one label the first."""
    places = Places(title, frozenset(_names(segments)), anchors=anchors_of(blocks))
    places.order.update((block.id, number) for number, block in enumerate(blocks))
    above: list[tuple[int, str]] = []
    before = ""
    for segment in segments:
        block = segment.block
        if block.id != before and block.cell is None:
            before = block.id
            _numbered(places, segment, above)
        line = block.text.rfind("\n", 0, segment.start) + 1
        numbered = line < segment.start and segment.kind is not SegmentKind.HEADING
        typed = _ITEM.fullmatch(block.text, line, segment.start) if numbered else None
        inline = list(_inline_items(segment)) if "(" in segment.text else []
        if typed or inline:
            outer = next((path for depth, path in reversed(above) if depth < _BODY + block.level), "")
            if typed:
                _item(places, segment, outer, typed["in"] or typed["with"], segment.span())
            for match in inline:
                for path in {outer, above[-1][1] if above else ""}:
                    _item(places, segment, path, match["label"], segment.span(match.start()))
        if not (is_title(segment) or is_entry_of_row(segment)):
            _caption(places, segment)
    for tag, span in numbered_equations(blocks):
        places.add("equation", tag, span)
    for block in blocks:
        if block.story in (Story.FOOTNOTE, Story.ENDNOTE) and block.label:
            places.add("note", block.label, Span.of(block, 0, len(block.text)))
    return places


def _names(segments: tuple[Segment, ...]) -> Iterator[str]:
    """What the document calls itself: "this Index Guide"."""
    for segment in segments:
        if "th" in segment.low or "our" in segment.low:
            yield from (match["name"] for match in _THIS.finditer(segment.low))


def _inline_items(segment: Segment) -> Iterator[re.Match[str]]:
    """Items within a sentence, but not what only points to one: "paragraph (d) below"."""
    taken = [pointer.span() for pointer in pointers(segment.text)]
    for match in _INLINE_ITEM.finditer(segment.text):
        if not any(start <= match.start() < end for start, end in taken):
            yield match


def _numbered(places: Places, segment: Segment, above: list[tuple[int, str]]) -> None:
    """A heading, or a paragraph or list item with a number of its own, shown by the word processor or typed.

    `above` has the depth and the full number of each part that this one may stand in.
    """
    block, section, heading = segment.block, segment.section, segment.kind is SegmentKind.HEADING
    printed = " ".join(plain(block.printed[:200]).lower().split())
    depth = (block.level or 1) if heading else _BODY + block.level
    if not heading and _is_inner(printed, above):
        depth += 1
    while above and above[-1][0] >= depth:
        above.pop()
    item, label = _ITEM.match(printed), _label(segment, printed)
    if not (heading or item or label):
        return
    whole = Span.of(block, 0, len(block.text)) if heading else segment.span()
    if heading:
        _named(places, section, printed, whole)
        places.sections[block.id] = section
        places.headed.setdefault((section.path[:-1], canonical(section.number)), whole)
        if section.number:
            places.add("section", section.number, whole)
    if item and "." not in label and not (heading and section.number.isdigit()):
        above.append((depth, _item(places, segment, above[-1][1] if above else "", item["in"] or item["with"], whole)))
        places.paths[block.id] = above[-1][1]
    elif label and (heading or label[0].isdigit()):
        steps = canonical(label).split(".")
        for count in range(len(steps), 0, -1):
            places.add("section", ".".join(steps[:count]), whole)
        above.append((depth, canonical(label)))
        places.paths[block.id] = canonical(label)
    elif heading:
        above.append((depth, ""))


def _is_inner(printed: str, above: list[tuple[int, str]]) -> bool:
    """Whether a typed item such as (i) begins or goes on with a list within the item (b) before it, and is not the
    letter that follows (h).
    """
    item = _ITEM.match(printed)
    label = ((item["in"] or item["with"]) if item else "").lower()
    if not re.fullmatch("[ivx]+", label) or not above or above[-1][0] < _BODY:
        return False
    last = above[-1][1].rpartition(".")[2]
    if above[-1][0] > _BODY and len(above) > 1 and above[-2][0] == _BODY:
        return True
    return above[-1][0] == _BODY and len(last) == 1 and last.isalpha() and label == "i" and last != "h"


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
        places.listed.setdefault(f"{path}.{label}", span)
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
        marked = after[:1] in (":", ".", "-", "|", "(", "") and not after[1:2].isdigit()
        if marked or segment.text[len(low) - len(after) :][:1].isupper():
            places.add(_KINDS.get(part["kind"], part["kind"]), part["label"], segment.span())
