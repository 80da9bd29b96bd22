"""Recipes without their amounts: calibrated parameters, weighted averages without weights, orders spread somehow."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_TOLD = re.compile(r"\d|\b(?:section|table|appendix|annex) [\da-z]\b|[=×]|:\s*$")
_CALIBRATED = Wording(
    re.compile(
        r"\b(?P<what>(?:hyper-?)?(?:parameters?|coefficients?|thresholds?|multipliers?|constants?|factors?|loadings?"
        r"|windows?|half-li(?:fe|ves)|lookbacks?|settings) (?:[a-z]+ ){0,2}?(?:is|are|was|were|has been|have been)"
        r" (?:periodically |jointly"
        r" |separately )?(?:calibrated|optimi[sz]ed|tuned|fitted|estimated|trained|selected|chosen|determined|set)"
        r" (?:using|by(?! (?:the )?(?:clients?|users?|traders?|customers?)\b)|on"
        r"|from|with|via|through|in|based on) (?!section|table|appendix)(?:[a-z-]+ ){0,3}[a-z-]+)"
    ),
    "'{words}': neither the values nor the calibration are specified",
    "Whoever calibrates again, on other data or over another window, gets other values; the document gives neither the"
    " values in force nor the procedure that leads to them.",
    "the values in force, and the data, window, objective and dates of the calibration",
    settled=_TOLD,
    settled_next=re.compile(r"\b(?:they|these|values?|currently|in force|window|procedure)\b.*\d"),
)
_AVERAGE = Wording(
    re.compile(
        r"(?<![\w-])(?P<what>(?:a |the )?weighted (?:average|sum|combination|blend|mean|composite)) of (?!the"
        r" constituents|all (?:constituents|members))"
    ),
    "'{words}': the weights are not specified ({subject})",
    "A weighted average is its weights, and the document gives none; each choice of them is another number.",
    "the weight of each input, and what is done where one is missing",
    settled=re.compile(
        r"\d|[=×]|:\s*$|\b(?:equal|weight(?:s|ed|ing)? (?:by|are|is|with|of|given|set|being)|with weights"
        r"|by (?:volume|size|notional|value|nominal|number|turnover|amount)|each (?:weighted|count(?:s|ing))"
        r"|half|third|quarter|market[- ]cap\w*"
        r"|in proportion|section|table|appendix)\b"
    ),
    settled_next=re.compile(r"\bweight|\d|[=×]"),
    settled_elsewhere=re.compile(r"\bweights? (?:are|is|of|for)\b[^.;]{0,60}\d"),
    everywhere=True,
)
_SPREAD = Wording(
    re.compile(
        r"\b(?:orders?|trades?|transactions?|executions?|positions?|purchases?|sales?|rebalanc\w+|quantit(?:y|ies)"
        r"|changes) (?:[a-z]+"
        r" ){0,3}?(?P<what>(?:spread(?: out)?|executed|worked|traded|staggered|sliced|split|distributed|phased(?:"
        r" in)?|implemented"
        r"|made|built) (?:over|throughout|across|during|in the course of) (?:the (?:trading )?(?:day|session|week"
        r"|month)|several [a-z]+|a (?:few|number of) [a-z]+|multiple [a-z]+|time))\b"
    ),
    "'{words}': by which schedule is not specified ({subject})",
    "All at noon, in equal parts each minute and in step with volume are three schedules and three prices.",
    "the schedule: start, end, intervals and share of each, or the benchmark it follows",
    settled=re.compile(
        r"\d|\b(?:twap|vwap|equal(?:ly)?|evenly|pro[- ]?rata|linear\w*|per day|each day|section|table|in proportion"
        r"|proportional\w*|in line with|in step with"
        r"|volume curve|volume profile|expected volume|participation|half|third|quarter|fifth|tenth)\b|[=:]"
    ),
)
_COMBINES = Wording(
    re.compile(
        r"\b(?P<what>(?P<of>(?:[a-z-]+ )?(?:yields?|scores?|returns?|costs?|measures?|rankings?|factors?|prices?"
        r"|spreads?|ratios?)) (?:combines?"
        r"|blends?|integrates?|merges|mixes|aggregates?|reflects both) (?:[a-z-]+ ){1,4}?(?:and|with)"
        r" (?:[a-z-]+ ?){1,3})(?=[.,;]|$)"
    ),
    "'{words}': by which formula is not specified",
    "What goes in is named and not how: summed, averaged or multiplied, over which period and divided by what.",
    "the formula, with the period and the denominator of each part",
    settled=re.compile(rf"{_TOLD.pattern}|\b(?:total return|sum|product|ratio|difference|mean|average)\b"),
    settled_next=re.compile(r"[=×∑]"),
    everywhere=True,
)
_SEPARATELY = Wording(
    re.compile(
        r"\b(?P<what>(?:is|are|will be) (?:(?:treated|handled|processed|considered|dealt with) (?:separately"
        r"|individually)|(?:treated|handled|processed|considered|assessed|calculated|scored|ranked|dealt with)"
        r" (?:differently|specially|accordingly|flexibly|with caution|with care|conservatively|favou?rably))"
        r"|(?:special|separate|different|specific) (?:treatment|rules|handling|provisions) (?:applies|apply|is applied"
        r"|are applied))(?=[.;,]|$| (?:from|for|in|and)\b)"
    ),
    "{Subject} '{words}': in which way is not specified",
    "The text says that something else holds for {subject} and not what.",
    "the rule that holds for them",
    settled=_TOLD,
)

CHECKS = (
    Check(
        id="DS-PAR-18",
        title="Parameters are calibrated, and neither values nor procedure are given",
        matters="A calibration that cannot be repeated is a number that cannot be known.",
        fix="Give the values in force with their date, and the data, window, objective and frequency of the"
        " calibration.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_CALIBRATED,
        bad=("The smoothing coefficients are estimated by the quant desk.", "Thresholds are tuned on past auctions."),
        good=(
            "The smoothing coefficients are estimated by least squares over 500 days; they are 0.2 and 0.7.",
            "The coefficients are fitted by the quant desk. The values in force are 0.2 and 0.7.",
            "The lookback window is chosen by the client from a list.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-FOR-14",
        title="A weighted average without weights",
        matters="A weighted average is its weights.",
        fix="Give the weight of each input, and the rule for an input that is missing.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_AVERAGE,
        bad=("The reference yield is a weighted average of bids, offers and the last fixing.",),
        good=(
            "The reference yield is a weighted average of bids, offers and the last fixing, with weights 40%, 40%,"
            " 20%.",
            "The fixing is the weighted mean of bids, by size.",
            "The blend is a weighted sum of three scores. The weights are equal.",
            "The index return is the volume-weighted average of trades.",
        ),
    ),
    Check(
        id="DS-MET-19",
        title="Spread over time, and nothing says how",
        matters="When an order trades is what it pays.",
        fix="Give the schedule: start, end, the intervals and the share of each, or the benchmark it follows.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_SPREAD,
        bad=("Purchases are staggered over several days.", "The order quantity is worked throughout the session."),
        good=(
            "Purchases are staggered over several days, one quarter on each of 4 days.",
            "Purchases are spread over the day in proportion to the volume of the past week.",
        ),
    ),
    Check(
        id="DS-FOR-15",
        title="A figure that combines others, by no stated formula",
        matters="What goes in is not yet what comes out.",
        fix="Write the combination as a formula, with the period and unit of each input.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_COMBINES,
        bad=("The carry measure combines roll return and interest.",),
        good=(
            "The carry measure combines roll return and interest: C = R + I / 12",
            "Total return combines price changes and coupons.",
            'The carry measure combines roll return and interest. "Carry measure" means roll return plus interest.',
        ),
    ),
    Check(
        id="DS-MET-20",
        title="Treated separately, and nothing says how",
        matters="That another rule holds is not the rule.",
        fix="Write out the rule that holds for them.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_SEPARATELY,
        bad=("Utilities are treated separately.", "For partly paid shares special rules apply."),
        good=(
            "Utilities are treated separately: their debt is left out.",
            "Each sleeve is calculated separately. Buys and sells are ranked individually.",
        ),
    ),
)
