"""What a document of its kind has to say and does not: corporate actions, disruptions, errors, controls, costs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.analysis.checks.check import Check, Hit, add_sentence, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR

_LONG_ENOUGH = 20
"""Passages of rules: a shorter document is a sketch, and says so little that everything is missing."""


@dataclass(frozen=True)
class _Topic:
    """What documents of these kinds cover: `said` in any passage is enough, and `needed` must stand somewhere."""

    name: str
    kinds: tuple[DocumentKind, ...]
    needed: re.Pattern[str]
    said: re.Pattern[str]
    why: str
    specify: str

    def __call__(self, ir: DocumentIR) -> Iterator[Hit]:
        if ir.kind not in self.kinds or len(ir.rules) < _LONG_ENOUGH:
            return
        if not ir.rules.say(self.needed):
            return
        if ir.segments.say(self.said):
            return
        yield Hit(
            title=f"Nothing is said about {self.name}",
            why=f"Whoever implements this looks for it here. {self.why}",
            suggestion=add_sentence(ir.rules[-1], f"{capital(self.name)}: {to_specify(self.specify)}."),
        )


_INDEX = (DocumentKind.INDEX_RULEBOOK,)
_ORDERS = (DocumentKind.EXECUTION_ALGORITHM,)
_STRATEGIES = (DocumentKind.STRATEGY,)
_ANY = re.compile("")

_CORPORATE_ACTIONS = _Topic(
    "corporate actions",
    _INDEX,
    re.compile(r"\b(?:stocks|(?<!roll )(?<!and )shares(?! (?:are|is) in units)|companies|equit(?:y|ies))\b"),
    re.compile(
        r"\b(?:corporate actions?|(?:corporate|company) (?:events?|changes)|splits?|spin-?offs?|mergers?|rights"
        r" issues?|special dividends?)\b"
    ),
    "A split halves the price and a merger removes a member; without a rule the level jumps on the ex-date.",
    "treatment of splits, special dividends, rights issues, mergers, spin-offs and delistings, with dates and prices",
)
_DISRUPTION = _Topic(
    "market disruptions and suspended constituents",
    _INDEX,
    re.compile(r"\b(?:prices?|calculat\w+|level)\b"),
    re.compile(
        r"\b(?:disrupt\w+|suspen\w+|halt\w*|unavailable|not available|missing|last (?:available|traded|known)|force"
        r" majeure|outage|exchange is closed|delist\w*)\b"
    ),
    "On the day on which an exchange stops trading, one calculator uses the last price and another publishes nothing.",
    "price used for a suspended constituent, and what is published when an exchange or a feed fails",
)
_ERRORS = _Topic(
    "the correction of errors",
    _INDEX,
    re.compile(r"\b(?:publish\w*|disseminat\w+|level)\b"),
    re.compile(r"\b(?:errors?|correct\w*|restat\w+|republish\w*|recalculat\w+)\b"),
    "Users who have traded on a wrong level need to know from which size on and until when it is corrected.",
    "from which size on, until when and how a wrong level is corrected and announced",
)
_CHANGES = _Topic(
    "who owns the rules and how they are changed",
    _INDEX,
    _ANY,
    re.compile(
        r"\b(?:committee|administrator|governance|oversight|consultation|amend\w*|(?:changes?|chang(?:ed|ing)) (?:to"
        r"|of|in) (?:the|this) (?:methodology|rules?|index)|decides? (?:on|about) changes|approv\w+|owner)\b"
    ),
    "Markets change, and so will the rules: somebody has to decide, approve and announce it.",
    "who decides, with which approval, notice and effective date",
)
_STOP = _Topic(
    "how the algorithm is stopped",
    _ORDERS,
    _ANY,
    re.compile(
        r"\b(?:kill[- ]?switch\w*|stop\w*|halt\w*|suspend\w*|disabl\w*|emergency|circuit breaker|shut ?down|paus\w+)\b"
    ),
    "An algorithm that sends orders needs a way to be stopped at once, with its orders, and somebody who may do it.",
    "kill switch: trigger, who may use it, what happens to open orders, and how trading starts again",
)
_ORDER_LIMITS = _Topic(
    "limits on prices and sizes of orders",
    _ORDERS,
    _ANY,
    re.compile(r"\b(?:limits?|collars?|maximum|max_\w+|caps?|reject\w*|bands?|at most|fat[- ]finger)\b"),
    "Before an order leaves, its price, size and value have to be held against limits.",
    "price collar, maximum order size and value, maximum message rate, and what happens to an order beyond them",
)
_COSTS = _Topic(
    "transaction costs",
    _STRATEGIES,
    re.compile(r"\b(?:rebalanc\w+|trad\w+|buys?|sells?|returns?|back-?test\w*)\b"),
    re.compile(r"\b(?:costs?|fees?|commissions?|slippage|spread|market impact)\b"),
    "A strategy that trades often can lose to costs what it gains; results with and without them are two results.",
    "commission, spread and impact, in basis points of traded value, and where they are deducted",
)


def _check(
    number: int, topic: _Topic, category: Category, bad: str, good: str, severity: Severity = Severity.LOW
) -> Check:
    return Check(
        id=f"DS-COM-{number:02}",
        title=f"Nothing about {topic.name}",
        matters=topic.why,
        fix=f"Cover {topic.name}: {topic.specify}.",
        category=category,
        severity=severity,
        find=topic,
        bad=(bad,),
        good=(bad + "\n\n" + good, "The index consists of 50 stocks."),
        confidence=0.7,
    )


_RULEBOOK = "# Index rulebook\n\n# 1. Constituents\n\n" + "The index holds stocks, whose prices give the level. " * 20
_ALGORITHM = "# Execution algorithm\n\n# 1. Orders\n\n" + "Child orders are sent to the venue at the best bid. " * 20
_STRATEGY = (
    "# Trading strategy\n\n# 1. Signals\n\n"
    + ("The strategy buys on a momentum signal, holds the long positions with leverage and exits at a stop loss. ") * 20
)

CHECKS = (
    _check(
        1,
        _CORPORATE_ACTIONS,
        Category.ASSUMPTION_REQUIRED,
        _RULEBOOK,
        "Prices are adjusted for splits.",
        Severity.MEDIUM,
    ),
    _check(2, _DISRUPTION, Category.ASSUMPTION_REQUIRED, _RULEBOOK, "For a suspended stock the last price is used."),
    _check(3, _ERRORS, Category.MISSING_GOVERNANCE, _RULEBOOK, "Errors are corrected within a day."),
    _check(4, _CHANGES, Category.MISSING_GOVERNANCE, _RULEBOOK, "Changes are decided by the committee."),
    _check(5, _STOP, Category.COMPLIANCE_GAP, _ALGORITHM, "The desk can halt it.", Severity.MEDIUM),
    _check(6, _ORDER_LIMITS, Category.COMPLIANCE_GAP, _ALGORITHM, "Orders beyond the price collar are rejected."),
    _check(7, _COSTS, Category.ASSUMPTION_REQUIRED, _STRATEGY, "Costs of 5 bps are deducted."),
)
