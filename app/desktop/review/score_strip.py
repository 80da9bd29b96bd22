"""The strip in the header of a review: the scores as small meters, and the way to what they are made of."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.desktop.actions import Actions
from app.desktop.review.score_words import risen, shown
from app.usecases.open_review import Review

_METERS = 3


class ScoreStrip(QWidget):
    """A click on it shows what the scores are made of, as its command does."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._why = actions["scores"]
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self._why.toolTip())
        em = self.fontMetrics().height()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em)
        self._meters: list[tuple[QWidget, QLabel, QProgressBar]] = []
        for _ in range(_METERS):
            meter, label, bar = QWidget(), QLabel(), QProgressBar()
            bar.setTextVisible(False)
            bar.setAccessibleName("Score")
            bar.setMaximum(100)
            column = QVBoxLayout(meter)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(em // 3)
            column.addStretch(1)
            column.addWidget(label)
            column.addWidget(bar)
            column.addStretch(1)
            row.addWidget(meter)
            self._meters.append((meter, label, bar))

    def show_review(self, review: Review) -> None:
        """Show the scores of a review, as the text stands and with the accepted edits made."""
        scores = list(risen(review))
        self.setVisible(bool(scores))
        for at, (meter, label, bar) in enumerate(self._meters):
            meter.setVisible(at < len(scores))
            if at < len(scores):
                name, now, then = scores[at]
                label.setText(f"{name} {shown(now, then)}")
                bar.setValue(round(then))
                bar.setAccessibleName(f"{name}, out of 100")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._why.trigger()
