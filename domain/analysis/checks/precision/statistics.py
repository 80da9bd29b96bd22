"""Statistics: averages, overall figures, tests and randomness whose kind is left open."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_sentence, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR

_AVERAGE = re.compile(
    r"\b(?:is|as|uses?|taking|take|to|on|over) (?:the |an )(?P<what>average (?:of (?!the last \d|daily|these|those"
    r"|(?:the )?(?:best )?(?:bid|high|open)\b|the (?:two|three|four|\d))[a-z ]{3,40}?"
    r"(?=[.,;]|$| (?:on|over|from|across|at|is|are)\b)|(?:price|rate|level|value|quote|premium|spread)s?))"
)
_KIND_OF_MEAN = re.compile(
    r"\b(?:simple|arithmetic|geometric|harmonic|volume|time|equal\w*|weighted|exponential\w*|median|trimmed|twap"
    r"|vwap)\b"
)
_NAMED_MEAN = re.compile(
    r"\b(?:simple|arithmetic|geometric|(?:volume|time|equally)[- ]weighted|exponential\w*) (?:moving )?(?:average|mean)"
    r"|\b(?:twap|vwap)\b"
)
_OVERALL = re.compile(
    r"\b(?:determin|calculat|comput|assess|measur|deriv)\w* (?:the |an |its )?(?P<what>(?:overall|aggregate|combined"
    r"|total"
    r"|composite|net|cumulative) (?:[a-z-]+ )?(?:ratio|score|rate|return|profit|loss|signal|risk|exposure|performance"
    r"|rating|rank|quality)(?: (?:ratio|score|rate|factor))?)\b"
)
_OPERATION = re.compile(
    r"\b(?:sum|mean|average|product|median|weighted|divided|multipl\w+|compound\w*|minus|plus|ratio of|difference"
    r"|maximum of|minimum of)\b|[=×+]"
)
_TEST = re.compile(
    r"\b(?P<what>(?:statistical|cointegration|stationarity|unit[- ]root|normality|significance|outlier|regime|trend"
    r"|liquidity"
    r"|plausibility|sanity|quality|data quality|robustness|stress|suitability|fit and proper) (?:tests?|checks?"
    r"|filters?))\b"
)
_TESTED_FOR = re.compile(
    r"\btest(?:s|ed)? (?:[a-z]+ ){0,4}?for (?:an? |the )?(?P<what>unit roots?|cointegration|stationarity|normality"
    r"|significance|mean reversion|structural breaks?|autocorrelation)\b"
)
_SPECIFIED = re.compile(
    r"\d|\b(?:adf|dickey|johansen|engle|kpss|shapiro|jarque|p-value|z-score|section|table|appendix|annex|as follows"
    r"|which (?:compares|requires|rejects|flags)|compar\w+|if|when|rejects?|against|twice|double|half)\b|:"
)
_RANDOM = re.compile(r"\b(?:random(?:ly|i[sz]ed?|i[sz]es|i[sz]ation)?|jitter(?:ed)?|stochastic(?:ally)?)\b")
_DRAWN = re.compile(r"\d|\b(?:seed|uniform\w*|distribution|normal\w*|poisson|exponential|between|random walk)\b")
_ANNUALISED = re.compile(r"\bannuali[sz](?:ed|ation|ing)\b")
_FACTOR = re.compile(r"\b(?:25[0-3]|26[0-2]|36[05](?:\.25)?|52|12|sqrt|square root)\b|√|\\sqrt|act/3\d\d")
_ROOT = re.compile(r"\b(?:25[0-3]|26[0-2]|sqrt|square root)\b|√|\\sqrt|\bannuali[sz]\w+[^.;]{0,60}\b(?:36[05]|52|12)\b")
_WINDOW = re.compile(
    r"\b(?:last|past|previous|trailing|rolling|over|preceding) (?:the )?(?P<count>\d{2,4})[- ](?:trading |business "
    r"|calendar )?"
    r"(?:days?|weeks?|months?|observations)\b|\b(?P<count2>\d{2,4})[- ](?:day|week|month) (?:moving |simple |rolling )?"
    r"(?:average|volatility|standard deviation|correlation|return|momentum)\b"
)
_MOVING = Wording(
    re.compile(
        r"\b(?P<what>(?:exponential |simple |weighted |short |long |fast |slow |short-term |long-term )?(?:moving"
        r"|rolling|running(?! (?:sum|total))|trailing) (?:average|mean|median|sum|total|maximum|minimum|high"
        r"|low|standard deviation"
        r"|window|interval|variance|regression)s?|(?:short|long|fast|slow|shorter|longer|faster|slower)(?:-term"
        r"|-run)? (?:averages?|means?|medians?)"
        r"(?! (?:of|over|is|are))|(?:during|over|within|in|for) (?:a|some) (?:short |certain "
        r"|fixed |brief |suitable |given |longer |recent |limited )?(?:period|window|interval|time span|stretch of"
        r" time|span)(?= (?:following|after|before|around|ending|starting|up to|preceding|leading)\b|[.,;]|$))\b"
    ),
    "{Words}: over how long is not specified",
    "The length of the window, and for exponential ones the decay, decides how fast it follows; the document gives"
    " none.",
    "length in trading days or minutes, the weights of the observations, and the price it is taken of",
    settled=re.compile(
        r"\d|[=×]|\b(?:one|two|three|six|twelve)[- ](?:day|week|month|year|minute|hour)|\b(?:half-life|decay|table"
        r"|section) "
    ),
    settled_next=re.compile(r"\d+[- ](?:[a-z]+[- ])?(?:day|week|month|year|minute|hour|second)"),
    settled_elsewhere=re.compile(
        r"\b(?:moving|rolling|running|trailing)\b[^.;]{0,60}\b\d+[- ](?:[a-z]+[- ]){0,2}(?:day|week|month|year|minute"
        r"|hour|second)|\b\d+[- ](?:[a-z]+[- ]){0,2}(?:day|week|month|year|minute|hour"
        r"|second)s?[^.;]{0,40}\b(?:moving|rolling|running|trailing)\b"
    ),
    everywhere=True,
)
_SHORT = re.compile(
    r"\b(?:at least|fewer than|less than|insufficient|minimum|shorter|newly listed|since inception|history|observations"
    r"|warm-?up|missing|not available|unavailable|available (?:days|data|prices)|no (?:price|data|value))\b"
)


def _short_history(ir: DocumentIR) -> Iterator[Hit]:
    found = next(((s, m) for s in ir.rules.having(_WINDOW) if (m := _WINDOW.search(s.low))), None)
    if found is None or ir.segments.say(_SHORT):
        return
    segment, match = found
    words = segment.text[match.start() : match.end()]
    yield Hit(
        title=f"'{words}': a shorter or interrupted history is not covered",
        why=f"A security listed last month, or one with gaps, does not have “{words}”. Dropping it, using what there is"
        " and filling the gaps give three results.",
        spans=(segment.span(match.start(), match.end()),),
        suggestion=add_sentence(
            segment,
            f"Where fewer observations are available,"
            f" {to_specify('minimum number of observations, and what is done')}.",
        ),
    )


_TEST_GIVEN = (
    "{Words}: statistic, data and boundary are not specified",
    "Who passes the test ({words}) depends on which test it is, over which data and at which level; the document gives"
    " none of them.",
    "which test, on which data, and from which value on it is passed",
)
_NAMED_TEST = Wording(_TEST, *_TEST_GIVEN, settled=_SPECIFIED)
_TESTED = Wording(_TESTED_FOR, *_TEST_GIVEN, settled=_SPECIFIED)


def _tests(ir: DocumentIR) -> Iterator[Hit]:
    yield from _NAMED_TEST(ir)
    yield from _TESTED(ir)


CHECKS = (
    Check(
        id="DS-MET-39",
        title="A moving figure of no stated window",
        matters="A window of ten days turns before one of two hundred.",
        fix="Give the length with its unit and calendar, the weights of the observations, and the value it is taken"
        " of.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_MOVING,
        bad=(
            "The signal is a moving average of scores.",
            "Buy when the fast average crosses the slow average.",
            "- Volume: traded volume over a rolling interval",
            "The sale price is the mean of trades during a period after the fixing.",
        ),
        good=(
            "The median is the first price at which the running sum of amounts is half of the total.",
            "The signal is a moving average of scores over 20 trading days.",
            "The signal is the rolling median of scores. The rolling window has 60 trading days.",
        ),
    ),
    Check(
        id="DS-PRE-03",
        title="An average of no stated kind",
        matters="Simple, weighted by volume and weighted by time differ.",
        fix="Name the kind of mean and its weights: simple, by volume, by time or by size.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _AVERAGE,
            "'{words}': which kind of average is not specified",
            "“{words}” can be simple, weighted by volume or weighted by time, and taken with or without outliers.",
            "the kind of average, its weights and the observations it is taken over",
            settled=_KIND_OF_MEAN,
            settled_elsewhere=_NAMED_MEAN,
        ),
        bad=("The index price is the average price of the spot pair.",),
        good=("The index price is the volume-weighted average price of the spot pair.",),
    ),
    Check(
        id="DS-PRE-04",
        title="An overall figure whose arithmetic is missing",
        matters="Sum, mean and compounding give three numbers.",
        fix="Give the formula that makes the overall figure out of the single ones.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.MEDIUM,
        find=Wording(
            _OVERALL,
            "{Words}: how it is put together is not specified",
            "Sum, mean, weighted mean and compounding are all an “{words}”; what is compared with it comes out"
            " differently for each.",
            "formula, and what it is taken over",
            settled=_OPERATION,
        ),
        bad=("The module uses all trades of a pair to determine the overall profit ratio.",),
        good=("The module determines the overall profit ratio as the sum of profits divided by the stake.",),
    ),
    Check(
        id="DS-PRE-05",
        title="A test is named and not given",
        matters="A test is its statistic, its data and its boundary.",
        fix="Name the statistic, the data and window it is computed on, and the level at which it rejects.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_tests,
        bad=("Pairs must pass a cointegration test.", "We test the residual for a unit root."),
        good=(
            "Each release passes a stress test at twice the highest message rate of a year.",
            "Pairs must pass a cointegration test (Engle-Granger, p-value below 0.05, 250 days).",
        ),
    ),
    Check(
        id="DS-PRE-06",
        title="Something is random, and its distribution is open",
        matters="A run that cannot be repeated cannot be tested.",
        fix="Give the distribution with its parameters, the generator and the seed.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=Wording(
            _RANDOM,
            "'{words}': distribution, bounds and seed are not specified ({subject})",
            "Between which bounds and how the numbers are drawn is open, so neither two implementations nor two runs"
            " agree, and a test has nothing to compare with.",
            "distribution, bounds and seed",
            settled=_DRAWN,
            settled_elsewhere=re.compile(r"\buniform(?:ly)?[^.;]{0,30}\b(?:distribut\w+|between|on|over) "),
        ),
        bad=("Slices are randomised to avoid detection.",),
        good=("Slice times are drawn uniformly between 20 and 40 seconds, in random order with a logged seed.",),
    ),
    Check(
        id="DS-PRE-08",
        title="Annualised by no stated factor",
        matters="252, 260 and 365 days differ by a fifth.",
        fix="Give the factor: the square root of 252, 260 or 365, or the count of days that is used.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.LOW,
        find=Wording(
            _ANNUALISED,
            "'{words}': the annualisation factor is not specified",
            "With 252, 260 or 365 days a year the same daily figure gives annual ones that differ by up to a fifth.",
            "factor, such as the number of days a year",
            settled=_FACTOR,
            settled_elsewhere=_ROOT,
            once=True,
        ),
        bad=(
            "Volatility is annualised. Interest accrues on d / 360.",
            "Volatility is the annualised standard deviation of returns.",
        ),
        good=("Volatility is the standard deviation of returns, annualised with the square root of 252.",),
    ),
    Check(
        id="DS-PRE-11",
        title="A window and no rule for a shorter history",
        matters="New listings and gaps come every month.",
        fix="Say what is done with a shorter history: a smaller window, a substitute or exclusion, and the "
        "fewest observations.",
        category=Category.ASSUMPTION_REQUIRED,
        severity=Severity.LOW,
        find=_short_history,
        bad=("Volatility is taken over the last 60 trading days.",),
        good=("Volatility is taken over the last 60 trading days. At least 40 observations are needed.",),
    ),
)
