"""Verdicts: which of the things asked for are there, how they are said, with which figures, and in what document."""

import pytest

from domain.analysis.checks import observe
from domain.analysis.compliance.contradictions import contradictions
from domain.analysis.compliance.verdicts import check_policies
from domain.analysis.finding import Category
from domain.analysis.request import PolicyVerdict, Verdict
from domain.policies.pack import EvidenceHint, Level, Pack, Requirement
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of

COMPLIANT, PARTIAL, MISSING = Verdict.COMPLIANT, Verdict.PARTIAL, Verdict.MISSING
CONTRADICTED, ELSEWHERE = Verdict.CONTRADICTED, Verdict.NOT_THIS_DOCUMENT

KILL = Requirement(
    id="KILL",
    requirement="The firm can immediately cancel all unexecuted orders with a kill switch.",
    level=Level.MUST,
    evidence=EvidenceHint(terms=("kill", "cancel all", "unexecuted"), numbers="time to effect"),
)
RECORDS = Requirement(
    id="REC",
    requirement="Records of orders and cancellations are kept for years.",
    level=Level.MUST,
    evidence=EvidenceHint(terms=("record", "retention", "cancel"), numbers="retention in years"),
)
DIVIDENDS = Requirement(
    id="CA",
    requirement="Each corporate action has a stated adjustment.",
    level=Level.MUST,
    evidence=EvidenceHint(terms=("split", "dividend", "spin-off", "merger")),
)
OWNERS = Requirement(id="OWN", requirement="Every algorithm has a named owner and a deputy.", level=Level.SHOULD)


def verdict(requirement: Requirement, text: str, title: str = "T") -> PolicyVerdict:
    pack = Pack(pack="pack", title="Pack", pack_version="1", requirements=(requirement,))
    ir = build_ir(title, blocks_of(text))
    (found,) = check_policies(ir, (pack,), observe(ir))
    return found


CASES = [
    (KILL, COMPLIANT, "The kill switch cancels all open orders at every venue within one second."),
    (KILL, COMPLIANT, "An emergency stop must cancel all resting orders immediately, in 500 ms at most."),
    (KILL, PARTIAL, "The kill switch cancels all open orders."),
    (KILL, PARTIAL, "The kill switch may cancel all open orders within one second."),
    (KILL, PARTIAL, "A kill switch stops the strategy immediately. Positions stay as they are."),
    (KILL, MISSING, "Orders are sent to the venue with the best price within one second."),
    (KILL, MISSING, "# Kill switch\n\nNothing is said here."),
    (KILL, MISSING, "A kill switch is planned for the next release."),
    (KILL, MISSING, ""),
    (KILL, CONTRADICTED, "Orders are sent at once.\n\nThere is no kill switch.\n\nPrices are checked."),
    (
        RECORDS,
        COMPLIANT,
        "Records of all orders, cancellations included, are kept for five years (retention).",
    ),
    (RECORDS, PARTIAL, "A log of all orders and cancellations is kept."),
    (RECORDS, CONTRADICTED, "Cancelled orders are not recorded."),
    (
        DIVIDENDS,
        COMPLIANT,
        "The adjustment of each corporate action (split, dividend, spin-off, merger) follows.",
    ),
    (DIVIDENDS, PARTIAL, "On a split, the adjustment factor applies. Dividends are reinvested."),
    (DIVIDENDS, MISSING, "Volatility is measured every day."),
    (OWNERS, COMPLIANT, "The owner of each algorithm and the owner's deputy are named in the register."),
    (OWNERS, MISSING, "Prices are rounded."),
]


@pytest.mark.parametrize(("requirement", "status", "text"), CASES)
def test_status(requirement: Requirement, status: Verdict, text: str) -> None:
    assert verdict(requirement, text).status is status


def test_what_is_lacking_is_told_in_the_packs_own_words() -> None:
    found = verdict(KILL, "The kill switch stops the strategy.")
    assert found.lacking == ("cancel all", "unexecuted", "figures: time to effect")


def test_what_is_lacking_is_told_in_whole_words() -> None:
    terms = ("redundan", "responsib", "unavailab", "author")
    found = verdict(KILL.model_copy(update={"evidence": EvidenceHint(terms=terms)}), "Prices are used.")
    whole = ("redundancy", "responsibility", "unavailability", "author")
    assert found.lacking == whole


def test_a_choice_that_is_left_open_is_told_as_such_and_not_as_a_finding_is() -> None:
    rule = asks("Clear rules say how and when discretion may be used.")
    found = verdict(rule, "The committee may exclude any stock at its sole discretion.")
    assert found.lacking == ("a rule in place of each choice that is left open",)


