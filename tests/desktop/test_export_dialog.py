"""The export dialog: what can be chosen, what is remembered, and what is said afterwards."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from reviewer_desk import REVIEWER, Desk

from app.desktop.review.export_dialog import ExportDialog
from app.usecases.approve_session import approve
from app.usecases.decide_finding import Decision, decide
from app.usecases.ports.services import Services
from tests.exporting.judges import W, notation

CHOICES = {
    "tracked": "Word file with tracked changes",
    "clean": "Word file with the changes made",
    "source": "Original Markdown with the changes made",
    "html": "Report as a web page",
}


@pytest.fixture
def approved(services: Services, document: str, raise_on: Callable[..., str]) -> list[str]:
    """Two accepted edits and a remark, in the order of the text."""
    findings = [
        raise_on("in a timely manner", title="When?", replacement="at 17:30"),
        raise_on("after notice", title="Which notice?", replacement="after a notice of 10 days"),
        raise_on("a suitable number", title="How many?"),
    ]
    decide(services, document, [Decision(finding=f, decision="accept") for f in findings], REVIEWER)
    approve(services, document, REVIEWER)
    return findings


def opened(desk: Desk, document: str) -> ExportDialog:
    if desk.window.workspace is None:
        desk.open(document)
    desk.window.actions_["export"].trigger()
    desk.until(lambda: [d for d in desk.window.findChildren(ExportDialog) if d.isVisible()])
    return next(d for d in desk.window.findChildren(ExportDialog) if d.isVisible())


def choose(dialog: ExportDialog, words: str) -> None:
    dialog.form.setCurrentIndex(dialog.form.findText(words))


def save_as(desk: Desk, dialog: ExportDialog, out: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Press the button and answer where to; the answer is the name that was proposed."""
    proposed: list[str] = []

    def answer(_parent: object, _title: str, name: str, _filter: str) -> tuple[str, str]:
        proposed.append(name)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    desk.bot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.said(f"Saved as {out}"))
    return proposed[0]


def part(out: Path, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        return archive.read(name).decode()


def test_the_changes_leave_under_the_chosen_name_with_the_chosen_reasons(
    desk: Desk, document: str, approved: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(desk, document)
    dialog.author.setText("Example & Partners")
    dialog.initials.setText("EP")
    dialog.track.setChecked(True)
    titles = [dialog.reasons.list.item(row).text() for row in range(dialog.reasons.count())]
    assert titles == ["When?", "Which notice?"]
    dialog.reasons.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    out = tmp_path / "out.docx"
    assert save_as(desk, dialog, out, monkeypatch) == "rules – reviewed.docx"
    shown = "\n".join(notation(out.read_bytes()))
    assert "{[-in a timely manner-][+at 17:30+]}" in shown
    assert "{after" not in shown
    assert "10 days+]" in shown
    comments = part(out, "word/comments.xml")
    assert comments.count("<w:comment ") == 2
    assert 'w:author="Example &amp; Partners"' in comments
    assert 'w:initials="EP"' in comments
    assert REVIEWER not in part(out, "word/document.xml")
    assert "<w:trackRevisions" in part(out, "word/settings.xml").replace(W, "w:")
    again = opened(desk, document)
    assert (again.author.text(), again.initials.text()) == ("Example & Partners", "EP")
    assert (again.track.isChecked(), again.strip.isChecked()) == (True, False)
    boxes = [again.reasons.list.item(row).checkState() for row in range(2)]
    assert boxes == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]
    assert again.form.currentText() == CHOICES["tracked"]
    again.reject()


def test_only_what_concerns_the_chosen_form_is_asked(desk: Desk, document: str, approved: list[str]) -> None:
    dialog = opened(desk, document)

    def asked() -> list[bool]:
        return [w.isVisible() for w in (dialog.author, dialog.reasons, dialog.track, dialog.strip)]

    assert asked() == [True, True, True, True]
    choose(dialog, CHOICES["clean"])
    assert asked() == [False, False, True, True]
    choose(dialog, CHOICES["source"])
    assert asked() == [False, False, False, False]
    choose(dialog, CHOICES["html"])
    assert asked() == [False, False, False, False]
    dialog.reject()


def test_the_markdown_is_patched_and_what_it_cannot_hold_is_listed(
    desk: Desk, document: str, approved: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(desk, document)
    choose(dialog, CHOICES["source"])
    out = tmp_path / "out.md"
    assert save_as(desk, dialog, out, monkeypatch) == "rules – reviewed.md"
    assert "The level is published at 17:30 on each day." in out.read_text("utf-8")
    assert desk.said("not in the file")
    message = next(s.message for s in desk.window.messages._strips if "not in the file" in s.message.text)
    assert [line.split(":")[0] for line in message.details] == ["How many?"]


def test_a_report_leaves_from_the_window(
    desk: Desk, document: str, approved: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(desk, document)
    choose(dialog, CHOICES["html"])
    out = tmp_path / "out.html"
    assert save_as(desk, dialog, out, monkeypatch) == "rules – review report.html"
    assert "Which notice?" in out.read_text("utf-8")


def test_a_file_that_the_dialog_asked_about_is_replaced_and_one_it_did_not_know_of_is_not(
    desk: Desk, document: str, approved: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(b"mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "out"), ""))
    desk.bot.mouseClick(opened(desk, document).go, Qt.MouseButton.LeftButton)
    desk.until(lambda: desk.said("is there already"))
    assert out.read_bytes() == b"mine"
    save_as(desk, opened(desk, document), out, monkeypatch)
    assert out.read_bytes() != b"mine"
