"""Stops: who may stop trading, when it resumes, when a cut exposure comes back, and a loss that nothing ends."""

import re
from collections.abc import Callable, Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR


def not_of_indices(find: Callable[[DocumentIR], Iterator[Hit]]) -> Callable[[DocumentIR], Iterator[Hit]]:
    """An index sends no orders."""
    return lambda ir: iter(()) if ir.kind is DocumentKind.INDEX_RULEBOOK else find(ir)


_BUTTON = (
    r"(?:kill[- ]?(?:switch(?:es)?|button)|(?:emergency|panic|red|big red) (?:button|switch|stop|brake|halt|off)"
    r"|emergency shut-?down|master switch|off[- ]switch)"
)
_USED_BY = re.compile(
    r"\b(?:press|pull|activat|operat|trigger|us|invok|engag|hit|fire|throw)\w* (?:[a-z]+ )?(?:by|if|when|whenever|on"
    r"|once|as soon as)\b|\b(?:traders?|desks?|officers?|head|operators?|managers?|team|control|compliance"
    r"|operations|staff|anyone|risk|supervisors?|members?)\b[^.;]{0,50}\b(?:may|can|must|shall|uses?|press\w*|pulls?"
    r"|activates?|triggers?|operates?)\b"
)
_KILL = Wording(
    re.compile(rf"\b(?P<what>{_BUTTON})\b"),
    "'{words}': who may use it, and in which cases, is not specified",
    "A switch that nobody may press, or anybody, is no control. The text does not say who uses it, on which event,"
    " who is told and who may start trading again.",
    "who may use it, on which events, and within which time it acts on what",
    settled_elsewhere=re.compile(
        rf"\b{_BUTTON}\b[^.;]{{0,120}}(?:{_USED_BY.pattern})|(?:{_USED_BY.pattern})[^.;]{{0,80}}\b{_BUTTON}\b"
        rf"|\b{_BUTTON} ?[(:][^);]{{0,60}}\b(?:traders?|desks?|officers?|head|operators?|managers?|risk|compliance"
        rf"|staff|members?)\b"
        r"|\b(?:it|this|which) (?:is|can be|may be|will be) (?:press|pull|activat|operat|trigger|us|invok)(?:ed)?"
        r" (?:by|if|when|on)\b"
    ),
    once=True,
    everywhere=True,
)
_STOPS = (
    r"(?:stops?|halts?|pauses?|ceases?|suspends?|interrupts?|no (?:new |further |more |child )?(?:orders?|quotes?"
    r"|trades?) (?:is|are) (?:sent|placed|posted|made|shown))"
)
_IN_MARKETS = (
    r"(?:price|spread|volatility|volume|liquidity|quotes?|book|depth|market data|feed|auction|tick|move|moves|market)s?"
)
_ENDS = re.compile(
    r"\b(?:resum\w+|re-?start\w*|re-?enabl\w*|continu\w+ (?:when|once|after|as)|until|again|re-?open\w*|lifted|back"
    r"|for (?:\d+|one|two|five|ten|a|an|some|the)|thereafter|cancelled for the day)\b"
)
PRICE_STOP = Wording(
    re.compile(
        rf"\b(?P<what>(?:trading|the algorithm|it|the engine|the strategy|quoting|execution|buying|selling|algo"
        rf"|orders?|the order) {_STOPS}(?: (?:trading|quoting|buying|selling|sending))?|{_STOPS} (?:trading|quoting"
        rf"|buying|selling|sending|all orders))\b(?=[^.;]{{0,60}}\b(?:if|when|while|after|as soon as|once|in"
        rf" case)\b[^.;]{{0,40}}\b{_IN_MARKETS}\b)"
    ),
    "'{words}': when and how trading resumes is not specified",
    "The condition that stops trading is there and the one that ends the stop is not. It may resume with the next"
    " tick, the next day or never, and with or without the quantity that was missed.",
    "the condition or time after which trading resumes, and what becomes of the quantity missed meanwhile",
    settled=_ENDS,
    settled_elsewhere=re.compile(r"\bresum\w+|\bre-?start\w*"),
    once=True,
    everywhere=True,
)
_CUT_BACK = (
    r"(?:(?:is|are|be|gets?) (?:then |all )?(?:halved|reduced|lowered|scaled (?:down|back)|brought down|cut(?: back|"
    r" down| (?:to|by|in) [a-z]+)?|de-?risked|closed|flattened|liquidated|unwound|sold|taken off|moved to cash"
    r"|trimmed)|(?:moves?|switche?s?|goes|shifts?) (?:fully |entirely )?(?:in)?to cash|halves? (?:its|the|all)"
    r" [a-z]+|cuts? (?:its |the |all )?[a-z]+ (?:to|by|in) [a-z]+)"
)
_LOSS = (
    r"(?:loss(?:es)?|los[te]s?|draw-?downs?|crash\w*|fall(?:s|en)?|drop(?:s|ped)?|declin\w+|turmoil|crisis|stop[-"
    r" ]?loss|down by|under ?water|decline)"
)
_RESTORED = re.compile(
    r"\b(?:until|restor\w+|re-?enter\w*|resum\w*|back (?:to|in|up)|return\w* to|re-?invest\w*|for (?:\d|one|two|the"
    r"|some)|again|re-?built|re-?instat\w+|permanent\w*|for good|no re-?entry|re-?set|next (?:review|rebalanc\w+"
    r"|roll))\b"
)
_LOSS_CONTROL = Wording(
    re.compile(
        rf"\b(?P<what>{_CUT_BACK})\b(?=[^.;]{{0,60}}\b(?:if|when|once|after|as soon as)\b[^.;]{{0,50}}\b{_LOSS}\b)"
        rf"|\b(?:after|if|when|once)\b[^.;]{{0,60}}\b{_LOSS}\b[^.;]{{0,50}}\b(?P<what2>{_CUT_BACK})\b"
    ),
    "'{words}': when and how the exposure is restored is not specified",
    "The cut is a rule and its end is not. Whether the exposure comes back after a day, at a new high or by"
    " somebody's word decides most of the later result.",
    "the condition on named data, the day and the steps by which the exposure is restored",
    settled=_RESTORED,
    settled_next=_RESTORED,
    needs=re.compile(
        r"\b(?:positions?|exposures?|leverage|holdings?|book|portfolio|factor|weights?|index|fund|risk|strategy"
        r"|programme|size|invested|investment)\b"
    ),
    everywhere=True,
)
_CALM = Wording(
    re.compile(
        r"\b(?P<what>(?:until|once|as soon as|when) (?:the )?(?:markets?|(?:market )?conditions?|volatility|prices"
        r"|things|(?:the )?situation|stress|liquidity|turmoil|sentiment|turbulence|nerves|trading|spreads|the crisis"
        r"|it|losses) (?:have |has |is |are )?(?:(?:be)?come |again |been )?(?:calm|settl|normal|stabili[sz]|stable"
        r"|improv|recover|subsid|eas|(?<!it )return|abat|quiet|pass|over\b|die|cool|better|restor)\w*(?: (?:down"
        r"|to normal|off|again))?)(?![^.;]{0,60}\d)"
    ),
    "'{words}' has no test",
    "Nobody can compute from which day on markets are calm. Two implementers return on two days, and the rule that"
    " they return by decides the result.",
    "the measure, its threshold and for how many days it has to hold",
    settled=re.compile(r"\b(?:below|above|defined|measured|section)\b"),
)
_EXITS = re.compile(
    r"\b(?P<what>(?:positions?|pairs?|trades?|spreads?|legs) (?:is|are) (?:opened|entered|closed|exited|unwound))\b"
)
_NO_STOP = Wording(
    _EXITS,
    "'{words}': no rule for a growing loss is given",
    "The position ends when the spread comes back or time is up, and nothing limits what it loses if it moves away."
    " The text does not say whether that is meant.",
    "the loss at which a position is closed, measured how and when, or that there is none",
    settled_elsewhere=re.compile(
        r"\bstop[- ]?loss\w*|\bstopped out\b|\b(?:loss|losses|draw-?down|losing|adverse\w*|stops? at|maximum risk"
        r"|risk limits?|daily limit)\b"
    ),
    needs=re.compile(r"\b(?:spread|mean|z-?score|revert\w*|converge\w*|standard deviations?|band|crosses|diverg\w*)\b"),
    once=True,
)

