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


def test_words_of_a_line_that_was_wrapped_behind_a_space_are_noticed() -> None:
    assert "DS-GOV-10" in rules("The trading head may switch \nthis control off.")


def test_what_another_check_asks_for_in_the_words_of_its_subject_is_not_asked_for_as_a_vague_word() -> None:
    found = rules("The methodology is looked at occasionally by Delphin Indices GmbH.")
    assert "DS-GOV-16" in found
    assert "DS-VAG-01" not in found


def test_a_factor_that_needs_a_formula_is_not_asked_for_its_value() -> None:
    found = rules("w_i = k × b_i / s_i\n\nWhere b_i is the budget and k a scaling factor that brings risk to its goal.")
    assert "DS-FOR-24" in found
    assert "DS-PAR-10" not in found


def test_each_undefined_variable_is_a_finding_of_its_own_with_its_own_edit() -> None:
    observed = observe(build_ir("Index", blocks_of("x_t = a / b + c * d + f * g + h")))
    found = [o for o in observed if o.rule == "DS-FOR-01"]
    assert [len(o.spans) for o in found] == [1, 1, 1, 1, 3]
    assert found[0].title.startswith("a is used")


def test_what_is_nowhere_in_the_document_quotes_nothing() -> None:
    text = "# 1. Selection\n\nThe dividend yield and the volatility must be positive."
    (found,) = (o for o in observe(build_ir("Strategy", blocks_of(text))) if o.rule == "DS-DAT-02")
    assert (found.spans, found.heading) == ((), None)
