"""Recover after a crash: runs whose process is gone are marked as interrupted."""

from app.usecases.ports import Services, UnitOfWork
from app.usecases.unit import commit
from domain.analysis.run import AnalysisRun, RunState


def recover(s: Services, actor: str) -> tuple[str, ...]:
    """The documents whose analysis was cut off, each once; what another live process is working on is left alone."""
    s.store.catch_up()
    documents: list[str] = []
    for entry in s.store.views.runs(unfinished=True):
        with s.store.lease(f"run-{entry.run}") as free:
            if not free:
                continue

            def step(unit: UnitOfWork, id: str = entry.run) -> tuple[str, ...]:
                run = unit.load(AnalysisRun, id)
                if run.state not in (RunState.QUEUED, RunState.RUNNING):
                    return ()
                unit.record(run, run.interrupt(), document=run.document)
                return (run.document,)

            documents += commit(s, AnalysisRun.CONTEXT, actor, step)
    return tuple(dict.fromkeys(documents))
