"""The window of Help > Health; it looks again by itself while it is open."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.desktop.health.words import account, step, summary
from app.desktop.jobs import Job, Jobs
from app.desktop.messages import sentence
from app.desktop.theme import scaled
from app.usecases.health import Health, Trouble, health, rebuild, skip, try_again
from app.usecases.ports.services import Services
from app.usecases.ports.tasks import Cancelled

_LOOK_EVERY_MS = 1000

_Act = Callable[[Cancelled], object]


class HealthDialog(QDialog):
    """How far each step is, what failed, and a button for each thing that can be done about it."""

    def __init__(self, parent: QWidget, services: Services, jobs: Jobs) -> None:
        super().__init__(parent)
        self._services, self._jobs = services, jobs
        self._shown: Health | None = None
        self._looking = False
        self._rows: list[QWidget] = []
        self.setWindowTitle("Health")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        em = self.fontMetrics().height()
        self.setMinimumWidth(em * 36)
        self.summary = _text("Looking…")
        self.summary.setFont(scaled(self.font(), 1.2, QFont.Weight.DemiBold))
        self.steps = _text("")
        self.answer = _text("")
        self.answer.hide()
        self._troubles = QVBoxLayout()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._rebuild = buttons.addButton("Rebuild", QDialogButtonBox.ButtonRole.ActionRole)
        self._rebuild.setToolTip("Make the library anew from the log; the old one is used until then")
        self._rebuild.clicked.connect(lambda: self._do(lambda cancelled: rebuild(services, cancelled=cancelled)))
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(em * 3 // 2, em * 3 // 2, em * 3 // 2, em)
        column.setSpacing(em)
        column.addWidget(self.summary)
        column.addLayout(self._troubles)
        column.addWidget(self.steps)
        column.addWidget(self.answer)
        column.addWidget(buttons)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    def done(self, result: int) -> None:
        """Look no more once it is closed."""
        self._timer.stop()
        super().done(result)

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            job = self._jobs.start("upkeep", lambda _: health(self._services))
            job.done.connect(self._show)
            job.failed.connect(self._on_failed)

    def _do(self, act: _Act) -> None:
        """Act beside the window; what it comes to is said below."""
        self._offer(False)
        self._say("Working…")

        def work(job: Job) -> Health:
            act(job.cancelled)
            return health(self._services)

        job = self._jobs.start("upkeep", work)
        job.done.connect(self._on_acted)
        job.failed.connect(self._on_failed)

    def _on_acted(self, now: Health) -> None:
        self._say("Done.")
        self._offer(True)
        self._show(now)

    def _on_failed(self, error: Exception) -> None:
        self._looking = False
        self._say(sentence(error))
        self._offer(True)

    def _show(self, now: Health) -> None:
        self._looking = False
        if now == self._shown:
            return
        if self._shown is None or now.troubles != self._shown.troubles:
            self._list(now.troubles)
        self._shown = now
        self.summary.setText(summary(now))
        states = (
            f"{step(s.name)}: {f'{s.behind} events behind' if s.behind else 'up to date'}" for s in now.subscriptions
        )
        self.steps.setText("\n".join([*states, *filter(None, [now.unguarded])]))
        self._make_room()

    def _list(self, troubles: tuple[Trouble, ...]) -> None:
        """Replace the lines of what failed."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for trouble in troubles:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(_text(account(trouble)), 1)
            position = trouble.failure.position
            for words, tip, act in (
                ("Try again", "Do this step once more now", partial(self._try_again, position)),
                ("Skip", "Go on without this step, for good", partial(self._skip, position)),
            ):
                button = QPushButton(words)
                button.setToolTip(tip)
                button.setAccessibleName(f"{words}: {step(trouble.subscription)}, event {position}")
                button.clicked.connect(lambda _=False, act=act: act())
                line.addWidget(button)
            self._troubles.addWidget(row)
            row.show()  # now, so that room is made for it
            self._rows.append(row)

    def _say(self, words: str) -> None:
        """What came of a button."""
        self.answer.setText(words)
        self.answer.show()
        self._make_room()

    def _make_room(self) -> None:
        """Grow with what is said: lines that wrap ask for no height of their own."""
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))

    def _try_again(self, position: int) -> None:
        self._do(lambda cancelled: try_again(self._services, position, cancelled=cancelled))

    def _skip(self, position: int) -> None:
        self._do(lambda _: skip(self._services, position))

    def _offer(self, may: bool) -> None:
        """Let the buttons that do something be pressed, or not while one is at work."""
        for each in (self._rebuild, *self._rows):
            each.setEnabled(may)


def _text(words: str) -> QLabel:
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
