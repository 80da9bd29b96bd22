"""Figures: which kind of figure, name or date a requirement asks for, and whether a passage gives one."""

import re

from domain.semantics.segments import Segment

_NUMBER = r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety)"
_UNIT_OF_TIME = (
    r"(?:ms|milliseconds?|microseconds?|µs|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?)"
)
_KIND_OF_DAY = r"(?:\w+ )?(?:business|trading|working|calendar|exchange|banking) "
_DURATION = rf"\b{_NUMBER}[- ]?(?:{_KIND_OF_DAY}|\w+ )?{_UNIT_OF_TIME}\b"
_FREQUENCY = (
    r"\b(?:daily|weekly|monthly|quarterly|semi-?annual(?:ly)?|annual(?:ly)?|yearly|hourly|intraday|continuous(?:ly)?"
    r"|real[- ]time|(?:once|twice|every|each|per) (?:\w+ )?(?:second|minute|hour|day|week|month|quarter|year|release)s?"
    r")\b"
)
_DATE = (
    r"\b(?:\d{4}-\d{2}(?:-\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun"
    r"|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (?:\d{1,2}(?:st|nd|rd|th)?,? )?\d{4})\b"
)
_DAY_RULE = (
    r"\b(?:first|second|third|fourth|last|1st|2nd|3rd|4th|\d{1,2}(?:th)?) (?:\w+ ){0,3}(?:day|friday|monday|tuesday"
    r"|wednesday|thursday|week)s?\b|\b(?:january|february|march|april|june|july|august|september|october|november"
    r"|december)\b"
)
_ROLE = (
    r"\b(?:officer|committee|head of|manager|director|trader|team|desk|board|owner|sponsor|administrator|agent|operator"
    r"|engineer|analyst|auditor|counsel|chair|department|function|group|company|ltd|inc|llc|dao|holders?|council)\b"
)
_ZONE = (
    r"\b(?:utc|gmt|cet|cest|est|edt|et|bst|jst|hkt|sgt|[a-z]+/[a-z_]+|(?:new york|london|tokyo|frankfurt|local|eastern"
    r"|central european) time)\b"
)
_CURRENCY = r"(?:usd|eur|gbp|jpy|chf|hkd|sgd|aud|cad|usdc|usdt|eth|btc)"
_MONEY = rf"(?:[$€£¥]|\b{_CURRENCY}\b) ?\d|\d[\d,.]*[mk]? ?(?:[$€£¥]|{_CURRENCY}\b)"
_QUANTITY = (
    rf"\b{_NUMBER} ?(?:%|percent|per cent|bps|basis points|ticks?|shares?|lots?|contracts?|orders?|messages?|units?|x\b"
    r"|times|decimal)|\d ?%"
)
_ANY = r"(?<![a-z_-])\d"
_ADDRESS = r"https?://|www\.|\w@\w"

_KINDS = (
    # how the requirement asks -> what a passage then gives
    (r"\btime zone|\bzone|utc|with zone", _ZONE),
    (r"address|\burl\b|website", _ADDRESS),
    (r"\bnames?\b|\broles?\b|\bcrd\b|owner", _ROLE),
    (r"frequency|\bannual|yearly|12 months|quarterly|cycle|per (?:day|year)|every", f"{_FREQUENCY}|{_DURATION}"),
    (r"\bdates?\b", f"{_DATE}|{_DAY_RULE}"),
    (
        r"\btime\b|seconds?\b|hours?\b|days?\b|years?\b|minutes?\b|months?\b|duration|recovery|\brto\b|latency|\bms\b"
        r"|period|timeout|stale|escalation|notice|retention|horizon",
        f"{_DURATION}|{_FREQUENCY}",
    ),
    (r"amount|currency|notional", f"{_MONEY}|{_QUANTITY}"),
    (r"percent|ticks|quantity|unit|tolerance|limit|threshold|values?|rate|range|level", f"{_QUANTITY}|{_MONEY}|{_ANY}"),
    (r"identifier|\bids?\b|format|list|fields|order of|standard|criteria|convention", ""),
)
_ASKS = tuple((re.compile(asks), re.compile(gives) if gives else None) for asks, gives in _KINDS)
_FIGURE = re.compile(f"{_ANY}|{_FREQUENCY}")


def any_figure(segment: Segment) -> bool:
    """Whether a passage gives a figure or says how often."""
    return _FIGURE.search(segment.low) is not None


def gives(asked: str, segment: Segment) -> bool:
    """Whether a passage gives a figure of the kind that is asked for, in the pack's own words."""
    low = asked.lower()
    patterns = [pattern for asks, pattern in _ASKS if asks.search(low)]
    if not patterns:
        return any_figure(segment)
    return any(pattern is None or pattern.search(segment.low) for pattern in patterns)
