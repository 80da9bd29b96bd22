"""Misfits: counts, weights and warnings unlike the table beside them, parts that make no whole, days of no month."""

import re
from calendar import isleap
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.grids import Grid, grids
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED, count_of
from domain.semantics.quantities import quantities
from domain.semantics.words import content_words

_COUNT = rf"(?P<count>\d{{1,3}}|{SPELLED})"
_MEMBERS = (
    r"(?:shares|stocks|companies|constituents|components|members|commodit(?:y|ies)(?: futures)?|futures(?: contracts)?"
    r"|contracts|instruments|bonds|currencies|tokens|coins|assets|funds|etfs|sub-?ind(?:ices|exes))"
)
_HOLDS = re.compile(
    rf"\b(?:(?:basket|index|portfolio|universe|programme|program|strategy|fund|it) (?:always |currently )?"
    rf"(?:consists? of|comprises?|contains?|includes?|holds|has|trades|is (?:made up|composed) of"
    rf"|is [^.;]{{0,60}} on)|invests in)"
    rf" (?:the (?:following )?)?{_COUNT} (?:[a-z-]+ ){{0,3}}?{_MEMBERS}\b"
)
_OF_WEIGHTS = re.compile(r"\b(?:weights?|risk shares?|allocations?|weighting)\b")
_TOTAL = re.compile(r"\s*(?:sub-?)?(?:total|sum|all)\b", re.IGNORECASE)


def _weighed(ir: DocumentIR) -> tuple[Grid, int] | None:
    """The one table that gives members their weights, and the column of these."""
    found = [
        (grid, column)
        for grid in grids(ir.segments)
        for column in grid.columns[1:]
        if _OF_WEIGHTS.search(grid.text(grid.rows[0], column).lower())
    ]
    return found[0] if len(found) == 1 and len(found[0][0].rows) > 3 else None


def _members(grid: Grid) -> list[int]:
    return [row for row in grid.rows[1:] if not _TOTAL.match(grid.text(row, grid.columns[0]))]


def _rows(ir: DocumentIR) -> Iterator[Hit]:
    """Another number of members than the table of weights has rows."""
    said = [(segment, match) for segment in ir.prose.having(_HOLDS) for match in _HOLDS.finditer(segment.low)]
    weighed = _weighed(ir) if said else None
    if weighed is None:
        return
    grid, _ = weighed
    listed = len(_members(grid))
    for segment, match in said:
        if count_of(match["count"]) != listed:
            yield Hit(
                title=f"'{segment.text[match.start('count') : match.end()]}', and the table lists {listed}",
                why=f"“{segment.text[match.start() : match.end()]}” does not fit the {listed} rows of the table with"
                " the weights: one is missing, or one is too many, and nobody can say which.",
                spans=(segment.span(*match.span()), grid.first.span()),
                suggestion=replace(segment, *match.span("count"), to_specify(f"{listed}, or the missing rows")),
            )
            return


_EQUAL = re.compile(
    r"\b(?:is|are|be) (?:always |initially )?(?:equally weighted|equal-weighted|weighted equally)\b"
    r"|\b(?:each|every|all) [a-z]+ (?:has|have|receives?|gets?) (?:the same|an equal) (?:weight|risk share"
    r"|allocation)\b"
)
_OF_A_PART = re.compile(r"\b(?:within|if|unless|instead|each (?:sector|group|country|tier)|benchmark|compar\w+)\b")


def _unequal(ir: DocumentIR) -> Iterator[Hit]:
    """Equal weights in the text, and others in the table."""
    said = [
        (segment, match)
        for segment in ir.prose.having(_EQUAL)
        if (match := _EQUAL.search(segment.low)) and not _OF_A_PART.search(segment.low)
    ]
    weighed = _weighed(ir) if said else None
    if weighed is None:
        return
    grid, column = weighed
    figures = [q for row in _members(grid) for q in quantities(grid.text(row, column).lower()) if q.unit == "%"]
    if len(figures) < 3 or max(q.value for q in figures) - min(q.value for q in figures) < 0.5:
        return
    segment, match = said[0]
    low, high = min(q.value for q in figures), max(q.value for q in figures)
    yield Hit(
        title=f"'{segment.text[match.start() : match.end()]}', and the table has weights of {low:g}% to {high:g}%",
        why="One reader takes the equal weights of the text, another those of the table.",
        spans=(segment.span(*match.span()), grid.cells[grid.rows[0], column][0].span()),
        suggestion=replace(segment, *match.span(), to_specify("equal weights, or those of the table")),
    )


