"""Terms: what a document defines, and where."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.documents.text import Span
from domain.semantics.defining import Passage, passages_of
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.term_names import term_key
from domain.semantics.term_tables import tabled
from domain.semantics.undefined import undefined
from domain.semantics.understanding import Parameter, Term
from domain.semantics.usage import Use, uses_of


@dataclass(frozen=True)
class Definition:
    """A defined name and what it is said to be, as far as that stands in the same passage."""

    name: str
    definition: str
    segment: Segment


_MEANS = re.compile(
    r"^(?:the term |an? |the )?[\"']?(?P<name>[^\"',;:.()]{1,60}?)[\"']?,? "
    r"(?:means?|is defined as|are defined as|shall mean|refers to|denotes?|stands? for"
    r"|has the meaning)\b:? ?(?P<definition>.*)",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(
    r"(?P<definition>[^.;]{3,200}?)\((?:the |each,? an? |an? |collectively,? (?:the )?|together,? (?:the )?)?\""
    r"(?P<name>[^\"]{1,60})\"\)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^[\"']?(?P<name>[^:=.;?\"]{1,60}?)[\"']?\s*(?::=?|=|≡| - )\s*(?P<definition>\S.*)$")
_SYMBOL = re.compile(
    r"(?:\bwhere|,|;|\band|\blet)\s+(?P<name>[A-Za-z\u0370-\u03ff][\w{}]*(?:\([a-z](?:-1)?\))?)\s+(?:is|are|be"
    r"|denotes?|represents?|=|equals?)\s+(?P<definition>[^,;.]+)"
)
_IS = re.compile(
    r"^(?:[Tt]he )?(?P<name>[\w /&()-]{2,60}?) (?:is|are|equals?) "
    r"(?P<definition>(?:(?:the|an?|any|each|one|those|all|defined|measured|equal) |"
    r"(?:calculated|computed|determined|given|taken|expressed) (?:as|by|from|over|using|with) |[\d$€£\"']|[A-Z]{2,}"
    r"|[A-Z]\w+ [A-Z0-9]).+)"
)


def definitions_of(segments: tuple[Segment, ...]) -> tuple[Definition, ...]:
    """Every definition, in document order: sentences with "means", ("the X"), labels, legends, table rows."""
    return tuple(
        Definition(match["name"].strip(" *_`"), match["definition"].strip(), segment)
        for segment in segments
        if segment.kind is not SegmentKind.HEADING
        for match in _definitions(segment)
    ) + tuple(
        Definition(segment.lead, segment.text, segment)
        for segment in segments
        if segment.kind is SegmentKind.CELL and segment.lead
    )


def _definitions(segment: Segment) -> Iterator[re.Match[str]]:
    if match := _MEANS.match(segment.text):
        yield match
    yield from _PARENTHESIS.finditer(segment.text) if '("' in segment.text or ' "' in segment.text else ()
    if match := _LABELLED.match(segment.text):
        yield match
    yield from (match for match in _SYMBOL.finditer(segment.text) if _looks_like_symbol(match["name"]))
    if match := _IS.match(segment.text):
        yield match


def _looks_like_symbol(name: str) -> bool:
    """Not a word of the sentence: "and costs are considered"."""
    return len(name) <= 3 or "_" in name or not name.islower()


def key(name: str) -> str:
    """What two spellings of a name have in common: no case, no index, no brackets, no plural."""
    bare = re.sub(
        r"(?:_\{?[a-z](?:,?[a-z])?(?:-1)?\}?|\([a-z](?:-1)?\)|\[[a-z](?:-1)?\])$", "", name.strip(" *`$\\\"'")
    )
    low = re.sub(r"[\s_{}\\-]+", " ", bare).strip().lower().removeprefix("the ")
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def terms_of(segments: tuple[Segment, ...], title: str, parameters: tuple[Parameter, ...]) -> tuple[Term, ...]:
    """Every defined term, and then every phrase that is used as one without being defined, as they first come.

    A parameter needs no definition beside its value.
    """
    order = {id(segment): number for number, segment in enumerate(segments)}
    found = _merged(sorted((*passages_of(segments), *tabled(segments)), key=lambda p: (order[id(p.segment)], p.start)))
    known = [*(name for entry in found for name in entry.names), *(name for p in parameters for name in p.names)]
    missing = undefined(segments, title, known)
    uses = uses_of(segments, [entry.names for entry in found] + [(name,) for name in missing])
    terms = [entry.term(places) for entry, places in zip(found, uses, strict=False)]
    for name, places in zip(missing, uses[len(found) :], strict=True):
        if spans := _spans(use for use in places if use.as_written):
            terms.append(Term(name=name, uses=spans))
    return tuple(terms)


def _spans(uses: Iterable[Use]) -> tuple[Span, ...]:
    return tuple(use.segment.span(use.start, use.end) for use in uses)


@dataclass
class _Entry:
    """A term as its passages are brought together."""

    passages: list[Passage]

    @property
    def names(self) -> tuple[str, ...]:
        spelled = {term_key(name): name for p in reversed(self.passages) for name in reversed((p.name, *p.aliases))}
        return tuple(reversed(spelled.values()))

    def term(self, uses: Iterable[Use]) -> Term:
        name, *aliases = self.names
        defining = [p for p in self.passages if not p.borrowed] or self.passages[:1]
        outside = [use for use in uses if not any(_within(use, passage) for passage in self.passages)]
        return Term(
            name=name,
            aliases=tuple(aliases),
            meaning=(defining[0].meaning or name).strip().rstrip(";,"),
            definitions=tuple(p.segment.span(p.start, p.end or None) for p in defining),
            # a name with capitals is looked for as it is written; where it is never used so, in any case
            uses=_spans([use for use in outside if use.as_written] or outside),
        )


def _within(use: Use, passage: Passage) -> bool:
    inside = passage.start <= use.start and (use.end <= passage.end or not passage.end)
    return use.segment is passage.segment and inside


def _merged(passages: Iterable[Passage]) -> list[_Entry]:
    """One entry for each name; what is defined under an alias of a term is that term."""
    by_name: dict[str, _Entry] = {}
    entries: list[_Entry] = []
    for passage in passages:
        names = [term_key(name) for name in (passage.name, *passage.aliases)]
        entry = next((by_name[name] for name in names if name in by_name), None)
        if entry is None:
            entry = _Entry([])
            entries.append(entry)
        if all(p.segment is not passage.segment for p in entry.passages):
            entry.passages.append(passage)
        by_name.update(dict.fromkeys(names, entry))
    return entries
