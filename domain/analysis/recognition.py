"""Recognising what was found before: a finding keeps its id, and so its decision, as long as its words stay.

A new number before the clause or a new heading above it changes nothing in what was found.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from enum import IntEnum
from typing import TypeVar

from domain.analysis.finding import Finding, Observation
from domain.documents.matching import normalised
from domain.semantics.sections import unnumbered

_Key = TypeVar("_Key", int, str)

_CLAUSE_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})+[.)]?|\d{1,3}[.)]|\([a-z\d]{1,3}\)|[a-z]\))\s+(?=[A-Z“\"])")
"""A number as an author types it before a clause: a sentence begins behind it ("2.5 million" has none)."""


def recognised(seen: Sequence[tuple[Observation, str]], known: Iterable[Finding]) -> dict[int, str]:
    """The ids that observations keep, by their numbers in `seen`, which gives each with its printed heading.

    What one rule says of the same words is the same. Where it says so several times, the place and the heading tell
    which is which; where all the headings are new their order does, unless there are more or fewer of them now.
    """
    now = dict(enumerate(_marks(observation, printed) for observation, printed in seen))
    before = {finding.id: _marks(finding, finding.section) for finding in known}
    kept = dict[int, str]()
    for mark in _Mark:
        ids_by, numbers_by = _by_mark(before, mark), _by_mark(now, mark)
        for value, numbers in numbers_by.items():
            ids = ids_by.get(value, [])
            if mark is _Mark.WORDS and len(ids) != len(numbers):
                continue
            for number, id in zip(numbers, ids, strict=False):
                kept[number] = id
                del now[number], before[id]
    return kept


class _Mark(IntEnum):
    """What a finding is recognised by, the surest first: its words, and what tells it from others with the same."""

    PLACE = 0
    HEADING = 1
    TITLE = 2
    WORDS = 3


def _marks(observation: Observation, printed: str) -> tuple[Hashable, ...]:
    quote = observation.spans[0].quote if observation.spans else observation.title
    words = observation.policy or observation.rule, normalised(_CLAUSE_NUMBER.sub("", quote, count=1))
    place = observation.spans[:1], observation.heading
    return (words, place, printed), (words, printed), (words, unnumbered(printed)), words


def _by_mark(marks: Mapping[_Key, tuple[Hashable, ...]], mark: _Mark) -> Mapping[Hashable, list[_Key]]:
    found = defaultdict[Hashable, list[_Key]](list)
    for key, values in marks.items():
        found[values[mark]].append(key)
    return found
