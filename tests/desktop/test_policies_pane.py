"""How a document stands by its packs, in the window: packs, verdicts, evidence, and what the reviewer thinks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QToolButton
from reviewer_desk import REVIEWER, Desk

from app.desktop.policies.choosing import ChoosePacks
from app.desktop.policies.pane import PoliciesPane
from app.engines import minilm
from app.usecases.analyse_document import analyse
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.policies import assign, assigned_packs, install, retire
from app.usecases.ports.services import Services
from domain.analysis.request import Verdict
from domain.policies.pack import EvidenceHint, Level, Pack, Requirement

RULES = """# Controls

## 1 Switch

The kill switch is pulled by the operator at once.

## 2 Publication

The level is published each day.
"""


def requirement(id: str, text: str, *terms: str, verify: bool = False) -> Requirement:
    hint = EvidenceHint(terms=terms)
    return Requirement(
        id=id, citation=f"Rule {id}", requirement=text, level=Level.MUST, evidence=hint, verify=verify, note="As told."
    )


HOUSE = Pack(
    pack="house",
    title="House rules",
    pack_version="1.0",
    requirements=(
        requirement("H-1", "The kill switch is named.", "kill switch"),
        requirement("H-2", "An insurer covers floods.", "insurer", "flood", verify=True),
    ),
)


@pytest.fixture
def document(services: Services) -> str:
    install(services, HOUSE, REVIEWER)
    return import_document(services, RULES.encode(), "rules.md", "/specs/rules.md", REVIEWER).document


@pytest.fixture
def pane(desk: Desk, document: str) -> PoliciesPane:
    """The pane, once the house's pack is assigned and checked."""
    assign(desk.services, document, ("house",), REVIEWER)
    analyse(desk.services, document, REVIEWER)
    desk.open(document)
    desk.window.actions_["policies"].trigger()
    found = desk.review.tabs.policies.made
    assert found
    desk.until(lambda: found.list.listed())
    return found


def choose(desk: Desk, *names: str) -> None:
    """Choose these packs, and no others, in the dialog."""
    desk.window.actions_["choose_packs"].trigger()
    desk.until(lambda: desk.window.findChildren(ChoosePacks))
    (dialog,) = desk.window.findChildren(ChoosePacks)
    for name, box in dialog.boxes.items():
        if box.isChecked() != (name in names):
            box.setFocus()
            desk.press(Qt.Key.Key_Space, box)
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    desk.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    desk.until(lambda: not desk.window.findChildren(ChoosePacks))


def listed(pane: PoliciesPane) -> list[tuple[str, Verdict | None]]:
    return [(entry.requirement.id, entry.verdict and entry.verdict.status) for entry in pane.list.listed()]


def judged(desk: Desk) -> list[tuple[str, str | None, bool, str]]:
    """What the profile says the reviewer thinks: judgement, verdict instead, whether of a passage, reason."""
    review = open_review(desk.services, desk.review.review.document)
    return [(each.judgement, each.instead, each.evidence is not None, each.reason) for each in review.judgements]


def test_what_comes_closest_is_not_called_evidence(desk: Desk, pane: PoliciesPane) -> None:
    entry = pane.list.listed()[0]
    assert entry.verdict
    pane.detail.show_entry(entry)
    assert desk.sees("of evidence")
    missing = entry.verdict.model_copy(update={"status": Verdict.MISSING})
    pane.detail.show_entry(replace(entry, verdict=missing))
    assert desk.sees("none answers; ")
    assert not desk.sees("of evidence")


def test_without_packs_the_pane_says_so_and_offers_them(desk: Desk, document: str) -> None:
    desk.open(document)
    desk.window.actions_["policies"].trigger()
    assert desk.sees("No policy pack is chosen for this document.")
    pane = desk.review.tabs.policies.made
    assert pane
    assert not pane.list.isVisible()


def test_packs_chosen_in_the_window_apply_at_once_and_each_time(desk: Desk, document: str) -> None:
    desk.open(document)
    desk.window.actions_["policies"].trigger()
    choose(desk, "house")
    pane = desk.review.tabs.policies.made
    assert pane
    desk.until(lambda: pane.list.listed())
    assert listed(pane) == [("H-1", Verdict.COMPLIANT), ("H-2", Verdict.MISSING)]
    assert assigned_packs(desk.services, document) == ("house",)
    run = desk.review.review.verdicts_of
    desk.window.actions_["analyse"].trigger()
    desk.until(lambda: desk.review.review.verdicts_of != run)
    assert len(pane.list.listed()) == 2
    choose(desk)
    desk.until(lambda: not pane.list.listed())
    assert assigned_packs(desk.services, document) == ()


def test_a_verdict_shows_evidence_citation_level_note_and_whether_to_verify(desk: Desk, pane: PoliciesPane) -> None:
    for words in ("The kill switch is named.", "Rule H-1", "House rules, version 1.0", "passages searched", "As told."):
        assert desk.sees(words), words
    assert not desk.sees("still has to be checked")
    pane.list.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert desk.sees("An insurer covers floods.")
    assert desk.sees("still has to be checked against the official text")
    assert desk.sees("no evidence")


def test_evidence_leads_to_its_passage(desk: Desk, pane: PoliciesPane) -> None:
    shown: list[str] = []
    pane.passage_chosen.connect(lambda span: shown.append(span.quote))
    pane.list.step(1)
    pane.list.step(-1)
    assert shown == ["The kill switch is pulled by the operator at once."]
    marks = [selection.cursor.selectedText() for selection in desk.review.document.extraSelections()]
    assert shown[0] in marks


