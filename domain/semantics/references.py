"""Cross-references: where a document points to a part of itself, and whether that part is there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.semantics.sections import Section
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import Reference
from domain.semantics.words import word_set


@dataclass(frozen=True)
class Pointer:
    """Characters start..end of a segment point to the part of this kind with this label ("appendix", "a")."""

    kind: str
    label: str
    segment: Segment
    start: int
    end: int


_KINDS = {
    "appendix": "appendix",
    "appendices": "appendix",
    "annex": "annex",
    "annexes": "annex",
    "annexure": "annex",
    "schedule": "schedule",
    "exhibit": "exhibit",
    "attachment": "attachment",
    "section": "section",
    "sections": "section",
    "table": "table",
    "tables": "table",
    "figure": "figure",
    "figures": "figure",
    "fig.": "figure",
    "equation": "equation",
    "equations": "equation",
    "eq.": "equation",
    "formula": "equation",
    "chapter": "section",
}
_LABEL = r"(?:\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?|[A-Z](?:[.-]?\d{1,3}){0,3}|[IVX]{1,5})"
_REFERENCE = re.compile(
    r"(?<!\w)(?P<kind>[Aa]ppendix|[Aa]ppendices|[Aa]nnex(?:es|ure)?|[Ss]chedule|[Ee]xhibit|[Aa]ttachment|[Ss]ections?"
    r"|[Tt]ables?|[Ff]igures?|[Ff]ig\.|[Ee]quations?|[Ee]q\.|[Ff]ormula|[Cc]hapter)\s+"
    rf"\(?(?P<label>{_LABEL}(?:\)?(?:,? and |, |,? or | - | to ){_LABEL}){{0,6}})(?![\w]|[.-]\d)"
)
_ELSEWHERE = re.compile(
    r"(?:\([a-z0-9]{1,4}\))*,? (?:of|to|in|under) "
    r"(?:the |that |its |our |this )?(?P<whose>[A-Z][\w-]+|\w+ "
    r"(?:act|regulation|rules?|directive|prospectus|agreement|code)\b)"
)
_OWN = word_set("document methodology specification index strategy guide section annex appendix rulebook policy")


def pointers_of(segments: tuple[Segment, ...]) -> tuple[Pointer, ...]:
    """Every reference to a numbered or lettered part of this document itself, headings and captions left out."""
    return tuple(
        reference
        for segment in segments
        if segment.kind is not SegmentKind.HEADING
        for match in _REFERENCE.finditer(segment.text)
        if not _is_caption(segment, match) and not _elsewhere(segment.text, match.end())
        for reference in _labels(segment, match)
    )


def _labels(segment: Segment, match: re.Match[str]) -> Iterator[Pointer]:
    labels = list(re.finditer(_LABEL, segment.text[match.start("label") : match.end("label")]))
    for count, label in enumerate(labels):
        if label.group()[0].isdigit() is not labels[0].group()[0].isdigit():
            return  # a name that follows, not a label: "of Section 2, and V is"
        at = match.start("label") + label.start()
        start = match.start() if count == 0 else at
        yield Pointer(_KINDS[match["kind"].lower()], label.group().lower(), segment, start, at + len(label.group()))


def _is_caption(segment: Segment, match: re.Match[str]) -> bool:
    return match.start() == 0 and segment.text[match.end() : match.end() + 2].strip()[:1] in (":", "-", ".", "")


def _elsewhere(text: str, at: int) -> bool:
    """Whether what follows says that the part belongs to another document: "Section 4 of the Prospectus"."""
    match = _ELSEWHERE.match(text, at)
    return match is not None and match["whose"].lower() not in _OWN


_TARGET = re.compile(
    r"(?P<kind>appendix|annex(?:ure)?|schedule|exhibit|attachment|section|chapter|table|figure|fig\.|equation|eq\."
    r"|formula)\s+\(?(?P<label>\d{1,3}(?:\.\d{1,3}){0,4}[a-z]?|[a-z](?:[.-]?\d{1,3}){0,3}|[ivx]{1,5})(?!\w)"
)
_TAG = re.compile(r"\\tag\{\(?([\w.]+)\)?\}|\((\d{1,3}(?:\.\d{1,3})?[a-z]?)\)$")


def targets_of(segments: tuple[Segment, ...], sections: tuple[Section, ...]) -> frozenset[tuple[str, str]]:
    """What there is to point to, by kind and label: headings, captions and numbered equations."""
    found = set[tuple[str, str]]()
    for section in sections:
        if section.number:
            number = section.number.lower()
            found |= {("section", ".".join(number.split(".")[: n + 1])) for n in range(number.count(".") + 1)}
    for segment in segments:
        heading = segment.kind is SegmentKind.HEADING
        match = _TARGET.match(segment.low)
        if match and (
            heading or len(segment.text) <= 90 or segment.low[match.end() : match.end() + 1] in (":", ".", "-")
        ):
            found.add((_KINDS[match["kind"]], match["label"]))
        if heading and segment.section.number:
            found |= {(kind, segment.section.number.lower()) for kind in ("appendix", "annex") if kind in segment.low}
        found |= {("equation", tag[1] or tag[2]) for tag in _TAG.finditer(segment.low) if "=" in segment.text}
        for atom in segment.block.atoms:
            if segment.start <= atom.at < segment.end and (tag := _TAG.search(atom.text)):
                found.add(("equation", (tag[1] or tag[2]).lower()))
    return frozenset(found)


def references_of(segments: tuple[Segment, ...]) -> tuple[Reference, ...]:
    """Every passage that points elsewhere, in document order, with what it leads to."""
    return ()
