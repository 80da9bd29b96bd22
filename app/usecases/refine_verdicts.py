"""Refine the verdicts of a run by the meaning of sentences: behind the findings, which never wait for it."""

from app.usecases.import_document import Texts, blocks_of
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.ports.tasks import Cancelled, Report
from app.usecases.unit import commit
from domain.analysis.request import AnalysisRequest
from domain.analysis.run import AnalysisRun
from domain.documents.document import Document
from domain.kernel import new_id
from domain.policies.repository import THE_REPOSITORY, PolicyRepository
from domain.semantics.understanding import BUILDER


def refine_verdicts(
    s: Services,
    run: str,
    actor: str,
    *,
    read: Texts | None = None,
    report: Report = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> bool:
    """Whether the verdicts of a completed run were refined; raises EngineFailed, TaskCancelled.

    They are not where the run has none, where nothing is installed that could (`s.refiner.available`), and where the
    text of a pack is not known any more.
    """
    done = s.store.load(AnalysisRun, run).must_exist()
    house = s.store.load(PolicyRepository, THE_REPOSITORY)
    packs = tuple(pack for used in done.packs if (pack := house.text_of(used)))
    if not done.policies or not s.refiner.available or len(packs) < len(done.packs):
        return False
    revised = s.store.load(Document, done.document).must_exist().revision(done.revision)
    request = AnalysisRequest(
        title=revised.title,
        blocks=blocks_of(s, done.document, done.revision, read),
        packs=packs,
        understanding=s.store.views.understanding(revised.id, BUILDER) or b"",
    )
    policies = s.refiner.refine(request, done.findings, report, cancelled)

    def step(unit: UnitOfWork) -> None:
        state = unit.load(AnalysisRun, run)
        unit.record(state, state.refine(s.refiner.info, policies), document=done.document)

    commit(s, AnalysisRun.CONTEXT, actor, step, correlation=new_id())
    return True
