"""What is wrong with the structure of a Word file: ids given twice, comments without a passage, marks out of place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

from lxml import etree

from app.wordml import Package, w
from app.wordml import found as search

REVISIONS = [
    w(name)
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange"),
        *("trPrChange", "tcPrChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    )
]
_MISPLACED = (
    "//w:ins/w:ins | //w:del/w:del | //w:moveTo/w:moveTo",
    "//w:r/w:ins | //w:r/w:del | //w:r/w:r",
    "//w:ins[w:p] | //w:del[w:p]",
    "//w:del/w:r/w:t",
    "//w:delText[not(ancestor::w:del or ancestor::w:moveFrom)]",
    "//w:tc[not(w:p or w:sdt or w:customXml or *[local-name()='AlternateContent'])] | //w:tc[*[last()][self::w:tbl]]",
    "//w:p[w:pPr][not(*[1][self::w:pPr])] | //w:r[w:rPr][not(*[1][self::w:rPr])]",
    "//w:p/w:p",
)
"""What no Word file should hold, each with the reason in ECMA-376 part 1 that no content model allows it."""

Flaws = Counter[tuple[str, str]]
"""How often there is each flaw, named by its kind and by what it concerns."""


def flaws(package: Package, roots: Mapping[str, etree._Element]) -> Flaws:
    """The flaws of these parts, parsed, and of the comments on them."""
    found: Flaws = Counter()
    for part, root in roots.items():
        found.update((part, path) for path in _MISPLACED for _ in search(root, path))
        found.update(("a revision's id", part) for _ in _repeated(_ids_of_revisions(root)))
        found.update(("a paragraph's id", part) for _ in _repeated(search(root, "//@w14:paraId")))
    if package.main in roots:
        found.update(_flaws_of_comments(package, roots[package.main]))
    return found


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
