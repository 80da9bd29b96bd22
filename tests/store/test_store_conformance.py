"""What every store must do, said in the words of its port alone."""

import random
from collections.abc import Callable
from datetime import UTC

import pytest
from store_samples import ENGINE, NOON, PACK, SAMPLES, import_revision, install, open_session, queue_run

from app.usecases.ports.errors import Conflict
from app.usecases.ports.store import Store
from domain.analysis.run import AnalysisRun, RunState
from domain.documents.document import Document
from domain.documents.events import RevisionImported
from domain.feedback.events import FindingRejected
from domain.feedback.session import FeedbackSession
from domain.kernel import NotFound, new_id
from domain.policies.repository import PackInstalled, PolicyRepository

Open = Callable[[], Store]


def test_an_aggregate_comes_back_as_it_was_recorded(store: Store) -> None:
    with store.work("analysis", "ada", "c") as unit:
        run = unit.load(AnalysisRun, "n1")
        assert (run.version, run.state) == (0, None)
        run = unit.record(run, run.queue("d", "r", ENGINE, (PACK.used,)))
        run = unit.record(run, run.start())
    assert run.version == 2
    assert store.load(AnalysisRun, "n1") == run
    assert store.load(AnalysisRun, "other").version == 0


def test_nothing_is_seen_before_the_unit_ends(store: Store) -> None:
    with store.work("policies", "ada", "c") as unit:
        unit.record(PolicyRepository(id="house"), [PackInstalled(pack=PACK)])
        assert store.head() == 0
    assert store.head() == 1


