"""Quantities of the method that rules use as if they were given: windows, lags, fees, levels nobody has set."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.checks.parameters.thresholds import GIVEN, is_column
from domain.analysis.checks.wording import Wording, is_meant
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import GIVES_NUMBER, gives_value
from domain.semantics.phrases import is_purpose
from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

_ALONE = (
    r"(?:[a-z-]+ )?(?:threshold|tolerance)(?: band)?|clamp|collar|haircut|cut-?off(?: level)?|look-?back(?: window|"
    r" period)?|half-life"
    r"|multiplier|hysteresis|cool(?:ing)?-?(?:down|off)|time-?out|(?:[a-z-]+ )?budget|no-trade (?:zone|band)"
)
_PERIODS = (
    r"(?:holding|roll|funding|grace|notice|cure|lock-?up|waiting|transition|observation|warm-?up|cool(?:ing)?-?(?:off"
    r"|down)|averaging|sampling|estimation|calibration|measurement|challenge|consultation|dispute|seasoning|blackout"
    r"|evaluation|formation|ranking|unwinding|rebalancing|fixing|expiry|validity|retention|lookback|decay|recovery"
    r"|stabili[sz]ation|pre-?announcement|protection|phase-?in|smoothing|ramp(?:-up)?|reset|refresh) (?:period|window"
    r"|interval)|(?:time|execution|trading"
    r"|auction|matching|averaging|sampling|update|refresh|monitoring|quote|polling) interval"
)
_LEVELS = (
    r"(?:entry|exit|neutral|trigger|stop|confidence|significance|warning|alert|resume|restart) (?:level|threshold)"
    r"|(?:maintenance|initial|margin|liquidity|capital|collateral)(?: margin)? requirement"
    r"|target (?:risk|volatility|leverage|exposure|inventory|participation(?: rate)?|rate|duration|spread)"
    r"|(?:volatility|leverage|exposure|inventory|participation|duration|profit) target"
)
_RATES = (
    r"(?:recovery|prepayment|borrow(?:ing)?|lending|fill|discount|participation|decay|sampling|learning|message"
    r"|throttle|smoothing|risk[- ]aversion) (?:rate|factor|parameter)"
    r"|(?:smoothing|damping|decay|scaling|confidence|safety|adjustment|leverage|conversion) factor"
    r"|(?:synthetic|management|index|adjustment|performance|replication|licen[cs]e|financing|rebalancing|decrement)"
    r" (?:fee|charge|cost|deduction)"
)
_SIZES = (
    r"(?:minimum|maximum) (?:[a-z]+ )?(?:amount|size|quantity|volume|number|notional|spread|turnover|holding|weight"
    r"|order|fill|lot|price improvement)|(?:(?!same|this|total)[a-z-]+) (?:fee|penalty|levy|commission|surcharge)|"
    r"(?:handling|processing|service|custody|administration|redemption|creation|exit|entry|platform|storage"
    r"|clearing) charge|"
    r"(?:order|clip|slice|tranche|step|bucket|child order|display|peak|batch) size|(?:publication|reporting"
    r"|execution|settlement|data|processing|implementation) (?:lag|delay)|(?:safety|error|risk|liquidity) (?:margin"
    r"|buffer)|(?:price|order|loss|exposure|position|concentration|message|credit|notional|inventory|drawdown|turnover"
    r"|weight|sector|country|issuer|leverage|risk)(?: exposure| value| size| rate)? limit"
)
_USED = re.compile(
    rf"\b(?:the|its|an?|this|each|mandatory|every) (?P<what>(?:(?:time|exponential|linear|daily|hourly|maximum"
    rf"|minimum|applicable|relevant|specified|gross"
    rf"|net|daily|soft|hard|mandatory|additional) )*(?:{_ALONE}|{_PERIODS}|{_LEVELS}|{_RATES}|{_SIZES}))\b(?!-)"
    rf"(?! (?:order|price|book|check|test|breach|is (?:calculated|computed|determined|derived|obtained)))"
)
_POINTED = re.compile(
    r"\b(?:the|an?|its) (?P<what>(?:applicable|prevailing|pre-?defined|pre-?determined|pre-?set|specified|designated"
    r"|configured"
    r"|agreed|nominal(?! amount| value)|prescribed|stipulated) (?:[a-z-]+ ){0,2}?(?:rates?|factors?|prices?|levels?"
    r"|amounts?|values?|ranges?"
    r"|limits?|periods?|times?|intervals?|multipliers?|percentages?|tolerances?|weights?|number|ratios?|haircuts?"
    r"|parameters?))\b"
)
_WITH_A = re.compile(
    r"\b(?:with|after|by|at|plus|minus|less|add(?:s|ed|ing)?|deduct(?:s|ed|ing)?|appl(?:y|ies|ying)) "
    r"(?:a|an|some|the) (?P<what>(?:[a-z-]+ )?(?:lag|delay|margin|buffer|haircut|mark-?up|mark-?down|discount"
    r"|premium|offset|penalty|surcharge|rebate|decrement|add-on|uplift))\b(?! to\b)"
)
_FIXED = re.compile(
    r"\b(?:an?|the) (?P<what>(?:rolling|moving|trailing|sliding|expanding) (?:window|period|basis|sample|history)"
    r"|(?:fixed|given|constant|preset|pre-?defined) (?:number|amount|percentage|proportion|share|fraction"
    r"|level|period|time|rate|spread|size|interval|set))\b(?! of (?:shares|contracts|units|coins|bonds)\b)"
)
_BARE = re.compile(
    r"\b(?:below|above|exceeds?|exceed|reach(?:es)?|within) (?P<what>(?:maintenance|initial|minimum|maximum)"
    r" (?:margin|leverage|spread|size|volume|price|capital)|risk (?:appetite|budget|tolerance))\b(?! (?:of|is))"
)
_APPLIED = re.compile(
    r"\ban? (?P<what>(?:[a-z-]+ )?(?:decrement|haircut|discount|buffer|lag|delay|multiplier|penalty|premium|mark-?up"
    r"|surcharge"
    r"|add-on|offset|tolerance|collar|uplift|rebate|cap|floor|hysteresis)) (?:is|are) (?:then |also "
    r"|always )?(?:applied|used|added"
    r"|imposed|deducted|set|charged|subtracted|taken|introduced|observed|put on|in place)\b"
)
_PATTERNS = (_APPLIED, _USED, _WITH_A, _POINTED, _FIXED, _BARE)
_COMPUTED = re.compile(
    r"\b(?:refers? to|means|defin(?:es|ed)|calculated|computed|determined|equals?|derived|set (?:at|to|by|as)"
    r"|(?:begins?|starts?|ends?) (?:on|at)"
    r"|configur\w+ (?:in|by|through)|is the"
    r" (?:sum|product|ratio|mean|median|average|difference|smaller|larger|lesser|greater))\b|[=×]"
)


_WITH_ORDER = re.compile(
    r"\b(?:trader|client|user|customer|order|caller)s? (?:chooses?|specif(?:y|ies)|sets?|enters?"
    r"|selects?|gives?|provides?|supplies|supply|states?|carr(?:y|ies)) [^.;:]*$"
)
"""What each order brings with it is an input."""


def _unset(ir: DocumentIR) -> Iterator[Hit]:
    told = set[frozenset[str]]()
    for segment in ir.prose.having(*_PATTERNS):
        if segment.kind is SegmentKind.CELL or not segment.section.heading:
            continue
        binds = segment.section.role is Role.RULES
        patterns = (pattern for pattern in _PATTERNS if binds or pattern is not _WITH_A)
        for match in (m for pattern in patterns for m in pattern.finditer(segment.low)):
            name = match["what"]
            words = content_words(name)
            if (
                words in told
                or is_purpose(segment.low, match.start())
                or _WITH_ORDER.search(segment.low, 0, match.start())
                or (name.endswith("price limit") and _OF_EXCHANGE.search(segment.low, 0, match.start()))
                or (match.group().startswith(("each ", "every ", "its ")) and _is_in_column(ir))
            ):
                continue
            if _settled(ir, segment, match, words):
                continue
            told.add(words)
            end = match.end("what")
            yield Hit(
                title=f"{capital(name)}: its value is not specified",
                why=f"The text uses “{segment.text[match.start() : end]}” as if it were known, and no passage gives a"
                f" figure or a formula for it. Whoever implements it has to choose the {name}, and results differ.",
                spans=(segment.span(match.start(), end),),
                suggestion=add_after(segment, end, f" ({to_specify(f'{name}: value, unit and allowed range')})"),
            )


_OF_EXCHANGE = re.compile(r"\b(?:hits?|hit|reach(?:es|ed)?|at|locked at|lock(?:s|ed)?) $")
"""What a price comes to, and the exchange sets: "when the stock hits its daily price limit"."""
_OF_LIMITS = re.compile(r"\b(?:limit|threshold|trigger|value|level)s?\b")


def _is_in_column(ir: DocumentIR) -> bool:
    """Whether a table gives limits row by row: "each threshold counts as breached when reached" speaks of these."""
    return any(s.block.cell and not s.block.cell.row and _OF_LIMITS.search(s.low) for s in ir.segments)


_IN = re.compile(r" (?:given |listed |stated |set out )?(?:in|under) (?:the )?(?P<where>[^.;,]+)")


def _is_in_section(ir: DocumentIR, rest: str) -> bool:
    """Whether a section is named for the place where it stands: "the decay factor in Key terms"."""
    match = _IN.match(rest)
    headings = (s.section.title.lower() for s in ir.segments if s.kind is SegmentKind.HEADING)
    return match is not None and any(title and match["where"].startswith(title) for title in headings)


_EXCEEDS = re.compile(r"\b(?:exceeds?|above|more than|reach(?:es)?|greater than)\b[^.;]{0,20}\d")


_NOON = re.compile(r"\b(?:noon|midnight)\b")


def _settled(ir: DocumentIR, segment: Segment, match: re.Match[str], words: frozenset[str]) -> bool:
    clause = segment.low[max(0, match.start() - 30) : match.end() + 50]
    behind = segment.low[match.start("what") : match.end() + 50]
    if (
        GIVES_NUMBER.search(clause)
        or _NOON.search(clause)
        or GIVEN.search(segment.low, match.end())
        or _COMPUTED.search(behind)
    ):
        return True
    if (
        is_apposed(segment.low, match.start("what"))
        or is_meant(ir, segment, match["what"])
        or ir.refers(segment)
        or _is_in_section(ir, segment.low[match.end() :])
    ):
        return True
    if "limit" in words and any(
        other is not segment and (other.kind is SegmentKind.CELL or _EXCEEDS.search(other.low))
        for other in ir.with_all(words - {"limit"})
    ):
        return True
    return is_given_elsewhere(ir, segment, words - _HOW_IT_IS_MEANT)


_HOW_IT_IS_MEANT = content_words("maximum minimum applicable relevant specified gross net additional mandatory")


def is_given_elsewhere(ir: DocumentIR, segment: Segment, name: frozenset[str]) -> bool:
    """Whether a formula, a section, a column of figures or a figure in another passage gives what has this name (as"
    " stems)."""
    if any(name and name <= content_words(formula.left.replace("_", " ")) for formula in ir.formulas):
        return True
    if name and is_column(ir, name):
        return True
    return any(
        other is not segment
        and (
            GIVES_NUMBER.search(other.low)
            or _NOON.search(other.low)
            or (_COMPUTED.search(other.low) and other.kind is not SegmentKind.HEADING)
            or (other.kind is SegmentKind.HEADING and other.section.heading is other.block)
        )
        for other in ir.with_all(name)
    )


def is_asked_for(low: str, start: int, end: int) -> bool:
    """Whether the quantity named at start..end is one that this check asks for."""
    return any(
        match.start("what") < end and start < match.end("what")
        for pattern in _PATTERNS
        for match in pattern.finditer(low)
    )


_APPOSED = re.compile(r"(?P<said>[^.;:]{1,60})[(,] ?(?:that is |i\.e\. )?(?:the |an? |its )?$")


def is_apposed(low: str, start: int) -> bool:
    """Whether the name at `start` is given to the figure before it: "after two days, the settlement lag"."""
    before = _APPOSED.search(low, max(0, start - 80), start)
    return before is not None and gives_value(before["said"])


_PER_WHAT = re.compile(
    r"^[`*\"']{0,3}(?P<what>_?(?:[a-z]+[ _]){0,2}(?:slope|speed|velocity|decay|drift|ramp|increment|refill|accrual"
    r"|growth|emission|throttle)(?:[ _](?:rate|factor))?)[`*\"']{0,3}\s*[:|=-]\s*(?=[^.]*\d)"
)
_PER = re.compile(
    r"\bper\b|/|\beach\b|\bevery\b|\ba (?:day|second|minute|block|year)\b|\bhalf-life\b|\b(?:daily|hourly|annual)"
)


def _per_what(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.prose.having(_PER_WHAT):
        match = _PER_WHAT.match(segment.low)
        if match and not _PER.search(segment.low):
            name = segment.text[match.start("what") : match.end("what")].strip("_")
            yield Hit(
                title=f"{capital(name)}: per what is not specified",
                why=f"A {name} is an amount for each step, second or unit, and the text gives only the amount: two"
                " readers move at different speeds.",
                spans=(segment.span(),),
                suggestion=add_after(
                    segment, len(segment.text.rstrip(".")), f" {to_specify('per which unit or step')}"
                ),
            )


_CHOSEN = Wording(
    re.compile(
        r"\b(?P<what>(?:set|chosen|selected|specified|configured|provided|entered|supplied"
        r"|defined) by (?:the )?(?:trader|user|client"
        r"|operator|desk|portfolio manager|customer|issuer|risk(?: management| team| department| committee)?"
        r"|compliance|treasury|management|sponsor|administrator|board))\b"
    ),
    "'{words}': neither a range nor a default is given ({subject})",
    "Somebody chooses the value, and the text gives neither the range in which it may lie nor the value that holds"
    " where nobody has chosen; a slip of the keyboard is then a valid input.",
    "allowed range, default, and when the choice takes effect",
    settled=re.compile(r"\d|\bdefault\b|\brange\b"),
)


_FALLBACK = Wording(
    re.compile(
        r"\b(?P<what>(?:fallback|default|backup|substitute|proxy|preset|standby|emergency) (?:values?|prices?"
        r"|inputs?|parameters?"
        r"|rates?|levels?|volumes?|curves?|weights?|sizes?|scores?|ratings?|spreads?|settings?|limits?))\b(?! (?:of"
        r"|in)\b| ?[=:(]| (?:is|are) (?:the|set|given|listed))"
    ),
    "'{words}': the value is not specified",
    "“{words}” stands in for what is missing, and the text does not give it. It is needed on the worst days.",
    "the value, or how it is found, and for how long it is used",
    settled=re.compile(r"\d|\b(?:last|previous|prior|median|mean|average|zero|section|table|appendix)\b"),
)


CHECKS = (
    Check(
        id="DS-PAR-13",
        title="A fallback value that is not given",
        matters="It is used on the worst days.",
        fix="Give the value, or how it is found, and for how long it is used.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_FALLBACK,
        bad=("If the volume is unavailable, fallback values are used.",),
        good=("If the volume is unavailable, fallback values are used: the median of 20 trading days.",),
    ),
    Check(
        id="DS-PAR-12",
        title="A chosen value without range or default",
        matters="A slip of the keyboard is then a valid input.",
        fix="Give a default, a smallest and a largest value, and what happens with a value outside of them.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_CHOSEN,
        bad=(
            "Exposure to one venue stays under the limit set by Risk.",
            "Participation does not exceed the rate set by the trader.",
        ),
        good=("Participation does not exceed the rate set by the trader (1% to 20%, default 8%).",),
    ),
    Check(
        id="DS-PAR-11",
        title="A rate of change without its denominator",
        matters="An amount per second and one per hour differ by a factor of 3,600.",
        fix="Name the unit of time of the rate: per second, per hour, per trading day.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_per_what,
        bad=("* slope: At most 0.001 WETH.",),
        good=("* slope: At most 0.001 WETH per bucket.",),
    ),
    Check(
        id="DS-PAR-10",
        title="A quantity is used as if it were given",
        matters="A window, a lag or a fee without a figure is chosen anew by everyone who reads the text.",
        fix="Give the value with its unit, or the place in the document where it stands.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_unset,
        bad=(
            "# 1. Calls\n\nCalls below the minimum transfer amount are not made.",
            "# 1. Funding\n\nThe premium is averaged over the funding interval.",
            "# 1. Costs\n\nA synthetic fee is deducted daily.",
            "# 1. Timing\n\nExposure changes take effect with a lag.",
            "# 1. Proposals\n\nEach proposal undergoes a mandatory challenge period.",
            "# 1. Taxes\n\nWithholding tax is deducted at the applicable rate.",
        ),
        good=(
            "# 1. Stops\n\n| Measure | Limit |\n| Loss of the day | 110 |\n\nAfter the loss limit was reached"
            " nobody trades.",
            "# 1. Stops\n\nA stop is used when the loss exceeds EUR 90,000. If the loss limit was the reason,"
            " two persons decide."
            "# 2. Roll\n\nContracts move in the roll period. The roll period begins on the sixth day."
            "# 3. Level\n\nThe index sums N, the nominal amount in euro, over all bonds.",
            "# 1. Inputs\n\nThe trader chooses the start time and the participation rate for each order.",
            "# 1. Use\n\nThe algorithm sells a given number of contracts until the close.",
            "# Particulars\n\nThe memory is 0.9.\n\n# Level\n\nThe smoothing factor in Particulars is applied.",
            "# 1. Funding\n\nThe premium is averaged over the funding interval. The funding interval is one hour.",
            "# 1. Costs\n\nA synthetic fee of 0.5% per annum is deducted daily.",
            "# 1. Sizes\n\nThe clip size is sent to the venue.\n\n# 2. Clip size\n\nThe clip size is computed from"
            " volume.",
            "# 1. Limits\n\nEach is checked by the desk; each threshold counts as breached when reached.\n\n|"
            " Limit | Value |\n| Loss | 100,000 USD |",
            "# 1. Orders\n\nThe cut-off is noon, London time. Orders after the cut-off wait.",
        ),
        confidence=0.75,
    ),
)
