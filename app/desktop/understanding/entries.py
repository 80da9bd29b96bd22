"""What is understood of a document as entries to read: each with what is wrong with it, and its passages."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from domain.documents.text import Span
from domain.semantics import gaps
from domain.semantics.gaps import figure, one_line
from domain.semantics.understanding import (
    DataSource,
    FormulaEntry,
    NodeKind,
    Parameter,
    Reference,
    Resolution,
    Statement,
    Sum,
    TableEntry,
    Term,
    TimeKind,
    TimeRule,
    Understanding,
)

Quote = Callable[[Span], str]
"""The words of a passage as they are drawn."""


@dataclass(frozen=True)
class Line:
    """A line about an entry: what it is, its words, the passage that says so, and whether something is wrong there."""

    what: str
    text: str
    span: Span | None = None
    wrong: bool = False


@dataclass(frozen=True)
class Entry:
    """Something understood. `says` is its gist in a line; `passages` are all its places, in the order of the text.

    `node` is its id in the lineage, "" where it has none; `formula` what is to be drawn as a formula.
    """

    name: str
    says: str
    problems: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    passages: tuple[Span, ...] = ()
    node: str = ""
    formula: FormulaEntry | None = None

    @cached_property
    def words(self) -> str:
        """All it says, for the filter."""
        return " ".join((self.name, self.says, *self.problems, *(line.text for line in self.lines))).casefold()


@dataclass(frozen=True)
class Page:
    """Entries of one sort, those with something wrong first."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def open(self) -> int:
        """How many entries leave something open."""
        return sum(bool(entry.problems) for entry in self.entries)


def pages_of(understanding: Understanding, quote: Quote) -> tuple[Page, ...]:
    """Everything but the lineage, in the order a reviewer asks for it."""
    u = understanding
    nodes = frozenset(node.id for node in u.lineage.nodes)

    def numbered(kind: NodeKind, entries: Iterable[Entry]) -> list[Entry]:
        ids = [(f"{kind} {number}", entry) for number, entry in enumerate(entries, 1)]
        return [replace(entry, node=id) if id in nodes else entry for id, entry in ids]

    return (
        _page("Terms", numbered(NodeKind.TERM, map(_term, u.terms))),
        _page("Parameters", numbered(NodeKind.PARAMETER, map(_parameter, u.parameters))),
        _page("Formulas", numbered(NodeKind.FORMULA, (_formula(formula, quote) for formula in u.formulas))),
        _page("References", _references(u.references, quote)),
        _page(
            "Tables, sums", [*numbered(NodeKind.TABLE, map(_table, u.tables)), *map(_sum, (*u.weights, *u.examples))]
        ),
        _page("Time", _times(u.times, quote)),
        _page("Data", _sources(u.sources, quote)),
    )


def _page(title: str, entries: Iterable[Entry]) -> Page:
    return Page(title, tuple(sorted(entries, key=lambda entry: not entry.problems)))


def _term(term: Term) -> Entry:
    double = len(term.definitions) > 1
    return Entry(
        name=one_line(term.name),
        says=one_line(term.meaning) or "No meaning given",
        problems=tuple(gaps.of_term(term)),
        lines=(
            *([Line("Meaning", one_line(term.meaning))] if term.meaning else ()),
            *([Line("Also called", ", ".join(map(one_line, term.aliases)))] if term.aliases else ()),
            *(Line("Defined here", one_line(span.quote), span, wrong=double) for span in term.definitions),
        ),
        passages=(*term.definitions, *(span for span in term.uses if span not in term.definitions)),
    )


def _parameter(parameter: Parameter) -> Entry:
    values = parameter.values
    doubled = {
        what
        for what, found in (("Value", values), ("At least", parameter.lows), ("At most", parameter.highs))
        if len(found) > 1
    }
    return Entry(
        name=one_line(parameter.names[0]),
        says=" / ".join(map(one_line, parameter.in_cases)) or one_line(", ".join(parameter.stated)) or "No value",
        problems=tuple(gaps.of_parameter(parameter)),
        lines=tuple(
            Line(what, text, s.span, wrong=what in doubled) for s in parameter.statements for what, text in _stated(s)
        ),
        passages=tuple(s.span for s in parameter.statements),
    )


def _stated(s: Statement) -> list[tuple[str, str]]:
    said = {
        "Value": f"{s.value} of {s.base}" if s.value and s.base else s.value,
        "At least": s.low,
        "At most": s.high,
        "By default": s.default,
        "Supplied by": s.source,
    }
    case = f" ({s.case})" if s.case else ""
    return [(what, one_line(text) + case) for what, text in said.items() if text] or [
        ("Mentioned", one_line(s.span.quote))
    ]


def _formula(formula: FormulaEntry, quote: Quote) -> Entry:
    return Entry(
        name=one_line(formula.left) or "Formula",
        says=one_line(formula.source),
        problems=tuple(gaps.of_formula(formula)),
        lines=(
            *(
                Line(v.symbol, quote(v.meaning), v.meaning)
                if v.meaning
                else Line(v.symbol, "no meaning given", None, True)
                for v in formula.variables
            ),
            *(Line("Not in the formula", quote(span), span, wrong=True) for span in formula.unused),
        ),
        passages=(formula.span,),
        formula=formula,
    )


