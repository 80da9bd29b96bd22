"""The analysis as the child process does it: a request in, observations and verdicts out, both as JSON."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from app.block_lines import from_lines
from app.engines.closures import closures
from domain.analysis.asking import Readable, ask
from domain.analysis.checks import CHECKS, observe
from domain.analysis.checks.check import Check
from domain.analysis.compliance import check_policies
from domain.analysis.compliance.contradictions import contradictions
from domain.analysis.inventory import inventory_of
from domain.analysis.request import READING, AnalysisRequest, AnalysisResult, Progress
from domain.semantics.ir import DocumentIR, build_ir
from domain.semantics.understanding import Understanding


def unpack(data: bytes) -> AnalysisRequest:
    """The request that was packed; raises ValueError for other bytes."""
    head, understanding, *lines = data.split(b"\n")  # of which the last may be empty
    known = {"blocks": from_lines(lines), "understanding": understanding}
    return AnalysisRequest.model_validate_json(head).model_copy(update=known)


def ir_of(request: AnalysisRequest, text: Readable) -> DocumentIR:
    """The readable text of a request as the checks read it."""
    known = Understanding.model_validate_json(request.understanding) if request.understanding else None
    return build_ir(text.title, text.blocks, known)


def run(data: bytes, report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """The AnalysisResult of a packed request as one line of JSON."""
    request = unpack(data)
    yield ask(request, partial(_checked, request, report)).model_dump_json().encode()


def _checked(request: AnalysisRequest, report: Callable[[dict[str, Any]], None], text: Readable) -> AnalysisResult:
    """What the checks notice in a text under the rulings of a request, and how it stands by the packs of that."""
    steps = len(CHECKS) + 2

    def tell(done: int, step: str) -> None:
        report(Progress(done=done, total=steps, step=step).model_dump())

    def tell_check(number: int, check: Check) -> None:
        tell(number + 1, f"checking {check.family_title.lower()}")

    tell(0, READING)
    ir = ir_of(request, text)
    observations = () if request.policies_only else observe(ir, request.rulings, tell_check, closures)
    tell(steps - 1, "looking for evidence for the policies")
    verdicts = tuple(check_policies(ir, request.packs, observations)) if request.packs else ()
    against = contradictions(verdicts, request.packs, observations)
    return AnalysisResult(observations=(*observations, *against), policies=verdicts, inventory=inventory_of(ir))
