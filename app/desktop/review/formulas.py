"""Formulas drawn in the text: pictures made beside the window, put in once all of them are there."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)

from app.desktop.formula_picture import FormulaPicture, formula_picture
from app.desktop.jobs import Job, Jobs
from app.desktop.positions import spelled
from domain.documents.text import ATOM, AtomKind, Block

_SIZE = 0.95
"""The size of a formula's letters against the height of the font around them, whose letters fill less of it."""
_NAME = "formula:"
"""What the name of a picture has before the LaTeX it shows."""


class FormulaLook(NamedTuple):
    """How formulas are drawn: their colour, the size of their letters in pixels, and the screen's pixel ratio."""

    colour: str
    size: float
    ratio: float

    @staticmethod
    def among(font: QFont, colour: str, ratio: float) -> "FormulaLook":
        """For formulas that stand among letters of this font."""
        return FormulaLook(colour, QFontMetricsF(font).height() * _SIZE, ratio)


class Formulas(QObject):
    """`made` carries the pictures of the formulas last asked for, by their LaTeX."""

    made = Signal(object)

    def __init__(self, parent: QObject, jobs: Jobs) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None

    def make(self, sources: tuple[str, ...], look: FormulaLook) -> None:
        """Begin; what was asked for before is no longer made."""
        self.cancel()
        self._job = self._jobs.start("drawing", partial(_pictures, sources, look))
        self._job.done.connect(self.made)
        self._job.ended.connect(self._on_ended)

    def cancel(self) -> None:
        """Ask it to end."""
        if self._job:
            self._job.cancel()
            self._job.done.disconnect(self.made)
            self._job = None

    def _on_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None


def sources_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The LaTeX of all formulas of a text, each once."""
    atoms = (atom for block in blocks for atom in block.atoms)
    return tuple(dict.fromkeys(atom.text for atom in atoms if atom.kind is AtomKind.EQUATION and atom.text))


def _pictures(sources: tuple[str, ...], look: FormulaLook, job: Job) -> dict[str, FormulaPicture]:
    made: dict[str, FormulaPicture] = {}
    for source in sources:
        if job.cancelled():
            break
        if picture := formula_picture(source, QColor(look.colour), look.size, look.ratio):
            made[source] = picture
    return made


def insert_formula(
    cursor: QTextCursor, source: str, picture: FormulaPicture, around: QTextCharFormat, width: float
) -> None:
    """Put a picture among letters of this format, its line on theirs, made smaller where it is wider than `width`.

    Qt sets the middle of a picture a quarter of an x above the line: what is missing below is filled up.
    """
    size = picture.image.deviceIndependentSize()
    middle = QFontMetricsF(cursor.document().defaultFont()).xHeight() / 2
    below = max(0.0, size.height() - 2 * picture.descent - middle)
    pixels = picture.image.devicePixelRatio()
    image = picture.image.copy(QRectF(0, 0, size.width() * pixels, (size.height() + below) * pixels).toRect())
    scale = min(1.0, width / max(size.width(), 1))
    name = f"{_NAME}{source}"
    cursor.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
    format = QTextImageFormat()
    format.merge(around)
    format.setName(name)
    format.setWidth(size.width() * scale)
    format.setHeight((size.height() + below) * scale)
    format.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
    format.setToolTip(source)
    cursor.insertImage(format)


def selected_text(cursor: QTextCursor) -> str:
    """The selected text, each formula as its LaTeX."""
    return spelled(cursor.selection().toPlainText(), _sources_in(cursor))


def _sources_in(cursor: QTextCursor) -> Iterator[str]:
    document = cursor.document()
    found = document.find(ATOM, cursor.selectionStart())
    while not found.isNull() and found.selectionEnd() <= cursor.selectionEnd():
        yield found.charFormat().toImageFormat().name().removeprefix(_NAME)
        found = document.find(ATOM, found.selectionEnd())
