"""Relative changes of what can be zero or negative: the return of a spread, the change of a loss in percent."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.symbols import symbol_of

_SIGNED = (
    r"(?:(?:[a-z-]+ ){0,2}?(?:spreads?|margins?|basis|p&l|p ?& ?l|pnl|profits?(?: and loss(?:es)?)?|results?|earnings"
    r"|net income|cash ?flows?|carry|slope|skew|differences?|differentials?|net positions?|roll yields?|funding rates?"
    r"|interest rates?|deposit rates?|yields?|crack|imbalance|net flows?|balance|alpha|excess returns?|power prices?"
    r"|electricity prices?|gap|residual|net exposure|momentum|eps))"
)
_CHANGE = (
    r"(?:(?:percentage|percent|per ?cent|relative|proportional|log(?:arithmic)?|fractional)(?: daily| weekly| monthly"
    r"| day-on-day)? (?:changes?|moves?|returns?|differences?|growth|increases?|gains?|variations?))"
)
_TO_PREVIOUS = (
    r"(?:relative to|divided by|as a (?:percentage|fraction|share|proportion|percent) of|over|compared (?:with|to)|in"
    r" (?:per"
    r" ?cent|percent|%) of|expressed in (?:per ?cent|percent|%) of|against) (?:its|their|the|that of the) (?:own"
    r" )?(?:previous|prior|last"
    r"|preceding|earlier|old|former|initial|starting|opening|yesterday's)(?: [a-z'-]+)*"
    r"|(?:divided by|relative to|over|as a (?:percentage|fraction|proportion|percent) of) (?:the |its )?(?:[a-z-]+"
    r" ){0,2}(?:of|on|at)"
    r" (?:the )?(?:day|week|month|session|period|hour) before"
)
_RETURN_OF = re.compile(
    rf"\b(?P<what>{_CHANGE} (?:in|of) (?:the |its |their |this |that |each )?{_SIGNED})(?![\w-])"
    rf"|\b(?P<to>(?:changes?|moves?|difference|increase|return|growth) (?:in|of) (?:the |its |their |this"
    rf" )?{_SIGNED},? {_TO_PREVIOUS})"
    rf"|\b(?P<daily>(?:daily |weekly |monthly |the )returns? (?:of|on) (?:the |its |this |that )?(?:[a-z-]+ )?(?:spread"
    rf"|margin|basis|p&l|difference))(?![\w-]| (?:positions?|trades?|strateg(?:y|ies)|portfolios?|books?|accounts?))"
)
_COVERED = re.compile(
    r"\b(?:zero|negative|non-negative|always positive|strictly positive|absolute (?:change|difference|value)|sign"
    r" (?:of|change))\b"
    r"|[<≤] ?0\b|\bmax\(0|\|"
)
_POSITIVE_BASE = re.compile(
    r"\b(?:divided by|relative to|in relation to|as a (?:percentage|fraction|share|proportion) of|measured on) (?:the "
    r"|its |their )?(?:[a-z-]+ ){0,2}?(?:notionals?|prices?|capital|collateral|initial margin|margin (?:posted"
    r"|deposit\w*|requirement)|nominal|equity|gross [a-z]+|net asset value|nav|assets)\b"
)
"""What a change is divided by that is never zero or negative."""
_BETWEEN = re.compile(r"(?<![\w/])(?P<above>[\w_{}(),+\-]+?) ?/ ?(?P<below>[\w_{}(),+\-]+?) ?[-\u2212] ?1\b")
_SPREAD_WORDS = re.compile(r"\b(?:spread|margin|basis|p&l|pnl|difference|differential|net position|profit)\b")


def _of_signed(ir: DocumentIR) -> Iterator[Hit]:
    """A relative change of what can be zero or negative: in words, or in a formula whose legend says so."""
    if ir.segments.say(_COVERED):
        return
    for segment in ir.prose.having(_RETURN_OF):
        match = _RETURN_OF.search(segment.even)
        if match and not _POSITIVE_BASE.search(segment.even, match.end()):
            start, end = (segment.place(at) for at in match.span())
            yield _hit(segment, start, end, " ".join(segment.text[start:end].split()), add_at=end)
            return
    for formula, entry in zip(ir.formulas, ir.understanding.formulas, strict=True) if ir.formulas else ():
        ratio = _BETWEEN.search(formula.right)
        if ratio is None or symbol_of(ratio["above"]).head != symbol_of(ratio["below"]).head:
            continue
        head = symbol_of(ratio["above"]).head
        meanings = (v.meaning.quote.lower() for v in entry.variables if v.meaning and symbol_of(v.symbol).head == head)
        if any(_SPREAD_WORDS.search(said.split(",")[0]) for said in meanings):
            yield _hit(formula.segment, formula.start, formula.end, ratio.group(), add_at=None)
            return


def _hit(segment: Segment, start: int, end: int, words: str, add_at: int | None) -> Hit:
    what = to_specify("what is taken instead where the earlier value is zero or negative, such as the absolute change")
    return Hit(
        title=f"'{words}': undefined where the earlier value is zero, and of the wrong sign where it is negative",
        why="What is divided by can be zero or negative. From -2 to -1 it rises, and the relative change is -50%; from"
        " zero there is none. The document says nothing of these days.",
        spans=(segment.span(start, end),),
        suggestion=add_sentence(segment, f"Where the earlier value is not positive: {what}.")
        if add_at is None or segment.kind is SegmentKind.CELL
        else add_after(segment, add_at, f" ({what})"),
    )


CHECKS = (
    Check(
        id="DS-FOR-83",
        title="A return of what can be zero or negative",
        matters="A spread that passes through zero has no percentage change.",
        fix="Take the absolute change, or the change in relation to a price or notional that is always positive.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.CRITICAL,
        find=_of_signed,
        bad=(
            "The return r is the daily change in the plant margin relative to its previous value.",
            "The signal is the percentage change of the basis over five days.",
            "Performance is the change of the net margin divided by the margin of the day before.",
            "The carry signal is the return of the front-back spread.",
            "r_t = M_t / M_(t-1) - 1\n\nM_t is the crack spread in USD per barrel.",
        ),
        good=(
            "The return is the daily change in the plant margin divided by the power price.",
            "The signal is the percentage change of the basis. Where the basis is zero or negative it is 0.",
            "r_t = P_t / P_(t-1) - 1\n\nP_t is the closing price of the share.",
            "The percentage change in the closing price is used.",
            "The return of the spread position is its profit divided by the initial margin.",
            "The return of the spread is its change divided by the notional of both legs.",
        ),
        confidence=0.8,
    ),
)
