"""Charges and hedges that the text has and no formula."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import Span
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR

_FEE = r"(?:fees?|charges?|expenses?|costs?|decrements?|levy|levies|deductions?)"
_TAKEN = re.compile(
    rf"\b(?P<what>(?:an?|the|this|any|all)? ?(?:[a-z-]+ ){{0,2}}{_FEE} (?:is|are|will be) (?:also |then "
    rf"|daily )*(?:charged"
    r"|deducted|taken(?: off| out)?|levied|applied|subtracted|accrued|withheld|borne|debited|collected))\b"
)
_IN_FORMULA = re.compile(r"(?i:fee|cost|charge|expens|decrement|deduct|levy|tc\b)|\b[cfφ](?:_|\b)")
_LEVEL = re.compile(r"(?i:level|index|value|nav|return|perf)|^[A-Z]{0,2}[IVLR](?:_|\()")


_CHARGE = re.compile(rf"\b{_FEE}\b")


_NOT_SO = re.compile(r"\bno\b|\bnot\b|\bsection\b|[=×]|\b(?:broker|exchange|client)\b")
_TAKEN_FROM = re.compile(r"\b(?:deducted|subtracted|taken) from the (?:[a-z]+ )?(?:level|index|value|return)")


def _explained(ir: DocumentIR) -> Iterator[Span]:
    return (v.meaning for entry in ir.understanding.formulas for v in entry.variables if v.meaning)


def _fee_left_out(ir: DocumentIR) -> Iterator[Hit]:
    """A charge that is taken and stands in no formula of the result."""
    results = [f for f in ir.formulas if _LEVEL.search(f.left)]
    if not results or any(_IN_FORMULA.search(f"{f.left} {f.right}") for f in ir.formulas):
        return
    if any(_CHARGE.search(meaning.quote.lower()) for meaning in _explained(ir)):
        return
    for segment in ir.rules.having(_TAKEN):
        match = _TAKEN.search(segment.low)
        if match and not _NOT_SO.search(segment.low) and not _TAKEN_FROM.search(segment.low + ir.behind(segment)):
            start, end = match.start("what"), match.end("what")
            words = segment.text[start:end].strip()
            yield Hit(
                title=f"'{words}': its place in the formula for {results[0].left} is missing",
                why=f"“{words}” lowers the result, and the formula for {results[0].left} has no term for it. At which"
                " rate, by which day count and on which amount it accrues is open.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" ({to_specify('rate, day count, base, and its term in the formula')})"
                ),
            )
            return


_RATIO = re.compile(r"\b(?P<what>(?:hedg(?:e|ing)|currency|leverage|gearing|roll|carry) (?:ratio|factor|percentage))\b")
_OF_INDEX = re.compile(r"\b(?:index|hedged (?:return|level|share class))\b")
_OF_HEDGE = re.compile(r"\b(?:hedg\w+|forwards?)\b")
_HAS_RATIO = re.compile(r"(?i:ratio|hedge|lev|gear)|\bh(?:_|\b)|\b[HL](?:_|\b)|[βδλ]|beta|delta")
_RENEWED = re.compile(
    r"\b(?P<what>(?:currency |fx |foreign exchange )?(?:forwards?|hedges?|forward contracts?) (?:is|are) (?:then "
    r"|also )?(?:renewed|rolled(?: over| forward)?|sold|bought|reset|adjusted|entered into|concluded|traded|rebalanced"
    r"|settled|marked))\b"
)


def _hedge_left_out(ir: DocumentIR) -> Iterator[Hit]:
    """A hedge whose ratio stands in no formula, or that has no formula at all."""
    of_hedge = [f for f in ir.formulas if ir.says_in(f.segment.section, _OF_HEDGE) and _LEVEL.search(f.left)]
    for segment in ir.rules.having(_RATIO) if of_hedge else ():
        match = _RATIO.search(segment.low)
        if match and not any(_HAS_RATIO.search(f.right) for f in ir.formulas):
            yield _hedge(segment.text[match.start() : match.end()], of_hedge[0])
            return
    if not ir.segments.say(_OF_INDEX) or any(
        ir.says_in(f.segment.section, _OF_HEDGE) or _OF_HEDGE.search(f.left.lower()) for f in ir.formulas
    ):
        return
    for segment in ir.rules.having(_RENEWED):
        if match := _RENEWED.search(segment.low):
            words = segment.text[match.start() : match.end()]
            yield Hit(
                title=f"'{words}': the formula for the hedge return is missing",
                why="On which notional the forwards are taken, how they are valued between two dates and how their"
                " result enters the level is nowhere written as a formula.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(
                    segment, match.end(), f" ({to_specify('formulas for notional, daily value and hedged level')})"
                ),
            )
            return


def _hedge(ratio: str, formula: Formula) -> Hit:
    return Hit(
        title=f"The {ratio.lower()} is not in the formula for {formula.left}",
        why=f"The text sets a {ratio.lower()}, and the formula for {formula.left} has no term for it: whoever"
        " follows the formula hedges everything.",
        spans=(formula.segment.span(formula.start, formula.end),),
        suggestion=add_sentence(
            formula.segment, f"The {ratio.lower()} {to_specify('enters the formula at which place, as of when')}."
        ),
    )


CHECKS = (
    Check(
        id="DS-FOR-64",
        title="A charge that no formula has",
        matters="A fee that accrues daily compounds daily.",
        fix="Give the rate, its day count and base, and the term of the formula in which it stands.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_fee_left_out,
        bad=("Level_t = Level_{t-1} × (1 + r_t)\n\nA licence charge is deducted.",),
        good=(
            "Level_t = Level_{t-1} × (1 + r_t - fee / 365)\n\nThe fee is deducted daily.",
            "Level_t = Level_{t-1} × (1 + r_t)\n\nNo fee is charged.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-FOR-65",
        title="A hedge that no formula has",
        matters="Notional, valuation and ratio of the hedge decide the hedged return.",
        fix="Write the notional, the daily value and the hedged level as formulas, with the hedge ratio in them.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_hedge_left_out,
        bad=(
            "The index is hedged. Currency forwards are rolled over each month.",
            "# Hedge\n\nThe hedge ratio is 50%.\n\n# Level\n\nReturn_m = B_m + Σ V_k × (G_k / K_k - 1)\n\nG_k is the"
            " forward.",
        ),
        good=(
            "# Hedge\n\nThe hedge ratio h is 50%.\n\n# Level\n\nReturn_m = B_m + h × Σ V_k × (G_k / K_k - 1)\n\nG_k "
            "is the"
            " forward.",
        ),
        confidence=0.75,
    ),
)
