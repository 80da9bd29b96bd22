"""The composition root: the one place where the parts behind the ports are chosen and put together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.packs import BuiltinPacks
from app.store.pace import Pace
from app.usecases.ports.engines import Engine, Exporter, Reader, Understander
from app.usecases.ports.keys import ProfileKeys, StoreKeys
from app.usecases.ports.services import Services
from app.usecases.ports.store import LogProblem
from app.usecases.reactions import REACTIONS
from domain.kernel import utc_now


def profile_keys(profile: Path) -> ProfileKeys:
    """The keys of the profile in this folder, still locked."""
    from app.keys.profile_keys import FolderKeys

    return FolderKeys(profile)


@contextmanager
def open_services(
    profile: Path, *, keys: StoreKeys | None = None, new: bool = True, pace: Pace | None = None
) -> Iterator[Services]:
    """All that the use cases need, on the profile in this folder, made where there is none unless `new` is False.

    The keys must be unlocked; without any they are opened as for a program with nobody at the terminal. The pace is how
    patiently the store waits and tries again, for who cannot wait that long.
    """
    from app.engines.refiner import SentenceRefiner
    from app.keys.opening import open_keys
    from app.store.store import open_store

    keys = keys or open_keys(profile, new=new)
    store = open_store(profile, keys, utc_now, pace, new=new)
    try:
        for name, (context, reaction) in REACTIONS.items():
            store.subscribe(name, context, reaction)
        yield Services(
            store=store,
            reader=file_reader(),
            engine=engine(),
            refiner=SentenceRefiner(),
            understander=understander(),
            exporter=word_exporter(),
            packs=BuiltinPacks(),
            clock=utc_now,
        )
    finally:
        store.close()


def verify_profile(profile: Path, keys: StoreKeys, anchor: str | None) -> Iterator[LogProblem]:
    """What in the profile is not as it was written, also where it is too damaged to be opened; as Store.verify."""
    from app.store.verification import verify

    return verify(profile, keys, noted=keys.noted_head(), anchor=anchor)


def expect_tasks() -> None:
    """Has child processes wait for what the reviewer is going to ask for: a long document keeps two busy while what is
    understood of it is built, and two more with its analysis right behind that.
    """
    from app.child import keep_children_waiting

    keep_children_waiting(4)


def file_reader() -> Reader:
    """The reader of files; it needs no profile."""
    from app.importing.reader import ChildReader

    return ChildReader()


def engine() -> Engine:
    """The engine; it needs no profile."""
    from app.engines.builtin import BuiltinEngine

    return BuiltinEngine()


def word_exporter() -> Exporter:
    """The writer of Word files; it needs no profile."""
    from app.exporting.exporter import WordExporter

    return WordExporter()


def understander() -> Understander:
    """The builder of what is understood of a text; it needs no profile."""
    from app.engines.understander import ChildUnderstander

    return ChildUnderstander()
