"""One thing stated twice: two definitions, two frequencies, two ways to weight, two look-back periods."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from domain.analysis.checks.cases import tasks_apart
from domain.analysis.checks.check import Check, Hit, add_after, add_behind, capital, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.matching import normalised
from domain.semantics.ir import DocumentIR
from domain.semantics.phrases import phrase_before
from domain.semantics.quantities import quantities
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_EVENT = re.compile(
    r"\b(?P<event>rebalanc\w*|reconstitut\w*|review(?:s|ed)?|reweight\w*|updat(?:e|es|ed)|calculated|published"
    r"|evaluated|monitored|disseminated|meets?)\b"
)
_HOW_OFTEN = re.compile(
    r"\b(?P<often>intraday|hourly|daily|weekly|bi-?weekly|monthly|quarterly|semi-?annual(?:ly)?|half-?yearly|annual"
    r"(?:ly)?|yearly|continuously|real[- ]time|(?:every|each|once a|per) (?:calendar )?(?:hour|day|week|month"
    r"|quarter|year)|every six months|twice a year)\b"
)
_PER_YEAR = {
    "hour": 5000,
    "intr": 5000,
    "cont": 9000,
    "real": 9000,
    "dail": 250,
    "week": 52,
    "biwe": 26,
    "bi-w": 26,
    "mont": 12,
    "quar": 4,
    "semi": 2,
    "half": 2,
    "annu": 1,
    "year": 1,
}


_OF_A_UNIT = {"hour": 5000, "day": 250, "week": 52, "month": 12, "quarter": 4, "year": 1}


def _per_year(often: str) -> int:
    if often in ("every six months", "twice a year"):
        return 2
    return _OF_A_UNIT.get(often.split()[-1]) or _PER_YEAR[often[:4]]


_BETWEEN = re.compile(r"\bbetween (?:the |two |any two )?$")


@dataclass(frozen=True)
class _Timing:
    event: str
    often: int
    segment: Segment
    start: int
    end: int


_MEANS = re.compile(r"\bmeans\b")


def _timings(ir: DocumentIR) -> Iterator[_Timing]:
    rules = set(ir.rules)
    for segment in ir.prose.having(_EVENT):
        if segment not in rules and not _MEANS.search(segment.low):
            continue
        events, often = list(_EVENT.finditer(segment.low)), list(_HOW_OFTEN.finditer(segment.low))
        if (
            len({event["event"][:6] for event in events}) == 1
            and len(often) == 1
            and not _BETWEEN.search(segment.low, 0, events[0].start())
        ):
            event, rate = events[0], often[0]
            if abs(event.start() - rate.start()) <= 60:
                yield _Timing(
                    event["event"][:6],
                    _per_year(rate["often"]),
                    segment,
                    min(event.start(), rate.start()),
                    max(event.end(), rate.end()),
                )


def _frequencies(ir: DocumentIR) -> Iterator[Hit]:
    timings = list(_timings(ir))
    told = set[str]()
    for one, other in combinations(timings[:80], 2):
        if one.event in told or one.often == other.often:
            continue
        same = one.event == other.event and len(_objects(one) ^ _objects(other)) == 0 and not _two_things(one, other)
        if same and one.event == "review" and tasks_apart(one.segment.low, other.segment.low):
            continue
        between = (
            one.event in ("rebala", "recons")
            and other.event == "review"
            and other.often > one.often
            and one.segment.section is other.segment.section
        )
        if not (same or between):
            continue
        told.add(one.event)
        first, second = (t.segment.text[t.start : t.end] for t in (one, other))
        yield Hit(
            title=f"Contradictory frequency: '{first}' and '{second}'",
            why=f"“{first}” and “{second}” do not fit together: "
            + (
                "the same event cannot have both."
                if same
                else "the text does not say whether what a review finds takes effect at once or waits for the next"
                " rebalancing."
            ),
            spans=tuple(t.segment.span(t.start, t.end) for t in (one, other)),
            suggestion=add_after(
                other.segment,
                other.end,
                f" {to_specify(f'how this fits with “{first}”, and when changes take effect')}",
            ),
            severity=Severity.CRITICAL if same else Severity.HIGH,
        )


def _two_things(one: _Timing, other: _Timing) -> bool:
    """Whether two reviews or updates are of two things: the error log, and the rates."""
    if one.event in ("rebala", "recons", "reweig"):
        return False
    what, else_ = (content_words(phrase_before(t.segment.text, t.start)) for t in (one, other))
    return bool(what) and bool(else_) and what.isdisjoint(else_)


def _objects(timing: _Timing) -> frozenset[str]:
    return content_words(timing.segment.low) & {
        "scor",
        "weight",
        "pric",
        "data",
        "fee",
        "univers",
        "sector",
        "classification",
        "capitalization",
        "parameter",
        "signal",
        "model",
        "action",
        "clos",
        "official",
        "indicativ",
        "intraday",
        *content_words("rules rulebook methodology policy document"),
    }


_WEIGHTING = re.compile(
    r"\b(?P<equal>equal(?:ly)?[- ]weight\w*|weighted equally|equal weights?)\b|\b(?:weighted (?:by|in proportion to)"
    r"|weights? (?:is|are) (?:set )?(?:proportional|in proportion) to) "
    r"(?:the |their |its )?(?P<by>[a-z-]+(?: [a-z-]+)?)|\b"
    r"(?P<kind>(?:market[- ]cap(?:itali[sz]ation)?|float|price|yield|volatility|risk|factor|score|fundamental"
    r"|cap)[- ]weight\w*)\b"
)
_LEVELS = re.compile(
    r"\b(?:within|each (?:sector|country|group|bucket|region)|sector|country|versus|vs|compared|unlike|rather than"
    r"|instead of|initially|then|before|average)\b"
)


def _weightings(ir: DocumentIR) -> Iterator[Hit]:
    found = [
        (segment, match, _method(match))
        for segment in ir.rules.having(_WEIGHTING)
        if not _LEVELS.search(segment.low)
        for match in _WEIGHTING.finditer(segment.low)
    ]
    for (one, first, method), (other, second, other_method) in combinations(found[:60], 2):
        if one is not other and method != other_method:
            words = [segment.text[m.start() : m.end()] for segment, m in ((one, first), (other, second))]
            yield Hit(
                title=f"Contradictory weighting: '{words[0]}' and '{words[1]}'",
                why=f"The constituents are “{words[0]}” in one place and “{words[1]}” in another. Except by accident"
                " the two give different weights.",
                spans=(one.span(first.start(), first.end()), other.span(second.start(), second.end())),
                suggestion=replace(other, second.start(), second.end(), to_specify(f"{words[0]}, or {words[1]}")),
            )
            return


def _method(match: re.Match[str]) -> str:
    if match["equal"]:
        return "equal"
    return (match["by"] or match["kind"]).split()[0].split("-")[0].removesuffix("-weighted")


_WINDOWED = re.compile(r"\b(?P<what>(?:trading )?volume|volatility|beta|correlation|turnover)\b")
_IN_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def _windows(ir: DocumentIR) -> Iterator[Hit]:
    first_of = dict[str, tuple[Segment, str, int, int]]()
    told = set[str]()
    for segment in ir.rules:
        windows = [
            q
            for q in quantities(segment.low)
            if q.unit in _IN_DAYS
            and re.search(
                r"past|last|previous|over|average|trailing|rolling|-", segment.low[max(0, q.start - 25) : q.end + 25]
            )
        ]
        match = _WINDOWED.search(segment.low + " " + segment.lead.lower())
        if not match or len(windows) != 1:
            continue
        what, window = match["what"].split()[-1], windows[0]
        words = segment.text[window.start : window.end]
        if what not in first_of:
            first_of[what] = (segment, words, window.start, window.end)
            continue
        before, before_words, start, end = first_of[what]
        if (
            before_words.lower().replace("-", " ").rstrip("s") != words.lower().replace("-", " ").rstrip("s")
            and what not in told
            and not (content_words(before.low) ^ content_words(segment.low)) & {"short", "long", "fast", "slow"}
        ):
            told.add(what)
            yield Hit(
                title=f"Two look-back periods for {what}: '{before_words}' and '{words}'",
                why=f"{capital(what)} is taken over “{before_words}” in one place and over “{words}” in another; a"
                " security near the limit passes with one and fails with the other.",
                spans=(before.span(start, end), segment.span(window.start, window.end)),
                suggestion=add_after(segment, window.end, f" {to_specify(f'{before_words} or {words}')}"),
                severity=Severity.MEDIUM,
            )


def _definitions(ir: DocumentIR) -> Iterator[Hit]:
    for term in ir.understanding.terms:
        first, *others = term.definitions or (None,)
        different = [span for span in others if first and normalised(span.quote) != normalised(first.quote)]
        if first and re.search(rf"\((?:the )?\"{re.escape(term.name)}\"\)", first.quote):
            # named in passing; a sentence that says how it is computed is its one definition
            different = [span for span in different if not re.match(rf"The {re.escape(term.name)} is\b", span.quote)]
        if first and different:
            yield Hit(
                title=f"'{term.name}' is defined {len(different) + 1} times",
                why=f"“{term.name}” is given a meaning in more than one place, in different words. Where they differ,"
                " nobody can say which one holds.",
                spans=(first, *different[:7]),
                suggestion=add_behind(different[0], f" {to_specify('which of the definitions holds')}"),
            )


CHECKS = (
    Check(
        id="DS-CON-11",
        title="A term is defined twice",
        matters="Two definitions are two rules as soon as one of them is changed.",
        fix="Keep one definition, and refer to it where the other one stood.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.MEDIUM,
        find=_definitions,
        bad=(
            '"Review Day" means the first Monday of May.\n\n"Review Day" means the last Friday of May.',
            'The third Friday of May (the "Cap Day") counts.\n\nCap Day means the fifth day of a month.',
        ),
        good=(
            '"Review Day" means the first Monday of May.\n\nOn the Review Day weights are set.',
            "The Average Daily Volume (ADV) is used. The Average Daily Volume (ADV) is a mean.",
            '"Cap Day" has the meaning given in Section 2.\n\n# 2. Caps\n\nThe third Friday of May (the "Cap Day").',
            'The Administrator publishes the Alpha Reference Rate (the "Rate").\n\n'
            "The Rate is the arithmetic mean of the medians.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CON-03",
        title="Two frequencies that do not fit",
        matters="The dates on which anything changes are the skeleton of an index.",
        fix="Decide on one frequency, or say what each of the two is the frequency of.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_frequencies,
        bad=(
            "The board meets every quarter. The board meets twice a year.",
            "The index is rebalanced quarterly.\n\nThe index is rebalanced monthly.",
        ),
        good=(
            "The index is rebalanced quarterly.\n\nThe index is calculated daily.",
            "Constituents are reviewed annually. The index is rebalanced quarterly.",
            "The risk committee reviews the limits each quarter.\n\nThe committee reviews the index each year.",
        ),
    ),
    Check(
        id="DS-CON-04",
        title="Two ways to weight",
        matters="Weights are the index.",
        fix="Decide on one weighting, or say for which step or which members each of them is used.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_weightings,
        bad=("Constituents are weighted by dividend yield.\n\nThe index uses equal weighting.",),
        good=(
            "Constituents are weighted by dividend yield.\n\nEach constituent is weighted by dividend yield at"
            " the review.",
        ),
    ),
    Check(
        id="DS-CON-05",
        title="Two look-back periods for one measure",
        matters="A security near the limit passes with one and fails with the other.",
        fix="Decide on one period, or give the two measures different names.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.MEDIUM,
        find=_windows,
        bad=(
            "The trading volume over the past 3 months must exceed $1 million.\n\nThe trading volume is"
            " calculated as a 20-day average.",
        ),
        good=(
            "The trading volume over the past 3 months must exceed $1 million.\n\nThe trading volume is the"
            " 3-month average.",
        ),
    ),
)
