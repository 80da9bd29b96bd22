"""The format of a policy pack: requirements of a regulation or a house standard, in our own words."""

import hashlib
import re
from collections.abc import Iterator
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


MOST_REQUIREMENTS = 1000
"""Of a pack; each of them is looked for in the whole of a document, and an analysis has its time."""


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
    requirements: tuple[Requirement, ...] = Field(min_length=1, max_length=MOST_REQUIREMENTS)

    def find(self, requirement: str) -> Requirement | None:
        """The requirement with this id."""
        return next((each for each in self.requirements if each.id == requirement), None)

    @property
    def used(self) -> "PackUsed":
        """Which text of the pack this is; a field that packs have only later does not make another text of it."""
        digest = hashlib.sha256(self.model_dump_json(exclude_defaults=True).encode()).hexdigest()
        return PackUsed(pack=self.pack, version=self.pack_version, sha256=digest)


class PackUsed(Value):
    """The very text of a pack that a document was checked against; `sha256` is of its JSON, without empty fields."""

    pack: str
    version: str
    sha256: str


class Flaw(Value):
    """What keeps a pack from being used: at which place of it (keys and numbers, from the outside in), and why."""

    place: tuple[str | int, ...]
    why: str


def flaws_of(pack: Pack) -> Iterator[Flaw]:
    """What the types of a pack cannot forbid, in the order of its file."""
    if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", pack.pack):
        yield Flaw(place=("pack",), why="must be small letters and digits, joined by _, as in house_rules")
    for field in ("title", "pack_version"):
        if not getattr(pack, field).strip():
            yield Flaw(place=(field,), why="must not be empty")
    seen = set[str]()
    for number, requirement in enumerate(pack.requirements):
        for field in ("id", "requirement"):
            if not getattr(requirement, field).strip():
                yield Flaw(place=("requirements", number, field), why="must not be empty")
        if requirement.id in seen:
            yield Flaw(place=("requirements", number, "id"), why="is the id of another requirement too")
        seen.add(requirement.id)
