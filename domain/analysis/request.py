"""What an engine is asked and what it answers: plain values that can cross a process or a network."""

from dataclasses import dataclass
from enum import StrEnum

from domain.analysis.finding import Observation
from domain.analysis.rulings import RulingUsed
from domain.documents.text import Block, Span
from domain.kernel import Value
from domain.policies.pack import Pack


class EngineInfo(Value):
    """Who answered."""

    name: str
    version: str


@dataclass(frozen=True)
class AnalysisRequest:
    """One imported revision, the packs it is checked against and the rulings on the checks, in the revision's words.

    Where it is answered an engine is given what it may read of it (see asking).
    """

    title: str
    blocks: tuple[Block, ...]
    packs: tuple[Pack, ...] = ()
    rulings: tuple[RulingUsed, ...] = ()
    policies_only: bool = False
    """Whether only the packs are asked about, and no check runs."""
    understanding: bytes = b""
    """What is understood of it, as JSON, where that is known: who only passes it on need not decode it."""


class Verdict(StrEnum):
    COMPLIANT = "compliant"
    PARTIAL = "partial"
    MISSING = "missing"
    CONTRADICTED = "contradicted"
    NOT_THIS_DOCUMENT = "not-this-document"


class PolicyVerdict(Value):
    """How a requirement stands: at most three passages of evidence, out of `searched` passages looked at.

    `lacking` says in plain words what is asked for and was not found.
    """

    pack: str
    requirement: str
    status: Verdict
    evidence: tuple[Span, ...] = ()
    lacking: tuple[str, ...] = ()
    searched: int


class Inventory(Value):
    """How much a document has of what an implementer needs, in counts alone, no word of it.

    `valued` parameters are given, `worked` examples can be computed again; `example_sections` tell one at least.
    """

    formulas: int
    parameters: int
    valued: int
    sources: int
    fields: int
    fallbacks: int
    calendars: int
    cut_offs: int
    zoned: int
    frequencies: int
    worked: int
    example_sections: int


class AnalysisResult(Value):
    """An engine's answer."""

    observations: tuple[Observation, ...]
    policies: tuple[PolicyVerdict, ...] = ()
    inventory: Inventory | None = None


READING = "reading sections, terms and formulas"
"""The first step of an analysis."""


class Progress(Value):
    """How far a long task has come, in steps of its own, and the plain words for what it is doing."""

    done: int
    total: int
    step: str
