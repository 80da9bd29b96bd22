"""Treatments: one thing that two passages treat in two ways: coupons kept as cash here, and reinvested there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment
from domain.semantics.variants import are_variants
from domain.semantics.words import content_words

_NEXT = (
    r"(?:the )?(?:next|following|subsequent|coming|upcoming) (?:[a-z-]+ ){0,2}?(?:review|rebalanc\w+|reconstitution"
    r"|reset|roll|adjustment)"
)
_AT_ONCE = (
    r"on the (?:day|date) of (?:the |its )?[a-z]+|on (?:the|that|its) (?:[a-z-]+ )?(?:effective|payment|pay|ex"
    r"|announcement|event|same|next"
    r"|following)[- ](?:[a-z]+ )?(?:date|day)|immediate(?:ly)?|at once|the same day|without delay|promptly|straight"
    r" away|on the spot"
    r"|at the (?:first|next|that|same|following) (?:[a-z]+ )?(?:close|open)|at the (?:close|open) (?:of|on) (?:the"
    r"|its) (?:first|ex|effective)\b"
    r"|on (?:its|the) (?:first|ex)[- ](?:[a-z]+ )?day|as soon as|the (?:next|following) (?:business|trading|index"
    r"|calculation) day"
)


@dataclass(frozen=True)
class _Choice:
    """What a rulebook decides once: `about` tells the passages on it, `answers` the ways, of which one can hold.

    `in_a_case` is a choice that is always said of a case ("if it is delisted"): the first condition does not set it
    apart. `subject`, if it is given, is what two passages must have in common.
    """

    topic: str
    about: re.Pattern[str]
    answers: Mapping[str, re.Pattern[str]]
    why: str
    in_a_case: bool = False
    subject: re.Pattern[str] | None = None


def _choice(
    topic: str, about: str, answers: Mapping[str, str], why: str, *, in_a_case: bool = False, subject: str = ""
) -> _Choice:
    return _Choice(
        topic,
        re.compile(rf"\b(?:{about})\b"),
        {name: re.compile(rf"\b(?:{pattern})(?!\w)") for name, pattern in answers.items()},
        why,
        in_a_case,
        re.compile(rf"\b(?:{subject})") if subject else None,
    )


_KEPT = (
    r"(?:kept|held|retained|left|stays?|remains?|accumulat\w+|parked|booked|collected|credited)(?: [a-z]+){0,2} (?:as"
    r"|in|to) (?:a )?cash(?! bond)|not (?:re)?invested|uninvested"
)
_REINVESTED = (
    r"(?<!not )(?<!un)(?:re)?invested(?! in cash)|reinvestment|(?:put|ploughed|added|flows?|go(?:es)?) back|added to"
    r" the|used to"
    r" buy|buys? more"
)
_PAID_OUT = (
    r"paid (?:out|to (?:investors|holders))|passed (?:on|through)|distributed|ignored|not (?:included|reflected"
    r"|considered|taken into"
    r" account)|disregarded"
)
_GONE = r"(?:remov|delet|exclud|dropp|taken out|leaves?|drops out|sold|replac|cancel)[a-z]*"
_KEPT_IN = (
    r"(?:remains?|stays?|kept|retained|held|not (?:be )?(?:removed|deleted|replaced|sold)|keeps its place|continues?"
    r"|carried)"
)


def _income(thing: str, about: str) -> _Choice:
    return _choice(
        f"treatment of {thing}",
        about,
        {"cash": _KEPT, "reinvested": _REINVESTED, "paid out": _PAID_OUT},
        "Income that lies as cash earns something else than what it is put back into, from the first payment on.",
    )


def _event(event: str, about: str) -> _Choice:
    return _choice(
        f"treatment of {event}",
        about,
        {
            "at once": rf"{_GONE}[^.;]{{0,60}}\b(?:{_AT_ONCE})|(?:{_AT_ONCE})[^.;]{{0,40}}\b{_GONE}",
            "at the review": rf"(?:{_KEPT_IN}|{_GONE})[^.;]{{0,60}}\b(?:until|till|up to|at|with|before|as of) {_NEXT}",
        },
        "One index is rid of it that day, the other holds it for weeks, in which its price falls most.",
        in_a_case=True,
    )


_RATED = r"(?:(?:available|agency|credit|three|two|the|its|all|issue|issuer|long-term) )*(?:ratings?|grades?)"
_CHOICES = (
    _income("coupons", r"coupons?|interest payments?"),
    _income("dividends", r"(?<!special )(?<!synthetic )(?<!extraordinary )(?:dividends?|distributions)"),
    _income(
        "redemptions", r"redemption(?: proceeds|s)?|principal repayments?|(?:matured|called|redeemed) bonds?|proceeds"
    ),
    _income("rewards", r"(?:staking |lending )?rewards?|airdrops?|forks?"),
    _event(
        "downgrades",
        r"downgrad\w+|(?:loses?|lost|losing) (?:its |their )?investment[- ]grade|(?:falls?|fell|fallen) below"
        r" investment[- ]grade|fallen angels?",
    ),
    _event("delistings", r"delist\w+|(?:ceases?|ceased|ceasing) to be (?:listed|traded)"),
    _event("insolvencies", r"bankrupt\w*|insolven\w+|defaults?|defaulted|in default"),
    _event("spin-offs", r"spin-?offs?|spun[- ]off|demerg\w+"),
    _event("takeovers", r"take-?overs?|mergers?|merged|acquired|acquisitions?|taken over|target compan(?:y|ies)"),
    _event("suspended members", r"suspended|suspensions?"),
    _event("bonds that are called", r"called|early redemption|redeemed early"),
    _choice(
        "rule for several ratings",
        r"ratings?|rated|agenc(?:y|ies)|moody's",
        {
            "the lowest": rf"(?:lowest|worst|weakest|most conservative|lower) (?:of )?{_RATED}|(?:by )?(?:all"
            rf"|each)(?: of)?(?: the)?(?: three| two)? (?:rating )?agencies",
            "the highest": rf"(?:highest|best|better|higher) (?:of )?{_RATED}|(?:at least one|any|any one|one or more"
            rf"|one) (?:of (?:the )?)?(?:three |two )?(?:rating )?(?:agenc(?:y|ies)|s&p|moody's|fitch)",
            "the middle": rf"(?:median|middle|second[- ](?:best|highest|lowest|worst)) (?:of )?{_RATED}|(?:two or"
            rf" more|at least two|two|any two|a majority|the majority|2) (?:out )?of (?:the )?(?:three |rating"
            rf" )*(?:agencies|s&p|moody's|fitch)",
            "the average": rf"(?:average|mean|composite|averaged) (?:of )?{_RATED}|{_RATED} (?:are|is) averaged",
        },
        "A bond that the agencies see differently is in for one reader and out for the other.",
        in_a_case=True,
    ),
    _choice(
        "currency hedging",
        r"hedg\w+|unhedged",
        {
            "not hedged": r"(?:is|are) (?:not|never) (?:currency[- ])?hedged|unhedged|(?:no|without(?: any)?|not)"
            r" (?:currency|fx|foreign exchange) hedg\w+",
            "hedged": r"(?:currency|currencies|fx|foreign exchange|exchange[- ]rate)(?: risks?| exposures?)?(?: (?:is"
            r"|are))? (?:fully |partly |always |entirely )?hedged|hedged (?:back )?(?:in)?to (?:the )?(?:base"
            r" currency|usd|eur|gbp|chf|jpy)",
        },
        "Hedged and unhedged returns differ by the move of the exchange rate.",
    ),
    _choice(
        "exchange rates",
        r"exchange rates?|fx rates?|converted|translated|conversion",
        {
            "WM": r"wm(?:(?:/|r| )(?:refinitiv|reuters|co|r))?|wmr|lseg|refinitiv",
            "ECB": r"ecb|european central bank",
            "BFIX": r"bfix|bloomberg",
        },
        "The fixings are of different minutes and differ on each day.",
    ),
    _choice(
        "day that takes the place of a holiday",
        r"(?:not|no) (?:be )?an? (?:[a-z-]+ ){0,2}day|holidays?|falls? on",
        {
            "before": r"(?:preceding|previous|prior|last) (?:[a-z-]+ ){0,2}day|(?:brought|moved) forward|day before",
            "after": r"(?:following|next|subsequent|first) (?:[a-z-]+ ){0,2}day|postponed|day after",
        },
        "The two days have two prices.",
        in_a_case=True,
        subject=r"rebalanc\w+|review|roll|valuation|observation|payment|fixing|calculation|publication|expiry"
        r"|selection|reset",
    ),
)
_CONDITION = re.compile(r"\b(?:if|when|where|once|should|in case|in the event|upon|whenever)\b")
_ALWAYS = re.compile(r"\b(?:if|where|when) (?:the |agency |credit )*ratings (?:differ|diverge|are split|are different)")
"""A case without which the question does not arise."""
_IN_A_CASE = re.compile(
    r"\b(?:if|when|where|once|unless|otherwise|fallback|back-?up|instead|except\w*|initially|temporar\w+"
    r"|provisional\w*|previous version"
    r"|former\w*|example|illustrat\w*|e\.g|in case|in the event|should|in exceptional|variants?|versions?|special"
    r"|extraordinary|gross"
    r"|net total|synthetic|would|not available|unavailable|missing|only (?:one|two)|(?:one|two|single) (?:agency"
    r"|agencies|ratings?)|new issues?|partial\w*)\b"
)
_KINDS = content_words(
    "new existing gross net long short large small emerging developed government corporate voluntary mandatory"
)


def _answer(choice: _Choice, low: str) -> tuple[str, tuple[int, int]] | None:
    """The one way in which a passage treats the thing, and the words that say so."""
    found = [(name, match.span()) for name, pattern in choice.answers.items() if (match := pattern.search(low))]
    return found[0] if len(found) == 1 else None


def _holds(choice: _Choice, low: str) -> bool:
    """Whether a passage holds in every case, but for the one that the choice is about."""
    low = _ALWAYS.sub("", low)
    own = _CONDITION.search(low) if choice.in_a_case else None
    return not _IN_A_CASE.search(f"{low[: own.start()]} {low[own.end() :]}" if own else low)


_Said = tuple[Segment, str, tuple[int, int]]


def _said(choice: _Choice, ir: DocumentIR) -> Iterator[_Said]:
    for segment in ir.prose.having(choice.about):
        if choice.about.search(segment.low) and _holds(choice, segment.low) and (found := _answer(choice, segment.low)):
            yield segment, *found


def _same(choice: _Choice, one: Segment, other: Segment) -> bool:
    if one is other or are_variants(one.section, other.section):
        return False
    if (content_words(one.low) ^ content_words(other.low)) & _KINDS:
        return False
    if choice.subject is None:
        return True
    first, second = (choice.subject.search(segment.low) for segment in (one, other))
    return first is not None and second is not None and first.group()[:5] == second.group()[:5]


_MOST = 20


def _two_ways(ir: DocumentIR) -> Iterator[Hit]:
    for choice in _CHOICES:
        for (one, answer, at), (other, other_answer, other_at) in combinations([*_said(choice, ir)][:_MOST], 2):
            if answer == other_answer or not _same(choice, one, other):
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
        ),
    ),
)
