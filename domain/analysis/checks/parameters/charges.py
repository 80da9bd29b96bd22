"""Charges: costs at no stated rate or at two, and cautious figures without a number."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.contradictions.opposites import contradiction
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment
from domain.semantics.words import STOP, stem, word_set

_FEE = r"(?:(?:management |performance |index )?fees?|expenses|charges)"
_COST = r"(?:(?:transaction |trading |execution |borrow(?:ing)? |hedging |roll(?:ing)? )?costs?|commissions?)"
_FIGURE = (
    r"(?:\b(?:zero|nil|none|half the)\b|\d\s?(?:%|per ?cent|bps?\b|basis)|[$€£]\s?\d|\b(?:usd|eur|gbp|chf|jpy) \d)"
)
_TAKEN_OFF = (
    r"(?:after|net of|less|minus|deducting|(?:after )?(?:the )?deduction of|reduced by|including|inclusive of)"
    r" (?:(?:all|any|the|estimated|applicable|management|performance|brokerage|relevant|and) ){0,3}"
)


def _charged(charge: str) -> Wording:
    """A kind of charge that is taken off: a figure of another kind does not settle it."""
    return Wording(
        re.compile(rf"\b(?P<what>{_TAKEN_OFF}{charge})\b"),
        "'{words}': neither the rate nor the amount is specified",
        "“{words}” changes every result, and the document gives no rate, no amount and no day on which it is taken"
        " off.",
        "the rate in basis points, the base it is taken of, and when it is taken off",
        settled=re.compile(
            r"\d|\b(?:section|table|appendix|annex|schedule)\b|[=:]|\bwithout\b|\bbefore\b|\bactual(?:ly)?\b"
            r"|\bexceeds?\b|\breali[sz]ed\b|\bp&l\b|\bas (?:invoiced|charged|billed|booked|incurred|paid)\b"
        ),
        settled_elsewhere=re.compile(rf"\b{charge}\b[^.;]{{0,80}}{_FIGURE}|{_FIGURE}[^.;]{{0,30}}\b{charge}\b"),
        once=True,
    )


_FEES, _COSTS = _charged(_FEE), _charged(_COST)


def _charges(ir: DocumentIR) -> Iterator[Hit]:
    yield from _FEES(ir)
    yield from _COSTS(ir)


_CAUTIOUS = Wording(
    re.compile(
        r"\b(?:an?|the|some) (?P<what>(?:conservative|cautious|generous|modest|nominal|comfortable|healthy|safe"
        r"|tight|loose"
        r"|decent|ample|slight|token|optimistic|pessimistic|balanced) (?:[a-z]+ ){0,2}?(?:estimates?|assumptions?"
        r"|allowances?|haircuts?|buffers?|margins?|cushions?|discounts?|premium|distances?|amounts?|limits?|stops?"
        r"|shares?|fractions?|portions?|offsets?|rates?|spreads?|weights?|delays?|levels?|bands?|mark-?ups?))\b"
    ),
    "'{words}' is not quantified",
    "“{words}” is a number that everybody sets for himself: what is cautious for one is not for the next, and the"
    " result follows it.",
    "the figure, its unit, and what it is taken of",
    settled=re.compile(
        r"\d|\b(?:section|table|appendix|annex|half|third|quarter|percentile|(?:lower|higher|lesser|larger"
        r"|smaller) of)\b"
    ),
)

_RATE = re.compile(
    r"\b(?P<of>(?:[a-z]+[ -]){0,2}(?:fees?|charges?|decrements?|costs?|commission|rebate|interest))\b"
    r"(?: (?:for|on|in) (?:(?:the|an?|each|every|all) )?(?P<on>[a-z]+))?[^.;]{0,40}?"
    r"(?P<rate>(?P<figure>\d+(?:\.\d+)?) ?(?P<unit>%|bps?|basis points|per ?cent)"
    r" ?(?:per|a|each|every|p\. ?|for (?:a|each|every|one) )?"
    r" ?(?P<per>annum|year|month|quarter|week|day|annually|monthly|quarterly|yearly|daily|weekly|a\b))"
)
_TIMES = {"a": 1, "ann": 1, "yea": 1, "qua": 4, "mon": 12, "wee": 52, "day": 365, "dai": 365}
_NO_NAME = STOP | word_set(
    "annual yearly quarterly monthly weekly daily total flat fixed following relevant applicable same charges pays"
    " deducts less minus after"
)
_IN_A_CASE = re.compile(
    r"\b(?:if|when|where|unless|except|until|after|once|during|otherwise|before|initially|average|total|sum|together"
    r"|combined|aggregate|warn\w*|alert\w*|see|table|section)\b"
)
_BY_DAYS = 0.35
"""How far a rate per day may be off: a year has 252 days or 365."""


def _rates(ir: DocumentIR) -> Iterator[Hit]:
    """One charge at two rates that do not come to the same a year."""
    known = dict[tuple[frozenset[str], str], dict[int, tuple[Segment, re.Match[str]]]]()
    for segment in ir.prose.having(_RATE):
        if segment.even != segment.low or _IN_A_CASE.search(segment.low):
            continue
        for match in _RATE.finditer(segment.low):
            times = _TIMES[match["per"][:3]]
            by_period = known.setdefault((_name(match["of"]), match["on"] or ""), {})
            for other_times, (other, first) in by_period.items():
                a, b = _a_year(first), _a_year(match)
                allowed = _BY_DAYS if 365 in (times, other_times) else 0.05
                if times != other_times and other is not segment and abs(a - b) > allowed * max(a, b):
                    yield contradiction(
                        f"the {first['of'].strip()}",
                        other,
                        first.span("rate"),
                        segment,
                        match.span("rate"),
                        f"A year, the one comes to {a:g}% and the other to {b:g}%.",
                    )
                    return
            by_period.setdefault(times, (segment, match))


def _name(of: str) -> frozenset[str]:
    """What tells one charge from another, "fee" alone where nothing does."""
    return frozenset(stem(word) for word in re.findall(r"[a-z]+", of) if word not in _NO_NAME)


def _a_year(match: re.Match[str]) -> float:
    return float(match["figure"]) * (0.01 if match["unit"][0] == "b" else 1) * _TIMES[match["per"][:3]]


CHECKS = (
    Check(
        id="DS-PAR-16",
        title="A charge without its rate",
        matters="Results before and after costs are two results, and so are those at two rates.",
        fix="Give each charge with its rate, the base it is taken of, how it accrues and when it is taken off.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_charges,
        bad=(
            "The fee is 1% a year. Returns are stated after trading costs.",
            "The net asset value is stated net of management fees.",
            "Profit is measured after trading costs.",
        ),
        good=(
            "The net asset value is stated net of management fees of 0.40% a year.",
            "The fee is 25 basis points.\n\nProfit is measured after fees.",
            "The loss is stated including commissions as invoiced by the broker.",
            "The value is stated without deduction of costs.",
            "Charges are zero.\n\nProfit is measured after charges.",
            "P&L is the realised profit after commissions.",
        ),
    ),
    Check(
        id="DS-PAR-17",
        title="A cautious figure without a number",
        matters="What is cautious differs from desk to desk.",
        fix="Replace the adjective by the figure, with its unit and base.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_CAUTIOUS,
        bad=("Collateral is valued with a generous haircut.", "Stops are placed at a comfortable distance."),
        good=(
            "Collateral is valued with a conservative haircut of 8%.",
            "Each leg has a balanced weight of one half.",
        ),
    ),
    Check(
        id="DS-CON-84",
        title="One charge, per year and per month",
        matters="Between the two lies a factor of twelve.",
        fix="Give one rate and its period, with the day count by which it accrues.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_rates,
        bad=(
            "The management fee is 0.50% per year.\n\nThe level is reduced by the management fee of 0.50% per month.",
            "A fee of 60 bps per annum is charged.\n\nThe fee comes to 0.1% a month.",
        ),
        good=(
            "The management fee is 0.60% per year.\n\nThe level is reduced by the management fee of 0.05% per month.",
            "A fee of 60 bps per annum is charged.\n\nThe fee accrues daily.",
            "The management fee is 0.50% per year.\n\nThe performance fee is 0.10% per month.",
            "The fee for gold is 0.50% per year.\n\nThe fee for silver is 0.10% per month.",
        ),
        confidence=0.8,
    ),
)
