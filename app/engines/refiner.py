"""Looks at verdicts again by the meaning of sentences, in a child process, where the model for it is installed."""

from typing import Any

from app.child import ChildCancelled, ChildFailed, Limits, run_child
from app.engines import requests
from app.engines.minilm import INFO, model_folder
from app.usecases.ports.errors import EngineFailed
from app.usecases.ports.tasks import Cancelled, Report, TaskCancelled
from domain.analysis.finding import Observation
from domain.analysis.request import AnalysisRequest, AnalysisResult, PolicyVerdict, Progress

LIMITS = Limits(seconds=900, memory_mb=2048)


def pack(request: AnalysisRequest, noticed: tuple[Observation, ...]) -> bytes:
    """The child's input: what was noticed in a line of JSON, then the request."""
    return b"\n".join([AnalysisResult(observations=noticed).model_dump_json().encode(), requests.pack(request)])


class SentenceRefiner:
    """Implements the port Refiner."""

    info = INFO

    @property
    def available(self) -> bool:
        return model_folder() is not None

    def refine(
        self, request: AnalysisRequest, noticed: tuple[Observation, ...], report: Report, cancelled: Cancelled
    ) -> tuple[PolicyVerdict, ...]:
        def pass_on(progress: dict[str, Any]) -> None:
            report(Progress.model_validate(progress))

        try:
            (answer,) = run_child("refine", pack(request, noticed), LIMITS, pass_on, cancelled)
        except ChildFailed as failure:
            raise EngineFailed(
                f"The verdicts could not be refined by meaning ({failure.why}). Those that were shown stand."
            ) from failure
        except ChildCancelled as cancellation:
            raise TaskCancelled from cancellation
        return AnalysisResult.model_validate_json(answer).policies
