"""Processes that are killed: what was acknowledged stays, what was running is known as interrupted."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.bootstrap import open_services
from app.usecases.analyse_document import analyse
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.recover_runs import recover
from domain.analysis.run import RunState
from domain.feedback.events import FindingRejected

pytestmark = pytest.mark.usefixtures("tasks_here")

TEXT = b"# Index\n\nTurnover is limited to a reasonable level.\n"


def until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something is so, looking now and then, while the process lives."""
    pause = threading.Event()
    for _ in range(1200):
        if condition():
            return
        assert process.poll() is None, "the process ended before it could be killed"
        pause.wait(0.05)
    raise AssertionError("it never came about")


@pytest.mark.parametrize("acknowledged", [1, 3, 8])
def test_an_acknowledged_decision_survives_a_kill(tmp_path: Path, acknowledged: int) -> None:
    with open_services(tmp_path) as s:
        document = import_document(s, TEXT, "a.md", "/a.md", "R").document
        analyse(s, document, "R")
        finding = open_review(s, document).findings[0].finding.id
    command = [sys.executable, "-m", "tests.faults.decider", str(tmp_path), document, finding]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(acknowledged)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    rounds = [int(line.split()[1]) for line in said if line.startswith("ACK") and line.endswith("\n")]
    with open_services(tmp_path) as s:
        reasons = [e.event.reason for e in s.store.events() if isinstance(e.event, FindingRejected)]
        assert reasons[: len(rounds)] == [f"round {n}" for n in rounds]
        assert not list(s.store.verify())
        assert open_review(s, document).findings[0].finding.id == finding


def test_a_run_whose_process_was_killed_is_interrupted_and_the_next_goes_on(tmp_path: Path) -> None:
    big = tmp_path / "big.md"
    paragraph = "The weight of each constituent is capped at a reasonable level over the past 60 days.\n\n"
    big.write_text("# Index\n\n" + paragraph * 800)
    profile = tmp_path / "profile"
    command = [sys.executable, "-m", "app", "--profile", str(profile), "review", str(big)]
    with open_services(profile) as s, subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:

        def running() -> bool:
            s.store.catch_up()
            return any(run.state is RunState.RUNNING for run in s.store.views.runs(unfinished=True))

        until(running, process)
        assert recover(s) == (), "a run that is being worked on is left alone"
        process.send_signal(signal.SIGKILL)
        process.wait()
        (run,) = recover(s)
        assert [run.state for run in s.store.views.runs()] == [RunState.INTERRUPTED]
        assert open_review(s, run.document).findings == ()
        assert recover(s) == (run,), "it stays to be gone on with"
    with open_services(profile) as s:
        analyse(s, run.document, "R", revision=run.revision, packs=run.packs)
        assert recover(s) == ()
        assert open_review(s, run.document).findings
