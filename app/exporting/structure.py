"""What is wrong with the structure of a Word file: ids given twice, comments without a passage, marks out of place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby, takewhile

from lxml import etree

from app.wordml import MC, Package, query, w

REVISIONS = [
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange"),
        *("trPrChange", "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    )
]
_MARKS = [w(name) for name in ("ins", "del", "moveFrom", "moveTo")]
_NEW = (w("ins"), w("moveTo"))
_GONE = (w("del"), w("moveFrom"))
_IN_CELLS = (w("p"), w("sdt"), w("customXml"), f"{{{MC}}}AlternateContent")

Flaws = Counter[tuple[str, str]]
"""How often there is each flaw, named by its kind and by what it concerns."""


def flaws(package: Package, roots: Mapping[str, etree._Element]) -> Flaws:
    """The flaws of these parts, parsed, and of the comments on them."""
    found: Flaws = Counter()
    for part, root in roots.items():
        found.update((part, flaw) for flaw in _misplaced(root))
        found.update(("a revision's id", part) for _ in _repeated(_ids_of_revisions(root)))
        found.update(("a paragraph's id", part) for _ in _repeated(query(root, "//@w14:paraId")))
    if package.main in roots:
        found.update(_flaws_of_comments(package, roots[package.main]))
    return found


def _misplaced(root: etree._Element) -> Iterator[str]:
    """What no content model of ECMA-376 part 1 allows."""
    for mark in root.iter(*_MARKS):
        parent = mark.getparent()
        if parent is not None and parent.tag in (mark.tag, w("r")):
            yield "a revision in another, or in a run"
        elif mark.tag in _NEW and any(around.tag in _NEW for around in _within_paragraph(mark)):
            yield "an insertion in another"
        if mark.find(w("p")) is not None:
            yield "a revision around a paragraph"
        if mark.tag == w("del") and any(map(_holds_text, mark.iterchildren(w("r")))):
            yield "text in a deletion that is not marked as deleted"
    for text in root.iter(w("delText")):
        if next(text.iterancestors(*_GONE), None) is None:
            yield "deleted text outside of a deletion"
    for cell in root.iter(w("tc")):
        inside = [child.tag for child in cell.iterchildren("*")]
        if not any(tag in _IN_CELLS for tag in inside) or inside[-1] == w("tbl"):
            yield "a cell without a paragraph at its end"
    for element in root.iter(w("p"), w("r")):
        parent = element.getparent()
        if parent is not None and parent.tag == element.tag:
            yield "a paragraph or a run in another"
    for properties in root.iter(w("pPr"), w("rPr")):
        parent = properties.getparent()
        if parent is not None and parent.tag in (w("p"), w("r")) and properties.getprevious() is not None:
            yield "properties behind what they are of"


def _holds_text(run: etree._Element) -> bool:
    """Whether a run shows text, in one of several forms too; that of a box in it is its own."""
    texts = run.iter(w("t"))
    return any(next(text.iterancestors(w("txbxContent"), w("r"))) is run for text in texts)


def _within_paragraph(element: etree._Element) -> Iterator[etree._Element]:
    return takewhile(lambda around: around.tag not in (w("p"), w("tbl")), element.iterancestors())


def _flaws_of_comments(package: Package, main: etree._Element) -> Iterator[tuple[str, str]]:
    """A comment has a reference, and a range that ends if it begins."""
    known: Counter[str] = Counter()
    for part in package.related(package.main, "comments")[:1]:
        known.update(comment.get(w("id"), "") for comment in package.parse(part).iter(w("comment")))
    there = {
        name: Counter(element.get(w("id"), "") for element in main.iter(w(name)))
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    }
    for id in known | there["commentRangeStart"] | there["commentRangeEnd"] | there["commentReference"]:
        if there["commentRangeStart"][id] != there["commentRangeEnd"][id]:
            yield "a comment's range", id
        if known[id] != 1 or there["commentReference"][id] != 1:
            yield "a comment's reference", id


def _ids_of_revisions(root: etree._Element) -> list[str]:
    return [revision.get(w("id"), "") for revision in root.iter(*REVISIONS)]


def _repeated(ids: list[str]) -> list[str]:
    return [id for id, same in groupby(sorted(ids)) for _ in list(same)[1:]]
