"""Measures: one quantity of the trade that two passages bound or set differently, in whatever words."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.grids import grids
from domain.semantics.ir import DocumentIR
from domain.semantics.measured import OF_BONDS, OF_CLASS, claims
from domain.semantics.measures import MEASURE, Claim
from domain.semantics.members import class_of, may_be_one
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.quantities import Side
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.tallies import TALLY
from domain.semantics.variants import are_variants
from domain.semantics.words import word_set


@dataclass(frozen=True)
class _Said:
    """A claim of a passage, whose words stand at start..end of it, and what sets it apart from others."""

    claim: Claim
    segment: Segment
    start: int
    end: int
    scope: frozenset[str]

    @property
    def words(self) -> str:
        return self.segment.text[self.start : self.end].strip()


_OWN_CONDITION = re.compile(r"\b(?:if|when|where|once|as soon as)\b")
"""Words that bring the bound itself where somebody has to go for it: "is removed if its value falls below"."""
_NAMES = re.compile(r"^(?:[a-z-]+ ){1,4}of [\d.,]+ ?(?:%|per ?cent|[a-z]+)?$")
"""A quantity by its value, which it has in every case: "the stop-loss of 5%"."""
_IN_A_CASE = re.compile(
    r"\b(?:if|when|where|once|as soon as|unless|otherwise|fallback|instead|except\w*|initially|at inception|temporar\w+"
    r"|provisional\w*|previous\w*|former\w*|example|illustrat\w*|e\.g|until|after|during|while|in (?:stressed|volatile"
    r"|exceptional|extraordinary|normal|calm|the case|case|the event)|outside|intraday|drift\w*|between (?:two |the"
    r" )?(?:reviews|rebalanc\w+)"
    r"|may fall|currently|historical\w*|was|were|had|assum\w+|top|largest|together|combined|aggregate|sum of|total of"
    r"|as of|average of|within \d+|warn\w*|alert\w*|soft|hard|grace|escalat\w+|would)\b"
)
_KINDS = word_set(
    "new existing gross net long short large small mid emerging developed government corporate sovereign covered buffer"
    " europe european asia asian america american japan japanese global proposed draft auction overnight"
    " core satellite tier phase stage regime client clients retail institutional passive aggressive conservative"
    " moderate primary secondary hedged unhedged initial interim backtest parent child monthly weekly senior"
    " first second third opening closing morning afternoon preferred adr adrs aaa aa bbb bb ccc subordinated"
    " callable equity equities futures options otc repo"
)
_NO_KIND = re.compile(r"\bnet assets?(?: value)?\b|\b(?:futures|equity) (?:position|portfolio|index)\w*")
_WIDER = frozenset(
    ("issuer", "sector", "country", "region", "currency", "counterparty", "strategy", "sleeve", "venue", "pair")
)
"""Classes each of which may have an exposure or a fee of its own."""
_NAMED_KIND = re.compile(
    r"\b(?:class|tier|level|stage|tranche|series|version|variant|mode|profile|scenario|account|group|book|desk|phase"
    r"|zone|type)"
    r" (?:[a-z]|\d{1,2})\b"
)
"""One of several by its letter or number: "share class B"."""
_OF_RULES = re.compile(
    r"\b(?:limits?|rules?|caps?|capping|risks?|weights?|constraints?|note|review|entry|exit|selection|eligib\w+"
    r"|universe|portfolio|sizing"
    r"|general|concentration|diversification|leverage|size|maturity|issuers?|sectors?|liquidity|fees?|costs?"
    r"|controls?)\b"
)
_LABEL = re.compile(r"^[\W\d]*(?P<label>[a-z][a-z &/-]{1,40}): ")


def _scope(text: str, claim: Claim) -> frozenset[str]:
    """The words that say of which of several things a quantity is one."""
    words = frozenset(re.findall(r"[a-z]+", _NO_KIND.sub(" ", text))) & _KINDS
    words |= {match.group() for match in _NAMED_KIND.finditer(text)}
    label = _LABEL.match(text)
    if label and label.end() <= claim.start and not _OF_RULES.search(label["label"]):
        words |= {f"{label['label']}:"}
    if claim.measure == "weight":
        return words
    classes = (class_of(match["each"] or match["per"] or "") for match in OF_CLASS.finditer(text))
    return words | {name for name in classes if name in _WIDER}


def _said(ir: DocumentIR) -> Iterator[_Said]:
    two_columns = {
        id(s) for grid in grids(ir.segments) if len(grid.columns) == 2 for said in grid.cells.values() for s in said
    }
    for segment in ir.prose.having(MEASURE, OF_CLASS, TALLY, OF_BONDS):
        if not GIVES_NUMBER.search(segment.low):
            continue
        before = f"{segment.lead.lower()}: " if segment.kind is SegmentKind.CELL else ""
        if segment.kind is SegmentKind.CELL and (id(segment) not in two_columns or not segment.lead):
            continue
        text = before + segment.low
        case = _IN_A_CASE.search(text)
        is_own = case is not None and _OWN_CONDITION.fullmatch(case.group()) and not _IN_A_CASE.search(text, case.end())
        for claim in claims(text) if is_own or not case else ():
            if is_own and not (claim.enforced or _NAMES.match(text[claim.start : claim.end])):
                continue
            start = max(0, claim.start - len(before))
            yield _Said(claim, segment, start, max(start, claim.end - len(before)), _scope(text, claim))


def _apart(one: Claim, other: Claim) -> bool:
    """Whether two claims on one quantity cannot both hold."""
    if one.stays != other.stays:
        enters, stays = (other, one) if one.stays else (one, other)
        if enters.side is not stays.side:
            return False
        return stays.value > enters.value if stays.side is Side.LEAST else stays.value < enters.value
    if one.side is other.side:
        return one.value != other.value
    if Side.EXACTLY not in (one.side, other.side):
        return False
    exact, bound = (one, other) if one.side is Side.EXACTLY else (other, one)
    if bound.ranged:
        return True
    return exact.value < bound.value if bound.side is Side.LEAST else exact.value > bound.value


def _same(one: _Said, other: _Said) -> bool:
    first, second = one.claim, other.claim
    return (
        one.segment is not other.segment
        and (first.of == second.of or may_be_one(first.of, second.of))
        and (first.unit == second.unit or "money" in (first.unit, second.unit))
        and one.scope == other.scope
        and not are_variants(one.segment.section, other.segment.section)
    )


_MOST = 30
"""Claims on one quantity that are compared with one another."""


def _conflicts(ir: DocumentIR) -> Iterator[Hit]:
    by_measure = defaultdict[str, list[_Said]](list)
    for said in _said(ir):
        by_measure[said.claim.measure].append(said)
    for measure, passages in by_measure.items():
        told = set[str]()
        for one, other in combinations(passages[:_MOST], 2):
            what = (
                f"{measure} of each {one.claim.of}"
                if measure == "weight"
                else one.claim.of
                if measure == "fee"
                else measure
            )
            if what not in told and _same(one, other) and _apart(one.claim, other.claim):
                told.add(what)
                yield _hit(what, one, other)


_SIDES = {Side.LEAST: "minimum", Side.MOST: "limit", Side.EXACTLY: "value"}


def _hit(what: str, one: _Said, other: _Said) -> Hit:
    side = _SIDES[one.claim.side if one.claim.side is other.claim.side else Side.EXACTLY]
    here, there = (said.segment.section.printed or "one passage" for said in (one, other))
    if one.claim.stays != other.claim.stays:
        effect = "What comes in under one of them has to leave under the other at once."
    else:
        effect = "A case between the two is in for one reader and out for the other."
    return Hit(
        title=f"Contradictory {side} for the {what}: '{one.words}' and '{other.words}'",
        why=f"“{one.segment.text[:120]}” ({here}) and “{other.segment.text[:120]}” ({there}) cannot both hold."
        f" {effect}",
        spans=(one.segment.span(one.start, one.end), other.segment.span(other.start, other.end)),
        suggestion=replace(other.segment, other.start, other.end, to_specify(f"“{one.words}” or “{other.words}”")),
    )


CHECKS = (
    Check(
        id="DS-CON-32",
        title="One quantity, two figures in different words",
        matters="Each of two readers follows the sentence he read last.",
        fix="Give the figure in one place and refer to it from the other, or say for which case each of the two is.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_conflicts,
        bad=(
            "No issuer may weigh more than 4%.\n\n# 6. Further rules\n\nThe issuer limit is 5%.",
            "Bonds with an amount outstanding of GBP 250 million or more are eligible.\n\nA bond whose amount"
            " outstanding is under GBP 300 million is removed.",
            "- Remaining maturity of at most 10 years\n\nThe ladder has rungs from 1 to 11 years.",
            "The index consists of the 30 shares with the best score.\n\nIt holds between 25 and 35 shares.",
            "The strategy targets a volatility of 10%.\n\nPositions are scaled to a target volatility of 12%.",
            "Leverage is restricted to 1.5 times net assets.\n\n- Leverage of up to 200%",
            "An index fee of 0.50% a year is deducted.\n\nThe index fee amounts to 75 bps a year.",
            "| Gross exposure | at most 150% |\n| Fee | 1% |\n\nGross exposure is limited to 200%.",
        ),
        good=(
            "No issuer may weigh more than 4%.\n\n# 6. Further rules\n\nThe issuer limit is 4%.",
            "No issuer may weigh more than 4%.\n\nThe sector limit is 25%.",
            "Bonds with an amount outstanding of GBP 300 million or more are eligible.\n\nA bond whose amount"
            " outstanding is under GBP 250 million is removed.",
            "- Remaining maturity of 1 to 11 years\n\nThe ladder has rungs from 1 to 11 years.",
            "The index consists of the 30 shares with the best score.\n\nThey are selected from the 100 shares with"
            " the highest turnover.",
            "Gross exposure is limited to 200%.\n\nNet exposure is limited to 20%.",
            "Gross exposure is limited to 200%.\n\nIn stressed markets gross exposure is limited to 100%.",
            "An index fee of 0.50% a year is deducted.\n\nThe management fee amounts to 75 bps a year.",
            "Market data are kept for five years. Logs are kept for two years.",
        ),
        confidence=0.85,
    ),
)
