"""The whole window on real services: import, analysis, decisions, approval, export, and what survives a crash."""

import gc
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QToolButton
from reviewer_desk import REVIEWER, TEXT, Desk

from app.bootstrap import open_services
from app.desktop.messages import Message
from app.desktop.window import SPECIFICATIONS
from app.importing.detect import READS
from app.usecases.decide_finding import Decision, decide
from app.usecases.drafts import drafts_of
from app.usecases.import_document import import_document
from app.usecases.library import library
from app.usecases.open_review import open_review
from app.usecases.ports.services import Services
from app.usecases.recover_runs import recover
from domain.analysis.run import AnalysisRun, RunState
from domain.documents.document import Document
from domain.feedback.session import SessionState
from domain.kernel import new_id

RaiseOn = Callable[..., str]


@pytest.mark.usefixtures("tasks_in_children")
def test_from_a_dropped_file_to_a_word_file(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "rules.md"
    source.write_text(TEXT, encoding="utf-8")
    desk.drop(source)
    desk.until(lambda: desk.window.workspace)
    document = desk.review.review.document
    desk.until(lambda: not desk.window.analysis.is_running(document))
    desk.until(lambda: desk.review.review.engine is not None)

    desk.select("suitable number of decimals")
    desk.press(Qt.Key.Key_N, desk.window)
    desk.type("Name the number")
    desk.review.raising.form.replacement.setPlainText("four decimals")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.review.findings.chosen and desk.review.findings.detail.isVisible())
    own = desk.review.findings.chosen
    assert own
    desk.press(Qt.Key.Key_A, desk.window)
    decided = {"accepted"}
    desk.until(lambda: {r.state.value for r in desk.review.review.findings if r.finding.id == own} == decided)
    assert desk.state(own) == "accepted"

    desk.until(lambda: desk.window.actions_["approve"].isEnabled())
    desk.window.actions_["approve"].trigger()
    undecided = sum(r.state.value == "pending" for r in desk.review.review.findings)
    if undecided:
        desk.offer("Approve anyway")
    desk.until(lambda: desk.review.review.approved)
    assert str(desk.review.review.approved) == "1.1.0"
    assert not desk.window.actions_["accept"].isEnabled()

    out = tmp_path / "rules – reviewed.docx"
    desk.review.sign_off.export_to(out, "tracked")
    desk.until(out.exists)
    desk.until(lambda: desk.said(str(out)))

    desk.window.actions_["reopen"].trigger()
    desk.until(lambda: desk.review.review.session is SessionState.OPEN)
    assert desk.window.actions_["accept"].isEnabled() or desk.window.actions_["reopen_finding"].isEnabled()


