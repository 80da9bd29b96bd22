"""Dated examples: a day on which two readers of an open calendar rule would differ, from the holidays of exchanges."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from domain.semantics.ir import DocumentIR


@dataclass(frozen=True)
class Closures:
    """The weekdays on which each market is closed, and why; a market is named as one speaks of it.

    Examples are taken from `years`; the year before them is known as well, for windows that reach back.
    """

    years: range
    days: Mapping[str, Mapping[date, str]]

    def is_open(self, market: str, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.days[market]


_SATURDAY = 5

FindClosures = Callable[[], Closures]
"""Asked only when a finding wants an example: it takes a moment."""

Dated = Callable[[Closures], str]
"""What the closures say to a finding, as a sentence; "" where they say nothing."""

_SPOKEN = {
    "NYSE": r"nyse|new york stock|xnys|us|u\.s\.|american|s&p|russell|dow jones|united states",
    "NASDAQ": r"nasdaq|xnas",
    "the London Stock Exchange": r"lse|london|uk|british|ftse|xlon",
    "Xetra": r"xetra|german\w*|frankfurt|dax",
    "Euronext": r"euronext|paris|french|france|amsterdam",
    "TARGET": r"target2?|ecb|eurozone|euro area|stoxx|european?",
    "the Tokyo Stock Exchange": r"tokyo|jpx|japan\w*|nikkei|topix|xtks",
    "the Hong Kong exchange": r"hong kong|hkex|xhkg|hang seng",
    "CME": r"cme|globex|chicago",
    "SIX": r"six swiss|swiss|zurich",
    "ASX": r"asx|austral\w+|sydney",
    "the Toronto Stock Exchange": r"tsx|toronto|canad\w+",
}
_NAMED = {market: re.compile(rf"\b(?:{words})(?!\w)") for market, words in _SPOKEN.items()}
_WORLD = ("NYSE", "TARGET", "the Tokyo Stock Exchange")
"""The markets of the example where the text names fewer than two."""


@lru_cache(maxsize=1)  # each finding of a document asks
def markets_of(ir: DocumentIR) -> tuple[str, ...]:
    """The markets a document speaks of, filled up to where calendars differ."""
    title = ir.title.lower()
    named = [market for market, words in _NAMED.items() if words.search(title) or ir.segments.say(words)]
    return tuple(dict.fromkeys([*named[:3], *(_WORLD if len(named) < 2 else ())]))


def open_and_closed(ir: DocumentIR) -> Dated:
    """A day on which one of the markets is closed and another open."""

    def said(closures: Closures) -> str:
        markets = [market for market in markets_of(ir) if market in closures.days]
        for day in _holidays(closures, markets):
            shut = [market for market in markets if not closures.is_open(market, day)]
            there = [market for market in markets if market not in shut]
            if shut and there:
                why = closures.days[shut[0]][day]
                return f"On {_written(day)} ({why}) {_joined(shut)} closed, {_joined(there)} open."
        return ""

    return said


def last_days(ir: DocumentIR) -> Dated:
    """A month whose last trading day is another one in each of two markets."""

    def said(closures: Closures) -> str:
        markets = [market for market in markets_of(ir) if market in closures.days]
        for year in closures.years:
            for month in range(1, 13):
                last = {market: _last_open(closures, market, year, month) for market in markets}
                days = sorted(set(last.values()))
                if len(days) > 1:
                    early, late = ([m for m in markets if last[m] == day] for day in (days[0], days[-1]))
                    return (
                        f"The last trading day of {days[0]:%B %Y} is {_written(days[0])} for {_listed(early)}"
                        f" and {_written(days[-1])} for {_listed(late)}."
                    )
        return ""

    return said


def counted_back(count: int, ir: DocumentIR) -> Dated:
    """Where a window of so many days begins, in trading days and in calendar days."""

    def said(closures: Closures) -> str:
        market = next((market for market in markets_of(ir) if market in closures.days), None)
        end = date(closures.years[0], 6, 30)
        if market is None or not 1 < count <= _LONGEST_WINDOW:
            return ""
        day, left = end, count
        while left:
            day -= timedelta(days=1)
            left -= closures.is_open(market, day)
        return (
            f"Counted back from {_written(end)}, {count} trading days of {market} reach {_written(day)} and {count}"
            f" calendar days {_written(end - timedelta(days=count))}."
        )

    return said


_LONGEST_WINDOW = 260


def months_back(months: int) -> Dated:
    """Where a period of so many months begins, by the calendar and in trading days."""

    def said(closures: Closures) -> str:
        end = date(closures.years[0], 5, 31)
        if not 0 < months <= 12 or "NYSE" not in closures.days:
            return ""
        year, month = divmod(end.year * 12 + end.month - 1 - months, 12)
        start = _last_of(year, month + 1)
        day, left = end, 21 * months
        while left:
            day -= timedelta(days=1)
            left -= closures.is_open("NYSE", day)
        return (
            f"Counted back from {_written(end)}, {months} calendar months reach {_written(start)} and {21 * months}"
            f" NYSE trading days reach {_written(day)}."
        )

    return said


_ORDINALS = ("first", "second", "third", "fourth", "last")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def nth_weekday(words: str, ir: DocumentIR) -> Dated:
    """A year in which "third Friday of June" is a holiday."""

    def said(closures: Closures) -> str:
        ordinal = next((n for n, word in enumerate(_ORDINALS) if word in words.lower()), None)
        weekday = next((n for n, word in enumerate(_WEEKDAYS) if word in words.lower()), None)
        if ordinal is None or weekday is None:
            return ""
        months = [m for m in range(1, 13) if date(2000, m, 1).strftime("%B").lower() in words.lower()]
        for market in (market for market in markets_of(ir) if market in closures.days):
            for year in closures.years:
                for month in months or range(1, 13):
                    day = _weekday_of(year, month, ordinal, weekday)
                    if day in closures.days[market]:
                        return f"{_written(day)} is such a day, and {market} is closed ({closures.days[market][day]})."
        return ""

    return said


def _weekday_of(year: int, month: int, ordinal: int, weekday: int) -> date:
    if _ORDINALS[ordinal] == "last":
        last = _last_of(year, month)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * ordinal)


def _holidays(closures: Closures, markets: Iterable[str]) -> list[date]:
    """Good Friday first: everybody knows it, and markets differ on it."""
    days = {day for market in markets for day in closures.days[market] if day.year in closures.years}
    return sorted(days, key=lambda day: (not any("Good Friday" in closures.days[m].get(day, "") for m in markets), day))


def _last_open(closures: Closures, market: str, year: int, month: int) -> date:
    day = _last_of(year, month)
    while not closures.is_open(market, day):
        day -= timedelta(days=1)
    return day


def _last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _written(day: date) -> str:
    return f"{day:%A} {day.isoformat()}"


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _joined(markets: list[str]) -> str:
    return f"{_listed(markets)} {'are' if len(markets) > 1 else 'is'}"
