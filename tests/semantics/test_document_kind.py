"""The kind of a document, told by its title, its headings and its words."""

from pathlib import Path

import pytest

from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

INDEX, EXECUTION = DocumentKind.INDEX_RULEBOOK, DocumentKind.EXECUTION_ALGORITHM
STRATEGY, POLICY, OTHER = DocumentKind.STRATEGY, DocumentKind.POLICY, DocumentKind.OTHER

DOCUMENTS = [
    (INDEX, "Harbour Water 30", "The index level is the sum of the prices of its constituents over the divisor."),
    (INDEX, "Global Water Index: Guideline", "Constituents are reviewed in March. The committee decides."),
    (INDEX, "Momentum Strategy Index", "The index is rebalanced monthly. Signals are computed for each constituent."),
    (
        EXECUTION,
        "TWAP",
        "The parent order is cut into child orders. What is not filled in 30 seconds is cancelled.",
    ),
    (EXECUTION, "Smart order router", "Orders are sent to the venue with the best offer; partial fills are booked."),
    (STRATEGY, "Equity Index Strategy", "The index is traded. Entry and exit follow the signal; a stop-loss applies."),
    (
        STRATEGY,
        "Carry",
        "The strategy goes long where the signal is positive. The backtest had a drawdown of 12%.",
    ),
    (POLICY, "Algorithmic trading policy", "Senior management approves this policy. Staff must follow it."),
    (
        POLICY,
        "Incident procedure",
        "The compliance officer is responsible for escalation. Records are kept.",
    ),
    (OTHER, "Lunch", "On Mondays there is soup. On Tuesdays there is bread."),
    (OTHER, "", ""),
]


@pytest.mark.parametrize(("kind", "title", "text"), DOCUMENTS)
def test_the_kind_of_a_short_document(kind: DocumentKind, title: str, text: str) -> None:
    assert build_ir(title, blocks_of(text)).kind is kind


@pytest.mark.parametrize(("kind", "name"), [(INDEX, "clean_methodology"), (EXECUTION, "clean_algorithm")])
def test_the_kind_of_a_whole_document_without_its_title(kind: DocumentKind, name: str) -> None:
    text = (Path(__file__).parent.parent / "analysis" / "texts" / f"{name}.txt").read_text(encoding="utf-8")
    assert build_ir("", blocks_of(text.split("\n", 1)[1])).kind is kind
