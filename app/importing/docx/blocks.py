"""The block each paragraph of a Word file is: a heading, an item of a list, a cell or plain text."""

from app.importing.docx.inline import Part
from app.importing.docx.lines import Line
from app.importing.docx.numbering import Numbering
from app.importing.docx.styles import Styles, level_of_outline
from app.wordml import val, w
from domain.documents.text import Block, BlockKind, Concealed, Concealment, Story


class Blocks:
    """Makes the blocks of one text; asked once for each line, in order, since numbers are counted."""

    def __init__(self, part: Part, styles: Styles, numbering: Numbering) -> None:
        self._part = part
        self._styles = styles
        self._numbering = numbering

    def make(self, line: Line, id: str, mark: str = "", is_shown: bool = True) -> Block:
        """The block of a line. `mark` is that of the note it begins; what no page shows is concealed as a whole."""
        listed = self._numbering.label(line.properties, line.style)
        label, depth = (listed[0], listed[1] + 1) if listed else ("", 0)
        text = line.text.text
        outline = val(line.properties.get(w("outlineLvl")))
        level = self._styles.heading_level(line.style) if outline is None else level_of_outline(outline)
        if line.cell:
            kind, level = BlockKind.CELL, 0
        elif level and line.story is Story.BODY and text.strip():  # Word's outline leaves empty headings out, too
            kind = BlockKind.HEADING
        else:
            kind, level = (BlockKind.LIST_ITEM, depth) if label else (BlockKind.PARAGRAPH, 0)
        concealed = tuple(line.text.concealed)
        if not is_shown:
            concealed = (Concealed(start=0, end=len(text), how=Concealment.HIDDEN),) if text.strip() else ()
        return Block(
            id=id,
            kind=kind,
            text=text,
            atoms=tuple(line.text.atoms),
            level=level,
            label=mark or label,
            cell=line.cell,
            pieces=line.text.all_pieces(),
            part=self._part.name,
            paragraph=self._part.number(line.paragraph),
            story=line.story,
            concealed=concealed,
            earlier=tuple(line.text.earlier),
            comments=tuple(line.text.comments),
            links=tuple(sorted(line.text.links, key=lambda link: (link.start, -link.end))),
            anchors=tuple(line.text.anchors),
        )

    def is_title(self, line: Line) -> bool:
        """Whether a line is set in the style of the document's title."""
        return self._styles.is_title(line.style)
