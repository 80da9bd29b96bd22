"""What a reviewer does in a session. The envelope says who and when."""

from typing import Annotated, Literal

from domain.analysis.finding import Finding
from domain.documents.changes import Edit
from domain.kernel import Event, Sealed


class SessionOpened(Event):
    """`set_aside` are the findings that were rejected on the revision before, with the reason."""

    type: Literal["SessionOpened"] = "SessionOpened"
    document: str
    revision: str
    set_aside: Annotated[dict[str, str], Sealed] = {}


class FindingsReceived(Event):
    """A run contributed findings; only those new to the session are listed, in the run's order."""

    type: Literal["FindingsReceived"] = "FindingsReceived"
    run: str
    findings: tuple[str, ...]


class FindingRaised(Event):
    """A finding of the reviewer's own."""

    type: Literal["FindingRaised"] = "FindingRaised"
    id: str
    finding: Annotated[Finding, Sealed]


class FindingAccepted(Event):
    """The suggestion is taken as it stands; `edit` is None where the finding suggests nothing."""

    type: Literal["FindingAccepted"] = "FindingAccepted"
    finding: str
    edit: Annotated[Edit | None, Sealed]
    reason: Annotated[str, Sealed] = ""


class FindingModified(Event):
    """The suggestion is taken with the reviewer's own text."""

    type: Literal["FindingModified"] = "FindingModified"
    finding: str
    edit: Annotated[Edit, Sealed]
    reason: Annotated[str, Sealed] = ""


class FindingRejected(Event):
    type: Literal["FindingRejected"] = "FindingRejected"
    finding: str
    reason: Annotated[str, Sealed]


class FindingReopened(Event):
    """The decision on a finding is taken back."""

    type: Literal["FindingReopened"] = "FindingReopened"
    finding: str


class SessionApproved(Event):
    """The decisions stand; `edits` are those accepted, in the order they are made in."""

    type: Literal["SessionApproved"] = "SessionApproved"
    document: str
    revision: str
    edits: Annotated[tuple[Edit, ...], Sealed]


class SessionReopened(Event):
    type: Literal["SessionReopened"] = "SessionReopened"
