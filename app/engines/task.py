"""The analysis as the child process does it: a request in, observations and verdicts out, both as JSON."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from app.block_lines import from_lines, to_lines
from domain.analysis.request import AnalysisRequest, AnalysisResult, Progress
from domain.policies.pack import Pack

if TYPE_CHECKING:
    from domain.analysis.asking import Readable


def pack(request: AnalysisRequest) -> bytes:
    """The task's input: the request as JSON without its blocks, then those."""
    head = request.model_copy(update={"blocks": ()}).model_dump_json().encode()
    return b"\n".join([head, *to_lines(request.blocks)])


def run(data: bytes, report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """The AnalysisResult of a packed request as one line of JSON."""
    from domain.analysis.asking import ask  # heavy, like the checks; the process that only packs needs none of it

    head, *lines = data.splitlines()
    request = AnalysisRequest.model_validate_json(head).model_copy(update={"blocks": from_lines(lines)})
    yield ask(request, partial(_checked, packs=request.packs, report=report)).model_dump_json().encode()


def _checked(text: "Readable", packs: tuple[Pack, ...], report: Callable[[dict[str, Any]], None]) -> AnalysisResult:
    """What the checks notice in a text, and how it stands by the packs."""
    from app.engines.closures import closures
    from domain.analysis.checks import CHECKS, observe
    from domain.analysis.checks.check import Check
    from domain.analysis.policy_check import check_policies
    from domain.semantics.ir import build_ir

    steps = len(CHECKS) + 2

    def tell(done: int, step: str) -> None:
        report(Progress(done=done, total=steps, step=step).model_dump())

    def tell_check(number: int, check: Check) -> None:
        tell(number + 1, check.title)

    tell(0, "Reading sections, terms and formulas")
    ir = build_ir(text.title, text.blocks)
    observations = observe(ir, tell_check, closures)
    tell(steps - 1, "Looking for evidence for the policies")
    return AnalysisResult(observations=observations, policies=tuple(check_policies(ir, packs)))
