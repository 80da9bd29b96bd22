"""What is understood of a document as entries to read: each with what is wrong with it, and its passages."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from domain.documents.text import ATOM, Span
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
        _page("Tables, sums", [*numbered(NodeKind.TABLE, map(_table, u.tables)), *map(_example, u.examples)]),
        _page("Time", _times(u.times, quote)),
        _page("Data", _sources(u.sources, quote)),
    )


def _page(title: str, entries: Iterable[Entry]) -> Page:
    return Page(title, tuple(sorted(entries, key=lambda entry: not entry.problems)))


def _term(term: Term) -> Entry:
    problems = []
    if not term.definitions:
        problems.append("Used as a defined term, but never defined.")
    if len(term.definitions) > 1:
        problems.append(f"Defined {len(term.definitions)} times.")
    if not term.uses:
        problems.append("Defined, but never used.")
    double = len(term.definitions) > 1
    return Entry(
        name=_clean(term.name),
        says=_clean(term.meaning) or "No meaning given",
        problems=tuple(problems),
        lines=(
            *([Line("Meaning", _clean(term.meaning))] if term.meaning else ()),
            *([Line("Also called", ", ".join(map(_clean, term.aliases)))] if term.aliases else ()),
            *(Line("Defined here", _clean(span.quote), span, wrong=double) for span in term.definitions),
        ),
        passages=(*term.definitions, *(span for span in term.uses if span not in term.definitions)),
    )


def _parameter(parameter: Parameter) -> Entry:
    values, (first, *others) = parameter.values, parameter.names
    problems = []
    if not values:
        problems.append("No value is given.")
    if len(values) > 1:
        problems.append(f"{_number(len(values))} values: {_list(values)}.")
    if others:
        problems.append(f"{_number(len(parameter.names))} names: {_list(parameter.names)}.")
    return Entry(
        name=_clean(first),
        says=_list(values) or "No value",
        problems=tuple(problems),
        lines=tuple(
            Line(what, text, s.span, wrong=what == "Value" and len(values) > 1)
            for s in parameter.statements
            for what, text in _stated(s)
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
    return [(what, _clean(text)) for what, text in said.items() if text] or [("Mentioned", _clean(s.span.quote))]


def _formula(formula: FormulaEntry, quote: Quote) -> Entry:
    unknown = [v.symbol for v in formula.variables if v.meaning is None]
    problems = []
    if formula.problem:
        problems.append(_sentence(formula.problem))
    if unknown:
        problems.append(f"Not said what {'it is' if len(unknown) == 1 else 'they are'}: {', '.join(unknown)}.")
    if formula.unused:
        problems.append(f"Explained, but not in the formula: {'; '.join(quote(span) for span in formula.unused)}.")
    return Entry(
        name=_clean(formula.left) or "Formula",
        says=_clean(formula.source),
        problems=tuple(problems),
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
    expected = list(dict.fromkeys(_clean(r.expects) for r in same if r.expects))
    match resolution:
        case Resolution.DANGLING:
            says, problem = "Leads nowhere", "Leads nowhere: it is not in this document."
        case Resolution.EXTERNAL:
            says, problem = "Another document", "Stands outside this document."
        case Resolution.RESOLVED:
            says, problem = f"{len(same)} reference{'s' * (len(same) > 1)}", ""
    wanted = f" Expected from it: {'; '.join(expected)}." if expected and problem else ""
    return Entry(
        name=_clean(label if kind in ("document", "url") else f"{kind.capitalize()} {label}"),
        says=says,
        problems=(problem + wanted,) if problem else (),
        lines=(
            *(Line("Leads to", quote(r.target), r.target) for r in same[:1] if r.target),
            *(Line("Referred to here", quote(r.span), r.span, wrong=bool(problem)) for r in same),
        ),
        passages=tuple(r.span for r in same),
    )


def _times(times: Iterable[TimeRule], quote: Quote) -> list[Entry]:
    same = defaultdict[tuple[TimeKind, str], list[TimeRule]](list)
    for rule in times:
        same[rule.kind, rule.what].append(rule)
    return [_time(kind, what, rules, quote) for (kind, what), rules in same.items()]


def _time(kind: TimeKind, what: str, rules: list[TimeRule], quote: Quote) -> Entry:
    zones = sorted({rule.zone for rule in rules if rule.zone})
    unzoned = kind is TimeKind.CUT_OFF and any(not rule.zone for rule in rules)
    return Entry(
        name=_clean(what),
        says=", ".join((_TIME_WORDS[kind], *zones)),
        problems=("No time zone is named.",) if unzoned else (),
        lines=tuple(
            Line(rule.zone or _TIME_WORDS[kind], quote(rule.span), rule.span, wrong=unzoned and not rule.zone)
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
    same = defaultdict[tuple[str, str], list[DataSource]](list)
    for source in sources:
        same[source.name, source.field].append(source)
    return [_source(name, data, found, quote) for (name, data), found in same.items()]


def _source(name: str, data: str, found: list[DataSource], quote: Quote) -> Entry:
    fallbacks = list(dict.fromkeys(_clean(s.fallback) for s in found if s.fallback))
    problems = [] if name else ["No source is named."]
    if not fallbacks:
        problems.append("Nothing is said for when it is missing.")
    return Entry(
        name=_clean(data or name) or "Data",
        says=f"From {_clean(name)}" if name and data else "Data source" if name else "No source",
        problems=tuple(problems),
        lines=(
            *(Line("Said here", quote(s.span), s.span, wrong=not s.name) for s in found),
            *(Line("If it is missing", text) for text in fallbacks),
        ),
        passages=tuple(s.span for s in found),
    )


def _table(table: TableEntry) -> Entry:
    return Entry(
        name=_clean(table.caption) or "Table without a caption",
        says=f"{table.rows} row{'s' * (table.rows != 1)}: {', '.join(map(_clean, table.columns))}",
        problems=tuple(_wrong_sum(total) for total in table.sums if not total.holds),
        lines=(
            *([Line("Columns", ", ".join(map(_clean, table.columns)))] if table.columns else ()),
            *(_sum_line(total) for total in table.sums),
        ),
        passages=(table.first, *(total.span for total in table.sums)),
    )


def _example(example: Sum) -> Entry:
    return Entry(
        name=_clean(example.what) or "Worked example",
        says=f"Worked example: {_figure(example.stated)}",
        problems=() if example.holds else (_wrong_sum(example),),
        lines=(_sum_line(example),),
        passages=(example.span,),
    )


def _wrong_sum(total: Sum) -> str:
    return f"{_clean(total.what)}: {_figure(total.stated)} is stated, {_figure(total.computed)} is computed."


def _sum_line(total: Sum) -> Line:
    text = f"{_figure(total.stated)} is stated, {_figure(total.computed)} is computed"
    return Line(_clean(total.what), text if not total.holds else f"{text}: it holds", total.span, wrong=not total.holds)


def _figure(number: float) -> str:
    return f"{number:,.10g}"


def _clean(text: str) -> str:
    """On one line, with a sign for what is not text."""
    return " ".join(text.replace(ATOM, "▫").split())


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _list(items: Iterable[str]) -> str:
    return " / ".join(map(_clean, items))


def _number(count: int) -> str:
    return {2: "Two", 3: "Three", 4: "Four"}.get(count, str(count))
