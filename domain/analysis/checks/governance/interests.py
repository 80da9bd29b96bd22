"""Interests: client orders that are matched in the house, best execution, own trades, and what is not public."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR

_OF_CLIENTS = (
    r"(?:orders? (?:of|from|for) (?:two |our |different |other |several |its |the |all )?(?:[a-z]+ )?(?:clients?"
    r"|customers?|accounts?|funds?|mandates?|portfolios?)|(?:client|customer|fund)s?'? orders|opposite orders|(?:buy"
    r"|purchase)s?(?: orders?)? and (?:sell|sale)s?(?: orders)?|opposing orders|offsetting (?:client )?orders"
    r"|clients|customers)"
)
_CROSSES = (
    r"(?:cross(?:ed|es)?|match(?:ed|es)?|net(?:ted|s)?|internali[sz](?:ed|es?)|offset|pair(?:ed|s)? off|set off"
    r"|fill(?:ed|s)?|execut(?:ed|es?)|work(?:ed|s)?)"
)
_INSIDE = (
    r"(?:internally|in-?house|inside (?:the|our) [a-z]+|within (?:the|our) (?:firm|bank|house|group|desk|book"
    r"|platform)|against (?:each other|one another)|with (?:each other|one another)|(?:against|from|out of|into|on)"
    r" (?:the |our |its )?(?:firm's |bank's |desk's |house )?(?:own )?(?:book|inventory|account|position|principal"
    r" book))"
)
_CROSSED = Wording(
    re.compile(rf"\b{_OF_CLIENTS}\b[^.;]{{0,60}}?\b(?P<what>{_CROSSES}\b[^.;]{{0,30}}?\b{_INSIDE})\b"),
    "'{words}': conflicts of interest and the price of internal matches are not addressed",
    "Where the firm stands between two clients, or against one, its interests and theirs differ. The text gives no"
    " policy on the conflict, no price at which the match is made and no disclosure to the clients.",
    "the policy on conflicts of interest, the price of a match, the consent and disclosure, and best execution",
    settled_elsewhere=re.compile(
        r"\bconflicts? of interests?\b|\bcrossing (?:policy|procedure|rules)\b|\bsystematic internali[sz]er\b|\bbest"
        r" execution\b|\b(?:consent|disclosed) (?:of|to) (?:both |the )?clients?\b|\b17a-7\b"
    ),
    once=True,
    everywhere=True,
)
_CLIENT_ORDERS = re.compile(
    r"\b(?P<what>client (?:parent |child |limit |market )?orders?|clients?' orders|orders? (?:of|from|for) (?:the "
    r"|our |its )?(?:clients?|customers?)|customers?'? orders?|agency orders?|on behalf of (?:the |our )?(?:clients?"
    r"|customers?)|orders? (?:that|which) (?:a )?clients? (?:sends?|gives?|places?))\b"
)
_REGULATED = re.compile(
    r"\bbest[- ]execution\b|\bmifid\b|\brts ?(?:6|27|28)\b|\breg(?:ulation)? nms\b|\b15c3-5\b|\bfinra\b"
    r"|\b(?:execution|order handling) policy\b|\bsafeguards\b|\balgorithmic trading (?:rules|regulation)\b|\bbest"
    r" possible result\b|\bprice collars?\b|\bpre-?trade (?:controls?|limits?|checks?)\b|\bconformance test\w*"
)
_BEST_EXECUTION = Wording(
    _CLIENT_ORDERS,
    "'{words}': best execution and the rules on algorithmic trading are not addressed",
    "Whoever works orders of clients owes them best execution, and whoever does it by an algorithm has to test,"
    " control and monitor it. The text says nothing of either.",
    "how best execution is pursued and monitored, and which rules on algorithmic trading apply and how they are met",
    settled=re.compile(r"\b(?:never|not|no)\b"),
    settled_elsewhere=_REGULATED,
    once=True,
    everywhere=True,
)


def _best_execution(ir: DocumentIR) -> Iterator[Hit]:
    if ir.kind is DocumentKind.EXECUTION_ALGORITHM:
        yield from _BEST_EXECUTION(ir)


_OWN_INTEREST = Wording(
    re.compile(
        r"\b(?P<what>(?:(?:firm|bank|house|desk|broker|manager|dealer)'?s? (?:own )?|own |proprietary )(?:account"
        r"|book|desk|positions?) (?:may |can |also |then )*(?:trades?|deals?|takes? the (?:other|opposite) side"
        r"|buys?|sells?|hedges?)|trad(?:es?|ing) (?:for its own account |on its own account )?(?:alongside|ahead of"
        r"|against|before) (?:the |our |its )?(?:clients?|customers?)|front[- ]run\w*|(?:analysts?|traders?"
        r"|employees?|staff|managers?|committee members?)'?s? (?:personal|own|private) (?:holdings|accounts?|trades"
        r"|positions|portfolios?)|(?:analysts?|traders?|employees?|staff|developers?|researchers?|quants|members"
        r"|officers|directors|people) (?:may|can|are (?:free|allowed|permitted) to) (?:also |freely |themselves "
        r"|privately )*(?:hold|own|buy|sell|trade|deal"
        r" in|invest in)|personal (?:account )?dealing|(?:client|customer) orders and (?:house|proprietary"
        r"|own|the firm's) orders|(?:house|proprietary|own|firm) (?:orders?|flow|trades) (?:and (?:those of"
        r" )?(?:clients?|customers?)|(?:is|are|has|have|gets?|goes|go|enters?|joins?|runs?|takes?"
        r"|shares?) [^.;]{0,50}?(?:clients?|customers?)|before (?:client|customer)s?)|(?:brokers|dealers|banks"
        r"|contributors|submitters|panel(?:l?ists| members| banks)|market makers|validators|appraisers|quoters"
        r"|they)(?: who [a-z]+ [a-z]+)? (?:may|can|are (?:free|allowed|permitted) to|also|themselves) (?:also |freely "
        r"|themselves |well |privately )*(?:(?:hold|have|take|keep|run|build|be in) (?:an? |own |open )*(?:positions?"
        r"|interest|books?|exposures?|stakes?)|be long or short|trades? (?:the|these|this|in the|it|for"
        r"|on) [a-z ]{3,30}?(?:contracts?|futures?|underlyings?|notes?|bonds?|account|book))|trad(?:e|es|ing) (?:for"
        r"|on) (?:their|its|his) own (?:account|book)|holds? (?:the|some) [a-z]+ (?:it|they|he|she)"
        r" (?:rates?|covers?|recommends?|values?|prices?|ranks?)|(?:sees?|knows?|learns?|hears?) (?:of "
        r"|about )?(?:the |a |its )?(?:clients?|customers?)(?:'s?)? (?:orders?|intentions?|trades?|flow) before"
        r"|(?:providers?|publishers?|calculators?|sponsors?|administrators?|vendors?|agents?"
        r"|raters?)(?: of [a-z ]{3,20}?)? (?:also|itself|themselves) (?:trades?|deals?|holds?|owns?|invests?"
        r"|speculates?|hedges?)|(?:administrator|sponsor|calculation agent|index provider) (?:also |may "
        r"|can )+(?:trades?|deals?|holds?|hedges?|makes? markets?))\b"
    ),
    "'{words}': the conflict of interest is not addressed",
    "Who knows what clients are about to do, or decides what is in the list, gains by trading first. The text names"
    " no barrier, no approval and no disclosure.",
    "information barriers, approval of own trades, order of execution, and disclosure",
    settled=re.compile(r"\b(?:not|never|no|prohibited|forbidden|barred|pre-?clear\w*|must not|may not)\b"),
    settled_elsewhere=re.compile(
        r"\bconflicts? of interests?\b|\binformation barriers?\b|\bchinese walls?\b|\bpersonal account (?:policy"
        r"|rules)\b"
    ),
    once=True,
    everywhere=True,
)
_INSIDE_NEWS = Wording(
    re.compile(
        r"\b(?P<what>(?:receiv|obtain|us|get|learn|act|trad|buy|collect)(?:es|s|e|ed|ing)? (?:on |of |from"
        r" )?(?:[a-z-]+ ){0,4}?(?:news|information|results|figures|orders|data|tips|rumou?rs|earnings)(?:"
        r" [a-z]+){0,4}? (?:before|prior to|ahead of) (?:its |the |their |they are |it is )?(?:publication|published"
        r"|announcement|announced|release|released|public)|(?:non-public|unpublished|inside|insider)"
        r" (?:[a-z]+ )?(?:news|information|results|figures|data|knowledge))\b"
    ),
    "'{words}': the handling of inside information is not addressed",
    "To trade on what others do not know yet is a crime in most markets. The text names no check of where the"
    " information comes from and nobody who clears its use.",
    "how the source is cleared, who decides on its use, and what is not traded meanwhile",
    settled=re.compile(r"\b(?:not|never|no|prohibited|forbidden|must not|may not|without)\b"),
    settled_elsewhere=re.compile(
        r"\bmarket abuse\b|\binsider (?:dealing|trading|list)|\brestricted list\b|\binformation barriers?\b"
        r"|\bembargo\w*"
    ),
    once=True,
    everywhere=True,
)
_RECEIVED = (
    r"(?:research|ratings?|forecasts?|signals?|weights?|levels?|list|composition|recommendations?|news|analysis"
    r"|estimates?|results?|changes?|fixings?|figures?|scores?|announcements?|methodology|lists|report|book|prices"
    r"|quotes|orders|fills)"
)
_FAVOURED = (
    r"(?:(?:selected|some|certain|favou?red|preferred|large|larger|largest|premium|key|important|best|paying|gold"
    r"|valued|first-tier|priority|big|biggest) (?:clients?|customers?|investors?|users?|subscribers?|counterpart(?:y"
    r"|ies)|accounts?|brokers?|members?|partners?)|customers of the [a-z]+ tier|(?:sister|affiliated|own"
    r"|house) (?:funds?|desks?|compan(?:y|ies)|companies|bank)|(?:the )?(?:trading|sales|hedging|swap|structuring"
    r"|proprietary) (?:desk|team)|the issuer)"
)
_FIRST = (
    r"(?:first|earlier|early|beforehand|in advance|(?:before|ahead of|prior to) (?:the |its |their )?(?:publication"
    r"|others?|rest|everyone else|public|release|market|it is published|they are published|all others|announcement))"
)
_HEAD_START = Wording(
    re.compile(
        rf"\b(?P<what>{_RECEIVED} (?:is |are |goes |go )(?:then |always )?(?:sent |given |shown |sold |passed "
        rf"|available |disclosed |delivered |released |offered |told |circulated )?(?:on )?to (?:the |our "
        rf"|its )?{_FAVOURED} [^.;,]{{0,25}}?{_FIRST})\b|\b(?P<what2>{_FAVOURED} (?:get|gets|receive|receives|see|sees"
        rf"|know|knows|learn|learns|have|has|hear|hears|buy|buys) (?:of |about |to see )?(?:the |its |our "
        rf"|any )?(?:[a-z]+ )?{_RECEIVED} [^.;,]{{0,30}}?{_FIRST})\b"
    ),
    "'{words}': selective disclosure and the conflict of interest are not addressed",
    "Some know before others what moves the price. The text does not say who may have it early, why, how they are kept"
    " from trading on it, and what the others are told.",
    "one time of publication for all, or who receives it earlier, under which barrier, and how it is monitored",
    settled=re.compile(r"\b(?:not|never|no|nobody|none|prohibited|forbidden|barred|embargo\w*|same time)\b"),
    settled_elsewhere=re.compile(
        r"\bconflicts? of interests?\b|\binformation barriers?\b|\binside information\b|\bmarket abuse\b|\bembargo\w*"
    ),
    once=True,
    everywhere=True,
)
_PAID_BY_RESULT = Wording(
    re.compile(
        r"\b(?P<what>(?:analysts?|valuers?|researchers?|raters?|committee members|members|risk (?:managers?|officers?)"
        r"|controllers?|compliance|agents?|administrators?|contributors|experts|reviewers|validators|auditors?|brokers)"
        r"(?: who [a-z]+ [a-z ]{2,30}?)? (?:is|are|gets?) (?:paid|remunerated|rewarded|compensated|awarded a bonus)"
        r" (?:out of|from|by|according to|in line with|on) (?:the |its |a share of )?(?:(?:desk|trading|sales|product|"
        r"fund|strategy|book)(?:'s)? )?(?:profits?|results?|revenues?|performance|turnover|pnl|income|issuers?|sellers?"
        r"|volume|traders?|desk))\b"
    ),
    "'{words}': the conflict of interest is not addressed",
    "Who is paid by the result has an interest in it. The text does not say how the judgement is kept apart from the"
    " pay, who reviews it, and what is disclosed.",
    "how pay and judgement are kept apart, who independent reviews it, and what is disclosed",
    settled=re.compile(r"\b(?:not|never|no)\b"),
    settled_elsewhere=re.compile(r"\bconflicts? of interests?\b|\bremuneration policy\b"),
    once=True,
    everywhere=True,
)


CHECKS = (
    Check(
        id="DS-COM-90",
        title="Some know it before others",
        matters="Who knows first trades first.",
        fix="Publish to all at one time, or name who receives it earlier, under which barrier, and who monitors it.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_HEAD_START,
        bad=(
            "Research goes to the largest client first.",
            "Selected clients receive the signal an hour earlier.",
            "The weights are sent to the sister fund before publication.",
        ),
        good=(
            "The weights are sent to all licensees at the same time.",
            "Selected clients receive the report under embargo.",
            "The list is sent to the broker before the open.",
        ),
    ),
    Check(
        id="DS-COM-91",
        title="Who judges is paid by the result",
        matters="Pay steers judgement.",
        fix="Keep pay and judgement apart, name who independent reviews it, and say what is disclosed.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=_PAID_BY_RESULT,
        bad=(
            "The analysts who rate the bonds are paid out of trading profits.",
            "The agent is paid by the issuer.",
        ),
        good=(
            "The analysts are paid from a fixed budget.",
            "The agent is paid by the issuer; the policy on conflicts of interest applies.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-COM-16",
        title="Client orders are matched in the house",
        matters="Between two clients the firm has an interest of its own.",
        fix="Name the policy on conflicts of interest, the price of a match, and what the clients are told.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_CROSSED,
        bad=(
            "Orders of our customers are netted against each other before they are routed.",
            "Client orders are filled from the firm's own book where possible.",
        ),
        good=(
            "Orders of our customers are netted against each other at the mid, under the policy on conflicts of"
            " interest.",
        ),
    ),
    Check(
        id="DS-COM-17",
        title="Client orders, and nothing on best execution",
        matters="Best execution is owed to the client and has to be shown.",
        fix="Say how best execution is pursued and monitored, and which rules on algorithmic trading apply.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=_best_execution,
        bad=("# Execution algorithm\n\nThe algorithm slices client orders into child orders.",),
        good=(
            "# Execution algorithm\n\nThe algorithm slices client orders into child orders under the best execution"
            " policy.",
        ),
    ),
    Check(
        id="DS-COM-24",
        title="The firm or its people trade beside their clients",
        matters="Who trades first trades on the client.",
        fix="Name the barriers, the approval of own trades, the order of execution, and what is disclosed.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_OWN_INTEREST,
        bad=(
            "The firm's own account trades in the same shares.",
            "Contributors may take positions in the contract.",
            "House orders are worked together with those of customers.",
            "Proprietary orders have the same priority as client orders.",
            "Submitters also trade on their own account.",
            "The desk sees the client's order before it hedges.",
            "The publisher of the price also trades in it.",
            "The list may hold shares of the analysts' own portfolios.",
        ),
        good=(
            "The firm's own account trades in the same shares under the policy on conflicts of interest.",
            "Traders' personal accounts are not used.",
            "They may hold the note until maturity.",
        ),
    ),
    Check(
        id="DS-COM-25",
        title="Information that is not public",
        matters="To trade on inside information is a crime.",
        fix="Say how the source is cleared, who decides on its use, and what is not traded meanwhile.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH,
        find=_INSIDE_NEWS,
        bad=(
            "The desk receives company news from its contacts before publication.",
            "The model uses non-public order information.",
        ),
        good=("No unpublished information is used.", "Weights are calculated five days before publication."),
    ),
)
