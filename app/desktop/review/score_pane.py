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
_ALL = "all"
"""The link that tells all of them; no finding has such an id."""


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
        self._all = False
        self.text = _Text()
        self.text.setAccessibleName("What the scores are made of")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(self.fontMetrics().height())
        self.text.anchorClicked.connect(self._on_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        self.setFocusProxy(self.text)
        look.changed.connect(self._paint)

    def show_review(self, review: Review) -> None:
        """Show the scores of a review."""
        self._review = review
        self._paint()

    def _on_clicked(self, url: QUrl) -> None:
        if url.toString() == _ALL:
            self._all = True
            self._paint()
        else:
            self.finding_chosen.emit(url.toString())

    def _paint(self) -> None:
        if self._review is None:
            return
        at = self.text.verticalScrollBar().value()
        self.text.setHtml(html(self._review, self._look.theme, all=self._all))
        self.text.verticalScrollBar().setValue(at)


def html(review: Review, theme: Theme, *, all: bool = False) -> str:
    """The scores of a review as a page; without `all`, the least losses of a score are summed up."""
    if review.scores is None:
        return f'<p style="color:{theme.muted}">There are no scores before there is a text that is analysed.</p>'
    lines = []
    for name, now, then in risen(review):
        lines.append(f"<p><b>{name} {shown(now, then)}</b> of 100{_bar(then / 100, theme)}</p>")
    arrow = "; behind the arrow with the accepted edits made" if "→" in "".join(lines) else ""
    about = (
        f"Of the text as it stands{arrow}. What you reject costs nothing. A "
        "critical finding takes 10 % of the points that are left, a high one 5 %, a medium one 2 %, a low one ½ %, the "
        "less the less sure it is. Findings share what they take together: mending one of many adds less than its line "
        "says, as the others then take their share of it."
    )
    lines.append(f'<p style="color:{theme.muted}">{about}</p>')
    if review.scores.implementability is None:
        lines.append("<p>Analyse the document again to see how far it can be implemented.</p>")
    for heading, score in chapters(review.scores):
        lines.append(f"<h4>{escape(heading)} &nbsp;{_points(score.points)} of {_points(score.of)}</h4>")
        lines += _losses(score, theme, len(score.losses) if all else _SHOWN)
    return "".join(lines)


def _losses(score: Score, theme: Theme, most: int) -> Iterator[str]:
    several = len(score.losses) > most + 1  # the line that sums up a single one would take its place
    told, rest = (score.losses[:most], score.losses[most:]) if several else (score.losses, ())
    rows = [_row(loss, theme) for loss in told]
    if rest:
        together = sum(loss.points for loss in rest)
        rows.append(
            f'<tr><td align="right">{_lost(together)}&nbsp;&nbsp;</td>'
            f"<td>{_link(_ALL, f'{len(rest)} more, less each: show them', theme)}</td></tr>"
        )
    yield f'<table cellspacing="2">{"".join(rows)}</table>' if rows else "<p>Nothing is lost.</p>"


def _row(loss: Loss, theme: Theme) -> str:
    words = escape(loss.why)
    if loss.findings:
        words = _link(loss.findings[0], words, theme)
    return f'<tr><td align="right">{_lost(loss.points)}&nbsp;&nbsp;</td><td>{words}</td></tr>'


def _link(to: str, words: str, theme: Theme) -> str:
    return f'<a href="{to}" style="color:{theme.accent};text-decoration:none">{words}</a>'


def _points(points: float) -> str:
    """Points with the tenth that tells them from a full score, where there is one."""
    return f"{points:.1f}".removesuffix(".0")


def _lost(points: float) -> str:
    return f"−{points:.1f}" if points >= 0.05 else "&lt;&nbsp;0.1"


def _bar(share: float, theme: Theme) -> str:
    """A meter as Qt's HTML can draw one: a table of two cells, as wide as their shares of it."""
    ends = ((share, theme.accent), (1 - share, theme.border))
    cells = (f'<td width="{width:.0%}" bgcolor="{colour}" style="font-size:3pt">&nbsp;</td>' for width, colour in ends)
    return f'<table width="100%" cellspacing="0" cellpadding="0"><tr>{"".join(cells)}</tr></table>'
