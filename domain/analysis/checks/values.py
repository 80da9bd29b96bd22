"""One quantity or date that is plainly given two values: "The lookback window is 20 trading days", then 30."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import quantities
from domain.semantics.sections import Section
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words, word_set


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
_SAYS_LITTLE = word_set("value result number figure total answer score weight price level amount return change")
_LITTLE_ADDED = re.compile(r"(?:(?:(?:is|are) )?(?:used|applied|applies|apply)|of [a-z ]{1,40})?$")
_CASE = re.compile(r"\b(?:if|when|where|for|unless|example|until|during|case|otherwise|instead|versus)\b")
_APART = content_words(
    "new existing current add delete entry exit buffer initial final developed emerging large small mid long short"
    " upper lower buy sell sector country issuer group single aggregate total daily monthly weekly annual first second"
    " third target soft hard warning stock bond equity commodity currency crypto future option asset class strategy"
    " model sleeve tier phase stage tranche share product account old previous former version scenario aggressive"
    " conservative moderate regime fast slow client"
)
_MONTHS = re.findall(r"\w+", "january february march april may june july august september october november december")
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)}),? (?P<year>\d{{4}})\b"
    rf"|(?P<month2>{'|'.join(_MONTHS)}) (?P<day2>\d{{1,2}}),? (?P<year2>\d{{4}})\b"
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
    return (int(year), _MONTHS.index(month) + 1 if month else int(match["month3"]), int(day)), match.end()


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
    end, rest = at + quantity.end, low[at + quantity.end :].strip(" .")
    return subject, _Statement(segment, at, end, quantity.unit, quantity.value, quantity.qualifier, rest, context)


def _statements(ir: DocumentIR) -> Iterator[tuple[str, _Statement]]:
    before: Segment | None = None
    for segment in ir.prose:
        if segment.kind is not SegmentKind.CELL:
            said_before = before.low if before and before.block is segment.block else ""
            words = content_words(f"{said_before} {segment.lead} {' '.join(segment.section.path)}")
            if not _CASE.search(f"{said_before} {segment.lead}".lower()) and (found := _statement(segment, words)):
                yield found
        before = segment


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
        and not (one.context ^ other.context) & _APART
        and not _are_variants(one.segment.section, other.segment.section)
    )


def _are_variants(one: Section, other: Section) -> bool:
    """Whether the sections are on two things of one kind with figures of their own: 3.1 and 3.2, or two of a title."""
    if one is other or not (one.path and other.path):
        return False
    numbers = [section.number.rpartition(".")[0] for section in (one, other)]
    siblings = one.path[:-1] == other.path[:-1] and (
        len(one.path) > 2 or (numbers[0] != "" and numbers[0] == numbers[1])
    )
    kinds = content_words(one.title) & content_words(other.title) & _APART  # "Tier A" and "Tier B"
    return siblings or bool(kinds) or one.title == other.title


_MOST = 20
"""Statements on one subject that are compared with one another."""


def _two_values(ir: DocumentIR) -> Iterator[Hit]:
    by_subject = defaultdict[str, list[_Statement]](list)
    for subject, statement in _statements(ir):
        by_subject[subject].append(statement)
    for subject, statements in by_subject.items():
        pair = next((pair for pair in combinations(statements[:_MOST], 2) if _contradict(*pair)), None)
        if pair is None:
            continue
        one, other = pair
        yield Hit(
            title=f"Two values for {subject}: '{one.words}' and '{other.words}'",
            why=f"{one.segment.section.printed or 'One passage'} says {one.words},"
            f" {other.segment.section.printed or 'another'} says {other.words}, and nothing says when which of them"
            " applies. Whatever depends on it comes out differently for two readers.",
            spans=tuple(s.segment.span(0, s.end) for s in pair),
            suggestion=replace(other.segment, other.start, other.end, to_specify(_either(one, other))),
        )


def _either(one: _Statement, other: _Statement) -> str:
    """Both values, with a common unit said once: "20 or 30 trading days"."""
    number, _, unit = one.words.partition(" ")
    short = number if unit and other.words.endswith(f" {unit}") and one.unit != "date" else one.words
    return f"{short} or {other.words}"


CHECKS = (
    Check(
        id="DS-CON-09",
        title="Two values for one quantity or date",
        matters="Whoever implements it takes one of the two.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_two_values,
        bad=(
            "# 1. Signal\n\nThe lookback window is 20 trading days.\n\n# 2. Risk\n\nThe lookback window is 30 trading"
            " days.",
            "The exposure limit is 5%.\n\nThe exposure limit is set at 7%.",
            "The base level is 100. The base level equals 1000.",
            "The base date is 1 January 2020.\n\nThe base date is January 2, 2020.",
            "A lookback window of 20 trading days is used.\n\nThe lookback window is 30 trading days.",
            "The settlement lag is 2 business days.\n\nThe settlement lag is 2 calendar days.",
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
)