_GEARED = Wording(
    re.compile(
        r"\b(?P<what>(?:leverage|gearing|borrowed (?:money|funds|capital)|margin loans?) (?:is|are|may be|can be"
        r"|will be) (?:[a-z]+ly |also |then )?(?:applied|used|employed|taken|added|increased|raised|varied|adjusted"
        r"|allowed|permitted)|(?:uses?|employs?|appl(?:y|ies)|takes? on|adds?|runs? (?:on|with)) (?:some |moderate "
        r"|financial )?(?:leverage|gearing|borrowed (?:money|funds|capital))|(?:is|are) (?:levered|leveraged"
        r"|geared)(?: up)?)\b"
    ),
    "'{words}': no limit is given",
    "Leverage multiplies the loss as it does the gain. The text gives neither its size nor its limit, how it is"
    " measured, nor what is done beyond it.",
    "the largest leverage, how it is measured, and what is done when it is exceeded",
    settled=re.compile(r"\d|\b(?:section|table|appendix|annex|no|not|never|without)\b"),
    settled_elsewhere=re.compile(
        r"\b(?:leverage|gearing|(?:gross|net|total) exposure)\b[^.;]{0,60}\d|\d[^.;]{0,30}\b(?:leverage|gearing)\b"
        r"|\bmax\w*[ _](?:leverage|exposure)\b"
    ),
    once=True,
    everywhere=True,
)
_STOP_LEVEL = Wording(
    re.compile(
        r"\b(?P<what>(?:trailing |protective |hard |mental |tight |wide |initial |time )?stops?(?:[-"
        r" ]loss(?:es)?)?(?: orders?| levels?)? (?:protects?|limits?|guards?|(?:is|are) (?:then |always |also"
        r" )?(?:placed|set|used|attached|moved|raised|trailed|applied|in place|put in|entered)))\b"
    ),
    "'{words}': the level of the stop is not specified",
    "Where the stop stands decides how often a position is closed and at which loss. The text gives neither the"
    " distance nor the price it is measured from, when it is moved, nor how it is executed.",
    "the distance, the price it is measured from and observed on, and the order that closes the position",
    settled=re.compile(r"\d|\b(?:section|table|appendix|annex|atr|equal to|at the (?:low|high)|(?:below|above) the)\b"),
    settled_next=re.compile(r"\d"),
    settled_elsewhere=re.compile(
        r"\bstop(?:[- ]loss)?\b[^.;]{0,60}\d|\d[^.;]{0,40}\bstop[- ]?(?:loss|level|distance)?\b"
    ),
    once=True,
    everywhere=True,
)


