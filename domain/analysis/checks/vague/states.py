"""States that a rule asks for without a number: too much, several, close to, unusually wide."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.vague.words import binding
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.phrases import is_purpose, phrase_before
from domain.semantics.segments import Segment

PREDICATE = re.compile(
    r"\b(?:too|very|sufficiently|relatively|overly|excessively|unusually|kept|stays?|(?:is|are|be|becomes?|remains?"
    r"|makes?|renders?) "
    r"(?:not |too |very |it |them )?)\s*(?P<word>small|large|wide|narrow|high|low|long|short|excessive|significant"
    r"|material|strong|weak|meaningful|considerable|noticeable|substantial|severe|serious|abnormal|unusual|attractive"
    r"|favou?rable"
    r"|poor|good|siz(?:e)?able|notable|moderate|elevated|heavy|thin|sharp|steep|rapid|strained|turbulent|prudent"
    r"|negligible|minor|doubtful|reasonable|appropriate|adequate|sufficient|acceptable|volatile|illiquid|liquid"
    r"|extreme|stable|modest|shallow|violent|mild|tight|loose|hefty|huge|tiny|lopsided|one-sided|sustainable|viable"
    r"|healthy|robust|competitive|realistic|minimal|maximal"
    r"|bearable|manageable|tolerable|big|cheap|rich"
    r"|expensive|overvalued|undervalued|overbought|oversold|overextended"
    r"|shaky|patchy|scarce|scant|dear|pricey|uneven|erratic|frothy|jumpy|crowded|excessive|lopsided|feeble|faint"
    r"|ample|skimpy"
    r"|plentiful|rampant|unacceptable|intolerable|unbearable|unsustainable|untenable|uneconomic|unprofitable"
    r"|critical|dangerous|painful"
    r"|prohibitive|disproportionate|unreasonable|insufficient|inadequate|many|much|few|far|old|often|late|early|fast"
    r"|slow|close to|near)\b(?! (?:than|enough to|or equal|weighted))"
)

COUNT = re.compile(
    r"\b(?:several|a few|few|a number of|a couple of|some|enough|multiple|numerous) (?:[a-z]+ )?"
    r"(?:days|weeks|months|years|seconds|minutes|hours|periods|observations|tranches|orders|steps|sessions|times"
    r"|attempts|retries)\b|\brecent (?:data|history|prices?|returns?|periods?|performance|observations|past"
    r"|fixtures|trades|deals|sales|quotes|fills|prints|levels|transactions|auctions|months|weeks|days)\b"
    r"|\b(?:a|an|any|some) (?:very |relatively |reasonably )?(?:short|brief|long|longer|shorter|extended|prolonged"
    r"|lengthy|certain|sufficient|sustained|limited|considerable|reasonable|suitable) (?:time|while|period(?: of time)?"
    r"|interval|delay|pause|spell|duration|stretch|history|number|amount|quantity|share|portion|proportion|fraction"
    r"|percentage)\b"
    r"|\b(?:after|for|in|over|within|upon|on|at least) (?:several|multiple|numerous|repeated|many|some|a few"
    r"|a number of) (?:[a-z-]+ )?(?!other)[a-z-]+s\b|\b(?:repeatedly|for (?:some|a long|a short) time|for a while"
    r"|a cool(?:ing)?-?(?: )?off|in (?:the )?(?:recent|near) (?:past|future|days|weeks|months))\b"
    r"|\baround (?:the |any )?(?:[a-z-]+ ){0,2}(?:fix(?:ing)?|auctions?|announcements?|releases?|events?|meetings?"
    r"|expir\w+|holidays|results"
    r"|publications?|reports?)\b"
    r"|\b(?:a|an|any|each) (?:burst|spike|surge|flurry|wave|jump|drop|run|streak|string|series|sequence|spell|bout|lack"
    r"|shortage|scarcity|glut|slump|rally|sell-off|crash|shock|squeeze|cluster|build-up) (?:of|in) (?!bonds\b|shares\b"
    r"|notes\b|options\b)[a-z]+\b(?! (?:of|from|with))"
    r"|\b(?:little|hardly any|barely any|scarcely any|not much) (?:[a-z]+ )?[a-z]+ (?:is|are|remains?|has been) (?:left"
    r"|available|traded|offered|to be [a-z]+|shown|quoted)"
    r"|\b(?:staggered|laddered|varying|varied|mixed|assorted) (?:maturities|strikes|expiries|tenors|durations|terms"
    r"|dates|horizons"
    r"|windows|lookbacks)\b|\b(?:ahead of|in the run-up to|into) (?:the |any |major |important |key |scheduled "
    r"|big )*(?:news|announcements?|earnings|elections?|weekends?|data releases?|results|holidays)\b"
    r"|\b(?:some|a little|a degree of|a bit of|a certain|slight) (?:randomness|noise|jitter|variation|variability"
    r"|leeway|slack|latitude|flexibility|tolerance|room)\b"
    r"|\bas (?:long|often|many|much|far|few) as (?:it is |they are )?(?:needed|necessary|required|possible|practicable"
    r"|appropriate|desired)\b|\ba handful\b(?: of [a-z]+)?"
    r"|\b^(?:repeated|multiple|several|numerous|frequent) [a-z-]+s\b"
    r"|\b(?:in|during|within|for) the (?:final|last|first|early|initial|closing|opening|later) (?:part|stages?|moments"
    r"|seconds|minutes|hours|days|stretch)(?: of (?:the )?[a-z-]+(?: [a-z-]+)?)?(?! \d)"
    r"|\bover the (?:recent|last few|past few|past several) [a-z]+\b"
    r"|\b(?:best|top|top[- ]ranked|(?:highest|lowest)[- ](?:scoring|ranked)|largest|cheapest) (?:(?!decile|quintile"
    r"|quartile|tercile|half|third)[a-z-]+ )?"
    r"(?:is|are) (?:selected|included|chosen|bought|held)\b"
)

_NEXT_CONDITION = re.compile(r"\b(?:and|or) (?:when|if|whenever|where)\b")


def _condition(low: str, at: int) -> str:
    """Of a sentence with several conditions the one that stands there: each needs a number of its own."""
    parts = [match.start() for match in _NEXT_CONDITION.finditer(low)]
    start = max((part for part in parts if part <= at), default=0)
    return low[start : min((part for part in parts if part > at), default=len(low))]


_DEFINES = re.compile(
    r"\b(?:is|are|(?:is|are) (?:considered|deemed|regarded as|treated as)) (?:not )?[a-z]+,? (?:only )?"
    r"(?:if|when|where|in any of|in each of)\b"
)

_CONDITIONAL = re.compile(r"\b(?:if|when|whenever|where|unless|until|while|once|as long as|provided)\b")

_SIZES = re.compile(r"\b(?:small|large|wide|narrow|high|low|long|short|big|many|much|few|close to|near)$")


def _is_told_by_a_test(low: str, match: re.Match[str]) -> bool:
    """Whether the sentence says when the word holds: "A change is material if it changes the weights"."""
    return (
        _DEFINES.match(low, match.start()) is not None
        and not _SIZES.search(match.group())
        and not _CONDITIONAL.search(low, 0, match.start())
    )


_FEW = re.compile(r"\btoo (?:few|many)$")

_FEWER_THAN = re.compile(r"\b(?:fewer|less|more) than (?:\d|[a-z]+ )")
"""The number that is meant a few words later: "with fewer than 12 the rule is relaxed; if still too few, ..."."""

_BOOK = re.compile(r"\b(?:book|nbbo|quotes?|touch)(?: [a-z]+)? $")
"""Without a bid or without an offer a book is one-sided, to every reader."""


_SIDE = re.compile(
    r"\b(?:positions?|portfolio|strategy|book|desk|leg|account|fund|trade|exposure|we|share [a-z]|[a-z]+ contract) "
    r"(?:is|are|be|becomes?|stays?|remains?|goes) (?:long|short)$"
)
"""The side of a position is no length."""
_STUB = re.compile(
    r"\b(?:coupon|interest period|stub|calculation period)s?(?: that| which)? (?:is|are) (?:short|long)$"
)
"""Short and long first coupons are kinds of them."""


def _is_label(segment: Segment) -> bool:
    """Whether it names the row of a table: "Repeated executions", with its limit in the next cell."""
    cell = segment.block.cell
    return cell is not None and cell.column == 0


def _predicate(ir: DocumentIR) -> Iterator[Hit]:
    for segment in binding(ir, PREDICATE, COUNT):
        for pattern in (PREDICATE, COUNT):
            for match in pattern.finditer(segment.low):
                if (
                    GIVES_NUMBER.search(_condition(segment.low, match.start()))
                    or is_purpose(segment.low, match.start())
                    or _is_told_by_a_test(segment.low, match)
                    or (_FEW.search(match.group()) and _FEWER_THAN.search(segment.low, 0, match.start()))
                    or _is_label(segment)
                    or (
                        match.group().endswith((" long", " short"))
                        and any(p.search(segment.low, 0, match.end()) for p in (_SIDE, _STUB))
                    )
                    or (match.group().endswith("one-sided") and _BOOK.search(segment.low, 0, match.start()))
                ):
                    continue
                subject = phrase_before(segment.text, match.start())
                words = segment.text[match.start() : match.end()].strip()
                yield Hit(
                    title=f"'{words}' is not quantified" + (f" ({subject})" if subject else ""),
                    why=f"“{words}” has no number; whoever writes the code has to choose one, and no two choose the"
                    " same.",
                    spans=(segment.span(match.start(), match.end()),),
                    suggestion=add_after(segment, match.end(), f" ({to_specify('number and unit')})"),
                )


CHECKS = (
    Check(
        id="DS-VAG-06",
        title="Too much, several, recent: no number",
        matters="Code needs a number where prose gets by with a word.",
        fix="Replace the word by a number or a range; for a period, give its length, the kind of days and the day "
        "it ends on.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_predicate,
        bad=(
            "Unfilled orders are repriced after a short time.",
            "A flurry of cancellations pauses the quotes.",
            "Puts are closed when hardly any value is left.",
            "After several rejections the venue is dropped.",
            "Around earnings announcements no orders are sent.",
            "The net exposure to any one country should be small.",
            "Trading stops when data is stale for 5 seconds and when the loss is too large.",
            "Close positions that have been open for too long.",
            "The roll is performed over several days.",
            "Risk per trade is kept small.",
            "The position size is small.",
            "If a change is material when it is made, the index is recalculated.",
        ),
        good=(
            "# 1. Orders\n\nThe estimates may be late when markets turn.",
            "# 1. Orders\n\nInvestors may want to consider whether this is too much for them.",
            "# 1. Controls\n\n| Control | Limit | Action |\n| Repeated executions | 25 fills in 10 seconds | stop |",
            "A change is material if it changes the constituents, their weights or the calculation.",
            "Close positions that have been open for more than 10 trading days.",
            "With fewer than 12 bonds the size is lowered to 200 million, and if there are too few even so, to 100.",
            "The roll is performed over five days.",
            "If the order book is one-sided, the step is left out.",
            "The position is long if the fast average is above the slow one, otherwise it is closed.",
            "Rolls are spread evenly so that no single date matters too much.",
            "A first coupon that is short or long is paid by days.",
        ),
        confidence=0.75,
    ),
)
