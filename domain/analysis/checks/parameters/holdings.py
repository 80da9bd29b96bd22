"""How much is held, entered and kept: positions of no size, inputs of no range, cash of no amount, means of no name."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import SPELLED
from domain.semantics.sections import Role

_POSITIONS = (
    r"(?:positions|pairs|trades|spreads|notes|names|stocks|shares|bonds|contracts|options|puts|calls|holdings|coins"
    r"|strategies|sleeves|futures|lots|orders|loans|tranches|legs)"
)
_UP_TO = re.compile(
    rf"\b(?P<what>(?:holds?|held|carr(?:y|ies)|keeps?|runs?|has|have|open at (?:once|any time))? ?(?:up to|at most"
    rf"|no more"
    rf" than|not more than|a maximum of|between \w+ and) (?:\d+|{SPELLED}) (?:[a-z-]+ ){{0,2}}?{_POSITIONS}(?: "
    rf"(?:are open"
    rf"|are held|at (?:once|any time|the same time|a time)|open))?)\b"
)
_HOLDS = re.compile(r"\b(?:hold(?:s|ing)?|held|open|carr(?:y|ies)|keeps?|kept|runs?|at (?:once|any time))\b")
_SIZED = re.compile(
    r"\b(?:weight(?:s|ed|ing)?|equal(?:ly)?|siz(?:e|es|ed|ing)|notional|allocat\w+|per (?:position|pair|trade|name|note"
    r"|stock|share|bond|option|contract)|each (?:position|pair|trade|name|note|stock|bond)|amount invested"
    r"|invested in each"
    r"|proportion\w*|quantit\w+|number of (?:shares|contracts|lots|units)|face value|nominal|risk budget|of (?:nav"
    r"|capital"
    r"|net assets)|(?:usd|eur|gbp|chf|jpy) ?\d)\b|[$€£]\d"
)


def _no_size(ir: DocumentIR) -> Iterator[Hit]:
    """So many positions, in a document that never says how large one is."""
    if ir.kind is DocumentKind.INDEX_RULEBOOK or ir.segments.say(_SIZED):
        return
    for segment in ir.prose.having(_UP_TO):
        match = _UP_TO.search(segment.low)
        if match and segment.section.role is Role.RULES and _HOLDS.search(segment.low):
            start, end = match.span("what")
            words = segment.text[start:end].strip()
            yield Hit(
                title=f"'{words}': the size of each is not specified",
                why="The number is limited and the size is not: no passage says which amount or weight each position"
                " has, nor what is done with the capital while there are fewer.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" ({to_specify('amount or weight of each, and of which capital')})"
                ),
            )
            return


_INPUTS = re.compile(
    r"(?:^|[:.] ?|\bhas (?:an? )?|\btakes (?:an? )?|\bwith (?:an? )?)(?:[a-z-]+(?: [a-z-]+){0,2}, ){3,}(?:and )?[a-z-]+"
    r"(?: [a-z()-]+){0,4}"
)
_OF_ORDER = re.compile(r"\b(?:symbol|ticker|instrument|isin|side|direction|quantity|size|start|end)\b")
_SETTING = re.compile(
    r"\b(?P<what>(?:(?:target |maximum |max |minimum |min )?(?:participation(?: rate)?|share of volume|aggressiveness"
    r"|aggression|urgency(?: level)?|risk aversion|display(?:ed)? (?:size|quantity)|slice (?:size|length)|clip size"
    r"|volume (?:limit|cap)|price (?:offset|tolerance)|randomi[sz]ation|tolerance|would price|i-would level|alpha"
    r"|price cap|style)))\b"
)
_RANGED = re.compile(r"\d|\b(?:between|range|default|at most|at least|low, medium|passive, (?:neutral|normal))\b")


def _no_range(ir: DocumentIR) -> Iterator[Hit]:
    """A setting that each order brings with it, in a list of inputs, without bounds or default."""
    for segment in ir.prose.having(_SETTING):
        if segment.section.role is not Role.RULES or not _INPUTS.search(segment.low) or _RANGED.search(segment.low):
            continue
        if len(set(_OF_ORDER.findall(segment.low))) < _ENOUGH_INPUTS:
            continue
        for match in _SETTING.finditer(segment.low):
            name = match["what"]
            speaking = (s for s in ir.segments if name in s.low and s is not segment)
            if any(_RANGED.search(other.low) for other in speaking):
                continue
            start, end = match.span("what")
            yield Hit(
                title=f"{segment.text[start:end].capitalize()}: neither allowed range nor default is given",
                why=f"Whoever enters the order sets the {name}, and the document does not say which values are allowed,"
                " what holds where none is given, and what each of them does.",
                spans=(segment.span(start, end),),
                suggestion=add_after(segment, end, f" ({to_specify('unit, allowed range and default')})"),
            )


_ENOUGH_INPUTS = 3

_RESERVE = Wording(
    re.compile(
        r"\b(?P<what>(?:an?|some|the) (?:[a-z]+ )?(?:reserve|buffer|cushion|float|provision|balance|stock"
        r"|pool)(?: (?:of"
        r"|in) (?:cash|collateral|liquid assets|coins|inventory|funds|money))? (?:is|are) (?:always |also )?(?:kept"
        r"|held"
        r"|maintained|set aside|put aside|retained|left|built up)(?: back| aside| ready| available)?|(?:some"
        r"|part of the"
        r"|a little) (?:cash|money|capital|collateral|inventory|assets) (?:is|are|stays?|remains?) (?:kept|held"
        r"|set aside|put"
        r" aside|retained|left|uninvested|unspent|in reserve)(?: back| aside)?)\b"
    ),
    "'{words}': how much is not specified",
    "How much is held back decides how much is invested; the document gives neither an amount nor a share, nor what it"
    " may be used for.",
    "amount or share, of what, in which form, and when it is used and refilled",
    settled=re.compile(r"\d|[=×]|\b(?:section|table|half|third|quarter|equal to|formula)\b"),
    settled_elsewhere=re.compile(r"\b(?:reserve|buffer|cushion)\b[^.;]{0,40}\d"),
)
_BY_MEANS = Wording(
    re.compile(
        r"\b(?P<what>(?:met|paid|covered|funded|financed|settled|satisfied|topped up|made good|raised|serviced|defrayed"
        r"|honou?red|provided) (?:out of|from|with|by|through|using) (?:the |any |whatever )?(?:(?:available|other"
        r"|existing"
        r"|liquid|surplus|spare|free|remaining|own|idle|suitable|eligible|certain|unencumbered|unused|general)"
        r" )*(?:assets?|funds?|cash|means|resources|holdings|collateral|balances?|positions?|securities|sources"
        r"|reserves"
        r"|proceeds|liquidity|money|capital)(?: (?:that |which )?(?:can be|is|are|at hand|on hand)(?: [a-z]+)?)?)\b"
    ),
    "'{words}': which, in which order and by when is not specified",
    "It is not said what is used first, what is sold for it at which price, by when, and what happens when it does not"
    " suffice.",
    "the sources in their order, what is sold, by when, and what if it does not suffice",
    settled=re.compile(
        r"\d|[=×]|\b(?:section|table|first|then|in (?:this|that) order|pro[- ]?rata|cash account|before)\b"
    ),
)

CHECKS = (
    Check(
        id="DS-PAR-60",
        title="So many positions, of no size",
        matters="Twenty positions can be a tenth of the capital or five times of it.",
        fix="Give the amount or weight of each position, of which capital, and what is done with the rest.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_no_size,
        bad=("The desk holds up to 12 spreads at any time.",),
        good=(
            "The desk holds up to 12 spreads at any time. Each spread has a notional of EUR 1 million.",
            "The desk holds up to 12 equally weighted spreads.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-PAR-61",
        title="An input without its range",
        matters="A rate of 100% is as easily typed as one of 10%.",
        fix="Give each input with its unit, allowed range and default, and what is done with a value outside.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.MEDIUM,
        find=_no_range,
        bad=("Ticker, direction, size, start, end, urgency, and account.",),
        good=("Ticker, direction, size, start, end, urgency (1 to 5, default 3).",),
        confidence=0.7,
    ),
    Check(
        id="DS-PAR-62",
        title="A reserve of no stated amount",
        matters="What is held back is not invested.",
        fix="Give the amount or share, of what it is taken, in which form it is held, and when it is used.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_RESERVE,
        bad=("A reserve of cash is kept back.", "Some collateral is set aside."),
        good=("A reserve of cash of 2% of net assets is kept back.", "A buffer is held. The buffer is 3% of NAV."),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-61",
        title="Paid from whatever there is",
        matters="What is sold first decides what is left.",
        fix="Name the sources in their order, what is sold for it, by when, and what happens when it does not suffice.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_BY_MEANS,
        bad=("Calls for margin are met out of available assets.", "Shortfalls are covered from other funds."),
        good=("Calls for margin are met from the cash account first, then by selling Treasury bills.",),
        confidence=0.75,
    ),
)
