"""Patterns: no alternative is dead because a word boundary stands behind a mark."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from re import _constants, _parser

import pytest

import domain.analysis.checks
import domain.semantics

PATTERNS = {
    f"{module.name}.{name}": value
    for package in (domain.semantics, domain.analysis.checks)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    for name, value in vars(importlib.import_module(module.name)).items()
    if isinstance(value, re.Pattern)
}
Node = tuple[object, object]


def inner(node: Node) -> list[list[Node]]:
    match node:
        case (_constants.BRANCH, (_, alternatives)):
            return list(alternatives)
        case (
            _constants.SUBPATTERN | _constants.MAX_REPEAT | _constants.MIN_REPEAT | _constants.ASSERT,
            (*_, content),
        ):
            return [content]
    return []


def last_literals(node: Node) -> Iterator[str]:
    """The literal characters that a node can end in; alternatives of one character each are parsed as a set."""
    match node:
        case (_constants.LITERAL, code):
            yield chr(code)
        case (_constants.IN, members) if all(kind is _constants.LITERAL for kind, _ in members):
            yield from (chr(code) for _, code in members)
    for nodes in inner(node) if node[0] is not _constants.ASSERT else ():
        for last in reversed(nodes):
            yield from last_literals(last)
            if not (last[0] is _constants.MAX_REPEAT and last[1][0] == 0):
                break


def dead(nodes: Iterable[Node]) -> Iterator[str]:
    """The marks that a word boundary stands directly behind: only a word could follow it there."""
    nodes = list(nodes)
    for before, node in zip([None, *nodes], nodes, strict=False):
        if before and node == (_constants.AT, _constants.AT_BOUNDARY):
            yield from (char for char in last_literals(before) if not re.match(r"\w", char))
        for content in inner(node):
            yield from dead(content)


@pytest.mark.parametrize("pattern", [r"(?:a|b:)\b", r"(?:a|b:?)\b", r"(?=c(?:a|\()\b)", r"(?P<x>u\.)\b"])
def test_a_dead_alternative_is_seen(pattern: str) -> None:
    assert list(dead(_parser.parse(pattern)))


@pytest.mark.parametrize("name", PATTERNS)
def test_no_word_boundary_stands_behind_a_mark(name: str) -> None:
    assert list(dead(_parser.parse(PATTERNS[name].pattern, PATTERNS[name].flags))) == []