def test_the_tiles_count_and_filter_and_so_do_pack_and_words(desk: Desk, pane: PoliciesPane) -> None:
    tiles = {button.text().split("\n")[0]: button for button in pane.buttons.buttons()}
    assert tiles["Missing"].text().endswith(" 1")
    desk.bot.mouseClick(tiles["Missing"], Qt.MouseButton.LeftButton)
    assert [id for id, _ in listed(pane)] == ["H-2"]
    desk.bot.mouseClick(tiles["Partial"], Qt.MouseButton.LeftButton)
    assert desk.sees("No requirement is listed by this filter.")
    desk.bot.mouseClick(tiles["All"], Qt.MouseButton.LeftButton)
    pane.words.setFocus()
    desk.type("operator")
    assert [id for id, _ in listed(pane)] == ["H-1"]
    pane.words.clear()
    assert [pane.packs.itemText(at) for at in range(pane.packs.count())] == ["All packs", "House rules"]


def test_the_reviewer_agrees_and_disagrees_and_takes_it_back(desk: Desk, pane: PoliciesPane) -> None:
    desk.bot.mouseClick(pane.detail.agree, Qt.MouseButton.LeftButton)
    desk.until(lambda: judged(desk) == [("agree", None, False, "")])
    desk.until(lambda: desk.sees("✓ You agree"))
    assert desk.sees("1 of 2 judged")
    desk.bot.mouseClick(pane.detail.disagree, Qt.MouseButton.LeftButton)
    form = pane.detail.form
    form.instead.setCurrentIndex(form.instead.findText("Partial"))
    form.reason.setFocus()
    desk.type("No name")
    desk.press(Qt.Key.Key_Return)
    desk.until(lambda: judged(desk) == [("disagree", "partial", False, "No name")])
    desk.until(lambda: desk.sees("You disagree: partial\nNo name"))
    desk.bot.mouseClick(pane.detail.withdraw, Qt.MouseButton.LeftButton)
    desk.until(lambda: judged(desk) == [])
    desk.until(lambda: desk.sees("0 of 2 judged"))


def test_a_passage_is_called_evidence_or_none(desk: Desk, pane: PoliciesPane) -> None:
    def buttons(words: str) -> list[QToolButton]:
        found = pane.detail.findChildren(QToolButton)
        return [b for b in found if b.accessibleName() == words and b.isVisible()]

    def press(words: str) -> None:
        desk.bot.mouseClick(buttons(words)[0], Qt.MouseButton.LeftButton)

    press("Passage 1 is no evidence")
    desk.until(lambda: judged(desk) == [("disagree", None, True, "")])
    desk.until(lambda: buttons("Passage 1 is no evidence")[0].isChecked())
    press("Passage 1 is evidence")
    desk.until(lambda: judged(desk) == [("agree", None, True, "")])
    desk.until(lambda: buttons("Passage 1 is evidence")[0].isChecked())
    press("Passage 1 is evidence")
    desk.until(lambda: judged(desk) == [])


def test_typing_in_the_pane_decides_on_nothing(desk: Desk, pane: PoliciesPane) -> None:
    assert not desk.window.actions_["accept"].isEnabled()
    desk.bot.mouseClick(pane.detail.disagree, Qt.MouseButton.LeftButton)
    pane.detail.form.reason.setFocus()
    desk.type("n")
    assert pane.detail.form.reason.text() == "n"
    desk.press(Qt.Key.Key_Escape)
    assert not pane.detail.form.isVisible()
    assert judged(desk) == []


def test_a_pack_that_changed_since_the_analysis_is_pointed_out_until_it_is_checked(
    desk: Desk, pane: PoliciesPane
) -> None:
    assert not desk.sees("changed since the analysis")
    install(desk.services, HOUSE.model_copy(update={"pack_version": "1.1", "title": "New rules"}), REVIEWER)
    desk.until(lambda: desk.sees("changed since the analysis"))
    assert desk.sees("House rules, version 1.0")
    retire(desk.services, "house", REVIEWER)
    desk.until(lambda: not desk.sees("changed since the analysis"))


def test_it_is_said_quietly_where_evidence_is_found_by_words_alone(desk: Desk, pane: PoliciesPane) -> None:
    assert desk.sees("evidence is found by words alone") != desk.services.refiner.available


def test_what_is_missing_is_said(desk: Desk, pane: PoliciesPane) -> None:
    entry = pane.list.listed()[1]
    assert entry.verdict
    for lacking in (("who insures", "a sum insured"), ()):
        pane.detail.show_entry(replace(entry, verdict=entry.verdict.model_copy(update={"lacking": lacking})))
        assert desk.sees("What is missing: who insures; a sum insured") == bool(lacking)


@pytest.mark.skipif(minilm.model_folder() is None, reason="the sentence model is not installed: make embeddings")
def test_a_sentence_model_looks_at_the_verdicts_behind_the_findings(desk: Desk, document: str) -> None:
    assign(desk.services, document, ("house",), REVIEWER)
    desk.open(document)
    desk.window.analysis.start(document, "Controls")
    desk.until(lambda: desk.review.review.refined_by is not None)
    assert not desk.window.analysis.is_running(document)
