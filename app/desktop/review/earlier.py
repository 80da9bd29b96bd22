"""Earlier authors' marked changes and comments, in a window of their own: the text under review stays as it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.desktop.positions import spelled_quote
from app.desktop.theme import Look, Theme
from domain.documents.earlier import Stretch, marked_up, original
from domain.documents.text import ATOM, Block, BlockKind, Earlier, EarlierComment, Span

_PARAGRAPHS_AT_ONCE = 100


@dataclass(frozen=True)
class Paragraph:
    """A paragraph in stretches; set in where it is a comment on the one before."""

    stretches: tuple[Stretch, ...]
    is_heading: bool = False
    is_comment: bool = False


def has_earlier(blocks: Iterable[Block]) -> bool:
    """Whether earlier authors left marked changes or comments."""
    return any(block.earlier or block.comments for block in blocks)


def marked_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The text with the marks in it, each block followed by the comments on it."""
    for block in blocks:
        before = (Stretch(text=f"{block.label} "),) if block.label else ()
        yield Paragraph((*before, *marked_up(block)), is_heading=block.kind is BlockKind.HEADING)
        for comment in block.comments:
            yield Paragraph((Stretch(text=_said(comment, block)),), is_comment=True)


def _said(comment: EarlierComment, block: Block) -> str:
    quote = spelled_quote(Span.of(block, comment.start, comment.end), block)
    who = " ".join(filter(None, (comment.author or "Somebody", f"({comment.date[:10]})" if comment.date else "")))
    return f"{who}{f' on “{quote}”' if quote else ''}: {comment.text}"


def original_paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """The main text as it was before the changes."""
    yield from (Paragraph((Stretch(text=text),)) for text in original(blocks))


class EarlierText(QTextBrowser):
    """Paragraphs with marks, read-only, drawn in slices; nothing is fetched."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName("Text with earlier changes")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        em = QFontMetricsF(self.font()).height()
        self.document().setDocumentMargin(em * 1.5)
        self._rest: Iterator[Paragraph] = iter(())
        self._em, self._theme = em, theme
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fill)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return None

    def show_paragraphs(self, paragraphs: Iterable[Paragraph]) -> None:
        """Draw these, the first screen at once."""
        self.clear()
        self._rest = iter(paragraphs)
        self._timer.start()
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def is_filled(self) -> bool:
        """Whether all of the text is drawn."""
        return not self._timer.isActive()

    def _fill(self) -> None:
        writer = QTextCursor(self.document())
        writer.movePosition(QTextCursor.MoveOperation.End)
        writer.beginEditBlock()
        drawn = 0
        for paragraph in islice(self._rest, _PARAGRAPHS_AT_ONCE):
            self._write(writer, paragraph)
            drawn += 1
        writer.endEditBlock()
        if drawn < _PARAGRAPHS_AT_ONCE:
            self._timer.stop()

    def _write(self, writer: QTextCursor, paragraph: Paragraph) -> None:
        format = QTextBlockFormat()
        format.setBottomMargin(self._em * 0.5)
        if paragraph.is_comment:
            format.setLeftMargin(self._em * 2)
            format.setBackground(QColor(self._theme.info_ground))
        if writer.atStart():
            writer.setBlockFormat(format)
        else:
            writer.insertBlock(format)
        for stretch in paragraph.stretches:
            writer.insertText(stretch.text.replace("\n", "\u2028").replace(ATOM, "▫"), self._format(stretch, paragraph))

    def _format(self, stretch: Stretch, paragraph: Paragraph) -> QTextCharFormat:
        format = QTextCharFormat()
        if paragraph.is_heading:
            format.setFontWeight(QFont.Weight.DemiBold)
        by = f" by {stretch.author}" if stretch.author else ""
        match stretch.what:
            case Earlier.INSERTED:
                format.setFontUnderline(True)
                format.setForeground(QColor(self._theme.inserted))
                format.setToolTip(f"Inserted{by}")
            case Earlier.DELETED:
                format.setFontStrikeOut(True)
                format.setForeground(QColor(self._theme.deleted))
                format.setToolTip(f"Deleted{by}")
        return format


class EarlierDialog(QDialog):
    """Shows a document with the marks, or as it was."""

    def __init__(self, parent: QWidget, look: Look, blocks: Sequence[Block]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Earlier changes")
        self._blocks = tuple(blocks)
        em = self.fontMetrics().height()
        self.resize(em * 48, em * 40)
        self.view = QComboBox()
        self.view.setAccessibleName("Which text is shown")
        self.view.addItems(["Marked up", "Original"])
        self.view.setToolTip("The text with the marked changes and comments, or as it was before them")
        about = QLabel("Made before this review. The text under review has these changes in it.")
        about.setObjectName("muted")
        about.setWordWrap(True)
        self.text = EarlierText(look.theme)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        band = QFrame()
        row = QHBoxLayout(band)
        row.setContentsMargins(em, em * 2 // 3, em, em * 2 // 3)
        row.setSpacing(em)
        row.addWidget(self.view)
        row.addWidget(about, 1)
        foot = QFrame()
        closing = QVBoxLayout(foot)
        closing.setContentsMargins(em, em // 2, em, em // 2)
        closing.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((band, 0), (self.text, 1), (foot, 0)):
            column.addWidget(part, stretch)
        self.view.currentIndexChanged.connect(self._show)
        self._show(0)

    def _show(self, view: int) -> None:
        self.text.show_paragraphs((marked_paragraphs, original_paragraphs)[view](self._blocks))
