"""What is fitted and not on what: models recalibrated, regressions, optimisers."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.methods.transformed import TOLD
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_FIT = (
    r"re-?calibrat|re-?fit|re-?estimat|re-?train|re-?tun|re-?optimi[sz]|calibrat|train|tun|refresh|fitt|learn"
    r"|re-?learn|re-?set"
)
_MODEL = (
    r"(?:models?|parameters?|coefficients?|classifiers?|networks?|loadings?|hyper-?parameters?|regressions?|forests?"
    r"|trees?|surfaces?|curves?|betas?|hedge ratios?|thresholds?|regimes?)"
)
_REFITTED = Wording(
    re.compile(
        rf"\b(?P<what>{_MODEL} (?:[a-z]+ ){{0,3}}?(?:is|are|be|gets?) (?:then |also |\w+ly )?(?:{_FIT})(?:ed|e?d|t)\b"
        rf"|(?:re-?calibrates|re-?fits|re-?estimates|re-?trains|re-?tunes|calibrates|trains|fits|tunes) (?:the |its "
        rf"|all |our )?(?:[a-z-]+ ){{0,3}}?{_MODEL})\b"
    ),
    "'{words}': data, method and objective are not specified",
    "A fit is its data, its window, its objective and its method. Another window or another loss leads to other"
    " parameters, and from then on to other positions.",
    "data and window, objective, method, and when the new values take effect",
    settled=re.compile(
        rf"{TOLD}|\b(?:least squares|ols|maximum likelihood|by minimi[sz]\w+|by maximi[sz]\w+|(?:last|past|previous"
        rf"|trailing"
        r"|over|window of|of) \d+|gradient|cross-validation|grid|regress\w+ (?:of|on)|bayesian|em algorithm|to match)\b"
    ),
    settled_next=re.compile(
        r"\b(?:least squares|ols|likelihood|window|objective|loss|minimi[sz]\w+|training set)\b|\d+"
        r" (?:[a-z]+ )?(?:days|weeks|months|years)"
    ),
    settled_elsewhere=re.compile(
        r"\b(?:fit|fits|fitted|calibrat\w+|train\w*|estimat\w+|re-?fitted)\b[^.;]{0,60}\b(?:least squares|ols"
        r"|likelihood|\d+ (?:[a-z]+ )?(?:days|weeks|months|years))\b"
    ),
)
_REGRESSED = Wording(
    re.compile(
        r"(?<![\w-])(?P<what>(?:regress(?:es|ed|ing)?|(?:a|the|by|linear|rolling|simple|from a) regressions?)"
        r" (?:[a-z]+ ){0,5}?(?:on|onto|against|of|between) (?:[a-z]+ ){0,3}[a-z]+|(?:are|is|be|being|only)"
        r" co-?integrated(?: [a-z]+)?|co-?integrat(?:ed|ion) (?:pairs?|relations?hips?|vectors?))\b"
    ),
    "'{words}': data, window and kind of the fit are not specified",
    "On prices or on returns, over three months or three years, with an intercept or without, and rejected at which"
    " level: each choice gives another relation.",
    "dependent and independent series (prices, logs or returns), window, intercept, method, and level of the test",
    settled=re.compile(
        rf"{TOLD}|\b(?:over|last|past|previous|trailing|window of|of) (?:the )?(?:last |past )?\d+"
        r"|\b\d+[- ](?:[a-z]+[- ])?(?:day|week|month|year)s?\b"
        r"|\b(?:engle|johansen|dickey)\b"
    ),
    settled_next=re.compile(r"\b\d+ (?:[a-z]+ ){0,3}(?:days|weeks|months|years|observations)\b"),
)
_OPTIMISER = Wording(
    re.compile(
        r"\b(?P<what>(?:an?|the|our) (?:[a-z-]+ )?(?:optimi[sz]er|optimi[sz]ation|solver) (?:then )?(?:finds?"
        r"|determines?|computes?|sets?|chooses?|selects?|gives?|yields?|produces?|calculates?|decides?)"
        r" (?:[a-z-]+ ){0,3}[a-z-]+|(?:weights?|portfolio|basket|allocation|positions?|holdings)"
        r" (?:[a-z]+ ){0,2}?(?:is|are|come|comes) (?:then )?(?:found|determined|set|obtained|computed|chosen|the"
        r" result) (?:by|from|with|of|through) (?:an? |the )?(?:[a-z-]+ )?(?:optimi[sz]er|optimi[sz]ation|solver))\b"
    ),
    "'{words}': the objective and constraints are not given",
    "An optimisation is its objective, its constraints and its solver; least variance and highest return use the same"
    " inputs and give different portfolios.",
    "objective function, constraints, inputs and solver tolerance",
    settled=re.compile(rf"{TOLD}|\b(?:minimi[sz]\w+|maximi[sz]\w+|subject to|objective)\b"),
    settled_next=re.compile(r"\b(?:minimi[sz]\w+|maximi[sz]\w+|subject to|objective)\b"),
    settled_elsewhere=re.compile(r"\bobjective (?:function )?(?:is|of)\b"),
)

CHECKS = (
    Check(
        id="DS-MET-25",
        title="Fitted again, and nothing says on what",
        matters="Another window or objective leads to other parameters.",
        fix="Give the data with their window, the objective, the method, and the day from which the new values hold.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_REFITTED,
        bad=("The desk recalibrates the curve model each spring.", "The coefficients are re-estimated yearly."),
        good=(
            "The coefficients are re-estimated yearly by least squares over the last 500 trading days.",
            "The model is refitted each June. The objective is the squared error of the past 3 years.",
        ),
    ),
    Check(
        id="DS-MET-26",
        title="A regression without data and window",
        matters="On prices and on returns it gives two relations.",
        fix="Name both series and their form, the window in trading days, the intercept, the method, and the level of"
        " any test.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_REGRESSED,
        bad=(
            "The hedge ratio is found by regressing the stock on the sector fund.",
            "Two shares are traded if they are cointegrated.",
        ),
        good=(
            "The hedge ratio is the slope of a regression of the stock on the sector fund over 250 trading days.",
            "Two shares are traded if they are cointegrated: Engle-Granger test, 5%.",
        ),
    ),
    Check(
        id="DS-MET-27",
        title="An optimiser decides, and its objective is not given",
        matters="The same inputs give many optimal portfolios.",
        fix="State the objective, the constraints, the inputs with their windows, and the solver with its tolerance.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_OPTIMISER,
        bad=("An optimiser finds the final weights.", "Holdings are determined by an optimisation."),
        good=("An optimiser finds the final weights; it minimises the variance subject to the limits of section 3.",),
    ),
)