_LIST = r"[A-Z][\w&.-]*(?: [A-Z][\w&.-]*)*"
_NAMED = re.compile(
    rf"\b[Tt]he (?P<what>[A-Z][a-z]+(?: [A-Z]?[a-z]+){{0,2}}s) (?:are|consist of|comprise) "
    rf"(?P<list>(?:{_LIST}, )+{_LIST},? and {_LIST})(?=[.;]|$)"
)
_SEVERAL = re.compile(r"\b(?:are|consist of|comprise) [^.;]*, [^.;]* and ")


def _named(ir: DocumentIR) -> Iterator[Hit]:
    """More or fewer names in a sentence than are spoken of elsewhere: "all four Core Exchanges"."""
    for segment in ir.prose.having(_SEVERAL):
        for match in _NAMED.finditer(segment.text):
            listed = len(re.split(r", and | and |, ", match["list"]))
            counted = re.compile(rf"\b(?:the|all|these|of the) {_COUNT} {re.escape(match['what'].lower())}\b")
            for other in ir.with_all(content_words(match["what"])):
                said = counted.search(other.low)
                if said and count_of(said["count"]) != listed:
                    yield Hit(
                        title=f"'{other.text[slice(*said.span())]}', and {listed} are named",
                        why=f"“{match.group()}” names {listed}; one is missing, or one is too many.",
                        spans=(other.span(*said.span()), segment.span(*match.span())),
                        suggestion=replace(other, *said.span("count"), to_specify(f"{listed}, or the right names")),
                    )
                    return


_PARTED = re.compile(
    rf"\b(?:(?P<whole>\d{{1,3}}|{SPELLED})[- ]minute|(?P<hour>hour|day))s?\b[^.;]{{0,60}}?\b(?:divided|split|cut"
    rf"|partitioned|broken) (?:in)?to {_COUNT} (?:[a-z-]+ ){{0,2}}?(?:of|each of|lasting) "
    rf"(?P<part>\d{{1,3}}|{SPELLED}) (?P<unit>minute|hour)s?\b"
)
_MINUTES = {"minute": 1, "hour": 60, "day": 1440}


def _parted(ir: DocumentIR) -> Iterator[Hit]:
    """Parts of a time that do not make it up: an hour in ten parts of five minutes."""
    for segment in ir.prose.having(_PARTED):
        for match in _PARTED.finditer(segment.low):
            whole = _MINUTES[match["hour"]] if match["hour"] else count_of(match["whole"])
            count, part = count_of(match["count"]), count_of(match["part"]) * _MINUTES[match["unit"]]
            if count * part != whole:
                yield Hit(
                    title=f"{count} parts of {part} minutes are {count * part}, not {whole} minutes",
                    why=f"“{segment.text[slice(*match.span())]}” does not add up, so that either the number or the"
                    " length of the parts is wrong.",
                    spans=(segment.span(*match.span()),),
                    suggestion=replace(segment, *match.span("count"), to_specify("number and length that fit")),
                )


_LIMIT = re.compile(r"^(?:hard |maximum )?(?:limits?|value|threshold|level|breach)$")
_WARNING = re.compile(r"\b(?:warning|warn|alert|soft|amber|early)\b")


def _warnings(ir: DocumentIR) -> Iterator[Hit]:
    """A warning that comes only behind its limit, where those of the other rows come before."""
    for grid in grids(ir.segments):
        head, *rows = grid.rows
        names = {column: grid.text(head, column).lower().strip() for column in grid.columns}
        limit = next((column for column, name in names.items() if _LIMIT.match(name)), None)
        warning = next((column for column, name in names.items() if _WARNING.search(name)), None)
        if limit is None or warning is None:
            continue
        pairs = [
            (row, one, other)
            for row in rows
            for one, other in [[next(quantities(grid.text(row, c).lower()), None) for c in (limit, warning)]]
            if one and other and one.unit == other.unit
        ]
        behind = [row for row, one, other in pairs if other.value > one.value]
        if len(pairs) < 2 or len(behind) != 1:
            continue
        cells = [grid.cells[behind[0], column][0] for column in (limit, warning)]
        name = grid.text(behind[0], grid.columns[0])
        yield Hit(
            title=f"{name}: the warning at {cells[1].text} comes behind the limit of {cells[0].text}",
            why="The limit is reached before anybody is warned; either the two figures are swapped or one is wrong.",
            spans=tuple(cell.span() for cell in (cells[1], cells[0])),
            suggestion=replace(cells[1], 0, len(cells[1].text), to_specify(f"a value below {cells[0].text}")),
        )


