"""Scores in the window: meters in the header, what they are made of, and the way to the findings that cost points."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel
from reviewer_desk import Desk

from app.desktop.review.score_pane import ScorePane
from app.desktop.review.score_strip import ScoreStrip
from app.usecases.analyse_document import analyse
from domain.analysis.scores import Loss, Score


def meters(desk: Desk) -> list[str]:
    strip = desk.review.header.findChild(ScoreStrip)
    assert isinstance(strip, ScoreStrip)
    return [label.text() for label in strip.findChildren(QLabel) if label.isVisible()]


def test_there_are_no_scores_before_the_analysis_and_each_is_explained_after(desk: Desk, document: str) -> None:
    desk.open(document)
    assert meters(desk) == []
    desk.window.actions_["scores"].trigger()
    pane = desk.review.tabs.scores.made
    assert pane
    assert "no scores before" in pane.text.toPlainText()
    analyse(desk.services, document, "A. Reviewer")
    desk.until(lambda: meters(desk))
    assert [words.rpartition(" ")[0] for words in meters(desk)] == ["Self-contained", "Implementable"]
    text = pane.text.toPlainText()
    assert "There is no worked example." in text
    worst = desk.review.review.scores
    assert worst
    loss = next(loss for loss in worst.self_containment.losses if loss.findings)
    assert loss.why in text
    pane.text.anchorClicked.emit(QUrl(loss.findings[0]))
    assert desk.review.findings.chosen == loss.findings[0]
    assert desk.sees("Mending it adds")


def test_scores_behind_another_tab_are_shown_as_they_stand_once_they_are_looked_at(desk: Desk, document: str) -> None:
    desk.open(document)
    assert desk.review.tabs.scores.made is None
    desk.window.actions_["scores"].trigger()
    desk.window.actions_["findings"].trigger()
    analyse(desk.services, document, "A. Reviewer")
    desk.until(lambda: meters(desk))
    desk.window.actions_["scores"].trigger()
    pane = desk.review.tabs.scores.made
    assert pane
    assert pane.text.hasFocus()
    assert "There is no worked example." in pane.text.toPlainText()


def test_the_least_losses_are_summed_up_until_they_are_asked_for(desk: Desk, document: str) -> None:
    analyse(desk.services, document, "A. Reviewer")
    desk.open(document)
    scores = desk.review.review.scores
    assert scores

    def shown(number: int) -> str:
        losses = tuple(Loss(points=0.5 / 2**at, why=f"Loss {at}.") for at in range(number))
        lost = Score(of=100, points=100 - sum(loss.points for loss in losses), losses=losses)
        made = scores.model_copy(update={"self_containment": lost})
        pane.show_review(replace(desk.review.review, scores=made))
        return pane.text.toPlainText().partition("Implementable:")[0]

    pane = ScorePane(desk.window._look)
    desk.bot.addWidget(pane)
    assert "Loss 12." in shown(13), "the line that sums up a single one would take its place"
    assert "more, less each" not in shown(13)
    assert "99 of 100" in shown(13)
    assert "2 more, less each" in shown(14)
    assert "−0.0" not in shown(14)
    assert "99.5 of 100" in shown(1)
    shown(14)
    pane.text.anchorClicked.emit(QUrl("all"))
    assert "Loss 13." in pane.text.toPlainText()


def test_rejecting_and_mending_raise_the_meters(desk: Desk, document: str, raise_on: Callable[..., str]) -> None:
    first, second = raise_on("timely", severity="critical"), raise_on("may", replacement="shall", severity="critical")
    analyse(desk.services, document, "A. Reviewer")
    desk.open(document)
    before = desk.review.review.scores
    assert before
    desk.review.look_at(second)
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.state(second) == "accepted")
    desk.until(lambda: "→" in meters(desk)[0])
    desk.review._reject(first, "Meant so.")
    desk.until(lambda: desk.state(first) == "rejected")
    desk.until(
        lambda: (now := desk.review.review.scores) and now.self_containment.points > before.self_containment.points
    )


def test_a_click_on_the_meters_shows_what_they_are_made_of(desk: Desk, document: str) -> None:
    analyse(desk.services, document, "A. Reviewer")
    desk.open(document)
    strip = desk.review.header.findChild(ScoreStrip)
    assert isinstance(strip, ScoreStrip)
    desk.bot.mouseClick(strip, Qt.MouseButton.LeftButton)
    assert desk.review.tabs.scores.isVisible()
    assert desk.review.tabs.tabText(desk.review.tabs.currentIndex()) == "Scores"
