"""The commands on the checks: list and explain them, switch them off, and explain what was found."""

import json
from pathlib import Path

import pytest

from tests.journeys.terminal import Terminal

TEXT = """# 1. Selection

Stocks must have a turnover above the threshold.

# 2. Weights

The cap is 10% of the index.
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "rules.md"
    file.write_text(TEXT)
    return file


def test_the_checks_are_listed_and_explained_without_a_profile(docsense: Terminal) -> None:
    lines = docsense("checks").splitlines()
    assert "DS-CAL-03\tcritical\ton\tMonth-end without a calendar" in lines
    page = docsense("checks", "ds-cal-03")
    assert "How to mend it" in page
    assert "last day of each month" in page
    assert "```" not in page
    assert "**" not in page
    family = docsense("checks", "ds-cal").splitlines()
    assert family == [line for line in lines if line.startswith("DS-CAL-")]
    assert not docsense.profile.exists()
    assert "`docsense checks` lists" in docsense.refuses("checks", "DS-CAL-99")


def test_a_check_is_switched_off_graded_and_restored(docsense: Terminal, rules: Path) -> None:
    before = {finding["rule"]: finding["severity"] for finding in docsense.review(rules)["findings"]}
    assert before["DS-PAR-01"] == "critical"
    docsense("checks", "grade", "DS-PAR-01", "low", "--reason", "Known.", "--document", rules)
    now = docsense.review(rules)
    assert {f["rule"]: f["severity"] for f in now["findings"]} == before | {"DS-PAR-01": "low"}
    assert now["rulings"] == [{"check": "DS-PAR-01", "severity": "low", "sections": []}]
    docsense("checks", "off", "DS-PAR", "--reason", "Stated elsewhere.", "--section", "selection")
    assert "other in some sections" in docsense("checks")
    docsense("checks", "restore", "DS-PAR-01", "--document", rules)
    assert "DS-PAR-01" not in {finding["rule"] for finding in docsense.review(rules)["findings"]}
    assert "1 is graded differently or off in some sections." in docsense("review", rules)
    docsense("checks", "restore", "ds-par")
    assert {f["rule"]: f["severity"] for f in docsense.review(rules)["findings"]} == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("off", "DS-PAR-01", "--reason", " "), "Say why DS-PAR-01 is to be switched off."),
        (("off", "DS-PAR-01", "--reason", "x", "--until", "soon"), "soon is no date: write it like 2027-03-31."),
        (("off", "DS-PAR-01", "--reason", "x", "--until", "2001-01-01"), "is over: give a day to come."),
        (("off", "DS-XYZ", "--reason", "x"), "There is no check DS-XYZ"),
        (
            ("off", "DS-PAR-01", "--reason", "x", "--section", "odd"),
            "Invalid value for '--section': 'odd' is not one of",
        ),
        (("restore", "DS-PAR-01"), "Nothing is ruled on DS-PAR-01 for all documents."),
    ],
)
def test_what_cannot_be_ruled_is_said_in_one_sentence(
    docsense: Terminal, rules: Path, words: tuple[str, ...], sentence: str
) -> None:
    docsense("review", rules)
    assert sentence in docsense.refuses("checks", *words)


def test_a_finding_is_explained(docsense: Terminal, rules: Path) -> None:
    finding = next(f for f in docsense.review(rules)["findings"] if f["rule"] == "DS-PAR-01")
    begins = finding["id"][:12]
    docsense("decide", rules, begins, "reject", "--reason", "Stated in the order form.", "--reviewer", "Ada")
    said = docsense("explain", rules, begins)
    for words in (
        finding["title"],
        "DS-PAR-01: A threshold or limit has no value",
        "Stocks must have a turnover above the threshold",
        "1. Selection",
        "confidence",
        "found by the engine",
        "Ada: rejected: Stated in the order form.",
    ):
        assert words in said
    assert "There is no finding" in docsense.refuses("explain", rules, "0" * 16)


def test_scores_are_printed_with_what_each_finding_would_add(docsense: Terminal, rules: Path) -> None:
    review = docsense.review(rules, "--policy", "eu_mifid2_rts6")
    scores = review["scores"]
    assert set(scores) == {"findings", "policies", "self_containment", "implementability", "compliance", "gains"}
    assert list(scores["implementability"]["parts"]) == ["formulas", "parameters", "data", "time", "worked examples"]
    assert set(scores["compliance"]) == {"eu_mifid2_rts6"}
    worst = next(f["id"] for f in review["findings"] if f["rule"] == "DS-PAR-01")
    gain = scores["gains"][worst]["self_containment"]
    docsense("decide", rules, worst, "reject", "--reason", "Meant so.")
    after = docsense.review(rules, "--policy", "eu_mifid2_rts6")["scores"]
    assert after["self_containment"]["points"] == pytest.approx(scores["self_containment"]["points"] + gain, abs=0.02)
    assert worst not in json.dumps(after)
    assert "Self-contained" in docsense("review", rules)
