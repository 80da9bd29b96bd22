"""Scores in plain words and in the order they are shown in."""

from collections.abc import Iterator
from math import fsum

from app.usecases.open_review import Review
from domain.analysis.scores import Gain, Score, Scores


def meters(scores: Scores) -> Iterator[tuple[str, float]]:
    """The few numbers of a document out of 100: one for all its packs together."""
    yield "Self-contained", scores.self_containment.points
    if scores.implementable is not None:
        yield "Implementable", scores.implementable
    if scores.compliance:
        yield "Compliant", fsum(score.points for score in scores.compliance.values()) / len(scores.compliance)


def risen(review: Review) -> Iterator[tuple[str, float, float]]:
    """Each of them as the text stands, and with the accepted edits made."""
    if review.scores and review.mended:
        for (name, now), (_, then) in zip(meters(review.scores), meters(review.mended), strict=True):
            yield name, now, then


def shown(now: float, then: float) -> str:
    """A number, and what it will be where that is another one."""
    return f"{now:.0f}" if round(now) == round(then) else f"{now:.0f} → {then:.0f}"


def chapters(scores: Scores) -> Iterator[tuple[str, Score]]:
    """Every score that is explained on its own, under its heading."""
    yield "Self-contained: can it be computed from these pages alone?", scores.self_containment
    for part, score in (scores.implementability or {}).items():
        yield f"Implementable: {part}", score
    for pack, score in scores.compliance.items():
        yield f"Compliant with {pack}", score


def gain_line(gain: Gain | None) -> str:
    """What mending a finding adds, in a sentence; "" where it adds nothing that shows."""
    if gain is None:
        return ""
    parts = [("self-contained", gain.self_containment), ("implementable", gain.implementability)]
    parts += gain.compliance.items()
    said = [f"{points:.1f} to {name}" for name, points in parts if points >= 0.05]
    return f"Mending it adds {' and '.join(said)}." if said else ""
