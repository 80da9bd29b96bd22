"""Every event there is, and the one adapter that reads them back."""

from typing import Annotated, get_args

from pydantic import Field, TypeAdapter

from domain.analysis.rulings import CheckRuled, CheckRuledForDocument, RulingsTakenBack
from domain.analysis.run import (
    RunCancelled,
    RunCompleted,
    RunFailed,
    RunInterrupted,
    RunQueued,
    RunStarted,
    VerdictsRefined,
)
from domain.documents.events import ChangeSetApproved, DocumentForgotten, RevisionExported, RevisionImported
from domain.feedback.events import (
    FindingAccepted,
    FindingModified,
    FindingRaised,
    FindingRejected,
    FindingReopened,
    FindingSetAside,
    FindingsReceived,
    FindingsWithdrawn,
    SessionApproved,
    SessionOpened,
    SessionReopened,
    VerdictJudged,
)
from domain.kernel import Event
from domain.policies.repository import PackInstalled, PackRetired, PacksAssigned

AnyEvent = Annotated[
    RevisionImported
    | ChangeSetApproved
    | RevisionExported
    | DocumentForgotten
    | PackInstalled
    | PackRetired
    | PacksAssigned
    | RunQueued
    | RunStarted
    | RunCompleted
    | VerdictsRefined
    | RunFailed
    | RunCancelled
    | RunInterrupted
    | SessionOpened
    | FindingsReceived
    | FindingSetAside
    | FindingsWithdrawn
    | FindingRaised
    | FindingAccepted
    | FindingModified
    | FindingRejected
    | FindingReopened
    | SessionApproved
    | SessionReopened
    | VerdictJudged
    | CheckRuled
    | CheckRuledForDocument
    | RulingsTakenBack,
    Field(discriminator="type"),
]

_EVENTS: TypeAdapter[Event] = TypeAdapter(AnyEvent)


SCHEMAS: dict[str, int] = {kind.model_fields["type"].default: kind.SCHEMA for kind in get_args(get_args(AnyEvent)[0])}
"""The present schema version of each event type."""


def read_event(data: bytes) -> Event:
    """The event a JSON object (payload and sealed part together) describes; `type` says which."""
    return _EVENTS.validate_json(data)
