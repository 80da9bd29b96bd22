"""How a passage says it: duty, wish, denial, or open; and which figures it gives."""

import pytest

from domain.analysis.compliance.figures import gives
from domain.analysis.compliance.saying import Saying, how_said
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

FIRM, WEAK, DENIED, OPEN = Saying.FIRM, Saying.WEAK, Saying.DENIED, Saying.OPEN

SENTENCES = [
    (FIRM, "All open orders must be cancelled within one second."),
    (FIRM, "All open orders are cancelled within one second."),
    (FIRM, "The limit is USD 5 million."),
    (FIRM, "The desk head shall approve each change and may ask for a test."),
    (FIRM, "Only the head of the desk may restart it."),
    (FIRM, "If the price is not available, the last close is used."),
    (FIRM, "Unless the committee has not met, its minutes are published."),
    (FIRM, "Orders must not exceed 500 contracts."),
    (WEAK, "Open orders may be cancelled."),
    (WEAK, "Open orders should be cancelled where possible."),
    (WEAK, "Changes are usually tested."),
    (WEAK, "It is recommended to keep a log."),
    (DENIED, "A change log is not kept."),
    (DENIED, "Cancelled orders are not recorded."),
    (DENIED, "Open orders need not be reconciled; approval is not required."),
    (DENIED, "There is no kill switch."),
    (DENIED, "No fallback source is provided."),
    (DENIED, "Record keeping is out of scope."),
    (DENIED, "The algorithm does not check the price of an order."),
    (OPEN, "The kill switch is to be defined."),
    (OPEN, "Limits: TBD"),
    (OPEN, "A fallback source is planned for the next release."),
    (OPEN, "The limit is [to be specified: amount]."),
]
FIGURES = [
    ("time to effect", "Orders are cancelled within 500 ms.", True),
    ("time to effect", "Orders are cancelled at once.", False),
    ("RTO and RPO; recovery time objective", "Service is back in two hours.", True),
    ("12 months; last date", "The controls are reviewed annually.", True),
    ("review frequency", "The controls are reviewed from time to time.", False),
    ("amount and currency", "No order is above EUR 2m.", True),
    ("amount and currency", "No order is above the limit.", False),
    ("percentage or ticks; reference price", "The collar is 5% around the last price.", True),
    ("quantity and unit", "At most 500 contracts are sent.", True),
    ("number per time unit", "At most 100 messages per second.", True),
    ("date of last report", "The last report is of 12 March 2025.", True),
    ("version and date", "Version 2.3, 2025-05-12", True),
    ("named role for each step", "The risk officer approves.", True),
    ("name or role", "It is approved.", False),
    ("time with zone", "Prices are taken at 16:00 London time.", True),
    ("URL", "Published on https://example.org/rules.", True),
    ("retention in years", "Records are kept for five years.", True),
    ("days of notice", "With 30 days' notice.", True),
]


@pytest.mark.parametrize(("saying", "sentence"), SENTENCES)
def test_how_it_is_said(saying: Saying, sentence: str) -> None:
    assert how_said(sentence.lower()) is saying


@pytest.mark.parametrize(("asked", "sentence", "given"), FIGURES)
def test_the_figure_that_is_asked_for(asked: str, sentence: str, given: bool) -> None:
    (segment,) = build_ir("", blocks_of(sentence)).segments
    assert gives(asked, segment) is given
