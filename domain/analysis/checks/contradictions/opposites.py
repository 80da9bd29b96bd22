"""Opposites: what one passage says of all, of every time or of none, and another denies, whatever the thing is."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from domain.analysis.checks.cases import of_other_days
from domain.analysis.checks.check import Check, Hit, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.stated import names
from domain.semantics.variants import are_variants
from domain.semantics.words import root

EXCEPT = re.compile(
    r"\b(?:except\w*|unless|save for|subject to|other than|apart from|but for|under section|otherwise"
    r"|variants?|versions?|example|previous\w*|formerly|would|initial|without the approval|in addition|also (?:shown"
    r"|published|available))\b"
)


@dataclass(frozen=True)
class _Pair:
    """What `one` rules out and `other` does; `of_one` says that both name the same thing."""

    topic: str
    one: re.Pattern[str]
    other: re.Pattern[str]
    why: str
    unless: re.Pattern[str] = re.compile(r"(?!)")
    of_one: bool = False


_BETWEEN = (
    r"(?:during|between|within|until|over|throughout|before|for) (?:the |each |every |two |any |its |whole )*[a-z]+"
)
_STAYS = (
    r"(?:is|are|must be|will be) (?:not|never) (?:changed|adjusted|altered|reset|rebalanced|touched|amended|updated"
    r"|varied|revised|re-?hedged)|(?:held|kept|stays?|remains?|left|(?:is|are)) (?:constant|fixed|unchanged|the"
    r" same|as (?:it|they) (?:is|are)|alone|untouched|frozen)|(?:does|do) not change|no (?:changes?|adjustments?)"
    r" (?:is|are) made"
)
_CHANGES = (
    r"(?:is|are|be) (?:then |also )?(?:reset|set back|brought back|adjusted|changed|rebalanced|updated|re-?hedged"
    r"|raised|lowered|increased|reduced|trimmed|restored|re-?computed|moved)"
)
_SET_OFF = r"(?:if|when|whenever|where|once|as soon as|daily|each day|every day|intra-?month|at any time)"
_COSTS = r"(?:costs?|fees?|charges?|expenses|commissions?|deductions?)"
_CHARGED = (
    r"(?:charged|deducted|subtracted|debited|taken (?:off|out|from)|borne|applied|included|reflected|withheld|paid)"
)
_ALL = r"(?:all|every|everything|the)"
_GONE = r"(?:closed(?: out)?|squared(?: off)?|flattened|liquidated|unwound|sold|flat|covered|zero)"
_EVENING = (
    r"(?:by|before|at|until|no later than) (?:the )?(?:\d{1,2}[:.]\d\d|(?:market |daily )?close|close of (?:each "
    r"|every |the )?[a-z]+|end of"
    r" (?:the |each |every )?(?:trading )?(?:day|session)|day'?s end|evening|bell)"
)
_LEFT = (
    r"(?:whatever (?:is )?(?:left|remains)|what is left|(?:the |any )?(?:unfilled|unexecuted|remaining|residual"
    r"|left-?over|open)(?: [a-z]+)?|the (?:rest|remainder|residual|balance))"
)
_DONE = (
    r"(?:sent|placed|routed|submitted|entered|executed|made|traded|filled|takes? place|occurs?|happens?|allowed"
    r"|permitted)"
)
_PAIRS = (
    _Pair(
        "being left as it is",
        re.compile(rf"\b(?:{_STAYS})\b[^.;]{{0,30}}\b{_BETWEEN}"),
        re.compile(rf"\b{_SET_OFF}\b[^.;]{{0,90}}\b{_CHANGES}\b|\b{_CHANGES}\b[^.;]{{0,60}}\b{_SET_OFF}\b"),
        "One build holds still where the other trades.",
        re.compile(r"\b(?:not|never)\b"),
        of_one=True,
    ),
    _Pair(
        "costs",
        re.compile(
            r"\b(?:no|without(?: any)?|free (?:of|from)(?: any| all)?|gross of(?: all)?|before(?: any| all)?)"
            rf" (?:[a-z]+ (?:or|and|nor) )?{_COSTS}\b(?! (?:for|on|of|in) )"
            rf"|\b{_COSTS} (?:are|is) (?:not (?:{_CHARGED}|considered|modelled)|ignored|disregarded|neglected|left out)"
        ),
        re.compile(
            r"\b(?:spreads?|costs?|fees?|charges?|commissions?|slippage|expenses|tax(?:es)?)\b(?:[^.;]|\.(?=\d)){0,60}"
            rf"\b(?:is|are|be) {_CHARGED}\b|\b(?:less|minus|net of|after(?: deduction of)?) (?:the |an? "
            rf"|all )?(?:[a-z]+ )?{_COSTS}\b"
        ),
        "By one of them the level falls by what the other never takes.",
        re.compile(r"\b(?:not|never|no|without|free|gross|net (?:returns?|variant|index|level)s?)\b"),
    ),
    _Pair(
        "positions overnight",
        re.compile(rf"\b(?:{_ALL}|no)\b[^.;]{{0,40}}\b{_GONE} {_EVENING}|\beverything (?:is|must be) {_GONE}"),
        re.compile(
            r"\bovernight (?:positions?|inventory|limit|exposure|holdings?|risk|book|carry|cap)|(?:carr(?:y|ied|ies)"
            r"|held|holds?|kept|keeps?) (?:[a-z]+ ){0,3}overnight"
        ),
        "A position is closed in the evening by one of them, and carried by the other.",
        re.compile(
            r"\b(?:no|none|nil|0|zero|nothing|prohibited|forbidden|(?:not|never)(?! (?:be )?(?:above|exceed|more"
            r"|larger|higher|over"
            r"|beyond|greater)))\b"
        ),
    ),
    _Pair(
        "human steps",
        re.compile(
            r"\b(?:without|no|with no) (?:any )?(?:human|manual|personal)(?: [a-z]+)?|\bfully automat\w+"
            r"|\bautomatically"
            r" (?:sent|placed|routed|executed|released)"
        ),
        re.compile(
            r"\b(?:released|approved|confirmed|checked|reviewed|accepted|signed off|authori[sz]ed|sent"
            r"|entered) (?:manually"
            r"|by hand|by (?:an? |the |its |one )?(?:[a-z]+ )?(?:trader|dealer|person|officer|desk|operator|manager"
            r"|human)s?)"
        ),
        "One build waits for somebody whom the other does not know.",
        re.compile(r"\b(?:not|never|no|without|rejected|cancelled orders?)\b"),
    ),
    _Pair(
        "the end of trading",
        re.compile(
            rf"\b(?:no (?:new |child |further )?(?:trad\w+|orders?|executions?|fills?|slices?|clips?)|nothing)\b"
            rf"[^.;]{{0,30}}\b{_DONE}?[^.;]{{0,12}}\b(?:after|beyond|past|later than|once|outside) (?:the |its )?(?:end"
            r"|window|finish|stop|horizon|close|expiry|deadline|last)"
        ),
        re.compile(
            rf"\b{_LEFT}\b[^.;]{{0,60}}\b(?:auction|market-on-close|on close|next (?:day|session|morning)|after the"
            r" (?:close|end))"
        ),
        "What is left is traded by one build and not by the other.",
        re.compile(r"\b(?:not|never|cancel\w*|lapses?|dropped|if the end time is)\b"),
    ),
)


def in_its_row(segment: Segment) -> tuple[str, int]:
    """The words of a passage with what introduces it, and how much longer they are for it."""
    before = f"{segment.lead.lower()}: " if segment.kind is SegmentKind.CELL and segment.lead else ""
    return before + segment.low, len(before)


def _found(ir: DocumentIR, pattern: re.Pattern[str]) -> Iterator[tuple[Segment, re.Match[str], tuple[int, int]]]:
    """The passages that a pattern matches in, with where in the passage; a cell whose row matches, as a whole."""
    may_match = {id(segment) for segment in ir.prose.having(pattern)}
    for segment in ir.prose:
        is_cell = segment.kind is SegmentKind.CELL
        if (is_cell and not segment.lead) or not (is_cell or id(segment) in may_match):
            continue
        text, added = in_its_row(segment)
        if match := pattern.search(text):
            end = match.end() - added
            yield segment, match, ((max(0, match.start() - added), end) if end > 0 else (0, len(segment.text)))


def _on_one_thing(one: Segment, first: re.Match[str], other: Segment, second: re.Match[str]) -> bool:
    """Whether what the second passage is on is named before the first match, in its text or the title above it."""
    said = f"{other.section.title.lower()} {second.string[: second.end()]}"
    return bool(names(one.low[: first.start()]) & names(said))


def _pairs(ir: DocumentIR) -> Iterator[Hit]:
    for pair in _PAIRS:
        for one, first, at in _found(ir, pair.one):
            if EXCEPT.search(one.low):
                continue
            hit = next(
                (
                    contradiction(pair.topic, one, at, other, other_at, pair.why)
                    for other, second, other_at in _found(ir, pair.other)
                    if other is not one
                    and not pair.one.search(other.low)
                    and not pair.unless.search(in_its_row(other)[0])
                    and not EXCEPT.search(other.low)
                    and not of_other_days(one.low, other.low)
                    and not are_variants(one.section, other.section)
                    and (not pair.of_one or _on_one_thing(one, first, other, second))
                ),
                None,
            )
            if hit:
                yield hit
                break


_UNIVERSAL = re.compile(
    r"\b(?:all|every|each)(?: of the| the)? (?:[a-z-]+ ){0,3}?(?P<what>[a-z]{3,}) (?:is|are|must be|will be)"
    r" (?:[a-z]+ly )?(?P<done>[a-z]{3,}(?:ed|en|ld|ut|pt))\b"
)
_DENIED = re.compile(
    r"\b(?P<what>[a-z]{3,})\b(?: [^ .;]+){0,8}? (?:is|are|may be|can be|will be)"
    r" (?:left |kept |held )?(?:not (?:[a-z]+ly )?|never |un)(?P<done>[a-z]{3,}(?:ed|en|ld|ut|pt))\b"
)


def _universals(ir: DocumentIR) -> Iterator[Hit]:
    """What is done to all of a kind by one passage, and not to some by another."""
    universal = list(_matches(ir, _UNIVERSAL))
    denied = defaultdict[tuple[str, str], list[tuple[Segment, re.Match[str]]]](list)
    for segment, match in _matches(ir, _DENIED) if universal else ():
        if segment.kind is not SegmentKind.HEADING:
            denied[root(match["what"]), root(match["done"])].append((segment, match))
    for segment, match in universal:
        for other, second in denied[root(match["what"]), root(match["done"])]:
            if (
                other is not segment
                and not of_other_days(segment.low, other.low)
                and not are_variants(segment.section, other.section)
            ):
                yield contradiction(
                    f"treatment of {match['what']}",
                    segment,
                    match.span(),
                    other,
                    second.span(),
                    "The rule knows no exception, and the other passage is one.",
                )
                return


def _matches(ir: DocumentIR, pattern: re.Pattern[str]) -> Iterator[tuple[Segment, re.Match[str]]]:
    """Where the pattern matches in passages that make no exception."""
    for segment in ir.prose.having(pattern):
        if not EXCEPT.search(segment.low):
            for match in pattern.finditer(segment.low):
                yield segment, match


def contradiction(
    topic: str, one: Segment, at: tuple[int, int], other: Segment, other_at: tuple[int, int], why: str
) -> Hit:
    """Two passages, and the words of each that cannot both be followed."""
    here, there = one.text[slice(*at)], other.text[slice(*other_at)]
    return Hit(
        title=f"Contradictory on {topic}: '{here[:70]}' and '{there[:70]}'",
        why=f"“{one.text[:120]}” and “{f'{other.lead} ' if other.kind is SegmentKind.CELL else ''}{other.text[:120]}”"
        f" cannot both hold. {why}",
        spans=(one.span(*at), other.span(*other_at)),
        suggestion=replace(other, *other_at, to_specify(f"{here}, or {there}")),
    )


CHECKS = (
    Check(
        id="DS-CON-71",
        title="Ruled out in one passage, done in another",
        matters="Each of two readers follows the passage he read last.",
        fix="Decide for one of the two, or say in which case each of them holds.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=lambda ir: chain(_pairs(ir), _universals(ir)),
        bad=(
            "Units are held constant between two rolls.\n\nWhenever units drift by more than 3%, they are reset.",
            "The level is free of any charges.\n\nA financing charge is subtracted from the level.",
            "Everything is squared off by the close.\n\n| Limit | Value |\n| Carried overnight | 300 lots |",
            "No order is sent once the window has closed.\n\nThe unfilled quantity goes to the closing auction.",
            "All exposures are collateralised.\n\nExposures below 1% are left uncollateralised.",
        ),
        good=(
            "Units are held constant between two rolls, except in the case of a split.\n\nIf a share is split, units"
            " are adjusted.",
            "The level is free of trading costs.\n\nA financing charge is subtracted from the level.",
            "Everything is squared off by the close.\n\n| Limit | Value |\n| Carried overnight | none |",
            "No order is sent once the window has closed.\n\nThe unfilled quantity is cancelled.",
            "All exposures are collateralised.\n\nSwaps are left uncollateralised.",
            "No fee is charged on Sundays. On each business day a fee of 0.01% is charged.",
            "Fees are not charged on Sundays.\n\nThe fee is deducted on every business day.",
            "No cost is charged for the initial position.\n\nThe cost of a trade is charged on the next day.",
        ),
    ),
)
