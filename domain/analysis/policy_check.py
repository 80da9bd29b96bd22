"""How the requirements of a policy pack stand: by the words of evidence that really occur, near together.

A verdict says that the words are there, which is less than that the requirement is met; the evidence is quoted so
that the reviewer can judge.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from domain.analysis.request import PolicyVerdict, Verdict
from domain.policies.pack import Pack, Requirement
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words, stem

_K1, _B = 1.2, 0.75
"""The usual constants of BM25 (Robertson and Zaragoza 2009): saturation of a word's count, weight of length."""

_EVIDENCE = 3
_CANDIDATES = 8
_TERM_WEIGHT = 3
"""A word of the evidence terms counts as much as this many words of the requirement's own text."""


class Bm25:
    """Ranks passages by the words of a query; passages and queries are stems."""

    def __init__(self, passages: list[list[str]]) -> None:
        self._lengths = [len(passage) for passage in passages]
        self._mean = sum(self._lengths) / len(passages) if passages else 1.0
        self._postings = defaultdict[str, list[tuple[int, int]]](list)
        for number, passage in enumerate(passages):
            for word, count in Counter(passage).items():
                self._postings[word].append((number, count))

    def best(self, query: Counter[str], count: int) -> list[int]:
        """The numbers of the passages that fit best, best first; earlier ones first among equals."""
        scores = defaultdict[int, float](float)
        total = len(self._lengths)
        for word, weight in query.items():
            postings = self._postings.get(word, ())
            rarity = math.log(1 + (total - len(postings) + 0.5) / (len(postings) + 0.5))
            for number, times in postings:
                norm = _K1 * (1 - _B + _B * self._lengths[number] / self._mean)
                scores[number] += weight * rarity * times * (_K1 + 1) / (times + norm)
        return sorted(scores, key=lambda number: (-scores[number], number))[:count]


@dataclass(frozen=True)
class _Searched:
    passages: tuple[Segment, ...]
    index: Bm25


def check_policies(ir: DocumentIR, packs: tuple[Pack, ...]) -> Iterator[PolicyVerdict]:
    """A verdict for every requirement of every pack, in their order."""
    passages = tuple(segment for segment in ir.segments if segment.kind is not SegmentKind.HEADING)
    searched = _Searched(passages, Bm25([_stems(segment.low) for segment in passages]))
    for pack in packs:
        for requirement in pack.requirements:
            yield _verdict(pack.pack, requirement, searched)


def _stems(text: str) -> list[str]:
    return [stem(word) for word in re.findall(r"[a-z]+|\d+", text)]


def _verdict(pack: str, requirement: Requirement, searched: _Searched) -> PolicyVerdict:
    terms = [words for term in requirement.evidence.terms if (words := content_words(term))]
    query = Counter(content_words(requirement.requirement))
    for words in terms:
        for word in words:
            query[word] += _TERM_WEIGHT
    found = [searched.passages[number] for number in searched.index.best(query, _CANDIDATES)]
    evidence = [segment for segment in found if any(_says(segment, words) for words in terms)][:_EVIDENCE]
    return PolicyVerdict(
        pack=pack,
        requirement=requirement.id,
        status=_status(requirement, terms, evidence),
        evidence=tuple(segment.span() for segment in evidence),
        searched=len(searched.passages),
    )


def _status(requirement: Requirement, terms: list[frozenset[str]], evidence: list[Segment]) -> Verdict:
    """Compliant where half of the terms (two at least, where there are so many) and any figures asked for are there."""
    said = sum(any(_says(segment, words) for segment in evidence) for words in terms)
    has_numbers = not requirement.evidence.numbers or any(re.search(r"\d", segment.text) for segment in evidence)
    if said == 0:
        return Verdict.MISSING
    if said >= min(len(terms), max(2, math.ceil(len(terms) / 2))) and has_numbers:
        return Verdict.COMPLIANT
    return Verdict.PARTIAL


def _says(segment: Segment, words: frozenset[str]) -> bool:
    return words <= content_words(segment.low)
