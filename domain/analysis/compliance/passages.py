"""Finding the passages of a document that answer a question, by the words they share (BM25)."""

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

_K1, _B = 0.9, 0.2
"""BM25's constants (Robertson and Zaragoza 2009): saturation of a word's count, weight of a passage's length.

Sentences differ in length by what they say rather than by how wordy they are, so length weighs little.
"""
_PART = 5
"""The letters from which on the beginning of a word tells which word it is."""
_NEIGHBOUR = 0.1
"""What the passages before and after are worth: an answer is often told over several sentences."""


class Bm25:
    """Ranks passages for a query; both are words with weights."""

    def __init__(self, passages: Sequence[Mapping[str, float]]) -> None:
        self.count = len(passages)
        lengths = [sum(passage.values()) for passage in passages]
        mean = sum(lengths) / self.count if self.count else 1.0
        self._damping = [_K1 * (1 - _B + _B * length / (mean or 1.0)) for length in lengths]
        self._postings = defaultdict[str, list[tuple[int, float]]](list)
        for number, passage in enumerate(passages):
            for word, times in passage.items():
                self._postings[word].append((number, times))

    def rarity(self, word: str) -> float:
        """How much a word tells: more, the fewer passages have it."""
        having = len(self._postings.get(word, ()))
        return math.log(1 + (self.count - having + 0.5) / (having + 0.5))

    def weight(self, words: Iterable[str]) -> float:
        """How much these words tell together."""
        return sum(map(self.rarity, sorted(words)))

    def scores(self, query: Mapping[str, float]) -> dict[int, float]:
        """What each passage is worth that shares a word with the query: 1 is more than any passage can say."""
        own = defaultdict[int, float](float)
        most = sum(weight * self.rarity(word) for word, weight in query.items()) * (_K1 + 1) or 1.0
        for word in sorted(query):
            worth = query[word] * self.rarity(word) * (_K1 + 1) / most
            for number, times in self._postings.get(word, ()):
                own[number] += worth * times / (times + self._damping[number])
        scores = defaultdict[int, float](float, own)
        for number, score in own.items():
            for beside in (number - 1, number + 1):
                if 0 <= beside < self.count:
                    scores[beside] += _NEIGHBOUR * score
        return dict(scores)

    def family(self, word: str) -> frozenset[str]:
        """The words of the passages that this one means: a pack may give the beginning for a family ("resilien")."""
        if word in self._postings or len(word) < _PART:
            return frozenset({word})
        return frozenset(
            other
            for other in self._postings
            if other.startswith(word) or (len(other) >= _PART and word.startswith(other))
        )

    def having(self, words: Iterable[str]) -> frozenset[int]:
        """The passages that have one of these words."""
        return frozenset(number for word in words for number, _ in self._postings.get(word, ()))


def best(scores: Mapping[int, float], count: int) -> list[int]:
    """The numbers of the passages with the highest scores, best first; earlier ones first among equals."""
    return heapq.nsmallest(count, scores, key=lambda number: (-scores[number], number))


_NEAR = 20
"""How many passages are compared by their meaning: those that share most words with the query."""
_MEANING = 0.5
"""What closeness in meaning is worth beside shared words."""


def refined(scores: Mapping[int, float], closeness: Callable[[Sequence[int]], Sequence[float]]) -> dict[int, float]:
    """The scores with what the best of the passages are close in meaning (-1 to 1), which `closeness` tells of each."""
    near = best(scores, _NEAR)
    close = closeness(near) if near else ()
    return dict(scores) | {number: scores[number] + _MEANING * each for number, each in zip(near, close, strict=True)}
