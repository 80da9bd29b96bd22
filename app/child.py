"""Runs a task in a child process with limits: what computes on untrusted input never runs in the reviewer's process.

The child reads from standard input a line of JSON that says what to do within which limits, then its input. It answers
on standard output, one JSON value a line: {} when it begins, any number of {"progress": {...}} and {"result": ...}, or
{"refused": "sentence"}; exit status 0 says that this was all of it. Ending the child is how a task is cancelled. What
it may use and reach is closed before it reads its input (see sandbox).

A program that will need children has some wait for it: what they import takes longer than most documents.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from app.sandbox import confine
from domain.kernel import DomainError

TASKS = {
    "read": "app.importing.task",
    "notice": "app.engines.noticing",
    "analyse": "app.engines.analysing",
    "understand": "app.engines.understanding",
    "refine": "app.engines.refining",
}
"""A task's name and the module whose `run(source, report)` does it: it reads its input from a stream of bytes and
yields JSON, each value on one line. What `prepare()` of a module works out is there before a child that waits has to
begin."""

_PROGRESS, _RESULT, _REFUSED = b'{"progress":', b'{"result":', b'{"refused":'
_POLL = 0.05
_MOST_ANSWERED = 256 << 20
"""Bytes; the longest document that can be read in the time given makes less."""
_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""What an interpreter may need to start at all; nothing else of the environment reaches the child."""
_PROCESSORS = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
_QUIET = 1.0
"""Seconds after which what was handed out or has ended is replaced."""
_YIELDING = 10
"""How far what computes stands back, so that the window is drawn while two such processes keep two cores busy."""


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


@dataclass(frozen=True)
class _Child:
    """A process, and when it has imported what it needs to begin."""

    process: subprocess.Popen[bytes]
    ready: Future[None]

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.ready.result()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


class _Waiting:
    """Children that have imported what any task may need and wait to be told theirs."""

    def __init__(self) -> None:
        self._children = list[_Child]()
        self._wanted = self._at_work = 0
        self._lock = threading.Lock()
        self._starter = ThreadPoolExecutor(1)  # the kernel ends a child with the thread that started it, so that lasts
        atexit.register(self._end)

    def keep(self, count: int) -> None:
        self._wanted = count
        self._starter.submit(self._adjust)

    @contextlib.contextmanager
    def child(self) -> Iterator[_Child]:
        """One that waits, else a new one; what is handed out is replaced once a processor is idle for a while."""
        with self._lock:
            self._at_work += 1
            alive = next((child for child in self._children if child.lives), None)
            self._children = [child for child in self._children if child is not alive]
        try:
            self._adjust_soon()
            yield alive or _started()
        finally:
            with self._lock:
                self._at_work -= 1
            self._adjust_soon()

    def _adjust_soon(self) -> None:
        """Not at once: one task follows another, and is not to share its processor with what begins for a third."""
        timer = threading.Timer(_QUIET, self._readjust)
        timer.daemon = True
        timer.start()

    def _adjust(self) -> None:
        """Starts as many as processors are idle: those that begin use one each, until they are ready."""
        with self._lock:
            unwanted = [child for child in self._children if not child.lives]
            self._children = [child for child in self._children if child not in unwanted]
        while len(self._children) < self._wanted and self._at_work + self._beginning < _PROCESSORS:
            child = _started("ahead")
            with self._lock:
                self._children.append(child)
            child.ready.add_done_callback(lambda _: self._readjust())
        with self._lock:
            unwanted += self._children[self._wanted :]
            self._children = self._children[: self._wanted]
        for child in unwanted:
            child.end()

    @property
    def _beginning(self) -> int:
        return sum(not child.ready.done() for child in self._children)

    def _readjust(self) -> None:
        with contextlib.suppress(RuntimeError):  # the interpreter ends, and nothing is started any more
            self._starter.submit(self._adjust)

    def _end(self) -> None:
        self._wanted = 0
        for child in self._children:
            child.process.kill()


_waiting = _Waiting()


def keep_children_waiting(count: int) -> None:
    """Has so many children wait from now on, so that a task begins at once; 0 ends those that do."""
    _waiting.keep(count)