def test_an_error_in_the_unit_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.work("documents", "ada", "c") as unit:
            unit.record(Document(id="d"), [SAMPLES[0]], document="d", attachments={"source/r": b"bytes"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.head() == 0
    with pytest.raises(NotFound):
        store.attachment("d", "source/r")


def test_a_unit_writes_all_its_streams(store: Store) -> None:
    with store.work("analysis", "ada", "c") as unit:
        for id in ("n1", "n2"):
            run = unit.load(AnalysisRun, id)
            unit.record(run, run.queue("d", "r", ENGINE, ()))
    assert [(e.position, e.stream, e.version) for e in store.events()] == [(1, "run-n1", 1), (2, "run-n2", 1)]


def test_an_empty_unit_writes_nothing(store: Store) -> None:
    with store.work("analysis", "ada", "c") as unit:
        run = unit.load(AnalysisRun, "n1")
        assert unit.record(run, []) == run
    assert store.head() == 0


def test_the_envelope_says_who_when_and_why(open_profile: Open) -> None:
    store = open_profile()
    revision = import_revision(store, "d1", sha256="aa")
    (envelope,) = store.events()
    assert (envelope.context, envelope.stream, envelope.version, envelope.position) == (
        "documents",
        "document-d1",
        1,
        1,
    )
    assert (envelope.actor, envelope.correlation, envelope.causation, envelope.document) == (
        "ada",
        revision,
        None,
        "d1",
    )
    assert envelope.time.tzinfo is not None
    assert envelope.time.utcoffset() == UTC.utcoffset(NOON)
    assert isinstance(envelope.event, RevisionImported)


@pytest.mark.parametrize("late", ["two units", "two stores"])
def test_who_comes_second_to_a_stream_gets_a_conflict(open_profile: Open, late: str) -> None:
    store = open_profile()
    other = open_profile() if late == "two stores" else store

    def write_late() -> None:
        with store.work("policies", "ada", "slow") as unit:
            state = unit.load(PolicyRepository, "house")
            install(other, "quick")
            unit.record(state, state.install(PACK, NOON.date(), NOON.date()))
            unit.record(PolicyRepository(id="another"), [PackInstalled(pack=PACK)])

    with pytest.raises(Conflict):
        write_late()
    assert [e.correlation for e in store.events()] == ["pack"]
    install(store, "again")
    assert store.load(PolicyRepository, "house").in_force("rts6", NOON.date()).title == "again"


def test_a_stale_state_recorded_twice_is_a_conflict(store: Store) -> None:
    stale = PolicyRepository(id="house")
    with store.work("policies", "ada", "c") as unit:
        unit.record(stale, [PackInstalled(pack=PACK)])
        with pytest.raises(Conflict):
            unit.record(stale, [PackInstalled(pack=PACK)])
    assert store.head() == 1


def test_a_state_ahead_of_its_stream_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict), store.work("policies", "ada", "c") as unit:
        unit.record(PolicyRepository(id="house", version=5), [PackInstalled(pack=PACK)])
    assert store.head() == 0


def test_a_unit_stays_in_its_context(store: Store) -> None:
    with store.work("analysis", "ada", "c") as unit:
        with pytest.raises(ValueError, match="analysis"):
            unit.load(FeedbackSession, "s")
        with pytest.raises(ValueError, match="analysis"):
            unit.record(PolicyRepository(id="house"), [PackInstalled(pack=PACK)])
    assert store.head() == 0


def test_text_from_a_document_is_not_kept_without_its_document(store: Store) -> None:
    with store.work("feedback", "ada", "c") as unit:
        session = FeedbackSession(id="s")
        with pytest.raises(ValueError, match="document"):
            unit.record(session, [FindingRejected(finding_id="f", run=None, reason="no", by="ada", at=NOON)])
        with pytest.raises(ValueError, match="attachments"):
            unit.record(session, [], document="d", attachments={"a": b""})


@pytest.mark.parametrize("size", [0, 1, 256 * 1024, 3 * 256 * 1024 + 5], ids=str)
def test_attachments_come_back_byte_for_byte(store: Store, size: int) -> None:
    data = random.Random(1).randbytes(size)  # which compresses to no less
    import_revision(store, "d1", attachments={"source/r": data, "blocks/r": b"[]"})
    assert store.attachment("d1", "source/r") == data
    assert store.attachment("d1", "blocks/r") == b"[]"
    for document, name in (("d2", "source/r"), ("d1", "source/other")):
        with pytest.raises(NotFound):
            store.attachment(document, name)


def test_events_are_read_from_behind_a_position_and_by_stream(store: Store) -> None:
    for number in range(250):
        install(store, str(number), repository="a" if number % 2 else "b")
    assert [e.position for e in store.events(after=0)] == list(range(1, 251))
    assert [e.position for e in store.events(after=248)] == [249, 250]
    assert [e.version for e in store.events(stream="policies-a")] == list(range(1, 126))
    assert [e.position for e in store.events(after=247, stream="policies-a")] == [248, 250]
    assert list(store.events(after=250)) == []
    assert store.head() == 250


def test_the_log_is_still_there_after_reopening(open_profile: Open) -> None:
    store = open_profile()
    install(store, "kept")
    before = list(store.events())
    store.close()
    assert list(open_profile().events()) == before


def test_drafts_are_kept_replaced_and_thrown_away(open_profile: Open) -> None:
    drafts = open_profile().drafts
    drafts.keep("d1", "reject/f1", "becau")
    drafts.keep("d1", "reject/f1", "because “x”")
    drafts.keep("d1", "modify/f2", "text")
    drafts.keep("d2", "reject/f1", "other")
    assert open_profile().drafts.all("d1") == {"modify/f2": "text", "reject/f1": "because “x”"}
    drafts.keep("d1", "reject/f1", "")
    drafts.keep("d1", "never there", "")
    assert drafts.all("d1") == {"modify/f2": "text"}
    assert drafts.all("d3") == {}


def test_a_lease_excludes_everybody_else(open_profile: Open) -> None:
    store, other = open_profile(), open_profile()
    with store.lease("run-1") as first, store.lease("run-1") as again, other.lease("run-1") as second:
        assert (first, again, second) == (True, False, False)
        with other.lease("run-2") as elsewhere:
            assert elsewhere
    with other.lease("run-1") as afterwards:
        assert afterwards


def test_a_lease_ends_with_an_error_inside(store: Store) -> None:
    with pytest.raises(RuntimeError), store.lease("run-1"):
        raise RuntimeError
    with store.lease("run-1") as held:
        assert held


def test_an_untouched_log_has_no_problems(store: Store) -> None:
    assert list(store.verify()) == []
    for sha256 in ("aa", "bb"):
        attachments = {f"source/{sha256}": random.Random(1).randbytes(600_000)}
        revision = import_revision(store, "d1", sha256=sha256, attachments=attachments)
    open_session(store, "d1", revision, ("f1",))
    for number in range(150):
        install(store, str(number))
    assert list(store.verify()) == []


def test_views_follow_the_log(store: Store) -> None:
    assert store.views.documents() == ()
    revision = import_revision(store, "d1")
    run = queue_run(store, "d1", revision)
    assert store.catch_up()
    assert [entry.document for entry in store.views.documents()] == ["d1"]
    assert [(entry.run, entry.state) for entry in store.views.runs()] == [(run, RunState.QUEUED)]


def test_catching_up_with_nothing_to_do_is_a_yes(store: Store) -> None:
    assert store.catch_up()
    assert store.catch_up(correlation=new_id())
