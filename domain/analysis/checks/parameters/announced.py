"""Values that are announced and not there: placeholders, bare symbols, limits that apply, stops without a level."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, capital, replace, to_specify
from domain.analysis.checks.parameters.thresholds import BOUND, GIVEN, is_given
from domain.analysis.finding import Category, Severity
from domain.semantics.ir import DocumentIR
from domain.semantics.numbers import GIVES_NUMBER
from domain.semantics.phrases import phrase_before
from domain.semantics.segments import SegmentKind
from domain.semantics.words import content_words

_REACHED = re.compile(
    r"\b(?:the |a |an |its )?(?P<name>(?:[a-z][a-z-]* ){0,2}"
    r"(?:thresholds?|limits?|caps?|floor|ceiling|tolerance|trigger|targets?|barrier|maximum|minimum)) "
    r"(?:is|are|has been|have been) (?:reached|breached|exceeded|hit|crossed|violated|met|triggered)\b"
)
_STOP = re.compile(
    r"\b(?P<name>(?:trailing|hard|tight|wide|time|mental|emergency|protective|volatility|drawdown|percentage"
    r"|daily) stops?|(?<=by a )stop|(?<=with a )stop|stop[- ]loss(?: orders?| level)?|take[- ]profit(?: orders?"
    r"| level)?|profit target"
    r"|circuit breakers?|price collars?|(?:seasoning|grace|holding|waiting|cooling[- ]off|observation"
    r"|look-?back) period|buffer zone)\b"
)


_SWITCHES = ("circuit breaker", "circuit breakers")
_PULLED = re.compile(
    r"\b(?:can|may) (?:each )?(?:stop|halt|cancel|block)\b[^.;]*\b(?:by|with|through) [^.;]*\b(?:switch|breaker)|"
    r"\b(?:triggered|activated|operated|invoked|pulled|pressed|used|engaged|initiated|tripped|available)\b"
    r"[^.;]{0,20} (?:by|to|when|if|manually|once)\b"
    r"|\b(?:switch|breakers?) ?\([^)]{0,60}\b(?:traders?|desks?|officers?|head|operators?|managers?|risk|staff"
    r"|members?)\b"
    r"|\b(?:can|may|must|shall) (?:activate|trigger|operate|invoke|pull|press|use|engage|trip) (?:the |a )"
)
"""A switch that somebody pulls has no level."""
_OF_THE_MARKET = re.compile(r"\b(?:market-?wide|(?:exchange|venue|market)(?:'s)?|regulatory) (?:level \d )?$")
"""Whose breaker trips by rules of the exchange."""


_OF_SEVERAL = re.compile(r"\b(?:several|two|both|multiple|many) [a-z]+s$")
"""Which limits are meant is said where each of them is: "where several limits are breached"."""


def _is_headed(ir: DocumentIR, words: frozenset[str]) -> bool:
    """Whether a column of a table gives it, row by row."""
    return any((cell := s.block.cell) and not cell.row and words <= content_words(s.low) for s in ir.segments)


def _reached(ir: DocumentIR) -> Iterator[Hit]:
    """Limits that are reached, and stops that are set, without a level."""
    seen = set[str]()
    for segment in ir.rules.having(_REACHED, _STOP):
        if BOUND.search(segment.low):
            continue
        for match in (*_REACHED.finditer(segment.low), *_STOP.finditer(segment.low)):
            name = match["name"]
            if name in seen or GIVES_NUMBER.search(segment.low) or GIVEN.search(segment.low, match.end()):
                continue
            if name in _SWITCHES and any(
                _PULLED.search(other.block.text.lower()) for other in ir.with_all(content_words(name))
            ):
                continue
            if _OF_THE_MARKET.search(segment.low, 0, match.start()) or _OF_SEVERAL.search(name):
                continue
            if is_given(ir, segment, "", name) or ir.gives_figure(content_words(name), segment):
                continue
            if name.endswith(" period") and _is_headed(ir, content_words(name.removesuffix(" period"))):
                continue
            seen.add(name)
            yield Hit(
                title=f"{capital(name)}: the level is not specified",
                why=f"“{segment.text[match.start() : match.end()]}” decides when to act, and the document gives no"
                " level. At 2% and at 10% trades end on different days.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(
                    segment, match.end("name"), f" of {to_specify('level, unit and what it is measured from')}"
                ),
            )


_APPLIES = re.compile(
    r"\b(?P<what>(?:[a-z-]+ )?[a-z-]+ (?:limits|constraints|restrictions|requirements|caps|bands|filters|screens"
    r"|thresholds|buffers|rules)) (?:also )?(?:apply|applies|are "
    r"(?:applied|imposed|enforced|in place|used|set|respected|monitored))(?=[.,;]|$| to | for | at )|\b"
    r"(?:subject to|after applying|using|to (?:satisfy|meet|respect|observe)|adjusted (?:for|to)) (?:the |certain "
    r"|various |some |appropriate )*(?P<what2>[a-z-]+ "
    r"(?:limits|constraints|restrictions|caps|bands|filters|screens|thresholds|buffers|rules))\b"
)

_BECOMES = re.compile(r"\b(?:become|becomes|became|being made|made) subject to (?:[a-z]+ )?[a-z]+ [a-z]+$")
"""Somebody else puts the limit on: \"contracts that become subject to position limits\"."""


