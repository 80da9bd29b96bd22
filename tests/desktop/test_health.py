"""What fails behind the scenes: said once in plain words, shown under Help > Health, gone when its cause is gone."""

import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPushButton
from reviewer_desk import REVIEWER, TEXT, Desk

from app.bootstrap import open_services
from app.desktop import jobs
from app.desktop.health.dialog import HealthDialog
from app.desktop.health.words import account, summary
from app.store.pace import TRIES, Pace
from app.store.store import SqlStore
from app.usecases.decide_finding import Decision, decide
from app.usecases.health import Health, Trouble
from app.usecases.import_document import import_document
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.services import Services
from app.usecases.ports.store import Failure, SubscriptionStatus, UnitOfWork
from domain.analysis.run import AnalysisRun
from domain.documents.document import Document
from domain.feedback.events import FindingAccepted, FindingRejected
from domain.kernel import Envelope, utc_now
from tests.builders.profile import raw

RaiseOn = Callable[..., str]


class Reaction:
    """A step after each accepted finding that fails while it is broken."""

    def __init__(self) -> None:
        self.broken = True
        self.done: list[int] = []

    def __call__(self, envelope: Envelope, unit: UnitOfWork) -> None:
        if isinstance(envelope.event, FindingAccepted):
            unit.load(AnalysisRun, "none")
            if self.broken:
                raise RuntimeError(TEXT)
            self.done.append(envelope.position)


@pytest.fixture
def services(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Services]:
    """Tries again at once and waits for nobody, unless a test says otherwise."""
    pace: Pace = getattr(request, "param", Pace(dice=lambda: 0.0, busy_seconds=0.2))
    with open_services(tmp_path / "profile", pace=pace) as s:
        yield s


@pytest.fixture
def reaction(services: Services) -> Reaction:
    assert isinstance(services.store, SqlStore)
    reaction = Reaction()
    services.store.subscribe("extra", "analysis", reaction)
    return reaction


def accept(desk: Desk, document: str, finding: str) -> None:
    desk.open(document)
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.state(finding) == "accepted")


def dialog_of(desk: Desk) -> HealthDialog:
    found = [each for each in desk.window.findChildren(HealthDialog) if each.isVisible()]
    return found[-1]


def words(dialog: HealthDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def press(desk: Desk, text: str) -> None:
    def buttons() -> list[QPushButton]:
        found = dialog_of(desk).findChildren(QPushButton)
        return [b for b in found if b.text() == text and b.isVisible() and b.isEnabled()]

    desk.until(buttons)
    desk.bot.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)


def set_aside(services: Services) -> int:
    return sum(f.due is None for each in services.store.subscriptions() for f in each.failures)


def test_a_failing_step_stops_no_decision_and_is_said_once(
    desk: Desk, reaction: Reaction, document: str, raise_on: RaiseOn
) -> None:
    first, second = raise_on("timely", replacement="prompt"), raise_on("may", replacement="shall")
    accept(desk, document, first)
    desk.until(lambda: desk.said("extra failed. Your decisions are kept."))
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.state(second) == "accepted")
    desk.until(lambda: set_aside(desk.services) == 2)
    assert not any("timely" in text for text in desk.window.messages.texts())
    reaction.broken = False
    desk.window.actions_["health"].trigger()
    desk.until(lambda: words(dialog_of(desk)).count(f"failed {TRIES} times") == 2)
    assert "timely" not in words(dialog_of(desk))
    for label in dialog_of(desk).findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), "a line is cut off"
    press(desk, "Try again")
    desk.until(lambda: len(reaction.done) == 1)
    desk.until(lambda: words(dialog_of(desk)).count("set aside") == 1)
    press(desk, "Skip")
    desk.until(lambda: "Everything is up to date." in words(dialog_of(desk)))
    assert len(reaction.done) == 1


