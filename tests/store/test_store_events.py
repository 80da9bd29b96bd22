"""Events through the store: every type round-trips, and those written under older schemas are still read."""

import json
from datetime import UTC
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_samples import EVENT_TYPES, SAMPLES, install

from app.store.records import Record, envelope
from app.store.sealing import Place, seal
from app.store.store import SqlStore
from app.store.upcasting import UPCASTERS, upcast
from app.usecases.ports.errors import StoreUnavailable
from domain.analysis.finding import Finding
from domain.analysis.run import AnalysisRun, RunFailed
from domain.documents.changes import Comment, DeleteBlock, Edit, InsertAfter, Replace
from domain.documents.events import RevisionExported, RevisionImported
from domain.documents.text import Span
from domain.events import SCHEMAS
from domain.feedback.events import SetAside
from domain.feedback.session import FeedbackSession
from domain.kernel import Event, VersionNumber
from domain.policies.pack import Pack, Requirement

KEY = AESGCM(bytes(range(32)))
GOLDEN = Path(__file__).parent / "golden" / "events_v1.jsonl"

spans = st.builds(
    lambda block, start, quote: Span(block=block, start=start, end=start + len(quote), quote=quote),
    st.text(),
    st.integers(0, 9999),
    st.text(max_size=8),
)
suggestions = st.one_of(
    st.builds(Replace, span=spans), st.builds(InsertAfter), st.builds(DeleteBlock), st.builds(Comment)
)
edits = st.builds(
    Edit, change=suggestions, anchor=st.none() | spans, at=st.datetimes(timezones=st.just(UTC), allow_imaginary=False)
)
set_aside = st.builds(SetAside, at=st.datetimes(timezones=st.just(UTC)))
findings = st.builds(
    Finding,
    spans=st.lists(spans, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
    suggestion=st.none() | suggestions,
    heading=st.none() | st.text(),
    policy=st.none() | st.text(),
    section=st.text(),
)
packs = st.builds(Pack, requirements=st.lists(st.builds(Requirement), min_size=1, max_size=2).map(tuple))
numbers = st.builds(VersionNumber, major=st.integers(1, 99), minor=st.integers(0, 99), patch=st.integers(0, 99))
for kind, strategy in (
    (Span, spans),
    (SetAside, set_aside),
    (Edit, edits),
    (Finding, findings),
    (Pack, packs),
    (VersionNumber, numbers),
):
    st.register_type_strategy(kind, strategy)

aware = st.datetimes(timezones=st.just(UTC))
with_numbers = {RevisionImported: ("size", "block_count"), RevisionExported: ("size",)}
any_event = st.one_of(
    *(
        st.builds(
            kind,
            **{name: st.integers(-(2**63), 2**63 - 1) for name in with_numbers.get(kind, ())},
            **({"at": aware} if "at" in kind.model_fields else {}),
        )
        for kind in EVENT_TYPES
    )
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(any_event, min_size=1, max_size=3))
def test_any_event_comes_back_as_it_was(store: SqlStore, events: list[Event]) -> None:
    before = store.head()
    with store.work("feedback", "ada", "c") as unit:
        unit.record(FeedbackSession(id=f"s{before}"), events, document="d")
    assert [e.event for e in store.events(after=before)] == events


def test_there_is_a_sample_of_every_event() -> None:
    assert {type(event) for event in SAMPLES} == set(EVENT_TYPES)


def golden() -> list[tuple[dict[str, object], Event]]:
    return list(zip(map(json.loads, GOLDEN.read_text().splitlines()), SAMPLES, strict=True))


@pytest.mark.parametrize(("stored", "event"), golden(), ids=lambda value: getattr(value, "type", ""))
def test_events_of_the_first_release_are_still_read(stored: dict[str, object], event: Event) -> None:
    """The golden file never changes; where an event's fields do, an upcaster has to bridge the difference.

    It holds what is sealed in plain.
    """
    row = {
        "position": 1,
        "id": "i",
        "context": "c",
        "stream": "s-1",
        "version": 1,
        "time": "2026-11-24T12:00:00+00:00",
        "actor": "a",
        "correlation": "c",
        "causation": None,
        "document": "d",
        "hash": b"",
    }
    row |= stored | {"payload": str(stored["payload"]).encode()}
    if stored["sealed"]:
        row["sealed"] = seal(str(stored["sealed"]).encode(), KEY, Place("d", "s-1", 1, event.type))
    assert envelope(row, {"d": KEY}).event == event


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: event.type)
def test_text_from_a_document_is_not_in_the_readable_part(event: Event) -> None:
    columns, _ = Record("i", "s-1", 1, event, "d", {}).rows({"d": KEY})
    readable = columns["payload"].decode()
    for text in ("VWAP", "not defined", "index.docx", "a.docx", "A note.", "right", "Not so.", "abab"):
        assert text not in readable
    assert (columns["sealed"] is None) == (
        event.type
        in {
            "DocumentForgotten",
            "PackInstalled",
            "PackRetired",
            "PacksAssigned",
            "RunQueued",
            "RunStarted",
            "RunFailed",
            "RunCancelled",
            "RunInterrupted",
            "FindingsReceived",
            "FindingsWithdrawn",
            "FindingReopened",
            "CheckRuled",
            "RulingsTakenBack",
        }
    )


def test_upcasters_run_one_after_the_other_up_to_the_newest_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(UPCASTERS, ("RunFailed", 1), lambda fields: {**fields, "because": fields["reason"]})
    monkeypatch.setitem(UPCASTERS, ("RunFailed", 2), lambda fields: {"reason": fields["because"].upper()})
    assert upcast("RunFailed", 1, {"reason": "slow"}) == ({"reason": "SLOW"}, 3)
    assert upcast("RunFailed", 2, {"because": "slow"}) == ({"reason": "SLOW"}, 3)
    assert upcast("RunFailed", 3, {"reason": "slow"}) == ({"reason": "slow"}, 3)
    assert upcast("RunStarted", 1, {"reason": "slow"}) == ({"reason": "slow"}, 1)


def test_an_old_event_is_read_from_the_log_through_its_upcaster(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.work("analysis", "ada", "c") as unit:
        unit.record(AnalysisRun(id="n1"), [RunFailed(reason="slow")])
    monkeypatch.setitem(UPCASTERS, ("RunFailed", 1), lambda fields: {**fields, "reason": "It was slow."})
    monkeypatch.setitem(SCHEMAS, "RunFailed", 2)
    assert store.load(AnalysisRun, "n1").reason == "It was slow."
    assert list(store.verify()) == []


def test_an_event_nobody_can_read_is_named_by_its_position(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    install(store, "one")
    with store.work("analysis", "ada", "c") as unit:
        unit.record(AnalysisRun(id="n1"), [RunFailed(reason="slow")])
    monkeypatch.setitem(SCHEMAS, "RunFailed", 2)  # which nothing leads to from what was written
    with pytest.raises(StoreUnavailable, match="position 2"):
        list(store.events())
    with pytest.raises(StoreUnavailable, match="position 2"):
        store.load(AnalysisRun, "n1")
    assert [problem.position for problem in store.verify()] == [2]
