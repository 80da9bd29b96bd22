"""Signals, scores and measures: what they are made of, how they are combined, and over which window."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.phrases import is_purpose
from domain.semantics.quantities import quantities
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words

SERIES = re.compile(
    r"\b(?:macro(?:economic)?|economic|recession|regime|stress|breadth|market|leading|business[- ]cycle|financial"
    r"|fundamental|esg|alternative|news"
    r"|social media|on-chain|credit|risk|sentiment|valuation|quality|positioning|flow) "
    r"(?:indicators?|data|variables|measures?|metrics|inputs|surveys?|indices|indexes|ratios?|factors)\b"
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
            " their"
            " parameters are given, so no two teams get the same signal.",
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


_SCORED = re.compile(
    r"\b(?P<how>scored|rated|graded|evaluated|assessed|screened|ranked|classified|selected|chosen) "
    r"(?:on|by|using|based on|for|according to|against|in terms of|with regard to) "
    r"(?:the |their |its |a |an |various |several |multiple |certain |relevant |key )*(?P<what>[^.;:]{0,70}?\b"
    r"(?:factors|criteria|characteristics|metrics|measures|considerations|dimensions|attributes|fundamentals|pillars"
    r"|quality|sustainability|attractiveness|performance|suitability|indicators))\b"
)


def _scored(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_SCORED):
        match = _SCORED.search(segment.low)
        if not match or re.search(
            r":\s*$|\d|\b(?:section|appendix|table) [\da-z]\b|\bfollowing\b|\bbelow\b|\babove\b",
            segment.low[match.start("what") :],
        ):
            continue
        what = segment.text[match.start("what") : match.end("what")]
        if any("score" in formula.left.lower() for formula in ir.formulas) or _is_explained(ir, segment, match.end()):
            continue
        yield Hit(
            title=f"{capital(what)}: the scoring methodology is not defined",
            why=f"“{segment.text[match.start() : match.end()]}” gives neither the factors one by one, nor their data,"
            " scale and weights. Two providers' scores for one company routinely disagree.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_after(
                segment, match.end(), f" ({to_specify('each factor, its data source, scale and weight')})"
            ),
        )


_SCORE_NAME = re.compile(r" (?:scores?|ratings?|ranks?|index)\b")
_MADE_OF = re.compile(r"\bscore\b[^.;:]{0,40} (?:is|are|equals|means)\b|[=×]")


def _is_explained(ir: DocumentIR, segment: Segment, end: int) -> bool:
    """Whether what is scored is a score ("ranked by Quality Score") that another passage says what it is."""
    score = _SCORE_NAME.match(segment.low, end)
    if not score:
        return False
    words = content_words(segment.low[:end].split()[-1] + score.group())
    return any(other is not segment and _MADE_OF.search(other.low) for other in ir.with_all(words))


_RANGE = re.compile(
    r"\bhigher (?P<what>[a-z-]*\s?(?:scores?|ratings?|values?)) "
    r"(?:indicates?|mean|means|reflects?|represents?|signif\w+|denotes?|correspond\w*)\b"
)


def _scale(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.prose.having(_RANGE):
        match = _RANGE.search(segment.low)
        if not match or re.search(r"\d", segment.low):
            continue
        if any(re.search(r"\bscale\b|\branges? from\b|\bbetween \d", other.low) for other in ir.with_all(["scor"])):
            continue
        yield Hit(
            title=f"'{capital(segment.text[match.start() : match.end('what')])}': scale and threshold of the scores"
            " are not defined",
            why="The direction of the score is given but neither its range nor the value from which on a score counts"
            " as high; AAA to CCC and 0 to 100 do not sort alike.",
            spans=(segment.span(match.start(), match.end("what")),),
            suggestion=add_after(
                segment,
                match.end("what"),
                f" ({to_specify('range of the score and the value from which on it is high')})",
            ),
        )


_COMBINED = re.compile(
    r"\b(?:signals?|scores?|composite[\w ]{0,20}|model|indicator|allocation|view|ranking|forecast"
    r"|rating)\b[^.;:]{0,40}\b(?:derived from|based on|combin\w+|made up of|composed of|built from|constructed from"
    r"|incorporat\w+|blend\w*|aggregat\w*|uses?)\b[^.;:]{0,12} "
    r"(?P<list>[^.;:,]{3,50}(?:, [^.;:,]{3,50}){0,5},? and [^.;:,]{3,50})"
)
_WEIGHED = re.compile(
    r"\b(?:equal(?:ly)?[- ]weight\w*|average|sum of|weights? of|product|multipl\w+|median|majority)\b|%|="
)


def _combined(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_COMBINED):
        match = _COMBINED.search(segment.low)
        if (
            not match
            or _WEIGHED.search(segment.low)
            or any(_WEIGHED.search(s.low) and s is not segment for s in ir.with_all(["signal", "weight"]))
        ):
            continue
        if any(re.search(r"signal|score|composite", formula.left.lower()) for formula in ir.formulas):
            continue
        yield Hit(
            title="How the signals are combined is not specified",
            why=f"Several inputs ({match['list']}) go into one result, and no formula or weights say how. With one"
            " half each and with a majority vote the result points in different directions.",
            spans=(segment.span(match.start("list"), match.end("list")),),
            suggestion=add_sentence(
                segment,
                "The inputs are combined as follows:"
                f" {to_specify('formula with a weight for each input, and what happens when one is missing')}.",
            ),
        )


_MEASURES = {
    "volatility": r"(?<!implied )volatilit(?:y(?! (?:interruption|auction|halt|guard|extension|surface))|ies)",
    "beta": r"beta",
    "momentum": r"momentum",
    "correlation": r"correlations?|correlation matrix",
    "standard deviation": r"standard deviations?",
    "tracking error": r"tracking error",
    "drawdown": r"(?:maximum )?drawdowns?",
    "liquidity": r"liquidity",
    "z-score": r"z(?:[- ]?scores?)?",
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
    r"|calculat\w+|estimat\w+|if|when|using)\b"
)


_IS_LIMIT = re.compile(r" (?:thresholds?|limits?|requirements?|caps?|bands?|targets?)\b")


_IS_SET = re.compile(r"\b(?:target|assumed|fixed|reference) $")


def _measure(ir: DocumentIR) -> Iterator[Hit]:
    windowed, defined = set[str](), set[str]()
    for segment in ir.segments:
        has_window = any(
            q.unit in ("day", "week", "month", "year", "quarter", "hour", "minute") for q in quantities(segment.low)
        )
        if has_window or re.search(r"\bex[- ]ante\b|\brealtime\b", segment.low):
            windowed |= {
                _MEASURE_NAMES[m.lastgroup or ""] for m in _MEASURE.finditer(segment.low + " " + segment.lead.lower())
            }
    for formula in ir.formulas:
        names = " ; ".join([formula.left, *(operand.name for operand in formula.operands)]).lower().replace("_", " ")
        defined |= {_MEASURE_NAMES[m.lastgroup or ""] for m in _MEASURE.finditer(names)}
    seen = windowed | defined
    for segment in ir.rules.having(_MEASURE):
        for match in _MEASURE.finditer(segment.low):
            name = _MEASURE_NAMES[match.lastgroup or ""]
            if (
                name in seen
                or not _TESTED.search(segment.low)
                or _IS_LIMIT.match(segment.low, match.end())
                or _IS_SET.search(segment.low, max(0, match.start() - 12), match.start())
                or is_purpose(segment.low, match.start())
                or (name in ir.sayings and len(ir.sayings[name][0].meaning.split()) > 4)
            ):
                continue
            seen.add(name)
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
        id="DS-SIG-02",
        title="Scored on factors that are not given",
        matters="A score is its factors, data, scale and weights.",
        fix="List the factors with their data, their scale and their weights, and the formula that makes one "
        "score of them.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.CRITICAL,
        find=_scored,
        bad=("Companies are scored on governance factors.",),
        good=(
            "Stocks are ranked by Quality Score.\n\nThe Quality Score is the mean of the z-scores of return"
            " on equity and of margin.",
            "Companies are scored on the following criteria:\n- Dividend yield (60% weight)\n- Payout ratio (40%"
            " weight)",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-SIG-03",
        title="A score without its scale",
        matters="High means nothing on an unknown scale.",
        fix="State the scale: its lowest and highest value, whether high is good, and how raw values are put on it.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_scale,
        bad=("Higher scores indicate better governance.",),
        good=("Scores range from 0 to 10. Higher scores indicate better governance.",),
    ),
    Check(
        id="DS-SIG-04",
        title="Inputs are combined and nobody says how",
        matters="The combination is the formula of the strategy.",
        fix="Give the formula of the combination with its weights, and say what is done when one of the inputs is "
        "missing.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_combined,
        bad=("Signals are derived from the yield curve, the price trend, and fund flows.",),
        good=(
            "Signals are the equally weighted average of signals derived from the yield curve, the price trend,"
            " and fund flows.",
        ),
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
        bad=("Select stocks whose volatility is below 15%.",),
        good=(
            "Prices are calculated using the implied volatility of the surface.",
            "Select stocks whose volatility over the last 60 trading days is below 15%.",
            "Volatility = std(r) * sqrt(252)\n\nVolatility must be below 15%.",
            "The exposure is scaled to the Target Volatility.",
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