@pytest.mark.parametrize("services", [Pace(dice=lambda: 1.0, busy_seconds=0.2)], indirect=True)
def test_a_step_goes_on_by_itself_when_its_cause_is_gone(
    desk: Desk, reaction: Reaction, document: str, raise_on: RaiseOn
) -> None:
    accept(desk, document, raise_on("timely", replacement="prompt"))
    desk.until(lambda: desk.said("It will be tried again by itself."))
    reaction.broken = False
    desk.until(lambda: reaction.done)
    desk.until(lambda: desk.said("Everything is up to date again."))


def _hold(path: Path, held: "multiprocessing.synchronize.Event", let_go: "multiprocessing.synchronize.Event") -> None:
    with closing(raw(path)) as database:
        database.execute("BEGIN IMMEDIATE")
        held.set()
        let_go.wait(60)
        database.execute("ROLLBACK")


def test_a_decision_that_cannot_be_kept_is_said_and_taken_once_it_can(
    desk: Desk, document: str, raise_on: RaiseOn, tmp_path: Path
) -> None:
    first, second = raise_on("timely", severity="critical"), raise_on("may", severity="low")
    decide(desk.services, document, [Decision(finding=second, decision="accept")], REVIEWER)
    desk.open(document)
    context = multiprocessing.get_context("spawn")
    held, let_go = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path / "profile" / "log.db", held, let_go))
    other.start()
    desk.until(held.is_set)
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.said("Another program has been writing to the profile for too long."))
    assert desk.state(first) == "pending"
    assert desk.state(second) == "accepted"
    let_go.set()
    other.join()
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.state(first) == "accepted")
    assert list(desk.services.store.verify()) == []


