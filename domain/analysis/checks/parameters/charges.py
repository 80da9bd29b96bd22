"""Charges: costs at no stated rate, and cautious figures without a number."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR

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
)
