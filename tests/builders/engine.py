"""An engine that notices nothing, for what surrounds an analysis."""

from app.usecases.ports.tasks import Cancelled, Report
from domain.analysis.request import AnalysisRequest, AnalysisResult, EngineInfo


class SilentEngine:
    info = EngineInfo(name="silent", version="1")

    def analyse(self, request: AnalysisRequest, report: Report, cancelled: Cancelled) -> AnalysisResult:
        return AnalysisResult(observations=())
