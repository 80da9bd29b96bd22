"""Restoring: a backup is put into a profile of its own first, proved there, and only then takes the place of the other.

What the reviewer forgot stays forgotten: the profile's list is applied to whatever is put back.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from app.bootstrap import open_services
from app.folders import sync_folder
from app.store.backup import RESTORING, key_copies, newest_backup, staging_of, sweep, unpack
from app.store.connection import copy_to
from app.store.document_keys import DocumentKeys
from app.store.files import BACKUPS, DESCRIPTION, FORMER, HEAD, KEYS, LOG
from app.store.leases import Leases
from app.store.log import forgotten_in
from app.store.verification import verify
from app.usecases.forget_document import forget
from app.usecases.ports.errors import Refused, StoreUnavailable
from app.usecases.ports.keys import DamagedFile, PlainFile, ProfileKeys, Purpose
from domain.kernel import NotFound, Value

Unlock = Callable[[Path], ProfileKeys]
"""The unlocked keys of the profile in a folder; raises what opening one does."""

_ACTOR = "DocSense"
_BUSY_SECONDS = 10.0


class Restored(Value):
    """What a backup held, as proved: the events, the documents, and where its log ends (position and hash).

    `forgotten` counts the documents that were taken out again; None where the profile's list could not be read.
    """

    backup: str
    events: int
    documents: int
    forgotten: int | None
    head: str
    seconds: float
    former: str | None = None
    """Where the profile that was there before is kept now."""


def restore(profile: Path, backup: Path | None, unlock: Unlock) -> Restored:
    """Put a backup (the newest scheduled one unless named) into the profile's place; raises Refused, StoreUnavailable.

    What was there is kept beside it under another name.
    """
    _nobody_may_be_in(profile)
    with _staged(profile, _chosen(profile, backup), unlock) as (folder, restored, keys):
        # Noted before the change: a head in the keyring that is behind is right, one that is ahead stops all writing.
        head = (folder / HEAD).read_text()
        keys.note_head(head)
        if keys.noted_head() not in (None, head):
            raise StoreUnavailable("The keyring takes no new head of the log; nothing was restored. Unlock it first.")
        former = _swap(folder, profile) if profile.exists() else None
        if former is None:
            os.rename(folder, profile)
        elif (former / BACKUPS).exists():
            os.rename(former / BACKUPS, profile / BACKUPS)
        sync_folder(profile.parent)
        return restored.model_copy(update={"former": str(former) if former else None})


def _nobody_may_be_in(profile: Path) -> None:
    if Leases(profile / "leases").somebody_is_present():
        raise StoreUnavailable("The profile is open in another DocSense: close it first.")


def _swap(folder: Path, profile: Path) -> Path:
    """Put the folder in the profile's place; the answer is where the profile is now. All or nothing."""
    former = profile.with_name(f"{profile.name}{FORMER}{datetime.now():%Y-%m-%d-%H%M%S}")
    os.rename(profile, former)
    try:
        _nobody_may_be_in(former)  # who came in between would go on writing where nobody looks
        os.rename(folder, profile)
    except (OSError, StoreUnavailable):
        os.rename(former, profile)
        raise
    return former


def drill(profile: Path, backup: Path | None, unlock: Unlock) -> Restored:
    """Put a backup into a passing folder and prove it there; the profile is left alone."""
    with _staged(profile, _chosen(profile, backup), unlock) as (_, restored, _):
        return restored


def _chosen(profile: Path, backup: Path | None) -> Path:
    chosen = backup or newest_backup(profile)
    if chosen is None:
        raise Refused("There is no backup in the profile yet: name the file of one.")
    return chosen


class _WithoutKeyring:
    """The keys of a profile that is still beside the one in use, whose head in the keyring is not its own."""

    def __init__(self, keys: ProfileKeys) -> None:
        self._keys = keys

    def derive(self, purpose: Purpose) -> bytes:
        return self._keys.derive(purpose)

    def noted_head(self) -> str | None:
        return None

    def note_head(self, head: str) -> None:
        pass


