"""The DocumentIR: what the checks read, built once from the blocks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.documents.text import Block
from domain.semantics.formulas import Formula, formulas_of
from domain.semantics.names import DAY_OF_MARKET, WORLDWIDE, regions
from domain.semantics.phrases import is_rule
from domain.semantics.references import Reference, references_of, targets_of
from domain.semantics.sections import Role, Section, sections_of
from domain.semantics.segments import Segment, SegmentKind, segments_of
from domain.semantics.terms import Term, key, terms_of
from domain.semantics.words import content_words

_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class DocumentIR:
    """A document's meaning as far as it is read.

    `rules` are the passages that bind an implementer, `prose` those and the overview; notices are in neither.
    """

    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    segments: tuple[Segment, ...]
    rules: tuple[Segment, ...]
    prose: tuple[Segment, ...]
    terms: Mapping[str, tuple[Term, ...]]
    formulas: tuple[Formula, ...]
    references: tuple[Reference, ...]
    targets: frozenset[tuple[str, str]]
    saying: Mapping[str, tuple[int, ...]]
    """For each stem the numbers of the segments that have it."""

    def with_all(self, words: Iterable[str]) -> Iterator[Segment]:
        """The segments that have all these words (as stems), in document order."""
        lists = sorted((self.saying.get(word, ()) for word in words), key=len)
        if lists:
            yield from (self.segments[number] for number in sorted(set(lists[0]).intersection(*lists[1:])))

    def meaning(self, name: str) -> Term | None:
        """The definition of a name that says more than the name itself."""
        return next((term for term in self.terms.get(key(name), ()) if len(term.definition) > 1), None)

    def gives_figure(self, words: Iterable[str], besides: Segment) -> bool:
        """Whether another passage has all these words (as stems) and a figure."""
        return any(
            segment is not besides and _DIGIT.search(segment.low) is not None for segment in self.with_all(words)
        )

    @cached_property
    def day_of_market(self) -> Segment | None:
        """The first passage that ties days to a market."""
        return next((s for s in self.segments if DAY_OF_MARKET.search(s.text)), None)

    @cached_property
    def spans_markets(self) -> bool:
        """Whether the document is about markets whose calendars differ."""
        if WORLDWIDE.search(self.title.lower()):
            return True
        return any(len(regions(segment.text)) > 1 for segment in self.rules)


def build_ir(title: str, blocks: tuple[Block, ...]) -> DocumentIR:
    sections = sections_of(blocks)
    segments = segments_of(blocks, sections)
    prose = tuple(
        segment
        for segment in segments
        if segment.section.role is not Role.NOTICE and segment.kind not in (SegmentKind.HEADING, SegmentKind.CODE)
    )
    by_name = defaultdict[str, list[Term]](list)
    for term in terms_of(segments):
        by_name[key(term.name)].append(term)
    saying = defaultdict[str, list[int]](list)
    for number, segment in enumerate(segments):
        for word in content_words(
            segment.low + " " + segment.lead if segment.kind is SegmentKind.CELL else segment.low
        ):
            saying[word].append(number)
    return DocumentIR(
        title=title,
        blocks=blocks,
        sections=tuple(dict.fromkeys(sections)),
        segments=segments,
        rules=tuple(segment for segment in prose if is_rule(segment)),
        prose=prose,
        terms={name: tuple(terms) for name, terms in by_name.items()},
        formulas=formulas_of(segments),
        references=references_of(segments),
        targets=targets_of(segments, sections),
        saying={word: tuple(numbers) for word, numbers in saying.items()},
    )
