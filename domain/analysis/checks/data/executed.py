"""What executions are measured by: the market's volume and its profile, the arrival price."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.methods.inputs import is_measured
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR
from domain.semantics.names import MARKET, SOURCE
from domain.semantics.sections import Role
from domain.semantics.words import content_words

_VOLUME = re.compile(
    r"\b(?P<what>(?:total |overall |real-time |live |observed |executed )?(?:market|traded|trading|market traded)"
    r" volumes?|(?:share|percentage|fraction) of (?:the )?volume|(?:market|tape|traded|trading|mkt"
    r"|consolidated)_?vol(?:ume)?\w{0,3}|(?:volume in the market|turnover in the market))\b"
)
_WHERE_TRADED = re.compile(
    r"\b(?:consolidated|primary|listing (?:exchange|venue|market)|exchange(?:'s)?|venues?|lit|order book|sip|tape"
    r"|feed|all markets|off[- ]exchange|home market)\b"
)


def _volume(ir: DocumentIR) -> Iterator[Hit]:
    """Volume that an algorithm follows, traded nobody knows where."""
    if ir.kind not in (DocumentKind.EXECUTION_ALGORITHM, DocumentKind.STRATEGY, DocumentKind.OTHER):
        return
    if any(
        _WHERE_TRADED.search(s.low) or MARKET.search(s.text) or SOURCE.search(s.text)
        for s in ir.with_all(content_words("volume"))
    ):
        return
    for segment in ir.prose.having(_VOLUME):
        match = _VOLUME.search(segment.low)
        if not match or segment.section.role is not Role.RULES:
            continue
        if not _FOLLOWED.search(segment.low):
            continue
        yield Hit(
            title=f"{capital(match['what'])}: the venues and the feed it is counted on are not specified",
            why="On the primary exchange alone, on all lit venues, or with dark and off-exchange trades, volume"
            " differs by a multiple, and so does what the algorithm trades.",
            spans=(segment.span(*match.span("what")),),
            suggestion=add_after(
                segment, match.end("what"), f" ({to_specify('venues, kinds of trades, feed and interval')})"
            ),
        )
        return


_FOLLOWED = re.compile(
    r"\b(?:executed|order|share|percent\w*|participat\w+|rate|follows?|algorithm|child|parent|slices?|schedule"
    r"|buckets?|interval|target|never|at most|trades?)\b"
)
_PROFILE = Wording(
    re.compile(
        r"\b(?P<what>(?:historical|average|typical|expected|past|usual|normal|intraday|recent)"
        r" (?:intraday )?(?:trading )?(?:volume|spread|volatility|liquidity|turnover) (?:profiles?|curves?|patterns?"
        r"|distributions?|shapes?|averages?))\b"
    ),
    "{Words}: over which days, and how it is averaged, is not specified",
    "A profile is an average over past days. Over five days and over a year, with expiry days and without, it has other"
    " shapes, and orders are cut by it.",
    "number of trading days, kind of average, buckets, and days that are left out",
    settled=re.compile(
        r"\d+[- ](?:[a-z]+[- ]){0,2}(?:day|week|month|session)|[=×]|\b(?:section|table|appendix|annex) [\da-z]\b"
    ),
    settled_elsewhere=re.compile(
        r"\b(?:profile|curve|pattern|distribution|shape)\b[^.;]{0,80}\b\d+ (?:[a-z]+ ){0,2}(?:days|weeks|months"
        r"|sessions)\b|\b\d+ (?:[a-z]+ ){0,2}(?:days|weeks|months|sessions)\b[^.;]{0,80}\b(?:profile|curve|pattern)\b"
    ),
    once=True,
    everywhere=True,
)

_REFERENCE_PRICE = re.compile(
    r"\b(?P<what>(?:arrival|decision|theoretical|mark|benchmark|trigger) price)s?\b(?! (?:limit|range"
    r"|band))(?! [^.;]{0,40}\([`a-z]+_[a-z_]+`?\))"
)


_ON_ARRIVAL = re.compile(
    r"\barrival mid|\b(?:at|on|upon|of) (?:the )?(?:arrival|receipt|decision) of (?:the|an?|each) |\b(?:mid|quote"
    r"|touch|last)\b[^.;]{0,60}\b(?:when|at which|as) (?:the |an? )?(?:parent )?order (?:is|was) (?:received|accepted"
    r"|created|sent)"
)
"""The moment at which an order meets the market, told besides the name of its price."""


def _reference_price(ir: DocumentIR) -> Iterator[Hit]:
    """A price with a name that orders are measured against, which no passage says how to take."""
    if ir.segments.say(_ON_ARRIVAL):
        return
    told = set[str]()
    for segment in ir.prose.having(_REFERENCE_PRICE):
        for match in _REFERENCE_PRICE.finditer(segment.low):
            what = match["what"]
            if what in told:
                continue
            told.add(what)
            if ir.meaning(what) or is_measured(ir, what):
                continue
            yield Hit(
                title=f"{capital(what)}: which price, of which moment, is not specified",
                why=f"“{what}” can be the mid, the last trade or the touch, when the order is decided on, sent or"
                f" received."
                " Each gives another slippage and another limit.",
                spans=(segment.span(*match.span("what")),),
                suggestion=add_after(
                    segment,
                    match.end("what"),
                    f" ({to_specify('mid, last trade or touch, at which moment, on which venue')})",
                ),
            )


CHECKS = (
    Check(
        id="DS-DAT-11",
        title="Volume of no stated venue",
        matters="One exchange's volume is a part of the market's.",
        fix="Say on which venues and which feed volume is counted, which kinds of trades are left out, and over which"
        " interval.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_volume,
        bad=("The order follows market volume.", "- Rate: share of volume that the algorithm trades"),
        good=(
            "The order follows market volume. Volume is that of the primary exchange.",
            "The order follows the market volume of Xetra.",
            "| Field | Meaning |\n| max_pov | highest share of market volume |\n\nM is the XETR volume since start.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-35",
        title="A profile of no stated window",
        matters="The shape of a day depends on the days it is averaged over.",
        fix="Give the number of trading days, the kind of average, the buckets, and the days that are left out.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_PROFILE,
        bad=("The order is cut along the historical volume profile.",),
        good=(
            "The order is cut along the historical volume profile of the last 20 trading days.",
            "The order is cut along the average volume curve. The curve is a mean over 30 trading days.",
        ),
    ),
    Check(
        id="DS-NAM-16",
        title="A price with a name, and nothing says which it is",
        matters="Slippage is measured from it.",
        fix="Say whether it is the mid, the last trade or the touch, at which moment, and on which venue or feed.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_reference_price,
        bad=("Slippage against the arrival price is kept low.",),
        good=(
            "Slippage against the arrival price is kept low. The arrival price is the mid of Xetra when the order is"
            " received.",
            "Arrival price = (bid + ask) / 2\n\nSlippage is measured against the arrival price.",
            "# 1. Data\n\nA, the arrival price, is the midpoint of bid and offer at the order's start.\n\n# 2."
            " Limits\n\nCost is measured against the arrival price.",
        ),
        confidence=0.75,
    ),
)
