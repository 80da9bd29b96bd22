"""Word files with their XML shuffled at random: well-formed, and mostly not valid."""

import io
import random
import zipfile
from collections.abc import Callable

from lxml import etree

_JUNK = ("", "-1", "0", "99999999999999999999", "zz", "true", "\u0661", "none", "\ufffc", "1")


def mutated(data: bytes, chance: random.Random, changes: int = 12) -> bytes:
    """The file with some elements of its XML parts taken out, doubled, moved, renamed or given odd attributes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    likely = [name for name in trees if name.startswith("word/")] or list(trees)
    for _ in range(changes):
        root = trees[chance.choice(likely if chance.random() < 0.9 else list(trees))]
        elements = [e for e in root.iter("*") if e is not root]
        if elements:
            chance.choice(_CHANGES)(chance.choice(elements), chance.choice(elements), chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, etree.tostring(trees[name]) if name in trees else part)
    return out.getvalue()


def _remove(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def _double(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if sum(1 for _ in one.iter()) < 500:
        one.addnext(etree.fromstring(etree.tostring(one, with_tail=False)))


def _move(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    if one is not other and one not in other.iterancestors():
        other.insert(chance.randint(0, len(other)), one)


def _rename(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    one.tag = other.tag


def _alter(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    for name in list(one.attrib):
        one.set(name, chance.choice(_JUNK))


def _forget(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    for name in list(one.attrib):
        del one.attrib[name]


def _retell(one: etree._Element, other: etree._Element, chance: random.Random) -> None:
    one.text = chance.choice(_JUNK)


_CHANGES: tuple[Callable[[etree._Element, etree._Element, random.Random], None], ...] = (
    _remove,
    _double,
    _move,
    _rename,
    _alter,
    _forget,
    _retell,
)
