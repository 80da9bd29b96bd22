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
    settled=re.compile(rf"{_TOLD.pattern}|\b(?:refers? to|means|denotes|describes)\b|:\s"),
    settled_next=re.compile(r"\d"),
)
_OBJECTIVE = Wording(
    re.compile(
        r"\boptimi[sz]\w*[^.;]{0,40}?\b(?P<what>(?:minimi[sz]|maximi[sz])(?:e|es|ed|ing|ation of) (?:the"
        r" )?(?:expected |total"
        r" |overall |active |average |aggregate )*(?:deviations?|differences?|distances?|turnover|risk|costs?"
        r"|exposures?|performance|quality|diversification|similarity|utility|liquidity|concentration|returns?))\b"
    ),
    "'{words}': by which measure is not specified",
    "An objective is a formula. The sum of absolute differences, the sum of their squares and the tracking error are"
    " minimal at three different portfolios.",
    "the objective as a formula, with its inputs and constraints",
    settled=re.compile(r"\d|[=×∑Σ²]|\b(?:squared?|sum of|variance|absolute|formula|section|table|covariance)\b|:\s*$"),
)
_TEXTBOOK = Wording(
    re.compile(
        r"\b(?P<what>(?:black[- ]scholes(?:[- ]merton)?|black[- ]76|binomial(?: tree)?|heston|sabr|bachelier|garch"
        r"|kalman"
        r"|almgren[- ]chriss|nelson[- ]siegel|hidden markov|markov[- ]switching|black[- ]litterman|principal component"
        r"|monte carlo|barra|fama[- ]french|hull[- ]white|cox[- ]ross[- ]rubinstein)(?:'s)? (?:[a-z-]+ )?(?:model"
        r"|formula|filter|analysis|simulations?|method|approach|framework|regression))\b"
    ),
    "The inputs of the {words} are not specified",
    "Everybody can look up the {words}; nobody can look up what goes into it here: its parameters, the series they are"
    " estimated on, rates, and conventions.",
    "each input and parameter of the model, its source and its value",
    settled=re.compile(
        r"\d[^.]*%|[=×]|:\s*$|\b(?:inputs?|parameters?|takes?|section|table|appendix|annex)\b|\bwith (?:a "
        r"|the )?\w+ (?:of|from|as)\b"
    ),
    settled_elsewhere=re.compile(r"\binputs? (?:to|of|for) (?:the )?(?:option )?(?:model|formula|pricing|simulation)"),
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
            "Alerts are sent to the predetermined recipients: the risk officer and the desk head.",
            "Quotes are pulled at a pre-set distance. The distance is 12 basis points.",
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
)
