"""What a check is, and how what it notices becomes an observation."""

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from domain.analysis.checks.dated import Dated, FindClosures
from domain.analysis.families import FAMILIES, family_of
from domain.analysis.finding import Category, Observation, Severity
from domain.documents.changes import InsertAfter, Replace, Suggestion
from domain.documents.text import ATOM, Block, BlockKind, Span
from domain.semantics.ir import DocumentIR
from domain.semantics.segments import Segment


@dataclass(frozen=True)
class Hit:
    """What a check noticed, in words for the reviewer; `severity` where it is not the check's own.

    Without `spans` it is about the whole document, which lacks something. `dated` makes an example of it from the days
    on which markets are closed.
    """

    title: str
    why: str
    spans: tuple[Span, ...] = ()
    suggestion: Suggestion | None = None
    severity: Severity | None = None
    dated: Dated | None = None

    def with_example(self, closures: FindClosures | None) -> "Hit":
        """With its dated example in words, where it has one and the closures are known."""
        if not self.dated or not closures:
            return self
        return dataclasses.replace(self, why=f"{self.why} {self.dated(closures())}".rstrip(), dated=None)


@dataclass(frozen=True)
class Check:
    """A check of the catalogue. `matters` says why such a defect matters, `fix` what the author writes to mend it;
    `confidence` how often it is right.

    On each of the `bad` texts it finds something, on none of the `good` ones. A line that starts with "#" is a
    heading there, one with "|" a table row; empty lines part paragraphs.
    """

    id: str
    title: str
    matters: str
    fix: str
    category: Category
    severity: Severity
    find: Callable[[DocumentIR], Iterator[Hit]]
    bad: tuple[str, ...]
    good: tuple[str, ...]
    confidence: float = 0.8

    @property
    def family(self) -> str:
        """The family it belongs to, as it begins the ids of its checks ("DS-CAL")."""
        return family_of(self.id)

    @property
    def family_title(self) -> str:
        return FAMILIES[self.family]

    def observation(self, hit: Hit, blocks: Mapping[str, Block]) -> Observation:
        return Observation(
            category=self.category,
            severity=hit.severity or self.severity,
            title=hit.title,
            why=hit.why,
            spans=tuple(clause(span, blocks[span.block]) for span in hit.spans),
            rule=self.id,
            confidence=self.confidence,
            suggestion=hit.suggestion,
        )


Noticed = tuple[Check, Hit]


_CLAUSE_ENDS = re.compile(rf"[.;:,!?]\s|[()\n\u2014{ATOM}]|[.;]$")
_LONGEST_CLAUSE = 120


def clause(span: Span, block: Block) -> Span:
    """The clause around a passage, so that the quote can be understood alone; a passage of a formula stays as it is."""
    text = block.text
    low, high = max(0, span.start - _LONGEST_CLAUSE), min(len(text), span.end + _LONGEST_CLAUSE)
    start = max((m.end() for m in _CLAUSE_ENDS.finditer(text, low, span.start)), default=low)
    after = _CLAUSE_ENDS.search(text, span.end, high)
    end = after.start() if after else high
    # not within a word where the clause is longer than is quoted
    while start == low > 0 and start < span.start and not text[start - 1].isspace():
        start += 1
    while end == high < len(text) and end > span.end and not text[end].isspace():
        end -= 1
    line = text[text.rfind("\n", low, span.start) + 1 : high].split("\n", 1)[0]
    if "=" in line or ATOM in span.quote:
        return span
    quote = text[start:end]
    start += len(quote) - len(quote.lstrip(" \t-*•"))
    return Span.of(block, min(start, span.start), max(start + len(text[start:end].rstrip()), span.end))


def to_specify(what: str) -> str:
    """The placeholder for what only the author can say."""
    return f"[to be specified: {what}]"


def replace(segment: Segment, start: int, end: int, text: str) -> Suggestion:
    """Put `text` where these characters of the segment are, or as a sentence after them where they hold an atom."""
    span = segment.span(start, end)
    if ATOM in span.quote:
        return add_sentence(segment, text)
    return Replace(span=span, text=text)


def not_done(check: Check) -> Hit:
    """What is told in place of what a check that failed would have noticed."""
    return Hit(
        title=f"Not checked here: {check.title[:1].lower()}{check.title[1:]}",
        why="An error in the program ended this check before it was done; every other check was made. Please read the"
        " document for this one by hand.",
        severity=Severity.LOW,
    )


def add_after(segment: Segment, end: int, text: str) -> Suggestion:
    """Insert `text` behind the `end`-th character of the segment."""
    return Replace(span=segment.span(end, end), text=text)


def add_behind(span: Span, text: str) -> Suggestion:
    """Insert `text` behind a passage."""
    return Replace(span=Span(block=span.block, start=span.end, end=span.end, quote=""), text=text)


def add_sentence(segment: Segment, text: str) -> Suggestion:
    """A paragraph below the one that the segment stands in, or words behind the segment in a list or a table."""
    if takes_paragraph(segment.block):
        return InsertAfter(block=segment.block.id, text=text)
    ended = not text[0].isupper() or segment.text.endswith((".", ":", ";", "!", "?"))
    return add_after(segment, len(segment.text), f" {text}" if ended else f". {text}")


def takes_paragraph(block: Block) -> bool:
    """Whether a paragraph added below is one of the running text: not one more list item or line of a table cell."""
    listed = block.kind is BlockKind.LIST_ITEM or (block.label != "" and block.kind is not BlockKind.HEADING)
    return block.cell is None and not listed


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
