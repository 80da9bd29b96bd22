"""The inventory: how much a document has of what an implementer needs. Counts alone, no word of the document."""

from domain.kernel import Value
from domain.semantics.understanding import SectionKind, TimeKind, Understanding


class Inventory(Value):
    """`valued` parameters have a value or say where it comes from; `worked` examples can be computed again."""

    formulas: int
    parameters: int
    valued: int
    sources: int
    fields: int
    fallbacks: int
    calendars: int
    cut_offs: int
    zoned: int
    frequencies: int
    worked: int
    example_sections: int


def inventory_of(understanding: Understanding) -> Inventory:
    """What there is of everything."""
    u = understanding
    times = [rule.kind for rule in u.times]
    cut_offs = [rule for rule in u.times if rule.kind is TimeKind.CUT_OFF]
    return Inventory(
        formulas=len(u.formulas),
        parameters=len(u.parameters),
        valued=sum(any(s.value or s.source for s in parameter.statements) for parameter in u.parameters),
        sources=len(u.sources),
        fields=sum(bool(source.field) for source in u.sources),
        fallbacks=sum(bool(source.fallback) for source in u.sources),
        calendars=times.count(TimeKind.DAYS) + times.count(TimeKind.CALENDAR),
        cut_offs=len(cut_offs),
        zoned=sum(bool(rule.zone) for rule in cut_offs),
        frequencies=times.count(TimeKind.FREQUENCY),
        worked=len(u.examples),
        example_sections=sum(section.kind is SectionKind.EXAMPLE for section in u.sections),
    )
