"""The comments that came with a Word file, and the passages they are anchored on."""

from dataclasses import dataclass, field

from lxml import etree

from app.importing.docx.fields import Fields
from app.importing.text import Text
from app.wordml import DELETED, contents, shown, w
from domain.documents.text import ATOM, EarlierComment


@dataclass
class Comments:
    """Follows the anchors of comments through the document; each comment is kept in the block it begins in."""

    root: etree._Element | None
    _open: dict[str, int] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = [] if self.root is None else list(self.root.iterchildren(w("comment")))
        self._unplaced = {comment.get(w("id"), ""): comment for comment in found}

    def see_between(self, element: etree._Element) -> None:
        """Follow an element between paragraphs."""
        if element.tag == _START:
            self._waiting.append(element.get(w("id"), ""))

    def see(self, element: etree._Element, text: Text) -> None:
        """Follow an element of a paragraph whose text was read up to here."""
        id = element.get(w("id"), "")
        if element.tag == _START:
            self._open[id] = text.length
        elif element.tag == _END:
            self._place(id, self._open.pop(id, -1), text)
        else:
            self._place(id, self._open.pop(id, text.length), text)

    def begin(self, text: Text) -> None:
        """A paragraph begins whose text goes on from here."""
        if self._waiting:
            self._open |= dict.fromkeys(self._waiting, text.length)
            self._waiting.clear()

    def end(self, text: Text) -> None:
        """The block ends, and with it what comments on it cover."""
        for id, start in self._open.items():
            self._place(id, start, text)
        self._open.clear()
        text.comments.sort(key=lambda comment: (comment.start, comment.end))

    def _place(self, id: str, start: int, text: Text) -> None:
        if start >= 0 and (comment := self._unplaced.pop(id, None)) is not None:
            text.comments.append(
                EarlierComment(
                    start=start,
                    end=text.length,
                    text="\n".join(_words(paragraph) for paragraph in comment.iter(w("p"))),
                    author=comment.get(w("author"), ""),
                    date=comment.get(w("date"), ""),
                )
            )


_START, _END = w("commentRangeStart"), w("commentRangeEnd")
ANCHORS = {_START, _END, w("commentReference")}


def _words(paragraph: etree._Element) -> str:
    """The text of a paragraph of a comment, with changes accepted and without pictures."""
    fields, words = Fields(), []
    for run in paragraph.iter(w("r")):
        if next(run.iterancestors(*DELETED), None) is None:
            for element in contents(run):
                fields.see(element)
                if not fields.hidden:
                    words.append(shown(element))
    return "".join(words).replace(ATOM, "")
