"""Analyse a revision: one run of the engine, its findings handed to the review."""

from collections.abc import Callable

from app.usecases.checks import rulings_for
from app.usecases.import_document import Texts, blocks_of
from app.usecases.open_review import findings_in
from app.usecases.policies import packs_to_apply
from app.usecases.ports.errors import EngineFailed, StoreUnavailable
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.ports.tasks import Cancelled, Report, TaskCancelled
from app.usecases.understand_document import understood_before
from app.usecases.unit import commit
from domain.analysis.request import READING, AnalysisRequest, Progress
from domain.analysis.rulings import withdrawn
from domain.analysis.run import AnalysisRun
from domain.analysis.service import findings_of
from domain.documents.document import Document, Revision
from domain.feedback.session import FeedbackSession
from domain.kernel import Event, new_id


def analyse(
    s: Services,
    document: str,
    actor: str,
    *,
    revision: str | None = None,
    packs: tuple[str, ...] = (),
    read: Texts | None = None,
    report: Report = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> str:
    """The id of the completed run over a revision (the latest unless named); raises EngineFailed, TaskCancelled.

    `packs` are checked besides those assigned to the document.
    The run holds a lease while this process works on it: without one a running run is an interrupted one.
    """
    found = s.store.load(Document, document).must_exist()
    revised = found.revision(revision) if revision else found.latest
    in_force = packs_to_apply(s, document, packs, actor)
    rulings = rulings_for(s, document)
    run, correlation = new_id(), new_id()

    def record(step: Callable[[AnalysisRun], tuple[Event, ...]]) -> None:
        def decide(unit: UnitOfWork) -> None:
            state = unit.load(AnalysisRun, run)
            unit.record(state, step(state), document=document)

        commit(s, AnalysisRun.CONTEXT, actor, decide, correlation=correlation)

    with s.store.lease(f"run-{run}"):
        used = tuple(pack.used for pack in in_force)
        record(lambda state: state.queue(document, revised.id, s.engine.info, used, rulings))
        record(AnalysisRun.start)
        try:
            blocks = blocks_of(s, document, revised.id, read)
            report(Progress(done=0, total=1, step=READING))
            request = AnalysisRequest(
                title=revised.title,
                blocks=blocks,
                packs=in_force,
                rulings=rulings,
                understanding=understood_before(s, document, revised, blocks, cancelled),
            )
            result = s.engine.analyse(request, report, cancelled)
            known = tuple(told.finding for told in findings_in(s, _last_looked_at(s, found, revised)).values())
            findings = findings_of(blocks, result, known)
        except TaskCancelled:
            record(AnalysisRun.cancel)
            raise
        except Exception as error:
            reason = str(error) if isinstance(error, EngineFailed) else f"The analysis failed ({type(error).__name__})."
            record(lambda state: state.fail(reason))
            raise EngineFailed(reason) from error
        session = s.store.load(FeedbackSession, FeedbackSession.id_of(revised.id))
        before = tuple(known.finding for known in findings_in(s, session).values())
        left_out = withdrawn(rulings, before, findings)
        record(lambda state: state.complete(findings, result.policies, left_out, result.inventory))
    session = s.store.load(FeedbackSession, FeedbackSession.id_of(revised.id))
    if any(finding.id not in session.items for finding in findings):
        raise StoreUnavailable("The analysis is kept, but its findings have not reached the review: analyse again.")
    return run


def _last_looked_at(s: Services, document: Document, revision: Revision) -> FeedbackSession:
    """The session of a revision or, before anything was found in it, that of the one before it."""
    session = s.store.load(FeedbackSession, FeedbackSession.id_of(revision.id))
    before = document.revisions[: document.revisions.index(revision)]
    if session.runs or not before:
        return session
    return s.store.load(FeedbackSession, FeedbackSession.id_of(before[-1].id))
