"""Values of parameters: the figure, range, bound or default that a text gives at one place, with unit and base."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from domain.semantics.months import MONTH
from domain.semantics.numbers import SPELLED, spelled
from domain.semantics.parameter_names import counted, unit_named
from domain.semantics.quantities import quantities

_DAY_KIND = r"(?:consecutive|full|trading|business|calendar|working)"
_UNIT_WORD = r"(?:percentage|basis) points?|[a-z]{2,14}"
_WORD = re.compile(
    rf"(?P<number>{SPELLED}|half)(?:\s?\(\d{{1,3}}\))?[\s-](?:an? )?(?P<kind>{_DAY_KIND} )?(?P<unit>{_UNIT_WORD})\b"
)
_ABOUT = re.compile(r"(?:approximately|exactly|about|around|roughly|circa|ca\.|precisely|always|an?) ")
_SIGN = re.compile(r"(?:\+/-|[-+±])\s?(?=[\d$€£])")
_RATE = re.compile(
    r"\s?(?:p\.\s?a\.|per (?:annum|year|month|day|hour|minute|second|trade|share|contract|order|side|block)\b)"
)
_COUNTED = re.compile(r"[\s-](?:index )?([A-Za-z]{2,14})\b")
_DAYS = re.compile(r"[\s-](?:[a-z]{2,12} )?(?P<kind>trading|business|calendar|exchange|working) days?\b")
_STARTS = re.compile(r"[\d$€£¥]|usd|us\$|eur|gbp|jpy|chf|hk\$")
_SHORT = re.compile(r"\s?(ms|s|min|h|hrs|d)\b")
_QUALIFIED = ("trading", "business", "calendar", "working")
_NEVER_AFTER = re.compile(
    r"[\w_]|\s?[ap]\.?m\b|[:/]\s?\d|[.]\d|(?:st|nd|rd|th)\b|\s?[*×^]|\s?/\s?[\dA-Za-z(]|\s[+-]\s[\w(]|-\d\d-"
)
_MONTH = re.compile(rf"\s{MONTH}\b")
_BASE = re.compile(
    r"\s?\(?(?:of|relative to|in relation to|as an? (?:percentage|share|fraction|proportion) of|expressed as an? "
    r"(?:percentage|share|fraction) of) (?:the |its |their |an? |each )?(?P<base>[^.,;:()]{2,80})",
    re.IGNORECASE,
)
BASE_ENDS = re.compile(
    r"\s(?:if|should|when|whenever|for|at|over|per|and|or|which|that|is|are|as|with|by|from|to|during|until|unless"
    r"|must|shall|will|applies|apply|on|within|before|after|based|calculated|measured|using|in any)\b"
)
_BOUND = re.compile(
    r"(?:(?P<low>at least|no less than|not less than|no fewer than|a minimum of|minimum of|minimum|min\.?|greater than"
    r"(?: or equal to)?|more than|above|not below|over|exceeding|>=|=>|≥|>)|(?P<high>at most|no more than|not more than"
    r"|not exceeding|a maximum of|maximum of|maximum|max\.?|up to|less than(?: or equal to)?|below|under|lower than"
    r"|within|not above|<=|≤|<))\s?(?:an? )?"
)
_OR_SO = re.compile(r" or (?:(?P<high>less|lower|fewer|below|shorter)|more|higher|greater|above|longer)\b")
_RANGE = re.compile(
    r"(?:between|from|(?:in )?(?:the |a )?range(?: of| from| between)?:?|ranging from|ranges from)\s?[\[(]?\s?"
    r"|[\[(]\s?(?=[\d.-]+\s?%?,)"
)
_TO = re.compile(r"\s?(?:to|and|-|\.\.\.?|,|up to)\s?")


@dataclass(frozen=True)
class Reading:
    """What is said from one place of a text up to `end`, in the fields of a statement."""

    end: int
    value: str = ""
    number: float | None = None
    unit: str = ""
    base: str = ""
    low: str = ""
    high: str = ""
    default: str = ""

    def as_low(self) -> Self:
        """The figure as a lower bound."""
        return replace(self, value="", number=None, low=self.value)

    def as_high(self) -> Self:
        """The figure as an upper bound."""
        return replace(self, value="", number=None, high=self.value)

    def with_limits(self, limits: Mapping[str, str]) -> Self:
        """With the default and the bounds that are given beside the value."""
        return replace(
            self,
            low=limits.get("low", self.low),
            high=limits.get("high", self.high),
            default=limits.get("default", self.default),
        )


def read_value(text: str, low: str, at: int) -> Reading | None:
    """The figure, bound or range that begins here; `low` is the text in small letters."""
    if opened := _RANGE.match(low, at):
        found = _range(text, low, opened.end())
        if found:
            return _with_rest(text, low, found)
    if bound := _BOUND.match(low, at):
        found = _figure(text, low, bound.end())
        if found is None:
            return None
        bounded = _with_rest(text, low, found.as_low() if bound["low"] else found.as_high())
        return with_other_side(text, low, bounded)
    if found := _range(text, low, at):
        return _with_rest(text, low, found)
    if (found := _figure(text, low, at)) is None:
        return None
    if side := _OR_SO.match(low, found.end):
        bounded = found.as_high() if side["high"] else found.as_low()
        return _with_rest(text, low, replace(bounded, end=side.end()))
    return _with_rest(text, low, found)


def _range(text: str, low: str, at: int) -> Reading | None:
    first = _figure(text, low, at, closed=False)
    to = _TO.match(low, first.end) if first else None
    second = _figure(text, low, to.end()) if to else None
    if not first or not second or (first.unit and second.unit != first.unit):
        return None
    if first.number is not None and second.number is not None and first.number >= second.number:
        return None
    end = second.end + (low[second.end : second.end + 1] in ("]", ")") and low[at - 1 : at] in ("[", "("))
    return Reading(end, unit=second.unit, low=first.value, high=second.value)


def _figure(text: str, low: str, at: int, *, closed: bool = True) -> Reading | None:
    """The figure that begins here; `closed` where nothing may follow that makes it a part of something else."""
    if about := _ABOUT.match(low, at):
        at = about.end()
    sign = _SIGN.match(low, at)
    start = sign.end() if sign else at
    quantity = next(quantities(low[start : start + 60]), None) if _STARTS.match(low, start) else None
    if quantity is None or quantity.start > 0:
        return None if sign else _in_words(text, low, at)
    end = start + quantity.end
    number = -quantity.value if sign and sign.group().strip() == "-" else quantity.value
    unit = quantity.unit
    if quantity.qualifier in _QUALIFIED and unit == "day":
        unit = f"{quantity.qualifier} day".replace("working", "business")
    if not unit and (days := _DAYS.match(low, end)):
        end, unit = days.end(), f"{days['kind']} day".replace("working", "business").replace("exchange", "trading")
    if not unit and low[end : end + 1] == "x" and not low[end + 1 : end + 2].isalnum():
        end, unit = end + 1, "x"
    if not unit and (word := _COUNTED.match(text, end)) and (unit := counted(word[1]) or unit_named(word[1])):
        end = word.end()
    if not unit and (short := _SHORT.match(low, end)):
        end, unit = short.end(), unit_named(short[1])
    if rate := _RATE.match(low, end):
        end = rate.end()
    if closed and (_NEVER_AFTER.match(low, end) or (not unit and _MONTH.match(low, end))):
        return None
    return Reading(end, text[at:end], number, unit)


def _in_words(text: str, low: str, at: int) -> Reading | None:
    match = _WORD.match(low, at)
    if not match:
        return None
    unit = unit_named(match["unit"])
    if not unit:
        return None
    if unit == "day" and match["kind"] and match["kind"].strip() in _QUALIFIED:
        unit = f"{match['kind'].strip()} day".replace("working", "business")
    number = 0.5 if match["number"] == "half" else spelled(match["number"])
    return Reading(match.end(), text[at : match.end()], float(number), unit)


def _with_rest(text: str, low: str, found: Reading) -> Reading:
    """With what follows: of what it is a share, and in brackets its range and default."""
    if (found.unit in ("%", "bps", "x") or not found.unit) and (base := _BASE.match(text, found.end)):
        words = base["base"]
        cut = BASE_ENDS.search(words.lower())
        words = words[: cut.start()] if cut else words
        if 0 < len(words.split()) <= 9:
            found = replace(found, base=words.strip(), end=base.start("base") + len(words))
    if low[found.end : found.end + 2].strip().startswith("("):
        found = found.with_limits(bracketed(text, low, low.index("(", found.end)))
    return _with_default(text, low, found)


_DEFAULT_BEHIND = re.compile(
    r",? (?:(?P<named>(?:(?:with|and) )?(?:an? |the )?default(?: value)?(?: is| of| being)?:? )"
    r"|(?=\S{1,12} by default\b))"
)
_BY_DEFAULT = re.compile(" by default\\b")


def _with_default(text: str, low: str, found: Reading) -> Reading:
    """With the default that follows: ", default 3", "with a default of 3%", ", 3% by default"."""
    behind = _DEFAULT_BEHIND.match(low, found.end)
    figure = _figure(text, low, behind.end()) if behind else None
    if not behind or not figure:
        return found
    after = None if behind["named"] else _BY_DEFAULT.match(low, figure.end)
    return replace(found, default=figure.value, end=after.end() if after else figure.end)


_OTHER_SIDE = re.compile(
    r",? (?:(?:and|but|or)(?: is| be| to be)? (?:"
    r"(?P<low>floored at|at least|(?:not|no) (?:less|lower|smaller|fewer) than|not below|a minimum of)"
    r"|(?P<high>capped at|limited to|at most|(?:not|no) (?:more|higher|greater|larger) than|not above"
    r"|not exceed(?:ing)?|a maximum of))|nor (?:be )?(?:(?P<nor_low>less than|lower than|smaller than|(?:fall )?below)"
    r"|(?P<nor_high>more than|higher than|greater than|larger than|above|exceed))) (?:an? )?"
)


def with_other_side(text: str, low: str, found: Reading) -> Reading:
    """A bound with the one on the other side that follows: "capped at 4% and floored at 0%"."""
    if bool(found.low) is bool(found.high) or not (other := _OTHER_SIDE.match(low, found.end)):
        return found
    figure = _figure(text, low, other.end())
    if not figure or figure.unit != found.unit:
        return found
    if other["low"] or other["nor_low"]:
        return found if found.low else replace(found, low=figure.value, end=figure.end)
    return found if found.high else replace(found, high=figure.value, end=figure.end)


_DEFAULT = re.compile(r"\b(?:default(?:s|ing)?(?: value)?(?: is| to| of)?|by default)\s?[:=]?\s?")
_LIMITS = re.compile(
    r"\b(?P<what>range|allowed(?: values| range)?|min(?:imum)?|max(?:imum)?|between)\b\.?:?\s?(?:is |of |from |= ?)?"
)


def bracketed(text: str, low: str, at: int) -> dict[str, str]:
    """Default and range given in the bracket that opens here, as fields of a statement."""
    close = low.find(")", at, at + 120) if at >= 0 else -1
    return spelled_limits(text[:close], low[:close], at + 1) if close > 0 else {}


def spelled_limits(text: str, low: str, at: int) -> dict[str, str]:
    """ "default 5, range 1-10", "min 1, max 10" from here to the end of the text, as fields of a statement."""
    found: dict[str, str] = {}
    if match := _DEFAULT.search(low, at):
        figure = _figure(text, low, match.end())
        found["default"] = figure.value if figure else re.split(r"[,;)]", text[match.end() :])[0].strip()
    for match in _LIMITS.finditer(low, at):
        if match["what"].startswith("min") and (figure := _figure(text, low, match.end())):
            found["low"] = figure.value
        elif match["what"].startswith("max") and (figure := _figure(text, low, match.end())):
            found["high"] = figure.value
        elif both := _range(text, low, match.end() + (low[match.end() : match.end() + 1] in ("[", "("))):
            found |= {"low": both.low, "high": both.high}
    return {name: value for name, value in found.items() if value}


_SOURCE = re.compile(
    r"\b(?:as )?(?:published|provided|supplied|set|determined|specified|chosen|agreed|quoted|reported|fixed"
    r"|configured|defined"
    r"|disseminated|approved|obtained|sourced|taken)(?: \w+ly| from time to time)? (?:by|from|with) (?:the |its |our "
    r"|an? )?(?P<who>(?!\w+ing\b|\d)[^.,;:()]{2,60})"
)
_SOURCE_ENDS = re.compile(
    r"\s(?:and|or|at|on|in|for|as|when|if|which|that|is|are|from|with|based|using|each|every|after|before|under|to"
    r"|may|can|will|shall)\b"
)


def source_of(low: str, text: str) -> str:
    """Who or what supplies the value: "as published by the ECB" -> "ECB"."""
    match = _SOURCE.search(low)
    if not match:
        return ""
    who = text[match.start("who") : match.end("who")]
    cut = _SOURCE_ENDS.search(who.lower())
    return (who[: cut.start()] if cut else who).strip(" \"'")
