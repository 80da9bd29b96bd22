"""Parameters that are named and never valued, or valued without a unit."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, capital, to_specify
from domain.analysis.checks.parameters.rows import row_says_unit
from domain.analysis.finding import Category, Severity
from domain.documents.changes import Replace
from domain.semantics.ir import DocumentIR
from domain.semantics.parameter_names import is_code, pieces
from domain.semantics.understanding import Statement
from domain.semantics.words import content_words, word_set

_COMES_WITH_ORDER = re.compile(
    r"(?:the |an? )?(?:client|user|customer|trader|caller|order)[- ](?:specified|defined|supplied|provided|given|chosen"
    r"|selected|set)\b"
)
"""A quantity that every order brings with it is an input, not a parameter of the method."""


def _never_valued(ir: DocumentIR) -> Iterator[Hit]:
    blocks = {block.id: block for block in ir.blocks}
    for parameter in ir.understanding.parameters:
        name, first = parameter.names[0], parameter.statements[0]
        bare = all(
            said.model_copy(update={"span": first.span}) == Statement(span=first.span) for said in parameter.statements
        )
        if _COMES_WITH_ORDER.match(first.span.quote.lower()):
            continue
        if not bare or blocks[first.span.block].cell or any(is_code(other) for other in parameter.names):
            continue
        yield Hit(
            title=f"{capital(name)} is never given a value",
            why=f"“{first.span.quote}” names a quantity of the method, and nothing says how large it is.",
            spans=(first.span,),
            suggestion=Replace(span=first.span, text=f"{first.span.quote} {to_specify('value and unit')}"),
        )


_TAKES_TIME = word_set(
    "window lookback look-back period delay lag timeout duration horizon age half-life halflife interval latency"
)

_TAKES_BASE = re.compile(
    r"\b(?:participation|position (?:size|limit)|order size|stop-?loss|loss limit|drawdown (?:limit|threshold)"
    r"|liquidity|exposure limit|turnover (?:cap|limit))\b"
)

_BASES = re.compile(
    r"\b(?:volume|ad[tv]v?|nav|net assets?|assets|portfolio|capital|notional|equity|market cap\w*|price|value|index"
    r"|fund)\b"
)


def _without_unit(ir: DocumentIR) -> Iterator[Hit]:
    for parameter in ir.understanding.parameters:
        name, valued = parameter.names[0], [said for said in parameter.statements if said.number is not None]
        if not valued:
            continue
        words, first = pieces(name), valued[0]
        if words[-1:] and words[-1] in _TAKES_TIME and row_says_unit(ir, first.span):
            continue
        if not any(said.unit for said in parameter.statements) and words[-1:] and words[-1] in _TAKES_TIME:
            yield _lacking(name, first, "unit", "days, trading days or observations")
        elif (
            first.unit == "%"
            and not any(said.base for said in parameter.statements)
            and _TAKES_BASE.search(" ".join(words))
            and not any(_BASES.search(segment.low) for segment in ir.with_all(content_words(name)))
        ):
            yield _lacking(name, first, "base", "percent of what, measured when")


def _lacking(name: str, said: Statement, what: str, which: str) -> Hit:
    return Hit(
        title=f"{capital(name)} has no {what}: '{said.value}'",
        why=f"“{said.span.quote}” gives a figure without its {what}, and no other passage adds it: readers take"
        " different amounts.",
        spans=(said.span,),
        suggestion=Replace(span=said.span, text=f"{said.span.quote} {to_specify(which)}"),
    )


CHECKS = (
    Check(
        id="DS-PAR-08",
        title="A parameter is named and never given a value",
        matters="What depends on it cannot be computed.",
        fix="Give the parameter one value, with unit, in a table of parameters, and refer to that table where it "
        "is used.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_never_valued,
        bad=(
            "Returns are taken over a configurable look-back window.",
            "The rebalancing threshold is to be determined.",
        ),
        good=(
            "Orders are executed over a client-specified horizon.",
            "Returns are taken over a configurable look-back window. The look-back window is 60 days.",
            "The rebalancing threshold is set by the Index Committee.",
        ),
    ),
    Check(
        id="DS-PAR-09",
        title="A parameter has no unit, or is a percentage of nothing",
        matters="60 may be minutes or days, and 10% of volume is not 10% of net assets.",
        fix="Write the unit behind the value; for a percentage, say of what, as in “10% of the average daily volume”.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_without_unit,
        bad=(
            "| Parameter | Value |\n| sigma_window | 30 |",
            "| Parameter | Value |\n| Lookback window | 60 |",
            "The participation rate is 10%.",
        ),
        good=(
            "| Name | Value | Meaning |\n| LAG | 2 | Index Days between volatility and exposure |",
            "| Parameter | Value | Unit |\n| Lookback window | 60 | days |",
            "The participation rate is 10% of the daily volume.",
            "The participation rate is 10%. Volume is multiplied by the participation rate.",
            "The target volatility is 10%.",
        ),
    ),
)
