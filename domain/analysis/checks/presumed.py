"""Presumed: what is predefined and defined nowhere, objectives without a measure, textbook models without inputs."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_TOLD = re.compile(r"\d|[=×∑Σ]|:\s*$|\b(?:section|table|appendix|annex|formula) ?[\da-z(]")
_PREDEFINED = Wording(
    re.compile(
        r"\b(?:an?|the|its|their|at|within|to|of|by|any|all|these|or|and) (?P<what>(?:pre-?defined|pre-?determined"
        r"|pre-?set|pre-?specified|pre-?agreed|pre-?configured|previously (?:defined|agreed)|agreed-upon|user-defined)"
        r" (?:[a-z-]+ ){0,2}?[a-z-]{3,})(?=[.,;:)]|$| (?:is|are|of|for|in|on|at|by|from|to|and|or|before|after|within"
        r"|has|have|that|which|per)\b)"
    ),
    "'{words}': defined nowhere in the document",
    "The text says that it was defined beforehand, and no passage does so. Whoever implements it has to invent it.",
    "the value, its unit and what it is measured from",
    settled=re.compile(rf"{_TOLD.pattern}|\b(?:refers? to|means|denotes|describes)\b"),
)
_OBJECTIVE = Wording(
    re.compile(
        r"\boptimi[sz]\w*[^.;]{0,40}?\b(?P<what>(?:minimi[sz]|maximi[sz])(?:e|es|ed|ing|ation of) (?:the"
        r" )?(?:expected |total"
        r" |overall |active |average |aggregate )*(?:deviations?|differences?|distances?|turnover|risk|costs?"
        r"|exposures?"
        r"|performance|quality|diversification|similarity|utility|liquidity|scores?|concentration|returns?))\b"
    ),
    "'{words}': by which measure is not specified",
    "An objective is a formula. The sum of absolute differences, the sum of their squares and the tracking error are"
    " minimal at three different portfolios.",
    "the objective as a formula, with its inputs and constraints",
    settled=re.compile(r"\d|[=×∑Σ²]|\b(?:squared?|sum of|variance|absolute|formula|section|table|covariance)\b"),
)
_TEXTBOOK = Wording(
    re.compile(
        r"\b(?P<what>(?:black[- ]scholes(?:[- ]merton)?|black[- ]76|binomial(?: tree)?|heston|sabr|bachelier|garch"
        r"|kalman"
        r"|almgren[- ]chriss|nelson[- ]siegel|hidden markov|markov[- ]switching|black[- ]litterman|principal component"
        r"|monte carlo|barra|fama[- ]french|hull[- ]white|cox[- ]ross[- ]rubinstein)(?:'s)? (?:[a-z-]+ )?(?:model"
        r"|formula"
        r"|filter|analysis|simulations?|method|approach|framework|regression))\b"
    ),
    "The inputs of the {words} are not specified",
    "Everybody can look up the {words}; nobody can look up what goes into it here: its parameters, the series they are"
    " estimated on, rates, and conventions.",
    "each input and parameter of the model, its source and its value",
    settled=re.compile(
        r"\d[^.]*%|[=×]|:\s*$|\b(?:inputs?|parameters?|section|table|appendix|annex)\b|\bwith (?:a |the )?\w+ (?:of"
        r"|from|as)\b"
    ),
    settled_elsewhere=re.compile(r"\binputs? (?:to|of|for) (?:the )?(?:option )?(?:model|formula|pricing|simulation)"),
    once=True,
)
_MARKETS = Wording(
    re.compile(
        r"\b(?P<what>(?:developed|emerging|frontier|advanced|developing) (?:markets?|market countr(?:y|ies)"
        r"|countr(?:y|ies)"
        r"|economies))\b(?! (?:index|indices|equit|bond|strateg|debt|fund|portfolio|dividend|currenc|local|corporate))"
    ),
    "Which {words} are meant is not specified",
    "Index providers, banks and the IMF classify countries differently and move them at different times (South Korea,"
    " Poland, Greece); the document names no classification and lists no countries.",
    "the countries, or the classification with its publisher and date",
    needs=re.compile(
        r"\b(?:headquarter\w*|domicil\w*|incorporat\w*|listed|located|eligib\w*|based|issued|issuers?|must|only|exclud\w*"
        r"|select\w*|traded)\b"
    ),
    settled=re.compile(
        r"\b(?:msci|ftse|s&p|imf|world bank|stoxx|iso|jp ?morgan|appendix|annex|table|section|list|as (?:defined"
        r"|classified))\b|[(:]"
    ),
    settled_elsewhere=re.compile(
        r"\b(?:developed|emerging|frontier) (?:market )?(?:countries|markets) (?:are|include|means?|comprise)|\bmarket"
        r" classification\b"
    ),
    once=True,
)
_DAILY_TRADE = Wording(
    re.compile(
        r"\b(?:hedged?|hedges|rebalanced|re-?hedged|rolled|traded|executed|re-?set|marked|squared) (?:[a-z-]+ ){0,2}?"
        r"(?P<what>(?:once|twice) (?:per|a|each) (?:trading |business )?day|every (?:trading |business )?day|each"
        r" (?:trading"
        r" |business )?day|daily)\b"
    ),
    "'{words}': at which time of day is not specified ({subject})",
    "At the open, at the close and at noon prices differ by a day's moves, and so do the results.",
    "the time of day with its time zone, or the price that is used",
    settled=re.compile(
        r"\d[:.]\d\d|\b(?:at|after|before|on) (?:the )?(?:[a-z]+ )?(?:close|closing|open|opening|settlement|fixing"
        r"|auction|end)\b"
        r"|\b(?:closing|opening|settlement) prices?\b|\b(?:vwap|twap)\b"
    ),
    settled_elsewhere=re.compile(r"\b\d{1,2}[:.]\d\d\b"),
    once=True,
)

CHECKS = (
    Check(
        id="DS-PAR-20",
        title="Predefined, and defined nowhere",
        matters="What was defined beforehand has to be on the page.",
        fix="Give the value with its unit, or refer to the section or table that has it.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_PREDEFINED,
        bad=("Quotes are pulled at a pre-set distance.", "Alerts are sent to the predetermined recipients."),
        good=(
            "Quotes are pulled at a pre-set distance of 12 basis points.",
            "The daily cap refers to a pre-set limit on orders.",
        ),
    ),
    Check(
        id="DS-FOR-16",
        title="An objective without its measure",
        matters="Each measure has its minimum elsewhere.",
        fix="Write the objective as a formula, with every input, its window and its source.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_OBJECTIVE,
        bad=("The basket is optimised so as to minimise the total distance to the benchmark weights.",),
        good=("The basket is optimised so as to minimise the sum of squared differences to the benchmark weights.",),
    ),
    Check(
        id="DS-FOR-17",
        title="A textbook model without its inputs",
        matters="The model can be looked up, its inputs cannot.",
        fix="List each input and parameter of the model with its value or source, and the conventions used.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_TEXTBOOK,
        bad=("Fair spreads come from a Kalman filter approach.", "Swaptions are valued with the SABR model."),
        good=("Swaptions are valued with the SABR model, whose parameters are those of Section 4.",),
        confidence=0.75,
    ),
    Check(
        id="DS-PAR-21",
        title="A class of countries without its classification",
        matters="Countries move between the classes, and on different days.",
        fix="List the countries, or name the classification with its publisher and the date as of which it is read.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_MARKETS,
        bad=("Issuers must be domiciled in emerging market countries.",),
        good=("Issuers must be domiciled in emerging market countries as classified by FTSE Russell.",),
        confidence=0.75,
    ),
    Check(
        id="DS-CAL-21",
        title="Traded every day, and nothing says when",
        matters="The time of the trade is its price.",
        fix="Name the time of day with its time zone, or the price at which the trade is counted.",
        category=Category.MARKET_CALENDAR,
        severity=Severity.MEDIUM,
        find=_DAILY_TRADE,
        bad=("Currency exposure is hedged daily.", "The basket is rebalanced every trading day."),
        good=("Currency exposure is hedged daily at the WM fixing.", "The basket is rebalanced daily at the close."),
        confidence=0.75,
    ),
)
