"""Treatments: one thing that two passages treat in two ways: coupons kept as cash here, and reinvested there."""

import re
from collections.abc import Iterator
from itertools import combinations

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.checks.contradictions.choices import CHOICES, Choice
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment
from domain.semantics.variants import are_variants
from domain.semantics.words import content_words

_CONDITION = re.compile(r"\b(?:if|when|where|once|should|in case|in the event|upon|whenever)\b")
_ALWAYS = re.compile(r"\b(?:if|where|when) (?:the |agency |credit )*ratings (?:differ|diverge|are split|are different)")
"""A case without which the question does not arise."""
_IN_A_CASE = re.compile(
    r"\b(?:if|when|where|once|unless|otherwise|fallback|back-?up|instead|except\w*|initially|temporar\w+"
    r"|provisional\w*|previous version"
    r"|former\w*|example|illustrat\w*|e\.g|in case|in the event|should|in exceptional|variants?|versions?|special"
    r"|extraordinary|gross"
    r"|net total|synthetic|would|not available|unavailable|missing|only (?:one|two)|(?:one|two|single) (?:agency"
    r"|agencies|ratings?)|new issues?|partial\w*"
    r"|unscheduled|unforeseen|so lost|(?:is|are) lost|scheduled day on which)\b"
)
_KINDS = content_words(
    "new existing gross net long short large small emerging developed government corporate voluntary mandatory"
)


def _answer(choice: Choice, low: str) -> tuple[str, tuple[int, int]] | None:
    """The one way in which a passage treats the thing, and the words that say so."""
    found = [(name, match.span()) for name, pattern in choice.answers.items() if (match := pattern.search(low))]
    return found[0] if len(found) == 1 else None


def _holds(choice: Choice, low: str, at: tuple[int, int]) -> bool:
    """Whether a passage holds in every case, but for the one that the choice is about."""
    own = [match.span() for match in (choice.about.search(low), *_ALWAYS.finditer(low)) if match] + [at]
    rest = low
    for start, end in own:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    first = _CONDITION.search(rest) if choice.in_a_case else None
    return not _IN_A_CASE.search(f"{rest[: first.start()]} {rest[first.end() :]}" if first else rest)


_Said = tuple[Segment, str, tuple[int, int]]


def _said(choice: Choice, ir: DocumentIR) -> Iterator[_Said]:
    for segment in ir.prose.having(choice.about):
        found = _answer(choice, segment.low) if choice.about.search(segment.low) else None
        if found and _holds(choice, segment.low, found[1]):
            yield segment, *found


def _same(choice: Choice, first: _Said, second: _Said) -> bool:
    (one, _, at), (other, _, other_at) = first, second
    if one is other or are_variants(one.section, other.section):
        return False
    words = [content_words(f"{s.low[: at[0]]} {s.low[at[1] :]}") for s, at in ((one, at), (other, other_at))]
    if (words[0] ^ words[1]) & _KINDS:
        return False
    if choice.subject is None:
        return True
    subjects = [choice.subject.search(segment.low) for segment in (one, other)]
    return None not in subjects and len({subject.group()[:5] for subject in subjects if subject}) == 1


_MOST = 20


def _two_ways(ir: DocumentIR) -> Iterator[Hit]:
    for choice in CHOICES:
        for first, second in combinations([*_said(choice, ir)][:_MOST], 2):
            (one, answer, at), (other, other_answer, other_at) = first, second
            if answer == other_answer or not _same(choice, first, second):
                continue
            here, there = one.text[slice(*at)], other.text[slice(*other_at)]
            yield Hit(
                title=f"Contradictory {choice.topic}: '{here}' and '{there}'",
                why=f"“{one.text[:120]}” and “{other.text[:120]}” cannot both be followed. {choice.why}",
                spans=(one.span(*at), other.span(*other_at)),
                suggestion=replace(other, *other_at, to_specify(f"{here}, or {there}")),
            )
            break


CHECKS = (
    Check(
        id="DS-CON-33",
        title="One thing, treated in two ways",
        matters="Each of two readers follows the passage he read last.",
        fix="Decide for one treatment, or say in which case each of the two holds.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_two_ways,
        bad=(
            "Coupons are kept as cash up to the next review.\n\nCoupons are reinvested in the paying bond.",
            "Dividends are not reinvested.\n\nDividends are reinvested on the ex-date.",
            "A bond that loses its investment grade status is taken out on the day of the downgrade.\n\nDowngraded"
            " bonds remain in the index until the next quarterly review.",
            "Bonds are rated investment grade by two or more of S&P, Moody's and Fitch.\n\nThe lowest of the three"
            " agency ratings decides.",
            "If a share is delisted, it is removed immediately.\n\nDelisted shares are removed at the next review.",
            "Foreign exchange risk is fully hedged.\n\nReturns are translated at spot rates, without any currency"
            " hedge.",
            "Prices are converted at WM/Refinitiv rates.\n\nIncome is converted at the ECB reference rate.",
            "If the rebalancing day is not a trading day, the next trading day is used.\n\nIf a rebalancing falls on a"
            " holiday, it takes place on the preceding trading day.",
        ),
        good=(
            "Coupons are kept as cash and reinvested at the next review.\n\nCoupons are reinvested at the review.",
            "Coupons are kept as cash up to the next review.\n\nDividends are reinvested in the paying share.",
            "A downgraded bond is taken out on the day of the downgrade.\n\nSuspended bonds remain in the index until"
            " the"
            " next review.",
            "The lowest of the agency ratings decides.\n\nBonds whose lowest rating is below BBB- are excluded.",
            "Prices are converted at WM/Refinitiv rates.\n\nIf they are missing, amounts are converted at ECB rates.",
            "If the rebalancing day is not a trading day, the next trading day is used.\n\nIf a payment date falls on a"
            " holiday, it is moved to the preceding trading day.",
            "Dividends are reinvested on the ex-date.\n\nSpecial dividends are held in cash.",
            "Dividends are not reinvested.\n\nIn the total return variant, dividends are reinvested on the ex-date.",
            "# 1. Rebalancing\n\nIf the third Friday is not a business day, the rebalancing takes place on the"
            " business day before.\n\n# 2. Disruption\n\nA scheduled day on which no session is held is not a"
            " business day, and a rebalancing so lost moves to the next business day.",
        ),
    ),
)
