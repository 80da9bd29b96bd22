"""The proof of a written file: read again from its bytes, it says what was reviewed and what was approved."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from lxml import etree

from app.exporting.structure import REVISIONS, flaws
from app.exporting.view import CONTAINERS, Paragraph, Reader, Undone, accepted, rejected
from app.usecases.ports.errors import Refused
from app.wordml import MC, Package, paragraphs, w
from domain.documents.changes import Edit, approved_text
from domain.documents.text import Block, Story

_CHOICE, _FALLBACK, _BOX = f"{{{MC}}}Choice", f"{{{MC}}}Fallback", w("txbxContent")


class Unfaithful(Exception):
    """The written file would not say what was reviewed or what was approved."""


class Proof:
    """Holds what a source says, to judge what is written from it."""

    def __init__(self, source: bytes, blocks: Sequence[Block]) -> None:
        self._package = Package(source)
        self._blocks = blocks
        self._reader = Reader()
        self._roots: dict[str, etree._Element] = {}
        self._views: dict[tuple[etree._Element, Undone], list[Paragraph]] = {}

    def says_what_was_reviewed(self) -> bool:
        """Whether the source's main text reads as the blocks do, once the changes of its authors are accepted."""
        body = self._root(self._package.main).find(w("body"))
        if body is None:
            raise Refused("The file is not a complete Word document: it has no body.")
        said = [block.text for block in self._blocks if block.story is Story.BODY]
        return _texts(self._source(body, accepted)) == said

    def check(self, written: bytes, changed: Iterable[str], made: Sequence[Edit], ours: Collection[str]) -> None:
        """Raise Unfaithful unless the written file is right.

        `changed` are its parts with changed text, `made` the edits made in place, `ours` the ids of the revisions they
        were marked with (none in a clean file).
        """
        package = Package(written)
        after = {part: package.parse(part) for part in sorted(changed)}
        before = {part: self._root(part) for part in after}
        for part, root in after.items():
            self._check_texts(before[part], root, self._expected(part, made), ours)
            if ours:
                _check_revisions(before[part], root, ours)
        if (found := flaws(package, after)) and found - flaws(self._package, before):
            raise Unfaithful

    def _root(self, part: str) -> etree._Element:
        if part not in self._roots:
            self._roots[part] = self._package.parse(part)
        return self._roots[part]

    def _check_texts(
        self,
        before: etree._Element,
        after: etree._Element,
        expected: dict[etree._Element, list[str]],
        ours: Collection[str],
    ) -> None:
        def undone(revision: etree._Element) -> bool:
            return rejected(revision) if revision.get(w("id")) in ours else accepted(revision)

        for old, new in zip(before.iter(*CONTAINERS), after.iter(*CONTAINERS), strict=True):
            told = expected[old] if old in expected else _texts(self._source(old, accepted))
            proved = _texts(self._reader.view(new, accepted)) == told and (
                not ours
                or (
                    self._reader.view(new, undone) == self._source(old, accepted)
                    and self._reader.view(new, rejected) == self._source(old, rejected)
                )
            )
            if not proved:
                raise Unfaithful

    def _source(self, container: etree._Element, undone: Undone) -> list[Paragraph]:
        if (container, undone) not in self._views:
            self._views[container, undone] = self._reader.view(container, undone)
        return self._views[container, undone]

    def _expected(self, part: str, made: Sequence[Edit]) -> dict[etree._Element, list[str]]:
        """What each text of a part is to say that a block stands in, computed from the blocks and the edits alone."""
        every = paragraphs(self._root(part))
        of_text: dict[etree._Element, list[Block]] = {}
        for block in self._blocks:
            if block.part == part:
                of_text.setdefault(next(every[block.paragraph].iterancestors(*CONTAINERS)), []).append(block)
        expected = {text: [p.text for p in approved_text(blocks, made)] for text, blocks in of_text.items()}
        for box, twin in _twins(self._root(part)):
            if twin in expected and _texts(self._source(box, accepted)) == _texts(self._source(twin, accepted)):
                expected[box] = expected[twin]
        return expected


def _twins(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Each text box for older programs, with the one for newer programs in its place."""
    for fallback in root.iter(_FALLBACK):
        choice = fallback.getprevious()
        if choice is not None and choice.tag == _CHOICE:
            yield from zip(fallback.iter(_BOX), choice.iter(_BOX), strict=False)


def _texts(read: Sequence[Paragraph]) -> list[str]:
    return [paragraph.text for paragraph in read]


def _check_revisions(before: etree._Element, after: etree._Element, ours: Collection[str]) -> None:
    """Earlier authors' revisions are all there; the parts of one that was parted say who made it and when."""
    old, new = (
        Counter(_signed(r) for r in root.iter(*REVISIONS) if r.get(w("id")) not in ours) for root in (before, after)
    )
    added = {(tag, author, date) for tag, _, author, date in new - old}
    if not {r.get(w("id")) for r in before.iter(*REVISIONS)}.isdisjoint(ours):
        raise Unfaithful
    if old - new or not added <= {(tag, author, date) for tag, _, author, date in old}:
        raise Unfaithful


def _signed(revision: etree._Element) -> tuple[str, str, str, str]:
    return str(revision.tag), revision.get(w("id"), ""), revision.get(w("author"), ""), revision.get(w("date"), "")
