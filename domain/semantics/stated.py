"""Stated: what a passage says how much, how often or at which hours something is, whatever the thing is called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.semantics.currencies import are_money
from domain.semantics.frequencies import frequencies
from domain.semantics.quantities import Quantity, Side, quantities
from domain.semantics.segments import Segment, SegmentKind
from domain.semantics.tallies import in_figures
from domain.semantics.words import STOP, root, word_set


@dataclass(frozen=True)
class Stated:
    """Something of which a passage gives one figure, frequency or time of day at start..end.

    `of` are the roots of its name, `unit` what the value is counted in, `base` what it is a share of. `side` is None
    where the passage does not say on which side of the value the thing has to be.
    """

    segment: Segment
    of: frozenset[str]
    kind: str
    value: tuple[float, ...]
    unit: str
    side: Side | None
    base: str
    start: int
    end: int

    name: str = ""

    @property
    def words(self) -> str:
        return self.segment.text[self.start : self.end].strip()

    def bounded(self) -> "Stated":
        """What it says where it stands among limits."""
        return replace(self, side=Side.MOST)

    def near(self, of: frozenset[str]) -> bool:
        """Whether one of these roots stands in the clause of the value."""
        low = self.segment.low
        start = max(low.rfind(mark, 0, self.start) for mark in (";", ", ", ". ")) + 1
        end = min((at for mark in (";", ", ", ". ") if (at := low.find(mark, self.end)) >= 0), default=len(low))
        return self.kind == "hours" or bool(names(low[max(start, self.start - 90) : min(end, self.end + 50)]) & of)


_LINKS = word_set(
    "is are be been was were has have may must can could shall will should not never reach reaches reached rise rises"
    " go goes up to at most least more less than above below over under beyond limited capped set fixed stands stand"
    " amounts amount equals equal of by the a an from with in no as kept held within maximum minimum exactly always"
    " about exceed exceeds exceeding larger smaller higher lower greater bigger longer shorter fewer wide large long"
    " high it put placed totals measures only allowed restricted restrict both between usually one charged deducted"
    " subtracted takes takes lasts counts runs comes falls fall drops drop and or"
)
"""What may stand between the name of a thing and its figure."""
_JOINS = word_set("per of for on each every any")
"""What joins two parts of one name: "inventory per fund"."""
_BREAKS = _LINKS | word_set(
    "if when whenever where unless until that which while only then but after before whose than soon because so they"
    " there this these those it he we at in into"
)
_ARTICLES = word_set("the a an its")
_SIDE_WORDS = {
    "maximum": Side.MOST,
    "max": Side.MOST,
    "limit": Side.MOST,
    "cap": Side.MOST,
    "ceiling": Side.MOST,
    "highest": Side.MOST,
    "largest": Side.MOST,
    "minimum": Side.LEAST,
    "min": Side.LEAST,
    "floor": Side.LEAST,
    "lowest": Side.LEAST,
    "smallest": Side.LEAST,
}
_LITTLE = word_set(
    "single individual each any every no one all the a an its their our this that per of for on in and or to own"
    " total value number amount level size hour time window period setting frequency cycle schedule interval timing"
    " item term allowed permitted rule target"
)
"""What tells one quantity from another only together with a name."""
_NO_NAME = _LITTLE | STOP | _SIDE_WORDS.keys()
_SAYS_NOTHING = {
    root(word)
    for word in word_set(
        "value result number figure total price level amount return change date day time period rate weight order it"
        " they he we example section table date year month week quarter share case part rest step point unit file"
        " strategy index algorithm portfolio fund product system method model parameter line row trade event"
    )
}
_SAME_AS = {
    "daily": "day",
    "monthly": "month",
    "yearly": "year",
    "annual": "year",
    "intraday": "day",
    "wide": "width",
    "long": "length",
    "deep": "depth",
    "large": "size",
    "old": "age",
    "lag": "delay",
    "latency": "delay",
}
_OF_NOTES = (
    (
        re.compile(
            r"\b(?:capital|principal|investors?|holders?)\b[^.;]{0,40}\b(?:at risk|lost|loses?|bears?|protected)\b"
        ),
        "protection barrier",
    ),
    (re.compile(r"\b(?:called|redeemed|redeems?|calls) (?:early|automatically|before maturity)\b"), "call level"),
    (re.compile(r"\bcoupons? (?:is|are) (?:paid|due|payable)\b"), "coupon barrier"),
)
"""What the levels of a structured note are for, and what they are called."""
_TOKEN = re.compile(r"[a-z]+(?:-[a-z]+)*|[^\sa-z]")
_OF_CLOCK = re.compile(r"[:.]\d| ?[ap]\.?m\b| o'clock")
_CLOCK = r"[0-2]?\d[:.][0-5]\d"
_HOURS = re.compile(
    rf"(?P<from>{_CLOCK})(?: ?[a-z]{{2,3}}(?![a-z]))? ?(?:-|to|until|and|till|\u2013) ?(?P<to>{_CLOCK})"
)
_NOT_MORE = re.compile(r"\b(?:no|not|never|none|cannot|neither|nor)\b")
_MORE = re.compile(r"\b(?:above|over|beyond|more|exceed\w*|larger|higher|greater|bigger|longer|rises?)\b")
_LESS = re.compile(r"\b(?:below|under|less|fewer|smaller|lower|shorter|falls?|drops?)\b")
_MOST = re.compile(r"\b(?:up to|at most|reach\w*|within|limited|capped|restricted|maximum|limit|cap|ceiling|may)\b")
_LEAST = re.compile(r"\b(?:at least|minimum|floor|from)\b")
_BEHIND = re.compile(
    r"(?P<unit> (?!and\b|or\b|but\b)[a-z]+)?,? (?:(?P<most>at (?:the )?most|maximum|or less)|(?:at (?:the )?least"
    r"|minimum|or more))\b"
)
_ENFORCED = re.compile(
    r"\b(?:is|are|must be|will be|has to be|have to be) (?:then |at once |immediately |automatically )?(?:reduced|cut"
    r"|trimmed|closed|sold|removed|rejected|blocked|scaled|capped|refused|cancelled|stopped|halted|liquidated|split"
    r"|brought|pared|lowered|raised|topped|deleted|excluded)\b"
)
"""What is done where a bound is broken."""
_PRONOUN = re.compile(r"\b(?:it|they) (?:is|are|has|have|reaches|exceeds?|falls?|lasts?|takes?) (?:[a-z]+ ){0,3}$")
_COUNTED = re.compile(r" (?P<name>(?:[a-z-]{3,} )?[a-z-]{3,}s)\b")
"""What is counted, of which the figure is the number: "12 resting orders"."""
_OF_EACH = re.compile(r"(?<!consists )(?<!composed )(?<!up )\bof +$")
"""What makes of a number that of a part: "eight rungs of two bonds"."""
_TRIGGER = re.compile(r"\b(?:if|when|whenever|where|once|as soon as|should|in case)\b")
"""What makes of a figure the one at which something happens."""
_MAY_COME = re.compile(r"\b(?:an?|any|each|every) (?:[a-z-]+ ){1,3}of $")
"""A quantity that comes or does not: "at a loss of 5%"."""
_BASE = re.compile(r" ?(?:%|per ?cent|bps|basis points?)? of (?:the |its |an? |that )?(?P<base>[a-z]+)")
_NO_NAME_BEHIND = "|".join(sorted(_BREAKS | _JOINS | {"ago", "later", "earlier"}))
_NAME_BEHIND = re.compile(rf"(?:'s?|-)? (?P<name>(?!(?:{_NO_NAME_BEHIND})\b)[a-z-]{{3,}})\b")
_NOUN = re.compile(r" (?P<noun>[a-z]+)")
_ASIDE = re.compile(r"\([^()]{0,80}\)")


def names(text: str) -> frozenset[str]:
    """The roots of the telling words of a name in small letters."""
    spelled = " ".join(_SAME_AS.get(word, word) for word in re.findall(r"[a-z]+", text))
    return frozenset(
        root(word) for word in spelled.split() if len(word) > 1 and not {word, word.rstrip("s")} & _NO_NAME
    )


def stated(segment: Segment) -> Iterator[Stated]:
    """What a passage of the text, or the second cell of a row, states."""
    if segment.kind is SegmentKind.CELL:
        yield from _of_row(segment)
    elif segment.kind is not SegmentKind.HEADING:
        yield from _of_text(segment)


def _of_row(segment: Segment) -> Iterator[Stated]:
    label = _ASIDE.sub(" ", segment.lead.lower())
    of = names(label)
    if not of:
        return
    side = next((s for word, s in _SIDE_WORDS.items() if re.search(rf"\b{word}\b", label)), None)
    low = segment.low
    if hours := _HOURS.search(low):
        yield Stated(segment, of, "hours", _minutes(hours), "", None, "", *hours.span())
        return
    found = [q for q in quantities(low) if not low[q.end :].startswith(":")]
    often = [*frequencies(low)]
    if often and len(often) == 1:
        yield Stated(segment, of, "often", (often[0].times,), "", None, "", often[0].start, often[0].end)
    elif len(found) == 1:
        figure = found[0]
        yield _stated(segment, of, figure, side or _side(low[: figure.start], low[figure.end :]))


def _of_text(segment: Segment) -> Iterator[Stated]:
    low = _ASIDE.sub(lambda match: " " * len(match.group()), in_figures(segment.low))
    hours = [*_HOURS.finditer(low)]
    if len(hours) == 1:
        yield Stated(segment, names(low), "hours", _minutes(hours[0]), "", None, "", *hours[0].span())
        return
    often = [*frequencies(low)]
    if len(often) == 1:
        yield Stated(segment, names(low), "often", (often[0].times,), "", None, "", often[0].start, often[0].end)
    for figure in quantities(low):
        if _OF_CLOCK.match(low, figure.end) or low[: figure.start].endswith(":"):
            continue
        if figure.unit and (behind := _NAME_BEHIND.match(low, figure.end)):
            side = _side(low[max(0, figure.start - 25) : figure.start], "")
            yield _stated(segment, names(behind["name"]), figure, side)
        of_each = _OF_EACH.search(low, 0, figure.start)
        if not (figure.unit or of_each) and (counted := _COUNTED.match(low, figure.end)):
            side = _side(low[max(0, figure.start - 25) : figure.start], "")
            number = _stated(segment, names(counted["name"]), figure, side)
            yield replace(number, unit="")
        name, between = _name_before(low, figure.start)
        level = next((level for said, level in _OF_NOTES if figure.unit == "%" and said.search(low)), "")
        name = level or name
        of = names(name) or (names(low[: figure.start]) if _PRONOUN.search(low, 0, figure.start) else frozenset())
        if of and not of <= _SAYS_NOTHING and between.strip():
            side = _side(between, low[figure.end :]) or _named_side(name)
            if side and _ENFORCED.search(low, figure.end) and not _NOT_MORE.search(between):
                side = Side.MOST if _MORE.search(between) else Side.LEAST if _LESS.search(between) else side
            elif _TRIGGER.search(low, 0, figure.start):
                side = Side.EXACTLY
            may_come = _MAY_COME.search(low, 0, figure.start) is not None
            yield replace(_stated(segment, of, figure, side), name="" if may_come else name)


def _stated(segment: Segment, of: frozenset[str], figure: Quantity, side: Side | None) -> Stated:
    low = segment.low
    base = _BASE.match(low, figure.end)
    value, unit = _in_unit(figure)
    if not unit:
        noun = _NOUN.match(low, figure.end)
        unit = root(noun["noun"]) if noun else ""
    start = figure.start
    while start > 0 and segment.text[start - 1].isalpha():  # a number in words
        start -= 1
    return Stated(segment, of, "figure", (value,), unit, side, base["base"] if base else "", start, figure.end)


def _in_unit(figure: Quantity) -> tuple[float, str]:
    scales = {"bps": (0.01, "%"), "year": (12.0, "month"), "quarter": (3.0, "month"), "hour": (3600.0, "second")}
    scales |= {"minute": (60.0, "second"), "millisecond": (0.001, "second")}
    scale, unit = scales.get(figure.unit, (1.0, figure.unit))
    return round(figure.value * scale, 9), unit


def comparable(one: Stated, other: Stated) -> bool:
    """Whether the values of two statements are of one kind and unit."""
    if one.kind != other.kind or (one.base and other.base and one.base != other.base):
        return False
    return one.unit == other.unit or ("money" in (one.unit, other.unit) and are_money(one.unit, other.unit))


def _minutes(match: re.Match[str]) -> tuple[float, ...]:
    def minute(text: str) -> float:
        hour, _, rest = text.replace(".", ":").partition(":")
        return float(int(hour) * 60 + int(rest))

    return minute(match["from"]), minute(match["to"])


def _name_before(low: str, end: int) -> tuple[str, str]:
    """The name that the words before a figure give it, and the words between the two."""
    tokens = list(_TOKEN.finditer(low, max(0, end - 110), end))
    start = end
    while tokens and (tokens[-1].group() in _LINKS or tokens[-1].group() in "$€£:"):
        tokens.pop()
    name_end = tokens[-1].end() if tokens else end
    count = 0
    while tokens and count < 5:
        word = tokens[-1].group()
        if word in _ARTICLES and len(tokens) > 1 and tokens[-2].group() in _JOINS:
            tokens.pop()
            continue
        if not word[0].isalpha() or (word in _BREAKS and word not in _JOINS):
            break
        start = tokens.pop().start()
        count += word not in _JOINS
    links = low[name_end:end].strip()
    return low[min(start, name_end) : name_end], low[max(0, start - 12) : end] if links else ""


def _named_side(name: str) -> Side | None:
    return next((side for word, side in _SIDE_WORDS.items() if re.search(rf"\b{word}\b", name)), None)


def _side(before: str, after: str) -> Side | None:
    """On which side of the figure between these words the thing has to be, as far as they say."""
    if behind := _BEHIND.match(after):
        return Side.MOST if behind["most"] else Side.LEAST
    denied = _NOT_MORE.search(before) is not None
    if _MORE.search(before):
        return Side.MOST if denied else Side.LEAST
    if _LESS.search(before):
        return Side.LEAST if denied else Side.MOST
    if _LEAST.search(before):
        return Side.LEAST
    return Side.MOST if _MOST.search(before) else None
