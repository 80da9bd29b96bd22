"""Documents and analysis runs: their numbers and the order things happen in."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.analysis.request import EngineInfo
from domain.analysis.run import AnalysisRun, RunState
from domain.documents.document import Document, SameText, Superseded
from domain.documents.text import Atom, AtomKind, Block, BlockKind
from domain.kernel import Event, IllegalTransition, NotFound, VersionNumber, derived_id, new_id


def imported(document: Document, sha256: str) -> Document:
    revision = f"r{len(document.revisions) + 1}"
    events = document.import_revision(
        id=revision,
        format="docx",
        title="T",
        file_name="t.docx",
        file_path="/t.docx",
        sha256=sha256,
        size=1,
        block_count=1,
        reader="test 1",
    )
    return document.apply(events)


def export(document: Document, number: VersionNumber) -> tuple[Event, ...]:
    return document.record_export(
        "r1", number=number, kind="tracked", exporter="test 1", sha256="", size=0, file_name="x.docx"
    )


def test_an_import_raises_the_major_version_an_approval_the_minor_and_another_the_patch() -> None:
    document = imported(Document(id="d"), "aa")
    numbers = [str(document.latest.number)]
    for _ in range(2):
        document = document.apply(document.approve_changes("r1", "s", ()))
        assert document.latest.changes
        numbers.append(str(document.latest.changes.number))
    document = imported(document, "bb")
    numbers.append(str(document.latest.number))
    assert numbers == ["1.0.0", "1.1.0", "1.1.1", "2.0.0"]
    assert document.revision("r1").changes is not None


def test_the_same_text_is_no_revision_and_nothing_leaves_before_approval() -> None:
    document = imported(Document(id="d"), "aa")
    with pytest.raises(SameText):
        imported(document, "aa")
    with pytest.raises(IllegalTransition):
        export(document, VersionNumber(major=1, minor=1))
    document = document.apply(document.approve_changes("r1", "s", ()))
    assert export(document, VersionNumber(major=1, minor=1))
    with pytest.raises(IllegalTransition):
        export(document, VersionNumber(major=1, minor=1, patch=1))
    revised = imported(document, "bb")
    assert revised.current("r2").id == revised.current(None).id == "r2"
    with pytest.raises(Superseded):
        revised.current("r1")
    with pytest.raises(NotFound):
        document.revision("r9")
    with pytest.raises(NotFound):
        _ = Document(id="none").latest


def test_version_numbers_are_ordered_by_their_parts() -> None:
    numbers = [VersionNumber(major=2), VersionNumber(major=1, minor=1, patch=1), VersionNumber(major=1, minor=1)]
    assert [str(n) for n in sorted(numbers)] == ["1.1.0", "1.1.1", "2.0.0"]


Command = Callable[[AnalysisRun], tuple[Event, ...]]
COMMANDS: dict[str, Command] = {
    "queue": lambda r: r.queue("d", "r1", EngineInfo(name="e", version="1"), ()),
    "start": AnalysisRun.start,
    "complete": lambda r: r.complete((), ()),
    "fail": lambda r: r.fail("no answer"),
    "cancel": AnalysisRun.cancel,
    "interrupt": AnalysisRun.interrupt,
}
ALLOWED: dict[tuple[str, ...], set[str]] = {
    (): {"queue"},
    ("queue",): {"start", "cancel", "interrupt"},
    ("queue", "start"): {"complete", "fail", "cancel", "interrupt"},
    ("queue", "start", "complete"): set(),
    ("queue", "start", "fail"): set(),
    ("queue", "cancel"): set(),
    ("queue", "start", "interrupt"): set(),
}


@pytest.mark.parametrize("history", ALLOWED, ids="-".join)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_run_goes_from_queued_to_one_end(history: tuple[str, ...], command: str) -> None:
    run = AnalysisRun(id="run")
    for step in history:
        run = run.apply(COMMANDS[step](run))
    if command in ALLOWED[history]:
        assert run.apply(COMMANDS[command](run)).state in RunState
    else:
        with pytest.raises(IllegalTransition):
            COMMANDS[command](run)


def test_derived_ids_are_the_same_each_time_and_differ_by_step() -> None:
    source = new_id()
    assert derived_id(source, "a") == derived_id(source, "a") != derived_id(source, "b")


def test_a_block_knows_where_its_atoms_are() -> None:
    facts: dict[str, Any] = {"id": "b", "kind": BlockKind.PARAGRAPH, "text": "see \ufffc"}
    assert Block(**facts, atoms=(Atom(at=4, kind=AtomKind.EQUATION, text="x"),)).printed == "see \ufffc"
    with pytest.raises(ValueError, match="atom"):
        Block(**facts)
