"""Weights of the running text that make a whole: lists of them, and sentences that name them in a row."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from domain.documents.text import Span
from domain.semantics.figures import Figure, adds_up, figure, total
from domain.semantics.passages import Passages
from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.sums import NEAR, NEAR_PLAIN, WHOLE, is_close, whole_of
from domain.semantics.understanding import Sum

_SHARE = re.compile(
    r"(?<![\w.,/-])(?:\d{1,3}(?:\.\d{1,4})?\s?(?:%|per ?cent\b)|[01]?\.\d{1,6}(?![\d%.]|\s?%)|1\.0{1,4}(?![\d.]))"
)
_WEIGHTED = re.compile(r"% weight|weight\w*:? (?:of )?\.?\d|\d ?% of the (?:score|total)|\bweight\w*\s?[:=]\s?\.?\d")
_WEIGHTS = re.compile(
    r"\b(?:weights?|weighted|weightings?|allocations?|allocated|apportioned|composed|made (?:up )?of|combined"
    r"|comprises|consists|blend|mix"
    r"|split|divided"
    r"|budgets?|quotas?|assigned|benchmark is|holds|invests|invested)\b"
)
_BOUNDS = re.compile(
    r"\b(?:between|from|minimum|maximum|min|max|caps?|capped|limit(?:s|ed)?|at least|at most|exceeds?|range|up to"
    r"|threshold|above"
    r"|below|over|under|more than|less than|drift|deviat\w+|tolerance|quantile|percentile|increased?|reduced?"
    r"|currently|was|were|fee|if|when|unless|or|floor|band)\b"
)
_MANY = 40
"""Items of a list of weights, or weights of a sentence, at the most."""


def weights_of(segments: Passages) -> tuple[Sum, ...]:
    """Every whole that listed weights should make, in document order."""
    found: list[Sum] = []
    claiming = {
        id(s.section)
        for s in segments.having(WHOLE)
        if s.kind is SegmentKind.SENTENCE and WHOLE.search(s.low) and _WEIGHTS.search(s.low)
    }
    running = (s for s in segments if s.block.cell is None and s.section.role is not Role.NOTICE)
    for (kind, _, lead), run in groupby(running, key=lambda s: (s.kind, id(s.section), s.lead)):
        passages = list(run)
        if kind is SegmentKind.ITEM:
            found += _of_list(passages, lead, claimed=id(passages[0].section) in claiming)
        elif kind is SegmentKind.SENTENCE:
            for passage in passages:
                found += _of_sentence(passage, claimed=id(passage.section) in claiming)
    return tuple(found)


def _shares(segment: Segment) -> list[tuple[re.Match[str], Figure]]:
    return [
        (match, read)
        for match in _SHARE.finditer(segment.low)
        if (read := figure(re.sub(r"per ?cent", "%", match.group()))) is not None
    ]


def _of_list(items: list[Segment], lead: str, *, claimed: bool) -> Iterator[Sum]:
    """The sum of a list that has one weight an item, where items, introduction or section say that they are weights."""
    read = [(item, _shares(item)) for item in items[:_MANY]]
    weighted = [(item, shares[0]) for item, shares in read if len(shares) == 1 and not _BOUNDS.search(item.low)]
    said = all(_WEIGHTED.search(item.low) for item, _ in weighted) or WHOLE.search(lead.lower()) is not None
    if (
        len(weighted) < 2
        or len(weighted) < len(items)
        or not (said or claimed or _WEIGHTS.search(lead.lower() or items[0].section.title.lower()))
    ):
        return
    last, (match, _) = weighted[-1]
    span = last.span(match.start(), match.end())
    yield from _sum([share for _, (_, share) in weighted], span, said=said or claimed)


def _of_sentence(segment: Segment, *, claimed: bool) -> Iterator[Sum]:
    """The sum of weights named one after the other: "weights of 40%, 35% and 30%", "50% shares, 30% bonds and 25%"
    " cash"."""
    low, shares = segment.low, _shares(segment)
    if len(shares) < 2:
        return
    if whole := WHOLE.search(low):
        shares = [(match, share) for match, share in shares if not whole.start() <= match.start() < whole.end()]
    shares = shares[:_MANY]
    speaks_of_weights = claimed or (shares and _WEIGHTS.search(low[: shares[0][0].start() + 60]))
    if len(shares) < 2 or not speaks_of_weights or _BOUNDS.search(WHOLE.sub(" ", low)):
        return
    gaps = [low[one.end() : other.start()] for (one, _), (other, _) in pairwise(shares)]
    if not all(
        re.fullmatch(r"\)?(?:[^\d.;:]{0,60},| (?:[^\d.;:]{0,60} )?and)[^\d.;:]{0,40}", gap) for gap in gaps
    ) or not (" and " in gaps[-1] or ":" in low[: shares[0][0].start()]):
        return
    last = shares[-1][0]
    bare = all(re.fullmatch(r",? (?:and )?", gap) for gap in gaps) and len(shares) > 2
    yield from _sum(
        [share for _, share in shares],
        segment.span(last.start(), last.end()),
        said=whole is not None or claimed or bare,
    )


def _sum(parts: list[Figure], span: Span, *, said: bool) -> Iterator[Sum]:
    """The whole of these weights, if they are said to make one or come near it."""
    whole = whole_of(parts, in_percent=False)
    many = len(parts) > 2 and all(part.percent for part in parts)
    if whole is None or not (said or is_close(total(parts), whole, NEAR_PLAIN if many else NEAR)):
        return
    step = max(part.step for part in parts)
    yield Sum(
        what="sum of the weights",
        span=span,
        stated=float(whole),
        computed=float(total(parts)),
        holds=adds_up(parts, whole, step),
    )
