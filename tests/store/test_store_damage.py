"""Whatever is done to the files of a profile, `verify` names it, or nothing that can be read was changed by it.

Three do it: bit rot, somebody with the files but no key, and somebody with the databases' keys but not the secret they
come from, who can write any history but sign none. `make faults` does it long.
"""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from store_samples import FINDING, SAMPLES, FixedKeys, import_revision, install, open_session, raw

from app.keys.opening import open_keys
from app.store.chain import COLUMNS, GENESIS, cell, digest
from app.store.heads import Head, Sidecar
from app.store.store import SqlStore, open_store
from app.store.verification import verify
from app.usecases.ports import LogProblem, StoreKeys, StoreUnavailable
from domain.feedback.events import FindingRaised
from domain.feedback.session import FeedbackSession
from domain.kernel import Envelope, utc_now
from tests.faults.sweep import DAMAGES

PAGE = 4096
FILES = ("log.db", "keys.db", "head", "views-1.db", "profile.json")
OLDER_EVENTS, EVENTS = 6, 12

often = settings(
    max_examples=DAMAGES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)


@dataclass(frozen=True)
class Profiles:
    """A closed profile, copies of it as it was earlier (closed, and while it was open), and one of somebody else."""

    whole: Path
    older: Path
    older_open: Path
    other: Path
    copy: Path
    """Where a test damages it."""

    def fresh(self) -> Path:
        """A copy to be damaged."""
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.whole, self.copy)
        return self.copy


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Profiles:
    folder = tmp_path_factory.mktemp("profiles")
    made = Profiles(*(folder / name for name in ("whole", "older", "older_open", "other", "copy")))
    with _open(made.whole, new=True) as store:
        _write(store, "d1")
        shutil.copytree(made.whole, made.older_open)
    shutil.copytree(made.whole, made.older)
    with _open(made.whole) as store:
        _write(store, "d2")
    with _open(made.other, new=True) as store:
        _write(store, "d1")
    return made


def _write(store: SqlStore, document: str) -> None:
    """Six events and two sources, one of them in two chunks."""
    revision = import_revision(
        store,
        document,
        sha256=document,
        attachments={"source/r": b"The cap is 5%.", "blocks/r": Random(7).randbytes(300_000)},
    )
    session = open_session(store, document, revision, ("f1", "f2"))
    with store.work("feedback", "ada", "c") as unit:
        state = unit.load(FeedbackSession, session)
        unit.record(
            state, [FindingRaised(finding=FINDING.model_copy(update={"id": "f3"})), *SAMPLES[-2:-1]], document=document
        )
    install(store, document, repository=document)
    store.catch_up()


def _keys(profile: Path, *, new: bool = False) -> StoreKeys:
    return open_keys(profile, new=new, tell=lambda _: None)


def _open(profile: Path, *, new: bool = False) -> "closing[SqlStore]":
    return closing(open_store(profile, _keys(profile, new=new), utc_now))


def problems(profile: Path) -> list[LogProblem]:
    """What is named, by the keys already where these do not open."""
    try:
        keys = _keys(profile)
    except StoreUnavailable as error:
        return [LogProblem(position=0, problem=str(error))]
    return list(verify(profile, keys, noted=None))


def content(profile: Path) -> tuple[list[Envelope], list[bytes]]:
    """All that can be read, in a profile that still takes more; raises StoreUnavailable."""
    with _open(profile) as store:
        events = list(store.events())
        sources = [store.attachment(document, name) for document in ("d1", "d2") for name in ("source/r", "blocks/r")]
        install(store, "more", repository="more")
        return events, sources


def named(profiles: Profiles, damaged: Path) -> list[LogProblem]:
    """What is named, after a look that where that is nothing, nothing was changed in effect."""
    found = problems(damaged)
    if not found:
        assert content(damaged) == content(profiles.fresh())
    return found


# --- bit rot -------------------------------------------------------------------------------------------------------


def flipped(data: bytes, where: float, bit: int) -> bytes:
    place = int(where * len(data))
    return data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


