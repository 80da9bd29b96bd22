"""Pointers: the words that name parts of a document by kind and number, such as "Sections 3.1 to 3.4" or "step 5"."""

import re
from collections.abc import Iterator

_ITEMS = r"(?:\([a-zA-Z0-9]{1,4}\))"
_NUMBER = rf"\d{{1,5}}(?:\.\d{{1,4}}){{0,5}}(?:[a-z]|\.[a-z](?![\w.]))?{_ITEMS}{{0,4}}"
_ITEM = r"\([a-z0-9]{1,4}\)(?:\([a-z0-9]{1,4}\)){0,3}"
_LETTER = r"[A-Z](?:[.-]?\d{1,3}){0,3}(?:\([a-z0-9]{1,4}\)){0,3}"
LABEL = re.compile(rf"(?:{_NUMBER}|{_ITEM}|[IVXL]{{2,6}}|{_LETTER})")
_JOINED = r"(?:,? and |,? or |, | ?- ?| to | through | & )"
_LABELS = rf"(?P<labels>{LABEL.pattern}(?:{_JOINED}{LABEL.pattern}){{0,6}})(?![\w]|[.-]\d)"
_SECTIONS = (
    r"[Ss]ections?|[Ss]ecs?\.|§{1,2}|[Aa]rticles?|[Aa]rts?\.|[Cc]hapters?|[Cc]lauses?|[Pp]aragraphs?|[Pp]aras?\.?|[Pp]arts?"
    r"|[Ss]ub-?(?:[Ss]ections?|[Cc]lauses?|[Pp]aragraphs?)"
)
_BEHIND = (
    r"[Aa]ppendi(?:x|ces)|[Aa]nnex(?:es|ures?|ure)?|[Ss]chedules?|[Ee]xhibits?|[Aa]ttachments?|[Tt]ables?|[Ff]igures?"
    r"|[Ff]igs?\.|[Ee]quations?|[Ee]q(?:n?s?)\.|[Ff]ormula[es]?|[Ff]ootnotes?|[Ee]ndnotes?|[Nn]otes?"
)
_LISTED = r"[Ss]teps?|[Rr]ules?|(?:[Ii]|[Ss]ub-?[Ii])tems?|[Pp]oints?|[Cc]riteri(?:on|a)|[Cc]onditions?"
_POINTS = re.compile(rf"(?<![\w-])(?P<kind>{_SECTIONS}|{_BEHIND}|{_LISTED})\s{{1,2}}{_LABELS}")
_SIGN = re.compile(rf"(?P<kind>§{{1,2}}){_LABELS}")
_WITHIN = re.compile(rf",? (?:of|in|under|to|from) (?:the |this )?(?=(?:{_SECTIONS}|{_BEHIND})\s)")
POINTERS = (_POINTS, _SIGN)
_KINDS = {
    **{"app": "appendix", "ann": "annex", "sch": "schedule", "exh": "exhibit", "att": "attachment", "tab": "table"},
    **{"fig": "figure", "equ": "equation", "eq.": "equation", "eqs": "equation", "eqn": "equation", "for": "equation"},
    **{"not": "note", "foo": "note", "end": "note", "ste": "step", "rul": "rule"},
    **{"ite": "item", "poi": "item", "cri": "item", "con": "item"},
}
LISTED = frozenset(["step", "rule", "item"])
"""Kinds that are words of every day as well: such a pointer counts where it leads to a numbered passage."""


def pointers(text: str) -> Iterator[re.Match[str]]:
    """Every naming of parts, with its `kind` and `labels`."""
    yield from _POINTS.finditer(text)
    yield from _SIGN.finditer(text)


def kind_of(pointer: re.Match[str]) -> str:
    """The kind of part; clauses, articles and paragraphs are sections."""
    return _KINDS.get(pointer["kind"].lower().removeprefix("sub").lstrip("-")[:3], "section")


def within(text: str, end: int) -> re.Match[str] | None:
    """The part that holds the ones named before `end`: the section in "item (c) of section 2"."""
    joint = _WITHIN.match(text, end)
    return _POINTS.match(text, joint.end()) if joint else None


def between(low: str, high: str) -> Iterator[str]:
    """The labels that a range skips: 3.2 and 3.3 of "3.1 to 3.4", B of "A to C"."""
    first, last = _LAST_STEP.fullmatch(low), _LAST_STEP.fullmatch(high)
    if first is None or last is None or first["before"] != last["before"]:
        return
    one, other = first["step"], last["step"]
    if one.isdigit() and other.isdigit() and int(other) - int(one) <= _LONGEST_RANGE:
        steps = [str(number) for number in range(int(one) + 1, int(other))]
    elif one.isalpha() and other.isalpha() and one.isupper() is other.isupper():
        steps = [chr(code) for code in range(ord(one) + 1, ord(other))]
    else:
        return
    yield from (f"{first['before']}{step}{first['after']}" for step in steps)


_LAST_STEP = re.compile(r"(?P<before>.*?)(?P<step>\d{1,5}|(?<![A-Za-z0-9])[a-zA-Z])(?P<after>\)?)")
_LONGEST_RANGE = 30
"""Parts of a longer range are not told one by one: "Sections 1 to 99" may stand in every sentence."""
