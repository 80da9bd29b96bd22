"""Two people, or two programs, on one profile: nothing is decided on what somebody did not see, nothing overwritten."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import open_services
from app.usecases.approve_session import approve, reopen
from app.usecases.decide_finding import Decision, decide
from app.usecases.export_document import export
from app.usecases.import_document import blocks_of, import_document
from app.usecases.open_review import open_review
from app.usecases.ports.services import Services
from app.usecases.ports.store import UnitOfWork
from app.usecases.raise_finding import raise_finding
from app.usecases.unit import commit
from domain.analysis.finding import Category, Severity
from domain.documents.document import Document, Superseded
from domain.documents.text import Span
from domain.feedback.session import FeedbackSession, ItemState
from domain.kernel import IllegalTransition


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "profile") as s:
        yield s


@pytest.fixture
def bob(ann: Services, tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "profile") as s:
        yield s


def bring_in(s: Services, text: str, revises: str | None = None) -> tuple[str, str]:
    done = import_document(s, text.encode(), "a.md", "/a.md", "Ann", revises=revises)
    return done.document, done.revision


def raise_on(s: Services, document: str, quote: str, replacement: str) -> str:
    block = next(b for b in open_review(s, document).blocks if quote in b.text)
    at = block.text.index(quote)
    return raise_finding(
        s,
        document,
        Span.of(block, at, at + len(quote)),
        title="T",
        why="W",
        severity=Severity.HIGH,
        category=Category.UNDEFINED_PARAMETER,
        replacement=replacement,
        actor="Ann",
    )


def test_nothing_is_decided_on_a_text_that_is_not_the_one_in_view(ann: Services, bob: Services, tmp_path: Path) -> None:
    document, seen = bring_in(ann, "# A\n\nThe cap is 5%.\n")
    finding = raise_on(ann, document, "5%", "6%")
    bring_in(bob, "# A\n\nThe cap is 50%.\n", revises=document)
    with pytest.raises(Superseded):
        decide(ann, document, [Decision(finding=finding, decision="accept")], "Ann", revision=seen)
    with pytest.raises(Superseded):
        approve(ann, document, "Ann", revision=seen)
    with pytest.raises(Superseded):
        export(ann, document, "tracked", tmp_path / "x.docx", "Ann", meant=seen)
    assert open_review(ann, document).number.major == 2


def test_a_decision_meets_a_conflict_and_is_taken_again_on_what_is_there(ann: Services, bob: Services) -> None:
    document, revision = bring_in(ann, "# A\n\nThe cap is 5% of assets.\n")
    one, other = raise_on(ann, document, "5%", "6%"), raise_on(ann, document, "assets", "NAV")
    session, tries = FeedbackSession.id_of(revision), []

    def step(unit: UnitOfWork) -> None:
        state = unit.load(FeedbackSession, session)
        tries.append(state.version)
        if len(tries) == 1:
            decide(bob, document, [Decision(finding=other, decision="reject", reason="no")], "Bob")
        unit.record(state, state.reject(one, None, "no", by="Ann", at=ann.clock()), document=document)

    commit(ann, FeedbackSession.CONTEXT, "Ann", step)
    assert tries == [tries[0], tries[0] + 1]
    states = {r.finding.id: r.state for r in open_review(ann, document).findings}
    assert states == {one: ItemState.REJECTED, other: ItemState.REJECTED}


def test_an_export_of_changes_that_were_approved_anew_meanwhile_is_not_recorded(ann: Services) -> None:
    document, revision = bring_in(ann, "# A\n\nThe cap is 5%.\n")
    first = approve(ann, document, "Ann")
    reopen(ann, document, "Ann", reason="one more thing")
    approve(ann, document, "Ann")
    state = ann.store.load(Document, document)
    with pytest.raises(IllegalTransition):
        state.record_export(
            revision, number=first.number, kind="clean", exporter="e", sha256="", size=0, file_name="x.docx"
        )


def test_the_text_that_was_imported_is_read_back_block_by_block(ann: Services) -> None:
    document, revision = bring_in(ann, "# A\n\n" + "Text 𝛼.\n\n" * 250)
    blocks = blocks_of(ann, document, revision)
    assert [b.text for b in blocks] == ["A", *["Text 𝛼."] * 250]
