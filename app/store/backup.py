"""Backups: a copy of the log that is taken while it is in use, and proved by opening and walking it.

A backup is a zip archive of the encrypted files as they are; it opens with the keys of its profile. One that is made on
request holds the documents' keys as well, so that it can be put back anywhere. Those made on schedule hold none: the
keys have copies of their own beside them, few and young, so that a forgotten document's key can be taken out of all.
"""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.store.connection import copy_to
from app.store.files import BACKUPS, DESCRIPTION, HEAD, KEYS, LOG
from app.store.heads import Sidecar
from app.store.leases import Leases
from app.store.log import Log, head_in
from app.store.verification import verify
from app.usecases.ports.errors import Refused, StoreUnavailable
from app.usecases.ports.keys import StoreKeys
from app.usecases.ports.store import Backup

EVERY = timedelta(hours=24)
"""The schedule: how old the newest backup may become."""
DAYS, WEEKS = 7, 4
"""The retention: the last backup of each of so many days, and of so many weeks."""
KEY_COPIES = 3
"""How many copies of the documents' keys are kept beside them."""

SUFFIX = ".docsense"
RESTORING = "restoring"
"""The lease of who puts a backup back, or tries whether that can be done."""
LEFTOVER = ".docsense-copy-"
"""How the names of passing folders begin; what a process that was killed left of one is swept up."""
_STAMP = "%Y-%m-%dT%H%M%SZ"


class Backups:
    """Makes backups of an open profile, and keeps those made on schedule in a folder of it."""

    def __init__(self, profile: Path, keys: StoreKeys, log: Log, leases: Leases, busy_seconds: float) -> None:
        self._profile = profile
        self._keys = keys
        self._log = log
        self._leases = leases
        self._busy_seconds = busy_seconds
        self.folder = profile / BACKUPS

    def write(self, out: Path, *, with_document_keys: bool = True) -> Backup:
        """Write a backup and prove it; raises Refused where the file is there, StoreUnavailable."""
        if out.exists():
            raise Refused(f"{out} is there already: name a new file, a backup never replaces another.")
        try:
            with tempfile.TemporaryDirectory(prefix=LEFTOVER, dir=out.parent) as scratch:
                copy, archive = Path(scratch) / "copy", Path(scratch) / "archive"
                self._copy_to(copy, with_document_keys=with_document_keys)
                head = Sidecar(copy / HEAD).read()
                _pack(copy, archive)
                self._prove(archive, Path(scratch) / "proof")
                os.rename(archive, out)
                return Backup(path=str(out), head=head.anchor if head else "", size=out.stat().st_size)
        except OSError as error:
            raise Refused(f"{out} could not be written: {error.strerror or type(error).__name__}.") from error

    def write_when_due(self) -> Backup | None:
        """Write the backup of the schedule where it is time, and let old ones go; raises as `write` does."""
        with self._leases.hold("backup") as held:
            return self._write_when_due() if held else None

    def _write_when_due(self) -> Backup | None:
        now = self._log.clock().astimezone(UTC)
        newest = newest_backup(self._profile)
        last = _time_of(newest) if newest else self._log.began()
        if last is None or now - last < EVERY:
            return None
        self.folder.mkdir(mode=0o700, exist_ok=True)
        sweep(self.folder, LEFTOVER)
        self._copy_document_keys(now)
        made = self.write(self.folder / f"{now.strftime(_STAMP)}{SUFFIX}", with_document_keys=False)
        for old in superfluous(scheduled_backups(self._profile)):
            old.unlink(missing_ok=True)
        return made

    @contextmanager
    def without_key_copies(self) -> Iterator[None]:
        """Inside there is no copy of the documents' keys in reach; afterwards one of those that are left.

        Whenever the program ends, no copy outlives the key that is destroyed inside. Raises StoreUnavailable.
        """
        with self._leases.hold("backup", self._busy_seconds) as held:
            if not held:
                raise StoreUnavailable("A backup of the profile is being made. Try again in a moment.")
            sweep(self.folder, LEFTOVER)
            with self._leases.hold(RESTORING) as nobody_restores:
                if nobody_restores:
                    sweep(self._profile.parent, staging_of(self._profile))
            copies = key_copies(self._profile)
            for copy in copies:
                copy.unlink(missing_ok=True)
            yield
            if copies:
                with suppress(StoreUnavailable):  # the next backup of the schedule makes one
                    self._copy_document_keys(self._log.clock().astimezone(UTC))

    def _copy_document_keys(self, now: datetime) -> None:
        copy = self.folder / f"keys-{now.strftime(_STAMP)}.db"
        copy.unlink(missing_ok=True)
        copy_to(self._log.keys.engine, copy)
        for old in key_copies(self._profile)[KEY_COPIES:]:
            old.unlink(missing_ok=True)

    def _copy_to(self, folder: Path, *, with_document_keys: bool) -> None:
        folder.mkdir(mode=0o700)
        copy_to(self._log.engine, folder / LOG)
        if with_document_keys:
            copy_to(self._log.keys.engine, folder / KEYS)
        # The head in the copy, not the one beside the log, which may have moved on since.
        Sidecar(folder / HEAD).write(head_in(folder / LOG, self._keys.derive("log")))
        with suppress(FileNotFoundError):  # the keys of a throw-away profile are described nowhere
            shutil.copyfile(self._profile / DESCRIPTION, folder / DESCRIPTION)

    def _prove(self, archive: Path, folder: Path) -> None:
        unpack(archive, folder)
        if not (folder / KEYS).exists():
            copy_to(self._log.keys.engine, folder / KEYS)
        if problem := next(verify(folder, self._keys, noted=None, forgetting=False), None):
            raise StoreUnavailable(
                f"No backup was made: its copy of the log is not whole (position {problem.position}: "
                f"{problem.problem}) `docsense log verify` says more."
            )


