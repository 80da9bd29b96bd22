"""Figures that contradict each other: two limits on one quantity, sums that do not add up."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import Span
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import Bound, Quantity, Side, bounds, quantities
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.terms import Definition
from domain.semantics.words import content_words, word_set


@dataclass(frozen=True)
class _Limit:
    """A bound that a passage puts on something; `about` are the telling words of what."""

    bound: Bound
    segment: Segment
    about: frozenset[str]


_NOT_ABOUT = word_set(
    "minim maxim minimum maximum must than great less exce exceed below above betwe between limit capp cap"
    " current currently consecut consecutive company compani companie eligib"
    " eligibl inclusion criteria constitu constituent index day month year quarter million billion usd eur gbp"
    " percent require requir security securit securiti stock ratio paid"
    " pay every over past last previou previous trad"
)
_APART = word_set(
    "new exist existing current add delet entry exit buffer initial emerg develop large small mid long short"
    " upper lower buy sell sector countr country issuer group"
    " per single aggregate total daily monthly weekly annual first second third target soft hard warn warning"
    " constituent stock bond equity"
)


def _limits(ir: DocumentIR) -> Iterator[_Limit]:
    for segment in ir.rules:
        for bound in bounds(segment.low):
            if bound.quantity.unit:
                yield _Limit(
                    bound, segment, frozenset(content_words(segment.low) - _NOT_ABOUT) - {str(bound.quantity.unit)}
                )


def _same(one: _Limit, other: _Limit) -> bool:
    """Whether two bounds are on one quantity: nearly the same telling words, and nothing that sets them apart."""
    if (
        one.segment is other.segment
        or one.bound.quantity.unit != other.bound.quantity.unit
        or one.bound.side != other.bound.side
    ):
        return False
    common = one.about & other.about
    apart = (content_words(one.segment.low) ^ content_words(other.segment.low)) & (_APART - {"current"})
    smaller = min(len(one.about), len(other.about))
    return (
        not apart
        and smaller > 0
        and len(common) >= max(0.65 * smaller, 1)
        and (len(common) > 1 or (smaller == 1 and len(one.about | other.about) <= 2))
    )


def _conflicts(ir: DocumentIR) -> Iterator[tuple[_Limit, _Limit]]:
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
    for one, other in _conflicts(ir):
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


_SHARE = re.compile(r"\(?(\d{1,3}(?:\.\d+)?)\s?%(?: weight\w*)?\)?")


def _sum(ir: DocumentIR) -> Iterator[Hit]:
    lists = defaultdict[tuple[int, str], list[tuple[Segment, float]]](list)
    for segment in ir.prose:
        shares = _SHARE.findall(segment.low)
        if (
            segment.kind is SegmentKind.ITEM
            and segment.lead
            and len(shares) == 1
            and re.search(r"% weight|weight\w*:? \d|\d% of the (?:score|total)", segment.low)
        ):
            lists[id(segment.section), segment.lead].append((segment, float(shares[0])))
    for items in lists.values():
        total = sum(share for _, share in items)
        if len(items) >= 2 and abs(total - 100) > 0.51:
            yield Hit(
                title=f"The weights add up to {total:g}%, not to 100%",
                why=f"The weights of this list add up to {total:g}%; it is unknown whether one is wrong, one is"
                " missing, or they are to be rescaled.",
                spans=tuple(segment.span() for segment, _ in items[:6]),
                suggestion=add_after(
                    items[-1][0], len(items[-1][0].text), f" {to_specify('weights that add up to 100%')}"
                ),
            )


def _totals(ir: DocumentIR) -> Iterator[Hit]:
    columns = defaultdict[tuple[str, int, int], list[Segment]](list)
    for segment in ir.segments:
        if segment.block.cell and segment.lead:
            columns[segment.block.part, segment.block.cell.table, segment.block.cell.column].append(segment)
    for cells in columns.values():
        *rows, last = cells
        if not re.match(r"(?:sub|grand )?(?:total|sum)\b", last.lead.lower()) or len(rows) < 2:
            continue
        numbers = [_number(cell.text) for cell in rows]
        total = _number(last.text)
        known = [number for number in numbers[1 if numbers[0] is None else 0 :] if number is not None]
        if total is None or len(known) < 2 or len(known) < len(numbers) - 1:
            continue
        if abs(sum(known) - total) > 0.006 * max(1.0, abs(total)):
            yield Hit(
                title=f"The total {last.text.strip()} is not the sum of its column, {sum(known):g}",
                why=f"The figures above add up to {sum(known):g}; the table says {last.text.strip()}.",
                spans=(last.span(),),
                suggestion=replace(last, 0, len(last.text), to_specify(f"{sum(known):g}, or corrected figures above")),
            )


def _number(text: str) -> float | None:
    match = re.fullmatch(r"\s*[$€£]?(-?\d[\d,]*(?:\.\d+)?)\s?%?\s*", text)
    return float(match[1].replace(",", "")) if match else None


@dataclass(frozen=True)
class _Value:
    """What a parameter is said to be, at these words of a segment."""

    quantity: Quantity
    segment: Segment
    start: int

    @property
    def words(self) -> str:
        return self.segment.text[self.start : self.start + self.quantity.end]


def _value(term: Definition) -> _Value | None:
    """The figure a definition begins with, with its unit."""
    quantity = next(quantities(term.definition.lower()), None)
    if quantity is None or quantity.start > 0 or not quantity.unit:
        return None
    return _Value(quantity, term.segment, term.segment.text.find(term.definition))


def _defined_and_tabled(ir: DocumentIR) -> Iterator[Hit]:
    for terms in ir.definitions.values():
        said = [value for term in terms if (value := _value(term)) and value.start >= 0]
        in_text = [value for value in said if value.segment.kind is not SegmentKind.CELL]
        in_tables = [value for value in said if value.segment.kind is SegmentKind.CELL]
        if len(in_text) != 1 or len(in_tables) != 1:  # a row of several figures says something else of each
            continue
        one, other = in_text[0], in_tables[0]
        if one.quantity.unit == other.quantity.unit and one.quantity.value != other.quantity.value:
            name = next(term.name for term in terms if term.segment is one.segment)
            yield Hit(
                title=f"Two values for {name}: '{one.words}' and '{other.words}'",
                why=f"{one.segment.section.printed or 'The text'} gives {one.words}, the table in "
                f"{other.segment.section.printed or 'the document'} gives {other.words}. Every figure that depends on "
                "it comes out differently.",
                spans=tuple(v.segment.span(v.start, v.start + v.quantity.end) for v in (one, other)),
                suggestion=replace(
                    other.segment, 0, other.quantity.end, to_specify(f"{one.words} or {other.words}, in both places")
                ),
            )


CHECKS = (
    Check(
        id="DS-CON-01",
        title="Two limits on one quantity",
        matters="Between the two limits one reader says yes and another no.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_values,
        bad=(
            "# 1. Criteria\n\nThe payout ratio must be below 70%.\n\n# 2. Eligibility\n\nThe payout ratio must"
            " not exceed 60%.",
        ),
        good=(
            "# 1. Criteria\n\nThe payout ratio must be below 70%.\n\n# 2. Eligibility\n\nThe payout ratio must be"
            " below 70%.",
            "New constituents must have a market capitalization above $5 billion. Existing constituents must have"
            " a market capitalization above $4 billion.",
            "The weight of a single stock must not exceed 5%. The weight of a sector must not exceed 25%.",
        ),
        confidence=0.85,
    ),
    Check(
        id="DS-CON-02",
        title="Two sections set criteria for one selection",
        matters="It must be said which of them decides.",
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
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.HIGH,
        find=_totals,
        bad=("| Fund | Units |\n| A | 10 |\n| B | 20 |\n| Total | 40 |",),
        good=("| Fund | Units |\n| A | 10 |\n| B | 20 |\n| Total | 30 |",),
        confidence=0.95,
    ),
    Check(
        id="DS-CON-08",
        title="A parameter with one value in the text and another in a table",
        matters="Whoever implements it takes one of the two.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_defined_and_tabled,
        bad=("“Target Volatility” means 10% per annum.\n\n| Parameter | Value |\n| Target Volatility | 12% |",),
        good=(
            "“Target Volatility” means 10% per annum.\n\n| Parameter | Value |\n| Target Volatility | 10% |",
            "The cap is 10%.\n\n| Region | Asia | Europe |\n| Cap | 5% | 12% |",
        ),
        confidence=0.9,
    ),
)
