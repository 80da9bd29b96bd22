"""Switching checks off, grading them differently, and explaining what was found, on a real profile."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.bootstrap import open_services
from app.usecases.analyse_document import analyse
from app.usecases.checks import catalogue, restore, rule, rulings_shown
from app.usecases.decide_finding import Decision, decide
from app.usecases.explain_finding import explain
from app.usecases.forget_document import forget
from app.usecases.import_document import import_document
from app.usecases.library import library
from app.usecases.open_review import Review, open_review
from app.usecases.ports.services import Services
from domain.analysis.finding import Severity
from domain.analysis.run import RunQueued
from domain.feedback.session import ItemState
from domain.kernel import NotFound
from domain.semantics.understanding import SectionKind

ME = "Ada"
TEXT = """# 1. Selection

Stocks must have a turnover above the threshold.

# 2. Worked example

The portfolio is rebalanced when volatility is above the threshold.
"""


@pytest.fixture
def s(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "profile") as services:
        yield services


@pytest.fixture
def document(s: Services) -> str:
    id = import_document(s, TEXT.encode(), "rules.md", "/rules.md", ME).document
    analyse(s, id, ME)
    return id


def standing(review: Review, rule: str) -> list[tuple[str, Severity]]:
    return [(r.finding.section, r.finding.severity) for r in review.findings if r.finding.rule == rule]


def again(s: Services, document: str) -> Review:
    analyse(s, document, ME)
    return open_review(s, document)


def test_a_check_that_is_off_is_not_raised_and_what_it_had_found_is_gone_until_it_is_restored(
    s: Services, document: str
) -> None:
    before = open_review(s, document)
    assert len(standing(before, "DS-PAR-01")) == 2
    rule(s, "ds-par-01", None, ME, reason="Thresholds are in the order form.")
    now = again(s, document)
    assert standing(now, "DS-PAR-01") == []
    assert [entry.findings for entry in library(s)] == [len(now.findings)]
    restore(s, "DS-PAR-01", ME)
    assert again(s, document).findings == before.findings


def test_a_decision_stays_when_its_check_is_switched_off(s: Services, document: str) -> None:
    first = next(r.finding.id for r in open_review(s, document).findings if r.finding.rule == "DS-PAR-01")
    decide(s, document, [Decision(finding=first, decision="reject", reason="Stated in Annex A.")], ME)
    rule(s, "DS-PAR", None, ME, reason="House style.")
    (left,) = [r for r in again(s, document).findings if r.finding.rule == "DS-PAR-01"]
    assert (left.finding.id, left.state) == (first, ItemState.REJECTED)


def test_a_severity_and_a_section_are_ruled_on(s: Services, document: str) -> None:
    rule(s, "DS-PAR-01", Severity.INFO, ME, reason="Known.", sections=[SectionKind.SELECTION])
    rule(s, "DS-PAR-01", None, ME, reason="An example only.", sections=[SectionKind.EXAMPLE])
    assert standing(again(s, document), "DS-PAR-01") == [("1. Selection", Severity.INFO)]


def test_a_ruling_for_one_document_is_for_that_one_and_is_forgotten_with_it(s: Services, document: str) -> None:
    other = import_document(s, TEXT.encode() + b"\nMore.", "more.md", "/more.md", ME).document
    rule(s, "DS-PAR-01", None, ME, reason="Stated in Annex A.", document=document)
    assert standing(again(s, document), "DS-PAR-01") == []
    assert len(standing(again(s, other), "DS-PAR-01")) == 2
    assert [ruling.reason for ruling in rulings_shown(s, document)] == ["Stated in Annex A."]
    forget(s, document, ME)
    assert rulings_shown(s, document) == ()


def test_a_ruling_ends_by_itself(s: Services, document: str) -> None:
    day = datetime(2026, 11, 24, 12, tzinfo=UTC)
    rule(replace(s, clock=lambda: day), "DS-PAR-01", None, ME, reason="Until the annex is there.", until=day.date())
    early, late = replace(s, clock=lambda: day), replace(s, clock=lambda: day.replace(day=26))
    assert standing(again(early, document), "DS-PAR-01") == []
    assert len(standing(again(late, document), "DS-PAR-01")) == 2
    assert [(r.until, r.ended) for r in rulings_shown(late)] == [(date(2026, 11, 24), True)]


def test_the_log_proves_under_which_rulings_a_run_was_made(s: Services, document: str) -> None:
    rule(s, "DS-GOV", None, ME, reason="Governance is reviewed elsewhere.")
    review = again(s, document)
    told = [e.event.rulings for e in s.store.events() if isinstance(e.event, RunQueued)]
    assert [[ruling.check for ruling in each] for each in told] == [[], ["DS-GOV"]]
    assert review.rulings == told[-1]


def test_what_is_no_check_and_no_family_cannot_be_ruled_on(s: Services, document: str) -> None:
    for name in ("DS-PAR-99", "DS", "reviewer", "DS-HID-02"):
        with pytest.raises(NotFound, match="docsense checks"):
            rule(s, name, None, ME, reason="x")


def test_a_rejected_finding_stays_rejected_on_the_next_revision_until_its_words_change(
    s: Services, document: str
) -> None:
    for r in open_review(s, document).findings:
        if r.finding.rule == "DS-PAR-01":
            decide(s, document, [Decision(finding=r.finding.id, decision="reject", reason="Meant so.")], ME)

    def states(text: str) -> dict[str, str]:
        import_document(s, text.encode(), "rules.md", "/rules.md", ME, revises=document)
        found = [r for r in again(s, document).findings if r.finding.rule == "DS-PAR-01"]
        return {r.finding.section: r.state.value for r in found}

    moved = TEXT.replace("Stocks must", "A word on turnover.\n\nStocks must")
    assert states(moved) == {"1. Selection": "rejected", "2. Worked example": "rejected"}
    renamed = moved.replace("1. Selection", "4. Eligibility").replace("Stocks must", "4.1 Stocks must")
    assert states(renamed) == {"4. Eligibility": "rejected", "2. Worked example": "rejected"}
    reworded = renamed.replace("Stocks must have", "Every stock must have")
    assert states(reworded) == {"4. Eligibility": "pending", "2. Worked example": "rejected"}


def test_a_text_that_says_nothing_has_no_scores(s: Services, document: str) -> None:
    assert open_review(s, document).scores
    empty = import_document(s, b"\n", "empty.md", "/empty.md", ME).document
    assert (again(s, empty).scores, again(s, empty).mended) == (None, None)


def test_a_finding_is_explained_with_its_rule_its_evidence_and_what_was_done(s: Services, document: str) -> None:
    finding = next(r.finding for r in open_review(s, document).findings if r.finding.rule == "DS-PAR-01")
    decide(s, document, [Decision(finding=finding.id, decision="accept")], ME)
    decide(s, document, [Decision(finding=finding.id, decision="reopen")], "Bob")
    decide(s, document, [Decision(finding=finding.id, decision="reject", reason="Meant so.")], "Bob")
    found = explain(s, document, finding.id)
    assert found.check == next(entry for entry in catalogue() if entry.id == "DS-PAR-01")
    assert [(p.span.quote, p.headings) for p in found.passages] == [(finding.spans[0].quote, ("1. Selection",))]
    assert [(step.by, step.what, step.reason) for step in found.steps] == [
        (ME, f"found by the engine {s.engine.info.name} {s.engine.info.version}", ""),
        (ME, "accepted", ""),
        ("Bob", "decision taken back", ""),
        ("Bob", "rejected", "Meant so."),
    ]
