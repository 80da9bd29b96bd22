"""The window of the policy packs: reading them, writing one's own in place, and trying a requirement."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from reviewer_desk import REVIEWER, Desk
from test_accessibility import _controls

from app.desktop.policies.packs_dialog import PacksDialog
from app.packs import pack_text
from app.usecases.drafts import drafts_of
from app.usecases.policies import install, known_packs, today
from domain.analysis.request import Verdict
from domain.policies.pack import EvidenceHint, Level, Pack, Requirement
from domain.policies.repository import THE_REPOSITORY

HOUSE = Pack(
    pack="house",
    title="House rules",
    pack_version="1.0",
    requirements=(
        Requirement(
            id="H-1",
            requirement="The level is published in time.",
            level=Level.MUST,
            evidence=EvidenceHint(terms=("level", "published")),
        ),
    ),
)


def opened(desk: Desk) -> PacksDialog:
    desk.window.actions_["packs"].trigger()
    dialog = desk.window.dialogs.packs()
    assert dialog
    desk.until(lambda: dialog.requirements.listed() or dialog.text.field.text())
    return dialog


@pytest.fixture
def packs(desk: Desk, document: str) -> PacksDialog:
    """The window of the packs, with the house's own pack, over an open document."""
    install(desk.services, HOUSE, REVIEWER)
    desk.open(document)
    return opened(desk)


def press(desk: Desk, button: QWidget) -> None:
    desk.until(button.isEnabled)
    desk.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(desk: Desk, packs: PacksDialog, old: str, new: str) -> None:
    """Change the text as somebody does who types."""
    packs.tabs.setCurrentWidget(packs.text)
    text = packs.text.field.text()
    assert old in text
    packs.text.field.setPlainText(text.replace(old, new))
    desk.until(lambda: packs.text.sound.text() and not packs._quiet.isActive())


def go_to(desk: Desk, packs: PacksDialog, name: str) -> None:
    packs.list.setCurrentRow(packs._names.index(name))
    title = next(entry.pack.title for entry in known_packs(desk.services) if entry.name == name)
    desk.until(lambda: packs.head.title.text() == title)


def versions(desk: Desk, name: str) -> list[str]:
    entry = next(entry for entry in known_packs(desk.services) if entry.name == name)
    return [each.pack.pack_version if each.pack else "-" for each in entry.history]


def test_own_packs_come_first_and_those_of_docsense_are_read_only(desk: Desk, packs: PacksDialog) -> None:
    assert packs._names[0] == "house"
    assert packs.list.count() == 12
    assert not packs.text.field.isReadOnly()
    go_to(desk, packs, "us_sr11_7")
    assert packs.text.field.isReadOnly()
    assert "RESCINDED" in packs.head.about.text()
    assert len(packs.requirements.listed()) == 18
    packs.requirements.step(1)
    assert packs.detail._entry
    assert packs.detail._entry.requirement.id == "SR117-2"


def test_a_fault_is_shown_at_its_line_while_it_is_written(desk: Desk, packs: PacksDialog) -> None:
    write(desk, packs, "level: MUST", "level: must")
    desk.until(lambda: packs.text.problems.count() == 1)
    line = packs.text.field.text().split("\n").index("  level: must") + 1
    assert packs.text.problems.item(0).text() == f"Line {line}: requirement H-1, level must be MUST, SHOULD or MAY"
    assert not packs.text.save.isEnabled()
    packs.text.problems.setCurrentRow(0)
    desk.press(Qt.Key.Key_Return, packs.text.problems)
    assert packs.text.field.textCursor().blockNumber() + 1 == line
    write(desk, packs, "level: must", "level: MAY")
    desk.until(lambda: packs.text.save.isEnabled())
    assert packs.text.problems.count() == 0


def test_a_pack_left_with_a_fault_opens_at_its_text_and_still_lists_what_is_saved(
    desk: Desk, packs: PacksDialog
) -> None:
    write(desk, packs, "level: MUST", "level: must")
    packs.close()
    again = opened(desk)
    desk.until(lambda: again.text.problems.count() == 1)
    assert again.tabs.currentWidget() is again.text
    assert [entry.requirement.id for entry in again.requirements.listed()] == ["H-1"]
    assert again.trial.button.isEnabled()
    press(desk, next(button for button in again.findChildren(QAbstractButton) if button.text() == "New"))
    desk.until(lambda: "pack: house_rules" in again.text.field.text())
    assert not again.nothing.isVisibleTo(again)
    write(desk, again, "level: MUST", "level: must")
    again.close()
    third = opened(desk)
    desk.until(lambda: third.text.problems.count() == 1)
    third.tabs.setCurrentIndex(0)
    assert third.nothing.isVisible()


