"""Judge a verdict on a requirement, or a passage of its evidence: agree, disagree, or withdraw that."""

from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.unit import commit
from domain.analysis.request import PolicyVerdict, Verdict
from domain.analysis.run import AnalysisRun
from domain.documents.text import Span
from domain.feedback.events import Judgement, VerdictJudged
from domain.feedback.session import FeedbackSession
from domain.kernel import NotFound


def judge(
    s: Services,
    document: str,
    run: str,
    verdict: PolicyVerdict,
    judgement: Judgement,
    actor: str,
    *,
    evidence: Span | None = None,
    instead: Verdict | None = None,
    reason: str = "",
) -> None:
    """Record what the reviewer thinks of this verdict of a run, or of this passage as evidence for it.

    Raises NotFound where the run gave another verdict, PointlessJudgement.
    """
    judged = s.store.load(AnalysisRun, run).must_exist()
    if judged.document != document or verdict not in judged.policies:
        raise NotFound("The analysis of this document gave no such verdict.")
    if evidence and evidence not in verdict.evidence:
        raise NotFound("This passage is no evidence of the verdict.")
    event = VerdictJudged(
        run=run,
        pack=verdict.pack,
        requirement=verdict.requirement,
        verdict=verdict.status,
        judgement=judgement,
        instead=instead,
        evidence=evidence,
        reason=reason.strip(),
    )

    def step(unit: UnitOfWork) -> None:
        session = unit.load(FeedbackSession, FeedbackSession.id_of(judged.revision))
        unit.record(session, session.judge(event), document=document)

    commit(s, FeedbackSession.CONTEXT, actor, step)
