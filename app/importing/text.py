"""The text of one block while it is being read: characters, atoms, and pieces that say where each came from."""

from dataclasses import dataclass, field

from domain.documents.text import ATOM, Atom, AtomKind, BytePlace, DocxPlace, How, Piece

Place = DocxPlace | BytePlace | None


@dataclass
class Text:
    """Grows from left to right. Neighbouring characters from neighbouring places become one piece."""

    length: int = 0
    parts: list[str] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
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

    def append(self, other: "Text") -> None:
        """What another text holds, behind this one."""
        self._close()
        other._close()
        by = self.length
        self.parts += other.parts
        self.atoms += [atom.model_copy(update={"at": atom.at + by}) for atom in other.atoms]
        self.pieces += [p.model_copy(update={"start": p.start + by, "end": p.end + by}) for p in other.pieces]
        self.length += other.length

    def all_pieces(self) -> tuple[Piece, ...]:
        """Pieces that cover the text without gaps."""
        self._close()
        return tuple(self.pieces)

    def _close(self) -> None:
        if self._open:
            start, how, place = self._open
            self.pieces.append(Piece(start=start, end=self.length, how=how, place=place))
            self._open = None


def _joined(before: Place, after: Place) -> Place:
    """One place for both where the second starts where the first ends."""
    if isinstance(before, BytePlace) and isinstance(after, BytePlace) and before.end == after.start:
        return BytePlace(start=before.start, end=after.end)
    if isinstance(before, DocxPlace) and isinstance(after, DocxPlace) and before.end == after.start:
        joined = before.model_copy(update={"end": after.end})
        return joined if joined == after.model_copy(update={"start": before.start}) else None
    return None
