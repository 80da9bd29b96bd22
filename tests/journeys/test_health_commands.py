"""What fails behind a decision never stops it: from the command line, and with another program in the way."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import open_services
from app.store.pace import Pace
from app.store.store import SqlStore
from app.usecases.analyse_document import analyse
from app.usecases.approve_session import approve
from app.usecases.decide_finding import Decision, decide
from app.usecases.health import health, skip, try_again
from app.usecases.import_document import import_document
from app.usecases.open_review import open_review
from app.usecases.ports.errors import StoreUnavailable
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from domain.documents.document import Document
from domain.feedback.events import SessionApproved
from domain.feedback.session import FeedbackSession
from domain.kernel import Envelope, NotFound
from tests.builders.profile import raw
from tests.journeys.terminal import Terminal

pytestmark = pytest.mark.usefixtures("tasks_here")

TEXT = b"# Index\n\nTurnover is limited to a reasonable level.\n"
PATIENT = Pace(dice=lambda: 1.0, busy_seconds=0.1)
HASTY = Pace(dice=lambda: 0.0, busy_seconds=0.1)


def views_in_use(profile: Path) -> Path:
    return max(profile.glob("views-*.db"), key=lambda path: int(path.stem.removeprefix("views-")))


def poison(profile: Path) -> None:
    """Let the views refuse whatever is imported from now on."""
    with closing(raw(views_in_use(profile))) as database:
        database.execute("CREATE TRIGGER poison BEFORE INSERT ON revisions BEGIN SELECT RAISE(ABORT, 'x'); END")


def state(docsense: Terminal, name: str = "views") -> dict[str, Any]:
    return next(each for each in json.loads(docsense("projections", "--json")) if each["name"] == name)


def test_a_failing_projection_is_shown_and_mended_from_the_command_line(docsense: Terminal, tmp_path: Path) -> None:
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    first.write_bytes(TEXT)
    second.write_bytes(TEXT + b"\nThe secret recipe.\n")
    docsense.review(first)
    assert state(docsense) == {
        "name": "views",
        "position": 6,
        "behind": 0,
        "state": "up to date",
        "last_failure": None,
        "next_try": None,
        "dead_letters": 0,
    }
    poison(docsense.profile)
    docsense.run("review", second)
    failing = state(docsense)
    assert (failing["position"], failing["behind"] > 0, failing["state"]) == (6, True, "failing")
    assert (failing["last_failure"], failing["dead_letters"]) == ("IntegrityError", 0)
    assert failing["next_try"]
    listed = docsense("projections", "dead-letters")
    assert listed.split("\t")[0] == "7"
    assert "views\tIntegrityError" in listed
    assert "secret" not in listed + docsense("projections")
    assert "failing" in docsense("projections")
    docsense("projections", "rebuild")
    assert state(docsense)["state"] == "up to date"
    assert docsense("projections", "dead-letters") == ""
    assert len(docsense("documents").splitlines()) == 2


def test_a_projection_skips_an_event_and_a_rebuild_takes_it_in(docsense: Terminal, tmp_path: Path) -> None:
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    first.write_bytes(TEXT)
    second.write_bytes(TEXT * 2)
    docsense.review(first)
    assert "its position" in docsense.refuses("projections", "dead-letters", "skip")
    assert "position 99" in docsense.refuses("projections", "dead-letters", "skip", 99)
    assert "feedback-follows" in docsense.refuses("projections", "rebuild", "feedback-follows")
    poison(docsense.profile)
    docsense.run("review", second)
    docsense("projections", "dead-letters", "skip", 7)
    assert state(docsense)["behind"] == 0
    assert len(docsense("documents").splitlines()) == 1
    docsense("projections", "rebuild", "views")
    assert len(docsense("documents").splitlines()) == 2


class Reaction:
    """A step after each approval that fails while it is broken, and counts what it did."""

    def __init__(self) -> None:
        self.broken = True
        self.done: list[int] = []

    def __call__(self, envelope: Envelope, unit: UnitOfWork) -> None:
        if isinstance(envelope.event, SessionApproved):
            unit.load(Document, "none")
            if self.broken:
                raise RuntimeError("Turnover is limited")
            self.done.append(envelope.position)


@contextmanager
def review(profile: Path, pace: Pace) -> Iterator[tuple[Services, str, str, Reaction]]:
    """An analysed document and one of its findings, with a step of our own that follows."""
    reaction = Reaction()
    with open_services(profile, pace=pace) as s:
        assert isinstance(s.store, SqlStore)
        s.store.subscribe("ours", "documents", reaction)
        document = import_document(s, TEXT, "a.md", "/a.md", "Ada").document
        analyse(s, document, "Ada")
        yield s, document, open_review(s, document).findings[0].finding.id, reaction


def test_a_poisoned_reaction_stops_no_decision_and_is_answered_once_mended(tmp_path: Path) -> None:
    with review(tmp_path / "profile", HASTY) as (s, document, finding, reaction):
        decide(s, document, [Decision(finding=finding, decision="reject", reason="no")], "Ada")
        assert str(approve(s, document, "Ada").number) == "1.1.0"
        (trouble,) = health(s).troubles
        assert (trouble.subscription, trouble.failure.kind, trouble.failure.due) == ("ours", "RuntimeError", None)
        assert "Turnover" not in health(s).model_dump_json()
        assert health(s).behind == 0
        assert try_again(s).troubles
        reaction.broken = False
        assert try_again(s).troubles == ()
        assert len(reaction.done) == 1
        with pytest.raises(NotFound):
            skip(s, trouble.failure.position)


def test_a_reaction_that_waits_keeps_nobody_waiting(tmp_path: Path) -> None:
    with review(tmp_path / "profile", PATIENT) as (s, document, finding, reaction):
        approve(s, document, "Ada")
        (trouble,) = health(s).troubles
        assert trouble.failure.tries == 1
        assert trouble.failure.due
        assert trouble.failure.position == s.store.head() - 1
        reaction.broken = False
        assert skip(s, trouble.failure.position).troubles == ()
        assert (reaction.done, health(s).behind) == ([], 0)
        assert open_review(s, document).findings[0].finding.id == finding


ROOT = Path(__file__).resolve().parents[2]

HOLDER = """
import sys
from pathlib import Path
from tests.builders.profile import raw
database = raw(Path(sys.argv[1]))
database.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_writer(profile: Path) -> Iterator[None]:
    """Another process that writes to the profile and does not let go."""
    command = [sys.executable, "-c", HOLDER, str(profile / "log.db")]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        yield
        assert holder.stdin
        holder.stdin.close()


