"""The FeedbackSession: the reviewer's decisions on the findings of one imported revision."""

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
    FindingsReceived,
    SessionApproved,
    SessionOpened,
    SessionReopened,
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


class OverlappingEdit(DomainError):
    """The edit changes text that an accepted one already changes; `other` is the finding of that one."""

    def __init__(self, finding: str, other: str) -> None:
        super().__init__(
            f"The edit of finding {finding} changes the same text as the accepted finding {other}. "
            "Reopen that one, or modify one of them."
        )
        self.finding, self.other = finding, other


class Item(Value):
    """A finding in the session and what was decided on it."""

    finding: str
    state: ItemState = ItemState.PENDING
    edit: Edit | None = None
    reason: str = ""


class FeedbackSession(Aggregate):
    """open -> approved -> (reopened, that is: open again). One for each imported revision."""

    CONTEXT: ClassVar[str] = "feedback"
    STREAM: ClassVar[str] = "session"

    document: str = ""
    revision: str = ""
    state: SessionState = SessionState.OPEN
    set_aside: dict[str, str] = {}
    items: dict[str, Item] = {}
    runs: tuple[str, ...] = ()
    raised: tuple[Finding, ...] = ()

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

    @property
    def rejections(self) -> dict[str, str]:
        """The reason for each rejected finding, by its id."""
        return {item.finding: item.reason for item in self.items.values() if item.state is ItemState.REJECTED}

    def open(self, document: str, revision: str, previous: Self | None = None) -> tuple[Event, ...]:
        """Begin the review of a revision; raises IllegalTransition where it has begun.

        What was rejected in the session of the revision before is rejected here too, should it be found again: a
        finding whose words changed is another one. What was accepted is not: if it is found again, it was not mended.
        """
        if self.version:
            raise IllegalTransition("The review of this revision has already begun.")
        set_aside = previous.rejections if previous else {}
        return (SessionOpened(document=document, revision=revision, set_aside=set_aside),)

    def receive(self, run: str, findings: tuple[str, ...]) -> tuple[Event, ...]:
        """Take in what a run found; what is there already keeps its decision.

        What was set aside is rejected again. An approved session takes in nothing: what was signed off stays as it was.
        """
        new = tuple(id for id in dict.fromkeys(findings) if id not in self.items)
        if not new or self.state is not SessionState.OPEN:
            return ()
        again = (FindingRejected(finding=id, reason=self.set_aside[id]) for id in new if id in self.set_aside)
        return FindingsReceived(run=run, findings=new), *again

    def raise_finding(self, finding: Finding) -> tuple[Event, ...]:
        """Add a finding of the reviewer's own."""
        self._must_be_open()
        if finding.id in self.items:
            raise IllegalTransition("This finding is already in the review.")
        return (FindingRaised(id=finding.id, finding=finding),)

    def accept(self, finding: str, edit: Edit | None, reason: str = "") -> tuple[Event, ...]:
        """Take the finding's suggestion; raises OverlappingEdit."""
        self._must_be_undecided(finding)
        self._must_not_overlap(finding, edit)
        return (FindingAccepted(finding=finding, edit=edit, reason=reason),)

    def modify(self, finding: str, edit: Edit, reason: str = "") -> tuple[Event, ...]:
        """Take the finding with the reviewer's own text; raises OverlappingEdit."""
        self._must_be_undecided(finding)
        self._must_not_overlap(finding, edit)
        return (FindingModified(finding=finding, edit=edit, reason=reason),)

    def reject(self, finding: str, reason: str) -> tuple[Event, ...]:
        """Set the finding aside; raises ReasonRequired where none is given."""
        self._must_be_undecided(finding)
        if not reason.strip():
            raise ReasonRequired("A rejection needs a reason.")
        return (FindingRejected(finding=finding, reason=reason.strip()),)

    def reopen_finding(self, finding: str) -> tuple[Event, ...]:
        """Take back the decision on a finding."""
        self._must_be_open()
        if self.item(finding).state is ItemState.PENDING:
            raise IllegalTransition("This finding is not decided; there is nothing to take back.")
        return (FindingReopened(finding=finding),)

    def approve(self) -> tuple[Event, ...]:
        """Sign off; what is undecided stays out of the approved text."""
        self._must_be_open()
        return (SessionApproved(document=self.document, revision=self.revision, edits=self.edits),)

    def reopen(self) -> tuple[Event, ...]:
        """Take the approval back."""
        self.must_exist()
        if self.state is not SessionState.APPROVED:
            raise IllegalTransition("The review is open; there is nothing to reopen.")
        return (SessionReopened(),)

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

    def _must_not_overlap(self, finding: str, edit: Edit | None) -> None:
        for other in self.edits if edit else ():
            if edit and collide(edit.change, other.change):
                raise OverlappingEdit(finding, other.finding)

    def evolve(self, event: Event) -> Self:
        match event:
            case SessionOpened():
                return self.model_copy(update=event.model_dump(include={"document", "revision", "set_aside"}))
            case FindingsReceived():
                received = self._with(*(Item(finding=id) for id in event.findings))
                return received.model_copy(update={"runs": (*self.runs, event.run)})
            case FindingRaised():
                return self._with(Item(finding=event.id)).model_copy(update={"raised": (*self.raised, event.finding)})
            case FindingAccepted():
                return self._with(
                    Item(finding=event.finding, state=ItemState.ACCEPTED, edit=event.edit, reason=event.reason)
                )
            case FindingModified():
                return self._with(
                    Item(finding=event.finding, state=ItemState.MODIFIED, edit=event.edit, reason=event.reason)
                )
            case FindingRejected():
                return self._with(Item(finding=event.finding, state=ItemState.REJECTED, reason=event.reason))
            case FindingReopened():
                return self._with(Item(finding=event.finding))
            case SessionApproved():
                return self.model_copy(update={"state": SessionState.APPROVED})
            case SessionReopened():
                return self.model_copy(update={"state": SessionState.OPEN})
            case _:
                return self

    def _with(self, *items: Item) -> Self:
        return self.model_copy(update={"items": {**self.items, **{item.finding: item for item in items}}})
