"""What the text denies outright, as findings: the other gaps are shown as verdicts and drown nobody."""

from collections.abc import Iterable, Iterator, Sequence

from domain.analysis.finding import Category, Observation, Severity
from domain.analysis.request import PolicyVerdict, Verdict
from domain.documents.changes import Comment
from domain.policies.pack import Level, Pack, Requirement

RULE = "DS-POL-01"


def contradictions(
    verdicts: Iterable[PolicyVerdict], packs: Sequence[Pack], noticed: Sequence[Observation]
) -> Iterator[Observation]:
    """A finding for each contradicted requirement, unless a check already says so of the same passage."""
    requirements = {(pack.pack, requirement.id): requirement for pack in packs for requirement in pack.requirements}
    places = [span for observation in noticed for span in observation.spans]
    for verdict in verdicts:
        if verdict.status is not Verdict.CONTRADICTED or not verdict.evidence:
            continue
        main = verdict.evidence[0]
        if not any(span.block == main.block and span.start < main.end and main.start < span.end for span in places):
            yield _finding(verdict, requirements[verdict.pack, verdict.requirement])


def _finding(verdict: PolicyVerdict, requirement: Requirement) -> Observation:
    source = requirement.citation or requirement.id
    return Observation(
        category=Category.COMPLIANCE_GAP,
        severity=Severity.HIGH if requirement.level is Level.MUST else Severity.MEDIUM,
        title=f"The text rules out what {source} asks for",
        why=f"The requirement: {requirement.requirement}",
        spans=verdict.evidence[:1],
        rule=RULE,
        policy=f"{verdict.pack}/{verdict.requirement}",
        confidence=0.6,
        suggestion=Comment(text=f"{source}: {requirement.requirement} The text says otherwise here."),
    )