def _started(*arguments: str) -> _Child:
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "app.child", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
        start_new_session=True,
    )
    ready = Future[None]()

    def listen() -> None:
        assert process.stdout
        process.stdout.readline()
        ready.set_result(None)

    threading.Thread(target=listen, daemon=True).start()
    return _Child(process, ready)


def run_child(
    task: str,
    data: bytes,
    limits: Limits,
    report: Callable[[dict[str, Any]], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    rest: Callable[[], bytes] = bytes,
    answered: Callable[[bytes], None] = lambda _: None,
) -> list[bytes]:
    """The task's lines of JSON; raises ChildRefused, ChildFailed, ChildCancelled.

    `rest` is the end of the input, which the child goes on without until it is there; `answered` is told of each line
    as it comes.
    """
    order = json.dumps({"task": task, "seconds": limits.seconds, "memory_mb": limits.memory_mb}).encode() + b"\n"
    with _waiting.child() as child:
        return _answered(child, order + data, rest, limits, report, answered, cancelled)


def _answered(
    child: _Child,
    data: bytes,
    rest: Callable[[], bytes],
    limits: Limits,
    report: Callable[[dict[str, Any]], None],
    answered: Callable[[bytes], None],
    cancelled: Callable[[], bool],
) -> list[bytes]:
    process, answer = child.process, list[bytes]()
    heard = 0

    def listen() -> None:
        nonlocal heard
        assert process.stdout
        child.ready.result()
        while line := process.stdout.readline(_MOST_ANSWERED):
            heard += len(line)
            if heard > _MOST_ANSWERED:
                process.kill()
                break
            if line.startswith(_PROGRESS):
                report(json.loads(line[len(_PROGRESS) : -2]))
            elif line.startswith((_RESULT, _REFUSED)):
                answer.append(line)
                if line.startswith(_RESULT):
                    answered(line[len(_RESULT) : -2])

    def speak() -> None:
        assert process.stdin
        with contextlib.suppress(BrokenPipeError), process.stdin:
            process.stdin.write(data)
            process.stdin.flush()
            process.stdin.write(rest())

    listener, speaker = (threading.Thread(target=work, daemon=True) for work in (listen, speak))
    listener.start()
    speaker.start()
    deadline = time.monotonic() + limits.seconds
    try:
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_POLL)
                break
            if cancelled():
                raise ChildCancelled
            if time.monotonic() > deadline:
                raise ChildFailed("time")
    finally:
        process.kill()
        process.wait()
        listener.join()  # the speaker may wait for the rest of the input, which is not needed any more
        if process.stdout:
            process.stdout.close()
    if heard > _MOST_ANSWERED:
        raise ChildFailed("length")
    if process.returncode:
        raise ChildFailed({3: "memory", -24: "time"}.get(process.returncode, "crash"))
    if answer and answer[-1].startswith(_REFUSED):
        raise ChildRefused(json.loads(answer[-1][len(_REFUSED) : -2]))
    return [line[len(_RESULT) : -2] for line in answer]


def _nothing() -> None:
    """What a task without `prepare` does before it has its input."""


def _main(*ahead: str) -> int:
    gc.disable()  # this process ends with the task, and its many small values never form circles worth finding
    if hasattr(os, "nice"):
        os.nice(_YIELDING)
    for module in TASKS.values() if ahead else ():
        getattr(importlib.import_module(module), "prepare", _nothing)()
    source, out = sys.stdin.buffer, sys.stdout.buffer
    out.write(b"{}\n")
    out.flush()
    line = source.readline()
    if not line:
        return 0  # whoever had it wait has ended
    order = json.loads(line)
    task = importlib.import_module(TASKS[order["task"]])
    confine(order["seconds"], order["memory_mb"])

    def say(what: bytes, value: bytes) -> None:
        out.write(what + value + b"}\n")
        out.flush()

    def report(progress: dict[str, Any]) -> None:
        say(_PROGRESS, json.dumps(progress).encode())

    try:
        for value in task.run(source, report):
            say(_RESULT, value)
    except DomainError as refusal:
        say(_REFUSED, json.dumps(str(refusal)).encode())
    except MemoryError:
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(_main(*sys.argv[1:]))
