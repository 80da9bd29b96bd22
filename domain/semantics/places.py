"""Places: where the numbered and titled parts of a document are, and which of them a label means."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from domain.documents.text import Span
from domain.semantics.sections import Section
from domain.semantics.segments import Segment
from domain.semantics.words import word_set

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_GENERIC = word_set(
    "document methodology specification index strategy guide rulebook policy agreement handbook manual rules"
)
"""What a document calls itself with "the" before it."""


def canonical(label: str) -> str:
    """A label in small letters, Roman numbers in digits, without marks at its end: "II." and "2" are one."""
    low = label.lower().strip(" .()").replace("-", ".")
    return str(_roman(low)) if len(low) > 1 and re.fullmatch("[ivxl]+", low) else low


def _roman(low: str) -> int:
    values = [_ROMAN[letter] for letter in low]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


@dataclass
class Places:
    """Where each part is: by kind and label ("section", "4.2"), items of lists by their full number ("4.2.b") and by
    section and label, headings by title. `title` is that of the document, `names` are what it calls itself.

    By block: `order` is its place, `paths` its full number, `sections` the section it is the heading of; `headed` has
    the headings by the path they stand under and their number. `anchors` are what links can lead to.
    """

    title: str
    names: frozenset[str] = frozenset()
    parts: dict[tuple[str, str], Span] = field(default_factory=dict)
    listed: dict[str, Span] = field(default_factory=dict)
    items: dict[tuple[Section, str], Span] = field(default_factory=dict)
    titles: dict[str, Span] = field(default_factory=dict)
    has_articles: bool = False
    paths: dict[str, str] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    headed: dict[tuple[tuple[str, ...], str], Span] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    anchors: Mapping[str, Span] = field(default_factory=dict)

    def part(self, kind: str, label: str) -> Span | None:
        """The part of this kind; a one-letter Roman number stands for its digit as well.

        Item 1 of a list in section 2 is "2.1" only where the headings do not go by such numbers.
        """
        wanted = canonical(label)
        also = str(_roman(wanted)) if wanted in ("i", "v", "x") else {"1": "i", "5": "v", "10": "x"}.get(wanted, wanted)
        found = self.parts.get((kind, wanted)) or self.parts.get((kind, also))
        if found or kind != "section" or _sibling(wanted) in self._numbers:
            return found
        return self.listed.get(wanted)

    def add(self, kind: str, label: str, span: Span) -> None:
        self.parts.setdefault((kind, canonical(label)), span)

    def item(self, segment: Segment, label: str) -> Span | None:
        """The item of the section a segment stands in, else the last before it, else the first behind it."""
        if here := self.items.get((segment.section, label)):
            return here
        if label.isalpha() and segment.section.heading and self.items.get((segment.section, "a")):
            return None  # the list that is meant is here, and has no such item
        spans = self._by_label.get(label, [])
        at = bisect_left(spans, self.order[segment.block.id], key=lambda span: self.order[span.block])
        return spans[max(0, at - 1)] if spans else None

    def held(self, holder: Span, label: str) -> Span | None:
        """The item or heading of this label within a part."""
        path, section = self.paths.get(holder.block), self.sections.get(holder.block)
        found = self.listed.get(f"{path}.{label}") or self.parts.get(("section", f"{path}.{label}")) if path else None
        if found or section is None:
            return found
        return self.items.get((section, label)) or self.headed.get((section.path, canonical(label)))

    def lists(self, holder: Span, label: str) -> bool:
        """Whether a part has items that are counted like this one: from 1, from a or from i."""
        return any(self.held(holder, first) for first in (("1",) if label.isdigit() else ("a", "i")))

    def expects(self, segment: Segment, kind: str, label: str) -> bool:
        """Whether a step, rule or item of this label should be there: others like it are."""
        first = ("1",) if label.isdigit() else ("a", "i")
        here = any(self.part(kind, one) or self.items.get((segment.section, one)) for one in first)
        return here and len(label) <= 2

    def has_beside(self, label: str) -> bool:
        """Whether there are other parts in the list a label belongs to: "4.2.a" beside "4.2.b"."""
        return _sibling(label) in self._numbers or _sibling(label) in self._lists

    def titled(self, name: str) -> Span | None:
        """The heading that has all the words of a name."""
        words = name.lower().split()
        rarest = min((self._by_word.get(word, []) for word in words), key=len, default=[])
        return next((span for known, span in rarest if known.issuperset(words)), None)

    def is_own(self, name: str) -> bool:
        """Whether a name is what this document calls itself."""
        low = name.lower()
        return (
            low in _GENERIC or low in self.names or re.search(rf"\b{re.escape(low)}\b", self.title.lower()) is not None
        )

    @cached_property
    def has_long_numbers(self) -> bool:
        """Whether sections are counted beyond 99; elsewhere such a number is that of a code of law."""
        long = {int(label) for kind, label in self.parts if kind == "section" and re.fullmatch(r"\d{3,5}", label)}
        return any({number + 1, number + 2} <= long for number in long)

    @cached_property
    def _numbers(self) -> frozenset[tuple[str, bool]]:
        return frozenset(_sibling(label) for kind, label in self.parts if kind == "section")

    @cached_property
    def _lists(self) -> frozenset[tuple[str, bool]]:
        return frozenset(_sibling(label) for label in self.listed)

    @cached_property
    def _by_label(self) -> dict[str, list[Span]]:
        found = defaultdict[str, list[Span]](list)
        for (_, label), span in self.items.items():
            found[label].append(span)
        return found

    @cached_property
    def _by_word(self) -> dict[str, list[tuple[frozenset[str], Span]]]:
        found = defaultdict[str, list[tuple[frozenset[str], Span]]](list)
        for title, span in self.titles.items():
            words = frozenset(title.split())
            for word in words:
                found[word].append((words, span))
        return found


def _sibling(label: str) -> tuple[str, bool]:
    """What the labels of one list have in common: where it stands, and whether it goes by letters."""
    parent, _, last = label.rpartition(".")
    return parent, last.isalpha()