def test_the_passages_that_speak_of_most_are_quoted_three_at_most() -> None:
    best = "A kill switch cancels all open orders."
    text = "\n\n".join(["Prices are good."] * 5 + ["Orders are cancelled."] * 4 + [best])
    found = verdict(KILL, text)
    assert len(found.evidence) == 3
    assert found.evidence[0].quote == best
    assert found.searched == 10


def test_a_row_of_a_table_is_read_as_one_and_quoted_by_the_cell_that_says_most() -> None:
    found = verdict(KILL, "| Control | Effect |\n| Kill switch | all open orders are cancelled in 1 second |")
    assert found.status is COMPLIANT
    assert found.evidence[0].quote == "all open orders are cancelled in 1 second"


ORDER_VALUE = Requirement(
    id="VAL",
    requirement="A maximum order value stops large orders.",
    level=Level.MUST,
    evidence=EvidenceHint(terms=("maximum order value", "notional limit"), numbers="amount and currency"),
)
OWNER = Requirement(
    id="OWNER",
    requirement="The desk that owns the algorithm is named.",
    level=Level.MUST,
    evidence=EvidenceHint(terms=("owner", "desk")),
)
NOTICE = Requirement(
    id="NOTICE",
    requirement="Changes are published with notice.",
    level=Level.MUST,
    evidence=EvidenceHint(terms=("change", "notice period"), numbers="days of notice"),
)
COVER = "# Heron\n\nSpecification, version 1.4, owner: Trading Desk\n\n# 1 Rules\n\nOrders are sent."
TABLE = "# 1 Checks\n\n| Check | Limit | Action |\n| Order value | EUR 250,000 | reject |\n| Price | 2% | reject |"


def test_a_table_of_limits_gives_limits_and_its_head_is_no_evidence() -> None:
    found = verdict(ORDER_VALUE, TABLE)
    assert found.status is PARTIAL
    assert found.lacking == ()
    assert found.searched == 6
    assert not {"Check", "Limit", "Action"} & {span.quote for span in found.evidence}
    assert verdict(LIMITS, TABLE).status is COMPLIANT


def test_the_first_row_of_a_table_without_a_head_is_evidence() -> None:
    assert verdict(OWNER, "| Owner | Trading desk |\n| Version | 1.4 |").searched == 4


def test_of_a_cover_line_only_what_it_is_labelled_with_is_evidence() -> None:
    assert verdict(OWNER, COVER).lacking == ("desk",)
    assert verdict(OWNER, COVER.replace("Desk", "Desk.")).lacking == ()


def test_days_of_notice_are_a_notice_period() -> None:
    assert verdict(NOTICE, "Changes are announced at least 20 Index Business Days before they apply.").lacking == ()


@pytest.mark.parametrize(
    ("text", "status", "lacking"),
    [
        ("The kill switch cancels all open orders immediately, within one second.", COMPLIANT, ()),
        ("The kill switch cancels all open orders within one second.", PARTIAL, ("panic room",)),
    ],
)
def test_what_is_compliant_lacks_nothing(text: str, status: Verdict, lacking: tuple[str, ...]) -> None:
    """Where not all of the terms are said, the requirement's own words are."""
    hint = EvidenceHint(terms=("kill", "cancel all", "unexecuted", "panic room"), numbers="time to effect")
    found = verdict(KILL.model_copy(update={"evidence": hint}), text)
    assert (found.status, found.lacking) == (status, lacking)


def test_a_requirement_that_should_be_met_is_met_by_a_wish() -> None:
    text = "The kill switch should cancel all open orders immediately, within one second."
    assert verdict(KILL, text).status is PARTIAL
    assert verdict(KILL.model_copy(update={"level": Level.SHOULD}), text).status is COMPLIANT


@pytest.mark.parametrize(
    ("requirement", "title", "text", "status"),
    [
        (KILL, "Water Index", "The index level is the sum of the prices of its constituents.", ELSEWHERE),
        (KILL, "Water Index", "The index level is computed daily. A kill switch cancels all open orders.", PARTIAL),
        (
            DIVIDENDS,
            "TWAP execution",
            "Child orders are sent to the venue and filled.",
            ELSEWHERE,
        ),
        (DIVIDENDS, "Water Index", "The index level is the sum of the prices of its constituents.", MISSING),
        (KILL, "Lunch", "There is soup.", MISSING),
    ],
)
def test_a_requirement_of_another_kind_of_document(
    requirement: Requirement, title: str, text: str, status: Verdict
) -> None:
    assert verdict(requirement, text, title).status is status


