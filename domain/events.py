"""Every event there is, and the one adapter that reads them back."""

from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from domain.analysis.run import RunCancelled, RunCompleted, RunFailed, RunInterrupted, RunQueued, RunStarted
from domain.documents.events import ChangeSetApproved, RevisionExported, RevisionImported
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
from domain.kernel import Event
from domain.policies.repository import PackInstalled, PackRetired

AnyEvent = Annotated[
    RevisionImported
    | ChangeSetApproved
    | RevisionExported
    | PackInstalled
    | PackRetired
    | RunQueued
    | RunStarted
    | RunCompleted
    | RunFailed
    | RunCancelled
    | RunInterrupted
    | SessionOpened
    | FindingsReceived
    | FindingRaised
    | FindingAccepted
    | FindingModified
    | FindingRejected
    | FindingReopened
    | SessionApproved
    | SessionReopened,
    Field(discriminator="type"),
]

_EVENTS: TypeAdapter[Event] = TypeAdapter(AnyEvent)


def read_event(data: dict[str, Any]) -> Event:
    """The event these fields (payload and sealed part together) describe; `type` says which."""
    return _EVENTS.validate_python(data, strict=False)
