"""Losses: compared with a limit and not defined, and positions that a stop closes and a signal opens again."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role

_FIGURE = r"(?:[a-z]{3} |[$€£] ?)?\d(?:[\d,.]*\d)?(?: ?(?:%|per ?cent|percent|bps?|basis points|million|k\b|m\b))?"
_LOSS = (
    r"(?:(?:the |its |a |any |daily |weekly |monthly |total |overall |cumulative )*(?:loss(?:es)?|draw-?downs?|p&l|p/l"
    r"|profit and loss|result|equity|losing amount)(?: (?:of|on|in|for|per) (?:the |a |an |each |any |one )?(?:day|week"
    r"|month|position|trade|book|strategy|pair|desk|account|session|fund|portfolio))?)"
)
_REACHES = (
    r"(?:reach(?:es|ed)?|exceeds?|hits?|comes? to|is (?:above|over|more than|greater than|larger than)|amounts? to"
    r"|passes"
    r"|breach(?:es)?|surpass(?:es)?|gets? to|goes (?:above|over|beyond)|rises? (?:above|to)|crosses|tops"
    r"|falls? (?:below"
    r"|by|to)|drops? (?:below|by|to)|is down(?: by)?|(?:is|are) (?:at|beyond))"
)
_MEASURED = re.compile(
    r"\b(?:daily loss|day's loss|loss(?:es)? of (?:an?|the|each|that) day|un-?reali[sz]ed|reali[sz]ed"
    r"|mark(?:ed)?[- ]to[- ]market|marked|booked|open (?:loss|position)|closed|gross|net of"
    r"|including|excluding|since|from (?:the|its) (?:peak|high|entry|open|previous|start)|relative to|measured"
    r"|of (?:the"
    r" )?(?:nav|net asset|capital|equity|entry|peak|notional|portfolio value|initial|opening|previous|allocated|start"
    r"|its)|below (?:its|the) (?:high|peak|entry)|peak[- ]to[- ]trough|high[- ]water|entry price|purchase price|defined"
    r"|calculated|computed|section|table)\b|[=×]"
)
_UNDEFINED_LOSS = Wording(
    re.compile(rf"\b(?P<what>{_LOSS} {_REACHES} (?:more than |at least )?{_FIGURE})"),
    "'{words}': which loss is meant is not defined",
    "Realised or with open positions at market, of each position or of all, since the open or since the peak, before or"
    " after costs: each measure reaches the limit on another day.",
    "realised or marked to market, of what, since when, at which prices, before or after costs",
    settled=_MEASURED,
    settled_in_section=_MEASURED,
    settled_elsewhere=re.compile(
        r"\b(?:loss(?:es)?|draw-?down|p&l) (?:is|are|means?|includes?|equals?|=|counts?)\b|\b(?:un-?reali[sz]ed"
        r"|mark(?:ed)?"
        r"[- ]to[- ]market)\b"
    ),
    once=True,
)

_STOPPED = re.compile(
    r"\b(?P<what>(?:position|pair|trade|spread|leg|holding|name|share|stock|contract)s? (?:is|are|will be) (?:then"
    r" )?(?:closed|exited|sold|liquidated|unwound|stopped out|flattened)[^.;]{0,60}?\b(?:(?:when|if|once"
    r"|after) (?:the |a"
    r" |its )?(?:stop(?:[- ]loss)?|loss limit|stop level)[^.;,]{0,20}?\b(?:hit|reached|triggered|touched|breached"
    r"|crossed)|(?:by|at) (?:a|the) (?:loss of \d|(?:trailing )?stop(?:[- ]loss)?\b)|(?:loses?|loss (?:exceeds?|reaches"
    r"|of)|down) (?:more than )?\d[^.;,]{0,12}))|\bstop[- ]loss (?:of|at|is) \d[^.;,]{0,20}"
)
_OPENS = re.compile(r"\b(?:open(?:s|ed)?|enter(?:s|ed)?|buys?|bought|go(?:es)? long|put on|initiat\w+|signals?)\b")
_AGAIN = re.compile(
    r"\b(?:re-?ent(?:er|ry|ries)\w*|re-?open\w*|again|cool(?:ing)?[- ]?(?:off|down)|not (?:be )?(?:re-?)?(?:opened"
    r"|entered"
    r"|traded|bought)|wait(?:s|ing)?|for the rest of|until (?:the )?next|resum\w*|lock(?:ed)?[- ]out|barred|blocked"
    r"|excluded for|new position|next (?:review|rebalanc\w+|day|session)|never)\b"
)


def _opened_again(ir: DocumentIR) -> Iterator[Hit]:
    """A stop that closes a position whose signal may still stand, where nothing says when it is opened again."""
    if ir.kind is DocumentKind.INDEX_RULEBOOK or ir.segments.say(_AGAIN) or not ir.segments.say(_OPENS):
        return
    for segment in ir.prose.having(_STOPPED):
        match = _STOPPED.search(segment.even)
        if match and segment.section.role is Role.RULES:
            start, end = segment.place(match.start()), segment.place(match.end())
            words = " ".join(segment.text[start:end].split())
            yield Hit(
                title=f"Re-entry after '{words}' is not specified",
                why="The signal that opened the position may still stand when the stop has closed it. Opened again at"
                " once, after a pause or never: the document does not say.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" ({to_specify('when and on which condition it may be reopened')})"
                ),
            )
            return


CHECKS = (
    Check(
        id="DS-LIM-60",
        title="A loss that is compared and not defined",
        matters="Open positions at market and closed trades lose on different days.",
        fix="Define the loss: realised or marked to market, of what, since when, at which prices, after which costs.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_UNDEFINED_LOSS,
        bad=(
            "Trading ends for the day once losses come to EUR 250,000.",
            "The book is flattened if the drawdown exceeds 6%.",
        ),
        good=(
            "Trading ends once realised losses of the day come to EUR 250,000.",
            "The book is flattened if the drawdown exceeds 6%. The drawdown is measured from the highest close.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-LIM-61",
        title="A stop, and nothing says when the position is opened again",
        matters="A signal that still stands buys back what the stop has sold.",
        fix="Say when and on which condition a position may be opened again after a stop, or that it may not.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_opened_again,
        bad=("A pair is opened when the spread is wide. A pair is closed when the stop is hit.",),
        good=(
            "A pair is opened when the spread is wide. A pair is closed when the stop is hit, and is not opened again"
            " before the next month.",
        ),
        confidence=0.7,
    ),
)
