"""Requirements on the document itself: how they stand is read from what was understood of it and what was noticed.

"Each parameter has a value" is no sentence to be searched for: it holds where all parameters have one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.analysis.compliance.standing import Standing, at_most
from domain.analysis.compliance.text import LIMITS
from domain.analysis.finding import Category, Observation
from domain.analysis.inventory import is_given, told_examples
from domain.analysis.request import Verdict
from domain.documents.text import Span
from domain.policies.pack import Requirement
from domain.semantics.grids import grids
from domain.semantics.ir import DocumentIR
from domain.semantics.understanding import Resolution, Sum, TimeKind


@dataclass(frozen=True)
class Entry:
    """One thing that the requirement is about: what is lacking in it, "" where it is as it should be.

    Without a `span` it only counts.
    """

    span: Span | None
    lacks: str = ""


Noticed = Sequence[Observation]
Entries = Callable[[DocumentIR, Noticed], Iterable[Entry]]


def _noticed(noticed: Noticed, *categories: Category) -> Iterator[Entry]:
    for observation in noticed:
        if observation.category in categories and observation.spans:
            yield Entry(observation.spans[0], observation.title)


_WORDS = 3
"""A variable that is written out in so many words says itself what it is."""


def _formulas(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    formulas = ir.understanding.formulas
    for formula in formulas:
        if formula.problem:
            yield Entry(formula.span, formula.problem)
        for variable in formula.variables:
            known = variable.meaning or len(variable.symbol.split()) >= _WORDS
            yield Entry(formula.span, "" if known else f"the meaning of {variable.symbol}")
    if not formulas:
        yield from _noticed(noticed, Category.INCOMPLETE_FORMULA)
        for segment in ir.rules:
            if "=" in segment.text and not re.search(r"\d", segment.text):
                yield Entry(segment.span(), "a formula that can be computed")


def _parameters(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    for parameter in ir.understanding.parameters:
        given = next(filter(is_given, parameter.statements), None)
        yield Entry(given.span) if given else Entry(parameter.statements[0].span, f"a value for {parameter.names[0]}")
    yield from _noticed(noticed, Category.UNDEFINED_PARAMETER)


_UNIT = re.compile(
    r"%|\b(?:percent(?:age)?|bps|basis points|usd|eur|gbp|seconds?|minutes?|hours?|days?|months?|years?|ticks?|shares?"
    r"|contracts?|lots?|candles|units?)\b|[$€£]"
)


def _units(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    low = {block.id: block.text.lower() for block in ir.blocks}
    for parameter in ir.understanding.parameters:
        for statement in parameter.statements:
            if statement.unit or _UNIT.search(low[statement.span.block]):
                yield Entry(statement.span)
            elif statement.number is not None:
                yield Entry(statement.span, f"the unit of {parameter.names[0]}")


_LIMIT = re.compile(
    r"\b(?:limits?|caps?|capped|max(?:imum)?|min(?:imum)?|thresholds?|at (?:most|least)|exceeds?)\b|_limit|max_|min_"
)
_ACTION = re.compile(
    r"\b(?:reject|block|cancel|stop|halt|suspend|pause|disable|redistribut|reduc|remov|exclud|alert|notif|close|liquidat"
    r"|lock|prevent|capped|not (?:be )?(?:sent|placed))\w*"
)


def _limits(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    said = [(s.span(), s.low, s.low) for s in ir.prose.having(_LIMIT) if _LIMIT.search(s.low)]
    for span, value, whole in (*said, *_limits_in_tables(ir)):
        has_value, has_action = re.search(r"\d", value), _ACTION.search(whole)
        if has_value or has_action:
            lacks = "the action when a limit is reached" if has_value else "its value"
            yield Entry(span, "" if has_value and has_action else lacks)


def _limits_in_tables(ir: DocumentIR) -> Iterator[tuple[Span, str, str]]:
    """Each limit of a table that has a column of them: the cell, what it says, and what its row says."""
    for grid in grids(ir.segments):
        head, *rows = grid.rows
        for column in grid.columns:
            if LIMITS.fullmatch(grid.text(head, column).lower().strip()):
                for row in rows:
                    if cell := grid.cells.get((row, column)):
                        yield cell[0].span(), grid.text(row, column).lower(), " ".join(grid.row(row)).lower()


def _terms(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    for term in ir.understanding.terms:
        if len(term.definitions) == 1:
            yield Entry(term.definitions[0])
        elif span := next(iter((*term.definitions, *term.uses)), None):
            yield Entry(span, f"{'one' if term.definitions else 'a'} definition of {term.name}")


def _uses(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    for term in ir.understanding.terms:
        if term.definitions:
            yield Entry(term.definitions[0], "" if term.uses else f"a use of {term.name}")


def _references(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    for reference in ir.understanding.references:
        there = reference.resolution is Resolution.RESOLVED or reference.kind == "url"
        yield Entry(reference.span, "" if there else f"{reference.kind} {reference.label}".strip())
    yield from _noticed(noticed, Category.MISSING_REFERENCE, Category.EXTERNAL_DEPENDENCY)


def _computable(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    yield from _noticed(noticed, Category.EXTERNAL_DEPENDENCY, Category.MISSING_REFERENCE)
    yield from _references(ir, ())
    yield from _formulas(ir, noticed)
    yield from _parameters(ir, noticed)


def _sums(ir: DocumentIR) -> Iterator[Sum]:
    yield from ir.understanding.weights
    for table in ir.understanding.tables:
        yield from table.sums


def _totals(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    for total in _sums(ir):
        yield Entry(
            total.span, "" if total.holds else f"{total.what}: {total.stated:g} stated, {total.computed:g} computed"
        )


def _examples(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    computed = (*ir.understanding.examples, *_sums(ir))
    for example in computed:
        wrong = f"{example.what}: {example.stated:g} stated, {example.computed:g} computed"
        yield Entry(example.span, "" if example.holds else wrong)
    if not computed and (told := next(told_examples(ir), None)):
        yield Entry(told.span())
        yield Entry(told.span(), "an example with all its inputs and its result")


def _facts(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    yield from _noticed(noticed, Category.INCONSISTENT_CONTENT)
    for parameter in ir.understanding.parameters:
        values = parameter.values
        given = [statement.span for statement in parameter.statements if statement.value]
        if len(values) > 1:
            yield from (Entry(span, f"one value for {parameter.names[0]}: {', '.join(values)}") for span in given[:2])
        elif given:
            yield Entry(given[0])
    yield from _totals(ir, noticed)


def _zones(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    for time in ir.understanding.times:
        if time.kind is TimeKind.CUT_OFF:
            yield Entry(time.span, "" if time.zone else f"a time zone for {time.what}")


def _calendars(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    for time in ir.understanding.times:
        if time.kind is TimeKind.CALENDAR:
            yield Entry(time.span)
    if ir.day_of_market:
        yield Entry(ir.day_of_market.span())
    days = [time for time in ir.understanding.times if time.kind is TimeKind.DAYS]
    if days and not ir.day_of_market:
        yield Entry(days[0].span, f"the calendar of each {days[0].what}")
    yield from _noticed(noticed, Category.MARKET_CALENDAR)


def _sources(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    for source in ir.understanding.sources:
        lacks = "" if source.name and source.field else "the field" if source.name else f"who supplies {source.field}"
        yield Entry(source.span, lacks)
    if ir.understanding.sources:
        yield from (entry for entry in _zones(ir, noticed) if entry.lacks)
        if not any(True for _ in _zones(ir, noticed)):
            yield Entry(ir.understanding.sources[0].span, "the time at which data are taken")
    yield from _noticed(noticed, Category.DATA_SOURCE_UNSPECIFIED)


def _open_words(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    for entry in _noticed(noticed, Category.AMBIGUOUS_METHODOLOGY):
        yield Entry(entry.span, "a rule in place of each open word")
    yield from [Entry(None)] * len(ir.rules)


def _choices(ir: DocumentIR, noticed: Noticed) -> Iterator[Entry]:
    """A rule that leaves something open leaves a choice to whoever applies it."""
    for entry in _noticed(noticed, Category.MISSING_GOVERNANCE, Category.AMBIGUOUS_METHODOLOGY):
        yield Entry(entry.span, "a rule in place of each choice that is left open")
    yield from [Entry(None)] * len(ir.rules)


@dataclass(frozen=True)
class Aspect:
    """Something of the document itself: how a requirement asks for it, and what it is judged by.

    `partial` and `missing` are the shares of entries that are not as they should be from which on it counts as such.
    `wrong` where an entry that is not as it should be contradicts the requirement. `otherwise` is what holds where
    the document has nothing of the kind; None leaves it to what single passages say. `shows` where an entry that is as
    it should be is worth quoting.
    """

    asks: re.Pattern[str]
    entries: Entries
    partial: float = 0.0
    missing: float = 0.8
    wrong: bool = False
    otherwise: Verdict | None = Verdict.MISSING
    shows: bool = True


_ASPECTS = (
    Aspect(re.compile(r"\bvariables?\b.*\bformulas?\b.*\bdefined\b"), _formulas),
    Aspect(
        re.compile(r"\beach parameter has an? (?:value|stated)|\bparameters? (?:has|have) (?:a )?values?\b"),
        _parameters,
    ),
    Aspect(re.compile(r"\beach limit says value\b"), _limits),
    Aspect(re.compile(r"\bnumbers? (?:has|have) (?:a )?units?\b"), _units, otherwise=None),
    Aspect(
        re.compile(r"\bdefined terms? is used\b|\bunused definitions\b"), _uses, otherwise=Verdict.NOT_THIS_DOCUMENT
    ),
    Aspect(re.compile(r"\bterms? is defined\b|\bdefines all key terms\b"), _terms),
    Aspect(re.compile(r"\bcross-references?\b.*\bexisting\b"), _references, otherwise=Verdict.NOT_THIS_DOCUMENT),
    Aspect(re.compile(r"\bfrom this document alone\b|\bself-contained\b"), _computable, shows=False),
    Aspect(re.compile(r"\btotals?\b.*\badd up\b"), _totals, wrong=True, otherwise=Verdict.NOT_THIS_DOCUMENT),
    Aspect(re.compile(r"\bworked examples?\b"), _examples),
    Aspect(re.compile(r"\bone value throughout\b|\bnamed identically\b"), _facts, wrong=True, otherwise=None),
    Aspect(re.compile(r"\btimes? of day has a time zone\b"), _zones, otherwise=None),
    Aspect(re.compile(r"\bcalendars? are named\b"), _calendars),
    Aspect(re.compile(r"\binputs? names? provider\b"), _sources),
    Aspect(re.compile(r"\bavoid open words\b"), _open_words, partial=0.03, missing=0.25, shows=False),
    Aspect(re.compile(r"\bhow and when discretion may be used\b"), _choices, partial=0.03, missing=0.15, shows=False),
)


def aspect_of(requirement: Requirement) -> Aspect | None:
    low = requirement.requirement.lower()
    return next((aspect for aspect in _ASPECTS if aspect.asks.search(low)), None)


def read(aspect: Aspect, ir: DocumentIR, noticed: Noticed) -> Standing | None:
    """How a requirement on this aspect stands; None where only the passages can tell."""
    entries = list(aspect.entries(ir, noticed))
    if not entries:
        return Standing(aspect.otherwise) if aspect.otherwise else None
    bad = [entry for entry in entries if entry.lacks]
    share = len(bad) / len(entries)
    if share <= aspect.partial:
        status, bad = Verdict.COMPLIANT, []
    elif aspect.wrong:
        status = Verdict.CONTRADICTED
    else:
        status = Verdict.PARTIAL if share < aspect.missing else Verdict.MISSING
    quoted = bad[:2] + ([entry for entry in entries if not entry.lacks] if aspect.shows else [])
    evidence = at_most(entry.span for entry in quoted if entry.span)
    return Standing(status, evidence, tuple(dict.fromkeys(entry.lacks for entry in bad)))
