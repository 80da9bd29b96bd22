"""What the scores are made of: every point that is lost, with the finding that costs it or what is absent."""

from collections.abc import Iterator
from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout

from app.desktop.review.score_words import chapters, risen, shown
from app.desktop.theme import Look, Theme
from app.usecases.open_review import Review
from domain.analysis.scores import Loss, Score

_SHOWN = 12
"""How many losses of a score are told one by one."""


class _Text(QTextBrowser):
    """Read-only; nothing is fetched."""

    def loadResource(self, type: int, name: QUrl | str) -> object:
        return None


class ScorePane(QFrame):
    """`finding_chosen` carries the id of the finding whose line was clicked."""

    finding_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("pane")
        self._look = look
        self._review: Review | None = None
        self.text = _Text()
        self.text.setAccessibleName("What the scores are made of")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(self.fontMetrics().height())
        self.text.anchorClicked.connect(lambda url: self.finding_chosen.emit(url.toString()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        self.setFocusProxy(self.text)
        look.changed.connect(self._paint)

    def show_review(self, review: Review) -> None:
        """Show the scores of a review."""
        self._review = review
        self._paint()

    def _paint(self) -> None:
        if self._review is None:
            return
        at = self.text.verticalScrollBar().value()
        self.text.setHtml(html(self._review, self._look.theme))
        self.text.verticalScrollBar().setValue(at)


def html(review: Review, theme: Theme) -> str:
    """The scores of a review as a page."""
    if review.scores is None:
        return f'<p style="color:{theme.muted}">There are no scores before the document is analysed.</p>'
    lines = []
    for name, now, then in risen(review):
        lines.append(f"<p><b>{name} {shown(now, then)}</b> of 100{_bar(then / 100, theme)}</p>")
    arrow = "; behind the arrow with the accepted edits made" if "→" in "".join(lines) else ""
    about = (
        f"Of the text as it stands{arrow}. What you reject costs nothing. A "
        "critical finding takes 10 % of the points that are left, a high one 5 %, a medium one 2 %, a low one ½ %, the "
        "less the less sure it is."
    )
    lines.append(f'<p style="color:{theme.muted}">{about}</p>')
    if review.scores.implementability is None:
        lines.append("<p>Analyse the document again to see how far it can be implemented.</p>")
    for heading, score in chapters(review.scores):
        lines.append(f"<h4>{escape(heading)} &nbsp;{score.points:.0f} of {score.of:.0f}</h4>")
        lines += _losses(score, theme)
    return "".join(lines)


def _losses(score: Score, theme: Theme) -> Iterator[str]:
    told, rest = score.losses[:_SHOWN], score.losses[_SHOWN:]
    rows = [_row(loss, theme) for loss in told]
    if rest:
        together = sum(loss.points for loss in rest)
        rows.append(
            f'<tr><td align="right">−{together:.1f}&nbsp;&nbsp;</td>'
            f'<td style="color:{theme.muted}">{len(rest)} more, less each</td></tr>'
        )
    yield f'<table cellspacing="2">{"".join(rows)}</table>' if rows else "<p>Nothing is lost.</p>"


def _row(loss: Loss, theme: Theme) -> str:
    words = escape(loss.why)
    if loss.findings:
        words = f'<a href="{loss.findings[0]}" style="color:{theme.accent};text-decoration:none">{words}</a>'
    return f'<tr><td align="right">−{loss.points:.1f}&nbsp;&nbsp;</td><td>{words}</td></tr>'


def _bar(share: float, theme: Theme) -> str:
    """A meter as Qt's HTML can draw one: a table of two cells, as wide as their shares of it."""
    ends = ((share, theme.accent), (1 - share, theme.border))
    cells = (f'<td width="{width:.0%}" bgcolor="{colour}" style="font-size:3pt">&nbsp;</td>' for width, colour in ends)
    return f'<table width="100%" cellspacing="0" cellpadding="0"><tr>{"".join(cells)}</tr></table>'