@contextmanager
def _staged(profile: Path, backup: Path, unlock: Unlock) -> Iterator[tuple[Path, Restored, ProfileKeys]]:
    """The backup as a profile beside the other, proved, with its views made and what was forgotten taken out."""
    began = time.monotonic()
    profile.parent.mkdir(parents=True, exist_ok=True)
    with _alone(profile), tempfile.TemporaryDirectory(prefix=staging_of(profile), dir=profile.parent) as scratch:
        folder = Path(scratch) / "profile"
        unpack(backup, folder)
        _take_newer_description(profile, folder)
        try:
            keys = unlock(folder)
        except (DamagedFile, PlainFile) as error:
            raise Refused(f"{backup} holds no encrypted profile that can be opened; nothing was restored.") from error
        if not (folder / KEYS).exists():
            _bring_document_keys(profile, folder, keys)
        if problems := list(verify(folder, keys, noted=None, forgetting=False)):
            raise StoreUnavailable(f"{backup} is not whole; nothing was restored: {problems[0].problem}")
        forgotten = _forgotten(profile, keys)
        with open_services(folder, keys=_WithoutKeyring(keys), new=False) as s:
            s.store.catch_up()
            for document in (forgotten or frozenset()) | s.store.views.forgotten():
                try:
                    forget(s, document, _ACTOR)
                except NotFound:  # it came after the backup
                    s.store.forget(document)
            s.store.catch_up()
            restored = Restored(
                backup=str(backup),
                events=s.store.head(),
                documents=len(s.store.views.documents()),
                forgotten=None if forgotten is None else len(forgotten),
                head=s.store.signed_head(),
                seconds=time.monotonic() - began,
            )
        yield folder, restored, keys


@contextmanager
def _alone(profile: Path) -> Iterator[None]:
    """One restoring of a profile at a time; what one that was killed left behind is swept up."""
    if not profile.exists():
        yield
        return
    with Leases(profile / "leases").hold(RESTORING) as held:
        if not held:
            raise StoreUnavailable("Another DocSense is restoring this profile. Try again when it is done.")
        sweep(profile.parent, staging_of(profile))
        yield


def _take_newer_description(profile: Path, folder: Path) -> None:
    """Let the profile's own description of its keys stand, which knows the passphrase of today.

    Raises Refused for the backup of another profile.
    """
    theirs, ours = folder / DESCRIPTION, profile / DESCRIPTION
    try:
        same = json.loads(ours.read_bytes())["id"] == json.loads(theirs.read_bytes())["id"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return
    if not same:
        raise Refused("That is the backup of another profile: restore it into a folder of its own (--profile).")
    shutil.copyfile(ours, theirs)


def _bring_document_keys(profile: Path, folder: Path, keys: ProfileKeys) -> None:
    """Give a scheduled backup the documents' keys of the profile, or the newest copy of them that can be read."""
    for path in (profile / KEYS, *key_copies(profile)):
        if path.exists():
            with closing(DocumentKeys(path, keys.derive("document keys"), busy_seconds=_BUSY_SECONDS)) as found:
                try:
                    found.forgotten()
                    copy_to(found.engine, folder / KEYS)
                except StoreUnavailable:
                    (folder / KEYS).unlink(missing_ok=True)
                    continue
                return
    raise Refused("The backup holds no document keys, and the profile has none that can be read: name another backup.")


def _forgotten(profile: Path, keys: ProfileKeys) -> frozenset[str] | None:
    """The documents that the profile forgot, by its log, its keys and their copies; None where none can be read."""
    sources = [_forgotten_by_log, *([_forgotten_by_keys] * (1 + len(key_copies(profile))))]
    paths = [profile / LOG, profile / KEYS, *key_copies(profile)]
    found: set[str] = set()
    was_read = not profile.exists()  # then nothing was forgotten
    for source, path in zip(sources, paths, strict=True):
        with suppress(StoreUnavailable):
            found |= source(path, keys)
            was_read = True
    return frozenset(found) if was_read else None


def _forgotten_by_keys(path: Path, keys: ProfileKeys) -> AbstractSet[str]:
    with closing(DocumentKeys(path, keys.derive("document keys"), busy_seconds=_BUSY_SECONDS)) as found:
        return found.forgotten().keys()


def _forgotten_by_log(path: Path, keys: ProfileKeys) -> AbstractSet[str]:
    return forgotten_in(path, keys.derive("log"))
