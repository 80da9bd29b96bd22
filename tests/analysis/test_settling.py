"""What is noticed twice is raised once, by the check that asks the better question."""

import pytest

from domain.analysis.checks import CHECKS, notice, observe
from domain.semantics.ir import DocumentIR, build_ir
from tests.analysis.notation import blocks_of


def ir_of(text: str) -> DocumentIR:
    return build_ir("Example", blocks_of(text))


@pytest.mark.parametrize(
    ("text", "asks", "stands_back"),
    [
        ("Correlations are shrunk towards their average.", "DS-MET-23", "DS-PAR-25"),
        ("Trading is suspended after an outage.", "DS-LIM-02", "DS-MET-30"),
        ("Thresholds are tuned on past auctions.", "DS-MET-25", "DS-PAR-18"),
        ("Orders are sent only to the approved venues.", "DS-PAR-19", "DS-NAM-03"),
        ("The exposure is gradually shifted into the next contract.", "DS-MET-80", "DS-VAG-15"),
        ("The participation limit is lowered towards the close.", "DS-MET-81", "DS-MET-07"),
        ("Weights are recalculated until they are stable.", "DS-PRE-82", "DS-VAG-06"),
        ("~weight = conviction_score(stock) * 0.02\n~buy(stock, weight)", "DS-FOR-84", "DS-FOR-01"),
        ("# 1. Inputs\n\n* News tone from a third-party API", "DS-NAM-13", "DS-DAT-80"),
        ("Missing prices are smoothed.", "DS-MET-23", "DS-DAT-03"),
        ("The Calculation Agent decides at its discretion whether to adjust.", "DS-GOV-01", "DS-VAG-20"),
        ("Extreme values are winsorised.", "DS-MET-18", "DS-VAG-02"),
        ("Gaps in the data are presumed to be small.", "DS-MET-37", "DS-VAG-06"),
    ],
)
def test_one_check_asks_one_question(text: str, asks: str, stands_back: str) -> None:
    ir = ir_of(text)
    assert {asks, stands_back} <= {check.id for check, _ in notice(ir, CHECKS)}
    raised = {observation.rule for observation in observe(ir)}
    assert asks in raised
    assert stands_back not in raised


def test_many_times_without_a_zone_are_one_finding() -> None:
    hours = ("08:00", "09:15", "10:30", "11:45", "16:00")
    ir = ir_of("\n\n".join(f"File {number} is read at {hour}." for number, hour in enumerate(hours)))
    (zoneless,) = (observation for observation in observe(ir) if observation.rule == "DS-CAL-08")
    assert len(zoneless.spans) == len(hours)
