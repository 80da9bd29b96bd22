"""Passages: segments in the order of the document; where among them a pattern may match is looked up by its words."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from string import ascii_letters
from typing import Self, TypeVar

from domain.semantics.pattern_words import DIGIT, AllOf, Condition, OneOf, condition, is_sign
from domain.semantics.segments import Segment

_FEW = 300
"""So many segments are read sooner than it is worked out which words the patterns need."""

ANY = re.compile("")
"""Matches in every segment: for what is found without a pattern."""
_ODD = re.compile("[ſıİ]")
_LETTERS = frozenset(ascii_letters + " .,'")
"""What no condition asks for by itself."""
_T = TypeVar("_T")
Finder = tuple[tuple[re.Pattern[str], ...], Callable[[Segment], Iterable[_T]]]
"""What finds something in a segment, and the patterns one of which matches in every segment that it finds some in."""
Numbers = int
"""A set of segments: the bit n is set where the n-th is one of them."""


class Passages(tuple[Segment, ...]):
    """Segments in document order: all of a document, or a part of them."""

    _whole: "Passages | None" = None
    _chosen: Numbers = -1
    """Which of the whole these are."""

    def only(self, wanted: Callable[[Segment], bool]) -> Self:
        """Those that are wanted."""
        whole = self._whole or self
        kept = {id(segment) for segment in self if wanted(segment)}
        numbers = [number for number, segment in enumerate(whole) if id(segment) in kept]
        part = type(self)(whole[number] for number in numbers)
        part._whole, part._chosen = whole, _numbers(numbers, len(whole))
        return part

    def having(self, *patterns: re.Pattern[str]) -> Iterable[Segment]:
        """In order, every segment in whose text or low text one of the patterns matches, and perhaps some others."""
        return self if len(self) < _FEW else self._at(self._may_match(patterns))

    def say(self, pattern: re.Pattern[str]) -> bool:
        """Whether the pattern matches in the low text of one of them."""
        return any(pattern.search(segment.low) for segment in self.having(pattern))

    def gather(self, finders: Iterable[Finder[_T]]) -> Mapping[Segment, list[_T]]:
        """What the finders find in each segment where they find some, in their order."""
        found = defaultdict[Segment, list[_T]](list)
        for patterns, find in finders:
            for segment in self.having(*patterns):
                found[segment] += find(segment)
        return {segment: found[segment] for segment in self if segment in found}

    def _may_match(self, patterns: Iterable[re.Pattern[str]]) -> Numbers:
        """Which of the whole that these are a part of."""
        words = (self._whole or self)._words
        found = words.always
        for pattern in patterns:
            found |= words.numbers(condition(pattern))
        return found & self._chosen

    def _at(self, numbers: Numbers) -> Iterator[Segment]:
        whole, bits = self._whole or self, f"{numbers:b}"[::-1]
        at = bits.find("1")
        while at >= 0:
            yield whole[at]
            at = bits.find("1", at + 1)

    @cached_property
    def _words(self) -> "_Words":
        return _Words(self)


class _Words:
    """Which words and signs stand in which segments."""

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        standing = defaultdict[str, list[int]](list)
        for number, segment in enumerate(segments):
            for word in segment.words:
                standing[word].append(number)
            for char in set(segment.text) - _LETTERS:
                standing[char].append(number)
        self.always = _numbers((n for n, segment in enumerate(segments) if _ODD.search(segment.text)), len(segments))
        """Those of whose letters some are the small or large ones of others in a way of their own."""
        self._size = len(segments)
        self._standing: Mapping[str, list[int]] = standing
        self._listed = tuple(standing)
        self._text = "\n".join(self._listed)
        self._starts = tuple(accumulate((len(word) + 1 for word in self._listed), initial=0))
        self._known: dict[Condition, Numbers] = {}

    def numbers(self, asked: Condition) -> Numbers:
        """The segments that a condition holds for."""
        if asked not in self._known:
            self._known[asked] = self._found(asked)
        return self._known[asked]

    def _found(self, asked: Condition) -> Numbers:
        match asked:
            case AllOf(parts):
                found = (1 << self._size) - 1
                for part in parts:
                    found &= self.numbers(part)
            case OneOf(parts):
                found = 0
                for part in parts:
                    found |= self.numbers(part)
            case str() if asked == DIGIT:
                found = 0
                for digit in filter(str.isdecimal, self._listed):
                    found |= _numbers(self._standing[digit], self._size)
            case sign if is_sign(sign):
                found = _numbers(self._standing.get(sign, ()), self._size)
            case piece:
                found = _numbers(self._with_piece(piece), self._size)
        return found

    def _with_piece(self, piece: str) -> Iterator[int]:
        """The segments with a word that the piece is in."""
        at = self._text.find(piece)
        while at >= 0:
            which = bisect_right(self._starts, at) - 1
            yield from self._standing[self._listed[which]]
            at = self._text.find(piece, self._starts[which + 1])


def _numbers(numbers: Iterable[int], size: int) -> Numbers:
    marks = bytearray(size // 8 + 1)
    for number in numbers:
        marks[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(marks, "little")
