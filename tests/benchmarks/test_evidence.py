"""How well the passage is found that answers a question, on the development set of ContractNLI (Koreeda, Manning 2021).

It is read from the shared folder beside the project, where that is: 61 contracts, 17 hypotheses, and for each the
spans that prove or disprove it.
"""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.engines.minilm import SentenceModel, model_folder
from app.packs import BuiltinPacks
from domain.analysis.compliance.passages import Bm25, best, refined
from domain.analysis.compliance.verdicts import check_policies
from domain.analysis.compliance.vocabulary import words_of
from domain.documents.text import Block, BlockKind
from domain.semantics.ir import build_ir
from tests.builders.long_document import SENTENCES

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1200)]

SET = Path(__file__).resolve().parents[2].parent / "shared" / "benchmark" / "contractnli" / "dev.json"
SENTENCES_PER_PAGE, VERDICTS_LIMIT = 20, 4.0
WORDS_LIMIT, MEANING_LIMIT = 0.47, 0.50

Meaning = Callable[[str, Sequence[str]], Sequence[float]]


def contracts() -> dict[str, Any]:
    if not SET.is_file():
        pytest.skip(f"ContractNLI is not there: {SET}")
    return dict(json.loads(SET.read_text("utf-8")))


def average_precision(ranking: list[int], right: set[int]) -> float:
    places = [place for place, number in enumerate(ranking, 1) if number in right]
    return sum(found / place for found, place in enumerate(places, 1)) / len(right)


def measured(meaning: Meaning | None = None) -> tuple[float, float]:
    """The mean average precision over documents and hypotheses, and how often one of the first ten is right."""
    contracts_ = contracts()
    precisions, hits = list[float](), list[bool]()
    for document in contracts_["documents"]:
        texts = [document["text"][start:end] for start, end in document["spans"]]
        index = Bm25([words_of(text.lower()) for text in texts])
        for label, annotation in document["annotation_sets"][0]["annotations"].items():
            right = set(annotation["spans"])
            if not right:
                continue
            hypothesis = contracts_["labels"][label]["hypothesis"]
            scores = index.scores(words_of(hypothesis.lower()))
            if meaning:
                scores = refined(scores, lambda near, h=hypothesis, t=texts: meaning(h, [t[n] for n in near]))
            ranking = best(scores, len(texts))
            ranking += [number for number in range(len(texts)) if number not in scores]
            precisions.append(average_precision(ranking, right))
            hits.append(not right.isdisjoint(ranking[:10]))
    return sum(precisions) / len(precisions), sum(hits) / len(hits)


def test_verdicts_take_time_in_proportion_to_the_text() -> None:
    packs = (BuiltinPacks()["eu_mifid2_rts6"],)
    taken = dict[int, float]()
    for pages in (50, 100, 200, 400):
        sentences = (SENTENCES[n % len(SENTENCES)].format(n=n % 40 + 1) for n in range(pages * SENTENCES_PER_PAGE))
        blocks = (Block(id=f"b{n}", kind=BlockKind.PARAGRAPH, text=text) for n, text in enumerate(sentences))
        ir = build_ir("Long", tuple(blocks))
        assert ir.understanding
        start = time.process_time()
        assert list(check_policies(ir, packs))
        taken[pages] = time.process_time() - start
    print("\nVerdicts of a pack of 75: " + ", ".join(f"{pages} pages {each:.2f} s" for pages, each in taken.items()))
    assert taken[400] < VERDICTS_LIMIT
    assert taken[400] < 2 * 4 * taken[100]


def test_by_words_alone() -> None:
    precision, hits = measured()
    print(f"\nEvidence by words: MAP {precision:.3f}, hit@10 {hits:.3f}")
    assert precision >= WORDS_LIMIT


def test_by_words_and_meaning() -> None:
    folder = model_folder()
    if not folder:
        pytest.skip("The sentence model is not installed: make embeddings")
    precision, hits = measured(SentenceModel(folder).closeness)
    print(f"\nEvidence by words and meaning: MAP {precision:.3f}, hit@10 {hits:.3f}")
    assert precision >= MEANING_LIMIT
