"""Words of degree that decide a rule: suitable, significant, high."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.phrases import is_purpose, phrase_before, phrase_end
from domain.semantics.sections import Role
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_DEGREES = (
    "significant|significantly|major|material|strong|weak|reasonable|appropriate|adequate|sufficient|substantial"
    "|excessive|extreme|unusual"
    "|abnormal|complex|fair|equitable|serious|grave|wide|narrow|thin|heavy|sharp|steep|rapid|minor|negligible|trivial"
    "|doubtful|dubious|questionable|turbulent|disproportionate|realistic|sensible|plausible|prudent|competitive"
    "|satisfactory|proportionate|undue|unacceptable|insufficient|inadequate|severe|suitable|acceptable|considerable"
    "|meaningful|prolonged|persistent|large|small|good|poor|(?:un)?attractive|undesirable|uneconomic|(?:un)?favou?rable"
    "|adverse|cheap|expensive|overvalued|undervalued|overbought|oversold|volatile|stressed|controversial|high-quality"
    "|illiquid|liquid|sizeable|sizable|notable|moderate|limited|elevated"
    "|modest|tiny|huge|hefty|pronounced|mild|violent|brisk|bad|sluggish|noisy|lively|sparse|shallow|decent|solid"
    "|healthy|mature|reputable|renowned|prestigious|trustworthy|respected|credible|well-known|well-established"
    "|prominent|top-tier|first-class|first-rate|well-rated|highly-rated|well-capitali[sz]ed|creditworthy|noticeable"
    "|perceptible|appreciable|scant|scarce|drastic|abrupt|flagrant|blatant|egregious|trifling|slight|sudden|robust"
    "|fragile|risky|dominant|shaky|dear|pricey|lengthy|brief|uneven|unequal|irregular|patchy|skimpy|meagre"
    "|frothy|jumpy|feeble|faint|lopsided|balanced|benign|hostile|supportive|constructive|challenging|compelling"
    "|stretched|promising"
    "|encouraging|alarming|worrying|outsized|oversized|undersized|inferior|superior"
    "|comfortable|hectic|nervous|calm|quiet|rough|wild|choppy|important|big|vast|enormous"
)

_SCALES = (
    r"scor\w+|rat(?:ing|ings|ed)|rank\w*|volatility|liquidity|quality|conviction|correlations?|momentum|leverage|risk"
    r"|exposure|turnover|volumes?|spreads?|concentration|growth|yield|levels?|profitability|dispersion|uncertainty"
    r"|activity|participation|demand|certainty|probabilit(?:y|ies)|likelihood|accuracy|precision|dispersion"
    r"|open interest|free float(?! market| cap)|debt|emissions?|intensity|latency|beta|impact|frequency|earnings|costs?"
    r"|valuations?|coverage|traded values?|balances?|footprint"
    r"|confidence"
)

_DEGREE = re.compile(
    rf"(?<![\w-])(?:(?P<word>{_DEGREES})(?![\w-]) (?=[a-z])|certain (?=(?:[a-z-]+ ){{0,2}}[a-z-]+s\b)|"
    rf"(?P<scaled>high|higher|low|lower|highly|poorly)(?![\w])[ -](?=(?:[a-z&-]+ ){{0,2}}(?:{_SCALES})\b))"
)

QUANTIFIED = re.compile(
    r"\s*(?:\(|of (?:at least|more than|less than|over|under|up to)? ?\d|above \d|below \d|>|<|≥|≤|\d|, "
    r"(?:defined|i\.e\.|meaning|being|that is|namely|the one)|as (?:defined|set out|described|listed)|than\b|\"?:)"
)

_NOT_VAGUE = re.compile(
    r"^(?:higher|lower) (?:[a-z-]+ ){0,2}?(?:scores?|values?|ranks?|ratings?|grades?) (?:indicat|mean|denot"
    r"|represent|correspond)\w*"
    r"|^(?:large|small|mid|high|low)[- ]caps?\b|^minor (?:unit|currency unit|version)|^wide (?:range|variety)"
    r"|^heavy (?:industry|water)|^stressed (?:scenario|period|var|loss)|^fair (?:value|market|price"
    r"|dealing|disclosure|use|trading)|^competitive (?:bid|offer|tender|quote)|^(?:sufficient|reasonable) (?:steps"
    r"|care|efforts|endeavou?rs)|^large-|^small-|^(?:significant|material) (?:digit|figure|decimal)"
    r"|^certain(?:ly|ty)"
    r"|^good (?:faith|till|friday|housekeeping)|^limited (?:to|liab|part|risk|compan)|^(?:large|small)"
    r"(?:st|r)?\b (?:number|numbers|part)|^low(?:er)? (?:bound|limit|case|left)|^high(?:er)? "
    r"(?:bound|and low|price|low)|^material(?:s)?\b(?: sector)|^liquid (?:staking|token)|^significantly? "
    r"(?:higher|lower) risk|^high[- ]level|^good standing"
    r"|^(?:reputable|renowned|prominent|top-tier|(?:well|first)-[a-z]+) (?:[a-z]+ )?(?:provider|vendor|supplier|source"
    r"|agent)\b|^adverse (?:opinion|selection)|^complex (?:number|type)"
)

_SPECULATION = re.compile(
    r"\b(?:might|could|usually|typically|tends? to|(?<!less )(?<!more )(?<!too )often|generally"
    r"|(?:may|can) (?:also |not )?(?:affect|result|lead|cause|become|occur|be (?:affected|subject|difficult|necessary"
    r"|required|appropriate)|have|experience|differ|need|lag|take))\b"
)

_DECIDES = re.compile(
    r"(?:if|when|companies|stocks|securities|constituents)\b|[^.;]{0,40}\b(?:errors?|mistakes?|breach(?:es)?"
    r"|deviations?"
    r"|differences|discrepancies|violations?|incidents?|failures?|events?|changes|moves?|corrections?|losses) (?:may"
    r"|can|could|might) (?:also )?(?:lead to|result in|cause|trigger|require|entail|prompt|mean) (?:an? "
    r"|the )?(?:[a-z]+"
    r" )?(?:re-?stat|re-?calcul|correct|re-?publi|re-?issu|suspen|remov|exclu|review|replac|adjust|terminat|cancel"
    r"|delet|re-?balanc|postpone|halt|stop|compensat)\w*"
)
"""What follows is a rule of the author's, however softly it is put: "Large errors may lead to a restatement"."""

