"""The child process: its limits are real, it can be ended, and what it says arrives."""

import ctypes
import json
import os
import platform
import signal
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from textwrap import dedent

import pytest

from app import child, sandbox
from app.child import ChildCancelled, ChildFailed, ChildRefused, Limits, run_child
from app.sandbox import left_open

ENOUGH = Limits(seconds=60, memory_mb=1024)

TASKS = """
    import ctypes, json, os, platform, resource, signal, socket, subprocess, sys, threading, time
    from pathlib import Path
    from domain.kernel import DomainError

    def echo(source, report):
        return [json.dumps(source.read().decode()).encode(), b"2"]

    def echo_later(source, report):
        first = source.readline()
        report({})
        return [json.dumps((first + source.read()).decode()).encode()]

    def refuse(source, report):
        raise DomainError('No: "this" is not read.')

    def progress(source, report):
        for done in range(3):
            report({"done": done, "total": 3, "step": "Reading"})
        print("noise on standard output", flush=True)
        return [b"3"]

    def work(source, report):
        report({"pid": os.getpid()})
        while True:
            pass

    def sleep(source, report):
        time.sleep(600)

    def hoard(source, report):
        return [bytes(2 << 30)]

    def crash(source, report):
        os.abort()

    def fail(source, report):
        raise ValueError("a mistake of ours")

    def flood(source, report):
        while True:
            yield b"0" * 1000

    def one_long_line(source, report):
        return [b"0" * (8 << 20)]

    def surroundings(source, report):
        names = ("RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_FSIZE", "RLIMIT_CORE")
        limits = [resource.getrlimit(getattr(resource, name))[1] for name in names]
        yield json.dumps([sorted(os.environ), os.getsid(0) == os.getpid(), limits]).encode()

    def call(failed, intel, arm, *arguments):
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.syscall(intel if platform.machine() == "x86_64" else arm, *arguments) == failed:
            raise OSError(ctypes.get_errno(), "")

    def number(source, report):
        return [str(os.getpid()).encode()]

    def attempt(source, report):
        for what, where in json.loads(source.read()):
            try:
                make(what, where)
            except (OSError, RuntimeError) as error:
                yield json.dumps(type(error).__name__).encode()
            else:
                yield b"null"

    def make(what, where):
        match what:
            case "connect":
                socket.create_connection(("127.0.0.1", int(where)))
            case "datagram":
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            case "local socket":
                socket.socket(socket.AF_UNIX)
            case "read":
                Path(where).read_bytes()
            case "list":
                os.listdir(where)
            case "write":
                Path(where).write_bytes(b"")
            case "append":
                open(where, "ab").close()
            case "remove":
                os.remove(where)
            case "rename":
                os.rename(where, where + "x")
            case "make executable":
                os.chmod(where, 0o777)
            case "start":
                subprocess.run([where])
            case "replace itself":
                os.execv(where, [where])
            case "fork":
                os.fork() or os._exit(0)
            case "thread":
                threading.Thread(target=print).start()
            case "signal":
                os.kill(int(where), 0)
            case "signal a thread":
                call(-1, 234, 131, int(where), int(where), 0)
            case "queue a signal":
                call(-1, 129, 138, int(where), 0, bytes(128))
            case "semaphore":
                call(-1, 64, 190, 0, 1, 0o600)
            case "limit another":
                call(-1, 302, 261, int(where), 7, None, bytes(16))
            case "read its own limits":
                resource.getrlimit(resource.RLIMIT_NOFILE)
            case "slow another":
                os.setpriority(os.PRIO_PROCESS, int(where), 19)
            case "import":
                import xml.dom.minidom, lxml.etree, markdown_it, domain.analysis.service
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
            tasks = [name for name, value in globals().items() if isinstance(value, types.FunctionType)]
            app.child.TASKS = {task: task for task in tasks}
            sys.modules |= {task: types.SimpleNamespace(run=globals()[task]) for task in tasks}
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


def test_the_rest_of_the_input_may_come_when_the_task_is_at_work() -> None:
    at_work = threading.Event()

    def rest() -> bytes:
        assert at_work.wait(60)
        return b" and the rest"

    answer = run_child("echo_later", b"first\n", ENOUGH, report=lambda _: at_work.set(), rest=rest)
    assert answer == [b'"first\\n and the rest"']


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


@pytest.mark.parametrize("task", ["flood", "one_long_line"])
def test_an_answer_longer_than_any_document_ends_the_child(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_MOST_ANSWERED", 4 << 20)
    with pytest.raises(ChildFailed) as failed:
        run_child(task, b"", ENOUGH)
    assert failed.value.why == "length"


def test_the_child_has_little_to_use_and_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCSENSE_PASSPHRASE", "secret")
    (answer,) = run_child("surroundings", b"", ENOUGH)
    names, own_session, (files, processes, written, core) = json.loads(answer)
    assert not {"DOCSENSE_PASSPHRASE", "HOME", "PATH"} & set(names)
    assert own_session
    assert files <= 64
    assert (processes, written, core) == (0, 0, 0)


def attempt(*attempts: tuple[str, str]) -> list[str | None]:
    """The errors a child met when it tried these one after another; None where nothing kept it."""
    return [json.loads(answer) for answer in run_child("attempt", json.dumps(attempts).encode(), ENOUGH)]


def kernel_has_landlock() -> bool:
    libc = ctypes.CDLL(None)
    return sys.platform == "linux" and libc.syscall(444, None, 0, 1) > 0


needs_landlock = pytest.mark.skipif(not kernel_has_landlock(), reason="this kernel has no Landlock")
needs_seccomp = pytest.mark.skipif(
    not Path("/proc/sys/kernel/seccomp").exists() or platform.machine() not in ("x86_64", "aarch64"),
    reason="this kernel has no seccomp, or DocSense no filter for this machine",
)


@needs_landlock
def test_the_child_reads_no_files_and_changes_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / ".ssh" / "id_ed25519"
    key.parent.mkdir()
    key.write_text("key")
    attempts = [("read", "/etc/passwd"), ("read", str(key)), ("list", str(key.parent)), ("list", "/")]
    attempts += [("read", str(Path(__file__))), ("read", "/proc/self/environ"), ("write", str(tmp_path / "new"))]
    attempts += [(what, str(key)) for what in ("write", "append", "remove", "rename")]
    attempts += [("write", str(Path(child.__file__)))]
    assert dict(zip(attempts, attempt(*attempts), strict=True)) == dict.fromkeys(attempts, "PermissionError")
    assert [path.read_text() for path in tmp_path.rglob("*") if path.name != "python" and path.is_file()] == ["key"]


@needs_seccomp
def test_the_child_reaches_no_network_no_program_and_no_process(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.touch()
    with socket.create_server(("127.0.0.1", 0)) as server:
        attempts = [("connect", str(server.getsockname()[1])), ("datagram", ""), ("local socket", "")]
        attempts += [("start", "/bin/true"), ("replace itself", "/bin/true"), ("fork", "")]
        attempts += [("signal", str(os.getpid())), ("make executable", str(mine))]
        attempts += [(what, str(os.getpid())) for what in ("signal a thread", "queue a signal", "limit another")]
        attempts += [("semaphore", ""), ("slow another", str(os.getpid()))]
        assert dict(zip(attempts, attempt(*attempts), strict=True)) == dict.fromkeys(attempts, "PermissionError")
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert attempt(("thread", ""), ("read its own limits", "")) == ["RuntimeError", None]
    assert not mine.stat().st_mode & stat.S_IXUSR


def test_code_can_still_be_imported() -> None:
    assert attempt(("import", "")) == [None]


def test_what_a_system_leaves_open_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox.sys, "platform", "darwin")
    assert left_open() == (
        "This system does not keep the process that reads files from opening other files and from the network and"
        " other programs."
    )


@needs_landlock
@needs_seccomp
def test_nothing_is_left_open_where_the_kernel_has_both() -> None:
    assert left_open() == ""


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> Iterator["child._Waiting"]:
    """One child that waits."""
    waiting = child._Waiting()
    monkeypatch.setattr(child, "_waiting", waiting)
    monkeypatch.setattr(child, "_QUIET", 0.0)
    child.keep_children_waiting(1)
    yield waiting
    waiting._end()


def numbers_of(waiting: "child._Waiting", wanted: int = 1) -> list[int]:
    """The processes that wait, once so many do."""
    while len(waiting._children) != wanted:
        waiting._starter.submit(int).result()
    return [child.process.pid for child in waiting._children]


def end(number: int) -> None:
    os.kill(number, signal.SIGKILL)
    with suppress(ChildProcessError):  # it is looked after already
        os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)


def test_a_task_is_given_to_a_child_that_waits_and_another_one_waits_then(waiting: "child._Waiting") -> None:
    first = numbers_of(waiting)
    assert [int(answer) for answer in run_child("number", b"", ENOUGH)] == first
    second = numbers_of(waiting)
    assert len(second) == 1
    assert second != first
    assert [json.loads(answer) for answer in run_child("echo", b"text", ENOUGH)] == ["text", 2]


def test_no_more_begin_at_a_time_than_there_are_processors(
    waiting: "child._Waiting", monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []

    def started(*arguments: str) -> "child._Child":
        begun.append(sum(not other.ready.done() for other in waiting._children))
        return start(*arguments)

    numbers_of(waiting)
    start = child._started
    monkeypatch.setattr(child, "_PROCESSORS", 1)
    monkeypatch.setattr(child, "_started", started)
    child.keep_children_waiting(3)
    assert len(numbers_of(waiting, 3)) == 3
    assert begun == [0, 0]


def test_no_child_waits_any_more_where_none_is_wanted(waiting: "child._Waiting") -> None:
    (number,) = numbers_of(waiting)
    child.keep_children_waiting(0)
    assert numbers_of(waiting, 0) == []
    waiting._starter.submit(int).result()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_waiting_child_that_was_ended_is_replaced(waiting: "child._Waiting") -> None:
    (number,) = numbers_of(waiting)
    end(number)
    child.keep_children_waiting(1)
    waiting._starter.submit(int).result()
    assert number not in numbers_of(waiting)


def test_a_task_that_fails_does_not_wait_for_the_rest_of_its_input(waiting: "child._Waiting") -> None:
    more = threading.Event()

    def rest() -> bytes:
        more.wait()
        return b""

    with pytest.raises(ChildFailed, match="time"):
        run_child("echo", b"text", Limits(seconds=0.1, memory_mb=500), rest=rest)
    more.set()


def test_a_waiting_child_that_was_ended_is_passed_over(waiting: "child._Waiting") -> None:
    (number,) = numbers_of(waiting)
    end(number)
    assert run_child("echo", b"text", ENOUGH)[0] == b'"text"'


@needs_landlock
@needs_seccomp
def test_a_waiting_child_is_as_confined_as_any(waiting: "child._Waiting") -> None:
    numbers_of(waiting)
    assert attempt(("read", __file__), ("fork", "")) == ["PermissionError"] * 2


def test_a_waiting_child_ends_with_the_one_it_waits_for(waiting: "child._Waiting") -> None:
    numbers_of(waiting)
    (process,) = (child.process for child in waiting._children)
    assert process.stdin
    process.stdin.close()
    assert process.wait() == 0
