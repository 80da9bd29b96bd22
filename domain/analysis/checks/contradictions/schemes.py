"""Schemes: how often, by what weight and at which price, said in two ways that are far apart in the text."""

import re
from collections.abc import Iterator
from itertools import combinations

from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.members import CLASS, class_of, may_be_one
from domain.semantics.sections import Role
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.variants import are_variants
from domain.semantics.words import content_words

_MOST = 30
_PER_YEAR = (
    (re.compile(r"semi-?annual|half-?year|six months|twice a year|twice yearly|two times a year"), 2),
    (re.compile(r"bi-?week|fortnight|two weeks"), 26),
    (re.compile(r"bi-?month|two months"), 6),
    (re.compile(r"annual|year"), 1),
    (re.compile(r"quarter|three months"), 4),
    (re.compile(r"month"), 12),
    (re.compile(r"week|(?:mon|tues|wednes|thurs|fri)day"), 52),
    (re.compile(r"dail|day"), 250),
    (re.compile(r"hour"), 2000),
    (re.compile(r"minute"), 100_000),
    (re.compile(r"second|tick|real-?time|continuous"), 5_000_000),
)
_OFTEN = (
    r"(?:real-?time|hourly|daily|weekly|bi-?weekly|fortnightly|monthly|bi-?monthly|quarterly|semi-?annual(?:ly)?"
    r"|half-?yearly|annual(?:ly)?|yearly)"
)
_EVERY = (
    rf"(?:{_OFTEN}|(?:every|each|once (?:a|per|every)|twice a|per) (?:trading |business |calendar |index |\d+"
    rf" )?(?:six months|three months|two weeks"
    r"|seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?)|every (?:mon|tues|wednes|thurs|fri)day|on"
    r" (?:mon|tues|wednes|thurs|fri)days"
    r"|continuously|(?:of|in) (?:the|each|every) (?:calendar )?(?:week|month|quarter|half-?year|year))"
)
_ACT = r"(?:reviews?|rebalanc(?:e|ing)|reconstitutions?|re-?weighting|resets?|rolls?|recalibrations?|re-?rankings?)"
_DONE = (
    r"(?:reviewed|rebalanced|reconstituted|re-?weighted|reset|rolled|recalibrated|re-?ranked|calculated|computed"
    r"|published|disseminated)"
)
_TIMED = re.compile(
    rf"\b(?P<often>{_OFTEN}) (?:index |portfolio |regular |scheduled |ordinary |composition |basket )?(?P<act>{_ACT})\b"
    rf"|\b(?P<done>{_DONE}) (?:and [a-z]+ |only |once |again )?(?:[a-z0-9:]+ ){{0,11}}?(?P<every>{_EVERY})\b"
)
_OF_ELSE = re.compile(
    r"\b(?:methodolog\w+|rule-?books?|polic(?:y|ies)|documents?|models?|parameters?|limits?|committees?|governance"
    r"|board|audit\w*|fees?|lists?"
    r"|benchmarks?|universe|data|reports?|controls?|backups?|access|risk|performance|full|partial|light|extraordinary"
    r"|ad[- ]hoc|interim|main"
    r"|intermediate|additional|fast|closing|official|indicative|intraday|delayed|volatilit\w+|sectors?"
    r"|classifications?|corrections?"
    r"|if|unless|except|instead|compliance|ranking|scores?|signals?|covariance|beta|hedge|free[- ]float|shares"
    r" outstanding|test\w*|code|plans?"
    r"|thresholds?|weights? and|factors?|strateg(?:y|ies)|estimat\w+|correlations?|roll weights?)\b"
)
_ROOTS = {
    "revi": "review",
    "reba": "rebalancing",
    "re-b": "rebalancing",
    "reco": "reconstitution",
    "re-w": "reweighting",
    "rewe": "reweighting",
    "rese": "reset",
    "roll": "roll",
    "calc": "calculation",
    "comp": "calculation",
    "publ": "publication",
    "diss": "publication",
    "reca": "recalibration",
    "rera": "ranking",
    "re-r": "ranking",
}


def _object(low: str, match: re.Match[str]) -> str:
    """The words that say what is reviewed or done: those before, and behind "of"."""
    behind = low[match.end() : match.end() + 30]
    return f"{low[max(0, match.start() - 60) : match.end()]} {behind if behind.startswith((' of', ' by')) else ''}"


