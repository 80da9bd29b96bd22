"""Between formula and text: days that no formula names, correlations that none uses, statistics over no period."""

import re
from collections.abc import Iterator, Mapping

from domain.analysis.checks.check import Check, Hit, add_sentence, capital, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.formulas import Formula
from domain.semantics.ir import DocumentIR
from domain.semantics.operands import Operand
from domain.semantics.symbols import symbol_of

_TIME = re.compile(r"[_({\[,]\(?t\b")
_LAGGED = re.compile(
    r"\b(?:previous|preceding|prior|last) (?:[a-z]+ )?(?:day|close|value|calculation)|\blags?\b|\blagged\b|\bthe day"
    r" before\b|\bday t ?- ?\d|\b(?:one|two|\d) (?:[a-z]+ )?days? (?:before|earlier|prior|later|after)|\bas of\b"
    r"|\bsame day\b"
)


def _no_lag(ir: DocumentIR) -> Iterator[Hit]:
    """A formula without days that uses what another one computes day by day."""
    dated = {symbol_of(formula.left).head: formula for formula in ir.formulas if _TIME.search(formula.left)}
    for formula in ir.formulas:
        left = symbol_of(formula.left)
        used = [o for o in formula.operands if _is_undated(formula, o, dated) and symbol_of(o.name).head != left.head]
        is_dated = _TIME.search(formula.left) is not None
        if not used or (not is_dated and (left.indices or left.head in dated or _TIME.search(formula.right))):
            continue
        if ir.says_in(formula.segment.section, _LAGGED):
            continue
        yield Hit(
            title=f"{formula.left}: of which day {used[0].name} is, and from when on it holds, is not specified",
            why=f"{used[0].name} is computed for each day, and the formula for {formula.left} says not of which one."
            " With the value of the same close the result cannot be traded; with that of a day or two before it is "
            "another result.",
            spans=(formula.segment.span(formula.start, formula.end),),
            suggestion=add_sentence(
                formula.segment,
                f"{formula.left} of day t uses {used[0].name} of {to_specify('day t minus how many days')}.",
            ),
        )


_POWER = re.compile(r"[²³^]\S{0,3}[_({\[]")
"""An index that stands behind a power."""


def _is_undated(formula: Formula, operand: Operand, dated: Mapping[str, Formula]) -> bool:
    symbol = symbol_of(operand.name)
    if _POWER.match(formula.segment.text, operand.end):
        return False
    return symbol.head in dated and not symbol.labels and not symbol.indices


_RELATED = re.compile(r"\b(?:correlations|covariances?|correlation (?:matrix|between|among|of returns))\b")
_USES_RELATED = re.compile(r"(?i:corr|cov|rho)|ρ|Σ_\w|\\Sigma")
_LEFT_OUT = re.compile(r"\b(?:ignor\w+|disregard\w*|without|not|no|independent\w*|factor)\b")
_OF_WEIGHTS = re.compile(r"w(?:_|\(|\[|eight|$)|size|alloc|position|exposure", re.IGNORECASE)
_OF_RISK = re.compile(r"σ|sigma|vol|sd|std|risk", re.IGNORECASE)


def _unrelated(ir: DocumentIR) -> Iterator[Hit]:
    """Correlations that the text takes into account and the formula of the weights, which has the risks, does not."""
    weights = [f for f in ir.formulas if _OF_WEIGHTS.match(f.left)]
    of_risk = [f for f in weights if any(_OF_RISK.search(operand.name) for operand in f.operands)]
    if not of_risk or any(_USES_RELATED.search(f"{f.left} {f.right}") for f in ir.formulas):
        return
    for segment in ir.prose.having(_RELATED):
        match = _RELATED.search(segment.low)
        if match and not _LEFT_OUT.search(segment.low):
            formula = of_risk[0]
            yield Hit(
                title=f"{capital(match.group())}: the text takes them into account, the formula for {formula.left}"
                f" does not",
                why="Equal risk with and without correlations are two sets of weights. Whoever follows the text"
                " computes others than whoever follows the formula.",
                spans=(formula.segment.span(formula.start, formula.end), segment.span(match.start(), match.end())),
                suggestion=add_sentence(
                    formula.segment,
                    f"The {match.group()} {to_specify('enter the weights by which formula, or are not used')}.",
                ),
            )
            return


