"""Profiles of every released version open and work, and a step to a newer schema is taken once or not at all."""

import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection
from store_samples import KEYS, install, raw

from app.bootstrap import open_services
from app.store import schema
from app.store.heads import Signer
from app.store.store import open_store
from app.usecases.approve_session import reopen
from app.usecases.drafts import drafts_of
from app.usecases.library import library
from app.usecases.log_show import show
from app.usecases.open_review import open_review
from app.usecases.ports.errors import StoreUnavailable
from domain.kernel import utc_now

GOLDEN = Path(__file__).parent / "golden"
DOCUMENT, FINDING = "7c54bff74fb2491f855e68b586538d10", "8da448ccfb939b05"
HEAD = "12:53b7e0a7a5ea6b6855e10e2ef5627f1067702f3a96bc3a3a3af702f3391752e1"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The profile of version 1: a document rejected and approved, a draft left, another document forgotten."""
    with zipfile.ZipFile(GOLDEN / "profile_v1.zip") as archive:
        archive.extractall(tmp_path / "old")
    return tmp_path / "old"


def test_a_profile_of_the_first_version_keeps_what_is_in_it(old: Path) -> None:
    with open_services(old, keys=KEYS) as s:
        assert list(s.store.verify()) == []
        assert s.store.signed_head() == HEAD
        assert s.store.catch_up()
        assert [(entry.document, entry.findings, entry.pending) for entry in library(s)] == [(DOCUMENT, 1, 0)]
        (reviewed,) = open_review(s, DOCUMENT).findings
        assert (reviewed.finding.id, reviewed.state, reviewed.reason) == (FINDING, "rejected", "Agreed by telephone.")
        assert drafts_of(s, DOCUMENT) == {f"reject:{FINDING}": "half-typed"}
        reopen(s, DOCUMENT, "Ada")
        assert show(s, DOCUMENT).approvals[0].reopened
        assert list(s.store.verify()) == []


def add_notes(connection: Connection, _: Signer) -> None:
    connection.exec_driver_sql("CREATE TABLE notes (text TEXT)")


def version_and_notes(profile: Path) -> tuple[int, int]:
    with closing(raw(profile / "log.db")) as database:
        (version,) = database.execute("PRAGMA user_version").fetchone()
        (notes,) = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'notes'").fetchone()
    return version, notes


def test_a_step_to_a_newer_schema_is_taken_once_by_many(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_MIGRATIONS", (*schema._MIGRATIONS, add_notes))

    def use(number: int) -> None:
        with closing(open_store(old, KEYS, utc_now)) as store:
            install(store, "pack", repository=str(number))

    threads = [threading.Thread(target=use, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(open_store(old, KEYS, utc_now)) as store:
        assert store.head() == 12 + 4
        assert list(store.verify()) == []
    assert version_and_notes(old) == (2, 1)
    monkeypatch.undo()
    with pytest.raises(StoreUnavailable, match="newer DocSense"):
        open_store(old, KEYS, utc_now)


def test_a_step_that_fails_leaves_the_older_profile(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (*schema._MIGRATIONS, add_notes, lambda c, _: c.exec_driver_sql("no SQL"))
    with monkeypatch.context() as newer:
        newer.setattr(schema, "_MIGRATIONS", steps)
        with pytest.raises(StoreUnavailable):
            open_store(old, KEYS, utc_now)
    assert version_and_notes(old) == (1, 0)
    with closing(open_store(old, KEYS, utc_now)) as store:
        assert store.signed_head() == HEAD
