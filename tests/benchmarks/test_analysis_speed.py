"""How long an analysis takes and how much memory it needs, page for page, and how soon it is cancelled."""

import math
import resource
import threading
import time
from dataclasses import replace

import pytest

from app.engines.builtin import BuiltinEngine
from app.engines.understander import ChildUnderstander
from app.importing.docx.read import read_docx
from app.usecases.ports.engines import is_long
from app.usecases.ports.tasks import TaskCancelled
from domain.analysis.request import AnalysisRequest
from tests.benchmarks import children
from tests.builders.long_document import long_document

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(600)]

PAGES = (50, 100, 200, 400)
TIME_LIMIT, MEMORY_LIMIT_MB, CANCEL_LIMIT = 10.0, 600, 1.0
SLACK = 1.25
"""What the time may grow beyond n log n before that is no chance any more."""


def request(pages: int) -> AnalysisRequest:
    return AnalysisRequest(title="Long", blocks=read_docx(long_document(pages), "long.docx").blocks)


def analysed(pages: int) -> tuple[float, float]:
    """Seconds by the clock and of the processor for an analysis in child processes, as a review has it done: what is
    understood of a long text is built before, in two of them. The better of two.
    """

    def once() -> tuple[float, float]:
        children.ready()
        began, used = time.perf_counter(), _processor_of_children()
        known = (
            ChildUnderstander().understand(asked.title, asked.blocks, lambda: False) if is_long(asked.blocks) else b""
        )
        BuiltinEngine().analyse(replace(asked, understanding=known), lambda _: None, lambda: False)
        return time.perf_counter() - began, _processor_of_children() - used

    asked = request(pages)
    return min(once(), once())


def _processor_of_children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def test_an_analysis_takes_time_in_proportion_and_little_memory() -> None:
    taken: dict[int, tuple[float, float]] = {}
    for pages in PAGES:
        with children.waiting(), children.watched() as peaks:
            taken[pages] = analysed(pages)
        clock, processor = taken[pages]
        print(f"\n{pages} pages: {clock:.1f} s, {processor:.1f} s of the processor, peak {max(peaks):.0f} MB", end="")
    print()
    (first, last) = PAGES[1], PAGES[-1]
    growth = taken[last][1] / taken[first][1]
    assert growth < last * math.log(last) / (first * math.log(first)) * SLACK
    assert taken[last][0] < TIME_LIMIT
    assert max(peaks) < MEMORY_LIMIT_MB


def test_a_long_analysis_is_cancelled_within_a_second() -> None:
    cancelled_at: list[float] = []

    def cancelled() -> bool:
        return bool(cancelled_at)

    def cancel() -> None:
        cancelled_at.append(time.perf_counter())

    asked, timer = request(PAGES[-1]), threading.Timer(2.0, cancel)
    timer.start()
    with pytest.raises(TaskCancelled):
        BuiltinEngine().analyse(asked, lambda _: None, cancelled)
    late = time.perf_counter() - cancelled_at[0]
    print(f"\nended {late * 1000:.0f} ms after it was cancelled")
    assert late < CANCEL_LIMIT
