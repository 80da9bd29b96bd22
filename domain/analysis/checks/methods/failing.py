"""When something fails: reactions that have no test, no time and no end."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_IF = r"(?:if|when|whenever|where|should|in case|once|as soon as|after|unless|while|as long as)"
_OF_FEEDS = (
    r"(?:it|they|this|(?:the|an?|one|that|its|our|either|any) (?:[a-z-]+ ){0,3}?(?:feeds?|oracles?|sources?|links?"
    r"|connections?|lines?|venues?|exchanges?|servers?|systems?|gateways?|providers?|vendors?|engines?|api|network"
    r"|chain|bridge|data|stream|screen|platforms?|fixings?|auctions?|prices?|quotes?|broker|brokers|market|partner"
    r"|custodian|node|nodes|router|model|file))"
)
_DIES = (
    r"(?:goes? (?:quiet|silent|dark|missing|down|dead|offline|blank)|(?:is|are) (?:down|gone|dead|silent|off|offline"
    r"|out|away|stuck|hanging|frozen|lost|broken|out of (?:order|action))|hangs?|freezes?|drops? (?:out|off|away)"
    r"|breaks?(?: off| down| away)?|dies?|stops? (?:talking|answering|moving|coming|updating|ticking)|stutters?"
    r"|stumbles?|falls? (?:silent|over|away|quiet)|(?:does|do) not (?:come|arrive|answer|respond|react|show up|appear"
    r"|move|work)(?: in)?|cannot be (?:reached|read|had)|lags?|stalls?|crash(?:es)?|disappears?|vanish(?:es)?"
    r"|fails? to (?:come|appear|arrive|answer|show up)|should (?:drop out|fail|hang|break|not come|be down))"
)
_A_TEST = re.compile(
    r"\d|\b(?:seconds?|minutes?|hours?|heartbeats?|by noon|at the (?:open|close|fixing)|section|annex|table|defined"
    r"|by the (?:end|close|deadline|cut-?off)|consecutive|published by)\b"
)
_FAILS_WHEN = Wording(
    re.compile(rf"\b(?P<what>{_IF} {_OF_FEEDS} (?:ever |suddenly |again |simply )?{_DIES})(?![\w-])"),
    "'{words}': from when on that is so is not specified",
    "Half a second without a message, a minute, or an hour: each reader lets it count from another moment on, and the"
    " reaction comes at another price. Nor does the text say when the state ends.",
    "the test (such as no message for how many seconds), who or what applies it, and when the state ends",
    settled=_A_TEST,
    settled_next=re.compile(r"\b(?:seconds?|minutes?|heartbeats?)\b|\b(?:means|counts as)\b"),
    everywhere=True,
)
_SOMEHOW = (
    r"(?:somehow|somewhere|elsewhere|otherwise|another way|in another way|differently|with what is there|as well as it"
    r" can|by other means|on a best[- ]efforts? basis|one way or (?:another|the other)|with a model|for itself"
    r"|(?:with|by|from) (?:something|anything|whatever) (?:else|is (?:there|left|at hand)|comes (?:next|closest)))"
)
_REACTS = Wording(
    re.compile(
        rf"\b(?P<what>(?:is|are|goes on|carries on|continues?|is done|valued|priced|traded|quoted|quoting|hedged|helps"
        rf" itself|make do|makes do|works?|runs?) (?:[a-z]+ ){{0,3}}?{_SOMEHOW})(?=[.,;]|$)"
        r"|\b(?P<what2>(?:the )?(?:orders?|rest|remainder|trades?|slices?|rolls?|positions?|hedges?|rebalancing|order"
        r" flow|sales?) (?:simply |then |just )?(?:waits?|rests? until better times|is (?:dealt with|looked at|sorted"
        r" out|taken care of|caught up|worked off|done|made good) (?:later|afterwards|in time|another day|some other"
        r" time|when possible)|(?:is|are) parked|stays? (?:where it is|put)|hangs? over))\b"
        r"|\b(?P<what3>(?:missed|lost|skipped|unsent|late) (?:[a-z]+ ){0,2}?(?:is|are) (?:made good|made up(?: for)?"
        r"|caught up|recovered|repeated|worked off|retrieved)(?: later| afterwards| in time)?)\b(?! (?:according|by"
        r"|under|with|at|on|from|within)\b)|\b(?P<what9>(?:late|missing|delayed) [a-z]+ (?:is|are) (?:read|processed"
        r"|taken|booked|used|added) (?:when|as|once|whenever) (?:they|it) [a-z]+)\b|\b(?P<what6>(?:missing|late|lost"
        r"|failed|absent) (?:[a-z]+ )?[a-z]+ (?:is|are) (?:worked around|dealt with|handled|coped with|managed"
        r"|got round|sorted out|taken care of|bridged))(?=[.,;]|$)|\b(?P<what7>(?:on|in) (?:days|times|cases|moments"
        r"|hours) of (?:trouble|stress|doubt|difficulty|turmoil|need|chaos)(?: [a-z]+){1,4}? (?:is|are) (?:skipped"
        r"|suspended|stopped|left out|put off|done (?:later|by hand)|cut short|delayed))\b"
        r"|\b(?P<what8>waits? (?:for (?:things|matters|the (?:market|dust|storm|situation|book|price))|until (?:things"
        r"|matters|the (?:dust|storm))) (?:to )?(?:clears?|settles?|calms?|improves?|passes|normali[sz]es?"
        r"|recovers?)(?: down)?)\b|\b(?P<what4>(?:outages?|gaps?|failures?|interruptions?|breaks?|pauses?"
        r"|holes?) (?:is|are) (?:bridged|spanned|covered|got over|overcome|ridden out|smoothed over|patched|closed"
        r"|ironed out))(?=[.,;]|$| somehow)|\b(?P<what5>(?:another|a different|some other|a further|the other|an older"
        r"|a spare) (?:one|fixing|price|source|feed|value|venue|day|date|rate) (?:is|are) (?:used|taken|tried|found"
        r"|read)(?: instead)?)(?=[.,;]|$)"
    ),
    "'{words}': which reaction, until when and at which price is not specified",
    "What happens then decides the position and the price, and the text says only that something does. It names no"
    " order of fallbacks, no time after which the next one holds, and nothing that ends it.",
    "the fallbacks in their order, the time after which each holds, the price that is used, and when normal work"
    " resumes",
    settled=re.compile(
        r"\d|[:(]|\b(?:until|in this order|section|annex|table|next (?:business|trading|auction|session)|cancel\w*"
        r"|previous (?:day|business|close)|last (?:price|value|close) of)\b"
    ),
    settled_next=re.compile(r"\b(?:until|cancel\w*|in this order)\b|\d"),
    needs=re.compile(
        rf"\b{_IF}\b|\b(?:missing|late|failed|absent|trouble|stress|doubt|waits?|outages?|gaps?|missed|lost|skipped"
        rf"|unsent|failures?|interruptions?|halts?|stoppage)\b"
    ),
    everywhere=True,
)
_DAY = (
    r"(?:it|this|that|(?:the|an?|that|such|any|this|each) (?:[a-z-]+ ){0,2}?(?:dates?|days?|observations?|fixings?"
    r"|rolls?|rebalancing|payments?|reviews?|auctions?|expir(?:y|ies)|valuations?|settlements?|coupons?|maturit(?:y"
    r"|ies)|resets?))"
)
CHECKS = (
    Check(
        id="DS-PAR-96",
        title="It fails, and nothing says from when on",
        matters="A moment of silence is no failure, and an hour is.",
        fix="Give the test with its time, who or what applies it, and when the state ends.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_FAILS_WHEN,
        bad=(
            "If the feed goes quiet, the last price stands in.",
            "When the oracle hangs, trading stops.",
            "When the venue is down, the router takes the next one.",
        ),
        good=(
            "If the feed goes quiet for 5 seconds, the last price stands in.",
            "When the market is closed, no price is read.",
        ),
    ),
    Check(
        id="DS-MET-96",
        title="Something is done about it, and nothing says what",
        matters="The reaction decides the price.",
        fix="List the fallbacks in their order with the time after which each holds, and what ends them.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_REACTS,
        bad=(
            "If the link breaks, quoting goes on elsewhere.",
            "When the auction fails, the rest is dealt with later.",
            "An outage is bridged.",
            "A missing fixing is worked around.",
            "Late files are read when they come.",
            "On days of trouble the calculation is skipped.",
            "Missed slices are made good afterwards.",
            "Should the fixing not come, another one is used.",
        ),
        good=(
            "When the auction fails, the order waits until 17:30 and is cancelled then.",
            "Gaps are closed with the last price of the previous day.",
        ),
    ),
)
