"""Checks in the window: what each looks for, switching one off from a finding, and taking that back."""

import pytest
from PySide6.QtCore import Qt
from reviewer_desk import Desk

from app.desktop.checks.dialog import ChecksDialog
from app.usecases.analyse_document import analyse
from app.usecases.checks import rulings_shown
from app.usecases.open_review import open_review

RULE = "DS-GOV-02"


@pytest.fixture
def analysed(desk: Desk, document: str) -> str:
    analyse(desk.services, document, "A. Reviewer")
    desk.open(document)
    return document


def dialog(desk: Desk) -> ChecksDialog:
    (found,) = [each for each in desk.window.findChildren(ChecksDialog) if each.isVisible()]
    return found


def found_by(desk: Desk, rule: str) -> list[str]:
    return [id for id, r in desk.review._findings.items() if r.finding.rule == rule]


def rules(desk: Desk) -> set[str]:
    return {r.finding.rule for r in desk.review.review.findings}


def state_of(dialog: ChecksDialog, id: str) -> str:
    return next(item.text(2) for item in dialog._items() if item.data(0, Qt.ItemDataRole.UserRole) == id)


def test_a_check_is_switched_off_from_its_finding_and_restored(desk: Desk, analysed: str) -> None:
    rule = next(iter(rules(desk)))
    desk.review.look_at(found_by(desk, rule)[0])
    desk.review.findings.detail._source.linkActivated.emit("silence")
    desk.until(lambda: dialog(desk).form.isVisible())
    checks = dialog(desk)
    assert rule in checks.form.heading.text()
    assert rule in checks.page.toPlainText()
    desk.press(Qt.Key.Key_Return, checks.form.reason)
    assert "Say why" in checks.form.problem.text()
    desk.bot.keyClicks(checks.form.reason, "Stated in the order form.")
    desk.press(Qt.Key.Key_Return, checks.form.reason)
    desk.until(lambda: rule not in rules(desk))
    assert [(r.check, r.document, r.reason) for r in rulings_shown(desk.services, analysed)] == [
        (rule, analysed, "Stated in the order form.")
    ]
    desk.until(lambda: state_of(checks, rule) == "off")
    assert "Off for this document: Stated in the order form." in checks.rulings.text()
    desk.until(lambda: desk.sees("1 check is switched off."))
    desk.until(lambda: not desk.window.analysis.is_running(analysed))
    desk.bot.mouseClick(checks.back, Qt.MouseButton.LeftButton)
    desk.until(lambda: rule in rules(desk))
    desk.until(lambda: state_of(checks, rule) == "on")
    assert not desk.sees("switched off")


def test_a_family_is_graded_for_all_documents_from_the_help_menu(desk: Desk) -> None:
    desk.window.actions_["checks"].trigger()
    checks = dialog(desk)
    checks.show_check("DS-CAL")
    desk.until(lambda: checks.tree.currentItem() and "DS-CAL-03" in checks.page.toPlainText())
    checks.switch.click()
    assert checks.form.scope.count() == 1, "no document is open"
    checks.form.what.setCurrentText("Grade low")
    checks.form.until.setText("tomorrow")
    desk.bot.keyClicks(checks.form.reason, "House calendar.")
    checks.form.done_button.click()
    assert "2027-03-31" in checks.form.problem.text()
    checks.form.until.setText("2999-12-31")
    checks.form.done_button.click()
    desk.until(lambda: state_of(checks, "DS-CAL-03") == "graded low")
    assert state_of(checks, "DS-REF-01") == "on"
    assert "Graded low for all documents until 31 Dec 2999: House calendar." in checks.rulings.text()


def test_the_checks_are_filtered_by_what_they_say(desk: Desk) -> None:
    desk.window.actions_["checks"].trigger()
    checks = dialog(desk)
    desk.until(lambda: checks.tree.currentItem())
    checks.words.setFocus()
    checks.words.setText("daylight saving")
    listed = [item.data(0, Qt.ItemDataRole.UserRole) for item in checks._items() if not item.isHidden()]
    assert "DS-CAL-08" in listed
    assert "DS-REF-01" not in listed
    assert "DS-REF" not in listed
    assert checks.words.hasFocus()
    checks.words.setText("xyzzy")
    assert checks.nothing.isVisible()
    assert not checks.switch.isEnabled(), "what is not listed cannot be ruled on"
    assert checks.page.toPlainText() == ""
    checks.show_check("DS-REF-01")
    assert checks.words.text() == ""
    assert not checks.nothing.isVisible()
    assert "DS-REF-01" in checks.page.toPlainText()


def test_there_is_one_window_of_the_checks_and_it_rules_on_the_open_document(desk: Desk, document: str) -> None:
    desk.window.actions_["checks"].trigger()
    first = dialog(desk)
    desk.until(lambda: first.tree.currentItem())
    desk.open(document)
    desk.window.actions_["checks"].trigger()
    assert dialog(desk) is first
    first.show_check("DS-VAG-02", ask=True)
    assert first.form.scope.itemText(0) == "this document"
    first.form.section.setCurrentText("in sections on notice")
    desk.bot.keyClicks(first.form.reason, "It is agreed.")
    first.form.done_button.click()
    desk.until(lambda: desk.said("DS-VAG-02 is switched off in sections on notice."))
    desk.until(lambda: not desk.window.analysis.is_running(document))


def test_only_a_check_of_the_catalogue_is_explained(desk: Desk, document: str, raise_on: object) -> None:
    assert callable(raise_on)
    own = raise_on("timely")
    desk.open(document)
    desk.review.look_at(own)
    assert not desk.window.actions_["about_check"].isEnabled()
    assert "About this check" not in desk.review.findings.detail._source.text()
    analyse(desk.services, document, "A. Reviewer")
    other = next(r for r in open_review(desk.services, document).findings if r.finding.id != own)
    desk.until(lambda: other.finding.id in desk.review._findings)
    desk.review.look_at(other.finding.id)
    desk.window.actions_["about_check"].trigger()
    desk.until(lambda: other.finding.rule in dialog(desk).page.toPlainText())
    assert not dialog(desk).form.isVisible()
