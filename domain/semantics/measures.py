"""Measures: the names of the quantities that rules bound or set, and in what each is measured."""

import re
from dataclasses import dataclass

from domain.semantics.quantities import Side


@dataclass(frozen=True)
class Claim:
    """A quantity, such as the weight of an issuer, is at least, at most or exactly `value`.

    `of` is the kind of thing that has it, or what tells this one from others of its name. `value` is in months,
    fractions of one, or the currency `unit`. `stays` is a bound that members have to keep to, rather than one at
    which they come in; `enforced` one of which the passage says what happens where it is broken. `start`..`end` are
    the words that say it.
    """

    measure: str
    of: str
    side: Side
    value: float
    unit: str
    start: int
    end: int
    stays: bool = False
    enforced: bool = False
    ranged: bool = False


MONEY, TIME, SHARE, COUNT = "money", "time", "share", "count"
_FEES = (
    "index|management|performance|licen[cs]e|licensing|administration|replication|adjustment|custody|maker|taker"
    "|borrow(?:ing)?|transaction|trading|rebalancing|hedging|execution|running"
)
MEASURES = {  # of each, in what it is measured, and its names
    "amount outstanding": (
        MONEY,
        r"issues?(?= (?:smaller|larger|bigger|below|above|under|of (?:at least|less|more))\b)|(?:amounts?|notional"
        r"|nominal|par(?: value)?|face value|volume|principal) outstanding|outstanding (?:nominal"
        r" |par )?"
        r"(?:amounts?|notional|nominal|volumes?|principal)|(?:issue|issued|tranche|deal|bond) (?:sizes?|amounts?"
        r"|volumes?)",
    ),
    "market capitalisation": (
        MONEY,
        r"market[- ]cap(?:itali[sz]ations?)?s?(?!-)|market values?|free[- ]float(?:[- ]adjusted)? (?:market )?"
        r"(?:cap(?:itali[sz]ation)?|value)",
    ),
    "remaining maturity": (
        TIME,
        r"(?:remaining|residual|outstanding) (?:time to )?(?:maturit(?:y|ies)|terms?|li(?:fe|ves)|tenors?)"
        r"|(?:(?:time|term|left|remaining) )?(?:to|until|till) (?:final )?maturity|tenors?|matur(?:ing|es?) (?:in"
        r"|within|after)"
        r"|(?<!original )(?<!initial )maturit(?:y|ies)(?! (?:date|at issu))",
    ),
    "duration": (TIME, r"(?:modified |effective )?durations?(?! of (?:the )?(?:order|outage|halt|suspension))"),
    "trading history": (
        TIME,
        r"(?:trading|listing|price|pricing) (?:history|record)|track record|(?:been|be|is|are) (?:listed|traded"
        r"|seasoned)"
        r" for|seasoning",
    ),
    "holding period": (TIME, r"hold(?:ing)? (?:period|time)|(?:is|are|be) held (?:open )?for"),
    "free float": (
        SHARE,
        r"free[- ]float(?: (?:factor|percentage|share))?(?![- ](?:market|adjusted|cap|weight|value))",
    ),
    "gross exposure": (SHARE, r"gross (?:notional |market )?(?:exposures?|leverage|notional|positions?)"),
    "net exposure": (SHARE, r"net (?:notional |market )?(?:exposures?|leverage)"),
    "total exposure": (SHARE, r"(?:total|overall|market|equity) exposures?"),
    "leverage": (SHARE, r"(?<!gross )(?<!net )(?:leverage|gearing)"),
    "volatility target": (
        SHARE,
        r"targets?(?= [\d.]+ ?% (?:[a-z]+ ){0,2}volatility)|target(?:s|ed|ing)? (?:(?:an?|the) )?(?:[a-z-]+"
        r" ){0,3}volatilit(?:y|ies)|volatility (?:target|goal|budget)"
        r"|(?:scaled?|brings?|leveraged|levered|adjusted) [^.;,\d]{0,40}?volatility(?= (?:to|of|at) )",
    ),
    "participation": (
        SHARE,
        r"participation(?: (?:rate|limit|cap|ceiling|share|level))?|participates?"
        r"|(?:trades?|takes?|executes?)(?= [a-z ]{0,16}[\d.]+ ?(?:%|per ?cent) of (?:[a-z]+ ){0,2}volume)",
    ),
    "drawdown": (SHARE, r"draw-?downs?"),
    "stop-loss": (SHARE, r"stop[- ]loss(?:es)?(?: (?:level|limit|distance))?"),
    "fee": (SHARE, rf"(?:{_FEES}) (?:fees?|costs?|charges?)|commissions?|decrement|synthetic dividend"),
    "traded value": (
        MONEY,
        r"(?:(?:average|median) )?daily (?:traded |trading |dollar )?(?:turnover|value|volume)|(?:trading|traded)"
        r" (?:volume|value)|advt?|adtvt?",
    ),
    "share price": (
        MONEY,
        r"(?:share|stock|closing|minimum|unit) prices?|price(?= of (?:at least|more than|less"
        r" than))",
    ),
    "order size": (f"{MONEY}, {COUNT}", r"(?:child |parent |single )?orders?(?: (?:size|value|notional|quantity))?"),
    "roll": (TIME, r"roll(?:s|ed|ing|over)?(?= [^.;]{0,40}\bdays? (?:before|prior to|ahead of))"),
    "notice": (TIME, r"notice(?: period)?"),
    "retention": (
        TIME,
        r"(?:records?|logs?|files|data|documents) (?:is|are|must be|has to be|have to be) (?:kept|stored|retained"
        r"|archived|held)"
        r"|retention(?: period)?",
    ),
    "turnover": (SHARE, r"turnover"),
    "tracking error": (SHARE, r"tracking errors?"),
    "value at risk": (SHARE, r"value[- ]at[- ]risk|var"),
    "confidence level": (SHARE, r"confidence(?: level)?"),
    "price collar": (SHARE, r"(?:price )?collars?|price (?:band|deviation)"),
    "base value": (
        COUNT,
        r"(?:base|initial|starting|start) (?:index )?(?:value|level)|index (?:level )?(?:starts?|begins?)(?= (?:at"
        r"|from|with))",
    ),
}
MEASURE = re.compile(r"\b(?:" + "|".join(pattern for _, pattern in MEASURES.values()) + r")\b")
_EACH = {name: re.compile(rf"(?:{pattern})\b") for name, (_, pattern) in MEASURES.items()}
"""Apart: a group for each in one pattern makes the search for any of them take twice as long."""


def name_of(match: re.Match[str]) -> tuple[str, str]:
    """The measure a name is of, and what tells it from others that have the same name: a fee, what is retained."""
    name = next(name for name, pattern in _EACH.items() if pattern.match(match.string, match.start()))
    if name == "retention":
        kept = _KEPT.match(match.group())
        return name, kept.group() if kept else ""
    return name, match.group().removesuffix("s") if name == "fee" else ""


_KEPT = re.compile(r"data|log")
"""Kinds of records that are kept for times of their own."""
