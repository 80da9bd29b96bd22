"""Keeps packs and what is typed of them, beside the window of the packs, and reads them again."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.desktop.jobs import Jobs
from app.desktop.policies.shelf import Shelf, read_shelf
from app.packs import read_pack
from app.usecases import policies
from app.usecases.drafts import keep_draft
from app.usecases.files import load_file
from app.usecases.ports.errors import Refused
from app.usecases.ports.services import Services
from domain.policies.pack import Pack
from domain.policies.repository import THE_REPOSITORY


class PackKeeper(QObject):
    """`read` carries the first Shelf; `changed` one after a change, what to say, the pack, and the draft it used."""

    read = Signal(object)
    changed = Signal(object, str, str, object)
    failed = Signal(object)

    def __init__(self, parent: QObject, services: Services, jobs: Jobs, reviewer: str) -> None:
        super().__init__(parent)
        self._services, self._jobs, self._reviewer = services, jobs, reviewer

    def start(self) -> None:
        """Read what there is."""
        job = self._jobs.ask(partial(read_shelf, self._services))
        job.done.connect(self.read)
        job.failed.connect(self.failed)

    def install(self, pack: Pack, since: date | None = None, draft: str | None = None) -> None:
        """Put a text in force from a day on, today if not said; `draft` is under which name it was written."""
        self._change(partial(self._install, pack, since), draft)

    def install_file(self, path: Path) -> None:
        """Put the pack in force that a file states."""

        def act() -> tuple[str, str]:
            try:
                text = load_file(path).decode("utf-8-sig")
            except UnicodeDecodeError:
                raise Refused(f"{path.name} is not UTF-8 text: save it so.") from None
            return self._install(read_pack(text, path.name), None)

        self._change(act)

    def retire(self, name: str) -> None:
        """Take a pack out of force from today on."""

        def act() -> tuple[str, str]:
            policies.retire(self._services, name, self._reviewer)
            return f"{name} is retired. What was checked against it stays as it is.", name

        self._change(act)

    def keep_draft(self, name: str, text: str) -> None:
        """Keep what is typed."""
        job = self._jobs.ask(partial(keep_draft, self._services, THE_REPOSITORY, name, text))
        job.failed.connect(self.failed)

    def _install(self, pack: Pack, since: date | None) -> tuple[str, str]:
        policies.install(self._services, pack, self._reviewer, since)
        return f"{pack.pack} {pack.pack_version} is in force from {since or 'today'} on.", pack.pack

    def _change(self, act: Callable[[], tuple[str, str]], draft: str | None = None) -> None:
        """Do something that says what came of it and to which pack, and read what there is then."""

        def work() -> tuple[Shelf, str, str, str | None]:
            said, name = act()
            return read_shelf(self._services), said, name, draft

        job = self._jobs.ask(work)
        job.done.connect(self._on_changed)
        job.failed.connect(self.failed)

    def _on_changed(self, answer: tuple[Shelf, str, str, str | None]) -> None:
        self.changed.emit(*answer)
