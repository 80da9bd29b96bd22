"""The list of requirements: verdict in sign, colour and word, what is required, and by which rule."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.desktop.card_list import CARD, CardList, Index
from app.desktop.policies.entries import VERDICT_SIGNS, VERDICT_WORDS, Entry, opinion_words, verdict_ink
from app.desktop.review.finding_card import lines_of
from app.desktop.theme import Look, scaled


class RequirementList(CardList[Entry]):
    """Requirements in the order of their packs."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__(None, name, lambda entry: entry.key, _text)
        self.setItemDelegate(_RequirementCard(look, self))
        self.setUniformItemSizes(True)
        look.changed.connect(self.viewport().update)


def _text(entry: Entry, role: int) -> str | None:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return entry.requirement.requirement
        case Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(entry)
        case _:
            return None


def _spoken(entry: Entry) -> str:
    r = entry.requirement
    verdict = f"{VERDICT_WORDS[entry.verdict.status]}: " if entry.verdict else ""
    opinion = f" {opinion_words(entry.opinion)}." if entry.opinion else ""
    check = " To be verified." if r.verify else ""
    return f"{verdict}{r.requirement} {r.level}. {r.citation or r.id}.{check}{opinion}"


class _RequirementCard(QStyledItemDelegate):
    """Four lines: verdict and level, what is required in two lines, the citation."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, int(QFontMetrics(option.font).height() * 5.2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(CARD)
        theme, rect, state, font = self._look.theme, option.rect, option.state, option.font
        em = QFontMetrics(font).height()
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, QColor(theme.selection if chosen else theme.hover if hover else theme.surface))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme.border))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), max(3, em // 5), rect.height()), QColor(theme.accent))
        inner = rect.adjusted(em, int(em * 0.55), -em, 0)
        small, strong = scaled(font, 0.88), scaled(font, 0.88, QFont.Weight.DemiBold)
        line = QFontMetrics(small).height()
        top = QRect(inner.left(), inner.top(), inner.width(), line)
        if entry.verdict:
            painter.setPen(QColor(verdict_ink(entry.verdict.status, theme)))
            painter.setFont(strong)
            said = f"{VERDICT_SIGNS[entry.verdict.status]}  {VERDICT_WORDS[entry.verdict.status]}"
            painter.drawText(top, Qt.AlignmentFlag.AlignLeft, said)
        else:
            painter.setPen(QColor(theme.muted))
            painter.setFont(strong)
            painter.drawText(top, Qt.AlignmentFlag.AlignLeft, entry.requirement.id)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        mark = f"{opinion_words(entry.opinion).split(':')[0]}   " if entry.opinion else ""
        painter.drawText(top, Qt.AlignmentFlag.AlignRight, f"{mark}{entry.requirement.level}")
        title = scaled(font, 1.0, QFont.Weight.Medium)
        painter.setPen(QColor(theme.text))
        painter.setFont(title)
        y = inner.top() + line + em * 0.15
        for text in lines_of(entry.requirement.requirement, title, inner.width()):
            painter.drawText(QPointF(inner.left(), y + QFontMetrics(title).ascent()), text)
            y += QFontMetrics(title).height()
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        check = "to be verified  ·  " if entry.requirement.verify else ""
        foot = f"{check}{entry.requirement.citation or entry.pack.title}"
        shown = QFontMetrics(small).elidedText(foot, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(QPointF(inner.left(), y + em * 0.1 + QFontMetrics(small).ascent()), shown)
        painter.restore()
