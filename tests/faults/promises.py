"""What appending processes said of a profile, and whether the profile keeps to it."""

import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from app.bootstrap import open_services
from app.keys.opening import open_keys
from app.usecases.ports.store import Store
from domain.documents.events import RevisionImported
from domain.kernel import Envelope

APPENDER = Path(__file__).resolve().parent / "appender.py"


@dataclass
class Promises:
    """All that was said of one profile, and what was once seen in it."""

    tried: list[tuple[str, ...]] = field(default_factory=list)
    """The ids of the events of each transaction."""
    acknowledged: set[str] = field(default_factory=set)
    refusals: list[str] = field(default_factory=list)
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Position and hash of each event that was there when it was looked for last."""

    def hear(self, line: str) -> None:
        """Take in a line of the appender's."""
        match line.split():
            case ["TRY", _, *ids]:
                self.tried.append(tuple(ids))
            case ["ACK", _, *ids]:
                self.acknowledged.update(ids)
            case ["ERR", *words]:
                self.refusals.append(" ".join(words))

    def look(self, events: Sequence[Envelope]) -> list[str]:
        """What is broken in these events, which are the whole log; they are then what was seen last."""
        broken = list(self._broken(events))
        self.seen = {event.id: (event.position, event.hash) for event in events}
        return broken

    def _broken(self, events: Sequence[Envelope]) -> Iterator[str]:
        there = {event.id: (event.position, event.hash) for event in events}
        if lost := self.acknowledged - there.keys():
            yield f"{len(lost)} acknowledged events are lost"
        if any(not there.keys().isdisjoint(ids) and not there.keys() >= set(ids) for ids in self.tried):
            yield "half a transaction is there"
        if there.keys() - {id for ids in self.tried for id in ids}:
            yield "events are there that nobody wrote"
        if [event.position for event in events] != list(range(1, len(there) + 1)):
            yield "the positions are not 1, 2, 3 and so on"
        if any(there.get(id) != before for id, before in self.seen.items()):
            yield "an event that was there is gone or is another one"
        versions: dict[str, int] = {}
        for event in events:
            if event.version != versions.get(event.stream, 0) + 1:
                yield f"{event.stream} has no version in its right order"
            versions[event.stream] = event.version


class Appender:
    """An appending process; it says what it does to its reader and to the promises."""

    def __init__(self, profile: Path, promises: Promises) -> None:
        self.profile = profile
        self._promises = promises
        command = [sys.executable, str(APPENDER), str(profile)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self._stdout = self.process.stdout

    def lines(self) -> Iterator[str]:
        """What it says, until it ends; a line torn by its end says nothing."""
        for line in self._stdout:
            if line.endswith("\n"):
                self._promises.hear(line)
                yield line

    def until(self, word: str, times: int = 1) -> str:
        """Listen until it has said a word so many times; the line it said it in last."""
        for line in self.lines():
            times -= line.split()[0] == word
            if times == 0:
                return line
        raise AssertionError(f"the appender ended before it said {word}")

    def wait(self, seconds: float) -> None:
        """Let it go on for so long, or until it says something."""
        select.select([self._stdout], [], [], seconds)

    def kill(self) -> None:
        """End it as a crash would, and hear what it had still said."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for _ in self.lines():
            pass


@contextmanager
def appending(profile: Path, promises: Promises) -> Iterator[Appender]:
    """An appending process, killed in the end."""
    appender = Appender(profile, promises)
    with appender.process:
        try:
            yield appender
        finally:
            appender.kill()


@contextmanager
def opened(profile: Path, *, new: bool = False) -> Iterator[Store]:
    """The store of a profile, which must be there unless `new`."""
    with open_services(profile, keys=open_keys(profile, new=new, tell=_quietly)) as services:
        yield services.store


def _quietly(_: str) -> None:
    """Nobody has to be told how the key of a profile that is thrown away is kept."""


def imports(store: Store) -> list[Envelope]:
    """The whole log, which is what appenders wrote: every title and source can be read, with its document's key."""
    events = list(store.events())
    for envelope in events:
        event = envelope.event
        assert isinstance(event, RevisionImported)
        assert envelope.document
        assert event.title == f"Title of {event.revision}"
        assert len(store.attachment(envelope.document, f"source/{event.revision}")) == event.size
    return events
