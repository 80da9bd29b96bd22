"""Requirements as the window lists them: with the verdict, where there is one, and what the reviewer thinks of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from app.desktop.theme import Theme
from app.usecases.open_review import Review
from domain.analysis.finding import Severity
from domain.analysis.request import PolicyVerdict, Verdict
from domain.feedback.events import Judgement, VerdictJudged
from domain.policies.pack import Pack, Requirement

VERDICT_WORDS = {
    Verdict.COMPLIANT: "Compliant",
    Verdict.PARTIAL: "Partial",
    Verdict.MISSING: "Missing",
    Verdict.CONTRADICTED: "Contradicted",
    Verdict.NOT_THIS_DOCUMENT: "Not this document",
}
VERDICT_SIGNS = {
    Verdict.COMPLIANT: "✓",
    Verdict.PARTIAL: "◐",
    Verdict.MISSING: "○",
    Verdict.CONTRADICTED: "≠",
    Verdict.NOT_THIS_DOCUMENT: "–",
}


def verdict_ink(verdict: Verdict, theme: Theme) -> str:
    """The colour of a verdict's sign and word."""
    match verdict:
        case Verdict.COMPLIANT:
            return theme.inserted
        case Verdict.PARTIAL:
            return theme.severity[Severity.MEDIUM].ink
        case Verdict.MISSING:
            return theme.severity[Severity.HIGH].ink
        case Verdict.CONTRADICTED:
            return theme.severity[Severity.CRITICAL].ink
        case Verdict.NOT_THIS_DOCUMENT:
            return theme.muted


@dataclass(frozen=True)
class Entry:
    """A requirement of a pack. `judged` holds what the reviewer thinks: of the verdict under None, of each passage."""

    pack: Pack
    requirement: Requirement
    verdict: PolicyVerdict | None = None
    judged: tuple[VerdictJudged, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return self.pack.pack, self.requirement.id

    @property
    def opinion(self) -> VerdictJudged | None:
        """What the reviewer thinks of the verdict."""
        return next((each for each in self.judged if each.evidence is None), None)

    @cached_property
    def words(self) -> str:
        """All it says, for a filter, in small letters."""
        r, quotes = self.requirement, self.verdict.evidence if self.verdict else ()
        said = (r.id, r.citation, r.requirement, r.category, r.note, r.level, *(span.quote for span in quotes))
        return " ".join(said).casefold()


def opinion_words(opinion: VerdictJudged) -> str:
    """What the reviewer thinks of a verdict, in a few words."""
    if opinion.judgement is Judgement.AGREE:
        return "✓ You agree"
    return "✕ You disagree" + (f": {VERDICT_WORDS[opinion.instead].lower()}" if opinion.instead else "")


def entries_of(review: Review) -> tuple[Entry, ...]:
    """The verdicts of a review, in the order of their packs."""
    packs = {pack.pack: pack for pack in review.packs}
    requirements = {(pack.pack, each.id): each for pack in review.packs for each in pack.requirements}
    judged = dict[tuple[str, str, Verdict], tuple[VerdictJudged, ...]]()
    for each in review.judgements:
        subject = each.pack, each.requirement, each.verdict
        judged[subject] = (*judged.get(subject, ()), each)
    return tuple(
        Entry(packs[v.pack], requirements[key], v, judged.get((*key, v.status), ()))
        for v in review.policies
        if (key := (v.pack, v.requirement)) in requirements
    )


def entries_in(pack: Pack) -> tuple[Entry, ...]:
    """The requirements of a pack, without verdicts."""
    return tuple(Entry(pack, requirement) for requirement in pack.requirements)


def counts_of(entries: Iterable[Entry]) -> Counter[Verdict]:
    """How many requirements stand how."""
    return Counter(entry.verdict.status for entry in entries if entry.verdict)
