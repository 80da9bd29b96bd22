"""The views made anew while they are in use: by this program, and noticed by the others."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from store_samples import import_revision, install, views_in_use

from app.store.pace import BATCH_SECONDS, Pace
from app.store.store import SqlStore
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.tasks import TaskCancelled
from domain.documents.document import Document
from domain.kernel import NotFound

Open = Callable[..., SqlStore]
ROOT = Path(__file__).resolve().parents[2]


def shown(store: SqlStore) -> list[str]:
    return [entry.document for entry in store.views.documents()]


def fill(store: SqlStore, documents: int) -> list[str]:
    """Import so many documents; answers with what the library then shows."""
    names = [f"d{number}" for number in range(documents)]
    for name in names:
        import_revision(store, name)
    assert store.catch_up()
    return names[::-1]


def files(profile: Path) -> set[str]:
    return {path.name for path in profile.glob("views*")} - {
        f"{views_in_use(profile).name}-{s}" for s in ("wal", "shm")
    }


def test_a_rebuild_changes_the_file_and_nothing_that_is_shown(store: SqlStore, profile: Path) -> None:
    names = fill(store, 120)
    before = views_in_use(profile)
    store.rebuild("views")
    assert views_in_use(profile) != before
    assert shown(store) == names
    assert files(profile) == {views_in_use(profile).name}


def test_who_has_the_profile_open_changes_over_too(open_profile: Open) -> None:
    store, other = open_profile(), open_profile()
    names = fill(store, 3)
    assert shown(other) == names
    store.rebuild("views")
    import_revision(store, "new")
    assert store.catch_up()
    assert shown(other) == ["new", *names]
    import_revision(other, "newer")
    assert other.catch_up()
    assert shown(store) == ["newer", "new", *names]


READER = """
import sys
from pathlib import Path
sys.path.insert(0, "tests/store")
from app.store.store import open_store
from store_samples import KEYS
from domain.kernel import utc_now
store = open_store(Path(sys.argv[1]), KEYS, utc_now)
for line in sys.stdin:
    print(len(store.views.documents()), flush=True)
"""


def test_another_process_reads_on_and_changes_over(store: SqlStore, profile: Path) -> None:
    fill(store, 2)
    command = [sys.executable, "-c", READER, str(profile)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:

        def read() -> str:
            assert reader.stdin
            assert reader.stdout
            reader.stdin.write("\n")
            reader.stdin.flush()
            return reader.stdout.readline().strip()

        assert read() == "2"
        for number in range(3):
            store.rebuild("views")
            import_revision(store, f"new{number}")
            assert store.catch_up()
            assert read() == str(3 + number)
        assert reader.stdin
        reader.stdin.close()


def test_the_old_views_are_read_and_kept_up_until_the_new_ones_are_whole(open_profile: Open) -> None:
    store, other = open_profile(), open_profile()
    names = fill(store, 150)
    asked: list[list[str]] = []

    def cancelled() -> bool:
        """Asked between two batches, while the new file is being filled."""
        if not asked:
            import_revision(other, "meanwhile")
            assert other.catch_up()
        asked.append(shown(other))
        return False

    store.rebuild("views", cancelled)
    assert len(asked) > 1
    assert set(map(tuple, asked)) == {("meanwhile", *names)}
    assert shown(store) == shown(other) == ["meanwhile", *names]


def test_readers_meet_no_gap(open_profile: Open) -> None:
    store, other = open_profile(), open_profile()
    names = fill(store, 20)
    stop = threading.Event()
    seen: set[tuple[str, ...]] = set()
    errors: list[Exception] = []

    def read() -> None:
        try:
            while not stop.is_set():
                seen.add(tuple(shown(other)))
        except Exception as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in range(8):
        store.rebuild("views")
    stop.set()
    for reader in readers:
        reader.join()
    assert errors == []
    assert seen == {tuple(names)}


def test_a_cancelled_rebuild_leaves_the_views_as_they_are(store: SqlStore, profile: Path) -> None:
    names = fill(store, 3)
    before = views_in_use(profile)
    with pytest.raises(TaskCancelled):
        store.rebuild("views", lambda: True)
    assert views_in_use(profile) == before
    assert shown(store) == names
    assert files(profile) == {before.name}


def test_what_a_crash_left_of_a_rebuild_is_in_nobodys_way(store: SqlStore, profile: Path) -> None:
    names = fill(store, 3)
    for name in ("views.part", "views.part-wal", "views-0.db-shm"):
        (profile / name).write_bytes(b"half a file")
    store.rebuild("views")
    assert files(profile) == {views_in_use(profile).name}
    assert shown(store) == names


def test_one_rebuild_at_a_time(open_profile: Open) -> None:
    store, other = open_profile(), open_profile()
    fill(store, 1)
    with other.lease("rebuild-views"), pytest.raises(StoreUnavailable, match="Another DocSense"):
        store.rebuild("views")
    store.rebuild("views")


def test_only_a_projection_can_be_made_anew(store: SqlStore) -> None:
    store.subscribe("runs", "analysis", lambda envelope, unit: None)
    assert [(each.name, each.rebuildable) for each in store.subscriptions()] == [("runs", False), ("views", True)]
    with pytest.raises(NotFound):
        store.rebuild("runs")


@pytest.mark.parametrize(("per_event", "largest"), [(BATCH_SECONDS / 4, 5), (BATCH_SECONDS * 3, 1), (0.0, 100)])
def test_a_batch_ends_when_its_time_is_up(open_profile: Open, per_event: float, largest: int) -> None:
    """Time passes with each event; a batch is as long as its time allows, and no longer than a page."""
    now = [0.0]

    def timer() -> float:
        now[0] += per_event
        return now[0]

    store = open_profile(pace=Pace(timer=timer))
    for number in range(10):
        with store.work("documents", "ada", "c") as unit:
            for document in range(20):
                name = f"d{number}-{document}"
                state = unit.load(Document, name)
                events = state.import_revision(
                    id=name, format="docx", title="t", file_name="f", file_path="p", sha256="s", size=1,
                    block_count=1, reader="r",
                )  # fmt: skip
                unit.record(state, events, document=name)
    batches: list[int] = []

    def count(_c: object, _x: object, statement: str, *_: object) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            batches.append(0)
        elif statement.startswith("INSERT INTO revisions"):
            batches[-1] += 1

    event.listen(Engine, "before_cursor_execute", count)
    try:
        assert store.catch_up()
        store.rebuild("views")
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert sum(batches) == 400
    assert max(batches) == largest


def test_the_views_of_an_older_docsense_are_replaced(open_profile: Open, profile: Path) -> None:
    store = open_profile()
    (profile / "views.db").write_bytes(b"of an older version")
    install(store, "one")
    assert store.catch_up()
    assert files(profile) == {"views-1.db"}
