"""The parts of a Word file that hold text, each parsed once, to be changed and written again."""

from collections.abc import Iterable, Iterator

from lxml import etree

from app.exporting.package import serialised
from app.wordml import Package, paragraphs, runs
from domain.documents.text import Block

_STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
"""The parts, beside the main one, whose revisions have numbers too."""


class Parts:
    """The main part and those of the notes, headers and footers; paragraphs are found as blocks name them."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._roots: dict[str, etree._Element] = {}
        self._paragraphs: dict[str, list[etree._Element]] = {}
        self._numbers: dict[str, dict[etree._Element, int]] = {}
        self._runs: dict[tuple[str, int], list[etree._Element]] = {}

    @property
    def main(self) -> etree._Element:
        """The root of the main part."""
        return self.root(self.package.main)

    def root(self, part: str) -> etree._Element:
        """The root of a part."""
        if part not in self._roots:
            self._roots[part] = self.package.parse(part)
        return self._roots[part]

    def stories(self) -> Iterator[etree._Element]:
        """The roots of all parts in which revisions and comments have numbers."""
        yield self.main
        for kind in _STORIES:
            yield from map(self.root, dict.fromkeys(self.package.related(self.package.main, kind)))

    def paragraphs(self, part: str) -> list[etree._Element]:
        """The paragraphs of a part as they were numbered before the first change."""
        if part not in self._paragraphs:
            self._paragraphs[part] = paragraphs(self.root(part))
        return self._paragraphs[part]

    def paragraph(self, block: Block) -> etree._Element:
        """The paragraph a block ends in."""
        return self.paragraphs(block.part)[block.paragraph]

    def number(self, part: str, paragraph: etree._Element) -> int:
        """The number of a paragraph in its part."""
        if part not in self._numbers:
            self._numbers[part] = {element: number for number, element in enumerate(self.paragraphs(part))}
        return self._numbers[part][paragraph]

    def runs(self, part: str, paragraph: int) -> list[etree._Element]:
        """The runs of a paragraph as they were numbered before the first change."""
        key = part, paragraph
        if key not in self._runs:
            self._runs[key] = runs(self.paragraphs(part)[paragraph])
        return self._runs[key]

    def written(self, changed: Iterable[str]) -> dict[str, bytes]:
        """The bytes of these parts as they are now."""
        return {part: serialised(self.root(part), self.package.read(part)) for part in dict.fromkeys(changed)}
