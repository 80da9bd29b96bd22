"""Whole specifications through the window: every finding decided by key, approved, exported, judged from outside."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from reviewer_desk import Desk

from app.usecases.import_document import blocks_of
from app.usecases.open_review import ReviewedFinding
from domain.documents.changes import approved_text, collide
from domain.documents.document import Document
from domain.documents.text import ATOM
from domain.feedback.session import ItemState
from tests.builders.docx import build, paragraph
from tests.journeys.resolver import accepted, rejected

ROOT = Path(__file__).resolve().parents[2]
SPECIFICATIONS = [
    ROOT / "resources" / "samples" / "volatility-target-index.docx",
    *sorted((ROOT.parent / "shared" / "benchmark" / "specs").glob("*.docx"))[1:8:3],
]
"""Some of them: the journeys at the command line take all of them the same way."""


def decide_all(desk: Desk) -> None:
    """Accept by key what can be accepted; what changes text that is already changed is rejected by key."""
    while (reviewed := undecided(desk)) is not None:
        finding = reviewed.finding
        taken = [r.edit.change for r in desk.review.review.findings if r.edit]
        suggestion = finding.suggestion
        overlaps = suggestion is not None and any(collide(suggestion, other) for other in taken)
        desk.press(Qt.Key.Key_A, desk.review)
        if overlaps:
            desk.until(lambda: desk.said("already changes this text"))
            desk.press(Qt.Key.Key_R, desk.review)
            desk.until(lambda: desk.review.findings.detail.reject_form.isVisible())
            desk.type("1")
        desk.until(lambda id=finding.id: state(desk, id) is not ItemState.PENDING)


def undecided(desk: Desk) -> ReviewedFinding | None:
    """The finding that is looked at, while it is undecided."""
    chosen = (r for r in desk.review.review.findings if r.finding.id == desk.review.findings.chosen)
    return next((r for r in chosen if r.state is ItemState.PENDING), None)


def state(desk: Desk, finding: str) -> ItemState:
    return next(r.state for r in desk.review.review.findings if r.finding.id == finding)


def export(desk: Desk, out: Path) -> None:
    desk.until(lambda: desk.window.actions_["approve"].isEnabled())
    desk.window.actions_["approve"].trigger()
    if desk.said("a place to be specified"):
        desk.offer("Approve anyway")
    desk.until(lambda: desk.review.review.approved)
    desk.review.sign_off.export_to(out, "tracked")
    desk.until(lambda: desk.said(str(out)))


def bring_in(desk: Desk, source: Path) -> str:
    desk.drop(source)
    desk.until(lambda: desk.window.workspace and desk.review.review.engine)
    desk.until(lambda: not desk.window.analysis.is_running(desk.review.review.document))
    return desk.review.review.document


@pytest.mark.parametrize("source", SPECIFICATIONS, ids=lambda path: path.stem)
def test_a_specification_is_reviewed_by_key_and_leaves_with_tracked_changes(
    desk: Desk, tmp_path: Path, source: Path
) -> None:
    document = bring_in(desk, source)
    decide_all(desk)
    export(desk, tmp_path / "out.docx")
    revision = desk.services.store.load(Document, document).latest
    assert revision.changes
    blocks = blocks_of(desk.services, document, revision.id)
    assert rejected(tmp_path / "out.docx") == rejected(source)
    if not any(ATOM in block.text for block in blocks):
        expected = [p.text for p in approved_text(blocks, revision.changes.edits)]
        assert accepted(tmp_path / "out.docx") == expected


def test_text_beyond_the_basic_plane_an_own_finding_and_a_reopened_review(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "astral.docx"
    text = "The 𝛼-weight 📈 is red, 𝑛 is blue."
    source.write_bytes(build(paragraph(text)))
    bring_in(desk, source)
    desk.select("red")
    desk.press(Qt.Key.Key_N, desk.window)
    desk.type("Say how much")
    desk.review.raising.form.replacement.setPlainText("5 𝛽")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: any(r.finding.title == "Say how much" for r in desk.review.review.findings))
    desk.until(lambda: undecided(desk))
    decide_all(desk)
    export(desk, tmp_path / "one.docx")
    assert "📈 is 5 𝛽, 𝑛" in accepted(tmp_path / "one.docx")[0]
    desk.window.actions_["reopen"].trigger()
    desk.until(lambda: desk.window.actions_["reopen_finding"].isEnabled())
    own = next(f.id for f in (r.finding for r in desk.review.review.findings) if f.title == "Say how much")
    desk.review.findings.choose(own)
    desk.press(Qt.Key.Key_U, desk.review)
    desk.until(lambda: state(desk, own) is ItemState.PENDING)
    desk.press(Qt.Key.Key_E, desk.review)
    desk.review.findings.detail.edit_form.text.setPlainText("7 𝛾")
    desk.review.findings.detail.edit_form.done_button.click()
    desk.until(lambda: state(desk, own) is ItemState.MODIFIED)
    export(desk, tmp_path / "two.docx")
    assert str(desk.review.review.approved) == "1.1.1"
    assert "📈 is 7 𝛾, 𝑛" in accepted(tmp_path / "two.docx")[0]
    assert rejected(tmp_path / "two.docx") == [text]
