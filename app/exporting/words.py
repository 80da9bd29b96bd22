"""What has to change in a text to make another of it, word by word."""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, takewhile

# A number with its separators is one word, and so is a letter with the accents that follow it.
_TOKEN = re.compile(r"(?s)\d+(?:[.,]\d+)*|[\w\u0300-\u036f]+|\s+|.")
_MAX_COMPARED = 250_000
"""Pairs of tokens, about 500 on each side: repeated words make the comparison cubic, and this many take a second."""
_ISLAND = 2
"""As many common words between two changes are left standing; fewer read worse than one larger change."""


@dataclass(frozen=True)
class Change:
    """Characters start..end of the old text become `text`."""

    start: int
    end: int
    text: str


def changes(old: str, new: str, fixed: Container[int] = ()) -> list[Change]:
    """The changes, in whole words, that make the new text of the old one, in order.

    Common text that holds a character at one of the `fixed` offsets of the old text is never taken into a change.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _common(zip(before, after, strict=False))
    tail = _common(zip(reversed(before[head:]), reversed(after[head:]), strict=False))
    before_inside, after_inside = before[head : len(before) - tail], after[head : len(after) - tail]
    offsets = [0, *accumulate(map(len, before))]

    def stands(first: int, last: int) -> bool:
        words = sum(token[0].isalnum() for token in before[first:last])
        return words >= _ISLAND or any(at in fixed for at in range(offsets[first], offsets[last]))

    found: list[tuple[int, int, int, int]] = []
    for i, j, k, m in _differences(before_inside, after_inside):
        start, end = i + head, j + head
        if found and not stands(found[-1][1], start):
            found[-1] = (found[-1][0], end, found[-1][2], m + head)
        else:
            found.append((start, end, k + head, m + head))
    return [Change(offsets[i], offsets[j], "".join(after[k:m])) for i, j, k, m in found]


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _differences(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int, int, int]]:
    if not before and not after:
        return []
    if len(before) * len(after) > _MAX_COMPARED:
        return [(0, len(before), 0, len(after))]
    opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(i, j, k, m) for tag, i, j, k, m in opcodes if tag != "equal"]
