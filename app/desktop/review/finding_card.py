"""Paints a finding in the list: its severity in colour and word, title, section, and the decision on it."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop.card_list import CARD, Index
from app.desktop.review.words import SEVERITY_WORDS, STATE_WORDS
from app.desktop.theme import Look, scaled
from app.usecases.open_review import ReviewedFinding
from domain.feedback.session import ItemState

_TITLE_LINES = 2


class FindingCard(QStyledItemDelegate):
    """One card of the list."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._measured: tuple[QFont, tuple[QFontMetrics, QFontMetrics, QFontMetrics]] | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        em, small, title = self._metrics(option.font)
        room = self._view.viewport().width() - 2 * em.height()
        lines = 1 if title.horizontalAdvance(index.data()) <= room else _TITLE_LINES
        return QSize(0, int(em.height() * 1.8 + small.height() * 2 + title.height() * lines))

    def _metrics(self, font: QFont) -> tuple[QFontMetrics, QFontMetrics, QFontMetrics]:
        """Of the text, the small print and the title; kept, for the list asks for the height of every card."""
        if self._measured is None or self._measured[0] != font:
            small, title = scaled(font, 0.88), _title_font(font)
            # A copy: the font of an option lives no longer than the option.
            self._measured = QFont(font), (QFontMetrics(font), QFontMetrics(small), QFontMetrics(title))
        return self._measured[1]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        reviewed: ReviewedFinding = index.data(CARD)
        finding, theme = reviewed.finding, self._look.theme
        rect, state = option.rect, option.state
        shade = theme.severity[finding.severity]
        decided = reviewed.state is not ItemState.PENDING
        font = option.font
        em = QFontMetrics(font).height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(theme.selection if chosen else theme.hover if hover else theme.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.border))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), max(3, em // 5), rect.height()), QColor(theme.accent))
        inner = rect.adjusted(em, int(em * 0.65), -em, -int(em * 0.5))

        small, strong = scaled(font, 0.88), scaled(font, 0.88, QFont.Weight.DemiBold)
        line = QFontMetrics(small).height()
        ink = QColor(theme.muted if decided else shade.ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        dot = line * 0.5
        painter.drawEllipse(QRectF(inner.left(), inner.top() + (line - dot) / 2, dot, dot))
        painter.setPen(ink)
        painter.setFont(strong)
        top = QRect(inner.left() + int(dot * 1.8), inner.top(), inner.width(), line)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, SEVERITY_WORDS[finding.severity])
        if decided:
            painter.setPen(QColor(theme.deleted if reviewed.state is ItemState.REJECTED else theme.inserted))
            sign = "✕ " if reviewed.state is ItemState.REJECTED else "✓ "
            right = QRect(inner.left(), inner.top(), inner.width(), line)
            painter.drawText(right, Qt.AlignmentFlag.AlignRight, sign + STATE_WORDS[reviewed.state])

        painter.setPen(QColor(theme.muted if decided else theme.text))
        title = _title_font(font)
        painter.setFont(title)
        y = inner.top() + line + int(em * 0.15)
        for text in lines_of(finding.title, title, inner.width()):
            painter.drawText(QPointF(inner.left(), y + QFontMetrics(title).ascent()), text)
            y += QFontMetrics(title).height()
        painter.setPen(QColor(theme.muted))
        painter.setFont(small)
        section = QFontMetrics(small).elidedText(
            finding.section or "Whole document", Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(QPointF(inner.left(), y + em * 0.1 + QFontMetrics(small).ascent()), section)
        painter.restore()


def _title_font(font: QFont) -> QFont:
    return scaled(font, 1.0, QFont.Weight.Medium)


def lines_of(text: str, font: QFont, width: int) -> list[str]:
    """The text broken to a width, at most two lines, the last one cut with an ellipsis."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid() and len(starts) < _TITLE_LINES:
        line.setLineWidth(max(width, 1))
        starts.append(line.textStart())
    layout.endLayout()
    lines = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    if lines:
        lines[-1] = QFontMetrics(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, width)
    return lines
