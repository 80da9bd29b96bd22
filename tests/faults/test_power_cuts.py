"""The power is cut under a process that writes to a profile: whatever the disk then holds, what was acknowledged stays.

`make faults` does it long.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from domain.documents.document import Document
from domain.kernel import new_id
from tests.faults.appender import import_revisions
from tests.faults.disk import CALLS, LONGEST_WRITE, Said, Step, everything, power_cut, steps
from tests.faults.promises import APPENDER, Promises, imports, opened
from tests.faults.sweep import IMAGES, MOST_TRANSACTIONS, RECORDINGS

pytestmark = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")


def test_what_was_acknowledged_survives_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "root" / "data"))  # where the key is
    rng, acknowledged = Random(), 0
    for _ in range(RECORDINGS):
        done = record(tmp_path / "root", tmp_path / "trace")
        for _ in range(IMAGES // RECORDINGS):
            acknowledged += survives(tmp_path / "root", done[: rng.randint(0, len(done))], rng)
    assert acknowledged
    print(f"power cut: {IMAGES} images, {acknowledged} acknowledged events looked for in them")


def record(root: Path, trace: Path) -> Sequence[Step]:
    """What an appender did to the disk on a new profile, from its beginning to its orderly end."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    tracer = ["strace", "-f", "-y", "-xx", "-s", str(LONGEST_WRITE), "-e", f"trace={CALLS}", "-o", str(trace)]
    command = [*tracer, sys.executable, str(APPENDER), str(root / "profile")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        acknowledgements = (line for line in process.stdout if line.startswith("ACK"))
        told = len(list(islice(acknowledgements, MOST_TRANSACTIONS)))  # its next word ends it, as nobody listens
    assert told == MOST_TRANSACTIONS
    with trace.open(encoding="ascii") as lines:
        done = list(steps(lines, root))
    assert everything(done) == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return done


def survives(root: Path, done: Sequence[Step], rng: Random) -> int:
    """Look at what the disk could hold after these steps; the number of events that were acknowledged by then."""
    promises = Promises()
    for step in done:
        if isinstance(step, Said):
            promises.hear(step.line + "\n")
    shutil.rmtree(root)
    for path, content in power_cut(done, rng).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o600)
        path.write_bytes(content)
    with opened(root / "profile", new=not promises.acknowledged) as store:
        assert promises.look(imports(store)) == []
        assert list(store.verify()) == []
        with store.work("documents", "ada", new_id()) as unit:
            import_revisions(unit, [Document(id=new_id())])
        imports(store)
        assert list(store.verify()) == []
    return len(promises.acknowledged)
