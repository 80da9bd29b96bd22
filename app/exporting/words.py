"""What has to change in a text to make another of it, word by word."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, takewhile

_NUMBER = r"\d+(?:[.,]\d+)*"  # with its separators
_WORD, _FLAG, _SPACES = r"\w+", "[\U0001f1e6-\U0001f1ff]{2}", r"[^\S\n\t]+"
_TOKEN = re.compile(f"(?s){_NUMBER}|{_WORD}|{_FLAG}|{_SPACES}|.")
_JOINERS = "\u200c\u200d"
_TO_THE_LEFT = re.compile(f"[{_JOINERS}\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""What belongs to the sign before it, beside accents: joiners, colours of skin, and the letters of a flag."""
_MAX_COMPARED = 250_000
"""Pairs of tokens, about 500 on each side: repeated words make the comparison cubic, and this many take a second."""
_IN_A_ROW = (8, 3, 1)
"""So many tokens that stand once in either of two long texts are where the two are held together."""
_ISLAND = 2
"""As many common words between two changes are left standing; fewer read worse than one larger change."""


_Difference = tuple[int, int, int, int]
"""Where tokens of the old text begin and end, and those of the new one that come in their place."""


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
    before, after = _tokens(old), _tokens(new)
    offsets = [0, *accumulate(map(len, before))]

    def stands(first: int, last: int) -> bool:
        words = sum(token[0].isalnum() for token in before[first:last])
        return words >= _ISLAND or any(at in fixed for at in range(offsets[first], offsets[last]))

    found: list[tuple[int, int, int, int]] = []
    for i, j, k, m in _differences(before, after, _IN_A_ROW):
        if found and not stands(found[-1][1], i):
            found[-1] = (found[-1][0], j, found[-1][2], m)
        else:
            found.append((i, j, k, m))
    return [Change(offsets[i], offsets[j], "".join(after[k:m])) for i, j, k, m in found]


def _tokens(text: str) -> list[str]:
    """The words and signs of a text; no sign is parted that is written with several characters."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if found and _belongs(token, found[-1]):
            found[-1] += token
        else:
            found.append(token)
    return found


def _belongs(token: str, before: str) -> bool:
    if _is_accent(token[0]) or _TO_THE_LEFT.match(token):
        return before not in ("\n", "\t")
    if before[-1] == "\u200d":
        return True
    return token[0].isalnum() and before[0].isalnum() and (_is_accent(before[-1]) or before[-1] in _JOINERS)


def _is_accent(character: str) -> bool:
    return character > "\u02ff" and unicodedata.category(character)[0] == "M"


def common(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs of alike begin them."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _differences(before: Sequence[str], after: Sequence[str], in_a_row: Sequence[int]) -> Iterator[_Difference]:
    """What differs but for a common beginning and end; passages they have in common part long texts."""
    head = common(zip(before, after, strict=False))
    tail = common(zip(reversed(before[head:]), reversed(after[head:]), strict=False))
    before, after = before[head : len(before) - tail], after[head : len(after) - tail]
    if not before and not after:
        return
    if len(before) * len(after) <= _MAX_COMPARED:
        opcodes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        yield from ((i + head, j + head, k + head, m + head) for tag, i, j, k, m in opcodes if tag != "equal")
    elif not in_a_row:
        yield head, head + len(before), head, head + len(after)
    else:
        i = k = 0
        for j, m in [*_held_together(before, after, in_a_row[0]), (len(before), len(after))]:
            for a, b, c, d in _differences(before[i:j], after[k:m], in_a_row[1:]):
                yield a + i + head, b + i + head, c + k + head, d + k + head
            i, k = j, m


def _held_together(before: Sequence[str], after: Sequence[str], length: int) -> list[tuple[int, int]]:
    """Where passages of this many tokens begin that stand once in either text: most of them, in the order of both."""
    places = dict(_single(after, length))
    pairs = [(at, places[passage]) for passage, at in _single(before, length) if passage in places]
    ends: list[int] = []  # of the shortest last place of an increasing row, by its length
    last: list[int] = []
    previous: list[int | None] = []
    for number, (_, place) in enumerate(pairs):
        row = bisect_left(ends, place)
        previous.append(last[row - 1] if row else None)
        ends[row : row + 1], last[row : row + 1] = [place], [number]
    found: list[tuple[int, int]] = []
    at = last[-1] if last else None
    while at is not None:
        found.append(pairs[at])
        at = previous[at]
    return found[::-1]


def _single(tokens: Sequence[str], length: int) -> Iterator[tuple[tuple[str, ...], int]]:
    passages = list(zip(*(tokens[start:] for start in range(length)), strict=False))
    times = Counter(passages)
    return ((passage, at) for at, passage in enumerate(passages) if times[passage] == 1)
