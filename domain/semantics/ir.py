"""The DocumentIR: what the checks read, built once from the blocks."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from domain.documents.text import Block, Span
from domain.semantics.background import background
from domain.semantics.document_kind import DocumentKind, kind_of
from domain.semantics.examples import examples_of
from domain.semantics.formulas import Formula, formulas_of
from domain.semantics.further import further
from domain.semantics.grids import Grid, grids
from domain.semantics.legends import formula_entries
from domain.semantics.lineage import lineage_of
from domain.semantics.listings import listings
from domain.semantics.meanings import Passage
from domain.semantics.names import DAY_OF_MARKET, REGION, WORLDWIDE, regions
from domain.semantics.numbers import NUMBERED_NAME
from domain.semantics.outline import section_entries
from domain.semantics.parameters import parameters_of
from domain.semantics.passages import Passages
from domain.semantics.phrases import is_rule
from domain.semantics.references import PARTS, references_of
from domain.semantics.sayings import sayings_of
from domain.semantics.sections import Role, Section, sections_of
from domain.semantics.segments import Segment, SegmentKind, segments_of
from domain.semantics.sources import sources_of
from domain.semantics.tables import tables_of
from domain.semantics.terms import key, terms_of
from domain.semantics.times import times_of
from domain.semantics.understanding import Circumstances, Connections, Parameter, Reference, Settings, Understanding
from domain.semantics.weights import weights_of
from domain.semantics.words import content_words

_DIGIT = re.compile(r"\d")
_PIECE = re.compile(r"[a-z]+|\d+|[^\W\d_a-z]")
"""What names of code and symbols are made of: "max_w2" is of three pieces."""
_BRIEF = 800
"""Words of a document that has no room for background."""


_OF_RULES = re.compile(
    r"\b(?:validations?|requirements?|conditions?|criteri(?:on|a)|rules?|reactions?|actions?|treatments?|triggers?|handling"
    r"|responses?|fallbacks?|consequences?|procedures?|tests?|eligibility|calculation|methods?|effects?)\b"
)
"""What heads a column of a table that says what is done or must hold."""


def _in_rule_columns(grid: Grid) -> Iterator[Segment]:
    ruled = {column for column in grid.columns if _OF_RULES.search(grid.text(grid.rows[0], column).lower())}
    for (row, column), said in grid.cells.items():
        if column in ruled and row != grid.rows[0]:
            yield from said


@dataclass(frozen=True, eq=False)
class DocumentIR:
    """A document's meaning as far as it is read; what is asked for is worked out once."""

    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    segments: Passages
    known: Understanding | None = None
    """The understanding, where it was built before."""

    @cached_property
    def kind(self) -> DocumentKind:
        return kind_of(self.title, self.segments)

    @cached_property
    def prose(self) -> Passages:
        """Running text and cells: rules and overview, no notices and nothing that decides nothing."""
        unread, idle = (SegmentKind.HEADING, SegmentKind.CODE), self.background
        return self.segments.only(
            lambda s: s.section.role is not Role.NOTICE and s.kind not in unread and s not in idle
        )

    @cached_property
    def background(self) -> frozenset[Segment]:
        """What describes or warns and decides nothing."""
        return frozenset(background(self.segments))

    @cached_property
    def rules(self) -> Passages:
        """The passages that bind an implementer."""
        ruled = {s.block.id for grid in grids(self.segments) for s in _in_rule_columns(grid)}
        brief = self.is_brief
        return self.prose.only(lambda s: is_rule(s, brief) or (s.block.id in ruled and s.section.role is Role.RULES))

    @cached_property
    def listings(self) -> tuple[Segment, ...]:
        """The first segment of every block that is a listing."""
        return listings(self.segments)

    @cached_property
    def told(self) -> Passages:
        """The prose that stands neither in a table nor in a listing."""
        listed = {segment.block.id for segment in self.listings}
        return self.prose.only(lambda s: s.kind is not SegmentKind.CELL and s.block.id not in listed)

    @cached_property
    def is_brief(self) -> bool:
        """Whether it is a page or two."""
        return sum(block.text.count(" ") + 1 for block in self.blocks) <= _BRIEF

    @cached_property
    def sayings(self) -> Mapping[str, tuple[Passage, ...]]:
        """Everything that says something of a name, by the key of the name."""
        by_name = defaultdict[str, list[Passage]](list)
        for passage in sayings_of(self.segments):
            by_name[key(passage.name)].append(passage)
        return {name: tuple(passages) for name, passages in by_name.items()}

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        return formulas_of(self.segments)

    @cached_property
    def saying(self) -> Mapping[str, tuple[int, ...]]:
        """For each stem the numbers of the segments that have it."""
        saying = defaultdict[str, list[int]](list)
        for number, segment in enumerate(self.segments):
            said = f"{segment.low} {segment.lead}" if segment.kind is SegmentKind.CELL else segment.low
            for word in content_words(said):
                saying[word].append(number)
        return {word: tuple(numbers) for word, numbers in saying.items()}

    def with_all(self, words: Iterable[str]) -> Iterator[Segment]:
        """The segments that have all these words (as stems), in document order."""
        lists = sorted((self.saying.get(word, ()) for word in words), key=len)
        if lists:
            yield from (self.segments[number] for number in sorted(set(lists[0]).intersection(*lists[1:])))

    def naming(self, name: str) -> Iterator[Segment]:
        """In order, every segment that has a name of code or a symbol, in whatever letters, and perhaps some others."""
        pieces = _PIECE.findall(name.lower())
        numbers = min((self._pieces.get(piece, ()) for piece in pieces), key=len, default=())
        return (self.segments[number] for number in numbers)

    @cached_property
    def _pieces(self) -> Mapping[str, tuple[int, ...]]:
        standing = defaultdict[str, list[int]](list)
        for number, segment in enumerate(self.segments):
            said = f"{segment.text} {segment.lead}" if segment.kind is SegmentKind.CELL else segment.text
            for piece in set(_PIECE.findall(said.lower())):
                standing[piece].append(number)
        return {piece: tuple(numbers) for piece, numbers in standing.items()}

    def holding(self, span: Span) -> Segment | None:
        """The segment in which a span begins."""
        return next((s for s in self._in_blocks.get(span.block, ()) if s.start <= span.start < s.end), None)

    @cached_property
    def _in_blocks(self) -> Mapping[str, list[Segment]]:
        in_blocks = defaultdict[str, list[Segment]](list)
        for segment in self.segments:
            in_blocks[segment.block.id].append(segment)
        return in_blocks

    def behind(self, segment: Segment) -> str:
        """The passage that follows in the same section, in small letters; empty behind the last one."""
        following = self._following.get(segment)
        return following.low if following and following.section is segment.section else ""

    def said_in(self, section: Section) -> str:
        """The passages of a section, a line each, in small letters."""
        return self._sections[id(section)]

    def says_in(self, section: Section, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern matches in the passages of a section; each formula of it may ask."""
        asked = id(section), pattern
        if asked not in self._said:
            self._said[asked] = pattern.search(self.said_in(section)) is not None
        return self._said[asked]

    @cached_property
    def _said(self) -> dict[tuple[int, re.Pattern[str]], bool]:
        return {}

    @cached_property
    def _sections(self) -> Mapping[int, str]:
        lines = defaultdict[int, list[str]](list)
        for segment in self.segments:
            lines[id(segment.section)].append(segment.low)
        return {section: "\n".join(said) for section, said in lines.items()}

    @cached_property
    def _following(self) -> Mapping[Segment, Segment]:
        return dict(pairwise(self.segments))

    def meaning(self, name: str) -> Passage | None:
        """What is said first of a name."""
        return next((passage for passage in self.sayings.get(key(name), ()) if len(passage.meaning) > 1), None)

    def gives_figure(self, words: Iterable[str], besides: Segment) -> bool:
        """Whether another passage has all these words (as stems) and a figure."""
        return any(
            segment is not besides and _DIGIT.search(segment.low) and _DIGIT.search(NUMBERED_NAME.sub("", segment.low))
            for segment in self.with_all(words)
        )

    @cached_property
    def understanding(self) -> Understanding:
        """Everything that was understood, entry by entry."""
        if self.known:
            return self.known
        settings = self.settings()
        parts = settings, self.connections(lambda: settings.parameters), self.circumstances()
        return Understanding(title=self.title, **{name: value for part in parts for name, value in part})

    def settings(self) -> Settings:
        return Settings(parameters=parameters_of(self.segments))

    def connections(self, parameters: Callable[[], tuple[Parameter, ...]]) -> Connections:
        """`parameters` gives those of the settings: it is asked as late as can be, so that somebody may find them."""
        references = references_of(self.blocks, self.segments, self.title)
        examples, tables = examples_of(self.segments, self.formulas), tables_of(self.segments)
        known = parameters()
        terms = terms_of(self.segments, self.title, known, self.formulas)
        formulas = formula_entries(self.segments, self.formulas, terms, known)
        return Connections(
            references=references,
            terms=terms,
            formulas=formulas,
            tables=tables,
            examples=examples,
            lineage=lineage_of(terms, known, formulas, tables, further(self.segments, references, tables)),
        )

    def circumstances(self) -> Circumstances:
        return Circumstances(
            sections=section_entries(self.sections, self.segments),
            weights=weights_of(self.segments),
            times=times_of(self.segments),
            sources=sources_of(self.segments),
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

    def around(self, span: Span, reach: int = 40) -> str:
        """A passage with so many characters before and behind it, in small letters."""
        return self._texts[span.block][max(0, span.start - reach) : span.end + reach].lower()

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return {block.id: block.text for block in self.blocks}

    @cached_property
    def day_of_market(self) -> Segment | None:
        """The first passage that ties days to a market."""
        return next((s for s in self.segments.having(DAY_OF_MARKET) if DAY_OF_MARKET.search(s.text)), None)

    @cached_property
    def spans_markets(self) -> bool:
        """Whether the document is about markets whose calendars differ."""
        if WORLDWIDE.search(self.title.lower()):
            return True
        return any(len(regions(segment.text)) > 1 for segment in self.rules.having(REGION))


def build_ir(title: str, blocks: tuple[Block, ...], known: Understanding | None = None) -> DocumentIR:
    sections = sections_of(blocks)
    return DocumentIR(title, blocks, tuple(dict.fromkeys(sections)), Passages(segments_of(blocks, sections)), known)
