"""Runs a task in a child process with limits: what computes on untrusted input never runs in the reviewer's process.

The child reads its input from standard input and answers on standard output, one JSON value a line: any number of
{"progress": {...}} and {"result": ...}, or {"refused": "sentence"}; exit status 0 says that this was all of it.
Ending the child is how a task is cancelled. What it may use and reach is closed before it sees its input (see sandbox).
"""

import contextlib
import gc
import importlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.sandbox import confine
from domain.kernel import DomainError

TASKS = {
    "read": "app.importing.task",
    "analyse": "app.engines.analysing",
    "understand": "app.engines.understanding",
    "refine": "app.engines.refining",
}
"""A task's name and the module whose `run(data: bytes, report)` does it and yields JSON, each value on one line."""

_PROGRESS, _RESULT, _REFUSED = b'{"progress":', b'{"result":', b'{"refused":'
_POLL = 0.05
_MOST_ANSWERED = 256 << 20
"""Bytes; the longest document that can be read in the time given makes less."""
_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""What an interpreter may need to start at all; nothing else of the environment reaches the child."""


class ChildRefused(DomainError):
    """The task said no, in one sentence for the reviewer."""


class ChildFailed(Exception):
    """The child ended without an answer: `why` is one of time, memory, length, crash."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The child process ended without an answer ({why}).")
        self.why = why


class ChildCancelled(Exception):
    """The task was cancelled and its process ended."""


@dataclass(frozen=True)
class Limits:
    """What a child may use."""

    seconds: float
    memory_mb: int


def run_child(
    task: str,
    data: bytes,
    limits: Limits,
    report: Callable[[dict[str, Any]], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[bytes]:
    """The task's lines of JSON; raises ChildRefused, ChildFailed, ChildCancelled."""
    child = subprocess.Popen(
        [sys.executable, "-I", "-m", "app.child", task, str(limits.seconds), str(limits.memory_mb)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        start_new_session=True,
    )
    answer: list[bytes] = []
    heard = 0

    def listen() -> None:
        nonlocal heard
        assert child.stdout
        while line := child.stdout.readline(_MOST_ANSWERED):
            heard += len(line)
            if heard > _MOST_ANSWERED:
                child.kill()
                break
            if line.startswith(_PROGRESS):
                report(json.loads(line[len(_PROGRESS) : -2]))
            elif line.startswith((_RESULT, _REFUSED)):
                answer.append(line)

    def speak() -> None:
        assert child.stdin
        with contextlib.suppress(BrokenPipeError), child.stdin:
            child.stdin.write(data)

    threads = [threading.Thread(target=work, daemon=True) for work in (listen, speak)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + limits.seconds
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(_POLL)
                break
            if cancelled():
                raise ChildCancelled
            if time.monotonic() > deadline:
                raise ChildFailed("time")
    finally:
        child.kill()
        child.wait()
        for thread in threads:
            thread.join()
        if child.stdout:
            child.stdout.close()
    if heard > _MOST_ANSWERED:
        raise ChildFailed("length")
    if child.returncode:
        raise ChildFailed({3: "memory", -24: "time"}.get(child.returncode, "crash"))
    if answer and answer[-1].startswith(_REFUSED):
        raise ChildRefused(json.loads(answer[-1][len(_REFUSED) : -2]))
    return [line[len(_RESULT) : -2] for line in answer]


def _main(task: str, seconds: str, memory_mb: str) -> int:
    gc.disable()  # this process ends with the task, and its many small values never form circles worth finding
    confine(float(seconds), int(memory_mb))
    out = sys.stdout.buffer

    def say(what: bytes, value: bytes) -> None:
        out.write(what + value + b"}\n")
        out.flush()

    def report(progress: dict[str, Any]) -> None:
        say(_PROGRESS, json.dumps(progress).encode())

    try:
        for line in importlib.import_module(TASKS[task]).run(sys.stdin.buffer.read(), report):
            say(_RESULT, line)
    except DomainError as refusal:
        say(_REFUSED, json.dumps(str(refusal)).encode())
    except MemoryError:
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
