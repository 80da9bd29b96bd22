"""Moments: one act at two times of day, or with two numbers of days to settle."""

import re
from collections.abc import Iterator
from itertools import chain, combinations

from domain.analysis.checks.cases import kinds_apart
from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.phrases import phrase_before
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.variants import are_variants
from domain.semantics.words import content_words

_TIME = r"(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d)(?: ?(?P<half>[ap]\.?m))?| ?(?P<half2>[ap]\.?m|o'clock))(?![\d%])"
_ACTS = (
    r"(?:published|disseminated|released|calculated|computed|sent|submitted|fixed|taken|sampled|distributed|delivered"
    r"|announced"
    r"|executed|recorded)"
)
_TIMED = re.compile(
    rf"\b(?P<act>(?:is|are|be) {_ACTS}|cut-?off(?: time)?|deadline|snapshot(?: time)?|valuation time|fixing time"
    rf"|(?:trading|session"
    rf"|algorithm|schedule) (?:starts?|ends?|begins?|stops?|closes?|opens?))\b(?: [a-z]+){{0,6}}? (?P<by>by|before|no"
    rf" later than"
    rf"|not later than|until|at|from|is|around|of)? ?(?:the )?{_TIME}"
)
_CLOCK = re.compile(rf"(?<![\d:.]){_TIME}")
_ZONE = re.compile(
    r"\b(?:utc|gmt|cet|cest|est|edt|et|bst|jst|hkt|[a-z]+ time|london|new york|frankfurt|tokyo|hong"
    r" kong|sydney|zurich|paris)\b"
)
_IN_A_CASE = re.compile(
    r"\b(?:if|when|where|unless|otherwise|fallback|back-?up|instead|except|delayed|half[- ]day|early close"
    r"|preliminary|provisional|first"
    r"|again|then|example|indicative|morning|evening|mondays?|fridays?)\b"
)


def _minutes(match: re.Match[str]) -> int:
    half = (match["half"] or match["half2"] or "")[:1]
    hour = int(match["hour"]) % 12 + 12 * (half == "p") if half in ("a", "p") else int(match["hour"])
    return 60 * hour + int(match["minute"] or 0)


def _timed(ir: DocumentIR) -> Iterator[tuple[Segment, re.Match[str], frozenset[str]]]:
    """What is done at which time, with what it is done to."""
    for segment in ir.prose.having(_TIMED):
        match = _TIMED.search(segment.low)
        if (
            match
            and segment.kind is not SegmentKind.CELL
            and len(list(_CLOCK.finditer(segment.low))) == 1
            and not _IN_A_CASE.search(segment.low)
        ):
            yield segment, match, content_words(phrase_before(segment.low, match.start())) - _LITTLE


_LITTLE = content_words("index daily each day trading business official")
_LATEST = ("by", "before", "no later than", "not later than", "until")


def _fit(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether both times may hold: what is published at 18:00 is published by 18:30."""
    first, second = _minutes(one), _minutes(other)
    if (one["by"] in _LATEST) != (other["by"] in _LATEST):
        at, latest = (second, first) if one["by"] in _LATEST else (first, second)
        return at <= latest
    return first == second


def _act(match: re.Match[str]) -> str:
    return str(match["act"]).removesuffix(" time").split()[-1]


def _two_times(ir: DocumentIR) -> Iterator[Hit]:
    for (one, first, subject), (other, second, other_subject) in combinations([*_timed(ir)][:30], 2):
        zones = {match.group() for match in _ZONE.finditer(one.low)} ^ {
            match.group() for match in _ZONE.finditer(other.low)
        }
        if (
            _act(first) != _act(second)
            or subject != other_subject
            or _fit(first, second)
            or len(zones) > 1
            or kinds_apart(content_words(one.low), content_words(other.low))
            or are_variants(one.section, other.section)
        ):
            continue
        yield _hit(
            "times",
            one,
            first.span(),
            other,
            second.span(),
            "What happens in between is in by one of them and out by the other.",
        )
        return


_SETTLES = re.compile(r"\bt ?\+ ?(?P<days>\d)\b")
_SETTLED = re.compile(r"\bsettl\w+")


def _two_lags(ir: DocumentIR) -> Iterator[Hit]:
    said = [
        (segment, match)
        for segment in ir.prose.having(_SETTLES)
        if _SETTLED.search(segment.low) and segment.kind is not SegmentKind.CELL and not _IN_A_CASE.search(segment.low)
        for match in [*_SETTLES.finditer(segment.low)][:1]
    ]
    for (one, first), (other, second) in combinations(said[:20], 2):
        apart = content_words(one.low) ^ content_words(other.low)
        if first["days"] != second["days"] and one is not other and not apart & _MARKETS:
            yield _hit(
                "settlement",
                one,
                first.span(),
                other,
                second.span(),
                "Cash is there on another day, and interest with it.",
            )
            return


_MARKETS = content_words(
    "us europe european japan asia american equity equities bond bonds fx currency etf etfs option options future"
    " futures"
    " treasury subscription redemption subscriptions redemptions share shares"
)


def _hit(what: str, one: Segment, at: tuple[int, int], other: Segment, other_at: tuple[int, int], why: str) -> Hit:
    here, there = one.text[slice(*at)], other.text[slice(*other_at)]
    return Hit(
        title=f"Contradictory {what}: '{here}' and '{there}'",
        why=f"“{one.text[:120]}” and “{other.text[:120]}” cannot both hold. {why}",
        spans=(one.span(*at), other.span(*other_at)),
        suggestion=replace(other, *other_at, to_specify(f"{here}, or {there}")),
    )


CHECKS = (
    Check(
        id="DS-CON-42",
        title="One act at two times",
        matters="Prices and orders of the minutes in between belong to one of the two.",
        fix="Give the time once with its time zone, and refer to it from the other place.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=lambda ir: chain(_two_times(ir), _two_lags(ir)),
        bad=(
            "Levels are published at 18:00 London time.\n\nLevels are published at 19:00.",
            "The cut-off is 15:30.\n\nThe cut-off time is 4 pm.",
            "The file is sent by 17:30.\n\nThe file is sent at 18:00.",
            "Trades settle at T+2.\n\nSettlement takes place on T+1.",
        ),
        good=(
            "Levels are published at 18:00 London time.\n\nLevels are published at 6 pm.",
            "Levels are published at 18:00.\n\nWeights are published at 19:00.",
            "The file is sent by 18:00.\n\nThe file is sent at 17:30.",
            "Levels are published at 18:00.\n\nOn half-days levels are published at 14:00 if the exchange closes"
            " early.",
            "Shares settle at T+2.\n\nOptions settle at T+1.",
        ),
        confidence=0.8,
    ),
)