def test_what_cannot_be_kept_is_refused_and_what_was_kept_stays(tmp_path: Path) -> None:
    with review(tmp_path / "profile", PATIENT) as (s, document, finding, _):
        rejection = Decision(finding=finding, decision="reject", reason="no")
        before = s.store.head()
        with another_writer(tmp_path / "profile"):
            with pytest.raises(StoreUnavailable, match="Another program has been writing"):
                decide(s, document, [rejection], "Ada")
            assert open_review(s, document).findings[0].state == "pending"
            assert not s.store.catch_up() or s.store.head() == before
            assert health(s).troubles == ()
        decide(s, document, [rejection], "Ada")
        assert open_review(s, document).findings[0].state == "rejected"
        assert s.store.head() == before + 1
        assert list(s.store.verify()) == []


@pytest.mark.parametrize(
    ("failed", "type", "steps"),
    [("feedback-follows", "SessionOpened", 2), ("documents-follow", "ChangeSetApproved", 1)],
)
def test_the_review_makes_up_for_the_steps_that_were_set_aside(
    tmp_path: Path, failed: str, type: str, steps: int
) -> None:
    """A profile that takes no event of one type for a while; a step that needs what is missing waits with it."""
    profile = tmp_path / "profile"
    with open_services(profile, pace=HASTY) as s:
        with closing(raw(profile / "log.db")) as database:
            database.execute(
                f"CREATE TRIGGER poison BEFORE INSERT ON events WHEN new.type = '{type}' "
                "BEGIN SELECT RAISE(ABORT, 'x'); END"
            )
        document = import_document(s, TEXT, "a.md", "/a.md", "Ada").document
        if failed == "documents-follow":
            analyse(s, document, "Ada")
        step = approve if failed == "documents-follow" else analyse
        with pytest.raises(StoreUnavailable, match="is kept"):
            step(s, document, "Ada")
        assert health(s).behind == 0
        assert [trouble.subscription for trouble in health(s).troubles] == [failed] * steps
        with closing(raw(profile / "log.db")) as database:
            database.execute("DROP TRIGGER poison")
        assert try_again(s).troubles == ()
        revision = s.store.load(Document, document).latest
        session = s.store.load(FeedbackSession, FeedbackSession.id_of(revision.id))
        assert (session.revision, len(session.items)) == (revision.id, 1)
        assert (revision.changes is not None) == (failed == "documents-follow")


SOLE = """
import os, sys
from pathlib import Path
from app.bootstrap import open_services
from app.usecases.decide_finding import Decision, decide
profile, document, finding = sys.argv[1:]
with open_services(Path(profile)) as s:
    for reason in ("first", "second"):
        os.write(2, b"NOW")
        decide(s, document, [Decision(finding=finding, decision="reject", reason=reason)], "Ada")
        os.write(2, b"DONE")
        decide(s, document, [Decision(finding=finding, decision="reopen")], "Ada")
"""


def test_a_decision_is_written_through_once(tmp_path: Path) -> None:
    """Counted by the operating system, in a program that has written before: the log is synced, and nothing else."""
    trace = tmp_path / "trace"
    with review(tmp_path / "profile", PATIENT) as (_, document, finding, _):
        pass
    strace = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    try:
        subprocess.run(
            [*strace, sys.executable, "-c", SOLE, str(tmp_path / "profile"), document, finding],
            cwd=ROOT,
            check=True,
            capture_output=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("needs strace, and leave to use it")
    lines = trace.read_text().splitlines()
    begins = [i for i, line in enumerate(lines) if '"NOW"' in line]
    ends = [i for i, line in enumerate(lines) if '"DONE"' in line]
    syncs = [line for line in lines[begins[1] : ends[1]] if "sync(" in line]
    assert len(syncs) == 1
    assert "log.db-wal" in syncs[0]
