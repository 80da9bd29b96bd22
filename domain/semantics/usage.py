"""Usage: where a term is used."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.term_names import forms, is_acronym
from domain.semantics.words import word_set


class Use(NamedTuple):
    """Characters of a segment where a name stands; `as_written` tells whether in its own capitals."""

    segment: Segment
    start: int
    end: int
    as_written: bool


_WORD = re.compile(r"\w+")


DETERMINERS = word_set(
    "the a an each every any such all no this that these those its their our if when where where upon on in at for of"
    " following only unless until after before and or both with by from to as under not other per than whether once"
    " while since during"
)


def uses_of(segments: tuple[Segment, ...], terms: Sequence[tuple[str, ...]]) -> list[list[Use]]:
    """For each term, given by its names, where they stand; within the name of a longer term they do not."""
    index = _index(terms)
    spelled = [{form for name in names for form in _spellings(name)} for names in terms]
    found: list[list[Use]] = [[] for _ in terms]
    for segment in segments:
        for number, start, end in _matches(segment.low, index):
            words = segment.text[start:end]
            written = words in spelled[number] or words[0].lower() + words[1:] in spelled[number]
            found[number].append(Use(segment, start, end, written and not _part_of_name(segment, start, end)))
    return found


def _spellings(name: str) -> frozenset[str]:
    """Its singular and plural; a name of code is spoken of in words, too: slice_interval, "the slice interval"."""
    return forms(name) | forms(name.replace("_", " ").strip()) if "_" in name.strip("_") else forms(name)


_Index = dict[str, list[tuple[str, int]]]


def _index(terms: Sequence[tuple[str, ...]]) -> _Index:
    """The spellings of all names by their first word, in small letters, the longest first, each with its term."""
    index: _Index = defaultdict(list)
    for number, names in enumerate(terms):
        for form in {form.lower() for name in names for form in _spellings(name)}:
            if first := _WORD.search(form):
                index[first.group()].append((form[first.start() :], number))
    for spellings in index.values():
        spellings.sort(key=lambda pair: -len(pair[0]))
    return index


def _matches(low: str, index: _Index) -> Iterator[tuple[int, int, int]]:
    done = 0
    firsts = index.keys() & set(_WORD.findall(low))
    for start, word in sorted((start, first) for first in firsts for start in _places(low, first)):
        if start < done:
            continue
        for form, number in index[word]:
            end = start + len(form)
            if low.startswith(form, start) and not _goes_on(low[end : end + 1]):
                yield number, start, end
                done = end
                break


def _places(low: str, word: str) -> Iterator[int]:
    """Where a word begins, and is not a part of a longer one."""
    start = low.find(word)
    while start >= 0:
        end = start + len(word)
        if not _goes_on(low[end : end + 1]) and not (start and _goes_on(low[start - 1])):
            yield start
        start = low.find(word, end)


def _goes_on(char: str) -> bool:
    return char.isalnum() or char == "_"


def _part_of_name(segment: Segment, start: int, end: int) -> bool:
    """Whether one capitalised word is only a piece of a longer name: "Index" in "Example Index" or a title."""
    text = segment.text
    if " " in text[start:end] or not text[start].isupper() or is_acronym(text[start:end]):
        return False
    if segment.kind is SegmentKind.HEADING:
        return True
    before = text[:start].rsplit(" ", 2)[-2:] if text[:start].endswith(" ") else []
    word = before[0] if before else ""
    return word[:1].isupper() and word.isalpha() and word.lower() not in DETERMINERS
