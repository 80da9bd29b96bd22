"""How a requirement stands by what single passages say: which of the things asked for, how, and with which figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.analysis.compliance.asked import Asked, Facet
from domain.analysis.compliance.figures import any_figure, gives
from domain.analysis.compliance.passages import best
from domain.analysis.compliance.saying import Saying, how_said
from domain.analysis.compliance.standing import MOST_EVIDENCE, Standing, at_most
from domain.analysis.compliance.text import Row, Text
from domain.analysis.compliance.vocabulary import COMMON, words_of
from domain.analysis.request import Verdict
from domain.policies.pack import Level
from domain.semantics.segments import Segment, SegmentKind

_CANDIDATES = 12
"""How many passages are weighed, besides the best for each of the things asked for."""


@dataclass(frozen=True)
class Weighed:
    """A passage, what of the things asked for it speaks of, and how it says it.

    `labelled` where it is labelled with one of them, as in "Version: 2.1".
    """

    number: int
    row: Row | None
    facets: frozenset[Facet]
    labelled: bool
    topic: frozenset[str]
    saying: Saying
    has_figure: bool
    any_figure: bool


_DENIED, _PARTLY, _FULLY = 0.25, 0.3, 0.5
"""Which share of what is asked for and spoken of passages must speak of, to deny it, to meet a part of it, or all."""
_TOPIC = 0.4
"""Which share of the words of a requirement must be there to meet it, whatever its evidence terms are."""
_SAME_WORDS = 0.7
"""Which share of them meets it where not all of the evidence terms are there: it is said in other words then."""


def weigh(asked: Asked, level: Level, text: Text, scores: Mapping[int, float]) -> Standing:
    """How a requirement stands by the passages that are worth most as its evidence."""
    about = frozenset(asked.topic) - COMMON
    families = {word: text.index.family(word) for facet in asked.facets for word in facet.words}
    weighed = [_weighed(number, asked, about, families, text) for number in _candidates(asked, scores, families, text)]
    found = _telling(weighed)
    speaking = [passage for passage in found if passage.saying >= Saying.WEAK]
    firm = [passage for passage in found if passage.saying >= (Saying.FIRM if level is Level.MUST else Saying.WEAK)]
    denying = [passage for passage in found if passage.saying is Saying.DENIED]

    def topic(passages: Iterable[Weighed]) -> float:
        covered = frozenset[str]().union(*(passage.topic for passage in passages))
        return text.index.weight(covered) / text.index.weight(about) if about else 1.0

    def share(passages: list[Weighed]) -> float:
        return (topic(passages) + len(_facets(passages)) / len(asked.facets)) / 2 if asked.facets else 0.0

    has_figure = not asked.figures or any(passage.has_figure for passage in speaking)
    lacking = tuple(facet.name for facet in asked.facets if facet not in _facets(firm))
    if not has_figure:
        lacking = (*lacking, f"figures: {asked.figures}")
    if share(denying) >= _DENIED and not any(facet.telling for facet in _facets(speaking)):
        status = Verdict.CONTRADICTED
    elif has_figure and share(firm) >= _FULLY and topic(firm) >= (_SAME_WORDS if lacking else _TOPIC):
        status, lacking = Verdict.COMPLIANT, ()
    elif share(speaking) >= _PARTLY or any(passage.labelled and passage.has_figure for passage in speaking):
        status = Verdict.PARTIAL
    else:
        status = Verdict.MISSING
    return Standing(status, at_most(text.quote(passage.number) for passage in (*found, *weighed)), lacking)


def _candidates(
    asked: Asked, scores: Mapping[int, float], families: Mapping[str, frozenset[str]], text: Text
) -> list[int]:
    """The passages worth most, and for each thing asked for the best that speaks of it."""
    chosen = best(scores, _CANDIDATES)
    for facet in asked.facets:
        having = (text.index.having(families[word]) for word in facet.words)
        chosen += best({number: scores.get(number, 0.0) for number in frozenset.intersection(*having)}, 1)
    return list(dict.fromkeys(chosen))


def _weighed(
    number: int, asked: Asked, about: frozenset[str], families: Mapping[str, frozenset[str]], text: Text
) -> Weighed:
    segment, words = text.passages[number], text.words(number)
    row = [text.passages[other] for other in text.beside(number)]

    def speaks_of(facet: Facet, words: frozenset[str]) -> bool:
        return all(not families[word].isdisjoint(words) for word in facet.words)

    facets = frozenset(facet for facet in asked.facets if speaks_of(facet, words))
    label = frozenset(words_of(_label(segment))).union(text.bodies[text.beside(number)[0]] if segment.lead else ())
    return Weighed(
        number=number,
        row=text.row(number),
        facets=facets,
        labelled=any(speaks_of(facet, label) for facet in facets),
        topic=about & words,
        saying=how_said(segment.low),
        has_figure=bool(asked.figures) and any(gives(asked.figures, cell) for cell in row),
        any_figure=bool(asked.figures) and any(map(any_figure, row)),
    )


def _label(segment: Segment) -> str:
    """What a passage is labelled with: "Version" in "Version: 2.1", or the first cell of its row."""
    before, colon, _ = segment.low.partition(":")
    if colon and len(before) <= _LONGEST_LABEL:
        return before
    return segment.lead.lower() if segment.kind is SegmentKind.CELL else ""


_LONGEST_LABEL = 40


def _telling(weighed: list[Weighed]) -> list[Weighed]:
    """The passages to quote: each speaks of something asked for, and those that add to the others come first."""
    relevant = [p for p in weighed if p.facets and (p.topic or p.labelled or any(facet.telling for facet in p.facets))]
    chosen, seen = list[Weighed](), set[Facet]()
    while relevant and len(chosen) < MOST_EVIDENCE:
        first = max(
            relevant, key=lambda p: len(p.facets - seen) + 0.5 * len(p.topic) + 0.2 * (p.has_figure + p.any_figure)
        )
        relevant = [p for p in relevant if p is not first and (not first.row or p.row != first.row)]
        chosen.append(first)
        seen |= first.facets
    return chosen


def _facets(passages: Iterable[Weighed]) -> frozenset[Facet]:
    return frozenset[Facet]().union(*(passage.facets for passage in passages))
