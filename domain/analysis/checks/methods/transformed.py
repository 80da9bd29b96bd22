"""What is done to figures and not how: averaged, chained, shrunk, neutralised."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR

_BE = r"(?:is|are|be|being|been|gets?|and|then|,)"
_HOW_MUCH = r"(?: (?:\w+ly|then|also|first|again|all|both|together|next|jointly))?"


def _done(verbs: str) -> str:
    """The participles where something is done to something: "prices are averaged", "collected and averaged"."""
    return rf"{_BE}{_HOW_MUCH} (?:{verbs})"


TOLD = (
    r"[=×∑Σ√]|:\s*$|\b(?:in|of|by|see|per|under|with|to) (?:the )?(?:[a-z]+ (?:of|in) )?(?:section|table|appendix"
    r"|annex|formula|equation) ?[\da-z(]|\bas follows\b"
)
_FIGURES = (
    r"(?:prices?|quotes?|polls?|votes?|trades?|scores?|sub-?scores?|views?|signals?|forecasts?|estimates?|returns?"
    r"|rates?|values?|levels?|measures?|rankings?|ranks?|inputs?|factors?|figures?|readings?|volatilit(?:y|ies)"
    r"|yields?|curves?|models?|indicators?|ratings?|probabilit(?:y|ies)|weights?|bids?|offers?|spreads?|numbers?"
    r"|sources?|observations?|components?|grades?)"
)
_COMBINING = (
    r"averaged|added (?:up|together)|multiplied together|weighed|blended|combined|pooled|mixed|merged|fused"
    r"|aggregated|consolidated|condensed|rolled up|weighed up"
)
_COMBINED = Wording(
    re.compile(
        rf"\b{_FIGURES}\b[^.;:]{{0,60}}?\b(?P<what>{_done(_COMBINING)}(?:(?: (?:to|into|in|as|with|by))?(?:"
        rf" [a-z-]+){{1,4}})?)|\b(?P<what2>(?:averages|blends|pools|mixes|combining|averaging|blending|pooling)"
        rf" (?:the |these |all |both |several )?(?:[a-z-]+ ){{0,3}}?{_FIGURES})\b"
        r"|\b(?P<what5>(?:signal|indicator|composite|score|ranking|measure|view|forecast|rating)s? (?:merges?|blends?"
        r"|combines?|mixes|averages?|fuses?|aggregates?|brings? together|unites?|pools?)(?: [a-z-]+){1,2}(?:,(?:"
        r" [a-z-]+){1,2})*,? (?:and|with)(?: [a-z-]+){1,2})|\b(?P<what3>(?:composite|combination|blend|mix|mixture"
        r"|aggregate|average|mean) of (?:the |its |their )?[a-z-]+(?: [a-z-]+)?(?:, [a-z-]+)*,? and [a-z-]+(?:"
        r" [a-z-]+)?)(?=[.,;]|$| (?:is|are|decides|gives|determines|ranks|drives|serves|as|forms)\b)"
    ),
    "'{words}': which average or combination is not specified ({subject})",
    "Simple mean, median, mean by volume and sum are all ways to make one figure out of several, each with another"
    " result; the text gives neither weights nor what is done with outliers.",
    "the formula with the weight of each input, outliers, and what is done where one is missing",
    settled=re.compile(
        rf"{TOLD}|\d ?%|\b(?:arithmetic|geometric|harmonic|simple|mean|median|equal(?:ly)?|volume-weighted"
        rf"|time-weighted"
        r"|weighted by|weights? (?:of|are|is|by|given)|with weights|sum(?:med)?|product|maximum|minimum|majority"
        r"|pro[- ]?rata|in proportion|proportional\w*|share by share|order|fills?|positions?|trimmed|each (?:counts"
        r"|weighs)|half|thirds?|over (?:the )?(?:last|past|previous) \d+)\b"
    ),
    settled_next=re.compile(r"[=×]|\b(?:weights?|mean|median|formula|each)\b[^.;]*(?:\d|equal)"),
    settled_in_section=re.compile(r"[=×∑Σ]"),
)
_FAVOURED = Wording(
    re.compile(
        r"\b(?P<what>(?:with |giving |gets? |given |receives? )?(?:more|less|greater|lower|higher|extra|most)"
        r" (?:importance|weight|emphasis)(?: (?:is )?(?:given|attached|put|placed))? (?:to|on)(?: [a-z-]+){1,3}"
        r"|(?:ones|observations|quotes|values|returns|days|prices|scores|trades) (?:are )?count(?:s|ing|ed)?"
        r" (?:for )?(?:more|less))\b"
    ),
    "'{words}': how much more is not specified",
    "That one input counts for more is a direction, and each weight is another result.",
    "the weight of each input, or the formula with its decay",
    settled=re.compile(rf"{TOLD}|\d|\b(?:twice|half|double)\b"),
    settled_in_section=re.compile(r"[=×∑Σλ]|\bhalf-life\b"),
)
_NETTED = Wording(
    re.compile(
        r"\b(?:orders?|buys?|sells?|sales|purchases?|trades?|positions?|exposures?|client interests?"
        r"|flows)\b[^.;]{0,40}? (?P<what>(?:is|are|be|may be) (?:first |then )?(?:netted|offset|crossed(?:"
        r" internally)?|bunched|grouped|pooled|aggregated|combined|bundled|matched internally)(?: (?:against|with)"
        r" (?:each other|one another))?)\b"
    ),
    "'{words}': in which order, at which price and to whose account is not specified ({subject})",
    "Who gets which part of the net trade and at which price, and what is done with the part that crosses inside,"
    " decides each account's result.",
    "which orders and when, the price, and how fills are shared out",
    settled=re.compile(rf"{TOLD}|\d|\b(?:pro[- ]?rata|average price|mid|allocat\w+|in proportion|first in)\b"),
    settled_next=re.compile(r"\b(?:pro[- ]?rata|average price|mid|allocat\w+|proportion|median|weighted)\b"),
    settled_elsewhere=re.compile(r"\b(?:fills?|executions?|trades) (?:is|are) (?:then )?(?:allocated|shared)\b"),
)


def _put_together(ir: DocumentIR) -> Iterator[Hit]:
    yield from _COMBINED(ir)
    yield from _FAVOURED(ir)
    yield from _NETTED(ir)


_JOINING = (
    r"joined|spliced|chained|stitched|linked|concatenated|glued|strung|connected|back-?adjusted|ratio-?adjusted"
    r"|merged|patched|put together|appended|attached"
)
_JOINED = Wording(
    re.compile(
        r"\b(?P<what>(?:series|histor(?:y|ies)|contracts?|expir(?:y|ies)|maturit(?:y|ies)|prices?|levels?|segments|legs"
        rf"|data)\b[^.;:]{{0,50}}?\b{_done(_JOINING)}|(?:continuous|rolling|spliced|back-adjusted|generic|stitched)"
        rf" (?:[a-z]+"
        r" )?(?:series|futures|contract|price history|prices)|(?:joining|splicing|chaining|stitching)"
        r" (?:of )?(?:[a-z-]+ ){0,3}(?:series|contracts|prices|histories|expiries))\b"
    ),
    "'{words}': how the series are joined is not specified",
    "Where one contract follows another there is a gap. Left in, taken out by a difference or by a ratio, it gives"
    " three histories with other returns and volatilities.",
    "adjustment by ratio, by difference or none, the dates of the joins and the prices used",
    settled=re.compile(
        rf"{TOLD}|\b(?:ratio|difference|multipl\w+|divid\w+|proportional\w*|unadjusted|without adjust\w+|not adjusted"
        r"|no adjustment|same contract|adding|subtract\w*|gap)\b"
    ),
    settled_next=re.compile(r"\b(?:ratio|difference|multipl\w+|gap|adjust\w*)\b"),
    settled_elsewhere=re.compile(
        r"\b(?:back-?|ratio-?|difference-?)adjust\w* by\b|\breturns? (?:of|from) the same contract\b"
    ),
    everywhere=True,
    once=True,
)
_SMOOTHING = (
    r"shrunk|shrunken|smoothed|regulari[sz]ed|denoised|de-?noised|interpolated|extrapolated|bootstrapped|de-?trended"
    r"|de-?seasonali[sz]ed|seasonally adjusted|imputed|back-?filled|gap-?filled|damped|dampened|decayed|discounted"
    r"|stripped|trimmed|clipped|compressed|truncated|resampled|downsampled|filled(?: in)?|bridged|reconstructed"
    r"|completed|patched|made up"
)
_SMOOTHED = Wording(
    re.compile(
        r"\b(?P<what>(?:correlations?|covariances?|matri(?:x|ces)|estimates?|curves?|surfaces?|series|signals?"
        r"|scores?|prices?|rates?|yields?|volatilit(?:y|ies)|returns?|betas?|forecasts?|values?|data|weights?"
        r"|figures?|gaps?|inputs?|points?|(?:missing|empty|blank) (?:days|cells|fields)"
        rf"|outliers?)\b[^.;:]{{0,70}}?\b{_done(_SMOOTHING)}(?: (?:to|towards?|against|over|with)(?:"
        rf" [a-z-]+){{1,3}})?)\b"
    ),
    "'{words}': method and strength are not specified",
    "The text names the treatment and neither its formula nor how strong it is. Each strength gives other numbers, from"
    " the raw figure to a constant.",
    "the formula with its strength, window and target",
    settled=re.compile(
        rf"{TOLD}|\d|\b(?:linear(?:ly)?|cubic|log-linear|spline|flat|ledoit|wolf|intensity|half-life|exponential\w*"
        rf"|kernel"
        r"|moving average|median|mean of|last (?:value|price)|by (?:multiplying|subtracting|adding|dividing)|zero)\b"
    ),
    settled_beside=re.compile(
        r"\bdiscounted (?:at|with|by|using|over) |\bstripped (?:securities|bonds|notes|issues|coupons)\b"
    ),
    settled_next=re.compile(r"\d|\b(?:intensity|half-life|linear(?:ly)?|formula)\b"),
)
_NEUTRALISING = (
    r"(?:[a-z]+-)?neutrali[sz]ed|orthogonali[sz]ed|de-?correlated|residuali[sz]ed|immuni[sz]ed|de-?meaned|purged"
)
_NEUTRAL = Wording(
    re.compile(
        r"\b(?P<what>(?:made|kept|rendered|held|stays?|brought|remains?) (?:[a-z]+[- ])?(?:neutral|orthogonal"
        r"|market-neutral|flat to the market|free of [a-z ]{3,30}(?:risk|exposure|bias))|"
        rf"{_done(_NEUTRALISING)}"
        r"|(?:exposures?|bias(?:es)?|tilts?) (?:to [a-z ]{3,30})?(?:is|are) (?:hedged out|removed|eliminated|taken"
        r" out|stripped out|neutrali[sz]ed)|(?:beta|dollar|sector|country|market|currency|factor|style|delta|duration"
        r"|industry)[- ]neutral(?:ity)?(?= |[.,;]|$))(?![\w-])"
    ),
    "'{words}': to what, and by which method, is not specified",
    "Neutral to which factors, within which tolerance, and by regression, by optimisation or by a hedge: each way"
    " leaves another portfolio.",
    "the factors, the tolerance, the method with its inputs and window",
    settled=re.compile(
        rf"{TOLD}|\d|\b(?:regress\w+|residuals?|subtract\w*|mean of (?:the|its|each)|times (?:the )?beta|equal"
        rf" (?:notional|"
        r"weights?|amounts?|value)|sum (?:of [a-z ]+ )?(?:is|to|of) zero|same (?:amount|notional|value)|within each)\b"
    ),
    settled_next=re.compile(r"\d|\b(?:regress\w+|residuals?|beta (?:is|times)|subtract\w*)\b"),
    once=True,
)
_RISK = (
    r"(?:currency|fx|foreign exchange|interest[- ]rate|rate|delta|beta|gamma|vega|market|duration|credit|basis|price"
    r"|equity|freight|energy|weather)"
)
_HEDGES_RISK = (
    r"(?:hedges|neutrali[sz]es|flattens|lays off|offsets|immuni[sz]es|covers)"
    rf" (?:the |its |any |all |most of the |residual |net |open )*{_RISK}"
    r"(?: (?:risks?|exposures?|positions?|sensitivit(?:y|ies)|inventory))?"
)
_HEDGES_ARE_PLACED = (
    r"hedges (?:are|is) (?:placed|put on|sent|set|done|made|taken|entered)"
    r"(?: (?:against|for|on|over) (?:the )?[a-z-]+(?: [a-z]+)?)?"
)
_RISK_IS_HEDGED = (
    r"(?:delta|beta|currency|exposure|risk|residual|duration|vega|gamma|inventory)s? (?:risk |exposure )?(?:is|are)"
    r" (?:then )?(?:neutrali[sz]ed|flattened|laid off|offset|covered|hedged away|immuni[sz]ed)"
    r"(?: (?:with|by|using|through|in|via) [a-z-]+(?: [a-z]+)?)?"
)
_HEDGED = Wording(
    re.compile(
        r"\b(?P<what>(?:is|are|be) (?:then |fully |partly |largely |dynamically )?hedged(?: (?:with|by|using|through"
        r"|via|out|away|against)(?: [a-z-]+){1,3})?)(?=[.,;]|$| (?:and|when|if|at|on)\b)"
        rf"|\b(?P<what2>{_HEDGES_RISK}|{_HEDGES_ARE_PLACED}|{_RISK_IS_HEDGED})"
        r"(?=[.,;]|$| (?:and|when|if|at|on|with|by|using|of)\b)"
    ),
    "'{words}': contract, ratio and time are not specified",
    "Which contract of which expiry, in which ratio and how often adjusted decides what is left of the risk; the text"
    " gives none of them.",
    "contract and expiry, hedge ratio, dates of adjustment and prices",
    settled=re.compile(
        rf"{TOLD}|\d|\b(?:not hedged|unhedged|is not|are not|(?:next|nearest|front|same) (?:expiry|contract"
        rf"|month))\b"
    ),
    settled_next=re.compile(r"\d|[=×]|\b(?:ratio|beta|one-month|three-month)\b"),
    settled_elsewhere=re.compile(r"\bhedge ratio (?:is|of)\b|\b(?:one|three)-month forwards?\b"),
    once=True,
)


def _made_neutral(ir: DocumentIR) -> Iterator[Hit]:
    yield from _NEUTRAL(ir)
    yield from _HEDGED(ir)


CHECKS = (
    Check(
        id="DS-MET-21",
        title="Averaged or combined, and nothing says how",
        matters="Mean, median and a mean by volume are three figures.",
        fix="Give the formula, the weight of each input, the treatment of outliers, and what is done where one is"
        " missing.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_put_together,
        bad=(
            "Quotes of the dealers are averaged to give the fixing.",
            "Trades of the last hour are collected and pooled into one price.",
            "The long-term view is blended with the short-term view.",
            "The ranks are summed with more weight given to size.",
            "Buys and sells of all clients are netted.",
        ),
        good=(
            "Quotes of the dealers are averaged: the fixing is their median.",
            "The two forecasts are blended with weights of 60% and 40%.",
            "Orders of both accounts are combined and filled pro rata.",
        ),
    ),
    Check(
        id="DS-MET-22",
        title="Series are joined, and nothing says how",
        matters="The gap between two contracts is a return or it is none.",
        fix="Say whether gaps are taken out by ratio, by difference or not at all, on which dates and at which prices.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_JOINED,
        bad=("Prices of successive contracts are chained into one series.", "Signals use continuous futures prices."),
        good=(
            "Prices of successive contracts are chained by multiplying the earlier ones with the ratio of the two"
            " prices.",
            "Accounts are linked to a client.",
        ),
    ),
    Check(
        id="DS-MET-23",
        title="Smoothed or shrunk, and nothing says how much",
        matters="Between the raw figure and a constant lies every strength.",
        fix="Give the formula with its strength, its window and its target.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_SMOOTHED,
        bad=(
            "The covariance matrix is estimated weekly and shrunk towards a diagonal one.",
            "Yields between two maturities are interpolated.",
        ),
        good=(
            "Yields between two maturities are interpolated linearly.",
            "The covariance matrix is shrunk towards the identity with an intensity of 0.3.",
            "Inflation-linked, floating-rate and stripped securities are not eligible.",
        ),
    ),
    Check(
        id="DS-MET-24",
        title="Made neutral, and nothing says to what",
        matters="Neutral to the market is not neutral to its sectors.",
        fix="Name the factors, the tolerance, and the method with its inputs and window.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_made_neutral,
        bad=(
            "The basket is made neutral before it is traded.",
            "Signals are neutralised.",
            "Market exposure is hedged with futures.",
            "The desk hedges the currency risk.",
            "Hedges are placed against the net delta.",
            "The residual delta is neutralised with futures.",
        ),
        good=(
            "Signals are neutralised by subtracting the mean of the sector.",
            "The basket is made beta neutral: the short notional is the long one times the beta over 120 days.",
        ),
        confidence=0.75,
    ),
)