PARAMETER_IS = re.compile(
    r"(?:the|an?|its|each|every|all) (?:[a-z-]+ ){0,4}?(?:fees?|limits?|thresholds?|caps?|floors?|windows?|periods?"
    r"|sizes?|weights?|margins?|buffers?|tolerances?|haircuts?|leverage|exposures?|targets?|delays?|levels?|rates?"
    r"|frequency)(?: (?:of|for) (?:[a-z-]+ ){0,3}[a-z-]+)? (?:is|are|remains?|stays?) "
)

_MATERIAL_CHANGE = re.compile(r"(?:material|significant|important|major) (?:change|amendment|modification|one)s?$")

MADE_KNOWN = re.compile(r"\b(?:announc|notif|publish|inform|communicat|review|consult|notice)\w*")
"""What is announced or reviewed in any case: whether a change is material decides a letter, not a number."""


def binding(ir: DocumentIR, *patterns: re.Pattern[str]) -> Iterator[Segment]:
    """Where one of these may match: the rules, and what says how large something is that the author sets.

    "The fee is at a reasonable level" is such a passage.
    """
    rules = set(ir.rules)
    for segment in ir.prose.having(*patterns):
        if segment in rules or (segment.section.role is Role.RULES and PARAMETER_IS.match(segment.low)):
            yield segment


_NAMELY = re.compile(r"\b(?:namely|that is|i\.e\.),? [^.;]*\d")

_LAST = re.compile(r"\blast (?:known )?$")
"""The last good price is the last there is."""

_LESS = re.compile(r"\b(?:less|more|very|highly|too) $")
"""What turns the word into its opposite, or is part of it: "less liquid shares"."""
_NEXT_DEGREE = re.compile(r"(?<=[a-z]) (?:smaller|larger|higher|lower|fewer|wider|tighter|shorter|longer) ")
"""Where another phrase begins: "in liquid shares smaller orders are sent"."""
_MOST = re.compile(r"\b(?:most|least) $")
_MEASURED_BY = re.compile(
    r"\b(?:by|measured|rank\w*|volumes?|open interest|turnover|traded value|highest|lowest|largest|smallest)\b"
)
"""What comes first by a measure has no value from which on it is so: "the most liquid contract by open interest"."""

_OF_TWO = re.compile(
    r"\b(?:one|that|whichever|class|line|two|both|which)\b[^.;]{0,30}$"
    r"|\b(?:with|has|have) the $|\brounded (?:up |down )?(?:to )?(?:the )?$"
)
"""The higher of two is told by comparing them; between two figures lies what is rounded."""

