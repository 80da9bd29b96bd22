"""What passages state of things by any name, and how often things are done."""

import pytest

from domain.documents.text import Block, BlockKind
from domain.semantics.frequencies import frequencies, recurring
from domain.semantics.ir import build_ir
from domain.semantics.quantities import Side
from domain.semantics.stated import names, stated


@pytest.mark.parametrize(
    ("text", "name", "value", "side"),
    [
        ("Inventory per ETF may reach 40,000 shares.", "inventory etf", 40_000, Side.MOST),
        ("The skew never goes beyond 3 ticks.", "skew", 3, Side.MOST),
        ("The margin buffer must be no less than 25%.", "margin buffer", 25, Side.LEAST),
        ("The half-spread is 2 basis points.", "half spread", 0.02, None),
        ("Positions above 3% of NAV are reduced.", "positions", 3, Side.MOST),
        ("Trading stops as soon as the loss of the day reaches USD 100,000.", "loss day", 100_000, Side.EXACTLY),
        ("Changes are announced with 30 days' notice.", "notice", 30, None),
        ("Up to 12 resting orders may stand at once.", "resting orders", 12, Side.MOST),
    ],
)
def test_a_passage_states_what_it_gives_a_figure(text: str, name: str, value: float, side: Side | None) -> None:
    (segment,) = build_ir("Example", (Block(id="b", kind=BlockKind.PARAGRAPH, text=text),)).segments
    said = [(one.of, one.value, one.side) for one in stated(segment)]
    assert (names(name), (value,), side) in said


@pytest.mark.parametrize(
    ("low", "times"),
    [("quarterly", 4), ("every 5 minutes", 20_000), ("twice a year", 2), ("on mondays", 52), ("each trading day", 250)],
)
def test_a_frequency_is_so_many_times_a_year(low: str, times: float) -> None:
    assert [found.times for found in frequencies(low)] == [times]


@pytest.mark.parametrize("low", ["every 0 days", "each 00 weeks"])
def test_a_period_of_nought_is_no_frequency(low: str) -> None:
    assert not [*frequencies(low)]


@pytest.mark.parametrize(
    "low",
    ["the model is retrained each quarter", "retraining takes place monthly", "monthly retraining of the model"],
)
def test_one_act_is_one_in_every_form(low: str) -> None:
    assert [found.act for found in recurring(low)] == ["retrain"]
