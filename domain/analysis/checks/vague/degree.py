"""Degrees without a number: moves sharply, highly correlated, more often, in the upper tier, close to."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.words import content_words

_MOVES = (
    r"(?:deviat|differ|mov|chang|ris|fall|drop|increas|decreas|declin|widen|narrow|spik|diverg|deteriorat|improv|drift"
    r"|decay|fad|weaken|recover|shift|jump|swing|flip|revers|oscillat|collaps|surg|plung|tumbl|soar|slip|bounc|cut"
    r"|reduc|rais|lower|grow|shr[iu]nk|accelerat|slow)\w*"
)
_MUCH = (
    r"(?:too (?:much|far|fast|often|quickly)|sharply|significantly|substantially|materially|excessively|abruptly"
    r"|slightly|marginally|only a little|enough|sufficiently|considerably|strongly|noticeably|markedly|meaningfully"
    r"|suddenly|dramatically|widely|unexpectedly|drastically|moderately|quickly|rapidly|violently|temporarily)"
)
_SCHEDULE = r"(?:behind|ahead of) (?:the )?(?:schedule|target|plan|curve)"
_BEHIND = (
    rf"(?:(?:when|if|while|where|once) (?:far |too far |well )?{_SCHEDULE}"
    r"|(?:falls?|falling|lags?|lagging|runs?|running|gets?) (?:behind|ahead)(?: of)?(?: (?:the )?schedule)?)"
)
_IN_WORDS = (
    rf"\b(?:by|than|least|most|exactly|within|after|every|to) (?:(?:a|an|half|once|twice|{SPELLED}) "
    r"(?:basis |full |price )?(?:ticks?|points?|pips?|percent|per cent|spreads?|standard deviations?|seconds?|minutes?"
    r"|hours?|days?|weeks?|months?|lots?|levels?|per|an?|in)\b)"
)
NUMBER = re.compile(rf"\d|\bas defined\b|\b(?:section|table|appendix|annex) [\da-z]\b|{_IN_WORDS}")
"""A figure in digits, or one in words that counts units: "by more than one tick", "than once per second"."""
MOVES_MUCH = re.compile(
    rf"\b{_BEHIND}\b|\b(?:stays?|remains?|moves?|runs?|trades?) (?:far |well )?away\b(?! from)"
    rf"|\b{_MOVES} (?:[a-z]+ ){{0,4}}?{_MUCH}(?![\w-])|\b{_MUCH} (?:{_MOVES}|above|below|larger|smaller|higher|lower"
    rf"|different|exceed\w*|affect\w*|impact\w*|worse|better|more [a-z]+|less [a-z]+)\b"
    rf"|\b(?!(?:deviation|difference)s? from){_MOVES} (?:[a-z]+ ){{0,3}}?(?:from|outside(?: of)?|beyond)"
    r" (?:the |its |their )?(?:(?:plan|schedule|norm|pattern|model|forecast|expectations?|consensus|parity"
    r"|target)(?= |[.,;]|$)"
    r"|normal|usual|typical|expected|customary)(?: (?:range|levels?|values?|behaviou?r))?\b(?!-)"
    r"|\b(?:has|have) (?:picked up|built up|dried up|run (?:up|away)|run away|fallen off|sold off|shot up|cooled"
    r"|heated up|eased"
    r"|tightened|widened|narrowed|drifted|weakened|strengthened|worsened|deteriorated"
    r"|eroded|vanished|evaporated|decayed|thinned(?: out)?|collapsed|exploded|ballooned)(?=[,.;]|$| (?:and|or|it|the"
    r"|all|are|is"
    r"|from|nicely|a lot)\b)|\b(?:picks? up|builds? up|runs? away|dries up|tails? off|shoots? up|heats? up"
    r"|cools? (?:off|down)"
    r"|ticks? up|flares? up|ebbs?|wanders? off|strays|drifts(?: away| off)?|slips? away)(?=[,.;]|$| (?:and|or|it|the"
    r"|all"
    r"|towards|from|before|after)\b)"
    r"|\b(?:set|placed|cent(?:er|re)d|kept|held|maintained|positioned) (?:around|near|close to|about) (?:the|its"
    r"|their) [a-z]+(?: [a-z]+)?\b"
    r"|\b(?:trend|sentiment|outlook|market|mood|environment)s? (?:turns?|becomes?|goes|flips?) (?:positive|negative"
    r"|up|down|bullish|bearish|favou?rable|adverse)\b"
    r"|(?<=[a-z] )(?P<what>(?:spikes?|surges?|jumps|collapses?|plunges?|soars?|dries up|blows out|degrades?"
    r"|deteriorates?|worsens?|weakens?))(?=[,.;]|$| (?:it|the|all|no|orders?|quotes?|trading)\b)"
)

_HIGHLY = re.compile(
    r"(?<=[a-z] )back (?:to|within|in) (?:normal|usual|typical|familiar)(?: (?:levels?|ranges?|values?))?\b|\b(?:enough"
    r"|plenty of|ample|too little|too much|lots of|a lot of|abundant|little) (?:[a-z-]+ ){0,2}?(?:history|data|volumes?"
    r"|trading|float|users|holders|support|margin|collateral|supply|inventory|borrow|members|names|experience"
    r"|liquidity|depth|cash|trades|quotes|prices|demand"
    r"|turnover|coverage|capacity|capital|observations|records|evidence|interest|activity|size|time|room|votes)\b"
    r"|\b(?:well|broadly|widely|adequately|reasonably)[- ]diversified\b|\b(?:is|are|be|stays?|remains?) diversified\b|"
    r"\b(?:long|short|proven|established|solid|good) (?:track record|history|record)\b|"
    r"\b(?:the |an? )?(?:more|most|less|least) (?:attractive|promising|suitable|representative|favou?rable|relevant"
    r"|reliable|appropriate|competitive|efficient|interesting|important|stable) [a-z]+\b|\bclosely (?:monitored|watched"
    r"|supervised|followed)\b|\b(?:unusually|abnormally|exceptionally|unacceptably|comparatively"
    r"|particularly|unreasonably) (?:high|low|large|small|wide|narrow|long|short|fast|slow|strong|weak|volatile|heavy"
    r"|thin)\b"
    r"|\b(?:infrequently|rarely|seldom|poorly|badly|erratically|irregularly|sporadically|aggressively|passively)\b"
    r"(?! (?:[a-z]+ed|priced|or passively|and passively)\b| (?:at|on) (?:the|its) (?:[a-z]+ )?(?:touch|bids?|asks?"
    r"|offers?|best|mid|limit|price)\b)|\b(?:insufficiently|inadequately|unduly|overly) [a-z]+\b"
    r"|\b(?:mostly|mainly|predominantly|somewhat|more or less|by and large) (?!because|due)[a-z-]+\b"
    r"(?:, [^.;]{0,30}\b(?:mostly|mainly|predominantly) [a-z-]+\b)*"
    r"|\b(?:highly|strongly|sufficiently|closely|weakly|thinly|actively|heavily|lightly|loosely|poorly|badly|fairly"
    r"|relatively|reasonably|extremely"
    r"|very) (?:correlated|liquid|illiquid|volatile|concentrated|traded|leveraged|diversified|aligned|similar|matched"
    r"|quoted|held|owned|followed|covered|capitali[sz]ed|indebted|funded|collaterali[sz]ed|hedged|populated|supported"
    r"|related|skewed|stable|cointegrated|mean-reverting|rated)\b(?! than)|\b(?:aligned|track\w*|match\w*|follow\w*)"
    r" (?:as )?(?:closely|well)(?: as possible)?\b"
)
_MORE_OFTEN = re.compile(
    r"\b(?:with|at|under|using|to) (?:a |an |the )?(?:reduced|increased|tighter|wider|stricter|larger|smaller|lower"
    r"|higher) (?:limits?|sizes?|exposures?|weights?|thresholds?|spreads?|positions?|leverage|frequency|margins?)\b|"
    r"\b(?:more|less) (?:often|frequently|aggressive(?:ly)?|passive(?:ly)?|slowly|quickly|conservative(?:ly)?"
    r"|actively|active(?=[.,;]|$| (?:as|at|in|when|if|near|towards?|during)\b)|patient(?:ly)?|careful(?:ly)?"
    r"|cautious(?:ly)?|urgent(?:ly)?|selective(?:ly)?|defensive(?:ly)?|generous(?:ly)?"
    r"|strict(?:ly)?)(?! than \d| traded)\b"
)
_TIER = re.compile(
    r"\b(?:in|from|within|of) the (?:upper|top|higher|lower|bottom|middle|highest|lowest)(?:[- ](?:rated|ranked"
    r"|scoring))? (?:tiers?|bands?|brackets?|buckets?|categor(?:y|ies)|groups?|range|part)\b"
)
STATE = re.compile(
    r"\b(?:oracle|feed|exchange|venue|connection|gateway|api|server)s? (?:is|are|becomes?) (?:unavailable|down|offline"
    r"|disconnected|unreachable|lost)\b|"
    r"\b(?:is|are|be|becomes?|remains?|appears?|seems?|looks?) (?:temporarily )?(?P<state>stale|outdated"
    r"|inactive|dormant"
    r"|illiquid|unresponsive|overbought|oversold|crowded|disorderly|overheated|stuck|congested|unhealthy|abnormal"
    r"|erratic|disturbed|unstable|turbulent|unsettled|(?:hard|difficult|easy|impossible) to (?:borrow|trade|price"
    r"|value|hedge"
    r"|liquidate|short|obtain)|unreliable|erroneous|implausible|distressed|anomalous|suspicious|doubtful|odd|wrong)\b"
    r"|\b(?P<kind>stale|outdated|illiquid|dormant|implausible"
    r"|erroneous|abnormal|anomalous|aberrant|off-market|unreliable|outlying|doubtful|dubious|questionable|suspicious"
    r"|suspect|toxic|manipulative"
    r"|unrepresentative|bad|spurious|faulty|defective|broken|corrupt|garbled)(?: (?:and|or) [a-z-]+)? (?:data|ones"
    r"|features|signals|entries|records|names"
    r"|levels|bids|offers|flow|prices?|prints?|rates?|fixings?|fills?"
    r"|messages?|ticks?|quotes?|values?|trades?"
    r"|transactions?|observations?|inputs?|submissions?|returns?|securities|stocks|bonds|names|contracts?|markets?"
    r"|orders?|sensors|readings|meters|feeds|sources"
    r"|constituents?)\b|\boutliers?\b(?! (?:test|filter|check|rule))|\bany (?:uncertainty|doubts?|suspicion|concerns?"
    r"|anomal(?:y|ies))(?: (?:about|as to|regarding|over|of|in) (?:the )?[a-z]+(?: [a-z]+)?)?"
    r"|(?<=[a-z] )under (?:severe |market |acute )?(?:stress|pressure|strain|duress)\b(?! (?:test|scenario|condition"
    r"|period))|\bin (?:financial |serious |severe |operational )*(?:difficult(?:y|ies)|distress|trouble)\b"
    r"|\b(?:negative|positive|deteriorating|improving|uncertain) (?:outlook|trend|sentiment|fundamentals"
    r"|news(?: flow)?)\b"
)
_COUNTED = re.compile(
    r"\b(?:number of|count of|counts?|each|every) (?:the )?(?P<what>(?:(?:unique|distinct|different), )?(?:active|valid"
    r"|qualifying|qualified|live|healthy|available|participating|effective) [a-z]+(?: [a-z]+)?s)\b"
)
_WHICH_ONES = re.compile(
    r"\b(?:(?:additional|further|other|special|specific|internal) (?:eligibility |risk |selection )?(?:criteria"
    r"|conditions"
    r"|requirements|restrictions)(?! (?:of|in|set|listed|below|are (?:listed|given|set)|apply:))|on (?:special"
    r"|certain|some|selected|particular) (?:trading )?(?:days|dates|sessions))\b|"
    r"\b(?:(?:ignored|used|supported|applied|honou?red|overridden|affected|required) (?:only )?(?:by|for|in) (?:some"
    r"|certain"
    r"|not all|most|selected) [a-z]+|not (?:used|supported|applied|available|applicable|required) (?:by|for|in) all"
    r" [a-z]+|some of (?:the|these|those) (?:rules|limits|parameters|settings|constituents|securities|instruments"
    r"|checks|orders|markets|requirements)|in (?:some|certain|special|exceptional|rare|particular) (?:cases|situations"
    r"|instances|markets))\b|\b(?:developed|emerging|frontier|industriali[sz]ed) (?:countr(?:y|ies)|econom(?:y|ies))\b"
)

_ALL_THE_TIME = re.compile(
    r"\b(?:checked|monitored|updated|calculated|re-?calculated|evaluated|computed|refreshed|adjusted|measured|assessed"
    r"|consolidated|published) (?P<what>continuously|continually|constantly|in (?:near )?real[- ]time|on the fly)\b"
)
_MANNER = re.compile(
    r"\b(?P<what>in an? (?:orderly|appropriate|controlled|prudent|efficient|cost-effective|cost-efficient|fair|suitable"
    r"|reasonable|gradual|sensible|consistent) (?:fashion|manner|way)|in (?:stages|steps|tranches|small steps|phases"
    r"|portions|pieces|batches|instal?ments|parcels|waves)"
    r"|gradually|progressively|step by step|dynamically|opportunistically|intelligently|optimally)\b(?! (?:of \d"
    r"|described))"
)

_HAS_STATE = Wording(
    STATE,
    "'{words}' has no test",
    "A rule depends on “{words}”, and the document gives no test for it: no age, no distance, no count. A"
    " machine cannot see it, and two people see it at different moments.",
    "the test, with number and unit",
    settled_beside=NUMBER,
)
_DIGIT = re.compile(r"\d")


def _state(ir: DocumentIR) -> Iterator[Hit]:
    """States without a test: none beside them, and no figure in another passage that speaks of the state."""
    for hit in _HAS_STATE(ir):
        words = STATE.search(hit.spans[0].quote.lower())
        state = words and (words["state"] or words["kind"])
        span, speaking = hit.spans[0], ir.with_all(content_words(state)) if state else ()
        elsewhere = (s for s in speaking if s.block.id != span.block or not s.start <= span.start < s.end)
        if not any(_DIGIT.search(segment.low) for segment in elsewhere):
            yield hit


CHECKS = (
    Check(
        id="DS-VAG-14",
        title="All the time is no interval",
        matters="Every machine has an interval; it decides what is seen.",
        fix="Give the interval between two checks, and what starts one besides.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _ALL_THE_TIME,
            "'{words}': at which interval is not specified ({subject})",
            "A computer does nothing “{words}”: it acts on every message, every second or every block, and what"
            " happens in between is seen by one implementation and missed by another.",
            "interval or event, and the longest time between two of them",
            settled=NUMBER,
        ),
        bad=("Margin is checked continuously.",),
        good=("Margin is checked continuously, at every block and at least every 2 seconds.",),
    ),
    Check(
        id="DS-VAG-15",
        title="A manner in place of a method",
        matters="Orderly, gradually, dynamically: none of them can be computed.",
        fix="Replace the manner by a method that can be computed: amounts, times and the rule between them.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _MANNER,
            "'{words}' is a manner, not a method ({subject})",
            "“{words}” does not say what is done when, in which amounts or until when; every implementation of it"
            " differs.",
            "the steps, with amounts and times",
            settled=re.compile(
                r"\d|:|[=×]|\b(?:section|table|appendix) [\da-z]\b|\b(?:two|three|four|five|ten|equal)\b"
            ),
        ),
        bad=("The engine closes positions in an orderly fashion.", "Leverage is adjusted dynamically."),
        good=("The engine closes positions in stages of 10% each, 30 seconds apart.",),
    ),
    Check(
        id="DS-VAG-07",
        title="Something moves much, and nobody says how much",
        matters="Code compares with a number; sharply and significantly are none.",
        fix="Give the size of the move, what it is measured against, and over which period.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            MOVES_MUCH,
            "'{words}' is not quantified ({subject})",
            "The rule turns on “{words}”, and no number, base or time says how much that is. One reader acts at 1%,"
            " the next at 10%.",
            "by how much, relative to what, and over which time",
            settled_beside=NUMBER,
            settled_next=re.compile(
                r"\b(?:is|are|counts? as) (?:material|significant|substantial) (?:if|when|where)\b"
            ),
        ),
        bad=(
            "Alerts are raised when metrics deviate from normal.",
            "Quotes are refreshed when the price has moved enough, and every 2 seconds at the latest.",
            "Positions are opened when the trend turns positive.",
            "Pairs whose volatility has picked up are dropped.",
            "The hedge is renewed when it drifts.",
            "The algorithm stops if the price moves sharply.",
            "A price that deviates too much is excluded.",
            "A company is eligible if it has paid a dividend in each year and has not cut it significantly.",
            "The algorithm may accelerate moderately.",
        ),
        good=(
            "# 1. Results\n\nIn volatile months the result may differ noticeably from that of the market.",
            "Like any market maker it may lose when prices move quickly.",
            "Code that is materially changed is tested again. A change is material if it alters the orders that"
            " are sent.",
            "An order is cancelled if the best price moves away by more than one tick.",
            "The algorithm stops if the price moves sharply, that is by more than 3% within one minute.",
            "Quotes are renewed only when the price has moved enough:\n\n- by 2 ticks, or\n- by 0.5%.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-VAG-08",
        title="A degree without a measure",
        matters="Highly correlated is 0.6 to one reader and 0.95 to another.",
        fix="Name the measure and the number from which on it counts as that.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            _HIGHLY,
            "'{words}' is not quantified ({subject})",
            "“{words}” needs a measure and a boundary: which statistic, over which period, and from which value on it"
            " counts.",
            "the measure, its window, and the value from which on this holds",
            settled_beside=NUMBER,
        ),
        bad=(
            "- Plenty of daily trading",
            "Orders are kept mostly passive at low urgency.",
            "We take the more attractive pairs.",
            "Thinly quoted strikes are left alone.",
            "Pairs are chosen from highly correlated stocks.",
            "The prices must be closely aligned with the market.",
        ),
        good=(
            "A hedge of this kind is rarely perfect.",
            "# 1. Context\n\nPairs of highly correlated stocks are traded. This section decides nothing.",
            "The order rests passively at the near touch.",
            "Pairs are chosen from highly correlated stocks (a correlation above 0.8 over 250 trading days).",
        ),
    ),
    Check(
        id="DS-VAG-09",
        title="More or less of something, without an amount",
        matters="How much more is the whole rule.",
        fix="Give the amount or the factor, and what it is taken of.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _MORE_OFTEN,
            "'{words}': by how much is not specified",
            "“{words}” names a direction, not an amount or a rate. Two implementations react differently to the same"
            " market.",
            "how much, in numbers",
            settled_beside=NUMBER,
        ),
        bad=("At high urgency the algorithm crosses the spread more often.",),
        good=(
            "At high urgency the algorithm crosses the spread more often: after 5 seconds instead of 30.",
            "The order is re-placed not more often than once per second.",
        ),
    ),
    Check(
        id="DS-VAG-10",
        title="A tier or group without bounds",
        matters="Membership of the group is the rule.",
        fix="Give the bounds of each group, by which figure they are told, on which day, and where a figure on "
        "the bound belongs.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=Wording(
            _TIER,
            "'{words}': the bounds are not specified",
            "“{words}” decides who qualifies, and the document does not say where it begins and ends.",
            "from which value to which value",
            settled_beside=NUMBER,
        ),
        bad=("Companies graded in the upper tier qualify.",),
        good=("Companies graded in the upper tier (A or better, 80 to 100 points) qualify.",),
    ),
    Check(
        id="DS-VAG-11",
        title="A state is tested that nobody defines",
        matters="When data is stale or a market abnormal has to be told by a machine.",
        fix="Define the state by a test: which figure, above or below what, for how long.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_state,
        bad=(
            "Remove erroneous and outlying trades.",
            "Names that are hard to borrow are not shorted.",
            "If the feed is stale, it is ignored.",
            "Illiquid securities are excluded.",
            "Trading stops on any doubt about the data.",
        ),
        good=(
            "A venue is dropped after no heartbeat for 3 seconds: it is stale then. If all venues are stale, trading"
            " is paused.",
            "If the feed is stale (no update for 5 seconds), it is ignored.",
        ),
    ),
    Check(
        id="DS-VAG-12",
        title="Active, valid, healthy: counted and not defined",
        matters="What is counted decides the result.",
        fix="Define what counts: the figures it must have, on which day they are looked at, and who looks.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=Wording(
            _COUNTED,
            "When something counts among '{words}' is not defined",
            "The calculation counts “{words}”, and the document says neither which of them qualify nor as of which"
            " moment and from which data they are counted.",
            "the test by which they qualify, the data, and the time as of which they are counted",
            settled_beside=NUMBER,
        ),
        bad=("Identify the number of active node operators of each protocol.",),
        good=("Identify the number of active node operators (at least 1 validator attesting in epoch 5).",),
    ),
    Check(
        id="DS-VAG-13",
        title="Some, certain, not all: which ones",
        matters="Whoever is meant must be named.",
        fix="Name those that are meant, or give the rule by which they are told.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _WHICH_ONES,
            "'{words}': which ones is not said",
            "The sentence holds for some and not for others (“{words}”), and does not name them; a reader cannot tell"
            " whether it holds for the case at hand.",
            "which ones, by name or by a test",
            settled=re.compile(
                r"\bnamely\b|\b(?:msci|ftse|oecd|imf|world bank|s&p)\b|\bi\.e\.|\b(?:listed|named|defined) (?:in"
                r"|below|above)\b"
            ),
        ),
        bad=("This setting may be ignored by some modules.", "In certain cases the order is cancelled."),
        good=("This setting may be ignored by some modules, namely A and B.",),
    ),
)