def test_saving_makes_a_version_from_the_chosen_day_on(desk: Desk, packs: PacksDialog) -> None:
    write(desk, packs, "in time", "at noon")
    press(desk, packs.text.save)
    desk.until(lambda: "raise pack_version" in packs.answer.text())
    assert versions(desk, "house") == ["1.0"]
    write(desk, packs, "pack_version: '1.0'", "pack_version: '1.1'")
    later = today(desk.services) + timedelta(days=3)
    packs.text.since.setDate(QDate(later.year, later.month, later.day))
    press(desk, packs.text.save)
    desk.until(lambda: versions(desk, "house") == ["1.0", "1.1"])
    desk.until(lambda: f"Version 1.1 from {later} on" in packs.head.about.text())
    desk.until(lambda: drafts_of(desk.services, THE_REPOSITORY) == {})


def test_what_is_typed_is_kept_until_it_is_saved_or_discarded(desk: Desk, packs: PacksDialog) -> None:
    write(desk, packs, "in time", "at noon")
    packs.close()
    assert desk.window.dialogs.packs() is None
    desk.until(lambda: drafts_of(desk.services, THE_REPOSITORY))
    again = opened(desk)
    desk.until(lambda: "at noon" in again.text.field.text())
    press(desk, again.text.discard)
    desk.until(lambda: "in time" in again.text.field.text())
    desk.until(lambda: drafts_of(desk.services, THE_REPOSITORY) == {})
    assert versions(desk, "house") == ["1.0"]


def test_a_pack_of_docsense_is_copied_and_the_copy_saved_as_ones_own(desk: Desk, packs: PacksDialog) -> None:
    go_to(desk, packs, "us_sr11_7")
    press(desk, packs.head.copy)
    desk.until(lambda: "pack: our_us_sr11_7" in packs.text.field.text())
    press(desk, packs.text.save)
    desk.until(lambda: "our_us_sr11_7" in packs._names)
    desk.until(lambda: packs.head.title.text().endswith("(our version)"))
    assert "" not in packs._names
    assert versions(desk, "our_us_sr11_7") == ["1.0"]


def test_a_new_pack_must_not_take_the_name_of_another(desk: Desk, packs: PacksDialog) -> None:
    press(desk, next(b for b in packs.findChildren(QAbstractButton) if b.text() == "New"))
    desk.until(lambda: "pack: house_rules" in packs.text.field.text())
    write(desk, packs, "pack: house_rules", "pack: house")
    press(desk, packs.text.save)
    desk.until(lambda: "another name" in packs.answer.text())
    assert versions(desk, "house") == ["1.0"]


def test_a_pack_is_retired_and_put_back(desk: Desk, packs: PacksDialog) -> None:
    press(desk, packs.head.retire)
    desk.until(lambda: versions(desk, "house") == ["1.0", "-"])
    desk.until(packs.head.restore.isVisible)
    press(desk, packs.head.restore)
    desk.until(lambda: versions(desk, "house") == ["1.0", "-", "1.0"])
    desk.until(packs.head.retire.isVisible)


def test_a_file_is_installed_or_refused_with_its_line(desk: Desk, packs: PacksDialog, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(pack_text(HOUSE.model_copy(update={"pack": "other", "title": "Other rules"})))
    packs.install_file(file)
    desk.until(lambda: packs.head.title.text() == "Other rules")
    file.write_text("pack: x\ntitle: X\n")
    packs.install_file(file)
    desk.until(lambda: packs.answer.text().startswith("rules.yaml, line 1: pack_version is missing"))


def test_a_requirement_is_tried_on_a_document_without_a_trace(desk: Desk, packs: PacksDialog) -> None:
    head = desk.services.store.head()
    write(desk, packs, "in time", "each day")
    desk.until(lambda: "each day" in packs.requirements.listed()[0].requirement.requirement)
    packs.tabs.setCurrentIndex(0)
    press(desk, packs.trial.button)
    desk.until(lambda: packs.detail._entry and packs.detail._entry.verdict)
    assert packs.detail._entry
    assert packs.detail._entry.verdict
    assert packs.detail._entry.verdict.status is Verdict.COMPLIANT
    assert desk.services.store.head() == head
    packs.detail.passage_chosen.emit(packs.detail._entry.verdict.evidence[0])
    wanted = packs.detail._entry.verdict.evidence[0].quote
    desk.until(lambda: wanted in [each.cursor.selectedText() for each in desk.review.document.extraSelections()])


def test_every_control_has_a_name_says_what_it_does_and_is_reached_by_tab(desk: Desk, packs: PacksDialog) -> None:
    packs.tabs.setCurrentWidget(packs.text)
    controls = [each for each in _controls(packs) if each.isVisible()]
    assert len(controls) > 8
    buttons = [each for each in controls if isinstance(each, QAbstractButton)]
    assert [b.text() for b in buttons if not b.toolTip()] == []
    nameless = [type(c).__name__ for c in controls if not c.accessibleName() and c not in buttons]
    assert nameless == []
    assert [type(c).__name__ for c in controls if c.focusPolicy() == Qt.FocusPolicy.NoFocus] == []


def test_the_window_closes_with_its_packs_open(desk: Desk, packs: PacksDialog) -> None:
    write(desk, packs, "in time", "at noon")
    desk.window.close()
    assert not packs.isVisible()
    assert drafts_of(desk.services, THE_REPOSITORY)
