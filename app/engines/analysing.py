"""The analysis as the child process does it: a request in, observations and verdicts out, both as JSON."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any

from app.engines.noticing import OTHERS, STEPS, in_order, ir_of, notice_with, telling
from app.engines.requests import unpack
from domain.analysis.asking import Readable, ask
from domain.analysis.checks import CHECKS
from domain.analysis.checks.settling import settled
from domain.analysis.compliance.contradictions import contradictions
from domain.analysis.compliance.verdicts import check_policies
from domain.analysis.inventory import inventory_of
from domain.analysis.request import READING, AnalysisRequest, AnalysisResult


def run(source: IO[bytes], report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """The AnalysisResult as one line of JSON: of a packed request, behind a line that says whether this process is
    `alone`; where it is not, what the share of another notices comes behind the request.
    """
    alone = json.loads(source.readline())["alone"]
    request = unpack(source)
    yield ask(request, partial(_checked, request, alone, source, report)).model_dump_json().encode()


def _checked(
    request: AnalysisRequest,
    alone: bool,
    elsewhere: IO[bytes],
    report: Callable[[dict[str, Any]], None],
    text: Readable,
) -> AnalysisResult:
    """What the checks notice in a text under the rulings of a request, and how it stands by the packs of that."""
    tell = telling(report)
    tell(0, READING)
    ir = ir_of(request, text)
    noticed = [] if request.policies_only else notice_with(ir, CHECKS if alone else OTHERS, tell)
    observations = settled(ir, in_order(noticed, elsewhere.read()), request.rulings)
    tell(STEPS - 1 if alone else len(OTHERS) + 1, "looking for evidence for the policies")
    verdicts = tuple(check_policies(ir, request.packs, observations)) if request.packs else ()
    against = contradictions(verdicts, request.packs, observations)
    return AnalysisResult(observations=(*observations, *against), policies=verdicts, inventory=inventory_of(ir))
