"""A passage that says what a name stands for, and its plainest forms: 'The Cap means' and '"Cap" means'."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.semantics.segments import Segment


@dataclass(frozen=True)
class Passage:
    """A name, the other names given with it, and what it is said to be, in characters start..end of a segment.

    A `borrowed` meaning stands elsewhere: an abbreviation that is written out, "has the meaning set forth in".
    `end` 0 stands for the segment's end. `named` is the cell or line that holds the name, where that is another one.
    """

    segment: Segment
    start: int
    name: str
    meaning: str
    aliases: tuple[str, ...] = ()
    quoted: bool = False
    borrowed: bool = False
    end: int = 0
    named: Segment | None = None


MEANS = (
    r"(?:shall |will )?(?:means?|have the (?:same )?meanings?|has the (?:same )?meaning|(?:is|are"
    r"|be) (?:hereby )?defined"
    r" (?:as|to be)|refers? to|denotes?|stands? for|designates?|shall apply to|shall be construed as"
    r"|shall be understood as)"
)

QUOTED = re.compile(
    r"\"(?P<name>[^\"]{1,80})\"(?P<more>(?:(?:,| or| and|,? also|,? each|, together,?| \((?:or|the"
    r"|each)?)* ?\"[^\"]{1,60}\"\)?){0,3})"
    rf"(?: \([^()]{{1,80}}\))?(?:,[^,\"]{{1,60}},)?,?(?: each| both| all)? {MEANS}\b(?! that\b)[:,]? ?(?P<meaning>.+)"
)

TITLED = r"[A-Z][\w&'/-]*(?:(?: (?:of|and|for|the|to|in|on|per|or))? [A-Z0-9][\w&'/-]*){0,6}"

ALSO = (
    r"(?: \((?:(?:also (?:known|referred to) as|also called|a\.?k\.?a\.?|or simply|or|abbreviated(?: as)?"
    r"|hereinafter|hereafter|in short|short)"
    r"[ :,]+)?(?:the )?\"?(?P<alias>[A-Z][\w&/-]*(?: [A-Z][\w&-]*){0,3})\"?\)|,? (?:or simply|also called"
    r"|also known as|hereinafter|hereafter) (?:the )?\"?(?P<also>[A-Z][\w&-]*(?: [A-Z][\w&-]*){0,3})\"?,?)?"
)

GLOSSED = re.compile(rf"^(?P<name>{TITLED}) \((?P<meaning>[^()]+(?:\([^()]*\)[^()]*)*)\)\.?$")
"""An entry of a glossary that is set as a sentence: "Business Day (a day on which banks are open)."."""

UNQUOTED = re.compile(
    r"^(?:[Tt]he term |[Ff]or (?:the )?purposes? of this \w+, |[Ii]n this \w+, "
    r"|\([a-z0-9]{1,3}\) )?(?:[Tt]he |[Aa]n? |[Ee]ach )?"
    rf"(?P<name>{TITLED}|[\w-]+(?: [\w-]+){{0,4}}){ALSO}(?:,[^,\"]{{1,60}},)? {MEANS}\b(?! that\b)[:,]?"
    r" ?(?P<meaning>.+)"
)

_PARTED = re.compile(r"[;,](?: and)? (?:the |an? |each )?$")
"""What parts one definition of a sentence from the next: "A" means this; and "B" means that."""


def quoted_names(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """The definitions of a sentence that have their name in quotes, each with the end of its meaning."""
    match = QUOTED.search(text)
    while match:
        following = QUOTED.search(text, match.start("meaning"))
        parted = _PARTED.search(text, match.start("meaning"), following.start()) if following else None
        yield match, parted.start() if parted else len(text)
        match = following if parted else None


def bare(name: str) -> str:
    """A name as quoted, without an article or a comma within the quotes."""
    return re.sub(r"^(?:[Tt]he|[Aa]n?) (?=\w)", "", name.strip(" ,."))


def quoted_in(text: str | None) -> tuple[str, ...]:
    return tuple(bare(found) for found in re.findall(r"\"([^\"]{1,60})\"", text or ""))
