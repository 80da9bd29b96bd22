"""Sections: the headings of a document, their numbers and paths, and what kind of text stands under them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from domain.documents.matching import plain
from domain.documents.text import Block, BlockKind, Story


class Role(StrEnum):
    """What a section is for. Only rules bind an implementer; a notice (disclaimer, change log) binds nobody."""

    RULES = "rules"
    OVERVIEW = "overview"
    NOTICE = "notice"


@dataclass(frozen=True, eq=False)
class Section:
    """A heading and what follows it up to the next; `heading` is None for text before the first one.

    `number` is the printed number or letter ("3.2", "A"), `path` the printed headings from the outermost on.
    """

    heading: Block | None = None
    number: str = ""
    title: str = ""
    path: tuple[str, ...] = ()
    role: Role = Role.RULES

    @property
    def printed(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def name(self) -> str:
        """What the title calls the section, in small letters; "" where a whole clause is set as a heading."""
        return _name(self.title)


_LONGEST_NAME = 80
_OVERVIEW = re.compile(
    r"\b(?:overview|introduction|background|objectives?|purpose|summary|about|history|motivation|rationale|foreword"
    r"|at a glance|in brief|key facts|context|goals?|why (?:it|this|we|there)|what and why)\b"
)
_NOTICE = re.compile(
    r"\b(?:disclaimers?|disclosures?|risk (?:factors|considerations|warnings?|notes?)|legal|important "
    r"(?:information|notice)"
    r"|change ?log|revision history|document (?:control|history)|contacts?|copyright|acknowledge?ments|see also"
    r"|related (?:documents|work)|references)\b"
)
_NUMBERED = re.compile(
    r"(?:(?P<kind>section|chapter|appendix|annex|schedule|exhibit|attachment|part)\s+)?(?P<number>\d{1,3}(?:\.\d{1,4})*"
    r"|\d{4,5}(?=[.):]\s)|[A-Z](?:\.\d{1,3})*|[IVX]{1,5})(?P<mark>[.):]?)(?:\s+[-:]?\s*|\s*$)",
    re.IGNORECASE,
)
_LOOKS_NUMBERED = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|(?:Section|Appendix|Annex"
    r"|Schedule) [A-Z0-9]{1,3}[.:]?) {1,4}[-:]? ?[A-Z][^.;:!?]{1,70}"
)


_MARGIN = "Headers and footers"
_BESIDE = {
    Story.FOOTNOTE: ("Footnotes", Role.RULES),
    Story.ENDNOTE: ("Endnotes", Role.RULES),
    Story.HEADER: (_MARGIN, Role.NOTICE),
    Story.FOOTER: (_MARGIN, Role.NOTICE),
}
"""What stands beside the main text, and the sections it is gathered in; a text box belongs to the one it stands in."""


def sections_of(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """For each block the section it belongs to (a heading to its own)."""
    body = tuple(block for block in blocks if block.story is Story.BODY)
    real = [block for block in body if block.kind is BlockKind.HEADING]
    plain_headings = _plain_headings(body) if len(real) <= 1 else frozenset()
    current, open_levels, found = Section(), list[tuple[int, Section]](), []
    beside = {title: Section(title=title, path=(title,), role=role) for title, role in _BESIDE.values()}
    for block in blocks:
        if block.story in _BESIDE:
            found.append(beside[_BESIDE[block.story][0]])
            continue
        if block.story is Story.BODY and (block.kind is BlockKind.HEADING or block.id in plain_headings):
            level = block.level if block.kind is BlockKind.HEADING else 1 + _depth(block.text)
            open_levels = [(at, section) for at, section in open_levels if at < level]
            current = _section(block, open_levels[-1][1] if open_levels else None)
            open_levels.append((level, current))
        found.append(current)
    return tuple(found)


def _section(heading: Block, parent: Section | None) -> Section:
    printed = " ".join(plain(heading.printed).split())
    number, title = _numbered(printed)
    role = role_of(_name(title))
    if parent and role is Role.RULES and (parent.number or len(parent.path) > 1):
        role = parent.role
    return Section(heading, number, title, (*(parent.path if parent else ()), printed), role)


def unnumbered(printed: str) -> str:
    """A printed heading without its number."""
    return _numbered(printed)[1]


def _numbered(printed: str) -> tuple[str, str]:
    """The number of a printed heading, and its title."""
    match = _NUMBERED.match(printed)
    number = match["number"] if match and _is_number(match) else ""
    return number, printed[match.end() :] if match and number else printed


def _name(title: str) -> str:
    first = re.split(r"[.;:] ", title, maxsplit=1)[0]
    return first.lower() if len(first) <= _LONGEST_NAME else ""


def _is_number(match: re.Match[str]) -> bool:
    """Not the first letter of a title: "A Strategy", "I think"."""
    return match["number"][0].isdigit() or bool(match["mark"] or match["kind"])


def role_of(title: str) -> Role:
    """What a title, in small letters, says that its section is for."""
    if _NOTICE.search(title):
        return Role.NOTICE
    return Role.OVERVIEW if _OVERVIEW.search(title) else Role.RULES


def _plain_headings(blocks: tuple[Block, ...]) -> frozenset[str]:
    """Paragraphs that only look like numbered headings, for documents that do not use heading styles.

    Two in a row are items of a list, unless the numbers say that one stands under the other.
    """
    found = set()
    for block, after in pairwise(blocks):
        if not _looks_like_heading(block):
            continue
        if not _looks_like_heading(after) or _depth(after.text) > _depth(block.text):
            found.add(block.id)
    return frozenset(found)


def _looks_like_heading(block: Block) -> bool:
    printed = plain(block.printed)
    return (
        block.kind is BlockKind.PARAGRAPH
        and len(printed) <= 90
        and "\n" not in block.text.strip()
        and _LOOKS_NUMBERED.fullmatch(printed) is not None
    )


def _depth(text: str) -> int:
    number = re.match(r"[\d.]{0,20}", text.strip())
    return number.group().strip(".").count(".") if number else 0
