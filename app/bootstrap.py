"""The composition root: the one place where the parts behind the ports are chosen and put together."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.packs import bundled_pack
from app.store.pace import Pace
from app.usecases.ports import Reader, Services
from app.usecases.reactions import REACTIONS
from domain.kernel import utc_now


@contextmanager
def open_services(profile: Path, *, new: bool = True, pace: Pace | None = None) -> Iterator[Services]:
    """All that the use cases need, on the profile in this folder, made where there is none unless `new` is False.

    The pace is how patiently the store waits and tries again, for who cannot wait that long.
    """
    from app.engines.builtin import BuiltinEngine
    from app.exporting.exporter import WordExporter
    from app.store.store import open_store

    store = open_store(profile, utc_now, pace, new=new)
    try:
        for name, (context, reaction) in REACTIONS.items():
            store.subscribe(name, context, reaction)
        yield Services(
            store=store,
            reader=file_reader(),
            engine=BuiltinEngine(),
            exporter=WordExporter(),
            packs=bundled_pack,
            clock=utc_now,
        )
    finally:
        store.close()


def file_reader() -> Reader:
    """The reader of files; it needs no profile."""
    from app.importing.reader import ChildReader

    return ChildReader()
