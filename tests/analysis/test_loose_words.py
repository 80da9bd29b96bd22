"""Amounts, phases, conditions and picks in loose words are asked for; told by figures and events they are not."""

import pytest

from domain.analysis.checks import observe
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of


def rules(text: str) -> set[str]:
    before = "# 1. Overview\n\nThe strategy trades shares on Euronext Paris.\n\n# 2. Rules\n\n"
    return {observation.rule for observation in observe(build_ir("Strategy", blocks_of(before + text)))}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        # conditions
        ("DS-VAG-74", "If the venue misbehaves, it is dropped."),
        ("DS-VAG-74", "If things go wrong, everything is sold."),
        ("DS-VAG-74", "The price band is opened if the market requires it."),
        ("DS-VAG-74", "If the difference cannot be explained, the higher price is used."),
        ("DS-VAG-74", "If a coin loses its footing, it is removed."),
        ("DS-VAG-74", "The fixing is repeated when costs bite."),
        # degrees
        ("DS-VAG-75", "Weights are tighter after the roll."),
        ("DS-VAG-75", "The pool must be deep."),
        ("DS-VAG-75", "The ladder is built with wider rungs at the far end."),
        ("DS-VAG-76", "Data older than usual are dropped."),
        ("DS-VAG-76", "Positions that have grown out of proportion are sold."),
        ("DS-VAG-76", "The bond is replaced by one of similar maturity."),
        ("DS-VAG-76", "The strike is set well below spot."),
        ("DS-VAG-77", "The bid is nudged down after a loss."),
        ("DS-VAG-78", "Slashing losses are split fairly."),
        ("DS-MET-81", "The delta band widens as gamma falls."),
        ("DS-VAG-76", "The reserve covers normal outflows."),
        ("DS-MET-81", "The barrier is lifted a little each year."),
        # time
        ("DS-CAL-74", "Late in the session the remainder is sent."),
        ("DS-CAL-75", "Around earnings the weight is halved."),
        ("DS-CAL-75", "In the irrigation season the weights are doubled."),
        ("DS-CAL-75", "Coupons are paid shortly after the observation."),
        ("DS-CAL-76", "If the date is not a trading day, a neighbouring day is taken."),
        ("DS-CAL-75", "The index is frozen during unrest."),
        ("DS-CAL-74", "Between the sessions a smaller book is run."),
        # orders
        ("DS-LIM-76", "Unexecuted quantities roll over."),
        ("DS-LIM-77", "Offers are posted just outside the best offer."),
        # picks
        ("DS-SIG-74", "The vote of the larger banks decides. It is taken among the larger banks."),
        ("DS-SIG-74", "The weakest performers are sold."),
        ("DS-SIG-74", "The bonds closest to the index are picked."),
        ("DS-SIG-74", "The basket is drawn from a balanced mix of stocks."),
    ],
)
def test_a_loose_word_is_asked_for(rule: str, text: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "If the venue rejects the order, it is dropped.",
        "Once the offer lapses, the share returns.",
        "If InclAuction is yes, the rest is sent.",
        "The bid is two ticks tighter after the roll.",
        "The bid is nudged down by one tick after a loss.",
        "All targets are scaled down in proportion.",
        "Losses are split equally.",
        "Child orders are automatically cancelled.",
        "If the list is exhausted, the rung stays empty.",
        "No position is carried overnight.",
        "If the market is disrupted, the roll waits until 16:00 London time.",
        "When the price is lower than the limit, the order is sent.",
        "The higher turnover decides.",
        "If the vote is tied, the chair decides.",
        "If the date is not a trading day, the next one is taken.",
        "Unexecuted quantities roll over to the next slice, up to 20% of it.",
        "Offers are posted outside the touch, one tick above the best offer.",
        "The 3 weakest performers, by return of the month, are sold.",
    ],
)
def test_what_figures_and_events_tell_is_not(text: str) -> None:
    loose = ("DS-VAG-7", "DS-CAL-74", "DS-CAL-75", "DS-CAL-76", "DS-LIM-7", "DS-SIG-7")
    assert {rule for rule in rules(text) if rule.startswith(loose)} == set()


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("DS-VAG-75", "DS-VAG-74", "Where the model is unsure, no trade is made."),
        ("DS-MET-31", "DS-VAG-78", "If it lags, the engine catches up craftily."),
        ("DS-PRE-01", "DS-VAG-78", "The level is rounded nicely."),
    ],
)
def test_one_question_is_asked_once(one: str, other: str, text: str) -> None:
    assert one in rules(text)
    assert other not in rules(text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("'less liquid shares' is not quantified", "In less liquid shares smaller orders are sent."),
        (
            "'shortly after the Observation Date': from when to when is not specified",
            "Coupons are paid shortly after the Observation Date. The Observation Date is 3 May 2025.",
        ),
        ("'fallback price': the value is not specified", "If there is no price, the fallback price is used."),
        ("Reference banks are not identified", "The rate is the mean of the quotes of the reference banks."),
        (
            "Historical fill quality: the scoring methodology is not defined",
            "Venues are chosen by the smart order router based on historical fill quality.",
        ),
        (
            "'per year': on which day and at what time is not specified",
            "The fee is 0.5% per year, which is deducted from the level.",
        ),
    ],
)
def test_a_title_names_the_words_that_are_meant(title: str, text: str) -> None:
    before = "# 1. Overview\n\nThe strategy trades shares.\n\n# 2. Rules\n\n"
    assert title in {found.title for found in observe(build_ir("Strategy", blocks_of(before + text)))}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("DS-GOV-93", "A published level is corrected."),
        ("DS-VAG-06", "Later errors are corrected if they are material."),
        ("DS-FOR-80", "w = 3 / (2 + k)\n\nk is a small positive constant."),
    ],
)
def test_one_open_point_is_one_finding(rule: str, text: str) -> None:
    assert rules(text) - {"DS-DAT-02", "DS-DAT-15"} == {rule}
