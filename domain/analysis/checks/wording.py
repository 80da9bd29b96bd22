"""A check of one wording: where it stands, what is said of it, and the words that settle it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.analysis.checks.check import Hit, add_after, capital, to_specify
from domain.analysis.checks.dated import Dated
from domain.documents.text import ATOM
from domain.semantics.ir import DocumentIR
from domain.semantics.phrases import is_purpose, phrase_before
from domain.semantics.segments import Segment

_LONGEST_SUBJECT = 60


@dataclass(frozen=True)
class Wording:
    """A pattern that leaves something open unless `settled` stands in the same passage, or in another one of the words.

    `title` and `why` may use {words}, {Words}, {subject} and {Subject}: the passage's words, the noun phrase before
    them, and both with a capital. `specify` is what the author has to add.
    With `once`, only the first place is told; `everywhere`
    reads introductions as well as rules. `settled_beside` settles it in the same clause alone, `settled_next` in the
    passage that follows, `settled_in_section` in any passage of its section. What the pattern's group "of" names is
    settled where another passage says what it is. Only a passage in which `needs` stands counts. `dated` makes an
    example of the words from the holidays of markets.
    """

    pattern: re.Pattern[str]
    title: str
    why: str
    specify: str
    settled: re.Pattern[str] | None = None
    settled_beside: re.Pattern[str] | None = None
    settled_next: re.Pattern[str] | None = None
    settled_in_section: re.Pattern[str] | None = None
    settled_elsewhere: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None
    once: bool = False
    everywhere: bool = False
    dated: Callable[[str, DocumentIR], Dated] | None = None

    def __call__(self, ir: DocumentIR) -> Iterator[Hit]:
        if self.settled_elsewhere and ir.segments.say(self.settled_elsewhere):
            return
        told = set[str]()
        for segment in (ir.prose if self.everywhere else ir.rules).having(self.pattern):
            low = segment.even
            for match in self.pattern.finditer(low):
                start, end = _place(match)
                words = low[start:end]
                if words in told or is_purpose(low, start) or is_meant(ir, segment, words):
                    continue
                if self.needs and not self.needs.search(low):
                    continue
                if self.settled_beside and self.settled_beside.search(_clause(low, start, end)):
                    continue
                if self.settled and any(self.settled.search(text) for text in (low, segment.text)):
                    continue
                if segment.low.endswith(":") and self._is_told_below(ir.behind(segment)):
                    continue
                if self.settled_next and self.settled_next.search(ir.behind(segment)):
                    continue
                if self.settled_in_section and is_said_in_section(ir, segment, self.settled_in_section):
                    continue
                if self.pattern.groupindex.get("of") and match["of"] and is_meant(ir, segment, match["of"]):
                    continue
                told.add(words)
                yield self._hit(ir, segment, segment.place(start), segment.place(end))
                if self.once:
                    return

    def _is_told_below(self, behind: str) -> bool:
        """Whether the list that a passage ends in says what is open: "The order is pulled if the price moves much:"."""
        return self.settled_beside is not None and (ATOM in behind or self.settled_beside.search(behind) is not None)

    def _hit(self, ir: DocumentIR, segment: Segment, start: int, end: int) -> Hit:
        words = " ".join(segment.text[start:end].split())
        lead = segment.lead.strip(" :")
        subject = phrase_before(segment.text, start) or (lead if len(lead) <= _LONGEST_SUBJECT else "")
        said = {
            "words": words,
            "Words": capital(words),
            "subject": subject or words,
            "Subject": capital(subject or words),
        }
        return Hit(
            title=(self.title if subject else self.title.replace(" ({subject})", "")).format_map(said),
            why=self.why.format_map(said),
            spans=(segment.span(start, end),),
            suggestion=add_after(segment, end, f" ({to_specify(self.specify)})"),
            dated=self.dated(words, ir) if self.dated else None,
        )


_NEXT_CLAUSE = re.compile(
    r";|\.\s|, (?:and|but|or|at the latest|which|while|whereas|until) | (?:and|but|or) (?:if|when|at|is|are) "
)


def _clause(low: str, start: int, end: int) -> str:
    """The part of a sentence in which a number would say how much the words at start..end are."""
    before = max((match.end() for match in _NEXT_CLAUSE.finditer(low, 0, start)), default=0)
    after = _NEXT_CLAUSE.search(low, end)
    return low[before : after.start() if after else len(low)]


def _place(match: re.Match[str]) -> tuple[int, int]:
    """The group "what" of a pattern that has one, else all of it."""
    return match.span("what") if match.re.groupindex.get("what") and match["what"] else match.span()


def is_said_in_section(ir: DocumentIR, segment: Segment, pattern: re.Pattern[str]) -> bool:
    """Whether some passage of the same section says it."""
    return any(
        other.section is segment.section and pattern.search(other.low) is not None
        for other in ir.segments.having(pattern)
    )


def is_meant(ir: DocumentIR, segment: Segment, words: str) -> bool:
    """Whether another passage defines these words."""
    meaning = ir.meaning(re.sub(r"^(?:the|an?|its) ", "", words))
    return meaning is not None and meaning.segment is not segment
