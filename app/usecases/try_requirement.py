"""Try a requirement on a text: its verdict and evidence, of which nothing is kept."""

from app.usecases.ports.engines import Engine
from app.usecases.ports.tasks import Cancelled
from domain.analysis.request import AnalysisRequest, PolicyVerdict
from domain.documents.text import Block
from domain.kernel import NotFound
from domain.policies.pack import Pack


def try_requirement(
    engine: Engine,
    pack: Pack,
    requirement: str,
    title: str,
    blocks: tuple[Block, ...],
    *,
    cancelled: Cancelled = lambda: False,
) -> PolicyVerdict:
    """How the requirement of this id stands in a text; raises NotFound, EngineFailed, TaskCancelled."""
    if (found := pack.find(requirement)) is None:
        raise NotFound(f"The policy pack {pack.pack} has no requirement {requirement}.")
    alone = pack.model_copy(update={"requirements": (found,)})
    request = AnalysisRequest(title=title, blocks=blocks, packs=(alone,), policies_only=True)
    (verdict,) = engine.analyse(request, lambda _: None, cancelled).policies
    return verdict
