"""Looking at verdicts again by the meaning of sentences, as the child process does it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any

from app.engines.minilm import SentenceModel, model_folder
from app.engines.noticing import ir_of
from app.engines.requests import unpack
from domain.analysis.asking import Readable, ask
from domain.analysis.compliance.verdicts import check_policies
from domain.analysis.finding import Observation
from domain.analysis.request import AnalysisRequest, AnalysisResult, Progress


def run(source: IO[bytes], report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """An AnalysisResult with the verdicts alone, as one line of JSON."""
    noticed = AnalysisResult.model_validate_json(source.readline()).observations
    request = unpack(source)
    yield ask(request, partial(_refined, request, noticed, report)).model_dump_json().encode()


def _refined(
    request: AnalysisRequest,
    noticed: tuple[Observation, ...],
    report: Callable[[dict[str, Any]], None],
    text: Readable,
) -> AnalysisResult:
    folder = model_folder()
    assert folder, "the parent asks only where the model is installed"
    model = SentenceModel(folder)
    steps = sum(len(pack.requirements) for pack in request.packs)
    verdicts = []
    for verdict in check_policies(ir_of(request, text), request.packs, noticed, model.closeness):
        verdicts.append(verdict)
        report(Progress(done=len(verdicts), total=steps, step="Comparing passages by their meaning").model_dump())
    return AnalysisResult(observations=(), policies=tuple(verdicts))
