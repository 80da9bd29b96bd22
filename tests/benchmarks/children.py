"""Child processes in benchmarks: they wait as they do for a reviewer, and their memory is watched."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app import child

_MOMENT = 0.02


@contextmanager
def waiting() -> Iterator[None]:
    """Four children wait, as they do in the window and in a review; without, each task starts its own."""
    child.keep_children_waiting(4)
    try:
        yield
    finally:
        child.keep_children_waiting(0)


def ready() -> None:
    """Returns when all that wait have imported what they need: then they use the processor no more."""
    used, before = _processor(), -1
    while used != before:
        threading.Event().wait(0.3)
        used, before = _processor(), used


@contextmanager
def watched() -> Iterator[list[float]]:
    """The peak memory of every child from now on, in MB, as the system counts it for each; Linux alone tells that."""
    peaks, ended = dict[str, float](), threading.Event()

    def watch() -> None:
        while not ended.wait(_MOMENT):
            peaks.update(_peaks())

    watcher = threading.Thread(target=watch)
    watcher.start()
    seen: list[float] = []
    try:
        yield seen
    finally:
        ended.set()
        watcher.join()
        seen += peaks.values()


def _children() -> Iterator[Path]:
    for children in Path("/proc/self/task").glob("*/children"):
        yield from (Path("/proc") / number for number in children.read_text().split())


def _peaks() -> Iterator[tuple[str, float]]:
    for process in _children():
        try:
            lines = (process / "status").read_text().splitlines()
        except OSError:
            continue  # it has just ended
        yield from ((process.name, int(line.split()[1]) / 1024) for line in lines if line.startswith("VmHWM"))


def _processor() -> int:
    """Ticks that the children have used."""
    return sum(
        sum(map(int, (process / "stat").read_text().rsplit(")", 1)[1].split()[11:13])) for process in _children()
    )
