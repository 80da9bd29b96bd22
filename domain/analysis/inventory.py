"""Taking the inventory of a document: how much it has of what an implementer needs."""

import re
from collections.abc import Iterator

from domain.analysis.request import Inventory
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import SectionKind, Statement, TimeKind


def is_given(statement: Statement) -> bool:
    """Whether it gives a parameter a value or a bound, or says where its value comes from."""
    said = statement
    return bool(said.value or said.low or said.high or said.default or said.source)


_EXAMPLE = re.compile(r"\b(?:for (?:example|instance)|e\.g|worked example|example:|suppose|let us assume)")
_FIGURE = re.compile(r"\d")


def told_examples(ir: DocumentIR) -> Iterator[Segment]:
    """The passages with a figure that a reader takes for an example: called one, or under a heading of examples."""
    sections = zip(ir.sections, ir.understanding.sections, strict=True)
    shown = {section for section, entry in sections if entry.kind is SectionKind.EXAMPLE}
    for segment in ir.segments:
        told = segment.section in shown or _EXAMPLE.search(segment.low)
        if told and segment.kind is not SegmentKind.HEADING and _FIGURE.search(segment.low):
            yield segment


def inventory_of(ir: DocumentIR) -> Inventory:
    """What there is of everything."""
    u = ir.understanding
    times = [rule.kind for rule in u.times]
    cut_offs = [rule for rule in u.times if rule.kind is TimeKind.CUT_OFF]
    return Inventory(
        formulas=len(u.formulas),
        parameters=len(u.parameters),
        valued=sum(any(map(is_given, parameter.statements)) for parameter in u.parameters),
        sources=len(u.sources),
        fields=sum(bool(source.field) for source in u.sources),
        fallbacks=sum(bool(source.fallback) for source in u.sources),
        calendars=times.count(TimeKind.DAYS) + times.count(TimeKind.CALENDAR),
        cut_offs=len(cut_offs),
        zoned=sum(bool(rule.zone) for rule in cut_offs),
        frequencies=times.count(TimeKind.FREQUENCY),
        worked=len(u.examples),
        example_sections=len({segment.section for segment in told_examples(ir)}),
    )
