"""One entry in full: what is wrong, what it is, and its passages to walk through."""

from html import escape

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QToolButton, QVBoxLayout

from app.desktop.formula_picture import formula_picture
from app.desktop.review.words import shortened
from app.desktop.theme import Look
from app.desktop.understanding.entries import Entry, Line
from domain.analysis.finding import Severity
from domain.documents.text import Span
from domain.semantics.understanding import FormulaEntry

_LONGEST = 300
_LINES = 200
"""Lines of an entry that are written out; all its passages can be walked through."""
_PICTURE = QUrl("formula")


class EntryDetail(QFrame):
    """`passage_chosen` carries a Span, `node_wanted` the id of a node of the lineage."""

    passage_chosen = Signal(object)
    node_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._look = look
        self._entry: Entry | None = None
        self._at = 0
        em = self.fontMetrics().height()
        self.text = EntryText()
        self.text.document().setDocumentMargin(em)
        self.text.anchorClicked.connect(self._on_link)
        self._count = QLabel()
        self._count.setObjectName("muted")
        foot = QFrame()
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(em, em // 2, em, em // 2)
        row.setSpacing(em // 2)
        self.previous = self._arrow(Qt.ArrowType.LeftArrow, "Previous passage", -1)
        self.next = self._arrow(Qt.ArrowType.RightArrow, "Next passage", 1)
        self.graph = QPushButton("Show in graph")
        self.graph.setToolTip("See what this depends on, and what depends on it")
        self.graph.clicked.connect(lambda: self._entry and self.node_wanted.emit(self._entry.node))
        for part in (self.previous, self.next, self._count):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.graph)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text, 1)
        column.addWidget(foot)
        look.changed.connect(self._paint)

    def _arrow(self, arrow: Qt.ArrowType, words: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setArrowType(arrow)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("role", "plain")
        button.clicked.connect(lambda: self.step(by))
        return button

    def show_entry(self, entry: Entry | None) -> None:
        """Show an entry, at the first of its passages."""
        self._entry, self._at = entry, 0
        self._paint()
        self.text.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Go on to another passage of the entry, beginning again at the other end."""
        if self._entry and self._entry.passages:
            self._at = (self._at + by) % len(self._entry.passages)
            self.go()

    def go(self) -> None:
        """Show the passage that is looked at in the document."""
        self._say_where()
        if self._entry and self._entry.passages:
            self.passage_chosen.emit(self._entry.passages[self._at])

    def _say_where(self) -> None:
        count = len(self._entry.passages) if self._entry else 0
        self._count.setText(f"Passage {self._at + 1} of {count}" if count else "")
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)
        self.graph.setVisible(self._entry is not None and self._entry.node != "")

    def _paint(self) -> None:
        self._say_where()
        if (entry := self._entry) is None:
            self.text.clear()
            return
        theme = self._look.theme
        ink = theme.severity[Severity.HIGH].ink
        parts = [f'<p style="font-size:large; margin:0 0 8px 0"><b>{escape(entry.name)}</b></p>']
        parts += [f'<p style="color:{ink}; margin:0 0 6px 0"><b>!</b>&nbsp; {escape(p)}</p>' for p in entry.problems]
        if entry.formula:
            parts.append(self._drawn(entry.formula))
        parts += [self._line(line, number, ink) for number, line in enumerate(entry.lines[:_LINES])]
        if (more := len(entry.lines) - _LINES) > 0:
            parts.append(f"<p>… and {more} more. The arrows below lead to each of them.</p>")
        self.text.setHtml("".join(parts))

    def _drawn(self, formula: FormulaEntry) -> str:
        """The formula as a picture; its source where it is not LaTeX or cannot be drawn."""
        theme = self._look.theme
        picture = None
        if formula.is_latex:
            size = self.fontMetrics().height() * 1.1
            picture = formula_picture(formula.source, QColor(theme.text), size, self.devicePixelRatioF())
        if picture is None:
            return f'<p style="background:{theme.code}; margin:6px 0"><code>{escape(formula.source)}</code></p>'
        self.text.document().addResource(QTextDocument.ResourceType.ImageResource.value, _PICTURE, picture.image)
        width, height = _fitted(picture.image, self.text.viewport().width() - 4 * self.fontMetrics().height())
        return f'<p style="margin:10px 0"><img src="formula" width="{width}" height="{height}"></p>'

    def _line(self, line: Line, number: int, ink: str) -> str:
        theme = self._look.theme
        said = escape(shortened(line.text, _LONGEST))
        colour = ink if line.wrong else theme.text
        if line.span:
            arrow = f'<span style="color:{theme.accent}">→</span>'
            said = f'<a href="{number}" style="color:{colour}; text-decoration:none">{said} {arrow}</a>'
        return (
            f'<p style="margin:4px 0"><span style="color:{theme.muted}">{escape(line.what)}:</span>&nbsp; '
            f'<span style="color:{colour}">{said}</span></p>'
        )

    def _on_link(self, url: QUrl) -> None:
        if self._entry and (span := self._entry.lines[int(url.toString())].span):
            self._at = _nearest(span, self._entry.passages, self._at)
            self._say_where()
            self.passage_chosen.emit(span)


def _nearest(span: Span, passages: tuple[Span, ...], otherwise: int) -> int:
    return passages.index(span) if span in passages else otherwise


def _fitted(image: QImage, width: int) -> tuple[int, int]:
    """The size at which an image is drawn, no wider than this."""
    size = image.deviceIndependentSize()
    factor = min(1.0, width / max(size.width(), 1))
    return int(size.width() * factor), int(size.height() * factor)


class EntryText(QTextBrowser):
    """Text that fetches nothing: what it shows comes from a document under review."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("The entry in full")
        self.setToolTip("Click a passage to see it in the document")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setMinimumHeight(self.fontMetrics().height() * 2)

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return None
