"""Functions that code calls and nothing describes, and midpoints of a book that may be empty."""

import re
from collections.abc import Iterator

from domain.analysis.checks.check import Check, Hit, add_sentence, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import BlockKind, Span
from domain.semantics.document_kind import DocumentKind
from domain.semantics.ir import DocumentIR
from domain.semantics.listings import is_listing
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.words import content_words, word_set

_CALL = re.compile(r"(?<![.\w@'\"])(?P<name>[a-z_][a-z0-9_]{2,40})\(")
_NAME = re.compile(r"[a-z_][a-z0-9_]{2,40}")
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
    found = ir.listings
    made = {name for listing in found for match in _MADE.finditer(listing.block.text) for name in _names(match)}
    said = [s for s in ir.segments if s.kind is not SegmentKind.HEADING and not is_listing(s.block)] if found else ()
    named = {name for segment in said for name in _NAME.findall(segment.low)}
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
            if name in named or _is_described(ir, name):
                continue
            yield _hit(listing, name, match.start(), match.end() - 1)


def _names(match: re.Match[str]) -> list[str]:
    return [name for group in match.groups() if group for name in re.findall(r"\w+", group)]


def _is_described(ir: DocumentIR, name: str) -> bool:
    """Whether a passage outside the code speaks of it by the words that its name is made of."""
    words = content_words(" ".join(w for w in name.split("_") if w not in _LITTLE and len(w) > 1))
    return any(s.kind is not SegmentKind.HEADING and not is_listing(s.block) for s in ir.with_all(words))


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
    for listing in ir.listings:
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
)
