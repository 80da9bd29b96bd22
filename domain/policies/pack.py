"""The format of a policy pack: requirements of a regulation or a house standard, in our own words."""

from enum import StrEnum

from pydantic import ConfigDict, Field

from domain.kernel import Value


class Level(StrEnum):
    MUST = "MUST"
    SHOULD = "SHOULD"
    MAY = "MAY"


class EvidenceHint(Value):
    """What a passage that meets the requirement would say; `numbers` describes figures it would give."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    terms: tuple[str, ...] = ()
    numbers: str | None = None


class Requirement(Value):
    """One requirement. `verify` marks wording that still has to be checked against the official text."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    citation: str = ""
    requirement: str
    level: Level
    category: str = ""
    evidence: EvidenceHint = EvidenceHint()
    typical_deficiency: str = ""
    verify: bool = False


class Pack(Value):
    """A policy pack as its YAML file states it."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    pack: str
    title: str
    jurisdiction: str = ""
    source: str = ""
    pack_version: str
    requirements: tuple[Requirement, ...] = Field(min_length=1)
