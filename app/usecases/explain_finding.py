"""Explain a finding: the rule behind it, its passages and where they stand, and who decided what on it."""

from collections.abc import Iterator
from datetime import datetime

from app.usecases.checks import CheckEntry, find_check
from app.usecases.open_review import ReviewedFinding, open_review
from app.usecases.ports.services import Services
from domain.analysis.request import PolicyVerdict
from domain.analysis.run import RunCompleted, RunQueued
from domain.documents.text import Block, Span
from domain.feedback.events import (
    FindingAccepted,
    FindingModified,
    FindingRaised,
    FindingRejected,
    FindingReopened,
    FindingSetAside,
    FindingsWithdrawn,
)
from domain.kernel import Envelope, Event, NotFound, Value
from domain.semantics.sections import sections_of


class Passage(Value):
    """A passage of the evidence and the headings it stands under, the outermost first."""

    span: Span
    block: Block
    headings: tuple[str, ...]


class Step(Value):
    """Something that was done with a finding."""

    what: str
    by: str
    at: datetime
    reason: str = ""


class Explanation(Value):
    """A finding with all that led to it; `check` is None where another than a check of the catalogue raised it."""

    reviewed: ReviewedFinding
    check: CheckEntry | None
    verdict: PolicyVerdict | None
    passages: tuple[Passage, ...]
    steps: tuple[Step, ...]


def explain(s: Services, document: str, finding: str) -> Explanation:
    """A finding of the latest revision explained; raises NotFound."""
    review = open_review(s, document)
    reviewed = next((r for r in review.findings if r.finding.id == finding), None)
    if reviewed is None:
        raise NotFound(f"There is no finding {finding} in this review.")
    found = reviewed.finding
    sections = sections_of(review.blocks)
    at = {block.id: number for number, block in enumerate(review.blocks)}
    return Explanation(
        reviewed=reviewed,
        check=_check(found.rule),
        verdict=next((v for v in review.policies if f"{v.pack}/{v.requirement}" == found.policy), None),
        passages=tuple(
            Passage(span=span, block=review.blocks[at[span.block]], headings=sections[at[span.block]].path)
            for span in found.spans
        ),
        steps=tuple(_steps(s, document, finding)),
    )


def _check(rule: str) -> CheckEntry | None:
    try:
        return find_check(rule)
    except NotFound:
        return None


_DECISIONS: dict[type[Event], str] = {
    FindingAccepted: "accepted",
    FindingModified: "accepted with a text of the reviewer's own",
    FindingRejected: "rejected",
    FindingReopened: "decision taken back",
}


def _steps(s: Services, document: str, finding: str) -> Iterator[Step]:
    """What the log says of a finding, the oldest first; a later run that finds it again says nothing new."""
    engines, known = dict[str, str](), False
    for envelope in s.store.events():
        if envelope.document != document:
            continue
        match envelope.event:
            case RunQueued(engine=engine):
                engines[envelope.stream] = f"{engine.name} {engine.version}"
            case RunCompleted(findings=findings) if not known and any(f.id == finding for f in findings):
                known = True
                yield _step(envelope, f"found by the engine {engines[envelope.stream]}")
            case FindingRaised(finding=own) if own.id == finding:
                yield _step(envelope, "raised by the reviewer")
            case FindingSetAside(finding_id=id, rejection=rejection) if id == finding:
                yield _step(envelope, f"set aside, as {rejection.by} had rejected it before", rejection.reason)
            case FindingsWithdrawn(finding_ids=ids) if finding in ids:
                known = False
                yield _step(envelope, "left out, as its check was switched off")
            case FindingAccepted() | FindingModified() | FindingRejected() as event if event.finding_id == finding:
                yield _step(envelope, _DECISIONS[type(event)], event.reason)
            case FindingReopened(finding_id=id) if id == finding:
                yield _step(envelope, _DECISIONS[FindingReopened])


def _step(envelope: Envelope, what: str, reason: str = "") -> Step:
    return Step(what=what, by=envelope.actor, at=envelope.time, reason=reason)
