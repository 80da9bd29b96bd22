"""The FeedbackSession: the reviewer's decisions on the findings of one imported revision."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from domain.analysis.finding import Finding
from domain.documents.changes import Edit, collide
from domain.feedback.events import (
    FindingAccepted,
    FindingModified,
    FindingRaised,
    FindingRejected,
    FindingReopened,
    FindingSetAside,
    FindingsReceived,
    FindingsWithdrawn,
    Judgement,
    SessionApproved,
    SessionOpened,
    SessionReopened,
    SetAside,
    VerdictJudged,
)
from domain.kernel import Aggregate, DomainError, Event, IllegalTransition, NotFound, Value, derived_id


class ItemState(StrEnum):
    PENDING = "pending"
    ACCEPTED = "accepted"
    MODIFIED = "modified"
    REJECTED = "rejected"


class SessionState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"


class SessionNotOpen(IllegalTransition):
    """The session is approved; it must be reopened before anything in it changes."""


class AlreadyDecided(IllegalTransition):
    """The finding has a decision; it must be reopened before another one."""


class ReasonRequired(DomainError):
    """A rejection must say why."""


class PointlessJudgement(DomainError):
    """Another verdict is given with a judgement that has no use for it."""


class OverlappingEdit(DomainError):
    """The edit changes text that an accepted one already changes; `other` is the finding of that one."""

    def __init__(self, finding: str, other: str) -> None:
        super().__init__(
            f"The edit of finding {finding} changes the same text as the accepted finding {other}. "
            "Reopen that one, or modify one of them."
        )
        self.finding, self.other = finding, other


class Item(Value):
    """A finding in the session and what was decided on it, in the words of which run."""

    finding: str
    state: ItemState = ItemState.PENDING
    run: str | None = None
    edit: Edit | None = None
    reason: str = ""
    rejection: SetAside | None = None


class FeedbackSession(Aggregate):
    """open -> approved -> (reopened, that is: open again). One for each imported revision."""

    CONTEXT: ClassVar[str] = "feedback"
    STREAM: ClassVar[str] = "session"

    document: str = ""
    revision: str = ""
    state: SessionState = SessionState.OPEN
    set_aside: dict[str, SetAside] = {}
    items: dict[str, Item] = {}
    runs: tuple[str, ...] = ()
    raised: tuple[Finding, ...] = ()
    judgements: tuple[VerdictJudged, ...] = ()
    """What the reviewer thinks of verdicts and evidence: of each the last word."""

    @staticmethod
    def id_of(revision: str) -> str:
        """The id of the session over a revision."""
        return derived_id(revision, "session")

    @property
    def pending(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items.values() if item.state is ItemState.PENDING)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of the accepted and modified findings, in the order the findings came in."""
        return tuple(item.edit for item in self.items.values() if item.edit is not None)

    def open(self, document: str, revision: str, previous: Self | None = None) -> tuple[Event, ...]:
        """Begin the review of a revision; raises IllegalTransition where it has begun.

        What was rejected in the session of the revision before is set aside here too, should it be found again: a
        finding whose words changed is another one. What was accepted is not: if it is found again, it was not mended.
        """
        if self.version:
            raise IllegalTransition("The review of this revision has already begun.")
        before = previous.items.values() if previous else ()
        set_aside = tuple(item.rejection for item in before if item.rejection)
        return (SessionOpened(document=document, revision=revision, set_aside=set_aside),)

    def receive(self, run: str, findings: tuple[str, ...], withdrawn: tuple[str, ...] = ()) -> tuple[Event, ...]:
        """Take in what a run found; what is there already keeps its decision, what was set aside stays so.

        What the run left out leaves the session while it is undecided.

        An approved session takes in findings too: they are undecided, and change nothing in what was approved.
        """
        self.must_exist()
        new = tuple(id for id in dict.fromkeys(findings) if id not in self.items)
        again = (FindingSetAside(finding_id=id, rejection=self.set_aside[id]) for id in new if id in self.set_aside)
        out = tuple(id for id in withdrawn if id in self.items and self.items[id].state is ItemState.PENDING)
        gone = (FindingsWithdrawn(run=run, finding_ids=out),) if out else ()
        return (FindingsReceived(run=run, finding_ids=new), *again, *gone)

    def raise_finding(self, finding: Finding) -> tuple[Event, ...]:
        """Add a finding of the reviewer's own."""
        self._must_be_open()
        if finding.id in self.items:
            raise IllegalTransition("This finding is already in the review.")
        return (FindingRaised(finding=finding),)

    def accept(self, edit: Edit, run: str | None, reason: str = "") -> tuple[Event, ...]:
        """Take a finding's suggestion, in the words of this run; raises OverlappingEdit."""
        self._must_be_undecided(edit.finding)
        self._must_not_overlap(edit)
        return (FindingAccepted(finding_id=edit.finding, run=run, edit=edit, reason=reason),)

    def modify(self, edit: Edit, run: str | None, reason: str = "") -> tuple[Event, ...]:
        """Take a finding with the reviewer's own text; raises OverlappingEdit."""
        self._must_be_undecided(edit.finding)
        self._must_not_overlap(edit)
        return (FindingModified(finding_id=edit.finding, run=run, edit=edit, reason=reason),)

    def reject(self, finding: str, run: str | None, reason: str, *, by: str, at: datetime) -> tuple[Event, ...]:
        """Set a finding aside; raises ReasonRequired where none is given."""
        self._must_be_undecided(finding)
        if not reason.strip():
            raise ReasonRequired(f"The rejection of finding {finding} needs a reason.")
        return (FindingRejected(finding_id=finding, run=run, reason=reason.strip(), by=by, at=at),)

    def reopen_finding(self, finding: str) -> tuple[Event, ...]:
        """Take back the decision on a finding."""
        self._must_be_open()
        if self.item(finding).state is ItemState.PENDING:
            raise IllegalTransition(f"Finding {finding} is not decided; there is nothing to take back.")
        return (FindingReopened(finding_id=finding),)

    def judge(self, judged: VerdictJudged) -> tuple[Event, ...]:
        """Agree or disagree with a verdict or a passage of evidence, or withdraw that; raises PointlessJudgement.

        An approved session takes it in too: it changes nothing in what was approved.
        """
        self.must_exist()
        if judged.instead and (judged.judgement is not Judgement.DISAGREE or judged.evidence):
            raise PointlessJudgement("Another verdict goes with disagreeing with a verdict alone.")
        if judged.instead is judged.verdict:
            raise PointlessJudgement(f"The verdict already is {judged.verdict}: agree with it, or name another one.")
        return (judged,)

    def approve(self) -> tuple[Event, ...]:
        """Sign off; what is undecided stays out of the approved text."""
        self._must_be_open()
        return (SessionApproved(document=self.document, revision=self.revision, edits=self.edits),)

    def reopen(self, reason: str = "") -> tuple[Event, ...]:
        """Take the approval back."""
        self.must_exist()
        if self.state is not SessionState.APPROVED:
            raise IllegalTransition("The review is open; there is nothing to reopen.")
        return (SessionReopened(document=self.document, revision=self.revision, reason=reason),)

    def item(self, finding: str) -> Item:
        """The finding in this session; raises NotFound."""
        if finding not in self.items:
            raise NotFound(f"There is no finding {finding} in this review.")
        return self.items[finding]

    def _must_be_open(self) -> None:
        self.must_exist()
        if self.state is not SessionState.OPEN:
            raise SessionNotOpen("The review is approved. Reopen it to change a decision.")

    def _must_be_undecided(self, finding: str) -> None:
        self._must_be_open()
        if (state := self.item(finding).state) is not ItemState.PENDING:
            raise AlreadyDecided(f"Finding {finding} is already {state}. Reopen it to decide again.")

    def _must_not_overlap(self, edit: Edit) -> None:
        for other in self.edits:
            if collide(edit.change, other.change):
                raise OverlappingEdit(edit.finding, other.finding)

    def apply(self, events: Iterable[Event]) -> Self:
        """The state after these events, in order; the items are copied once, not for each decision."""
        items, state, version = dict(self.items), self, self.version
        for event in events:
            items.update((item.finding, item) for item in _items_after(event))
            if isinstance(event, FindingsWithdrawn):
                for id in event.finding_ids:
                    items.pop(id, None)
            state, version = state.evolve(event), version + 1
        return state.model_copy(update={"items": items, "version": version})

    def evolve(self, event: Event) -> Self:
        """The state after an event, but for the items, which `apply` gathers."""
        match event:
            case SessionOpened():
                set_aside = {rejection.finding_id: rejection for rejection in event.set_aside}
                return self.model_copy(
                    update={"document": event.document, "revision": event.revision, "set_aside": set_aside}
                )
            case FindingsReceived():
                return self.model_copy(update={"runs": (*self.runs, event.run)})
            case FindingRaised(finding=finding):
                return self.model_copy(update={"raised": (*self.raised, finding)})
            case VerdictJudged():
                others = tuple(other for other in self.judgements if other.subject != event.subject)
                now = () if event.judgement is Judgement.WITHDRAWN else (event,)
                return self.model_copy(update={"judgements": (*others, *now)})
            case SessionApproved():
                return self.model_copy(update={"state": SessionState.APPROVED})
            case SessionReopened():
                return self.model_copy(update={"state": SessionState.OPEN})
            case _:
                return self


def _items_after(event: Event) -> tuple[Item, ...]:
    """The items an event brings or changes."""
    match event:
        case FindingAccepted(finding_id=id):
            return (Item(finding=id, state=ItemState.ACCEPTED, run=event.run, edit=event.edit, reason=event.reason),)
        case FindingModified(finding_id=id):
            return (Item(finding=id, state=ItemState.MODIFIED, run=event.run, edit=event.edit, reason=event.reason),)
        case FindingRejected(finding_id=id):
            return (_rejected(SetAside(finding_id=id, reason=event.reason, by=event.by, at=event.at), event.run),)
        case FindingSetAside():
            return (_rejected(event.rejection, None),)
        case FindingReopened(finding_id=id):
            return (Item(finding=id),)
        case FindingRaised(finding=finding):
            return (Item(finding=finding.id),)
        case FindingsReceived():
            return tuple(Item(finding=id) for id in event.finding_ids)
        case _:
            return ()


def _rejected(rejection: SetAside, run: str | None) -> Item:
    return Item(
        finding=rejection.finding_id,
        state=ItemState.REJECTED,
        run=run,
        reason=rejection.reason,
        rejection=rejection,
    )