def _references(references: Iterable[Reference], quote: Quote) -> list[Entry]:
    """One entry for all references to the same place: those that lead nowhere, those that lead away, the others."""
    by_target = defaultdict[tuple[str, str, Resolution], list[Reference]](list)
    for reference in references:
        by_target[reference.kind, reference.label, reference.resolution].append(reference)
    order = (Resolution.DANGLING, Resolution.EXTERNAL, Resolution.RESOLVED)
    groups = sorted(by_target.items(), key=lambda group: order.index(group[0][2]))
    return [_reference(*target, same, quote) for target, same in groups]


def _reference(kind: str, label: str, resolution: Resolution, same: list[Reference], quote: Quote) -> Entry:
    expected = list(dict.fromkeys(one_line(r.expects) for r in same if r.expects))
    match resolution:
        case Resolution.DANGLING:
            says = "Leads nowhere"
        case Resolution.EXTERNAL:
            says = "Another document"
        case Resolution.RESOLVED:
            says = f"{len(same)} reference{'s' * (len(same) > 1)}"
    problem = next(gaps.of_reference(same[0]), "")
    wanted = f" Expected from it: {'; '.join(expected)}." if expected and problem else ""
    return Entry(
        name=one_line(label if kind in ("document", "url") else f"{kind.capitalize()} {label}"),
        says=says,
        problems=(problem + wanted,) if problem else (),
        lines=(
            *(Line("Leads to", quote(r.target), r.target) for r in same[:1] if r.target),
            *(Line("Referred to here", quote(r.span), r.span, wrong=bool(problem)) for r in same),
        ),
        passages=tuple(r.span for r in same),
    )


def _times(times: Iterable[TimeRule], quote: Quote) -> list[Entry]:
    return [_time(kind, what, rules, quote) for (kind, what), rules in gaps.same_times(times).items()]


def _time(kind: TimeKind, what: str, rules: list[TimeRule], quote: Quote) -> Entry:
    zones = sorted({rule.zone for rule in rules if rule.zone})
    return Entry(
        name=one_line(what),
        says=", ".join((_TIME_WORDS[kind], *zones)),
        problems=tuple(gaps.of_times(rules)),
        lines=tuple(
            Line(rule.zone or _TIME_WORDS[kind], quote(rule.span), rule.span, wrong=any(gaps.of_times([rule])))
            for rule in rules
        ),
        passages=tuple(rule.span for rule in rules),
    )


_TIME_WORDS = {
    TimeKind.DAYS: "Kind of day",
    TimeKind.CALENDAR: "Calendar",
    TimeKind.ROLL: "What happens on a day off",
    TimeKind.OFFSET: "Days before or after",
    TimeKind.CUT_OFF: "Time of day",
    TimeKind.FREQUENCY: "How often",
    TimeKind.MARKETS: "Markets",
}


def _sources(sources: Iterable[DataSource], quote: Quote) -> list[Entry]:
    return [_source(name, data, found, quote) for (name, data), found in gaps.same_sources(sources).items()]


def _source(name: str, data: str, found: list[DataSource], quote: Quote) -> Entry:
    fallbacks = list(dict.fromkeys(one_line(s.fallback) for s in found if s.fallback))
    return Entry(
        name=one_line(data or name) or "Data",
        says=f"From {one_line(name)}" if name and data else "Data source" if name else "No source",
        problems=tuple(gaps.of_sources(found)),
        lines=(
            *(Line("Said here", quote(s.span), s.span, wrong=not s.name) for s in found),
            *(Line("If it is missing", text) for text in fallbacks),
        ),
        passages=tuple(s.span for s in found),
    )


def _table(table: TableEntry) -> Entry:
    return Entry(
        name=one_line(table.caption) or "Table without a caption",
        says=f"{table.rows} row{'s' * (table.rows != 1)}: {', '.join(map(one_line, table.columns))}",
        problems=tuple(problem for total in table.sums for problem in gaps.of_sum(total)),
        lines=(
            *([Line("Columns", ", ".join(map(one_line, table.columns)))] if table.columns else ()),
            *(_sum_line(total) for total in table.sums),
        ),
        passages=(table.first, *(total.span for total in table.sums)),
    )


def _sum(total: Sum) -> Entry:
    """Weights that make a whole, or a worked example."""
    return Entry(
        name=one_line(total.what),
        says=f"Computed again: {figure(total.stated)}",
        problems=tuple(gaps.of_sum(total)),
        lines=(_sum_line(total),),
        passages=(total.span,),
    )


def _sum_line(total: Sum) -> Line:
    text = f"{figure(total.stated)} is stated, {figure(total.computed)} is computed"
    return Line(
        one_line(total.what), text if not total.holds else f"{text}: it holds", total.span, wrong=not total.holds
    )
