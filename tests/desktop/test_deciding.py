"""Decisions by key: what they do, what they refuse, and where the reviewer is taken next."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from reviewer_desk import Desk

from app.desktop.review.decision_forms import READY_REASONS
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.ports.services import Services

RaiseOn = Callable[..., str]


@pytest.fixture
def two(desk: Desk, document: str, raise_on: RaiseOn) -> tuple[Desk, str, str]:
    """A window on two findings, the graver one first."""
    first = raise_on("timely", replacement="prompt", severity="critical")
    second = raise_on("may", replacement="shall", severity="low")
    desk.open(document)
    return desk, first, second


def test_accepting_moves_on_to_the_next_undecided(two: tuple[Desk, str, str]) -> None:
    desk, first, second = two
    assert desk.review.findings.chosen == first
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.review.findings.chosen == second)
    assert (desk.state(first), desk.state(second)) == ("accepted", "pending")


def test_keys_work_in_the_list_too(two: tuple[Desk, str, str]) -> None:
    desk, first, second = two
    desk.review.findings.list.list.setFocus()
    desk.press(Qt.Key.Key_A, desk.review.findings.list.list)
    desk.until(lambda: desk.review.findings.chosen == second)
    assert desk.state(first) == "accepted"


def test_rejecting_needs_a_reason_and_a_digit_is_enough(two: tuple[Desk, str, str]) -> None:
    desk, first, second = two
    desk.press(Qt.Key.Key_R)
    desk.press(Qt.Key.Key_Return)
    form = desk.review.findings.detail.reject_form
    assert form.isVisible()
    assert form.problem.isVisible()
    assert "Say why" in form.problem.text()
    desk.type("2")
    desk.until(lambda: desk.review.findings.chosen == second)
    review = open_review(desk.services, desk.review.review.document)
    assert (review.findings[0].state.value, review.findings[0].reason) == ("rejected", READY_REASONS[1])
    assert desk.state(first) == "rejected"


def test_typing_a_reason_decides_on_nothing_else(two: tuple[Desk, str, str]) -> None:
    desk, first, second = two
    desk.press(Qt.Key.Key_R)
    desk.type("area juke 1 un")
    assert desk.review.findings.chosen == first
    assert desk.state(first) == "pending"
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.review.findings.chosen == second)
    review = open_review(desk.services, desk.review.review.document)
    assert review.findings[0].reason == "area juke 1 un"


def test_editing_begins_with_the_suggestion(two: tuple[Desk, str, str]) -> None:
    desk, first, second = two
    desk.press(Qt.Key.Key_E)
    assert desk.review.findings.detail.edit_form.text.toPlainText() == "prompt"
    desk.type("er")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.review.findings.chosen == second)
    edit = open_review(desk.services, desk.review.review.document).findings[0].edit
    assert edit
    assert edit.change.text == "prompter"  # type: ignore[union-attr]
    assert desk.state(first) == "modified"


def test_a_form_opens_in_sight(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    raise_on("may", replacement="shall " * 60, title="A long title about the sponsor " * 8)
    desk.open(document)
    desk.press(Qt.Key.Key_E)
    desk.until(lambda: not desk.review.findings.detail.edit_form.done_button.visibleRegion().isEmpty())


def test_esc_leaves_the_form_and_keeps_its_text(two: tuple[Desk, str, str]) -> None:
    desk, first, _ = two
    desk.press(Qt.Key.Key_R)
    desk.type("half a thou")
    desk.press(Qt.Key.Key_Escape)
    assert not desk.review.findings.detail.reject_form.isVisible()
    desk.press(Qt.Key.Key_J)
    desk.press(Qt.Key.Key_K)
    assert desk.review.findings.chosen == first
    assert not desk.review.findings.detail.reject_form.isVisible()
    desk.press(Qt.Key.Key_R)
    assert desk.review.findings.detail.reject_form.text.toPlainText() == "half a thou"


def test_a_decision_can_be_taken_back_and_replaced(two: tuple[Desk, str, str]) -> None:
    desk, first, second = two
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.review.findings.chosen == second)
    desk.press(Qt.Key.Key_K)
    desk.press(Qt.Key.Key_R)
    desk.type("3")
    desk.until(lambda: desk.state(first) == "rejected")
    desk.until(lambda: desk.review.findings.chosen == second)
    desk.bot.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.until(lambda: desk.state(first) == "pending")
    desk.until(lambda: desk.review.findings.chosen == first)
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.review.findings.chosen == second)
    desk.press(Qt.Key.Key_K)
    desk.press(Qt.Key.Key_U)
    desk.until(lambda: desk.state(first) == "pending")


def test_an_overlapping_edit_names_the_other_finding(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    wide = raise_on("published in a timely manner", replacement="published", title="Too wide", severity="critical")
    narrow = raise_on("timely", replacement="prompt", title="Too vague", severity="low")
    desk.open(document)
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.review.findings.chosen == narrow)
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.said("Too wide"))
    assert desk.review.findings.chosen == narrow
    assert desk.state(narrow) == "pending"
    desk.offer("Show that finding")
    assert desk.review.findings.chosen == wide


def test_an_accepted_placeholder_is_pointed_out(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    finding = raise_on("suitable", replacement="[to be specified: how many]")
    desk.open(document)
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.state(finding) == "accepted")
    desk.until(lambda: desk.sees("The accepted text still leaves a place to be specified"))
    assert desk.window.messages.texts() == []
    desk.press(Qt.Key.Key_E)
    assert desk.review.findings.detail.edit_form.text.text() == "[to be specified: how many]"
    desk.review.findings.detail.edit_form.text.setPlainText("")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.state(finding) == "modified")
    desk.until(lambda: not desk.sees("a place to be specified"))


def test_a_locked_review_asks_for_nothing_to_be_filled_in(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    raise_on("suitable", replacement="[to be specified: how many]")
    desk.open(document)
    assert desk.sees("Press E to fill it in")
    desk.review.sign_off.approve_now()
    desk.until(lambda: desk.review.review.approved)
    assert not desk.sees("Press E")


def test_the_list_can_be_narrowed(two: tuple[Desk, str, str]) -> None:
    desk, first, second = two
    findings = desk.review.findings.list
    findings.words.setText("SHALL may")
    assert findings.listed() == []
    findings.words.setText("may")
    assert findings.listed() == [second]
    findings.words.clear()
    findings.state.setCurrentIndex(1)
    assert findings.listed() == [first, second]
    desk.review.findings.choose(first)
    desk.press(Qt.Key.Key_A, desk.window)
    desk.until(lambda: findings.listed() == [second])
    assert desk.review.findings.chosen == second


def test_no_finding_is_decided_that_the_filter_hides(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    hidden = raise_on("timely", severity="critical")
    one, other = raise_on("weights", severity="high"), raise_on("The weight", severity="low")
    desk.open(document)
    assert desk.review.findings.chosen == hidden
    desk.review.findings.list.words.setFocus()
    desk.type("weight")
    assert desk.review.findings.chosen == one
    assert desk.window.focusWidget() is desk.review.findings.list.words
    for finding in (one, other):
        desk.press(Qt.Key.Key_A, desk.review)
        desk.until(lambda finding=finding: desk.state(finding) == "accepted")
        desk.until(lambda: desk.review.findings.chosen == other)
    desk.press(Qt.Key.Key_A, desk.review)
    assert desk.state(hidden) == "pending"
    desk.review.findings.list.words.setText("nothing says this")
    desk.review.show_review(desk.review.review)
    assert desk.review.findings.chosen is None
    assert not desk.window.actions_["accept"].isEnabled()


def test_taking_a_decision_back_keeps_what_was_typed(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    finding = raise_on("timely", replacement="prompt")
    desk.open(document)
    desk.press(Qt.Key.Key_E)
    desk.type("er")
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.state(finding) == "accepted")
    desk.press(Qt.Key.Key_U)
    desk.until(lambda: desk.review.review.findings[0].state.value == "pending")
    desk.press(Qt.Key.Key_E)
    assert desk.review.findings.detail.edit_form.text.text() == "prompter"


def test_a_finding_half_written_is_not_lost_to_another(desk: Desk, document: str) -> None:
    desk.open(document)
    form = desk.review.raising.form
    desk.select("suitable number")
    desk.press(Qt.Key.Key_N, desk.window)
    desk.type("Name th")
    desk.press(Qt.Key.Key_Escape)
    desk.select("timely")
    desk.press(Qt.Key.Key_N, desk.window)
    assert desk.said("You were writing a finding on “suitable number”.")
    desk.offer("Continue it")
    assert (form.title.text(), form.replacement.text()) == ("Name th", "suitable number")
    desk.press(Qt.Key.Key_N, desk.review.document)
    desk.offer("Discard it and begin another")
    assert (form.title.text(), form.replacement.text()) == ("", "timely")


def test_a_selection_over_two_paragraphs_is_said_to_be_cut(desk: Desk, document: str) -> None:
    desk.open(document)
    view = desk.review.document
    cursor = view.textCursor()
    cursor.setPosition(view.document().find("timely").selectionStart())
    cursor.setPosition(view.document().find("sponsor").selectionEnd(), cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    desk.press(Qt.Key.Key_N, desk.window)
    assert desk.said("more than one paragraph")
    assert desk.review.raising.form.replacement.text() == "timely manner on each day."
    desk.press(Qt.Key.Key_Escape)
    desk.window.messages.clear()
    desk.select("timely manner")
    desk.press(Qt.Key.Key_N, desk.window)
    assert desk.window.messages.texts() == []


def test_characters_that_are_not_touched_stay(desk: Desk, services: Services) -> None:
    text = "Level\u00a0of 10\u202f% is\u00a0vague."
    document = import_document(services, f"{text}\n".encode(), "n.md", "/n.md", "A. Reviewer").document
    desk.open(document)
    desk.review.document.selectAll()
    desk.press(Qt.Key.Key_N, desk.window)
    desk.type("Vague")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.review.review.findings)
    finding = desk.review.review.findings[0].finding
    assert finding.suggestion is None
    desk.press(Qt.Key.Key_E, desk.review)
    desk.type(" Yes.")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.review.review.findings[0].edit)
    assert desk.review.review.findings[0].edit.change.text == f"{text} Yes."  # type: ignore[union-attr]


def test_keys_in_the_filter_are_text(two: tuple[Desk, str, str]) -> None:
    desk, first, _ = two
    desk.review.findings.list.words.setFocus()
    desk.type("a")
    desk.press(Qt.Key.Key_J, desk.review.findings.list.state)
    assert desk.review.findings.chosen == first
    assert desk.state(first) == "pending"
    assert desk.review.findings.list.words.text() == "a"


def test_a_finding_of_ones_own(desk: Desk, document: str) -> None:
    desk.open(document)
    desk.select("suitable number")
    desk.press(Qt.Key.Key_N, desk.window)
    assert desk.review.raising.form.isVisible()
    assert not desk.review.raising.form.save.isEnabled()
    desk.type("Name the number")
    desk.review.raising.form.replacement.setPlainText("four decimals")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.review.review.findings)
    own = desk.review.review.findings[0].finding
    assert (own.title, own.spans[0].quote) == ("Name the number", "suitable number")
    assert own.suggestion
    assert own.suggestion.text == "four decimals"  # type: ignore[union-attr]
    assert desk.review.findings.chosen == own.id


def test_an_unchanged_passage_is_no_suggestion(desk: Desk, document: str) -> None:
    desk.open(document)
    desk.select("suitable number")
    desk.press(Qt.Key.Key_N, desk.window)
    desk.type("Vague")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: desk.review.review.findings)
    assert desk.review.review.findings[0].finding.suggestion is None


def test_without_a_selection_it_says_how(desk: Desk, document: str) -> None:
    desk.open(document)
    desk.press(Qt.Key.Key_N, desk.window)
    assert desk.said("Select the passage")
    assert not desk.review.raising.form.isVisible()
