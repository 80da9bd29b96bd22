"""Findings: what is wrong, where, why it matters, and the smallest change that mends it."""

import hashlib
from enum import StrEnum

from pydantic import Field

from domain.documents.changes import Suggestion
from domain.documents.text import Span
from domain.kernel import Value


class Category(StrEnum):
    MISSING_REFERENCE = "missing_reference"
    UNDEFINED_PARAMETER = "undefined_parameter"
    INCOMPLETE_FORMULA = "incomplete_formula"
    AMBIGUOUS_METHODOLOGY = "ambiguous_methodology"
    EXTERNAL_DEPENDENCY = "external_dependency"
    ASSUMPTION_REQUIRED = "assumption_required"
    INCONSISTENT_CONTENT = "inconsistent_content"
    MISSING_GOVERNANCE = "missing_governance"
    DATA_SOURCE_UNSPECIFIED = "data_source_unspecified"
    MARKET_CALENDAR = "market_calendar"
    COMPLIANCE_GAP = "compliance_gap"


class Severity(StrEnum):
    """How much it matters; `rank` is 0 for the gravest."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        return list(Severity).index(self)


class Observation(Value):
    """What an engine noticed, before it is given its identity and its place in the document.

    `rule` is the id of the check, `policy` is pack/requirement. `spans` are the passages it is about, the first the
    main one; none for something missing, which is then anchored to `heading` (a block id) or to the whole document.
    """

    category: Category
    severity: Severity
    title: str
    why: str
    spans: tuple[Span, ...] = ()
    heading: str | None = None
    rule: str
    policy: str | None = None
    confidence: float = Field(ge=0, le=1)
    suggestion: Suggestion | None = None


class Finding(Observation):
    """An observation with its identity. `section` is the printed heading it stands under, with its number."""

    id: str
    section: str = ""


def fingerprint(rule: str, quote: str, path: tuple[str, ...], ordinal: int) -> str:
    """A finding's id, 16 hexadecimal digits that the same rule, quote (normalised), path and ordinal give again."""
    return hashlib.sha256("\x1f".join([rule, quote, *path, str(ordinal)]).encode()).hexdigest()[:16]
