"""Parameters: the named numbers of a method, and what each passage says of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from domain.semantics.grids import grids
from domain.semantics.parameter_names import alias_at, is_code, key, names_a_number, phrase, reads_as_name, tidy
from domain.semantics.parameter_open import LEFT_OPEN
from domain.semantics.parameter_tables import statements_of
from domain.semantics.parameter_text import STATING, Mention, statements
from domain.semantics.passages import Passages
from domain.semantics.sections import Role, Section
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import Parameter, Statement, contradict
from domain.semantics.variants import are_variants

_EXAMPLE = re.compile(
    r"\b(?:for example|for instance|examples?|illustrat\w+|hypothetical\w*|suppose|assume that|assuming)\b|\be\.g\."
)
_CHANGED = re.compile(
    r"\b(?:changed|increased|reduced|raised|lowered|amended|decreased|moved) (?:\w+ ){0,3}from\b|\bpreviously\b"
    r"|\bformerly\b"
)


def parameters_of(segments: Passages) -> tuple[Parameter, ...]:
    """Every parameter, in the order in which it is first spoken of."""
    binding = dict.fromkeys(_binding(segments))
    running = segments.only(lambda segment: segment in binding and segment.kind is not SegmentKind.CELL)
    mentions = [mention for said in running.gather([(STATING, statements), *LEFT_OPEN]).values() for mention in said]
    for grid in grids(segments):
        if grid.first in binding and not (grid.before and _EXAMPLE.search(grid.before.low)):
            mentions += statements_of(grid)
    places = {segment.block.id: number for number, segment in enumerate(segments)}
    mentions.sort(key=lambda mention: (places[mention.statement.span.block], mention.statement.span.start))
    sections = {segment.block.id: segment.section for segment in segments}
    return tuple(_merged(mentions, _aliases(binding), sections))


_CONFIG = re.compile(r"(?:[ \t]*(?:#[^\n]*|\[[\w. -]+\]|[\w.-]{1,60}[ \t]*[:=][ \t]*(?:[\w.%'\"-][^\n(]*)?)?(?:\n|$))+")
"""A block of code that is nothing but settings, a name and its value a line."""


def _binding(segments: tuple[Segment, ...]) -> Iterator[Segment]:
    """The passages that state: no notices, no examples, nothing of what something used to be."""
    example_in, prose, in_example = None, None, dict[Section, bool]()
    for segment in segments:
        section = segment.section
        if section not in in_example:
            in_example[section] = section.role is Role.NOTICE or bool(_EXAMPLE.search(" ".join(section.path).lower()))
        if in_example[section] or segment.kind is SegmentKind.HEADING:
            continue
        if segment.kind is SegmentKind.CODE:
            if _CONFIG.fullmatch(segment.block.text) and not (prose and prose is example_in):
                yield segment
            continue
        if segment.kind is SegmentKind.CELL:
            yield segment
            continue
        prose = segment.block
        if _EXAMPLE.search(segment.low):
            example_in = prose
        by_example = segment.block is example_in or (segment.lead and _EXAMPLE.search(segment.lead.lower()))
        if not by_example and not _CHANGED.search(segment.low):
            yield segment


_IS_THE = re.compile(
    r"(?:where )?(?P<symbol>\S{1,30}) (?:is|=|:|means|denotes|represents) (?P<article>the |an?"
    r" )?(?P<name>[A-Za-z][^.;,:=()]{2,50}?)(?: and)?(?=[.;,(]|$)"
)


def _aliases(segments: Iterable[Segment]) -> Iterator[tuple[str, str]]:
    """Pairs of names that the text says are one: "Average Daily Volume (ADV)", "TargetVol is the Target Volatility"."""
    defined = defaultdict[str, list[tuple[str, str]]](list)
    for segment in segments:
        text = segment.text
        for opened in re.finditer(r" \(", text):
            _, alias = alias_at(text, opened.start() + 1)
            name = phrase(text, opened.start())[1] if alias else ""
            if name and (names_a_number(name) or _abbreviates(alias, name)):
                yield name, alias
        match = _IS_THE.match(text)
        named = match and (match["article"] or names_a_number(tidy(match["name"])))
        if match and named and is_code(match["symbol"]) and reads_as_name(tidy(match["name"])):
            defined[key(match["name"])].append((match["symbol"], tidy(match["name"])))
    # what several symbols are said to be is a kind of thing, not a name of each
    yield from (pairs[0] for pairs in defined.values() if len({symbol for symbol, _ in pairs}) == 1)


def _abbreviates(alias: str, name: str) -> bool:
    """Whether capitals are the first letters of the last words of a name."""
    letters = [word[0].lower() for word in re.split(r"[\s-]+", name) if word]
    return "".join(letters).endswith(alias.lower().removesuffix("s"))


def _merged(
    mentions: list[Mention], aliases: Iterable[tuple[str, str]], sections: Mapping[str, Section]
) -> Iterator[Parameter]:
    """One parameter for all mentions that share a name, or have names that the text says are one."""
    same: dict[str, str] = {}

    def first(name: str) -> str:
        while same.setdefault(name, name) != name:
            name = same[name]
        return name

    for mention in mentions:
        for name in mention.names:
            same[first(key(name))] = first(key(mention.names[0]))
    told = [pair for pair in aliases if key(pair[0]) in same or key(pair[1]) in same]
    for one, other in told:
        same[first(key(other))] = first(key(one))
    names, said = defaultdict[str, list[str]](list), defaultdict[str, list[Statement]](list)
    for mention in mentions:
        group = first(key(mention.names[0]))
        names[group] += mention.names
        said[group].append(mention.statement)
    for one, other in told:
        names[first(key(one))] += (one, other)
    for group, statements_said in said.items():
        spelled = dict[str, str]()
        for name in names[group]:
            spelled.setdefault(key(name), tidy(name))
        told_apart = _by_section(tuple(dict.fromkeys(statements_said)), sections)
        yield Parameter(names=tuple(spelled.values()), statements=told_apart)


def _by_section(said: tuple[Statement, ...], sections: Mapping[str, Section]) -> tuple[Statement, ...]:
    """The statements with their section as the case they hold in, where sections on variants give different values."""

    def is_variant(one: Statement) -> bool:
        here = sections[one.span.block]
        return not one.case and any(
            contradict(one, other) and are_variants(here, sections[other.span.block]) for other in said[:_MOST]
        )

    if len(said) < 2:
        return said
    return tuple(
        one.model_copy(update={"case": sections[one.span.block].title}) if is_variant(one) else one for one in said
    )


_MOST = 20
"""Statements on one parameter that are compared with one another."""
