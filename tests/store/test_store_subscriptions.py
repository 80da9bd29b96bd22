"""Reactions: once for each event, whatever is repeated, refused or running elsewhere."""

import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from store_samples import install, raw

from app.store.store import SqlStore
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.store import UnitOfWork
from domain.analysis.run import AnalysisRun, RunStarted
from domain.kernel import Envelope, derived_id
from domain.policies.repository import PackInstalled, PolicyRepository

Open = Callable[[], SqlStore]


def start_a_run(envelope: Envelope, unit: UnitOfWork) -> None:
    """A step that does not look at what is there, and would do it again each time."""
    if isinstance(envelope.event, PackInstalled):
        unit.record(unit.load(AnalysisRun, "all"), [RunStarted()])


def _runs(store: SqlStore) -> list[Envelope]:
    return [envelope for envelope in store.events() if envelope.context == "analysis"]


def test_a_reaction_answers_each_event_in_its_own_context(store: SqlStore) -> None:
    store.subscribe("runs", "analysis", start_a_run)
    install(store, "one", correlation="c1")
    assert store.catch_up()
    install(store, "two", correlation="c2")
    assert store.catch_up("c2")
    causes = [envelope for envelope in store.events() if envelope.context == "policies"]
    effects = _runs(store)
    assert [e.causation for e in effects] == [e.id for e in causes]
    assert [(e.correlation, e.actor) for e in effects] == [("c1", "ada"), ("c2", "ada")]
    assert [e.id for e in effects] == [derived_id(e.id, "runs/0") for e in causes]


def test_a_repeat_changes_nothing(open_profile: Open, profile: Path) -> None:
    store = open_profile()
    store.subscribe("runs", "analysis", start_a_run)
    for number in range(3):
        install(store, str(number))
    assert store.catch_up()
    before = list(store.events())
    with closing(raw(profile / "log.db")) as database, database:
        assert database.execute("DELETE FROM checkpoints").rowcount == 1
    again = open_profile()
    again.subscribe("runs", "analysis", start_a_run)
    assert again.catch_up()
    assert list(again.events()) == before


def test_what_a_reaction_writes_is_followed_up_too(store: SqlStore) -> None:
    def pack_for_each_run(envelope: Envelope, unit: UnitOfWork) -> None:
        if envelope.context == "analysis":
            packs = unit.load(PolicyRepository, "echo")
            unit.record(packs, [e.event for e in store.events(stream="policies-house")][:1])

    store.subscribe("second", "policies", pack_for_each_run)
    store.subscribe("first", "analysis", lambda e, unit: start_a_run(e, unit) if "house" in e.stream else None)
    install(store, "one", correlation="c")
    assert store.catch_up("c")
    assert [(e.position, e.context) for e in store.events()] == [(1, "policies"), (2, "analysis"), (3, "policies")]
    assert {e.correlation for e in store.events()} == {"c"}


def test_a_reaction_commits_all_or_nothing_with_its_checkpoint(store: SqlStore) -> None:
    def fail_half_way(envelope: Envelope, unit: UnitOfWork) -> None:
        start_a_run(envelope, unit)
        raise RuntimeError

    store.subscribe("runs", "analysis", fail_half_way)
    install(store, "one")
    assert not store.catch_up()
    assert _runs(store) == []


def test_the_checkpoint_is_written_with_what_the_reaction_writes(store: SqlStore, profile: Path) -> None:
    seen: list[tuple[int, list[tuple[int]]]] = []

    def look(envelope: Envelope, unit: UnitOfWork) -> None:
        with closing(raw(profile / "log.db")) as database:
            seen.append((envelope.position, database.execute("SELECT position FROM checkpoints").fetchall()))
        start_a_run(envelope, unit)

    store.subscribe("runs", "analysis", look)
    for title in ("one", "two"):
        install(store, title)
    assert store.catch_up()
    assert seen[:3] == [(1, []), (2, [(1,)]), (3, [(2,)])]


def test_a_failure_behind_the_correlation_does_not_matter_to_it(store: SqlStore) -> None:
    def refuse_the_second(envelope: Envelope, unit: UnitOfWork) -> None:
        if envelope.position == 2:
            raise RuntimeError

    store.subscribe("bad", "analysis", refuse_the_second)
    install(store, "one", correlation="c1")
    install(store, "two", correlation="c2")
    assert not store.catch_up()
    assert store.catch_up("c1")
    assert not store.catch_up("c2")


@pytest.mark.parametrize(("disturbed", "caught_up"), [(4, True), (5, False)])
def test_a_reaction_that_comes_second_is_run_again(store: SqlStore, disturbed: int, caught_up: bool) -> None:
    times: list[int] = []

    def disturb(envelope: Envelope, unit: UnitOfWork) -> None:
        start_a_run(envelope, unit)
        if len(times) < disturbed:
            with store.work("analysis", "bob", "other") as other:
                run = other.load(AnalysisRun, "all")
                other.record(run, [RunStarted()])
                times.append(run.version)

    store.subscribe("runs", "analysis", disturb)
    install(store, "one", correlation="c")
    assert store.catch_up("c") == caught_up
    assert times == list(range(disturbed))
    assert store.load(AnalysisRun, "all").version == disturbed + caught_up


def test_catching_up_waits_for_whoever_holds_the_lease(open_profile: Open) -> None:
    store, other = open_profile(), open_profile()
    for each in (store, other):
        each.subscribe("runs", "analysis", start_a_run)
    install(store, "one")
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with other.lease("subscription-runs"):
            begun.set()
            go_on.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    begun.wait()
    assert not store.catch_up(timeout=0.05)
    assert _runs(store) == []
    answers: list[bool] = []
    waiter = threading.Thread(target=lambda: answers.append(store.catch_up()))
    waiter.start()
    go_on.set()
    for thread in (holder, waiter):
        thread.join()
    assert answers == [True]
    assert len(_runs(store)) == 1


def test_two_that_catch_up_at_once_react_once(open_profile: Open) -> None:
    stores = [open_profile() for _ in range(3)]
    for store in stores:
        store.subscribe("runs", "analysis", start_a_run)
    for number in range(30):
        install(stores[0], str(number))
    threads = [threading.Thread(target=store.catch_up) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [e.version for e in _runs(stores[0])] == list(range(1, 31))


def test_time_runs_out_between_two_events(store: SqlStore) -> None:
    seen: list[int] = []
    store.subscribe("runs", "analysis", lambda envelope, unit: seen.append(envelope.position))
    for number in range(3):
        install(store, str(number))
    assert not store.catch_up(timeout=0.0)
    assert len(seen) < 3
    assert store.catch_up()
    assert seen == [1, 2, 3]


def test_a_reaction_stays_in_its_context(store: SqlStore) -> None:
    store.subscribe("runs", "feedback", start_a_run)
    install(store, "one")
    assert not store.catch_up()
    assert store.head() == 1


def test_a_store_that_is_gone_is_an_error_and_no_answer(store: SqlStore, profile: Path) -> None:
    install(store, "one")
    with closing(raw(profile / "log.db")) as database:
        database.executescript("DROP TABLE events")
    with pytest.raises(StoreUnavailable):
        store.catch_up()
