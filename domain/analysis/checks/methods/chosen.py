"""Chosen and shared: what is split fairly, replaced by something like it, kept as the most plausible or thrown out."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_SHARES = (
    r"(?:split|shared(?: out)?|divided(?: up)?|distributed|apportioned|allocated|spread|borne|passed on|attributed"
    r"|assigned|met|absorbed|carried|handed out|dealt out|doled out|parcelled out)"
)
_FAIRLY = (
    r"(?:fairly|equitably|justly|reasonably|sensibly|appropriately|adequately|suitably|evenly-ish|more or less evenly"
    r"|in (?:an? )?(?:fair|just|equitable|reasonable|sensible|appropriate|suitable) (?:way|manner|fashion|proportions?)"
    r"|together|jointly|among (?:them|themselves|all concerned)|as (?:makes sense|agreed among them|is fair|is usual"
    r"|seems fair|appropriate|fits)|by (?:agreement|mutual agreement|fairness)|on a fair basis|in fairness"
    r"|to everybody's satisfaction|with fairness)"
)
_SPLIT = Wording(
    re.compile(
        rf"\b(?P<what>(?:is|are|be|gets?) (?:then )?{_SHARES}(?: (?:among|between|over|across|by"
        rf"|to)(?: [a-z]+){{1,4}}?)? {_FAIRLY})\b|\b(?P<what2>fair(?:ly)? (?:split|shared|divided|allocation|division"
        rf"|distribution|sharing)(?: (?:of|among|between)(?: [a-z]+){{1,4}}?)?)(?=[.,;]|$)"
        rf"|\b(?P<what3>(?:gets?|receives?|bears?|takes?|pays?) (?:its|their|his|a) (?:due|fair|proper|just|reasonable"
        rf"|adequate|appropriate) (?:part|share|portion|allocation))\b"
    ),
    "'{words}': by which key is not specified ({subject})",
    "In equal parts, by size, by time of arrival or by stake: each key gives another result to each of those concerned,"
    " and each of them can be called fair.",
    "the key, such as in proportion to which amounts on which day, and how it is rounded",
    settled=re.compile(
        r"\d|[=×:]|\b(?:pro[- ]?rata|in proportion|proportional\w*|in equal parts|equally|according to|by (?:weight"
        r"|size|stake|volume)|section|table|annex|formula|first[- ]in)\b"
    ),
    settled_next=re.compile(r"\b(?:pro[- ]?rata|in proportion|proportional\w*|equal parts)\b"),
    everywhere=True,
)
_OTHER_VALUE = (
    r"(?:(?:(?:an?|the|their|its|his)?(?: |\b)(?:different|other|another|new|own|better|corrected|adjusted|amended|more"
    r" (?:suitable|representative|plausible|sensible)|fairer|manual|substitute|replacement|revised) )(?:[a-z]+"
    r" )?(?:prices?|figures?|values?|numbers?|levels?|rates?|fixings?|marks?|results?|one|settlement price))"
)
_ANOTHER_VALUE = Wording(
    re.compile(
        rf"\b(?P<what>(?:puts?|enters?|inserts?|uses?|takes?|sets?|types? in|substitutes?|publish(?:es)?|fix(?:es)?"
        rf"|keys? in|chooses?|picks?) (?:in )?{_OTHER_VALUE}(?: (?:in|for) (?:its|their) (?:place|stead))?)\b"
        rf"|\b(?P<what2>{_OTHER_VALUE} (?:is|are) (?:then )?(?:taken|used|set|entered|put in|published|inserted|chosen"
        rf"|found|fixed|substituted)(?: instead| in its place| for it)?)\b"
    ),
    "'{words}': how it is arrived at is not specified",
    "The calculated result gives way to another, and the text names neither the method nor the data from which that"
    " one comes. Two officers on two desks would publish two values.",
    "the method and the data from which the value in its place is derived",
    needs=re.compile(
        r"\b(?:if|should|when|whenever|where|unless|in case|staff|desk|team|shift|instead|place|stead|distorted"
        r"|unrepresentative|wrong|strange|odd|doubt\w*)\b"
    ),
    settled=re.compile(
        r"\d|[=×:(]|\b(?:average|mean|median|interpolat\w+|midpoint|mid|bid|offer|last|previous|preceding|calculated"
        r"|computed|derived|section|annex|table|formula|closing|published by|proportion\w*|adjusted (?:by|for)|model"
        r"|for (?:each|every|all)|per|new (?:level|weight)s? (?:is|are) set|from the)\b"
    ),
    settled_next=re.compile(
        r"\b(?:average|mean|median|interpolat\w+|midpoint|last|previous|calculated|derived|formula)\b|[=]"
    ),
    everywhere=True,
)
_LIKE = (
    r"(?:comparable|similar|like|equivalent|suitable|alike|related|close|matching|corresponding|fitting|reasonable"
    r"|sensible|good|better|worthy|near)"
)
_LIKE_ONE = Wording(
    re.compile(
        rf"\b(?P<what>(?:chooses?|picks?|selects?|finds?|takes?|uses?|appoints?|names?|replaced (?:by|with)|substituted"
        rf" (?:by|with)|exchanged for|swapped for|gives? way to|makes? (?:room|way) for) (?:an?|some) {_LIKE} (?:one"
        rf"|substitute|replacement|successor|alternative|candidate|match|name))\b"
        rf"|\b(?P<what2>(?:the )?(?:nearest|closest|best|next best|most similar|most comparable|best-fitting) (?:match"
        rf"|substitute|fit|alternative|equivalent|replacement|candidate|successor))(?= (?:replaces?|is|takes?|steps?"
        rf"|comes?|follows?|enters?|joins?)\b)"
        rf"|\b(?P<what3>(?:that|which|whichever) (?:fits|suits|matches|works|serves|compares) (?:best|better|well))\b"
        rf"|\b(?P<what5>(?:gives? way to|replaced (?:by|with)|exchanged for|swapped for|followed by) (?:one"
        rf"|another) of (?:the same|like|equal|similar|a similar|comparable) [a-z]+)\b|\b(?P<what6>is the (?:obvious"
        rf"|natural|logical|right|evident) (?:one|choice|successor|candidate))\b|\b(?P<what4>an? {_LIKE} (?:one"
        rf"|substitute|replacement|successor|alternative|candidate|match) (?:is (?:found|sought|chosen|taken|used"
        rf"|named|put in)|takes? its place|steps in|comes in|joins))\b"
    ),
    "'{words}': by which criteria is not specified",
    "Likeness has as many measures as there are properties: industry, size, price, liquidity, correlation, term. The"
    " text names none of them, and neither the list that is searched nor the ratio of exchange.",
    "the list that is searched, the measures with their order, and at which ratio and time it is exchanged",
    settled=re.compile(
        r"\d|[:(]|\b(?:criteria|ranked|highest|largest|lowest|smallest|correlation|same (?:industry|sector)"
        r"|section|annex|table|reserve list|defined|by market)\b"
    ),
    settled_next=re.compile(r"\b(?:criteria|ranked|must (?:be|have)|measured|highest|largest)\b"),
    everywhere=True,
)
_PREFERRED = Wording(
    re.compile(
        r"\b(?P<what>(?:preferred|favou?red|backed|supported|adopted|accepted|followed|chosen|recognised|recognized) by"
        r" (?:the |most |a majority of |many |its )*(?:community|market|users|miners|validators|exchanges|participants"
        r"|industry|holders|investors|street|majority|developers|ecosystem|public|traders))\b"
        r"|\b(?P<what2>with (?:the )?(?:most|more|wider|widest|broadest|greatest|best|largest|strongest) (?:support"
        r"|following|backing|acceptance|adoption|recognition|community|merit|sense|promise|appeal|potential))\b"
        r"|\b(?P<what3>(?:the )?(?:better|more (?:reliable|plausible|sensible|suitable|meaningful|trustworthy|relevant"
        r"|representative)) of the (?:two|three|feeds|values|prices|sources|quotes))\b"
        r"|\b(?P<what5>whichever (?:[a-z]+ )?(?:is|are|seems?|looks?|proves?|works?|suits?|fits?)(?: to be)? (?:the )?"
        r"(?!higher|lower|larger|smaller|greater|less|lesser|later|earlier|sooner|shorter|longer|fewer|highest|lowest"
        r"|largest|smallest|greatest|latest|earliest|cheaper|cheapest|the)(?:(?:more|most) [a-z]+|[a-z]+(?:er|est)\b"
        r"|best|easy|handy|available|convenient|well))"
        r"|\b(?P<what4>(?:the )?most (?:plausible|meaningful|sensible|credible|trustworthy|reasonable|convincing"
        r"|believable|telling|relevant|suitable|appropriate|representative|reliable) (?:of (?:the|these|them)"
        r"(?: [a-z]+)?(?: [a-z]+)?|values?|prices?|figures?|one|ones|estimates?|quotes?|sources?|readings?|branch"
        r"|version|price source|candidates?))\b"
    ),
    "'{words}': by which measure, and when it is read, is not specified",
    "Several can be said to be that one, and they change from day to day. The text gives no measure, no source and no"
    " time at which it is decided.",
    "the measure with its source, the time at which it is read, and who decides a tie",
    settled=re.compile(
        r"\d|[:(]|\b(?:measured by|by (?:hash|market|volume|trading|turnover|stake)|hash ?rate|defined|section|annex"
        r"|table|criteria|according to)\b"
    ),
    settled_next=re.compile(r"\b(?:measured|hash ?rate|market value|criteria|volume)\b"),
    everywhere=True,
)
_READINGS = (
    r"(?:observations?|values?|prices?|prints?|ticks?|quotes?|readings?|data(?: points)?|trades?|points|numbers"
    r"|figures|records|entries|returns|orders|messages|estimates|submissions|bids|offers|counts|fills|mistakes|errors"
    r"|spikes|jumps|outliers|misprints|glitches)"
)
_ODD = (
    r"(?:(?:odd|strange|funny|weird|wrong|suspicious|unusual|bad|fishy|silly)-looking|odd|strange|weird|funny"
    r"|peculiar|questionable|dubious|doubtful|implausible|unrealistic|absurd|nonsensical|crazy|silly|rogue|fishy"
    r"|glaring|obvious|gross|evident|apparent|single|isolated|lone|suspect|unlikely|unbelievable|inexplicable|bogus"
    r"|spurious|curious|eye-catching|stray)"
)
_OUT = (
    r"(?:thrown (?:out|away)|left (?:out|aside)|set aside|dropped|discarded|ignored|removed|deleted|excluded|skipped"
    r"|weeded out|filtered(?: out)?|cut out|struck out|not (?:used|counted|considered)|disregarded|eliminated"
    r"|cleaned(?: out)?|taken out|kept out|replaced|smoothed|held back|rejected|stopped|corrected|put aside)"
)
_BY_LOOK = Wording(
    re.compile(
        rf"\b(?P<what>{_ODD} {_READINGS}(?: in the [a-z]+)? (?:(?:is|are|gets?) (?:then |simply |always )?(?:{_OUT}"
        rf"|mended|repaired)|do(?:es)? not count))\b"
        rf"|\b(?P<what2>{_READINGS} (?:that|which) (?:make(?:s)? (?:no|little) sense|cannot be (?:right|true|real"
        rf"|correct)|can hardly be (?:right|true)|do(?:es)? not (?:look|seem|feel|appear) right|stand(?:s)? out"
        rf"|do(?:es)? not (?:fit|belong)(?: in(?: the picture)?)?|nobody (?:believes|can explain)|disturb|irritate)"
        rf" (?:is|are) {_OUT})\b|\b(?P<what3>(?:throws? out|drops?|ignores?|removes?|discards?|skips?|weeds? out"
        rf"|deletes?) (?:all |any |the )?{_ODD} {_READINGS})\b"
    ),
    "'{words}': the test is not specified",
    "What looks odd to one looks true to another, and the great moves look odd first of all. The text gives no test, no"
    " threshold and nothing that takes the place of what is left out.",
    "the test with its threshold and window, and what takes the place of a value that fails it",
    settled=re.compile(r"\d|[=:(]|\b(?:standard deviations?|section|annex|table|defined|twice|median)\b"),
    settled_next=re.compile(r"\b(?:means|is (?:odd|suspect|implausible)|counts as)\b|\d ?(?:%|standard|bps)"),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-MET-91",
        title="Split fairly, by no key",
        matters="Each key can be called fair.",
        fix="State the key, on which amounts and day it is taken, and how shares are rounded.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_SPLIT,
        bad=(
            "Losses of the pool are split fairly.",
            "Costs are distributed among the funds in an equitable manner.",
            "Each account gets its due part.",
            "Shortfalls are borne together.",
        ),
        good=(
            "Losses are split fairly, in proportion to the stakes on the day before.",
            "Costs are distributed in equal parts.",
        ),
    ),
    Check(
        id="DS-MET-92",
        title="Another value takes its place, by no method",
        matters="Two officers would publish two values.",
        fix="State the method and the data from which the value in its place is derived.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_ANOTHER_VALUE,
        bad=(
            "Where the auction is distorted, the desk enters a different fixing.",
            "If the level is in doubt, another value is used instead.",
        ),
        good=(
            "Where the auction is distorted, another value is used: the mean of the last three fixings.",
            "A new level is published each day.",
        ),
    ),
    Check(
        id="DS-MET-93",
        title="Replaced by something like it",
        matters="Likeness has many measures.",
        fix="Name the list that is searched, the measures in their order, and the ratio and time of the exchange.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_LIKE_ONE,
        bad=(
            "A delisted token is replaced by a similar one.",
            "The nearest match replaces the lost member.",
            "The successor that fits best takes the slot.",
            "A fitting substitute is found.",
            "A defaulted name gives way to one of the same quality.",
            "The successor contract is the obvious one.",
        ),
        good=(
            "A delisted token is replaced by a similar one (the largest of the same class by market value).",
            "A similar rule holds for bonds.",
        ),
    ),
    Check(
        id="DS-MET-94",
        title="The one that others prefer or that makes most sense",
        matters="Preference has no closing time.",
        fix="Name the measure with its source, the time at which it is read, and who decides a tie.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_PREFERRED,
        bad=(
            "After a fork the chain with the most support is kept.",
            "The branch favoured by the market stays in.",
            "The better of the two feeds is used.",
            "Gaps are filled with the most sensible value.",
            "The desk uses whichever curve is handier.",
        ),
        good=(
            "After a fork the chain with the most support, measured by hash rate over 7 days, is kept.",
            "The better of the two prices: the higher bid.",
            "The exit is at the bid or the last trade, whichever is lower.",
        ),
    ),
    Check(
        id="DS-MET-95",
        title="Thrown out because it looks odd",
        matters="The great moves look odd first of all.",
        fix="Give the test with its threshold and window, and what takes the place of a value that fails it.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_BY_LOOK,
        bad=(
            "Odd-looking readings are thrown out.",
            "Prices that cannot be right are not used.",
            "Values that make no sense are dropped.",
            "Single spikes do not count.",
            "Glaring mistakes in the data are mended.",
        ),
        good=(
            "Odd-looking readings, more than 5 standard deviations from the median, are thrown out.",
            "Odd lots are ignored.",
        ),
    ),
)