def asks(words: str) -> Requirement:
    return Requirement(id="R", requirement=words, level=Level.MUST)


FORMULAS = asks("Every variable, index and function in a formula is defined, with units and domain.")
PARAMETERS = asks("Each parameter has a value or stated range.")
REFERENCES = asks("Each cross-reference points to an existing section, table, annex or URL.")
TOTALS = asks("Table totals and weights add up as stated.")
ONE_VALUE = asks("The same fact (limit, date) has one value throughout document and linked documents.")
ZONES = asks("Each time of day has a time zone and daylight-saving rule.")
CALENDARS = asks("Business day, trading day and holiday calendars are named by exchange or centre.")
LIMITS = asks("Each limit says value, unit, scope, measuring basis, and action when reached.")
EXAMPLE = asks("At least one worked example with full inputs gives the published output.")
TERMS = asks("The statement defines all key terms of the benchmark.")

OF_THE_DOCUMENT = [
    (FORMULAS, COMPLIANT, "R = P / Q\n\nwhere:\n\n* P = closing price\n\n* Q = price of the day before"),
    (FORMULAS, PARTIAL, "R = P / Q\n\nwhere:\n\n* P = closing price"),
    (FORMULAS, MISSING, "The return is measured."),
    (PARAMETERS, COMPLIANT, "| Parameter | Value |\n| Lookback window | 60 days |\n| Cap | 5% |"),
    (PARAMETERS, MISSING, "The maximum weight is capped at an appropriate level."),
    (REFERENCES, COMPLIANT, "# 1. Rules\n\nSee Section 2.\n\n# 2. Data\n\nPrices are used."),
    (REFERENCES, MISSING, "# 1. Rules\n\nThe score is set out in Appendix A."),
    (REFERENCES, ELSEWHERE, "Prices are used."),
    (TOTALS, COMPLIANT, "| Part | Weight |\n| A | 40% |\n| B | 60% |\n| Total | 100% |"),
    (TOTALS, CONTRADICTED, "| Part | Weight |\n| A | 40% |\n| B | 50% |\n| Total | 100% |"),
    (TOTALS, ELSEWHERE, "Prices are used."),
    (ZONES, COMPLIANT, "Prices are taken at 16:00 London time."),
    (ZONES, MISSING, "Prices are taken at 16:00."),
    (
        CALENDARS,
        COMPLIANT,
        "“Trading Day” means a day on which Xetra is open for trading.",
    ),
    (CALENDARS, MISSING, "The index is computed each business day."),
    (CALENDARS, ELSEWHERE, "The vault is rebalanced on-chain by smart contracts."),
    (LIMITS, COMPLIANT, "An order above the limit of 500 lots is rejected."),
    (LIMITS, MISSING, "The limit is 500 lots."),
    (EXAMPLE, MISSING, "Prices are used."),
    (EXAMPLE, PARTIAL, "For example, a price of 5 is used."),
    (TERMS, COMPLIANT, "“Review Day” means the last Friday of March. On the Review Day weights are set."),
]


@pytest.mark.parametrize(("requirement", "status", "text"), OF_THE_DOCUMENT)
def test_what_is_asked_of_the_document_itself_is_read_from_what_was_understood(
    requirement: Requirement, status: Verdict, text: str
) -> None:
    assert verdict(requirement, text).status is status


def test_what_is_lacking_in_the_document_itself_is_named() -> None:
    found = verdict(FORMULAS, "R = P / Q\n\nwhere:\n\n* P = closing price")
    assert found.lacking == ("the meaning of Q",)
    assert found.evidence[0].quote == "R = P / Q"


def test_only_what_the_text_rules_out_becomes_a_finding() -> None:
    pack = Pack(pack="pack", title="Pack", pack_version="1", requirements=(KILL, RECORDS, DIVIDENDS))
    ir = build_ir("T", blocks_of("Orders are sent at once.\n\nThere is no kill switch.\n\nPrices are checked."))
    verdicts = tuple(check_policies(ir, (pack,)))
    (found,) = contradictions(verdicts, (pack,), ())
    assert (found.category, found.policy) == (Category.COMPLIANCE_GAP, "pack/KILL")
    assert found.spans[0].quote == "There is no kill switch."
    assert not list(contradictions(verdicts, (pack,), (found,)))
