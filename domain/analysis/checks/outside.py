"""Outside: tools, places and availability that others decide, eligible ones that are listed nowhere, stale prices."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_NAMED = re.compile(r"\d|\b(?:named|namely|such as|section|table|appendix|annex|version)\b|i\.e\.|[:(]")
_TOOLS = (
    r"(?:algorithms?|models?|software|engines?|tools?|systems?|librar(?:y|ies)|platforms?|packages?"
    r"|calculators?|optimi[sz]ers?)"
)
_TOOL = Wording(
    re.compile(
        rf"\b(?P<what>(?:commercial|third[- ]party|off[- ]the[- ]shelf|vendor|broker|vendor's|broker's|provider's"
        rf"|external"
        rf"|licensed|commercially available|bank's|custodian's|administrator's) (?:[a-z-]+ ){{0,2}}?{_TOOLS})\b"
        rf"|\b(?:through|via|by|in|using|from|on) (?P<what2>the (?:firm|company|bank|desk|group|sponsor|vendor"
        rf"|provider)'s"
        rf" (?:[a-z-]+ ){{0,2}}?{_TOOLS})\b"
    ),
    "{Words}: not identified",
    "The result comes out of something that belongs to others, that is not named and that they may change at any time."
    " Nobody outside can repeat the calculation.",
    "name, vendor and version, and what is done without it",
    settled=_NAMED,
)
_AVAILABILITY = Wording(
    re.compile(
        r"\b(?P<what>(?:subject to|depending on|dependent on|contingent on|conditional (?:up)?on) (?:the |its |their"
        r" |sufficient"
        r" |market |[a-z]+ ){0,3}?(?:availability|capacity|feasibility|supply|accessibility|market access|circumstances"
        r"|situation|conditions|context))\b|\b(?P<what2>(?:capacity|liquidity|inventory|borrow|market conditions?|time)"
        r" permitting)\b|\b(?P<what3>depending on (?:the )?(?:nature|type|kind|size|severity|importance|complexity"
        r"|urgency)"
        r" of (?:the |an? )?[a-z]+)\b"
    ),
    "'{words}': by which test is not specified",
    "“{words}” lets the rule hold on one day and not on another, and names neither the figure that decides nor its"
    " source.",
    "the figure that decides, its source and its limit, and what is done otherwise",
    settled=re.compile(r"\d|\b(?:section|table|appendix|annex|as follows)\b|[:=]"),
)

_ELIGIBLE = re.compile(
    r"\b(?:(?:the|all|any|of|in|from|on|by|only) )(?P<what>(?:eligible|qualifying|approved|designated|permitted"
    r"|supported|admitted"
    r"|recogni[sz]ed|relevant|participating) (?:[a-z-]+ ){0,2}?(?P<kind>countries|exchanges|currencies|markets"
    r"|venues|instruments"
    r"|sectors|counterparties|brokers|commodities|assets|tokens|collateral|issuers|banks|industries))\b(?! (?:list"
    r"|with|whose"
    r"|that|which|having))"
)
_LISTS = re.compile(r"\b(?:are|is|include[sd]?|comprises?|means?|must|have|has|at least|consists? of|where)\b|:|\(")


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


_STALE = Wording(
    re.compile(
        r"\b(?P<what>(?:the )?(?:last|previous|prior|preceding|most recent|latest)(?: (?:day|month|session|trading"
        r" day|business day)"
        r"(?:'s)?)?(?: (?:available|known|valid|traded|published|observed|closing|official))? (?:prices?|values?"
        r"|levels?|rates?"
        r"|quotes?|fixings?|scores?) (?:is|are|will be|shall be|may be) (?:used|applied|taken|carried forward"
        r"|retained|kept))\b"
    ),
    "'{words}': for how long is not specified",
    "A price that is carried on has no last day here. A constituent can stand still for weeks for one reader and be"
    " removed after some days by another.",
    "for at most how many days, and what follows then",
    settled=re.compile(r"\d|\b(?:up to|at most|maximum|no longer than|until|for (?:one|two|three|five|ten)|unless)\b"),
    settled_elsewhere=re.compile(
        r"\b(?:stale|carried forward|suspended|unchanged|missing|unavailable|last available)\b[^.;]{0,60}\b(?:\d+"
        r"|two|three|four|five"
        r"|ten) (?:consecutive )?(?:[a-z]+ )?(?:minutes|hours|days|weeks|months)\b"
    ),
    needs=re.compile(
        r"\b(?:if|when|where|closed|holiday|missing|unavailable|not available|no price|halted|suspended|offline)\b"
    ),
    once=True,
)

CHECKS = (
    Check(
        id="DS-NAM-11",
        title="A tool of others that is not named",
        matters="What others run and change, nobody can repeat.",
        fix="Name the tool with its vendor and version, describe what it computes, and say what is done without it.",
        category=Category.EXTERNAL_DEPENDENCY,
        severity=Severity.HIGH,
        find=_TOOL,
        bad=(
            "Value at risk comes from a licensed analytics platform.",
            "Orders are routed via the desk's order system.",
        ),
        good=("Value at risk comes from a licensed analytics platform (MSCI RiskManager, version 4).",),
    ),
    Check(
        id="DS-VAG-19",
        title="Subject to something that nobody measures",
        matters="Whether the rule holds depends on who looks.",
        fix="Name the figure and its source, the value from which on the rule holds, and what is done otherwise.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_AVAILABILITY,
        bad=(
            "Rights are exercised depending on the nature of the offer.",
            "Stocks are selected subject to the availability of stock loans.",
        ),
        good=("Stock is lent subject to availability of at least 1% of shares outstanding in the pool of the agent.",),
        confidence=0.75,
    ),
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
            "Orders are sent only to the approved venues. Approved venues are Xetra and Cboe Europe.",
        ),
    ),
    Check(
        id="DS-DAT-07",
        title="An old price that never ends",
        matters="A price of last month is no price.",
        fix="Say for at most how many days the old value is carried on, and what is done after that.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_STALE,
        bad=("If a share is suspended, the last traded price is used.",),
        good=(
            "If a share is suspended, the last traded price is used for up to 20 days.",
            "If a share is suspended, the last traded price is used. A share suspended for 20 days is removed.",
        ),
        confidence=0.75,
    ),
)