_PASSIVE = re.compile(r"\b(?:is|are|be|been|being|was) $")
"""What is prolonged is not a prolonged thing."""

_TIE = re.compile(
    r"\bties?\b|\btied\b|\b(?:two|both|several|they|these|still|if|of) (?:[a-z]+ ){0,3}?equal\b|\bequal "
    r"[a-z ]{1,20}:|\bfirst$"
)
"""What breaks a tie is compared."""

_TOLD_NEXT = re.compile(r"(?:for [a-z ,]{3,60} )?(?:that|this) (?:is|means) (?:the|an?|any|one) ")
"""The next sentence says which: "For currency futures that is the next quarterly contract"."""

_COMPARED = re.compile(r" (?:is|are) (?:[a-z]{3,}er|(?:more|less) [a-z]+) (?:[a-z]+ ){0,4}?than\b")
"""What is told of a kind of things, and asks nothing of them: "small companies are harder to trade than large ones"."""

_MODAL = re.compile(r"\b(?:may|must|can|will|shall|should|cannot) (?:only |not |never )?$")
"""Before a verb: "a change may only lower risk"."""

_LABELLED = re.compile(r"\b(?:flagged|marked|label?led|tagged|shown|displayed|published)(?: as| with)? [\"']$")
"""What follows is a label that readers will see."""

_IN = re.compile(r"\b(?:in|under|during) (?:the |any )?$")

_CIRCUMSTANCES = re.compile(r"\b(?:conditions|circumstances|situations|cases|times|events|periods)\b")
"""A condition that cannot be tested, which another check tells."""


def _how_much(ir: DocumentIR) -> Iterator[Hit]:
    for segment in binding(ir, _DEGREE):
        for match in _DEGREE.finditer(segment.low):
            phrase_stop = phrase_end(segment.text, match.start())
            if another := _NEXT_DEGREE.search(segment.low, match.end() + 1, phrase_stop):
                phrase_stop = another.start()
            phrase = segment.text[match.start() : phrase_stop]
            if (
                len(phrase.split()) < 2
                or _NOT_VAGUE.search(phrase.lower())
                or QUANTIFIED.match(segment.low, phrase_stop)
            ):
                continue
            if (
                is_purpose(segment.low, match.start())
                or (_CIRCUMSTANCES.search(phrase.lower()) and _IN.search(segment.low, 0, match.start()))
                or (
                    (match["scaled"] or "") in ("higher", "lower")
                    and (_OF_TWO.search(segment.low, 0, match.start()) or _TIE.search(segment.low))
                )
                or _LAST.search(segment.low, 0, match.start())
                or (_MOST.search(segment.low, 0, match.start()) and _MEASURED_BY.search(segment.low))
                or (match.group().strip().endswith("ed") and _PASSIVE.search(segment.low, 0, match.start()))
                or _LABELLED.search(segment.low, 0, match.start())
                or ("'" in phrase and segment.text[: match.start()].endswith("'"))
                or (match["scaled"] == "lower" and _MODAL.search(segment.low, 0, match.start()))
                or _NAMELY.search(segment.low, phrase_stop)
                or is_defined(ir, phrase)
                or _TOLD_NEXT.match(ir.behind(segment))
                or _COMPARED.match(segment.low, phrase_stop)
                or _is_name(segment.text, match.start(), phrase)
            ):
                continue
            if _SPECULATION.search(segment.low) and not _DECIDES.match(segment.low):
                continue
            start = less.start() if (less := _LESS.search(segment.low, 0, match.start())) else match.start()
            words = segment.text[start:phrase_stop]
            yield Hit(
                title=f"'{words}' is not quantified{_of_what(segment, match.start(), phrase)}",
                why=f"“{words}” decides what happens here, and nothing says where it begins. Two"
                " readers draw the line in two places and treat the same case differently.",
                spans=(segment.span(start, phrase_stop),),
                suggestion=add_after(segment, phrase_stop, f" {to_specify(_measure(phrase))}"),
                severity=Severity.LOW
                if _MATERIAL_CHANGE.match(phrase.lower()) and MADE_KNOWN.search(segment.low)
                else Severity.CRITICAL
                if (match["word"] or "") in ("reasonable", "appropriate", "sufficient", "strong")
                else None,
            )


_SAYS_LITTLE = re.compile(
    r"\b(?:levels?|extents?|amounts?|degrees?|manner|basis|sizes?|values?|ranges?|steps?|measures?)$"
)


