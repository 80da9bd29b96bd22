"""The built-in engine: rules that need no network and no model, run in a child process."""

from typing import Any

from app.block_lines import to_lines
from app.child import ChildCancelled, ChildFailed, Limits, run_child
from app.usecases.ports.errors import EngineFailed
from app.usecases.ports.tasks import Cancelled, Report, TaskCancelled
from domain.analysis.request import AnalysisRequest, AnalysisResult, EngineInfo, Progress

LIMITS = Limits(seconds=300, memory_mb=2048)


def pack(request: AnalysisRequest) -> bytes:
    """The child's input: the request as JSON without its understanding and its blocks, then those."""
    head = request.model_copy(update={"blocks": (), "understanding": b""}).model_dump_json().encode()
    return b"\n".join([head, request.understanding, *to_lines(request.blocks)])


class BuiltinEngine:
    """Implements the port Engine."""

    info = EngineInfo(name="built-in", version="1")

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits

    def analyse(self, request: AnalysisRequest, report: Report, cancelled: Cancelled) -> AnalysisResult:
        def pass_on(progress: dict[str, Any]) -> None:
            report(Progress.model_validate(progress))

        try:
            (answer,) = run_child("analyse", pack(request), self._limits, pass_on, cancelled)
        except ChildFailed as failure:
            raise EngineFailed(self._sentence(failure.why)) from failure
        except ChildCancelled as cancellation:
            raise TaskCancelled from cancellation
        return AnalysisResult.model_validate_json(answer)

    def _sentence(self, why: str) -> str:
        match why:
            case "time":
                return f"The document could not be analysed within {self._limits.seconds:g} seconds; that was ended."
            case "memory":
                return f"The analysis needs more than {self._limits.memory_mb:,} MB of memory, and was ended."
            case "length":
                return "The analysis found more than can be shown, and was ended: review the document in parts."
            case _:
                return "The analysis ended without an answer. Try again; the document itself is unchanged."
