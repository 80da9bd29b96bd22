"""How the requirements of policy packs stand in a document, with the passages that show it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from domain.analysis.compliance.asked import asked_of
from domain.analysis.compliance.aspects import aspect_of, read
from domain.analysis.compliance.passages import best, refined
from domain.analysis.compliance.scope import speaks_to
from domain.analysis.compliance.standing import MOST_EVIDENCE, Standing, at_most
from domain.analysis.compliance.text import Text
from domain.analysis.compliance.weighing import weigh
from domain.analysis.finding import Observation
from domain.analysis.request import PolicyVerdict, Verdict
from domain.policies.pack import Pack, Requirement
from domain.semantics.ir import DocumentIR

Meaning = Callable[[str, Sequence[str]], Sequence[float]]
"""How close in meaning some passages are to a text, -1 to 1."""


def check_policies(
    ir: DocumentIR, packs: tuple[Pack, ...], noticed: Sequence[Observation] = (), meaning: Meaning | None = None
) -> Iterator[PolicyVerdict]:
    """A verdict for every requirement of every pack, in their order; `noticed` is what the checks found."""
    text = Text(ir)
    for pack in packs:
        for requirement in pack.requirements:
            standing = _standing(requirement, pack, text, noticed, meaning)
            yield PolicyVerdict(
                pack=pack.pack,
                requirement=requirement.id,
                status=standing.status,
                evidence=standing.evidence,
                lacking=standing.lacking,
                searched=len(text.passages),
            )


def _standing(
    requirement: Requirement, pack: Pack, text: Text, noticed: Sequence[Observation], meaning: Meaning | None
) -> Standing:
    """By what was understood of the document where the requirement is on that, else by what its passages say."""
    asked = asked_of(requirement)
    scores = text.scores(asked)
    if meaning:
        scores = refined(scores, lambda near: meaning(requirement.requirement, [text.passages[n].text for n in near]))
    aspect = aspect_of(requirement)
    standing = read(aspect, text.ir, noticed) if aspect else None
    if standing:
        closest = map(text.quote, best(scores, MOST_EVIDENCE))
        standing = replace(standing, evidence=at_most((*map(text.whole, standing.evidence), *closest)))
    else:
        standing = weigh(asked, requirement.level, text, scores)
    nothing_said = all(facet.name in standing.lacking for facet in asked.facets) or aspect
    if standing.status is Verdict.MISSING and nothing_said and not speaks_to(requirement, pack, text.ir):
        return Standing(Verdict.NOT_THIS_DOCUMENT)
    return standing
