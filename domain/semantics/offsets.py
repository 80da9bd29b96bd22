"""Offsets: days told from another day ("T+2", "2 business days before the Effective Date", "the third Friday")."""

import re
from collections.abc import Iterator

from domain.semantics.months import MONTH
from domain.semantics.numbers import SPELLED, spelled
from domain.semantics.phrases import phrase_end
from domain.semantics.segments import Segment
from domain.semantics.understanding import TimeKind, TimeRule

NUMBER = rf"(?:\d{{1,4}}|{SPELLED})"
PLURAL_NUMBER = rf"(?:[2-9]|[1-9]\d{{1,3}}|(?!(?:zero|one)\b){SPELLED})"
"""More than one."""
_SPELLED = re.compile(SPELLED)


def figure(number: str) -> str:
    """A number in digits, whatever it was written in."""
    low = number.lower()
    return str(spelled(low)) if _SPELLED.fullmatch(low) else number


def _offset(segment: Segment, start: int, end: int, what: str) -> TimeRule:
    return TimeRule(kind=TimeKind.OFFSET, what=what, span=segment.span(start, end))


SHIFTS = re.compile(
    r"(?<![\w{^\\(*/=+<>[.-])(?:(?<= )|^|(?<=\())[TD] ?[+-] ?\d{1,2}(?![\w(*/%}\]])|(?<= \()[TD][+-]\d{1,2}(?=\))"
)


def shifts(segment: Segment) -> Iterator[TimeRule]:
    """Days told by their number after another one, but not the index of a formula: "P(T-1)"."""
    if "=" in segment.text:
        return
    for match in SHIFTS.finditer(segment.text):
        yield _offset(segment, match.start(), match.end(), match.group().replace(" ", ""))


INDEX_IS_A_DAY = re.compile(
    r"\b(?:[Dd]ay|[Dd]ate|[Ss]ession)s? t\b"
    r"|\bt (?:is|be|denotes|means|represents|refers to|stands for) (?:an?|the|any|each) "
    r"(?:[\w-]+ ){0,4}?(?:[Dd]ay|[Dd]ate)\b"
)
"""Where a document counts its days with t: "on each Index Business Day t", "t denotes a day"."""
INDEXED = re.compile(r"(?<![\w{^\\(*/=+<>[.-])(?:(?<= )|^|(?<=\())t ?[+-] ?\d{1,2}(?![\w(*/%}\]])(?! ?[+*/=<>-])")


def indexed(segment: Segment) -> Iterator[TimeRule]:
    """Days told by their number after the day t, in the words of a sentence and not in a formula."""
    if "=" not in segment.text:
        for match in INDEXED.finditer(segment.text):
            yield _offset(segment, match.start(), match.end(), match.group().replace(" ", ""))


_SIDES = {
    "before": "before",
    "prior to": "before",
    "preceding": "before",
    "in advance of": "before",
    "ahead of": "before",
    "prior": "before",
    "earlier": "before",
    "in advance": "before",
    "beforehand": "before",
    "after": "after",
    "following": "after",
    "from": "after",
    "later": "after",
    "thereafter": "after",
}
_UNIT = (
    r"(?P<unit>(?:(?:full |consecutive |clear )?(?:(?:index|exchange|fund|[a-z]{2,8}) )?(?:trading|business|calendar"
    r"|working|settlement|banking|exchange|index) )?(?:days?|sessions?)|weeks?|months?|quarters?|years?|hours?|minutes?"
    r"|seconds?)"
)
_DISTANCE = re.compile(
    rf"(?<![\w.,-])(?P<number>{NUMBER})(?: \(\d{{1,3}}\))?[ -]{_UNIT}'? "
    r"(?P<side>immediately (?:before|prior to|preceding|after|following)|prior to|in advance of|ahead of|before|after"
    r"|preceding|following|prior|earlier|in advance|beforehand|later|thereafter)\b"
)
_LAG = re.compile(
    rf"\b(?P<what>(?:lag|delay) of (?P<number>{NUMBER})[ -]{_UNIT}|lagged by (?P<by>{NUMBER})[ -]"
    rf"{_UNIT.replace('?P<unit>', '?:')}|(?P<first>{NUMBER})[ -]{_UNIT.replace('?P<unit>', '?:')} (?:lag|delay))\b"
)
DISTANCES = (_DISTANCE, _LAG)
_ARTICLE = re.compile(r" ?(?:(?:the|an?|each|any|such|every|its|that|this|relevant) ){0,2}", re.IGNORECASE)


def distances(segment: Segment) -> Iterator[TimeRule]:
    """Days told by how far they are from another one."""
    for match in _DISTANCE.finditer(segment.low):
        side = match["side"].removeprefix("immediately ")
        end, of = match.end(), ""
        if side not in ("earlier", "in advance", "beforehand", "later", "thereafter"):
            article = _ARTICLE.match(segment.text, match.end())
            begin = article.end() if article else match.end()
            last = noun_end(segment.text, begin)
            if last > begin:
                end, of = last, f" {segment.text[begin:last]}"
        unit = segment.text[match.start("unit") : match.end("unit")]
        yield _offset(segment, match.start(), end, f"{figure(match['number'])} {unit} {_SIDES[side]}{of}")
    for match in _LAG.finditer(segment.low):
        words = re.sub(rf"\b{NUMBER}\b", lambda number: figure(number.group()), match["what"])
        yield _offset(segment, match.start(), match.end(), words)


def noun_end(text: str, start: int) -> int:
    """Where a noun phrase ends that may go on with "of": "the last day of the month"."""
    end = phrase_end(text, start, 5)
    if (joint := _OF.match(text, end)) and (further := phrase_end(text, joint.end(), 4)) > joint.end():
        return further
    return start if text[start:end] in ("later", "earlier", "date", "day") and joint else end


_OF = re.compile(r" of (?:(?:the|each|every|a|such) )?")

_PERIOD = (
    r"(?: (?:of|in) (?P<period>(?:(?:each|every|the|a) )?(?:(?:relevant|following|preceding|calendar|next|previous"
    r"|rebalancing|review|same) )?"
    rf"(?:months?|quarters?|years?|weeks?|{MONTH}(?:(?:, and |, | and | or |/){MONTH}){{0,11}})))"
)
PLACES = re.compile(
    r"\b(?P<which>first|second|third|fourth|fifth|last|final|penultimate|\d{1,2}(?:st|nd|rd|th)) "
    r"(?P<day>(?:[a-z]{2,9} )?(?:(?:trading|business|calendar|working|exchange|index|settlement) )?"
    rf"(?:day|session|weekday)(?={_PERIOD.replace('?P<period>', '?:')}\b)"
    r"|(?:(?<=on the first )|(?<=on the last ))(?:trading|business|working) day"
    rf"|(?:mon|tues|wednes|thurs|fri|satur|sun)day){_PERIOD}?\b"
)


def places(segment: Segment) -> Iterator[TimeRule]:
    """Days told by their place in a period."""
    for match in PLACES.finditer(segment.low):
        yield _offset(segment, match.start(), match.end(), segment.text[match.start() : match.end()])