_OVER_TIME = re.compile(
    r"(?P<what>\b(?:std|stdev|stddev|sd|var|corr|cov|ma|sma|ema|ewma|vol|median|mean|average|avg)\(\s*(?:log |daily "
    r"|ln )?(?:returns?|r|ret|prices?|p|closes?|x|y|volumes?)(?:_?[\[({]?t[\])}]?)?\s*\))",
    re.IGNORECASE,
)
_A_PERIOD = re.compile(
    r"\d+[ -](?:[a-z]+ ){0,3}(?:days?|weeks?|months?|years?|observations|returns|sessions|minutes)\b|\bwindow\b"
    r"|\blook-?back\b|\bsince\b|\bhalf-life\b"
)


def _no_period(ir: DocumentIR) -> Iterator[Hit]:
    """A statistic of a series, written as a function, over no period that the section gives."""
    told = set[str]()
    for formula in ir.formulas:
        text = formula.segment.text
        match = _OVER_TIME.search(text, formula.start, formula.end)
        if not match or match["what"] in told or ir.says_in(formula.segment.section, _A_PERIOD):
            continue
        told.add(match["what"])
        yield Hit(
            title=f"The period of {match['what']} in the formula for {formula.left} is not specified",
            why=f"{match['what']} is taken over past values, and no passage beside it says over how many and of which"
            f" frequency. Over 20 and over 250 days {formula.left} is another number.",
            spans=(formula.segment.span(match.start("what"), match.end("what")),),
            suggestion=add_sentence(
                formula.segment,
                f"{match['what']} is taken over {to_specify('number of observations, frequency and last one')}.",
            ),
        )


CHECKS = (
    Check(
        id="DS-FOR-28",
        title="Correlations in the text and none in the formula",
        matters="With and without them the weights are others.",
        fix="Write the correlations into the formula, or say that they are not used.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_unrelated,
        bad=(
            "Each market adds the same risk, given the correlations among them.\n\nw_i = (1 / σ_i) / Σ (1 /"
            " σ_j)\n\nσ_i is the volatility of market i.",
        ),
        good=(
            "Each market adds the same risk, and correlations are ignored.\n\nw_i = (1 / σ_i) / Σ (1 / σ_j)",
            "Correlations are those of 60 days.\n\nw_i = k × b_i / σ_i\n\nk = 0.1 / sqrt(Σ Σ w_i × w_j × rho_ij)",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-FOR-26",
        title="A formula without days uses what changes daily",
        matters="The lag between signal and exposure decides whether it can be traded.",
        fix="Write the day of every quantity into the formula, such as t and t-1.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_no_lag,
        bad=(
            "s_t = b × s_(t-1) + c × r_t\n\nE = min(M, T / s)",
            "s_t = b × s_(t-1) + c × r_t\n\nE_t = min(M, T / s)",
        ),
        good=(
            "s_t = b × s_(t-1) + c × r_t\n\nE_t = min(M, T / s_(t-2))",
            "s_t = b × s_(t-1) + c × r_t\n\nE = min(M, T / s)\n\nThe value of s is that of the previous day.",
        ),
    ),
    Check(
        id="DS-FOR-27",
        title="A statistic written as a function of a series over no period",
        matters="A deviation is only a number over a stated period.",
        fix="State the number of observations, their frequency, and the last one included.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.CRITICAL,
        find=_no_period,
        bad=("RV = sqrt(252) * stdev(returns)",),
        good=("RV = sqrt(252) * stdev(returns)\n\nReturns are those of the last 60 days.",),
    ),
)