@pytest.mark.parametrize("services", [Pace()], indirect=True)
def test_a_decision_waits_for_another_writer_and_goes_on_by_itself(
    desk: Desk, document: str, raise_on: RaiseOn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "SLOW_MS", 50)
    finding = raise_on("timely", severity="critical")
    desk.open(document)
    with closing(raw(tmp_path / "profile" / "log.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        desk.press(Qt.Key.Key_A)
        desk.until(lambda: desk.said("kept as soon as it lets go"))
        other.execute("ROLLBACK")
    desk.until(lambda: desk.state(finding) == "accepted")
    assert list(desk.services.store.verify()) == []


@contextmanager
def full_disk(profile: Path) -> Iterator[None]:
    """No file of this process may grow beyond the largest one of the profile, as on a disk that is full."""
    import resource  # which Windows has not

    largest = max(path.stat().st_size for path in profile.iterdir() if path.is_file())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE to play a full disk")
def test_on_a_full_disk_nothing_kept_is_lost_and_decisions_go_on_when_there_is_room(
    desk: Desk, document: str, raise_on: RaiseOn, tmp_path: Path
) -> None:
    findings = [raise_on(word, severity="critical") for word in ("timely", "may")]
    desk.open(document)
    kept: list[str] = []
    with full_disk(tmp_path / "profile"):
        for number in range(200):  # what the files have room for is kept, until one has to grow
            note = Decision(finding=findings[1], decision="reject", reason=f"{number}" * 300)
            try:
                decide(desk.services, document, [note], REVIEWER)
                decide(desk.services, document, [Decision(finding=findings[1], decision="reopen")], REVIEWER)
            except StoreUnavailable:
                break
            kept.append(note.reason or "")
        head = desk.services.store.head()
        desk.press(Qt.Key.Key_A)
        desk.until(lambda: desk.said("nothing was saved"))
        assert desk.state(findings[0]) == "pending"
        assert desk.services.store.head() == head
    desk.press(Qt.Key.Key_A)
    desk.until(lambda: desk.state(findings[0]) == "accepted")
    said = [e.event.reason for e in desk.services.store.events() if isinstance(e.event, FindingRejected)]
    assert said[: len(kept)] == kept
    assert list(desk.services.store.verify()) == []


def test_the_views_are_made_anew_from_the_window(desk: Desk, document: str, tmp_path: Path) -> None:
    before = {path.name for path in (tmp_path / "profile").glob("views-*.db")}
    desk.window.dialogs.show_health()
    desk.until(lambda: "Everything is up to date." in words(dialog_of(desk)))
    press(desk, "Rebuild")
    desk.until(lambda: "Done." in words(dialog_of(desk)))
    assert {path.name for path in (tmp_path / "profile").glob("views-*.db")}.isdisjoint(before)
    desk.until(lambda: [entry.document for entry in desk.window.library.entries()] == [document])
    box = dialog_of(desk).findChild(QDialogButtonBox)
    desk.bot.mouseClick(box.button(QDialogButtonBox.StandardButton.Close), Qt.MouseButton.LeftButton)


def test_the_window_closes_with_its_health_open(desk: Desk) -> None:
    desk.window.dialogs.show_health()
    desk.window.dialogs.show_health()
    (dialog,) = desk.window.findChildren(HealthDialog)
    desk.until(lambda: "Everything is up to date." in words(dialog))
    desk.window.close()
    assert not dialog.isVisible()


def test_repairs_do_not_keep_a_decision_waiting(desk: Desk, document: str, raise_on: RaiseOn) -> None:
    finding = raise_on("timely", replacement="prompt")
    busy, free = threading.Event(), threading.Event()
    desk.window.jobs.start("upkeep", lambda _: (busy.set(), free.wait()))
    desk.until(busy.is_set)
    accept(desk, document, finding)
    free.set()


def _health(behind: int, *failures: Failure) -> Health:
    views = SubscriptionStatus(name="views", position=5, behind=behind, failures=failures, rebuildable=True)
    return Health(subscriptions=(views,))


WAITING = Failure(position=6, event="e", kind="KeyError", tries=2, failed_at=utc_now(), due=utc_now())
DEAD = WAITING.model_copy(update={"due": None, "tries": 1})


@pytest.mark.parametrize(
    ("health", "said"),
    [
        (_health(0), "Everything is up to date."),
        (_health(1), "1 event is still"),
        (_health(3), "3 events are still"),
        (_health(3, WAITING), "Something failed."),
        (_health(0, DEAD), "Something failed."),
    ],
)
def test_the_state_is_one_sentence(health: Health, said: str) -> None:
    assert summary(health).startswith(said)


def test_a_failure_says_what_becomes_of_it() -> None:
    assert WAITING.due
    at = f"{WAITING.due.astimezone():%H:%M:%S}"
    assert account(Trouble(subscription="views", failure=WAITING)) == (
        f"Filling the library failed 2 times at event 6 (KeyError). It will be tried again at {at}."
    )
    assert "set aside" in account(Trouble(subscription="views", failure=DEAD))
    assert "failed once" in account(Trouble(subscription="views", failure=DEAD))


def test_an_import_that_the_library_cannot_show_is_kept_and_shown_later(
    desk: Desk, document: str, tmp_path: Path
) -> None:
    assert desk.services.store.catch_up()
    views = max((tmp_path / "profile").glob("views-*.db"))
    with closing(raw(views)) as database:
        database.execute("CREATE TRIGGER poison BEFORE INSERT ON revisions BEGIN SELECT RAISE(ABORT, 'x'); END")
    other = import_document(desk.services, b"Text.", "other.md", "/specs/other.md", REVIEWER).document
    assert desk.services.store.load(Document, other).latest.title
    desk.until(lambda: desk.said("Filling the library failed."))
    with closing(raw(views)) as database:
        database.execute("DROP TRIGGER poison")
    desk.window.dialogs.show_health()
    desk.until(lambda: "Something failed." in words(dialog_of(desk)))
    press(desk, "Try again")
    desk.until(lambda: [entry.document for entry in desk.services.store.views.documents()] == [other, document])
    desk.until(lambda: set_aside(desk.services) == 0)