def test_undecided_findings_are_counted_before_approval(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    raise_on("timely")
    raise_on("may")
    desk.open(document)
    desk.window.actions_["approve"].trigger()
    assert desk.said("2 findings are undecided and stay out")
    assert open_review(desk.services, document).session is SessionState.OPEN


def test_what_is_not_analysed_is_not_approved_unasked(desk: Desk, document: str) -> None:
    desk.open(document)
    assert desk.sees("Not analysed")
    assert desk.sees("Choose Review, Analyse.")
    desk.window.actions_["approve"].trigger()
    assert desk.said("This document is not analysed.")
    assert open_review(desk.services, document).session is SessionState.OPEN
    desk.offer("Approve anyway")
    desk.until(lambda: desk.review.review.approved)


def test_accepted_places_to_be_specified_are_counted_before_approval(
    desk: Desk, document: str, raise_on: RaiseOn
) -> None:
    first = raise_on("timely", replacement="[to be specified: when]", severity="critical")
    second = raise_on("may", replacement="[to be specified: shall or may]", severity="low")
    desk.open(document)
    accept = [Decision(finding=id, decision="accept") for id in (first, second)]
    decide(desk.services, document, accept, REVIEWER)
    desk.until(lambda: all(r.edit for r in desk.review.review.findings))
    desk.review.findings.choose(second)
    desk.window.actions_["approve"].trigger()
    assert desk.said("2 accepted texts still leave a place to be specified.")
    desk.offer("Show the first")
    assert desk.review.findings.chosen == first
    assert open_review(desk.services, document).session is SessionState.OPEN


def test_the_review_fits_a_small_screen(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    raise_on("timely", replacement="prompt " * 80, title="A long title about the sponsor " * 8)
    desk.open(document)
    for number in (1, 2, 3):
        desk.window.messages.say(Message("error", f"{number}: " + "what went wrong and where " * 30))
    desk.window.resize(960, 500)
    desk.until(lambda: desk.window.size().toTuple() == (960, 500))
    for form in (lambda: None, desk.review.findings.detail.open_edit, desk.review.findings.detail.open_reject):
        form()
        buttons = [b for b in desk.review.findings.detail.findChildren(QToolButton) if b.text()]
        assert [b.text() for b in buttons][:3] == ["Accept (A)", "Edit (E)", "Reject (R)"]
        assert all(b.visibleRegion().boundingRect() == b.rect() for b in buttons)
    assert desk.review.findings.list.list.visibleRegion().boundingRect().height() > 30
    desk.select("may")
    desk.review.raising.begin()
    save = desk.review.raising.form.save
    assert save.visibleRegion().boundingRect() == save.rect()


def test_the_import_dialog_lists_what_can_be_read() -> None:
    assert set(re.findall(r"\*(\.\w+)", SPECIFICATIONS)) == set(re.findall(r"\.\w+", READS.replace(").", "")))


def test_what_cannot_be_read_is_said_in_the_bar(desk: Desk, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.docx", tmp_path / "good.md"
    bad.write_bytes(b"PK\x03\x04 not a package")
    good.write_text(TEXT, encoding="utf-8")
    desk.drop(bad, tmp_path / "missing.md", good)
    desk.until(lambda: len(library(desk.services)) == 1)
    desk.until(lambda: len(desk.window.messages.texts()) == 2)
    assert desk.said("bad.docx: ")
    assert desk.said("missing.md")
    assert desk.window.workspace is None


def test_the_same_file_again_is_opened_not_imported(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "rules.md"
    source.write_text(TEXT, encoding="utf-8")
    desk.drop(source)
    desk.until(lambda: desk.window.workspace)
    desk.window.close_document()
    desk.drop(source)
    desk.until(lambda: desk.window.workspace)
    assert desk.said("already in the library")
    assert len(library(desk.services)) == 1


def test_a_changed_file_becomes_the_next_version(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "rules.md"
    source.write_text(TEXT, encoding="utf-8")
    desk.drop(source)
    desk.until(lambda: desk.window.workspace)
    desk.until(lambda: desk.window.library.entries())
    source.write_text(TEXT + "\nOne more sentence.\n", encoding="utf-8")
    desk.drop(source)
    desk.until(lambda: desk.said("has changed since it was imported"))
    desk.offer("Import as the next version")
    desk.until(lambda: desk.window.workspace and str(desk.review.review.number) == "2.0.0")
    assert len(library(desk.services)) == 1


def test_what_another_program_writes_is_seen(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    finding = raise_on("timely", replacement="prompt")
    desk.open(document)
    decide(desk.services, document, [Decision(finding=finding, decision="accept")], "Somebody else")
    desk.until(lambda: desk.review.review.findings[0].state.value == "accepted")
    desk.until(lambda: desk.window.library.entries()[0].pending == 0)


def test_half_typed_text_survives_a_crash(
    open_window: Callable[[Services], Desk], services: Services, document: str, raise_on: RaiseOn, tmp_path: Path
) -> None:
    first = raise_on("timely", severity="critical")
    second = raise_on("may", replacement="shall", severity="low")
    crashed = open_window(services)
    crashed.open(document)
    crashed.press(Qt.Key.Key_J)
    crashed.press(Qt.Key.Key_E)
    crashed.type(" always")
    crashed.until(lambda: drafts_of(services, document) == {f"edit:{second}": "shall always"})

    with open_services(tmp_path / "profile") as again:
        desk = open_window(again)
        desk.open(document)
        assert desk.review.findings.chosen == first
        assert not desk.review.findings.detail.edit_form.isVisible()
        desk.review.findings.choose(second)
        assert desk.review.findings.detail.edit_form.isVisible()
        assert desk.review.findings.detail.edit_form.text.toPlainText() == "shall always"
        desk.press(Qt.Key.Key_Return, desk.review.findings.detail.edit_form.text)
        desk.until(lambda: desk.state(second) == "modified")
        desk.until(lambda: drafts_of(again, document) == {})
        desk.window.close()


def test_a_half_typed_finding_of_ones_own_survives(
    open_window: Callable[[Services], Desk], services: Services, document: str
) -> None:
    crashed = open_window(services)
    crashed.open(document)
    crashed.select("suitable number")
    crashed.press(Qt.Key.Key_N, crashed.window)
    crashed.type("Name th")
    crashed.until(lambda: "own" in drafts_of(services, document))
    desk = open_window(services)
    desk.open(document)
    assert desk.review.raising.form.isVisible()
    assert desk.review.raising.form.title.text() == "Name th"


def test_closing_keeps_what_was_typed_a_moment_ago(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    finding = raise_on("timely")
    desk.open(document)
    desk.press(Qt.Key.Key_R)
    desk.type("not")
    desk.window.close()
    assert drafts_of(desk.services, document) == {f"reject:{finding}": "not"}


def test_the_window_answers_while_the_store_works(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    finding, other = raise_on("timely", severity="critical"), raise_on("may", severity="low")
    desk.open(document)
    busy, free = threading.Event(), threading.Event()

    def work() -> None:
        busy.set()
        free.wait()

    desk.window.jobs.ask(work)
    desk.until(busy.is_set)
    desk.press(Qt.Key.Key_A)
    desk.press(Qt.Key.Key_J)
    assert desk.review.findings.chosen == other
    desk.review.findings.list.words.setText("may")
    assert desk.review.findings.list.listed() == [other]
    assert desk.state(finding) == "pending"
    free.set()
    desk.until(lambda: desk.state(finding) == "accepted")


def test_an_answer_for_a_document_that_was_closed_is_dropped(desk: Desk, document: str) -> None:
    busy, free = threading.Event(), threading.Event()
    desk.window.jobs.ask(lambda: (busy.set(), free.wait()))
    desk.window.open_document(document)
    desk.window.close_document()
    free.set()
    last: list[object] = []
    job = desk.window.jobs.ask(lambda: True)
    job.done.connect(last.append)
    desk.until(lambda: last)
    assert desk.window.workspace is None


def test_a_closed_review_hears_no_keys(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    finding = raise_on("timely")
    desk.open(document)
    desk.window.close_document()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.press(Qt.Key.Key_A, desk.window)
    desk.window.open_document(document)
    desk.until(lambda: desk.window.workspace)
    assert desk.state(finding) == "pending"
    desk.press(Qt.Key.Key_A, desk.window)
    desk.until(lambda: desk.state(finding) == "accepted")


def test_the_window_times_the_collection_of_garbage(desk: Desk) -> None:
    assert not gc.isenabled()
    desk.window.close()
    assert gc.isenabled()


def test_a_question_about_a_review_goes_with_it(desk: Desk, document: str) -> None:
    other = import_document(desk.services, b"# Other\n\nText.\n", "other.md", "/specs/other.md", REVIEWER).document
    desk.open(document)
    desk.window.actions_["approve"].trigger()
    assert desk.said("not analysed")
    desk.open(other)
    assert not desk.said("not analysed")


def test_a_note_on_a_document_goes_with_it(desk: Desk, document: str) -> None:
    empty = import_document(desk.services, b"", "empty.md", "/specs/empty.md", REVIEWER).document
    desk.open(empty)
    assert desk.said("This is an empty document")
    assert not desk.review.outline.tree.isVisible()
    desk.open(document)
    assert not desk.said("This is an empty document")


def test_a_title_without_room_ends_in_an_ellipsis(desk: Desk) -> None:
    title = "Rules of the index of the hundred largest companies " * 4
    text = f"# {title}\n\nText.\n".encode()
    desk.open(import_document(desk.services, text, "long.md", "/specs/long.md", REVIEWER).document)
    shown = desk.review.header._title
    assert shown.text() == title.strip()
    assert shown.elided().endswith("…")


def test_two_documents_are_kept_apart(desk: Desk, document: str) -> None:
    other = import_document(desk.services, b"# Other\n\nText.\n", "other.md", "/specs/other.md", REVIEWER).document
    desk.open(document)
    desk.open(other)
    assert "Text." in desk.review.document.toPlainText()
    desk.until(lambda: {e.document for e in desk.window.library.entries()} == {document, other})


def test_an_analysis_that_was_cut_off_is_gone_on_with(
    open_window: Callable[[Services], Desk], services: Services, document: str
) -> None:
    revision = services.store.load(Document, document).latest.id
    with services.store.work(AnalysisRun.CONTEXT, "R", new_id()) as unit:
        run = AnalysisRun(id=new_id())
        run = unit.record(run, run.queue(document, revision, services.engine.info, ()), document=document)
        unit.record(run, run.start(), document=document)
    recover(services)  # as any command does that comes first
    desk = open_window(services)
    desk.until(lambda: [r.state for r in services.store.views.runs()] == [RunState.COMPLETED, RunState.INTERRUPTED])
    assert recover(services) == ()
