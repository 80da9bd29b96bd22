"""Subjects: the names of the parameter that a verb gives a value, and whether the words make it one."""

import re

from domain.semantics.parameter_names import (
    HEADS,
    alias_at,
    head,
    is_code,
    names_a_number,
    names_by_form,
    phrase,
    reads_as_name,
)
from domain.semantics.parameter_values import Reading

_CONDITION = re.compile(r"\b(?:if|when|whenever|unless|until|while|once|assum\w+|suppose|than)\b")
EXPRESSED = re.compile(
    r",? (?:expressed|measured|stated|denominated|quoted|given|specified) (?:in |as )(?P<unit>an? (?:percentage|share"
    r"|fraction|proportion)|[\w%]+(?: (?:days|points))?)(?: of (?:the |its )?(?P<base>[^,.;:()]{2,60}))?"
)
_ASIDE = re.compile(EXPRESSED.pattern + r",?$")
_APPOSED = re.compile(r"(?<!\S)(?P<symbol>\S{1,30}), (?:the |an? )?(?P<name>[a-z][\w -]{2,60}),$")


_ALSO = re.compile(
    r"(?:,| \()\s?(?:also (?:called|known as|referred to as|named)|a\.?k\.?a\.?) (?:the )?"
    r"\"?(?P<alias>[A-Za-z][\w -]{1,60}?)\"?[,)]$"
)
"""Another name of the subject: "the discount rate (also called the funding rate)"."""
_QUOTED_OR = re.compile(r"\"(?P<name>[^\"]{2,60})\",? or (?:the )?$")


def subject(text: str, low: str, verb: re.Match[str], reading: Reading) -> tuple[int, tuple[str, ...]]:
    """Where the subject of a verb starts, and its names; none where it is no parameter."""
    end = len(text[: verb.start()].rstrip())
    if expressed := _ASIDE.search(low, max(0, end - 120), end):
        end = expressed.start()
    aliases: tuple[str, ...] = ()
    if also := _ALSO.search(text, max(0, end - 120), end):
        aliases, end = (also["alias"],), also.start()
    elif text[end - 1 : end] == ")" and (opened := text.rfind("(", max(0, end - 60), end)) > 0:
        closed, alias = alias_at(text, opened)
        if closed != end:
            return end, ()
        aliases, end = (alias,), len(text[:opened].rstrip())
    if apposed := _APPOSED.search(text, max(0, end - 120), end):
        return (apposed.start(), (apposed["symbol"], apposed["name"])) if is_code(apposed["symbol"]) else (end, ())
    if text[end - 1 : end] == '"' and (opened := text.rfind('"', max(0, end - 60), end - 1)) >= 0:
        name = text[opened + 1 : end - 1].strip(" ,")
        if first := _QUOTED_OR.search(text, max(0, opened - 80), opened):
            return (first.start(), (first["name"], name)) if reads_as_name(first["name"]) else (end, ())
        return (opened, (name, *aliases)) if reads_as_name(name) else (end, ())
    start, name = phrase(text, end)
    of, label = verb.group().strip() == "of", verb["label"] is not None
    if not name or is_condition(low, start) or name.lower().startswith(("value of", "values of")):
        return end, ()
    name = re.sub(r"^(?:the )?default (?:the |its |a )?", "", name, flags=re.IGNORECASE)
    words = name.split()
    is_symbol_of = (
        len(words) > 1 and words[-1] not in HEADS and is_code(words[-1]) and not {"of", "for"}.intersection(words)
    )
    if is_symbol_of and head(" ".join(words[:-1])) in HEADS and not aliases:
        name, aliases = " ".join(words[:-1]), (words[-1],)
    if label and not is_code(name):
        return end, ()
    if of and any(word in ("of", "for", "in", "per") for word in name.lower().split()):
        return end, ()
    is_set = _IS.fullmatch(verb.group().strip()) is None and not of
    by_form = names_by_form(name, is_set=is_set) and _is_given(low, start, verb, reading)
    named = names_a_number(name) or by_form
    return (start, (name, *aliases)) if named else (end, ())


_IS = re.compile(r"(?:is|shall be|will be|must be|should be)")
_OPENS = re.compile(r"(?:^|[;:,.] |\band |\bwhere |\bwith )(?:the|its|each|every) $")
_CLOSES = re.compile(
    r"[.;,)]|$| (?:and|or|for|of|per|unless|as|from|with|in (?:all|each|every)|at (?:all|any)|subject|but|throughout)\b"
)


def _is_given(low: str, start: int, verb: re.Match[str], reading: Reading) -> bool:
    """Whether the words around a name say that it is a number that is set: "its gearing is fixed at 2", "a coupon of
    5%", or no more than "The gearing is 2." """
    said, before_name = verb.group().strip(), low[max(0, start - 12) : start]
    if said == "of":
        return bool(reading.unit or "." in reading.value) and re.search(r"\ban? $", before_name) is not None
    if said in ("has", "have"):
        return False
    opens, closes = _OPENS.search(before_name), _CLOSES.match(low, reading.end)
    if _IS.fullmatch(said):
        return bool(opens and closes)
    return closes is not None and not said.startswith(("means", "mean", "lie", "range"))


def is_condition(low: str, start: int) -> bool:
    """Whether the subject stands in a condition: "if the cap is 5%"."""
    words = low[max(0, start - 30) : start].split()
    while words and words[-1] in ("the", "a", "an", "its", "their", "any"):
        words.pop()
    return bool(words) and (
        _CONDITION.fullmatch(words[-1]) is not None or words[-2:] in (["value", "of"], ["values", "of"])
    )
