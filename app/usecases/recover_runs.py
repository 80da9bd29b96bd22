"""Recover after a crash: what was begun and cut off is marked as interrupted, or finished."""

from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.unit import commit
from domain.analysis.run import AnalysisRun, RunState
from domain.kernel import Value

_ACTOR = "DocSense"
"""Nobody interrupts a run: the program finds that it was."""


class InterruptedRun(Value):
    """What a run that was cut off was doing."""

    document: str
    revision: str
    packs: tuple[str, ...]


def recover(s: Services) -> tuple[InterruptedRun, ...]:
    """Mark the runs that were cut off, leaving alone what another live process is working on, and finish forgetting.

    The answer is what is still to be gone on with: the last run of each document's latest revision, where that one
    was cut off, whenever that was.
    """
    s.store.catch_up()
    for document in s.store.views.forgotten():
        s.store.forget(document)
    for entry in s.store.views.runs(unfinished=True):
        with s.store.lease(f"run-{entry.run}") as free:
            if free:
                _interrupt(s, entry.run)
    cut_off = [
        s.store.load(AnalysisRun, entry.run)
        for entry in s.store.views.documents()
        if entry.run and entry.run_state is RunState.INTERRUPTED
    ]
    return tuple(
        InterruptedRun(document=run.document, revision=run.revision, packs=tuple(pack.pack for pack in run.packs))
        for run in cut_off
    )


def _interrupt(s: Services, id: str) -> None:
    def step(unit: UnitOfWork) -> None:
        run = unit.load(AnalysisRun, id)
        if run.state in (RunState.QUEUED, RunState.RUNNING):
            unit.record(run, run.interrupt(), document=run.document)

    commit(s, AnalysisRun.CONTEXT, _ACTOR, step)
