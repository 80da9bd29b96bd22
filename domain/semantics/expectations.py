"""Expectations: what a sentence wants from where it points, in its own words."""

import re

from domain.semantics.words import word_set

_AFTER = re.compile(
    r"\)?,? (?:for|provides?|contains?|sets out|describes?|defines?|lists?|governs?|specifies|gives|shows"
    r"|explains?)(?: more| further)?(?: (?:details|information) (?:of|on"
    r"|about))? (?P<what>[^.,;:()]{3,90})"
)


_LINK = re.compile(
    r"(?:^|[,(]|(?<!\w)) ?(?:please )?(?:(?:as )?(?:further |more fully |also )?(?:described|set (?:out"
    r"|forth)|defined|specified|detailed|outlined|given|provided|explained|listed|laid down"
    r"|stated|published|documented|available|contained|included|shown|found|required|referred to|computed"
    r"|calculated|determined|handled|treated)? ?"
    r"(?:in accordance with|in line with|according to|pursuant to|subject to|consistent with|based on"
    r"|governed by|see(?: also)?|refer to|follows?|in|by|from|under|per|on|at|to|of|with|using|and|or)|:"
    r"| -)"
    r"(?: (?:the|a|an|our|its|this|each|any|applicable|relevant|current|latest|classic"
    r"|original))*(?: (?:paper|article|book|document))?[ (\"]*$",
    re.IGNORECASE,
)


_VERB = re.compile(
    r"[, ]*(?<!\w)(?:is|are|was|were|be|been|being|will be|shall be|must be|may be|can be|has been|have"
    r" been)(?: (?:also|further|then|only|not))?"
    r"(?: (?:\w+(?:ed|en|wn|pt|it|ut|out|ld)|made|set|paid|done))?(?: (?:and|or) \w+(?:ed|en))?$"
    r"|\b(?:(?:has|have) the meanings?"
    r"|means?(?: the)?)$",
    re.IGNORECASE,
)


_PART = re.compile(
    r"\b(?:sections?|clauses?|articles?|paragraphs?|tables?|figures?|equations?|annex|appendix)\s[\w.()-]{1,12}$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[.;:?!](?:\s|$)|[()]|, |\b(?:which|that|where|when|if|using|defined as|whose|and|but|because|while"
    r"|unless|is|are"
    r"|was|were|will|shall|must|may|can|has|have|to|by)\b ?"
)


def wanted(text: str, start: int, end: int) -> str:
    """What the sentence wants from where characters start..end point, in its own words; "" where it does not say."""
    if match := _AFTER.match(text, end):
        return _clause(match["what"].split())
    before = (
        re.sub(r" ?\([^()]*\)", "", text[text.find(" ", start - 240) + 1 if start > 240 else 0 : start]).rstrip("(\"' ")
        + " "
    )
    for _ in range(3):
        shorter = _LINK.sub("", before).rstrip()
        shorter = _PART.sub("", _VERB.sub("", shorter)).rstrip(" ,")
        if shorter == before.rstrip():
            break
        before = shorter + " "
    pieces = [piece.strip(' -*"') for piece in _BREAK.split(before.rstrip())]
    last = next((piece for piece in reversed(pieces) if len(piece) > 2 and not piece.startswith("be ")), "")
    return _clause(last.split())


def _clause(words: list[str]) -> str:
    while words and words[0].lower() in _LITTLE:
        words = words[1:]
    if len(words) > 12:
        words = words[:12]
    while words and words[-1].lower().strip(",") in _LITTLE | {"the", "a", "an"}:
        words = words[:-1]
    return " ".join(words)


_LITTLE = word_set(
    "and or but of to in as by for on at from with also then so please simply both not more further"
    " details information see"
)
