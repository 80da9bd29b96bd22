"""Find words in the whole library."""

from collections.abc import Iterator

from app.usecases.import_document import blocks_of
from app.usecases.library import library
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import Cancelled, TaskCancelled
from domain.documents.matching import find_all
from domain.documents.text import Block, Span, spelled
from domain.kernel import NotFound, Value

_AROUND = 60
"""Characters on each side of a passage that are shown with it."""
MOST_SPANS = 50
"""Passages of one document that are listed; `Found.count` has them all."""


class Found(Value):
    """A document in whose latest text the words were found, where, and the words `around` each of the spans."""

    document: str
    revision: str
    title: str
    spans: tuple[Span, ...]
    around: tuple[str, ...]
    count: int


def find_in_library(s: Services, words: str, cancelled: Cancelled = lambda: False) -> tuple[Found, ...]:
    """The documents whose text has these words in a row, the one imported last first; raises TaskCancelled.

    Case, kinds of quotes, hyphens and spaces make no difference. There is no index: that would be one more place with
    the documents' text in it, and a library of one reviewer is read in seconds.
    """
    found = []
    for entry in library(s):
        if cancelled():
            raise TaskCancelled
        try:
            blocks = blocks_of(s, entry.document, entry.revision)
        except NotFound:  # forgotten by another program just now
            continue
        spans = tuple(_spans(blocks, words, cancelled))
        if spans:
            of_id = {block.id: block for block in blocks}
            found.append(
                Found(
                    document=entry.document,
                    revision=entry.revision,
                    title=entry.title,
                    spans=spans[:MOST_SPANS],
                    around=tuple(_around(of_id[span.block], span) for span in spans[:MOST_SPANS]),
                    count=len(spans),
                )
            )
    return tuple(found)


def _spans(blocks: tuple[Block, ...], words: str, cancelled: Cancelled) -> Iterator[Span]:
    for block in blocks:
        if cancelled():
            raise TaskCancelled
        yield from (Span.of(block, start, end) for start, end in find_all(block.text, words))


def _around(block: Block, span: Span) -> str:
    """The passage and some whole words on each side, on one line."""
    start, end = max(0, span.start - _AROUND), min(len(block.text), span.end + _AROUND)
    before = spelled(block, start, span.start)
    after = spelled(block, span.end, end)
    before = before.partition(" ")[2] if start and " " in before else before
    after = after.rpartition(" ")[0] if end < len(block.text) and " " in after else after
    said = " ".join(f"{before}{spelled(block, span.start, span.end)}{after}".split())
    return f"{'… ' * (start > 0)}{said}{' …' * (end < len(block.text))}"
