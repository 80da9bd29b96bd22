"""Other processes on the same profile, some of which are killed."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from store_samples import install

from app.store.store import SqlStore

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes as POSIX does")


def _python(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
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
