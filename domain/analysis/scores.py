"""Scores: how far a document can be computed from its pages alone, can be implemented, and meets its policies.

Every point that is lost names the finding that costs it, or what the document does not have. A finding that is mended
or rejected costs nothing, so no score ever falls when one is closed.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

from domain.analysis.finding import Category, Finding, Severity
from domain.analysis.request import Inventory, PolicyVerdict, Verdict
from domain.kernel import Value

_TAKES = {
    Severity.CRITICAL: 0.10,
    Severity.HIGH: 0.05,
    Severity.MEDIUM: 0.02,
    Severity.LOW: 0.005,
    Severity.INFO: 0.0,
}
"""What share of the points that are left a finding takes that is surely right; a less sure one takes less."""


class Part(StrEnum):
    """What an implementer needs."""

    FORMULAS = "formulas"
    PARAMETERS = "parameters"
    DATA = "data"
    TIME = "time"
    EXAMPLES = "worked examples"


RUBRIC = {Part.FORMULAS: 25.0, Part.PARAMETERS: 20.0, Part.DATA: 20.0, Part.TIME: 15.0, Part.EXAMPLES: 20.0}
"""The points of each part of implementability."""

_PART_OF = {
    Category.INCOMPLETE_FORMULA: Part.FORMULAS,
    Category.AMBIGUOUS_METHODOLOGY: Part.FORMULAS,
    Category.ASSUMPTION_REQUIRED: Part.FORMULAS,
    Category.UNDEFINED_PARAMETER: Part.PARAMETERS,
    Category.INCONSISTENT_CONTENT: Part.PARAMETERS,
    Category.DATA_SOURCE_UNSPECIFIED: Part.DATA,
    Category.EXTERNAL_DEPENDENCY: Part.DATA,
    Category.MISSING_REFERENCE: Part.DATA,
    Category.MARKET_CALENDAR: Part.TIME,
}
_PART_OF_RULE = {"DS-FOR-09": Part.EXAMPLES}
_NOT_CONTAINED = frozenset(_PART_OF) - {Category.INCONSISTENT_CONTENT}
"""The categories of what somebody with these pages alone would have to ask or guess."""

_MET = {Verdict.COMPLIANT: 1.0, Verdict.PARTIAL: 0.5, Verdict.MISSING: 0.0, Verdict.CONTRADICTED: 0.0}
"""What share of a requirement is met; one that is not for this document does not count."""


class Loss(Value):
    """Points that are lost, and to what: findings by their ids, or something the document lacks."""

    points: float
    why: str
    findings: tuple[str, ...] = ()


class Score(Value):
    """`points` out of `of`; the losses make up the rest."""

    of: float
    points: float
    losses: tuple[Loss, ...] = ()


class Gain(Value):
    """What scores rise by when a finding is mended and nothing else; `compliance` by pack."""

    self_containment: float = 0.0
    implementability: float = 0.0
    compliance: dict[str, float] = {}


class Scores(Value):
    """`implementability` is None where the run that was made kept no inventory."""

    self_containment: Score
    implementability: dict[Part, Score] | None
    compliance: dict[str, Score]
    gains: dict[str, Gain]

    @property
    def implementable(self) -> float | None:
        """The points of all parts together, out of 100."""
        if self.implementability is None:
            return None
        return math.fsum(score.points for score in self.implementability.values())


def scores_of(
    findings: Iterable[Finding],
    verdicts: Iterable[PolicyVerdict],
    inventory: Inventory | None,
    closed: Collection[str] = frozenset(),
) -> Scores:
    """The scores of a document with these findings; `closed` are the ids of those mended or rejected."""
    findings = tuple(findings)
    standing = [finding for finding in findings if finding.id not in closed]
    contained = _score(100.0, [], [f for f in standing if f.category in _NOT_CONTAINED])
    parts = {part: _part(part, inventory, standing) for part in Part} if inventory else None
    compliance = _compliance(findings, verdicts, closed)
    return Scores(
        self_containment=contained,
        implementability=parts,
        compliance=compliance,
        gains={finding.id: _gain(finding, contained, parts, compliance) for finding in standing},
    )


def counts(findings: Iterable[Finding], verdicts: Iterable[PolicyVerdict]) -> dict[str, dict[str, object]]:
    """Plain counts: findings by severity, verdicts by pack and status."""
    severities = Counter(finding.severity for finding in findings)
    by_pack = dict[str, Counter[str]]()
    for verdict in verdicts:
        by_pack.setdefault(verdict.pack, Counter())[verdict.status.value] += 1
    return {
        "findings": {severity.value: severities[severity] for severity in Severity},
        "policies": {pack: dict(statuses) for pack, statuses in by_pack.items()},
    }


def _takes(finding: Finding) -> float:
    return _TAKES[finding.severity] * finding.confidence


def _score(of: float, absent: list[Loss], findings: list[Finding]) -> Score:
    """First what is absent is taken away; then each finding takes its share of what is left, in no order."""
    there = max(0.0, of - math.fsum(loss.points for loss in absent))
    shares = [(finding, -math.log1p(-_takes(finding))) for finding in findings if _takes(finding)]
    together = math.fsum(share for _, share in shares)
    left = there * math.exp(-together)
    lost = ((finding, (there - left) * share / together) for finding, share in shares)
    taken = (Loss(points=points, why=finding.title, findings=(finding.id,)) for finding, points in lost if points)
    losses = sorted([*absent, *taken], key=lambda loss: -loss.points)
    return Score(of=of, points=left, losses=tuple(losses))


def _part(part: Part, inventory: Inventory, standing: list[Finding]) -> Score:
    absent = [Loss(points=points, why=why) for points, why in _absent(part, inventory) if points]
    return _score(RUBRIC[part], absent, [finding for finding in standing if _part_of(finding) is part])


def _part_of(finding: Finding) -> Part | None:
    return _PART_OF_RULE.get(finding.rule, _PART_OF.get(finding.category))


def _absent(part: Part, has: Inventory) -> Iterator[tuple[float, str]]:
    """What the document lacks of a part, and the points that costs."""
    match part:
        case Part.FORMULAS:
            yield 0 if has.formulas else 25, "The document has no formula."
        case Part.PARAMETERS if not has.parameters:
            yield 20, "The document names no parameter."
        case Part.PARAMETERS:
            without = has.parameters - has.valued
            yield (
                20 * without / has.parameters,
                f"{_share_without(without, has.parameters, 'parameters')} no value and no limit.",
            )
        case Part.DATA:
            yield 0 if has.sources else 10, "No source of data is named."
            yield 0 if has.fields else 5, "No source says which of its fields is used."
            yield 0 if has.fallbacks else 5, "No source says what is used when it has no value."
        case Part.TIME:
            yield 0 if has.calendars else 5, "No kind of day and no calendar is named."
            yield 0 if has.frequencies else 5, "Nothing says how often anything happens."
            if has.cut_offs:
                without = has.cut_offs - has.zoned
                yield (
                    5 * without / has.cut_offs,
                    f"{_share_without(without, has.cut_offs, 'times of day')} no time zone.",
                )
            else:
                yield 5, "No time of day is given."
        case Part.EXAMPLES:
            some = "No example writes out a computation, as in “2 × 16 = 32”."
            yield (0, "") if has.worked else (10, some) if has.example_sections else (20, "There is no worked example.")


def _share_without(count: int, of: int, what: str) -> str:
    return f"{count} of {of} {what} {'has' if count == 1 else 'have'}"


def _compliance(
    findings: tuple[Finding, ...], verdicts: Iterable[PolicyVerdict], closed: Collection[str]
) -> dict[str, Score]:
    """By pack; a requirement all of whose findings are closed costs nothing."""
    raised = defaultdict[str, list[str]](list)
    for finding in findings:
        if finding.policy:
            raised[finding.policy].append(finding.id)
    by_pack = defaultdict[str, list[PolicyVerdict]](list)
    for verdict in verdicts:
        if verdict.status in _MET:
            by_pack[verdict.pack].append(verdict)
    scores = {}
    for pack, judged in by_pack.items():
        each, losses = 100.0 / len(judged), list[Loss]()
        for verdict in judged:
            ids = raised[f"{pack}/{verdict.requirement}"]
            still_open = tuple(id for id in ids if id not in closed)
            if (missed := each * (1 - _MET[verdict.status])) and (still_open or not ids):
                why = f"{verdict.requirement} is {verdict.status}."
                losses.append(Loss(points=missed, why=why, findings=still_open))
        points = max(0.0, 100.0 - math.fsum(loss.points for loss in losses))
        scores[pack] = Score(of=100.0, points=points, losses=tuple(sorted(losses, key=lambda loss: -loss.points)))
    return scores


def _gain(finding: Finding, contained: Score, parts: dict[Part, Score] | None, compliance: dict[str, Score]) -> Gain:
    part, takes = _part_of(finding), _takes(finding)
    alone = {
        pack: math.fsum(loss.points for loss in score.losses if loss.findings == (finding.id,))
        for pack, score in compliance.items()
        if finding.policy and finding.policy.startswith(f"{pack}/")
    }
    return Gain(
        self_containment=_back(contained, takes) if finding.category in _NOT_CONTAINED else 0.0,
        implementability=_back(parts[part], takes) if parts and part else 0.0,
        compliance={pack: points for pack, points in alone.items() if points},
    )


def _back(score: Score, takes: float) -> float:
    """What a score rises by when a finding that takes this share takes it no more."""
    return score.points / (1 - takes) - score.points
