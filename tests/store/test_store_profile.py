"""Opening a profile, and what happens to it when the disk, another program or time plays against it."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2
from store_samples import KEYS, PACK, import_revision, install, raw

from app.store import connection
from app.store.pace import Pace
from app.store.store import SqlStore, open_store
from app.usecases.ports.errors import StoreUnavailable
from domain.kernel import utc_now
from domain.policies.repository import PackInstalled, PolicyRepository

ROOT = Path(__file__).resolve().parents[2]


def _sqlite(path: Path, script: str) -> None:
    with closing(raw(path)) as database:
        database.executescript(script)


def _a_file_for_a_folder(profile: Path) -> None:
    profile.write_bytes(b"mine")


def _a_folder_for_the_log(profile: Path) -> None:
    (profile / "log.db").mkdir(parents=True)


def _no_database(profile: Path) -> None:
    profile.mkdir()
    (profile / "log.db").write_bytes(b"These are my notes, and no database at all. " * 200)


def _a_foreign_database(profile: Path) -> None:
    profile.mkdir()
    _sqlite(profile / "log.db", "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')")


def _a_foreign_mark(profile: Path) -> None:
    profile.mkdir()
    _sqlite(profile / "log.db", "PRAGMA application_id = 77; CREATE TABLE events (position INTEGER)")


def _a_newer_log(profile: Path) -> None:
    open_store(profile, KEYS, utc_now).close()
    _sqlite(profile / "log.db", "PRAGMA user_version = 99")


def _a_garbled_schema(profile: Path) -> None:
    open_store(profile, KEYS, utc_now).close()
    data = bytearray((profile / "log.db").read_bytes())
    data[100:4096] = b"\xff" * 3996
    (profile / "log.db").write_bytes(data)


REFUSED: list[tuple[Callable[[Path], None], str]] = [
    (_a_file_for_a_folder, "folder"),
    (_a_folder_for_the_log, "cannot be opened"),
    (_no_database, "names the place"),
    (_a_foreign_database, "another program"),
    (_a_foreign_mark, "another program"),
    (_a_newer_log, "newer DocSense"),
    (_a_garbled_schema, "damaged"),
]


@pytest.mark.parametrize(("make", "why"), REFUSED, ids=[make.__name__ for make, _ in REFUSED])
def test_what_is_no_profile_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None], why: str
) -> None:
    profile = tmp_path / "profile"
    make(profile)
    before = _content(tmp_path)
    with pytest.raises(StoreUnavailable, match=why) as refusal:
        open_store(profile, KEYS, utc_now)
    assert str(refusal.value).endswith(".")
    assert _content(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a place where no folder can be made")
def test_a_profile_that_cannot_be_made_is_refused() -> None:
    with pytest.raises(StoreUnavailable, match="cannot be made"):
        open_store(Path("/dev/null/profile"), KEYS, utc_now)


def test_the_remains_of_an_interrupted_beginning_are_completed(profile: Path) -> None:
    profile.mkdir()
    (profile / "log.db").touch()
    with closing(open_store(profile, KEYS, utc_now)) as store:
        install(store, "first")
        assert store.head() == 1


def test_many_may_open_a_new_profile_at_once(profile: Path) -> None:
    stores: list[SqlStore] = []
    threads = [threading.Thread(target=lambda: stores.append(open_store(profile, KEYS, utc_now))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(stores) == 8
    for number, store in enumerate(stores):
        install(store, str(number))
        store.close()
    with closing(open_store(profile, KEYS, utc_now)) as store:
        assert store.head() == 8


def test_threads_write_to_one_store_side_by_side(store: SqlStore) -> None:
    def write(name: str) -> None:
        for number in range(20):
            install(store, str(number), repository=name)
            store.drafts.keep("d1", name, str(number))
            store.catch_up(timeout=0.0)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.head() == 80
    assert store.drafts.all("d1") == dict.fromkeys("abcd", "19")
    assert store.catch_up()
    assert list(store.verify()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET actor = 'eve'",
        "DELETE FROM events",
        "DELETE FROM events WHERE position = 1",
        "INSERT OR REPLACE INTO events SELECT * FROM events",
    ],
)
def test_the_file_itself_refuses_to_change_what_happened(store: SqlStore, profile: Path, statement: str) -> None:
    install(store, "kept")
    with closing(raw(profile / "log.db")) as database, pytest.raises(dbapi2.IntegrityError, match="never changed"):
        database.execute(statement)
    assert store.head() == 1


def test_acknowledged_events_survive_a_power_cut(store: SqlStore, profile: Path) -> None:
    """A file left without its write-ahead log's sync could lose them: the log must be written through."""
    with connection.reading(store._log.engine) as log:
        assert log.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert log.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert log.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_writer_that_never_lets_go_is_named(profile: Path) -> None:
    with (
        closing(open_store(profile, KEYS, utc_now, Pace(busy_seconds=0.05))) as store,
        closing(raw(profile / "log.db")) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="Another program"):
            install(store, "late")
        assert store.head() == 0
        with closing(open_store(profile, KEYS, utc_now)) as another:  # opening waits for nobody
            assert another.head() == 0
        other.rollback()
        install(store, "now")
        assert store.head() == 1


