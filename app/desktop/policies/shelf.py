"""What the window of the packs works on: packs, documents, and the texts that are being written."""

from dataclasses import dataclass

from app.packs import BadPack, PackProblem, pack_text, read_pack
from app.usecases.drafts import drafts_of
from app.usecases.library import library
from app.usecases.policies import PackEntry, known_packs
from app.usecases.ports.services import Services
from app.usecases.ports.store import DocumentEntry
from domain.policies.pack import Pack
from domain.policies.repository import THE_REPOSITORY

NEW = ""
"""The name of the pack that is new and not saved yet."""

_TEMPLATE = """\
pack: house_rules
title: Rules of our house
jurisdiction: ''
source: ''
pack_version: '1.0'
requirements:
- id: HOUSE-1
  citation: ''
  requirement: The document names who may change it.
  level: MUST
  evidence:
    terms:
    - change
    - approve
    numbers: null
  typical_deficiency: ''
  verify: false
"""


@dataclass(frozen=True)
class Shelf:
    """All packs, the documents a requirement can be tried on, and what was typed and not saved, by draft."""

    entries: tuple[PackEntry, ...]
    documents: tuple[DocumentEntry, ...]
    drafts: dict[str, str]


@dataclass(frozen=True)
class Written:
    """What a text amounts to: a pack, or what is wrong with it."""

    text: str
    pack: Pack | None
    problems: tuple[PackProblem, ...] = ()


def draft_of(name: str) -> str:
    """Under which name the text of a pack is kept while it is written."""
    return f"pack:{name}"


def read_shelf(s: Services) -> Shelf:
    """The shelf as it stands."""
    return Shelf(known_packs(s), library(s), drafts_of(s, THE_REPOSITORY))


def written(text: str) -> Written:
    """What a text amounts to."""
    try:
        return Written(text, read_pack(text, "The text"))
    except BadPack as bad:
        return Written(text, None, bad.problems)


def first_text(copied: Pack | None) -> str:
    """What a new pack begins with: an example, or the copy of another one under a name of its own."""
    if copied is None:
        return _TEMPLATE
    renamed = {"pack": f"our_{copied.pack}", "title": f"{copied.title} (our version)", "pack_version": "1.0"}
    return pack_text(copied.model_copy(update=renamed))
