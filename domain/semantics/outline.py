"""Outline: each section with what it is about and how much the number depends on it."""

import re
from collections import Counter, defaultdict

from domain.documents.text import AtomKind
from domain.semantics.sections import Role, Section, role_of
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import SectionEntry, SectionKind

_IMPORTANCE = {
    SectionKind.CALCULATION: 95,
    SectionKind.PARAMETERS: 90,
    SectionKind.SELECTION: 85,
    SectionKind.REBALANCING: 85,
    SectionKind.EXECUTION: 80,
    SectionKind.RISK: 80,
    SectionKind.DATA: 80,
    SectionKind.CALENDAR: 75,
    SectionKind.RULES: 65,
    SectionKind.DEFINITIONS: 60,
    SectionKind.GOVERNANCE: 45,
    SectionKind.EXAMPLE: 25,
    SectionKind.OVERVIEW: 20,
    SectionKind.NOTICE: 2,
}
_TITLES = (
    (
        SectionKind.EXAMPLE,
        r"(?:worked |numerical |calculation |full )?examples?|illustrations?|sample|faqs?|scenarios?",
    ),
    (
        SectionKind.DEFINITIONS,
        r"definitions|^definition$|glossary|terminology|terms|nomenclature|notation|abbreviations",
    ),
    (
        SectionKind.GOVERNANCE,
        r"governance|oversight|committee|approvals?|responsibilit(?:y|ies)|roles|methodology (?:changes?|reviews?)"
        r"|changes to|amendments?|audit|compliance|complaints?|consultations?|cessation|termination|conflicts?|security"
        r"|publication|dissemination|record ?keeping|decisions?",
    ),
    (
        SectionKind.REBALANCING,
        r"re-?balanc\w*|reconstitution|reweighting|index reviews?|periodic reviews?|review (?:process|schedule)"
        r"|roll(?:ing|s)?|turnover|(?:extra)?ordinary adjustments?|corporate (?:actions?|events?)|maintenance",
    ),
    (
        SectionKind.CALENDAR,
        r"calendars?|schedules?|timetables?|timing|holidays?|business days?|trading (?:days?|hours)|dates"
        r"|day count|disruptions?",
    ),
    (
        SectionKind.DATA,
        r"data\w*|sources?|inputs?|oracles?|pric(?:es?|ing) (?:sources?|feeds?)|feeds?|reference prices?|market data",
    ),
    (
        SectionKind.RISK,
        r"risks?|kill.?switch\w*|circuit breakers?|drawdown|stop-?loss\w*|protections?|safeguards?|margin\w*"
        r"|liquidations?|exposure limits?|position limits?|limits|hedg\w*|stress\w*|safety",
    ),
    (
        SectionKind.SELECTION,
        r"selection|universe|eligib\w*|inclusions?|exclusions?|constituents?|screen\w*|criteria|components|members\w*"
        r"|investable|asset class(?:es)?",
    ),
    (
        SectionKind.PARAMETERS,
        r"parameters?|settings?|config\w*|thresholds?|weights?|weighting\w*|caps?|allocations?|constraints?|constants"
        r"|target units?|fees?|costs?",
    ),
    (
        SectionKind.EXECUTION,
        r"executions?|orders?|trad(?:e|es|ing)|entry|exits?|position sizing|implementation|routing|auctions?|settlement"
        r"|switches",
    ),
    (
        SectionKind.CALCULATION,
        r"calculat\w*|computations?|formula\w*|scor(?:e|es|ing)|signals?|returns?|divisor|levels?|index values?|model"
        r"|momentum|volatility|correlation\w*|matrix|factors?|algorithm\w*|methodology|spreads?|rates?|nav|valuation"
        r"|optimi[sz]ation|construction|indicators?|premium|rounding|value at risk",
    ),
)
_WORDS = re.compile(rf"\b(?=(?:{'|'.join(f'(?P<{kind.name}>{words})' for kind, words in _TITLES)})\b)")
"""Words that speak of one kind of section or another."""
_DEFINES = re.compile(r"\b(?:means|shall mean|is defined as|refers to)\b")
_WEAK = (SectionKind.RULES, SectionKind.OVERVIEW)
"""What a heading passes on only where the text below says nothing of its own."""
_JUDGED = 40
"""How many passages of a section are read to tell what it is about."""


def section_entries(sections: tuple[Section, ...], segments: tuple[Segment, ...]) -> tuple[SectionEntry, ...]:
    """Each section with its kind: by its own title, else by the heading above it, else by what stands under it."""
    under = defaultdict[Section, list[Segment]](list)
    for segment in segments:
        if segment.kind is not SegmentKind.HEADING:
            under[segment.section].append(segment)
    outermost = [section for section in sections if len(section.path) == 1 and section.heading]
    # the name of the whole document, not of one of its parts
    name = outermost[0] if len(outermost) == 1 and len(sections) > 1 and not outermost[0].number else None
    kinds = dict[tuple[str, ...], SectionKind]()
    entries = []
    for section in sections:
        if section is name:
            kind = _by_content(under[section], SectionKind.OVERVIEW)
        else:
            above = kinds.get(section.path[:-1], SectionKind.RULES)
            kind = _by_title(section) or (_by_content(under[section], above) if above in _WEAK else above)
            kinds[section.path] = kind
        entries.append(
            SectionEntry(
                heading=section.heading.id if section.heading else None,
                number=section.number,
                title=section.title,
                level=max(1, len(section.path)),
                kind=kind,
                importance=_IMPORTANCE[kind],
            )
        )
    return tuple(entries)


def _by_title(section: Section) -> SectionKind | None:
    if section.role is Role.NOTICE:
        return SectionKind.NOTICE
    if role_of(section.name) is Role.OVERVIEW:
        return SectionKind.OVERVIEW
    return _first(section.name)


def _by_content(segments: list[Segment], otherwise: SectionKind) -> SectionKind:
    """The kind that at least half of the passages speak of."""
    if not segments:
        return otherwise
    read = segments[:_JUDGED]
    (kind, count), *_ = Counter(_spoken_of(segment) for segment in read).most_common(1)
    return kind if count * 2 >= len(read) and kind is not SectionKind.RULES else otherwise


def _spoken_of(segment: Segment) -> SectionKind:
    if "=" in segment.text or any(atom.kind is AtomKind.EQUATION for atom in segment.block.atoms):
        return SectionKind.CALCULATION
    if _DEFINES.search(segment.low):
        return SectionKind.DEFINITIONS
    return _first(segment.low, besides=SectionKind.DEFINITIONS) or SectionKind.RULES


def _first(text: str, besides: SectionKind | None = None) -> SectionKind | None:
    """Of the kinds that a text speaks of the one that counts before the others."""
    spoken = {match.lastgroup for match in _WORDS.finditer(text)}
    return next((kind for kind, _ in _TITLES if kind.name in spoken and kind is not besides), None)
