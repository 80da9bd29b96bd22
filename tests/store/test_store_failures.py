"""A reaction or a projection that fails: tried again in its time, set aside at last, answered later at most once."""

import logging
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from store_samples import NOON, PACK, Watch, import_revision, install, raw, views_in_use

from app.store.pace import FIRST_PAUSE, LONGEST_PAUSE, TRIES, Pace, is_due
from app.store.store import SqlStore
from app.usecases.ports.store import Failure, SubscriptionStatus, UnitOfWork
from domain.analysis.run import AnalysisRun, RunStarted
from domain.kernel import Envelope, NotFound
from domain.policies.repository import PackInstalled, PolicyRepository

Open = Callable[..., SqlStore]

STEADY = Pace(dice=lambda: 1.0)


class Handler:
    """Starts a run for each pack; fails while it is broken, for the packs at these positions."""

    def __init__(self, *broken: int) -> None:
        self.broken = set(broken)
        self.tried: list[int] = []

    def __call__(self, envelope: Envelope, unit: UnitOfWork) -> None:
        if envelope.context == "policies":
            self.tried.append(envelope.position)
            if envelope.position in self.broken:
                raise RuntimeError("the secret text of the document")
            unit.record(unit.load(AnalysisRun, "all"), [RunStarted()])


@pytest.fixture
def watch() -> Watch:
    return Watch()


def status(store: SqlStore, name: str = "runs") -> SubscriptionStatus:
    return next(each for each in store.subscriptions() if each.name == name)


def answered(store: SqlStore) -> list[int]:
    """The positions of the packs for which a run was started, in the order of the runs."""
    position = {e.id: e.position for e in store.events()}
    return [position[e.causation] for e in store.events() if e.context == "analysis" and e.causation]


def give_up(store: SqlStore, watch: Watch) -> None:
    """Catch up until nothing waits any more."""
    while not store.catch_up():
        watch.turn(LONGEST_PAUSE)


@pytest.mark.parametrize("tries", range(1, TRIES))
def test_pauses_double_and_take_any_part_of_that(tries: int) -> None:
    longest = timedelta(seconds=min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (tries - 1)))
    assert STEADY.pause(tries) == longest
    assert Pace(dice=lambda: 0.25).pause(tries) == longest / 4


def test_a_clock_that_was_set_back_delays_nothing() -> None:
    hour = timedelta(hours=1)
    moments = [(-hour, True), (timedelta(), True), (timedelta(seconds=LONGEST_PAUSE), False), (hour, True)]
    assert [is_due(NOON + ahead, NOON) for ahead, _ in moments] == [due for _, due in moments]


def test_a_failed_event_is_tried_again_when_it_is_due_and_not_before(open_profile: Open, watch: Watch) -> None:
    store, handler = open_profile(watch, STEADY), Handler(1)
    store.subscribe("runs", "analysis", handler)
    install(store, "one", correlation="c")
    for tries in range(1, 4):
        assert not store.catch_up("c")
        assert not store.catch_up()
        assert handler.tried == [1] * tries
        (failure,) = status(store).failures
        due = watch.now + STEADY.pause(tries)
        assert (failure.position, failure.kind, failure.tries, failure.due) == (1, "RuntimeError", tries, due)
        watch.turn(STEADY.pause(tries).total_seconds())
    handler.broken.clear()
    assert store.catch_up("c")
    assert answered(store) == [1]
    assert status(store).failures == ()


def test_tries_and_their_times_outlive_the_program(open_profile: Open, watch: Watch) -> None:
    store = open_profile(watch, STEADY)
    store.subscribe("runs", "analysis", Handler(1))
    install(store, "one")
    assert not store.catch_up()
    store.close()
    again, handler = open_profile(watch, STEADY), Handler(1)
    again.subscribe("runs", "analysis", handler)
    assert not again.catch_up()
    assert handler.tried == []
    watch.turn(FIRST_PAUSE)
    assert not again.catch_up()
    assert status(again).failures[0].tries == 2


def test_after_the_last_try_it_goes_on_with_the_next_event(
    open_profile: Open, watch: Watch, caplog: pytest.LogCaptureFixture, profile: Path
) -> None:
    store, handler = open_profile(watch), Handler(2)
    store.subscribe("runs", "analysis", handler)
    for title in ("one", "two", "three"):
        install(store, title)
    with caplog.at_level(logging.DEBUG):
        give_up(store, watch)
    assert handler.tried == [1, *[2] * TRIES, 3]
    assert answered(store) == [1, 3]
    (letter,) = status(store).failures
    assert letter == Failure(
        position=2,
        event=list(store.events())[1].id,
        kind="RuntimeError",
        tries=TRIES,
        failed_at=letter.failed_at,
        due=None,
    )
    assert status(store).behind == 0
    store.close()
    kept = b"".join(path.read_bytes() for path in profile.iterdir() if path.is_file())
    assert b"secret" not in kept
    assert "secret" not in caplog.text


