"""How a level is observed, said in two ways: all the time and at the close alone, each quarter and each half-year."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.contradictions.opposites import EXCEPT, contradiction
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind

_LEVELS = r"(?<!final )(?<!initial )(?<!closing )(?<!index )(?<!reference )levels?"
_OF = (
    r"(?:barriers?|knock-?(?:in|out)s?|triggers?|stops?|stop-loss(?:es)?|protection|thresholds?|autocall|call levels?"
    rf"|lower level|{_LEVELS}|limits?|conditions?|breach(?:es)?)"
)
_ALL_THE_TIME = re.compile(
    rf"\b(?P<of>{_OF})\b[^.;]{{0,60}}?\b(?:is|are|be|being|counts?|applies|apply|holds"
    rf"|was)?\b[^.;]{{0,30}}?(?P<what>(?:watched|observed|monitored|tested"
    r"|checked|measured|compared|examined|touched|reached|breached|tracked|live) (?:[a-z]+ ){0,2}?(?:continuously|at"
    r" (?:any|every|all) (?:time|moment|instant)s?"
    r"|intraday|tick by tick|around the clock|throughout (?:the )?(?:life|day|term|session)|all day|on every trade|in"
    r" real time"
    r"|during (?:the )?(?:whole|entire|life|term)))"
    r"|\b(?:continuous|intraday|american)(?: style)? (?P<of2>barrier|knock-?(?:in|out)|observation|monitoring)\b"
    r"|\b(?P<of3>barrier|knock-?(?:in|out)|trigger|stop)\b[^.;]{0,40}\b(?:as soon as|if|when|once|whenever) (?:any|a"
    r" single|one) (?:single )?"
    r"(?:trade|print|tick|quote|transaction|price)\b"
)
_AT_CLOSE = re.compile(
    rf"\b(?P<of>{_OF})\b[^.;]{{0,50}}?\b(?P<what>(?:only|solely|exclusively|nothing but) (?:[a-z]+ ){{0,3}}?(?:the"
    rf" )?(?:official )?(?:clos(?:e|es|ing)|settlement"
    r"|final|maturity|last|daily)(?: [a-z]+)?(?: [a-z]+)?)"
    rf"|\b(?P<of2>{_OF})\b[^.;]{{0,40}}?\b(?P<what2>(?:on a clos(?:e|ing) basis|at the clos(?:e|ing) only|on closing"
    rf" prices only|closing prices? alone"
    r"|end[- ]of[- ]day only|at (?:maturity|expiry) only|once a day))\b"
    r"|\b(?:a|the|each|every|one|any) (?:single )?(?:daily |official |weekly )?close (?:at or )?(?:below|above|under"
    r"|over)\b[^.;]{0,40}\b"
    r"(?P<of3>barrier|knock-?(?:in|out)|trigger|stop)\b"
    r"|\bfor the (?P<of4>pay-?off)\b[^.;]{0,20}?\b(?:only|solely) the (?:official )?closing (?:price|level)[^.;]{0,40}"
    r"\bcounts\b"
)


def _barriers(ir: DocumentIR) -> Iterator[Hit]:
    """A barrier watched all the time, and the same one for which the close alone counts."""
    watched = [(s, m) for s in ir.prose.having(_ALL_THE_TIME) if (m := _ALL_THE_TIME.search(s.low))]
    closing = defaultdict[str, list[tuple[Segment, re.Match[str]]]](list)
    for segment in ir.prose.having(_AT_CLOSE) if watched else ():
        match = _AT_CLOSE.search(segment.low)
        if match and not EXCEPT.search(segment.low):
            closing[_which(segment, match)].append((segment, match))
    for one, first in watched:
        which = _which(one, first)
        alike = {"barrier", *_BARRIERS} if which == "barrier" else {which, "barrier"} if which in _BARRIERS else {which}
        for name in sorted(alike):
            for other, second in closing[name][:2]:
                if one is other:
                    continue
                yield contradiction(
                    "how the level is observed",
                    one,
                    first.span(),
                    other,
                    second.span(),
                    "A price that touches the level within the day counts by the one and not by the other.",
                )
                return


_BARRIERS = ("knock-in", "knock-out")
"""What a barrier without another name may be."""
_NAMED = {
    "knock-in": re.compile(r"\b(?:knock-?in|protection|lower|down-and-in)"),
    "knock-out": re.compile(r"\b(?:knock-?out|upper|up-and-out)"),
    "coupon": re.compile(r"\b(?:coupon|interest|memory)"),
    "call": re.compile(r"\b(?:auto-?call|call|early redemption)"),
}
_ANY_BARRIER = re.compile(r"barrier|levels?$|breach|condition|observation|monitoring|pay-?off")


def _which(segment: Segment, match: re.Match[str]) -> str:
    """Of which level the passage speaks, by the words before it where it has a name of its own."""
    group = next(name for name, words in match.groupdict().items() if words and name.startswith("of"))
    words = segment.low[max(0, match.start(group) - 20) : match.end(group)]
    named = next((name for name, said in _NAMED.items() if said.search(words)), "")
    return named or ("barrier" if _ANY_BARRIER.search(match[group]) else match[group].rstrip("s"))


_ADVERB = {
    "daily": 250,
    "weekly": 52,
    "monthly": 12,
    "quarterly": 4,
    "semi-annual": 2,
    "half-yearly": 2,
    "annual": 1,
    "yearly": 1,
}
_HOW_OFTEN = r"daily|weekly|monthly|quarterly|semi-?annual(?:ly)?|half-?yearly|annual(?:ly)?|yearly"
_ACTS = {
    "observation": r"observ\w+",
    "valuation": r"valu(?:ed|ation)s?",
    "fixing": r"fix(?:ed|ings?)",
    "settlement": r"settle(?:d|ments?)",
    "reset": r"resets?",
    "determination": r"determin(?:ed|ations?)",
    "auction": r"auction(?:ed|s)?",
}
_TIMED = {
    act: re.compile(
        rf"\b(?P<before>{_HOW_OFTEN}) (?:[a-z]+ )?(?:{words})(?: dates?| days?)?\b"
        rf"|\b(?:{words})(?: dates?)? (?:(?:takes? place|happens?|occurs?|is|are|fall|falls|made|due|held|paid|of the"
        rf" [a-z]+) ){{0,3}}"
        rf"(?:only |then )?(?P<behind>{_HOW_OFTEN})\b"
    )
    for act, words in _ACTS.items()
}
_MANY = re.compile(
    r"\b(?:barriers?|volatilit\w+|underlying (?:fund|index)|index levels?|indicative|interim|collateral|margin"
    r"|nav|fund|models?|dividends?|hedge|roll|funding|swap|bond|treasury|committee|in addition|also|if|unless"
    r"|instead)\b"
)


def _observations(ir: DocumentIR) -> Iterator[Hit]:
    """One act of a product at two frequencies."""
    for act, pattern in _TIMED.items():
        said = [
            (s, m, _times(m["before"] or m["behind"]))
            for s in ir.segments.having(pattern)
            if s.kind in (SegmentKind.SENTENCE, SegmentKind.ITEM)
            and (m := pattern.search(s.low))
            and not _MANY.search(_around(s, m))
        ]
        for (one, first, often), (other, second, other_often) in combinations(said[:12], 2):
            if one is not other and often != other_often:
                yield contradiction(
                    f"the frequency of the {act}",
                    one,
                    first.span(),
                    other,
                    second.span(),
                    "The two give the product different dates.",
                )
                return


def _around(segment: Segment, match: re.Match[str]) -> str:
    return segment.low[max(0, match.start() - 25) : match.end() + 25]


def _times(often: str) -> int:
    plain = often.replace("semiannual", "semi-annual").replace("halfyearly", "half-yearly")
    return next(
        times
        for word, times in _ADVERB.items()
        if plain.startswith(word.removesuffix("ly") if word != "daily" else word)
    )


CHECKS = (
    Check(
        id="DS-CON-82",
        title="Watched all the time, and at the close alone",
        matters="A touch within the day decides who is paid.",
        fix="Decide for one way of observation, and say which prices of which hours count.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_barriers,
        bad=(
            "The barrier of 60% is watched continuously during the life.\n\nA breach of the barrier counts only at"
            " the close.",
            "The barrier of 60% is watched continuously during the life.\n\nFor the payoff only the closing price of"
            " the final observation counts.",
            "A daily close below 70% triggers the barrier.\n\nThe barrier is hit as soon as any trade prints below"
            " 70%.",
            "The knock-in level is monitored at any time.\n\nA knock-in is tested on closing prices only.",
        ),
        good=(
            "The barrier is observed continuously.\n\nThe coupon is paid if only the closing price is above 70%.",
            "The barrier is tested on the closing price only.\n\nPositions are monitored continuously.",
            "The barrier is observed continuously.\n\nThe redemption amount is determined only by the closing price of"
            " the final valuation date.",
            "The knock-in barrier is observed continuously.\n\nThe coupon barrier is tested on closing prices only.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-CON-85",
        title="One act of a product at two frequencies",
        matters="The dates of a product are its payments.",
        fix="Give one frequency, and list the dates.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_observations,
        bad=(
            "Observation takes place quarterly on the 15th.\n\nOnly the final semi-annual observation counts at"
            " maturity.",
            "Valuation is monthly.\n\nAn investor is paid out at the next weekly valuation.",
        ),
        good=(
            "Observation takes place quarterly on the 15th.\n\nOnly the final quarterly observation counts at"
            " maturity.",
            "Observation takes place quarterly.\n\nThe daily observation of the barrier ends at maturity.",
        ),
        confidence=0.75,
    ),
)
