"""The child process: its limits are real, it can be ended, and what it says arrives."""

import json
import os
import stat
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from app.child import ChildCancelled, ChildFailed, ChildRefused, Limits, run_child

ENOUGH = Limits(seconds=60, memory_mb=1024)

TASKS = """
    import json, os, time
    from domain.kernel import DomainError

    def echo(data, report):
        return [json.dumps(data.decode()).encode(), b"2"]

    def refuse(data, report):
        raise DomainError('No: "this" is not read.')

    def progress(data, report):
        for done in range(3):
            report({"done": done, "total": 3, "step": "Reading"})
        print("noise on standard output", flush=True)
        return [b"3"]

    def work(data, report):
        report({"pid": os.getpid()})
        while True:
            pass

    def sleep(data, report):
        time.sleep(600)

    def hoard(data, report):
        return [bytes(2 << 30)]

    def crash(data, report):
        os.abort()

    def fail(data, report):
        raise ValueError("a mistake of ours")
"""


@pytest.fixture(autouse=True)
def _tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the real child run these tasks: an interpreter that knows them is started in place of the usual one."""
    if sys.platform == "win32":
        pytest.skip("the interpreter in between is a script for a POSIX shell")
    interpreter = tmp_path / "python"
    interpreter.write_text(
        f"#!{sys.executable}\n"
        + dedent(TASKS)
        + dedent("""
            import sys, types
            import app.child
            for name in ("echo", "refuse", "progress", "work", "sleep", "hoard", "crash", "fail"):
                app.child.TASKS[name] = name
                sys.modules[name] = types.SimpleNamespace(run=globals()[name])
            assert sys.argv[1:4] == ["-I", "-m", "app.child"]
            sys.exit(app.child._main(*sys.argv[4:]))
        """)
    )
    interpreter.chmod(interpreter.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(interpreter))


def test_the_input_reaches_the_task_and_its_answer_comes_back() -> None:
    text = "naïve 𝛼\n" * 200_000  # more than a pipe holds, in both directions
    first, second = run_child("echo", text.encode(), ENOUGH)
    assert json.loads(first) == text
    assert second == b"2"


def test_a_refusal_passes_through_word_for_word() -> None:
    with pytest.raises(ChildRefused) as refused:
        run_child("refuse", b"", ENOUGH)
    assert str(refused.value) == 'No: "this" is not read.'


def test_progress_arrives_in_order_and_before_the_answer() -> None:
    heard: list[int] = []
    assert run_child("progress", b"", ENOUGH, report=lambda p: heard.append(p["done"])) == [b"3"]
    assert heard == [0, 1, 2]


@pytest.mark.parametrize(
    ("task", "limits", "why"),
    [
        ("sleep", Limits(seconds=0.5, memory_mb=1024), "time"),
        ("work", Limits(seconds=0.5, memory_mb=1024), "time"),
        ("hoard", Limits(seconds=60, memory_mb=512), "memory"),
        ("crash", ENOUGH, "crash"),
        ("fail", ENOUGH, "crash"),
    ],
)
def test_a_child_that_gives_no_answer_says_why(task: str, limits: Limits, why: str) -> None:
    with pytest.raises(ChildFailed) as failed:
        run_child(task, b"", limits)
    assert failed.value.why == why


def test_cancelling_ends_the_process() -> None:
    pids: list[int] = []
    with pytest.raises(ChildCancelled):
        run_child("work", b"", ENOUGH, report=lambda p: pids.append(p["pid"]), cancelled=lambda: bool(pids))
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)
