"""The read models: what they say of a review at each of its steps, and that they can always be made anew."""

import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import EDIT, FINDING, decide, import_revision, install, open_session, queue_run, raw, views_in_use

from app.store.store import SqlStore
from app.usecases.ports.store import DocumentEntry, RunEntry
from domain.analysis.run import (
    AnalysisRun,
    RunCancelled,
    RunCompleted,
    RunFailed,
    RunInterrupted,
    RunStarted,
    RunState,
)
from domain.feedback.events import (
    FindingAccepted,
    FindingModified,
    FindingRaised,
    FindingRejected,
    FindingReopened,
    FindingsReceived,
    SessionApproved,
    SessionReopened,
)
from domain.feedback.session import SessionState
from domain.kernel import Event

Open = Callable[[], SqlStore]


def entry(store: SqlStore) -> DocumentEntry:
    assert store.catch_up()
    (found,) = store.views.documents()
    return found


def finish(store: SqlStore, run: str, event: Event) -> None:
    with store.work("analysis", "ada", "c") as unit:
        unit.record(unit.load(AnalysisRun, run), [event], document="d1")


def test_an_imported_document_is_in_the_library(store: SqlStore) -> None:
    revision = import_revision(store, "d1", path="/x/index.docx", sha256="aa")
    (envelope,) = store.events()
    assert entry(store) == DocumentEntry(
        document="d1",
        title="Title of aa",
        file_name="index.docx",
        file_path="/x/index.docx",
        format="docx",
        revision=revision,
        number="1.0.0",
        sha256="aa",
        imported_at=envelope.time,
        findings=0,
        pending=0,
        session=None,
        run=None,
        run_state=None,
    )


def test_the_library_shows_the_latest_revision_and_its_review_alone(store: SqlStore) -> None:
    first = import_revision(store, "d1", sha256="aa")
    queue_run(store, "d1", first)
    open_session(store, "d1", first, ("f1",))
    assert (entry(store).findings, entry(store).session) == (1, SessionState.OPEN)
    second = import_revision(store, "d1", sha256="bb")
    shown = entry(store)
    assert (shown.revision, shown.number, shown.sha256) == (second, "2.0.0", "bb")
    assert (shown.findings, shown.pending, shown.session, shown.run) == (0, 0, None, None)


def test_the_document_imported_last_comes_first(store: SqlStore) -> None:
    for document, sha256 in (("d1", "aa"), ("d2", "bb"), ("d3", "cc"), ("d1", "dd")):
        import_revision(store, document, sha256=sha256)
    assert store.catch_up()
    assert [each.document for each in store.views.documents()] == ["d1", "d3", "d2"]


def test_documents_are_found_by_the_bytes_or_the_path_of_any_revision(store: SqlStore) -> None:
    for document, path, sha256 in (
        ("d1", "/a.docx", "aa"),
        ("d2", "/b.docx", "bb"),
        ("d1", "/b.docx", "cc"),
        ("d3", "/c.docx", "aa"),
    ):
        import_revision(store, document, path=path, sha256=sha256)
    assert store.catch_up()
    find = store.views.documents_with
    assert find(sha256="aa") == ("d3", "d1")
    assert find(path="/b.docx") == ("d1", "d2")
    assert find(path="/a.docx") == ("d1",)
    assert find(sha256="bb", path="/c.docx") == ("d3", "d2")
    assert find(sha256="ff") == find(path="/b") == find() == ()


DECISIONS: list[tuple[Event, int, SessionState]] = [
    (FindingAccepted(finding_id="f1", run="n", edit=EDIT), 2, SessionState.OPEN),
    (FindingModified(finding_id="f2", run="n", edit=EDIT), 1, SessionState.OPEN),
    (FindingRejected(finding_id="f3", run=None, reason="no", by="ada", at=EDIT.at), 0, SessionState.OPEN),
    (FindingReopened(finding_id="f2"), 1, SessionState.OPEN),
    (FindingsReceived(run="n", finding_ids=()), 1, SessionState.OPEN),
    (SessionApproved(document="d1", revision="r", edits=()), 1, SessionState.APPROVED),
    (SessionReopened(document="d1", revision="r1"), 1, SessionState.OPEN),
]


def test_the_library_counts_what_is_still_to_be_decided(store: SqlStore) -> None:
    revision, other = import_revision(store, "d1"), import_revision(store, "d1", sha256="bb")
    decide(store, open_session(store, "d1", revision, ("f1", "f2")), "d1")
    session = open_session(store, "d1", other, ("f1", "f2"))
    decide(store, session, "d1", FindingRaised(finding=FINDING.model_copy(update={"id": "f3"})))
    assert (entry(store).findings, entry(store).pending) == (3, 3)
    for event, pending, state in DECISIONS:
        decide(store, session, "d1", event)
        shown = entry(store)
        assert (shown.findings, shown.pending, shown.session) == (3, pending, state), event.type


