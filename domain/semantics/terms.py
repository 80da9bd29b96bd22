"""Terms: what a document defines, and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from domain.documents.text import Span
from domain.semantics.defining import passages_of
from domain.semantics.formulas import Formula
from domain.semantics.identifying import identified
from domain.semantics.meanings import Passage
from domain.semantics.segments import Segment
from domain.semantics.term_names import term_key
from domain.semantics.term_tables import tabled
from domain.semantics.undefined import undefined
from domain.semantics.understanding import Parameter, Term
from domain.semantics.usage import Use, uses_of

_INDEX = re.compile(r"(?:_\{?[a-z](?:,?[a-z])?(?:-1)?\}?|\([a-z](?:-1)?\)|\[[a-z](?:-1)?\])$")
_JOINTS = re.compile(r"[\s_{}\\-]+")


@lru_cache(maxsize=1 << 14)  # the same names are asked for over and over
def key(name: str) -> str:
    """What two spellings of a name have in common: no case, no index, no brackets, no plural."""
    low = _JOINTS.sub(" ", _INDEX.sub("", name.strip(" *`$\\\"'"))).strip().lower().removeprefix("the ")
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def terms_of(
    segments: tuple[Segment, ...], title: str, parameters: tuple[Parameter, ...], formulas: tuple[Formula, ...]
) -> tuple[Term, ...]:
    """Every defined term, and then every phrase that is used as one without being defined, as they first come.

    A parameter needs no definition beside its value, and what a formula gives none beside the formula.
    """
    order = {id(segment): number for number, segment in enumerate(segments)}

    def in_order(passages: Iterable[Passage]) -> list[Passage]:
        return sorted(passages, key=lambda p: (order[id(p.segment)], p.start))

    found = _merged(in_order((*passages_of(segments), *tabled(segments))))
    defined = {term_key(name) for entry in found for name in entry.names}
    found += _first_only(p for p in in_order(identified(segments)) if term_key(p.name) not in defined)
    known = [*(name for entry in found for name in entry.names), *(name for p in parameters for name in p.names)]
    missing = undefined(segments, title, [*known, *(formula.left.replace("_", " ") for formula in formulas)])
    uses = uses_of(segments, [entry.names for entry in found] + [(name,) for name in missing])
    terms = [entry.term(places) for entry, places in zip(found, uses, strict=False)]
    for name, places in zip(missing, uses[len(found) :], strict=True):
        if spans := _spans(use for use in places if use.as_written):
            terms.append(Term(name=name, uses=spans))
    return tuple(terms)


def _first_only(passages: Iterable[Passage]) -> list["_Entry"]:
    """One entry for each name, with the first of its passages: to say again who somebody is defines nothing twice."""
    first: dict[str, Passage] = {}
    for passage in passages:
        first.setdefault(term_key(passage.name), passage)
    return [_Entry([passage]) for passage in first.values()]


def _spans(uses: Iterable[Use]) -> tuple[Span, ...]:
    return tuple(use.segment.span(use.start, use.end) for use in uses)


@dataclass
class _Entry:
    """A term as its passages are brought together."""

    passages: list[Passage]

    @property
    def names(self) -> tuple[str, ...]:
        spelled = {term_key(name): name for p in reversed(self.passages) for name in reversed((p.name, *p.aliases))}
        return tuple(reversed(spelled.values()))

    def term(self, uses: Iterable[Use]) -> Term:
        name, *aliases = self.names
        defining = [p for p in self.passages if not p.borrowed] or self.passages[:1]
        named = {id(passage.named) for passage in self.passages}
        outside = [
            use
            for use in uses
            if id(use.segment) not in named and not any(_within(use, passage) for passage in self.passages)
        ]
        return Term(
            name=name,
            aliases=tuple(aliases),
            meaning=(defining[0].meaning or name).strip().rstrip(";,"),
            definitions=tuple(p.segment.span(p.start, p.end or None) for p in defining),
            # a name with capitals is looked for as it is written; where it is never used so, in any case
            uses=_spans([use for use in outside if use.as_written] or outside),
        )


def _within(use: Use, passage: Passage) -> bool:
    inside = passage.start <= use.start and (use.end <= passage.end or not passage.end)
    return use.segment is passage.segment and inside


def _also(passage: Passage, other: Passage) -> Passage:
    """A passage with the further names that another of its sentence gives."""
    known = {term_key(name) for name in (passage.name, *passage.aliases)}
    more = tuple(name for name in (other.name, *other.aliases) if term_key(name) not in known)
    return replace(passage, aliases=(*passage.aliases, *more)) if more else passage


def _merged(passages: Iterable[Passage]) -> list[_Entry]:
    """One entry for each name; what is defined under an alias of a term is that term."""
    by_name: dict[str, _Entry] = {}
    entries: list[_Entry] = []
    for passage in passages:
        names = [term_key(name) for name in (passage.name, *passage.aliases)]
        entry = next((by_name[name] for name in names if name in by_name), None)
        if entry is None:
            entry = _Entry([])
            entries.append(entry)
        here = next((at for at, p in enumerate(entry.passages) if p.segment is passage.segment), None)
        if here is None:
            entry.passages.append(passage)
        else:
            entry.passages[here] = _also(entry.passages[here], passage)
        by_name.update(dict.fromkeys(names, entry))
    return entries
