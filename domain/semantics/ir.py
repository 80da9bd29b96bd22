"""The DocumentIR: what the checks read, built once from the blocks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.documents.text import Block
from domain.semantics.examples import examples_of
from domain.semantics.formulas import Formula, formulas_of
from domain.semantics.legends import formula_entries
from domain.semantics.lineage import lineage_of
from domain.semantics.names import DAY_OF_MARKET, WORLDWIDE, regions
from domain.semantics.outline import section_entries
from domain.semantics.parameters import parameters_of
from domain.semantics.phrases import is_rule
from domain.semantics.references import PARTS, references_of
from domain.semantics.sections import Role, Section, sections_of
from domain.semantics.segments import Segment, SegmentKind, segments_of
from domain.semantics.sources import sources_of
from domain.semantics.tables import tables_of
from domain.semantics.terms import Definition, definitions_of, key, terms_of
from domain.semantics.times import times_of
from domain.semantics.understanding import Reference, Understanding
from domain.semantics.weights import weights_of
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
    definitions: Mapping[str, tuple[Definition, ...]]
    formulas: tuple[Formula, ...]
    saying: Mapping[str, tuple[int, ...]]
    """For each stem the numbers of the segments that have it."""

    def with_all(self, words: Iterable[str]) -> Iterator[Segment]:
        """The segments that have all these words (as stems), in document order."""
        lists = sorted((self.saying.get(word, ()) for word in words), key=len)
        if lists:
            yield from (self.segments[number] for number in sorted(set(lists[0]).intersection(*lists[1:])))

    def meaning(self, name: str) -> Definition | None:
        """The definition of a name that says more than the name itself."""
        return next((term for term in self.definitions.get(key(name), ()) if len(term.definition) > 1), None)

    def gives_figure(self, words: Iterable[str], besides: Segment) -> bool:
        """Whether another passage has all these words (as stems) and a figure."""
        return any(
            segment is not besides and _DIGIT.search(segment.low) is not None for segment in self.with_all(words)
        )

    @cached_property
    def understanding(self) -> Understanding:
        """Everything that was understood, entry by entry."""
        terms, parameters = terms_of(self.segments, self.title), parameters_of(self.segments)
        formulas, tables = formula_entries(self.segments, self.formulas, terms, parameters), tables_of(self.segments)
        return Understanding(
            title=self.title,
            sections=section_entries(self.sections, self.segments),
            parameters=parameters,
            references=references_of(self.blocks, self.segments, self.title),
            terms=terms,
            formulas=formulas,
            tables=tables,
            weights=weights_of(self.segments),
            examples=examples_of(self.segments, self.formulas),
            times=times_of(self.segments),
            sources=sources_of(self.segments),
            lineage=lineage_of(terms, parameters, formulas, tables),
        )

    def references(self, segment: Segment) -> list[Reference]:
        """What a passage points to."""
        within = self._references.get(segment.block.id, ())
        return [reference for reference in within if segment.start <= reference.span.start < segment.end]

    def refers(self, segment: Segment) -> bool:
        """Whether a passage points to a part of this document."""
        return any(reference.kind in PARTS for reference in self.references(segment))

    @cached_property
    def _references(self) -> Mapping[str, list[Reference]]:
        found = defaultdict[str, list[Reference]](list)
        for reference in self.understanding.references:
            found[reference.span.block].append(reference)
        return found

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
    by_name = defaultdict[str, list[Definition]](list)
    for term in definitions_of(segments):
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
        definitions={name: tuple(terms) for name, terms in by_name.items()},
        formulas=formulas_of(segments),
        saying={word: tuple(numbers) for word, numbers in saying.items()},
    )