_CASES = re.compile(r"\b(?:if|unless|except|instead|example|formerly|previously)\b")
_OF_LEVELS = re.compile(r"\b(?:index|indices|levels?|values?|nav|basket)\b")


def _timed(ir: DocumentIR) -> Iterator[tuple[str, int, Segment, tuple[int, int]]]:
    """What is done how many times a year, headings included."""
    for segment in ir.segments.having(_TIMED):
        if segment.section.role is Role.NOTICE or segment.kind is SegmentKind.CODE or _CASES.search(segment.low):
            continue
        found = list(_TIMED.finditer(segment.low))
        if len(found) == 1:
            match = found[0]
            often = match["often"] or match["every"]
            rate = next((times for pattern, times in _PER_YEAR if pattern.search(often)), None)
            act = _ROOTS[(match["act"] or match["done"])[:4]]
            if act != "recalibration" and _OF_ELSE.search(_object(segment.low, match)):
                continue
            if act in ("calculation", "publication") and not _OF_LEVELS.search(segment.low, 0, match.start()):
                continue
            if rate:
                yield act, rate, segment, match.span()


def _frequencies(ir: DocumentIR) -> Iterator[Hit]:
    told = set[str]()
    for (act, often, one, at), (other_act, other_often, other, other_at) in combinations([*_timed(ir)][:_MOST], 2):
        if (
            act != other_act
            or often == other_often
            or act in told
            or one is other
            or are_variants(one.section, other.section)
        ):
            continue
        told.add(act)
        here, there = one.text[slice(*at)], other.text[slice(*other_at)]
        yield Hit(
            title=f"Contradictory frequency of the {act}: '{here}' and '{there}'",
            why=f"“{one.text[:120]}” and “{other.text[:120]}” give one {act} two frequencies. Two implementers act on"
            " different days.",
            spans=(one.span(*at), other.span(*other_at)),
            suggestion=replace(other, *other_at, to_specify(f"{here}, or {there}")),
        )


_THE_SAME = (
    r"(?:the )?(?:same|equal|identical|fixed|constant) weights?|equal(?:ly)?[- ]weight\w*|weighted equally|equal"
    r" weights?|weights? (?:is|are) (?:all )?(?:equal|the same|identical)|a (?:fixed |constant )?weight of \d[\d.]*"
    r" ?(?:%|per ?cent)|\d[\d.]* ?(?:%|per ?cent) each"
)
_BY = (
    r"(?:weighted (?:by|according to|in proportion to|in line with|on)|proportional(?:ly)? to|in proportion to"
    r"|reflects?|follows?|pro rata (?:to|by)|corresponds? to|determined by|depends? on|given by|based on)"
)
_SIZE = (
    r"(?:(?:its|their|the|each|free[- ]float|total|share of|respective|adjusted|own) )*(?:market[- ]?(?:cap\w*"
    r"|values?)|capitali[sz]ation|amounts? outstanding|outstanding amounts?|float|issue sizes?|notional outstanding"
    r"|turnover|liquidity|trading volumes?)"
)
_RISK = (
    r"(?:(?:its|their|the|inverse|reciprocal) )*(?:inverse (?:of )?|reciprocal of )?(?:(?:its|their|the|realised"
    r"|historical) )*(?:volatilit(?:y|ies)|risk|variance)"
)
_SCORED = r"(?:(?:its|their|the) )*(?:(?:[a-z]+ )?scores?|dividend yields?|momentum|earnings|sales|price)"
_WEIGHTED = re.compile(
    rf"\b(?:(?P<equal>{_THE_SAME})|(?P<size>{_BY} {_SIZE})|(?P<risk>{_BY} {_RISK}|inverse[- ]volatility weight\w*"
    rf"|equal risk contributions?)|(?P<score>{_BY} {_SCORED}))(?!\w)"
)
_OF_WEIGHTS = re.compile(r"\bweight|\bequal risk contribution")
_WITHIN = re.compile(rf"\b(?:inside|within|in|of|across|among|for|per|to) (?:each|every|a|the|an|one) (?:{CLASS})\b")
_CLASS = re.compile(rf"\b(?P<what>{CLASS})\b")
_NOT_ALWAYS = re.compile(
    r"\b(?:if|when|where|unless|otherwise|except|initially|then|before|instead|rather than|versus|compared|unlike"
    r"|capped|excess|freed|until|variant|example"
    r"|average|mean|redistribut\w+|distributed|spread|long|short|new|index family)\b"
)


