"""What a share of the checks notices in a long text: a child process finds out while another does the other checks."""

from collections.abc import Callable, Iterator
from typing import IO, Any

from pydantic import TypeAdapter

from app.engines.closures import closures
from app.engines.requests import unpack
from domain.analysis.asking import Readable
from domain.analysis.checks import CHECKS, notice
from domain.analysis.checks.check import Check, Hit, Noticed, not_done
from domain.analysis.checks.wording import Wording
from domain.analysis.request import READING, AnalysisRequest, Progress
from domain.semantics.ir import DocumentIR, build_ir
from domain.semantics.pattern_words import condition
from domain.semantics.understanding import Understanding

_FAMILIES = ("DS-FOR", "DS-SIG", "DS-ALL", "DS-CON", "DS-SET", "DS-DAT")
"""What they ask of the formulas and figures is worked out once; together they take about as long as all others."""
SHARE = tuple(check for check in CHECKS if check.family in _FAMILIES)
OTHERS = tuple(check for check in CHECKS if check.family not in _FAMILIES)
STEPS = len(CHECKS) + 2
"""Of a whole analysis: the text is read before the checks, and held against the policies after them."""

Tell = Callable[[int, str], None]

_HITS: TypeAdapter[list[tuple[str, Hit]]] = TypeAdapter(list[tuple[str, Hit]])
_PLACES = {check.id: number for number, check in enumerate(CHECKS)}


def prepare() -> None:
    """Works out what is the same for every text: the days of the markets, and which words the checks of words need."""
    closures()
    for check in CHECKS:
        if isinstance(check.find, Wording):
            condition(check.find.pattern)


def run(source: IO[bytes], report: Callable[[dict[str, Any]], None]) -> Iterator[bytes]:
    """What they notice as one line of JSON."""
    request, tell = unpack(source), telling(report)
    tell(0, READING)
    noticed = notice_with(ir_of(request, Readable(request.title, request.blocks)), SHARE, tell)
    yield _HITS.dump_json([(check.id, hit) for check, hit in noticed])


def telling(report: Callable[[dict[str, Any]], None]) -> Tell:
    """What tells how many steps this process has done, and which one it is at."""
    return lambda done, step: report(Progress(done=done, total=STEPS, step=step).model_dump())


def ir_of(request: AnalysisRequest, text: Readable) -> DocumentIR:
    """The readable text of a request as the checks read it."""
    known = Understanding.model_validate_json(request.understanding) if request.understanding else None
    return build_ir(text.title, text.blocks, known)


def notice_with(ir: DocumentIR, checks: tuple[Check, ...], tell: Tell) -> list[Noticed]:
    """What the checks notice, telling of each; one that fails ends alone, and says so."""
    noticed: list[Noticed] = []
    for number, check in enumerate(checks, 1):
        tell(number, f"checking {check.family_title.lower()}")
        try:
            noticed += notice(ir, [check], closures)
        except MemoryError:
            raise
        except Exception:  # whatever a check stumbles over: the others are still worth having
            noticed.append((check, not_done(check)))
    return noticed


def in_order(noticed: list[Noticed], elsewhere: bytes) -> list[Noticed]:
    """In the order of the checks what was noticed here and, as JSON, by the share."""
    told = _HITS.validate_json(elsewhere) if elsewhere else []
    both = [*noticed, *((CHECKS[_PLACES[id]], hit) for id, hit in told)]
    return sorted(both, key=lambda one: _PLACES[one[0].id])
