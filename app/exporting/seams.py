"""What stands in a block beside its letters: where links begin and end, and what a change must not touch unseen."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from app.exporting.parts import Parts
from app.exporting.runs import is_on_the_line
from app.wordml import DELETED, SYMBOLS, W, contents, shown, visible_text, w
from domain.documents.text import Block, DocxPlace

_SHOWN_WITHOUT_LETTERS = {
    w(name)
    for name in ("pgNum", "contentPart", "dayShort", "monthShort", "yearShort", "dayLong", "monthLong", "yearLong")
}
_UNSEEN_FIELDS = ("XE", "TC", "TA", "RD", "SET", "PRIVATE")
"""The fields that show nothing."""
_OF_WORD = f"{{{W}}}"


@dataclass(frozen=True)
class Seams:
    """`without_letters` are the places of check boxes and the like; `signs` the characters of the text that are no
    plain ones, such as a page break or a symbol; `borders` where a link begins or ends; `levels` where the text goes
    above or below its line, or back to it; `unseen` are the places of entries of an index and other fields that show
    nothing.
    """

    without_letters: frozenset[int] = frozenset()
    signs: frozenset[int] = frozenset()
    borders: frozenset[int] = frozenset()
    levels: frozenset[int] = frozenset()
    unseen: frozenset[int] = frozenset()

    @property
    def beside(self) -> frozenset[int]:
        """The characters that are left standing where they are common to the old and the new text."""
        places = self.borders | self.without_letters
        return self.signs | places | {at - 1 for at in places}


def seams(block: Block, parts: Parts) -> Seams:
    """The seams of a block, whose runs are still those of the file."""
    numbers = sorted({block.paragraph, *(p.place.paragraph for p in block.pieces if isinstance(p.place, DocxPlace))})
    starts: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for piece in block.pieces:
        if isinstance(place := piece.place, DocxPlace):
            starts.setdefault((place.paragraph, place.run), []).append((place.start, place.end, piece.start))
    without_letters: set[int] = set()
    signs: set[int] = set()
    levels: set[int] = set()
    unseen: set[int] = set()
    last = 0
    for number in numbers:
        order = {run: index for index, run in enumerate(parts.runs(block.part, number))}
        fields: list[tuple[int, list[str]]] = []
        for element, run, offset in _elements(parts.paragraphs(block.part)[number]):
            of_run = starts.get((number, order.get(run, -1)), ())
            at = next((first + offset - start for start, end, first in of_run if start <= offset < end), None)
            if words := shown(element):
                last = last if at is None else at + len(words)
                if at is not None and _is_sign(element):
                    signs.add(at)
                if at is not None and not is_on_the_line(run):
                    levels |= {at, at + len(words)}
            elif element.tag == w("instrText") and fields:
                fields[-1][1].append(element.text or "")
            elif element.tag == w("fldChar"):
                kind = element.get(w("fldCharType"))
                if kind == "begin":
                    fields.append((last, []))
                elif kind == "end" and fields:
                    start, instruction = fields.pop()
                    if start == last:
                        (without_letters if _shows_something("".join(instruction)) else unseen).add(last)
            elif element.tag == w("fldSimple"):
                if not any(map(visible_text, element.iter(w("r")))):
                    (without_letters if _shows_something(element.get(w("instr"), "")) else unseen).add(last)
            elif element.tag in _SHOWN_WITHOUT_LETTERS or not str(element.tag).startswith(_OF_WORD):
                without_letters.add(last)
    borders = frozenset(edge for link in block.links for edge in (link.start, link.end))
    return Seams(*map(frozenset, (without_letters, signs, borders, levels, unseen)))


def _elements(paragraph: etree._Element) -> Iterator[tuple[etree._Element, etree._Element, int]]:
    """What is in the runs of a paragraph that no author deleted, each with its run and its offset there."""
    for found in paragraph.iter(w("r"), w("fldSimple")):
        around = next(found.iterancestors(w("p"), *DELETED), None)
        if around is not paragraph:
            continue
        if found.tag == w("fldSimple"):
            yield found, found, 0
            continue
        offset = 0
        for element in contents(found):
            yield element, found, offset
            offset += len(shown(element))


def _is_sign(element: etree._Element) -> bool:
    is_break = element.tag == w("br") and element.get(w("type"), "textWrapping") != "textWrapping"
    return is_break or element.tag == w("ptab") or element.tag in SYMBOLS


def _shows_something(instruction: str) -> bool:
    return instruction.upper().split(maxsplit=1)[:1] not in [[name] for name in _UNSEEN_FIELDS]