def unpack(archive: Path, folder: Path) -> None:
    """Put the files of a backup into a new folder; raises Refused where it is none."""
    try:
        with zipfile.ZipFile(archive) as packed:
            names = set(packed.namelist())
            is_stored = all(member.compress_type == zipfile.ZIP_STORED for member in packed.infolist())
            if not ({LOG, HEAD} <= names <= {LOG, HEAD, KEYS, DESCRIPTION} and is_stored) or packed.testzip():
                raise Refused(f"{archive} is no whole backup of DocSense.")
            folder.mkdir(mode=0o700)
            for name in names:
                (folder / name).touch(mode=0o600)
                with packed.open(name) as source, (folder / name).open("wb") as target:
                    shutil.copyfileobj(source, target)
    except FileNotFoundError:
        raise Refused(f"There is no file {archive}.") from None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError) as error:
        raise Refused(f"{archive} is no whole backup of DocSense.") from error


def staging_of(profile: Path) -> str:
    """How the names of the folders begin in which backups of this profile are restored, beside it."""
    return f"{LEFTOVER}{profile.name}-"


def sweep(folder: Path, prefix: str) -> None:
    """Remove what killed processes left of their passing folders here; nobody else may be at work."""
    for left in folder.glob(f"{prefix}*"):
        shutil.rmtree(left, ignore_errors=True)


def scheduled_backups(profile: Path) -> list[Path]:
    """The backups made on schedule, the newest first."""
    return sorted((profile / BACKUPS).glob(f"????-??-??T??????Z{SUFFIX}"), reverse=True)


def newest_backup(profile: Path) -> Path | None:
    """The newest backup made on schedule."""
    return next(iter(scheduled_backups(profile)), None)


def key_copies(profile: Path) -> list[Path]:
    """The copies of the documents' keys, the newest first."""
    return sorted((profile / BACKUPS).glob("keys-*Z.db"), reverse=True)


def superfluous(backups: list[Path]) -> list[Path]:
    """Those of these backups, newest first, that the retention lets go."""
    kept: set[Path] = set()
    for period, count in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS)):
        newest: dict[str, Path] = {}
        for backup in backups:
            newest.setdefault(_time_of(backup).strftime(period), backup)
        kept |= set(list(newest.values())[:count])
    return [backup for backup in backups if backup not in kept]


def _time_of(backup: Path) -> datetime:
    return datetime.strptime(backup.name.removesuffix(SUFFIX), _STAMP).replace(tzinfo=UTC)


def _pack(folder: Path, archive: Path) -> None:
    archive.touch(mode=0o600)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packed:
        for path in sorted(folder.iterdir()):
            packed.write(path, path.name)
    with archive.open("rb+") as written:
        os.fsync(written.fileno())
