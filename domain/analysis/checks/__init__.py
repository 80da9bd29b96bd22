"""The built-in checks, in folders by what they ask about, and the catalogue of them all."""

from collections.abc import Callable, Iterator, Sequence

from domain.analysis.checks.calendar import clock, day_counts, days, markets, scheduled, sessions, timing
from domain.analysis.checks.check import Check, Noticed
from domain.analysis.checks.contradictions import (
    absolutes,
    bases,
    code_limits,
    coded,
    columns,
    conflicts,
    consistency,
    contrary,
    counted,
    denied,
    described,
    duplicates,
    feasible,
    measures,
    misfit,
    moments,
    observed,
    opposites,
    programs,
    ranked,
    restated,
    schemes,
    tabled,
    treatments,
    twice,
    values,
)
from domain.analysis.checks.data import executed, gathered, listed_inputs, rates, sources
from domain.analysis.checks.dated import FindClosures
from domain.analysis.checks.formulas import (
    between,
    calculation,
    code_calls,
    code_names,
    formula,
    lacking,
    omitted,
    operands,
    partial,
    ratios,
    valueless,
)
from domain.analysis.checks.governance import (
    changing,
    completeness,
    conduct,
    dealing,
    decisions,
    duties,
    granted,
    interests,
    parties,
    powers,
)
from domain.analysis.checks.limits import breaches, losses, stops, working
from domain.analysis.checks.methods import (
    corporate,
    fitted,
    functions,
    handled,
    inputs,
    models,
    moving,
    presumed,
    promised,
    recipes,
    steps,
    transformed,
    untold,
)
from domain.analysis.checks.names import kinds, named, suppliers, terms, trade_terms, whose
from domain.analysis.checks.parameters import (
    amounts,
    announced,
    charges,
    holdings,
    left_out,
    listed,
    never_valued,
    strengths,
    thresholds,
    unset,
)
from domain.analysis.checks.precision import numerics, rounding, statistics
from domain.analysis.checks.references import pointers, values_elsewhere
from domain.analysis.checks.settings import blanks, tables, worded
from domain.analysis.checks.settling import settled
from domain.analysis.checks.signals import allocation, analyses, rankings, recent, scores
from domain.analysis.checks.vague import (
    conditions,
    degree,
    hedged,
    manners,
    often,
    open_rules,
    permissions,
    states,
    when,
    words,
)
from domain.analysis.finding import Observation
from domain.analysis.rulings import RulingUsed
from domain.semantics.ir import DocumentIR

CHECKS: tuple[Check, ...] = (
    *pointers.CHECKS,
    *values_elsewhere.CHECKS,
    *thresholds.CHECKS,
    *never_valued.CHECKS,
    *announced.CHECKS,
    *unset.CHECKS,
    *amounts.CHECKS,
    *strengths.CHECKS,
    *left_out.CHECKS,
    *often.CHECKS,
    *words.CHECKS,
    *states.CHECKS,
    *degree.CHECKS,
    *open_rules.CHECKS,
    *conditions.CHECKS,
    *manners.CHECKS,
    *hedged.CHECKS,
    *untold.CHECKS,
    *promised.CHECKS,
    *permissions.CHECKS,
    *charges.CHECKS,
    *holdings.CHECKS,
    *when.CHECKS,
    *listed.CHECKS,
    *recipes.CHECKS,
    *presumed.CHECKS,
    *named.CHECKS,
    *rates.CHECKS,
    *terms.CHECKS,
    *trade_terms.CHECKS,
    *kinds.CHECKS,
    *models.CHECKS,
    *steps.CHECKS,
    *moving.CHECKS,
    *transformed.CHECKS,
    *fitted.CHECKS,
    *handled.CHECKS,
    *corporate.CHECKS,
    *inputs.CHECKS,
    *executed.CHECKS,
    *analyses.CHECKS,
    *recent.CHECKS,
    *scores.CHECKS,
    *rankings.CHECKS,
    *allocation.CHECKS,
    *formula.CHECKS,
    *operands.CHECKS,
    *partial.CHECKS,
    *between.CHECKS,
    *lacking.CHECKS,
    *omitted.CHECKS,
    *valueless.CHECKS,
    *ratios.CHECKS,
    *functions.CHECKS,
    *code_names.CHECKS,
    *code_calls.CHECKS,
    *programs.CHECKS,
    *coded.CHECKS,
    *code_limits.CHECKS,
    *columns.CHECKS,
    *observed.CHECKS,
    *described.CHECKS,
    *calculation.CHECKS,
    *rounding.CHECKS,
    *numerics.CHECKS,
    *statistics.CHECKS,
    *consistency.CHECKS,
    *values.CHECKS,
    *duplicates.CHECKS,
    *conflicts.CHECKS,
    *restated.CHECKS,
    *tabled.CHECKS,
    *opposites.CHECKS,
    *denied.CHECKS,
    *bases.CHECKS,
    *twice.CHECKS,
    *measures.CHECKS,
    *treatments.CHECKS,
    *absolutes.CHECKS,
    *schemes.CHECKS,
    *moments.CHECKS,
    *feasible.CHECKS,
    *ranked.CHECKS,
    *counted.CHECKS,
    *contrary.CHECKS,
    *misfit.CHECKS,
    *tables.CHECKS,
    *blanks.CHECKS,
    *worded.CHECKS,
    *day_counts.CHECKS,
    *days.CHECKS,
    *markets.CHECKS,
    *timing.CHECKS,
    *clock.CHECKS,
    *scheduled.CHECKS,
    *sessions.CHECKS,
    *suppliers.CHECKS,
    *gathered.CHECKS,
    *listed_inputs.CHECKS,
    *sources.CHECKS,
    *decisions.CHECKS,
    *parties.CHECKS,
    *whose.CHECKS,
    *breaches.CHECKS,
    *stops.CHECKS,
    *losses.CHECKS,
    *working.CHECKS,
    *powers.CHECKS,
    *changing.CHECKS,
    *conduct.CHECKS,
    *dealing.CHECKS,
    *duties.CHECKS,
    *interests.CHECKS,
    *granted.CHECKS,
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
