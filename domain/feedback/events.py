"""What a reviewer does in a session. The envelope says who and when."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime

from domain.analysis.finding import Finding
from domain.analysis.request import Verdict
from domain.documents.changes import Edit
from domain.documents.text import Span
from domain.kernel import Event, Sealed, Value


class SetAside(Value):
    """A rejection on the revision before: who rejected which finding when, and why."""

    finding_id: str
    reason: str
    by: str
    at: AwareDatetime


class SessionOpened(Event):
    """`set_aside` are the findings that were rejected on the revision before."""

    type: Literal["SessionOpened"] = "SessionOpened"
    document: str
    revision: str
    set_aside: Annotated[tuple[SetAside, ...], Sealed] = ()


class FindingsReceived(Event):
    """A run contributed findings; only those new to the session are listed, in the run's order."""

    type: Literal["FindingsReceived"] = "FindingsReceived"
    run: str
    finding_ids: tuple[str, ...]


class FindingSetAside(Event):
    """A finding that was rejected on the revision before was found again, in the same words."""

    type: Literal["FindingSetAside"] = "FindingSetAside"
    finding_id: str
    rejection: Annotated[SetAside, Sealed]


class FindingsWithdrawn(Event):
    """A run left out undecided findings of an earlier one, because a check was switched off."""

    type: Literal["FindingsWithdrawn"] = "FindingsWithdrawn"
    run: str
    finding_ids: tuple[str, ...]


class FindingRaised(Event):
    """A finding of the reviewer's own."""

    type: Literal["FindingRaised"] = "FindingRaised"
    finding: Annotated[Finding, Sealed]


class FindingAccepted(Event):
    """The suggestion is taken as it stands. `run` is the one whose words were decided on (None: the reviewer's own)."""

    type: Literal["FindingAccepted"] = "FindingAccepted"
    finding_id: str
    run: str | None
    edit: Annotated[Edit, Sealed]
    reason: Annotated[str, Sealed] = ""


class FindingModified(Event):
    """The suggestion is taken with the reviewer's own text; `run` as in FindingAccepted."""

    type: Literal["FindingModified"] = "FindingModified"
    finding_id: str
    run: str | None
    edit: Annotated[Edit, Sealed]
    reason: Annotated[str, Sealed] = ""


class FindingRejected(Event):
    """The finding is set aside; `run` as in FindingAccepted. Who and when is kept for the next revision."""

    type: Literal["FindingRejected"] = "FindingRejected"
    finding_id: str
    run: str | None
    reason: Annotated[str, Sealed]
    by: str
    at: AwareDatetime


class FindingReopened(Event):
    """The decision on a finding is taken back."""

    type: Literal["FindingReopened"] = "FindingReopened"
    finding_id: str


class SessionApproved(Event):
    """The decisions stand; `edits` are those accepted, in the order they are made in."""

    type: Literal["SessionApproved"] = "SessionApproved"
    document: str
    revision: str
    edits: Annotated[tuple[Edit, ...], Sealed]


class SessionReopened(Event):
    """The approval is taken back."""

    type: Literal["SessionReopened"] = "SessionReopened"
    document: str
    revision: str
    reason: Annotated[str, Sealed] = ""


class Judgement(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    WITHDRAWN = "withdrawn"


class VerdictJudged(Event):
    """What the reviewer thinks of a run's verdict on a requirement or, with `evidence`, of that passage as evidence.

    `instead` is the verdict the reviewer would have given. It changes no verdict; it is kept to learn from.
    """

    type: Literal["VerdictJudged"] = "VerdictJudged"
    run: str
    pack: str
    requirement: str
    verdict: Verdict
    judgement: Judgement
    instead: Verdict | None = None
    evidence: Annotated[Span | None, Sealed] = None
    reason: Annotated[str, Sealed] = ""

    @property
    def subject(self) -> tuple[str, str, Verdict, Span | None]:
        """What is judged, whichever run said it."""
        return self.pack, self.requirement, self.verdict, self.evidence
