"""The format of a policy pack: requirements of a regulation or a house standard, in our own words."""

import hashlib
from enum import StrEnum

from pydantic import Field

from domain.kernel import Value


class Level(StrEnum):
    MUST = "MUST"
    SHOULD = "SHOULD"
    MAY = "MAY"


class EvidenceHint(Value):
    """What a passage that meets the requirement would say; `numbers` describes figures it would give."""

    terms: tuple[str, ...] = ()
    numbers: str | None = None


class Requirement(Value):
    """One requirement. `verify` marks wording that still has to be checked against the official text."""

    id: str
    citation: str = ""
    requirement: str
    level: Level
    category: str = ""
    evidence: EvidenceHint = EvidenceHint()
    typical_deficiency: str = ""
    verify: bool = False
    checked: str = ""
    note: str = ""


class Pack(Value):
    """A policy pack as its YAML file states it, with what it says of its own making."""

    pack: str
    title: str
    jurisdiction: str = ""
    basis: str = ""
    source: str = ""
    pack_version: str
    compiled: str = ""
    language: str = ""
    wording: str = ""
    status: str = ""
    requirements: tuple[Requirement, ...] = Field(min_length=1)

    @property
    def used(self) -> "PackUsed":
        """Which text of the pack this is."""
        digest = hashlib.sha256(self.model_dump_json().encode()).hexdigest()
        return PackUsed(pack=self.pack, version=self.pack_version, sha256=digest)


class PackUsed(Value):
    """The very text of a pack that a document was checked against; `sha256` is of its JSON."""

    pack: str
    version: str
    sha256: str