def _weightings(ir: DocumentIR) -> Iterator[tuple[str, str, Segment, tuple[int, int]]]:
    """Which things are weighted by what."""
    for segment in ir.prose.having(_WEIGHTED):
        low = segment.low
        inside = _WITHIN.search(low) if not re.search(r"\bweights? of (?:each|every|the|a)\b", low) else None
        found = {
            name: match.span() for match in _WEIGHTED.finditer(low) for name, said in match.groupdict().items() if said
        }
        if len(found) != 1 or _NOT_ALWAYS.search(low) or not _OF_WEIGHTS.search(low):
            continue
        (how, at), *_ = found.items()
        about = (
            f"{low[: inside.start()]}{' ' * (inside.end() - inside.start())}{low[inside.end() :]}" if inside else low
        )
        kinds = [class_of(match["what"]) for match in _CLASS.finditer(about, 0, at[0] + 1)] or [
            class_of(match["what"]) for match in _CLASS.finditer(about)
        ]
        yield f"{kinds[0] if kinds else 'member'}", how, segment, at


def _two_schemes(ir: DocumentIR) -> Iterator[Hit]:
    for (of, how, one, at), (other_of, other_how, other, other_at) in combinations([*_weightings(ir)][:_MOST], 2):
        if how == other_how or one is other or not may_be_one(of, other_of) or are_variants(one.section, other.section):
            continue
        here, there = one.text[slice(*at)], other.text[slice(*other_at)]
        yield Hit(
            title=f"Contradictory weights of each {of}: '{here}' and '{there}'",
            why=f"“{one.text[:120]}” and “{other.text[:120]}” are two ways to weight one thing. Except by accident they"
            " give different weights.",
            spans=(one.span(*at), other.span(*other_at)),
            suggestion=replace(other, *other_at, to_specify(f"{here}, or {there}")),
        )
        return


_VALUED = (
    r"(?:valued|priced|marked(?: to market)?|valuations?(?: of [a-z ]{1,30}?)? (?:is|are|uses?|takes?)|valuation"
    r" prices? (?:is|are)|values? (?:of [a-z ]{1,30}? )?(?:is|are) (?:taken|derived|determined)|prices? (?:is|are)"
    r"|calculated(?= (?:with|from|using|on|at)))"
)
_SIDE = (
    r"(?P<side>bid|ask|offer|mid|opening|closing|settlement|last(?:[- ]traded)?|vwap|twap|(?:volume|time)[- ]weighted"
    r" average|clos(?:e|ings?))(?:[- ](?:side|prices?|quotes?|levels?|rates?))*"
)
_PRICED = re.compile(
    rf"\b{_VALUED}(?: (?:at|on|using|with|from|to|by|based on|is|are|the|an?|their|its|official|daily"
    rf"|[a-z0-9:]+)){{0,6}}? {_SIDE}(?=[\s.,;)]|$)"
)
_MIDS = {
    "offer": "ask",
    "volume-weighted average": "vwap",
    "volume weighted average": "vwap",
    "time-weighted average": "twap",
    "time weighted average": "twap",
    "close": "closing",
    "closings": "closing",
    "closing": "closing",
    "last-traded": "last",
    "last traded": "last",
}
_BOUGHT = content_words(
    "new entering leaving added removed buy buys sell sells bought sold purchase sale long short intraday real-time"
    " futures options"
)
_IF = re.compile(
    r"\b(?:if|when|where|unless|otherwise|fallback|instead|except|missing|no (?:price|quote)s?|unavailable|not"
    r" available|first|then|intraday|indicative|example|orders?|between"
    r"|(?:at|from|since|before) the (?:start|beginning|open|end) of)\b"
)


def _priced(ir: DocumentIR) -> Iterator[tuple[str, Segment, tuple[int, int]]]:
    for segment in ir.prose.having(_PRICED):
        found = list(_PRICED.finditer(segment.low))
        if len(found) == 1 and not _IF.search(segment.low) and segment.kind is not SegmentKind.CELL:
            side = found[0]["side"]
            yield _MIDS.get(side, side), segment, found[0].span()


