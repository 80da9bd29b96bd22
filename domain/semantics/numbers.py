"""Numbers as documents write them: in digits with their grouping and decimal sign, in words, and with a scale."""

import re
from collections import Counter
from collections.abc import Iterable

from domain.semantics.currencies import CODES

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
"""A number in plain notation: thousands parted by commas or by nothing, decimals behind a point."""

_BELOW_TWENTY = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen",
)
_TENS = re.findall(r"\w+", "twenty thirty forty fifty sixty seventy eighty ninety")
_SINGLE = {word: number for number, word in enumerate(_BELOW_TWENTY)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_DIGIT = "|".join(_BELOW_TWENTY[1:10])
_LONGEST_FIRST = "|".join(sorted(_SINGLE, key=len, reverse=True))
SPELLED = rf"(?:(?:{'|'.join(_TENS)})-(?:{_DIGIT})|(?:{_DIGIT}) hundred|{_LONGEST_FIRST})"
"""A number in words, in small letters: "six", "twenty-five", "two hundred"."""

_ONE_THING = (
    r"(?<!any )(?<!the )(?<!no )(?<!next )(?<!last )(?<!this )(?<!that )(?<!each )(?<!other )(?<!previous )(?<!new )"
    r"(?<!old )(?<!current )(?<!former )(?<!latest )(?<!first )one(?= [a-z])"
)
_ONE_OF = (
    r"(?! (?:of|or|and|another|side|hand|is|in|on|to|for|that|which|who|by|from|with|at|as|than|has|was|are|will|must"
    r"|may|can"
    r"|if|when|while|before|after|then)\b)"
)
GIVES_NUMBER = re.compile(
    rf"(?<![a-z\d])\d|(?<=usd|eur|gbp|chf|jpy)\d|\b(?:(?!one\b(?! hundred)){SPELLED}|{_ONE_THING}{_ONE_OF}"
    rf"|half(?!-)|twice|quarter)\b"
)
"""Whether a clause gives a figure, in digits or in words."""

NUMBERED_NAME = re.compile(
    r"\b(?:books?|desks?|accounts?|class(?:es)?|groups?|tiers?|levels?|phases?|steps?|stages?|legs?|tranches?|pools?"
    r"|zones?|buckets?|categor(?:y|ies)|types?|markets?|venues?|regions?|strateg(?:y|ies)|portfolios?|funds?|series"
    r"|sleeves?|clients?|models?|urgency|priority|version) (?:no\. ?)?\d{1,3}(?:(?:, | and | or |-)\d{1,3})*"
    r"(?![\w%]|[.,]\d| ?%| (?:per ?cent|bps|basis|percentage|points?"
    r"|days?|weeks?|months?|years?|hours?|minutes?|seconds?)\b)"
)
"""A number that only tells one of several from the others: "book 4", "tiers 1 and 2"."""


def gives_value(clause: str) -> bool:
    """Whether a clause in small letters gives a figure that is not just the number of something: "book 4"."""
    return GIVES_NUMBER.search(clause) is not None and GIVES_NUMBER.search(NUMBERED_NAME.sub("", clause)) is not None


def spelled(words: str) -> int:
    """The number that words in small letters are: 25 for "twenty-five"."""
    first, _, second = words.partition("-")
    if first.endswith(" hundred"):
        return _SINGLE[first.removesuffix(" hundred")] * 100
    return _SINGLE[first] + _SINGLE.get(second, 0)


def count_of(words: str) -> int:
    """The whole number that digits, or words in small letters, are."""
    return int(words) if words.isdigit() else spelled(words)


SCALES = {
    "k": 1e3,
    "thousand": 1e3,
    "thousands": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mm": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "billion": 1e9,
    "billions": 1e9,
    "tn": 1e12,
    "trillion": 1e12,
}
"""What a word behind a number multiplies it by."""


def number_of(digits: str) -> float:
    """The value of a number in plain notation."""
    return float(digits.replace(",", "")[:40])


_CODES = "|".join(CODES)
_CURRENCY = rf"(?:[$€£¥]|\b(?:{_CODES})\b)"
_JOINED = r"\d+(?:[.,']\d+)+"
_SPACED = r"\d{1,3}(?: \d{3}){2,}(?:[.,]\d{1,2})?"
_SPACED_ONCE = r"\d{1,3} \d{3}(?:[.,]\d{1,2})?"  # beside a currency alone
_WRITTEN = re.compile(
    rf"(?<![\w.,'/:])(?:{_JOINED}|{_SPACED}|(?<=[$€£¥]){_SPACED_ONCE}|(?<=(?:{_CODES}) ){_SPACED_ONCE}"
    rf"|{_SPACED_ONCE}(?=\s?{_CURRENCY}))(?![\d'/:]|[.,']\d)",
    re.IGNORECASE,
)
_SEPARATED = re.compile(r"\d[.,' ]\d")
_GROUPED = re.compile(r"(?P<whole>\d{1,3}(?P<groups>(?P<part>[,.' ])\d{3}(?:(?P=part)\d{3})*))(?:(?P<sign>[.,])\d+)?")
_DECIMAL = re.compile(r"(?P<whole>\d+)(?P<sign>[.,])(?P<decimals>\d+)")
_TIME = r"(?:(?:trading|business|calendar) )?(?:days?|hours?|minutes?|seconds?|weeks?|months?|years?)\b"
_MEASURED = re.compile(
    rf"(?:\s?(?:-|to)\s?\d[\d.,']*)?[\s-]?(?:%|per ?cent|bps?\b|basis|{_CURRENCY}|{_TIME}"
    r"|(?:million|billion|thousand|mio|mn|bn|times|points?)\b)",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(rf"{_CURRENCY}\s?$", re.IGNORECASE)


def plain_numbers(text: str, *, decimal_comma: bool = False) -> str:
    """The text with its numbers in plain notation, character for character: "1.200,50" as "1,200.50".

    `decimal_comma` is how the document writes decimals; it decides what alone could be read both ways ("1,500"). A
    comma that may as well part the numbers of a list ("Sections 4,5") stays as it is.
    """
    if not _SEPARATED.search(text):
        return text
    return _WRITTEN.sub(lambda match: _plain(match, decimal_comma), text)


def _plain(match: re.Match[str], decimal_comma: bool) -> str:
    written = match.group()
    sign = _sign_of(match) or (_sign_if_told(match) if decimal_comma else "")
    grouped = _GROUPED.fullmatch(written)
    if not sign and grouped and not grouped["sign"] and grouped["part"] in "' ":
        return re.sub(r"\D", ",", written)
    if not sign:
        return written
    return written.translate({ord(mark): "." if mark == sign else "," for mark in ",.' "})


def _sign_if_told(match: re.Match[str]) -> str:
    """The decimal sign of a number in a document whose decimals stand behind a comma."""
    written = match.group()
    is_number = _GROUPED.fullmatch(written) or re.fullmatch(r"\d+,\d+", written)
    return "," if is_number and not _is_pair(match.string, match) else ""


def _sign_of(match: re.Match[str]) -> str:
    """The decimal sign that a number must have, as it is written and measured; "" where it may be either or none."""
    text, written = match.string, match.group()
    if grouped := _GROUPED.fullmatch(written):
        part, sign = grouped["part"], grouped["sign"]
        if sign and sign != part:
            return sign
        if len(grouped["groups"]) > 4 and part in ",.":
            return "." if part == "," else ","
        if not written.startswith("0") or part not in ",.":
            return ""
    decimal = _DECIMAL.fullmatch(written)
    if not decimal or _is_pair(text, match):
        return ""
    is_alone = text.strip(" %()-$€£¥") == written
    is_measured = _MEASURED.match(text, match.end()) or _OF_MONEY.search(text, max(0, match.start() - 4), match.start())
    return decimal["sign"] if decimal["whole"] == "0" or is_alone or is_measured else ""


def _is_pair(text: str, match: re.Match[str]) -> bool:
    """Whether brackets make an interval or the arguments of a function of it: "[0,1]"."""
    return text[match.start() - 1 : match.start()] in ("(", "[", "{") and text[match.end() : match.end() + 1] in tuple(
        ")]}"
    )


def has_decimal_comma(texts: Iterable[str]) -> bool:
    """Whether a document writes its decimals behind a comma, told from the numbers that can be read in one way only."""
    signs = Counter(_sign_of(match) for text in texts if _SEPARATED.search(text) for match in _WRITTEN.finditer(text))
    return signs[","] > signs["."]