def _applies(ir: DocumentIR) -> Iterator[Hit]:
    seen = set[str]()
    for segment in ir.rules.having(_APPLIES):
        for match in _APPLIES.finditer(segment.low):
            what = match["what"] or match["what2"]
            at = match.start("what") if match["what"] else match.start("what2")
            words = content_words(what)
            if (
                what in seen
                or _BECOMES.search(segment.low, 0, match.end())
                or GIVES_NUMBER.search(segment.low)
                or GIVEN.search(segment.low, match.end())
                or ir.meaning(what)
            ):
                continue
            if ir.gives_figure(words, segment) or any(
                s.kind is SegmentKind.HEADING and words <= content_words(s.low) for s in ir.segments
            ):
                continue
            seen.add(what)
            yield Hit(
                title=f"{capital(what)} apply and are not given",
                why=f"“{segment.text[match.start() : match.end()]}” says that there are {what}, and the document does"
                " not hold them.",
                spans=(segment.span(match.start(), match.end()),),
                suggestion=add_after(segment, at + len(what), f" ({to_specify('each of them, with value and unit')})"),
            )


_PLACEHOLDER = re.compile(
    r"(?=[tx?\[_])"
    r"(?:\b(?:tbd|tbc|tba|t\.b\.d\.|to be (?:determined|confirmed|defined|decided|agreed|announced|specified"
    r"|completed|finali[sz]ed|calibrated|advised)|(?:(?<=: )|(?<=is )|(?<=are )|(?<=still )|^)to be (?:set|fixed"
    r"|added|provided|supplied|filled(?: in)?|discussed)"
    r"(?=[.;)\]]|$))(?!\w)|(?<![\w.])x{1,3}\s?%|(?<!\w)\?{2,}(?!\w)|\[\s{0,3}[●•_.x]?\s{0,3}\](?!\()|\bxx+\b|_{4,})"
)


def _placeholder(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.prose.having(_PLACEHOLDER):
        for match in _PLACEHOLDER.finditer(segment.low):
            start, end = match.span()
            if segment.text[max(0, start - 1) : start] == "[" and segment.text[end : end + 1] == "]":
                start, end = start - 1, end + 1
            words = segment.text.split()
            subject = phrase_before(segment.text, start) or segment.lead.strip(" :") or " ".join(words[:5])
            yield Hit(
                title=f"Still open: '{segment.text[match.start() : match.end()]}' for {subject}",
                why="The text holds a place for a value that was never filled in; nothing can be computed from it.",
                spans=(segment.span(start, end),),
                suggestion=replace(segment, start, end, to_specify(subject)),
            )


_SYMBOL_ONLY = re.compile(r"(?P<label>[A-Za-z][\w /-]{2,40}): (?P<symbol>[A-Za-zα-ω]_?\{?[A-Za-z0-9]{0,5}\}?)\.?$")


def _symbol(ir: DocumentIR) -> Iterator[Hit]:
    for segment in ir.rules.having(_SYMBOL_ONLY):
        match = _SYMBOL_ONLY.match(segment.text)
        if not match or "_" not in match["symbol"]:
            continue
        symbol = match["symbol"]
        if any(re.search(re.escape(symbol) + r"\s*(?:=|is|:|of)\s*\d", other.text) for other in ir.segments):
            continue
        yield Hit(
            title=f"{match['label']}: {symbol} has no value",
            why=f"{symbol} stands where a number is needed, and the document gives none for it.",
            spans=(segment.span(match.start("label"), match.end("symbol")),),
            suggestion=add_after(segment, match.end("symbol"), f" = {to_specify('value')}"),
        )


CHECKS = (
    Check(
        id="DS-PAR-04",
        title="A placeholder was left in the text",
        matters="The author meant to fill it in.",
        fix="Put the agreed value in the place of the placeholder, or name who sets it, by when, and where it "
        "will be published.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.CRITICAL,
        find=_placeholder,
        bad=(
            "| Class | Haircut |\n| Bonds | to be set |",
            "The base value is TBD.",
            "The cap is XX% of the portfolio.",
        ),
        good=("The base value is 1,000.",),
        confidence=0.95,
    ),
    Check(
        id="DS-PAR-05",
        title="A symbol stands where a number is needed",
        matters="A weight that is only named cannot be multiplied.",
        fix="Put the number behind the symbol, or refer to the table in which the symbol has its value.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_symbol,
        bad=("Weights are:\n- Momentum factor: W_m\n- Value factor: W_v",),
        good=("Weights are:\n- Momentum factor: W_m\n\nW_m = 0.4",),
    ),
    Check(
        id="DS-PAR-06",
        title="Limits or rules apply that are not given",
        matters="What applies has to be on the page.",
        fix="List each limit or rule that applies, with its value and unit, or refer to the section that does.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=_applies,
        bad=("Concentration limits apply.", "Additions are subject to buffer rules."),
        good=(
            "Concentration limits apply. The concentration limits are 5% for a stock and 25% for a sector.",
            "Shares that become subject to ownership limits are removed.",
        ),
    ),
    Check(
        id="DS-PAR-07",
        title="A limit is reached or a stop is set, at no level",
        matters="When to act is the whole rule.",
        fix="State the level, its unit and what it is measured from, for instance “8% below the highest close "
        "since entry”.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.CRITICAL,
        find=_reached,
        bad=("Trading is halted if the drawdown limit is reached.", "Use a trailing stop."),
        good=(
            "The risk officer can stop all trading by means of the kill switch.",
            "The kill switch cancels all open orders. It may be triggered by the trading desk or by Risk.",
            "Trading is halted if the drawdown limit is reached. The drawdown limit is 8%.",
            "Use a trailing stop of 2%.",
            "Compliance may pull the kill switch.",
            "While the exchange's circuit breaker is on, no orders are sent.",
            "Where several limits are breached, a stop prevails.",
        ),
    ),
)
