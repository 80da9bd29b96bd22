"""Measured: which quantity of the trade a passage bounds or sets, and on which side ("No issuer above 4%")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from domain.semantics.currencies import are_money
from domain.semantics.measures import COUNT, MEASURE, MEASURES, MONEY, SHARE, TIME, Claim, name_of
from domain.semantics.members import CLASS, class_of
from domain.semantics.months import IN_MONTHS
from domain.semantics.quantities import Quantity, Side, quantities
from domain.semantics.tallies import in_figures, tallies

_LIMIT = r"(?:limits?|caps?|ceilings?|maximum|max|thresholds?)"
OF_CLASS = re.compile(
    rf"\b(?:(?:no|any|each|every|one|single|individual|per|an?)[ -](?:single[ -]|individual |one )?(?P<each>{CLASS})"
    rf"|(?P<capped>{CLASS})(?:'s)? (?:weights? |concentration |exposure )?{_LIMIT}"
    rf"|{_LIMIT} (?:weights? )?(?:per|for|on|of|in) (?:(?:each|any|every|an?|the|single|individual|one)"
    rf" )*(?P<per>{CLASS})"
    rf"|(?P<weighed>{CLASS})(?:'s)? weights?|weights? (?:of|for) (?:(?:each|any|every|an?|the|single|individual|one)"
    rf" )*(?P<of>{CLASS})|(?P<heavy>{CLASS}) (?:that|which|whose weights?|weighing|with (?:an? )?weights?))\b"
)
_WEIGHS = re.compile(
    rf"\b(?:weigh(?:s|ed|t|ts|ting)?|represents?|accounts? for|accounted for|makes? up|shares? of|allocations?"
    rf"|{_LIMIT}|above|exceeds?"
    r"|more than|at most|over|capped|limited|constitutes?|comprises?|concentration|under|below|larger|bigger|greater"
    r"|higher|smaller)\b"
)
_WHOLE = re.compile(
    r"(?: ?(?:%|per ?cent))? (?:of|in) (?:the |its |an? |total |overall |whole )*(?:index|portfolio|fund|basket|whole"
    r"|total"
    r"|nav|net asset|asset|weight|value|capital|market value|strategy|programme|notional|risk|book)"
)
_OF_ELSE = re.compile(r"(?: ?(?:%|per ?cent))? of (?:the |its |an? )?(?P<base>[a-z]+(?:[ -][a-z]+)?)")
_GO = (
    r"remov\w+|delet\w+|dropped|(?:drops?|falls?) out|taken out|leaves?|expelled|sold|eliminated|ceases? to be (?:a"
    r" )?(?:members?|eligible"
    r"|included)|(?:is|are) no longer (?:a )?(?:members?|eligible|included)|loses? (?:its|their) (?:place|membership"
    r"|eligibility)|exits? the"
)
_HAS_TO_GO = re.compile(rf"\b(?:{_GO})\b")
_OUT = re.compile(
    rf"\b(?:{_GO}|exclud\w+|ineligible|not (?:eligible|admitted|included|considered|accepted)|disqualif\w+|rejected"
    rf"|screened out)\b"
)
_CUT = re.compile(
    r"\b(?:cut|reduced|capped|trimmed|scaled|brought|lowered|pared|limited|set)\b[^.;]{0,20}\b(?:to|at)\b|\bexcess\b"
)
"""What is done where a bound is broken: "its weight is cut back to 25%"."""
_AND = re.compile(r" *(?:and|to|-|up to|\u2013) *[-+\u2212]?")
_MINUS = re.compile(r"(?<![\w%] )(?<![\w%])[-\u2212]$|\b(?:between|from|below|above|of|at|least|most|to) [-\u2212]$")
_OPENS = re.compile(r"\b(?:between|from) +[-\u2212]?$")
_ASIDE = re.compile(r"\((?![\d.]+ ?%?\))[^()]{1,80}\)")
"""What brackets say besides."""
_ENDS = re.compile(r"[.;,:]")
_PARTS = re.compile(r"[;(]|\.\s|, (?!at |but |of |or |from |capped|limited)| (?:while|whereas|provided) ")
"""What parts a figure from what stands before it."""
_UNITS = r"(?: (?:shares|stocks|contracts|lots|units|coins|bonds|years|months|days))?"
_LEAST_BEHIND = re.compile(
    rf"{_UNITS}(?:,? (?:or|and) (?:more|above|higher|greater|larger|longer|over|better|upwards?)\b| (?:minimum|at the"
    rf" least|at"
    r" least)(?=[.,;)]|$))"
)
_MOST_BEHIND = re.compile(
    rf"{_UNITS}(?:,? (?:or|and) (?:less|lower|below|fewer|shorter|smaller|under)\b| (?:maximum|at (?:the"
    rf" )?most)(?=[.,;)]|$))"
)
_MORE = (
    r"(?:exceed(?:s|ing|ed)?|above|over|beyond|more than|greater than|higher than|longer than|larger than|(?:rises?"
    r"|goes|go|climbs?) above)"
)
_LESS = (
    r"(?:below|under|less than|fewer than|lower than|smaller than|shorter than|(?:falls?|drops?|sinks?) (?:below"
    r"|under))"
)
_NOT = r"\b(?:no|none|neither|never|nor|not|cannot|without)\b[^.,;:]{0,50}"
_SIDES = tuple(
    (side, re.compile(pattern + r" *(?:the |a |an |its )? *$"))
    for side, pattern in (
        (Side.MOST, _NOT + rf"\b{_MORE}"),
        (Side.LEAST, _NOT + rf"\b{_LESS}"),
        (
            Side.MOST,
            r"(?:\b(?:at most|up to|maximum(?: of| is|:)?|(?:limited|capped|restricted|confined|held|kept) (?:at|to"
            r"|below|under|within)"
            rf"|as much as|within|(?:may|can|could) (?:reach|go (?:up )?to|rise (?:up )?to|increase to|climb to|be"
            rf" raised to|be as high as)|stays? (?:below|under|within)|(?:limit|cap|ceiling|maximum)(?: weight| size|"
            rf" value)?(?: of| is|:|=| at| to| stands at)*|{_LESS})|<=?|\u2264)",
        ),
        (
            Side.LEAST,
            r"(?:\b(?:at least|from|minimum(?: of| is|:)?|no fewer than|floor(?: of| is|:)?|starting (?:at|from)"
            rf"|as little as|{_MORE})|>=?|\u2265)",
        ),
    )
)
_IS = re.compile(
    rf"(?:[^\w.;]|\b(?:{CLASS}|placed|put|lies|is|are|has|have|gets?|receives?|carry|carries|of|at|to|amounts?"
    rf"|equals?|set|fixed|stands?|for"
    r"|by|annual|annually|the|an?|with|in|will"
    r"|be|weigh(?:s|ts?)?|takes? place|on|occurs?|happens|years?|level"
    r"|targets?|deducted|charged|from|index|portfolio|strategy|sector|per|each|member|and)\b)*"
)
_UPPER = re.compile(rf"\b{_LIMIT}")
_LOWER = re.compile(r"\b(?:minimum|min|floor|least|must have|need)\b")
_MAY_COME = frozenset(
    (
        "drawdown",
        "turnover",
        "tracking error",
        "value at risk",
        "gross exposure",
        "net exposure",
        "leverage",
        "order size",
    )
)
_ANY = re.compile(r"\b(?:an?|any|each|every|from|at|with|for) $")
_LOTS = re.compile(r" (?:shares|contracts|lots|units|coins)\b")
_OF_NUMBERS = re.compile(r"\b(?:value|level|starts?|begins?)\b")
_IF = re.compile(r"\b(?:if|when|where|once|as soon as|should|that|which|whose|with)\b")
_DENIED = re.compile(_NOT)
OF_BONDS = re.compile(r"\b(?:ladders?|rungs?|bonds?|notes?|gilts?|bills)\b(?! curve| yield)")
_SHARES = {"%": 0.01, "bps": 0.0001, "x": 1.0}
_REACH = 90
"""Characters between a figure and the words for what it measures, at the most."""


def claims(low: str) -> Iterator[Claim]:
    """What a passage in small letters says of quantities."""
    text = _ASIDE.sub(lambda match: " " * len(match.group()), in_figures(low))
    named = [_Named(*name_of(match), *match.span()) for match in MEASURE.finditer(text)]
    classes = [_Named("weight", class_of(_first(match)), *match.span()) for match in OF_CLASS.finditer(text)]
    figures = [_signed(text, q) for q in quantities(text)] if named or classes or OF_BONDS.search(text) else []
    lower_ends = _lower_ends(text, figures)
    goes, cut = _OUT.search(text), _CUT.search(text)
    for number, figure in enumerate(figures):
        kind, value, unit = _in_kind(text, figure)
        ranged = number in lower_ends or number - 1 in lower_ends
        if number in lower_ends and figure.unit == "":
            kind, value, unit = _in_kind(text, replace(figure, unit=figures[number + 1].unit))
        if kind == COUNT and not (_LOTS.match(text, figure.end) or _OF_NUMBERS.search(text)):
            continue
        what = _measure_of(text, figure, kind, named) or _weight_of(text, figure, kind, classes)
        if not what and ranged and kind == TIME and len(lower_ends) == 1:
            what = _of_bonds(text, figure)
        if not what:
            continue
        side = (Side.LEAST if number in lower_ends else Side.MOST) if ranged else _side(text, what, figure)
        if side is None:
            continue
        broken = goes or (cut and side is Side.LEAST and figure.end < cut.start() and _IF.search(text, 0, what.end))
        if broken and side is not Side.EXACTLY and not ranged and not _DENIED.search(text, what.start, figure.start):
            side = Side.LEAST if side is Side.MOST else Side.MOST
        start = figure.start if ranged or what.start > figure.start else max(what.start, figure.start - 40)
        stays = goes is not None and _HAS_TO_GO.search(text) is not None
        yield Claim(what.measure, what.of, side, value, unit, start, figure.end, stays, bool(broken), ranged)
    yield from tallies(text)


@dataclass(frozen=True)
class _Named:
    """The name of a measure at start..end."""

    measure: str
    of: str
    start: int
    end: int


def _first(match: re.Match[str]) -> str:
    return next(found for found in match.groups() if found)


def _in_kind(text: str, figure: Quantity) -> tuple[str, float, str]:
    """What kind of quantity a figure is, its value in the unit of the kind, and the unit."""
    if are_money(figure.unit):
        return MONEY, figure.value, figure.unit
    if figure.unit in IN_MONTHS:
        return TIME, figure.value * IN_MONTHS[figure.unit], "month"
    if figure.unit in ("week", "day"):
        return TIME, figure.value, f"{figure.qualifier} {figure.unit}"
    if figure.unit in _SHARES:
        return SHARE, round(figure.value * _SHARES[figure.unit], 8), ""
    if figure.unit == "" and text.startswith((" times", "-fold"), figure.end):
        return SHARE, figure.value, ""
    return COUNT if figure.unit == "" else "", figure.value, figure.unit


def _signed(text: str, figure: Quantity) -> Quantity:
    return replace(figure, value=-figure.value) if _MINUS.search(text, 0, figure.start) else figure


def _lower_ends(text: str, figures: list[Quantity]) -> frozenset[int]:
    """The numbers of those figures that begin a range: "from 1 to 11 years"."""
    return frozenset(
        number
        for number, (one, other) in enumerate(pairwise(figures))
        if _AND.fullmatch(text, one.end, other.start)
        and one.unit in (other.unit, "")
        and one.value < other.value
        and (_OPENS.search(text, 0, one.start) or text[one.end : other.start].strip() in ("to", "-"))
    )


def _measure_of(text: str, figure: Quantity, kind: str, named: list[_Named]) -> _Named | None:
    """The measure whose name stands next to a figure, before it or right behind."""
    fitting = [name for name in named if kind and kind in MEASURES[name.measure][0]]
    before = [
        n for n in fitting if n.end <= figure.start <= n.end + _REACH and not _PARTS.search(text, n.end, figure.start)
    ]
    if before:
        return before[-1]
    return next(
        (n for n in fitting if 0 <= n.start - figure.end <= 14 and not _ENDS.search(text, figure.end, n.start)), None
    )


def _weight_of(text: str, figure: Quantity, kind: str, classes: list[_Named]) -> _Named | None:
    """The kind of thing whose share of the whole a figure is."""
    if kind != SHARE or figure.unit not in ("%", "bps"):
        return None
    if _OF_ELSE.match(text, figure.end) and not _WHOLE.match(text, figure.end):
        return None
    before = [
        c for c in classes if c.end <= figure.start <= c.end + _REACH and not _PARTS.search(text, c.end, figure.start)
    ]
    behind = [c for c in classes if 0 <= c.start - figure.end <= 12]
    found = next(iter(before[-1:] or behind[:1]), None)
    if found and _WEIGHS.search(text, min(found.start, max(0, figure.start - 40)), max(found.end, figure.start)):
        return found
    return None


def _of_bonds(text: str, figure: Quantity) -> _Named | None:
    """A range of years that bonds are said to have: "The ladder runs from 1 to 10 years"."""
    match = OF_BONDS.search(text, 0, figure.start)
    return _Named("remaining maturity", "", *match.span()) if match else None


def _side(text: str, what: _Named, figure: Quantity) -> Side | None:
    """On which side of a figure a quantity has to be; None where that is not said."""
    if _LEAST_BEHIND.match(text, figure.end):
        return Side.LEAST
    if _MOST_BEHIND.match(text, figure.end):
        return Side.MOST
    before = text[max(0, min(what.start, figure.start) - 30) : figure.start]
    for side, words in _SIDES:
        if words.search(before):
            return side
    between = text[what.end : figure.start] if what.end <= figure.start else text[figure.end : what.start]
    if not _IS.fullmatch(between):
        return None
    said = text[max(0, min(what.start, figure.start) - 12) : max(what.end, figure.start)]
    if _UPPER.search(said) or _LOWER.search(said):
        return Side.MOST if _UPPER.search(said) else Side.LEAST
    # "a drawdown of 10%" is one that may come, "the drawdown is 10%" one that is meant
    return None if what.measure in _MAY_COME and _ANY.search(text, 0, what.start) else Side.EXACTLY
