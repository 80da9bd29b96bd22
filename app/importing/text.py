"""The text of one block while it is being read: characters, atoms, and pieces that say where each came from."""

import re
from dataclasses import dataclass, field

from domain.documents.text import (
    ATOM,
    Atom,
    AtomKind,
    BytePlace,
    Concealed,
    Concealment,
    DocxPlace,
    Earlier,
    EarlierChange,
    EarlierComment,
    How,
    Link,
    Piece,
)

Place = DocxPlace | BytePlace | None
PARAGRAPH_MARK = "\n"
"""What a deleted paragraph mark is in the text of an earlier change."""


POINTS = re.compile(r"(?:https?|mailto|ftp):|[^:]*(?:#|\Z)", re.IGNORECASE)
"""Begins an address that starts no program and opens no file of this machine."""


@dataclass(frozen=True)
class By:
    """Who made an earlier change, and when."""

    author: str
    date: str


@dataclass
class Text:
    """Grows from left to right. Neighbouring characters from neighbouring places become one piece."""

    length: int = 0
    parts: list[str] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    concealed: list[Concealed] = field(default_factory=list)
    earlier: list[EarlierChange] = field(default_factory=list)
    comments: list[EarlierComment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    _open: tuple[int, How, Place] | None = None

    @property
    def text(self) -> str:
        """What was added so far."""
        return "".join(self.parts)

    def add(self, text: str, how: How, place: Place = None) -> None:
        """Text from one place. An atom character the source itself holds is described as an atom without content."""
        if not text:
            return
        if ATOM in text:
            self.atoms += [Atom(at=self.length + i, kind=AtomKind.OTHER) for i, c in enumerate(text) if c == ATOM]
        if self._open and self._open[1] == how and (joined := _joined(self._open[2], place)):
            self._open = self._open[0], how, joined
        else:
            self._close()
            self._open = self.length, how, place
        self.parts.append(text)
        self.length += len(text)

    def add_atom(self, kind: AtomKind, text: str = "", place: Place = None) -> None:
        """Something that is not text."""
        self._close()
        self.atoms.append(Atom(at=self.length, kind=kind, text=text))
        self.pieces.append(Piece(start=self.length, end=self.length + 1, how=How.COMPUTED, place=place))
        self.parts.append(ATOM)
        self.length += 1

    def conceal(self, start: int, how: Concealment) -> None:
        """What was added from here on is not seen."""
        last = self.concealed[-1] if self.concealed else None
        if last and last.end == start and last.how is how:
            start = self.concealed.pop().start
        self.concealed.append(Concealed(start=start, end=self.length, how=how))

    def link(self, start: int, address: str) -> None:
        """What was added from here on leads to an address, if there is one that only points."""
        if address and start < self.length and POINTS.match(address):
            self.links.append(Link(start=start, end=self.length, address=address))

    def insert(self, start: int, by: By) -> None:
        """What was added from here on was inserted by an earlier author."""
        last = self.earlier[-1] if self.earlier else None
        if last and last.what is Earlier.INSERTED and last.end == start and _is_of(last, by):
            start = self.earlier.pop().start
        change = EarlierChange(what=Earlier.INSERTED, start=start, end=self.length, author=by.author, date=by.date)
        self.earlier.append(change)

    def delete(self, text: str, by: By) -> None:
        """An earlier author deleted this text here, or the PARAGRAPH_MARK, which is a change of its own."""
        at = self.length
        last = self.earlier[-1] if self.earlier and text != PARAGRAPH_MARK else None
        is_open = last and last.what is Earlier.DELETED and not last.text.endswith(PARAGRAPH_MARK)
        if last and is_open and last.start == at and _is_of(last, by):
            text = self.earlier.pop().text + text
        change = EarlierChange(what=Earlier.DELETED, start=at, end=at, text=text, author=by.author, date=by.date)
        self.earlier.append(change)

    def insert_mark(self, by: By) -> None:
        """The paragraph mark behind the text was inserted by an earlier author."""
        at = self.length
        change = EarlierChange(what=Earlier.INSERTED, start=at, end=at, mark=True, author=by.author, date=by.date)
        self.earlier.append(change)

    def all_pieces(self) -> tuple[Piece, ...]:
        """Pieces that cover the text without gaps."""
        self._close()
        return tuple(self.pieces)

    def _close(self) -> None:
        if self._open:
            start, how, place = self._open
            self.pieces.append(Piece(start=start, end=self.length, how=how, place=place))
            self._open = None


def _is_of(change: EarlierChange, by: By) -> bool:
    return change.author == by.author and change.date == by.date


def _joined(before: Place, after: Place) -> Place:
    """One place for both where the second starts where the first ends."""
    if isinstance(before, BytePlace) and isinstance(after, BytePlace) and before.end == after.start:
        return BytePlace(start=before.start, end=after.end)
    if isinstance(before, DocxPlace) and isinstance(after, DocxPlace) and before.end == after.start:
        is_same_run = (before.run, before.paragraph, before.part) == (after.run, after.paragraph, after.part)
        return before.model_copy(update={"end": after.end}) if is_same_run else None
    return None