def test_a_failing_reaction_stops_nobody_else(open_profile: Open, watch: Watch) -> None:
    store = open_profile(watch, STEADY)
    store.subscribe("bad", "feedback", Handler(1))
    store.subscribe("runs", "analysis", Handler())
    install(store, "one")
    import_revision(store, "d1")
    assert not store.catch_up()
    assert answered(store) == [1]
    assert [entry.document for entry in store.views.documents()] == ["d1"]


def set_aside(open_profile: Open, watch: Watch, *broken: int) -> tuple[SqlStore, Handler]:
    """A store with three packs; of these the reaction has set some aside."""
    store, handler = open_profile(watch), Handler(*broken)
    store.subscribe("runs", "analysis", handler)
    for number in range(3):
        install(store, "pack", repository=str(number))
    give_up(store, watch)
    return store, handler


def test_a_dead_letter_is_answered_later_and_once(open_profile: Open, watch: Watch) -> None:
    store, handler = set_aside(open_profile, watch, 1, 2)
    store.try_again("runs", 1)
    assert answered(store) == [3]
    handler.broken.clear()
    store.try_again("runs", 2)
    assert answered(store) == [3, 2]
    assert [failure.position for failure in status(store).failures] == [1]
    store.try_again("runs", 1)
    with pytest.raises(NotFound):
        store.try_again("runs", 1)
    assert answered(store) == [3, 2, 1]
    assert store.catch_up()
    assert answered(store) == [3, 2, 1]


def test_a_dead_letter_that_was_answered_before_a_crash_is_not_answered_again(
    open_profile: Open, watch: Watch, profile: Path
) -> None:
    store, handler = set_aside(open_profile, watch, 1)
    with closing(raw(profile / "log.db")) as database:
        (letter,) = database.execute("SELECT * FROM failures").fetchall()
        handler.broken.clear()
        store.try_again("runs", 1)
        database.execute("INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?, ?)", letter)
        database.commit()
    store.try_again("runs", 1)
    assert answered(store) == [2, 3, 1]
    assert status(store).failures == ()


def test_a_dead_letter_does_not_undo_the_answer_to_a_later_event(open_profile: Open, watch: Watch) -> None:
    """As where an approval was set aside, and the review approved once more since."""
    store, handler = open_profile(watch), Handler(1)
    store.subscribe("runs", "analysis", handler)
    for title in ("old", "new"):
        install(store, title)
    give_up(store, watch)
    handler.broken.clear()
    store.try_again("runs", 1)
    assert answered(store) == [2]
    assert status(store).failures == ()


def test_what_waits_can_be_hurried(open_profile: Open, watch: Watch) -> None:
    store, handler = open_profile(watch, STEADY), Handler(1)
    store.subscribe("runs", "analysis", handler)
    install(store, "one")
    assert not store.catch_up()
    handler.broken.clear()
    assert not store.catch_up()
    store.try_again("runs", 1)
    assert store.catch_up()
    assert answered(store) == [1]


@pytest.mark.parametrize("dead", [False, True])
def test_what_failed_can_be_skipped_for_good(open_profile: Open, watch: Watch, dead: bool) -> None:
    store, handler = open_profile(watch, STEADY), Handler(1)
    store.subscribe("runs", "analysis", handler)
    install(store, "one")
    install(store, "two")
    assert not store.catch_up()
    if dead:
        give_up(store, watch)
    store.skip("runs", 1)
    assert store.catch_up()
    assert status(store).failures == ()
    handler.broken.clear()
    again = open_profile(watch)
    again.subscribe("runs", "analysis", handler)
    assert again.catch_up()
    assert answered(again) == [2]
    for act in (again.skip, again.try_again):
        with pytest.raises(NotFound):
            act("runs", 1)
        with pytest.raises(NotFound):
            act("nobody", 1)


def test_an_event_that_cannot_be_read_is_set_aside_too(open_profile: Open, watch: Watch, profile: Path) -> None:
    store, handler = open_profile(watch), Handler()
    store.subscribe("runs", "analysis", handler)
    for number in range(3):
        install(store, "pack", repository=str(number))
    with closing(raw(profile / "log.db")) as database:
        database.executescript("DROP TRIGGER events_no_update; UPDATE events SET payload = x'00' WHERE position = 2")
    give_up(store, watch)
    assert handler.tried == [1, 3]
    for each in store.subscriptions():
        assert (each.behind, [(f.position, f.kind, f.due) for f in each.failures]) == (0, [(2, "Unreadable", None)])