def _of_what(segment: Segment, at: int, phrase: str) -> str:
    subject = phrase_before(segment.text, segment.low.rfind(" at ", 0, at) if " at " in segment.low[:at] else at)
    return f" ({subject})" if subject and _SAYS_LITTLE.search(phrase.lower()) else ""


def _measure(phrase: str) -> str:
    if phrase.lower().startswith(("controversial", "certain", "undesirable")):
        return "which ones, and from what share of revenue or other measure on"
    first = phrase.split()[0].lower()
    return f"the measure and the value from which on {'this holds' if first.endswith('ly') else f'it is {first}'}"


_BY_A_TEST = (
    r" (?:is|means) (?:an?|any|one|each)(?: [a-z]+){0,3} (?:with|without|on which|whose|above|below|under|over"
    r"|of (?:at least|more than|less than)|that (?:has|had) (?:no|at least|more)) "
)


def is_defined(ir: DocumentIR, phrase: str) -> bool:
    words = phrase.split()
    candidates = {phrase, *(" ".join(words[:n]) for n in range(2, len(words)))}
    return any(ir.meaning(name) or _is_told_apart(ir, name) for name in candidates)


def _is_told_apart(ir: DocumentIR, name: str) -> bool:
    """Whether a sentence of its own says which ones they are: "A good day is a day with data for each hour"."""
    one = re.escape(name.lower().removesuffix("s"))
    told = re.compile(rf"^(?:an?|the) \"?{one}\"?{_BY_A_TEST}")
    return any(told.match(segment.low) for segment in ir.with_all(content_words(name)))


def _is_name(text: str, at: int, phrase: str) -> bool:
    """Whether the phrase is a proper name, such as of an index: "Low Volatility Index"."""
    words = phrase.split()
    return at > 0 and len(words) > 1 and all(word[0].isupper() for word in words[:2])


CHECKS = (
    Check(
        id="DS-VAG-02",
        title="A word of degree decides a rule",
        matters="Words such as significant or strong have no boundary; a rule needs one.",
        fix="Replace the word by a comparison that can be computed: a measure, a sign (above, at least) and a "
        "number with its unit.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_how_much,
        bad=(
            "Gross mistakes or drastic errors can result in a recalculation.",
            "Only tokens that trade on reputable venues are taken.",
            "# 1. Issues\n\nA fair allocation is made of new issues.",
            "Companies are excluded if they have significant tobacco revenue.",
            "Select companies with strong balance sheets.",
            "Orders are routed to brokers with high ratings.",
            "The fee is at a reasonable level.",
        ),
        good=(
            "# 1. Rank\n\nShares are ranked by yield, and a tie goes to the higher turnover.",
            "# 1. Scores\n\nScores range from 0 to 100, with higher scores indicating better governance.",
            "# 1. Orders\n\nThin markets may see larger slippage.",
            "Trading stops after unusual moves of the price, namely more than 3% in 10 seconds.",
            "# 1. Steps\n\nThe firm shall take all sufficient steps.",
            "Of two share classes the one with the higher turnover is eligible.",
            "The mean is mapped to a grade, halves rounded down to the lower score.",
            "An urgent change may only lower risk.",
            "A rate made from two venues only is published with 'thin liquidity' beside it.",
            "Companies are excluded if they have significant tobacco revenue (more than 5% of sales).",
            "The Example Index measures 20 shares with a high dividend yield. The 20 highest yields are selected.",
            '"Significant revenue" means more than 5% of sales.\n\nCompanies with significant revenue are excluded.',
            "A floor is applied to maintain meaningful positions.",
            "The mean of the latest quiet weeks is taken. A quiet week is a calendar week with no halt in it.",
            "# 1. Fills\n\nLarge trades tend to be expensive, so the order is cut into 12 slices.",
            "# Background\n\nMarkets are at a reasonable level of development.",
            "# Background\n\nThe fee is at a reasonable level.",
            "Market making tends to earn small gains and to suffer occasional sharp losses; the limits below are"
            " for these.",
            "The contract with the highest open interest, the most liquid contract, is held.",
            "# 1. Asset\n\nOn equal numbers it is the asset with the higher volume.",
            "# 1. Use\n\nThe index is intended to give a broad picture of liquid commodity futures.",
            "A good quote is one with a spread of at most 2 ticks. The engine starts on the first good quote.",
            "The script does the good housekeeping of its files.",
        ),
    ),
)
