"""Programs: figures of code that the text gives otherwise, and functions that return nothing in some case."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from textwrap import dedent
from typing import Self

from domain.analysis.checks.check import Check, Hit, add_sentence, replace, to_specify
from domain.analysis.finding import Category, Severity
from domain.documents.text import Block, Span
from domain.semantics.ir import DocumentIR
from domain.semantics.quantities import Quantity, quantities
from domain.semantics.sections import Section
from domain.semantics.segments import Segment
from domain.semantics.tallies import in_figures


@dataclass(frozen=True)
class _Topic:
    """What a figure of code is of: told from names of the code, and from words of the text."""

    name: str
    code: re.Pattern[str]
    text: re.Pattern[str]
    is_window: bool = False


def _topic(name: str, code: str, text: str, *, is_window: bool = False) -> _Topic:
    return _Topic(name, re.compile(code), re.compile(rf"\b(?:{text})(?!\w)"), is_window)


_TOPICS = (
    _topic(
        "entry level",
        r"(?:^|_)(?:entry|enter|open_(?:z|level|thr))",
        r"enter(?:s|ed|ing)?|entry|entries|open(?:s|ed|ing)?",
    ),
    _topic("stop level", r"(?:^|_)stop", r"stop(?:ped|s)?(?:[- ]loss(?:es)?)?(?: out)?|loss(?:es)?"),
    _topic(
        "exit level",
        r"(?:^|_)(?:exit|unwind|close_(?:z|level|thr)|take_profit)",
        r"exit(?:s|ed|ing)?|close[sd]?|closing|unwound|unwinds?|profits? taken|take[- ]profit",
    ),
    _topic(
        "target volatility",
        r"target_?vol|vol(?:atility)?_?target|^sigma_?target",
        r"target(?:s|ed)? (?:[a-z]+ ){0,3}volatility|volatility (?:target|goal)|volatility (?:is |to )?(?:of|to|at)",
    ),
    _topic(
        "cap on weights",
        r"max_?w(?:eight)?|^upper$|max_?(?:pos(?:ition)?|size|alloc\w*|name)|(?:^|_)cap(?:_|$)|w(?:eight)?_?(?:cap"
        r"|max|limit)",
        r"capp?(?:ed)?|limited to|position limit|no weight|weights? (?:(?:is|are|may be|must not be|exceeds?)"
        r" )?(?:above|over|more than)"
        r"|weigh(?:s|t)? (?:more than|above|at most)|maximum weight|weight of at most",
    ),
    _topic("drawdown", r"(?:^|_)(?:dd|drawdown)(?:_|$)|maxdd|max_dd", r"draw-?downs?"),
    _topic("leverage", r"lev(?:erage)?(?:_|$)", r"leverage|gross exposure"),
    _topic("fee", r"(?:^|_)fees?(?:_|$)", r"fees?"),
    _topic("cost", r"(?:^|_)(?:costs?|commission|slippage|tc)(?:_|$)", r"costs?|commissions?|slippage"),
    _topic("risk-free rate", r"(?:^|_)(?:rf|risk_?free)(?:_|$)", r"risk-free(?: rate)?|cash rate"),
    _topic(
        "number of members",
        r"^n(?:um)?_(?:stocks|members|assets|pairs|names|shares|coins|positions|holdings)|top_?n|^max_(?:pairs"
        r"|positions|names)|nlargest|nsmallest",
        r"top|best|largest|smallest|highest|lowest|at most|selects?|holds?",
    ),
    _topic("half-life", r"half_?life", r"half-?li(?:fe|ves)", is_window=True),
    _topic(
        "decay factor",
        r"(?:^|_)(?:lambda|decay|alpha|smooth\w*)(?:_|$)",
        r"decay(?: factor)?|lambda|smoothing(?: factor)?",
    ),
    _topic(
        "threshold",
        r"(?:^|_)(?:thresh(?:old)?|band|buffer|tol(?:erance)?|trigger)(?:_|$)",
        r"thresholds?|bands?|buffers?|tolerance|triggers?|deviat\w+",
    ),
    _topic(
        "window of volatility",
        r"(?:vol|sigma|std|ewm)\w*_?(?:window|lookback|span|days|len|period)|\bstd\b",
        r"volatilit(?:y|ies)|standard deviations?",
        is_window=True,
    ),
    _topic(
        "window of correlation",
        r"corr?\w*_?(?:window|lookback|days)|\b(?:corr|cov)\b",
        r"correlations?|covariances?|beta",
        is_window=True,
    ),
    _topic(
        "window of the average",
        r"(?:^|_)(?:s?ma|ema|average)\w*_?(?:window|lookback|days|len|period)|\bmean\b",
        r"moving[- ]averages?|average|mean",
        is_window=True,
    ),
    _topic(
        "window of momentum",
        r"mom\w*_?(?:window|lookback|days|period)?|pct_change",
        r"momentum|returns?|price change|performance|trend",
        is_window=True,
    ),
    _topic(
        "look-back window",
        r"(?:^|_)(?:lookback|look_back|window)(?:_|$)",
        r"last|past|previous|trailing|rolling|look-?back(?: window| period)?|window",
        is_window=True,
    ),
)
_CONSTANT = re.compile(
    r"^[ \t]*(?P<name>[A-Za-z]\w*)(?: ?: ?\w+)? ?= ?(?P<figure>\d[\d_]*(?:\.\d+)?)[ \t]*(?:#[^\n]*)?$", re.MULTILINE
)
_WINDOW = re.compile(
    r"\.(?P<call>rolling|ewm|tail|pct_change|nlargest|nsmallest|head)\( ?(?:(?:window|span|n|halflife|periods|com) ?="
    r" ?)?(?P<figure>\d+|[A-Za-z_]\w*)"
    r"[^()\n]{0,40}\)(?:\.(?P<then>std|var|mean|corr|cov|sum|max|min|median)\b)?"
)
_ARGUMENT = re.compile(r"[(,] ?(?P<name>[a-z]\w{2,40})(?: ?: ?\w+)? ?= ?(?P<figure>\d+(?:\.\d+)?)(?= ?[,)])")
_FUNCTION = re.compile(r"^[ \t]*def (?P<name>\w+)", re.MULTILINE)
_BODY = re.compile(r"^(?P<margin>[ \t]*)def \w+[^\n]*(?:\n(?:(?P=margin)[ \t]+[^\n]*|[ \t]*(?=\n|$)))*", re.MULTILINE)
_ASSIGNED = re.compile(r"^[ \t]*(?P<name>\w+) ?= ?[^\n=]*$", re.MULTILINE)
_PAIRED = re.compile(r"fast|slow|short|long|upper(?!$)|lower|first|second|soft|hard|[12]$")


@dataclass(frozen=True)
class _Set:
    """A figure at start..end of a listing, and the names that say what it is of."""

    block: Block
    names: tuple[str, ...]
    value: float
    start: int
    end: int


def _settings(block: Block) -> Iterator[_Set]:
    text = block.text
    constants = {m["name"]: m for m in _CONSTANT.finditer(text)}
    uses = dict[str, list[str]]()
    for match in _WINDOW.finditer(text):
        around = [match["call"] if match["call"] in _NAMED_CALLS else match["then"] or "", *_left(text, match)]
        if match["figure"] in constants:
            uses.setdefault(match["figure"], []).extend(around)
        elif match["figure"].isdigit():
            names = [name for name in around if name] or _function_around(text, match)
            window = ["window"] if match["call"] in ("rolling", "tail") else []
            value = float(match["figure"])
            yield _Set(block, (*names, *window), value, match.start("call"), match.end("figure") + 1)
    for match in (*constants.values(), *_ARGUMENT.finditer(text)):
        called = (match["name"].lower(), *uses.get(match["name"], []))
        yield _Set(block, called, float(match["figure"].replace("_", "")), match.start("name"), match.end("figure"))


_NAMED_CALLS = ("pct_change", "nlargest", "nsmallest")


def _left(text: str, match: re.Match[str]) -> list[str]:
    """The name that the line of a match assigns to."""
    assigned = _ASSIGNED.match(text, text.rfind("\n", 0, match.start()) + 1)
    return [assigned["name"].lower()] if assigned else []


def _function_around(text: str, match: re.Match[str]) -> list[str]:
    """The name of the function that a match stands in."""
    return [function["name"].lower() for function in _FUNCTION.finditer(text, 0, match.start())][-1:]


_IN_DAYS = {"day": (1, 1), "week": (5, 7), "month": (20, 31), "year": (250, 366)}
_BEFORE = re.compile(
    r"[- ]?(?:days?|weeks?|months?)?[- ]?(?:(?:simple|exponential|rolling|historical|realised|annualised|price|total"
    r"|daily) )*"
)


_PERIOD = re.compile(r"(?<![\w.,])(?P<count>\d{1,4})[ -](?:[a-z&]+[ -]){0,3}?(?P<unit>day|week|month|year)s?\b")


def _windows(low: str) -> list[Quantity]:
    """The periods of a passage, of days of any market: "120 CME trading days"."""
    return [Quantity(float(m["count"]), m["unit"], "", *m.span()) for m in _PERIOD.finditer(low)]


def _agrees(value: float, said: Quantity, *, is_window: bool) -> bool:
    if is_window and said.unit in _IN_DAYS:
        least, most = (said.value * days for days in _IN_DAYS[said.unit])
        return least <= value <= most or value == said.value
    scale = {"%": 100.0, "bps": 10_000.0}.get(said.unit, 1.0)
    return any(abs(value * factor - said.value) < 1e-9 for factor in (1.0, scale))


def _figures(topic: _Topic, low: str) -> Iterator[Quantity]:
    """The figures that a passage gives a topic: the next one behind its words, or the one right before."""
    figures = _windows(low) if topic.is_window else [q for q in quantities(low) if q.unit not in _IN_DAYS]
    for match in topic.text.finditer(low):
        behind = next(
            (q for q in figures if match.end() <= q.start <= match.end() + (200 if topic.is_window else 70)), None
        )
        before = next(
            (q for q in reversed(figures) if q.end <= match.start() and _BEFORE.fullmatch(low, q.end, match.start())),
            None,
        )
        if before:
            yield before
        elif behind and not _is_of_another(topic, low[match.end() : behind.start]):
            yield behind


def _is_of_another(topic: _Topic, between: str) -> bool:
    return re.search(r"[;.]", between) is not None or any(
        other.text.search(between) for other in _TOPICS if other is not topic and not other.is_window
    )


def _code_and_text(ir: DocumentIR) -> Iterator[Hit]:
    said = cache(partial(_Said.of, ir))
    for listing in ir.listings:
        for found in _settings(listing.block):
            topics = [t for t in _TOPICS if any(t.code.search(name) for name in found.names)]
            given = next(filter(None, (_given(said(topic), found, listing) for topic in topics)), None)
            if given and not _PAIRED.search(found.names[0]):
                yield _differs(found, *given)


@dataclass(frozen=True)
class _Said:
    """What the text says of a topic: all figures beside it, by value and unit, and the first it is given in a section.

    `only` is the first one of all, where no other passage gives the topic another value.
    """

    topic: _Topic
    figures: tuple[Quantity, ...]
    in_sections: Mapping[Section, tuple[Segment, Quantity]]
    only: tuple[Segment, Quantity] | None

    @classmethod
    def of(cls, ir: DocumentIR, topic: _Topic) -> Self:
        about = [(s, in_figures(s.low)) for s in ir.told.having(topic.text) if topic.text.search(s.low)]
        beside = (q for segment, low in about for q in (*quantities(low), *_windows(segment.low)))
        given = [(segment, quantity) for segment, low in about for quantity in _figures(topic, low)]
        return cls(
            topic,
            tuple({(q.value, q.unit): q for q in beside}.values()),
            {segment.section: (segment, quantity) for segment, quantity in reversed(given)},
            given[0] if len({quantity.value for _, quantity in given}) == 1 else None,
        )


def _given(said: _Said, found: _Set, listing: Segment) -> tuple[_Topic, Segment, Quantity] | None:
    """Where the text gives the topic another figure than the code, and none that is the same."""
    if any(_agrees(found.value, quantity, is_window=said.topic.is_window) for quantity in said.figures):
        return None
    place = said.in_sections.get(listing.section, said.only)
    return (said.topic, *place) if place else None


def _differs(found: _Set, topic: _Topic, segment: Segment, quantity: Quantity) -> Hit:
    code = found.block.text[found.start : found.end]
    text = segment.text[quantity.start : quantity.end]
    return Hit(
        title=f"The {topic.name} of the code is not that of the text: '{text}' and '{code}'",
        why=f"“{segment.text[:120]}” gives {text}, the code has {code}. Whoever runs the code and whoever follows the"
        f" text"
        " get different results.",
        spans=(segment.span(quantity.start, quantity.end), Span.of(found.block, found.start, found.end)),
        suggestion=replace(
            segment,
            quantity.start,
            quantity.end,
            to_specify(f"{text}, or the {found.value:g} of the code, in both places"),
        ),
    )


def _returns_nothing(ir: DocumentIR) -> Iterator[Hit]:
    for listing in ir.listings:
        for function, start in _functions(listing.block.text):
            values = [node for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None]
            if values and _may_end(function.body):
                yield Hit(
                    title=f"{function.name} returns nothing where none of its conditions holds",
                    why=f"The function {function.name} returns a value in {len(values)} cases and none in the rest."
                    f" In other"
                    " languages that is an error, zero or the last value.",
                    spans=(Span.of(listing.block, start, start + len(f"def {function.name}")),),
                    suggestion=add_sentence(
                        listing,
                        f"In all other cases {function.name} returns"
                        f" {to_specify('the value, such as the one before')}.",
                    ),
                )


def _functions(text: str) -> Iterator[tuple[ast.FunctionDef, int]]:
    """The functions of a listing, each with its place; of what is not Python, none."""
    for match in _BODY.finditer(text):
        try:
            read = ast.parse(dedent(match.group()))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if read.body and isinstance(read.body[0], ast.FunctionDef):
            yield read.body[0], text.index("def", match.start())


def _may_end(body: list[ast.stmt]) -> bool:
    """Whether a body can be left without a return."""
    match body[-1] if body else None:
        case ast.Return() | ast.Raise():
            return False
        case ast.If(body=then, orelse=orelse):
            return _may_end(then) or _may_end(orelse)
        case ast.With(body=inner):
            return _may_end(inner)
        case ast.While(test=ast.Constant(value=True)):
            return False
        case ast.For(body=inner):
            return not _adds_up(inner)
        case ast.Try(body=inner, handlers=handlers, orelse=orelse, finalbody=final):
            return (not final or _may_end(final)) and (
                _may_end(orelse or inner) or any(_may_end(handler.body) for handler in handlers)
            )
    return True


def _adds_up(body: list[ast.stmt]) -> bool:
    """Whether a loop returns once what it adds up is enough, as a median does: it always comes to that."""
    added = {ast.unparse(one.target) for one in body if isinstance(one, ast.AugAssign) and isinstance(one.op, ast.Add)}
    last = body[-1]
    return (
        isinstance(last, ast.If)
        and isinstance(last.test, ast.Compare)
        and ast.unparse(last.test.left) in added
        and not _may_end(last.body)
    )


CHECKS = (
    Check(
        id="DS-CON-38",
        title="A figure of the code that the text gives otherwise",
        matters="The code and the text are two specifications, and only one can be right.",
        fix="Use one figure in text and code, and let one of them refer to the other.",
        category=Category.INCONSISTENT_CONTENT,
        severity=Severity.CRITICAL,
        find=_code_and_text,
        bad=(
            "Positions open at 2.5 standard deviations.\n\n~ENTRY = 2.0",
            "Volatility is the standard deviation of returns over the last 120 CME trading days.\n\n~def"
            " volatility(r):\n~    return r.rolling(60).std()",
            "The trend is up above the 200-day moving average.\n\n~WINDOW = 150\n~ma = price.rolling(WINDOW).mean()",
            "A trade is stopped out at a loss of 4%.\n\n~STOP_LOSS = 0.05",
            "The top 30 shares are held.\n\n~held = score.nlargest(20)",
        ),
        good=(
            "Positions open at 2.5 standard deviations.\n\n~ENTRY = 2.5",
            "Positions open at 2.5 standard deviations and close near the mean.\n\n~EXIT = 0.5",
            "Momentum is the return over 12 months.\n\n~mom = close.pct_change(252)",
            "A trade is stopped out at a loss of 5%.\n\n~STOP_LOSS = 0.05",
            "Volatility is the standard deviation of returns over 120 days.\n\n~ma = price.rolling(60).mean()",
        ),
    ),
    Check(
        id="DS-FOR-30",
        title="A function that returns nothing in some case",
        matters="What is not returned is an error in one language and zero in another.",
        fix="Add the value for all other cases, such as the one before.",
        category=Category.INCOMPLETE_FORMULA,
        severity=Severity.HIGH,
        find=_returns_nothing,
        bad=("~def side(z):\n~    if z > 2:\n~        return -1\n~    if z < -2:\n~        return 1",),
        good=(
            "~def side(z):\n~    if z > 2:\n~        return -1\n~    return 0",
            "~def side(z):\n~    if z > 2:\n~        return -1\n~    else:\n~        return 0",
            "~def show(z):\n~    if z > 2:\n~        print(z)",
            "~def median(trades):\n~    total = 0\n~    for price, size in trades:\n~        total += size\n~   "
            "     if total >= HALF:\n~            return price",
        ),
        confidence=0.9,
    ),
)
