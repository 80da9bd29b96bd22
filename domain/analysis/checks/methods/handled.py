"""How a rule is carried out: caps and their excess, members taken out and their weight, delays, arrears, fills."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_sentence, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED

_MEMBERS = (
    r"(?:shares?|stocks?|constituents?|members?|components?|compan(?:y|ies)|securit(?:y|ies)|issuers?|sectors?"
    r"|countr(?:y|ies)|industr(?:y|ies)|bonds?|assets?|coins?|tokens?|commodit(?:y|ies)|contracts?|funds?|names?"
    r"|sleeves?|holdings?|weights?|regions?|currenc(?:y|ies)|groups?|regions?|line)"
)
_SHARE = rf"(?:\d+(?:\.\d+)? ?(?:%|per ?cent|percent)|(?:a|one) (?:quarter|third|half|tenth|fifth)|{SPELLED} per ?cent)"
_CAP = re.compile(
    rf"\b(?P<what>(?:no|an?|each|any|every|single|individual|the weight of (?:an?|each|any))"
    rf" (?:[a-z-]+ ){{0,2}}?{_MEMBERS} (?:[a-z]+"
    r" ){0,2}?(?:may|can|must|shall|should|is allowed to|is|are)(?: never| not| only)? (?:ever )?(?:be |have a"
    r" weight )?(?:exceed|above|over|more than|weigh|represent|account for|make up|capped|limited|greater|larger|up"
    r" to|hold|go)[a-z ]{0,30}?"
    rf" ?{_SHARE}|{_MEMBERS}(?: weights?| exposures?| shares?| concentrations?)? (?:is|are|be)"
    rf" (?:[a-z]+ly )?(?:capped|limited|restricted|held|kept|cut(?: back)?|bounded|reduced) (?:at|to|below|under|down"
    rf" to) (?:at most |no more than )?{_SHARE}|(?:weight|capping|issuer|stock|sector|country|constituent) (?:cap"
    rf"|limit|ceiling)s? (?:is|are|of) {_SHARE}|(?:maximum|max\.?|largest) (?:[a-z]+ )?weights?(?: per [a-z]+| of"
    rf" (?:an?|each|any|the) [a-z]+)?(?: is| of|:| at)? {_SHARE}|(?:caps?|weight limits?): {_SHARE})"
)
_EXCESS = re.compile(
    r"\b(?:redistribut\w*|excess|surplus|re-?allocat\w*|pro[- ]?rata|re-?scal\w*|re-?normali[sz]\w*|iterat\w*"
    r"|repeat\w*|proportional(?:ly)? (?:to|over|among) the (?:other|remaining|uncapped)|spread (?:over|across|among"
    r"|pro)|capping factors?|reduced to the (?:cap|limit)|above the (?:cap|limit)|until (?:no|none|all)|held in cash"
    r"|trimmed|optimi[sz]\w*|remainder)\b"
)
_OF_INDEX_OR_STRATEGY = (DocumentKind.INDEX_RULEBOOK, DocumentKind.STRATEGY, DocumentKind.OTHER)
_BREACH = re.compile(
    r"\b(?:rejected|blocked|refused|alerts?|breach\w*|escalat\w*|orders?|volume|margin|loss|drawdown|subject to"
    r"|minimi[sz]\w*)\b"
)


def _cap(ir: DocumentIR) -> Iterator[Hit]:
    """A limit on weights, in a document that says nowhere where the excess goes."""
    if ir.kind not in _OF_INDEX_OR_STRATEGY or ir.segments.say(_EXCESS):
        return
    for segment in ir.prose.having(_CAP):
        match = _CAP.search(segment.low)
        if match and not _BREACH.search(segment.low):
            words = segment.text[match.start() : match.end()]
            yield Hit(
                title=f"'{words}': how the limit is applied is not specified",
                why="Where the excess goes, in which order limits are applied, whether it is repeated, and whether the"
                " limit holds between reviews is open; each answer gives other weights.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_sentence(
                    segment,
                    f"The excess is {to_specify('to whom and in which proportion, repeated until when')}, on"
                    f" {to_specify('which dates')}.",
                ),
            )
            return


_SPREAD_OUT = Wording(
    re.compile(
        r"\b(?:cash|proceeds|weights?|excess|surplus|capital|remainder|amount|budget|dividends?|coupons?|money|rest"
        r"|losses|income)\b[^.;]{0,40}? (?P<what>(?:is|are|be) (?:then |again )?(?:spread|distributed|divided"
        r"|shared(?: out)?|allocated|apportioned|split|redistributed|reallocated|reinvested|handed|given) (?:across"
        r"|among|amongst|over|between|in|to) (?:the |all |all the )?(?:remaining |other |eligible |existing |rest of"
        r" the )*(?:holdings|members|constituents|components|positions|assets|stocks|shares|bonds|names|sleeves"
        r"|strategies|accounts|coins|tokens|funds|portfolio|basket|index)|(?:is|are) (?:then )?(?:redistributed"
        r"|reallocated|reassigned)(?=[.,;]|$))(?!\w)"
    ),
    "'{words}': in which proportion is not specified ({subject})",
    "In equal parts, in proportion to weights before or after the event, and up to which limit: each way gives another"
    " portfolio.",
    "in equal parts or in proportion to which weights, once or repeatedly, on which day and at which price",
    settled=re.compile(
        r"\d|[=×]|\b(?:pro[- ]?rata|equal(?:ly)?|evenly|in proportion|proportional\w*|according to|by weight|section"
        r"|table|annex|appendix|formula|ex[- ]?date|next (?:review|rebalancing))\b"
    ),
    settled_next=re.compile(r"\b(?:pro[- ]?rata|equal(?:ly)?|in proportion|proportional\w*)\b"),
    settled_in_section=re.compile(r"\b(?:pro[- ]?rata|in proportion|proportional\w*)\b"),
)


def _caps(ir: DocumentIR) -> Iterator[Hit]:
    yield from _cap(ir)
    yield from _SPREAD_OUT(ir)


_EVENT = (
    r"(?:default\w*|bankrupt\w*|insolven\w*|delist\w*|suspen\w+|halted|merg\w+|takeover|taken over|acquired"
    r"|acquisition|downgrad\w*|nationali[sz]\w+|liquidat\w+|between (?:two )?(?:reviews|rebalanc\w+)|immediately|at"
    r" once|at short notice|extraordinary|out of turn|in the meantime|disorderly|sanction\w*|fraud|ineligible|hacked"
    r"|depegs?|de-?pegged|matures|expires early|called)"
)
_REMOVED = re.compile(
    r"\b(?P<what>(?:is|are|be|may be|can be|will be) (?:\w+ly )?(?:removed|deleted|dropped|expelled|taken out|struck"
    r" off|thrown out|kicked out|ejected|sold)(?: (?:from|of|out of) the (?:[a-z]+ )?[a-z]+)?|(?:leaves?|drops? out"
    r" of|exits?|falls out of) the (?:index|basket|portfolio|benchmark)|(?:can|may|will|must) (?:take|remove|drop"
    r"|delete|suspend|exclude) (?:an? |the )?[a-z-]+(?: [a-z-]+)?(?: (?:out of|from) the [a-z]+)?)\b"
)
_PUT_IN_ITS_PLACE = re.compile(
    r"\b(?:weights? (?:is|are|of the)|(?:is|are|be) replaced|replacements?|redistribut\w*|pro[- ]?rata|reinvest\w*"
    r"|divisor|proceeds|held (?:as|in) cash|remaining (?:[a-z]+ )?(?:constituents|members|assets|bonds|contracts"
    r"|stocks|shares|coins|names|positions|companies)|substitut\w*|re-?allocat\w*|re-?scal\w*|in its place"
    r"|re-?weight\w*|spread over|added to|next on|reserve list|successor)\b"
)


_NONE = re.compile(r"\b(?:no|none|nothing|neither)(?: [a-z-]+)? $")


def _is_trade(ir: DocumentIR, low: str, match: re.Match[str]) -> bool:
    """Whether nothing leaves: "no call is sold", or what a strategy sells is one of its trades."""
    sold = ir.kind is DocumentKind.STRATEGY and match["what"].endswith("sold")
    return sold or _NONE.search(low, 0, match.start()) is not None


def _removed(ir: DocumentIR) -> Iterator[Hit]:
    """A member that leaves in between, in a document that says nowhere what becomes of its weight."""
    if ir.kind not in _OF_INDEX_OR_STRATEGY or ir.segments.say(_PUT_IN_ITS_PLACE):
        return
    for segment in ir.rules.having(_REMOVED):
        match = _REMOVED.search(segment.low)
        if match and re.search(rf"\b{_EVENT}\b", segment.low) and not _is_trade(ir, segment.low, match):
            words = segment.text[match.start() : match.end()]
            yield Hit(
                title=f"'{words}': what becomes of its weight, and at which price it goes, is not specified",
                why="The weight can go to all others, to a new member or into cash, at the last price or at zero, on"
                " that day or at the next review; the text chooses none.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_sentence(
                    segment,
                    f"Its weight is {to_specify('given to whom, in which proportion')} at"
                    f" {to_specify('which price, of which day')}.",
                ),
            )
            return


_PUT_OFF = Wording(
    re.compile(
        r"\b(?P<what>(?:is|are|be|may be|can be|will be|gets?) (?:then )?(?:postponed|put off|delayed|deferred|pushed"
        r" back|moved back|rescheduled|held back|moved to (?:a|another|some) (?:later )?(?:day|date|time)|(?:done"
        r"|made|carried out|executed|applied|implemented) (?:later|afterwards|at a later (?:date|time|stage|point))"
        r"|adjourned|shelved|put on hold|suspended|interrupted|brought forward))\b(?! (?:by|from) )"
    ),
    "'{words}': until when, and what is done then, is not specified ({subject})",
    "The text says that something waits, and neither until which day or event, nor for how long at most, nor at which"
    " price it is made up for.",
    "until when, for at most how long, and at which price and in which parts it is made up for",
    settled=re.compile(
        r"\d|\b(?:until|to the (?:next|following|first)|(?:next|following) (?:[a-z]+ ){0,2}(?:day|session|date|review"
        r"|roll)|by (?:one|two|three|five) |for (?:one|two|three|five|ten) |section|when (?:an?|the)|if (?:an?|the)"
        r" (?:trading|exchange)|as long as|while|between|at the discretion)\b"
    ),
    settled_next=re.compile(r"\b(?:until|next|following|resum\w+|lifted|ends)\b|\d"),
    needs=re.compile(
        r"\b(?:rolls?|rebalanc\w+|sales?|purchases?|trades?|trading|orders?|review\w*|fixings?|hedg\w+|switch\w*"
        r"|execution|implementation|events?|changes?|calculation|publication|quoting|transactions?|adjustments?"
        r"|reconstitution|buying|selling)\b"
    ),
)
_BEHIND = Wording(
    re.compile(
        r"(?<!until it )(?<!until the schedule )(?<!until the algorithm )\b(?P<what>(?:catch(?:es)?[- ]?up|caught up"
        r"|makes? up (?:for )?(?:the )?(?:shortfall|arrears|gap|deficit|lost|difference|it later)|recovers? the"
        r" (?:shortfall"
        r"|gap|deficit)|trades? more (?:aggressively|quickly|actively)|speeds? up|(?:is|are) accelerated|(?:quickens"
        r"|raises|steps up"
        r"|increases) (?:the |its )?(?:pace|speed|rate|aggression)|slows? down|eases? off))(?![\w-])"
    ),
    "'{words}': from which shortfall on, and how fast, is not specified",
    "From which lag on it acts, at which rate, up to which limit and in what order type decides the price of the"
    " catch-up; the text gives none of them.",
    "lag from which on it acts, the rate and its upper limit, and when it ends",
    settled=re.compile(
        r"\d ?(?:%|bps|percent|shares|seconds|minutes)|[=×]|\b(?:section|table|appendix|annex) [\da-z]\b|\btwice\b"
        r"|\bat once\b|\bat an? [a-z]+ (?:pace|rate|speed)\b"
    ),
    needs=re.compile(
        r"\b(?:behind|ahead|shortfall|lags?|schedule|arrears|deficit|late|gap|target|curve|slower|faster"
        r"|under-?fill\w*|not filled|later)\b"
    ),
    settled_next=re.compile(r"\d ?%|\btwice\b|\brate of\b"),
    everywhere=True,
)
CHECKS = (
    Check(
        id="DS-MET-28",
        title="A cap on weights, and nothing says where the excess goes",
        matters="Redistributed once, repeatedly, or into cash: three portfolios.",
        fix="Say to whom the excess goes and in which proportion, whether the step is repeated, in which order several"
        " limits are applied, and on which dates.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_caps,
        bad=(
            "No share may be above 8%.",
            "The weights of the members are capped at 10%.",
            "Excess cash is spread across the holdings.",
            "No share may exceed 8%. Excess weight is redistributed.",
        ),
        good=(
            "No share may be above 8%. The excess goes to the other shares in proportion to their weights.",
            "No order may exceed 8% of volume.",
            "No share may exceed 8%. Excess weight is redistributed. It goes to the uncapped shares in proportion to"
            " their weights.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-29",
        title="A member leaves, and its weight goes nowhere",
        matters="What leaves has a weight and a price.",
        fix="Say to whom the weight goes and in which proportion, at which price the member leaves and on which day.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_removed,
        bad=(
            "Between reviews a bond in default is removed from the basket.",
            "The board may suspend a coin if trading is disorderly.",
        ),
        good=(
            "Between reviews a bond in default is removed from the basket; its weight is spread over the other bonds.",
            "Bonds below the minimum are removed at the review.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-30",
        title="Put off, and nothing says until when",
        matters="What waits without an end may never be done.",
        fix="Say until which day or event it waits, for how long at most, and at which price it is made up for.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_PUT_OFF,
        bad=("If the market is disrupted, the roll is put off.", "Trading is suspended after an outage."),
        good=(
            "If the market is disrupted, the roll is put off to the next trading day without a disruption.",
            "Trading is suspended after an outage. It resumes when prices have come for 60 seconds.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-31",
        title="Behind schedule, and nothing says how it catches up",
        matters="The catch-up is where most of the cost is made.",
        fix="Give the lag from which on it acts, the rate with its upper limit, the order type, and when it ends.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_BEHIND,
        bad=(
            "If the schedule lags, the engine makes up the shortfall.",
            "- Catch-up: the rate is raised if it is behind",
        ),
        good=("If it is behind by 5%, the engine speeds up to twice the target rate.",),
        confidence=0.75,
    ),
)
