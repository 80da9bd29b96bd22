"""Numbers that cannot both hold: sizes of a list, entries announced, values outside their range, crossed bounds."""

import re
from collections.abc import Iterator
from itertools import chain, combinations

from domain.analysis.checks.check import Check, Hit, capital, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.changes import Replace
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import differ, quantities
from domain.semantics.segments import Segment, SegmentKind

_MEMBERS = r"(?:companies|stocks|constituents|members|securities|components|assets|banks|tokens|names|coins|issuers)"
_SIZE_OF_ALL = re.compile(
    rf"\b(?:consists? of|comprises?|contains?|holds|is (?:made up|composed) of|has) (?:exactly |the"
    rf" )?(?P<count>\d{{1,4}}) (?:[a-z-]+ ){{0,2}}{_MEMBERS}\b|\b(?:the )?(?:top )?(?P<count2>\d{{1,4}}) (?:[a-z-]+"
    rf" ){{0,2}}{_MEMBERS}\b[^.;]{{0,120}}?\b"
    r"(?:form|make up|constitute|are selected|are included|are chosen|enter)(?: (?:the )?(?:index|basket|portfolio))?\b"
    rf"|\bnumber of {_MEMBERS} is (?P<count3>\d{{1,4}})\b|\b(?:reduced|cut|narrowed|shortened"
    rf"|filled up) to (?:the )?(?P<count5>\d{{1,4}}) (?:[a-z-]+ ){{0,2}}{_MEMBERS}\b"
    r"|\b(?:largest|smallest|top|first|best|highest[- ]ranked) (?P<count4>\d{1,4}) (?:form|make up|constitute|enter)\b"
)
_OTHER_SIZE = re.compile(
    r"\b(?:buffer|current|existing|per|sector|country|group|most|least|minimum|maximum|up to|reserve|long|short"
    r"|sub-?(?:index|indices|basket|portfolio|group)s?|sleeves?|additional|new|at any time|as of|until|example"
    r"|(?:fewer|less|more) than)\b"
)


def _said(match: re.Match[str]) -> str:
    """The group that holds the size."""
    return next(name for name, found in match.groupdict().items() if found)


_FIGURE = re.compile(r"^\d{1,4}$")
_NUMBER_OF_ALL = re.compile(rf"(?:fixed |target )?number of (?:index )?{_MEMBERS}$")


def _is_size(segment: Segment) -> bool:
    """Whether a cell gives the size of the whole: "| Number of constituents | 120 |"."""
    return (
        segment.kind is SegmentKind.CELL
        and _FIGURE.match(segment.text) is not None
        and _NUMBER_OF_ALL.match(segment.lead.lower()) is not None
    )


def _counts(ir: DocumentIR) -> Iterator[Hit]:
    found = [
        (int(match[_said(match)]), segment, match.span(), match.span(_said(match)))
        for segment in ir.prose.having(_SIZE_OF_ALL)
        for match in _SIZE_OF_ALL.finditer(segment.low)
        if not _OTHER_SIZE.search(segment.low, max(0, match.start() - 25), match.end() + 25)
    ]
    whole = [(int(s.text), s, (0, len(s.text)), (0, len(s.text))) for s in ir.prose.having(_FIGURE) if _is_size(s)]
    for (count, one, first, _), (other_count, other, second, at) in combinations([*whole[:1], *found[:20]], 2):
        if count != other_count:
            yield Hit(
                title=f"Two numbers of members: {count} and {other_count}",
                why=f"“{f'{one.lead} ' if one.kind is SegmentKind.CELL else ''}{one.text[slice(*first)].strip()}” and"
                f" “{other.text[slice(*second)].strip()}” cannot both be the size of the same list.",
                spans=(one.span(*first), other.span(*second)),
                suggestion=replace(other, *at, to_specify(f"{count} or {other_count}")),
                severity=Severity.CRITICAL,
            )
            return


_EVENT = re.compile(r"\b(?P<event>review|rebalanc|reconstitut|re-?set|roll|fixing|meet|replac)\w*")
_OFTEN = re.compile(
    r"\b(?P<often>quarterly|semi-?annual(?:ly)?|half-?yearly|twice (?:a year|yearly|annually)"
    r"|(?<!times )(?:annual(?:ly)?|yearly)|every month|monthly)\b"
)
_PER_YEAR = {"quar": 4, "semi": 2, "half": 2, "annu": 1, "year": 1, "twic": 2, "ever": 12, "mont": 12}
_A_MONTH = (
    r"(?:january|february|march|april|may(?! (?:be|not|also|only|vary|differ))|june|july|august|september|october"
    r"|november|december)"
)
_MONTH = re.compile(rf"\b{_A_MONTH}\b")


_LIST_OF_MONTHS = re.compile(rf"\b{_A_MONTH}(?:,? (?:and )?{_A_MONTH})+\b")


