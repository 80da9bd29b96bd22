"""Corporate actions that are seen and not computed: added, adjusted, reflected, at which price and in which shares."""

import re

from domain.analysis.checks.check import Check
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity

_ACTIONS = (
    r"(?:spin-?offs?|rights (?:issues?|offerings?)|special (?:dividends?|distributions?)|extraordinary dividends?"
    r"|stock dividends?|scrip dividends?|bonus issues?|mergers?|takeovers?|acquisitions?|tender offers?|buy-?backs?"
    r"|capital (?:increases?|repayments?|reductions?)|share (?:splits?|consolidations?|issues?|buy-?backs?)|stock"
    r" splits?|reverse splits?|splits?|demergers?|delistings?|conversions?|forks?|airdrops?|token migrations?"
    r"|redenominations?|coupon (?:changes|deferrals)|partial redemptions?|calls?|exchanges offers?)"
)
_DEALT_WITH = Wording(
    re.compile(
        rf"\b(?P<what>{_ACTIONS}(?:(?:,| and| or|, and) {_ACTIONS})*(?: ?[:-])? ?(?:(?:lead|leads|give rise) to"
        rf" (?:an? )?(?:[a-z]+ )?"
        r"(?:adjustments?|changes?|corrections?)|(?:is|are|will be) (?:\w+ly |also |always )?(?:adjusted(?: for)?"
        r"|reflected|included|considered|implemented|added|booked|processed|passed through|taken over|carried out"
        r"|neutrali[sz]ed|followed|applied)|(?:the )?(?:new|resulting|spun-off|acquiring) [a-z]+ (?:is|are|joins?"
        r"|enters?|replaces?)(?: added| included| taken in| kept| held)?(?: (?:to|in|into) the [a-z]+)?|adjust(?:ed"
        r"|ment(?: is made)?)))(?![\w-])"
    ),
    "'{words}': with which shares, at which price and on which day is not specified",
    "That something is done says neither the number of shares or the factor, nor the price, nor the day; two"
    " calculators end with two divisors.",
    "number of shares or factor as a formula, the price, the day, and the effect on the divisor",
    settled=re.compile(
        r"\d|[=×]|\b(?:ratio|ex[- ]?(?:date|day)|factor|at (?:a|the) price|(?:price of|price|at|priced at) (?:zero|nil)"
        r"|divisor|multipl\w+"
        r"|divid(?:ed|ing)|pro[- ]?rata|in proportion|terp|theoretical|section|table|annex|appendix|not adjusted|no"
        r" adjustment|ignored|if|when|unless|effective date|next review)\b"
    ),
    settled_next=re.compile(r"[=×]|\b(?:ratio|ex[- ]?date|factor|price of|divisor)\b"),
    everywhere=True,
)

CHECKS = (
    Check(
        id="DS-MET-38",
        title="A corporate action is dealt with, and nothing says how",
        matters="Each way changes the level.",
        fix="Give the number of shares or the factor as a formula, the price, the day, and the effect on the divisor.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_DEALT_WITH,
        bad=(
            "Rights issues lead to a price adjustment.",
            "- Spin-offs: the new company is added to the index",
            "Splits and special dividends are reflected.",
        ),
        good=(
            "Splits are reflected by multiplying the number of shares with the ratio on the ex-date.",
            "Spin-offs: the new company is added at a price of zero on the ex-date.",
            "Demergers: the new share is added at price zero and sold at its first close.",
        ),
        confidence=0.75,
    ),
)
