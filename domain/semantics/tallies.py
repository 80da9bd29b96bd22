"""Tallies: how many members, seats or decimals a passage says there are."""

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.semantics.measures import Claim
from domain.semantics.members import CLASS, MEMBER, class_of
from domain.semantics.numbers import SPELLED, spelled
from domain.semantics.quantities import Side

_HOLDS = (
    r"consists? of|compris(?:es?|ing)|contain(?:s|ing)|hold(?:s|ing)|(?:index|basket|portfolio|strategy|it|universe)"
    r" (?:has|have|tracks"
    r"|measures|covers|includes)|made up of|composed of|invests? in|trades?|tracks|(?:portfolio|basket|index) of"
    r"|selects?"
    r"|picks"
    r"|chooses"
)
TALLY = re.compile(
    rf"\b(?:{_HOLDS}) (?:the |up to |at least |at most |between |from |exactly |a total of )* *(?P<count>\d{{1,4}})"
    rf"(?: ?(?:and|to|-) *(?P<upper>\d{{1,4}}))? (?:[a-z-]+ ){{0,3}}?(?P<what>{MEMBER})\b"
    rf"|\b(?:the )?(?:top )?(?P<count2>\d{{1,4}}) (?:[a-z-]+ ){{0,3}}?(?P<what2>{MEMBER})\b[^.;]{{0,60}}?"
    r" (?:are|is) (?:selected|chosen|included|held|picked|taken|admitted)\b"
    rf"|\bnumber of (?:index )?(?P<what3>{MEMBER})(?: (?:is|of|at|stays|remains|fixed|set|kept|to|limited|between"
    rf"|from|never|falls|below|above|exceeds?|may|must|be|least|most))* +"
    r"(?P<count3>\d{1,4})(?: ?(?:and|to|-) ?(?P<upper3>\d{1,4}))?\b"
)
_NO_TALLY = re.compile(
    r"\b(?:per|in each|from each|of each|within each|for each|every|committee|board|quorum|panel|reserve|replac\w+"
    r"|waiting"
    r"|add(?:ed|s)|delet\w+|remov\w+|long|short|buffer|sells?|currently|example|as of|parent|universe"
    r"|lots?|contracts? (?:per|a)|sub-?index\w*|if|when|fewer|minimum|maximum|new|additional)\b"
)
_OUT_OF = re.compile(r"\b(?:from|among|out of|of)(?: the)? ?$")
_UNIT = r"(?:years?|months?|quarters?|weeks?|days?|per ?cent|decimals?)"
_COUNTED = re.compile(
    rf"\b(?:{SPELLED}(?= (?:[a-z-]+ ){{0,3}}{_UNIT}\b)|(?!one\b){SPELLED}(?= (?:[a-z-]+ ){{0,3}}(?:{CLASS})\b))"
)
_PARTS = {"half": "50%", "third": "33.3%", "quarter": "25%", "fifth": "20%", "tenth": "10%"}
_PART = re.compile(rf"\b(?:(?:an?|one) )?(?P<part>{'|'.join(_PARTS)})(?= of (?:the|its|all|total)\b)")


@lru_cache(maxsize=1 << 14)  # several checks ask, each of all passages with a number
def in_figures(low: str) -> str:
    """Numbers in words, and parts of a whole, as figures, each in its place."""
    low = _PART.sub(lambda match: _PARTS[match["part"]].rjust(len(match.group())), low)
    return _COUNTED.sub(lambda match: str(spelled(match.group())).rjust(len(match.group())), low)


def tallies(text: str) -> Iterator[Claim]:
    """How many members there are: "the index consists of the 30 shares with the best score"."""
    for match in TALLY.finditer(text):
        if _NO_TALLY.search(text, max(0, match.start() - 30), match.end() + 24) or _OUT_OF.search(
            text, 0, match.start()
        ):
            continue
        count = int(match["count"] or match["count2"] or match["count3"])
        upper = match["upper"] or match["upper3"]
        of = class_of(match["what"] or match["what2"] or match["what3"])
        at = match.span()
        if upper:
            yield Claim("number of members", of, Side.LEAST, count, "", *at, ranged=True)
            yield Claim("number of members", of, Side.MOST, int(upper), "", *at, ranged=True)
            continue
        said = text[max(0, match.start() - 14) : match.end()]
        side = (
            Side.MOST
            if re.search(r"\b(?:up to|at most|no more than|not more than|maximum|limited|exceeds?|above)\b", said)
            else Side.LEAST
            if re.search(r"\b(?:at least|no fewer than|minimum|below)\b", said)
            else Side.EXACTLY
        )
        yield Claim("number of members", of, side, count, "", *at)
    yield from _decimals(text)
    for match in _SEATS.finditer(text):
        yield Claim("number of members", match["body"], Side.EXACTLY, int(match["count"]), "", *match.span())


_DECIMALS = re.compile(
    r"\b(?P<what>[a-z]+?)(?:es|s)? (?:is|are) (?P<verb>[a-z]+)[^.;\d]{0,40} *(?P<count>\d{1,2}) (?:decimals?\b"
    r"|decimal places?\b|digits (?:after|behind))"
)
_INSIDE = frozenset(("calculated", "computed", "stored", "kept", "carried", "held"))
_SEATS = re.compile(
    r"\b(?P<body>committee|board|panel|council) (?:has|consists of|is made up of|is composed of|comprises|counts)"
    r" (?:exactly )? *(?P<count>\d{1,2})"
    r" (?:[a-z]+ ){0,2}members\b"
)


def _decimals(text: str) -> Iterator[Claim]:
    """To how many decimals something is rounded: "Index levels are rounded to two decimals"."""
    for match in _DECIMALS.finditer(text):
        of = f"{match['what']} {'inside' if match['verb'] in _INSIDE else 'shown'}"
        yield Claim("number of decimals", of, Side.EXACTLY, int(match["count"]), "", *match.span())
