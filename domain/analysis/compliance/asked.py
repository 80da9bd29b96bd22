"""What a requirement asks for: the things a passage must speak of, and the figures it must give."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from domain.analysis.compliance.vocabulary import COMMON, words_of
from domain.policies.pack import Requirement


@dataclass(frozen=True)
class Facet:
    """One of the things asked for; `words` are roots that a passage must all have, `name` says it plainly.

    What is not `telling` has only words of every specification.
    """

    name: str
    words: frozenset[str]

    @property
    def telling(self) -> bool:
        return not self.words <= COMMON


@dataclass(frozen=True)
class Asked:
    """`topic` is what the requirement is about; `figures` the pack's words for the figures it wants, "" for none."""

    facets: tuple[Facet, ...]
    topic: Counter[str]
    figures: str


@lru_cache(maxsize=1_000)
def asked_of(requirement: Requirement) -> Asked:
    said = [word.strip(".,;:()'\"").lower() for word in requirement.requirement.split()]
    terms = requirement.evidence.terms or tuple(dict.fromkeys(said))
    facets = tuple(Facet(_plain(term, said), words) for term in terms if (words := frozenset(words_of(term.lower()))))
    if not requirement.evidence.terms:  # then each telling word of the requirement is something asked for
        facets = tuple(facet for facet in facets if facet.telling)
    return Asked(facets, words_of(requirement.requirement.lower()), requirement.evidence.numbers or "")


_PART = 5
"""The letters from which on a term may be the beginning of a word."""
_ENDINGS = {
    "al": "approv",
    "ation": "authoris authoriz determin",
    "ce": "competen complian governan independen resilien",
    "cy": "redundan",
    "iation": "reconcil",
    "ication": "notif",
    "ility": "accountab availab responsib unavailab",
    "ing": "outsourc",
    "ion": "allocat calculat calibrat escalat evaluat recalculat relocat segregat validat",
    "ity": "volatil",
}
_WHOLE = {beginning: beginning + ending for ending, some in _ENDINGS.items() for beginning in some.split()}
"""The words that packs give the beginning of, where the requirement itself has none of the family."""


def _plain(term: str, said: list[str]) -> str:
    """A pack gives the beginning of a word for all of its family: the whole word, as the requirement writes it."""
    *before, last = term.split()
    beginning = last.lower() if len(last) >= _PART else ""
    whole = next((word for word in said if beginning and word.startswith(beginning)), _WHOLE.get(beginning, last))
    return " ".join([*before, whole])
