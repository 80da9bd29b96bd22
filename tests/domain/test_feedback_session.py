"""The feedback session: what may be decided when, and what comes of it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from domain.analysis.finding import Category, Finding, Severity
from domain.documents.changes import Comment, Edit, InsertAfter, Replace, collide
from domain.documents.text import Block, BlockKind, Span
from domain.feedback.decisions import accepted_edit, modified_edit
from domain.feedback.session import (
    AlreadyDecided,
    FeedbackSession,
    ItemState,
    OverlappingEdit,
    ReasonRequired,
    SessionNotOpen,
    SessionState,
)
from domain.kernel import DomainError, Event, IllegalTransition, NotFound

BLOCK = Block(id="b1", kind=BlockKind.PARAGRAPH, text="The cap is at a reasonable level.")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def finding(id: str, start: int, end: int, text: str = "5%") -> Finding:
    span = Span.of(BLOCK, start, end)
    return Finding(
        id=id,
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        title="No cap",
        why="Two readers differ.",
        spans=(span,),
        rule="DS-PAR-01",
        confidence=0.9,
        suggestion=Replace(span=span, text=text),
    )


def edit(of: Finding) -> Edit:
    return accepted_edit(of, author="R", at=NOW)


def reject(state: FeedbackSession, id: str, reason: str) -> tuple[Event, ...]:
    return state.reject(id, "run1", reason, by="R", at=NOW)


FIRST, SECOND, APART = finding("f1", 11, 32), finding("f2", 16, 32), finding("f3", 0, 3)


def session(*steps: Callable[[FeedbackSession], tuple[Event, ...]]) -> FeedbackSession:
    state = FeedbackSession(id="s")
    for step in (
        lambda s: s.open("d", "r"),
        lambda s: s.receive("run1", ("f1", "f2", "f3")),
        *steps,
    ):
        state = state.apply(step(state))
    return state


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (lambda s: s.accept(edit(FIRST), "run1"), ItemState.ACCEPTED),
        (lambda s: s.modify(edit(FIRST), "run1", "house style"), ItemState.MODIFIED),
        (lambda s: reject(s, "f1", "stated in section 2"), ItemState.REJECTED),
    ],
)
def test_a_pending_finding_is_decided_and_reopened(
    step: Callable[[FeedbackSession], tuple[Event, ...]], state: ItemState
) -> None:
    decided = session(step)
    assert decided.items["f1"].state is state
    with pytest.raises(AlreadyDecided):
        reject(decided, "f1", "again")
    reopened = decided.apply(decided.reopen_finding("f1"))
    assert reopened.items["f1"].state is ItemState.PENDING
    assert reopened.items["f1"].edit is None


@pytest.mark.parametrize(
    ("given", "command", "error"),
    [
        ([], lambda s: reject(s, "f9", "no"), NotFound),
        ([], lambda s: reject(s, "f1", "  "), ReasonRequired),
        ([], lambda s: s.reopen_finding("f1"), IllegalTransition),
        ([], lambda s: s.reopen(), IllegalTransition),
        ([], lambda s: s.open("d", "r"), IllegalTransition),
        ([lambda s: s.approve()], lambda s: s.accept(edit(FIRST), "run1"), SessionNotOpen),
        ([lambda s: s.approve()], lambda s: s.raise_finding(FIRST), SessionNotOpen),
        ([lambda s: s.approve()], lambda s: s.approve(), SessionNotOpen),
        ([lambda s: s.accept(edit(FIRST), "run1")], lambda s: s.accept(edit(SECOND), "run1"), OverlappingEdit),
        ([lambda s: s.accept(edit(FIRST), "run1")], lambda s: s.modify(edit(SECOND), "run1"), OverlappingEdit),
        ([], lambda s: s.raise_finding(FIRST), IllegalTransition),
    ],
)
def test_what_the_rules_forbid_is_a_named_error(
    given: list[Callable[[FeedbackSession], tuple[Event, ...]]],
    command: Callable[[FeedbackSession], tuple[Event, ...]],
    error: type[DomainError],
) -> None:
    with pytest.raises(error):
        command(session(*given))


def test_nothing_can_be_done_in_a_session_that_was_never_opened() -> None:
    with pytest.raises(NotFound):
        FeedbackSession(id="s").approve()


def test_an_overlap_names_the_finding_it_collides_with() -> None:
    with pytest.raises(OverlappingEdit) as caught:
        session(lambda s: s.accept(edit(FIRST), "run1")).accept(edit(SECOND), "run1")
    assert (caught.value.finding, caught.value.other) == ("f2", "f1")
    assert "f1" in str(caught.value)


def test_an_edit_that_was_taken_back_no_longer_collides() -> None:
    state = session(lambda s: s.accept(edit(FIRST), "run1"), lambda s: s.reopen_finding("f1"))
    assert state.accept(edit(SECOND), "run1")


def test_a_second_run_adds_only_what_is_new_and_keeps_the_decisions() -> None:
    state = session(lambda s: reject(s, "f1", "no"), lambda s: s.receive("run2", ("f1", "f4")))
    assert state.items["f1"].state is ItemState.REJECTED
    assert list(state.items) == ["f1", "f2", "f3", "f4"]
    after = state.apply(state.receive("run3", ("f1", "f4")))
    assert after.items == state.items
    assert after.runs == ("run1", "run2", "run3"), "what is undecided is told in the words of the last run"


def test_what_a_run_withdraws_leaves_while_it_is_undecided_and_comes_back_when_it_is_found_again() -> None:
    state = session(lambda s: reject(s, "f1", "no"), lambda s: s.receive("run2", ("f3",), ("f1", "f2", "unknown")))
    assert {id: item.state for id, item in state.items.items()} == {"f1": ItemState.REJECTED, "f3": ItemState.PENDING}
    state = state.apply(state.receive("run3", ("f2", "f3")))
    assert list(state.items) == ["f1", "f3", "f2"]


def test_what_was_rejected_stays_rejected_in_the_next_revision_while_its_words_do() -> None:
    before = session(lambda s: reject(s, "f1", "agreed"), lambda s: s.accept(edit(APART), "run1"))
    after = FeedbackSession(id="t")
    after = after.apply(after.open("d", "r2", before))
    after = after.apply(after.receive("run2", ("f1", "f2", "f3")))
    states = [after.items[id].state for id in ("f1", "f2", "f3")]
    assert states == [ItemState.REJECTED, ItemState.PENDING, ItemState.PENDING]
    assert after.items["f1"].reason == "agreed"
    rejection = after.items["f1"].rejection
    assert rejection
    assert (rejection.by, rejection.at) == ("R", NOW)
    third = FeedbackSession(id="u")
    third = third.apply(third.open("d", "r3", after))
    assert third.set_aside["f1"] == rejection


def test_a_run_after_the_approval_adds_findings_and_changes_nothing_approved() -> None:
    state = session(lambda s: s.accept(edit(APART), "run1"), lambda s: s.approve(), lambda s: s.receive("r2", ("f9",)))
    assert state.items["f9"].state is ItemState.PENDING
    assert state.state is SessionState.APPROVED
    assert [e.finding for e in state.edits] == ["f3"]


def test_the_approved_edits_come_in_the_order_of_the_findings() -> None:
    state = session(lambda s: s.accept(edit(APART), "run1"), lambda s: s.accept(edit(FIRST), "run1"))
    (approved,) = state.approve()
    assert [e.finding for e in approved.edits] == ["f1", "f3"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("of", "text", "kind"),
    [
        (FIRST, "at 5%", Replace(span=FIRST.spans[0], text="at 5%")),
        (
            FIRST.model_copy(update={"suggestion": InsertAfter(block="b1", text="x")}),
            "y",
            InsertAfter(block="b1", text="y"),
        ),
        (FIRST.model_copy(update={"suggestion": Comment(text="x")}), "y", Comment(text="y")),
        (FIRST.model_copy(update={"suggestion": None}), "y", Replace(span=FIRST.spans[0], text="y")),
        (FIRST.model_copy(update={"suggestion": None, "spans": ()}), "y", Comment(text="y")),
    ],
)
def test_the_reviewers_own_text_takes_the_place_of_the_suggested_one(of: Finding, text: str, kind: object) -> None:
    made = modified_edit(of, text, author="R", at=NOW, reason="clearer")
    assert made.change == kind
    assert "clearer" in made.comment
    assert of.why in made.comment


def test_an_accepted_finding_that_suggests_nothing_becomes_a_comment() -> None:
    made = accepted_edit(FIRST.model_copy(update={"suggestion": None}), author="R", at=NOW)
    assert made.change == Comment(text=FIRST.title)
    assert made.anchor == FIRST.spans[0]
    assert FIRST.title not in made.comment
    assert FIRST.why in made.comment


class Review(RuleBasedStateMachine):
    """Whatever is tried in whatever order: refusals change nothing, accepted edits never collide."""

    FINDINGS = {f.id: f for f in (FIRST, SECOND, APART)}

    def __init__(self) -> None:
        super().__init__()
        self.state = session()
        self.events: list[Event] = []

    def attempt(self, command: Callable[[], tuple[Event, ...]]) -> None:
        try:
            events = command()
        except DomainError:
            return
        self.events += events
        self.state = self.state.apply(events)

    ids = st.sampled_from(sorted(FINDINGS))

    @rule(id=ids)
    def accept(self, id: str) -> None:
        self.attempt(lambda: self.state.accept(edit(self.FINDINGS[id]), "run1"))

    @rule(id=ids, reason=st.sampled_from(["", "no"]))
    def reject(self, id: str, reason: str) -> None:
        self.attempt(lambda: reject(self.state, id, reason))

    @rule(id=ids)
    def reopen_finding(self, id: str) -> None:
        self.attempt(lambda: self.state.reopen_finding(id))

    @rule()
    def approve(self) -> None:
        self.attempt(self.state.approve)

    @rule()
    def reopen(self) -> None:
        self.attempt(self.state.reopen)

    @invariant()
    def edits_do_not_collide(self) -> None:
        edits = self.state.edits
        assert not any(collide(a.change, b.change) for a in edits for b in edits if a is not b)

    @invariant()
    def replay_gives_the_same_state(self) -> None:
        assert session().apply(self.events) == self.state

    @invariant()
    def only_pending_is_undecided(self) -> None:
        assert len(self.state.pending) == sum(i.state is ItemState.PENDING for i in self.state.items.values())
        assert self.state.state in SessionState


TestReview = Review.TestCase
TestReview.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
