"""The marks of footnotes and endnotes as they are printed (ECMA-376 17.11), counted as the references go by."""

from dataclasses import dataclass, field

from lxml import etree

from app.importing.docx.formats import written
from app.importing.docx.styles import integer
from app.wordml import contents, shown, val, w

_KINDS = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
_OFF = ("0", "false", "off", None)


_EARLIER = w("sectPrChange")


def sections(root: etree._Element) -> list[etree._Element]:
    """The w:sectPr of a document's sections."""
    return [found for found in root.iter(w("sectPr")) if next(found.iterancestors(_EARLIER), None) is None]


@dataclass
class _Counter:
    number: int
    section: int


@dataclass
class Notes:
    """Asked for the mark of each reference in order. `order` tells which notes were referred to, and their marks.

    Numbers that start anew on each page go on instead: pages are made when a file is shown.
    """

    root: etree._Element
    settings: etree._Element | None
    order: dict[tuple[str, str], str] = field(default_factory=dict)
    _counters: dict[str, _Counter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sections = sections(self.root)
        self._section_of: dict[etree._Element, int] = {}
        passed = ended = 0
        for element in self.root.iter(w("p"), w("sectPr"), *_KINDS):
            if element.tag in _KINDS:
                self._section_of[element] = passed
            elif element.tag == w("p"):  # the paragraph that says how a section ends is still within it
                passed = ended
            else:
                ended += next(element.iterancestors(_EARLIER), None) is None

    def mark(self, reference: etree._Element, run: etree._Element) -> str:
        """The printed mark of a note where it is referred to."""
        kind = _KINDS.get(str(reference.tag))
        if kind is None:
            return ""
        if reference.get(w("customMarkFollows")) not in _OFF:
            mark = "".join(shown(e) for e in contents(run) if e is not reference).strip()
        else:
            mark = written(self._count(kind, self._section_of[reference]), self._says(kind, "numFmt", reference))
        self.order.setdefault((kind, reference.get(w("id"), "")), mark)
        return mark

    def _count(self, kind: str, section: int) -> int:
        counter = self._counters.get(kind)
        starts_anew = counter and counter.section != section and self._of(kind, "numRestart", section) == "eachSect"
        if counter is None or starts_anew:
            counter = self._counters[kind] = _Counter(integer(self._of(kind, "numStart", section), 1), section)
        else:
            counter.number += 1
            counter.section = section
        return counter.number

    def _says(self, kind: str, name: str, reference: etree._Element) -> str:
        return self._of(kind, name, self._section_of[reference]) or _FORMATS[kind]

    def _of(self, kind: str, name: str, section: int) -> str | None:
        """What the section, else the document, says of its notes."""
        path = f"{w(f'{kind}Pr')}/{w(name)}"
        of_section = self._sections[section].find(path) if section < len(self._sections) else None
        if of_section is not None or self.settings is None:
            return val(of_section)
        return val(self.settings.find(path))
