"""Looking at verdicts again by the meaning of sentences, as the child process does it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from app.block_lines import from_lines, to_lines
from domain.analysis.finding import Observation
from domain.analysis.request import AnalysisRequest, AnalysisResult, Progress
from domain.policies.pack import Pack

if TYPE_CHECKING:
    from domain.analysis.asking import Readable


def pack(request: AnalysisRequest, noticed: tuple[Observation, ...]) -> bytes:
    """The task's input: the request as JSON without its blocks, what was noticed, then the blocks."""
    head = request.model_copy(update={"blocks": ()}).model_dump_json().encode()
    known = AnalysisResult(observations=noticed).model_dump_json().encode()
    return b"\n".join([head, known, *to_lines(request.blocks)])


def run(data: bytes, report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """An AnalysisResult with the verdicts alone, as one line of JSON."""
    from domain.analysis.asking import ask

    head, known, *lines = data.splitlines()
    request = AnalysisRequest.model_validate_json(head).model_copy(update={"blocks": from_lines(lines)})
    noticed = AnalysisResult.model_validate_json(known).observations
    yield ask(request, partial(_refined, request.packs, noticed, report)).model_dump_json().encode()


def _refined(
    packs: tuple[Pack, ...],
    noticed: tuple[Observation, ...],
    report: Callable[[dict[str, Any]], None],
    text: "Readable",
) -> AnalysisResult:
    from app.engines.minilm import SentenceModel, model_folder
    from domain.analysis.compliance import check_policies
    from domain.semantics.ir import build_ir

    folder = model_folder()
    assert folder, "the parent asks only where the model is installed"
    model = SentenceModel(folder)
    steps = sum(len(pack.requirements) for pack in packs)
    verdicts = []
    for verdict in check_policies(build_ir(text.title, text.blocks), packs, noticed, model.closeness):
        verdicts.append(verdict)
        report(Progress(done=len(verdicts), total=steps, step="Comparing passages by their meaning").model_dump())
    return AnalysisResult(observations=(), policies=tuple(verdicts))
