"""Listed: what is eligible or approved, and classes of countries, that no passage lists."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_ELIGIBLE = re.compile(
    r"\b(?:(?:the|all|any|of|in|from|on|by|only) )(?P<what>(?:eligible|qualifying|approved|designated|permitted"
    r"|supported|admitted|recogni[sz]ed) (?:[a-z-]+ ){0,2}?(?P<kind>countries|exchanges|currencies|markets"
    r"|venues|instruments|sectors|counterparties|brokers|commodities|assets|tokens|collateral|issuers|banks"
    r"|industries))\b(?! (?:list|with|whose"
    r"|that|which|having))"
)
_LISTS = re.compile(
    r",? ?(?:being|namely|i\.e\.)|\b(?:are|is|include[sd]?|comprises?|means?|must|have|has|at least|consists? of"
    r"|where)\b|:|\("
)


def _listed_nowhere(ir: DocumentIR) -> Iterator[Hit]:
    """What has to be eligible or approved, where no passage lists it or gives its criteria."""
    told = set[str]()
    for segment in ir.prose.having(_ELIGIBLE):
        for match in _ELIGIBLE.finditer(segment.low):
            what = match["what"]
            if match["kind"] in told or ir.meaning(what) or _lists(ir, segment, match):
                continue
            told.add(match["kind"])
            yield Hit(
                title=f"{capital(what)} are not listed",
                why=f"Which {match['kind']} these are decides what is in, and the document neither lists them nor gives"
                " the criteria by which they are told.",
                spans=(segment.span(*match.span("what")),),
                suggestion=add_after(
                    segment, match.end(), f" ({to_specify('the list with its date, or the criteria')})"
                ),
            )


def _lists(ir: DocumentIR, segment: Segment, match: re.Match[str]) -> bool:
    if _LISTS.match(segment.text[match.end() :].lstrip()[:12]):
        return True
    words = content_words(match["what"])
    return any(
        other.kind in (SegmentKind.HEADING, SegmentKind.CELL)
        or words & content_words(other.lead)
        or (other is not segment and _LISTS.search(other.low))
        for other in ir.with_all(words)
    )


_MARKETS = Wording(
    re.compile(
        r"\b(?P<what>(?:developed|emerging|frontier|advanced|developing) (?:markets?|market countr(?:y|ies)"
        r"|countr(?:y|ies)"
        r"|economies)|emerging [a-z]+ (?:econom(?:y|ies)|countr(?:y|ies)))\b(?! (?:index|indices|equit|bond|strateg"
        r"|debt|fund|portfolio|dividend|currenc|local|corporate))"
    ),
    "Which {words} are meant is not specified",
    "Index providers, banks and the IMF classify countries differently and move them at different times (South Korea,"
    " Poland, Greece); the document names no classification and lists no countries.",
    "the countries, or the classification with its publisher and date",
    needs=re.compile(
        r"\b(?:headquarter\w*|domicil\w*|incorporat\w*|listed|located|eligib\w*|based|issued|issuers?|must|only"
        r"|exclud\w*|select\w*|traded)\b"
    ),
    settled=re.compile(
        r"\b(?:msci|ftse|s&p|imf|world bank|stoxx|iso|jp ?morgan|appendix|annex|table|section|list|as (?:defined"
        r"|classified))\b|[(:]"
    ),
    settled_elsewhere=re.compile(
        r"\b(?:developed|emerging|frontier) (?:market )?(?:countries|markets) (?:are|include|means?|comprise)|\bmarket"
        r" classification\b"
    ),
    once=True,
)

CHECKS = (
    Check(
        id="DS-PAR-19",
        title="Eligible or approved, and listed nowhere",
        matters="Without the list two teams admit different members.",
        fix="Add the list with its date, or the criteria with their values, or name who publishes it.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_listed_nowhere,
        bad=("Orders are sent only to the approved venues.", "Deposits are placed with the qualifying banks."),
        good=(
            "Orders are sent only to the approved venues.\n\n# Approved venues\n\nXetra, Cboe Europe.",
            "Orders are split over the approved venues, being Xetra and Cboe Europe.",
            "Fixings are postponed while the relevant exchanges are closed.",
            "Orders are sent only to the approved venues. Approved venues are Xetra and Cboe Europe.",
        ),
    ),
    Check(
        id="DS-PAR-21",
        title="A class of countries without its classification",
        matters="Countries move between the classes, and on different days.",
        fix="List the countries, or name the classification with its publisher and the date as of which it is read.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_MARKETS,
        bad=(
            "Issuers must be incorporated in an emerging European economy.",
            "Issuers must be domiciled in emerging market countries.",
        ),
        good=("Issuers must be domiciled in emerging market countries as classified by FTSE Russell.",),
        confidence=0.75,
    ),
)
