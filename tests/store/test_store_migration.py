"""A profile of an older DocSense opens, keeps what is in it and works."""

import sqlite3
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import install, views_in_use

from app.bootstrap import open_services
from app.store.store import open_store
from app.usecases.approve_session import reopen
from app.usecases.drafts import drafts_of
from app.usecases.library import library
from app.usecases.log_show import show
from app.usecases.open_review import open_review
from app.usecases.ports import StoreUnavailable
from domain.kernel import utc_now

GOLDEN = Path(__file__).parent / "golden"
DOCUMENT, FINDING = "5672e2de83014cf28a8be8501d17afac", "8da448ccfb939b05"
TIP = "c6911b715cc03805b67114b9bfc1a3e9559786852a1884c8dab263ead516a805"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The profile of version 1: a document imported, its finding rejected, the review approved, a draft left."""
    with zipfile.ZipFile(GOLDEN / "profile_v1.zip") as archive:
        archive.extractall(tmp_path / "old")
    return tmp_path / "old"


def schema(profile: Path) -> tuple[int, list[tuple[str, str]]]:
    with closing(sqlite3.connect(profile / "log.db")) as database:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        return version, sorted(database.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def test_an_older_profile_keeps_what_is_in_it(old: Path) -> None:
    with open_services(old) as s:
        assert list(s.store.verify()) == []
        assert (s.store.head(), [e.hash for e in s.store.events()][-1]) == (9, TIP)
        assert s.store.catch_up()
        assert [(entry.document, entry.findings, entry.pending) for entry in library(s)] == [(DOCUMENT, 1, 0)]
        (reviewed,) = open_review(s, DOCUMENT).findings
        assert (reviewed.finding.id, reviewed.state, reviewed.reason) == (FINDING, "rejected", "Agreed by telephone.")
        assert drafts_of(s, DOCUMENT) == {f"reject:{FINDING}": "half-typed"}
        reopen(s, DOCUMENT, "Ada")
        assert s.store.head() == 10
        assert show(s, DOCUMENT).approvals[0].reopened
    assert [path.name for path in old.glob("views*.db")] == [views_in_use(old).name]


def test_a_migrated_profile_is_built_like_a_new_one(old: Path, tmp_path: Path) -> None:
    assert schema(old)[0] == 1
    for profile in (old, tmp_path / "new"):
        open_store(profile, utc_now).close()
    assert schema(old) == schema(tmp_path / "new")
    assert schema(old)[0] == 2


def test_many_may_open_an_older_profile_at_once(old: Path) -> None:
    def use(number: int) -> None:
        with closing(open_store(old, utc_now)) as store:
            install(store, "pack", repository=str(number))

    threads = [threading.Thread(target=use, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(open_store(old, utc_now)) as store:
        assert store.head() == 13
        assert list(store.verify()) == []


def test_a_migration_that_fails_leaves_the_older_profile(old: Path) -> None:
    with closing(sqlite3.connect(old / "log.db")) as database:
        database.execute("CREATE VIEW failures AS SELECT 1")
    before = schema(old)
    with pytest.raises(StoreUnavailable):
        open_store(old, utc_now)
    assert schema(old) == before
    with closing(sqlite3.connect(old / "log.db")) as database:
        database.execute("DROP VIEW failures")
    open_store(old, utc_now).close()
    assert schema(old)[0] == 2
