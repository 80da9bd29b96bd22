"""Looking at verdicts again by the meaning of sentences, as the child process does it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from app.engines import task
from domain.analysis.finding import Observation
from domain.analysis.request import AnalysisRequest, AnalysisResult, Progress

if TYPE_CHECKING:
    from domain.analysis.asking import Readable


def pack(request: AnalysisRequest, noticed: tuple[Observation, ...]) -> bytes:
    """The task's input: what was noticed in a line of JSON, then the request."""
    return b"\n".join([AnalysisResult(observations=noticed).model_dump_json().encode(), task.pack(request)])


def run(data: bytes, report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """An AnalysisResult with the verdicts alone, as one line of JSON."""
    from domain.analysis.asking import ask

    known, _, rest = data.partition(b"\n")
    request, noticed = task.unpack(rest), AnalysisResult.model_validate_json(known).observations
    yield ask(request, partial(_refined, request, noticed, report)).model_dump_json().encode()


def _refined(
    request: AnalysisRequest,
    noticed: tuple[Observation, ...],
    report: Callable[[dict[str, Any]], None],
    text: "Readable",
) -> AnalysisResult:
    from app.engines.minilm import SentenceModel, model_folder
    from domain.analysis.compliance import check_policies

    folder = model_folder()
    assert folder, "the parent asks only where the model is installed"
    model = SentenceModel(folder)
    steps = sum(len(pack.requirements) for pack in request.packs)
    verdicts = []
    for verdict in check_policies(task.ir_of(request, text), request.packs, noticed, model.closeness):
        verdicts.append(verdict)
        report(Progress(done=len(verdicts), total=steps, step="Comparing passages by their meaning").model_dump())
    return AnalysisResult(observations=(), policies=tuple(verdicts))
