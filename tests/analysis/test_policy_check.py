"""Policies: a verdict follows the words of evidence that are there, and quotes them."""

import pytest

from domain.analysis.policy_check import check_policies
from domain.analysis.request import PolicyVerdict, Verdict
from domain.policies.pack import EvidenceHint, Level, Pack, Requirement
from domain.semantics.ir import build_ir
from tests.analysis.notation import blocks_of


def verdict(text: str, numbers: str | None = "amount") -> PolicyVerdict:
    requirement = Requirement(
        id="R-1",
        requirement="Orders above a credit threshold are rejected.",
        level=Level.MUST,
        evidence=EvidenceHint(terms=("credit threshold", "reject", "kill switch"), numbers=numbers),
    )
    pack = Pack(pack="pack", title="Pack", pack_version="1", requirements=(requirement,))
    (found,) = check_policies(build_ir("T", blocks_of(text)), (pack,))
    return found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Orders above the credit threshold of USD 5 million are rejected.", Verdict.COMPLIANT),
        ("Orders above the credit threshold are rejected.", Verdict.PARTIAL),
        ("The credit threshold is USD 5 million.", Verdict.PARTIAL),
        ("Credit is good. A threshold is met.", Verdict.MISSING),
        ("# Credit threshold and reject\n\nNothing.", Verdict.MISSING),
        ("", Verdict.MISSING),
    ],
)
def test_status(text: str, status: Verdict) -> None:
    assert verdict(text).status is status


def test_without_figures_asked_for_words_are_enough() -> None:
    assert verdict("Orders above the credit threshold are rejected.", numbers=None).status is Verdict.COMPLIANT


def test_evidence_is_quoted_the_best_first_and_three_at_most() -> None:
    text = "\n\n".join(
        ["Weights are equal."] * 5 + ["We reject orders."] * 4 + ["Reject above the credit threshold of 5."]
    )
    found = verdict(text)
    assert len(found.evidence) == 3
    assert found.evidence[0].quote == "Reject above the credit threshold of 5."
    assert found.searched == 10
