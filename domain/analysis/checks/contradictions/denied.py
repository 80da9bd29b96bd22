"""Denied: an act that one passage rules out for good, and another lays down for the same thing."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial

from domain.analysis.checks.cases import of_other_days
from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.stated import names
from domain.semantics.variants import are_variants
from domain.semantics.words import root, word_set


@dataclass(frozen=True)
class _Act:
    """A kind of act by its verbs; `alone` is one that says by itself what is ruled out: to borrow."""

    verbs: str
    alone: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.verbs})\b")


_ACTS = (
    _Act(
        r"trad(?:e|es|ed|ing)|tak(?:e|es|ing) part|participat\w+|enter(?:s|ed|ing)?|sen[dt]s?|plac(?:e|es|ed)"
        r"|execut(?:e|es|ed)|buys?|bought|sells?|sold|rout(?:e|es|ed)|submit(?:s|ted)?|posts?|posted|joins?|used?|uses"
    ),
    _Act(r"borrow(?:s|ed|ing|ings)?", alone=True),
    _Act(r"len(?:d|ds|t|ding)", alone=True),
    _Act(r"(?:re-?)?hedg(?:e|es|ed|ing)", alone=True),
    _Act(r"replac(?:e|es|ed|ement|ements)|remov(?:e|es|ed|al)|add(?:s|ed)?|delet(?:e|es|ed|ion)|swapped"),
    _Act(
        r"chang(?:e|es|ed)|adjust(?:s|ed)?|amend(?:s|ed)?|reset(?:s)?|revis(?:e|es|ed)|correct(?:s|ed)?|restat(?:e|es|ed)"
    ),
    _Act(r"hold(?:s|ing)?|held|carr(?:y|ies|ied)|keeps?|kept|own(?:s|ed)?"),
    _Act(r"cancel(?:s|led)?|withdraw(?:s|n)?|pull(?:s|ed)?"),
    _Act(r"pa(?:y|ys|id)|distribut(?:e|es|ed)|charg(?:e|es|ed)|deduct(?:s|ed)?"),
    _Act(r"round(?:s|ed|ing)?", alone=True),
    _Act(r"rebalanc(?:e|es|ed|ing)", alone=True),
    _Act(r"estimat(?:e|es|ed)|interpolat(?:e|es|ed)"),
    _Act(r"averag(?:e|es|ed)", alone=True),
)
_NEVER = re.compile(
    r"\b(?:never|(?:does|do|will|shall|must|may|can) not|cannot|(?:is|are) (?:not"
    r"|never)(?: to be)?)\b(?P<told>[^.;:]{3,70})"
)
_NONE = re.compile(r"^\W*(?:no|none of the) (?P<told>[^.;:]{3,70})")
_QUALIFIED = re.compile(
    r"\b(?:except\w*|unless|other than|apart from|only|more than|less than|above|below|exceed\w*|if|when|where"
    r"|until|yet"
    r"|later than|necessarily|longer|otherwise|for (?:the )?purposes?|also|whose|which|that|fewer|without|before|after"
    r"|other|others|remaining|further|rest|it|they|this|then|again|alone|in full|at once|within|affect\w*"
    r"|reflect\w*|include\w*|represent\w*)\b"
)
_BETWEEN = re.compile(r"\b(?:between|during|within|outside|inside|over|throughout|on|at|in|by) (?P<when>.*)$")
_NEGATED = re.compile(
    r"\b(?:no|not|never|none|nor|neither|without|cannot|except\w*|unless|prohibit\w*|forbid\w*|forbidden|exclud\w*|variant"
    r"|version|example|previous\w*|formerly|would)\b"
)
_ITSELF = re.compile(
    r"\b(?:fund|index|strategy|algorithm|portfolio|desk|system|programme|model|router|basket|firm|we|administrator) $"
)
"""Who does nothing of the kind."""
_LIGHT = {
    root(word)
    for word in word_set(
        "take takes part use used uses make makes hold fund index strategy algorithm portfolio model desk system rule"
        " order orders new any other into from with position positions"
    )
}


def _denials(ir: DocumentIR) -> Iterator[tuple[Segment, re.Match[str], _Act, frozenset[str], frozenset[str]]]:
    """What is ruled out: the act, what it is done to, and the words for the times or places of which it is said."""
    for segment in ir.prose.having(_NEVER, _NONE):
        if segment.kind is SegmentKind.CELL or (segment.kind is SegmentKind.ITEM and segment.lead):
            continue  # an item is said of the case that its list is on
        match = _NONE.search(segment.low) or _NEVER.search(segment.low)
        if (
            match is None
            or _QUALIFIED.search(segment.low, match.start("told"))
            or _QUALIFIED.search(segment.low[: match.start()])
        ):
            continue
        told = match["told"]
        act = next((act for act in _ACTS if act.pattern.search(told)), None)
        if act is None:
            continue
        verb = act.pattern.search(told)
        when = _BETWEEN.search(told, verb.end() if verb else 0)
        before = segment.low[: match.start()] if match.re is _NEVER else ""
        of_what = act.pattern.sub(" ", f"{before} {told[: when.start()] if when else told}")
        objects = names(of_what) - _LIGHT
        times = names(when["when"]) - _LIGHT if when else frozenset[str]()
        if not objects and not act.alone:
            objects, times = times, frozenset()
        if objects or (act.alone and _ITSELF.search(before)):
            yield segment, match, act, objects, times


_OF_A_CASE = re.compile(r"[^.;]{0,50}?\b(?:in|on|at|each|every|once|upon|after|before|during|when|from|by)\b")
"""For what time or case an act is laid down, unless it is only said by whom or by what."""


@dataclass(frozen=True)
class _LaidDown:
    """The passages that have an act done, and by each name those that speak of it."""

    passages: tuple[tuple[Segment, re.Match[str], frozenset[str]], ...]
    speaking: Mapping[str, list[int]]

    def on(self, objects: frozenset[str]) -> Iterator[tuple[Segment, re.Match[str], frozenset[str]]]:
        """Those that speak of all these things."""
        lists = sorted((self.speaking.get(name, []) for name in objects), key=len)
        for number in lists[0] if lists else range(len(self.passages)):
            if objects <= self.passages[number][2]:
                yield self.passages[number]


def _laid_down(ir: DocumentIR, act: _Act) -> _LaidDown:
    found = tuple(
        (segment, match, names(segment.low))
        for segment in ir.rules.having(act.pattern)
        if segment.kind is not SegmentKind.HEADING
        and (match := act.pattern.search(segment.low))
        and not _NEGATED.search(segment.low)
    )
    speaking = defaultdict[str, list[int]](list)
    for number, (_, _, said) in enumerate(found):
        for name in said:
            speaking[name].append(number)
    return _LaidDown(found, speaking)


def _done_anyway(ir: DocumentIR) -> Iterator[Hit]:
    laid_down = cache(partial(_laid_down, ir))
    for segment, match, act, objects, times in _denials(ir):
        for other, second, said in laid_down(act).on(objects):
            of_a_case = _OF_A_CASE.match(other.low, second.end()) if times else None
            if (
                other is segment
                or times & said
                or (of_a_case and not of_a_case.group().endswith("by"))
                or of_other_days(segment.low, other.low)
                or are_variants(segment.section, other.section)
            ):
                continue
            here, there = segment.text[match.start() : match.end()].strip(), other.text[: second.end()].strip()
            yield Hit(
                title=f"Contradictory: '{here[:70]}' and '{there[-70:]}'",
                why=f"“{segment.text[:120]}” rules out what “{other.text[:120]}” lays down. One build refuses"
                " what the other does.",
                spans=(segment.span(match.start(), match.end()), other.span(second.start(), second.end())),
                suggestion=add_after(other, second.end(), f" ({to_specify(f'whether “{here}” holds here too')})"),
            )
            break


CHECKS = (
    Check(
        id="DS-CON-73",
        title="Never done by one rule, laid down by another",
        matters="What one build refuses the other does.",
        fix="State the exception where the rule is, or delete one of the two.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_done_anyway,
        bad=(
            "The fund never borrows.\n\nShort-term borrowing of up to 10% of assets may be used.",
            "The algorithm does not take part in auctions.\n\nHalf of the rest is entered into the closing auction.",
            "No member is replaced between reviews.\n\nA member that merges is replaced by the next on the list.",
        ),
        good=(
            "The fund never borrows.\n\nShares are lent to banks.",
            "The algorithm does not take part in opening auctions.\n\nHalf of the rest is entered into the closing"
            " auction.",
            "No member is replaced between reviews.\n\nMembers are replaced at each review.",
            "Prices are not rounded in interim steps.\n\nPrices are rounded half up on publication.",
            "Dividends are not paid in cash.\n\nDividends are paid in new shares.",
            "No member is replaced between reviews, except after a merger.\n\nA member that merges is replaced.",
        ),
    ),
)
