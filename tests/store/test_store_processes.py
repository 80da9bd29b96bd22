"""Other processes on the same profile, and processes that are killed."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from store_samples import install

from app.store.store import SqlStore

HERE = Path(__file__).resolve().parent
Open = Callable[[], SqlStore]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes as POSIX does")


def _python(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=HERE.parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _kill(child: "subprocess.Popen[str]") -> str:
    """End the process as a crash would; answers with what it had still said."""
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert child.stdin
    assert child.stdout
    with child.stdin, child.stdout:
        return child.stdout.read()


@pytest.mark.parametrize(("writers", "rounds"), [(1, 3), (2, 2)])
def test_a_killed_writer_loses_nothing_it_was_told_is_kept(
    open_profile: Open, profile: Path, writers: int, rounds: int
) -> None:
    tried: list[list[str]] = []
    acknowledged: set[str] = set()
    for round in range(rounds):
        children = [_python(str(HERE / "appender.py"), str(profile)) for _ in range(writers)]
        said = []
        for _ in range(Random(round).randint(3, 12)):
            said += [child.stdout.readline() for child in children if child.stdout]
        for child in children:
            said += _kill(child).splitlines(keepends=True)
        whole = [line.split() for line in said if line.endswith("\n")]  # a line torn by the kill says nothing
        tried += [words[2:] for words in whole if words[0] == "TRY"]
        acknowledged |= {id for words in whole if words[0] == "ACK" for id in words[2:]}
        store = open_profile()
        kept = {envelope.id for envelope in store.events()}
        assert acknowledged
        assert acknowledged <= kept
        assert all(kept.isdisjoint(ids) or kept.issuperset(ids) for ids in tried)
        assert kept <= {id for ids in tried for id in ids}
        assert list(store.verify()) == []
        store.close()


HOLDER = """
import sys
from pathlib import Path
sys.path.insert(0, "tests/store")
from app.store.store import open_store
from store_samples import KEYS
from domain.kernel import utc_now
with open_store(Path(sys.argv[1]), KEYS, utc_now).lease("run-1") as held:
    print(held, flush=True)
    sys.stdin.read()
"""


def test_a_lease_is_held_against_other_processes_until_its_own_ends(store: SqlStore, profile: Path) -> None:
    holder = _python("-c", HOLDER, str(profile))
    assert holder.stdout
    assert holder.stdout.readline() == "True\n"
    with store.lease("run-1") as held:
        assert not held
    _kill(holder)
    with store.lease("run-1") as held:
        assert held
        late = _python("-c", HOLDER, str(profile))
        assert late.communicate()[0] == "False\n"


REACTOR = """
import sys
from pathlib import Path
sys.path.insert(0, "tests/store")
from app.store.store import open_store
from store_samples import KEYS
from domain.analysis.run import AnalysisRun, RunStarted
from domain.kernel import utc_now
def react(envelope, unit):
    if envelope.context == "policies":
        unit.record(unit.load(AnalysisRun, "all"), [RunStarted()])
        print(envelope.position, flush=True)
store = open_store(Path(sys.argv[1]), KEYS, utc_now)
store.subscribe("runs", "analysis", react)
print(store.catch_up(), flush=True)
"""


def test_reactors_in_several_processes_one_of_them_killed_react_once(store: SqlStore, profile: Path) -> None:
    for number in range(20):
        install(store, "pack", repository=str(number))
    first = _python("-c", REACTOR, str(profile))
    assert first.stdout
    assert first.stdout.readline() == "1\n"
    others = [_python("-c", REACTOR, str(profile)) for _ in range(2)]
    _kill(first)
    for other in others:
        assert other.communicate()[0].endswith("True\n")
    causes = [envelope.id for envelope in store.events() if envelope.context == "policies"]
    effects = [envelope.causation for envelope in store.events() if envelope.context == "analysis"]
    assert effects == causes
