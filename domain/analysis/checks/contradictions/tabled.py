"""Tabled: what two passages, or a row of a table and the text, give one thing two figures, frequencies or hours."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, combinations

from domain.analysis.checks.cases import kinds_apart, tasks_apart
from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.frequencies import FREQUENCY, recurring
from domain.semantics.grids import grids
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.quantities import Side
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.stated import Stated, comparable, names, stated
from domain.semantics.variants import are_variants
from domain.semantics.words import content_words, root

_OF_LIMITS = re.compile(r"\b(?:limits?|controls?|caps?|risks?|constraints?|bounds?|thresholds?)\b")
_IN_A_CASE = re.compile(
    r"\b(?:unless|otherwise|fallback|instead|except\w*|initially|at inception|temporar\w+|provisional\w*|previous\w*"
    r"|former\w*|example|illustrat\w*|e\.g|in (?:stressed|volatile|exceptional|extraordinary|normal|calm)|half[- ]days?"
    r"|early clos\w+|stress\w*|warn\w*|alert\w*|soft|hard|grace|escalat\w+|would|backtest\w*|sum of|together|combined"
    r"|aggregate|currently|historical\w*|between \d|first|last|top|largest)\b"
)
_CONDITION = re.compile(
    r"\b(?:if|when|where|once(?! (?:a|an|per|each|every)\b)|as soon as|whenever|after|until|during|while|before)\b"
)
_STAYS = re.compile(
    r"\b(?:remov\w+|delet\w+|drop(?:s|ped)?|leaves?|remains?|stays?|kept|retained|no longer|existing|loses?|exits?)\b"
)
"""What tells a bound for those that are in from one for those that come in."""
_FOR_WHAT = re.compile(r"\b(?:overnight|intraday|(?:per|for|in|within) (?:each |the |an? |one |any )?[a-z]+)\b")
_ASIDE = re.compile(r"\([^()]*\)")
_MOST = 60
"""Statements of one kind that are compared with one another."""


def _holds(segment: Segment) -> bool:
    return not _IN_A_CASE.search(f"{segment.lead.lower()} {segment.low}")


@lru_cache(maxsize=1)  # two checks ask
def _rows_and_text(ir: DocumentIR) -> tuple[tuple[Stated, ...], tuple[Stated, ...]]:
    second = {
        id(segment)
        for grid in grids(ir.segments)
        if len(grid.columns) == 2
        for (_, column), cell in grid.cells.items()
        if column == grid.columns[1] and len(cell) == 1
        for segment in cell
    }
    rows, text = list[Stated](), list[Stated]()
    for segment in filter(_holds, ir.prose.having(GIVES_NUMBER, FREQUENCY)):
        if segment.kind is not SegmentKind.CELL:
            text += stated(segment)
        elif id(segment) in second and segment.lead:
            rows += stated(segment)
    return tuple(rows), tuple(text)


def _apart(one: Stated, other: Stated) -> bool:
    """Whether two statements on one thing cannot both hold."""
    if one.kind != "figure":
        return one.value != other.value
    (value,), (second,) = one.value, other.value
    match one.side, other.side:
        case (Side.LEAST, Side.MOST):
            return value > second
        case (Side.MOST, Side.LEAST):
            return value < second
        case (Side.MOST, None) | (None, Side.LEAST):
            return second > value
        case (Side.LEAST, None) | (None, Side.MOST):
            return second < value
    return value != second


def _of_table(ir: DocumentIR) -> Iterator[Hit]:
    rows, text = _rows_and_text(ir)
    named = {row.of for row in rows}
    by_word = defaultdict[tuple[str, str], dict[int, Stated]](dict)
    for said in text if rows else ():
        for word in names(f"{said.segment.low} {said.segment.section.title.lower()}") | said.of:
            by_word[said.kind, word][id(said)] = said
    known = dict[tuple[frozenset[str], str, str, str], tuple[Stated, ...]]()
    for row in rows:
        about = (row.of, row.kind, row.unit, row.base)
        if about not in known:
            known[about] = tuple(_on(row, named, [by_word[row.kind, word] for word in row.of]))
        if row.side is None and _OF_LIMITS.search(row.segment.section.title.lower()):
            row = row.bounded()
        same = known[about]
        if same and all(_apart(row, said) for said in same):
            yield _hit(_ASIDE.sub("", row.segment.lead).strip(" :"), row, same[0], "the table", "the text")


def _on(row: Stated, named: set[frozenset[str]], having: Sequence[Mapping[int, Stated]]) -> Iterable[Stated]:
    """The passages on what the row names, each value once; `having` are those with each of its words."""
    found = dict[tuple[tuple[float, ...], Side | None], Stated]()
    for number, said in min(having, key=len).items():
        if not (comparable(row, said) and (said.of == row.of or said.of not in named)):
            continue
        is_on = said.of <= row.of if said.kind == "figure" else said.near(row.of)
        if is_on and all(number in passages for passages in having):
            found.setdefault((said.value, said.side), said)
    return found.values()


def _limited_to(said: Stated) -> frozenset[str]:
    """For what alone a figure holds, by the words right behind it: "250 lots overnight", "5% per fund"."""
    return frozenset(match.group() for match in _FOR_WHAT.finditer(said.segment.low, said.end, said.end + 40))


def _in_text(ir: DocumentIR) -> Iterator[Hit]:
    _, text = _rows_and_text(ir)
    plain = [said for said in text if not _CONDITION.search(said.segment.low)]
    told = set[frozenset[str]]()
    for one, other in combinations(
        [said for said in plain if said.kind == "figure" and said.unit and said.name][: _MOST * 2], 2
    ):
        if (
            one.segment is other.segment
            or not comparable(one, other)
            or one.of != other.of
            or one.of in told
            or not _apart(one, other)
            or _limited_to(one) != _limited_to(other)
            or bool(_STAYS.search(one.segment.low)) != bool(_STAYS.search(other.segment.low))
            or kinds_apart(content_words(one.segment.low), content_words(other.segment.low))
            or are_variants(one.segment.section, other.segment.section)
        ):
            continue
        told.add(one.of)
        yield _hit(one.name, one, other, "one passage", "another")


_OF_MANY = frozenset(
    map(root, ("calculated", "computed", "published", "reported", "checked", "updated", "paid", "sent"))
)
"""What is done to so many things that both passages have to name one of them."""


_REVIEW = root("reviewed")


def _in_frequencies(ir: DocumentIR) -> Iterator[Hit]:
    said = [
        (segment, found, names(re.split(r"[.;,] ", segment.low[: found.start])[-1]))
        for segment in ir.prose.having(FREQUENCY)
        if segment.kind is not SegmentKind.CELL
        for found in recurring(segment.low)
        if not (_CONDITION.search(segment.low, 0, found.end) or _IN_A_CASE.search(segment.low, 0, found.end))
    ]
    told = set[str]()
    for (one, first, of), (other, second, of_other) in combinations(said[:_MOST], 2):
        if (
            first.act != second.act
            or first.times == second.times
            or first.act in told
            or one is other
            or kinds_apart(content_words(one.low[: first.end]), content_words(other.low[: second.end]))
            or (first.act == _REVIEW and tasks_apart(one.low, other.low))
            or are_variants(one.section, other.section)
            or not (of & of_other or (first.act not in _OF_MANY and not (of and of_other)))
        ):
            continue
        told.add(first.act)
        here, there = one.text[first.start : first.end], other.text[second.start : second.end]
        yield Hit(
            title=f"Contradictory frequency: '{here}' and '{there}'",
            why=f"“{one.text[:120]}” and “{other.text[:120]}” give one act two frequencies. Two implementers act on"
            " different days.",
            spans=(one.span(first.start, first.end), other.span(second.start, second.end)),
            suggestion=replace(other, second.start, second.end, to_specify(f"{here}, or {there}")),
        )


def _hit(what: str, one: Stated, other: Stated, here: str, there: str) -> Hit:
    return Hit(
        title=f"Contradictory {what}: '{one.words}' in {here} and '{other.words}' in {there}",
        why=f"“{one.segment.lead} {one.segment.text}”".replace("“ ", "“")[:160]
        + f" and “{other.segment.text[:120]}” cannot both hold. Whoever implements it takes one of the two.",
        spans=(other.segment.span(other.start, other.end), one.segment.span(one.start, one.end)),
        suggestion=replace(
            other.segment, other.start, other.end, to_specify(f"{one.words} or {other.words}, in both places")
        ),
    )


CHECKS = (
    Check(
        id="DS-CON-21",
        title="A row of a table that the text contradicts",
        matters="Whoever implements it takes one of the two.",
        fix="Make the table the one place for the value, and let the text refer to it by name.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_of_table,
        bad=(
            "| Term | Content |\n| Coupon Barrier | 70% of the Initial Level |\n\nIf the performance is at or above"
            " the Coupon Barrier of 65%, a coupon is paid.",
            "A clip must not be larger than 600 lots.\n\n| Setting | Value |\n| Clip size | 900 lots |",
            "Trading is stopped as soon as the loss of the day comes to USD 2 million.\n\n# 2. Limits\n\n| Limit |"
            " Value |\n| Daily loss | USD 3 million |",
            "The router works from 08:00 to 17:00.\n\n| Setting | Value |\n| Working hours | 07:30 - 17:00 |",
            "Coefficients are refitted every week.\n\n| Task | When |\n| Coefficient refit | monthly |",
            "Each fill is hedged immediately.\n\n| Setting | Value |\n| Hedge cycle | every 10 minutes |",
        ),
        good=(
            "| Term | Content |\n| Coupon Barrier | 70% of the Initial Level |\n\nIf the performance is at or above"
            " the Coupon Barrier of 70%, a coupon is paid.",
            "A clip must not be larger than 900 lots.\n\n| Setting | Value |\n| Clip size | 300 lots |",
            "The desk stops at a loss of USD 2 million, the firm stops at a loss of USD 9 million.\n\n| Limit | Value"
            " |\n| Desk loss | USD 2 million |\n| Firm loss | USD 9 million |",
            "The router works from 08:00 to 17:00.\n\n| Setting | Value |\n| Reporting hours | 07:30 - 17:00 |",
            "Coefficients are refitted every week.\n\n| Task | When |\n| Coefficient report | monthly |",
        ),
    ),
    Check(
        id="DS-CON-70",
        title="One thing, two figures",
        matters="Each of two readers follows the passage he read last.",
        fix="Give the figure in one place and refer to it from the other, or say for which case each of the two is.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_in_text(ir), _in_frequencies(ir)),
        bad=(
            "The margin buffer stands at 15% of requirements.\n\n# 2. Risk\n\nThe margin buffer must be no less than"
            " 25%.",
            "Inventory may reach 400 lots.\n\nInventory must never exceed 250 lots.",
            "The model is refitted at the end of each quarter.\n\nRefitting takes place monthly.",
        ),
        good=(
            "The margin buffer stands at 25% of requirements.\n\nThe margin buffer must be no less than 15%.",
            "Inventory may reach 400 lots.\n\nInventory must never exceed 250 lots overnight.",
            "The model is refitted at the end of each quarter.\n\nThe curve is refitted daily.",
            "Inventory may reach 400 lots.\n\nIf volatility is high, inventory must never exceed 250 lots.",
            "Limits are reviewed monthly by the Risk Committee.\n\nThe index is reviewed quarterly.",
        ),
    ),
)