def _in_one_sentence(ir: DocumentIR) -> Iterator[Hit]:
    """A frequency beside months that are another number a year: "annually, in March and September"."""
    for segment in ir.rules.having(_LIST_OF_MONTHS):
        often, months = list(_OFTEN.finditer(segment.low)), list(_LIST_OF_MONTHS.finditer(segment.low))
        if len(often) != 1 or len(months) != 1 or abs(months[0].start() - often[0].end()) > 60:
            continue
        count = len(_MONTH.findall(months[0].group()))
        if _PER_YEAR[often[0]["often"][:4]] != count and not _EACH_OF_SEVERAL.search(segment.low):
            yield _unfit(segment, often[0], count, segment, months[0].start(), months[0].end())


_EACH_OF_SEVERAL = re.compile(r"\b(?:except|unless|in addition|respectively|starting|beginning|from|until|between)\b")


def _unfit(segment: Segment, often: re.Match[str], count: int, other: Segment, start: int, end: int) -> Hit:
    return Hit(
        title=f"'{often.group()}' and {count} months a year do not fit",
        why=f"“{other.text[start:end]}” are {count} dates a year, and “{often.group()}” is another number.",
        spans=(segment.span(*often.span()), other.span(start, end)),
        suggestion=replace(segment, *often.span(), to_specify("the frequency, or the months")),
        severity=Severity.CRITICAL,
    )


_EACH_YEAR = re.compile(r"\b(?:of )?(?:each|every) year\b")


def _months(ir: DocumentIR) -> Iterator[Hit]:
    """A frequency and a list of months that do not make the same number of events a year."""
    listed = dict[str, tuple[int, Segment, int, int]]()
    for segment in ir.prose.having(_MONTH):
        months, event = list(_MONTH.finditer(segment.low)), _EVENT.search(segment.low)
        many = len(months) > 1 or _EACH_YEAR.search(segment.low)
        if (
            event
            and months
            and many
            and len({month.group() for month in months}) == len(months)
            and not _OFTEN.search(segment.low)
        ):
            listed.setdefault(event["event"], (len(months), segment, months[0].start(), months[-1].end()))
    for segment in ir.rules.having(_OFTEN):
        often, event = _OFTEN.search(segment.low), _EVENT.search(segment.low)
        if not (often and event and event["event"] in listed) or len(list(_OFTEN.finditer(segment.low))) > 1:
            continue
        count, other, start, end = listed[event["event"]]
        if _PER_YEAR[often["often"][:4]] != count and not re.search(r"\b(?:except|unless|in addition)\b", segment.low):
            yield _unfit(segment, often, count, other, start, end)
            return


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_ANNOUNCED = re.compile(
    rf"\b(?P<said>{'|'.join(_NUMBERS)}|\d{{1,2}}) (?:[a-z-]+ ){{0,3}}?(?:criteria|conditions|steps|rules|components"
    rf"|factors"
    r"|requirements|checks|tests|signals|inputs|parameters|limits|controls|stages|phases|tranches|cases|events|groups"
    r"|classes|categories|types|principles|reasons|elements|parts)\b[^:]{0,40}:$"
)


def _listed(ir: DocumentIR) -> Iterator[Hit]:
    announced: tuple[int, Segment, re.Match[str]] | None = None
    items = dict[tuple[str, int], int]()

    def hit() -> Iterator[Hit]:
        if announced and items:
            said, segment, match = announced
            count = sum(level == min(items.values()) for level in items.values())
            if count > 1 and count != said:
                yield Hit(
                    title=f"{capital(match['said'])} are announced and {count} are listed",
                    why=f"“{segment.text[match.start() :].strip(' :')}” does not fit the list below it: one entry is"
                    " missing, or one is too many, and nobody can say which.",
                    spans=(segment.span(match.start(), match.end()),),
                    suggestion=replace(segment, *match.span("said"), to_specify(f"{count}, or the missing entry")),
                )

    for segment in ir.segments:
        if announced and segment.kind is SegmentKind.ITEM and segment.section is announced[1].section:
            line = segment.block.text.count("\n", 0, segment.start)
            items.setdefault((segment.block.id, line), segment.block.level)
            continue
        yield from hit()
        match = _ANNOUNCED.search(segment.low) if segment.kind is SegmentKind.SENTENCE else None
        said = match and (_NUMBERS.get(match["said"]) or int(match["said"]))
        announced, items = ((said, segment, match) if match and said else None), {}
    yield from hit()