def _no_stop(ir: DocumentIR) -> Iterator[Hit]:
    """A way out that is missing, or that has no level."""
    yield from _NO_STOP(ir)
    yield from _STOP_LEVEL(ir)


CHECKS = (
    Check(
        id="DS-LIM-18",
        title="Leverage without a limit",
        matters="The limit decides what a bad day costs.",
        fix="Give the largest leverage, how it is measured, and what is done when it is exceeded.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_GEARED,
        bad=("Leverage is applied to lift returns.", "The book is run with borrowed money: it uses leverage."),
        good=("Leverage is applied to lift returns. Gross exposure never exceeds 150%.",),
    ),
    Check(
        id="DS-GOV-19",
        title="A kill switch, and nobody to press it",
        matters="In the minute in which it counts nobody looks up who may.",
        fix="Name who may use it, on which events, and how fast it acts on what.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.HIGH,
        find=not_of_indices(_KILL),
        bad=("# Execution algorithm\n\nAn emergency button stops all quotes.",),
        good=(
            "# Execution algorithm\n\n| Condition | Action |\n| Kill switch (any trader or the risk officer) | "
            "cancel all |",
            "# Execution algorithm\n\n| Condition | Action |\n| Kill switch: desk head or any trader | cancel all |",
            "# Execution algorithm\n\nThe kill switch is pressed by the trader or by market control.",
            "# Execution algorithm\n\nThe kill switch is triggered if the loss exceeds EUR 5,000.",
            "# Execution algorithm\n\nAny member of the duty roster (Annex A) may press the kill switch.",
        ),
    ),
    Check(
        id="DS-LIM-07",
        title="A stop by the market, and nothing says when it ends",
        matters="The missed quantity waits for an answer.",
        fix="Give the condition or the time after which trading resumes, and say what becomes of what was missed.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=not_of_indices(PRICE_STOP),
        bad=("# Execution algorithm\n\nThe algorithm stops buying when the price jumps by 2% within a minute.",),
        good=("# Execution algorithm\n\nThe algorithm stops buying for 5 minutes when the price jumps by 2%.",),
    ),
    Check(
        id="DS-LIM-11",
        title="An exposure is cut, and nothing says when it comes back",
        matters="The return decides more than the cut.",
        fix="Give the condition on named data, the day and the steps by which the exposure is restored.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_LOSS_CONTROL,
        bad=("Exposure is cut to half once the fund has lost 8% from its peak.",),
        good=("Exposure is cut to half once the fund has lost 8%, and restored when the loss is below 4%.",),
    ),
    Check(
        id="DS-LIM-12",
        title="Until markets calm down",
        matters="Calm is seen by each on another day.",
        fix="Give the measure, its threshold and for how many days it has to hold.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_CALM,
        bad=("Positions are halved until volatility has normalised.",),
        good=(
            "Positions are halved until volatility has fallen below 20%.",
            "The engine waits until it returns.",
        ),
    ),
    Check(
        id="DS-LIM-17",
        title="No stop for a loss, or one without a level",
        matters="Spreads that do not come back lose without end.",
        fix="Give the loss at which a position is closed, how and when it is measured, or say that there is none.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=not_of_indices(_no_stop),
        bad=(
            "# Trend strategy\n\nA trailing stop protects each position.",
            "# Pairs trading strategy\n\nA position is opened at 2 standard deviations and closed if it crosses the"
            " mean.",
        ),
        good=(
            "# Pairs trading strategy\n\nA position is opened at 2 standard deviations and closed if it crosses the"
            " mean or at a stop loss of 5%.",
            "# Trend strategy\n\nA trailing stop protects each position. The stop lies 3% below the highest close.",
        ),
        confidence=0.7,
    ),
)
