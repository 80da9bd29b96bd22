"""Functions that code calls and nothing describes, and midpoints of a book that may be empty."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_sentence, to_specify
from domain.analysis.checks.wording import Wording
from domain.analysis.finding import Category, Severity
from domain.documents.text import BlockKind, Span
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR
from domain.semantics.listings import is_listing, listings
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words, word_set

_CALL = re.compile(r"(?<![.\w@'\"])(?P<name>[a-z_][a-z0-9_]{2,40})\(")
_NO_CALL = re.compile(r"(?:def|class|function|fn|func) $")
_MADE = re.compile(
    r"\b(?:def|class|function|fn|func)\s+(\w+)|\bimport ([\w, ]+)|^[ \t]*(\w+)(?:\([^()\n]*\))? *:?=(?!=)", re.MULTILINE
)
_KNOWN = word_set(
    "abs min max round sum len range int float str bool list dict set tuple sorted enumerate zip map filter any all"
    " print"
    " isinstance type open exp log sqrt floor ceil pow sign mean median std stdev var corr cov rolling rank clip where"
    " isnan isna notna nan mid midpoint mid_price midprice best_bid best_ask bid ask now time date today datetime"
    " timedelta"
    " timestamp decimal sleep super getattr hasattr reversed iter next divmod input format hash if elif while for"
    " return"
    " and or not in is lambda except with assert yield raise switch random uniform shuffle choice randint normal argmax"
    " argmin nlargest nsmallest percentile quantile cumsum cumprod diff shift concat merge append lower upper sma ema"
    " average stddev zscore norm cdf dot tanh sinh cosh sin cos ln count first last lag delay"
)
_FETCHES = word_set(
    "get fetch load read query download request receive send submit place cancel log print alert notify buy sell close"
    " open exit enter set update append save store publish wait connect subscribe order market limit trade quote last"
    " current today previous next prior latest best write record report emit execute exec route cross amend replace"
    " init start stop run main test shutdown flatten liquidate hedge rebalance on handle process create make new prices"
    " price close volume position positions time clock floor ceil round snap trunc clip"
)
"""What fetches data or sends orders; other checks ask for the source of the data and the kind of order."""
_LITTLE = word_set(
    "is has should can needs must get calc calculate compute of to in the a for all any by from new check"
)
_TESTS = word_set("is has should can needs must are was in check detect passes looks allowed valid too")


def _called(ir: DocumentIR) -> Iterator[Hit]:
    """A function whose result the code uses, and that neither the code nor the text describes."""
    found = listings(ir.segments)
    made = {name for listing in found for match in _MADE.finditer(listing.block.text) for name in _names(match)}
    told = set[str]()
    for listing in found:
        text = listing.block.text
        for match in _CALL.finditer(text):
            name = match["name"]
            first, *rest = name.strip("_").split("_")
            if name in told or name in made or name in _KNOWN or first in _FETCHES:
                continue
            if not (rest or first not in _TESTS) or _NO_CALL.search(text, 0, match.start()):
                continue
            before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
            if not before.strip():
                continue
            told.add(name)
            if _is_described(ir, name):
                continue
            yield _hit(listing, name, match.start(), match.end() - 1)


def _names(match: re.Match[str]) -> list[str]:
    return [name for group in match.groups() if group for name in re.findall(r"\w+", group)]


def _is_described(ir: DocumentIR, name: str) -> bool:
    """Whether a passage outside the code speaks of it, by its name or by the words it is made of."""
    words = content_words(" ".join(w for w in name.split("_") if w not in _LITTLE and len(w) > 1))
    candidates = list(ir.with_all(words)) if words else []
    candidates += [s for s in ir.segments if name in s.low]
    return any(s.kind is not SegmentKind.HEADING and not is_listing(s.block) for s in candidates)


def _hit(listing: Segment, name: str, start: int, end: int) -> Hit:
    return Hit(
        title=f"The function {name} is called and described nowhere",
        why=f"The code decides by {name}, and neither the code nor the text says what it computes, from which data and"
        " with which figures. Whoever writes it decides what is traded.",
        spans=(Span.of(listing.block, start, end),),
        suggestion=add_sentence(listing, f"{name} {to_specify('what it returns, from which inputs, by which rule')}.")
        if listing.block.kind is not BlockKind.CODE
        else None,
    )


_MIDPOINT = re.compile(r"\b(?:mid(?:[- ]?(?:price|point))?s?\(|mid[- ]?(?:point|price)s?\b)")
_EMPTY = re.compile(
    r"\b(?:empty|one[- ]sided|(?:where|while|if|when|should|unless) (?:a|one|either|any|both) sides?|no (?:bid|ask"
    r"|offer|quote|best)|without (?:a )?(?:bid|offer|ask|quote)"
    r"|missing|unavailable|not available|lack\w*|absent|stale|locked|crossed|fallback|falls back|last (?:valid|known"
    r"|good))\b"
)


def _empty_book(ir: DocumentIR) -> Iterator[Hit]:
    """The midpoint decides orders, and nothing says what holds where a side of the book is empty: told once."""
    if ir.kind is DocumentKind.INDEX_RULEBOOK or ir.segments.say(_EMPTY):
        return
    for listing in listings(ir.segments):
        match = _MIDPOINT.search(listing.block.text)
        if match and "(" in match.group():
            start, end = _line_around(listing.block.text, match.start())
            yield Hit(
                title="The midpoint is undefined where a side of the book is empty",
                why="With no bid or no offer there is no midpoint, and the code goes on with what is left: an old"
                " price, half a quote or an error. Crossed and locked books are open as well.",
                spans=(Span.of(listing.block, start, end),),
                suggestion=add_sentence(
                    listing,
                    f"Where a side of the book is empty, {to_specify('no quote, or which price')}.",
                )
                if listing.block.kind is not BlockKind.CODE
                else None,
            )
            return


def _line_around(text: str, at: int) -> tuple[int, int]:
    """Start and end of the line of code that a character stands in, without its margin."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    start += len(text[start:at]) - len(text[start:at].lstrip())
    return start, end if end >= 0 else len(text)


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


