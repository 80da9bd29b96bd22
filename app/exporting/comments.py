"""Comments of a Word document: the part that holds them, and the passages they hang on."""

import posixpath
import re
from itertools import count

from lxml import etree

from app.exporting.marks import word_time
from app.exporting.package import serialised
from app.exporting.runs import text_run
from app.wordml import Package, R, W, parse_xml, w
from domain.documents.changes import Edit

_TYPES = "[Content_Types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that XML cannot hold."""


class Comments:
    """The comments of a package: those it has, and the ones added."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._part = next(iter(package.related(package.main, "comments")), "")
        self.root = package.parse(self._part) if self._part else etree.Element(w("comments"), nsmap={"w": W})
        used = [int(id) for comment in self.root.iter(w("comment")) if (id := comment.get(w("id"), "")).isdecimal()]
        self._ids = count(max(used, default=-1) + 1)
        self._added = False

    def hang(self, text: str, edit: Edit, first: etree._Element, last: etree._Element) -> None:
        """A comment around what stands from `first` to `last`; a w:p stands for its start and its end.

        Its marks stand directly in the paragraph, outside every change, so that it outlives what becomes of them.
        """
        id = self._add(NOT_XML.sub("", text), edit)
        start, end = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
        reference = etree.Element(w("r"))
        style = etree.SubElement(etree.SubElement(reference, w("rPr")), w("rStyle"))
        style.set(w("val"), "CommentReference")
        for element in (start, end, etree.SubElement(reference, w("commentReference"))):
            element.set(w("id"), id)
        if first.tag == w("p"):
            first.insert(0 if first.find(w("pPr")) is None else 1, start)
        else:
            _in_paragraph(first).addprevious(start)
        if last.tag == w("p"):
            last.append(end)
        else:
            _in_paragraph(last).addnext(end)
        end.addnext(reference)

    def changed_parts(self) -> dict[str, bytes]:
        """The parts that hold the added comments, and those that must know of a new one."""
        if not self._added:
            return {}
        if self._part:
            return {self._part: serialised(self.root, self._package.read(self._part))}
        folder, main = posixpath.split(self._package.main)
        names = (f"comments{n or ''}.xml" for n in count())
        name = next(name for name in names if posixpath.join(folder, name) not in self._package)
        part = posixpath.join(folder, name)
        relationships = posixpath.join(folder, "_rels", f"{main}.rels")
        return {
            _TYPES: self._with_type(part),
            relationships: self._with_relationship(relationships, name),
            part: serialised(self.root),
        }

    def _add(self, text: str, edit: Edit) -> str:
        self._added = True
        id = str(next(self._ids))
        comment = etree.SubElement(self.root, w("comment"))
        initials = "".join(word[0] for word in edit.author.split()).upper()
        for name, value in (("id", id), ("author", edit.author), ("date", word_time(edit)), ("initials", initials)):
            comment.set(w(name), value)
        for number, line in enumerate(text.split("\n")):
            paragraph = etree.SubElement(comment, w("p"))
            style = etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle"))
            style.set(w("val"), "CommentText")
            if number == 0:
                sign = etree.SubElement(paragraph, w("r"))
                look = etree.SubElement(etree.SubElement(sign, w("rPr")), w("rStyle"))
                look.set(w("val"), "CommentReference")
                etree.SubElement(sign, w("annotationRef"))
            paragraph.append(text_run(line, None))
        return id

    def _with_type(self, part: str) -> bytes:
        data = self._package.read(_TYPES)
        types = parse_xml(data, _TYPES)
        override = etree.SubElement(types, types.tag.replace("Types", "Override"))
        override.set("PartName", f"/{part}")
        override.set("ContentType", _COMMENTS_TYPE)
        return serialised(types, data)

    def _with_relationship(self, part: str, target: str) -> bytes:
        data = self._package.read(part) if part in self._package else b""
        root = parse_xml(data, part) if data else etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        taken = {item.get("Id") for item in root}
        item = etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship")
        item.set("Id", next(id for n in count(1) if (id := f"rId{n}") not in taken))
        item.set("Type", f"{R}/comments")
        item.set("Target", target)
        return serialised(root, data)


def _in_paragraph(element: etree._Element) -> etree._Element:
    """What holds an element directly below its outermost paragraph."""
    paragraph = list(element.iterancestors(w("p")))[-1]
    while element.getparent() is not paragraph:
        parent = element.getparent()
        assert parent is not None
        element = parent
    return element
