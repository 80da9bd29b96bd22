"""Words: one root for a family, one name for what is called by several."""

import pytest

from domain.analysis.compliance.vocabulary import words_of
from domain.semantics.words import root

FAMILIES = [
    "approve approves approved approval approver",
    "authorise authorize authorised authorisation authority",
    "calculate calculated calculation calculating",
    "cancel cancels cancelled cancellation",
    "disclose disclosed disclosure",
    "document documents documented documentation",
    "escalate escalated escalation",
    "govern governance",
    "independent independently independence",
    "monitor monitors monitored monitoring",
    "notify notified notification",
    "price prices pricing",
    "receive received receiving",
    "responsible responsibility",
    "policy policies",
]
APART = ["date data", "limit time", "test text", "order organ", "access account", "rate ratio"]
SAME = [
    ("kill switch", "emergency stop"),
    ("price collar", "fat-finger check"),
    ("price collar", "maximum price deviation"),
    ("maximum order value", "max_order_notional"),
    ("message limit", "100 orders per second"),
    ("fallback", "the last available price"),
    ("fallback", "carried forward"),
    ("annual", "once a year"),
    ("annual", "every 12 months"),
    ("approved", "signed off"),
    ("change log", "revision history"),
    ("test environment", "a sandbox"),
    ("spin-off", "demergers"),
    ("merger", "takeovers"),
    ("open orders", "resting orders"),
    ("manipulation", "spoofing"),
]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_has_one_root(family: str) -> None:
    assert len({root(word) for word in family.split()}) == 1


@pytest.mark.parametrize("pair", APART)
def test_words_that_only_look_alike_have_two(pair: str) -> None:
    assert len({root(word) for word in pair.split()}) == 2


@pytest.mark.parametrize(("asked", "said"), SAME)
def test_what_is_called_by_several_names_is_one(asked: str, said: str) -> None:
    assert set(words_of(asked)) <= set(words_of(said))