_LONGEST = {"february": 29, "april": 30, "june": 30, "september": 30, "november": 30}
_MONTH = "|".join(_LONGEST)
_DATE = re.compile(
    rf"\b(?P<day>29|30|31)(?:st|th)? (?:of )?(?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?\b"
    rf"|\b(?P<month2>{_MONTH}) (?P<day2>29|30|31)(?:st|th)?(?:,? (?P<year2>\d{{4}}))?\b"
)


def _no_day(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.segments.having(_DATE):
        for match in _DATE.finditer(segment.low):
            month, day = match["month"] or match["month2"], int(match["day"] or match["day2"])
            year = match["year"] or match["year2"]
            short = month == "february" and year and not isleap(int(year))
            if day > _LONGEST[month] - bool(short):
                yield Hit(
                    title=f"There is no {segment.text[slice(*match.span())]}",
                    why="The day does not exist. One reader takes the last day of the month, another the first of the"
                    " next.",
                    spans=(segment.span(*match.span()),),
                    suggestion=replace(segment, *match.span(), to_specify("the date")),
                )


def _of_members(ir: DocumentIR) -> Iterator[Hit]:
    yield from _rows(ir)
    yield from _named(ir)


CHECKS = (
    Check(
        id="DS-CON-27",
        title="Another number of members than are listed",
        matters="One member is missing, or one is too many.",
        fix="Count the list, and state the number once.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_of_members,
        bad=(
            "Corvid invests in six futures.\n\n| Future | Weight |\n| Alfa | 40% |\n| Beta | 30% |\n| Gamma | 30% |",
            "The basket consists of five shares.\n\n| Share | Weight |\n| Alfa | 40% |\n| Beta | 30% |\n| Gamma"
            " | 30% |",
            "The Pricing Banks are Alfa, Beta and Gamma. Quotes of the four Pricing Banks are averaged.",
        ),
        good=(
            "The basket consists of three shares.\n\n| Share | Weight |\n| Alfa | 40% |\n| Beta | 30% |\n|"
            " Gamma | 30% |\n| Total | 100% |",
            "The Pricing Banks are Alfa, Beta and Gamma. Quotes of the three Pricing Banks are averaged.",
            "The Pricing Banks are Alfa, Beta and Gamma. Quotes of two Pricing Banks are needed.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CON-28",
        title="Equal weights, and a table with others",
        matters="Either the sentence or the table is wrong.",
        fix="Say at which time the weights are equal, or correct the table.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_unequal,
        bad=(
            "All assets have the same risk share.\n\n| Asset | Risk share |\n| A | 40% |\n| B | 25% |\n| C | 35% |",
            "All shares are equally weighted.\n\n| Share | Weight |\n| Alfa | 40% |\n| Beta | 25% |\n| Gamma | 35% |",
        ),
        good=(
            "All shares are equally weighted.\n\n| Share | Weight |\n| Alfa | 33.3% |\n| Beta | 33.3% |\n|"
            " Gamma | 33.4% |",
            "Shares are equally weighted within each sector.\n\n| Share | Weight |\n| Alfa | 40% |\n| Beta | 25% |"
            "\n| Gamma | 35% |",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CON-29",
        title="A warning behind its limit",
        matters="Nobody is warned before the limit is reached.",
        fix="Swap the two figures, or correct the wrong one.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_warnings,
        bad=("| Measure | Limit | Warning at |\n| Loss | EUR 100 | EUR 80 |\n| Vega | EUR 50 | EUR 60 |",),
        good=(
            "| Measure | Limit | Warning at |\n| Loss | EUR 100 | EUR 80 |\n| Vega | EUR 50 | EUR 40 |",
            "| Measure | Limit | Warning at |\n| Cover | 100% | 120% |\n| Cash | 5% | 8% |",
        ),
    ),
    Check(
        id="DS-CON-30",
        title="A day that is in no calendar",
        matters="Each reader moves it another way.",
        fix="Give the right date, or a rule such as the last business day of the month.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_no_day,
        bad=("The rules are valid from 31 June 2025.", "Interest is paid on February 29, 2027."),
        good=("The rules are valid from 30 June 2025.", "Interest is paid on February 29, 2028."),
        confidence=0.95,
    ),
    Check(
        id="DS-FOR-18",
        title="Parts that do not make up the whole",
        matters="Either the number or the length of the parts is wrong.",
        fix="Correct the number of parts or their length.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_parted,
        bad=("The hour is divided into ten intervals of five minutes.",),
        good=("The hour is divided into twelve intervals of five minutes.",),
        confidence=0.9,
    ),
)
