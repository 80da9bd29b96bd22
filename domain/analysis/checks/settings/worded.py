"""Words where a value stands: a table of terms with "Market rate at issue", "As agreed", "Well-rated dealer"."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.sections import Role
from domain.semantics.segments import SegmentKind

_LOOSE = (
    r"(?:good|high|low|strong|solid|sound|decent|adequate|appropriate|suitable|reasonable|sufficient|moderate|modest"
    r"|conservative|aggressive|small|large|wide|narrow|tight|short|long|fast|slow|medium|normal|standard|usual|typical"
    r"|customary|competitive|attractive|fair|reputable|recogni[sz]ed|first-class|top-tier|well-rated|highly[- ]rated"
    r"|investment-worthy|major|leading|various|several|selected|flexible|variable|dynamic|adaptive|regular|frequent"
    r"|periodic|occasional|timely|prompt|best|optimal|limited|minimal|maximal|liquid|acceptable|satisfactory)"
)
_AS_IT_COMES = (
    r"(?:as (?:agreed|usual|needed|required|appropriate|necessary|applicable|negotiated|available|determined|per market"
    r"(?: practice)?|quoted)|at (?:market|discretion|the discretion of [a-z ]+)|(?:at |the )?(?:market|prevailing"
    r"|current"
    r"|going|ruling|applicable|usual|customary) (?:rate|price|level|standard|practice|terms|conditions|value)s?|case by"
    r" case|ad hoc|on demand|by agreement|negotiable|discretionary|depends(?: on [a-z ]+)?|depending on [a-z ]+|to be"
    r" negotiated|from time to time|(?:varies|vary)(?: with [a-z ]+)?|see above|subject to [a-z ]+|if (?:needed"
    r"|necessary|possible)|near the money|around par|close to [a-z ]+)"
)
_WORDED = re.compile(
    rf"^(?:{_AS_IT_COMES}(?: (?:at|on|of|for|from) [a-z ]{{2,30}})?|(?:an? |the |very |fairly "
    rf"|rather )?{_LOOSE}(?: [a-z-]+)"
    rf"{{0,3}}|[a-z-]+(?: [a-z-]+)? (?:with|of) (?:an? )?{_LOOSE}(?: [a-z-]+){{1,2}})\.?$"
)
_HEADS = re.compile(
    r"\b(?:value|setting|default|level|amount|limit|rate|figure|input|specification|detail|terms?|size|description"
    r"|requirement)s?\b"
)
_ORDER = re.compile(r"\b(?:order types?|liquidity|rating scale|severity|priority|impact|likelihood|risk)\b")


def _worded(ir: DocumentIR) -> Iterator[Hit]:
    """Values of a table of two columns that are only words."""
    cells = {
        (s.block.cell.table, s.block.cell.row, s.block.cell.column): s
        for s in ir.segments
        if s.kind is SegmentKind.CELL and s.block.cell
    }
    tables = {table for table, _, _ in cells}
    for table in sorted(tables):
        if any(column > 2 for number, _, column in cells if number == table):
            continue
        head = cells.get((table, 0, 1))
        if head is None or not _HEADS.search(head.low) or head.section.role is not Role.RULES:
            continue
        for (number, row, column), segment in cells.items():
            label = cells.get((table, row, 0))
            if number != table or not row or column != 1 or label is None or segment.text != segment.block.text:
                continue
            if not _WORDED.match(segment.low.strip()) or _ORDER.search(label.low) or ir.meaning(segment.text):
                continue
            yield Hit(
                title=f"{label.text}: '{segment.text}' is no value",
                why=f"Where {label.text.lower()} should be given stands “{segment.text}”. It names no figure, no source"
                " and no way to find one, and everybody takes another.",
                spans=(segment.span(),),
                suggestion=add_after(
                    segment, len(segment.text), f" ({to_specify(f'{label.text}: value, or how found')})"
                ),
            )


CHECKS = (
    Check(
        id="DS-SET-60",
        title="A word where a value stands",
        matters="What is in a table of terms is taken as it stands.",
        fix="Put the value with its unit, or the source and rule by which it is found on a stated day.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_worded,
        bad=(
            "| Term | Value |\n| Spread | As agreed |\n| Tenor | 3 years |",
            "| Parameter | Setting |\n| Dealer | Bank of good standing |\n| Cap | 5% |",
        ),
        good=(
            "| Term | Value |\n| Spread | 45 basis points |\n| Order type | Limit order |",
            "| Name | Role |\n| Research | Regular member |",
        ),
        confidence=0.8,
    ),
)
