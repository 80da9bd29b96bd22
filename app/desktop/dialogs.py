"""The windows beside the main one: policy packs, checks, and how the profile is."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.checks.dialog import ChecksDialog
from app.desktop.health.dialog import HealthDialog
from app.desktop.jobs import Jobs
from app.desktop.policies.packs_dialog import PacksDialog
from app.desktop.theme import Look
from app.usecases.ports.services import Services

_Dialog = TypeVar("_Dialog", bound=QWidget)


class Dialogs(QObject):
    """`passage_wanted` carries a document and a Span of it, `ruled` what was ruled on a check, in words.

    `shown` names the document that is open.
    """

    passage_wanted = Signal(str, object)
    ruled = Signal(str)

    def __init__(
        self,
        window: QWidget,
        services: Services,
        jobs: Jobs,
        reviewer: str,
        look: Look,
        shown: Callable[[], str | None],
    ) -> None:
        super().__init__(window)
        self._window, self._services, self._jobs = window, services, jobs
        self._reviewer, self._look, self._shown = reviewer, look, shown

    def show_health(self) -> None:
        """Open Help > Health."""
        dialog = self._open(HealthDialog) or HealthDialog(self._window, self._services, self._jobs)
        dialog.show()
        dialog.activateWindow()

    def show_packs(self) -> None:
        """Open File > Policy packs."""
        if (dialog := self.packs()) is None:
            dialog = PacksDialog(self._window, self._services, self._jobs, self._reviewer, self._look, self._shown())
            dialog.passage_wanted.connect(self.passage_wanted)
        dialog.show()
        dialog.activateWindow()

    def packs(self) -> PacksDialog | None:
        """The window of the policy packs, where it is open."""
        return self._open(PacksDialog)

    def show_checks(self) -> ChecksDialog:
        """Open Help > Checks, on the document that is open."""
        if (dialog := self._open(ChecksDialog)) is None:
            dialog = ChecksDialog(self._window, self._services, self._jobs, self._reviewer, self._shown())
            dialog.ruled.connect(self.ruled)
        dialog.show()
        dialog.activateWindow()
        return dialog

    def show_check(self, check: str, ask: bool) -> None:
        """Open it at one check, and where asked to, the form that switches it off."""
        self.show_checks().show_check(check, ask=ask)

    def follow(self) -> None:
        """Let Help > Checks rule on the document that is open now."""
        if dialog := self._open(ChecksDialog):
            dialog.show_document(self._shown())

    def close(self) -> None:
        """Close all of them."""
        for kind in (HealthDialog, ChecksDialog, PacksDialog):
            for dialog in self._window.findChildren(kind):
                dialog.close()

    def _open(self, kind: type[_Dialog]) -> _Dialog | None:
        return next((each for each in self._window.findChildren(kind) if each.isVisible()), None)
