"""Several markets: how their data are aligned, and whose calendar decides."""

import re
from collections.abc import Iterator

from domain.analysis.checks.calendar import has_calendar
from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.checks.dated import open_and_closed
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.names import WORLDWIDE
from domain.semantics.segments import Segment

_ALIGNED = re.compile(
    r"\b(?P<what>(?:align|synchroni[sz]|match|merg|combin|join)\w* [^.;]{0,80}\b"
    r"(?:common (?:trading )?(?:days?|dates?)|calendars?|dates|time series|holidays?|time zones?)|common "
    r"(?:trading |business )?(?:days|dates))"
)


def _aligned(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_ALIGNED):
        match = _ALIGNED.search(segment.low)
        if not match or re.search(
            r"\b(?:both|all) (?:\w+ ){0,4}(?:are )?open|\bintersection\b|\bforward[- ]fill|\bcarried forward\b"
            r"|\bunion of\b",
            segment.low,
        ):
            continue
        end = match.start() + len(match.group().rstrip())
        where = ", ".join(sorted(m.group() for m in _countries(segment)))
        yield Hit(
            title=f"How data of different markets{f' ({where})' if where else ''} are aligned is not specified",
            why="Markets close on different holidays and at different hours. Dropping a day, carrying the last price"
            " forward and using the nearest day give different correlations and weights.",
            spans=(segment.span(match.start(), end),),
            suggestion=add_after(
                segment,
                end,
                f" ({to_specify('which calendars, and whether days missing in one are dropped or filled')})",
            ),
            dated=open_and_closed(ir),
        )


def _countries(segment: Segment) -> list[re.Match[str]]:
    return list(
        re.finditer(r"\b(?:US|U\.S\.|UK|Japanese|European|Chinese|German|French|Indian|Asian)(?!\w)", segment.text)
    )


_IN_A_PLACE = re.compile(r" (?:in|of) (?:the )?[A-Z]")
"""Whose business days they are: "two business days in Toronto"."""


def _several_markets(ir: DocumentIR) -> Iterator[Hit]:
    """A document about several markets that names no calendar at all."""
    if not ir.spans_markets or has_calendar(ir):
        return
    wanting = re.compile(
        r"\b(?:(?:index|level) is calculated|rebalanc\w+|trading day|non-trading|business days?|month-end|end of"
        r" (?:the|each) month|daily "
        r"(?:returns?|prices?|close)|past \d+ days|previous \d+ days)\b"
    )
    for segment in ir.rules.having(wanting):
        match = wanting.search(segment.low)
        if match and _IN_A_PLACE.match(segment.text, match.end()):
            continue
        if match and re.search(
            r"\b(?:monthly|quarterly|daily|annually|day|days|dates?|month|falls|real[- ]time)\b", segment.low
        ):
            what = next(
                (m.group() for s in (ir.title, segment.text) for m in [WORLDWIDE.search(s.lower())] if m),
                "several markets",
            )
            yield Hit(
                title=f"Several markets ({what}) and no primary calendar for"
                f" '{segment.text[match.start() : match.end()]}'",
                why="The document covers markets with different holidays and names no calendar that decides for all"
                " of them, nor what happens to assets whose market is closed.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_sentence(
                    segment,
                    f"The calendar of {to_specify('exchange')} decides; for assets whose market is closed on such"
                    f" a day, {to_specify('rule')}.",
                ),
                dated=open_and_closed(ir),
            )
            return


CHECKS = (
    Check(
        id="DS-CAL-06",
        title="Data of several markets, aligned somehow",
        matters="The treatment of days missing in one market changes every correlation.",
        fix="Say which days enter: those on which all markets are open, or all days with the last value carried "
        "forward; and at which time each market is read.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.CRITICAL,
        find=_aligned,
        bad=("Align the series of German equities and US bonds using common trading days.",),
        good=("Only dates on which both NYSE and Xetra are open are used to align the dates of the series.",),
        confidence=0.85,
    ),
    Check(
        id="DS-CAL-07",
        title="Several markets and no primary calendar",
        matters="Somebody's holiday decides, and the text does not say whose.",
        fix="Name the primary calendar, and say what is done with a member whose market is closed on a day of it.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_several_markets,
        bad=("# Global Balanced Strategy\n\nThe global portfolio of US and Japanese equities is rebalanced monthly.",),
        good=(
            "Global futures are rolled on the fifth trading day of the listing exchange before the last trading day.",
            "# Global Series\n\nErrors found within two business days in Luxembourg are put right.",
            "The global portfolio of US and Japanese equities is rebalanced monthly on NYSE trading days.",
        ),
        confidence=0.75,
    ),
)
