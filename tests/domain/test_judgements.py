"""What the reviewer thinks of verdicts and evidence: the last word on each, whichever run said it."""

from typing import Any

import pytest

from domain.analysis.request import Verdict
from domain.documents.text import Span
from domain.feedback.events import Judgement, VerdictJudged
from domain.feedback.session import FeedbackSession, PointlessJudgement
from domain.kernel import NotFound

SPAN = Span(block="b1", start=0, end=3, quote="The")


def said(judgement: str = "agree", **changes: Any) -> VerdictJudged:
    facts = {"run": "n1", "pack": "p", "requirement": "p1", "verdict": Verdict.PARTIAL, "judgement": judgement}
    return VerdictJudged.model_validate(facts | changes)


@pytest.fixture
def session() -> FeedbackSession:
    empty = FeedbackSession(id="s")
    return empty.apply(empty.open("d", "r"))


@pytest.mark.parametrize(
    ("steps", "left"),
    [
        ([said()], ["agree"]),
        ([said(), said("disagree", instead="missing")], ["disagree"]),
        ([said(), said("disagree", run="n2")], ["disagree"]),
        ([said(), said("withdrawn")], []),
        ([said(), said("disagree", evidence=SPAN)], ["agree", "disagree"]),
        ([said(), said("withdrawn", evidence=SPAN)], ["agree"]),
        ([said(), said("disagree", verdict="missing")], ["agree", "disagree"]),
        ([said(), said("disagree", requirement="p2")], ["agree", "disagree"]),
    ],
)
def test_of_each_verdict_and_passage_the_last_word_counts(
    session: FeedbackSession, steps: list[VerdictJudged], left: list[Judgement]
) -> None:
    for step in steps:
        session = session.apply(session.judge(step))
    assert [each.judgement for each in session.judgements] == left


@pytest.mark.parametrize(
    "pointless",
    [
        said("agree", instead="missing"),
        said("disagree", instead="partial"),
        said("disagree", instead="missing", evidence=SPAN),
    ],
)
def test_another_verdict_goes_with_disagreeing_with_a_verdict_alone(
    session: FeedbackSession, pointless: VerdictJudged
) -> None:
    with pytest.raises(PointlessJudgement):
        session.judge(pointless)


def test_an_approved_review_takes_judgements_in_and_no_review_takes_none(session: FeedbackSession) -> None:
    approved = session.apply(session.approve())
    assert approved.judge(said())
    with pytest.raises(NotFound):
        FeedbackSession(id="none").judge(said())
