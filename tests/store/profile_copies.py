"""A profile, copies of it to be damaged, and what is then named: for the tests of damage and of forgery."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, settings
from store_samples import FINDING, SAMPLES, import_revision, install, open_session

from app.keys.opening import open_keys
from app.store.store import SqlStore, open_store
from app.store.verification import verify
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.keys import StoreKeys
from app.usecases.ports.store import LogProblem
from domain.feedback.events import FindingRaised
from domain.feedback.session import FeedbackSession
from domain.kernel import utc_now
from tests.faults.sweep import DAMAGES

OLDER_EVENTS, EVENTS = 6, 12
"""Events of the older copy, and of the profile; the sources stand beside the first and the seventh."""

often = settings(max_examples=DAMAGES, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@dataclass(frozen=True)
class Profiles:
    """A closed profile, copies of it as it was earlier (closed, and while it was open), and one of somebody else."""

    whole: Path
    older: Path
    older_open: Path
    other: Path
    copy: Path
    """Where a test damages it."""

    def fresh(self) -> Path:
        """A copy to be damaged."""
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.whole, self.copy)
        return self.copy


def make_profiles(folder: Path) -> Profiles:
    """All of them, in this folder."""
    made = Profiles(*(folder / name for name in ("whole", "older", "older_open", "other", "copy")))
    with open_copy(made.whole, new=True) as store:
        _write(store, "d1")
        shutil.copytree(made.whole, made.older_open)
    shutil.copytree(made.whole, made.older)
    with open_copy(made.whole) as store:
        _write(store, "d2")
    with open_copy(made.other, new=True) as store:
        _write(store, "d1")
    return made


def _write(store: SqlStore, document: str) -> None:
    """Six events and two sources, one of them in two chunks."""
    revision = import_revision(
        store,
        document,
        sha256=document,
        attachments={"source/r": b"The cap is 5%.", "blocks/r": Random(7).randbytes(300_000)},
    )
    session = open_session(store, document, revision, ("f1", "f2"))
    with store.work("feedback", "ada", "c") as unit:
        state = unit.load(FeedbackSession, session)
        unit.record(
            state, [FindingRaised(finding=FINDING.model_copy(update={"id": "f3"})), *SAMPLES[-2:-1]], document=document
        )
    install(store, document, repository=document)
    store.catch_up()


def keys_of(profile: Path, *, new: bool = False) -> StoreKeys:
    return open_keys(profile, new=new, tell=lambda _: None)


def open_copy(profile: Path, *, new: bool = False) -> "closing[SqlStore]":
    return closing(open_store(profile, keys_of(profile, new=new), utc_now))


def problems(profile: Path) -> list[LogProblem]:
    """What is named, by the keys already where these do not open."""
    try:
        keys = keys_of(profile)
    except StoreUnavailable as error:
        return [LogProblem(position=0, problem=str(error))]
    return list(verify(profile, keys, noted=None))
