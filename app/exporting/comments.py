"""Comments of a Word document: the parts that hold them, and the passages they hang on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, count

from lxml import etree

from app.exporting.characters import NOT_XML
from app.exporting.marks import word_name, word_time
from app.exporting.package import NewParts, of_office, serialised
from app.exporting.parts import Parts
from app.exporting.runs import text_run
from app.wordml import MC, W14, W15, W, query, w
from domain.documents.changes import Edit
from domain.documents.export import LONGEST_INITIALS

_CID = "http://schemas.microsoft.com/office/word/2016/wordml/cid"
_PARA_ID = f"{{{W14}}}paraId"
_IGNORABLE = f"{{{MC}}}Ignorable"
_NUMBERED = [w(name) for name in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")]
_TOO_MANY = 1 << 31
_WORD_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"


@dataclass(frozen=True)
class _Kind:
    """A part that says more of comments than the one of ECMA-376 can ([MS-DOCX] 2.2): Word threads and finds by it."""

    name: str
    root: str
    prefix: str
    namespace: str
    relationship: str

    def tag(self, name: str) -> str:
        return f"{{{self.namespace}}}{name}"


_EXTENDED = _Kind(
    "commentsExtended",
    "commentsEx",
    "w15",
    W15,
    "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
)
_IDS = _Kind(
    "commentsIds",
    "commentsIds",
    "w16cid",
    _CID,
    "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
)
_PEOPLE = _Kind("people", "people", "w15", W15, "http://schemas.microsoft.com/office/2011/relationships/people")


class Comments:
    """The comments of a package: those it has, and the ones added, under these initials ("": the author's)."""

    def __init__(self, parts: Parts, initials: str) -> None:
        self._package = parts.package
        self._initials = initials
        self._changed: dict[str, etree._Element] = {}
        self._new: dict[_Kind | None, etree._Element] = {}
        part = next(iter(self._package.related(self._package.main, "comments")), "")
        self._root = parts.root(part) if part else etree.Element(w("comments"), nsmap={"w": W})
        taken = {str(id) for story in parts.stories() for id in query(story, "//@w14:paraId")}
        self._para_ids = _free(taken)
        self._ids = _free_numbers({int(id) for root in (self._root, parts.main) for id in _ids_in(root)})
        self._part = part
        self._durable_ids: Iterator[str] | None = None

    def hang(self, text: str, edit: Edit, first: etree._Element, last: etree._Element) -> None:
        """A comment around what stands from `first` to `last`; a w:p stands for its start and its end.

        Its marks stand directly in a paragraph of the main text, outside every change, so that it outlives what becomes
        of them; Word ignores those in text boxes, notes, headers and footers ([MS-OI29500] 2.1.315).
        """
        id = self._add(NOT_XML.sub("", text), edit)
        start, end = etree.Element(w("commentRangeStart")), etree.Element(w("commentRangeEnd"))
        reference = etree.Element(w("r"))
        style = etree.SubElement(etree.SubElement(reference, w("rPr")), w("rStyle"))
        style.set(w("val"), "CommentReference")
        for element in (start, end, etree.SubElement(reference, w("commentReference"))):
            element.set(w("id"), id)
        if _is_outermost(first):
            first.insert(0 if first.find(w("pPr")) is None else 1, start)
        else:
            _in_paragraph(first).addprevious(start)
        if _is_outermost(last):
            last.append(end)
        else:
            _in_paragraph(last).addnext(end)
        end.addnext(reference)

    @property
    def are_added(self) -> bool:
        """Whether there is any that was added."""
        return bool(self._changed or self._new)

    def changed_parts(self, new: NewParts) -> dict[str, bytes]:
        """The parts that hold the added comments, where they are there; else they are added to the new ones."""
        like = self._package.read(self._package.main)
        for kind, root in self._new.items():
            if kind is None:
                new.add("comments.xml", serialised(root, like), _WORD_PART.format("comments"), of_office("comments"))
            else:
                new.add(f"{kind.name}.xml", serialised(root), _WORD_PART.format(kind.name), kind.relationship)
        return {part: serialised(root, self._package.read(part)) for part, root in self._changed.items()}

    def _add(self, text: str, edit: Edit) -> str:
        if not self.are_added:
            self._root = _able_to_ignore_w14(self._root)
            if self._part:
                self._changed[self._part] = self._root
            else:
                self._new[None] = self._root
        id = str(next(self._ids))
        comment = etree.SubElement(self._root, w("comment"))
        author = word_name(edit.author)
        initials = NOT_XML.sub("", self._initials) or _initials_of(author)
        for name, value in (("id", id), ("author", author), ("date", word_time(edit)), ("initials", initials)):
            comment.set(w(name), value)
        para_id = ""
        for number, line in enumerate(text.split("\n")):
            paragraph = etree.SubElement(comment, w("p"))
            para_id = next(self._para_ids)
            paragraph.set(_PARA_ID, para_id)
            style = etree.SubElement(etree.SubElement(paragraph, w("pPr")), w("pStyle"))
            style.set(w("val"), "CommentText")
            if number == 0:
                sign = etree.SubElement(paragraph, w("r"))
                look = etree.SubElement(etree.SubElement(sign, w("rPr")), w("rStyle"))
                look.set(w("val"), "CommentReference")
                etree.SubElement(sign, w("annotationRef"))
            paragraph.append(text_run(line, None))
        self._say_more(para_id, author)
        return id

    def _say_more(self, para_id: str, author: str) -> None:
        """A comment is known elsewhere by the id of its last paragraph."""
        extended = etree.SubElement(self._beside(_EXTENDED), _EXTENDED.tag("commentEx"))
        extended.set(_EXTENDED.tag("paraId"), para_id)
        extended.set(_EXTENDED.tag("done"), "0")
        ids = self._beside(_IDS)
        if self._durable_ids is None:
            self._durable_ids = _free({item.get(_IDS.tag("durableId"), "") for item in ids})
        known = etree.SubElement(ids, _IDS.tag("commentId"))
        known.set(_IDS.tag("paraId"), para_id)
        known.set(_IDS.tag("durableId"), next(self._durable_ids))
        people = self._beside(_PEOPLE)
        if all(person.get(_PEOPLE.tag("author")) != author for person in people):
            person = etree.SubElement(people, _PEOPLE.tag("person"))
            person.set(_PEOPLE.tag("author"), author)
            presence = etree.SubElement(person, _PEOPLE.tag("presenceInfo"))
            presence.set(_PEOPLE.tag("providerId"), "None")
            presence.set(_PEOPLE.tag("userId"), author)

    def _beside(self, kind: _Kind) -> etree._Element:
        """The root of the part of this kind, a new one where there is none."""
        if kind in self._new:
            return self._new[kind]
        part = next(iter(self._package.related(self._package.main, kind.name)), "")
        if not part:
            self._new[kind] = etree.Element(kind.tag(kind.root), nsmap={kind.prefix: kind.namespace})
            return self._new[kind]
        if part not in self._changed:
            self._changed[part] = self._package.parse(part)
        return self._changed[part]


def _initials_of(author: str) -> str:
    return "".join(word[0] for word in author.split()).upper()[:LONGEST_INITIALS]


def _free(taken: set[str]) -> Iterator[str]:
    """Ids of eight hexadecimal digits that are free; Word wants them above 0 and below 0x80000000."""
    others = {id.upper() for id in taken}
    return (id for n in count(0x10000001) if (id := f"{n:08X}") not in others)


def _ids_in(root: etree._Element) -> Iterator[str]:
    """The numbers of comments that are there or spoken of."""
    ids = (element.get(w("id"), "") for element in root.iter(*_NUMBERED))
    return (id for id in ids if id.isascii() and id.isdecimal())


def _free_numbers(taken: Collection[int]) -> Iterator[int]:
    """Numbers behind the last one that is taken, as long as Word can count so far; then those between."""
    return (n for n in chain(range(max(taken, default=-1) + 1, _TOO_MANY), count()) if n not in taken)


def _able_to_ignore_w14(root: etree._Element) -> etree._Element:
    """A root that lets older programs pass over the ids of paragraphs; the one there is where it does already."""
    prefix = next((name for name, uri in root.nsmap.items() if uri == W14 and name), None)
    ignored = root.get(_IGNORABLE, "").split()
    if prefix in ignored:
        return root
    able = etree.Element(root.tag, nsmap={**root.nsmap, prefix or "w14": W14, "mc": MC})  # type: ignore[dict-item]
    for name, value in root.attrib.items():
        able.set(name, value)
    able.set(_IGNORABLE, " ".join([*ignored, prefix or "w14"]))
    able.extend(list(root))
    return able


def _is_outermost(element: etree._Element) -> bool:
    return element.tag == w("p") and next(element.iterancestors(w("p")), None) is None


def _in_paragraph(element: etree._Element) -> etree._Element:
    """What holds an element directly below its outermost paragraph."""
    paragraph = list(element.iterancestors(w("p")))[-1]
    while element.getparent() is not paragraph:
        parent = element.getparent()
        assert parent is not None
        element = parent
    return element
