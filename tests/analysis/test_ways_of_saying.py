"""One thing is said in many ways: who acts, what is put right, who supplies it, how it is chosen, what happens next."""

import pytest

from domain.analysis.checks import observe
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of


def rules(text: str) -> set[str]:
    return {found.rule for found in observe(build_ir("Example", blocks_of(text)))}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("DS-GOV-90", "Anybody in the dealing room can pull the plug."),
        ("DS-GOV-90", "The late shift replaces a print."),
        ("DS-GOV-90", "Somebody from the team signs the new weights."),
        ("DS-GOV-91", "The determination agent belongs to the same group as the issuer."),
        ("DS-GOV-91", "The calculation agent is part of the issuing bank."),
        ("DS-GOV-92", "No appeal lies against the sponsor's rulings."),
        ("DS-GOV-92", "The decisions of the desk are binding on all holders."),
        ("DS-GOV-93", "The administrator republishes levels that were wrong."),
        ("DS-GOV-93", "After the event the level may be set anew."),
        ("DS-GOV-94", "This text is altered whenever the market calls for it."),
        ("DS-GOV-94", "The specification follows developments in the market."),
        ("DS-GOV-95", "Members will hear about it."),
        ("DS-GOV-95", "News of it is put on the screen."),
        ("DS-GOV-96", "Contributors who disappoint are replaced."),
        ("DS-GOV-96", "A seat on the panel is offered to active firms."),
        ("DS-PAR-91", "Banks give an indication of where they would trade."),
        ("DS-COM-24", "Dealers who send quotes may themselves be long or short."),
        ("DS-COM-23", "The broker that gives us the largest discount gets the order."),
        ("DS-COM-10", "Chats are archived."),
        ("DS-COM-13", "The product is sold over the counter of savings banks."),
        ("DS-COM-14", "Overvalued names go into the short book."),
        ("DS-NAM-90", "A node operator signs the blocks."),
        ("DS-NAM-90", "Sentiment is read from a social media feed."),
        ("DS-PAR-94", "The basket holds seven layer-one tokens."),
        ("DS-PAR-94", "The usual suspects among airlines are traded."),
        ("DS-NAM-91", "The roll begins when the broker gives the go-ahead."),
        ("DS-PAR-95", "Borrow costs are booked as reported by the lender."),
        ("DS-MET-90", "Notes are called under the autocall feature."),
        ("DS-MET-90", "Losses follow the standard loss scheme."),
        ("DS-REF-90", "Eligible grades are named in the contract rules."),
        ("DS-REF-90", "Thresholds are in the onboarding form."),
        ("DS-MET-91", "Bandwidth is divided up between the strategies as makes sense."),
        ("DS-MET-92", "Should the outcome look unrepresentative, another price is taken."),
        ("DS-MET-93", "If a share is taken over, the desk chooses a comparable one."),
        ("DS-MET-94", "After a chain split the branch preferred by the community stays in."),
        ("DS-MET-95", "Strange prints are left aside."),
        ("DS-PAR-96", "Should the feed drop out, the last price stands in for it."),
        ("DS-MET-96", "When the oracle hangs, the basket is valued somehow."),
        ("DS-CAL-76", "If a date is a holiday, it shifts."),
    ],
)
def test_is_noticed(rule: str, text: str) -> None:
    assert rule in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Any member of Electronic Risk may press the kill switch alone.",
        "A wrong level is republished if the error is found within 3 Business Days and exceeds 0.10 points.",
        "Orders that would be short sales are rejected.",
        "If an observation date is a holiday, it moves to the following T2 business day.",
        "Fills are logged. The log is kept for seven years.",
        "If two companies have the same score, the larger one is taken.",
        "Every restart is recorded in the desk log.",
    ],
)
def test_what_is_told_is_left_in_peace(text: str) -> None:
    assert not [rule for rule in rules(text) if rule[-2] == "9" or rule in ("DS-COM-10", "DS-COM-14")]


@pytest.mark.parametrize(
    ("asked", "once", "text"),
    [
        ("DS-PAR-96", "DS-VAG-22", "If it goes quiet, a back-up steps in."),
        ("DS-MET-90", "DS-PAR-22", "Cash is paid out under the usual waterfall."),
        ("DS-GOV-94", "DS-VAG-03", "The text is amended as necessary."),
        ("DS-MET-91", "DS-VAG-25", "Partial fills are shared out sensibly among the accounts."),
        ("DS-MET-91", "DS-MET-12", "Costs are distributed among the funds in an equitable manner."),
    ],
)
def test_what_is_asked_is_not_asked_again_in_other_words(asked: str, once: str, text: str) -> None:
    assert asked in rules(text)
    assert once not in rules(text)
