"""The text of a Word paragraph, with earlier authors' changes accepted."""

from lxml import etree

from app.importing.docx.fields import Fields
from app.importing.docx.omml import latex
from app.importing.text import Text
from app.wordml import ATOMS, DELETED, MC, TEXT, WP, M, chosen, contents, paragraphs, runs, shown, w
from domain.documents.text import AtomKind, DocxPlace, How

_PROPERTIES = {w(n) for n in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData")}
_MATH = f"{{{M}}}oMath"


class Story:
    """Reads the paragraphs of one part, each once and in document order, since fields may span them."""

    def __init__(self, root: etree._Element, part: str) -> None:
        self._part = part
        self._numbers = {paragraph: number for number, paragraph in enumerate(paragraphs(root))}
        self._fields = Fields()

    def number(self, paragraph: etree._Element) -> int:
        """The number of a paragraph in its part."""
        return self._numbers[paragraph]

    def read(self, paragraph: etree._Element) -> Text:
        """The text of a paragraph."""
        text = Text()
        _Line(text, self._fields, self._part, self._numbers).read(paragraph)
        return text


class _Line:
    """Reads into one text. A paragraph wrongly nested in another is read in its place, under its own number."""

    def __init__(self, text: Text, fields: Fields, part: str, numbers: dict[etree._Element, int]) -> None:
        self._text = text
        self._fields = fields
        self._part = part
        self._numbers = numbers
        self._places: dict[etree._Element, tuple[int, int]] = {}

    def read(self, paragraph: etree._Element) -> None:
        number = self._numbers[paragraph]
        self._places.update((run, (number, index)) for index, run in enumerate(runs(paragraph)))
        self._read_inside(paragraph)

    def _read_inside(self, parent: etree._Element) -> None:
        for element in parent.iterchildren("*"):
            tag = element.tag
            if tag == w("r"):
                self._read_run(element)
            elif tag in DELETED or tag in _PROPERTIES:
                continue
            elif tag == _MATH:
                if not self._fields.hidden:
                    self._text.add_atom(AtomKind.EQUATION, latex(element))
            elif tag == f"{{{MC}}}AlternateContent":
                branch = chosen(element)
                if branch is not None:
                    self._read_inside(branch)
            elif tag == w("fldSimple"):
                self._fields.enter_simple(element.get(w("instr"), ""))
                self._read_inside(element)
                self._fields.leave_simple()
            elif tag == w("p"):
                self.read(element)
            else:
                self._read_inside(element)

    def _read_run(self, run: etree._Element) -> None:
        paragraph, index = self._places[run]
        offset = 0
        for element in contents(run):
            self._fields.see(element)
            if element.tag == w("ruby"):
                base = element.find(w("rubyBase"))
                if base is not None:
                    self._read_inside(base)
                continue
            text = shown(element)
            if text and not self._fields.hidden:
                place = DocxPlace(part=self._part, paragraph=paragraph, run=index, start=offset, end=offset + len(text))
                if element.tag in ATOMS:
                    self._text.add_atom(ATOMS[str(element.tag)], _alternative_text(element), place)
                else:
                    self._text.add(text, self._how(element), place)
            offset += len(text)

    def _how(self, element: etree._Element) -> How:
        if self._fields.computed:
            return How.COMPUTED
        return How.VERBATIM if element.tag in TEXT else How.DECODED


def _alternative_text(element: etree._Element) -> str:
    """What the author wrote for readers who do not see the picture."""
    for properties in element.iter(f"{{{WP}}}docPr"):
        return properties.get("descr") or properties.get("title") or ""
    return next((shape.get("alt", "") for shape in element.iter() if shape.get("alt")), "")
