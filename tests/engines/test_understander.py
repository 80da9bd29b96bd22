"""What is understood of a text is the same whether one process builds it or several share it."""

from dataclasses import replace
from typing import Any

import pytest

from app.child import Limits, run_child
from app.engines import understander
from app.engines.builtin import BuiltinEngine
from app.engines.understander import ChildUnderstander
from app.usecases.ports import engines
from app.usecases.ports.errors import EngineFailed
from app.usecases.ports.tasks import TaskCancelled
from domain.analysis.request import AnalysisRequest
from domain.semantics.ir import build_ir
from domain.semantics.understanding import Understanding
from tests.analysis.notation import blocks_of

TEXT = """# 1 Index

The Cap is 5%. The index level I(t) = I(t-1) * (1 + R(t)) is calculated each Trading Day at 16:00 CET with prices from
Bloomberg, as set out in Section 7.
"""
BLOCKS = blocks_of(TEXT)


@pytest.fixture(params=[1, 2])
def understood(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bytes:
    started = list[str]()

    def counted(task: str, *args: Any, **kwargs: Any) -> list[bytes]:
        started.append(task)
        return run_child(task, *args, **kwargs)

    monkeypatch.setattr(understander, "run_child", counted)
    if request.param == 2:
        monkeypatch.setattr(engines, "_LONG", 10)
    answer = ChildUnderstander().understand("Index", BLOCKS, lambda: False)
    assert len(started) == request.param
    return answer


def test_it_is_what_the_text_says(understood: bytes) -> None:
    assert Understanding.model_validate_json(understood) == build_ir("Index", BLOCKS).understanding


def test_an_analysis_that_is_given_it_finds_the_same(understood: bytes, tasks_here: object) -> None:
    request = AnalysisRequest(title="Index", blocks=BLOCKS)
    given = replace(request, understanding=understood)
    answers = [BuiltinEngine().analyse(one, lambda _: None, lambda: False) for one in (request, given)]
    assert answers[0] == answers[1]
    assert any(observation.rule.startswith("DS-REF") for observation in answers[0].observations)


def test_an_analysis_builds_on_what_it_is_given(tasks_here: object) -> None:
    without = build_ir("Index", BLOCKS).understanding.model_copy(update={"references": ()})
    request = AnalysisRequest(title="Index", blocks=BLOCKS, understanding=without.model_dump_json().encode())
    answer = BuiltinEngine().analyse(request, lambda _: None, lambda: False)
    assert not any(observation.rule.startswith("DS-REF") for observation in answer.observations)


@pytest.mark.parametrize("long", [10, 1_000_000])
def test_ending_early(long: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_LONG", long)
    with pytest.raises(TaskCancelled):
        ChildUnderstander().understand("Index", BLOCKS, lambda: True)
    monkeypatch.setattr(understander, "LIMITS", Limits(seconds=60, memory_mb=1))
    with pytest.raises(EngineFailed, match="could not be read"):
        ChildUnderstander().understand("Index", BLOCKS, lambda: False)


def test_what_stands_alone_failing_fails_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the other process waits for the settings, which then never come."""

    def short_lived(task: str, data: bytes, limits: Limits, **kwargs: Any) -> list[bytes]:
        alone = b"connections" not in data.split(b"\n", 1)[0]
        return run_child(task, data, Limits(seconds=0.01, memory_mb=2048) if alone else limits, **kwargs)

    monkeypatch.setattr(engines, "_LONG", 10)
    monkeypatch.setattr(understander, "run_child", short_lived)
    with pytest.raises(EngineFailed, match=r"\(time\)"):
        ChildUnderstander().understand("Index", BLOCKS, lambda: False)
