"""Quotes and slices: their size, the limit that wins over the plan, and what becomes of what stays unfilled."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_after, add_sentence, to_specify
from domain.analysis.checks.limits.stops import not_of_indices
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.documents.text import BlockKind, Span
from domain.semantics.ir import DocumentIR
from domain.semantics.listings import is_listing
from domain.semantics.numbers import NUMBER, SPELLED

_TWO_SIDES = re.compile(
    r"\b(?P<what>(?:quot(?:e|es|ing|ed)|makes?|making|shows?|posts?|keeps?|streams?|places?) (?:[a-z]+ ){0,3}?(?:both"
    r" sides|two sides|two-way (?:prices?|quotes?|markets?)|two-sided (?:quotes?|markets?)|(?:an? )?bids? and (?:an?"
    r" )?(?:asks?|offers?)|a buy and a sell order)|bids? and (?:asks?|offers?) (?:is|are) (?:quoted|posted|placed|shown"
    r"|sent|kept|made)|(?:two-way|two-sided) quotes? (?:is|are))\b"
)
_QUOTES_IN_CODE = re.compile(r"\bdef (?P<what>[a-z_]*quotes?[a-z_]*)\(")
"""The function that makes the prices, which is where the size is missing."""
_LOT = r"(?:lots|contracts|shares|units|bonds|coins|tokens)"
_SIZE = re.compile(
    rf"\b(?:sizes?|sized|clips?|quantit(?:y|ies)|notional|amounts?|volume)\b|{NUMBER} {_LOT}\b|\b{SPELLED} {_LOT}\b"
    r"|\b(?:usd|eur|gbp|chf|jpy) ?\d"
)


def _no_size(ir: DocumentIR) -> Iterator[Hit]:
    """Where both sides are quoted and no passage says for how much: told once."""
    rules = ir.prose.having(_TWO_SIDES)
    found = [(s, m) for s in rules if (m := _TWO_SIDES.search(s.low))]
    if found and not ir.segments.say(_SIZE):
        in_code = [(s, m) for s in ir.segments.having(_QUOTES_IN_CODE) if (m := _QUOTES_IN_CODE.search(s.low))]
        segment, match = (in_code or found)[0]
        start, end = match.span("what")
        yield Hit(
            title=f"Quote size missing: for how much '{segment.text[start:end]}' holds is not specified",
            why="Prices are quoted, and no passage says for which quantity on each side, nor how it changes with the"
            " inventory. Risk, queue and profit all scale with it.",
            spans=(segment.span(start, end),),
            suggestion=add_after(
                segment, end, f" ({to_specify('quantity on each side, and how inventory changes it')})"
            ),
        )


_PLAN = re.compile(
    r"\b(?:trajectory|schedules?|target (?:curve|path|quantity)|volume (?:curve|profile)|execution (?:curve|path|plan)"
    r"|due quantity|should (?:remain|be (?:done|executed|left)))\b"
)
_SENT = re.compile(r"\b(?:orders?|surplus|slices?|child(?:ren)?|parent|client order|due|remainder)\b")
_CEILING = re.compile(
    r"\b(?P<what>(?:stays?|kept|keeps?|remains?|must (?:be|stay)|is) (?:always )?(?:under|below|within|at or below|no"
    r" more"
    rf" than) (?:[a-z]+ ){{0,3}}?{NUMBER} ?(?:%|per ?cent|percent)(?: of (?:the )?(?:[a-z]+ )?(?:volume|turnover))"
    rf"|(?:never"
    r" (?:more than|above|exceeds?|over)|at most|no more than|(?:may|must|does) not exceed|up to|maximum of|limited to"
    rf"|capped at) {NUMBER} ?(?:%|per ?cent|percent) of (?:the )?(?:[a-z]+ )?(?:volume|turnover|traded volume))\b"
)
_WINS = re.compile(
    r"\b(?:precedence|prevails?|priorit\w+|wins|overrid\w+|overrul\w+|subject to|the (?:smaller"
    r"|lesser|lower) of|whichever|even if it|gives? way|takes? second place|comes? first|in (?:a |case of )?conflict"
    r"|shortfall (?:is|stays)|carried (?:forward|over|into)|reduced to|cut (?:back )?to)\b|\bmin(?:imum)? ?\("
)


def _no_rank(ir: DocumentIR) -> Iterator[Hit]:
    """A plan of how much is sent and a ceiling on volume, where no passage says which of them wins: told once."""
    if ir.segments.say(_WINS) or not ir.segments.say(_PLAN) or not ir.segments.say(_SENT):
        return
    for segment in ir.prose.having(_CEILING):
        if match := _CEILING.search(segment.low):
            start, end = match.span("what")
            words = segment.text[start:end]
            yield Hit(
                title=f"'{words}': whether this limit or the schedule wins is not specified",
                why="The schedule says how much is due, the limit how much may be traded, and on a quiet day only one"
                " of them can hold. No passage gives either priority, nor says what becomes of the quantity that the"
                " limit keeps back.",
                spans=(segment.span(start, end),),
                suggestion=add_after(
                    segment, end, f" ({to_specify('which of the two wins, and when the rest is traded')})"
                ),
            )
            return


_UNFILLED = (
    r"(?:(?:unexecuted|unfilled|cancelled|missed|rejected|partially filled|partly filled|incomplete|half-filled|open"
    r"|outstanding|lost|skipped|remaining) (?:quantit(?:y|ies)|volumes?|slices?|orders?|pairs?|legs?|children|shares"
    r"|lots"
    r"|parts?|time|intervals?|spreads?)|leftovers?|odds and ends|the unfilled|stragglers|children that (?:are|were) not"
    r" filled|orders that (?:are|were) not filled|what (?:is|was) not (?:filled|done|executed))"
)
_FATE = (
    r"(?:(?:is|are) (?:then |later |afterwards )?(?:swept|mopped|cleaned|tidied|made|picked|finished|worked|put|taken)"
    r" (?:up|off|back|in|over|care of)|(?:is|are) (?:then |later )?(?:completed|chased|dumped|flushed|worked"
    r"|re-?entered"
    r"|recycled|re-?queued|re-?priced|recovered|absorbed|legged in|retried|followed up)|rolls? (?:over|forward|on)"
    r"|follows?|carr(?:y|ies) over|(?:goes|go) back(?: (?:in|into)(?: the [a-z]+)?)?)"
)
_ONE_LEG = (
    r"(?:if|when|where) (?:only )?(?:one|a|the other|either)(?: (?:leg|side|part))? (?:misses|fails|is (?:not"
    r" filled|missed|left|hung|filled)|lags|hangs), (?:the other|it|the rest|the (?:second|open|filled|remaining)"
    r" (?:leg"
    r"|one|side)) (?:is|are) [a-z]+(?: (?:up|out|off|down|back))?|(?:is|gets) legged out|legs? (?:in|out|risk) is"
    r" [a-z]+"
)
_RESUMES = (
    r"(?:resumes?|continues?|carries on|picks up|takes up|rejoins?|restarts?|goes on) (?:where (?:it|they) (?:should"
    r"|ought to|would|left)[a-z ]{0,12}|the (?:schedule|plan|curve|trajectory)|as if nothing (?:had )?happened|as"
    r" before|as planned|from there)"
)
_LEFT_OVER = Wording(
    re.compile(
        rf"\b(?P<what>{_UNFILLED} {_FATE}|{_ONE_LEG}|{_RESUMES})(?=[.,;]|$| (?:at|in|on|when|if|later|by|to|and)\b)"
    ),
    "'{words}': when, at which price and up to which limit is not specified",
    "What stays unfilled is where an execution fails. When it is sent again, as which order, at which price at worst"
    " and what is given up in the end decides the result; the text gives none of them.",
    "when, order type and worst price, largest size at a time, and what is given up at the end",
    settled=re.compile(
        r"\d|\b(?:limit (?:price|order)s?|at market|market orders?|section|table|next slice|(?:is|are) cancelled)\b"
    ),
    settled_next=re.compile(r"\d|\b(?:limit price|market orders?|(?:is|are) cancelled)\b"),
)

_PRICED_SOMEWHERE = Wording(
    re.compile(
        r"\b(?:orders?|quotes?|bids?|offers?|slices?|children|clips?) (?:is|are) (?:then |always )?(?P<what>(?:placed"
        r"|posted|set"
        r"|priced|sent|laid|kept|left|put|rested) (?:just |well |somewhere |deep )?(?:inside|within|behind|around"
        r"|outside|away"
        r" from|between|off|deep in|into) the (?:spread|touch|book|best(?: bid| ask| offer)?|market|mid|quotes?"
        r"|queue))\b"
    ),
    "'{words}': at which price is not specified ({subject})",
    "“{words}” is a range of prices, and an order has one. Its place in the queue, its chance of a fill and its cost"
    " follow from the tick it is at.",
    "the price, in ticks from what, and what holds when the spread is one tick",
    settled=re.compile(r"\d|\b(?:one|two|three) ticks?\b|[=×]"),
)

_BOTH_GO = re.compile(
    r"\bif \(?(?:abs\()?(?P<held>inv|inventory|pos|position|net_pos\w*|net_position|q"
    r"|holding)\)? ?>=? ?[^\n:]{1,40}:?[ \t]*\n[ \t]*"
    r"(?P<what>return None|return\b(?=[ \t]*\n)|cancel_all\w*\(\)|stop_quoting\(\)|pull_quotes\(\)|return"
    r" \(?None, ?None\)?)"
)
_ONE_SIDE = re.compile(
    r"\b(?:one side|only the side|reducing|reduces?|the side that|opposite side|unwind\w*|flatten\w*|hedg\w+|skew"
    r" only)\b"
)
_OF_LIMIT = re.compile(r"\b(?:limit|quot\w+|side)\b")
_BOTH_SIDES = Wording(
    re.compile(
        r"\b(?P<what>(?:quot(?:es|ing)|both (?:quotes|sides)|the (?:quoter|bot|strategy|algorithm) [a-z]+) (?:is"
        r"|are)? ?(?:then |all"
        r" )?(?:stops?|stopped|ends?|pulled|withdrawn|cancelled|suspended|paused|removed|taken down|switched off)"
        r" (?:when|if"
        r"|once|whenever|as soon as|while) (?:the )?(?:absolute |net |total )?(?:inventory|position|net position"
        r"|holding)s?"
        r" (?:exceeds?|reaches|is above|passes|goes above|hits|is over|is beyond|is larger|is greater|breaches|of))\b"
    ),
    "'{words}': how the position is reduced again is not specified",
    "Without any quote the position stays where it is. Makers keep the side that reduces it, or trade out; the text"
    " says"
    " neither.",
    "which side goes on, or how and by when the position is reduced",
    settled=_ONE_SIDE,
    settled_next=_ONE_SIDE,
    settled_in_section=_ONE_SIDE,
    once=True,
)


def _both_go(ir: DocumentIR) -> Iterator[Hit]:
    """At the limit of the position both quotes go, and nothing brings it back: told once."""
    found = ((s, m) for s in ir.listings if (m := _BOTH_GO.search(s.block.text)))
    listing, match = next(found, (None, None))
    if (
        listing
        and match
        and not any(
            _ONE_SIDE.search(s.low) and _OF_LIMIT.search(s.low)
            for s in ir.segments.having(_ONE_SIDE)
            if not is_listing(s.block)
        )
    ):
        yield Hit(
            title="At the position limit both sides go, and how the position is reduced is not specified",
            why=f"“{match.group().strip()}” takes both quotes away. The side that would reduce the position goes"
            " with the other one, and no passage says how trading out of it begins.",
            spans=(Span.of(listing.block, match.start(), match.end()),),
            suggestion=add_sentence(
                listing, f"At the limit {to_specify('which side is still quoted, or how the position is reduced')}."
            )
            if listing.block.kind is not BlockKind.CODE
            else None,
        )
        return
    yield from _BOTH_SIDES(ir)


CHECKS = (
    Check(
        id="DS-LIM-74",
        title="Both sides are quoted, for no stated size",
        matters="A quote without a size is no obligation and no risk figure.",
        fix="Give the quantity on each side, how it changes with the inventory, and the least size that is shown.",
        category=Category.UNDEFINED_PARAMETER,
        severity=Severity.HIGH,
        find=not_of_indices(_no_size),
        bad=(
            "Quote both sides of the spread from the open to the close. One lot is 50 tonnes.",
            "The engine shows a bid and an offer while the market is open.",
        ),
        good=(
            "Quote both sides of the spread, 10 lots each.",
            "The engine shows a bid and an offer. The quote size is halved beyond the first limit.",
            "The closing price is the mean of best bid and best offer.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-LIM-75",
        title="A schedule and a ceiling, and nothing says which wins",
        matters="On a quiet day the plan asks for more than the limit allows.",
        fix="Say that the limit wins, or when it gives way, and what becomes of the quantity it keeps back.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=not_of_indices(_no_rank),
        bad=(
            "The order follows a schedule. Each slice is what is due by then.\n\nExecuted volume stays under 10% of"
            " market volume.",
        ),
        good=(
            "The order follows a schedule. Each slice is what is due by then.\n\nExecuted volume stays under 10% of"
            " market volume; this limit takes precedence.",
            "Executed volume stays under 10% of market volume.",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-LIM-77",
        title="An order inside the spread, at no stated price",
        matters="Two ticks inside and one behind are two strategies.",
        fix="Give the price in ticks from the bid, the offer or the midpoint, and what holds at a spread of one tick.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=not_of_indices(_PRICED_SOMEWHERE),
        bad=("Orders are placed inside the spread.", "Bids are kept just behind the touch."),
        good=("Orders are placed inside the spread, one tick above the bid.", "Orders are placed at the best bid."),
        confidence=0.75,
    ),
    Check(
        id="DS-LIM-76",
        title="What stays unfilled, and nothing says what becomes of it",
        matters="The last tenth of an order costs more than the first nine.",
        fix="Say when it is sent again, as which order and at which worst price, and what is given up at the end.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.HIGH,
        find=not_of_indices(_LEFT_OVER),
        bad=(
            "Leftovers are swept up.",
            "Cancelled slices are put back.",
            "Unexecuted quantities roll over.",
            "Legs are sent together; if one misses, the other is worked.",
            "After an outage the algorithm resumes where it should be.",
        ),
        good=(
            "Cancelled slices are put back once, after 5 seconds.",
            "Unexecuted quantities roll over to the next slice, up to 20% of it.",
            "After an outage the algorithm resumes.",
        ),
        confidence=0.75,
    ),
    Check(
        id="DS-MET-84",
        title="At the limit of the position both quotes go",
        matters="A position that nobody quotes stays.",
        fix="Keep the side that reduces the position, or say how and by when it is reduced.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_both_go,
        bad=(
            "Two quotes are shown.\n\n~if abs(inv) > 250:\n~    return None",
            "Quoting stops when the inventory exceeds 300 lots.",
        ),
        good=(
            "Quoting stops when the inventory exceeds 300 lots; only the side that reduces it goes on.",
            "~if abs(inv) > 250:\n~    return None\n\nAbove the limit only the reducing side is quoted by hand.",
        ),
        confidence=0.7,
    ),
)
