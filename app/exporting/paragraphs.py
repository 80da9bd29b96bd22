"""Where paragraphs stand in a Word document, and what happens to their neighbours when one goes."""

from collections.abc import Collection

from lxml import etree

from app.wordml import mark_is_deleted, runs, w
from domain.documents.text import Block, DocxPlace

RANGES = {
    w(name)
    for name in (
        *(
            f"{kind}{edge}"
            for kind in ("bookmark", "commentRange", "moveFromRange", "moveToRange")
            for edge in ("Start", "End")
        ),
        *("permStart", "permEnd", "proofErr"),
    )
}
"""What may stand between paragraphs without being content."""


def properties_of(paragraph: etree._Element) -> etree._Element:
    """The w:pPr of a paragraph, made where it has none."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    return properties


def first_of(paragraph: etree._Element) -> etree._Element:
    """The first of the paragraphs that run into this one, their marks being deleted; often itself."""
    before = _content_beside(paragraph, preceding=True)
    while before is not None and before.tag == w("p") and mark_is_deleted(before):
        paragraph, before = before, _content_beside(before, preceding=True)
    return paragraph


def mark_before(first: etree._Element, gone: Collection[etree._Element]) -> etree._Element | None:
    """The paragraph that has to lose its mark so that one that cannot run on is gone, being emptied.

    That is the one before, which then takes its place; None where there is none. `gone` lose theirs already.
    """
    before = _content_beside(first, preceding=True)
    while before is not None and (before in gone or mark_is_deleted(before)):
        before = _content_beside(before, preceding=True)
    return None if before is None or before.tag != w("p") or _ends_section(before) else before


def can_run_on(paragraph: etree._Element) -> bool:
    """Whether a paragraph can lose its mark and run into the next one.

    The last one of a cell or of the document cannot, nor one that ends a section or stands before a table.
    """
    following = _behind(paragraph)
    return following is not None and following.tag == w("p") and not _ends_section(paragraph)


def can_vanish(paragraph: etree._Element, block: Block) -> bool:
    """Whether a paragraph that stands before a table is gone once it loses its mark and the text of its block.

    It is not where it holds more than its text, or keeps two tables apart.
    """
    following = _behind(paragraph)
    if following is None or following.tag in (w("p"), w("sectPr")) or _ends_section(paragraph):
        return False
    places = {piece.place for piece in block.pieces}
    text_runs = {p.run for p in places if isinstance(p, DocxPlace) and p.paragraph == block.paragraph}
    before = _content_beside(paragraph, preceding=True)
    parts_tables = following.tag == w("tbl") and before is not None and before.tag == w("tbl")
    return len(text_runs) == len(runs(paragraph)) and not parts_tables


def _behind(paragraph: etree._Element) -> etree._Element | None:
    """What a paragraph without its mark runs into."""
    siblings = (e for e in paragraph.itersiblings("*") if e.tag not in RANGES)
    return next((e for e in siblings if e.tag != w("p") or not mark_is_deleted(e)), None)


def _ends_section(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None


def _content_beside(element: etree._Element, *, preceding: bool = False) -> etree._Element | None:
    return next((e for e in element.itersiblings("*", preceding=preceding) if e.tag not in RANGES), None)


def join_with_next(paragraph: etree._Element) -> None:
    """Take a paragraph's mark away: what is in it moves to the start of the next one, or into its place."""
    left = [child for child in paragraph if child.tag != w("pPr")]
    following = _content_beside(paragraph)
    if following is not None and following.tag == w("p"):
        at = 0 if following.find(w("pPr")) is None else 1
        for child in reversed(left):
            following.insert(at, child)
    else:
        for child in left:
            if child.tag in RANGES:
                paragraph.addprevious(child)
    parent = paragraph.getparent()
    assert parent is not None
    parent.remove(paragraph)
