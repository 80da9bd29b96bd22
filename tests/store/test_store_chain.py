"""Nothing in the log or beside it can be changed behind DocSense's back without `verify` saying so."""

import hashlib
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2
from store_samples import FINDING, KEYS, SAMPLES, import_revision, install, open_session, queue_run, raw

from app.store import verification
from app.store.chain import COLUMNS, cell, digest, encode
from app.store.store import open_store
from app.usecases.ports.store import LogProblem
from domain.feedback.events import FindingRaised
from domain.feedback.session import FeedbackSession
from domain.kernel import utc_now

Tamper = Callable[[Any], object]
Verify = Callable[[Tamper], list[LogProblem]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed profile with ten events and two attachments, one of them in several chunks."""
    profile = tmp_path_factory.mktemp("written")
    store = open_store(profile, KEYS, utc_now)
    attachments = {"source/r": bytes(range(256)) * 8, "blocks/r": _noise(600_000)}
    revision = import_revision(store, "d1", attachments=attachments)
    queue_run(store, "d1", revision, start=True)
    session = open_session(store, "d1", revision, ("f1", "f2"))
    with store.work("feedback", "ada", "c") as unit:
        state = unit.load(FeedbackSession, session)
        unit.record(state, [FindingRaised(finding=FINDING), *SAMPLES[-2:]], document="d1")
    for title in ("one", "two"):
        install(store, title)
    store.close()
    return profile


@pytest.fixture
def verify(written: Path, tmp_path: Path) -> Verify:
    """Tampers with a copy of the profile and answers with the problems found."""

    def run(tamper: Tamper) -> list[LogProblem]:
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(written, copy)
        with closing(raw(copy / "log.db")) as connection, connection:
            connection.executescript("DROP TRIGGER events_no_update; DROP TRIGGER events_no_delete")
            tamper(connection)
        with closing(open_store(copy, KEYS, utc_now)) as store:
            return list(store.verify())

    return run


def test_an_untouched_copy_has_no_problems(verify: Verify) -> None:
    assert verify(lambda connection: connection.execute("SELECT 1")) == []


TABLES = {"events": (10, (*COLUMNS, "hash")), "sources": (4, ("document", "name", "chunk", "data"))}


@pytest.mark.parametrize(
    ("table", "column"), [(table, column) for table, (_, columns) in TABLES.items() for column in columns]
)
def test_a_changed_value_is_noticed_in_every_row(verify: Verify, table: str, column: str) -> None:
    for row in range(TABLES[table][0]):
        assert verify(lambda c, row=row: _flip(c, table, column, row, 0.5, 0x80))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from([(t, c, r) for t, (rows, columns) in TABLES.items() for c in columns for r in range(rows)]),
    where=st.floats(0, 1, exclude_max=True),
    mask=st.integers(1, 255),
)
def test_any_changed_byte_is_noticed(verify: Verify, place: tuple[str, str, int], where: float, mask: int) -> None:
    try:
        assert verify(lambda c: _flip(c, *place, where, mask))
    except dbapi2.IntegrityError:
        assume(False)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.sampled_from([(t, c) for t, (_, columns) in TABLES.items() for c in columns if c != "position"]),
    row=st.integers(0, 3),
    value=st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text() | st.binary(),
)
def test_any_other_value_is_noticed_and_never_stops_the_walk(
    verify: Verify, place: tuple[str, str], row: int, value: object
) -> None:
    table, column = place

    def put(connection: Any) -> None:
        rowid, before = _cell(connection, table, column, row)
        assume(before != value)
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (value, rowid))
        assume(_cell(connection, table, column, row) != (rowid, before))

    try:
        assert verify(put)
    except (dbapi2.IntegrityError, UnicodeEncodeError):
        assume(False)


@pytest.mark.parametrize("position", range(1, 11))
def test_a_dropped_event_is_noticed(verify: Verify, position: int) -> None:
    assert verify(lambda c: c.execute("DELETE FROM events WHERE position = ?", (position,)))


def test_an_emptied_log_is_noticed(verify: Verify) -> None:
    assert verify(lambda c: c.executescript("DELETE FROM events; DELETE FROM sources"))


@pytest.mark.parametrize(("one", "other"), [(1, 2), (3, 8), (9, 10)])
def test_swapped_events_are_noticed(verify: Verify, one: int, other: int) -> None:
    assert verify(
        lambda c: [
            c.execute("UPDATE events SET position = ? WHERE position = ?", pair)
            for pair in ((99, one), (one, other), (other, 99))
        ]
    )


@pytest.mark.parametrize("behind", [0, 4, 10])
def test_an_event_put_in_is_noticed(verify: Verify, behind: int) -> None:
    """Even with a right hash of its own."""

    def insert(connection: Any) -> None:
        for position in range(10, behind, -1):
            connection.execute("UPDATE events SET position = position + 1 WHERE position = ?", (position,))
        names = (*COLUMNS, "hash")
        row = dict(zip(names, connection.execute(f"SELECT {', '.join(names)} FROM events").fetchone(), strict=True))
        row |= {"position": behind + 1, "id": "ff" * 16, "stream": "policies-other"}
        row["hash"] = digest({name: cell(row[name]) for name in COLUMNS})
        marks = ", ".join("?" * len(names))
        connection.execute(f"INSERT INTO events ({', '.join(names)}) VALUES ({marks})", tuple(row.values()))

    assert verify(insert)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE events SET position = 99 WHERE position = 10", "Events before it are missing."),
        ("UPDATE events SET version = 7 WHERE position = 10", "Its version is not the next one of its stream."),
        ("UPDATE events SET payload = X'7b7d' WHERE position = 10", "It cannot be read."),
    ],
)
def test_order_and_content_are_checked_under_a_right_chain_too(verify: Verify, statement: str, problem: str) -> None:
    def tamper(connection: Any) -> None:
        connection.execute(statement)
        values = connection.execute(f"SELECT {', '.join(COLUMNS)} FROM events ORDER BY position DESC").fetchone()
        right = digest({name: cell(value) for name, value in zip(COLUMNS, values, strict=True)})
        connection.execute("UPDATE events SET hash = ? WHERE position = ?", (right, values[0]))

    found = {each.problem for each in verify(tamper)}
    assert problem in found
    assert "It was changed after it was written." not in found


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM sources WHERE name = 'source/r'",
        "DELETE FROM sources WHERE name = 'blocks/r' AND chunk = 1",
        "DELETE FROM sources WHERE name = 'blocks/r' AND chunk = 2",
        "INSERT INTO sources SELECT document, name, 3, data FROM sources WHERE name = 'blocks/r' AND chunk = 2",
        "INSERT INTO sources VALUES ('d1', 'source/other', 0, X'00')",
        "INSERT INTO sources VALUES ('d2', 'source/r', 0, X'00')",
        "UPDATE sources SET chunk = chunk + 3 WHERE name = 'blocks/r' AND chunk = 0",
        "UPDATE sources SET data = data || X'00' WHERE name = 'source/r'",
    ],
)
def test_tampered_attachments_are_noticed(verify: Verify, statement: str) -> None:
    assert verify(lambda c: c.execute(statement))


PAGE_BYTES = 4096


@pytest.mark.parametrize("page", range(1, 9))
def test_a_garbled_page_of_the_file_is_noticed(written: Path, tmp_path: Path, page: int) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(written, copy)
    data = bytearray((copy / "log.db").read_bytes())
    data[page * PAGE_BYTES : (page + 1) * PAGE_BYTES] = _noise(PAGE_BYTES)
    (copy / "log.db").write_bytes(data)
    problems = [problem.problem for problem in verification.verify(copy, KEYS, noted=None)]
    assert f"log.db is damaged: HMAC verification failed for page {page + 1}." in problems


def test_the_encoding_under_the_hash_tells_rows_apart() -> None:
    """The same bytes divided otherwise, or of another storage class, hash otherwise."""
    blank = dict.fromkeys(COLUMNS, cell(None))
    rows = [
        blank,
        blank | {"actor": cell("ab"), "correlation": cell("c")},
        blank | {"actor": cell("a"), "correlation": cell("bc")},
        blank | {"actor": cell("abc")},
        blank | {"actor": cell(b"abc")},
        blank | {"actor": cell("1")},
        blank | {"actor": cell(1)},
        blank | {"actor": cell("")},
    ]
    assert len({digest(row) for row in rows}) == len(rows)


def test_the_hash_is_the_documented_one() -> None:
    """Computed by hand from the description, so that the chain of released profiles is never broken unseen."""
    row = dict.fromkeys(COLUMNS, cell(None)) | {"position": cell(12), "id": cell("é"), "payload": cell(b"{}")}
    said = {
        "position": b"i2:12",
        "id": b"t2:\xc3\xa9",
        "payload": b"b2:{}",
    }
    parts = [said.get(name, b"n0:") for name in COLUMNS]
    assert digest(row) == hashlib.sha256(b"".join(parts)).digest()


@given(st.none() | st.integers(-(2**63), 2**63 - 1) | st.text() | st.binary())
def test_what_is_written_enters_the_hash_as_what_is_read(value: int | str | bytes | None) -> None:
    assert encode(value) == cell(value).encoded


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def _cell(connection: Any, table: str, column: str, row: int) -> tuple[int, object]:
    found: tuple[int, object] = connection.execute(
        f"SELECT rowid, {column} FROM {table} ORDER BY rowid LIMIT 1 OFFSET ?", (row,)
    ).fetchone()
    return found


def _flip(connection: Any, table: str, column: str, row: int, where: float, mask: int) -> None:
    """Change one byte of a stored value and leave its storage class as it is; a NULL becomes an empty blob."""
    rowid, value = _cell(connection, table, column, row)
    match value:
        case None:
            changed: object = b""
        case int():
            changed = value ^ mask
        case str() | bytes():
            data = bytearray(value.encode() if isinstance(value, str) else value)
            data[int(where * len(data))] ^= mask
            changed = bytes(data)
    kind = "TEXT" if isinstance(value, str) else "BLOB"
    new = "?" if isinstance(changed, int) else f"CAST(? AS {kind})"
    connection.execute(f"UPDATE {table} SET {column} = {new} WHERE rowid = ?", (changed, rowid))
