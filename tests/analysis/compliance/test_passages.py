"""Finding passages: BM25 as its formula says, neighbours, and the beginnings of words that packs give."""

import math
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.compliance.passages import Bm25, best, refined

WORDS = st.sampled_from(["kill", "switch", "order", "limit", "price", "cancel", "venue"])
PASSAGES = st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=1, max_size=12)


def by_the_formula(passages: list[list[str]], query: Counter[str]) -> list[float]:
    """Robertson and Zaragoza 2009, with what the passages beside are worth, passage by passage and word by word."""
    k1, b, beside = 0.9, 0.2, 0.1
    mean = sum(map(len, passages)) / len(passages)

    def rarity(word: str) -> float:
        having = sum(word in passage for passage in passages)
        return math.log(1 + (len(passages) - having + 0.5) / (having + 0.5))

    def own(passage: list[str]) -> float:
        return sum(
            weight
            * rarity(word)
            * passage.count(word)
            * (k1 + 1)
            / (passage.count(word) + k1 * (1 - b + b * len(passage) / mean))
            for word, weight in query.items()
        )

    alone = [0.0, *map(own, passages), 0.0]
    most = sum(weight * rarity(word) for word, weight in query.items()) * (k1 + 1)
    return [(alone[i] + beside * (alone[i - 1] + alone[i + 1])) / most for i in range(1, len(passages) + 1)]


@given(passages=PASSAGES, query=st.lists(WORDS, min_size=1, max_size=6))
def test_scores_are_those_of_the_formula(passages: list[list[str]], query: list[str]) -> None:
    scores = Bm25([Counter(passage) for passage in passages]).scores(Counter(query))
    expected = by_the_formula(passages, Counter(query))
    assert [scores.get(number, 0.0) for number in range(len(passages))] == pytest.approx(expected)


def test_the_best_come_first_and_earlier_ones_first_among_equals() -> None:
    assert best({0: 0.2, 1: 0.5, 2: 0.5, 3: 0.1}, 3) == [1, 2, 0]


def test_a_document_without_passages_has_no_scores() -> None:
    assert Bm25([]).scores({"kill": 1}) == {}


def test_closeness_in_meaning_moves_a_passage_up() -> None:
    assert best(refined({0: 0.3, 1: 0.2}, lambda near: [{0: 0.1, 1: 0.9}[number] for number in near]), 2) == [1, 0]


def test_only_the_best_by_words_are_compared_by_meaning() -> None:
    compared: list[int] = []

    def close(near: Sequence[int]) -> list[float]:
        compared.extend(near)
        return [0.0] * len(near)

    scores = {number: 1 - number / 100 for number in range(50)}
    assert refined(scores, close) == scores
    assert compared == list(range(20))


@pytest.mark.parametrize(
    ("word", "family"),
    [("resilien", {"resil"}), ("limit", {"limit"}), ("kil", {"kil"}), ("throughput", {"throughput"})],
)
def test_the_beginning_of_a_word_means_its_family(word: str, family: set[str]) -> None:
    index = Bm25([Counter(["resil", "limit", "kill", "throughput", "respons"])])
    assert index.family(word) == family