def test_a_store_that_cannot_write_is_not_the_fault_of_an_event(
    open_profile: Open, watch: Watch, profile: Path
) -> None:
    store, handler = open_profile(watch, Pace(busy_seconds=0.01)), Handler()
    store.subscribe("runs", "analysis", handler)
    install(store, "one")
    with closing(raw(profile / "log.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not store.catch_up()
        assert not store.catch_up()
    assert status(store).failures == ()
    assert store.catch_up()
    assert answered(store) == [1]


POISON = (
    "CREATE TRIGGER poison BEFORE INSERT ON revisions WHEN new.document = 'bad' BEGIN SELECT RAISE(ABORT, 'x'); END"
)


def poisoned_views(open_profile: Open, watch: Watch, profile: Path) -> SqlStore:
    """A store whose views cannot take in the second of three imports."""
    store = open_profile(watch, STEADY)
    assert store.catch_up()
    import_revision(store, "first")
    assert store.catch_up()
    with closing(raw(views_in_use(profile))) as database:
        database.execute(POISON)
    for document in ("second", "bad", "third"):
        import_revision(store, document)
    return store


def shown(store: SqlStore) -> list[str]:
    return [entry.document for entry in store.views.documents()]


def test_a_projection_waits_before_the_event_it_fails_at_and_then_goes_on(
    open_profile: Open, watch: Watch, profile: Path
) -> None:
    store = poisoned_views(open_profile, watch, profile)
    assert not store.catch_up()
    assert shown(store) == ["second", "first"]
    (failure,) = status(store, "views").failures
    assert (failure.position, failure.kind, failure.tries) == (3, "IntegrityError", 1)
    give_up(store, watch)
    assert shown(store) == ["third", "second", "first"]
    assert [(f.position, f.due) for f in status(store, "views").failures] == [(3, None)]


def test_a_projection_goes_on_by_itself_once_the_cause_is_gone(open_profile: Open, watch: Watch, profile: Path) -> None:
    store = poisoned_views(open_profile, watch, profile)
    assert not store.catch_up()
    with closing(raw(views_in_use(profile))) as database:
        database.execute("DROP TRIGGER poison")
    watch.turn(FIRST_PAUSE)
    assert store.catch_up()
    assert shown(store) == ["third", "bad", "second", "first"]
    assert status(store, "views").failures == ()


@pytest.mark.parametrize("how", ["try again", "rebuild"])
def test_a_projection_made_anew_takes_in_what_was_set_aside(
    open_profile: Open, watch: Watch, profile: Path, how: str
) -> None:
    store = poisoned_views(open_profile, watch, profile)
    give_up(store, watch)
    store.try_again("views", 3) if how == "try again" else store.rebuild("views")
    assert shown(store) == ["third", "bad", "second", "first"]
    assert status(store, "views").failures == ()


def test_a_projection_can_skip(open_profile: Open, watch: Watch, profile: Path) -> None:
    store = poisoned_views(open_profile, watch, profile)
    assert not store.catch_up()
    store.skip("views", 3)
    assert store.catch_up()
    assert shown(store) == ["third", "second", "first"]
    assert status(store, "views").failures == ()


def test_a_reaction_reads_no_more_than_a_few_events_again_after_a_restart(open_profile: Open) -> None:
    def follow(store: SqlStore) -> list[int]:
        seen: list[int] = []
        store.subscribe("idle", "analysis", lambda envelope, unit: seen.append(envelope.position))
        assert store.catch_up()
        assert store.catch_up()
        return seen

    store = open_profile()
    with store.work("policies", "ada", "c") as unit:
        unit.record(PolicyRepository(id="house"), [PackInstalled(pack=PACK)] * 250)
    assert follow(store) == list(range(1, 251))
    assert follow(open_profile()) == list(range(201, 251))


def test_what_a_reaction_decided_is_not_decided_again_after_a_restart(open_profile: Open) -> None:
    """To write nothing is a decision too: it was taken on the state of that moment."""
    decided: list[int] = []

    def decide(envelope: Envelope, unit: UnitOfWork) -> None:
        if not unit.load(AnalysisRun, "all").version:
            decided.append(envelope.position)

    for _ in range(2):
        store = open_profile()
        store.subscribe("runs", "analysis", decide)
        if not decided:
            install(store, "one")
        assert store.catch_up()
    assert decided == [1]


def test_an_ordinary_decision_costs_one_durable_write(open_profile: Open) -> None:
    """The pack is of no interest to the reaction; the log is the only file that is written through."""
    store = open_profile()
    store.subscribe("idle", "feedback", lambda envelope, unit: None)
    install(store, "first")
    assert store.catch_up()
    begun: list[str] = []
    event.listen(store._log.engine, "before_cursor_execute", lambda _c, _x, statement, *_: begun.append(statement))
    with store.work("policies", "ada", "c") as unit:
        house = unit.load(PolicyRepository, "house")
        unit.record(house, house.install(PACK, NOON.date(), NOON.date()))
    assert store.catch_up("c")
    assert [statement for statement in begun if statement.startswith("BEGIN IMMEDIATE")] == ["BEGIN IMMEDIATE"]
