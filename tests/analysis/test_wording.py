"""Wordings that look like a rule's evidence and are not, and those that are."""

import pytest

from domain.analysis.checks import observe
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

WORLD = "Global stocks are rebalanced at each month-end."


def rules(text: str) -> set[str]:
    return {observation.rule for observation in observe(build_ir("Strategy", blocks_of(text)))}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (
            "DS-CAL-04",
            "The position is closed on the next business day. The target exposure is recomputed on trading days.",
        ),
        ("DS-DAT-02", "The dividend yield and the volatility must be positive. The target price is 5."),
        ("DS-DAT-02", "The dividend yield and the volatility must be positive. The issuer data are of Frederick."),
        ("DS-DAT-03", "If a price is unavailable, the desk is informed."),
        ("DS-DAT-03", "The model uses daily closes and, if data is missing, the analyst is called."),
        ("DS-PAR-04", "The base value is T.B.D. and the fee is 1%."),
        ("DS-VAG-04", "Splits are handled according to market convention and published by ISO members."),
        ("DS-VAG-04", "Splits are handled according to market convention for bonds (in euro)."),
        ("DS-VAG-04", "Splits follow market convention isolated from others."),
    ],
)
def test_is_noticed(rule: str, text: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("DS-CAL-04", "The position is closed on the next business day of the TARGET calendar."),
        ("DS-DAT-02", "The dividend yield and the volatility must be positive. Source: WM/Reuters."),
        ("DS-DAT-03", "Where a price is unavailable, the Index Administrator uses appropriate alternative data."),
        ("DS-DAT-03", "The administrator uses the price of another venue where the price is unavailable."),
        ("DS-DAT-03", "If data is missing, the score is estimated from the peer group."),
        ("DS-PAR-01", "The weight is above the limit (5%)."),
        ("DS-REF-02", "The model is described in a separate document at https://example.org/model.pdf."),
        ("DS-REF-02", "The model is described in a separate document at www.example.org."),
        ("DS-REF-02", "The model is described in a separate document, v12."),
        ("DS-SIG-01", "Signals are derived from economic indicators, i.e. the orders index of the ministry."),
        ("DS-VAG-04", "Days are counted by market convention, Act/360."),
        ("DS-VAG-04", "Days are counted according to ISDA standard methodology."),
        ("DS-VAG-01", "E.g., weights are adjusted periodically."),
        ("DS-CAL-10", "The index is reviewed annually. Schedule: the review must start in May."),
    ],
)
def test_is_left_in_peace(rule: str, text: str) -> None:
    assert rule not in rules(text)


def test_what_is_nowhere_in_the_document_quotes_nothing() -> None:
    text = "# 1. Selection\n\nThe dividend yield and the volatility must be positive."
    (found,) = (o for o in observe(build_ir("Strategy", blocks_of(text))) if o.rule == "DS-DAT-02")
    assert (found.spans, found.heading) == ((), None)