def _out_of_range(ir: DocumentIR) -> Iterator[Hit]:
    for parameter in ir.understanding.parameters:
        for said in parameter.statements:
            low, high = (_first(text) for text in (said.low, said.high))
            for figure, words in ((_first(said.value), said.value), (_first(said.default), said.default)):
                if not figure:
                    continue
                below = low is not None and differ(figure, low) and figure[1] == low[1] and figure[0] < low[0]
                above = high is not None and differ(figure, high) and figure[1] == high[1] and figure[0] > high[0]
                if below or above:
                    yield Hit(
                        title=f"{capital(parameter.names[0])}: {words} lies outside its own range",
                        why=f"The text gives {words} and allows {said.low or 'anything'} to {said.high or 'anything'}."
                        " An implementation that checks the range refuses the value.",
                        spans=(said.span,),
                        suggestion=Replace(
                            span=said.span, text=f"{said.span.quote} {to_specify('a value within the range')}"
                        ),
                    )
                    break


def _first(text: str) -> tuple[float, str] | None:
    return next(((q.value, q.unit) for q in quantities(text.lower())), None)


_MIN_OR_MAX = re.compile(r"\b(?P<side>min(?:imum)?|max(?:imum)?)[ _]")


def _crossed(ir: DocumentIR) -> Iterator[Hit]:
    """A minimum above the maximum of the same thing."""
    sides = dict[tuple[str, str], tuple[float, str, str, int]]()
    for number, parameter in enumerate(ir.understanding.parameters):
        name = parameter.names[0].lower()
        match, said = _MIN_OR_MAX.search(name), next((s for s in parameter.statements if s.number is not None), None)
        if match and said and said.number is not None:
            sides[_MIN_OR_MAX.sub("", name), match["side"][:3]] = (said.number, said.unit, said.value, number)
    for (what, side), (least, unit, words, number) in sides.items():
        most = sides.get((what, "max"))
        if side == "min" and most and most[1] == unit and least > most[0]:
            spans = tuple(ir.understanding.parameters[n].statements[0].span for n in (number, most[3]))
            yield Hit(
                title=f"The minimum {what} ({words}) is above its maximum ({most[2]})",
                why="No value satisfies both, so everything is refused or one of the two is ignored.",
                spans=spans,
                suggestion=Replace(span=spans[0], text=f"{spans[0].quote} {to_specify('a minimum below the maximum')}"),
                severity=Severity.CRITICAL,
            )


CHECKS = (
    Check(
        id="DS-CON-15",
        title="Two sizes of one list",
        matters="The number of members decides every weight.",
        fix="Count the list, state the number once, and refer to it wherever else the size is needed.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_counts,
        bad=(
            "The basket holds 30 companies.\n\nThe 25 companies with the highest yield form the basket.",
            "| Feature | Detail |\n| Number of constituents | 120 |\n\nThe list is reduced to 100 constituents.",
        ),
        good=(
            "The basket holds 30 companies.\n\nThe 30 companies with the highest yield form the basket.",
            "The index consists of 50 stocks.\n\nThe 40 stocks with the best rank are selected first, existing"
            " members within the buffer follow.",
            "The top 15 banks are selected.\n\nIf fewer than 25 banks qualify, all of them are included.",
            "The index consists of 50 companies.\n\nThe sub-index consists of 10 companies.",
        ),
    ),
    Check(
        id="DS-CON-19",
        title="A frequency that does not fit its months",
        matters="The dates are the skeleton of a method.",
        fix="Make the frequency and the months agree: list all of them, or change the word.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_months(ir), _in_one_sentence(ir)),
        bad=("The index is reviewed semi-annually.\n\nThe reviews take place in February, May, August and November.",),
        good=(
            "The index is reviewed quarterly.\n\nThe reviews take place in February, May, August and November.",
            "The drill is held twice annually, in March and September.",
        ),
    ),
    Check(
        id="DS-CON-16",
        title="More or fewer entries than announced",
        matters="A rule is missing, or one is too many.",
        fix="Add the entry that is missing, or correct the number announced.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.MEDIUM,
        find=_listed,
        bad=("A stock must satisfy the following three conditions:\n- It is listed.\n- It pays a dividend.",),
        good=(
            "A stock must satisfy the following two conditions:\n- It is listed. It trades daily.\n- It pays a"
            " dividend.",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-CON-17",
        title="A value outside its own range",
        matters="An implementation that checks the range refuses the value.",
        fix="Correct the value, or widen the range it is given.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_out_of_range,
        bad=("| Parameter | Value | Range |\n| Target volatility | 12% | 5% to 10% |",),
        good=("| Parameter | Value | Range |\n| Target volatility | 8% | 5% to 10% |",),
        confidence=0.9,
    ),
    Check(
        id="DS-CON-18",
        title="A minimum above its maximum",
        matters="No value satisfies both.",
        fix="Exchange the two bounds, or correct the one that is wrong.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_crossed,
        bad=("| Parameter | Value |\n| Minimum weight | 6% |\n| Maximum weight | 5% |",),
        good=("| Parameter | Value |\n| Minimum weight | 1% |\n| Maximum weight | 5% |",),
        confidence=0.9,
    ),
)
