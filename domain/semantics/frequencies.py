"""Frequencies: how many times a year something is done, by the words of a passage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.semantics.words import root


@dataclass(frozen=True)
class Frequency:
    """So many times a year, by the words at start..end."""

    times: float
    start: int
    end: int


_PERIODS = {
    "second": 5_000_000.0,
    "minute": 100_000.0,
    "hour": 2_000.0,
    "day": 250.0,
    "session": 250.0,
    "week": 52.0,
    "fortnight": 26.0,
    "month": 12.0,
    "quarter": 4.0,
    "half-year": 2.0,
    "year": 1.0,
}
_ADVERBS = {
    "hourly": 2_000.0,
    "daily": 250.0,
    "weekly": 52.0,
    "fortnightly": 26.0,
    "monthly": 12.0,
    "quarterly": 4.0,
    "semi-annual": 2.0,
    "semi-annually": 2.0,
    "semiannual": 2.0,
    "semiannually": 2.0,
    "half-yearly": 2.0,
    "annual": 1.0,
    "annually": 1.0,
    "yearly": 1.0,
    "continuously": 5_000_000.0,
    "continuous": 5_000_000.0,
    "real time": 5_000_000.0,
    "real-time": 5_000_000.0,
    "immediately": 5_000_000.0,
    "instantly": 5_000_000.0,
    "at once": 5_000_000.0,
}
_KIND = r"(?:trading |business |calendar |working |exchange |full )?"
FREQUENCY = re.compile(
    rf"(?<![\w-])(?:(?P<adverb>{'|'.join(_ADVERBS)})"
    rf"|(?P<twice>twice|once) (?:a|per|each|every) {_KIND}(?P<each>{'|'.join(_PERIODS)})"
    rf"|(?:every|each) (?:(?P<count>[1-9]\d{{0,2}}) )?{_KIND}(?P<period>{'|'.join(_PERIODS)})s?"
    r"|(?:every|each|on) (?P<weekday>mon|tues|wednes|thurs|fri)days?)(?![\w-])"
)


def frequencies(low: str) -> Iterator[Frequency]:
    """The frequencies of a text in small letters."""
    for match in FREQUENCY.finditer(low):
        if match["adverb"]:
            times = _ADVERBS[match["adverb"]]
        elif match["each"]:
            times = _PERIODS[match["each"]] * (2 if match["twice"] == "twice" else 1)
        elif match["weekday"]:
            times = 52.0
        else:
            times = _PERIODS[match["period"]] / int(match["count"] or 1)
        yield Frequency(times, *match.span())


@dataclass(frozen=True)
class Recurring:
    """What is done so many times a year, by the root of the word for it, and whose words begin at `start`."""

    act: str
    times: float
    start: int
    end: int


_DONE = re.compile(
    r"\b(?:is|are|be|gets?) (?:[a-z]+ly |also |then |only )?(?P<done>[a-z-]{3,}(?:ed|wn|ld|un|et))\b"
    r"(?:(?! and | or )[^,.;:]){0,60}$"
)
_HAPPENS = re.compile(
    r"\b(?P<act>[a-z-]{4,}) (?:takes? place|happens?|occurs?|runs?"
    r"|(?:is|are) (?:done|carried out|performed|made|due|scheduled))(?: [a-z]+){0,6} ?$"
)
_NOUN = re.compile(r" (?:(?:index|regular|scheduled|ordinary|full|model|portfolio) )?(?P<act>[a-z-]{4,})\b")
_IS_ACT = re.compile(r"(?:ing|ation|tion|sion|ment|al|fit|reset|review|roll|check|update|purchase|sale|test|draw)s?$")


def recurring(low: str) -> Iterator[Recurring]:
    """What is done how often, of a text in small letters."""
    for often in frequencies(low):
        before = low[max(0, often.start - 110) : often.start]
        shift = often.start - len(before)
        if happens := _HAPPENS.search(before) or _DONE.search(before):
            act = happens.groupdict().get("act") or happens["done"]
            start = shift + happens.start("act" if "act" in happens.groupdict() else "done")
            yield Recurring(root(act.replace("-", "")), often.times, start, often.end)
        elif (noun := _NOUN.match(low, often.end)) and _IS_ACT.search(noun["act"]):
            yield Recurring(root(noun["act"].replace("-", "")), often.times, often.start, noun.end())
