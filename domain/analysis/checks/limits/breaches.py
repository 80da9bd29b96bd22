"""Limits and stops: what happens on a breach, to open orders and positions, how fast, and how trading starts again."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_behind, add_sentence, capital, to_specify
from domain.analysis.checks.limits.stops import PRICE_STOP
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role
from domain.semantics.segments import Segment
from domain.semantics.words import content_words

_RISK_LIMIT = re.compile(
    r"\b(?:loss|exposure|position|draw-?down|leverage|notional|inventory|concentration|message|order(?: rate| value)?"
    r"|credit|delta|vega|var|risk)[ _](?:limit|cap|threshold)s?\b|\bmax(?:imum)?[ _](?:daily[ _])?(?:loss|exposure"
    r"|position|draw-?down|leverage|notional|inventory)\b"
)
_ON_BREACH = re.compile(
    r"\b(?:breach\w*|exceed\w*|reject\w*|cancel\w*|halt\w*|stop(?:s|ped)?|suspend\w*|block\w*|liquidat\w*|clos(?:e|es"
    r"|ed)|reduc\w*|trigger\w*|reach\w*|above|hit|alert\w*|escalat\w*|flatten\w*|disabl\w*|not (?:be )?(?:placed|sent)"
    r"|cut|capped|scaled|never|must not|pulled|withdrawn|passed)\b"
)
_ACTION = re.compile(r"\b(?:actions?|consequences?|response|measures?|what happens|on (?:a )?breach|effect)\b")
"""The head of the column that says what is done where a limit is passed."""


_BOUNDS = re.compile(r"\b(?:min|max|clip|clamp)\b", re.IGNORECASE)
"""A limit within it cannot be passed."""


_SHOWN = re.compile(r"\b(?:back-?test\w*|simulat\w+|historical|shows?|showed|performance|since)\b")
"""What was lost in a test is no limit."""


def _no_action(ir: DocumentIR) -> Iterator[Hit]:
    if ir.kind is DocumentKind.INDEX_RULEBOOK:  # its caps and limits act by themselves
        return
    bounded = {name for f in ir.formulas if _BOUNDS.search(f.right) for name in re.findall(r"\w+", f.right)}
    limits = [
        p
        for p in ir.understanding.parameters
        if p.values
        and _RISK_LIMIT.search(p.names[0].lower())
        and bounded.isdisjoint(p.names)
        and not _SHOWN.search(p.statements[0].span.quote.lower())
    ]
    if not limits or any(_ON_BREACH.search(segment.low) for segment in ir.with_all(["limit"])):
        return
    heads = {
        (s.block.part, c.table) for s in ir.segments if (c := s.block.cell) and not c.row and _ACTION.search(s.low)
    }
    blocks = {b.id: (b.part, b.cell.table) for b in ir.blocks if b.cell}
    limits = [p for p in limits if blocks.get(p.statements[0].span.block) not in heads]
    silent = [p for p in limits if not any(_ON_BREACH.search(s.low) for s in ir.with_all(_words(p.names[0])))]
    if silent:
        names = " and ".join(p.names[0] for p in silent[:4])
        yield Hit(
            title=f"What happens when {names} {'is' if len(silent) == 1 else 'are'} breached is not specified",
            why=f"The document sets {names} and gives no action for the moment in which it is passed: whether orders"
            " are rejected, positions are cut, or somebody is told, and who may lift it.",
            spans=tuple(p.statements[0].span for p in silent[:8]),
            suggestion=add_behind(
                silent[0].statements[0].span,
                f" ({to_specify('action on a breach, who is informed, and how the limit is reset')})",
            ),
        )


def _words(name: str) -> list[str]:
    return sorted(content_words(name.replace("_", " ")) - content_words("maximum max daily limit"))


_WHO = (
    r"(?:(?:the |all |any |automated )?(?:trading|strateg(?:y|ies)|algorithms?|order flow|quoting|bot|system|orders?"
    r"|(?:order |decision )?(?:execution|submission)(?: loop)?|decision execution loop))"
)
_HALT = (
    r"(?:halt(?:s|ed)?|stop(?:s|ped)?|suspend(?:s|ed)?|paus(?:e|es|ed)|disabl(?:e|es|ed)|shuts? down|block(?:s|ed)?"
    r"|kills?|lock(?:s|ed)?)"
)
_HALTS = re.compile(
    rf"\b(?!stop orders?\b){_HALT} {_WHO}\b(?! (?:if|book))|\b{_WHO} (?:is|are|will be|must be|will)? ?(?:\w+ly"
    rf" )?{_HALT}\b"
)
_SWITCH = re.compile(r"\b(?:kill[- ]?switch(?:es)?|emergency stop|circuit breaker)\b")
_RESUMES = re.compile(
    r"\b(?:resum\w+|re-?start\w*|re-?enabl\w*|re-?activat\w*|re-?open\w*|lifted|reset|until|back to normal"
    r"|un-?lock\w*|re-?arm\w*"
    r"|for (?:\d+|one|two|five|ten) (?:[a-z]+ ){0,2}(?:seconds?|minutes?|hours?|days?|candles?)|rolled? back|turned"
    r" on)\b"
)
_OPEN = re.compile(
    r"\b(?:(?:open|resting|working|live|pending|outstanding|existing|all|child) (?:limit )?(?:orders?|positions?"
    r"|quotes?)"
    r"|cancel\w* (?:all|any|every|the)|^cancel(?=,| and\b|$)|everything (?:is|are) cancel\w*|flatten\w*|liquidat\w*"
    r"|unw(?:ind|ound)\w*|clos(?:e|es|ed) (?:out|all|any)"
    r"|positions? (?:is|are) (?:closed|kept|held|hedged|left))\b"
)
_AT_ONCE = re.compile(
    r"\b(?:immediately|instantly|at once|without delay|in real[- ]time|as fast as possible|rapidly|quickly|swiftly)\b"
)
_TAKES_BACK = re.compile(r"\b(?:fills?|trades?|executions?)\b[^.;]{0,40}\b(?:cancel|bust)\w*")
"""An exchange cancels what was done already, which stops nobody."""
_IN_TIME = re.compile(r"\b(?:within|in) (?:at most |less than )?\d|\b\d+ ?(?:ms|milliseconds?|seconds?|minutes?)\b")


_DEFINES = re.compile(r"^[^.;]{2,80}? (?:means?|is defined as|denotes?|refers? to)\b")
"""A definition says what an event is, and not that trading is stopped in it."""


def _halts(ir: DocumentIR) -> Iterator[tuple[Segment, re.Match[str]]]:
    """The passages that stop trading, in documents whose orders they would stop."""
    if ir.kind is DocumentKind.INDEX_RULEBOOK:
        return
    for pattern in (_HALTS, _SWITCH):  # what says how it stops, before what only names the switch
        for segment in (s for s in ir.prose.having(pattern) if s.section.role is Role.RULES):
            match, cell = pattern.search(segment.low), segment.block.cell
            if cell and cell.column == 0:  # the case, whose consequence stands in the next column
                continue
            if match and not _DEFINES.search(segment.low, 0, match.start()):
                yield segment, match


def _no_restart(ir: DocumentIR) -> Iterator[Hit]:
    if ir.prose.say(_RESUMES):
        return
    for segment, match in _halts(ir):
        if PRICE_STOP.pattern.search(segment.low):  # which ends by a rule, and nobody releases
            continue
        yield Hit(
            title=f"How trading starts again after '{_said(segment, match)}' is not specified",
            why="Trading is stopped here, and no passage says who may start it again, after which checks and from which"
            " state. After a false alarm nobody may act; after a real one somebody acts too soon.",
            spans=(segment.span(match.start(), match.end()),),
            suggestion=add_sentence(
                segment,
                f"Trading resumes only after {to_specify('who decides, after which checks, and from which state')}.",
            ),
        )
        return


def _open_orders(ir: DocumentIR) -> Iterator[Hit]:
    if ir.prose.say(_OPEN):
        return
    for segment, match in _halts(ir):
        yield Hit(
            title=f"'{_said(segment, match)}': what happens to resting orders and open positions is not specified",
            why="Stopping new decisions leaves orders in the book and positions at risk. The text does not say whether"
            " orders are cancelled and positions are kept, hedged or closed.",
            spans=(segment.span(),),
            suggestion=add_after(
                segment,
                match.end(),
                f" ({to_specify('resting orders are cancelled or kept; positions are kept, hedged or closed')})",
            ),
        )
        return


def _how_fast(ir: DocumentIR) -> Iterator[Hit]:
    if any(_IN_TIME.search(segment.low) for segment, _ in _halts(ir)):
        return
    for segment in (s for s in ir.prose.having(_AT_ONCE) if s.section.role is Role.RULES):
        match = _AT_ONCE.search(segment.low)
        halts = _HALTS.search(segment.low) or _SWITCH.search(segment.low)
        if _TAKES_BACK.search(segment.low):
            continue
        if match and halts and ir.kind is not DocumentKind.INDEX_RULEBOOK and not _IN_TIME.search(segment.low):
            words = segment.text[match.start() : match.end()]
            yield Hit(
                title=f"'{words}' gives no time within which trading has to stop",
                why=f"“{words}” can be the next order, the next loop or the next release. A control that is tested"
                " needs a time from the trigger to the last message at the venue.",
                spans=(segment.span(),),
                suggestion=add_after(
                    segment, match.end(), f" ({to_specify('within which time, measured from what to what')})"
                ),
            )
            return


def _said(segment: Segment, match: re.Match[str]) -> str:
    return capital(segment.text[match.start() : match.end()])


_BARRIER_MET = re.compile(
    r"\b(?P<what>(?:[a-z-]+ )?(?:barrier|trigger level|knock-?(?:in|out)(?: (?:level|event|barrier))?|stop level"
    r"|lock-?in level"
    r"|call level)s? (?:is|are|has been|have been|has not been|is not|was|was not)(?: ever)? (?:breached|reached"
    r"|touched|hit|crossed|undercut|broken|violated|triggered))\b"
)
_BARRIER_SEEN = re.compile(
    r"\b(?:clos(?:e|ing)|intraday|at any time|continuous\w*|on (?:any|each|an?|every|the) [a-z ]*(?:date|day)"
    r"|fixing price|settlement price|official|last traded|means?)\b"
)

CHECKS = (
    Check(
        id="DS-LIM-05",
        title="A barrier is breached, and nothing says on which price",
        matters="A low of the day and a close are different events.",
        fix="Say on which price the barrier is observed, at which times, and for a basket of which member.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=Wording(
            _BARRIER_MET,
            "'{words}': on which price and when it is observed is not specified",
            "“{words}” can be told from every trade of a day or from its close, for one member or for all; the text"
            " does not say which, and the two pay differently.",
            "observed on which price, when, and for which underlying",
            settled=_BARRIER_SEEN,
        ),
        bad=("If the protection barrier has not been breached during the term, the full amount is paid.",),
        good=("If the protection barrier has not been breached on any closing price, the full amount is paid.",),
    ),
    Check(
        id="DS-LIM-01",
        title="A limit without an action",
        matters="A limit that nothing acts on limits nothing.",
        fix="Say what happens when the limit is reached: what is stopped, reduced or refused, by whom, and "
        "within what time.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=_no_action,
        bad=("# Trading strategy\n\n# 1. Risk\n\nThe position limit is 500 contracts for the strategy.",),
        good=(
            "# Trading strategy\n\n# 1. Risk\n\nThe position limit is 500 contracts. Orders that would exceed the"
            " position limit are rejected.",
            "# Trading algorithm\n\n| Limit | Value | Action |\n| Position limit | 500 lots | desk is told |",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-LIM-02",
        title="Trading stops and nothing says how it starts again",
        matters="The restart is where most of the damage is done.",
        fix="Say who releases the stop, on which conditions, after how long, and in what state trading begins again.",
        category=Category.MISSING_GOVERNANCE,
        severity=Severity.MEDIUM,
        find=_no_restart,
        bad=("# Execution algorithm\n\nWhen the daily loss exceeds USD 10,000, the algorithm stops trading.",),
        good=(
            "# Execution algorithm\n\nWhen the daily loss exceeds USD 10,000, the algorithm stops trading until the"
            " next session.",
            '# Execution algorithm\n\n"Disruption" means that trading is suspended for more than 30 minutes.',
        ),
    ),
    Check(
        id="DS-LIM-03",
        title="Trading stops, and open orders and positions are forgotten",
        matters="The risk is in what is already in the market.",
        fix="Say what becomes of open orders and of positions when trading stops: cancelled, kept or closed, "
        "how, and in what time.",
        category=Category.COMPLIANCE_GAP,
        severity=Severity.MEDIUM,
        find=_open_orders,
        bad=("# Execution algorithm\n\nWhen the daily loss exceeds USD 10,000, the algorithm stops trading.",),
        good=(
            "# Execution algorithm\n\nWhen the daily loss exceeds USD 10,000, the algorithm stops trading and cancels"
            " all resting orders.",
            "# Execution algorithm\n\n| Event | Action |\n| Kill switch | cancel, alert the desk |",
            '# Execution algorithm\n\n"Disruption" means that trading is suspended for more than 30 minutes.',
            "# Execution algorithm\n\n| Condition | Consequence |\n| Trading halted for 5 minutes or more | the"
            " window moves |",
        ),
    ),
    Check(
        id="DS-LIM-04",
        title="A stop at once, and no time for it",
        matters="What is to be tested needs a number.",
        fix="Give the time in seconds within which it has to be done, and from when on it is counted.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_how_fast,
        bad=("# Execution algorithm\n\nThe kill switch stops all orders immediately.",),
        good=(
            "# Execution algorithm\n\nThe kill switch stops all orders immediately, within 50 milliseconds.",
            "# Execution algorithm\n\nTrades that the exchange cancels are deducted from the position immediately.",
            "# Execution algorithm\n\nA client cancel ends the order at once.",
            "# Execution algorithm\n\nA blocked account has its open orders cancelled at once.",
        ),
    ),
)
