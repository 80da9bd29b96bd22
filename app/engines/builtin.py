"""The built-in engine: rules that need no network and no model, run in a child process, or in two on a long text."""

import json
from collections.abc import Callable
from threading import Lock
from typing import Any

from app.child import ChildCancelled, ChildFailed, Limits, run_child
from app.engines.requests import pack
from app.engines.together import Handover, together
from app.usecases.ports.engines import is_long
from app.usecases.ports.errors import EngineFailed
from app.usecases.ports.tasks import Cancelled, Report, TaskCancelled
from domain.analysis.request import AnalysisRequest, AnalysisResult, EngineInfo, Progress

LIMITS = Limits(seconds=300, memory_mb=2048)


class BuiltinEngine:
    """Implements the port Engine."""

    info = EngineInfo(name="built-in", version="1")

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits

    def analyse(self, request: AnalysisRequest, report: Report, cancelled: Cancelled) -> AnalysisResult:
        alone = request.policies_only or not is_long(request.blocks)
        packed, noticed, told = pack(request), Handover(), _Told(report)

        def notice(cancelled: Cancelled) -> list[bytes]:
            with noticed.ending():
                answer = run_child("notice", packed, self._limits, told.by("notice"), cancelled)
                noticed.give(answer[0])
                return answer

        def analyse(cancelled: Cancelled) -> list[bytes]:
            data = json.dumps({"alone": alone}).encode() + b"\n" + packed
            rest = bytes if alone else noticed.wait
            return run_child("analyse", data, self._limits, told.by("analyse"), cancelled, rest)

        try:
            *_, (answer,) = together([analyse] if alone else [notice, analyse], cancelled)
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


class _Told:
    """How far the processes of an analysis have come together."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._done = dict[str, int]()
        self._lock = Lock()

    def by(self, process: str) -> Callable[[dict[str, Any]], None]:
        def tell(progress: dict[str, Any]) -> None:
            with self._lock:
                self._done[process] = progress["done"]
                self._report(Progress.model_validate(progress | {"done": sum(self._done.values())}))

        return tell
