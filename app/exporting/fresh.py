"""A new Word file for a text that did not come from Word, and its blocks with their places in it."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import count, groupby, pairwise
from typing import Any

from lxml import etree

from app.exporting.characters import NOT_XML
from app.exporting.runs import text_run
from app.wordml import M, w
from domain.documents.text import ATOM, AtomKind, Block, BlockKind, DocxPlace, How, Piece, Story

_MAIN = "word/document.xml"
_CODE = "Code"
_PARTS = re.compile(f"{ATOM}|[^{ATOM}]+")
_LIST_DEPTH = 3
"""Word brings list styles for as many levels."""


def word_file(blocks: Sequence[Block]) -> tuple[bytes, tuple[Block, ...]]:
    """A Word file that says these blocks in Word's own styles, and the blocks as a reader of that file finds them.

    The same blocks give the same bytes. A character that no Word file can hold becomes a replacement character.
    """
    blocks = _in_body([block.model_copy(update={"text": NOT_XML.sub("\ufffd", block.text)}) for block in blocks])
    return _write(blocks), tuple(_placed(block, number) for number, block in enumerate(blocks))


def _in_body(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, all in the main text: there notes are a list, under the numbers they are referred to by."""
    made: list[Block] = []
    last = ""
    for block in blocks:
        is_note = block.story is Story.FOOTNOTE
        as_item = {"kind": BlockKind.LIST_ITEM, "level": 1} if is_note and block.label != last else {"label": ""}
        last = block.label if is_note else ""
        made.append(block.model_copy(update={"story": Story.BODY, **as_item}) if is_note else block)
    return made


def _write(blocks: Sequence[Block]) -> bytes:
    import docx  # slow to import, and needed for few exports
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    code = document.styles.add_style(_CODE, WD_STYLE_TYPE.PARAGRAPH)
    code.font.name, code.font.size = "Courier New", Pt(9)
    numbers = _Numbers(document)
    for table, group in groupby(blocks, lambda block: block.cell.table if block.cell else None):
        if table is None:
            for block in group:
                paragraph = document.add_paragraph(style=_style(block))
                _fill(paragraph._p, block)
                numbers.give(paragraph._p, block)
        else:
            _add_table(document, list(group))
    saved = io.BytesIO()
    document.save(saved)
    out = io.BytesIO()
    with zipfile.ZipFile(saved) as written, zipfile.ZipFile(out, "w") as archive:
        for name in written.namelist():  # python-docx dates the parts with the present moment
            archive.writestr(zipfile.ZipInfo(name), written.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _style(block: Block) -> str | None:
    match block.kind:
        case BlockKind.HEADING:
            return f"Heading {block.level}"
        case BlockKind.CODE:
            return _CODE
        case BlockKind.LIST_ITEM:
            depth = min(block.level, _LIST_DEPTH)
            return f"List {'Bullet' if _number(block) is None else 'Number'}{f' {depth}' if depth > 1 else ''}"
        case _:
            return None


def _number(block: Block) -> int | None:
    """The number a list item is labelled with; None for a bullet."""
    digits = block.label.rstrip(".)")
    return int(digits) if digits.isdecimal() else None


class _Numbers:
    """Lets numbered lists begin with the numbers they had: each that does not go on from the last is one of its own."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._lists: dict[int, tuple[int, int]] = {}  # by depth: the list's id and its last number

    def give(self, paragraph: Any, block: Block) -> None:
        number = _number(block) if block.kind is BlockKind.LIST_ITEM else None
        if number is None:
            return
        depth = min(block.level, _LIST_DEPTH)
        id, last = self._lists.get(depth, (0, 0))
        if not id or number != last + 1:
            id = self._new_list(paragraph.style, number)
        self._lists[depth] = id, number
        paragraph.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = id

    def _new_list(self, style: str, start: int) -> int:
        numbering = self._document.part.numbering_part.element
        of_style = next(s.element for s in self._document.styles if s.style_id == style)
        definition = numbering.num_having_numId(of_style.pPr.numPr.numId.val).abstractNumId.val
        added = numbering.add_num(definition)
        added.add_lvlOverride(ilvl=0).add_startOverride(start)
        id: int = added.numId
        return id


def _add_table(document: Any, cells: Sequence[Block]) -> None:
    places = [block.cell for block in cells if block.cell]
    rows, columns = 1 + max(c.row for c in places), 1 + max(c.column for c in places)
    table = document.add_table(rows, columns, style="Table Grid")
    made = [list(row.cells) for row in table.rows]
    for block, place in zip(cells, places, strict=True):
        _fill(made[place.row][place.column].paragraphs[0]._p, block)


def _fill(paragraph: etree._Element, block: Block) -> None:
    """Write a block's text; each atom becomes a formula, the one thing of Word's that is a unit and shows any words."""
    atoms = iter(block.atoms)
    for start, end in _stretches(block):
        part = block.text[start:end]
        if part != ATOM:
            paragraph.append(text_run(part, _hidden() if _is_concealed(block, start) else None))
            continue
        atom = next(atoms)
        run = etree.SubElement(etree.SubElement(paragraph, f"{{{M}}}oMath"), f"{{{M}}}r")
        if atom.kind is not AtomKind.EQUATION:
            etree.SubElement(etree.SubElement(run, f"{{{M}}}rPr"), f"{{{M}}}nor")
        etree.SubElement(run, f"{{{M}}}t").text = NOT_XML.sub("", atom.text) or f"[{atom.kind.value}]"


def _stretches(block: Block) -> Iterator[tuple[int, int]]:
    """Start and end of what becomes one run or one formula: what a reader does not see is a run of its own."""
    borders = {at for concealed in block.concealed for at in (concealed.start, concealed.end)}
    for part in _PARTS.finditer(block.text):
        cuts = sorted({*part.span(), *(at for at in borders if part.start() < at < part.end())})
        yield from pairwise(cuts)


def _is_concealed(block: Block, at: int) -> bool:
    return any(concealed.start <= at < concealed.end for concealed in block.concealed)


def _hidden() -> etree._Element:
    properties = etree.Element(w("rPr"))
    etree.SubElement(properties, w("vanish"))
    return properties


def _placed(block: Block, number: int) -> Block:
    """The block as it stands in the written file, as its paragraph of this number."""
    pieces = []
    runs = count()
    for start, end in _stretches(block):
        if block.text[start] == ATOM:
            pieces.append(Piece(start=start, end=end, how=How.COMPUTED))
        else:
            place = DocxPlace(part=_MAIN, paragraph=number, run=next(runs), start=0, end=end - start)
            pieces.append(Piece(start=start, end=end, how=How.VERBATIM, place=place))
    return block.model_copy(update={"pieces": tuple(pieces), "part": _MAIN, "paragraph": number})
