"""Signals, scores and measures: what they are made of, how they are combined, and over which window."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.phrases import is_purpose
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

SERIES = re.compile(
    r"\b(?:macro(?:economic)?|economic|recession|regime|stress|breadth|market|leading|business[- ]cycle|financial"
    r"|fundamental|esg|alternative|news"
    r"|social media|on-chain|credit|risk|sentiment|valuation|quality|positioning|flow) "
    r"(?:indicators?|data|variables|measures?|metrics|inputs|surveys?|indices|indexes|ratios?|factors)\b(?!"
    r" (?:providers?|vendors?|suppliers?"
    r"|feeds?|sources?|team)\b)"
)
ANALYSIS = re.compile(
    r"\b(?:technical (?:analysis|indicators?|signals?|factors?|patterns?)|macro(?:economic)? "
    r"(?:signals?|views?|outlook|conditions|regimes?)|chart patterns?|sentiment"
    r"(?: (?:analysis|signals?|scores?))?(?! (?:measures?|indicators?|data))|fundamental analysis|"
    r"(?:trend|trading|relative value|market|alternative|machine[- ]learning) signals?|market "
    r"(?:conditions|regimes?))\b"
)
_USES = re.compile(
    r"\b(?:based (?:up)?on|deriv\w+ from|us(?:e|es|ed|ing)|driven by|according to|depend\w* on|respon\w+ to"
    r"|adjust\w* (?:for|to)|combin\w+|incorporat\w+|generated (?:from|by)|inputs?(?: are| include)?|analy[sz]"
    r"(?:e|es|ing)|informed by|given)\b[^.;:]{0,80}$|^[a-z ]{3,30}: (?:an? |the )?$"
)
_NAMES = re.compile(
    r"\b(?:such as|namely|including|i\.e\.|consist\w* of|comprising|comprise)(?!\w)|[:(]|\b"
    r"(?:gdp|cpi|pmi|rsi|macd|vix|moving average|yield curve|unemployment|put/call|bollinger|p/e|price[- ]to|ebitda"
    r"|roe)\b"
)


def _unlisted(ir: DocumentIR, pattern: re.Pattern[str]) -> Iterator[tuple[Segment, re.Match[str]]]:
    """The first place where each class of inputs is used, of those whose members are listed nowhere."""
    seen = set[str]()
    for segment in ir.prose.having(pattern):
        for match in pattern.finditer(segment.low):
            what = match.group()
            if (
                what in seen
                or not _USES.search(segment.low, 0, match.start())
                or is_purpose(segment.low, match.start())
            ):
                continue
            if (
                _NAMES.search(segment.low, match.end(), match.end() + 60)
                or ir.meaning(what)
                or _listed(ir, segment, what)
            ):
                continue
            seen.add(what)
            yield segment, match


def _series(ir: DocumentIR) -> Iterator[Hit]:
    for segment, match in _unlisted(ir, SERIES):
        words = segment.text[match.start() : match.end()]
        yield Hit(
            title=f"{capital(words)}: which ones, from where and how often is not specified",
            why=f"“{words}” names a class, not a series. One team may use three of them monthly, another ten of them"
            " daily, and their signals differ.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('each series, its publisher, frequency and transformation')})"
            ),
        )


def _analysis(ir: DocumentIR) -> Iterator[Hit]:
    for segment, match in _unlisted(ir, ANALYSIS):
        words = segment.text[match.start() : match.end()]
        yield Hit(
            title=f"{capital(words)}: the rules and their parameters are not defined",
            why=f"“{words}” can be a crossing of two averages or the reading of a chart; neither the indicators nor"
            " their parameters are given, so no two teams get the same signal.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('each indicator with its formula, parameters and data')})"
            ),
        )


def _listed(ir: DocumentIR, segment: Segment, what: str) -> bool:
    return any(
        other is not segment and _NAMES.search(other.low) is not None and other.kind is not SegmentKind.HEADING
        for other in ir.with_all(content_words(what))
    )


_MEASURES = {
    "volatility": r"(?<!implied )(?<!mid )(?<!quoted )(?<!option )volatilit(?:y(?! (?:interruption|auction|halt"
    r"|guard|extension|surface))|ies)",
    "beta": r"beta",
    "momentum": r"momentum",
    "correlation": r"correlations?|correlation matrix",
    "standard deviation": r"standard deviations?",
    "tracking error": r"tracking error",
    "drawdown": r"(?:maximum )?drawdowns?",
    "liquidity": r"liquidity",
    "z-score": r"z[- ]?scores?|z(?= (?:exceeds|falls|rises|drops|crosses|reaches|reverts|returns|above|below)\b)",
    "moving average": r"moving averages?",
    "sharpe ratio": r"sharpe(?: ratio)?",
    "average volume": r"average (?:daily )?(?:trading )?(?:volume|turnover)|adtv|adv",
    "value at risk": r"value[- ]at[- ]risk|var",
    "liquidity score": r"liquidity scores?",
    "spread": r"average (?:bid[- ]ask )?spread",
    "turnover": r"turnover ratio",
    "cointegration": r"cointegration",
    "regression": r"regressions?",
}
_MEASURE = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<m{n}>{words})" for n, words in enumerate(_MEASURES.values())) + r")(?![\w-])"
)
_TESTED = re.compile(
    r"\b(?:below|above|exceeds?|less than|greater than|lower|higher|lowest|highest|within|inverse|weighted|rank\w*"
    r"|scaled?|target|at least|at most|minimum|maximum|based on|select\w*|drops?|limit\w*|cross\w*|comput\w+"
    r"|calculat\w+|estimat\w+|if|when|using|best|strongest|weakest|worst|greatest|smallest|siz(?:e|es|ed) by|enters?"
    r"|feeds?|turned into|expressed as|ordered|sorted|picked|chosen|decides?|drives?|larger|smaller|bigger"
    r"|\d ?(?:%|per ?cent) of)\b"
)
_IS_LIMIT = re.compile(r" (?:thresholds?|limits?|requirements?|caps?|bands?|targets?)\b| of \d")
_IS_SET = re.compile(r"\b(?:target|assumed|fixed|reference) $")


_PERIOD = r"(?:day|week|month|quarter|year|hour|minute|session)s?"
WINDOW = re.compile(
    rf"(?<![\w.,])(?:\d+|{SPELLED})[ -](?:[a-z]+ ){{0,3}}?{_PERIOD}\b"
    rf"|\b(?:last|previous|preceding|prior|past|trailing) (?:[a-z]+ )?{_PERIOD}\b|\bex[- ]ante\b|\brealtime\b"
    rf"|(?<![\w.,])(?:\d+|{SPELLED}) (?:hourly|daily|weekly|monthly|quarterly|annual) (?:[a-z-]+ )?"
    r"(?:returns|observations|prices|closes|levels|values|changes|figures)\b"
)
"""A length of time, whatever its days or months are called: "60 Index Business Days", "three calendar months"."""
_SAMPLED = re.compile(
    rf"(?:\d+|{SPELLED})[- ](?:minute|hour|day|week|month)(?=(?: [a-z]+)? (?:returns?|bars?|candles?|data|prices"
    r"|intervals?|observations))"
)
"""How often something is observed, which is not how far it looks back: "5-minute log returns"."""
_DISPERSION = re.compile(
    r"\b(?:is|are|means?|equals?|denotes?|(?:comput|calculat|estimat|measur|defin)ed as|given by) "
    r"(?:the )?(?:[a-z]+ )?(?:standard deviation|variance|correlation|covariance)"
    r" (?:coefficient )?(?:of|between) [^.;]{0,60}\breturns?\b"
)
"""A definition that names the statistic and the returns, and may still leave out the window."""


_WINDOW_NEXT = re.compile(
    r"(?:the|its|this|that|both) (?:[a-z-]+ ){0,2}(?:windows?|look-?backs?(?: periods?)?|samples?|histor(?:y|ies))\b"
    rf"[^.;]{{0,50}}(?<![\w.,])(?:\d+|{SPELLED})[ -](?:[a-z]+ ){{0,3}}?(?:{_PERIOD}|returns|observations)\b"
)
"""The next sentence gives it: "The window is 90 trading days"."""
_SYMBOL = re.compile(r" ([A-Za-z]|[^\W\d_a-zA-Z])\b")
_RECURSIVE = re.compile(r"^\s*(?P<left>\w{1,12})[\W\d]?\S{0,8}\s*=[^=]*(?<!\w)(?P=left)\S{0,8}[-−–] ?1")
"""What follows from its own last value looks back as far as there are values: "v(t) = 0.9 v(t-1) + ..."."""


def _has_formula(ir: DocumentIR, segment: Segment, match: re.Match[str]) -> bool:
    """Whether a symbol behind it is the left side of a formula ("the volatility v"), or the sentence leads to one."""
    symbol = _SYMBOL.match(segment.text, match.end())
    named = symbol is not None and any(re.match(rf"{symbol[1]}(?!\w)", formula.left) for formula in ir.formulas)
    return named or (segment.low.endswith(":") and _RECURSIVE.search(ir.behind(segment)) is not None)


_ACROSS = re.compile(
    r"\bcross[- ]section|\bdivisor n\b|\b(?:across|over) all (?:eligible )?[a-z]+s\b"
    r"|\bacross (?:the )?(?:same |eligible |index )*(?:companies|stocks|members|constituents|securities|issuers)\b"
)
"""Over the members of one day, which takes no window."""
_OF_MEMBERS = frozenset({"z-score", "standard deviation"})
"""What a passage takes over the members of a day, other passages that speak of it take so too."""


def _names_a_term(ir: DocumentIR, segment: Segment, match: re.Match[str]) -> bool:
    """Whether the words are a part of a longer name that the document defines: "Liquidity Buffer"."""
    parts = (
        re.compile(rf"\b{re.escape(name.lower())}\b")
        for term in ir.understanding.terms
        if term.definitions
        for name in (term.name, *term.aliases)
        if match.group() in name.lower() and len(name) > len(match.group())
    )
    return any(
        found.start() <= match.start() and match.end() <= found.end()
        for part in parts
        for found in part.finditer(segment.low)
    )


def _measure(ir: DocumentIR) -> Iterator[Hit]:
    windowed, defined = set[str](), set[str]()
    for segment in ir.segments.having(WINDOW):
        sampled = _DISPERSION.search(segment.low) is not None
        if WINDOW.search(_SAMPLED.sub("", segment.low) if sampled else segment.low):
            windowed |= {
                _MEASURE_NAMES[m.lastgroup or ""] for m in _MEASURE.finditer(segment.low + " " + segment.lead.lower())
            }
    for formula in ir.formulas:
        names = " ; ".join([formula.left, *(operand.name for operand in formula.operands)]).lower().replace("_", " ")
        defined |= {_MEASURE_NAMES[m.lastgroup or ""] for m in _MEASURE.finditer(names)}
    for segment in ir.segments.having(_ACROSS):
        if _ACROSS.search(segment.low):
            defined |= {_MEASURE_NAMES[m.lastgroup or ""] for m in _MEASURE.finditer(segment.low)} & _OF_MEMBERS
    seen = windowed | defined
    for segment in ir.rules.having(_MEASURE):
        for match in _MEASURE.finditer(segment.low):
            name = _MEASURE_NAMES[match.lastgroup or ""]
            states = _DISPERSION.search(segment.low)
            if (
                name in seen
                or not (states or _TESTED.search(segment.low))
                or _IS_LIMIT.match(segment.low, match.end())
                or _IS_SET.search(segment.low, max(0, match.start() - 12), match.start())
                or is_purpose(segment.low, match.start())
                or (not states and name in ir.sayings and len(ir.sayings[name][0].meaning.split()) > 4)
                or _names_a_term(ir, segment, match)
                or _ACROSS.search(segment.low)
                or _WINDOW_NEXT.match(ir.behind(segment))
                or _has_formula(ir, segment, match)
            ):
                continue
            seen |= {_MEASURE_NAMES[m.lastgroup or ""] for m in _MEASURE.finditer(segment.low)} if states else {name}
            yield Hit(
                title=f"{capital(name)}: the calculation method and look-back window are not specified",
                why=f"A rule tests the {name}, and the document says neither over which period nor from which data it"
                " is computed. Over 30 and over 250 days it ranks the same stocks differently.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(
                    segment,
                    match.end(),
                    f" ({to_specify('formula, window in trading days, data frequency and annualisation')})",
                ),
            )


_MEASURE_NAMES = {f"m{n}": name for n, name in enumerate(_MEASURES)}

CHECKS = (
    Check(
        id="DS-SIG-01",
        title="Inputs are named only as a class",
        matters="A class of indicators is not a series that can be downloaded.",
        fix="List the series by name or identifier, with provider and field.",
        category=Category.DATA_SOURCE_UNSPECIFIED,
        severity=Severity.HIGH,
        find=_series,
        bad=("Signals are derived from economic indicators and sentiment measures.",),
        good=("Signals are derived from economic indicators (US ISM PMI, US CPI), published monthly by ISM and BLS.",),
    ),
    Check(
        id="DS-SIG-05",
        title="A measure without method and window",
        matters="Volatility, beta or momentum differ with the window more than with the stock.",
        fix="Give the estimator, the return it is computed from, the window in days of one kind, and whether it "
        "is annualised.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_measure,
        bad=(
            "Select stocks whose volatility is below 15%.",
            "# Volatility\n\nVolatility is the standard deviation of the 5-minute log returns.",
            "The algorithm never sends a child order that is larger than 15% of the average daily volume.",
            "The first clip is 2% of ADV.",
        ),
        good=(
            "The value is computed from the volatility v. It is v(m) = a + b * m, with a and b of the last fit.",
            "The z-score is calculated over all eligible bonds, with the standard deviation across all members.",
            "The ADTV is at least EUR 2 million.\n\n"
            '"ADTV" means the mean, over the 60 Index Business Days up to the Selection Day, of the daily turnover.',
            "The ADTV is the median turnover of the last three calendar months, and is at least EUR 2 million.",
            '"Liquidity Buffer" means a buffer of ten ranks.\n\nShares within the Liquidity Buffer are selected.',
            "# Volatility\n\nVolatility is the standard deviation of the 5-minute log returns of the last 20 days.",
            "Where a quote is missing, the last one is moved with the future, using a beta of 0.8.",
            "Prices are calculated using the implied volatility of the surface.",
            "The z-score is the yield less its mean, over its spread across the eligible issuers. Z-scores above 2 are"
            " cut to 2.",
            "Select stocks whose volatility over the last 60 trading days is below 15%.",
            "Volatility = std(r) * sqrt(252)\n\nVolatility must be below 15%.",
            "The exposure is scaled to the Target Volatility.",
            "Shares are ranked by volatility, where s is the standard deviation of the 252 daily returns.",
            "Quotes widen with volatility. It is the standard deviation of the change in mid, exponentially"
            " weighted:\n\ns(j) = 0.98 * s(j-1) + 0.02 * m(j)",
            "It is possible that realised volatility differs from the target.",
            "Shares are ranked by volatility. The window is 90 trading days.",
            "A child order is no larger than 15% of the average daily volume of the last 20 days.",
        ),
    ),
    Check(
        id="DS-SIG-06",
        title="A kind of analysis is named, its rules are not",
        matters="Analysis without rules is an opinion.",
        fix="Write the analysis as rules: which measures, which thresholds, which result in each case.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_analysis,
        bad=("Allocate across regions based on macro signals.", "Entries are generated by technical analysis."),
        good=("Entries are generated by technical analysis: the close crosses its 50-day moving average from below.",),
    ),
)