@pytest.mark.parametrize(
    ("event", "state"),
    [
        (RunStarted(), RunState.RUNNING),
        (RunCompleted(document="d1", revision="r", findings=()), RunState.COMPLETED),
        (RunFailed(reason="slow"), RunState.FAILED),
        (RunCancelled(), RunState.CANCELLED),
        (RunInterrupted(), RunState.INTERRUPTED),
    ],
    ids=lambda value: getattr(value, "type", ""),
)
def test_a_run_is_shown_in_its_state(store: SqlStore, event: Event, state: RunState) -> None:
    revision = import_revision(store, "d1")
    other, run = queue_run(store, "d1", revision), queue_run(store, "d1", revision)
    assert (entry(store).run, entry(store).run_state) == (run, RunState.QUEUED)
    finish(store, run, event)
    assert (entry(store).run, entry(store).run_state) == (run, state)
    queued = [e.time for e in store.events() if e.event.type == "RunQueued"]
    entries = (
        RunEntry(run=run, document="d1", revision=revision, state=state, queued_at=queued[1]),
        RunEntry(run=other, document="d1", revision=revision, state=RunState.QUEUED, queued_at=queued[0]),
    )
    assert store.views.runs() == store.views.runs(revision=revision) == entries
    assert store.views.runs(revision="other") == ()
    unfinished = [entry.run for entry in store.views.runs(unfinished=True)]
    assert unfinished == ([run, other] if state is RunState.RUNNING else [other])


def test_views_are_shared_by_all_who_have_the_profile_open(open_profile: Open) -> None:
    store, other = open_profile(), open_profile()
    import_revision(store, "d1")
    assert store.catch_up()
    assert other.views.documents() == store.views.documents() != ()


def _delete(views: Path) -> None:
    views.unlink()


def _empty(views: Path) -> None:
    views.write_bytes(b"")


def _garble(views: Path) -> None:
    views.write_bytes(b"no database " * 1000)


def _garble_behind_the_first_page(views: Path) -> None:
    data = views.read_bytes()
    views.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))


def _sql(statement: str) -> Callable[[Path], None]:
    def run(views: Path) -> None:
        with closing(raw(views)) as database:
            database.executescript(statement)

    return run


DAMAGES: dict[str, Callable[[Path], None]] = {
    "deleted": _delete,
    "emptied": _empty,
    "garbled": _garble,
    "garbled behind the first page": _garble_behind_the_first_page,
    "of another schema": _sql("PRAGMA user_version = 99"),
    "without a table": _sql("DROP TABLE items"),
    "without its position": _sql("DELETE FROM progress"),
    "ahead of the log": _sql("UPDATE progress SET position = 9999"),
    "of another log": _sql("UPDATE progress SET hash = X'00'; DELETE FROM runs"),
}


@pytest.mark.parametrize("first", ["catch up", "read"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_views_are_made_anew_as_they_were(
    open_profile: Open, profile: Path, caplog: pytest.LogCaptureFixture, damage: str, first: str
) -> None:
    store = open_profile()
    for number in range(110):
        install(store, "pack", repository=str(number))
    revision = import_revision(store, "d1")
    run = queue_run(store, "d1", revision, start=True)
    open_session(store, "d1", revision, ("f1", "f2"))
    assert store.catch_up()
    before = (store.views.documents(), store.views.runs(), store.views.documents_with(sha256="00"))
    assert before[1][0].run == run
    store.close()
    DAMAGES[damage](views_in_use(profile))
    again = open_profile()
    with caplog.at_level(logging.INFO):
        if first == "catch up":
            install(again, "more")
            assert again.catch_up()
        assert (again.views.documents(), again.views.runs(), again.views.documents_with(sha256="00")) == before
    assert "The views are made anew from the log." in caplog.messages


def test_views_lost_while_the_profile_is_open_come_back(store: SqlStore, profile: Path) -> None:
    import_revision(store, "d1")
    assert store.catch_up()
    before = store.views.documents()
    _sql("DROP TABLE revisions")(views_in_use(profile))
    assert store.views.documents() == before


def test_damage_met_while_following_the_log_is_mended(store: SqlStore, profile: Path) -> None:
    revision = import_revision(store, "d1")
    assert store.catch_up()
    _sql("DROP TABLE items")(views_in_use(profile))
    open_session(store, "d1", revision, ("f1",))
    assert store.catch_up(timeout=5.0)
    assert entry(store).pending == 1


def test_the_views_of_a_profile_put_back_from_a_backup_follow_its_log(open_profile: Open, profile: Path) -> None:
    store = open_profile()
    import_revision(store, "d1")
    store.close()
    backup = {name: (profile / name).read_bytes() for name in ("log.db", "head")}
    store = open_profile()
    import_revision(store, "d2")
    assert store.catch_up()
    store.close()
    for name, data in backup.items():
        (profile / name).write_bytes(data)
    store = open_profile()
    import_revision(store, "d3")
    assert store.catch_up()
    assert [each.document for each in store.views.documents()] == ["d3", "d1"]


def test_an_interrupted_catching_up_goes_on_where_it_was(store: SqlStore) -> None:
    for number in range(250):
        import_revision(store, f"d{number}")
    store.catch_up(timeout=0.0)
    assert store.catch_up()
    assert len(store.views.documents()) == 250