places = st.floats(0, 1, exclude_max=True)
rot = (
    st.builds(lambda where, bit: lambda data: flipped(data, where, bit), places, st.integers(0, 7))
    | st.builds(lambda where: lambda data: data[: int(where * len(data))], places)
    | st.builds(lambda where: lambda data: data[: int(where * len(data)) // PAGE * PAGE], places)
)


@often
@given(file=st.sampled_from(FILES), change=rot)
def test_bit_rot_is_named(profiles: Profiles, file: str, change: Callable[[bytes], bytes]) -> None:
    path = profiles.fresh() / file
    before = path.read_bytes()
    path.write_bytes(change(before))
    found = problems(profiles.copy)
    if file == "head" and not found:  # a digit in upper case, a space of another kind
        assert Sidecar(path).read() == Sidecar(profiles.whole / file).read()
    else:
        assert found
    assert path.read_bytes() == change(before)


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named_or_made_anew(profiles: Profiles, file: str) -> None:
    (profiles.fresh() / file).unlink()
    assert bool(named(profiles, profiles.copy)) is not file.startswith("views")


@often
@given(file=st.sampled_from(["log.db", "keys.db", "views-1.db"]), where=places, bit=st.integers(0, 7))
def test_a_damaged_page_is_named_by_its_number(profiles: Profiles, file: str, where: float, bit: int) -> None:
    path = profiles.fresh() / file
    before = path.read_bytes()
    path.write_bytes(flipped(before, where, bit))
    page = int(where * len(before)) // PAGE + 1
    words = (
        f"The file header of {file} is damaged."
        if page == 1
        else f"{file} is damaged: HMAC verification failed for page {page}."
    )
    assert words in [each.problem for each in problems(profiles.copy)]


# --- somebody with the files but no key ------------------------------------------------------------------------------


@often
@given(data=st.data())
def test_exchanged_pages_are_named_or_change_nothing(profiles: Profiles, data: st.DataObject) -> None:
    path = profiles.fresh() / "log.db"
    pages = _pages(path)
    if data.draw(st.booleans(), "within the file"):
        one, other = data.draw(st.lists(st.integers(0, len(pages) - 1), min_size=2, max_size=2, unique=True))
        pages[one], pages[other] = pages[other], pages[one]
    else:
        older = _pages(profiles.older / "log.db")
        for page in data.draw(st.sets(st.integers(0, len(older) - 1), min_size=1)):
            pages[page] = older[page]
    assume(b"".join(pages) != path.read_bytes())
    path.write_bytes(b"".join(pages))
    named(profiles, profiles.copy)


@pytest.mark.parametrize("source", ["older", "other"])
@pytest.mark.parametrize("file", FILES)
def test_an_exchanged_file_is_named_or_changes_nothing(profiles: Profiles, file: str, source: str) -> None:
    """The head beside the log alone may be an older one, as after a power cut; profile.json was never changed."""
    shutil.copy(getattr(profiles, source) / file, profiles.fresh() / file)
    is_silent = source == "older" and file in ("head", "profile.json", "views-1.db")
    assert bool(named(profiles, profiles.copy)) is not is_silent


@pytest.mark.parametrize("file", ["log.db-wal", "keys.db-wal"])
def test_an_older_write_ahead_log_put_beside_is_named_or_changes_nothing(profiles: Profiles, file: str) -> None:
    shutil.copy(profiles.older_open / file, profiles.fresh() / file)
    named(profiles, profiles.copy)


def test_an_older_whole_copy_shows_only_against_a_head_noted_elsewhere(profiles: Profiles) -> None:
    with _open(profiles.fresh()) as store:
        anchor = store.signed_head()
    keys, noted = _keys(profiles.older), (profiles.whole / "head").read_text()
    assert list(verify(profiles.older, keys, noted=None)) == []
    for found in (verify(profiles.older, keys, noted=None, anchor=anchor), verify(profiles.older, keys, noted=noted)):
        assert [each.position for each in found] == [OLDER_EVENTS]


def test_opening_an_older_copy_does_not_hide_it_from_the_keyring(profiles: Profiles, tmp_path: Path) -> None:
    keys, profile = FixedKeys(keyring=True), tmp_path / "profile"
    with closing(open_store(profile, keys, utc_now)) as store:
        install(store, "one")
    shutil.copytree(profile, tmp_path / "older")
    with closing(open_store(profile, keys, utc_now)) as store:
        install(store, "two")
    for _ in range(2):
        with closing(open_store(tmp_path / "older", keys, utc_now)) as store:
            assert [each.position for each in store.verify()] == [1]


def _pages(path: Path) -> list[bytes]:
    data = path.read_bytes()
    return [data[start : start + PAGE] for start in range(0, len(data), PAGE)]


# --- somebody with the databases' keys, but not the secret they come from ------------------------------------------


Attack = Callable[[Any], object]


def _tampered(profiles: Profiles, attack: Attack) -> Path:
    """A copy whose log was written to as with a database's tool; its triggers are put back."""
    copy = profiles.fresh()
    with closing(raw(copy / "log.db", _keys(copy))) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        attack(connection)
        for _, sql in triggers:
            connection.execute(sql)
    return copy


positions = st.integers(1, EVENTS)
CHANGES = [
    "actor = actor || '!'",
    "time = '2020-01-01T00:00:00+00:00'",
    "payload = payload || X'20'",
    "correlation = 'other'",
    "context = 'analysis'",
    "type = 'PackRetired'",
    "causation = 'cause'",
    "document = 'd3'",
    "sealed = X'01'",
    "attachments = X'5b5d'",
]


@often
@given(position=positions, change=st.sampled_from(CHANGES))
def test_a_changed_event_is_named_by_its_position(profiles: Profiles, position: int, change: str) -> None:
    copy = _tampered(profiles, lambda c: c.execute(f"UPDATE events SET {change} WHERE position = ?", (position,)))
    first, *others = problems(copy)
    assert (first.position, first.problem) == (position, "It was changed after it was written.")
    assert {each.position for each in others} <= {0, position}


@pytest.mark.parametrize("position", range(1, EVENTS + 1))
def test_a_dropped_event_is_named_where_it_is_missing(profiles: Profiles, position: int) -> None:
    copy = _tampered(profiles, lambda c: c.execute("DELETE FROM events WHERE position = ?", (position,)))
    missing = (
        (EVENTS - 1, "Events after it are missing.")
        if position == EVENTS
        else (position + 1, "Events before it are missing.")
    )
    assert missing in [(each.position, each.problem) for each in problems(copy)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sources SET data = data || X'00' WHERE document = 'd2' AND name = 'blocks/r' AND chunk = 1",
        "DELETE FROM sources WHERE document = 'd2' AND name = 'blocks/r' AND chunk = 1",
        "DELETE FROM sources WHERE document = 'd2' AND name = 'source/r'",
    ],
)
def test_a_changed_source_is_named_by_the_position_of_its_event(profiles: Profiles, statement: str) -> None:
    copy = _tampered(profiles, lambda c: c.execute(statement))
    assert [each.position for each in problems(copy)] == [OLDER_EVENTS + 1]


def _cut(connection: Any, position: int) -> None:
    """Cut the log before an event, with what is kept beside it."""
    connection.execute("DELETE FROM events WHERE position >= ?", (position,))
    if position <= OLDER_EVENTS + 1:
        connection.execute("DELETE FROM sources WHERE document = 'd2'")
    if position == 1:
        connection.execute("DELETE FROM sources")
    connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'", (position - 1,))


def _rewrite(connection: Any, position: int) -> None:
    """Change an event, and the chain from there on."""
    connection.execute("UPDATE events SET actor = 'eve' WHERE position = ?", (position,))
    _chain_anew(connection)


def _drop(connection: Any, position: int) -> None:
    """Take an event out, and close the gap in positions and chain (its stream keeps one)."""
    connection.execute("DELETE FROM events WHERE position = ?", (position,))
    _number_anew(connection)


def _swap(connection: Any, position: int) -> None:
    """Exchange an event and the next one, and the chain from there on."""
    pair = (position, position + 1) if position < EVENTS else (position - 1, position)
    for new, old in ((99, pair[0]), (pair[0], pair[1]), (pair[1], 99)):
        connection.execute("UPDATE events SET position = ? WHERE position = ?", (new, old))
    _number_anew(connection)


def _replay(connection: Any, position: int) -> None:
    """Let an event happen once more, at the end, under another id and as the next one of its stream."""
    names = ", ".join(name for name in (*COLUMNS, "hash") if name not in ("position", "id", "version"))
    connection.execute(
        f"INSERT INTO events (position, id, version, {names}) SELECT {EVENTS + 1}, 'ff', "
        f"(SELECT max(version) + 1 FROM events WHERE stream = e.stream), {names} FROM events e WHERE position = ?",
        (position,),
    )
    _chain_anew(connection)


def _number_anew(connection: Any) -> None:
    for new, (old,) in enumerate(connection.execute("SELECT position FROM events ORDER BY position").fetchall(), 1):
        connection.execute("UPDATE events SET position = ? WHERE position = ?", (new, old))
    last = connection.execute("SELECT count(*) FROM events").fetchone()[0]
    connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'", (last,))
    _chain_anew(connection)


def _chain_anew(connection: Any) -> None:
    before = GENESIS
    for values in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM events ORDER BY position").fetchall():
        row = dict(zip(COLUMNS, values, strict=True)) | {"prev_hash": before}
        before = digest({name: cell(value) for name, value in row.items()})
        connection.execute(
            "UPDATE events SET prev_hash = ?, hash = ? WHERE position = ?", (row["prev_hash"], before, row["position"])
        )


def _end(connection: Any) -> tuple[int, bytes]:
    last = connection.execute("SELECT position, hash FROM events ORDER BY position DESC LIMIT 1").fetchone()
    return last or (0, GENESIS)


HEADS = ("left", "unsigned", "older")
"""What is done to a head: nothing; made to name the end, with the old signature; an older one that was signed."""


@often
@given(
    attack=st.sampled_from([_cut, _rewrite, _drop, _swap, _replay]),
    position=positions,
    in_log=st.sampled_from(HEADS),
    beside=st.sampled_from([*HEADS, "deleted"]),
)
def test_another_history_is_named_as_nobody_signed_it(
    profiles: Profiles, attack: Callable[[Any, int], None], position: int, in_log: str, beside: str
) -> None:
    is_older_copy = attack is _cut and position == OLDER_EVENTS + 1 and in_log == beside == "older"
    assume(not is_older_copy)
    older = Head.parse((profiles.older / "head").read_text())
    ends = list[tuple[int, bytes]]()

    def tamper(connection: Any) -> None:
        attack(connection, position)
        ends.append(_end(connection))
        if in_log != "left":
            head = older if in_log == "older" else Head(*ends[0], older.signature)
            connection.execute("UPDATE heads SET position = ?, hash = ?, signature = ?", tuple(head))

    sidecar = Sidecar(_tampered(profiles, tamper) / "head")
    if beside == "deleted":
        sidecar.path.unlink()
    elif beside != "left":
        sidecar.write(older if beside == "older" else Head(*ends[0], older.signature))
    assert problems(profiles.copy)


@often
@given(
    column=st.sampled_from(["position", "hash", "signature"]),
    value=st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text("abc1") | st.binary(),
)
def test_a_head_in_the_log_of_any_other_value_is_named(profiles: Profiles, column: str, value: object) -> None:
    assume(value != EVENTS)
    copy = _tampered(profiles, lambda c: c.execute(f"UPDATE heads SET {column} = ?", (value,)))
    assert problems(copy)
    with _open(copy) as store, pytest.raises(StoreUnavailable, match="does not end where it was signed"):
        install(store, "more", repository="more")


@pytest.mark.parametrize("seq", [0, EVENTS - 1, EVENTS + 1])
def test_another_count_of_events_is_named(profiles: Profiles, seq: int) -> None:
    assert problems(_tampered(profiles, lambda c: c.execute("UPDATE sqlite_sequence SET seq = ?", (seq,))))
