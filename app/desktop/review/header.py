"""The band above a review: what is under review, how far it is, and the step that ends it."""

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.desktop.actions import Actions, action_button
from app.desktop.parts import ElidedLabel
from app.desktop.review.score_strip import ScoreStrip
from app.desktop.theme import scaled
from app.rulings_text import left_out
from app.usecases.open_review import Review
from domain.feedback.session import ItemState


class Header(QWidget):
    """Title, version and progress; once approved, a banner that says as what."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent)
        em = self.fontMetrics().height()
        self._title, self._about, self._progress = ElidedLabel(), ElidedLabel(), QLabel()
        self._title.setFont(scaled(self.font(), 1.35, QFont.Weight.DemiBold))
        self._about.setObjectName("muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Findings decided")
        self._bar.setFixedWidth(em * 9)
        names = QVBoxLayout()
        names.setSpacing(em // 6)
        names.addWidget(self._title)
        names.addWidget(self._about)
        counts = QVBoxLayout()
        counts.setSpacing(em // 3)
        counts.addStretch(1)
        counts.addWidget(self._progress)
        counts.addWidget(self._bar)
        counts.addStretch(1)
        self._approve = action_button(actions["approve"], "main")
        band = QFrame(self)
        band.setObjectName("band")
        row = QHBoxLayout(band)
        row.setContentsMargins(em, em * 2 // 3, em, em * 2 // 3)
        row.setSpacing(em)
        row.addWidget(action_button(actions["close"], "plain"))
        row.addLayout(names, 1)
        self._scores = ScoreStrip(actions)
        row.addWidget(self._scores)
        row.addLayout(counts)
        row.addWidget(self._approve)
        self._banner = QFrame(self)
        self._banner.setObjectName("approved")
        self._approved = QLabel()
        self._approved.setFont(scaled(self.font(), 1.0, QFont.Weight.Medium))
        strip = QHBoxLayout(self._banner)
        strip.setContentsMargins(em, em // 2, em, em // 2)
        strip.addWidget(self._approved, 1)
        strip.addWidget(action_button(actions["reopen"]))
        strip.addWidget(action_button(actions["export"], "main"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(band)
        column.addWidget(self._banner)

    def show_review(self, review: Review) -> None:
        """Say how this review stands."""
        self._scores.show_review(review)
        total = len(review.findings)
        decided = sum(r.state is not ItemState.PENDING for r in review.findings)
        self._title.setText(review.title)
        self._title.setToolTip(review.title)
        out = left_out(review.rulings)
        ruled = f"  ·  {out}" if out else ""
        self._about.setText(f"{review.file_name}  ·  Version {review.approved or review.number}{ruled}")
        self._about.setToolTip("Help > Checks shows what is ruled" if ruled else "")
        none = "No findings" if review.engine else "Not analysed"
        self._progress.setText(f"{decided} of {total} decided" if total else none)
        self._bar.setVisible(total > 0)
        self._bar.setMaximum(max(total, 1))
        self._bar.setValue(decided)
        self._banner.setVisible(review.approved is not None)
        self._approve.setVisible(review.approved is None)
        if review.approved:
            self._approved.setText(f"✓  Approved as {review.approved}. The decisions are locked.")
