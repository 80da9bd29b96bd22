"""Statistics of the recent past: a deviation, a mean or a correlation whose window nobody gives."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.signals.analyses import WINDOW
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_PAST = (
    r"(?:recent|current|latest|prevailing|present|actual|empirical|observed|realised|realized|historic(?:al)?|past"
    r"|running"
    r"|short-?term|long-?term|long-?run|usual|normal|typical|intraday|recently"
    r" (?:observed|realised|measured))"
)
_STATISTIC = (
    r"(?:(?:standard )?deviations?|standard errors?|volatilit(?:y|ies)|variances?|covariances?(?: matri(?:x|ces))?"
    r"|correlations?(?: matri(?:x|ces))?|betas?|means?|averages?|medians?|(?:average|mean) true ranges?|(?:average"
    r"|mean)"
    r" (?:daily )?(?:volumes?|turnover|spreads?|ranges?)|dispersion|skewness|kurtosis|hit rates?|percentiles?"
    r"|quantiles?"
    r"|ranges?|half-?li(?:fe|ves)|drift|autocorrelation|momentum|trading ranges?|arrival rates?|fill (?:rates?"
    r"|ratios?))"
)
_IS_STATISTIC = Wording(
    re.compile(
        rf"\b(?:is|are|means?|denotes|being|equals?|as|by|times|with|to|of|from|exceeds?|above|below) (?P<what>(?:the"
        rf" |its |their |an? )?"
        rf"(?:{_PAST} ){{1,2}}(?:annuali[sz]ed |daily |hourly |sample )?{_STATISTIC}(?: (?:of|in|between) (?:the |its"
        rf" |all |their )?[a-z-]+(?: [a-z-]+)?)?)"
    ),
    "'{words}': over which period, and from which observations, is not specified",
    "“{words}” is a figure of the past, and nothing says of how much of it. Ten minutes, twenty days and a year give"
    " different figures, as do daily and hourly observations.",
    "length of the window, interval of the observations, and kind of change",
    settled=re.compile(
        WINDOW.pattern
        + r"|\d|[=×]|\b(?:section|table|appendix|annex|half-?life|index level|mid(?:point)?|since|window|look-?back"
        r"|published by|on the (?:day|date)|of the day|implied)\b"
    ),
    settled_elsewhere=re.compile(
        rf"\b{_STATISTIC}\b[^.;]{{0,60}}\b\d+[ -](?:[a-z]+[ -]){{0,3}}?(?:days?|weeks?|months?|years?|hours?|minutes?"
        rf"|seconds?|observations?|returns)\b"
        r"|\b(?:windows?|look-?backs?)\b[^.;]{0,40}\d|\b\d+[ -](?:[a-z]+[ -]){0,2}?(?:day|week|month|year|hour"
        r"|minute)s?[ -](?:[a-z]+[ -]){0,3}"
        rf"{_STATISTIC}\b"
    ),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-SIG-80",
        title="A statistic of the recent past, of no stated window",
        matters="The deviation of an hour and that of a year are two figures.",
        fix="Give the window, the interval of the observations, and the kind of change that is taken.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.CRITICAL,
        find=_IS_STATISTIC,
        bad=(
            "sigma is the recent standard deviation of the spread.",
            "The half-spread is scaled by the prevailing volatility.",
            "A trade is opened once the gap exceeds the usual range.",
        ),
        good=(
            "sigma is the recent standard deviation of the spread over the last 500 trades.",
            "The half-spread is scaled by the prevailing volatility. Volatility is taken over 30 minutes.",
            "The option is priced with the current implied volatility.",
        ),
        confidence=0.75,
    ),
)
