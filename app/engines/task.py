"""The analysis as the child process does it: a request in, observations and verdicts out, both as JSON."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from app.block_lines import from_lines, to_lines
from domain.analysis.request import READING, AnalysisRequest, AnalysisResult, Progress

if TYPE_CHECKING:
    from domain.analysis.asking import Readable
    from domain.semantics.ir import DocumentIR


def pack(request: AnalysisRequest) -> bytes:
    """The task's input: the request as JSON without its understanding and its blocks, then those."""
    head = request.model_copy(update={"blocks": (), "understanding": b""}).model_dump_json().encode()
    return b"\n".join([head, request.understanding, *to_lines(request.blocks)])


def unpack(data: bytes) -> AnalysisRequest:
    """The request that was packed; raises ValueError for other bytes."""
    head, understanding, *lines = data.split(b"\n")  # of which the last may be empty
    known = {"blocks": from_lines(lines), "understanding": understanding}
    return AnalysisRequest.model_validate_json(head).model_copy(update=known)


def ir_of(request: AnalysisRequest, text: "Readable") -> "DocumentIR":
    """The readable text of a request as the checks read it."""
    from domain.semantics.ir import build_ir
    from domain.semantics.understanding import Understanding

    known = Understanding.model_validate_json(request.understanding) if request.understanding else None
    return build_ir(text.title, text.blocks, known)


def run(data: bytes, report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """The AnalysisResult of a packed request as one line of JSON."""
    from domain.analysis.asking import ask  # heavy, like the checks; the process that only packs needs none of it

    request = unpack(data)
    yield ask(request, partial(_checked, request, report)).model_dump_json().encode()


def _checked(request: AnalysisRequest, report: Callable[[dict[str, Any]], None], text: "Readable") -> AnalysisResult:
    """What the checks notice in a text under the rulings of a request, and how it stands by the packs of that."""
    from app.engines.closures import closures
    from domain.analysis.checks import CHECKS, observe
    from domain.analysis.checks.check import Check
    from domain.analysis.compliance import check_policies
    from domain.analysis.compliance.contradictions import contradictions
    from domain.analysis.inventory import inventory_of

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
