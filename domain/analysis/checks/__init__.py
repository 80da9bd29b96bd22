"""The built-in checks, one file a family, and the catalogue of them all."""

from collections.abc import Callable, Iterator, Sequence

from domain.analysis.checks import (
    allocation,
    amounts,
    announced,
    blanks,
    calculation,
    calendar,
    charges,
    clock,
    code_names,
    completeness,
    conditions,
    conflicts,
    consistency,
    contrary,
    corporate,
    counted,
    data,
    degree,
    duplicates,
    executed,
    fitted,
    formula,
    functions,
    gathered,
    governance,
    handled,
    hedged,
    inputs,
    left_out,
    limits,
    listed,
    manners,
    markets,
    measures,
    methods,
    misfit,
    named,
    often,
    open_rules,
    operands,
    parameters,
    parties,
    permissions,
    precision,
    presumed,
    promised,
    rates,
    recipes,
    references,
    restated,
    scheduled,
    scores,
    sessions,
    settings_table,
    signals,
    statistics,
    steps,
    strengths,
    suppliers,
    terms,
    timing,
    trade_terms,
    transformed,
    twice,
    unset,
    untold,
    vague,
    values,
    when,
    whose,
)
from domain.analysis.checks.check import Check, Noticed
from domain.analysis.checks.dated import FindClosures
from domain.analysis.checks.settling import settled
from domain.analysis.finding import Observation
from domain.analysis.rulings import RulingUsed
from domain.semantics.ir import DocumentIR

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *parameters.CHECKS,
    *announced.CHECKS,
    *unset.CHECKS,
    *amounts.CHECKS,
    *strengths.CHECKS,
    *left_out.CHECKS,
    *often.CHECKS,
    *vague.CHECKS,
    *degree.CHECKS,
    *open_rules.CHECKS,
    *conditions.CHECKS,
    *manners.CHECKS,
    *hedged.CHECKS,
    *untold.CHECKS,
    *promised.CHECKS,
    *permissions.CHECKS,
    *charges.CHECKS,
    *when.CHECKS,
    *listed.CHECKS,
    *recipes.CHECKS,
    *presumed.CHECKS,
    *named.CHECKS,
    *rates.CHECKS,
    *terms.CHECKS,
    *trade_terms.CHECKS,
    *methods.CHECKS,
    *steps.CHECKS,
    *transformed.CHECKS,
    *fitted.CHECKS,
    *handled.CHECKS,
    *corporate.CHECKS,
    *inputs.CHECKS,
    *executed.CHECKS,
    *signals.CHECKS,
    *scores.CHECKS,
    *allocation.CHECKS,
    *formula.CHECKS,
    *operands.CHECKS,
    *functions.CHECKS,
    *code_names.CHECKS,
    *calculation.CHECKS,
    *precision.CHECKS,
    *statistics.CHECKS,
    *consistency.CHECKS,
    *values.CHECKS,
    *duplicates.CHECKS,
    *conflicts.CHECKS,
    *restated.CHECKS,
    *twice.CHECKS,
    *measures.CHECKS,
    *counted.CHECKS,
    *contrary.CHECKS,
    *misfit.CHECKS,
    *settings_table.CHECKS,
    *blanks.CHECKS,
    *calendar.CHECKS,
    *markets.CHECKS,
    *timing.CHECKS,
    *clock.CHECKS,
    *scheduled.CHECKS,
    *sessions.CHECKS,
    *suppliers.CHECKS,
    *gathered.CHECKS,
    *data.CHECKS,
    *governance.CHECKS,
    *parties.CHECKS,
    *whose.CHECKS,
    *limits.CHECKS,
    *completeness.CHECKS,
)
"""Every check; where two notice the same words, the graver one stands, and of equals the one named first."""


def observe(
    ir: DocumentIR, rulings: tuple[RulingUsed, ...] = (), closures: FindClosures | None = None
) -> tuple[Observation, ...]:
    """What all checks notice under these rulings, each defect once."""
    return settled(ir, notice(ir, CHECKS, closures), rulings)


def notice(
    ir: DocumentIR,
    checks: Sequence[Check],
    closures: FindClosures | None = None,
    before: Callable[[int, Check], None] = lambda number, check: None,
) -> Iterator[Noticed]:
    """What some checks notice, one after another; `before` is told the number of each as its turn comes, from 1.

    With `closures`, what depends on a calendar has a dated example.
    """
    for number, check in enumerate(checks, 1):
        before(number, check)
        for hit in check.find(ir):
            yield check, hit.with_example(closures)
