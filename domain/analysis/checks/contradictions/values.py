"""One quantity or date with two values, or two names: "The lookback window is 20 trading days", then 30."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.changes import Replace
from domain.semantics.ir import DocumentIR
from domain.semantics.months import MONTH, MONTHS
from domain.semantics.quantities import quantities
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.understanding import Statement, contradict
from domain.semantics.variants import APART, are_variants
from domain.semantics.words import content_words


@dataclass(frozen=True)
class _Statement:
    """A passage that gives its subject a value at start..end.

    `says` is that value: a figure in `unit`, or a date as year, month and day. `rest` are the words after
    it, and `context` the words around the passage that may set it apart.
    """

    segment: Segment
    start: int
    end: int
    unit: str
    says: float | tuple[int, int, int]
    qualifier: str
    rest: str
    context: frozenset[str]

    @property
    def words(self) -> str:
        return self.segment.text[self.start : self.end]


_STATES = re.compile(
    r"(?:(?:the|an?|its|our|this) )?(?P<subject>[a-z][a-z&/'-]*(?: [a-z&/'-]+){0,6}?) "
    r"(?:(?:is|are|shall be|will be|must be)(?: (?:set|fixed|defined)(?: (?:at|to|as))?| equal to)?|equals|of) "
    r"(?=[\d$€£¥a-z])"
)
_NOT_A_SUBJECT = re.compile(
    r"\b(?:if|when|where|for|each|per|in|on|at|after|before|during|with|by|than|that|which|until|from|to|and|or|there"
    r"|it|this|these|those|is|are|example|assumed?)\b"
)
_SAYS_LITTLE = content_words("value result number figure total answer score weight price level amount return change")
_OF_THE = re.compile(r"\bthe (?P<subject>[a-z][a-z-]+(?: [a-z-]+){1,3}) of (?=[\d$€£¥])")
_A_YEAR = re.compile(r"(?:per annum|p\.a|a year|per year|annually)\b|(?:,|;|\band (?:is|are|[a-z]+s)\b|\bwhich\b).*")
"""What leaves a value as it is: that it is for a year, and another clause."""
_LITTLE_ADDED = re.compile(r"(?:(?:(?:is|are) )?(?:used|applied|applies|apply)|of [a-z ]{1,40})?$")
_CASE = re.compile(r"\b(?:if|when|where|for|unless|example|until|during|case|otherwise|instead|versus)\b")
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}}) (?P<month>{MONTH}),? (?P<year>\d{{4}})\b"
    rf"|(?P<month2>{MONTH}) (?P<day2>\d{{1,2}}),? (?P<year2>\d{{4}})\b"
    r"|(?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)\b"
)


def _date(low: str, at: int) -> tuple[tuple[int, int, int], int] | None:
    """Year, month and day of the date that begins here, and where it ends."""
    match = _DATE.match(low, at)
    if not match:
        return None
    year = match["year"] or match["year2"] or match["year3"]
    month = match["month"] or match["month2"]
    day = match["day"] or match["day2"] or match["day3"]
    return (int(year), MONTHS.index(month) + 1 if month else int(match["month3"]), int(day)), match.end()


def _statement(segment: Segment, context: frozenset[str]) -> tuple[str, _Statement] | None:
    """The subject of a passage, and the value it is given."""
    low = segment.low
    match = _STATES.match(low)
    if not match or _CASE.search(low) or _NOT_A_SUBJECT.search(match["subject"]):
        return None
    subject, at = match["subject"], match.end()
    if content_words(subject) <= _SAYS_LITTLE:
        return None
    if date := _date(low, at):
        day, end = date
        return subject, _Statement(segment, at, end, "date", day, "", low[end:].strip(" ."), context)
    quantity = next(quantities(low[at:]), None)
    if quantity is None or quantity.start > 0:
        return None
    end, rest = at + quantity.end, _A_YEAR.sub("", low[at + quantity.end :]).strip(" .")
    return subject, _Statement(segment, at, end, quantity.unit, quantity.value, quantity.qualifier, rest, context)


def _in_passing(segment: Segment, context: frozenset[str]) -> Iterator[tuple[str, _Statement]]:
    """What a sentence gives a value on its way: "D is the synthetic dividend of 3.5%"."""
    low = segment.low
    for match in _OF_THE.finditer(low) if not _CASE.search(low) else ():
        subject, quantity = match["subject"], next(quantities(low[match.end() :]), None)
        if quantity and quantity.start == 0 and quantity.unit and not content_words(subject) <= _SAYS_LITTLE:
            start, end = match.end(), match.end() + quantity.end
            says = quantity.value
            yield subject, _Statement(segment, start, end, quantity.unit, says, quantity.qualifier, "", context)


def _statements(ir: DocumentIR) -> Iterator[tuple[str, _Statement]]:
    by_block = defaultdict[str, list[tuple[Segment, frozenset[str]]]](list)
    for segment, context in _passages(ir):
        by_block[segment.block.id].append((segment, context))
        if found := _statement(segment, context):
            yield found
        yield from _in_passing(segment, context)
    for parameter in ir.understanding.parameters:
        for said in parameter.statements:
            for segment, context in by_block[said.span.block]:
                if stated := _of_parameter(segment, context, said):
                    yield parameter.names[0].lower(), stated


def _passages(ir: DocumentIR) -> Iterator[tuple[Segment, frozenset[str]]]:
    """The passages that hold in every case, each with the words around it."""
    before: Segment | None = None
    for segment in ir.prose:
        if segment.kind is not SegmentKind.CELL:
            said_before = before.low if before and before.block is segment.block else ""
            words = content_words(f"{said_before} {segment.lead} {' '.join(segment.section.path)}")
            if not _CASE.search(f"{said_before} {segment.lead}".lower()):
                yield segment, words
        before = segment


def _of_parameter(segment: Segment, context: frozenset[str], said: Statement) -> _Statement | None:
    """What a passage says of a parameter, if it is this passage and holds in every case: "Order limit: 5%"."""
    start, end = said.span.start - segment.start, said.span.end - segment.start
    at = segment.text.find(said.value, start, end) if 0 <= start < end <= len(segment.text) else -1
    if said.number is None or at < 0 or _CASE.search(segment.low):
        return None
    qualifier, _, unit = said.unit.rpartition(" ")
    end = at + len(said.value)
    return _Statement(segment, at, end, unit, said.number, qualifier, segment.low[end:].strip(" ."), context)


def _contradict(one: _Statement, other: _Statement) -> bool:
    same_frame = one.rest == other.rest or (
        bool(_LITTLE_ADDED.match(one.rest))
        and bool(_LITTLE_ADDED.match(other.rest))
        and not (one.rest.startswith("of ") and other.rest.startswith("of "))
    )
    return (
        one.segment is not other.segment
        and one.unit == other.unit
        and (one.says != other.says or "" != one.qualifier != other.qualifier != "")
        and same_frame
        and not (one.context ^ other.context) & APART
        and not are_variants(one.segment.section, other.segment.section)
    )


_MOST = 20
"""Statements on one subject that are compared with one another."""


@lru_cache(maxsize=1)  # two checks ask
def contradictions(ir: DocumentIR) -> tuple[tuple[str, _Statement, _Statement], ...]:
    """Each subject that is given two values, with the first two passages that do."""
    return tuple(_contradictions(ir))


def _contradictions(ir: DocumentIR) -> Iterator[tuple[str, _Statement, _Statement]]:
    by_subject = defaultdict[str, list[_Statement]](list)
    for subject, statement in _statements(ir):
        by_subject[subject].append(statement)
    for subject, statements in by_subject.items():
        pair = next((pair for pair in combinations(statements[:_MOST], 2) if _contradict(*pair)), None)
        if pair:
            yield subject, *pair


def _two_values(ir: DocumentIR) -> Iterator[Hit]:
    for subject, one, other in contradictions(ir):
        yield Hit(
            title=f"Two values for {subject}: '{one.words}' and '{other.words}'",
            why=f"{one.segment.section.printed or 'One passage'} says {one.words},"
            f" {other.segment.section.printed or 'another'} says {other.words}, and nothing says when which of them"
            " applies. Whatever depends on it comes out differently for two readers.",
            spans=tuple(s.segment.span(0, s.end) for s in (one, other)),
            suggestion=replace(other.segment, other.start, other.end, to_specify(_either(one, other))),
        )


def _either(one: _Statement, other: _Statement) -> str:
    """Both values, with a common unit said once: "20 or 30 trading days"."""
    number, _, unit = one.words.partition(" ")
    short = number if unit and other.words.endswith(f" {unit}") and one.unit != "date" else one.words
    return f"{short} or {other.words}"


def _text_and_table(ir: DocumentIR) -> Iterator[Hit]:
    blocks = {block.id: block for block in ir.blocks}
    for parameter in ir.understanding.parameters:
        valued = [said for said in parameter.statements if said.value]
        in_text = [said for said in valued if blocks[said.span.block].cell is None]
        in_tables = [said for said in valued if blocks[said.span.block].cell]
        # where the text or the tables give it several values, they tell cases apart
        if not in_text or not in_tables or _differ(in_text) or _differ(in_tables):
            continue
        one, other = in_text[0], in_tables[0]
        if contradict(one, other):
            yield Hit(
                title=f"Two values for {parameter.names[0]}: '{one.value}' and '{other.value}'",
                why=f"The text gives {one.value}, a table gives {other.value}. What depends on it"
                " comes out differently.",
                spans=(one.span, other.span),
                suggestion=Replace(span=other.span, text=to_specify(f"{one.value} or {other.value}, in both places")),
            )


def _differ(said: list[Statement]) -> bool:
    return any(contradict(said[0], other) for other in said[1:])


_LONG = {
    "min": "minimum",
    "max": "maximum",
    "pct": "percent",
    "avg": "average",
    "num": "number",
    "vol": "volatility",
    "qty": "quantity",
    "amt": "amount",
}
_SNAKE = re.compile(r"(?<![\w.`/-])_?[a-z][a-z0-9]{0,30}(?:_[a-z0-9]{1,30}){1,8}(?![\w(./])")
_GONE = re.compile(r"\b(?:removed|deprecated|renamed|formerly|previously|no longer|replaced)\b")


def _parts(name: str) -> frozenset[str]:
    """The words of a name in code, abbreviations written out."""
    return frozenset(_LONG.get(word, word.removesuffix("s")) for word in name.strip("_").split("_"))


def _two_names(ir: DocumentIR) -> Iterator[Hit]:
    blocks = {block.id: block for block in ir.blocks}
    tabled = {
        name: _parts(name)
        for parameter in ir.understanding.parameters
        if any(blocks[said.span.block].cell for said in parameter.statements)
        for name in parameter.names
        if _SNAKE.fullmatch(name)
    }
    told = set(tabled)
    for segment in ir.prose.having(_SNAKE) if tabled else ():
        if segment.kind is SegmentKind.CELL or _GONE.search(f"{segment.low} {segment.lead.lower()}"):
            continue
        for match in _SNAKE.finditer(segment.text):
            name = match.group()
            kin = [other for other, parts in tabled.items() if _parts(name) <= parts and len(parts - _parts(name)) <= 1]
            if name in told or len(kin) != 1 or len(_parts(name)) < 2:
                continue
            told.add(name)
            yield Hit(
                title=f"{name} is not among the parameters: {kin[0]} is",
                why=f"The text speaks of {name}, the table of parameters of {kin[0]}. They may be one parameter under"
                " two names or two of which one was never described; an implementer cannot tell.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=replace(segment, match.start(), match.end(), to_specify(f"{kin[0]}, or what {name} is")),
            )


CHECKS = (
    Check(
        id="DS-CON-09",
        title="Two values for one quantity or date",
        matters="Whoever implements it takes one of the two.",
        fix="Decide which value holds, state it once, and refer to it from the other place.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_two_values,
        bad=(
            "# 1. Level\n\nHere D is the synthetic dividend of 3.5% per annum.\n\n# 2. Dividend\n\nThe synthetic"
            " dividend is 4.0% a year and accrues daily.",
            "# 1. Signal\n\nThe lookback window is 20 trading days.\n\n# 2. Risk\n\nThe lookback window is 30 trading"
            " days.",
            "The exposure limit is 5%.\n\nThe exposure limit is set at 7%.",
            "The base level is 100. The base level equals 1000.",
            "The base date is 1 January 2020.\n\nThe base date is January 2, 2020.",
            "A lookback window of 20 trading days is used.\n\nThe lookback window is 30 trading days.",
            "The settlement lag is 2 business days.\n\nThe settlement lag is 2 calendar days.",
            "- Order limit: 5%\n\nThe order limit is 7%.",
            "The maximum order size (MOS) is 5%.\n\nMOS = 7%",
        ),
        good=(
            "The lookback window is 20 trading days.\n\nThe lookback window is 20 trading days.",
            "The base date is 1 January 2020.\n\nThe base date is 2020-01-01.",
            "The exposure limit is 5% for equities.\n\nThe exposure limit is 7% for bonds.",
            "If volatility is high, the exposure limit is 5%. Otherwise the exposure limit is 7%.",
            "The initial margin is 5%.\n\nThe final margin is 7%.",
            "The lookback window is 20 trading days.\n\nThe lookback window is 4 weeks.",
            "The settlement lag is 2 days.\n\nThe settlement lag is 2 business days.",
            "# 1. Tier A\n\nThe cap is 5%.\n\n# 2. Tier B\n\nThe cap is 10%.",
            "# 1. Equity sleeve\n\nThe cap is 5%.\n\n# 2. Bond sleeve\n\nThe cap is 10%.",
            "# 3.1 Momentum\n\nThe lookback window is 20 days.\n\n# 3.2 Value\n\nThe lookback window is 30 days.",
            "New constituents enter at once. The cap is 5%.\n\nExisting constituents stay. The cap is 10%.",
            "The limit is 5% of the index.\n\nThe limit is 10% of the sector.",
            "| Cap | 5% |\n| Cap | 10% |",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CON-08",
        title="A parameter with one value in the text and another in a table",
        matters="Whoever implements it takes one of the two.",
        fix="Make the table the one place for the value, and let the text refer to it.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_text_and_table,
        bad=(
            "The maximum leverage is 2x.\n\n| Parameter | Value |\n| max_leverage | 3x |",
            "“Target Volatility” means 10% per annum.\n\n| Parameter | Value |\n| Target Volatility | 12% |",
        ),
        good=(
            "“Target Volatility” means 10% per annum.\n\n| Parameter | Value |\n| Target Volatility | 10% |",
            "The cap is 10%.\n\n| Region | Asia | Europe |\n| Cap | 5% | 12% |",
        ),
        confidence=0.9,
    ),
    Check(
        id="DS-CON-10",
        title="A parameter under two names",
        matters="Nobody can tell whether they are one or two.",
        fix="Use one name throughout, or say how the two quantities differ.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.MEDIUM,
        find=_two_names,
        bad=(
            "| Parameter | Default |\n| min_spread | 0 |\n\nThe minimum_spread is taken of the mid price.",
            "| Parameter | Default |\n| target_base_pct | 50 |\n\nOrders move towards target_pct sooner.",
        ),
        good=(
            "| Parameter | Default |\n| min_spread | 0 |\n\nThe min_spread is taken of the mid price.",
            "| Parameter | Default |\n| min_spread | 0 |\n\nThe max_spread is taken of the mid price.",
            "| Parameter | Default |\n| min_spread | 0 |\n\nThe parameter minimum_spread was removed.",
            "| Parameter | Default |\n| trading_intensity_buffer_size | 9 |\n\nThe trading_intensity is estimated.",
        ),
    ),
)
