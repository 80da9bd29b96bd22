"""Gaps: what an entry leaves open or says in two ways, in words for the reviewer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.documents.text import ATOM
from domain.semantics.parameter_names import is_code
from domain.semantics.understanding import (
    DataSource,
    FormulaEntry,
    Parameter,
    Reference,
    Resolution,
    Sum,
    Term,
    TimeKind,
    TimeRule,
)


def of_term(term: Term) -> Iterator[str]:
    if not term.definitions:
        yield "Used as a defined term, but never defined."
    if len(term.definitions) > 1:
        yield f"Defined {len(term.definitions)} times."
    if not term.uses:
        yield "Defined, but never used."


def of_parameter(parameter: Parameter) -> Iterator[str]:
    """A symbol beside a name is no second name."""
    if not any(s.value or s.low or s.high or s.default for s in parameter.statements):
        yield "No value is given."
    if len(parameter.values) > 1:
        yield f"{len(parameter.values)} values: {' / '.join(parameter.values)}."
    for what, limits in (("lower", parameter.lows), ("upper", parameter.highs)):
        if len(limits) > 1:
            yield f"{len(limits)} {what} limits: {' / '.join(limits)}."
    names = [name for name in parameter.names if not is_code(name)]
    if len(names) > 1:
        yield f"{len(names)} names: {' / '.join(names)}."


def of_formula(formula: FormulaEntry) -> Iterator[str]:
    if formula.problem:
        yield formula.problem[:1].upper() + formula.problem[1:].rstrip(".") + "."
    if unknown := [variable.symbol for variable in formula.variables if variable.meaning is None]:
        yield f"Not said what {'it is' if len(unknown) == 1 else 'they are'}: {', '.join(unknown)}."
    if formula.unused:
        yield f"Explained, but not in the formula: {'; '.join(one_line(span.quote) for span in formula.unused)}."


def of_reference(reference: Reference) -> Iterator[str]:
    if reference.resolution is Resolution.DANGLING:
        yield "Leads nowhere: it is not in this document."
    elif reference.resolution is Resolution.EXTERNAL:
        yield "Stands outside this document."


def of_sum(total: Sum) -> Iterator[str]:
    if not total.holds:
        stated, computed = figure(total.stated), figure(total.computed)
        yield f"{one_line(total.what)}: {stated} is stated, {computed} is computed."


def same_times(rules: Iterable[TimeRule]) -> Mapping[tuple[TimeKind, str], list[TimeRule]]:
    """The passages that say the same of time, by what they say."""
    same = defaultdict[tuple[TimeKind, str], list[TimeRule]](list)
    for rule in rules:
        same[rule.kind, rule.what].append(rule)
    return same


def same_sources(sources: Iterable[DataSource]) -> Mapping[tuple[str, str], list[DataSource]]:
    """The passages about one source of the same data, by its name and the data."""
    same = defaultdict[tuple[str, str], list[DataSource]](list)
    for source in sources:
        same[source.name, source.field].append(source)
    return same


def of_times(rules: Sequence[TimeRule]) -> Iterator[str]:
    """What passages that say the same leave open."""
    if any(rule.kind is TimeKind.CUT_OFF and not rule.zone for rule in rules):
        yield "No time zone is named."


def of_sources(sources: Sequence[DataSource]) -> Iterator[str]:
    """What the passages about one source of the same data leave open."""
    if not all(source.name for source in sources):
        yield "No source is named."
    if not any(source.fallback for source in sources):
        yield "Nothing is said for when it is missing."


def figure(number: float) -> str:
    """A number for a reader: thousands parted, no more digits than it has."""
    return f"{number:,.10g}"


def one_line(text: str) -> str:
    """On one line, with a sign for what is not text."""
    return " ".join(text.replace(ATOM, "▫").split())