def _stuck(ir: DocumentIR) -> Iterator[Hit]:
    """At the limit of the position both quotes go, and nothing brings it back: told once."""
    for listing in listings(ir.segments):
        match = _BOTH_GO.search(listing.block.text)
        if match and not any(
            _ONE_SIDE.search(s.low) and re.search(r"\b(?:limit|quot\w+|side)\b", s.low)
            for s in ir.segments
            if not is_listing(s.block)
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
        id="DS-FOR-84",
        title="A function that the code calls and nothing describes",
        matters="A name is not yet a rule.",
        fix="Give the function in code or in words: inputs, formula, figures, and the result where data are missing.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.CRITICAL,
        find=_called,
        bad=(
            "~def quote(book, inv):\n~    if is_toxic(last_trades()):\n~        width = width * 2\n~    return width",
            "~weight = conviction_score(stock) * 0.02\n~buy(stock, weight)",
            "~if price > 10 and liquidity_ok(stock):\n~    buy(stock, 100)",
        ),
        good=(
            "~def is_toxic(trades):\n~    return len(trades) > 5\n~if is_toxic(last_trades()):\n~    width = width * 2",
            "~if is_toxic(trades):\n~    width = width * 2\n\nFlow is toxic if 5 of 6 trades are on one side.",
            "~size = max(1, round(cash / price))\n~send_order(stock, size)",
            "~cancel_stale_quotes()\n~prices = get_prices(stock)",
        ),
        confidence=0.8,
    ),
    Check(
        id="DS-FOR-85",
        title="The midpoint of a book that may be empty",
        matters="Half of nothing is quoted at the worst moment.",
        fix="Say what is done where a side is empty, and where the book is locked or crossed.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.MEDIUM,
        find=_empty_book,
        bad=(
            "The algorithm quotes both sides of the spread.\n\n~def quote(near, far):\n~    fair = mid(near) -"
            " mid(far)\n~    return fair",
        ),
        good=(
            "The algorithm quotes both sides.\n\n~def quote(near, far):\n~    return mid(near) - mid(far)\n\nNothing"
            " is quoted"
            " while a side of either book is empty.",
        ),
        confidence=0.7,
    ),
    Check(
        id="DS-MET-84",
        title="At the limit of the position both quotes go",
        matters="A position that nobody quotes stays.",
        fix="Keep the side that reduces the position, or say how and by when it is reduced.",
        category=Category.AMBIGUOUS_METHODOLOGY,
        severity=Severity.MEDIUM,
        find=_stuck,
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
