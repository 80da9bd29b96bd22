"""The AnalysisRun: one engine over one imported revision."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from domain.analysis.finding import Finding
from domain.analysis.request import EngineInfo, Inventory, PolicyVerdict
from domain.analysis.rulings import RulingUsed
from domain.kernel import Aggregate, Event, IllegalTransition, Sealed
from domain.policies.pack import PackUsed


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


class RunQueued(Event):
    type: Literal["RunQueued"] = "RunQueued"
    document: str
    revision: str
    engine: EngineInfo
    packs: tuple[PackUsed, ...] = ()
    rulings: tuple[RulingUsed, ...] = ()


class RunStarted(Event):
    type: Literal["RunStarted"] = "RunStarted"


class RunCompleted(Event):
    """`withdrawn` are findings of earlier runs that this one left out because their check is switched off."""

    type: Literal["RunCompleted"] = "RunCompleted"
    document: str
    revision: str
    findings: Annotated[tuple[Finding, ...], Sealed]
    policies: Annotated[tuple[PolicyVerdict, ...], Sealed] = ()
    withdrawn: tuple[str, ...] = ()
    inventory: Inventory | None = None


class VerdictsRefined(Event):
    """A completed run's verdicts were looked at again, by whoever `by` names."""

    type: Literal["VerdictsRefined"] = "VerdictsRefined"
    by: EngineInfo
    policies: Annotated[tuple[PolicyVerdict, ...], Sealed]


class RunFailed(Event):
    """`reason` is one plain sentence without document text."""

    type: Literal["RunFailed"] = "RunFailed"
    reason: str


class RunCancelled(Event):
    type: Literal["RunCancelled"] = "RunCancelled"


class RunInterrupted(Event):
    """The process that ran it is gone."""

    type: Literal["RunInterrupted"] = "RunInterrupted"


STATE_AFTER: dict[type[Event], RunState] = {
    RunQueued: RunState.QUEUED,
    RunStarted: RunState.RUNNING,
    RunCompleted: RunState.COMPLETED,
    RunFailed: RunState.FAILED,
    RunCancelled: RunState.CANCELLED,
    RunInterrupted: RunState.INTERRUPTED,
}
"""The state of a run after each of its events."""


class AnalysisRun(Aggregate):
    """queued -> running -> completed | failed | cancelled | interrupted; the last four are final."""

    CONTEXT: ClassVar[str] = "analysis"
    STREAM: ClassVar[str] = "run"

    state: RunState | None = None
    document: str = ""
    revision: str = ""
    engine: EngineInfo = EngineInfo(name="", version="")
    packs: tuple[PackUsed, ...] = ()
    rulings: tuple[RulingUsed, ...] = ()
    findings: tuple[Finding, ...] = ()
    policies: tuple[PolicyVerdict, ...] = ()
    refined_by: EngineInfo | None = None
    inventory: Inventory | None = None
    reason: str = ""

    def queue(
        self,
        document: str,
        revision: str,
        engine: EngineInfo,
        packs: tuple[PackUsed, ...],
        rulings: tuple[RulingUsed, ...] = (),
    ) -> tuple[Event, ...]:
        self._must_be(None)
        return (RunQueued(document=document, revision=revision, engine=engine, packs=packs, rulings=rulings),)

    def start(self) -> tuple[Event, ...]:
        self._must_be(RunState.QUEUED)
        return (RunStarted(),)

    def complete(
        self,
        findings: tuple[Finding, ...],
        policies: tuple[PolicyVerdict, ...],
        withdrawn: tuple[str, ...] = (),
        inventory: Inventory | None = None,
    ) -> tuple[Event, ...]:
        self._must_be(RunState.RUNNING)
        return (
            RunCompleted(
                document=self.document,
                revision=self.revision,
                findings=findings,
                policies=policies,
                withdrawn=withdrawn,
                inventory=inventory,
            ),
        )

    def refine(self, by: EngineInfo, policies: tuple[PolicyVerdict, ...]) -> tuple[Event, ...]:
        self._must_be(RunState.COMPLETED)
        return (VerdictsRefined(by=by, policies=policies),)

    def fail(self, reason: str) -> tuple[Event, ...]:
        self._must_be(RunState.RUNNING)
        return (RunFailed(reason=reason),)

    def cancel(self) -> tuple[Event, ...]:
        self._must_be(RunState.QUEUED, RunState.RUNNING)
        return (RunCancelled(),)

    def interrupt(self) -> tuple[Event, ...]:
        self._must_be(RunState.QUEUED, RunState.RUNNING)
        return (RunInterrupted(),)

    def _must_be(self, *states: RunState | None) -> None:
        if self.state not in states:
            raise IllegalTransition(f"The analysis is {self.state or 'not there yet'}; this cannot happen to it now.")

    def evolve(self, event: Event) -> Self:
        update: dict[str, object] = {"state": STATE_AFTER.get(type(event), self.state)}
        match event:
            case RunQueued():
                update |= {"document": event.document, "revision": event.revision}
                update |= {"engine": event.engine, "packs": event.packs, "rulings": event.rulings}
            case RunCompleted():
                update |= {"findings": event.findings, "policies": event.policies, "inventory": event.inventory}
            case VerdictsRefined():
                update |= {"policies": event.policies, "refined_by": event.by}
            case RunFailed():
                update |= {"reason": event.reason}
        return self.model_copy(update=update)