_WHOLE = content_words(
    "all everything each every portfolio portfolios basket index holdings held holding positions position constituents"
    " constituent components members prices price value level assets instruments nav fund it they"
)


def _may_be_of_one(one: str, other: str) -> bool:
    """Whether what is valued in two passages may be one thing, told from the words before the verb."""
    first, second = ({class_of(match["what"]) for match in _CLASS.finditer(words)} for words in (one, other))
    if first and second:
        return any(may_be_one(kind, other_kind) for kind in first for other_kind in second)
    subjects = [content_words(words) for words in (one, other)]
    return not (subjects[0] ^ subjects[1]) or any(subject <= _WHOLE for subject in subjects)


def _two_prices(ir: DocumentIR) -> Iterator[Hit]:
    for (side, one, at), (other_side, other, other_at) in combinations([*_priced(ir)][:_MOST], 2):
        apart = (content_words(one.low) ^ content_words(other.low)) & _BOUGHT
        same = _may_be_of_one(one.low[: at[0]], other.low[: other_at[0]])
        if side == other_side or one is other or apart or not same or are_variants(one.section, other.section):
            continue
        here, there = one.text[slice(*at)], other.text[slice(*other_at)]
        yield Hit(
            title=f"Contradictory prices: '{here}' and '{there}'",
            why=f"“{one.text[:120]}” and “{other.text[:120]}” take two prices for one valuation; the two are apart by"
            f" the"
            " spread, or by what happens between them.",
            spans=(one.span(*at), other.span(*other_at)),
            suggestion=replace(other, *other_at, to_specify(f"{here}, or {there}")),
        )
        return


CHECKS = (
    Check(
        id="DS-CON-34",
        title="Two frequencies of one act, in other words",
        matters="Two implementers act on different days.",
        fix="Use one frequency throughout, or define each of the two events under a name of its own.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_frequencies,
        bad=(
            "# 3. Monthly Review\n\nMembers are chosen.\n\n# 6. Other\n\nBonds remain until the next quarterly review.",
            "The index is calculated once a day.\n\n# 4. Use\n\nThe index is calculated every 15 seconds.",
            "The basket is rebalanced on the last day of each month.\n\n# 4. Use\n\nThe quarterly rebalancing is free.",
        ),
        good=(
            "# 3. Monthly Review\n\nMembers are chosen.\n\n# 6. Other\n\nBonds remain until the next monthly review.",
            "# 3. Monthly Review\n\nMembers are chosen.\n\n# 6. Other\n\nThe annual review of the methodology is"
            " public.",
            "The index is reviewed quarterly.\n\nThe index is calculated daily.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-CON-36",
        title="One kind of thing, weighted in two ways",
        matters="Weights are the index.",
        fix="Decide for one way to weight, or say for which level of the index each of the two is meant.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_two_schemes,
        bad=(
            "Every rung has a weight of 20%.\n\nThe weight of each rung reflects its share of the total amount"
            " outstanding.",
            "All members carry the same weight.\n\nEach member's weight is proportional to its free-float market"
            " value.",
            "Shares are weighted by market capitalisation.\n\nThe weight of each stock is based on its score.",
        ),
        good=(
            "Every rung has a weight of 20%.\n\nInside a rung, bonds are weighted by amount outstanding.",
            "All sectors have the same weight.\n\nThe weight of a share is proportional to its market value.",
            "All members carry the same weight.\n\nExcess weight is distributed in proportion to market value.",
        ),
    ),
    Check(
        id="DS-CON-37",
        title="Two prices for one valuation, far apart",
        matters="Two prices are two values.",
        fix="Say which price is used, and for what each other price is.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_two_prices,
        bad=(
            "Bonds are valued at the 16:15 London mid price.\n\n# 6. Other\n\nHeld bonds are priced at the bid.",
            "Holdings are marked at closing prices.\n\n# 6. Other\n\nThe valuation uses the VWAP.",
        ),
        good=(
            "Bonds are valued at the mid price.\n\n# 6. Other\n\nAll bonds are priced at mid.",
            "Bonds are valued at the mid price.\n\n# 6. Other\n\nNew bonds are priced at the offer.",
            "Bonds are valued at the mid price.\n\n# 6. Other\n\nShares are valued at closing prices.",
            "The position is valued at the mid of each second.\n\nThe position at the start of the session is"
            " valued at the settlement price.",
        ),
    ),
)
