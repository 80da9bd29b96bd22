"""Processes that write to a profile are killed, held up and starved: what they acknowledged stays, nothing half stays.

`make faults` does it long.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.bootstrap import verify_profile
from app.keys.opening import open_keys
from app.store.heads import Sidecar
from app.usecases.ports.errors import StoreUnavailable
from domain.documents.document import Document
from domain.kernel import new_id
from tests.faults.appender import import_revisions
from tests.faults.promises import Appender, Promises, appending, imports, opened
from tests.faults.sweep import MOST_TRANSACTIONS, ROUNDS, ROUNDS_OF_A_PROFILE
from tests.faults.wal import frames, tear
from tests.store.store_samples import raw

if sys.platform != "linux":
    pytest.skip("signals, limits and mounts are Linux's", allow_module_level=True)

import resource
import signal

Fault = Callable[[Appender, Random], None]
"""Does it to an appender that has acknowledged something, and asserts that it really happened."""

_ROOM = 64 * 1024
"""Bytes left on a disk that is nearly full."""


def killed(appender: Appender, rng: Random) -> None:
    """At a random instant; every round ends with that."""


def stopped(appender: Appender, rng: Random) -> None:
    """As when a laptop sleeps: whoever else opens the profile meanwhile can read it all."""
    appender.process.send_signal(signal.SIGSTOP)
    assert os.WIFSTOPPED(os.waitpid(appender.process.pid, os.WUNTRACED)[1])
    assert list(verify_profile(appender.profile, open_keys(appender.profile, new=False), None)) == []


def held_up(appender: Appender, rng: Random) -> None:
    """Another process writes: nothing is committed until it has ended."""
    with closing(_log_of(appender)) as other:
        other.execute("BEGIN IMMEDIATE")
        there = {id for (id,) in other.execute("SELECT id FROM events")}
        while there.issuperset(waiting := appender.until("TRY").split()[2:]):
            pass
        if rng.random() < 0.5:
            appender.kill()
        other.execute("ROLLBACK")
        after = {id for (id,) in other.execute("SELECT id FROM events")}
    if appender.process.returncode is None:
        assert appender.until("ACK").split()[2:] == waiting
    else:
        assert after == there


def checkpointed(appender: Appender, rng: Random) -> None:
    """Another process moves what was written from the write-ahead log into the file, again and again."""
    moved = []
    with closing(_log_of(appender)) as other:
        for number in range(10):
            appender.until("ACK")
            mode = ("RESTART", "TRUNCATE")[number % 2]
            busy, _, pages = other.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
            moved.append(not busy and (mode == "TRUNCATE" or pages > 0))
    assert any(moved[::2])
    assert any(moved[1::2])


def limited(appender: Appender, rng: Random) -> None:
    """No file may grow further; when it may again, the same process goes on."""
    pid = appender.process.pid
    largest = max(path.stat().st_size for path in appender.profile.glob("*.db*"))
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (largest + _ROOM, resource.RLIM_INFINITY))
    assert "disk" in appender.until("ERR")
    if rng.random() < 0.5:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        appender.until("ACK")


def filled(appender: Appender, rng: Random) -> None:
    """The file system is full; when there is room again, the same process goes on."""
    ballast = appender.profile.parent / "ballast"
    with ballast.open("wb", buffering=0) as file:
        with suppress(OSError):
            while file.write(bytes(_ROOM)):
                pass
        file.truncate(file.tell() - _ROOM)
    assert "disk is full" in appender.until("ERR")
    if rng.random() < 0.5:
        ballast.unlink()
        appender.until("ACK")
    else:
        appender.kill()
        ballast.unlink()


@pytest.mark.parametrize("fault", [killed, stopped, held_up, checkpointed, limited])
def test_what_was_acknowledged_stays(tmp_path: Path, fault: Fault) -> None:
    break_and_look(tmp_path, fault)


def test_what_was_acknowledged_stays_on_a_full_disk(disk: Path) -> None:
    break_and_look(disk, filled)


def test_two_killed_writers_at_once_keep_their_promises(tmp_path: Path) -> None:
    profile, promises = next(rounds(tmp_path))
    with appending(profile, promises) as first:
        first.until("ACK")
        with appending(profile, promises) as second:
            for _ in range(MOST_TRANSACTIONS // 2):
                first.until("ACK")
                second.until("ACK")
    look(profile, promises)


def test_a_torn_tail_of_the_log_is_named_and_never_written_over(tmp_path: Path) -> None:
    """Where only what nobody was told of is gone, there is nothing to name and the profile goes on."""
    rng, torn, lost, named = Random(), tmp_path / "torn", 0, 0
    for profile, promises in rounds(tmp_path):
        kill_at_random(profile, promises, rng, killed)
        shutil.rmtree(torn, ignore_errors=True)
        shutil.copytree(profile, torn)
        wal = (profile / "log.db-wal").read_bytes()
        damaged, offset = tear(wal, rng)
        (torn / "log.db-wal").write_bytes(damaged)
        look(profile, promises)
        with opened(profile) as store:
            transactions = [list(events) for _, events in groupby(imports(store), lambda event: event.correlation)]
        used = frames(wal)
        gone = sum(used.commits) - used.commits_before(offset)
        left = [event for events in transactions[: len(transactions) - gone] for event in events]
        lost += gone > 0
        named += names_what_is_gone(torn, left, promises)
    assert lost
    assert named
    print(f"torn: {ROUNDS} rounds, {lost} with something lost, {named} of them named")


def names_what_is_gone(profile: Path, left: list[Any], promises: Promises) -> bool:
    """Whether the profile, of which these events are left, names a loss; it does exactly where the head beside it is
    ahead, and then takes nothing more."""
    beside = Sidecar(profile / "head").read()
    assert beside
    with opened(profile) as store:
        assert imports(store) == left
        problems = list(store.verify())
        if beside.position <= len(left):
            assert promises.acknowledged <= {event.id for event in left}
            assert problems == []
            append(store)
            assert list(store.verify()) == []
            return False
        assert [(each.position, "Events after it are missing" in each.problem) for each in problems] == [
            (len(left), True)
        ]
        with pytest.raises(StoreUnavailable, match="does not end where it was signed"):
            append(store)
        assert imports(store) == left
        return True


def break_and_look(folder: Path, fault: Fault) -> None:
    """The rounds of a fault, on profiles in this folder."""
    rng, acknowledged = Random(), 0
    for profile, promises in rounds(folder):
        before = len(promises.acknowledged)
        kill_at_random(profile, promises, rng, fault)
        look(profile, promises)
        acknowledged += len(promises.acknowledged) - before
    print(f"{fault.__name__}: {ROUNDS} rounds, {acknowledged} acknowledged events, all kept")


def rounds(folder: Path) -> Iterator[tuple[Path, Promises]]:
    """The profile and the promises of each round."""
    for number in range(ROUNDS):
        if number % ROUNDS_OF_A_PROFILE == 0:
            profile, promises = folder / f"profile-{number}", Promises()
            with opened(profile, new=True):
                pass
        yield profile, promises


def kill_at_random(profile: Path, promises: Promises, rng: Random, fault: Fault) -> None:
    """A round: an appender that has acknowledged something meets the fault and is killed."""
    with appending(profile, promises) as appender:
        appender.until("ACK", rng.randint(1, MOST_TRANSACTIONS))
        fault(appender, rng)
        appender.wait(rng.uniform(0, 0.01))


def look(profile: Path, promises: Promises) -> None:
    with opened(profile) as store:
        assert promises.look(imports(store)) == []
        assert list(store.verify()) == []


def append(store: Any) -> None:
    """A document more."""
    with store.work("documents", "ada", new_id()) as unit:
        import_revisions(unit, [Document(id=new_id())])


def _log_of(appender: Appender) -> Any:
    """The log as another process opens it."""
    return raw(appender.profile / "log.db", open_keys(appender.profile, new=False))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=32m", "none", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)