def test_a_damaged_attachment_is_refused_in_one_sentence(store: SqlStore, profile: Path) -> None:
    import_revision(store, "d1", attachments={"source/r": b"the bytes"})
    _sqlite(profile / "log.db", "UPDATE sources SET data = substr(data, 1, 9)")
    with pytest.raises(StoreUnavailable, match="damaged"):
        store.attachment("d1", "source/r")
    _sqlite(profile / "log.db", "UPDATE sources SET data = X'07'")
    with pytest.raises(StoreUnavailable, match="damaged"):
        store.attachment("d1", "source/r")


def test_a_damaged_draft_is_refused_in_one_sentence(store: SqlStore, profile: Path) -> None:
    store.drafts.keep("d1", "a", "text")
    _sqlite(profile / "log.db", "UPDATE drafts SET data = X'0000'")
    with pytest.raises(StoreUnavailable, match="draft"):
        store.drafts.all("d1")


def test_an_error_never_quotes_what_was_to_be_written(store: SqlStore, profile: Path) -> None:
    _sqlite(profile / "log.db", "ALTER TABLE events RENAME COLUMN payload TO other")
    with pytest.raises(StoreUnavailable) as refusal, store.work("policies", "ada", "c") as unit:
        unit.record(PolicyRepository(id="secret"), [PackInstalled(pack=PACK)])
    assert "secret" not in f"{refusal.value} {refusal.value.__cause__}"


FULL_DISK = """
import random, resource, sys
from pathlib import Path
from app.store.pace import Pace
from app.store.store import open_store
from app.usecases.ports.errors import StoreUnavailable
from domain.kernel import utc_now
sys.path.insert(0, sys.argv[2])
from store_samples import KEYS, import_revision, install
profile = Path(sys.argv[1])
store = open_store(profile, KEYS, utc_now)
install(store, "before")
size = max(path.stat().st_size for path in profile.iterdir() if path.is_file()) + int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
for number in range(1000):
    try:
        import_revision(store, f"d{number}", attachments={"source/r": random.randbytes(100_000)})
    except StoreUnavailable as error:
        print(store.head(), error)
        break
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE to play a full disk")
@pytest.mark.parametrize("room", [1_000, 150_000, 1_000_000])
def test_a_full_disk_loses_nothing_that_was_there(profile: Path, room: int) -> None:
    child = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(profile), str(Path(__file__).parent), str(room)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    head, _, sentence = child.stdout.strip().partition(" ")
    assert "nothing was saved" in sentence
    with closing(open_store(profile, KEYS, utc_now)) as store:
        assert store.head() == int(head) >= 1
        assert list(store.verify()) == []
        install(store, "afterwards")
        assert store.head() == int(head) + 1


def test_a_copied_profile_is_a_profile(store: SqlStore, profile: Path, tmp_path: Path) -> None:
    install(store, "one")
    store.close()
    shutil.copytree(profile, tmp_path / "copy")
    with closing(open_store(tmp_path / "copy", KEYS, utc_now)) as copy:
        assert copy.head() == 1


def _content(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets no ordinary user make links")
def test_a_link_in_the_place_of_the_head_leads_to_nothing_that_is_written(store: SqlStore, profile: Path) -> None:
    victim = profile.parent / "victim"
    victim.write_bytes(b"somebody else's")
    (profile / "head").unlink()
    (profile / "head").symlink_to(victim)
    install(store, "kept")
    assert victim.read_bytes() == b"somebody else's"
    assert store.head() == 1
