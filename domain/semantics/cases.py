"""Cases: what a value holds for if not for everything: "for equities", "if volatility is high", "Otherwise"."""

import re

from domain.semantics.segments import Segment

_NO_CASE = r"(?!(?:all|each|every|any|the purposes?|example|instance|the avoidance|this|such)\b)"
_KIND = rf"(?:for|in the case of|in respect of|with respect to) {_NO_CASE}[\w-][\w &/-]{{1,40}}?"
_FOR = re.compile(rf" (?P<case>{_KIND})(?=[.,;)]|$| and\b| or\b)")
_FOR_BEFORE = re.compile(rf"(?:^|[;:,.] |\b(?:and|but|while|whereas) )(?P<case>{_KIND}),? (?:the |an? |its )?$", re.I)
_CONDITION = r"(?:if|when|whenever|where|while|during|until|unless|after|before|from|as of|in times of) [^;:.]{2,80}"
_NO_PLACE = r"(?!(?:this|these|the|accordance|line|order|general|addition|any|all|every|each|particular|practice)\b)"
_ELSE = rf"otherwise|in all other cases|in {_NO_PLACE}[\w -]{{2,40}}"
_BEFORE = re.compile(rf"(?:^|[;:,.] |\b(?:and|but) )(?P<case>{_CONDITION}|{_ELSE}),? (?:the |an? |its )?$")
_AFTER = re.compile(r",? (?P<case>(?:if|when|whenever|during|until|unless) [^.;]{2,80}?)(?=[.;]|, |$)")


def kind_before(text: str, start: int) -> str:
    """The kind of thing that the words before a place say the value is for: "for equities"."""
    match = _FOR_BEFORE.search(text, max(0, start - 70), start)
    return _small(match["case"]) if match else ""


def kind_after(text: str, end: int) -> tuple[str, int]:
    """The kind of thing that the words from a place on say the value is for, and where they end."""
    match = _FOR.match(text, end)
    return (match["case"], match.end()) if match else ("", end)


def condition(segment: Segment, start: int, end: int) -> str:
    """The condition under which what the segment says at start..end holds; "" where it says none."""
    low = segment.low
    before = _BEFORE.search(low, max(0, start - 110), start) or _BEFORE.search(f"{segment.lead.lower().rstrip(' :')} ")
    match = before or _AFTER.match(low, end)
    return match["case"] if match else ""


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
