"""Titles: where a text points to a section by its name."""

import re
from collections.abc import Iterator

from domain.documents.text import Span
from domain.semantics.places import Places
from domain.semantics.segments import Segment

_CUE = re.compile(
    r"\b(?:[Ss]ee|[Rr]efer to|described|set (?:out|forth)|defined|specified|detailed|outlined|given"
    r"|provided|explained|listed|laid down|stated"
    r"|contained|according to|in accordance with|pursuant to|subject to|[Ss]ections?|[Cc]hapters?"
    r"|headings?|[Uu]nder|[Pp]er)"
    r"(?: also)?(?: in| under| by)?(?: the)?(?: (?:section|chapter|heading|part))?(?: (?:on|titled"
    r"|entitled|called|named|headed))? (?=(?P<quote>\"?)[A-Z])"
)
_WORDS = re.compile(r"[A-Z][\w&/'-]*(?:[ ,-]{1,2}[\w&/'-]+){0,9}")
_OTHER_DOCUMENT = re.compile(
    r" (?:Guide|Guidelines?|Manual|Handbook|Policy|Policies|Rulebook|Methodology|Procedures?)\b"
)
_EXPLICIT = re.compile(r"(?:section|chapter)s?(?: (?:on|titled|entitled|called|named|headed))? $", re.IGNORECASE)
_NAMED_SECTION = re.compile(
    r"\b(?:the|our) \"?(?P<title>[A-Z][\w&/'-]*(?: (?:(?:and|of|for|the|to"
    r"|in) )?[A-Z][\w&/'-]*){0,6})\"? (?:sub-?)?(?:section|chapter|appendix|annex)\b(?! of)"
)
TITLES = (_CUE, _NAMED_SECTION)
Titled = tuple[int, int, str, Span | None]
"""Start and end of a title in a segment, the title, and where the section is that has it."""


def by_title(segment: Segment, places: Places) -> Iterator[Titled]:
    """Every section that is named; without a place only what is plainly called a section and is not there."""
    text = segment.text
    for match in _CUE.finditer(text):
        start = match.end()
        if match["quote"]:
            close = text.find('"', start + 1)
            title = text[start + 1 : close].strip(" .,") if close > 0 else ""
            target = places.titles.get(title.lower())
            if title and (target or _EXPLICIT.search(text, max(0, start - 40), start)):
                yield start, close + 1, title, target
        elif (words := _WORDS.match(text, start)) and (title := _longest(words.group(), places)):
            yield start, start + len(title), title, places.titles[title.lower()]
    for match in _NAMED_SECTION.finditer(text):
        title = match["title"]
        target = places.titles.get(title.lower()) or places.titled(title)
        if target or len(title.split()) > 1:
            yield match.start("title"), match.end(), title, target


def _longest(words: str, places: Places) -> str:
    """The longest title of this document that the words begin with, unless they name a document: "Index Guide"."""
    rest = ""
    while words and words.lower() not in places.titles:
        cut = max(words.rfind(" "), words.rfind(","), 0)
        words, rest = words[:cut].rstrip(" ,"), words[cut:]
    return "" if _OTHER_DOCUMENT.match(rest) else words
