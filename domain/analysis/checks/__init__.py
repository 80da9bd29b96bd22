"""The built-in checks, one file a family, and the catalogue of them all."""

from bisect import bisect, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from domain.analysis.checks import (
    allocation,
    announced,
    calculation,
    calendar,
    consistency,
    data,
    duplicates,
    formula,
    governance,
    methods,
    named,
    open_rules,
    parameters,
    references,
    signals,
    steps,
    timing,
    vague,
    values,
)
from domain.analysis.checks.check import Check, Hit
from domain.analysis.finding import Category, Observation
from domain.analysis.rulings import RulingUsed, graded, is_off
from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.understanding import SectionKind

CHECKS: tuple[Check, ...] = (
    *references.CHECKS,
    *parameters.CHECKS,
    *announced.CHECKS,
    *vague.CHECKS,
    *open_rules.CHECKS,
    *named.CHECKS,
    *methods.CHECKS,
    *steps.CHECKS,
    *signals.CHECKS,
    *allocation.CHECKS,
    *formula.CHECKS,
    *calculation.CHECKS,
    *consistency.CHECKS,
    *values.CHECKS,
    *duplicates.CHECKS,
    *calendar.CHECKS,
    *timing.CHECKS,
    *data.CHECKS,
    *governance.CHECKS,
)
"""Every check; where two notice the same words, the graver one stands, and of equals the one named first."""


def observe(
    ir: DocumentIR,
    rulings: tuple[RulingUsed, ...] = (),
    before: Callable[[int, Check], None] = lambda number, check: None,
) -> tuple[Observation, ...]:
    """What all checks notice under these rulings, each defect once.

    `before` is told the number of each check as its turn comes.
    """
    kinds = _kinds(ir) if any(ruling.sections for ruling in rulings) else {}
    noticed: list[tuple[Check, Hit]] = []
    for number, check in enumerate(CHECKS):
        before(number, check)
        if is_off(rulings, check.id):
            continue
        for hit in check.find(ir):
            section = kinds.get(hit.spans[0].block) if hit.spans else None
            severity = graded(rulings, check.id, section, hit.severity or check.severity)
            if severity:
                noticed.append((check, replace(hit, severity=severity)))
    blocks = {block.id: block for block in ir.blocks}
    return tuple(check.observation(hit, blocks) for check, hit in merged(noticed))


def _kinds(ir: DocumentIR) -> Mapping[str, SectionKind]:
    """By the id of each block what its section is about."""
    entries = dict(zip(ir.sections, ir.understanding.sections, strict=True))
    return {segment.block.id: entries[segment.section].kind for segment in ir.segments}


def merged(noticed: Iterable[tuple[Check, Hit]]) -> Iterator[tuple[Check, Hit]]:
    """Without those that only say again, of the same words in the same category, what a graver one says."""
    taken: dict[tuple[Category, str], list[Span]] = defaultdict(list)
    for check, hit in sorted(noticed, key=lambda pair: (pair[1].severity or pair[0].severity).rank):
        if not hit.spans:
            yield check, hit
            continue
        main = hit.spans[0]
        places = taken[check.category, main.block]
        at = bisect(places, main.start, key=lambda span: span.start)
        if any(main.start < span.end and span.start < main.end for span in places[max(0, at - 1) : at + 1]):
            continue
        insort(places, main, key=lambda span: span.start)
        yield check, hit
