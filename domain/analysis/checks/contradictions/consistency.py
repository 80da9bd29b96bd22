"""Figures that contradict each other: two limits on one quantity, sums that do not add up."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace as replace_value
from functools import lru_cache
from itertools import combinations

from domain.analysis.checks.check import Check, Hit, add_sentence, replace, to_specify
from domain.analysis.checks.contradictions.values import contradictions
from domain.analysis.finding import Category, Severity
from domain.documents.changes import Replace
from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.months import IN_MONTHS
from domain.semantics.numbers import SPELLED, spelled
from domain.semantics.quantities import Bound, Quantity, Side, bounds, quantities
from domain.semantics.segments import Segment
from domain.semantics.understanding import Sum
from domain.semantics.words import content_words, word_set


@dataclass(frozen=True)
class _Limit:
    """A bound that a passage of these words puts on something; `about` are those that tell of what."""

    bound: Bound
    segment: Segment
    words: frozenset[str]
    about: frozenset[str]


_NOT_ABOUT = word_set(
    "minim maxim minimum maximum must than great less exce exceed below above betwe between limit capp cap"
    " current currently consecut consecutive company compani companie eligib"
    " eligibl inclusion criteria constitu constituent index day month year quarter million billion usd eur gbp"
    " percent require requir security securit securiti stock ratio paid"
    " one any each never pay every over past last previou previous trad"
)
_APART = word_set(
    "new exist existing current add delet entry exit buffer initial emerg develop large small mid long short"
    " upper lower buy sell sector countr country issuer group"
    " per single aggregate total daily monthly weekly annual first second third target soft hard warn warning"
    " constituent stock bond equity"
) | content_words("opening closing morning afternoon evening coupon redemption autocall")


_APART_NOW = _APART - {"current"}


def _in_months(quantity: Quantity) -> Quantity:
    """Quarters and years as months, so that they can be compared."""
    months = IN_MONTHS.get(quantity.unit, 1)
    unit = "month" if months > 1 else quantity.unit
    return replace_value(quantity, value=quantity.value * months, unit=unit)


_SPELLED_TIME = re.compile(rf"\b{SPELLED}(?= (?:[a-z]+ )?(?:days?|weeks?|months?|quarters?|years?)\b)")


def _in_figures(low: str) -> str:
    """Numbers of days and months in words as figures, each in its place."""
    return _SPELLED_TIME.sub(lambda match: str(spelled(match.group())).rjust(len(match.group())), low)


_FIGURE = re.compile(rf"\d|{_SPELLED_TIME.pattern}")


_NONE = re.compile(r"\b(?:until|so that) none (?:of them )?(?:is|are|has|have|exceeds?) (?:[a-z]+ ){0,2}$")
"""A bound on members that an earlier sentence names."""


_DRIFTS = re.compile(r"\b(?:drift\w*|between (?:two |the )?(?:reviews|rebalanc\w+))\b")
"""What a limit is not kept to meanwhile."""


def _limits(ir: DocumentIR) -> Iterator[_Limit]:
    for segment in ir.rules.having(_FIGURE):
        for bound in () if _DRIFTS.search(segment.low) else bounds(_in_figures(segment.low)):
            if bound.quantity.unit and not _NONE.search(segment.low, 0, bound.quantity.start):
                bound = replace_value(bound, quantity=_in_months(bound.quantity))
                words = content_words(segment.low)
                yield _Limit(bound, segment, words, words - _NOT_ABOUT - {str(bound.quantity.unit)})


def _other_cases(one: _Limit, other: _Limit) -> bool:
    """Whether the two passages speak of different windows: "2% within 6 hours" and "1% within a day"."""
    first, second = (
        {(q.value, q.unit) for q in quantities(limit.segment.low) if q.unit in _WINDOWS} for limit in (one, other)
    )
    return bool(first and second) and first != second and one.bound.quantity.unit not in _WINDOWS


_WINDOWS = ("second", "minute", "hour", "day", "week", "month")


def _same(one: _Limit, other: _Limit) -> bool:
    """Whether two bounds are on one quantity: nearly the same telling words, and nothing that sets them apart."""
    if (
        one.segment is other.segment
        or one.bound.quantity.unit != other.bound.quantity.unit
        or one.bound.side != other.bound.side
    ):
        return False
    first, second = one.segment.block.cell, other.segment.block.cell
    if first and second and (first.table, first.column) == (second.table, second.column):
        return False  # a column has a figure for each of several things
    common = one.about & other.about
    apart = (one.words ^ other.words) & _APART_NOW or _other_cases(one, other)
    smaller = min(len(one.about), len(other.about))
    return (
        not apart
        and smaller > 0
        and len(common) >= max(0.65 * smaller, 1)
        and (len(common) > 1 or (smaller == 1 and len(one.about | other.about) <= 2))
    )


@lru_cache(maxsize=1)  # two checks ask
def _conflicts(ir: DocumentIR) -> tuple[tuple[_Limit, _Limit], ...]:
    return tuple(_conflicting(ir))


def _conflicting(ir: DocumentIR) -> Iterator[tuple[_Limit, _Limit]]:
    by_word = defaultdict[str, list[_Limit]](list)
    for limit in _limits(ir):
        for word in limit.about:
            by_word[word].append(limit)
    seen = set[tuple[int, int]]()
    for group in by_word.values():
        # a word that everything is about sets nothing apart
        for one, other in combinations(group[:60], 2):
            if (
                (id(one), id(other)) not in seen
                and _same(one, other)
                and one.bound.quantity.value != other.bound.quantity.value
            ):
                seen.add((id(one), id(other)))
                yield one, other


_SIDES = {Side.LEAST: "minimum", Side.MOST: "maximum", Side.EXACTLY: "value"}


def _values(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    told_as_values = {frozenset((one.segment, other.segment)) for _, one, other in contradictions(ir)}
    for one, other in _conflicts(ir):
        if frozenset((one.segment, other.segment)) in told_as_values:
            continue
        subject = " ".join(_in_order(other.segment, one.about & other.about)) or other.segment.text[:40]
        name = f"{subject} {one.bound.side}"
        if name in told:
            continue
        told.add(name)
        first, second = (_words(limit) for limit in (one, other))
        end = other.bound.quantity.end
        yield Hit(
            title=f"Contradictory {_SIDES[one.bound.side]} for {subject}: '{first}' and '{second}'",
            why=f"“{first}” ({one.segment.section.printed or 'here'}) and “{second}”"
            f" ({other.segment.section.printed or 'there'}) are different limits on the same thing. A case"
            " between them is in for one reader and out for the other.",
            spans=tuple(limit.segment.span(limit.bound.start, limit.bound.end) for limit in (one, other)),
            suggestion=replace(
                other.segment,
                other.bound.quantity.start,
                end,
                to_specify(f"{_quantity(one)} or {_quantity(other)}"),
            ),
        )


def _in_order(segment: Segment, stems: frozenset[str]) -> list[str]:
    return list(dict.fromkeys(word for word in re.findall(r"[a-z-]+", segment.low) if content_words(word) & stems))


def _words(limit: _Limit) -> str:
    return limit.segment.text[limit.bound.start : limit.bound.end].strip()


def _quantity(limit: _Limit) -> str:
    return limit.segment.text[limit.bound.quantity.start : limit.bound.quantity.end].strip()


_SELECTION = re.compile(r"\b(?:select\w*|eligib\w*|criteria|universe|inclusion|screen\w*)\b")


def _precedence(ir: DocumentIR) -> Iterator[Hit]:
    for one, other in _conflicts(ir):
        first, second = one.segment.section, other.segment.section
        if first is second or not (first.heading and second.heading):
            continue
        if _SELECTION.search(first.title.lower()) and _SELECTION.search(second.title.lower()):
            yield Hit(
                title=f"Unclear which criteria take precedence: '{first.printed}' or '{second.printed}'",
                why="Two sections set criteria for the same selection with different values, and neither says that it"
                " comes first or applies at another time.",
                spans=tuple(Span.of(heading, 0, len(heading.text)) for heading in (first.heading, second.heading)),
                suggestion=add_sentence(
                    other.segment,
                    f"Where the criteria of {first.printed} and of this section differ,"
                    f" {to_specify('which of the two applies, and when')}.",
                ),
            )
            return


def _sum(ir: DocumentIR) -> Iterator[Hit]:
    for said in ir.understanding.weights:
        if not said.holds:
            made, whole = _share(said.computed, said), _share(said.stated, said)
            yield Hit(
                title=f"The weights add up to {made}, not to {whole}",
                why=f"The weights named here add up to {made}; it is unknown whether one is wrong, one is"
                " missing, or they are to be rescaled.",
                spans=(said.span,),
                suggestion=Replace(
                    span=said.span, text=f"{said.span.quote} {to_specify(f'weights that add up to {whole}')}"
                ),
            )


def _share(number: float, said: Sum) -> str:
    return f"{number:g}%" if said.stated == 100 else f"{number:g}"


def _totals(ir: DocumentIR) -> Iterator[Hit]:
    for said in (said for table in ir.understanding.tables for said in table.sums if not said.holds):
        yield Hit(
            title=f"The {_small(said.what)} is {said.computed:g}, not {said.stated:g}",
            why=f"The figures of the table add up to {said.computed:g}, where {said.stated:g} is stated or meant. One"
            " of the figures is wrong or one is missing, and whoever computes with them gets another result.",
            spans=(said.span,),
            suggestion=Replace(
                span=said.span, text=to_specify(f"{said.computed:g}, or figures that add up to {said.stated:g}")
            ),
        )


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


CHECKS = (
    Check(
        id="DS-CON-01",
        title="Two limits on one quantity",
        matters="Between the two limits one reader says yes and another no.",
        fix="Decide which limit holds and give it in one place; if both are meant, say for what each of them is.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_values,
        bad=(
            "# 1. Criteria\n\nThe payout ratio must be below 70%.\n\n# 2. Eligibility\n\nThe payout ratio must"
            " not exceed 60%.",
            "# 1. Bonds\n\nThe remaining term must be at least 2 years.\n\n# 2. Entry\n\nThe remaining term must be at"
            " least 15 months.",
            "# 1. Bonds\n\nThe remaining term must be at least 2 years.\n\n# 2. Entry\n\nThe remaining term must be at"
            " least one year.",
            "# 1. Risk\n\nLeverage does not exceed 4x.\n\n# 2. Limits\n\nThe maximum leverage is 5x.",
        ),
        good=(
            "# 1. Criteria\n\nThe payout ratio must be below 70%.\n\n# 2. Eligibility\n\nThe payout ratio must be"
            " below 70%.",
            "The remaining term must be at least 2 years.\n\nThe remaining term must be at least 24 months.",
            "New constituents must have a market capitalization above $5 billion. Existing constituents must have"
            " a market capitalization above $4 billion.",
            "The weight of a single stock must not exceed 5%. The weight of a sector must not exceed 25%.",
            "A lot size below 15% of the mean excludes the stock. The rest is spread by mean lot size until none is"
            " above 10%.",
            "| Desk | Limit |\n| Rates | up to EUR 40,000,000 |\n| Credit | up to EUR 15,000,000 |",
            "The opening auction must last at most 10 minutes.\n\nThe closing auction must last at most 5 minutes.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CON-02",
        title="Two sections set criteria for one selection",
        matters="It must be said which of them decides.",
        fix="State all criteria in one section, in the order in which they are applied, and refer to it from the "
        "other.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=_precedence,
        bad=(
            "# 1. Selection Criteria\n\nThe payout ratio must be below 70%.\n\n# 2. Eligibility"
            " Requirements\n\nThe payout ratio must not exceed 60%.",
        ),
        good=(
            "# 1. Selection Criteria\n\nThe payout ratio must be below 70%.\n\n# 2. Weights\n\nThe weight of a"
            " stock must not exceed 5%.",
        ),
    ),
    Check(
        id="DS-CON-06",
        title="Weights that do not add up",
        matters="A composite of 90% is not a composite.",
        fix="Correct the weights so that they add up to 100%, or say what the rest is held in.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_sum,
        bad=("The score is based on:\n- Yield (40% weight)\n- Growth (30% weight)",),
        good=("The score is based on:\n- Yield (60% weight)\n- Growth (40% weight)",),
        confidence=0.95,
    ),
    Check(
        id="DS-CON-07",
        title="A total that is not the sum",
        matters="One of the figures is wrong.",
        fix="Add the figures again, and correct the total or the figure that is wrong.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_totals,
        bad=("| Fund | Units |\n| A | 10 |\n| B | 20 |\n| Total | 40 |",),
        good=("| Fund | Units |\n| A | 10 |\n| B | 20 |\n| Total | 30 |",),
        confidence=0.95,
    ),
)
