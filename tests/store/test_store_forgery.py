"""Who has the databases' keys, but not the secret they come from, can write any history but sign none.

`verify` names it. `make faults` does it long.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from profile_copies import EVENTS, OLDER_EVENTS, Profiles, keys_of, make_profiles, often, open_copy, problems
from store_samples import install, raw

from app.store.chain import COLUMNS, GENESIS, cell, digest
from app.store.heads import Head, Sidecar
from app.usecases.ports.errors import StoreUnavailable


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Profiles:
    return make_profiles(tmp_path_factory.mktemp("profiles"))


Attack = Callable[[Any], object]


def _tampered(profiles: Profiles, attack: Attack) -> Path:
    """A copy whose log was written to as with a database's tool; its triggers are put back."""
    copy = profiles.fresh()
    with closing(raw(copy / "log.db", keys_of(copy))) as connection, connection:
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


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM document_keys WHERE document = 'd2'",
        "UPDATE document_keys SET key = (SELECT key FROM document_keys WHERE document = 'd1') WHERE document = 'd2'",
        "UPDATE document_keys SET key = 'a text' WHERE document = 'd2'",
        "DROP TABLE document_keys",
    ],
)
def test_a_lost_or_exchanged_document_key_is_named_where_it_is_needed(profiles: Profiles, statement: str) -> None:
    copy = profiles.fresh()
    with closing(raw(copy / "keys.db", keys_of(copy))) as connection:
        connection.execute(statement)
    first = 1 if statement.startswith("DROP") else OLDER_EVENTS + 1
    assert (first, "It cannot be read.") in [(each.position, each.problem) for each in problems(copy)]
    assert all(each.position >= first for each in problems(copy))


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
    is_cut_to_older = attack is _cut and position == OLDER_EVENTS + 1  # then its signature fits the end
    assume(not (is_cut_to_older and in_log != "left" and beside in ("unsigned", "older")))
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
    with open_copy(copy) as store, pytest.raises(StoreUnavailable, match="does not end where it was signed"):
        install(store, "more", repository="more")


@pytest.mark.parametrize("seq", [0, EVENTS - 1, EVENTS + 1])
def test_another_count_of_events_is_named(profiles: Profiles, seq: int) -> None:
    assert problems(_tampered(profiles, lambda c: c.execute("UPDATE sqlite_sequence SET seq = ?", (seq,))))
